"""The routes of the contract: ask, search, reports, health."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from functools import partial
from typing import Annotated, Any

import anyio
from fastapi import APIRouter, Path, Query, Request, Response
from sse_starlette import ServerSentEvent

from qa.records import Answer, AnswerEvent, Evidence
from qa.settings import Settings, WebSettings
from qa.web import convert, problems, streaming
from qa.web.answering import Answering, Answers
from qa.web.bounded import Bounded
from qa.web.desk import Desk
from qa.web.door import request_id
from qa.web.feedback import Feedback
from qa.web.guard import caller_of
from qa.web.inputs import (
    AskIn,
    FeedbackIn,
    SearchQuery,
    SpanQuery,
    check_history,
    check_question,
    filters_of,
    turns_of,
)
from qa.web.metrics import CONTENT_TYPE, Metrics
from qa.web.problems import Problem
from qa.web.schemas import (
    AnswerOut,
    ErrorOut,
    FeedbackOut,
    HealthOut,
    ReadyOut,
    ReportDetailOut,
    ReportsOut,
    ReportTextOut,
    SearchOut,
)
from qa.web.service import Service

ReportId = Annotated[str, Path(description="报告编号，见 /v1/reports")]


class AskRoutes:
    def __init__(self, desk: Desk, settings: WebSettings) -> None:
        self._desk = desk
        self._settings = settings

    def add_to(self, router: APIRouter) -> None:
        router.add_api_route(
            "/v1/ask",
            self.ask,
            methods=["POST"],
            response_model=AnswerOut,
            summary="提问",
            tags=["问答"],
            responses={200: {"content": {"text/event-stream": {}}, "description": "回答；stream 为 true 时为事件流"}},
        )

    async def ask(self, request: Request, body: AskIn) -> Response:
        """根据政府工作报告作答，每个论断都注明出处；报告未说的不答。

        `stream` 为 true 时返回事件流：`evidence`（理解与材料）、若干 `token`（未核对的文字）、最后是
        `answer`（与非流式回复相同）或 `error`。以冒号开头的行是心跳。
        """
        check_question(body.question, self._settings)
        check_history(body.history, self._settings)
        history, filters = turns_of(body.history), filters_of(body.filters)
        answering = self._desk.admit(body.question, history, filters, body.top_k, caller_of(request.scope))
        if not body.stream:
            async with streaming.watched(request, self._desk, answering):
                return convert.json_reply(convert.answer_out(await answering.final()))
        frames = _frames(answering, request_id(request.scope))
        return streaming.AnswerStream(frames, partial(self._desk.leave, answering), self._settings)


async def _frames(answering: Answering, request: str) -> AsyncIterator[ServerSentEvent]:
    try:
        item: AnswerEvent | None = None
        while not isinstance(item, Answer):
            item = await answering.next()
            yield _frame(item)
    except Exception as exc:  # noqa: BLE001  a stream always has a last event
        yield streaming.event("error", problems.of_exception(exc, request).to_json())


def _frame(item: AnswerEvent) -> ServerSentEvent:
    if isinstance(item, Answer):
        return streaming.event("answer", convert.answer_out(item).model_dump_json())
    if isinstance(item, Evidence):
        return streaming.event("evidence", convert.evidence_out(item).model_dump_json())
    return streaming.event("token", convert.token_out(item).model_dump_json())


class SearchRoutes:
    """Searches are as heavy as answers are long."""

    def __init__(self, service: Service, settings: Settings, metrics: Metrics) -> None:
        self._service = service
        self._settings = settings
        self._metrics = metrics
        self._bounded = Bounded(settings.web)

    def add_to(self, router: APIRouter) -> None:
        router.add_api_route(
            "/v1/search",
            self.search,
            methods=["GET"],
            response_model=SearchOut,
            summary="只检索，不作答",
            tags=["检索"],
        )

    async def search(self, query: Annotated[SearchQuery, Query()]) -> Response:
        """返回最相关的段落及两种排序的得分。"""
        check_question(query.q, self._settings.web, param="q")
        return await self._bounded.run(partial(self._reply, query))

    def _reply(self, query: SearchQuery) -> Response:
        began = time.perf_counter()
        hits = self._service.search(query.q, query.k or self._settings.retrieve.top_k, filters_of(query))
        self._metrics.stage("search", time.perf_counter() - began)
        return convert.json_reply(convert.search_out(query.q, hits))


def missing(text: str) -> dict[int | str, dict[str, Any]]:
    return {404: {"model": ErrorOut, "description": text}}


class ReportRoutes:
    def __init__(self, service: Service) -> None:
        self._service = service

    def add_to(self, router: APIRouter) -> None:
        add = partial(router.add_api_route, methods=["GET"], tags=["报告"])
        add("/v1/reports", self.reports, response_model=ReportsOut, summary="资料库中的报告")
        add = partial(add, responses=missing("资料库中没有这份报告"))
        add("/v1/reports/{report_id}", self.report, response_model=ReportDetailOut, summary="一份报告及其章节")
        add("/v1/reports/{report_id}/text", self.text, response_model=ReportTextOut, summary="报告正文的一段")

    def reports(self) -> Response:
        return convert.json_reply(convert.reports_out(self._service))

    def report(self, report_id: ReportId) -> Response:
        report = convert.find_report(self._service, report_id)
        return convert.json_reply(convert.report_detail_out(report, self._service.passages_of(report.id)))

    def text(self, report_id: ReportId, span: Annotated[SpanQuery, Query()]) -> Response:
        """引用的 `start`、`end` 可直接用在这里；放宽一些即得上下文。"""
        report = convert.find_report(self._service, report_id)
        chars = len(report.text)
        end = chars if span.end is None else min(span.end, chars)
        if span.start > end:
            raise Problem(422, "bad_range", f"起始字符不能大于结束字符，也不能超过全文的 {chars} 字。", param="start")
        return convert.json_reply(convert.report_text_out(report, span.start, end))


class FeedbackRoutes:
    def __init__(self, feedback: Feedback) -> None:
        self._feedback = feedback

    def add_to(self, router: APIRouter) -> None:
        router.add_api_route(
            "/v1/feedback",
            self.rate,
            methods=["POST"],
            status_code=201,
            response_model=FeedbackOut,
            responses=missing("没有这条回答的记录")
            | {507: {"model": ErrorOut, "description": "服务器磁盘已满，反馈没有保存"}},
            summary="评价一条回答",
            tags=["问答"],
        )

    def rate(self, body: FeedbackIn) -> Response:
        """收到回复时已存盘。同一回答再次评价，以后一次为准。"""
        self._feedback.rate(body.answer_id, body.rating, body.comment)
        return convert.json_reply(FeedbackOut(answer_id=body.answer_id, rating=body.rating), status=201)


class HealthRoutes:
    """Outside all limits: an overloaded service is still alive."""

    def __init__(self, service: Service, answers: Answers, metrics: Metrics) -> None:
        self._service = service
        self._answers = answers
        self._metrics = metrics
        self._limiter = anyio.CapacityLimiter(2)

    def add_to(self, router: APIRouter) -> None:
        add = partial(router.add_api_route, methods=["GET"], tags=["运行"])
        add("/healthz", self.alive, response_model=HealthOut, summary="进程是否存活")
        add("/readyz", self.ready, response_model=ReadyOut, summary="能否作答")
        add("/metrics", self.metrics, include_in_schema=False)

    async def alive(self) -> Response:
        return convert.json_reply(HealthOut(status="ok"))

    async def ready(self) -> Response:
        """资料库未打开、Milvus 不可用或正在停止时为 503；模型不可用时为 200，`status` 是 `degraded`。"""
        if self._answers.stopping:
            raise problems.stopping()
        await anyio.to_thread.run_sync(self._service.check, limiter=self._limiter)
        status = await anyio.to_thread.run_sync(self._service.status, limiter=self._limiter)
        return convert.json_reply(convert.ready_out(status))

    async def metrics(self) -> Response:
        text = await anyio.to_thread.run_sync(self._metrics.exposition, limiter=self._limiter)
        return Response(text, media_type=CONTENT_TYPE)
