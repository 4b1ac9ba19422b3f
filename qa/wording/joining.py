"""Things told in one breath: what 和, 、 and 分别 join, each with its full name."""

from __future__ import annotations

import re

from qa.wording.subject import MEASURE

_AND = re.compile(r"以及|[和与及、]")
#: What joins things that each may have a figure of its own.
JOINS = re.compile("[和与及、]|以及")
_BOTH = {"城乡": ("城镇", "农村"), "存贷款": ("存款", "贷款"), "产销量": ("产量", "销量"), "进出口": ("进口", "出口")}
#: 一产业增加值, of 一、二、三产业增加值.
_UNNUMBERED = re.compile(r"^(?=[一二三]产业)")
_ORDINALS = re.compile(r"^(?:第?[一二三]|[一二三]产)$")
_SHARE_TAIL = re.compile(r"(?:增加值|总产值|产值|营业收入|收入|投资|支出|出口|消费)?占.+?(?:比重|比例|比)$")
RESPECTIVELY = re.compile(r"分别|依次|各(?=[为增达下提])")


def split_names(stem: str, count: int) -> list[str]:
    """The ``count`` things that ``stem`` names, what the last goes on with said of all; empty when it names another number."""
    for pattern in (_AND, re.compile("、"), re.compile("[和与及]")):
        names = [name.strip() for name in pattern.split(stem)]
        if len(names) == count and all(names):
            return _shared(names)
    for both, each in _BOTH.items():
        if both in stem and count == len(each):
            return [stem.replace(both, one, 1) for one in each]
    return []


def _shared(names: list[str]) -> list[str]:
    """城镇、农村居民收入: each with the ending of the last; 第一、二、三产业增加值: each with its ordinal."""
    *others, last = names
    tail = _tail(last, others)
    head = _head(names)
    full = [name if MEASURE.search(name) and not _ORDINALS.match(name) else name + tail for name in others] + [last]
    if names[0].startswith("第") and all(_ORDINALS.match(name) for name in others):
        full = [name if name.startswith("第") else f"第{name}" for name in full]
    full = [_UNNUMBERED.sub("第", name) for name in full]
    return [full[0]] + [name if name.startswith(head) else head + name for name in full[1:]]


def _tail(last: str, others: list[str]) -> str:
    first = others[0]
    if all(_ORDINALS.match(name) for name in others):
        return last[2:] if first.endswith("产") else last[1:]
    # 基础设施、制造业投资: the measure; 城镇、农村居民收入: all behind the part that stands for the others.
    if len(first) <= 3 and len(last) > len(first) and MEASURE.search(last):
        measure = MEASURE.search(last)
        rest = last[len(first) :]
        return rest if measure and len(rest) >= len(measure[0]) else (measure[0] if measure else "")
    measure = _SHARE_TAIL.search(last) or MEASURE.search(last)
    if measure is None and len(first) <= 4 and len(last) > len(first):
        return last[len(first) :]
    return measure[0] if measure else ""


def _head(names: list[str]) -> str:
    """An opening that is said of all: 规模以上工业增加值、利润."""
    first, second = names[0], names[1]
    opening = re.match(r"规模以上工业(?:企业)?|规上工业(?:企业)?|城镇(?=登记|调查)|农村(?=自来水)", first)
    return opening[0] if opening and re.match(r"利税|利润|营业收入|增加值|总产值|主营", second) else ""
