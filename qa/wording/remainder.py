"""What is left of something without a part of it: 营造林里不算南北山绿化还有多少, 进出口总额减去出口额."""

from __future__ import annotations

import re

_TAKEN = r"(?:(?:除|刨|扣|减|去|剔|抛|撇)(?:掉|去|除|开)|扣|不(?:计入?|算(?:上)?|含|包括|是|属于))"
_WITHOUT = rf"(?:除了|{_TAKEN})(?!多少|几|什么|哪|得|了|完|很|太|[高低多少](?:的|，|$))"
_BEHIND = r"(?:以后|之后|后|以外|之外|外|的话)?"
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
    rf"^(?:如果|要是)?{_TAKEN}(?P<part>{_NAME}{{2,20}}?){_BEHIND}[，,](?P<whole>{_NAME}{{2,24}}?)(?:还|大约|一共|总共|有|是|剩)*(?:多少|几(?!乎))"
)
#: Wholes of two parts, by what is asked for: the whole, and the part that reports tell.
_OF_TWO = (
    (re.compile(r"(?<!出)进口(?:总?[额值])?"), ("进出口总额", "出口总额"), "进口"),
    (re.compile(r"非税(?:收入)?"), ("一般公共预算收入", "税收收入"), "非税收入"),
)


def whole_and_part(text: str) -> tuple[str, str] | None:
    """The whole, and the part of it that is to be left out; None where no remainder is asked for in so many words."""
    match = _PART_FIRST.search(text) or _OF_WHOLE.search(text)
    if match and _MEANT.search(match["whole"]):
        return None
    return (match["whole"], match["part"]) if match else None


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
