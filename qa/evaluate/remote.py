"""Systems behind a URL: a server of our own kind, and any OpenAI-compatible chat endpoint."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal

import httpx
from pydantic import BaseModel, ConfigDict, ValidationError

from qa.evaluate.system import Clock, Outcome, Shown, Stopwatch
from qa.models.client import seconds_said
from qa.records import Turn, Usage

#: Seconds: to connect, and between two pieces of a reply (a small machine reads a long prompt for a minute).
CONNECT, SILENCE = 5.0, 180.0
#: Who asks to come back later, and how long one question waits in all: limits are mostly counted by the minute.
BUSY = frozenset({429, 503})
PATIENCE = 90.0
Sleep = Callable[[float], None]


class _Lenient(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class _Passage(_Lenient):
    """Of a reply of ``/v1/ask``, only what marks need: another version of the service may add fields."""

    report_id: str
    text: str
    place: str | None = None
    report_year: int | None = None
    passage_id: str = ""
    id: str = ""
    number: int = 0
    quote: str = ""

    def shown(self) -> Shown:
        passage = self.passage_id or self.id
        return Shown(self.report_id, self.text, self.place, self.report_year, self.number, self.quote, passage)


class _Usage(_Lenient):
    input_tokens: int
    output_tokens: int
    estimated: bool = False
    cached: bool = False
    limited: bool = False

    def told(self) -> Usage:
        return Usage(self.input_tokens, self.output_tokens, self.estimated, self.cached, self.limited)


class _Reply(_Lenient):
    answer: str
    refused: bool
    refusal_reason: str | None = None
    mode: str | None = None
    model: str | None = None
    citations: tuple[_Passage, ...]
    passages: tuple[_Passage, ...]
    usage: _Usage | None = None

    def outcome(self, watch: Stopwatch) -> Outcome:
        return Outcome(
            answer=self.answer,
            refused=self.refused,
            reason=self.refusal_reason,
            mode=self.mode,
            model=self.model,
            citations=tuple(citation.shown() for citation in self.citations),
            passages=tuple(passage.shown() for passage in self.passages),
            seconds=watch.read(),
            usage=self.usage.told() if self.usage else None,
        )


class _Delta(_Lenient):
    content: str | None = None


class _Choice(_Lenient):
    delta: _Delta


class _Chunk(_Lenient):
    choices: tuple[_Choice, ...] = ()


class _ServerError(Exception):
    """The server said in so many words that it could not answer; ``again``: the seconds after which it may."""

    def __init__(self, message: str, again: float | None = None) -> None:
        super().__init__(message)
        self.again = again


class AskServer:
    """A server that speaks ``POST /v1/ask`` with server-sent events."""

    def __init__(
        self,
        url: str,
        top_k: int,
        transport: httpx.BaseTransport | None = None,
        clock: Clock = time.perf_counter,
        sleep: Sleep = time.sleep,
    ) -> None:
        self._url, self._top_k, self._clock, self._sleep = url.rstrip("/"), top_k, clock, sleep
        self._client = _client({}, transport)

    @property
    def name(self) -> str:
        return f"url {self._url}"

    def answer(self, question: str, history: tuple[Turn, ...]) -> Outcome:
        body = {"question": question, "history": _messages(history), "top_k": self._top_k, "stream": True}
        return _patiently(lambda watch: self._read(body, watch), self._clock, self._sleep)

    def _read(self, body: Mapping[str, object], watch: Stopwatch) -> Outcome:
        for name, data in _events(self._client, f"{self._url}/v1/ask", body):
            if name == "evidence":
                watch.evidence()
            elif name == "token":
                watch.token()
            elif name == "answer":
                return _Reply.model_validate_json(data).outcome(watch)
            elif name == "error":
                raise _ServerError(_message(data))
        raise _ServerError("回复中断，没有收到最终答案")


class ChatEndpoint:
    """Any OpenAI-compatible chat endpoint, asked the bare question; only its answers can be marked."""

    def __init__(
        self,
        url: str,
        model: str,
        key: str | None = None,
        transport: httpx.BaseTransport | None = None,
        clock: Clock = time.perf_counter,
        sleep: Sleep = time.sleep,
    ) -> None:
        self._url, self._model, self._clock, self._sleep = url.rstrip("/"), model, clock, sleep
        self._client = _client({"Authorization": f"Bearer {key}"} if key else {}, transport)

    @property
    def name(self) -> str:
        return f"openai {self._url} {self._model}"

    def answer(self, question: str, history: tuple[Turn, ...]) -> Outcome:
        messages = [*_messages(history), {"role": "user", "content": question}]
        body = {"model": self._model, "messages": messages, "stream": True, "temperature": 0}
        return _patiently(lambda watch: self._read(body, watch), self._clock, self._sleep)

    def _read(self, body: Mapping[str, object], watch: Stopwatch) -> Outcome:
        text = "".join(self._pieces(body, watch))
        if not text.strip():
            return Outcome(error="回复为空", seconds=watch.read())
        return Outcome(answer=text, model=self._model, seconds=watch.read())

    def _pieces(self, body: Mapping[str, object], watch: Stopwatch) -> Iterator[str]:
        for _, data in _events(self._client, f"{self._url}/chat/completions", body):
            if data == "[DONE]":
                return
            for choice in _Chunk.model_validate_json(data).choices:
                if choice.delta.content:
                    watch.token()
                    yield choice.delta.content


def _patiently(ask: Callable[[Stopwatch], Outcome], clock: Clock, sleep: Sleep) -> Outcome:
    """Asks, and again when the server says after how many seconds it may; a wait is no part of the time measured."""
    left = PATIENCE
    while True:
        watch = Stopwatch(clock)
        try:
            return ask(watch)
        except (httpx.HTTPError, httpx.InvalidURL, _ServerError, ValidationError) as exc:
            again = exc.again if isinstance(exc, _ServerError) else None
            if again is None or again > left:
                return Outcome(error=_reason(exc), seconds=watch.read())
        left -= again
        sleep(again)


def _client(headers: Mapping[str, str], transport: httpx.BaseTransport | None) -> httpx.Client:
    return httpx.Client(headers=dict(headers), timeout=httpx.Timeout(SILENCE, connect=CONNECT), transport=transport)


def _messages(history: tuple[Turn, ...]) -> list[dict[str, Literal["user", "assistant", "system"] | str]]:
    return [{"role": turn.role, "content": turn.content} for turn in history]


def _events(client: httpx.Client, url: str, body: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    with client.stream("POST", url, json=body) as response:
        if response.is_error:
            response.read()
            raise _ServerError(f"HTTP {response.status_code}：{_message(response.text)}", _again(response))
        yield from parse_events(response.iter_lines())


def _again(response: httpx.Response) -> float | None:
    said = seconds_said(response.headers.get("retry-after", "")) if response.status_code in BUSY else None
    # Who says "at once" is not asked without a pause.
    return None if said is None else max(1.0, said)


def parse_events(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(name, data) of each server-sent event (WHATWG HTML, §9.2.6); comments, ids and retries are skipped."""
    name, data = "message", list[str]()
    for line in lines:
        field, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if field == "event":
            name = value
        elif field == "data":
            data.append(value)
        elif not line:
            if data:
                yield name, "\n".join(data)
            name, data = "message", []


def _message(body: str) -> str:
    """The message inside our and OpenAI's error object, else the start of what came."""
    try:
        return str(json.loads(body)["error"]["message"])
    except (ValueError, KeyError, TypeError):
        return body[:200]


def _reason(exc: Exception) -> str:
    if isinstance(exc, ValidationError):
        return f"回复的格式不符：{exc.errors(include_input=False, include_url=False)[0]['loc']}"
    if isinstance(exc, httpx.TimeoutException):
        return "等待回复超时"
    return str(exc) or type(exc).__name__
