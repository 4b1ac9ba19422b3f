from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from qa.errors import InputError, ModelUnavailable, StoreCorrupt, StoreMissing
from qa.records import Filters, Turn
from qa.settings import Settings, WebSettings
from qa.web.app import create_app
from tests.web import fakes
from tests.web.fakes import FakeService
from tests.web.sse import read_events
from tests.web.waiting import best_of, wait_until

QUESTION = "河北省2023年地区生产总值增长多少？"


# What others build on, in this order.
ANSWER = (
    "id question answer refused refusal_reason citations passages figures coverage mode model index timings plan "
    "ask table chart nearest usage"
)
CITATION = "number passage_id report_id title place report_year section page recognised start end text quote sha256"
PASSAGE = "passage_id report_id title place report_year section role years page recognised start end text score scores"


def test_plain_reply_has_the_contract_of_an_answer(client: TestClient) -> None:
    reply = client.post("/v1/ask", json={"question": QUESTION})
    assert reply.status_code == 200
    body = reply.json()
    assert list(body) == ANSWER.split()
    assert list(body["citations"][0]) == CITATION.split()
    assert list(body["passages"][0]) == PASSAGE.split()


def test_plain_reply_says_what_the_service_answered(client: TestClient) -> None:
    body = client.post("/v1/ask", json={"question": QUESTION}).json()
    assert body["passages"][0]["scores"] == {"fused": 0.031, "dense": 0.87, "words": None}
    assert body["answer"] == "2023年河北省地区生产总值增长5.5%。[1]"
    assert body["table"]["rows"] == [[{"text": "2023", "citation": None}, {"text": "5.5%", "citation": 1}]]


def test_everything_asked_reaches_the_service(client: TestClient, service: FakeService) -> None:
    client.post(
        "/v1/ask",
        json={
            "question": " 那2024年呢？\u200b",
            "history": [{"role": "user", "content": "河北"}, {"role": "assistant", "content": "好"}],
            "filters": {"place": ["河北省"], "report_year": [2024], "data_year": [2023], "report_id": ["hebei-2024"]},
            "top_k": 3,
        },
    )
    (asked,) = service.asked
    assert asked.question == "那2024年呢？"
    assert asked.history == (Turn("user", "河北"), Turn("assistant", "好"))
    assert asked.filters == Filters(("河北省",), (2024,), (2023,), ("hebei-2024",))
    assert asked.top_k == 3


def test_stream_is_evidence_tokens_answer(client: TestClient) -> None:
    plain = client.post("/v1/ask", json={"question": QUESTION}).json()
    reply = client.post("/v1/ask", json={"question": QUESTION, "stream": True})
    assert reply.headers["content-type"].startswith("text/event-stream")
    assert reply.headers["x-accel-buffering"] == "no"
    assert reply.headers["cache-control"] == "no-cache"
    assert reply.headers["x-request-id"]
    events = list(read_events(reply.text.splitlines()))
    assert [name for name, _ in events] == ["evidence", "token", "token", "answer"]
    assert events[0][1]["plan"]["places"] == ["河北省"]
    assert events[0][1]["passages"] == plain["passages"]
    assert "".join(data["text"] for _, data in events[1:3]) == plain["answer"]
    assert events[3][1] == plain


def test_heartbeats_come_while_the_model_is_silent(service: FakeService, tmp_path: Path) -> None:
    service.gate = threading.Event()
    service.step = 30.0
    # Time for dozens of heartbeats, so that a busy machine manages three.
    threading.Timer(2.0, service.gate.set).start()
    web = WebSettings(heartbeat_seconds=0.05, feedback_file=tmp_path / "f.sqlite3")
    with TestClient(create_app(service, Settings(web=web)), base_url="http://localhost") as client:
        reply = client.post("/v1/ask", json={"question": QUESTION, "stream": True})
    names = [name for name, _ in read_events(reply.text.splitlines())]
    assert names.count("comment") >= 3
    assert [name for name in names if name != "comment"] == ["evidence", "token", "token", "answer"]


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (InputError("问题里的年份无效。"), 422, "invalid_request"),
        (StoreMissing("/secret/path"), 503, "store_missing"),
        (StoreCorrupt("/secret/path"), 503, "store_unavailable"),
        (ModelUnavailable("connect to secret:1"), 503, "model_unavailable"),
        (ValueError("secret"), 500, "internal"),
    ],
)
def test_errors_before_and_during_an_answer(
    client: TestClient, service: FakeService, error: Exception, status: int, code: str
) -> None:
    service.fail_before = error
    plain = client.post("/v1/ask", json={"question": QUESTION}, headers={"X-Request-ID": "r-7"})
    assert (plain.status_code, plain.json()["error"]["code"]) == (status, code)
    assert plain.headers["x-request-id"] == "r-7"
    assert list(plain.json()) == ["error"]
    assert list(plain.json()["error"]) == ["code", "message"]
    service.fail_before, service.fail_after = None, error
    stream = client.post("/v1/ask", json={"question": QUESTION, "stream": True}, headers={"X-Request-ID": "r-7"})
    events = list(read_events(stream.text.splitlines()))
    assert [name for name, _ in events] == ["evidence", "token", "error"]
    assert events[-1][1] == plain.json()
    assert "secret" not in plain.text + stream.text
    assert ("r-7" in plain.text) == (status == 500)
    assert service.running == 0


