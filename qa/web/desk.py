"""Where questions are handed in, by whatever route: admitted, answered in turn, counted, kept for feedback."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from qa.records import Answer, Filters, Turn
from qa.web.answering import AnswerEvents, Answering, Answers
from qa.web.feedback import Feedback
from qa.web.metrics import Metrics
from qa.web.service import Service

if TYPE_CHECKING:
    from qa.web.tracing import Traces


class Desk:
    def __init__(
        self, service: Service, answers: Answers, metrics: Metrics, feedback: Feedback, traces: Traces | None
    ) -> None:
        self._service = service
        self._answers = answers
        self._metrics = metrics
        self._feedback = feedback
        self._traces = traces

    def admit(self, question: str, history: Sequence[Turn], filters: Filters, top_k: int | None) -> Answering:
        """Raises Problem 503. What is admitted must be left in the end."""

        handed_in = time.perf_counter()
        follow = self._traces.follow(question) if self._traces else None

        def start() -> AnswerEvents:
            self._metrics.stage("queue", time.perf_counter() - handed_in)
            events = self._recorded(self._service.stream(question, history, filters, top_k), history)
            return follow(events) if follow else events

        return self._answers.admit(start)

    def leave(self, answering: Answering) -> None:
        self._answers.leave(answering)

    def _recorded(self, events: AnswerEvents, history: Sequence[Turn]) -> AnswerEvents:
        """The same events, noted in passing. Runs in the answer's own thread, where it may write to disk."""
        outcome = "error"
        try:
            with contextlib.closing(events):
                for event in events:
                    if isinstance(event, Answer):
                        outcome = event.mode
                        self._metrics.answered(event)
                        self._feedback.keep(event, history)
                    yield event
        except GeneratorExit:
            outcome = "cancelled" if outcome == "error" else outcome
            raise
        finally:
            self._metrics.ended(outcome)
