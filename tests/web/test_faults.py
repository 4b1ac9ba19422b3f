"""The whole service over a model server that misbehaves; after every fault the six invariants hold."""

from __future__ import annotations

import io
import json
import logging
import socket
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from qa.models import breaker
from qa.models.breaker import FAILURES, SPARE_RETRIES
from qa.models.chat import Chat
from qa.profile import CAPABLE, Profile
from qa.settings import ChatSettings, Settings
from qa.web import logs
from qa.web.app import create_app
from tests.answer.fakes import EVERYTHING, make_assistant
from tests.models.scripted import HEAD, Connection, Script, ScriptedServer, delta, replying, speaking, streaming
from tests.web.conftest import web_settings
from tests.web.sse import read_events
from tests.web.unharmed import held_here, memory_here, unharmed
from tests.web.waiting import wait_until

CANARY = "sk-CANARY0123456789abcdef"
#: Turns on no figure, so that the model writes.
QUESTION = "洛阳2019年农村公路建得怎么样？"
RIGHT = "2019年洛阳新建农村公路386公里。"
WELL = speaking([RIGHT])
FIRST_TOKEN, TOTAL = 1.0, 2.0
#: What a busy machine may add to a deadline.
SLACK = 8.0


class House:
    """The service, the server its model is on, and everything that left the service.

    ``mode`` is that of an ordinary answer: without a model that can be reached it is quoted.
    """

    def __init__(self, client: TestClient, model: ScriptedServer, log: io.StringIO, mode: str) -> None:
        self.client = client
        self.model = model
        self.mode = mode
        self.log = log
        self.replies: list[str] = []

    def suffer(self, *scripts: Script) -> None:
        """The model server's next connections go like this, all after them well."""
        self.model.script(*scripts, WELL)

    def ask(self, question: str = QUESTION, **fields: Any) -> Any:
        reply = self.client.post("/v1/ask", json={"question": question, **fields})
        self.replies.append(reply.text)
        assert reply.status_code == 200
        if fields.get("stream"):
            return list(read_events(reply.text.splitlines()))
        return reply.json()

    def alive(self) -> None:
        assert self.client.get("/healthz").status_code == 200

    def ask_rightly(self) -> None:
        """At once, or, where a busy machine made the model's server late, the next time."""
        wait_until(self._answers_rightly, SLACK)

    def _answers_rightly(self) -> bool:
        self.suffer()
        answer = self.ask()
        assert "386公里" in answer["answer"]
        return bool(answer["mode"] == self.mode)

    def held(self) -> dict[str, int]:
        return held_here()

    def memory(self) -> int:
        return memory_here()

    def check_output(self) -> None:
        output = "".join([*self.replies, self.log.getvalue(), self.client.get("/metrics").text])
        for word in (CANARY, "Traceback", "SECRET"):
            assert word not in output
        assert 'qa_answers_total{outcome="error"} 0.0' in output


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("faults")


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    root, stream = logging.getLogger(), io.StringIO()
    before, level = root.handlers[:], root.level
    logs.configure("debug", [], stream)
    yield stream
    root.handlers[:] = before
    root.setLevel(level)


@contextmanager
def opened(folder: Path, log: io.StringIO, url: str | None = None, profile: Profile = EVERYTHING) -> Iterator[House]:
    model = ScriptedServer(WELL)
    chat = Chat(
        "m",
        ChatSettings(
            mode="endpoint",
            base_url=url or model.url,
            model="m",
            api_key=SecretStr(CANARY),
            connect_timeout=0.5,
            first_token_timeout=FIRST_TOKEN,
            total_timeout=TOTAL,
        ),
    )
    chat.start()
    settings: Settings = web_settings(folder, heartbeat_seconds=0.1)
    app = create_app(make_assistant(folder, chat, profile), settings)
    with TestClient(app, base_url="http://localhost") as client:
        house = House(client, model, log, "extractive" if url else "generated")
        yield house
    house.model.close()


