"""What is kept of reports: their sections, passages and sentences, what they say of themselves, and the statements of
their figures; imported from ``qa.records``.

All offsets are character offsets into ``Report.text`` (the cleaned text), half-open.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from qa.asked import Facet
from qa.figures import Figure, FigureKind, Hedge, Motion, find_figures
from qa.figures.units import NO_UNIT


class ReportKind(StrEnum):
    WORK_REPORT = "work_report"
    RESOLUTION = "resolution"
    PLAN = "plan"
    OTHER = "other"


class Role(StrEnum):
    """What a section does: look back, set figures to reach, set tasks, speak of the government itself."""

    REVIEW = "review"
    TARGETS = "targets"
    TASKS = "tasks"
    SELF_BUILDING = "self_building"
    OTHER = "other"


class Aspect(StrEnum):
    """Whether a sentence states what was done or what is to be done."""

    RESULT = "result"
    TARGET = "target"


@dataclass(frozen=True, slots=True)
class Source:
    """One file (or one copy inside a file) that a report was read from."""

    name: str
    sha256: str
    copies: int = 1


@dataclass(frozen=True, slots=True)
class Page:
    """``recognised``: its text was read from the picture of a scanned page; ``doubtful``: its lines may run into one
    another, so nothing on it is a fact."""

    number: int
    start: int
    end: int
    recognised: bool = False
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A span under one heading path. ``years`` are the data years it speaks of, ascending."""

    path: tuple[str, ...]
    start: int
    end: int
    role: Role
    years: tuple[int, ...]


class FactKind(StrEnum):
    """What a report says of itself: by whom and in what office, at which meeting and session, on which day."""

    SPEAKER = "speaker"
    OFFICE = "office"
    MEETING = "meeting"
    SESSION = "session"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Fact:
    """``start``/``end`` bound where the report says it; None where it does not (a user's correction)."""

    kind: FactKind
    value: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Differing:
    """A figure that another version of the same report gives otherwise: where it stands here and in the other."""

    start: int
    end: int
    report_id: str
    other_start: int
    other_end: int
    other: str


@dataclass(frozen=True, slots=True)
class Report:
    """One report, cleaned and identified.

    ``year`` is the year of delivery, or of a session late in a year the year it plans for; ``reviewed`` and
    ``planned`` are the data years its review and its targets speak of. ``place`` is the full name (张家口市, 全国); None when unknown.
    ``differing`` are the figures that other versions of the report, kept beside it, give otherwise.
    """

    id: str
    kind: ReportKind
    title: str
    place: str | None
    year: int | None
    reviewed: tuple[int, ...]
    planned: tuple[int, ...]
    meeting: str | None
    date: str | None
    speaker: str | None
    text: str
    sha256: str
    pages: tuple[Page, ...]
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]
    warnings: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    differing: tuple[Differing, ...] = ()

    def page_at(self, offset: int) -> Page | None:
        return next((page for page in self.pages if page.start <= offset < page.end), None)

    def doubtful_at(self, start: int, end: int) -> bool:
        """Whether what stands between ``start`` and ``end`` may be said nowhere: it is on a page read in doubtful order."""
        return any(page.doubtful and page.start < end and start < page.end for page in self.pages)

    def differing_at(self, start: int, end: int) -> tuple[Differing, ...]:
        """The figures between ``start`` and ``end`` that other versions of the report give otherwise."""
        return tuple(each for each in self.differing if each.start < end and start < each.end)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage. ``years`` are the data years it speaks of, ``aspect`` result or target."""

    start: int
    end: int
    years: tuple[int, ...]
    aspect: Aspect


@dataclass(frozen=True, slots=True)
class Passage:
    """Whole sentences of one section, the unit of retrieval. ``text == report.text[start:end]``.

    ``recognised``: ``page`` was read from its picture.
    """

    id: str
    report_id: str
    title: str
    place: str | None
    report_year: int | None
    section: tuple[str, ...]
    role: Role
    years: tuple[int, ...]
    page: int | None
    start: int
    end: int
    text: str
    sentences: tuple[Sentence, ...]
    recognised: bool = False

    def sentence_text(self, sentence: Sentence) -> str:
        return self.text[sentence.start - self.start : sentence.end - self.start]


class How(StrEnum):
    """How a figure belongs to its years: of a year, of its end, or of several years changed, averaged, added up."""

    YEAR = "year"
    END = "end"
    SPAN = "span"
    AVERAGE = "average"
    TOTAL = "total"
    SINCE = "since"


@dataclass(frozen=True, slots=True)
class Period:
    """Data years from ``first`` to ``last``, both included; None where the report does not tell."""

    first: int | None = None
    last: int | None = None
    how: How = How.YEAR


class Basis(StrEnum):
    """Told as done, to be reached, where a change starts or what is compared with, or a rule."""

    RESULT = "result"
    TARGET = "target"
    BASE = "base"
    NORM = "norm"


_MOTIONS = {Facet.RISE: Motion.RISE, Facet.FALL: Motion.FALL}


@dataclass(frozen=True, slots=True)
class Statement:
    """One figure of a report and all that the report says of it; offsets are into ``Report.text``.

    ``start``/``end`` bound the figure as written, ``sentence_start``/``sentence_end`` its sentence, which is the
    citation. ``value`` and ``upper`` (the far end of a range) are in ``unit``. ``indicator`` is the full name, subjects
    of earlier clauses filled in; ``names`` are the dictionary's names for it, possibly none. ``whole`` is what a share
    is a share of. Figures told in one breath have the same ``group`` within their report.
    """

    report_id: str
    sentence_start: int
    sentence_end: int
    start: int
    end: int
    text: str
    kind: FigureKind
    value: Decimal
    upper: Decimal | None
    unit: str
    hedge: Hedge | None
    indicator: str
    names: tuple[str, ...]
    place: str | None
    period: Period
    basis: Basis
    facet: Facet
    whole: str = ""
    group: int = 0

    @property
    def figure(self) -> Figure:
        """The figure read again from ``text``, with its hedge and motion; a rank that only its context makes one
        (居全国第一) has its value alone."""
        return _figure(self.text, self.hedge, self.facet, self.kind, self.value, self.upper)


@lru_cache(maxsize=1 << 14)
def _figure(
    text: str, hedge: Hedge | None, facet: Facet, kind: FigureKind, value: Decimal, upper: Decimal | None
) -> Figure:
    """Reading costs many times what looking it up does, and one answer asks for the same figure dozens of times."""
    found = find_figures(text)
    if found:
        return replace(found[0], hedge=hedge, motion=_MOTIONS.get(facet))
    return Figure(text, 0, len(text), value, "", NO_UNIT, 1, kind, upper, hedge)
