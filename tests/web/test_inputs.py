"""Hostile input: never 500, never an echo, always one shape."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qa.web import text
from tests.web.fakes import FakeService
from tests.web.waiting import best_of

JSON = {"Content-Type": "application/json"}


def error(reply: Any) -> str:
    body = reply.json()
    assert list(body) == ["error"]
    assert sorted(body["error"]) == ["code", "message"]
    assert any("\u4e00" <= char <= "\u9fff" for char in body["error"]["message"])
    assert reply.headers["x-request-id"]
    return str(body["error"]["code"])


@pytest.mark.parametrize(
    "question", ["", "  \n", "\u3000", "\u200b\u200b", "？！……", "🙂🙂", "\ufeff", "\u3164", "\u0301" * 9]
)
def test_questions_that_say_nothing(client: TestClient, question: str) -> None:
    reply = client.post("/v1/ask", json={"question": question})
    assert (reply.status_code, error(reply)) == (422, "empty_question")


@pytest.mark.parametrize("char", ["\x00", "\x07", "\x1b", "\x85", "\ufffe", "\ufdd0", "\U0010ffff"])
def test_control_characters_and_noncharacters(client: TestClient, char: str) -> None:
    for body in (
        {"question": f"增长{char}多少"},
        {"question": "增长", "history": [{"role": "user", "content": char}]},
        {"question": "增长", "filters": {"place": [f"河{char}北"]}},
    ):
        reply = client.post("/v1/ask", content=json.dumps(body), headers=JSON)
        assert (reply.status_code, error(reply)) == (422, "invalid_characters")


def test_lone_surrogates(client: TestClient) -> None:
    in_text = client.post("/v1/ask", content=b'{"question": "\\ud800"}', headers=JSON)
    assert (in_text.status_code, error(in_text)) == (422, "invalid_characters")
    for body in (b'{"question": "a", "\\udfff": 1}', b'{"question": {"\\ud800": 1}}'):
        reply = client.post("/v1/ask", content=body, headers=JSON)
        assert (reply.status_code, error(reply)) == (422, "invalid_request")


def test_invisible_characters_are_taken_out(client: TestClient, service: FakeService) -> None:
    client.post("/v1/ask", json={"question": "\u202e增\u200b长" + "\u0301" * 1000 + "多少\U000e0041"})
    assert service.asked[0].question == "增长" + "\u0301" * text.MAX_MARKS + "多少"


def test_a_question_at_the_limit_and_one_over(client: TestClient, service: FakeService) -> None:
    assert client.post("/v1/ask", json={"question": "增" * 2000}).status_code == 200
    for length in (2001, 10_000):
        body = {"question": "增" * length}
        reply = client.post("/v1/ask", json=body)
        assert best_of(5, partial(client.post, "/v1/ask", json=body)) < 0.05
        assert (reply.status_code, error(reply)) == (422, "question_too_long")
        assert "增增" not in reply.text
    assert len(service.asked) == 1


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 422, "invalid_request"),
        (b"{", 400, "bad_json"),
        ('{"question": "增长"}'.encode("gbk"), 400, "bad_json"),
        (b"[" * 40_000, 400, "bad_json"),
        (b'{"question": ' + b"[" * 40_000 + b"]" * 40_000 + b"}", 400, "bad_json"),
        (b'{"question": "a", "question": "b"}', 400, "bad_json"),
        (b'{"question": "a", "top_k": NaN}', 400, "bad_json"),
        (b'{"question": "a", "top_k": -Infinity}', 400, "bad_json"),
        (b'{"question": "a", "top_k": 1e999}', 400, "bad_json"),
        (b'{"question": "a", "top_k": ' + b"9" * 5000 + b"}", 400, "bad_json"),
        (b'{"question": "a", "top_k": ' + b"9" * 400 + b"}", 422, "invalid_request"),
        (b'["question"]', 422, "invalid_request"),
        (b'"question"', 422, "invalid_request"),
        (b"null", 422, "invalid_request"),
        (b"{}", 422, "invalid_request"),
        (b'{"question": 1}', 422, "invalid_request"),
        (b'{"question": null}', 422, "invalid_request"),
        (b'{"question": "a", "stream": "true"}', 422, "invalid_request"),
        (b'{"question": "a", "stream": 1}', 422, "invalid_request"),
        (b'{"question": "a", "top_k": "5"}', 422, "invalid_request"),
        (b'{"question": "a", "top_k": 5.5}', 422, "invalid_request"),
        (b'{"question": "a", "top_k": true}', 422, "invalid_request"),
        (b'{"question": "a", "top_k": 0}', 422, "invalid_request"),
        (b'{"question": "a", "top_k": 51}', 422, "invalid_request"),
        (b'{"question": "a", "ECHO": 1}', 422, "invalid_request"),
        (b'{"question": "a", "filters": {"ECHO": 1}}', 422, "invalid_request"),
        (b'{"question": "a", "filters": {"place": "ECHO"}}', 422, "invalid_request"),
        (b'{"question": "a", "filters": {"report_year": [99999]}}', 422, "invalid_request"),
        (b'{"question": "a", "history": [{"role": "ECHO", "content": "a"}]}', 422, "invalid_request"),
        (b'{"question": "a", "history": [{"role": "user"}]}', 422, "invalid_request"),
        (json.dumps({"question": "a", "history": [{"role": "user", "content": "a"}] * 41}).encode(), 422, "invalid_request"),
        (
            json.dumps({"question": "a", "history": [{"role": "user", "content": "a" * 10_001}] * 2}).encode(),
            422,
            "history_too_long",
        ),
    ],
    ids=lambda value: value[:40].decode("latin-1") if isinstance(value, bytes) else None,
)  # fmt: skip
def test_bodies_that_do_not_fit(client: TestClient, service: FakeService, body: bytes, status: int, code: str) -> None:
    reply = client.post("/v1/ask", content=body, headers=JSON)
    assert (reply.status_code, error(reply)) == (status, code)
    assert "ECHO" not in reply.text
    assert not service.asked


def test_messages_name_the_field_and_the_limit(client: TestClient) -> None:
    reply = client.post("/v1/ask", json={"top_k": 51, "filters": {"x": 1}, "history": [{"role": "x", "content": ""}]})
    assert reply.json()["error"]["message"] == (
        "请求有误：缺少 question；history.0.role 只能是 'user', 'assistant' 或 'system'；filters 含有不认识的字段；top_k 不能大于 50。"
    )


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_other_content_types(client: TestClient, content_type: str) -> None:
    reply = client.post("/v1/ask", content=b'{"question": "a"}', headers={"Content-Type": content_type})
    assert (reply.status_code, error(reply)) == (422, "invalid_request")


def test_bodies_too_large_with_and_without_a_length(client: TestClient) -> None:
    def chunks() -> Any:
        for _ in range(2000):
            yield b"x" * 1000

    for content in (b"x" * 100_001, chunks()):
        reply = client.post("/v1/ask", content=content, headers=JSON)
        assert (reply.status_code, error(reply)) == (413, "body_too_large")


def test_unknown_addresses_and_methods(client: TestClient) -> None:
    for path in ("/nothing", "/docs/x", "/redoc", "/v1/ask/", "/v1/reports/a/b"):
        reply = client.get(path)
        assert (reply.status_code, error(reply)) == (404, "not_found")
    reply = client.delete("/v1/ask")
    assert (reply.status_code, error(reply)) == (405, "method_not_allowed")
    assert reply.headers["allow"] == "POST"


@pytest.mark.parametrize(("given_id", "kept"), [("abc-1.2_3", True), ("a b", False), ("x" * 65, False), ("", False)])
def test_request_ids(client: TestClient, given_id: str, kept: bool) -> None:
    reply = client.get("/nothing", headers={"X-Request-ID": given_id})
    assert (reply.headers["x-request-id"] == given_id) == kept
    assert reply.headers["x-request-id"]


def scalars() -> st.SearchStrategy[Any]:
    characters = st.characters(exclude_categories=())
    return st.none() | st.booleans() | st.integers() | st.floats() | st.text(characters, max_size=20)


def bodies() -> st.SearchStrategy[Any]:
    values = st.recursive(
        scalars(), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    )
    turns = st.fixed_dictionaries({"role": st.sampled_from(["user", "bot"]), "content": scalars()})
    fitting = st.fixed_dictionaries(
        {"question": st.text(st.characters(exclude_categories=()), min_size=1, max_size=30) | scalars()},
        optional={
            "history": st.lists(turns, max_size=2) | values,
            "filters": st.dictionaries(st.sampled_from(["place", "report_year", "x"]), values, max_size=2) | values,
            "top_k": st.integers(0, 60) | values,
            "stream": st.booleans() | values,
            "extra": values,
        },
    )
    return fitting | values


@given(body=bodies())
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_json_is_answered_or_refused(client: TestClient, body: Any) -> None:
    reply = client.post("/v1/ask", content=json.dumps(body), headers=JSON)
    assert reply.status_code in (200, 400, 422)
    if reply.status_code != 200:
        error(reply)


@given(body=st.binary(max_size=200))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_refused(client: TestClient, body: bytes) -> None:
    assert client.post("/v1/ask", content=body, headers=JSON).status_code in (400, 422)


@given(st.text(st.characters(codec="utf-8")))
def test_cleaning_twice_is_cleaning_once(raw: str) -> None:
    assert text.clean(text.clean(raw)) == text.clean(raw)
