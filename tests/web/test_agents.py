"""The tools for agents as the official client meets them, over HTTP and over standard input and output."""

from __future__ import annotations

import sys
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.client.streamable_http import streamable_http_client
from mcp.types import CallToolResult, TextContent

from qa.settings import Settings
from qa.web import agents
from qa.web.inputs import MAX_VALUES
from tests.web import fakes
from tests.web.conftest import OpenClient, web_settings
from tests.web.fakes import FakeService
from tests.web.process import free_port
from tests.web.waiting import wait_until
from tests.widget.servers import Running

ROOT = Path(__file__).parents[2]
KEY = "a-key-of-sixteen-or-more"
Work = Callable[[ClientSession], Awaitable[None]]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return web_settings(tmp_path, port=free_port(), api_keys={"agent": KEY}, queue=1, concurrent_answers=1)


@pytest.fixture
def running(service: FakeService, settings: Settings) -> Iterator[Running]:
    running = Running(service, settings)
    yield running
    service.heal()
    running.stop()


@asynccontextmanager
async def over_http(url: str, key: str = KEY) -> AsyncIterator[ClientSession]:
    async with (
        httpx.AsyncClient(headers={"Authorization": f"Bearer {key}"}) as client,
        streamable_http_client(f"{url}/mcp", http_client=client) as (read, write, _),
        ClientSession(read, write) as session,
    ):
        await session.initialize()
        yield session


def ask_over_http(running: Running, work: Work) -> None:
    async def run() -> None:
        async with over_http(running.url) as session:
            await work(session)

    anyio.run(run)


def text_of(result: CallToolResult) -> str:
    (content,) = result.content
    assert isinstance(content, TextContent)
    return content.text


def given(result: CallToolResult) -> dict[str, Any]:
    assert not result.isError, text_of(result)
    assert result.structuredContent is not None
    return result.structuredContent


def test_a_client_that_goes_stops_its_answer(running: Running, service: FakeService) -> None:
    service.gate = threading.Event()
    call = {"name": "ask", "arguments": {"question": "河北省2023年地区生产总值增长多少？"}}
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": call}
    headers = {"Authorization": f"Bearer {KEY}", "Accept": "application/json, text/event-stream"}
    with httpx.Client(timeout=httpx.Timeout(5, read=0.5)) as client, pytest.raises(httpx.ReadTimeout):
        client.post(f"{running.url}/mcp", json=body, headers=headers)
    assert service.cancelled.wait(5)


def test_every_tool_tells_in_chinese_what_it_does_and_takes(running: Running) -> None:
    async def work(session: ClientSession) -> None:
        tools = {tool.name: tool for tool in (await session.list_tools()).tools}
        names = {
            "ask",
            "search",
            "table",
            "statements",
            "outcomes",
            "mentions",
            "indicators",
            "reports",
            "summary",
            "text",
        }
        assert set(tools) == names
        for tool in tools.values():
            assert tool.description and tool.annotations and tool.annotations.readOnlyHint
            for field in tool.inputSchema["properties"].values():
                assert field.get("description"), (tool.name, field)
        assert "format" not in tools["table"].inputSchema["properties"]

    ask_over_http(running, work)


def test_an_answer_has_its_citations_and_no_passages(running: Running, service: FakeService) -> None:
    async def work(session: ClientSession) -> None:
        question = {"question": "河北省2023年地区生产总值增长多少？", "place": ["河北省"]}
        result = await session.call_tool("ask", question)
        reply = given(result)
        assert reply["citations"][0]["quote"] == fakes.QUOTE and "passages" not in reply
        assert fakes.QUOTE in text_of(result)

    ask_over_http(running, work)
    assert service.asked[0].filters.place == ("河北省",)


@pytest.mark.parametrize(
    ("tool", "arguments", "quote"),
    [
        ("search", {"q": "生产总值"}, lambda r: r["hits"][0]["text"]),
        ("table", {"indicator": ["GDP增速"], "year": [2023]}, lambda r: r["rows"][0]["cells"][0]["citation"]["quote"]),
        ("statements", {"indicator": ["GDP"]}, lambda r: r["statements"][0]["citation"]["quote"]),
        ("outcomes", {"indicator": "GDP增速"}, lambda r: r["outcomes"][0]["target"]["citation"]["quote"]),
        ("mentions", {"phrase": "生产总值"}, lambda r: r["mentions"][0]["sentences"][0]["quote"]),
        ("summary", {"report_id": "hebei-2024"}, lambda r: r["results"][0]["figures"][0]["citation"]["quote"]),
        ("text", {"report_id": "hebei-2024", "start": fakes.START, "chars": 12}, lambda r: r["text"]),
    ],
)
def test_what_is_looked_up_has_its_sentence(
    running: Running, tool: str, arguments: dict[str, Any], quote: Callable[[dict[str, Any]], str]
) -> None:
    async def work(session: ClientSession) -> None:
        assert "地区生产总值增长5.5%" in quote(given(await session.call_tool(tool, arguments)))

    ask_over_http(running, work)


