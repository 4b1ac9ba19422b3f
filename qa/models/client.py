"""LangChain's OpenAI chat class: how it is built, asked, and how its errors are told to the reader.

Messages shown to readers name neither addresses nor keys; the library's own words stay in ``__cause__``.
"""

from __future__ import annotations

import ipaddress
import platform
import re
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pydantic import SecretStr

from qa.errors import FormatRejected, MaterialTooLong, ModelError, ModelUnavailable
from qa.records import Usage
from qa.settings import ChatSettings

if TYPE_CHECKING:
    from langchain_openai import ChatOpenAI

Messages = list[tuple[str, str]]
# By name: the OpenAI library changed its HTTP library between versions, and the class names stayed.
TRANSPORTS = ("httpx", "httpcore", "h11", "anyio")
NO_CONNECTION = {"ConnectError", "ConnectTimeout"}
# Too busy, or a proxy whose server is just restarting: the request was turned away, not begun.
TURNED_AWAY = frozenset({429, 502, 503})
# What servers say to a request whose ``response_format`` they do not know.
FORMAT_REJECTED = frozenset({400, 404, 415, 422, 501})
COUNTING = "stream_options"
# No connection is used twice. llama.cpp's server promises "Keep-Alive: timeout=5" and hangs up after every stream all
# the same, so the next question was lost when it came in that moment; a new connection costs far less than an answer.
ONE_REQUEST = {"Connection": "close"}
# What OpenAI, llama.cpp, vLLM, Moonshot, DashScope and Zhipu say of a prompt that does not fit.
_TOO_LONG = re.compile(r"context|token limit|input length|too long|超长", re.IGNORECASE)

DOWN = "对话模型连接不上。"
CUT = "对话模型的回答中途断开。"
ODD = "对话模型返回了无法理解的内容。"
TOO_LONG = "材料超过了对话模型的上下文长度。"
REFUSED = "对话模型拒绝了请求（HTTP {status}），请检查模型名和密钥的设置。"
BROKEN = "对话模型出错（HTTP {status}）。"
SLOW = "对话模型超过 {seconds:g} 秒没有{what}。"


@dataclass(frozen=True, slots=True)
class Target:
    model: str
    base_url: str
    key: str = field(repr=False)


def warm(settings: ChatSettings) -> None:
    """Does once what every first request would wait for: imports, certificates, the name of the system (3 s)."""
    build(Target("", "http://localhost", "none"), settings)
    platform.platform()


def build(target: Target, settings: ChatSettings) -> ChatOpenAI:
    """A model with connections of its own: LangChain's default ones are shared between event loops."""
    import openai
    from langchain_openai import ChatOpenAI

    # A proxy set for the whole machine must not be asked for this machine's own servers.
    trust = not _is_loopback(target.base_url)
    return ChatOpenAI(
        model=target.model,
        base_url=target.base_url,
        api_key=SecretStr(target.key),
        temperature=0,
        max_retries=0,
        stream_usage=False,
        # Whoever asks the model without a limit of their own gets the same longest answer.
        extra_body={"max_tokens": settings.longest},
        timeout=openai.Timeout(settings.total_timeout, connect=settings.connect_timeout),
        default_headers=ONE_REQUEST,
        http_client=openai.DefaultHttpxClient(trust_env=trust),
        http_async_client=openai.DefaultAsyncHttpxClient(trust_env=trust),
    )


def _is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


async def texts(
    model: ChatOpenAI, messages: Messages, body: Mapping[str, Any], counted: bool
) -> AsyncGenerator[str | Usage]:
    """The text of each chunk (also empty ones); tool calls are not looked at. With ``counted`` the server is asked for the
    tokens; where it says them more than once the last word counts.

    Raises ModelUnavailable when the stream ends without saying that it is finished.
    """
    # In extra_body because LangChain sends its own max_tokens under a name that many servers do not know.
    finished = False
    asked = model.astream(messages, extra_body=dict(body), stream_usage=counted)
    async with aclosing(asked) as chunks:  # type: ignore[type-var]
        async for chunk in chunks:
            finished = finished or bool(chunk.response_metadata.get("finish_reason"))
            told = chunk.usage_metadata
            # Some say nought before they know.
            if told and told["input_tokens"]:
                yield Usage(told["input_tokens"], told["output_tokens"])
            yield str(chunk.text)
    if not finished:
        raise ModelUnavailable(CUT)


