from __future__ import annotations

import threading

import pytest
from fastapi.testclient import TestClient

from qa.errors import StoreMissing, StoreUnavailable
from qa.records import Filters
from tests.web import fakes
from tests.web.fakes import FakeService
from tests.web.test_inputs import error
from tests.web.waiting import wait_until


def test_search_gives_the_scores_of_both_rankings(client: TestClient, service: FakeService) -> None:
    reply = client.get(
        "/v1/search",
        params={"q": "生产总值", "k": 3, "place": ["河北省", "山西省"], "report_year": 2024, "data_year": [2023]},
    )
    (hit,) = reply.json()["hits"]
    assert hit["scores"] == {"fused": 0.031, "dense": 0.87, "words": None}
    assert hit["score"] == 0.031
    assert service.searched == [("生产总值", 3, Filters(("河北省", "山西省"), (2024,), (2023,)))]


def test_search_uses_the_setting_without_k(client: TestClient, service: FakeService) -> None:
    client.get("/v1/search", params={"q": "生产总值"})
    assert service.searched[0][1] == 8


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("", "invalid_request"),
        ("q=", "empty_question"),
        ("q=%E3%80%80", "empty_question"),
        ("q=a%00", "invalid_characters"),
        ("q=a&k=0", "invalid_request"),
        ("q=a&k=51", "invalid_request"),
        ("q=a&k=ECHO", "invalid_request"),
        ("q=a&ECHO=1", "invalid_request"),
        ("q=a&report_year=ECHO", "invalid_request"),
        ("q=" + "a" * 2001, "question_too_long"),
    ],
)
def test_search_refuses(client: TestClient, service: FakeService, query: str, code: str) -> None:
    reply = client.get(f"/v1/search?{query}")
    assert (reply.status_code, error(reply)) == (422, code)
    assert "ECHO" not in reply.text
    assert not service.searched


def test_searches_wait_in_a_bounded_queue(client: TestClient, service: FakeService) -> None:
    service.hold = threading.Event()
    statuses: list[int] = []
    threads = [
        threading.Thread(target=lambda: statuses.append(client.get("/v1/search?q=a").status_code)) for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    try:
        wait_until(lambda: len(statuses) == 3)  # two slots and one place in the queue
        assert statuses == [503] * 3
        assert client.get("/readyz").status_code == 200
    finally:
        service.hold.set()
    for thread in threads:
        thread.join(5)
    assert sorted(statuses) == [200] * 3 + [503] * 3


def test_reports_are_listed_and_one_has_its_sections(client: TestClient) -> None:
    (listed,) = client.get("/v1/reports").json()["reports"]
    assert listed["sections"] == 1
    assert (listed["passages"], listed["chars"], listed["pages"]) == (2, len(fakes.TEXT), 1)
    assert listed["sources"] == [{"name": "河北.txt", "sha256": "0" * 64, "copies": 8}]
    assert listed["facts"] == []
    one = client.get("/v1/reports/hebei-2024").json()
    (section,) = one.pop("outline")
    assert one == listed
    assert (section["path"], section["role"], section["years"]) == ([fakes.HEADING], "review", [2023])


def test_unknown_report(client: TestClient) -> None:
    for path in ("/v1/reports/ECHO", "/v1/reports/ECHO/text", "/v1/reports/%00"):
        reply = client.get(path)
        assert (reply.status_code, error(reply)) == (404, "report_not_found")
        assert "ECHO" not in reply.text


@pytest.mark.parametrize(
    ("query", "expected"),
    [("", fakes.TEXT), ("start=3&end=7", fakes.TEXT[3:7]), ("start=3&end=99999", fakes.TEXT[3:]), ("end=0", "")],
)
def test_text_spans(client: TestClient, query: str, expected: str) -> None:
    body = client.get(f"/v1/reports/hebei-2024/text?{query}").json()
    assert body["text"] == expected
    assert body["end"] - body["start"] == len(expected)


@pytest.mark.parametrize("query", ["start=7&end=3", "start=99999", "start=-1", "end=x"])
def test_spans_that_do_not_fit(client: TestClient, query: str) -> None:
    reply = client.get(f"/v1/reports/hebei-2024/text?{query}")
    assert reply.status_code == 422
    assert error(reply) in ("bad_range", "invalid_request")


def test_ready_degraded_and_not_ready(client: TestClient, service: FakeService) -> None:
    assert client.get("/readyz").json() == {
        "status": "ready",
        "index": "gen-1",
        "reports": 1,
        "passages": 2,
        "embedder": "fake-embedder",
        "chat": "fake-chat",
        "chat_healthy": True,
        "chat_started": True,
    }
    service.resting = True
    resting = client.get("/readyz").json()
    assert (resting["status"], resting["chat_healthy"], resting["chat_started"]) == ("ready", True, False)
    service.fail_after = RuntimeError()
    assert client.get("/readyz").json()["status"] == "degraded"
    service.fail = StoreMissing("x")
    reply = client.get("/readyz")
    assert (reply.status_code, error(reply)) == (503, "store_missing")
    assert client.get("/healthz").json() == {"status": "ok"}


@pytest.mark.parametrize("path", ["/readyz", "/v1/search?q=a"])
def test_a_lost_server_of_passages_is_told_as_such(client: TestClient, service: FakeService, path: str) -> None:
    service.fail = StoreUnavailable("向量库（Milvus）没有及时回答")
    reply = client.get(path)
    assert (reply.status_code, error(reply)) == (503, "store_unavailable")
    assert "Milvus" in reply.json()["error"]["message"] and reply.headers["Retry-After"]


@pytest.mark.parametrize(
    "path", ["/v1/search?q=a", "/v1/reports", "/v1/reports/x", "/v1/statements", "/v1/table?indicator=a", "/readyz"]
)
def test_unexpected_errors_show_only_the_request_id(client: TestClient, service: FakeService, path: str) -> None:
    service.fail = KeyError("/secret/path")
    reply = client.get(path, headers={"X-Request-ID": "r-9"})
    assert (reply.status_code, error(reply)) == (500, "internal")
    assert "r-9" in reply.json()["error"]["message"]
    assert reply.headers["x-request-id"] == "r-9"
    assert "secret" not in reply.text


def test_openapi_has_one_shape_of_error_and_that_of_openai(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    for path, operations in document["paths"].items():
        openai = path.startswith("/v1/chat") or path.startswith("/v1/models")
        for operation in operations.values():
            errors = {code: reply for code, reply in operation["responses"].items() if code >= "400"}
            assert ("422" in errors) is not openai
            for reply in errors.values():
                name = reply["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
                assert name == ("OpenAIErrorOut" if openai else "ErrorOut")
    assert "HTTPValidationError" not in document["components"]["schemas"]