@pytest.fixture(params=[EVERYTHING, CAPABLE], ids=["small", "capable"])
def house(
    request: pytest.FixtureRequest, folder: Path, log: io.StringIO, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[House]:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with opened(folder, log, profile=request.param) as house, unharmed(house):
        yield house


def silent(connection: Connection) -> None:
    connection.wait_closed(TOTAL + 2 * SLACK)


def trickle(connection: Connection) -> None:
    """A byte at a time, for ever."""
    connection.send(HEAD)
    for byte in b": waiting" * 1000:
        connection.chunk(bytes([byte]))
        time.sleep(0.1)


def endless(connection: Connection) -> None:
    connection.send(HEAD)
    while True:
        connection.event(delta("年"))
        time.sleep(0.01)


def cut(data: bytes, reset: bool = False) -> Script:
    def script(connection: Connection) -> None:
        connection.send(HEAD)
        connection.event(delta("2019年"))
        connection.send(data)
        if reset:
            connection.reset()

    return script


def crlf(connection: Connection) -> None:
    """As the specification of event streams allows: a mark at the start, comments, other line ends."""
    connection.send(HEAD)
    text = json.dumps(delta(RIGHT)).encode()
    connection.chunk(b"\xef\xbb\xbf: hello\r\n\r\n")
    connection.chunk(b"data: " + text + b"\r\n\r\n")
    connection.chunk(b"data: " + json.dumps(delta(None, "stop")).encode() + b"\r\n\r\n: bye\r\n\r\n")
    connection.end()


HTML = f"<html><body>SECRET Traceback {CANARY}</body></html>".encode()
COMPLAINT = json.dumps({"error": {"message": f"SECRET Incorrect API key provided: {CANARY}", "code": "x"}}).encode()
TOO_LONG = json.dumps({"error": {"message": "This model's maximum context length is 10 tokens"}}).encode()
LATER = "429 Too Many Requests\r\nRetry-After: "

# Faults after which the evidence is quoted instead, at the latest when the total deadline is over.
QUOTED: dict[str, Script] = {
    "F44 never a first token": silent,
    "F44 a byte now and then, for ever": trickle,
    "F44 text without end": endless,
    "F45 429": replying("429 Too Many Requests", COMPLAINT),
    "F45 429, later in seconds": replying(f"{LATER}5", COMPLAINT),
    "F45 429, later at a date": replying(f"{LATER}Fri, 31 Dec 2100 23:59:59 GMT", COMPLAINT),
    "F45 429, much later": replying(f"{LATER}1000000000", COMPLAINT),
    "F46 500": replying("500 Internal Server Error", COMPLAINT),
    "F46 502 with a page": replying("502 Bad Gateway", HTML, "text/html"),
    "F46 401": replying("401 Unauthorized", COMPLAINT),
    "F46 404": replying("404 Not Found", COMPLAINT),
    "F46 context too long": replying("400 Bad Request", TOO_LONG),
    "F47 cut between events": cut(b""),
    "F47 cut in the middle of JSON": cut(b'20\r\ndata: {"choices": [{"delta": {"con'),
    "F47 cut in the middle of a character": cut(b'30\r\ndata: {"choices": [{"delta": {"content": "\xe5\xb9'),
    "F47 reset": cut(b"", reset=True),
    "F47 no last event": streaming(delta("2019年洛阳"), done=False),
    "F48 not JSON": streaming(b"{SECRET"),
    "F48 an empty body": replying("200 OK", b""),
    "F48 a page with 200": replying("200 OK", HTML, "text/html"),
    "F48 no choices": streaming({"choices": []}),
    "F48 content null": streaming(delta(None), delta(None, "stop")),
    "F48 not a number": streaming(b'{"choices": [{"index": NaN, "delta": {"content": NaN}}]}'),
    "F48 an error in the stream": streaming(delta("2019年"), {"error": {"message": f"SECRET {CANARY}"}}),
    "F48 a line of 10 MB": streaming(delta("年" * 3_000_000), delta(None, "stop")),
    "F49 only thoughts": speaking(["<think>SECRET", "</think>"]),
    "F49 thoughts without end": speaking(["<think>SECRET 386公里"]),
    "F49 a tool call": streaming(
        delta(None, None, tool_calls=[{"index": 0, "id": "1", "function": {"name": "SECRET", "arguments": "{}"}}]),
        delta(None, "tool_calls"),
    ),
    "F53 nothing": speaking([""]),
    "F53 a refusal": speaking(["抱歉，我无法回答这个问题。"]),
    "F53 the same again and again": speaking(["公路" * 2000]),
    "F53 an invented figure": speaking(["2019年洛阳新建农村公路999公里[1]。"]),
}


@pytest.mark.parametrize("script", QUOTED.values(), ids=QUOTED)
def test_the_evidence_is_quoted_when_the_model_fails(house: House, script: Script) -> None:
    # However often it is tried again, with less material each time.
    house.suffer(*[script] * 5)
    began = time.monotonic()
    answer = house.ask()
    assert time.monotonic() - began < TOTAL + SLACK
    assert answer["mode"] == "extractive"
    assert "386公里" in answer["answer"]
    assert answer["citations"][0]["quote"].startswith("新建农村公路386公里")
    assert "999" not in answer["answer"] and "�" not in answer["answer"]


@pytest.mark.parametrize("name", ["F44 never a first token", "F47 reset", "F48 a page with 200"])
def test_streams_and_the_openai_door_end_with_the_same_quoted_answer(house: House, name: str) -> None:
    house.suffer(QUOTED[name])
    streamed = house.ask(stream=True)
    events = [event for event in streamed if event[0] != "comment"]
    assert events[0][0] == "evidence"
    assert (events[-1][0], events[-1][1]["mode"]) == ("answer", "extractive")
    if "never" in name:
        assert len(streamed) - len(events) >= 3
    house.suffer(QUOTED[name])
    body = {"model": "gov-report-qa", "messages": [{"role": "user", "content": QUESTION}], "stream": True}
    reply = house.client.post("/v1/chat/completions", json=body)
    house.replies.append(reply.text)
    # A sign of life may come as late as after the end mark.
    *chunks, end = [data for name, data in read_events(reply.text.splitlines()) if name != "comment"]
    assert "386公里" in "".join(chunk["choices"][0]["delta"].get("content", "") for chunk in chunks[:-1])
    assert end == "[DONE]"


def test_event_streams_are_read_as_specified(house: House) -> None:
    house.suffer(crlf)
    answer = house.ask()
    assert (answer["mode"], "386公里" in answer["answer"]) == ("generated", True)


@pytest.mark.parametrize(
    "marks", ["[99]", "[0]", "[-1]", "[^1]", "[1-9]", "[1,99]", "【99】", "[９９]", "[[99]]", "[1](https://evil.com)"]
)
def test_only_what_was_found_is_cited(house: House, marks: str) -> None:
    house.suffer(speaking([f"2019年洛阳新建农村公路386公里{marks}。"]))
    answer = house.ask()
    found = {passage["passage_id"] for passage in answer["passages"]}
    assert answer["citations"]
    assert {citation["passage_id"] for citation in answer["citations"]} <= found
    assert "99" not in answer["answer"]
    assert "evil" not in answer["answer"]


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=https://evil.com/?q=1>",
        "![图](https://evil.com/x.png)",
        "[点这里](javascript:alert(1))",
        "<https://evil.com>",
        "\x1b[31m红\x1b[0m\r\n{}",
    ],
)
def test_markup_of_the_model_stays_text(house: House, hostile: str) -> None:
    house.suffer(speaking([RIGHT, hostile]))
    reply = house.client.post("/v1/ask", json={"question": QUESTION})
    assert reply.headers["content-type"] == "application/json"
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert "386公里" in reply.json()["answer"]
    assert all(json.loads(line) for line in house.log.getvalue().splitlines())


