from __future__ import annotations

import json
from collections.abc import Callable

import httpx
import pytest

from qa.evaluate.remote import AskServer, ChatEndpoint, parse_events
from qa.evaluate.system import Outcome
from qa.records import Timings, Turn
from tests.evaluate.fakes import FakeClock

Handler = Callable[[httpx.Request], httpx.Response]

PASSAGE = {"passage_id": "p1", "report_id": "r", "text": "正文", "place": "北山市", "report_year": 2024, "score": 1}
REPLY = {
    "answer": "126.5万吨[1]",
    "refused": False,
    "refusal_reason": None,
    "mode": "generated",
    "model": "m",
    "citations": [PASSAGE | {"number": 1, "quote": "原句"}],
    "passages": [PASSAGE],
    "from_a_later_version": True,
}


def events(*pairs: tuple[str, object]) -> bytes:
    return "".join(f"event: {name}\ndata: {json.dumps(data)}\n\n" for name, data in pairs).encode()


class Server:
    """Replies with the same bytes and remembers what it was asked."""

    def __init__(self, content: bytes, status: int = 200) -> None:
        self.content, self.status = content, status
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return httpx.Response(self.status, content=self.content)


def ask_server(handler: Handler) -> AskServer:
    return AskServer("http://x/", 12, httpx.MockTransport(handler), FakeClock())


def endpoint(handler: Handler, key: str | None = "secret") -> ChatEndpoint:
    return ChatEndpoint("http://x/v1", "m", key, httpx.MockTransport(handler), FakeClock())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("event: token\ndata: a\n\n", [("token", "a")]),
        ("data: a\ndata: b\n\n", [("message", "a\nb")]),
        (": ping\n\nid: 1\ndata:a\n\n", [("message", "a")]),
        ("event: x\n\ndata: a\n\n", [("message", "a")]),
        ("data: cut off", []),
    ],
)
def test_events_are_read_as_the_standard_says(text: str, expected: list[tuple[str, str]]) -> None:
    assert list(parse_events(text.split("\n"))) == expected


def test_an_ask_server_is_asked_and_timed_at_each_stage() -> None:
    server = Server(b": ping\n\n" + events(("evidence", {}), ("token", {"text": "1"}), ("answer", REPLY)))
    found = ask_server(server).answer("问", (Turn("user", "早"),))
    assert (found.answer, found.error, found.seconds) == ("126.5万吨[1]", None, Timings(1, 2, 3))
    assert found.citations is not None
    assert (found.citations[0].number, found.citations[0].quote, found.citations[0].year) == (1, "原句", 2024)
    request = server.requests[0]
    assert str(request.url) == "http://x/v1/ask"
    sent = {"question": "问", "history": [{"role": "user", "content": "早"}], "top_k": 12, "stream": True}
    assert json.loads(request.content) == sent


@pytest.mark.parametrize(
    ("content", "status", "error"),
    [
        (events(("error", {"error": {"code": "x", "message": "模型没有回应"}})), 200, "模型没有回应"),
        (events(("evidence", {}), ("token", {})), 200, "回复中断，没有收到最终答案"),
        (json.dumps({"error": {"message": "问题太长"}}).encode(), 422, "HTTP 422：问题太长"),
        (b"<html>bad gateway", 502, "HTTP 502：<html>bad gateway"),
        (events(("answer", {"answer": 1})), 200, "回复的格式不符：('answer',)"),
        (b"event: answer\ndata: {broken\n\n", 200, "回复的格式不符：()"),
    ],
)
def test_whatever_the_server_does_wrong_is_a_failed_call(content: bytes, status: int, error: str) -> None:
    found = ask_server(Server(content, status)).answer("问", ())
    assert (found.error, found.answer) == (error, None)


def unreachable(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("无法连接", request=request)


def slow(request: httpx.Request) -> httpx.Response:
    raise httpx.ReadTimeout("", request=request)


def test_no_connection_and_no_reply_are_failed_calls() -> None:
    assert ask_server(unreachable).answer("问", ()).error == "无法连接"
    assert endpoint(slow).answer("问", ()).error == "等待回复超时"
    assert AskServer("http://x:port", 12).answer("问", ()).error


def chunks(*texts: str) -> bytes:
    lines = [{"choices": [{"delta": {"content": text}}]} for text in texts]
    usage = [{"choices": []}, {"choices": [{"delta": {}}]}]
    return "".join(f"data: {json.dumps(line)}\n\n" for line in lines + usage).encode() + b"data: [DONE]\n\n"


def test_a_chat_endpoint_gives_an_answer_and_nothing_else() -> None:
    server = Server(chunks("126.5", "万吨"))
    found = endpoint(server).answer("问", (Turn("assistant", "早"),))
    assert (found.answer, found.refused, found.citations, found.passages) == ("126.5万吨", None, None, None)
    assert found.seconds == Timings(None, 1, 2)
    request = server.requests[0]
    assert str(request.url) == "http://x/v1/chat/completions"
    assert request.headers["Authorization"] == "Bearer secret"
    body = json.loads(request.content)
    assert body["messages"] == [{"role": "assistant", "content": "早"}, {"role": "user", "content": "问"}]
    assert body["model"] == "m"


def test_an_endpoint_without_a_key_sends_none_and_an_empty_reply_failed() -> None:
    server = Server(chunks(" "))
    assert endpoint(server, None).answer("问", ()).error == "回复为空"
    assert "Authorization" not in server.requests[0].headers


class Busy(Server):
    """Turns the first ``times`` requests away."""

    def __init__(self, content: bytes, times: int, status: int, headers: dict[str, str]) -> None:
        super().__init__(content)
        self.times, self.away, self.headers = times, status, headers
        self.waits: list[float] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        reply = super().__call__(request)
        return httpx.Response(self.away, headers=self.headers) if len(self.requests) <= self.times else reply

    def asked(self, url: bool) -> Outcome:
        transport, clock = httpx.MockTransport(self), FakeClock()
        if url:
            return AskServer("http://x/", 12, transport, clock, self.waits.append).answer("问", ())
        return ChatEndpoint("http://x/v1", "m", None, transport, clock, self.waits.append).answer("问", ())


@pytest.mark.parametrize(("status", "header"), [(429, "7"), (503, "7"), (429, "0")])
@pytest.mark.parametrize("url", [True, False])
def test_who_is_asked_to_come_back_later_does(url: bool, status: int, header: str) -> None:
    content = events(("answer", REPLY)) if url else chunks("126.5万吨[1]")
    server = Busy(content, 2, status, {"Retry-After": header})
    found = server.asked(url)
    assert (found.answer, found.error) == ("126.5万吨[1]", None)
    assert server.waits == [max(1.0, float(header))] * 2
    # The wait is not the answer's time: the clock ticks once a look.
    assert found.seconds.total is not None and found.seconds.total <= 2


@pytest.mark.parametrize(
    ("status", "headers", "waits"),
    [
        (429, {}, []),
        (429, {"Retry-After": "soon"}, []),
        (429, {"Retry-After": "86400"}, []),
        (500, {"Retry-After": "1"}, []),
        (429, {"Retry-After": "60"}, [60]),
        (429, {"Retry-After": "0"}, [1] * 90),
    ],
)
def test_patience_has_an_end(status: int, headers: dict[str, str], waits: list[float]) -> None:
    server = Busy(events(("answer", REPLY)), 1000, status, headers)
    assert server.asked(url=True).error == f"HTTP {status}："
    assert server.waits == waits


def test_names_tell_systems_apart() -> None:
    assert ask_server(unreachable).name == "url http://x"
    assert endpoint(unreachable).name == "openai http://x/v1 m"