async def answers(model: ChatOpenAI) -> bool:
    """Whether the server lets us in; one that does not list its models still counts."""
    import openai

    try:
        await model.root_async_client.models.list()
    except openai.APIStatusError as exc:
        return exc.status_code < 500 and exc.status_code not in (401, 403)
    except Exception:  # noqa: BLE001 - any failure is the answer no
        return False
    return True


async def disconnect(model: ChatOpenAI) -> None:
    await model.root_async_client.close()
    model.root_client.close()


def turned_away(exc: BaseException) -> bool:
    """Whether nobody took up the request, so that it may be made again."""
    import openai

    if isinstance(exc, openai.APIStatusError):
        return exc.status_code in TURNED_AWAY
    return "ConnectError" in _causes(exc)


def rejects_counting(exc: BaseException) -> bool:
    """Whether the server knows no ``stream_options``; all that refuse it name it."""
    import openai

    return isinstance(exc, openai.APIStatusError) and exc.status_code in FORMAT_REJECTED and COUNTING in str(exc)


def may_have_begun(exc: BaseException) -> bool:
    """Whether the model may have read what it was asked: not where the server refused it, or was not there."""
    import openai

    return not (isinstance(exc, openai.APIStatusError | MaterialTooLong) or _causes(exc) & NO_CONNECTION)


def retry_after(exc: BaseException) -> float | None:
    """Seconds that the server asks to wait (RFC 9110, 10.2.3); None when it does not say."""
    import openai

    return seconds_said(exc.response.headers.get("retry-after", "") if isinstance(exc, openai.APIStatusError) else "")


def seconds_said(said: str) -> float | None:
    """Of a ``Retry-After`` header: a number of seconds, or a date."""
    if said.isascii() and said.isdigit():
        return float(said)
    with suppress(ValueError, TypeError):  # TypeError: a date without a zone
        return max(0.0, (parsedate_to_datetime(said) - datetime.now(UTC)).total_seconds())
    return None


def _causes(exc: BaseException | None) -> set[str]:
    names = set()
    while exc is not None:
        names.add(type(exc).__name__)
        exc = exc.__cause__ or exc.__context__
    return names


def translate(exc: Exception, formatted: bool = False) -> ModelError:
    """The error as the reader may see it, with the original as its cause; ``formatted``: a schema was sent along."""
    if isinstance(exc, ModelError):
        return exc
    told: ModelError = MaterialTooLong(TOO_LONG) if _does_not_fit(exc) else ModelUnavailable(_message(exc))
    if formatted and not isinstance(told, MaterialTooLong) and _rejects_format(exc):
        told = FormatRejected(str(told))
    told.__cause__ = exc
    return told


def _rejects_format(exc: Exception) -> bool:
    import openai

    return isinstance(exc, openai.APIStatusError) and exc.status_code in FORMAT_REJECTED


def _does_not_fit(exc: Exception) -> bool:
    import openai

    # Inside a stream an error has no status.
    asked_wrongly = isinstance(exc, openai.APIError) and getattr(exc, "status_code", 400) in (400, 413)
    return asked_wrongly and _TOO_LONG.search(str(exc)) is not None


def _message(exc: Exception) -> str:
    import openai

    if isinstance(exc, openai.APIStatusError):
        return (BROKEN if exc.status_code in TURNED_AWAY or exc.status_code >= 500 else REFUSED).format(
            status=exc.status_code
        )
    if _causes(exc) & NO_CONNECTION:
        return DOWN
    if isinstance(exc, OSError | openai.APIConnectionError) or type(exc).__module__.startswith(TRANSPORTS):
        return CUT
    return ODD
