"""The typed records that flow through the house; no input or output here.

A report goes Report -> Section -> Passage; a question goes Plan -> Hit -> Citation -> Answer.
All offsets are character offsets into ``Report.text`` (the cleaned text), half-open.
"""

from __future__ import annotations

from dataclasses import dataclass, field
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
from qa.reported import Aspect as Aspect
from qa.reported import Basis as Basis
from qa.reported import Differing as Differing
from qa.reported import Fact as Fact
from qa.reported import FactKind as FactKind
from qa.reported import How as How
from qa.reported import Page as Page
from qa.reported import Passage as Passage
from qa.reported import Period as Period
from qa.reported import Report as Report
from qa.reported import ReportKind as ReportKind
from qa.reported import Role as Role
from qa.reported import Section as Section
from qa.reported import Sentence as Sentence
from qa.reported import Source as Source
from qa.reported import Statement as Statement


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
    of its own, by these names; a figure of ``place`` is none of its own. ``told``: one of all such places that the report
    happens to give figures of.
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
    told: bool = False

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
    ``likelihood`` 0..1 that what a search found answers, where that decided.
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
    likelihood: float | None = None


@dataclass(frozen=True, slots=True)
class ServiceStatus:
    """What is being served. ``chat`` is None when no chat model is configured (answers are quoted only); one that has not
    been ``started``, since nobody needed it, is healthy."""

    index: str
    reports: int
    passages: int
    embedder: str
    chat: str | None
    chat_healthy: bool
    chat_started: bool = True


AnswerEvent = Evidence | Token | Answer