def test_names_and_reports_are_listed(running: Running) -> None:
    async def work(session: ClientSession) -> None:
        names = given(await session.call_tool("indicators", {"q": "粮食"}))
        assert [each["name"] for each in names["indicators"]] == ["粮食总产量", "=粮食"]
        held = given(await session.call_tool("reports", {"place": ["河北"]}))
        assert [each["id"] for each in held["reports"]] == ["hebei-2024"]
        assert given(await session.call_tool("reports", {"report_year": [2020]}))["reports"] == []

    ask_over_http(running, work)


@pytest.mark.parametrize(
    ("tool", "arguments", "code"),
    [
        ("nothing", {}, "not_found"),
        ("ask", {}, "invalid_request"),
        ("ask", {"question": "？？"}, "empty_question"),
        ("ask", {"question": "多" * 5000}, "question_too_long"),
        ("table", {"indicator": ["ECHO"]}, "indicator_not_found"),
        ("table", {"indicator": [], "ECHO": 1}, "invalid_request"),
        ("statements", {"place": ["a"] * (MAX_VALUES + 1)}, "invalid_request"),
        ("text", {"report_id": "ECHO"}, "report_not_found"),
    ],
)
def test_what_does_not_fit_is_told_and_echoes_nothing(
    running: Running, tool: str, arguments: dict[str, Any], code: str
) -> None:
    async def work(session: ClientSession) -> None:
        result = await session.call_tool(tool, arguments)
        assert result.isError and f"（{code}）" in text_of(result) and "ECHO" not in text_of(result)

    ask_over_http(running, work)


def test_a_table_too_large_for_an_agent(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agents, "MAX_CELLS", 1)

    async def work(session: ClientSession) -> None:
        result = await session.call_tool("table", {"indicator": ["GDP增速"], "year": [2023, 2024]})
        assert "表不能超过 1 格" in text_of(result)

    ask_over_http(running, work)


def test_what_breaks_inside_stays_inside(running: Running, service: FakeService) -> None:
    service.fail = RuntimeError("secret")

    async def work(session: ClientSession) -> None:
        result = await session.call_tool("statements", {})
        assert result.isError and "secret" not in text_of(result) and "（internal）" in text_of(result)

    ask_over_http(running, work)


def test_questions_wait_in_the_same_queue_as_all(running: Running, service: FakeService) -> None:
    service.gate = threading.Event()
    codes: list[str] = []

    async def one() -> None:
        async with over_http(running.url) as session:
            result = await session.call_tool("ask", {"question": "增长多少？"})
            codes.append("answered" if not result.isError else text_of(result))

    async def all_of_them() -> None:
        async with anyio.create_task_group() as group:
            for _ in range(4):
                group.start_soon(one)
            await anyio.to_thread.run_sync(lambda: wait_until(lambda: len(codes) == 2))
            service.heal()

    anyio.run(all_of_them)
    assert sum("（overloaded）" in code for code in codes) == 2 and codes.count("answered") == 2


def test_keys_and_limits_are_those_of_every_route(open_client: OpenClient) -> None:
    client = open_client(api_keys={"agent": KEY}, address_per_minute=2)
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    headers = {"Accept": "application/json, text/event-stream"}
    assert client.post("/mcp", json=body, headers=headers).status_code == 401
    allowed = client.post("/mcp", json=body, headers={**headers, "X-API-Key": KEY})
    assert allowed.status_code == 200 and len(allowed.json()["result"]["tools"]) == 10

    assert client.post("/mcp", json=body, headers={**headers, "X-API-Key": KEY}).status_code == 429


def test_over_standard_input_and_output() -> None:
    async def run() -> None:
        program = StdioServerParameters(
            command=sys.executable, args=["-m", "tests.web.agents_stdio"], cwd=ROOT, env={"PYTHONPATH": str(ROOT)}
        )
        async with stdio_client(program) as (read, write), ClientSession(read, write) as session:
            told = await session.initialize()
            assert told.instructions and "未提及" in told.instructions
            assert fakes.QUOTE in text_of(await session.call_tool("ask", {"question": "增长多少？"}))
            found = given(await session.call_tool("outcomes", {"indicator": "GDP增速"}))
            assert found["counts"]

    anyio.run(run)
