"""Sections to passages of whole sentences, none over the limit, none across a section."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from qa.corpus.years import Base, sentence_aspect, sentence_years
from qa.records import Passage, Report, Section, Sentence

_TOKEN = re.compile(r"([“‘（(《「『【])|([”’）)》」』】])|[。！？!?；;]+[”’」』）)】]*|\n")
_PAUSE = re.compile(r"[，,、：:]")
# A quote that stays open longer than this was never closed.
_MAX_OPEN = 120
_MIN_PIECE = 2
_BEGINS_WITH_YEAR = re.compile(r"(?:19|20)\d{2}年[，,全]")
_OF_A_TERM = re.compile(r"年来|累计|年均|[三四五]年")
# A break inside a paragraph costs as much as this share of the limit in unevenness.
_BREAK_COST = 0.15
# A break between a heading and its text comes last of all.
_TEAR_COST = 10.0


@dataclass(frozen=True, slots=True)
class _Unit:
    """A sentence with what holds of it, and whether a passage may begin there."""

    start: int
    end: int
    opens_paragraph: bool
    after_heading: bool


def split(report: Report, passage_chars: int) -> tuple[Passage, ...]:
    """Passages of at most ``passage_chars`` characters, in the order of the text; none of what was read in doubtful
    order."""
    return tuple(
        passage for section in report.sections for passage in _section_passages(report, section, passage_chars)
    )


def _section_passages(report: Report, section: Section, limit: int) -> Iterator[Passage]:
    whole = [unit for unit in _units(report.text, section) for unit in _cut(report.text, unit, limit)]
    base = Base(report.year, report.reviewed, section.years, section.role, _spoken(report))
    for doubtful, some in groupby(whole, key=lambda unit: report.doubtful_at(unit.start, unit.end)):
        if doubtful:
            continue
        units = list(some)
        sentences = list(_sentences(report.text, units, base))
        for first, last in _packed(units, limit):
            yield _passage(report, section, sentences[first:last])


def _spoken(report: Report) -> int | None:
    """The year of delivery where it is the one before the report's."""
    delivered = int(report.date[:4]) if report.date else None
    return delivered if delivered is not None and delivered + 1 == report.year else None


def _passage(report: Report, section: Section, sentences: Sequence[Sentence]) -> Passage:
    start, end = sentences[0].start, sentences[-1].end
    page = report.page_at(start)
    return Passage(
        id=f"{report.id}-{start}-{end}",
        report_id=report.id,
        title=report.title,
        place=report.place,
        report_year=report.year,
        section=section.path,
        role=section.role,
        years=tuple(sorted({year for sentence in sentences for year in sentence.years})),
        page=page.number if page else None,
        start=start,
        end=end,
        text=report.text[start:end],
        sentences=tuple(sentences),
        recognised=page is not None and page.recognised,
    )


def _sentences(text: str, units: Sequence[_Unit], base: Base) -> Iterator[Sentence]:
    """Where the section speaks of several years, 2016年，… at the start of a paragraph holds to its end, or until
    another time is named; in the middle it is only an example."""
    focus: tuple[int, ...] = ()
    for unit in units:
        wording = text[unit.start : unit.end]
        years = sentence_years(wording, base)
        if unit.opens_paragraph and len(years) == 1 and _BEGINS_WITH_YEAR.match(wording):
            focus = years
        elif unit.opens_paragraph or years != base.years or _OF_A_TERM.search(wording):
            focus = ()
        yield Sentence(unit.start, unit.end, focus or years, sentence_aspect(wording, base))


# -- sentences ------------------------------------------------------------------------------------------------


