"""The service as tools for agents (Model Context Protocol), over HTTP at ``/mcp`` and over standard input and output.

A tool is one of the routes: the same parameters, the same reply as structured content with a citation for every figure
and sentence, and the same refusals, told as the tool's error. Over HTTP the doors of the application stand before it, so
that keys, limits and sizes are those of every route; a session keeps nothing, and any process may answer any request.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

import anyio
from mcp import types
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecuritySettings
from pydantic import BaseModel, ValidationError
from starlette.requests import Request
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from qa.corpus.mentions import mentions
from qa.records import Filters, Report
from qa.settings import Settings
from qa.web import convert, data, problems
from qa.web.answering import Answering, Answers
from qa.web.bounded import Bounded
from qa.web.desk import Desk
from qa.web.guard import caller_of
from qa.web.inputs import (
    AskTool,
    IndicatorsQuery,
    MentionsQuery,
    OutcomesQuery,
    ReportsTool,
    SearchQuery,
    StatementsQuery,
    SummaryTool,
    TableQuery,
    TextTool,
    check_question,
    filters_of,
)
from qa.web.problems import Problem
from qa.web.schemas import Out, ReportsOut
from qa.web.service import Service
from qa.web.tables import outcomes_out, table_out

PATH = "/mcp"
NAME = "gov-report-qa"
INSTRUCTIONS = (
    "资料库是各地历年的政府工作报告。问一个问题用 ask；自己取数用 table、statements、outcomes（目标与结果）、mentions（提法），"
    "指标叫什么用 indicators，有哪些报告用 reports；引用带报告编号与起止字符，用 text 读上下文。"
    "年份指数字所属的年份，与报告年份不同；报告没有说的写“未提及”，不要代填。"
)
#: An agent reads all of it; a page of a table shows more.
MAX_CELLS = 600
#: Not for agents: how much is sent is for the tool to say, and files are for people.
_LEFT_OUT = ("format", "by", "order", "turned")
#: What nobody is there to read.
_LEFT = types.CallToolResult(content=[], isError=True)

log = logging.getLogger("qa.web")
Query = TypeVar("Query", bound=BaseModel)
Content = tuple[list[types.TextContent], dict[str, Any]]
#: A question, where it is looked for, and who pays.
Admit = Callable[[str, Filters, str], Answering]


@dataclass(frozen=True, slots=True)
class _Tool:
    told: str
    query: type[BaseModel]
    run: Callable[[Any, str], Awaitable[Content]]


class Tools:
    """``admit`` hands in a question, ``leave`` must follow it."""

    def __init__(self, service: Service, settings: Settings, admit: Admit, leave: Callable[[Answering], None]) -> None:
        self._service = service
        self._settings = settings
        self._admit = admit
        self._leave = leave
        self._bounded = Bounded(settings.web)
        self._tools = {
            "ask": _Tool("问一个问题，得到注明出处的回答；报告没有说的会说没有", AskTool, self._ask),
            "search": _Tool("只找原文：最相关的段落，带出处", SearchQuery, self._looked_up(self._search)),
            "table": _Tool(
                f"把指标列成表：一行一个地区，一列一年，每格带原句；至多 {MAX_CELLS} 格", TableQuery, self._looked_up(self._table)
            ),
            "statements": _Tool("报告里的数字，逐条带原句，分页", StatementsQuery, self._looked_up(self._statements)),
            "outcomes": _Tool("各地定的目标与后来的结果对照：达到没有，差多少", OutcomesQuery, self._looked_up(self._outcomes)),
            "mentions": _Tool("一个提法的来历：哪些报告说到、几次、哪年最早，带原句", MentionsQuery, self._looked_up(self._mentions)),
            "indicators": _Tool("有哪些指标，哪些叫法算同一个", IndicatorsQuery, self._looked_up(self._indicators)),
            "reports": _Tool("资料库里有哪些报告", ReportsTool, self._looked_up(self._reports)),
            "summary": _Tool("一份报告的速览：主要结果、目标、任务、民生实事", SummaryTool, self._looked_up(self._summary)),
            "text": _Tool("报告正文的一段，用引用里的起止字符，两边放宽", TextTool, self._looked_up(self._text)),
        }  # fmt: skip

    def listed(self) -> list[types.Tool]:
        return [
            types.Tool(
                name=name,
                description=tool.told,
                inputSchema=_schema(tool.query),
                annotations=types.ToolAnnotations(readOnlyHint=True, openWorldHint=False),
            )
            for name, tool in self._tools.items()
        ]

    async def call(self, name: str, arguments: Mapping[str, Any], caller: str = "") -> types.CallToolResult:
        """What goes wrong is told as the routes tell it, and as little of it."""
        try:
            tool = self._tools.get(name)
            if tool is None:
                raise Problem(404, "not_found", "没有这个工具。")
            content, structured = await tool.run(_checked(tool.query, arguments), caller)
        except Exception as exc:  # noqa: BLE001  an agent gets a sentence, the log gets the rest
            problem = problems.of_exception(exc, "mcp")
            told = types.TextContent(type="text", text=f"{problem.message}（{problem.code}）")
            return types.CallToolResult(content=[told], isError=True)
        return types.CallToolResult(content=list(content), structuredContent=structured)

    async def _ask(self, query: AskTool, caller: str) -> Content:
        check_question(query.question, self._settings.web)
        filters = Filters(place=tuple(query.place), report_year=tuple(query.report_year))
        answering = self._admit(query.question, filters, caller)
        try:
            answer = await answering.final()
        finally:
            self._leave(answering)
        reply = convert.answer_out(answer).model_dump(mode="json", exclude={"passages", "timings"})
        return [types.TextContent(type="text", text=convert.with_footnotes(answer))], reply

    def _looked_up(self, made: Callable[[Any], Out]) -> Callable[[BaseModel, str], Awaitable[Content]]:
        async def run(query: BaseModel, _caller: str) -> Content:
            reply = await self._bounded.run(partial(made, query))
            text = types.TextContent(type="text", text=reply.model_dump_json(exclude_none=True))
            return [text], reply.model_dump(mode="json")

        return run

    def _search(self, query: SearchQuery) -> Out:
        check_question(query.q, self._settings.web, param="q")
        hits = self._service.search(query.q, query.k or self._settings.retrieve.top_k, filters_of(query))
        return convert.search_out(query.q, hits)

    def _table(self, query: TableQuery) -> Out:
        stated = self._service.stated()
        return table_out(stated, data.table_of(stated, query, MAX_CELLS))

    def _statements(self, query: StatementsQuery) -> Out:
        return data.statements_out(self._service.stated(), query)

    def _outcomes(self, query: OutcomesQuery) -> Out:
        stated = self._service.stated()
        return outcomes_out(stated, data.outcomes_of(stated, query, MAX_CELLS))

    def _mentions(self, query: MentionsQuery) -> Out:
        stated = self._service.stated()
        places = [stated.full(place) for place in query.place]
        found = mentions(query.phrase, stated.reports.values(), places, query.report_year)
        return data.mentions_out(stated.index, found, query)

    def _indicators(self, query: IndicatorsQuery) -> Out:
        return data.indicators_out(self._service.stated(), query)

    def _reports(self, query: ReportsTool) -> Out:
        stated = self._service.stated()
        places = [stated.full(place) for place in query.place]
        held = [each for each in self._service.reports() if _fits(each, places, query.report_year)]
        return ReportsOut(reports=[convert.report_out(each, self._service.passages_of(each.id)) for each in held])

    def _summary(self, query: SummaryTool) -> Out:
        return data.summary_of(self._service.stated(), query.report_id)

    def _text(self, query: TextTool) -> Out:
        report = convert.find_report(self._service, query.report_id)
        start = min(query.start, len(report.text))
        return convert.report_text_out(report, start, min(start + query.chars, len(report.text)))


def _fits(report: Report, places: Sequence[str], years: Sequence[int]) -> bool:
    return (not places or report.place in places) and (not years or report.year in years)


def _schema(query: type[BaseModel]) -> dict[str, Any]:
    schema = query.model_json_schema()
    schema["properties"] = {name: value for name, value in schema["properties"].items() if name not in _LEFT_OUT}
    return schema


def _checked(query: type[Query], arguments: Mapping[str, Any]) -> Query:
    """Raises Problem 422."""
    try:
        return query.model_validate({name: value for name, value in arguments.items() if name not in _LEFT_OUT})
    except ValidationError as exc:
        # The routes' errors begin with where in the request they are.
        errors = [{**error, "loc": ("query", *error["loc"])} for error in exc.errors(include_url=False)]
        raise problems.of_validation(errors) from exc


def _server(tools: Tools) -> Server[Any, Any]:
    server: Server[Any, Any] = Server(NAME, version="1", instructions=INSTRUCTIONS)

    async def list_tools() -> list[types.Tool]:
        return tools.listed()

    async def call(name: str, arguments: Mapping[str, Any]) -> types.CallToolResult:
        result, caller = _LEFT, ""
        async with anyio.create_task_group() as group:
            # Over standard input a client takes a call back itself; over HTTP it just goes.
            if isinstance(request := server.request_context.request, Request):
                group.start_soon(_cancel_when_gone, request, group.cancel_scope)
                caller = caller_of(request.scope)
            result = await tools.call(name, arguments, caller)
            group.cancel_scope.cancel()
        return result

    server.list_tools()(list_tools)  # type: ignore[no-untyped-call]
    server.call_tool(validate_input=False)(call)
    return server


async def _cancel_when_gone(request: Request, work: anyio.CancelScope) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
    work.cancel()


class Agents:
    """``/mcp`` of one application; serves within ``running``."""

    def __init__(self, service: Service, settings: Settings, desk: Desk) -> None:
        def admit(question: str, filters: Filters, caller: str) -> Answering:
            return desk.admit(question, (), filters, None, caller)

        tools = Tools(service, settings, admit, desk.leave)
        self._server = _server(tools)
        self._sessions = self._opened()

    @property
    def route(self) -> Route:
        return Route(PATH, endpoint=_Endpoint(self), include_in_schema=False)

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._sessions.handle_request(scope, receive, send)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        # One manager runs once; an application may be started again.
        self._sessions = self._opened()
        async with self._sessions.run():
            yield

    def _opened(self) -> StreamableHTTPSessionManager:
        return StreamableHTTPSessionManager(
            self._server,
            json_response=True,
            stateless=True,
            # HostDoor and CorsDoor stand before it.
            security_settings=TransportSecuritySettings(enable_dns_rebinding_protection=False),
        )


class _Endpoint:
    """An application for the route; a bound method would be taken for a function of a request."""

    def __init__(self, agents: Agents) -> None:
        self._agents = agents

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._agents.handle(scope, receive, send)


async def serve_stdio(service: Service, settings: Settings) -> None:
    """Until standard input ends."""
    answers = Answers(settings.web.concurrent_answers, settings.web.queue)
    tools = Tools(
        service,
        settings,
        lambda question, filters, _: answers.admit(lambda: service.stream(question, (), filters, None)),
        answers.leave,
    )
    server = _server(tools)
    async with stdio_server() as (read, write):
        await server.run(read, write, server.create_initialization_options())
