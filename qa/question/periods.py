"""The years that a question asks about, place by place, and whether as result or as target."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qa.question.kind import asks_both, aspect_of
from qa.question.parts import ask_spans
from qa.question.where import PlaceSpan
from qa.question.years import YearMention
from qa.records import Aspect, ReportBrief
from qa.wording.everywhere import SIDE_BY_SIDE
from qa.wording.times import year_of_each

_CLAUSE_END = re.compile(r"[，,。；;？?！!]|以及")
_AIMED, _JOINER = (
    re.compile(r"年?.{0,3}?(?:目标|计划|任务|预期|打算|安排|想|要)|年?[^，,。；;？?]{0,12}?目标"),
    re.compile(r"年?\s*[、和与及,，]*\s*"),
)
_JOINED = tuple("、和与及,，跟同")
#: Characters between a place and the year that is its own.
_BESIDE = 1


@dataclass(frozen=True, slots=True)
class Period:
    """Years asked of one place: data years, or the years of the reports to read.

    ``span`` years up to each report, or from it on when ``ahead``.
    """

    place: str | None
    data_years: tuple[int, ...] = ()
    report_years: tuple[int, ...] = ()
    aspect: Aspect | None = None
    span: int = 0
    ahead: bool = False


def aspects_of(text: str, mentions: Sequence[YearMention]) -> dict[YearMention | None, Aspect | None]:
    """Result or target a mention (2007年任务、2013—2016年完成数); key None is the whole question's, which
    holds for all when no year has its own."""
    whole = aspect_of(text)
    asked = [
        (mention, text[start:end])
        for start, end in ask_spans(text)
        for mention in mentions
        if start <= mention.start < end
    ]
    if len(asked) == len(mentions) and len({aspect_of(part) for _, part in asked}) > 1:
        return {None: whole} | {mention: aspect_of(part) for mention, part in asked}
    ends = [*(mention.start for mention in mentions[1:]), len(text)]
    local = [aspect_of(text[mention.end : end]) for mention, end in zip(mentions, ends, strict=False)]
    own = len(set(local) - {None}) > 1 or _of_one_alone(text, mentions, local)
    aspects: dict[YearMention | None, Aspect | None] = {None: whole}
    return aspects | dict(zip(mentions, local if own else [whole] * len(mentions), strict=True))


def _of_one_alone(text: str, mentions: Sequence[YearMention], local: Sequence[Aspect | None]) -> bool:
    """Whether one year alone is asked for its target (2020年、2021年和2022年目标; 2019到2021年的变化，以及2022年的目标);
    of two that are joined (2016年、2017年目标) both are."""
    aimed = [mention for mention, aspect in zip(mentions, local, strict=True) if aspect is Aspect.TARGET]
    if len(aimed) != 1 or len(mentions) < 2 or not _AIMED.match(text, aimed[0].end):
        return False
    between = [text[a.end : b.start] for a, b in pairwise(mentions)]
    return len(mentions) > 2 or not all(map(_JOINER.fullmatch, between))


def periods_of(
    text: str,
    place: str | None,
    mentions: Sequence[YearMention],
    aspects: Mapping[YearMention | None, Aspect | None],
) -> list[Period]:
    of_reports = union(mention.years for mention in mentions if mention.of_report)
    told = told_of(text, mentions)
    if asks_both(text) and len(told) == 1 and told[0].years and not told[0].of_report:
        return [_period(place, told[0], of_reports, aspect) for aspect in (Aspect.TARGET, Aspect.RESULT)]
    if any(not mention.of_report for mention in told):
        return [_period(place, mention, of_reports, aspects[mention]) for mention in told]
    return [Period(place, (), (year,), aspects[None]) for year in of_reports] or [Period(place, aspect=aspects[None])]


def of_each_report(
    text: str,
    reports: Sequence[ReportBrief],
    mentions: Sequence[YearMention],
    by_place: Mapping[str | None, Sequence[YearMention]],
) -> tuple[Period, ...]:
    """The year that 上一年 or 当年 is in each of several ``reports``, of those years where ``text`` names them; empty where no
    such year is asked for."""
    on = year_of_each(text) if SIDE_BY_SIDE.search(text) else None
    if on is None or (not by_place and any(mention.years for mention in mentions)):
        return ()
    named = {(place, year) for place, own in by_place.items() for mention in own for year in mention.years}
    aspect = aspect_of(text) or (Aspect.RESULT if on < 0 else None)
    periods = [
        Period(report.place, (report.year + on,), (report.year,), aspect)
        for report in reports
        if report.year and (not by_place or (report.place, report.year) in named)
    ]
    return tuple(periods) if len(periods) > 1 else ()


def told_of(text: str, mentions: Sequence[YearMention]) -> list[YearMention]:
    """The mentions that say which years are asked about: those of reports only where no other does.

    A bare span (五年来) beside years only says how long they are; one ahead, or in a clause of its own, is a period
    of its own.
    """
    asked = [mention for mention in mentions if not mention.of_report]
    dated = [mention for mention in asked if mention.years]
    told = [m for m in asked if m.years or m.ahead or not any(_one_clause(text, m, other) for other in dated)]
    return told or list(mentions)


def _one_clause(text: str, a: YearMention, b: YearMention) -> bool:
    between = text[a.end : b.start] if a.end <= b.start else text[b.end : a.start]
    return not _CLAUSE_END.search(between)


def _period(place: str | None, mention: YearMention, of_reports: tuple[int, ...], aspect: Aspect | None) -> Period:
    if mention.ahead:
        aspect = Aspect.TARGET
    elif mention.span and aspect is Aspect.TARGET:
        # 这几年怎么变的，2018年打算到多少: what is planned is another year's.
        aspect = None
    return Period(place, mention.years, of_reports, aspect, mention.span, mention.ahead)


def paired(
    text: str, spans: Sequence[PlaceSpan], mentions: Sequence[YearMention]
) -> dict[str | None, list[YearMention]]:
    """Mentions by the place they stand behind (张家口2016年…承德2023年); empty when not every place has its own."""
    if len({span.place for span in spans}) < 2 or len(mentions) < 2:
        return {}
    found: dict[str | None, list[YearMention]] = {span.place: [] for span in spans}
    beside = {mention: _beside(text, spans, mention) for mention in mentions}
    for mention in mentions:
        before = [span for span in spans if span.end <= mention.start]
        if beside[mention] is None and not before:
            # 跟去年比，西藏和甘肃今年…: said before any place, of all of them.
            own = list(spans)
        else:
            others = [span for other, span in beside.items() if other != mention]
            chosen = beside[mention] or before[-1]
            own = [span for span in _listed_with(text, spans, chosen) if span == chosen or span not in others]
        for place in dict.fromkeys(span.place for span in own):
            found[place].append(mention)
    return found if all(found.values()) else {}


def _beside(text: str, spans: Sequence[PlaceSpan], mention: YearMention) -> PlaceSpan | None:
    """The place right before a year, else right behind it: 2012年陕西…和2018年诸暨…: none that is only joined to it."""
    for span in spans:
        if 0 <= mention.start - span.end <= _BESIDE and text[span.end : mention.start] not in _JOINED:
            return span
    return next((span for span in spans if 0 <= span.start - mention.end <= _BESIDE), None)


def _listed_with(text: str, spans: Sequence[PlaceSpan], span: PlaceSpan) -> list[PlaceSpan]:
    """The places in one list with that of ``span``: 西藏和甘肃今年."""
    ordered = sorted(spans, key=lambda each: each.start)
    runs: list[list[PlaceSpan]] = [[ordered[0]]]
    for before, each in pairwise(ordered):
        if text[before.end : each.start] in _JOINED:
            runs[-1].append(each)
        else:
            runs.append([each])
    return next(run for run in runs if span in run)


def union(groups: Iterable[Sequence[int]]) -> tuple[int, ...]:
    return tuple(sorted({year for group in groups for year in group}))
