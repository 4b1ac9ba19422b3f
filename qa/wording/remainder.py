"""What is left of something without a part of it: 营造林里不算南北山绿化还有多少, 进出口总额减去出口额."""

from __future__ import annotations

import re

_TAKEN = r"(?:(?:除|刨|扣|减|去|剔|抛|撇)(?:掉|去|除|开)|扣|不(?:计入?|算(?:上)?|含|包括|是|属于))"
_WITHOUT = rf"(?:除了|{_TAKEN})(?!多少|几|什么|哪|得|了|完|很|太|[高低多少](?:的|，|$))"
#: 东盟|那一块: no part of the name.
_BEHIND = r"(?:[这那]?(?:一|几)?(?:部分|块|头|边)(?:儿)?)?(?:以后|之后|后|以外|之外|外|的话|呢)?"
_ASKS = r"(?:一共|总共|大约|大概|等于|剩下|余下|其余|剩|余|还|有|是|为|的)*(?:多少|几(?!乎)|多大|$|[？?，,。；;])"
_NAME = r"[^，,。；;？?（）()]"
#: The whole first: 总装机里扣掉新能源还剩多少.
_OF_WHOLE = re.compile(
    rf"(?P<whole>{_NAME}{{2,24}}?)(?:里面?|当中|之中|中|内)?的?[，,]?(?:如果|要是)?{_WITHOUT}"
    rf"(?P<part>{_NAME}{{2,20}}?){_BEHIND}的?[，,]?{_ASKS}"
)
#: 我问的是利润，不是利税: what is meant, and nothing to be left out.
_MEANT = re.compile(r"(?:问|说|指|要|想知道)的是")
#: The part first: 不算企业，经营主体还有多少.
_PART_FIRST = re.compile(
    rf"^(?:如果|要是|那)?{_TAKEN}(?P<part>{_NAME}{{2,20}}?){_BEHIND}[，,](?P<whole>{_NAME}{{2,24}}?)(?:还|大约|一共|总共|有|是|剩)*(?:多少|几(?!乎))"
)
#: 除了企业，经营主体还有多少户: only what is left is asked so.
_BUT_PART = re.compile(
    rf"^(?:如果|要是|那)?除了?(?P<part>{_NAME}{{2,20}}?){_BEHIND}[，,](?P<whole>{_NAME}{{2,24}}?)(?:还[有剩]|剩下?|其余)(?:的)?(?:有|是)?(?:多少|几(?!乎))"
)
#: 那去掉白酒呢，还剩多少? of what was asked before, which follows.
_PART_ALONE = re.compile(
    rf"^(?:如果|要是|那么?)?(?:除了|{_TAKEN})(?P<part>{_NAME}{{2,12}}?){_BEHIND}[，,]?(?:大约|还|其余|剩下?|余下?|有|是|的)+(?:多少|几(?!乎))[^，,。；;？?]{{0,6}}[？?]?"
)
_OF_BEFORE = re.compile(
    rf"^[，,](?:[^，,。？?]*\s)?(?P<whole>{_NAME}{{2,24}}?)(?:一共|总共|大约|有|是|达到?|完成)*(?:多少|几(?!乎))"
)
_LISTED = re.compile(r"[和与、]|以及|(?<!普)及")
#: Blanks and commas that stand where a place or a year was taken out.
_AT_ONCE = re.compile(r"^[\s，,的]+")
#: Wholes of two parts, by what is asked for: the whole, and the part that reports tell.
_OF_TWO = (
    (re.compile(r"(?<!出)进口(?:总?[额值])?"), ("进出口总额", "出口总额"), "进口"),
    (re.compile(r"非税(?:收入)?"), ("一般公共预算收入", "税收收入"), "非税收入"),
)


def whole_and_part(text: str) -> tuple[str, str] | None:
    """The whole, and the part of it that is to be left out; None where no remainder is asked for in so many words."""
    text = _AT_ONCE.sub("", text)
    alone = _PART_ALONE.search(text)
    if alone is not None:
        before = _OF_BEFORE.search(text[alone.end() :])
        return (before["whole"], alone["part"]) if before else None
    match = next((found for each in (_PART_FIRST, _BUT_PART, _OF_WHOLE) if (found := each.search(text))), None)
    if match is None or _MEANT.search(match["whole"]):
        return None
    return match["whole"].removeprefix("的"), match["part"]


def leaves_whole_out(text: str) -> bool:
    """Whether what is left is asked for of something that ``text`` does not name: 那去掉白酒呢，还剩多少."""
    alone = _PART_ALONE.search(_AT_ONCE.sub("", text))
    return alone is not None and not _OF_BEFORE.search(text[alone.end() :])


def parts_left_out(part: str) -> tuple[str, ...]:
    """The things that ``part`` names: 民营企业, 个体工商户."""
    return tuple(name.strip() for name in _LISTED.split(part) if name.strip())


def names_both(text: str) -> bool:
    """Whether all trade and its exports are both named, for imports to be reckoned from."""
    return "进出口" in text and "出口" in text.replace("进出口", "")


def other_part_from(text: str) -> tuple[str, str] | None:
    """A whole and one of its two parts, where the other is asked for, which is the rest: all trade and its exports for
    imports, the budget's revenue and its taxes for what is no tax."""
    return next((named for asked, named, _ in _OF_TWO if asked.search(text)), None)


def rest_called(whole: str, part: str) -> str:
    """What is left of ``whole`` without ``part``, by its name: 非税收入; empty where it has none."""
    return next((name for _, named, name in _OF_TWO if named == (whole, part)), "")
