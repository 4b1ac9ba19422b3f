"""Requests as front ends send them, through OpenAI's own client."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openai
import pytest
from fastapi.testclient import TestClient

from qa.web.chat import IGNORED
from tests.web.fakes import FakeService

RECORDED = Path(__file__).parent / "recorded"
MODEL = "gov-report-qa"
QUESTION = "河北省2023年地区生产总值增长多少？"
TOOL: Any = {"type": "function", "function": {"name": "get_time", "parameters": {}}}


def recorded() -> list[Any]:
    found = []
    for path in sorted(RECORDED.glob("*.json")):
        for each in json.loads(path.read_text(encoding="utf-8")):
            found.append(pytest.param(each, id=f"{path.stem}: {each['what']}"))
    return found


@pytest.fixture
def official(client: TestClient) -> openai.OpenAI:
    """OpenAI's client in front of the application itself."""
    return openai.OpenAI(api_key="none", base_url=f"{client.base_url}/v1", max_retries=0, http_client=client)


def said(official: openai.OpenAI, body: dict[str, Any]) -> tuple[str, str | None]:
    """What the reply says, and what its header names."""
    if body.get("stream"):
        with official.chat.completions.with_streaming_response.create(
            model=body["model"], messages=body["messages"], stream=True, extra_body=body
        ) as raw:
            text = "".join(
                choice.delta.content or "" for chunk in raw.parse() for choice in chunk.choices if choice.delta
            )
            return text, raw.headers.get(IGNORED)
    whole = official.chat.completions.with_raw_response.create(
        model=body["model"], messages=body["messages"], extra_body=body
    )
    return str(whole.parse().choices[0].message.content), whole.headers.get(IGNORED)


@pytest.mark.parametrize("each", recorded())
def test_front_ends_get_what_they_ask_for(official: openai.OpenAI, service: FakeService, each: dict[str, Any]) -> None:
    text, ignored = said(official, each["body"])
    assert ignored == each.get("ignored")
    if "asked" in each:
        assert [asked.question for asked in service.asked] == [each["asked"]]
        assert "5.5%" in text and "[1] 《2024年河北省政府工作报告》" in text
        return
    assert not service.asked
    assert (json.loads(text) if "side" in each else text) == each.get("side", each.get("plain"))


def ask(official: openai.OpenAI, **fields: Any) -> Any:
    message: Any = {"role": "user", "content": QUESTION}
    return official.chat.completions.with_raw_response.create(model=MODEL, messages=[message], **fields)


@pytest.mark.parametrize(
    ("fields", "ignored"),
    [
        ({"tools": [TOOL]}, "tools"),
        ({"tools": [TOOL], "tool_choice": "auto", "parallel_tool_calls": True}, "tools"),
        ({"tools": [TOOL], "tool_choice": "none"}, "tools"),
        ({"functions": [TOOL["function"]], "function_call": "auto"}, "functions"),
        ({"web_search_options": {"search_context_size": "low"}}, "web_search_options"),
        ({"extra_body": {"filter": {"place": ["河北省"]}, "documents": [{}]}}, "filter, documents"),
        ({"extra_body": {"a\r\nX-Evil: 1": 1, "知识库": 1, "": 1, "z" * 41: 1, "knowledge": "k"}}, "knowledge"),
        ({"extra_body": {f"word_{number}": 1 for number in range(50)}}, ", ".join(f"word_{n}" for n in range(10))),
        ({"extra_body": {"enable_thinking": True, "min_p": 0.1, "plugins": [], "enable_search": False}}, None),
        ({"tools": [], "tool_choice": "none"}, None),
        ({"prediction": {"type": "content", "content": "x"}}, None),
        ({"temperature": 0.2, "seed": 1}, None),
    ],
)
def test_what_may_mean_something_and_is_not_used_is_named(
    official: openai.OpenAI, service: FakeService, fields: dict[str, Any], ignored: str | None
) -> None:
    assert ask(official, **fields).headers.get(IGNORED) == ignored
    assert service.asked[0].question == QUESTION


@pytest.mark.parametrize(
    "choice",
    [
        {"tool_choice": "required"},
        {"tool_choice": {"type": "function", "function": {"name": "get_time"}}},
        {"tool_choice": {"type": "allowed_tools", "allowed_tools": {"mode": "required", "tools": [TOOL]}}},
        {"function_call": {"name": "get_time"}},
    ],
    ids=str,
)
def test_a_tool_that_must_be_called_is_a_clear_error(
    official: openai.OpenAI, service: FakeService, choice: dict[str, Any]
) -> None:
    with pytest.raises(openai.BadRequestError, match="不调用工具") as caught:
        ask(official, tools=[TOOL], **choice)
    assert (caught.value.code, caught.value.param) == ("unsupported_parameter", next(iter(choice)))
    assert not service.asked


def test_tools_that_may_be_called_are_left(official: openai.OpenAI, service: FakeService) -> None:
    allowed = {"type": "allowed_tools", "allowed_tools": {"mode": "auto", "tools": [TOOL]}}
    assert ask(official, tools=[TOOL], tool_choice=allowed).headers[IGNORED] == "tools"
    assert service.asked
