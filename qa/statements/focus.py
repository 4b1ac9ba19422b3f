"""Which years, and whether results or targets, a paragraph's sentences speak of when they do not say so themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.records import Basis, Report, Role, Section
from qa.wording.basis import FORWARD
from qa.wording.spans import ROLE_OF_YEAR
from qa.wording.times import ITSELF, Clock, Time, Use, times_in

_OPENING = 24
#: A word of time that a paragraph opens with, behind at most a mark or a number.
_BEGINS = 6
_AHEAD = frozenset({Role.TARGETS, Role.TASKS, Role.SELF_BUILDING})
#: What a paragraph that ends in a colon says last is said of the paragraphs that follow: ……基本完成。五年来：
_ANNOUNCES = re.compile(r"(?:^|[。！？；])(?P<said>[^。！？；]{2,60})(?P<mark>[：:。])\s*$")
#: One of several paragraphs that tell one after the other what the one before them announced, though with a full stop.
_ONE_OF_THEM = re.compile(r"\s*——")
_NOTES = re.compile(r"名词解释|注释|名词说明|解释")


@dataclass(frozen=True, slots=True)
class Focus:
    """``first`` to ``last`` are the years spoken of; ``term`` those of the plan or term around them, for averages."""

    first: int | None
    last: int | None
    term: tuple[int, int] | None
    basis: Basis

    @property
    def several(self) -> bool:
        return self.first is not None and self.first != self.last


class Speaking:
    """Follows a report paragraph by paragraph: a review of a year and of a term may share a chapter."""

    def __init__(self, report: Report) -> None:
        self.clock = Clock(report.year)
        self._report = report
        self._chapter = ""
        self._years: dict[Basis, tuple[int, int]] = {}
        self._told: tuple[int, ...] = ()
        self._announced = self._stopped = ""

    def of(self, section: Section, opening: str) -> Focus:
        """The focus of the paragraph of ``section`` that begins with ``opening``."""
        basis = self._looking_ahead(opening, self._looking_back(opening, self._basis(section)))
        chapter = section.path[0] if section.path else ""
        if chapter != self._chapter:
            self._chapter, self._years, self._told = chapter, {}, section.years
            self._announced = self._stopped = ""
        if basis not in self._years:
            years = self._of_chapter(chapter, section, basis)
            self._years |= {basis: years} if years else {}
        elif section.years != self._told and self._outside(section, basis):
            self._years[basis] = (section.years[0], section.years[-1])
        self._told = section.years
        self._follow(self._announced or (self._stopped if _ONE_OF_THEM.match(opening) else ""), basis)
        announces = _ANNOUNCES.search(opening)
        self._announced = announces["said"] if announces and announces["mark"] != "。" else ""
        self._stopped = announces["said"] if announces and not self._announced else ""
        years = self._named(opening, basis)
        if years and (self._passing(years, basis) or self._of_term(section, opening, years)):
            years = None
        if years and self._lasting(years, basis):
            self._years[basis] = years
        first, last = (
            self._of_problems(section) or years or self._years.get(basis) or _ends(section.years) or (None, None)
        )
        return Focus(first, last, self._term(basis), basis)

    def compared(self, first: int, last: int, basis: Basis) -> None:
        """A sentence set the last year against the one before the first: what follows speaks of the years between."""
        if self._lasting((first, last), basis):
            self._years[basis] = (first, last)

    def _of_problems(self, section: Section) -> tuple[int, int] | None:
        """What is still amiss is told of the last year, whatever years were reviewed before it."""
        year = self.clock.year
        last = section.role is Role.OTHER and year is not None and section.years == (year - 1,)
        return (section.years[0], section.years[0]) if last else None

    def _follow(self, announced: str, basis: Basis) -> None:
        years = self._named(announced, basis)
        if years and self._lasting(years, basis):
            self._years[basis] = years

    def _looking_back(self, opening: str, basis: Basis) -> Basis:
        """A chapter on a plan may begin with what the last one brought: “十四五”时期，… and 这五年，…."""
        year = self.clock.year
        if basis is not Basis.TARGET or year is None:
            return basis
        first = next(self._opened(opening), None)
        past = (
            first is not None and first.use is Use.SPAN and first.first < first.last < year and first.start <= _BEGINS
        )
        return Basis.RESULT if past and not FORWARD.search(opening[:_OPENING]) else basis

    def _looking_ahead(self, opening: str, basis: Basis) -> Basis:
        """A chapter on what the last plan brought may go on to the next one: “十五五”时期是…，今后五年主要目标是…."""
        year = self.clock.year
        if basis is not Basis.RESULT or year is None:
            return basis
        first = next(self._opened(opening), None)
        ahead = (
            first is not None and first.use is Use.SPAN and first.start <= _BEGINS and first.last > first.first >= year
        )
        return Basis.TARGET if ahead else basis

    def _opened(self, opening: str) -> Iterator[Time]:
        """The words of time that a paragraph opens with, and that tell which years it speaks of."""
        said = ROLE_OF_YEAR.match(opening)
        behind = opening[said.end() :] if said else ""
        spans = next(iter(times_in(behind[:_OPENING], self.clock)), None)
        if spans is not None and spans.use is Use.SPAN and spans.start <= _BEGINS and not spans.bare:
            opening = behind
        return (time for time in times_in(opening[:_OPENING], self.clock) if not time.bare)

    def _passing(self, years: tuple[int, int], basis: Basis) -> bool:
        """Whether a paragraph on a term only begins with a year of it: 1998年发生洪水后，…."""
        around = self._years.get(basis)
        inside = around is not None and around[0] < around[1] and around[0] <= years[0] == years[1] < around[1]
        return inside and not self._lasting(years, basis)

    def _of_term(self, section: Section, opening: str, years: tuple[int, int]) -> bool:
        """Whether a paragraph of a section on a term only tells of its last year in passing: 2025年人均生产总值提升至…;
        one on that year itself begins with it and a pause: 2025年，…."""
        around = _ends(section.years)
        if around is None or not around[0] < around[1] or years != (around[1], around[1]):
            return False
        first = next(self._opened(opening), None)
        return first is not None and not (first.start <= _BEGINS and ITSELF.match(opening, first.end))

    def _lasting(self, years: tuple[int, int], basis: Basis) -> bool:
        """Whether the paragraphs that follow speak of these years too: the year or the term of a review, not 近三年."""
        year = self.clock.year
        if year is None:
            return False
        known = {(year - 1, year - 1), (year - 5, year - 1), _ends(self._report.reviewed)}
        return years in (known if basis is Basis.RESULT else {(year, year), (year, year + 4), (year - 1, year + 3)})

    def _basis(self, section: Section) -> Basis:
        if section.path and _NOTES.match(section.path[0]):
            return Basis.NORM
        return Basis.TARGET if section.role in _AHEAD else Basis.RESULT

    def _of_chapter(self, chapter: str, section: Section, basis: Basis) -> tuple[int, int] | None:
        """A chapter on a year and on a term begins with the one that its heading names first."""
        named = [time for time in times_in(chapter, self.clock) if self._fits(time, basis)]
        if named:
            return named[0].first, named[0].last
        return _ends(section.years)

    def _named(self, opening: str, basis: Basis) -> tuple[int, int] | None:
        """The years that a paragraph opens with, when it looks back or ahead as its section does."""
        for time in self._opened(opening):
            if time.use in (Use.AT, Use.SPAN) and self._fits(time, basis):
                return time.first, time.last
        return None

    def _fits(self, time: Time, basis: Basis) -> bool:
        year = self.clock.year
        if year is None:
            return True
        return time.last < year if basis is Basis.RESULT else time.last >= year

    def _outside(self, section: Section, basis: Basis) -> bool:
        """Whether the outline says other years than those followed so far: it saw what a paragraph's opening hides."""
        if not section.years:
            return False
        years = self._years[basis]
        return section.years[0] < section.years[-1] and years[0] == years[1] and section.years[0] < years[0]

    def _term(self, basis: Basis) -> tuple[int, int] | None:
        """The five years that averages speak of where nothing nearer says so."""
        year = self.clock.year
        years = self._years.get(basis)
        if years and years[0] < years[1]:
            return years
        reviewed = _ends(self._report.reviewed)
        if basis is Basis.RESULT:
            if reviewed and reviewed[0] < reviewed[1]:
                return reviewed
            return None if year is None else (year - 5, year - 1)
        return None if year is None else (year, year + 4)


def _ends(years: Sequence[int]) -> tuple[int, int] | None:
    return (years[0], years[-1]) if years else None
