"""What every request passes first, as plain ASGI: BaseHTTPMiddleware would cut the cancellation of streams.

``RequestDoor`` gives each request its id and tells how it ended, ``ErrorDoor`` answers for what nobody caught;
``HeadDoor`` bounds the head; ``BodyDoor`` receives the whole body within a size and a time, so that nothing below waits for a slow sender.
"""

from __future__ import annotations

import asyncio
import re
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qa.web import problems
from qa.web.problems import Problem

REQUEST_ID = "X-Request-ID"
_SAFE_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
# Far above what browsers and proxies send, and nginx's own limit.
MAX_HEAD_BYTES = 32_768
MAX_HEADERS = 100
# What was not received stays in the connection, which is therefore of no more use.
CLOSE = {"Connection": "close"}


@dataclass(frozen=True, slots=True)
class Ended:
    """One request as it is logged and counted. ``key`` is the name of the caller's key, ``problem`` our error code."""

    id: str
    method: str
    route: str
    status: int
    seconds: float
    key: str | None
    problem: str | None


OnEnd = Callable[[Ended], None]


def request_id(scope: Scope) -> str:
    """The id that RequestDoor gave; the caller's own when it sent a plain one."""
    return str(scope["state"]["request_id"])


def _choose_id(headers: Headers) -> str:
    given = headers.get(REQUEST_ID, "")
    return given if _SAFE_ID.fullmatch(given) else uuid.uuid4().hex


class RequestDoor:
    """``on_end`` is told of each request when its reply has ended."""

    def __init__(self, app: ASGIApp, on_end: OnEnd) -> None:
        self._app = app
        self._on_end = on_end

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope.setdefault("state", {})["request_id"] = _choose_id(Headers(scope=scope))
        exchange = _Exchange(scope, send)
        try:
            await self._app(scope, receive, exchange.send)
        finally:
            self._on_end(exchange.ended())


class ErrorDoor:
    """Replies to what nobody caught; what happens after a reply has begun only ends it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def watched(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except Exception as exc:
            if begun or scope["type"] != "http":
                raise
            await problems.reply(problems.of_exception(exc, request_id(scope)), scope)(scope, receive, send)


class _Exchange:
    """One request and its reply, watched from outside."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self._scope = scope
        self._send = send
        self._began = time.perf_counter()
        self.status: int | None = None

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            headers[REQUEST_ID] = request_id(self._scope)
            # What a model wrote must not be taken for a page, whoever opens it.
            headers["X-Content-Type-Options"] = "nosniff"
        await self._send(message)

    def ended(self) -> Ended:
        # The route's template, not the path: paths and queries hold the readers' words.
        route = getattr(self._scope.get("route"), "path", "-")
        state = self._scope["state"]
        return Ended(
            id=state["request_id"],
            method=self._scope["method"] if self._scope["method"] in METHODS else "other",
            route=route,
            status=self.status or problems.CLIENT_CLOSED,
            seconds=round(time.perf_counter() - self._began, 4),
            key=state.get("key"),
            problem=state.get("problem"),
        )


class HeadDoor:
    """Refuses heads that are too large or ambiguous; the parser bounds only those that come in many pieces."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            self._check(scope["headers"])
        await self._app(scope, receive, send)

    def _check(self, headers: list[tuple[bytes, bytes]]) -> None:
        if len(headers) > MAX_HEADERS or sum(len(name) + len(value) for name, value in headers) > MAX_HEAD_BYTES:
            raise Problem(431, "head_too_large", "请求头过大。", headers=CLOSE)
        if {b"transfer-encoding", b"content-length"} <= {name for name, _ in headers}:
            # Who reads the one and who reads the other would disagree where the next request begins (RFC 9112, 6.1).
            raise Problem(400, "bad_request", "请求格式有误。", headers=CLOSE)


class BodyDoor:
    def __init__(self, app: ASGIApp, max_bytes: int, timeout: float) -> None:
        self._app = app
        self._max_bytes = max_bytes
        self._timeout = timeout

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            async with asyncio.timeout(self._timeout):
                body = await self._receive(Headers(scope=scope), receive)
        except TimeoutError as exc:
            raise Problem(408, "body_timeout", "请求体接收超时。", headers=CLOSE) from exc
        await self._app(scope, _Replay(body, receive), send)

    async def _receive(self, headers: Headers, receive: Receive) -> bytes:
        """Raises Problem 413 as soon as the body is known to be too large."""
        declared = headers.get("content-length", "")
        self._check(int(declared) if declared.isascii() and declared.isdigit() else 0)
        body = bytearray()
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise problems.client_closed()
            body += message.get("body", b"")
            self._check(len(body))
            more = message.get("more_body", False)
        return bytes(body)

    def _check(self, size: int) -> None:
        if size > self._max_bytes:
            raise Problem(413, "body_too_large", f"请求体不能超过 {self._max_bytes} 字节。", headers=CLOSE)


class _Replay:
    """A ``receive`` that gives the body already read in one piece, then whatever comes after it."""

    def __init__(self, body: bytes, receive: Receive) -> None:
        self._body: bytes | None = body
        self._receive = receive

    async def __call__(self) -> Message:
        if self._body is None:
            return await self._receive()
        body, self._body = self._body, None
        return {"type": "http.request", "body": body, "more_body": False}
