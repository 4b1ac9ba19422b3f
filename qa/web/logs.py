"""The service's logs: one JSON object a line, of bounded length, without secrets and without control characters.

Every module logs with the standard library (``extra=`` gives fields); only ``configure`` decides what becomes of it.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Collection, Iterable
from typing import Any, TextIO

import structlog
from pydantic import BaseModel, SecretStr
from structlog.types import EventDict, Processor, WrappedLogger

MAX_CHARS = 2000
MAX_ITEMS = 50
MAX_LINE = 20_000
KEPT_OF_LONG_LINES = ("time", "level", "logger", "event", "request")
HIDDEN = "***"
# Keys of providers as they stand in headers, addresses and complaints of model servers.
_KEYLIKE = re.compile(r"(?i)\bbearer\s+\S+|\bsk-[\w*-]{6,}|(?<=//)[^/\s@]+@|(?<=key=)[^&\s]+")
# These repeat whole requests, with their headers, when asked for details.
_TALKATIVE = (
    "httpcore",
    "httpcore2",
    "httpx",
    "httpx2",
    "openai",
    "urllib3",
    "langchain_openai",
    "sse_starlette",
    "asyncio",
)


def configure(level: str, secrets: Collection[str], stream: TextIO | None = None) -> None:
    """From now on everything of ``level`` and above goes to ``stream`` (default: standard error)."""
    handler = _Handler(stream or sys.stderr)
    handler.setFormatter(formatter(secrets))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)


def formatter(secrets: Collection[str]) -> logging.Formatter:
    chain: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
        # Without the values of variables: they hold questions, texts and keys.
        structlog.processors.ExceptionRenderer(
            structlog.tracebacks.ExceptionDictTransformer(show_locals=False, max_frames=20)
        ),
    ]
    last: list[Processor] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta, _plain, Scrub(secrets), render]
    return structlog.stdlib.ProcessorFormatter(foreign_pre_chain=chain, processors=last)


def secrets_of(settings: BaseModel) -> tuple[str, ...]:
    """Every secret that is set anywhere in ``settings``."""
    return tuple(_secrets(dict(settings)))


def _secrets(value: Any) -> Iterable[str]:
    if isinstance(value, SecretStr):
        yield value.get_secret_value()
    elif isinstance(value, BaseModel):
        yield from _secrets(dict(value))
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _secrets(inner)


def _plain(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Without uvicorn's second version of its messages, in colours."""
    event.pop("color_message", None)
    return event


class Scrub:
    """Takes out ``secrets`` and what looks like one, and cuts what is long."""

    def __init__(self, secrets: Collection[str]) -> None:
        known = sorted(filter(None, secrets), key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, known))) if known else None

    def __call__(self, _logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
        return {str(key): self._clean(value) for key, value in event.items()}

    def _clean(self, value: Any) -> Any:
        if value is None or isinstance(value, bool | int | float):
            return value
        if isinstance(value, dict):
            return {self._text(str(key)): self._clean(inner) for key, inner in list(value.items())[:MAX_ITEMS]}
        if isinstance(value, list | tuple):
            return [self._clean(inner) for inner in value[:MAX_ITEMS]]
        return self._text(str(value))

    def _text(self, text: str) -> str:
        # Cut before searching, so that a long field costs little; then again, for a cut may leave half a secret.
        text = text[: 2 * MAX_CHARS]
        if self._known:
            text = self._known.sub(HIDDEN, text)
        text = _KEYLIKE.sub(HIDDEN, text)
        return text if len(text) <= MAX_CHARS else text[:MAX_CHARS] + "…"


def render(_logger: WrappedLogger, _method: str, event: EventDict) -> str:
    line = _dumps(event)
    if len(line) > MAX_LINE:
        line = _dumps({key: event[key] for key in KEPT_OF_LONG_LINES if key in event} | {"cut": True})
    return line


def _dumps(event: EventDict) -> str:
    line = json.dumps(event, ensure_ascii=False)
    return "".join(char if char.isprintable() else _escape(char) for char in line)


def _escape(char: str) -> str:
    code = ord(char)
    return f"\\u{code:04x}" if code < 0x10000 else json.dumps(char)[1:-1]


class _Handler(logging.StreamHandler[TextIO]):
    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  the library's name
        """A full disk under the log must not cost anybody an answer."""
