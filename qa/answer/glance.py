"""A report at a glance: its headline results, its targets, its tasks, what it promises to do for the people.

Nothing is written anew: figures are its statements, the rest are its own headings and the items of its lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from qa.corpus.years import PLAN_NAME
from qa.records import Basis, Facet, Report, Role, Section, Statement
from qa.statements.enumerations import Enumeration, enumerations_of
from qa.statements.stated import Stated
from qa.wording.deeds import DEEDS, bare

_MOST_RESULTS, _MOST_TARGETS = 12, 15
_FEW = 3
_TOLD = (Facet.LEVEL, Facet.NEW, Facet.RISE, Facet.FALL, Facet.SHARE)


@dataclass(frozen=True, slots=True)
class Headline:
    """One indicator with what the report tells of it: its amount, its growth."""

    indicator: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """The words ``text[start:end]`` of the report."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Glance:
    """``year`` is the year that ``results`` are of, ``planned`` that of the targets. All in the order of the text."""

    report: Report
    year: int | None
    planned: int | None
    results: tuple[Headline, ...]
    targets: tuple[Headline, ...]
    tasks: tuple[Point, ...]
    deeds: tuple[Point, ...]


class Change(StrEnum):
    """How something of one report stands to another report."""

    SAME = "same"
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Beside:
    """One indicator in both reports; the one that does not tell of it has no statements."""

    indicator: str
    now: tuple[Statement, ...]
    then: tuple[Statement, ...]
    change: Change


@dataclass(frozen=True, slots=True)
class Named:
    """A task or promise; the point is in the report that has it, ``now`` where both do."""

    point: Point
    change: Change


@dataclass(frozen=True, slots=True)
class Comparison:
    """``now`` beside ``then``: what is the same, changed, new in ``now``, gone since ``then``."""

    now: Glance
    then: Glance
    results: tuple[Beside, ...]
    targets: tuple[Beside, ...]
    tasks: tuple[Named, ...]
    deeds: tuple[Named, ...]


def compared(stated: Stated, now: Report, then: Report) -> Comparison:
    """Of all indicators that the dictionary knows, so that what is gone is not only less told of."""
    a, b = (_seen(stated, report, None, None) for report in (now, then))
    return Comparison(
        a,
        b,
        _beside(stated, a.results, b.results),
        _beside(stated, a.targets, b.targets),
        _named(a, b, a.tasks, b.tasks),
        _named(a, b, a.deeds, b.deeds),
    )


def _beside(stated: Stated, now: Sequence[Headline], then: Sequence[Headline]) -> tuple[Beside, ...]:
    before = {_key(stated, each): each for each in then}
    told = []
    for each in now:
        other = before.pop(_key(stated, each), None)
        if other is None:
            told.append(Beside(each.indicator, each.statements, (), Change.NEW))
        else:
            same = [_said(s) for s in each.statements] == [_said(s) for s in other.statements]
            change = Change.SAME if same else Change.CHANGED
            told.append(Beside(each.indicator, each.statements, other.statements, change))
    told += [Beside(each.indicator, (), each.statements, Change.GONE) for each in before.values()]
    return tuple(told)


def _key(stated: Stated, headline: Headline) -> int:
    return stated.names.group_of(headline.indicator)


def _said(statement: Statement) -> tuple[object, ...]:
    return statement.facet, statement.value, statement.upper, statement.unit, statement.hedge


def _named(now: Glance, then: Glance, here: Sequence[Point], there: Sequence[Point]) -> tuple[Named, ...]:
    before = {bare(then.report.text[point.start : point.end]): point for point in there}
    told = []
    for point in here:
        kept = before.pop(bare(now.report.text[point.start : point.end]), None)
        told.append(Named(point, Change.NEW if kept is None else Change.SAME))
    return tuple(told + [Named(point, Change.GONE) for point in before.values()])


def glance(stated: Stated, report: Report) -> Glance:
    """Of results and targets those indicators come in that the reports of the store state most."""
    return _seen(stated, report, _MOST_RESULTS, _MOST_TARGETS)


