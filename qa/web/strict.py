"""JSON bodies read strictly: UTF-8, no duplicate keys, no NaN, no bottomless nesting.

FastAPI reads a body with ``Request.json``; the route class below hands it a request whose ``json`` is ours.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Coroutine
from typing import Any, NoReturn

from fastapi import Request, Response
from fastapi.routing import APIRoute

from qa.web.problems import Problem


class _NotStrict(ValueError):
    """``str(error)`` is the Chinese reason."""


def read_json(body: bytes) -> Any:
    """Raises Problem 400 ``bad_json``."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        raise _bad("请求体不是 UTF-8 编码") from exc
    try:
        return json.loads(text, object_pairs_hook=_no_duplicates, parse_constant=_no_constant, parse_float=_finite)
    except _NotStrict as exc:
        raise _bad(str(exc)) from exc
    except RecursionError as exc:
        raise _bad("请求体嵌套过深") from exc
    except ValueError as exc:
        # Also integers longer than Python converts (4,300 digits).
        raise _bad("请求体不是有效的 JSON") from exc


def _bad(reason: str) -> Problem:
    return Problem(400, "bad_json", f"{reason}。")


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    read = dict(pairs)
    if len(read) < len(pairs):
        raise _NotStrict("请求体有重复的字段")
    return read


def _no_constant(_name: str) -> NoReturn:
    raise _NotStrict("请求体含有 NaN 或 Infinity，不是有效的 JSON")


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise _NotStrict("请求体含有过大的数值")
    return value


class _StrictRequest(Request):
    async def json(self) -> Any:
        return read_json(await self.body())


class StrictRoute(APIRoute):
    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def strictly(request: Request) -> Response:
            return await handle(_StrictRequest(request.scope, request.receive))

        return strictly
