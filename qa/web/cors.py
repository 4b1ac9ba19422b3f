"""Which sites' pages may read our replies (https://fetch.spec.whatwg.org/#http-cors-protocol).

Exact origins only, and no credentials: there are no cookies here, keys are sent by the page itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qa.web import problems
from qa.web.problems import Problem

METHODS = "GET, POST"
REQUEST_HEADERS = "Authorization, Content-Type, X-API-Key, X-Request-ID"
REPLY_HEADERS = "Retry-After, X-Ignored-Parameters, X-Request-ID"
PREFLIGHT_SECONDS = "600"


class CorsDoor:
    """Outside all that answers, so that errors and streams carry the headers too."""

    def __init__(self, app: ASGIApp, origins: Sequence[str]) -> None:
        self._app = app
        self._origins = frozenset(origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        origin = headers.get("origin", "")
        marked = _Marked(send, origin if origin in self._origins else None)
        if scope["method"] == "OPTIONS" and origin and "access-control-request-method" in headers:
            await _preflight(marked.origin, scope)(scope, receive, marked.send)
        else:
            await self._app(scope, receive, marked.send)


def _preflight(origin: str | None, scope: Scope) -> Response:
    if origin is None:
        return problems.reply(Problem(403, "origin_not_allowed", "这个网站没有获准调用本服务。"), scope)
    return Response(
        status_code=204,
        headers={
            "Access-Control-Allow-Methods": METHODS,
            "Access-Control-Allow-Headers": REQUEST_HEADERS,
            "Access-Control-Max-Age": PREFLIGHT_SECONDS,
        },
    )


class _Marked:
    """Replies to one request, marked with the ``origin`` that may read them."""

    def __init__(self, send: Send, origin: str | None) -> None:
        self._send = send
        self.origin = origin

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            # Also for strangers: a cache between us must not hand them another origin's reply, nor the reverse.
            headers.add_vary_header("Origin")
            if self.origin is not None:
                headers["Access-Control-Allow-Origin"] = self.origin
                headers["Access-Control-Expose-Headers"] = REPLY_HEADERS
        await self._send(message)
