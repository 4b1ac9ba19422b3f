"""Who is let in: under which name of ours, with which key, how often. Plain ASGI, one door after another."""

from __future__ import annotations

import re
from collections.abc import Sequence

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from qa.errors import SettingsError
from qa.settings import WebSettings
from qa.web import problems
from qa.web.callers import Addresses, Keys, is_loopback
from qa.web.problems import Problem
from qa.web.rates import Rate

HEALTH = frozenset({"/healthz", "/readyz"})
# What is the same for everybody and costs nothing: health, the page and its files, the description of the interface.
OPEN = HEALTH | {"/", "/widget.js", "/docs", "/openapi.json", "/favicon.ico"}
OPEN_FOLDERS = ("/static/", "/docs/")
ADDRESS_PER_MINUTE = 300
_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[^:\[\]]*)(?::\d+)?", re.IGNORECASE)


def check_guard(settings: WebSettings) -> None:
    """Raises SettingsError when others could ask without a key and nobody said that they may."""
    if not (settings.api_keys or settings.allow_open or is_loopback(settings.host)):
        raise SettingsError(
            f"不在本机以外的地址（{settings.host or '所有地址'}）上提供没有密钥的服务。"
            "请设置密钥（QA_WEB__API_KEYS__名字=密钥，至少 16 个字符），或明确允许（QA_WEB__ALLOW_OPEN=true）。"
        )


def caller_of(scope: Scope) -> str:
    """The name of the key that a request came with, "" without one."""
    return str(scope.get("state", {}).get("key", ""))


def is_open(path: str) -> bool:
    return path in OPEN or path.startswith(OPEN_FOLDERS)


class HostDoor:
    """``names`` are exact or ``*.name``; none lets any in."""

    def __init__(self, app: ASGIApp, names: Sequence[str]) -> None:
        self._app = app
        self._names = frozenset(name.lower() for name in names if not name.startswith("*"))
        self._endings = tuple(name[1:].lower() for name in names if name.startswith("*."))
        self._any = not names or "*" in names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        # Orchestrators ask for health by address.
        if scope["type"] == "http" and scope["path"] not in HEALTH:
            self._check(Headers(scope=scope).get("host", ""))
        await self._app(scope, receive, send)

    def _check(self, host: str) -> None:
        match = _HOST.fullmatch(host)
        name = match[1].lower() if match else ""
        if not (self._any or name in self._names or name.endswith(self._endings)):
            raise Problem(421, "unknown_host", "这个服务不以请求中的主机名（Host）提供。")


class KeyDoor:
    """Every request on a route that costs is counted by its address; with keys configured, it needs one.

    Unless keys or a limit are configured, whoever runs the service may ask it as fast as it answers.
    """

    def __init__(self, app: ASGIApp, settings: WebSettings) -> None:
        self._app = app
        self._keys = Keys(settings.api_keys)
        self._addresses = Addresses(settings.trusted_proxies)
        limit = settings.address_per_minute
        self._by_address = Rate("address", ADDRESS_PER_MINUTE if limit is None else limit)
        self._spares_here = limit is None and not self._keys
        self._by_key = Rate("key", settings.key_per_minute)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not is_open(scope["path"]):
            # Before the key is looked at, so that keys cannot be tried out faster either.
            if not (self._spares_here and self._addresses.is_here(scope)):
                self._by_address.count(self._addresses.bucket(scope))
            if self._keys:
                self._by_key.count(self._caller(scope))
        await self._app(scope, receive, send)

    def _caller(self, scope: Scope) -> str:
        name = self._keys.name_of(scope)
        if name is None:
            raise problems.no_key()
        scope["state"]["key"] = name
        return name
