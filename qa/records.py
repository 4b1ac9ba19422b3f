"""The typed records that flow through the house; no input or output here.

A report goes Report -> Section -> Passage; a question goes Plan -> Hit -> Citation -> Answer.
All offsets are character offsets into ``Report.text`` (the cleaned text), half-open.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from qa.asked import Ask as Ask
from qa.asked import Asserted as Asserted
from qa.asked import Facet as Facet
from qa.asked import Form as Form
from qa.asked import Listing as Listing
from qa.asked import Matter as Matter
from qa.asked import Mentioned as Mentioned
from qa.asked import OfReport as OfReport
from qa.asked import Operation as Operation
from qa.asked import Part as Part
from qa.asked import Reckoning as Reckoning
from qa.asked import Reckonings as Reckonings
from qa.asked import Shared as Shared
from qa.asked import Talk as Talk
from qa.asked import Threshold as Threshold
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
        found = find_figures(self.text)
        if found:
            return replace(found[0], hedge=self.hedge, motion=_MOTIONS.get(self.facet))
        return Figure(self.text, 0, len(self.text), self.value, "", NO_UNIT, 1, self.kind, self.upper, self.hedge)


class Kind(StrEnum):
    """The kinds of question, each with its own way of searching and answering."""

    FACT = "fact"
    YES_NO = "yes_no"
    LIST = "list"
    COMPARE = "compare"
    TREND = "trend"
    WHICH = "which"
    EXPLAIN = "explain"
    OUT_OF_SCOPE = "out_of_scope"
    INSTRUCTION = "instruction"
    TALK = "talk"


class RefusalReason(StrEnum):
    NO_REPORT_FOR_PLACE = "no_report_for_place"
    NO_REPORT_FOR_YEAR = "no_report_for_year"
    NOT_STATED = "not_stated"
    FALSE_PREMISE = "false_premise"
    OUT_OF_SCOPE = "out_of_scope"
    INSTRUCTION = "instruction"


@dataclass(frozen=True, slots=True)
class Turn:
    role: Literal["user", "assistant", "system"]
    content: str


@dataclass(frozen=True, slots=True)
class Filters:
    """Hard limits given by the caller, on top of what the question itself says."""

    place: tuple[str, ...] = ()
    report_year: tuple[int, ...] = ()
    data_year: tuple[int, ...] = ()
    report_id: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """One search of a plan: where, about which data years, result or target. Empty means any.

    ``exact``: the reports only name these years in passing, so only sentences that name them count.
    ``only_other``: the reports give these years only results where a target is asked for, or the other way round.
    ``keywords`` are the reports' words for what ``query`` says in everyday ones. ``subject`` is the one of several
    indicators set side by side that this search is for. ``named``: asked is a place inside ``place`` that has no report
    of its own, by these names; a figure of ``place`` is none of its own.
    """

    query: str
    place: str | None = None
    data_years: tuple[int, ...] = ()
    report_ids: tuple[str, ...] = ()
    aspect: Aspect | None = None
    exact: bool = False
    only_other: bool = False
    keywords: tuple[str, ...] = ()
    subject: str = ""
    named: tuple[str, ...] = ()

    @property
    def wording(self) -> str:
        """``query`` with the reports' own words beside it; of several subjects each has its own words alone."""
        return self.query if self.subject else " ".join((self.query, *self.keywords))

    def same_where(self, other: Scope) -> bool:
        """Whether both search the same reports for the same place, years and aspect."""
        return self._where == other._where

    @property
    def _where(self) -> tuple[object, ...]:
        return self.place, self.data_years, self.report_ids, self.aspect


