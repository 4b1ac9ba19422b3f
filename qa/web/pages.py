"""The page at ``/`` and the widget: files of ``static/``, read once, sent with a policy that lets in nothing else.

``widget.js`` is one script for its users and several for its readers: the parts are joined here in one function
scope, with the style sheet as a constant, without indentation and comments. There is nothing to build.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from functools import partial
from importlib import resources
from pathlib import Path

from fastapi import APIRouter, Request, Response

from qa.settings import WebSettings
from qa.web.problems import Problem

# In the order of use: classes must stand before what is made of them.
PARTS = (
    "words",
    "dom",
    "api",
    "memory",
    "colour",
    "text",
    "table",
    "drawing",
    "source",
    "refusal",
    "turn",
    "chat",
    "start",
)
# Where the script came from is known only while it runs for the first time.
OPENING = '(() => {\n"use strict";\nconst TAG = document.currentScript;\nconst HOME = new URL(".", TAG ? TAG.src : location.href).href;\n'
CLOSING = "})();\n"
SCRIPT = "text/javascript; charset=utf-8"
HTML = "text/html; charset=utf-8"
FILES = {
    "page.css": "text/css; charset=utf-8",
    "data.css": "text/css; charset=utf-8",
    "page.js": SCRIPT,
    "dom.js": SCRIPT,
    "data.js": SCRIPT,
    "grid.js": SCRIPT,
    "chart.js": SCRIPT,
    "tabled.js": SCRIPT,
    "embed.js": SCRIPT,
    "icon.svg": "image/svg+xml",
}
# After these a line end means nothing.
NO_END = (";", "{", ",", "(", "[")
# Trusted types refuse every way of turning a string into elements or code.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors {frames}; require-trusted-types-for 'script'; trusted-types 'none'"
)
SAFE = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
# Any site may load the script; whether its pages may ask is for CORS to say.
ANY_SITE = {"Cross-Origin-Resource-Policy": "cross-origin"}


@dataclass(frozen=True, slots=True)
class _File:
    body: bytes
    media_type: str
    headers: dict[str, str]

    @property
    def tag(self) -> str:
        return f'"{hashlib.sha256(self.body).hexdigest()[:16]}"'

    def reply(self, request: Request) -> Response:
        headers = {**SAFE, **self.headers, "ETag": self.tag, "Cache-Control": "no-cache"}
        if request.headers.get("if-none-match") == self.tag:
            return Response(status_code=304, headers=headers)
        return Response(self.body, media_type=self.media_type, headers=headers)


class PageRoutes:
    """``/``, ``/widget.js``, ``/static/*``; ``/static/embed`` may be framed by the sites that may call."""

    def __init__(self, settings: WebSettings) -> None:
        folder = Path(str(resources.files("qa.web"))) / "static"
        frames = " ".join(("'self'", *settings.cors_origins))
        self._page = _File((folder / "index.html").read_bytes(), HTML, _policy("'none'"))
        self._embed = _File(_embed_page(folder, settings.cors_origins), HTML, _policy(frames))
        self._widget = _File(widget(folder / "widget").encode(), SCRIPT, ANY_SITE)
        self._files = {name: _File((folder / name).read_bytes(), kind, {}) for name, kind in FILES.items()}

    def add_to(self, router: APIRouter) -> None:
        add = partial(router.add_api_route, methods=["GET"], include_in_schema=False)
        add("/", self.page)
        add("/widget.js", self.widget)
        add("/static/embed", self.embed)
        add("/static/{name}", self.file)

    async def page(self, request: Request) -> Response:
        return self._page.reply(request)

    async def widget(self, request: Request) -> Response:
        return self._widget.reply(request)

    async def embed(self, request: Request) -> Response:
        return self._embed.reply(request)

    async def file(self, request: Request, name: str) -> Response:
        if name not in self._files:
            raise Problem(404, "not_found", "没有这个地址。")
        return self._files[name].reply(request)


def _policy(frames: str) -> dict[str, str]:
    return {"Content-Security-Policy": POLICY.format(frames=frames)}


def _embed_page(folder: Path, origins: tuple[str, ...]) -> bytes:
    """The page for frames, told which sites' messages to believe. Settings admit only plain origins."""
    page = (folder / "embed.html").read_text(encoding="utf-8")
    return page.replace("{{origins}}", " ".join(origins)).encode()


def widget(folder: Path) -> str:
    style = _lean_css((folder / "widget.css").read_text(encoding="utf-8"))
    parts = [_lean((folder / f"{name}.js").read_text(encoding="utf-8")) for name in PARTS]
    return "".join((OPENING, f"const STYLE = {json.dumps(style, ensure_ascii=False)};\n", *parts, CLOSING))


def _lean(script: str) -> str:
    """Whole-line comments, indentation and needless space left out; the parts hold none of these in a literal."""
    lines = (line.strip() for line in script.splitlines())
    kept = (line for line in lines if line and not line.startswith("//"))
    joined = "".join(line if line.endswith(NO_END) else f"{line}\n" for line in kept)
    return re.sub(r" (=>|[!=]==|&&|\|\||[=?:+]) | (\})|(\{) |(?<=\)) (?=\{)", r"\1\2\3", joined)


def _lean_css(style: str) -> str:
    return re.sub(r";?\s*([{}])\s*|([;,])\s+|(:) ", lambda match: "".join(filter(None, match.groups())), style).strip()
