"""The door for chat front ends: OpenAI's chat completions over the same answers.

Only checked text leaves here. A client of this protocol cannot take back what it was sent, so a stream is
kept alive while the model writes and carries the final answer in pieces.
"""

from __future__ import annotations

import re
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from sse_starlette import ServerSentEvent

from qa.records import Answer, Turn, Usage
from qa.settings import WebSettings
from qa.web import convert, frontends, problems, streaming, text
from qa.web.answering import Answering
from qa.web.chat_schemas import (
    MODEL,
    ChatIn,
    ChatOut,
    ChoiceOut,
    Extras,
    MessageIn,
    MessageOut,
    ModelOut,
    ModelsOut,
    OpenAIErrorOut,
    UsageOut,
)
from qa.web.desk import Desk
from qa.web.door import request_id
from qa.web.guard import caller_of
from qa.web.inputs import MAX_TURNS, check_question, filters_of
from qa.web.problems import Problem

ERRORS = {
    400: "请求有误",
    401: "缺少有效的 API 密钥",
    404: "没有这个模型",
    408: "请求体接收超时",
    413: "请求体过大",
    421: "主机名（Host）不是本服务的",
    429: "请求过于频繁，见 Retry-After",
    500: "服务内部出错",
    503: "过忙、正在停止或资料库不可用，见 Retry-After",
}
#: Names what of a request was not looked at though it may have meant something.
IGNORED = "X-Ignored-Parameters"
_NOTHING_SPENT = UsageOut(prompt_tokens=0, completion_tokens=0, total_tokens=0, estimated=False, cached=False)
_NOTHING = Extras(citations=[], answer_id=None, refused=False, refusal_reason=None)
_PIECE = re.compile(r"[^。；！？\n]*[。；！？\n]+|[^。；！？\n]+")


class ChatRoutes:
    def __init__(self, desk: Desk, settings: WebSettings) -> None:
        self._desk = desk
        self._settings = settings
        self._created = int(time.time())

    def add_to(self, router: APIRouter) -> None:
        add = partial(router.add_api_route, tags=["OpenAI 兼容"], responses=_error_responses())
        add("/v1/chat/completions", self.complete, methods=["POST"], response_model=ChatOut, summary="对话")
        add("/v1/models", self.models, methods=["GET"], response_model=ModelsOut, summary="模型列表")
        add("/v1/models/{model}", self.model, methods=["GET"], response_model=ModelOut, summary="一个模型")

    async def complete(self, request: Request, body: ChatIn) -> Response:
        """与 OpenAI 的对话接口相同，另有 `citations` 等字段；引用也以脚注附在文末，`footnotes` 为 false 则不附。

        流式时先核对再发送，等待期间有心跳。调节写法的参数接受但不起作用；`tools` 不用，不认识的字段不理会，其中可能改变
        意思的写在回复头 `X-Ignored-Parameters` 里；`tool_choice` 要求必用工具等须另一种回复的报错。
        聊天前端附带要的标题、标签、后续问题，按它要的样子回复，不检索。
        """
        _check_model(body.model)
        number = request_id(request.scope)
        reply = _Reply(body, f"chatcmpl-{number}")
        headers = {IGNORED: ", ".join(body.ignored)} if body.ignored else {}
        history = _history(body.messages[:-1], self._settings)
        if (side := _side(body.messages[-1], history)) is not None:
            said = _Said(side, _NOTHING, _NOTHING_SPENT)
            if not body.stream:
                return convert.json_reply(reply.whole(said), headers=headers)
            return streaming.AnswerStream(_frames(said, reply, number), lambda: None, self._settings, headers)
        question, filters = _question(_asked(body), self._settings), filters_of(body.filters)
        answering = self._desk.admit(question, history, filters, body.passages, caller_of(request.scope))
        if not body.stream:
            async with streaming.watched(request, self._desk, answering):
                return convert.json_reply(reply.whole(reply.of(await answering.final())), headers=headers)
        frames = _frames(answering, reply, number)
        return streaming.AnswerStream(frames, partial(self._desk.leave, answering), self._settings, headers)

    async def models(self) -> Response:
        return convert.json_reply(ModelsOut(data=[ModelOut(created=self._created)]))

    async def model(self, model: Annotated[str, Path(description="模型名", examples=[MODEL])]) -> Response:
        _check_model(model)
        return convert.json_reply(ModelOut(created=self._created))


def _error_responses() -> dict[int | str, dict[str, Any]]:
    return {status: {"model": OpenAIErrorOut, "description": text} for status, text in ERRORS.items()}


def _check_model(name: str) -> None:
    if name != MODEL:
        raise Problem(404, "model_not_found", f"没有这个模型，可用的是 {MODEL}。", param="model")