def sentence_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of the sentences of ``text[start:end]``, without white space between them; quotes stay closed."""
    opened: list[int] = []
    begin = start
    for match in _TOKEN.finditer(text, start, end):
        if match[1]:
            opened.append(match.start())
        elif match[2]:
            opened = opened[:-1]
        elif match[0] == "\n" or not opened or match.start() - opened[0] > _MAX_OPEN:
            yield begin, match.end() if match[0] != "\n" else match.start()
            begin, opened = match.end(), []
        elif match[0][-1] not in "。！？!?；;":
            opened = opened[: -sum(char not in "。！？!?；;" for char in match[0])]
            if not opened and match[0][0] in "。！？!?":
                yield begin, match.end()
                begin = match.end()
    yield begin, end


def _units(text: str, section: Section) -> Iterator[_Unit]:
    heading = section.path[-1] if section.path else None
    after_heading = False
    for start, end in sentence_spans(text, section.start, section.end):
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start == end:
            continue
        opens = start == section.start or text[start - 1] == "\n"
        yield _Unit(start, end, opens, after_heading)
        alone = end < len(text) and text[end] == "\n" and text[end - 1] not in "。！？；"
        after_heading = opens and (alone or (heading is not None and heading in text[start:end]))


def _cut(text: str, unit: _Unit, limit: int) -> Iterator[_Unit]:
    """A sentence over the limit, cut at pauses into pieces of about the same length."""
    length = unit.end - unit.start
    if length <= limit:
        yield unit
        return
    goal = length / -(-length // limit)
    start = unit.start
    while unit.end - start > limit:
        pauses = [m.end() for m in _PAUSE.finditer(text, start + _MIN_PIECE, min(start + limit, unit.end))]
        stop = min(pauses, key=partial(_distance, start + goal)) if pauses else start + limit
        yield _Unit(
            start, stop, unit.opens_paragraph and start == unit.start, unit.after_heading and start == unit.start
        )
        start = stop
    yield _Unit(start, unit.end, False, False)


def _distance(goal: float, stop: int) -> float:
    return abs(stop - goal)


# -- packing --------------------------------------------------------------------------------------------------


def _packed(units: Sequence[_Unit], limit: int) -> list[tuple[int, int]]:
    """Index ranges of passages: as few as can be, as even as can be, breaking between paragraphs where possible.

    A range begins with the last sentence of the one before when that is at most a third of the limit.
    """
    count = len(units)
    breaks = [_break_before(units, begin, limit) for begin in range(count)]
    best: list[tuple[int, float, int]] = [(0, 0.0, 0), *[(count + 1, 0.0, 0)] * count]
    for stop in range(1, count + 1):
        best[stop] = min(_ways(breaks, units[stop - 1].end, stop, best, limit))
    ranges: list[tuple[int, int]] = []
    stop = count
    while stop:
        begin = best[stop][2]
        repeats = breaks[begin].reach < breaks[begin].start and units[stop - 1].end - breaks[begin].reach <= limit
        ranges.append((begin - 1 if repeats else begin, stop))
        stop = begin
    return ranges[::-1]


@dataclass(frozen=True, slots=True)
class _Break:
    """A place where a passage may begin, at ``start``, or at ``reach`` with the sentence before it repeated when that
    is short enough; ``cost``: what a break here costs."""

    start: int
    reach: int
    cost: float


def _break_before(units: Sequence[_Unit], begin: int, limit: int) -> _Break:
    unit = units[begin]
    if not begin:
        return _Break(unit.start, unit.start, 0.0)
    before = units[begin - 1]
    short = before.end - before.start <= limit / 3
    inside = 0.0 if unit.opens_paragraph else _BREAK_COST
    torn = _TEAR_COST if unit.after_heading else 0.0
    return _Break(unit.start, before.start if short else unit.start, inside + torn)


def _ways(
    breaks: Sequence[_Break], end: int, stop: int, best: Sequence[tuple[int, float, int]], limit: int
) -> Iterator[tuple[int, float, int]]:
    """Each way to end a passage at ``end``, before ``stop``: passages so far, cost so far, where this one begins."""
    for begin in range(stop - 1, -1, -1):
        place = breaks[begin]
        fits = end - place.reach <= limit
        length = end - (place.reach if fits else place.start)
        if length > limit:
            return
        if not fits and begin < stop - 1:
            continue
        passages, cost, _ = best[begin]
        yield passages + 1, cost + (1 - length / limit) ** 2 + place.cost, begin
