"""The one way to talk to any chat model: LangChain's OpenAI chat class, with deadlines that hold.

Every request runs as a task of one event loop in a thread of its own. A synchronous client could not be stopped
while it waits for the next byte; a task can be cancelled at any moment, and cancelling closes the connection.
"""

from __future__ import annotations

import asyncio
import logging
import queue
import random
import threading
import time
from collections.abc import AsyncGenerator, Coroutine, Generator, Mapping
from concurrent.futures import Future
from contextlib import aclosing, suppress
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from qa.errors import FormatRejected, MaterialTooLong, ModelError, ModelUnavailable, SettingsError
from qa.models import client, weights
from qa.models.breaker import Breaker, RetryBudget
from qa.models.client import Target
from qa.models.local import LocalServer
from qa.models.thinking import ThinkFilter
from qa.records import Usage
from qa.settings import ChatSettings, Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_openai import ChatOpenAI

log = logging.getLogger(__name__)

T = TypeVar("T")
Pieces = queue.SimpleQueue[str | Usage | ModelError | None]
LOAD_SECONDS = 120.0
HEALTH_SECONDS = 5.0
#: How long a reader who leaves may go unnoticed.
IDLE_SECONDS = 0.4
# Before a second try, and up to as much again, so that those turned away together do not come back together.
RETRY_SECONDS = 0.3
# Who is asked to wait longer had better quote.
LONGEST_RETRY_SECONDS = 10.0
FORMAT = "response_format"
# The loop ends a stream at its deadline; this much later the reader stops believing in the loop.
GRACE_SECONDS = 2.0
# Running text stays well below this; only a server that ignores max_tokens reaches the cap.
CHARS_PER_TOKEN = 16


class Server(Protocol):
    """A local model that is loaded when it is first told to ``start``; raises ModelUnavailable."""

    @property
    def key(self) -> str: ...
    @property
    def started(self) -> bool: ...
    @property
    def deaths(self) -> int:
        """How often its process has died."""
        ...

    @property
    def address(self) -> str | None: ...
    def start(self) -> None: ...
    def wait(self, seconds: float) -> str: ...
    def stop(self) -> None: ...