@dataclass(frozen=True, slots=True)
class Plan:
    """What was understood of a question, shown to the reader in the reply.

    ``question`` is whole (follow-ups filled in from the history) and normalised (simplified characters,
    half width). ``missing_places`` and ``missing_years`` are asked for and covered by no report.
    """

    question: str
    kind: Kind
    places: tuple[str, ...]
    data_years: tuple[int, ...]
    report_years: tuple[int, ...]
    aspect: Aspect | None
    scopes: tuple[Scope, ...]
    missing_places: tuple[str, ...] = ()
    missing_years: tuple[int, ...] = ()
    ask: Ask = Ask()

    def says(self, words: str) -> bool:
        """Whether the reader says these words: what is given is not what is asked for."""
        return words in self.question

    @property
    def keywords(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(word for scope in self.scopes for word in scope.keywords))


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of both rankings (None: not ranked by it) and of their fusion."""

    fused: float
    dense: float | None = None
    words: float | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found, with its best sentences first."""

    passage: Passage
    scores: Scores
    sentences: tuple[tuple[Sentence, float], ...] = ()
    scope: int = 0


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a claim stands. ``start``/``end`` bound ``quote`` in the report; ``text`` is the whole passage.

    ``recognised``: the page was read from its picture.
    """

    number: int
    passage_id: str
    report_id: str
    title: str
    place: str | None
    report_year: int | None
    section: tuple[str, ...]
    page: int | None
    start: int
    end: int
    text: str
    quote: str
    sha256: str
    recognised: bool = False

    @property
    def shown_page(self) -> str:
        """The page, for people; empty when the report has none."""
        if self.page is None:
            return ""
        return f"第{self.page}页（识别文字）" if self.recognised else f"第{self.page}页"


FigureStatus = Literal["quoted", "derived", "unsupported"]


@dataclass(frozen=True, slots=True)
class CheckedFigure:
    """A figure of the answer and where it comes from. ``formula`` only when derived."""

    text: str
    status: FigureStatus
    citation: int | None = None
    formula: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a comparison: ``text`` is "未提及" and ``citation`` None where the report is silent."""

    text: str
    citation: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A comparison or trend: a header, then one row a place or year."""

    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class ReportBrief:
    """What a reader needs to know of a report without its text."""

    id: str
    kind: ReportKind
    title: str
    place: str | None
    year: int | None
    reviewed: tuple[int, ...]
    planned: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the question asked for, what of it no report covers, and the nearest reports there are."""

    places: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    missing_places: tuple[str, ...] = ()
    missing_years: tuple[int, ...] = ()
    nearest: tuple[ReportBrief, ...] = ()


Mode = Literal["generated", "extractive", "refused"]


@dataclass(frozen=True, slots=True)
class Timings:
    """Seconds since the question arrived; None where the stage was not reached."""

    evidence: float | None = None
    first_token: float | None = None
    total: float = 0.0


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens that a model read and wrote.

    ``estimated``: its server did not say how many, of all or of a part. ``cached``: what it says stood ready from before,
    and nothing was spent. ``limited``: it was not asked, for no more may be spent today.
    """

    input: int = 0
    output: int = 0
    estimated: bool = False
    cached: bool = False
    limited: bool = False

    def plus(self, more: Usage) -> Usage:
        """Both spent."""
        estimated = self.estimated or more.estimated
        return Usage(self.input + more.input, self.output + more.output, estimated, self.cached, self.limited)


@dataclass(frozen=True, slots=True)
class Evidence:
    """First event of an answer: what was understood and found."""

    plan: Plan
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the answer as the model writes it, not yet checked."""

    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Last event of an answer: checked, cited, final.

    ``index`` names the generation of the store that all passages come from. ``nearest`` are passages
    worth reading after a refusal; they are not citations. ``chart``: the reader asks to see the table drawn.
    """

    id: str
    question: str
    answer: str
    refused: bool
    refusal_reason: RefusalReason | None
    citations: tuple[Citation, ...]
    passages: tuple[Hit, ...]
    figures: tuple[CheckedFigure, ...]
    coverage: Coverage
    mode: Mode
    model: str | None
    index: str
    plan: Plan
    timings: Timings
    table: Table | None = None
    chart: bool = False
    nearest: tuple[Hit, ...] = field(default=())
    dropped_citations: int = 0
    usage: Usage = Usage()


@dataclass(frozen=True, slots=True)
class ServiceStatus:
    """What is being served. ``chat`` is None when no chat model is configured (answers are quoted only)."""

    index: str
    reports: int
    passages: int
    embedder: str
    chat: str | None
    chat_healthy: bool


AnswerEvent = Evidence | Token | Answer
