"""What is asked a second time, what is not, and how long is waited in between."""

from __future__ import annotations

import random
import time

import pytest

from qa.errors import MaterialTooLong
from qa.models import chat as chat_module
from qa.models.breaker import FAILURES, SPARE_RETRIES
from qa.models.chat import Chat
from tests.models.asking import SLACK, Open, fails, settings_for, text_of
from tests.models.scripted import HEAD, Script, ScriptedServer, delta, replying, speaking, streaming


def test_refused_once_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    server = ScriptedServer(speaking(["x"]))
    server.close()
    late: list[ScriptedServer] = []

    def meanwhile(*_: float) -> float:
        late.append(ScriptedServer(speaking(["到了"]), port=server.port))
        return 0.0

    # The moment before the pause.
    monkeypatch.setattr(random, "uniform", meanwhile)
    chat = Chat("m", settings_for(server.url))
    assert text_of(chat) == "到了"
    chat.close()
    late[0].close()


WELL = speaking(["好"])
BUSY = "429 Too Many Requests"


@pytest.mark.parametrize(
    ("status", "at_least"),
    [
        (BUSY, chat_module.RETRY_SECONDS),
        ("502 Bad Gateway", chat_module.RETRY_SECONDS),
        ("503 Service Unavailable", chat_module.RETRY_SECONDS),
        (f"{BUSY}\r\nRetry-After: 0", 0.0),
        (f"{BUSY}\r\nRetry-After: 1", 1.0),
        (f"{BUSY}\r\nRetry-After: Wed, 21 Oct 2015 07:28:00 GMT", 0.0),
        (f"{BUSY}\r\nRetry-After: soon", chat_module.RETRY_SECONDS),
    ],
)
def test_who_was_turned_away_comes_once_more_when_asked_to(opened: Open, status: str, at_least: float) -> None:
    chat, server = opened(replying(status, b"{}"), WELL)
    started = time.monotonic()
    assert text_of(chat) == "好"
    assert time.monotonic() - started >= at_least
    assert len(server.connections) == 2


def test_the_second_try_is_the_last(opened: Open) -> None:
    chat, server = opened(replying(BUSY, b"{}"), replying("503 Service Unavailable", b"{}"), WELL)
    assert "HTTP 503" in str(fails(chat)[1])
    assert len(server.connections) == 2


@pytest.mark.parametrize(
    "script",
    [
        *(replying(status, b"{}") for status in ("400 Bad Request", "401 Unauthorized", "404 Not Found", "500 Oops")),
        replying(f"{BUSY}\r\nRetry-After: 11", b"{}"),
        replying(f"{BUSY}\r\nRetry-After: 1000000000", b"{}"),
        replying(f"{BUSY}\r\nRetry-After: Fri, 31 Dec 2100 23:59:59 GMT", b"{}"),
        lambda c: None,
        lambda c: c.send(HEAD),
        streaming(delta("半句"), done=False),
        streaming(delta("半句"), {"error": {"message": "503", "code": 503}}),
    ],
)
def test_what_is_asked_only_once(opened: Open, script: Script) -> None:
    chat, server = opened(script, WELL)
    started = time.monotonic()
    fails(chat)
    assert len(server.connections) == 1
    assert time.monotonic() - started < SLACK


def test_nobody_waits_beyond_the_deadline_for_a_second_try(opened: Open) -> None:
    chat, server = opened(replying(f"{BUSY}\r\nRetry-After: 9", b"{}"), WELL, first_token_timeout=8.0)
    started = time.monotonic()
    assert "HTTP 429" in str(fails(chat)[1])
    assert time.monotonic() - started < SLACK
    assert len(server.connections) == 1


def test_a_model_that_turns_everybody_away_is_not_asked_twice_as_often(opened: Open) -> None:
    away, requests = replying(f"{BUSY}\r\nRetry-After: 0", b"{}"), 0
    chat, server = opened(away)
    while requests < 30:
        # A success in between, so that the breaker lets them all through.
        server.script(*([away] * 2 * (FAILURES - 1)), WELL)
        for _ in range(FAILURES - 1):
            fails(chat)
        server.script(WELL)
        assert text_of(chat) == "好"
        server.script(away)
        requests += FAILURES
    assert requests < len(server.connections) <= requests * 1.1 + SPARE_RETRIES


@pytest.mark.parametrize(
    "script",
    [
        replying("400 Bad Request", b'{"error": {"message": "This model\'s maximum context length is 10 tokens"}}'),
        replying("400 Bad Request", b'{"error": {"message": "Range of input length should be [1, 30720]"}}'),
        replying("400 Bad Request", '{"error": {"code": "1261", "message": "Prompt 超长"}}'.encode()),
        replying("413 Content Too Large", b'{"error": {"message": "the request exceeds the available context size"}}'),
        streaming({"error": {"message": "exceeded model token limit: 8192", "type": "exceed_context_size_error"}}),
    ],
)
def test_what_is_too_long_is_told_apart_and_does_not_count_as_failure(opened: Open, script: Script) -> None:
    chat, _ = opened(script)
    for _ in range(FAILURES + 1):
        error = fails(chat)[1]
        assert isinstance(error, MaterialTooLong) and "上下文长度" in str(error)


def test_other_refusals_are_not_for_length(opened: Open) -> None:
    chat, _ = opened(replying("400 Bad Request", b'{"error": {"message": "unknown parameter: grammar"}}'))
    assert not isinstance(fails(chat)[1], MaterialTooLong)
