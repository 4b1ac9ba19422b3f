"""Traces: which spans a request leaves, that they say nothing they should not, and that nothing waits for them."""

from __future__ import annotations

import itertools
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from qa.errors import SettingsError
from qa.settings import WebSettings, load_settings, shown
from qa.web.app import create_app
from qa.web.server import open_traces
from qa.web.tracing import Traces
from tests.models.scripted import ScriptedServer
from tests.web import fakes
from tests.web.conftest import web_settings
from tests.web.fakes import FakeService
from tests.web.waiting import wait_until

QUESTION = "河北省2023年地区生产总值增长多少？"
Spans = dict[str, ReadableSpan]


class Traced:
    """A client of a service whose spans stay here."""

    def __init__(self, service: FakeService, folder: Path, questions: bool) -> None:
        self._kept = InMemorySpanExporter()
        provider = TracerProvider(shutdown_on_exit=False)
        provider.add_span_processor(SimpleSpanProcessor(self._kept))
        app = create_app(service, web_settings(folder), Traces(provider, questions))
        self.client = TestClient(app, base_url="http://localhost")

    def spans(self) -> Spans:
        wait_until(lambda: not self.client.app.state.answers.running)  # type: ignore[attr-defined]
        return {span.name: span for span in self._kept.get_finished_spans()}

    def forget(self) -> None:
        self._kept.clear()


@pytest.fixture
def open_traced(service: FakeService, tmp_path: Path) -> Iterator[Callable[..., Traced]]:
    with ExitStack() as stack:

        def opened(questions: bool = False) -> Traced:
            traced = Traced(service, tmp_path, questions)
            stack.enter_context(traced.client)
            return traced

        yield opened


@pytest.fixture
def traced(open_traced: Callable[..., Traced]) -> Traced:
    return open_traced()


def parent_of(span: ReadableSpan, spans: Spans) -> str | None:
    return next((name for name, each in spans.items() if span.parent and each.context == span.parent), None)


def attributes(span: ReadableSpan) -> dict[str, Any]:
    return dict(span.attributes or {})


@pytest.mark.parametrize("stream", [False, True])
def test_an_answer_is_a_tree_of_its_stages(traced: Traced, stream: bool) -> None:
    body = {"question": QUESTION, "stream": stream}
    traced.client.post("/v1/ask", json=body, headers={"X-Request-ID": "r-1"})
    spans = traced.spans()
    assert {name: parent_of(span, spans) for name, span in spans.items()} == {
        "POST /v1/ask": None,
        "answer": "POST /v1/ask",
        "queue": "answer",
        "understand and search": "answer",
        "model": "answer",
    }
    assert attributes(spans["POST /v1/ask"]) == {
        "http.request.method": "POST",
        "http.route": "/v1/ask",
        "http.response.status_code": 200,
        "qa.request.id": "r-1",
    }
    assert attributes(spans["answer"]) == {
        "qa.passages": 1,
        "qa.outcome": "generated",
        "qa.answer.id": fakes.answer_id(QUESTION),
        "qa.index": "gen-1",
        "qa.citations": 1,
        "gen_ai.usage.input_tokens": 900,
        "gen_ai.usage.output_tokens": 30,
    }
    assert [event.name for event in spans["model"].events] == ["first token"]
    times = [spans[name] for name in ("queue", "understand and search", "model")]
    assert all((a.end_time or 0) <= (b.end_time or 0) for a, b in itertools.pairwise(times))


def test_nothing_of_the_conversation_is_in_them_unless_told(open_traced: Callable[..., Traced]) -> None:
    def shown_by(traced: Traced) -> str:
        history = [{"role": "user", "content": "先前的话"}]
        traced.client.post("/v1/ask", json={"question": QUESTION, "history": history})
        traced.client.get("/v1/search", params={"q": QUESTION})
        return " ".join(span.to_json() for span in traced.spans().values()).encode().decode("unicode_escape")

    silent, telling = shown_by(open_traced()), shown_by(open_traced(questions=True))
    assert not any(word in silent for word in (QUESTION, "生产总值", "5.5", "先前"))
    assert QUESTION in telling and "增长5.5%" in telling


@pytest.mark.parametrize(
    ("fault", "status", "outcome"),
    [("fail_before", 500, "ValueError"), ("fail_after", 500, "ValueError"), ("no_answer", 500, "no answer")],
)
def test_failures_are_marked_without_their_message(
    traced: Traced, service: FakeService, fault: str, status: int, outcome: str
) -> None:
    setattr(service, fault, True if fault == "no_answer" else ValueError("SECRET"))
    assert traced.client.post("/v1/ask", json={"question": QUESTION}).status_code == status
    spans = traced.spans()
    assert attributes(spans["answer"])["qa.outcome"] == outcome
    assert attributes(spans["POST /v1/ask"])["error.type"] == "internal"
    assert not spans["answer"].status.is_ok and not spans["POST /v1/ask"].status.is_ok
    assert "SECRET" not in "".join(span.to_json() for span in spans.values())


