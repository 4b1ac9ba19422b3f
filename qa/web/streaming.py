"""Server-sent events of one answer, and the watch over readers who leave."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from types import MappingProxyType
from typing import Any

from sse_starlette import EventSourceResponse, JSONServerSentEvent, ServerSentEvent
from sse_starlette.sse import SendTimeoutError
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from qa.settings import WebSettings
from qa.web import problems
from qa.web.answering import Answering
from qa.web.desk import Desk

HEADERS = {"Cache-Control": "no-cache"}
NEWLINE = "\n"
# After the grace of the answers their last event has to be written; only then may a stream be cut.
LAST_EVENT_SECONDS = 1.0

log = logging.getLogger("qa.web")


def event(name: str | None, data: str) -> ServerSentEvent:
    return ServerSentEvent(data, event=name, sep=NEWLINE)


def json_event(data: dict[str, Any]) -> ServerSentEvent:
    """An unnamed event, as OpenAI's clients expect."""
    return JSONServerSentEvent(data, sep=NEWLINE)


def heartbeat() -> ServerSentEvent:
    return ServerSentEvent(comment="heartbeat", sep=NEWLINE)


class AnswerStream(EventSourceResponse):
    """Sends ``frames``; whatever ends it, the answer is left.

    A client that does not read for ``send_timeout`` seconds is dropped.
    """

    def __init__(
        self,
        frames: AsyncIterator[ServerSentEvent],
        leave: Callable[[], None],
        settings: WebSettings,
        headers: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        super().__init__(
            frames,
            headers={**HEADERS, **headers},
            sep=NEWLINE,
            ping=settings.heartbeat_seconds,
            ping_message_factory=heartbeat,
            send_timeout=settings.send_timeout,
            shutdown_grace_period=settings.grace_seconds + LAST_EVENT_SECONDS,
        )
        self._leave = leave

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        except SendTimeoutError:
            log.info("client does not read, stream dropped")
        finally:
            self._leave()


@contextlib.asynccontextmanager
async def watched(request: Request, desk: Desk, answering: Answering) -> AsyncIterator[Answering]:
    """For plain replies: the answer is aborted when its reader disconnects, and left at the end."""
    watch = asyncio.create_task(_abort_when_gone(request, answering))
    try:
        yield answering
    finally:
        watch.cancel()
        desk.leave(answering)


async def _abort_when_gone(request: Request, answering: Answering) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
    answering.abort(problems.client_closed())