class Chat:
    """A chat model that streams text.

    ``name`` is the model's; requests may run at the same time from several threads. A local model (``server``) is started
    by the first of them, or by ``start``.
    """

    def __init__(self, name: str, settings: ChatSettings, server: Server | None = None) -> None:
        self.name = name
        self._settings = settings
        self._server = server
        self._client: tuple[Target, ChatOpenAI] | None = None
        self._health = (float("-inf"), False)
        self._breaker = Breaker()
        self._retries = RetryBudget()
        self._formats = True
        self._counts = True
        self._closed = self._warmed = False
        self._closing = threading.Lock()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="qa-chat", daemon=True)
        self._thread.start()

    @property
    def model(self) -> BaseChatModel:
        """A LangChain model of the caller's own, for any event loop. Raises ModelUnavailable unless it is loaded soon."""
        return client.build(self._target(self._settings.connect_timeout), self._settings)

    def stream(
        self, system: str, user: str, *, max_tokens: int | None = None, extra_body: Mapping[str, Any] | None = None
    ) -> Generator[str, None, Usage | None]:
        """Yields the answer in pieces ("" while the model is silent), without reasoning; closing it cancels the request.
        Returns what the server says that it cost, None where it does not.

        ``extra_body`` goes along as it is (``grammar``, ``json_schema``, ``stop``). Raises ModelUnavailable when the
        model cannot be reached, refuses, breaks off, or misses the first-token deadline (first shown text) or the
        total one; pieces already yielded stay valid. Raises MaterialTooLong when a shorter prompt would do.
        """
        if not self._breaker.allows():
            raise ModelUnavailable(client.DOWN)
        limit = min(max_tokens or self._settings.longest, self._settings.longest)
        body = {**(extra_body or {}), "max_tokens": limit}
        began, pieces = time.monotonic(), Pieces()
        target = yield from self._loaded(began)
        task = self._submit(self._produce(target, [("system", system), ("user", user)], body, pieces, began))
        # The last word when the task was cancelled, perhaps before it began.
        task.add_done_callback(lambda _: pieces.put(ModelUnavailable(client.CUT)))
        try:
            return (yield from _drain(pieces, began + self._settings.total_timeout + GRACE_SECONDS))
        finally:
            task.cancel()

    def structured(
        self, system: str, user: str, schema: Mapping[str, Any], *, max_tokens: int | None = None
    ) -> Generator[str, None, Usage | None]:
        """Like ``stream``, for JSON after ``schema``; a server that knows no schemas is asked by the words alone, which
        must tell the form, too, and is not offered one again. What comes is still to be checked."""
        if self._formats:
            form = {"type": "json_schema", "json_schema": {"name": "reply", "strict": True, "schema": dict(schema)}}
            try:
                return (yield from self.stream(system, user, max_tokens=max_tokens, extra_body={FORMAT: form}))
            except FormatRejected:
                log.info("the model's server knows no response_format")
        used = yield from self.stream(system, user, max_tokens=max_tokens)
        # Only now is it sure that the schema was what was wrong.
        self._formats = False
        return used

    @property
    def started(self) -> bool:
        """False of a local model that nobody has needed yet."""
        return self._server is None or self._server.started

    def healthy(self) -> bool:
        """Whether the model answers, or has not been started; a result is good for five seconds, a new one takes the connect
        timeout at most."""
        if not self.started:
            return True
        checked, result = self._health
        if time.monotonic() - checked > HEALTH_SECONDS:
            result = self._check_health()
            self._health = (time.monotonic(), result)
        return result

    def start(self) -> None:
        """Begins in the background what the first request needs, the slow imports and a local model; safe to call often."""
        with self._closing:
            first, self._warmed = not self._warmed, True
        if first:
            self._submit(self._warm())
        if self._server:
            self._server.start()

    def wait(self, seconds: float = LOAD_SECONDS) -> None:
        """Returns once a local model is loaded. Raises ModelUnavailable after ``seconds``."""
        self.start()
        if self._server:
            self._server.wait(seconds)

    def close(self) -> None:
        """Cancels what runs and ends the local server, if there is one; safe to call twice."""
        with self._closing:
            first, self._closed = not self._closed, True
        if first:
            self._end_loop()
        if self._server:
            self._server.stop()

    def _submit(self, work: Coroutine[Any, Any, T]) -> Future[T]:
        with self._closing:
            if not self._closed:
                return asyncio.run_coroutine_threadsafe(work, self._loop)
        work.close()
        raise ModelUnavailable(client.DOWN)

    def _end_loop(self) -> None:
        with suppress(Exception):
            asyncio.run_coroutine_threadsafe(self._disconnect(), self._loop).result(GRACE_SECONDS)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(GRACE_SECONDS)
        if not self._thread.is_alive():
            self._loop.close()

    def _loaded(self, began: float) -> Generator[str, None, Target]:
        """Where the model is, "" while a local one is loaded. Raises ModelUnavailable when it is not there in time for the
        first token, or its process dies meanwhile."""
        deaths, until = self._server.deaths if self._server else 0, began + self._settings.first_token_timeout
        try:
            self.start()
            while True:
                try:
                    return self._target(max(0.0, min(IDLE_SECONDS, until - time.monotonic())))
                except ModelUnavailable:
                    died = self._server is None or self._server.deaths > deaths
                    if died or self._closed or time.monotonic() >= until:
                        raise
                yield ""
        except ModelUnavailable:
            self._breaker.failed()
            raise

    def _target(self, seconds: float) -> Target:
        """Where the model is now; a local one, which has a new port after each start, within ``seconds``."""
        chat = self._settings
        if self._server:
            self.start()
            return Target(self.name, self._server.wait(seconds) + "/v1", self._server.key)
        return Target(self.name, chat.base_url or "", chat.api_key.get_secret_value() if chat.api_key else "none")

    def _connected(self, target: Target) -> ChatOpenAI:
        """The client of this loop; only called in it."""
        if self._client is None or self._client[0] != target:
            self._client = (target, client.build(target, self._settings))
        return self._client[1]

    async def _produce(
        self, target: Target, messages: client.Messages, body: Mapping[str, Any], to: Pieces, began: float
    ) -> None:
        """Puts the texts of one answer, then None or the error."""
        try:
            await self._pass_on(target, messages, body, to, began)
            self._breaker.succeeded()
            to.put(None)
        except Exception as exc:  # noqa: BLE001 - whatever the libraries raise is translated here
            told = client.translate(exc, formatted=FORMAT in body)
            told.begun = client.may_have_begun(exc)
            # What it refuses for its length or its form shows that the model is there.
            if isinstance(told, MaterialTooLong | FormatRejected):
                self._breaker.succeeded()
            else:
                self._breaker.failed()
            to.put(told)

    async def _pass_on(
        self, target: Target, messages: client.Messages, body: Mapping[str, Any], to: Pieces, began: float
    ) -> None:
        # The deadlines are the reader's, who has waited for the model to load; what is left is this loop's time.
        started, settings = self._loop.time() - (time.monotonic() - began), self._settings
        first, total = min(settings.first_token_timeout, settings.total_timeout), settings.total_timeout
        shown, deadline = False, asyncio.timeout_at(started + first)
        try:
            async with deadline, aclosing(self._texts(target, messages, body, started + first)) as texts:
                async for text in texts:
                    to.put(text)
                    if isinstance(text, str):
                        shown = True
                        deadline.reschedule(started + total)
        except Exception as exc:
            # What a library raises while it is cancelled stands in the way of the TimeoutError.
            if not (isinstance(exc, TimeoutError) or deadline.expired()):
                raise
            late = (
                client.SLOW.format(seconds=total, what="答完")
                if shown
                else client.SLOW.format(seconds=first, what="开始回答")
            )
            raise ModelUnavailable(late) from exc

    async def _texts(
        self, target: Target, messages: client.Messages, body: Mapping[str, Any], deadline: float
    ) -> AsyncGenerator[str | Usage]:
        """Shown text and what it cost, capped in chunks and characters in case the server ignores ``max_tokens``."""
        reasoning, chunks, room = ThinkFilter(), 0, CHARS_PER_TOKEN * body["max_tokens"]
        async with aclosing(self._raw(target, messages, body, deadline)) as pieces:
            async for piece in pieces:
                if isinstance(piece, Usage):
                    yield piece
                    continue
                # One piece may be megabytes long, and whatever is checked below would take as long.
                # Who speaks, what is only thought, why it ended, and what it cost come in chunks without a text.
                chunks, piece, room = chunks + bool(piece), piece[:room], room - len(piece)
                if text := reasoning.feed(piece):
                    yield text
                if chunks > body["max_tokens"] or room < 0:
                    break
        if text := reasoning.rest():
            yield text

    async def _raw(
        self, target: Target, messages: client.Messages, body: Mapping[str, Any], deadline: float
    ) -> AsyncGenerator[str | Usage]:
        """The request itself, made once more when it was turned away and there is time before ``deadline``, and at once
        where the server does not know how to count."""
        self._retries.earn()
        model, begun, again = self._connected(target), False, True
        while True:
            counted = self._counts
            try:
                async with aclosing(client.texts(model, messages, body, counted)) as pieces:
                    async for piece in pieces:
                        begun = True
                        yield piece
                return
            except Exception as exc:
                if begun:
                    raise
                if counted and client.rejects_counting(exc):
                    log.info("the model's server does not say what an answer costs")
                    self._counts = False
                    continue
                pause = self._pause(exc, deadline) if again else None
                if pause is None:
                    raise
            again = False
            await asyncio.sleep(pause)

    def _pause(self, exc: Exception, deadline: float) -> float | None:
        """Seconds until a second try; None when there should be none."""
        if not client.turned_away(exc):
            return None
        asked = client.retry_after(exc)
        pause = (RETRY_SECONDS if asked is None else asked) + random.uniform(0, RETRY_SECONDS)  # noqa: S311
        if pause > LONGEST_RETRY_SECONDS or self._loop.time() + pause >= deadline:
            return None
        return pause if self._retries.spend() else None

    async def _warm(self) -> None:
        client.warm(self._settings)

    async def _disconnect(self) -> None:
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        if self._client:
            await client.disconnect(self._client[1])

    def _check_health(self) -> bool:
        if self._server and self._server.address is None:
            return False
        seconds = self._settings.connect_timeout
        try:
            return self._submit(self._ask_health(self._target(seconds), seconds)).result(seconds + GRACE_SECONDS)
        except (ModelUnavailable, TimeoutError):
            return False

    async def _ask_health(self, target: Target, seconds: float) -> bool:
        try:
            async with asyncio.timeout(seconds):
                return await client.answers(self._connected(target))
        except TimeoutError:
            return False


