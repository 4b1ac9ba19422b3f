"""The years of a figure, and whether it tells what was, what is to be, or where a change began."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from qa.figures import FigureKind
from qa.figures.numerals import whole_number
from qa.figures.units import COUNT, POINTS
from qa.records import Basis, Facet, How, Period
from qa.statements.focus import Focus
from qa.statements.named import Named
from qa.statements.reading import Taken
from qa.wording import basis as words
from qa.wording import behind, spans, subject
from qa.wording.shares import year_of
from qa.wording.times import Clock, Time, Use

_CHANGES = frozenset({Facet.RISE, Facet.FALL})
_PAUSE = re.compile(r"[，；：。;:]|,(?!\d)")
_AGAINST = 28
#: Figures that began a change may be listed behind the one year of all of them.
_RUN = 24


@dataclass(frozen=True, slots=True)
class Dated:
    period: Period
    basis: Basis


@dataclass(frozen=True, slots=True)
class _Window:
    """The years that hold at a figure; ``time``: the word of time that says so, None when the focus does."""

    first: int | None
    last: int | None
    time: Time | None


def dated(taken: Taken, named: Named, facet: Facet, focus: Focus, clock: Clock) -> Dated:
    """Years and basis of one figure of a sentence whose paragraph has ``focus``."""
    window = _window(taken, named, focus)
    basis = _basis(taken, named, window, focus, clock)
    pace = _that_pace(taken, named)
    if pace is not None:
        return Dated(Period(pace.first, pace.last, How.AVERAGE), Basis.BASE)
    compared = _compared(taken, named)
    if compared is not None:
        first, last = compared.first, compared.last
        if compared.yearly and window.last is not None:
            # 比上年的3.2万人, in a review: the year before the one told of.
            first = last = window.last - 1
        return Dated(Period(first, last, How.YEAR), Basis.BASE)
    if named.clause.starts:
        return Dated(_start_of_change(taken, named, window, focus), Basis.BASE)
    if basis is Basis.RESULT and focus.basis is Basis.TARGET and window.time is None and clock.year is not None:
        window = _Window(clock.year - 1, clock.year - 1, None)
    if words.ON_TOP_OF.match(named.clause.trail):
        basis = Basis.BASE
    return Dated(_period(taken, named, facet, window, focus), basis)


def _window(taken: Taken, named: Named, focus: Focus) -> _Window:
    start = named.clause.figure.start
    for time in reversed(taken.times):
        dates = time.use in (Use.AT, Use.SPAN) or (time.use is Use.FROM and time.first < time.last)
        # 数字经济五年翻一番, in a plan: the years to come, of which the section tells.
        planned = time.bare and focus.basis is Basis.TARGET
        if time.end <= start and dates and not planned:
            time = _looking_back(taken, time, focus)
            return _Window(time.first, time.last, time)
    return _Window(focus.first, focus.last, None)


def _looking_back(taken: Taken, time: Time, focus: Focus) -> Time:
    """五年内, in a review: those told of, and none to come."""
    told = focus.several and focus.basis is Basis.RESULT and spans.WITHIN.fullmatch(taken.text[time.start : time.end])
    if told and focus.first is not None and focus.last is not None:
        return replace(time, first=focus.first, last=focus.last)
    return time


def _lead(taken: Taken, named: Named) -> str:
    """The words of the clause before the figure, with its words of time."""
    start = named.clause.figure.start
    cuts = [match.end() for match in _PAUSE.finditer(taken.text, 0, start)]
    return taken.text[cuts[-1] if cuts else 0 : start]


def _basis(taken: Taken, named: Named, window: _Window, focus: Focus, clock: Clock) -> Basis:
    if words.OF_A_GOAL.match(named.clause.trail) and not _reached(taken, named, focus):
        return Basis.TARGET
    if focus.basis is Basis.NORM or clock.year is None:
        return focus.basis
    lead = _lead(taken, named)
    if window.time is None:
        past = words.STRONGLY_DONE.search(lead) and not words.FORWARD.search(lead)
        return Basis.RESULT if past else focus.basis
    if focus.basis is Basis.TARGET and window.time.last < clock.year:
        ahead = words.NAMED_ONLY.search(lead) or words.FORWARD.search(lead)
        return Basis.TARGET if ahead else Basis.RESULT
    if focus.basis is Basis.RESULT and window.time.last >= clock.year:
        return Basis.TARGET
    return focus.basis


def _reached(taken: Taken, named: Named, focus: Focus) -> bool:
    """完成裁减员额50万的任务, 控制在4.6%的预期目标之内, in a review: the goal is what came of it."""
    trail = named.clause.trail
    fulfilled = words.A_TASK.match(trail) and words.FULFILLED.search(_lead(taken, named))
    return focus.basis is Basis.RESULT and bool(fulfilled or words.WITHIN_GOAL.match(trail))


def _compared(taken: Taken, named: Named) -> Time | None:
    """较“十三五”末的9323.1亿元: the figure that another is compared with."""
    start = named.clause.figure.start
    if named.clause.figure.unit == "倍" or year_of(named.whole):
        # 是上年的2.5倍, 恢复到2019年的70%: measured by that year, not of it.
        return None
    for time in taken.times:
        if time.use is Use.BASE and time.end <= start and taken.text[time.end : start] == "的":
            return time
    return None


def _that_pace(taken: Taken, named: Named) -> Time | None:
    """超过1953年到1978年平均每年增长3.2%的速度: the years of the mean that another is compared with."""
    clause = named.clause
    if not spans.THAT_PACE.match(clause.trail) or not spans.AVERAGE.search(clause.lead):
        return None
    start = clause.figure.start
    for time in reversed(taken.times):
        if time.end <= start:
            between = taken.text[time.end : start]
            compared = time.use is Use.BASE and time.first < time.last and not _PAUSE.search(between)
            return time if compared else None
    return None


def _start_of_change(taken: Taken, named: Named, window: _Window, focus: Focus) -> Period:
    """从2020年的3.68万亿元; without a year it is the one before the years spoken of."""
    clause = named.clause
    for time in taken.times:
        if taken.text.startswith(("起", "开始"), time.end):
            continue
        if time.use is Use.FROM and clause.begin - _RUN <= time.start and time.end <= clause.figure.start:
            # 由上年729万人, in a review: the year before the one told of.
            year = window.last - 1 if time.yearly and window.last is not None else time.first
            return Period(year, year, How.YEAR)
    if window.first is None:
        return Period()
    if window.time is not None and window.time.use is Use.FROM:
        return Period(window.first, window.first, How.YEAR)
    if window.time is not None and window.time.use is Use.AT and focus.several and focus.first is not None:
        return Period(focus.first - 1, focus.first - 1, How.YEAR)
    return Period(window.first - 1, window.first - 1, How.YEAR)


def _period(taken: Taken, named: Named, facet: Facet, window: _Window, focus: Focus) -> Period:
    lead = _lead(taken, named)
    if window.time is not None and spans.OF_SEASON.match(taken.text, window.time.end):
        return Period(window.first, window.last, How.YEAR)
    base = _base(taken, named)
    if base is not None and base.first < base.last:
        # 比前五年增长一倍: the sum of these years beside that of those; 年均增长4.5%，高于“十三五”时期: their means.
        before = taken.text[: named.clause.figure.start]
        averaged = named.clause.figure.measure.dimension == POINTS and spans.AVERAGE.search(before)
        return Period(window.first, window.last, How.AVERAGE if averaged else How.TOTAL)
    if base is not None and base.yearly and facet in _CHANGES:
        year = _year_of(taken, named, window, focus)
        return Period(year, year, How.YEAR)
    if spans.AVERAGE.search(named.clause.lead) or (facet in _CHANGES and spans.AVERAGE.search(lead)):
        first, last = _averaged(window, base, focus)
        return Period(first, last, How.AVERAGE)
    if base is not None and facet in _CHANGES and window.last is not None:
        return Period(base.last + 1, window.last, How.YEAR if base.last + 1 >= window.last else How.SPAN)
    row = spans.IN_A_ROW.search(lead)
    count = whole_number(row["count"]) if row and facet not in (*_CHANGES, Facet.RANK) else None
    if count and window.last is not None:
        # 连续5年超万亿斤: in each of them.
        return Period(window.last - count + 1, window.last, How.YEAR)
    if window.first is None or window.first == window.last:
        if facet in _CHANGES and focus.term and window.time is None and spans.ALTOGETHER.search(named.clause.lead):
            return Period(*focus.term, How.SPAN)
        return Period(window.first, window.last, _moment(named, facet))
    return _of_several(taken, named, lead, facet, window)


def _year_of(taken: Taken, named: Named, window: _Window, focus: Focus) -> int | None:
    """The one year spoken of where a span was named in between: 1984年…，在1979到1983年…的基础上，比上年增长14.2%."""
    if window.first == window.last or window.time is None:
        return window.last
    start = named.clause.figure.start
    at = [time.last for time in taken.times if time.use is Use.AT and time.end <= start]
    return at[-1] if at else focus.last


def _averaged(window: _Window, base: Time | None, focus: Focus) -> tuple[int | None, int | None]:
    if base is not None and window.last is not None and base.last + 1 < window.last:
        return base.last + 1, window.last
    if window.first != window.last:
        if window.time is not None and window.time.use is Use.FROM and window.first is not None:
            return window.first + 1, window.last
        return window.first, window.last
    return focus.term or (window.first, window.last)


def _base(taken: Taken, named: Named) -> Time | None:
    """What the figure of a change is compared with: 比2020年增长30%, or said once for all: 1992年同1987年相比，…"""
    start = named.clause.figure.start
    for time in reversed(taken.times):
        between = taken.text[time.end : start]
        near = len(between) <= _AGAINST and not _PAUSE.search(between)
        if time.use is Use.BASE and time.end <= start and (near or between.startswith(("相比", "比较"))):
            return time
    return None


def _there_by_now(taken: Taken, named: Named, lead: str) -> bool:
    """累计建成国家级产业集群21个: what was built is there; 累计建成2320万亩，总量达到5450万亩 adds up."""
    all_told = spans.ALL_TOLD.match(taken.text, named.clause.figure.end)
    return bool(spans.BUILT_BY_NOW.search(lead)) and all_told is None


def _given_over(taken: Taken, named: Named, window: _Window) -> bool:
    """五年间，扶贫资金达480亿元: money given adds up over the years named."""
    time = window.time
    named_years = time is not None and spans.OVER_YEARS.fullmatch(taken.text[time.start : time.end])
    return bool(named_years and spans.GIVEN.search(named.name) and not spans.STANDS.search(named.name))


def _part_of_total(taken: Taken, named: Named, window: _Window) -> bool:
    """五年共计12319亿元，其中…1777亿元: a part of what added up did so, too."""
    if window.time is None:
        return False
    told = spans.PART_OF.split(taken.text[window.time.end : named.clause.figure.start], maxsplit=1)
    return len(told) > 1 and bool(spans.TOTAL.search(told[0]))


def _of_several(taken: Taken, named: Named, lead: str, facet: Facet, window: _Window) -> Period:
    """A figure of a term: added up over it, changed over it, or what stands at its end."""
    said = f"{lead}{named.name}"
    held = window.time is not None or named.clause.figure.kind is not FigureKind.PERCENT
    if facet not in _CHANGES and (spans.IN_EACH.search(lead) or (held and spans.HELD.search(lead))):
        return Period(window.first, window.last, How.YEAR)
    if named.clause.ends:
        return Period(window.last, window.last, _moment(named, facet))
    if facet in _CHANGES:
        if spans.SAME_YEAR.search(lead) or subject_is_yearly(named):
            return Period(window.last, window.last, How.YEAR)
        first = window.first
        if window.time is not None and window.time.use is Use.FROM and first is not None:
            first += 1
        return Period(first, window.last, How.SPAN)
    if named.clause.figure.kind in (FigureKind.PERCENT, FigureKind.ORDINAL):
        return Period(window.last, window.last, _moment(named, facet))
    if spans.EVERY_YEAR.search(lead):
        return Period(window.first, window.last, How.AVERAGE)
    if window.time is None and _there_by_now(taken, named, lead):
        return Period(window.last, window.last, How.END)
    over = _given_over(taken, named, window) or _part_of_total(taken, named, window)
    if over or spans.TOTAL.search(lead) or facet is Facet.NEW or _adds_up(named, said):
        return Period(window.first, window.last, How.TOTAL)
    return Period(window.last, window.last, _moment(named, facet))


def _adds_up(named: Named, said: str) -> bool:
    """Whether what was done in each of the years makes the figure, and not what there was at their end."""
    if behind.covered(named.clause.trail) or behind.UNDER_WAY.match(named.clause.trail):
        return False
    if spans.ADDS_UP.search(said) and not spans.STOCK.search(said):
        return True
    if named.clause.figure.kind is FigureKind.ORDINAL or spans.HOLDS.search(named.clause.lead):
        return False
    acted = bool(subject.acts(named.name)) or subject.ends_acting(named.name)
    if named.clause.figure.measure.dimension in (COUNT, "") and subject.acts_within(named.name):
        # 国务院颁布|行政法规: who did it is named first.
        return True
    return acted or _came_to(named)


def _came_to(named: Named) -> bool:
    counted = named.clause.figure.measure.dimension in (COUNT, "人次", "")
    return counted and bool(behind.CAME_TO.search(named.clause.trail))


def subject_is_yearly(named: Named) -> bool:
    return bool(subject.GROWTH_NAME.search(named.name))


def _moment(named: Named, facet: Facet) -> How:
    if facet in _CHANGES or facet is Facet.NEW:
        return How.YEAR
    return How.END if spans.STOCK.search(named.name) or behind.covered(named.clause.trail) else How.YEAR
