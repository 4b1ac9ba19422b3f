"""Assembles the application by hand, once per service; nothing happens at import."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import anyio
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from qa.errors import QAError
from qa.settings import Settings, WebSettings
from qa.web import problems
from qa.web.agents import Agents
from qa.web.answering import Answers
from qa.web.budget import Budget
from qa.web.callers import names_served
from qa.web.chat import ChatRoutes
from qa.web.cors import CorsDoor
from qa.web.data import DataRoutes
from qa.web.desk import Desk
from qa.web.docs import DocsRoutes
from qa.web.door import BodyDoor, Ended, ErrorDoor, HeadDoor, RequestDoor, request_id
from qa.web.feedback import Feedback
from qa.web.guard import HostDoor, KeyDoor
from qa.web.metrics import Metrics
from qa.web.openapi import DESCRIPTION, DescribedApp
from qa.web.pages import PageRoutes
from qa.web.problems import Problem
from qa.web.routes import AskRoutes, FeedbackRoutes, HealthRoutes, ReportRoutes, SearchRoutes
from qa.web.schemas import ErrorOut
from qa.web.service import Service
from qa.web.strict import StrictRoute

if TYPE_CHECKING:
    from qa.web.tracing import Traces

# What hangs must not hold the process: together with uvicorn's own steps these stay under the two seconds that
# a stop may take after its grace.
DRAIN_SECONDS = 0.5
CLOSE_SECONDS = 0.8

log = logging.getLogger("qa.web")

ERRORS = {
    400: "请求体不是有效的 JSON",
    401: "缺少有效的 API 密钥",
    408: "请求体接收超时",
    413: "请求体过大",
    421: "主机名（Host）不是本服务的",
    422: "请求有误",
    429: "请求过于频繁，见 Retry-After",
    500: "服务内部出错",
    503: "过忙、正在停止或资料库不可用，见 Retry-After",
}


def create_app(service: Service, settings: Settings, traces: Traces | None = None) -> FastAPI:
    """The application; its lifespan closes ``service`` and ``traces``. ``app.state.answers`` is for the server."""
    web = settings.web
    answers = Answers(web.concurrent_answers, web.queue)
    feedback = Feedback(web.feedback_file, web.kept_answers)
    metrics = Metrics()
    metrics.watch(service, answers)
    budget = Budget(web.key_tokens_per_day, web.spending_file)
    desk = Desk(service, answers, metrics, feedback, budget, traces)
    agents = Agents(service, settings, desk)
    app = DescribedApp(
        keys=bool(web.api_keys),
        title="政府工作报告问答",
        description=DESCRIPTION,
        version="1",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=_closing(service, answers, (feedback, budget), traces, agents),
        responses=_error_responses(),
    )
    app.state.answers = answers
    app.router.route_class = StrictRoute
    for routes in (
        AskRoutes(desk, web),
        ChatRoutes(desk, web),
        SearchRoutes(service, settings, metrics),
        ReportRoutes(service),
        DataRoutes(service, web),
        FeedbackRoutes(feedback),
        HealthRoutes(service, answers, metrics),
        DocsRoutes(),
        PageRoutes(web),
    ):
        routes.add_to(app.router)
    app.router.routes.append(agents.route)
    _add_handlers(app)
    _add_doors(app, web, metrics, traces)
    return app


def _add_doors(app: FastAPI, web: WebSettings, metrics: Metrics, traces: Traces | None) -> None:
    """The last added is the outermost."""

    def ended(request: Ended) -> None:
        metrics.request_ended(request)
        if traces:
            traces.request_ended(request)
        log.info("request", extra={"request": asdict(request)})

    app.add_middleware(BodyDoor, max_bytes=web.max_body_bytes, timeout=web.body_timeout)
    app.add_middleware(KeyDoor, settings=web)
    app.add_middleware(HostDoor, names=names_served(web))
    app.add_middleware(HeadDoor)
    app.add_middleware(ErrorDoor)
    app.add_middleware(CorsDoor, origins=web.cors_origins)
    app.add_middleware(RequestDoor, on_end=ended)
    if traces:
        from qa.web.tracing import TraceDoor

        app.add_middleware(TraceDoor, traces=traces)


def _error_responses() -> dict[int | str, dict[str, Any]]:
    return {status: {"model": ErrorOut, "description": text} for status, text in ERRORS.items()}


def _add_handlers(app: FastAPI) -> None:
    app.exception_handlers[RequestValidationError] = _on_invalid
    app.exception_handlers[HTTPException] = _on_http_exception
    app.exception_handlers[QAError] = _on_error


async def _on_invalid(request: Request, exc: RequestValidationError) -> Response:
    return problems.reply(problems.of_validation(exc.errors()), request.scope)


async def _on_http_exception(request: Request, exc: HTTPException) -> Response:
    problem = exc if isinstance(exc, Problem) else problems.of_http_exception(exc)
    return problems.reply(problem, request.scope)


async def _on_error(request: Request, exc: QAError) -> Response:
    return problems.reply(problems.of_exception(exc, request_id(request.scope)), request.scope)


def _closing(
    service: Service, answers: Answers, files: Sequence[Feedback | Budget], traces: Traces | None, agents: Agents
) -> Any:
    def close() -> None:
        service.close()
        if traces:
            traces.close()

    @contextlib.asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        async with agents.running():
            yield
        answers.stop(grace=0)
        await _until(lambda: not answers.running, DRAIN_SECONDS)
        closing = threading.Thread(target=close, name="qa-close", daemon=True)
        closing.start()
        await _until(lambda: not closing.is_alive(), CLOSE_SECONDS)
        for file in files:
            file.close()

    return lifespan


async def _until(true: Callable[[], bool], seconds: float) -> None:
    with anyio.move_on_after(seconds):
        while not true():
            await anyio.sleep(0.01)