def _seen(stated: Stated, report: Report, most_results: int | None, most_targets: int | None) -> Glance:
    # Of a plan of five years the first is the year that targets are set for.
    year, planned = max(report.reviewed, default=None), min(report.planned, default=None)
    return Glance(
        report,
        year,
        planned,
        _headlines(stated, report, year, Basis.RESULT, most_results),
        _headlines(stated, report, planned, Basis.TARGET, most_targets),
        _tasks(report),
        _deeds(report),
    )


def _headlines(
    stated: Stated, report: Report, year: int | None, basis: Basis, most: int | None
) -> tuple[Headline, ...]:
    if year is None:
        return ()
    columns = stated.columns
    rows = columns.select(report_ids=[report.id], years=[year], basis=[basis], facet=_TOLD)
    rows = rows[columns.single[rows] & stated.own[rows]]
    counts = stated.names.counts
    by_group: dict[int, list[int]] = {}
    for row, group in zip(rows.tolist(), stated.names.groups_of(rows), strict=True):
        by_group.setdefault(group, []).append(row)
    told = [
        _headline(columns.statements(by_group[group])) for group in sorted(by_group, key=lambda group: -counts[group])
    ]
    # What the dictionary has no name for (抓好七个方面工作) is headline only where there is little else.
    named = [each for each in told if each.statements[0].names]
    shown = (named if len(named) >= _FEW else [each for each in told if each.indicator])[:most]
    return tuple(sorted(shown, key=lambda each: each.statements[0].start))


def _headline(statements: Sequence[Statement]) -> Headline:
    """The first figure of each facet."""
    firsts: dict[Facet, Statement] = {}
    for statement in statements:
        firsts.setdefault(statement.facet, statement)
    return Headline(statements[0].indicator, tuple(firsts.values()))


# -- what is to be done -----------------------------------------------------------------------------------------------


def _tasks(report: Report) -> tuple[Point, ...]:
    """The headings below the one under which the tasks of the planned year stand, not those of a five-year plan;
    without such, those on top."""
    sections = [section for section in report.sections if section.role is Role.TASKS and section.path]
    of_the_year = [
        section for section in sections if set(section.years) & {*report.planned} and len(section.years) == 1
    ]
    sections = of_the_year or sections
    sections = [section for section in sections if not PLAN_NAME.search(section.path[0])] or sections
    below = [section for section in sections if len(section.path) > 1]
    listed = _firsts(below, 2) if len(_firsts(below, 2)) >= _FEW else _firsts(sections, 1)
    return tuple(_heading(report, section, depth) for section, depth in listed)


def _firsts(sections: Iterable[Section], depth: int) -> list[tuple[Section, int]]:
    """The first section below each heading of this depth that says something."""
    firsts: dict[tuple[str, ...], Section] = {}
    for section in sections:
        if any(map(str.isalnum, section.path[depth - 1])):
            firsts.setdefault(section.path[:depth], section)
    return [(section, depth) for section in firsts.values()]


def _heading(report: Report, section: Section, depth: int) -> Point:
    """Where the heading stands at the begin of its section, or the first line there."""
    wording = section.path[depth - 1]
    at = report.text.find(wording, max(0, section.start - 2 * len(wording)), section.start + 2 * len(wording))
    if at < 0:
        end = report.text.find("\n", section.start)
        return Point(section.start, end if end >= 0 else section.end)
    return Point(at, at + len(wording))


def _deeds(report: Report) -> tuple[Point, ...]:
    """The items of the list that announces them, the longest where there are several; done ones are not among them."""
    lists = [each for each in enumerations_of(report) if _promises(report, each)]
    longest = max(lists, key=lambda each: len(each.items), default=None)
    return tuple(Point(item.start, item.head) for item in longest.items) if longest else ()


def _promises(report: Report, listed: Enumeration) -> bool:
    announced = any(DEEDS.search(wording) for wording in (listed.title, *listed.names))
    return announced and len(listed.items) >= _FEW and Role.REVIEW not in _roles_at(report, listed.items[0].start)


def _roles_at(report: Report, at: int) -> Iterator[Role]:
    return (section.role for section in report.sections if section.start <= at < section.end)
