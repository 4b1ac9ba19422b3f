"""Prometheus metrics with bounded labels: routes are templates, codes and modes are our own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import get_args

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from qa.errors import QAError
from qa.records import Answer, FigureStatus, Mode, RefusalReason, Usage
from qa.web.answering import Answers
from qa.web.door import Ended
from qa.web.service import Service

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4
# Evidence comes in tenths of a second, a whole answer of a local model in tens of seconds.
SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 40, 60, 120)
OUTCOMES = (*get_args(Mode), "cancelled", "error")
STAGES = ("queue", "evidence", "first_token", "total", "search")


class Metrics:
    """One registry for one application, so that two in a process do not mix."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        counter, histogram = self._counter, self._histogram
        self._requests = counter("qa_http_requests", "HTTP requests", "method", "route", "status")
        self._problems = counter("qa_http_problems", "Requests that were refused or failed", "code")
        self._request_seconds = histogram("qa_http_request_seconds", "Time to the end of the reply", "route")
        self._answers = counter("qa_answers", "Answers by how they ended", "outcome")
        self._refusals = counter("qa_refusals", "Refused questions", "reason")
        self._stage_seconds = histogram("qa_answer_stage_seconds", "Time from question to stage", "stage")
        self._figures = counter("qa_figures", "Figures in answers", "status")
        self._tokens = counter("qa_model_tokens", "Tokens of the model", "direction", "counted")
        self._unasked = counter("qa_answers_unasked", "Answers that spent nothing on the model that would have", "why")
        self._dropped = counter("qa_dropped_citations", "Citations of evidence that does not exist")

        # Series that exist before their first event make its increase visible to rate().
        _begin(self._answers, OUTCOMES)
        _begin(self._refusals, RefusalReason)
        _begin(self._figures, get_args(FigureStatus))
        _begin(self._stage_seconds, STAGES)
        _begin(self._unasked, ("cached", "limited"))
        for counted in ("reported", "estimated"):
            for direction in ("in", "out"):
                self._tokens.labels(direction, counted)
        ProcessCollector(registry=self._registry)

    def watch(self, service: Service, answers: Answers) -> None:
        """Gauges that are read when they are asked for."""
        self._gauge("qa_answers_running", "Answers in the making", lambda: answers.running)
        self._gauge("qa_answers_waiting", "Answers waiting for a slot", lambda: answers.waiting)
        self._gauge("qa_chat_model_healthy", "1 when the chat model answers", lambda: _healthy(service))
        self._gauge("qa_reports", "Reports in the store", lambda: _reports(service))

    def exposition(self) -> bytes:
        return generate_latest(self._registry)

    def request_ended(self, ended: Ended) -> None:
        self._requests.labels(ended.method, ended.route, str(ended.status)).inc()
        self._request_seconds.labels(ended.route).observe(ended.seconds)
        if ended.problem:
            self._problems.labels(ended.problem).inc()

    def stage(self, name: str, seconds: float) -> None:
        """``name`` is one of STAGES."""
        self._stage_seconds.labels(name).observe(seconds)

    def answered(self, answer: Answer) -> None:
        if answer.refusal_reason:
            self._refusals.labels(answer.refusal_reason.value).inc()
        self._dropped.inc(answer.dropped_citations)
        for why in ("cached", "limited"):
            if getattr(answer.usage, why):
                self._unasked.labels(why).inc()
        for figure in answer.figures:
            self._figures.labels(figure.status).inc()
        timings = answer.timings
        for stage in ("evidence", "first_token", "total"):
            if (seconds := getattr(timings, stage)) is not None:
                self.stage(stage, seconds)

    def spent(self, usage: Usage) -> None:
        counted = "estimated" if usage.estimated else "reported"
        self._tokens.labels("in", counted).inc(usage.input)
        self._tokens.labels("out", counted).inc(usage.output)

    def ended(self, outcome: str) -> None:
        """``outcome`` is a mode of answer, "cancelled" (the reader left, or the service stopped) or "error"."""
        self._answers.labels(outcome).inc()

    def _counter(self, name: str, text: str, *labels: str) -> Counter:
        return Counter(name, text, labels, registry=self._registry)

    def _histogram(self, name: str, text: str, *labels: str) -> Histogram:
        return Histogram(name, text, labels, buckets=SECONDS, registry=self._registry)

    def _gauge(self, name: str, text: str, read: Callable[[], float]) -> None:
        Gauge(name, text, registry=self._registry).set_function(read)


def _begin(metric: Counter | Histogram, values: Iterable[str]) -> None:
    for value in values:
        metric.labels(value)


def _healthy(service: Service) -> float:
    try:
        return float(service.status().chat_healthy)
    except QAError:
        return 0.0


def _reports(service: Service) -> float:
    try:
        return service.status().reports
    except QAError:
        return 0.0
