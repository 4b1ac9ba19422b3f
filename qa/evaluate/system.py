"""The system under measure, seen through one method, and what the marks need of its replies."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Protocol

from qa.errors import QAError
from qa.records import Answer, AnswerEvent, Citation, Evidence, Filters, Hit, Timings, Token, Turn, Usage

Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage or citation as the system showed it.

    ``report`` is a report's id, or a file's name from systems that know no reports. ``number`` is the
    citation's mark in the answer, 0 for passages; ``quote`` the sentence relied on, empty when not given.
    """

    report: str
    text: str
    place: str | None = None
    year: int | None = None
    number: int = 0
    quote: str = ""
    passage: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything of one reply that marks are made of, so that a run can be marked again without asking.

    ``answer`` is None in retrieval-only runs and failed calls, ``refused`` None where the system has no such
    flag, ``citations`` and ``passages`` None where it does not show them, ``usage`` None where it does not say it.
    ``error``: the call failed. ``likelihood`` 0..1 that what was found answers, where the system estimated it.
    """

    answer: str | None = None
    refused: bool | None = None
    reason: str | None = None
    mode: str | None = None
    model: str | None = None
    citations: tuple[Shown, ...] | None = None
    passages: tuple[Shown, ...] | None = None
    seconds: Timings = field(default_factory=Timings)
    error: str | None = None
    usage: Usage | None = None
    likelihood: float | None = None


class System(Protocol):
    """Anything that can be asked. ``name`` is part of a run's identity: two systems never share one."""

    @property
    def name(self) -> str: ...

    def answer(self, question: str, history: tuple[Turn, ...]) -> Outcome:
        """One question asked and timed, seconds measured at the caller. Failures are returned, not raised."""
        ...


class Answering(Protocol):
    """The product's own way of a question."""

    def stream(
        self, question: str, history: tuple[Turn, ...], filters: Filters, top_k: int
    ) -> Iterator[AnswerEvent]: ...


class Stopwatch:
    """Seconds since the question was put, noted once per stage."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._start = clock()
        self._evidence: float | None = None
        self._first_token: float | None = None

    def elapsed(self) -> float:
        return self._clock() - self._start

    def evidence(self) -> None:
        self._evidence = self._evidence if self._evidence is not None else self.elapsed()

    def token(self) -> None:
        self._first_token = self._first_token if self._first_token is not None else self.elapsed()

    def read(self) -> Timings:
        return Timings(self._evidence, self._first_token, self.elapsed())


class Ours:
    """The product in this process."""

    def __init__(self, assistant: Answering, top_k: int, clock: Clock = time.perf_counter) -> None:
        self._assistant, self._top_k, self._clock = assistant, top_k, clock

    @property
    def name(self) -> str:
        return "ours"

    def answer(self, question: str, history: tuple[Turn, ...]) -> Outcome:
        watch = Stopwatch(self._clock)
        try:
            for event in self._assistant.stream(question, history, Filters(), self._top_k):
                if isinstance(event, Evidence):
                    watch.evidence()
                elif isinstance(event, Token):
                    watch.token()
                else:
                    return replace(_outcome(event), seconds=watch.read())
        except QAError as exc:
            return Outcome(error=str(exc), seconds=watch.read())
        return Outcome(error="没有收到最终答案", seconds=watch.read())


class Retrieval:
    """The product's retrieval alone: the first event is read and no answer is asked for."""

    def __init__(self, assistant: Answering, top_k: int, clock: Clock = time.perf_counter) -> None:
        self._assistant, self._top_k, self._clock = assistant, top_k, clock

    @property
    def name(self) -> str:
        return "retrieval"

    def answer(self, question: str, history: tuple[Turn, ...]) -> Outcome:
        watch = Stopwatch(self._clock)
        try:
            hits = self._retrieve(question, history)
        except QAError as exc:
            return Outcome(error=str(exc), seconds=watch.read())
        watch.evidence()
        return Outcome(mode="retrieval", passages=tuple(map(shown_hit, hits)), seconds=watch.read())

    def _retrieve(self, question: str, history: tuple[Turn, ...]) -> tuple[Hit, ...]:
        events = self._assistant.stream(question, history, Filters(), self._top_k)
        try:
            event = next((event for event in events if not isinstance(event, Token)), None)
        finally:
            close = getattr(events, "close", None)
            if close is not None:
                close()
        if event is None:
            return ()
        return event.hits if isinstance(event, Evidence) else event.passages


def shown_hit(hit: Hit) -> Shown:
    passage = hit.passage
    return Shown(passage.report_id, passage.text, passage.place, passage.report_year, passage=passage.id)


def _shown_citation(citation: Citation) -> Shown:
    return Shown(
        report=citation.report_id,
        text=citation.text,
        place=citation.place,
        year=citation.report_year,
        number=citation.number,
        quote=citation.quote,
        passage=citation.passage_id,
    )


def _outcome(answer: Answer) -> Outcome:
    return Outcome(
        answer=answer.answer,
        refused=answer.refused,
        reason=answer.refusal_reason,
        mode=answer.mode,
        model=answer.model,
        citations=tuple(map(_shown_citation, answer.citations)),
        passages=tuple(map(shown_hit, answer.passages)),
        usage=answer.usage,
        likelihood=answer.likelihood,
    )