def open_chat(settings: Settings, server: Server | None = None) -> Chat | None:
    """The chat model of the settings; None for mode "none". A local one is started by whoever first needs it; ``server``: the
    one that runs it for several processes.

    Raises ModelMissing, SettingsError.
    """
    chosen = settings.chat
    if chosen.mode == "none":
        return None
    if chosen.mode == "local":
        return Chat(weights.GGUF_NAME, chosen, server or LocalServer(settings))
    if not chosen.base_url or not chosen.model:
        raise SettingsError("设置有误：chat.mode 为 endpoint 时须给出 chat.base_url 和 chat.model。")
    chat = Chat(chosen.model, chosen)
    chat.start()
    return chat


def _drain(pieces: Pieces, deadline: float) -> Generator[str, None, Usage | None]:
    """The texts, and "" every ``IDLE_SECONDS`` in between: a generator can only be closed where it yields."""
    used: Usage | None = None
    while True:
        try:
            piece = pieces.get(timeout=max(0.0, min(IDLE_SECONDS, deadline - time.monotonic())))
        except queue.Empty as exc:
            if time.monotonic() >= deadline:
                raise ModelUnavailable(client.CUT) from exc
            piece = ""
        if piece is None:
            return used
        if isinstance(piece, ModelError):
            raise piece
        if isinstance(piece, Usage):
            used = piece
        else:
            yield piece
