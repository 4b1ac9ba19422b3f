"""What every request passes first, as plain ASGI: BaseHTTPMiddleware would cut the cancellation of streams.

``RequestDoor`` gives each request its id, logs it and answers for what nobody caught; ``BodyDoor`` receives the
whole body within a size and a time, so that nothing below waits for a slow sender.
"""

from __future__ import annotations

import asyncio
import logging
import re
import time
import uuid
from collections.abc import Callable

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qa.web import problems
from qa.web.problems import Problem

REQUEST_ID = "X-Request-ID"
_SAFE_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")

OnEnd = Callable[[str, str, int, float], None]

log = logging.getLogger("qa.web")


def request_id(scope: Scope) -> str:
    """The id that RequestDoor gave; the caller's own when it sent a plain one."""
    return str(scope["state"]["request_id"])


def _choose_id(headers: Headers) -> str:
    given = headers.get(REQUEST_ID, "")
    return given if _SAFE_ID.fullmatch(given) else uuid.uuid4().hex


class RequestDoor:
    """``on_end`` is told method, route template, status and seconds of each request."""

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
        except Exception as exc:
            if exchange.status is not None:
                raise
            problem = problems.of_exception(exc, request_id(scope))
            await problems.reply(problem, scope["path"])(scope, receive, exchange.send)
        finally:
            exchange.end(self._on_end)


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
            MutableHeaders(scope=message)[REQUEST_ID] = request_id(self._scope)
        await self._send(message)

    def end(self, tell: OnEnd) -> None:
        # The route's template, not the path: paths and queries hold the readers' words.
        route = getattr(self._scope.get("route"), "path", "-")
        method, status = self._scope["method"], self.status or problems.CLIENT_CLOSED
        seconds = time.perf_counter() - self._began
        log.info("%s %s %s %.3fs %s", method, route, status, seconds, request_id(self._scope))
        tell(method, route, status, seconds)


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
        except TimeoutError:
            await self._refuse(Problem(408, "body_timeout", "请求体接收超时。"), scope, receive, send)
        except Problem as problem:
            await self._refuse(problem, scope, receive, send)
        else:
            await self._app(scope, _Replay(body, receive), send)

    async def _refuse(self, problem: Problem, scope: Scope, receive: Receive, send: Send) -> None:
        reply = problems.reply(problem, scope["path"])
        reply.headers["Connection"] = "close"
        await reply(scope, receive, send)

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
            raise Problem(413, "body_too_large", f"请求体不能超过 {self._max_bytes} 字节。")


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
