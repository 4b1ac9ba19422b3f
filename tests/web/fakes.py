"""A service that behaves: deterministic, remembers what it was asked, fails and waits on request."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from qa.answer.cost import Purse
from qa.errors import QAError
from qa.figures import Hedge
from qa.records import (
    Answer,
    AnswerEvent,
    Aspect,
    Basis,
    Cell,
    CheckedFigure,
    Citation,
    Coverage,
    Evidence,
    Facet,
    Filters,
    Hit,
    Kind,
    Page,
    Passage,
    Period,
    Plan,
    Report,
    ReportKind,
    Role,
    Scope,
    Scores,
    Section,
    Sentence,
    ServiceStatus,
    Source,
    Statement,
    Table,
    Timings,
    Token,
    Turn,
    Usage,
)
from qa.statements.columns import Columns
from qa.statements.stated import Stated
from qa.web.service import NO_FILTERS
from tests.statements.made import stated

TEXT = "一、2023年工作回顾\n地区生产总值增长5.5%。粮食总产量达到762亿斤。\n二、2024年目标\n地区生产总值增长5.5%左右。"
QUOTE = "地区生产总值增长5.5%。"
HEADING = "一、2023年工作回顾"
START = TEXT.index(QUOTE)
SHA256 = hashlib.sha256(TEXT.encode()).hexdigest()
USAGE = Usage(900, 30)
TOKENS = ("2023年河北省", "地区生产总值增长5.5%。[1]")

PASSAGE = Passage(
    id="hebei-2024:0",
    report_id="hebei-2024",
    title="2024年河北省政府工作报告",
    place="河北省",
    report_year=2024,
    section=(HEADING,),
    role=Role.REVIEW,
    years=(2023,),
    page=1,
    start=START,
    end=START + 27,
    text=TEXT[START : START + 27],
    sentences=(Sentence(START, START + len(QUOTE), (2023,), Aspect.RESULT),),
)
HIT = Hit(PASSAGE, Scores(fused=0.031, dense=0.87, words=None), ((PASSAGE.sentences[0], 0.9),))
REPORT = Report(
    id="hebei-2024",
    kind=ReportKind.WORK_REPORT,
    title=PASSAGE.title,
    place="河北省",
    year=2024,
    reviewed=(2023,),
    planned=(2024,),
    meeting="河北省第十四届人民代表大会第二次会议",
    date="2024-01-21",
    speaker="王正谱",
    text=TEXT,
    sha256=SHA256,
    pages=(Page(1, 0, len(TEXT)),),
    sections=(Section((HEADING,), 0, START + 27, Role.REVIEW, (2023,)),),
    sources=(Source("河北.txt", "0" * 64, copies=8),),
    warnings=("同一文件含8份相同的报告",),
)


def statement(sentence: str, figure: str, indicator: str, year: int, **changes: Any) -> Statement:
    return stated(REPORT, sentence, figure, indicator, year, **changes)


GOAL = "地区生产总值增长5.5%左右。"
GRAIN = "粮食总产量达到762亿斤。"
STATED = Stated(
    "gen-1",
    Columns.of(
        [
            statement(QUOTE, "5.5%", "地区生产总值", 2023, facet=Facet.RISE),
            statement(GRAIN, "762亿斤", "粮食总产量", 2023),
            statement(GOAL, "5.5%", "地区生产总值", 2024, facet=Facet.RISE, basis=Basis.TARGET, hedge=Hedge.ABOUT),
            statement(GRAIN, "762亿斤", "=粮食", 2023, place=None, period=Period()),
        ]
    ),
    [REPORT],
)


def plan(
    question: str, kind: Kind = Kind.FACT, places: tuple[str, ...] = ("河北省",), years: tuple[int, ...] = (2023,)
) -> Plan:
    scope = Scope(question, places[0], years, (), Aspect.RESULT, keywords=("生产总值",))
    return Plan(question, kind, places, years, (2024,), Aspect.RESULT, (scope,))


def citation(number: int = 1, passage: Passage = PASSAGE, quote: str = QUOTE, sha256: str = SHA256) -> Citation:
    start = passage.start + passage.text.index(quote)
    return Citation(
        number,
        passage.id,
        passage.report_id,
        passage.title,
        passage.place,
        passage.report_year,
        passage.section,
        passage.page,
        start,
        start + len(quote),
        passage.text,
        quote,
        sha256,
    )


def answer_id(question: str) -> str:
    return hashlib.sha256(question.encode()).hexdigest()[:12]


def answer(question: str, text: str) -> Answer:
    return Answer(
        id=answer_id(question),
        question=question,
        answer=text,
        refused=False,
        refusal_reason=None,
        citations=(citation(),),
        passages=(HIT,),
        figures=(CheckedFigure("5.5%", "quoted", 1),),
        coverage=Coverage(("河北省",), (2023,)),
        mode="generated",
        model="fake-chat",
        index="gen-1",
        plan=plan(question),
        timings=Timings(0.1, 0.2, 0.3),
        table=Table(("年份", "增速"), ((Cell("2023"), Cell("5.5%", 1)),)),
        usage=USAGE,
    )


@dataclass(frozen=True)
class Asked:
    question: str
    history: tuple[Turn, ...]
    filters: Filters
    top_k: int | None


@dataclass
class FakeService:
    """``fail_before`` is raised instead of evidence, ``fail_after`` after the first token, ``fail`` by all else.

    With ``gate`` set to a closed event every answer waits after its first token, polling each ``step`` seconds
    and yielding a token at each, as a model that writes slowly does. ``hold`` makes searches wait.
    """

    fail_before: Exception | None = None
    fail_after: Exception | None = None
    resting: bool = False
    fail: Exception | None = None
    no_answer: bool = False
    gate: threading.Event | None = None
    step: float = 0.02
    hold: threading.Event | None = None
    tokens: tuple[str, ...] = TOKENS
    asked: list[Asked] = field(default_factory=list)
    searched: list[tuple[str, int, Filters]] = field(default_factory=list)
    started: threading.Event = field(default_factory=threading.Event)
    cancelled: threading.Event = field(default_factory=threading.Event)
    closed: int = 0
    running: int = 0
    most_running: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def stream(
        self,
        question: str,
        history: Sequence[Turn] = (),
        filters: Filters = NO_FILTERS,
        top_k: int | None = None,
        purse: Purse | None = None,
    ) -> Generator[AnswerEvent, None, None]:
        self.asked.append(Asked(question, tuple(history), filters, top_k))
        self._enter()
        try:
            if purse and not purse.allows():
                yield replace(answer(question, "".join(self.tokens)), mode="extractive", usage=Usage(limited=True))
                return
            if purse:
                purse.pay(USAGE)
            yield from self._events(question)
        except GeneratorExit:
            self.cancelled.set()
            raise
        finally:
            self._leave()

    def _events(self, question: str) -> Generator[AnswerEvent, None, None]:
        if self.fail_before:
            raise self.fail_before
        yield Evidence(plan(question), (HIT,))
        yield Token(self.tokens[0])
        self.started.set()
        if self.fail_after:
            raise self.fail_after
        yield from self.wait(question)
        for token in self.tokens[1:]:
            yield Token(token)
        if not self.no_answer:
            yield answer(question, "".join(self.tokens))

    def wait(self, question: str) -> Generator[AnswerEvent, None, None]:
        while self.gate and not self.gate.wait(self.step):
            yield Token("…")

    def _enter(self) -> None:
        with self._lock:
            self.running += 1
            self.most_running = max(self.most_running, self.running)

    def _leave(self) -> None:
        with self._lock:
            self.running -= 1

    @property
    def breaks(self) -> bool:
        """Whether it does what no service should: raises what is none of our errors, or ends without an answer."""
        faults = (self.fail_before, self.fail_after, self.fail)
        return self.no_answer or any(fault is not None and not isinstance(fault, QAError) for fault in faults)

    def heal(self) -> None:
        """All goes well from now on, also for those who wait."""
        self.fail_before = self.fail_after = self.fail = None
        self.no_answer = False
        self.tokens = TOKENS
        for waited in (self.gate, self.hold):
            if waited:
                waited.set()

    def search(self, query: str, k: int, filters: Filters = NO_FILTERS) -> tuple[Hit, ...]:
        self._fail()
        if self.hold:
            self.hold.wait()
        self.searched.append((query, k, filters))
        return (HIT,)[:k]

    def reports(self) -> tuple[Report, ...]:
        self._fail()
        return (REPORT,)

    def passages_of(self, report_id: str) -> int:
        return 2 if report_id == REPORT.id else 0

    def stated(self) -> Stated:
        self._fail()
        if self.hold:
            self.hold.wait()
        return STATED

    def status(self) -> ServiceStatus:
        self._fail()
        healthy, started = self.fail_after is None, not self.resting
        return ServiceStatus("gen-1", 1, 2, "fake-embedder", "fake-chat", healthy, started)

    def check(self) -> None:
        self._fail()

    def close(self) -> None:
        self.closed += 1

    def _fail(self) -> None:
        if self.fail:
            raise self.fail
