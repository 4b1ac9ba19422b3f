"""Questions that mean nothing without the one before them: 平均下来每个人拿回多少钱, 占几成, 那农村居民呢，具体多少元."""

from __future__ import annotations

import re

_COUNT = r"(?:多少|几)(?:块?钱|资金|[百千万亿]*(?:元|人|家|户|个|件|公里|亩|吨|张|套|名))?"
#: Who gets how much each, of what was told before: nothing but a verb says of what.
_EACH = re.compile(
    rf"^(?:那么?|这样|这么算)?[，,]?(?:平均|合|[折摊分算])?(?:算?下来|到)?[，,]?(?:每|一)?(?:一|个)?(?:人|位|户|家|名|件|套|个|项|座|亩|公里)"
    rf"(?:[一-鿿]{{1,3}}?(?:头上|身上|手[里上]))?[，,]?(?:平?均)?(?:是|为|有)?(?:大约|大概|差不多|能|可以?|要|只|才|合)*[一-鿿]{{0,3}}?{_COUNT}[呢吗]?[？?]?$"
)
#: A share of nothing that is named: 企业多少户？占几成.
_SHARE = re.compile(
    r"(?<![一-鿿]相当于)占(?:了|到|比)?(?:大?约|是|有|为)*(?:多少(?!比重的)|几成|百分之[几多]|多大(?:比例|比重|份额))"
)
#: 占到全国几成: whose share, only the question before says.
_PART_LEFT_OUT = re.compile(
    r"^(?:那么?|它|这|又)?[，,]?占(?:到|了)?全[国省市区县州](?:的|总量)*(?:大?约|是|有|为)*(?:多少|几成|百分之[几多]|多大)"
)
_WHOLE_NAMED = re.compile(
    r"(?<=[一-鿿]{2})(?:里面?|当中|之中|其中|(?<!其)中)[，,]?[^，,。？?]{1,12}占|占[全本我][国省市区县]"
)
_PART_OF_BEFORE = re.compile(
    r"^(?:那么?|其中)?(?P<part>[^，,。？?]{2,12}?)(?:一共|有|是)*(?:(?:多少|几)[^，,。？?]{0,4}[，,。？?])?(?:大?约|又|各)*占(?:了|到|比)?(?:大?约|是|有|为)*(?:多少|几成|百分之[几多]少?|多大(?:比例|比重|份额))[呢啊]?[？?]?"
    r"[，,](?:[^，,。？?]*\s)?(?P<whole>[^，,。？?]{2,20}?)(?:一共|总共|是|有|达到?)*(?:多少|几)"
)
_FURTHER = re.compile(
    r"^(?P<lead>(?:那么?)?[^，,。？?]{2,10}呢)[，,。？?]+(?P<rest>[^，,。？?]{2,10}|.{2,40}[推算]一?下?[出来]*)[。？?]?$"
)


def shares_out(text: str) -> bool:
    """Whether so much each is asked for, of something that only the question before names."""
    return _EACH.search(text.strip()) is not None


def shared_out_in(text: str) -> str:
    """What the question before told of, which follows one that asks for so much each; all of ``text`` else."""
    own, _, before = text.rpartition("，")
    return before.rpartition(" ")[2] if shares_out(own) else text


def lacks_whole(text: str) -> bool:
    """Whether a share is asked for of a whole that ``text`` does not name."""
    return _SHARE.search(text) is not None and not _WHOLE_NAMED.search(text)


def leaves_part_out(text: str) -> bool:
    """Whether a share is asked for of which only the question before names the part: 占到全国几成."""
    return _PART_LEFT_OUT.match(text) is not None


def part_and_whole_before(text: str) -> tuple[str, str] | None:
    """A part that is asked about, and the whole that was asked about before, which follows: 企业占几成，经营主体总量多少."""
    match = _PART_OF_BEFORE.search(text)
    return (match["part"], match["whole"]) if match else None


def lead_and_rest(text: str) -> tuple[str, str]:
    """那农村居民呢, 具体多少元: what is asked of, and how; the whole and nothing where it is one."""
    match = _FURTHER.search(text.strip())
    return (match["lead"], match["rest"]) if match else (text, "")
