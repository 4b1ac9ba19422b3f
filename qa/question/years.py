"""Years in a question: data years, report years, ranges and five-year plans.

The text is expected half-width and simplified (see ``qa.question.plan``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.figures.numerals import whole_number
from qa.wording.times import (
    LATER,
    NOW,
    PART_OF_PLAN,
    RELATIVE,
    YEARS_ON,
    arabic_years,
    is_compared,
    part_of_plan,
    plan_years,
)

_YEAR = r"(?:19[4-9]\d|20[0-4]\d)"
_RANGE = re.compile(rf"({_YEAR})年?(?:底|末|初)?\s*(?:[-—–~～―－]+|到|至)\s*({_YEAR})年?")
#: 从2020年、2025年到2030年: three years, and none between them.
_POINTS_BEFORE = re.compile(rf"{_YEAR}年?(?:底|末|初)?[、，,]$")
_SINGLE = re.compile(rf"(?<!\d)({_YEAR})(?!\d)年?")
#: Years in names are not asked about (“中国制造2025”, 《…规划（2016—2020）》), those of plans are (“十三五”).
_NAMES = re.compile(r"[“\"《](?=[^”\"》]*\d)(?=[^”\"》]*[^\d年”\"》])[^”\"》]{2,40}[”\"》]")
_NO_YEAR = "○"
_SHORT = re.compile(r"(?<![\d近去这历时了前.])([0-4]\d|[7-9]\d)年(?![来间内多])")
_PLAN_PERIOD = re.compile(
    r"[“\"']十([一二三四五六七])?五[”\"'](?:时期|期间|规划|末|以来|[这那]五年)?|十([一二三四五六七])?五(?:时期|期间|规划|末|以来|[这那]五年)|"
    r"(?<![\d二三四五六七八九])十([一二三四五六七])五"
)
#: Stands for each character of a place's name, which may come between a year and its report.
PLACE = "□"
_REPORT = re.compile(
    r"^年?(?:做|作)(?:政府)?(?:工作)?报告|^(?:年度?)?[\s□]*(?:的|那|这)?[\s□]*的?\s*(?:[一二两三四五六七八九\d]*\s*(?:份|个|次|篇|届))?\s*(?:年度?)?(?:[各两三四几]?个?[省市县地]级?)?(?:政府)?(?:工作)?(?:报告|report\b|两会)",
    re.IGNORECASE,
)
_JOIN = re.compile(r"^年?\s*(?:[、,，和与及]|and)\s*$", re.IGNORECASE)

_LONGEST_RANGE = 40

_AHEAD = re.compile(r"(?:今后|未来|往后|再往后|接下来|下一?个?|之后)的?([三四五六3-6])年|下届政府任期")
_SPAN = re.compile(
    r"(?:(?:过去|近|[这那]|前|最近)?(?<![\d.])([三四五六3-6])|(?:过去|近|这)(两|二|2))年(?:来|间|里|下来|以来|累计|共|期间|各|(?=[^\d度]|$))"
)
_SOME_YEARS = re.compile(r"(?:[这那近前]|过去|最近)的?[几些多]年来?|近年来?")
#: 这几年 beside a year of its own is a term.
_SOME = 5
_ENDS = re.compile(r"[”\"']?的?(?:期?末|收官之?年|最后一年)")
_SINCE = re.compile(rf"(?:从|自)?({_YEAR})年?(?:底|末|初)?(?:以来|至今|到现在|到目前|到如今|到今天)")
_SINCE_BEGIN = re.compile(rf"(?:从|自)({_YEAR})年?(?:开始|算起|起)")
_COURSE = re.compile(r"一路|怎么(?:走|变|涨|降|上|下|一步)|走势|变化|历年|逐年|每年|各年|趋势|曲线|轨迹")
_ALL_REPORTS = re.compile(r"([两二三四五六七八九十几历]|\d+)(?:份|次|篇|届)(?:政府工作)?报告|历年报告|每份报告")


@dataclass(frozen=True, slots=True)
class YearMention:
    """One mention: the years it names (ascending), where it stands, and whether it names reports.

    ``span`` is the number of years of a review (过去五年), or of a plan when ``ahead`` (今后五年), that names none;
    ``years`` is empty then. ``since``: it goes on to today, or to the last report there is; ``years`` has the first.
    """

    years: tuple[int, ...]
    start: int
    end: int
    of_report: bool = False
    span: int = 0
    ahead: bool = False
    since: bool = False


def find_years(text: str) -> tuple[YearMention, ...]:
    """Mentions in the order of the text; a range or a plan period is one mention."""
    text = _NAMES.sub(lambda match: _NO_YEAR * len(match[0]), arabic_years(text))
    taken: list[YearMention] = []
    for mention in [*_ranges(text), *_since(text), *_periods(text), *_singles(text), *_short(text)]:
        if not any(mention.start < other.end and other.start < mention.end for other in taken):
            taken.append(mention)
    return _mark_reports(text, _with_spans(text, sorted(taken, key=lambda mention: mention.start)))


def with_years_told(text: str, before: Sequence[int] = ()) -> str:
    """``text`` with the year written out that 隔年 or 十年之后 means behind a year of its own, else after ``before``."""

    def told(match: re.Match[str]) -> str:
        own = [year for mention in find_years(text[: match.start()]) for year in mention.years]
        known = own[-1] if own else max(before, default=0)
        later = whole_number(match["later"]) if match["later"] else 1
        return f"{known + later}年" if known and later else match[0]

    return LATER.sub(told, text)


def _ranges(text: str) -> list[YearMention]:
    found = []
    for match in _RANGE.finditer(text):
        first, last = int(match[1]), int(match[2])
        if first < last <= first + _LONGEST_RANGE and not _POINTS_BEFORE.search(text, 0, match.start()):
            found.append(YearMention(tuple(range(first, last + 1)), *match.span()))
    return found


def _since(text: str) -> list[YearMention]:
    patterns = (_SINCE, _SINCE_BEGIN) if _COURSE.search(text) else (_SINCE,)
    return [YearMention((int(m[1]),), *m.span(), since=True) for pattern in patterns for m in pattern.finditer(text)]


def _periods(text: str) -> list[YearMention]:
    found = []
    for match in _PLAN_PERIOD.finditer(text):
        years = plan_years(f"十{match[1] or match[2] or match[3] or ''}")
        if years:
            # “十四五”末 is a year; “十一五”前四年 are the first four of it.
            ends = match[0].endswith("末") or _ENDS.match(text, match.end())
            part = PART_OF_PLAN.match(text, match.end())
            some = part_of_plan(years, part["side"], part["count"]) if part else years
            found.append(YearMention(years[-1:] if ends else some, match.start(), (part or match).end()))
    return found


def _singles(text: str) -> list[YearMention]:
    return [YearMention((int(match[1]),), *match.span()) for match in _SINGLE.finditer(text)]


def _short(text: str) -> list[YearMention]:
    found = []
    for match in _SHORT.finditer(text):
        short = int(match[1])
        found.append(YearMention((short + (2000 if short < 50 else 1900),), *match.span()))
    return found


def _with_spans(text: str, mentions: list[YearMention]) -> list[YearMention]:
    """Adds 过去五年 and the like, but not where it only repeats the range before it (2013到2016这四年)."""
    found = [
        YearMention((), *match.span(), span=whole_number(match[1] or "五") or 0, ahead=True)
        for match in _AHEAD.finditer(text)
    ]
    ahead = tuple(found)
    # 未来五年（“十五五”）: said twice.
    found = [f for f in found if not any(len(m.years) > 2 and 0 <= m.start - f.end <= 2 for m in mentions)]
    mentions = [m for m in mentions if not any(m.start < f.end and f.start < m.end for f in found)]
    spans = [(match, whole_number(match[1] or match[2]) or 0) for match in _SPAN.finditer(text)]
    # By itself 这几年 may mean the years of any report.
    spans += [(match, _SOME) for match in _SOME_YEARS.finditer(text) if mentions]
    for match, span in spans:
        repeated = any(len(m.years) == span and 0 <= match.start() - m.end <= 1 for m in mentions)
        overlaps = any(m.start < match.end() and match.start() < m.end for m in [*mentions, *found, *ahead])
        if not repeated and not overlaps:
            found.append(YearMention((), *match.span(), span=span))
    return sorted([*mentions, *found], key=lambda mention: mention.start)


def _mark_reports(text: str, mentions: list[YearMention]) -> tuple[YearMention, ...]:
    """A year is a report's when 报告 follows it, or follows the list of years that it is part of."""
    marked: list[YearMention] = []
    following: YearMention | None = None
    for mention in reversed(mentions):
        rest = text[mention.end :]
        joined = following is not None and following.of_report and _JOIN.match(text[mention.end : following.start])
        if _REPORT.match(rest) or joined:
            mention = replace(mention, of_report=True)
        marked.append(mention)
        following = mention
    return tuple(reversed(marked))


def relative_to(text: str, report_year: int, beside: bool = False) -> tuple[YearMention, ...]:
    """去年, 今年 and the like, as a report of that year means them, each year once; ``beside`` years that the text names,
    眼下 is the last year that the report tells the results of."""
    found = [(report_year + YEARS_ON[match[0][0]], match.span()) for match in RELATIVE.finditer(text)]
    if any(year == report_year - 1 for year, _ in found):
        # 去年来了多少人，比前年多了几成: growth of last year.
        found = [(year, span) for year, span in found if year > report_year - 2 or not is_compared(text, span[0])]
    if beside or found:
        found += [(report_year - 1, match.span()) for match in NOW.finditer(text)]
    once = dict(sorted(found, key=lambda item: item[1], reverse=True))
    return tuple(YearMention((year,), *span) for year, span in sorted(once.items(), key=lambda item: item[1]))


def asks_every_report(text: str) -> bool:
    """Whether the text speaks of several reports side by side (三份报告里)."""
    return bool(_ALL_REPORTS.search(text))