def test_a_reader_who_leaves_is_no_failure(traced: Traced, service: FakeService) -> None:
    service.gate = threading.Event()
    thread = threading.Thread(target=lambda: traced.client.post("/v1/ask", json={"question": QUESTION}))
    thread.start()
    assert service.started.wait(10)
    assert traced.client.portal
    traced.client.portal.call(traced.client.app.state.answers.stop, 0)  # type: ignore[attr-defined]
    thread.join(10)
    spans = traced.spans()
    assert attributes(spans["answer"])["qa.outcome"] == "cancelled"
    assert spans["answer"].status.is_unset
    assert spans["model"].end_time


def test_the_callers_trace_is_continued_and_health_leaves_none(traced: Traced) -> None:
    trace, parent = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
    headers = {"traceparent": f"00-{trace}-{parent}-01"}
    traced.client.get("/healthz")
    traced.client.get("/readyz")
    traced.client.get("/v1/reports", headers=headers)
    (span,) = traced.spans().values()
    assert span.name == "GET /v1/reports"
    assert span.context and format(span.context.trace_id, "032x") == trace
    traced.forget()
    traced.client.get("/v1/reports/ECHO", headers={"traceparent": "ECHO", "tracestate": "\x01"})
    (span,) = traced.spans().values()
    assert (span.name, span.parent) == ("GET /v1/reports/{report_id}", None)
    assert "ECHO" not in span.to_json()


class Collector(BaseHTTPRequestHandler):
    seen: list[tuple[str, list[str]]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        request = ExportTraceServiceRequest.FromString(body)
        spans = [s.name for r in request.resource_spans for scope in r.scope_spans for s in scope.spans]
        self.seen.append((self.path, spans))
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Silent."""


def test_what_is_left_is_sent_when_the_service_stops(service: FakeService, tmp_path: Path) -> None:
    seen: list[tuple[str, list[str]]] = []
    handler = type("Handler", (Collector,), {"seen": seen})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as collector:
        threading.Thread(target=collector.serve_forever, daemon=True).start()
        web = web_settings(tmp_path, trace_endpoint=f"http://127.0.0.1:{collector.server_port}/")
        with TestClient(create_app(service, web, open_traces(web.web)), base_url="http://localhost") as client:
            client.get("/v1/reports")
        wait_until(lambda: bool(seen), 20)
        collector.shutdown()
    assert seen == [("/v1/traces", ["GET /v1/reports"])]


def test_a_collector_that_does_not_answer_holds_up_neither_answers_nor_the_stop(
    service: FakeService, tmp_path: Path
) -> None:
    hanging = ScriptedServer(lambda connection: connection.wait_closed(20))
    web = web_settings(tmp_path, trace_endpoint=hanging.url)
    with TestClient(create_app(service, web, open_traces(web.web)), base_url="http://localhost") as client:
        began = time.monotonic()
        assert client.post("/v1/ask", json={"question": QUESTION}).status_code == 200
    assert time.monotonic() - began < 5
    assert service.closed == 1
    hanging.close()


def test_without_the_extra_it_is_told_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    web = WebSettings(trace_endpoint="http://127.0.0.1:4318")
    monkeypatch.delitem(sys.modules, "qa.web.tracing")
    monkeypatch.setitem(sys.modules, "opentelemetry.sdk.trace", None)
    with pytest.raises(SettingsError, match=r"gov-report-qa\[tracing\]"):
        open_traces(web)
    assert open_traces(WebSettings()) is None


def test_nothing_of_it_is_imported_when_it_is_off() -> None:
    program = "import sys, qa.web.server; sys.exit(any('opentelemetry.sdk' in name for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", program]).returncode == 0


def test_the_address_is_checked_and_shown_without_its_password() -> None:
    for address in ("127.0.0.1:4318", "ftp://host", "http://host/?q=1", "http://"):
        with pytest.raises(SettingsError, match="trace_endpoint"):
            load_settings({"QA_WEB__TRACE_ENDPOINT": address})
    settings = load_settings({"QA_WEB__TRACE_ENDPOINT": "http://me:secret@host:4318"})
    assert shown(settings)["web"]["trace_endpoint"] == "http://***@host:4318"
