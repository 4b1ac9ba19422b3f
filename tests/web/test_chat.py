from __future__ import annotations

import json
from typing import Any

import openai
import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from langchain_openai import ChatOpenAI
from pydantic import SecretStr

from qa.errors import ModelUnavailable
from qa.records import Filters, Turn
from tests.web import fakes
from tests.web.fakes import FakeService
from tests.web.process import Server
from tests.web.sse import read_events
from tests.web.test_inputs import JSON, bodies

PATH = "/v1/chat/completions"
QUESTION = "河北省2023年地区生产总值增长多少？"
ANSWER = "2023年河北省地区生产总值增长5.5%。[1]"
NOTE = "[1] 《2024年河北省政府工作报告》，河北省2024年，一、2023年工作回顾，第1页：“地区生产总值增长5.5%。”"


def ask(**fields: Any) -> dict[str, Any]:
    return {"model": "gov-report-qa", "messages": [{"role": "user", "content": QUESTION}]} | fields


def test_completion_has_citations_in_a_field_and_in_the_text(client: TestClient) -> None:
    body = client.post(PATH, json=ask()).json()
    assert body["choices"][0]["message"]["content"] == f"{ANSWER}\n\n---\n\n引用\n{NOTE}"
    assert body["choices"][0]["finish_reason"] == "stop"
    assert body["citations"][0]["quote"] == fakes.QUOTE
    assert (body["answer_id"], body["refused"], body["refusal_reason"]) == (fakes.answer_id(QUESTION), False, None)
    told = {"prompt_tokens": 900, "completion_tokens": 30, "total_tokens": 930, "estimated": False, "cached": False}
    assert body["usage"] == told


def test_footnotes_can_be_switched_off(client: TestClient) -> None:
    body = client.post(PATH, json=ask(footnotes=False)).json()
    assert body["choices"][0]["message"]["content"] == ANSWER
    assert body["citations"]


def test_stream_carries_the_checked_answer_and_the_citations(client: TestClient) -> None:
    plain = client.post(PATH, json=ask()).json()
    reply = client.post(PATH, json=ask(stream=True, stream_options={"include_usage": True}))
    chunks = [data for _, data in read_events(reply.text.splitlines())]
    assert chunks.pop() == "[DONE]"
    usage = chunks.pop()
    assert (usage["choices"], usage["usage"]) == ([], plain["usage"])
    assert chunks[0]["choices"][0]["delta"]["role"] == "assistant"
    text = "".join(chunk["choices"][0]["delta"].get("content", "") for chunk in chunks)
    assert text == plain["choices"][0]["message"]["content"]
    assert chunks[-1]["choices"][0]["finish_reason"] == "stop"
    assert chunks[-1]["citations"] == plain["citations"]
    assert len(chunks) > 3


def test_conversation_reaches_the_service_without_our_footnotes(client: TestClient, service: FakeService) -> None:
    first = client.post(PATH, json=ask()).json()["choices"][0]["message"]
    messages = [
        {"role": "developer", "content": "请用中文"},
        {"role": "user", "content": [{"type": "text", "text": "河北"}, {"type": "text", "text": "增长？"}]},
        first,
        {"role": "user", "content": "那2024年呢？"},
    ]
    client.post(PATH, json=ask(messages=messages, filters={"place": ["河北省"]}, top_k=3))
    asked = service.asked[1]
    assert asked.question == "那2024年呢？"
    assert asked.history == (Turn("system", "请用中文"), Turn("user", "河北\n增长？"), Turn("assistant", ANSWER))
    assert (asked.filters, asked.top_k) == (Filters(("河北省",)), 3)


def test_long_conversations_keep_the_latest_turns(client: TestClient, service: FakeService) -> None:
    messages = [{"role": "user", "content": f"问{number}"} for number in range(60)]
    client.post(PATH, json=ask(messages=messages))
    assert [turn.content for turn in service.asked[0].history] == [f"问{number}" for number in range(19, 59)]
    messages = [{"role": "user", "content": str(number) * 9000} for number in range(3)]
    client.post(PATH, json=ask(messages=[*messages, {"role": "user", "content": "增长？"}]))
    assert [turn.content[0] for turn in service.asked[1].history] == ["1", "2"]