def test_empty_tokens_are_not_passed_on(client: TestClient, service: FakeService) -> None:
    service.tokens = ("", "增长", "")
    stream = client.post("/v1/ask", json={"question": QUESTION, "stream": True})
    assert [name for name, _ in read_events(stream.text.splitlines())] == ["evidence", "token", "answer"]


def test_a_service_without_an_answer_is_an_internal_error(client: TestClient, service: FakeService) -> None:
    service.no_answer = True
    assert client.post("/v1/ask", json={"question": QUESTION}).json()["error"]["code"] == "internal"
    stream = client.post("/v1/ask", json={"question": QUESTION, "stream": True})
    assert list(read_events(stream.text.splitlines()))[-1][0] == "error"


def test_slots_then_queue_then_503_and_health_stays(client: TestClient, service: FakeService) -> None:
    service.gate = threading.Event()
    replies: list[int] = []
    threads = [
        threading.Thread(target=lambda: replies.append(client.post("/v1/ask", json={"question": QUESTION}).status_code))
        for _ in range(3)
    ]
    answers = client.app.state.answers  # type: ignore[attr-defined]
    for thread in threads:
        thread.start()
    wait_until(lambda: (answers.running, answers.waiting) == (2, 1))
    body = {"question": QUESTION, "stream": True}
    refused = client.post("/v1/ask", json=body)
    assert best_of(5, lambda: client.post("/v1/ask", json=body)) < 0.1
    assert (refused.status_code, refused.json()["error"]["code"]) == (503, "overloaded")
    assert int(refused.headers["retry-after"]) > 0
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 200
    service.gate.set()
    for thread in threads:
        thread.join(5)
    assert replies == [200, 200, 200]
    assert service.most_running == 2
    wait_until(lambda: (answers.running, answers.waiting) == (0, 0))


def test_lifespan_closes_the_service(service: FakeService, client: TestClient) -> None:
    client.__exit__()
    assert service.closed == 1
    client.__enter__()


def test_the_quote_of_a_citation_is_found_by_the_text_route(client: TestClient) -> None:
    cited = client.post("/v1/ask", json={"question": QUESTION}).json()["citations"][0]
    span = {"start": cited["start"], "end": cited["end"]}
    text = client.get(f"/v1/reports/{cited['report_id']}/text", params=span).json()
    assert text["text"] == cited["quote"] == fakes.QUOTE
    assert text["sha256"] == cited["sha256"]


def test_a_stop_ends_open_answers_after_the_grace_and_refuses_new_ones(
    client: TestClient, service: FakeService
) -> None:
    service.gate = threading.Event()
    replies: list[Any] = []
    threads = [
        threading.Thread(target=lambda: replies.append(client.post("/v1/ask", json={"question": QUESTION})))
        for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    answers = client.app.state.answers  # type: ignore[attr-defined]
    wait_until(lambda: (answers.running, answers.waiting) == (2, 1))
    assert client.portal
    client.portal.call(answers.stop, 0.2)
    assert client.get("/readyz").json()["error"]["code"] == "stopping"
    assert client.get("/healthz").status_code == 200
    assert client.post("/v1/ask", json={"question": QUESTION}).json()["error"]["code"] == "stopping"
    assert not replies
    for thread in threads:
        thread.join(5)
    assert [(reply.status_code, reply.json()["error"]["code"]) for reply in replies] == [(503, "stopping")] * 3
    assert service.cancelled.wait(1)
