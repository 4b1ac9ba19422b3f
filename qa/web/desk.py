"""Where questions are handed in, by whatever route: admitted, answered in turn, counted, kept for feedback."""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from qa.records import Answer, Filters, Turn, Usage
from qa.web.answering import AnswerEvents, Answering, Answers
from qa.web.budget import Budget
from qa.web.feedback import Feedback
from qa.web.metrics import Metrics
from qa.web.service import Service

if TYPE_CHECKING:
    from qa.web.tracing import Traces

log = logging.getLogger("qa.web")


class Desk:
    def __init__(
        self,
        service: Service,
        answers: Answers,
        metrics: Metrics,
        feedback: Feedback,
        budget: Budget,
        traces: Traces | None,
    ) -> None:
        self._service = service
        self._budget = budget
        self._answers = answers
        self._metrics = metrics
        self._feedback = feedback
        self._traces = traces

    def admit(
        self, question: str, history: Sequence[Turn], filters: Filters, top_k: int | None, caller: str
    ) -> Answering:
        """``caller`` pays. Raises Problem 503. What is admitted must be left in the end."""

        handed_in = time.perf_counter()
        follow = self._traces.follow(question) if self._traces else None

        def start() -> AnswerEvents:
            self._metrics.stage("queue", time.perf_counter() - handed_in)
            purse = _Purse(caller, self._budget, self._metrics)
            events = self._service.stream(question, history, filters, top_k, purse)
            events = self._recorded(events, history, purse)
            return follow(events) if follow else events

        return self._answers.admit(start)

    def leave(self, answering: Answering) -> None:
        self._answers.leave(answering)

    def _recorded(self, events: AnswerEvents, history: Sequence[Turn], purse: _Purse) -> AnswerEvents:
        """The same events, noted in passing. Runs in the answer's own thread, where it may write to disk."""
        outcome, told = "error", Usage()
        try:
            with contextlib.closing(events):
                for event in events:
                    if isinstance(event, Answer):
                        outcome, told = event.mode, event.usage
                        self._metrics.answered(event)
                        self._feedback.keep(event, history)
                    yield event
        except GeneratorExit:
            outcome = "cancelled" if outcome == "error" else outcome
            raise
        finally:
            self._metrics.ended(outcome)
            cost = {**asdict(purse.paid), "cached": told.cached, "limited": told.limited}
            log.info("answer", extra={"answer": {"outcome": outcome, "caller": purse.caller, "tokens": cost}})


class _Purse:
    """Pays for one answer and notes what it paid."""

    def __init__(self, caller: str, budget: Budget, metrics: Metrics) -> None:
        self.caller = caller
        self.paid = Usage()
        self._budget = budget
        self._metrics = metrics

    def allows(self) -> bool:
        return self._budget.allows(self.caller)

    def pay(self, usage: Usage) -> None:
        self.paid = self.paid.plus(usage)
        self._budget.pay(self.caller, usage)
        self._metrics.spent(usage)