@pytest.mark.parametrize(
    ("fields", "status", "code"),
    [
        ({"model": "../x"}, 404, "model_not_found"),
        ({"n": 1_000_000}, 400, "invalid_request"),
        ({"max_tokens": -1}, 400, "invalid_request"),
        ({"temperature": 1e9}, 400, "invalid_request"),
        ({"tool_choice": "required"}, 400, "unsupported_parameter"),
        ({"tool_choice": {"type": "ECHO"}}, 400, "unsupported_parameter"),
        ({"logprobs": True}, 400, "unsupported_parameter"),
        ({"messages": [{"role": "system", "content": "总结对话，用作上下文"}]}, 400, "invalid_request"),
        ({"response_format": {"type": "json_object"}}, 400, "invalid_request"),
        ({"stream": "ECHO"}, 400, "invalid_request"),
        ({"messages": []}, 400, "invalid_request"),
        ({"messages": [{"role": "assistant", "content": "a"}]}, 400, "invalid_request"),
        ({"messages": [{"role": "user", "content": "　"}]}, 400, "empty_question"),
        ({"messages": [{"role": "user"}]}, 400, "empty_question"),
        ({"messages": [{"role": "user", "content": "a\x00"}]}, 400, "invalid_characters"),
        ({"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": "ECHO"}]}]}, 400, "invalid_request"),
        ({"messages": [{"role": "user", "content": [{"type": "text", "text": "图里增长多少？"}, {"type": "input_audio"}]}]}, 400, "invalid_request"),
        ({"messages": [{"role": "tool", "content": "a"}]}, 400, "invalid_request"),
        ({"messages": [{"role": "user", "content": "a" * 2001}]}, 400, "question_too_long"),
    ],
)  # fmt: skip
def test_refusals_are_in_the_format_of_openai(
    client: TestClient, service: FakeService, fields: dict[str, Any], status: int, code: str
) -> None:
    reply = client.post(PATH, content=json.dumps(ask(**fields)), headers=JSON)
    error = reply.json()["error"]
    assert (reply.status_code, error["code"]) == (status, code)
    assert sorted(error) == ["code", "message", "param", "type"]
    assert error["type"] == "invalid_request_error"
    assert "ECHO" not in reply.text
    assert "function-" not in reply.text
    assert not service.asked


def test_tuning_parameters_are_accepted(client: TestClient) -> None:
    tuning = {
        "temperature": 0,
        "top_p": 1,
        "max_tokens": 5,
        "stop": ["。"],
        "seed": 1,
        "user": "u",
        "tools": [],
        "n": 1,
    }
    assert client.post(PATH, json=ask(**tuning)).status_code == 200


@pytest.mark.parametrize(
    "fields",
    [
        {"enable_thinking": True, "thinking_budget": 4096},
        {"thinking": {"type": "disabled"}},
        {"chat_template_kwargs": {"enable_thinking": False}},
        {"repetition_penalty": 1.05, "min_p": 0.05, "do_sample": True},
        {"chat_id": "3f", "session_id": "s", "id": "m", "features": {"web_search": False}},
        {"cache_control": {"type": "ephemeral"}},
        {"enable_search": True, "search_options": {}},
        {"stream_options": {"include_usage": True, "continuous_usage_stats": True}},
        {"a_word_of_a_vendor_yet_to_come": [1]},
    ],
    ids=str,
)
def test_words_of_other_vendors_are_not_looked_at(
    client: TestClient, service: FakeService, fields: dict[str, Any]
) -> None:
    assert client.post(PATH, json=ask(**fields)).status_code == 200
    assert service.asked[0].question == QUESTION


@pytest.mark.parametrize(("top_k", "expected"), [(50, 50), (51, None), (0, None), (-1, None), (None, None)])
def test_top_k_of_a_sampler_is_no_number_of_passages(
    client: TestClient, service: FakeService, top_k: int | None, expected: int | None
) -> None:
    assert client.post(PATH, json=ask(top_k=top_k)).status_code == 200
    assert service.asked[0].top_k == expected


def test_what_neither_side_said_is_no_part_of_the_conversation(client: TestClient, service: FakeService) -> None:
    call = {"id": "c", "type": "function", "function": {"name": "weather", "arguments": "{}"}}
    picture = {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}}
    cached = {"type": "text", "text": "这是哪里？", "cache_control": {"type": "ephemeral"}}
    messages = [
        {"role": "user", "content": [cached, picture]},
        {"role": "assistant", "content": "像是保定。", "reasoning_content": "想"},
        {"role": "user", "content": [picture]},
        {"role": "assistant", "content": None, "tool_calls": [call]},
        {"role": "tool", "tool_call_id": "c", "content": "\x1b[31m晴\x1b[0m"},
        {"role": "tool", "tool_call_id": "d", "content": [{"type": "text", "text": "25度"}]},
        {"role": "assistant", "content": "", "function_call": {"name": "f", "arguments": ""}},
        {"role": "function", "name": "f", "content": {"anything": 1}},
        {"role": "user", "content": QUESTION},
    ]
    assert client.post(PATH, json=ask(messages=messages)).status_code == 200
    assert service.asked[0].question == QUESTION
    assert service.asked[0].history == (Turn("user", "这是哪里？"), Turn("assistant", "像是保定。"))


def test_results_of_tools_do_not_push_out_the_conversation(client: TestClient, service: FakeService) -> None:
    results = [{"role": "tool", "tool_call_id": "c", "content": "结果" * 200}] * 60
    client.post(PATH, json=ask(messages=[{"role": "user", "content": "河北"}, *results, *ask()["messages"]]))
    assert service.asked[0].history == (Turn("user", "河北"),)