def _side(last: MessageIn, history: tuple[Turn, ...]) -> str | None:
    """What a front end asks on the side, as the user or (NextChat's summary) as the system."""
    asks = last.is_text and last.role in ("user", "system")
    return frontends.side_reply(last.text, history) if asks else None


def _asked(body: ChatIn) -> str:
    last = body.messages[-1]
    if last.role != "user":
        raise Problem(422, "invalid_request", "最后一条消息须由 user 所说。", param="messages")
    if not last.is_text:
        raise Problem(422, "invalid_request", "问题只能是文字，不能带图片等附件。", param="messages")
    return last.text


def _question(asked: str, limits: WebSettings) -> str:
    question = frontends.question_in(asked)
    if not text.says_something(question):
        raise Problem(422, "empty_question", "问题不能为空，请写出要问的内容。", param="messages")
    check_question(question, limits, param="messages")
    return question


def _history(messages: list[MessageIn], limits: WebSettings) -> tuple[Turn, ...]:
    """The latest turns within the limits: front ends send the whole conversation, however long."""
    kept: list[Turn] = []
    room = limits.max_history_chars
    for turn in filter(None, map(_turn, reversed(messages))):
        room -= len(turn.content)
        if room < 0 or len(kept) == MAX_TURNS:
            break
        kept.append(turn)
    return tuple(reversed(kept))


def _turn(message: MessageIn) -> Turn | None:
    """None for what neither side said: calls of tools and their results, pictures alone."""
    if not message.text or message.role in ("tool", "function"):
        return None
    if message.role == "user":
        return Turn("user", frontends.question_in(message.text))
    # Our own footnotes come back with the conversation and would be read as part of the answer.
    content = message.text.split(convert.FOOTNOTES, 1)[0]
    return Turn("assistant" if message.role == "assistant" else "system", content)


@dataclass(frozen=True, slots=True)
class _Said:
    """What a reply says, and what it carries besides."""

    content: str
    extras: Extras
    usage: UsageOut


class _Reply:
    """The answer in OpenAI's shapes, for one request."""

    def __init__(self, body: ChatIn, id: str) -> None:
        self._body = body
        self._id = id
        self._created = int(time.time())

    def of(self, answer: Answer) -> _Said:
        return _Said(self._content(answer), _extras(answer), _usage(answer.usage))

    def whole(self, said: _Said) -> ChatOut:
        return ChatOut(
            id=self._id,
            created=self._created,
            choices=[ChoiceOut(message=MessageOut(content=said.content))],
            usage=said.usage,
            **dict(said.extras),
        )

    def opening(self) -> dict[str, Any]:
        return self._chunk({"role": "assistant", "content": ""})

    def chunks(self, said: _Said) -> list[dict[str, Any]]:
        chunks = [self._chunk({"content": piece}) for piece in _PIECE.findall(said.content)]
        chunks.append(self._chunk({}, finish_reason="stop") | said.extras.model_dump(mode="json"))
        if self._body.stream_options and self._body.stream_options.include_usage:
            chunks.append(self._chunk(None) | {"usage": said.usage.model_dump()})
        return chunks

    def _chunk(self, delta: dict[str, str] | None, finish_reason: str | None = None) -> dict[str, Any]:
        choice = {"index": 0, "delta": delta, "finish_reason": finish_reason, "logprobs": None}
        return {
            "id": self._id,
            "object": "chat.completion.chunk",
            "created": self._created,
            "model": MODEL,
            "choices": [] if delta is None else [choice],
        }

    def _content(self, answer: Answer) -> str:
        return convert.with_footnotes(answer) if self._body.footnotes else answer.answer


def _usage(usage: Usage) -> UsageOut:
    return UsageOut(
        prompt_tokens=usage.input,
        completion_tokens=usage.output,
        total_tokens=usage.input + usage.output,
        estimated=usage.estimated,
        cached=usage.cached,
    )


def _extras(answer: Answer) -> Extras:
    return Extras(
        citations=convert.citations_out(answer.citations),
        answer_id=answer.id,
        refused=answer.refused,
        refusal_reason=answer.refusal_reason,
    )


async def _frames(source: Answering | _Said, reply: _Reply, request: str) -> AsyncIterator[ServerSentEvent]:
    try:
        yield streaming.json_event(reply.opening())
        said = source if isinstance(source, _Said) else reply.of(await source.final())
        for chunk in reply.chunks(said):
            yield streaming.json_event(chunk)
        yield streaming.event(None, "[DONE]")
    except Exception as exc:  # noqa: BLE001  a stream always has a last event
        yield streaming.event(None, problems.of_exception(exc, request).to_openai_json())
