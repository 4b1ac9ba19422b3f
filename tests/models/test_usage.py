"""What the server says that a reply cost."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import pytest

from qa.errors import ModelUnavailable
from qa.records import Usage
from tests.models.asking import Open
from tests.models.scripted import Script, delta, replying, speaking, streaming

COST: dict[str, Any] = {"prompt_tokens": 120, "completion_tokens": 7, "total_tokens": 127}


def cost_of(stream: Generator[str, None, Usage | None]) -> Usage | None:
    try:
        while True:
            next(stream)
    except StopIteration as end:
        used: Usage | None = end.value
        return used


@pytest.mark.parametrize(
    "script",
    [
        streaming(delta("好"), delta("", "stop"), {"choices": [], "usage": COST}),
        # DeepSeek: with the end of the answer; vLLM on request: so far, again and again.
        streaming(delta("好"), delta("", "stop") | {"usage": COST}),
        streaming(delta("好") | {"usage": COST | {"completion_tokens": 3}}, delta("", "stop") | {"usage": COST}),
    ],
)
def test_the_servers_own_count(opened: Open, script: Script) -> None:
    chat, server = opened(script)
    assert cost_of(chat.stream("s", "u")) == Usage(120, 7)
    assert server.connections[0].body["stream_options"] == {"include_usage": True}


@pytest.mark.parametrize("more", [{}, {"choices": [], "usage": dict.fromkeys(COST, 0)}, {"choices": [], "usage": None}])
def test_a_server_that_does_not_count(opened: Open, more: dict[str, Any]) -> None:
    chat, _ = opened(streaming(delta("好"), delta("", "stop"), *([more] if more else [])))
    assert cost_of(chat.stream("s", "u")) is None


def test_a_server_that_knows_no_counting_is_asked_once_more_and_then_not_again(opened: Open) -> None:
    unknown = replying("400 Bad Request", b'{"error": {"message": "Unknown parameter: stream_options"}}')
    chat, server = opened(unknown, speaking(["好"]))
    assert cost_of(chat.stream("s", "u")) is None
    assert cost_of(chat.stream("s", "u")) is None
    assert ["stream_options" in connection.body for connection in server.connections] == [True, False, False]


def test_a_structured_reply_has_its_cost_too(opened: Open) -> None:
    chat, _ = opened(streaming(delta("{}"), delta("", "stop"), {"choices": [], "usage": COST}))
    assert cost_of(chat.structured("s", "u", {"type": "object"})) == Usage(120, 7)


@pytest.mark.parametrize(
    ("script", "begun"),
    [
        (replying("401 Unauthorized", b"{}"), False),
        (replying("400 Bad Request", b'{"error": {"message": "exceeds the available context size"}}'), False),
        (streaming(delta("增长"), done=False), True),
    ],
)
def test_what_fails_says_whether_it_was_begun(opened: Open, script: Script, begun: bool) -> None:
    with pytest.raises(ModelUnavailable) as caught:
        cost_of(opened(script)[0].stream("s", "u"))
    assert caught.value.begun is begun