def test_who_was_turned_away_for_a_moment_is_answered_by_the_model(house: House) -> None:
    house.suffer(replying(f"{LATER}0", COMPLAINT))
    before = len(house.model.connections)
    assert house.ask()["mode"] == "generated"
    assert len(house.model.connections) == before + 2


#: Of the breaker, in the tests in which it opens.
PAUSE = 3.0


@pytest.fixture
def pausing(house: House, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """A house whose breaker pauses for a short time, over when the test is."""
    monkeypatch.setattr(breaker, "PAUSE_SECONDS", PAUSE)
    yield house
    time.sleep(PAUSE)


def test_a_model_that_turns_everybody_away_is_not_stormed(pausing: House) -> None:
    pausing.model.script(replying(f"{LATER}0", COMPLAINT))
    before, began = len(pausing.model.connections), time.monotonic()
    for _ in range(4 * FAILURES):
        assert pausing.ask()["mode"] == "extractive"
    pauses = 1 + int((time.monotonic() - began) / PAUSE)
    assert FAILURES < len(pausing.model.connections) - before <= FAILURES + SPARE_RETRIES + 2 * pauses


def test_a_model_that_is_down_costs_little_and_soon_nothing(pausing: House) -> None:
    pausing.model.close()
    took = []
    for _ in range(FAILURES + 20):
        began = time.monotonic()
        answer = pausing.ask()
        took.append(time.monotonic() - began)
        assert (answer["mode"], "386公里" in answer["answer"]) == ("extractive", True)
    assert max(took) < 5 + SLACK
    # What the code costs, without what else the machine does.
    assert min(took[FAILURES:]) < 0.1
    pausing.model = ScriptedServer(WELL, port=pausing.model.port)


def test_without_its_model_the_service_is_ready_and_says_what_it_lacks(folder: Path, log: io.StringIO) -> None:
    with nobody_listens() as url, opened(folder, log, url) as house:
        ready = house.client.get("/readyz")
        assert (ready.status_code, ready.json()["status"]) == (200, "degraded")
        house.check_output()


@contextmanager
def nobody_listens() -> Iterator[str]:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{nobody.getsockname()[1]}/v1"


@pytest.mark.parametrize("url", ["http://does-not-exist.invalid/v1", "https://127.0.0.1:{port}/v1"], ids=["DNS", "TLS"])
def test_a_model_that_cannot_be_reached_at_all(folder: Path, log: io.StringIO, url: str) -> None:
    plain = ScriptedServer(WELL)
    with opened(folder, log, url.format(port=plain.port)) as house, unharmed(house):
        began = time.monotonic()
        answer = house.ask()
        assert time.monotonic() - began < 5 + SLACK
        assert (answer["mode"], "386公里" in answer["answer"]) == ("extractive", True)
        assert "invalid" not in "".join(house.replies)
    plain.close()