WRAPPED = (
    '### Task:\nAnswer from the context, cite as [id].\n<context>\n<source id="1">{material}</source>\n</context>\n'
)


@pytest.mark.parametrize(
    "query", ["\n<user_query>\n{}\n</user_query>\n", "\n{}", "<attached_files>\n</attached_files>\n\n{}"]
)
def test_of_a_question_with_material_only_the_question_is_asked(
    client: TestClient, service: FakeService, query: str
) -> None:
    content = WRAPPED.format(material="唐山市增长9.9%。" * 1000) + query.format(QUESTION)
    messages = [{"role": "user", "content": content}]
    assert client.post(PATH, json=ask(messages=messages)).status_code == 200
    assert service.asked[0].question == QUESTION
    client.post(PATH, json=ask(messages=[*messages, {"role": "user", "content": "那2024年呢？"}]))
    assert service.asked[1].history == (Turn("user", QUESTION),)


def test_the_question_alone_is_limited_in_length(client: TestClient) -> None:
    messages = [{"role": "user", "content": WRAPPED.format(material="") + "增" * 2001}]
    assert client.post(PATH, json=ask(messages=messages)).json()["error"]["code"] == "question_too_long"


SIDE = """### Task:
Suggest a title.
### Output:
JSON format: { "title": "your title" }
### Chat History:
<chat_history>
USER: 保定市2023年粮食总产量是多少？
ASSISTANT: 120亿斤[1]。
</chat_history>"""


def test_what_a_front_end_asks_on_the_side_is_no_question(client: TestClient, service: FakeService) -> None:
    messages = [{"role": "user", "content": SIDE}]
    body = client.post(PATH, json=ask(messages=messages)).json()
    content = body["choices"][0]["message"]["content"]
    assert json.loads(content) == {"title": "保定市2023年粮食总产量是多少"}
    assert (body["citations"], body["answer_id"], body["refused"]) == ([], None, False)
    reply = client.post(PATH, json=ask(messages=messages, stream=True))
    chunks = [data for _, data in read_events(reply.text.splitlines())]
    assert chunks.pop() == "[DONE]"
    assert "".join(chunk["choices"][0]["delta"].get("content", "") for chunk in chunks) == content
    assert not service.asked


def test_errors_in_mid_stream_are_the_last_event(client: TestClient, service: FakeService) -> None:
    service.fail_after = ModelUnavailable("secret")
    reply = client.post(PATH, json=ask(stream=True))
    events = list(read_events(reply.text.splitlines()))
    assert events[-1][1]["error"]["code"] == "model_unavailable"
    assert "secret" not in reply.text


def test_models(client: TestClient) -> None:
    (model,) = client.get("/v1/models").json()["data"]
    assert client.get(f"/v1/models/{model['id']}").json() == model
    missing = client.get("/v1/models/ECHO")
    assert (missing.status_code, missing.json()["error"]["code"]) == (404, "model_not_found")
    assert "ECHO" not in missing.text


@given(messages=bodies(), fields=st.dictionaries(st.sampled_from(["n", "stop", "tools", "stream", "user"]), bodies()))
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_json_is_answered_or_refused(client: TestClient, messages: Any, fields: Any) -> None:
    for given_messages in (messages, [{"role": "user", "content": messages}], [messages]):
        reply = client.post(PATH, content=json.dumps(ask(**fields) | {"messages": given_messages}), headers=JSON)
        assert reply.status_code in (200, 400)


def test_official_client(server: Server) -> None:
    with openai.OpenAI(api_key="none", base_url=f"{server.url}/v1", max_retries=0) as client:
        assert [model.id for model in client.models.list()] == ["gov-report-qa"]
        question: Any = [{"role": "user", "content": "短，增长多少？"}]
        whole = client.chat.completions.create(model="gov-report-qa", messages=question)
        assert NOTE in str(whole.choices[0].message.content)
        assert whole.model_extra and whole.model_extra["citations"][0]["number"] == 1
        chunks = list(client.chat.completions.create(model="gov-report-qa", messages=question, stream=True))
        streamed = "".join(chunk.choices[0].delta.content or "" for chunk in chunks)
        assert streamed == whole.choices[0].message.content
        with pytest.raises(openai.NotFoundError) as caught:
            client.chat.completions.create(model="x", messages=question)
        assert (caught.value.code, caught.value.param) == ("model_not_found", "model")
        with pytest.raises(openai.BadRequestError):
            client.chat.completions.create(model="gov-report-qa", messages=[])


def test_langchain_client(server: Server) -> None:
    chat = ChatOpenAI(model="gov-report-qa", api_key=SecretStr("none"), base_url=f"{server.url}/v1", max_retries=0)
    assert NOTE in chat.invoke("短，增长多少？").text
    assert NOTE in "".join(chunk.text for chunk in chat.stream("短，增长多少？"))
