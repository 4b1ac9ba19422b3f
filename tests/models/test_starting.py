"""A local model is loaded when it is first needed: who asks waits for it, within the time for a first token."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest

from qa.errors import ModelUnavailable
from qa.models.breaker import FAILURES
from qa.models.chat import Chat
from qa.settings import ChatSettings
from tests.models.asking import FOREVER, SLACK, fails, text_of
from tests.models.scripted import Connection, ScriptedServer, replying, speaking


def answering(connection: Connection) -> None:
    """Also whether it is well."""
    listed = replying("200 OK", b'{"object": "list", "data": []}')
    (listed if connection.request.startswith(b"GET") else speaking(["好"]))(connection)


class Loading:
    """A local model that is loaded ``seconds`` after it is started, or never, or dies of it."""

    key = "k"

    def __init__(self, address: str = "", seconds: float = 0.0, dies: bool = False) -> None:
        self.seconds, self.dies, self.given = seconds, dies, address
        self.began: float | None = None
        self.starts = self.deaths = self.waits = self.stops = 0

    @property
    def started(self) -> bool:
        return self.began is not None

    @property
    def address(self) -> str | None:
        ready = self.began is not None and time.monotonic() - self.began >= self.seconds
        return self.given if ready and self.given else None

    def start(self) -> None:
        if self.began is None:
            self.began, self.starts = time.monotonic(), self.starts + 1

    def wait(self, seconds: float) -> str:
        self.waits += 1
        until = time.monotonic() + seconds
        while (address := self.address) is None:
            self.deaths += self.dies
            if self.dies or time.monotonic() >= until:
                raise ModelUnavailable("还没有就绪")
            time.sleep(0.01)
        return address

    def stop(self) -> None:
        self.stops += 1


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    # The first import takes seconds; the deadlines of the tests are shorter.
    import langchain_openai  # noqa: F401

    with ExitStack() as stack:
        yield stack


def opened(stack: ExitStack, server: Loading, **values: float) -> Chat:
    chat = Chat("m", ChatSettings.model_validate({"first_token_timeout": FOREVER, **values}), server)
    stack.callback(chat.close)
    return chat


def loading(stack: ExitStack, seconds: float) -> Loading:
    model = ScriptedServer(answering)
    stack.callback(model.close)
    return Loading(model.url.removesuffix("/v1"), seconds)


def test_nothing_is_started_before_it_is_needed(stack: ExitStack) -> None:
    server = loading(stack, 0)
    chat = opened(stack, server)
    assert chat.healthy() and not chat.started and not server.starts
    assert text_of(chat) == "好"
    assert chat.started and server.starts == 1
    assert chat.healthy()


def test_who_asks_while_it_loads_is_answered_and_may_leave(stack: ExitStack) -> None:
    server = loading(stack, 1.0)
    chat = opened(stack, server)
    with ThreadPoolExecutor() as pool:
        pieces = [*pool.map(lambda _: [*chat.stream("s", "u")], range(3))]
    assert [[piece for piece in each if piece] for each in pieces] == [["好"]] * 3
    assert all("" in each for each in pieces)
    assert server.starts == 1


def test_it_is_not_healthy_while_it_loads(stack: ExitStack) -> None:
    chat = opened(stack, loading(stack, FOREVER))
    chat.start()
    assert chat.started and not chat.healthy()


def test_a_reader_who_leaves_is_not_waited_for(stack: ExitStack) -> None:
    stream = opened(stack, loading(stack, FOREVER)).stream("s", "u")
    assert next(stream) == ""
    began = time.monotonic()
    stream.close()
    assert time.monotonic() - began < SLACK


def test_what_is_not_loaded_in_time_is_not_waited_for(stack: ExitStack) -> None:
    chat = opened(stack, Loading(seconds=FOREVER), first_token_timeout=0.5)
    began = time.monotonic()
    fails(chat)
    assert 0.5 <= time.monotonic() - began < SLACK


def test_a_model_that_dies_of_loading_is_told_at_once_and_soon_not_asked_for(stack: ExitStack) -> None:
    server = Loading(dies=True)
    chat = opened(stack, server)
    began = time.monotonic()
    for _ in range(FAILURES + 3):
        fails(chat)
    assert time.monotonic() - began < FOREVER
    assert server.waits == FAILURES


def test_the_end_ends_it_and_those_who_wait(stack: ExitStack) -> None:
    server = Loading(seconds=FOREVER)
    chat = opened(stack, server)
    stream = chat.stream("s", "u")
    next(stream)
    chat.close()
    with pytest.raises(ModelUnavailable):
        list(stream)
    assert server.stops == 1


def test_who_waits_for_it_has_started_it(stack: ExitStack) -> None:
    server = loading(stack, 0)
    chat = opened(stack, server)
    chat.wait(SLACK)
    assert chat.model.get_name() and server.starts == 1
