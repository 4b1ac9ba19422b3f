"""OpenTelemetry traces of requests and answers; needs the extra ``tracing`` and is imported only when switched on.

A request has one span; below it an answer has one, with one for each of its stages. What readers ask and are told
stays out of them unless the settings say otherwise. Events of an answer come from a thread of its own, hence
parents are handed on explicitly.
"""

from __future__ import annotations

import contextlib
import time

from opentelemetry.context import Context, get_current
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import Span, SpanKind, Status, StatusCode, Tracer, get_current_span, set_span_in_context
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from qa.records import Answer, AnswerEvent, Evidence, Token
from qa.settings import WebSettings
from qa.web.answering import AnswerEvents
from qa.web.door import Ended
from qa.web.guard import HEALTH

SERVICE = "gov-report-qa"
EXPORT_SECONDS = 5.0


def exporting(web: WebSettings) -> Traces:
    """Traces that are sent to ``trace_endpoint`` in the background."""
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

    # Without its own hook at exit, which would wait for a collector that does not answer.
    provider = TracerProvider(resource=Resource.create({"service.name": SERVICE}), shutdown_on_exit=False)
    exporter = OTLPSpanExporter(f"{web.trace_endpoint}/v1/traces", timeout=EXPORT_SECONDS)
    provider.add_span_processor(BatchSpanProcessor(exporter))
    return Traces(provider, web.trace_questions)


class Traces:
    def __init__(self, provider: TracerProvider, questions: bool) -> None:
        self.tracer = provider.get_tracer(SERVICE)
        self._provider = provider
        self._questions = questions

    def request_ended(self, ended: Ended) -> None:
        """Called within the span of the request."""
        span = get_current_span()
        span.update_name(f"{ended.method} {ended.route}")
        span.set_attribute("http.request.method", ended.method)
        span.set_attribute("http.route", ended.route)
        span.set_attribute("http.response.status_code", ended.status)
        span.set_attribute("qa.request.id", ended.id)
        if ended.problem:
            span.set_attribute("error.type", ended.problem)
        if ended.status >= 500:
            span.set_status(Status(StatusCode.ERROR))

    def follow(self, question: str) -> Following:
        """Called within the request that hands a question in."""
        return Following(self.tracer, get_current(), question if self._questions else None)

    def close(self) -> None:
        """Sends what is left."""
        self._provider.shutdown()


class TraceDoor:
    """A span around each request but those for health; it continues the caller's trace (``traceparent``)."""

    def __init__(self, app: ASGIApp, traces: Traces) -> None:
        self._app = app
        self._tracer = traces.tracer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in HEALTH:
            await self._app(scope, receive, send)
            return
        parent = TraceContextTextMapPropagator().extract(Headers(scope=scope))
        # An exception's message may hold anything.
        with self._tracer.start_as_current_span("request", parent, SpanKind.SERVER, record_exception=False):
            await self._app(scope, receive, send)


class Following:
    """One answer's spans, from the moment it was handed in; ``question`` is None where it must not be shown."""

    def __init__(self, tracer: Tracer, parent: Context, question: str | None) -> None:
        self._tracer = tracer
        self._parent = parent
        self._question = question
        self._handed_in = time.time_ns()

    def __call__(self, events: AnswerEvents) -> AnswerEvents:
        """The same events."""
        spans = _Spans(self._tracer, self._parent, self._handed_in, self._question)
        try:
            with contextlib.closing(events):
                for event in events:
                    spans.saw(event)
                    yield event
        except GeneratorExit:
            spans.end("cancelled")
            raise
        except Exception as exc:
            spans.end(type(exc).__name__)
            raise
        spans.end("no answer")


class _Spans:
    """The open spans of one answer: the whole, and the stage it is in."""

    def __init__(self, tracer: Tracer, parent: Context, handed_in: int, question: str | None) -> None:
        self._tracer = tracer
        self._shows = question is not None
        self._whole = tracer.start_span("answer", parent, start_time=handed_in)
        self._inside = set_span_in_context(self._whole, parent)
        self._begin("queue", handed_in).end()
        self._stage: Span | None = self._begin("understand and search")
        self._evidence = handed_in
        self._first_token = False
        if question is not None:
            self._whole.set_attribute("qa.question", question)

    def saw(self, event: AnswerEvent) -> None:
        if isinstance(event, Evidence):
            self._end_stage()
            self._evidence = time.time_ns()
            self._whole.set_attribute("qa.passages", len(event.hits))
        elif isinstance(event, Token):
            self._written(event)
        else:
            self._answered(event)

    def end(self, outcome: str) -> None:
        """After an answer this does nothing."""
        if self._whole.is_recording():
            self._end_stage()
            self._whole.set_attribute("qa.outcome", outcome)
            if outcome != "cancelled":
                self._whole.set_status(Status(StatusCode.ERROR))
            self._whole.end()

    def _written(self, token: Token) -> None:
        if self._stage is None:
            # That there is a model at all shows only now.
            self._stage = self._begin("model", self._evidence)
        if token.text and not self._first_token:
            self._first_token = True
            self._stage.add_event("first token")

    def _answered(self, answer: Answer) -> None:
        self._end_stage()
        self._whole.set_attribute("qa.outcome", answer.mode)
        self._whole.set_attribute("qa.answer.id", answer.id)
        self._whole.set_attribute("qa.index", answer.index)
        self._whole.set_attribute("qa.citations", len(answer.citations))
        self._whole.set_attribute("gen_ai.usage.input_tokens", answer.usage.input)
        self._whole.set_attribute("gen_ai.usage.output_tokens", answer.usage.output)
        if answer.refusal_reason:
            self._whole.set_attribute("qa.refusal_reason", answer.refusal_reason.value)
        if self._shows:
            self._whole.set_attribute("qa.answer", answer.answer)
        self._whole.end()

    def _begin(self, name: str, start: int | None = None) -> Span:
        return self._tracer.start_span(name, self._inside, start_time=start)

    def _end_stage(self) -> None:
        if self._stage is not None:
            self._stage.end()
            self._stage = None
