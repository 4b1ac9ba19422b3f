"""The statements of one generation of the store with the reports they stand in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter

from qa.figures import Hedge
from qa.records import Basis, Facet, Page, Report, Statement
from qa.statements.coded import Mask
from qa.statements.columns import Columns
from qa.statements.names import Names


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a statement stands: its sentence in its report; ``recognised``: ``page`` was read from its picture."""

    report_id: str
    title: str
    place: str | None
    report_year: int | None
    section: tuple[str, ...]
    page: int | None
    start: int
    end: int
    quote: str
    sha256: str
    recognised: bool = False


class Stated:
    """``index`` names the generation. Safe to use from several threads."""

    def __init__(self, index: str, columns: Columns, reports: Iterable[Report]) -> None:
        self.index = index
        self.columns = columns
        self.reports = {report.id: report for report in reports}

    @cached_property
    def names(self) -> Names:
        return Names(self.columns)

    @cached_property
    def own(self) -> Mask:
        """Which rows are of the place of their report."""
        return self.columns.own({report.id: report.place for report in self.reports.values()})

    @cached_property
    def places(self) -> tuple[str, ...]:
        """The places that have a report, in the order of the reports."""
        return tuple(dict.fromkeys(report.place for report in self.reports.values() if report.place))

    @cached_property
    def spoken_years(self) -> dict[tuple[str, Basis], frozenset[int]]:
        """The years that some report of a place looks back on (results) or plans for (targets)."""
        years: dict[tuple[str, Basis], set[int]] = {}
        for report in self.reports.values():
            if report.place:
                years.setdefault((report.place, Basis.RESULT), set()).update(report.reviewed)
                years.setdefault((report.place, Basis.TARGET), set()).update(report.planned)
        return {key: frozenset(found) for key, found in years.items()}

    def full(self, name: str) -> str:
        """The place of the reports that ``name`` is short for (承德 for 承德市), or the name as it is."""
        meant = [place for place in self.places if place.startswith(name)]
        return meant[0] if len(meant) == 1 and name not in self.places else name

    def stand(self, statement: Statement) -> Stand:
        return stand_of(self.reports[statement.report_id], statement.sentence_start, statement.sentence_end)


def stand_of(report: Report, start: int, end: int) -> Stand:
    """Where the sentence ``report.text[start:end]`` stands."""
    page = _page_at(report, start)
    return Stand(
        report.id,
        report.title,
        report.place,
        report.year,
        _section_at(report, start),
        page.number if page else None,
        start,
        end,
        report.text[start:end],
        report.sha256,
        page is not None and page.recognised,
    )


_START = attrgetter("start")


def _section_at(report: Report, offset: int) -> tuple[str, ...]:
    """The path of the last section that begins before ``offset`` and holds it."""
    number = bisect_right(report.sections, offset, key=_START)
    for section in reversed(report.sections[:number]):
        if offset < section.end:
            return section.path
    return ()


def _page_at(report: Report, offset: int) -> Page | None:
    number = bisect_right(report.pages, offset, key=_START) if report.pages else 0
    return report.pages[number - 1] if number and offset < report.pages[number - 1].end else None


_WORDED = {
    Hedge.ABOUT: "{}左右",
    Hedge.NEARLY: "近{}",
    Hedge.OVER: "{}以上",
    Hedge.UNDER: "{}以内",
    Hedge.EXPECTED: "预计{}",
}


def worded(statement: Statement) -> str:
    """The figure as it is written, with what keeps it from being exact; a fall says so."""
    # Every target is expected.
    hedge = None if statement.hedge is Hedge.EXPECTED and statement.basis is Basis.TARGET else statement.hedge
    text = _WORDED[hedge].format(statement.text) if hedge else statement.text
    return f"下降{text}" if statement.facet is Facet.FALL else text
