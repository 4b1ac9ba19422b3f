"""A model that says the material does not answer, seen by who asks over HTTP."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from qa.web.app import create_app
from tests.answer.fakes import ScriptedChat, make_assistant
from tests.web.conftest import web_settings
from tests.web.sse import read_events

QUESTION = "洛阳2019年农村公路建得怎么样？"
DECLINED = "材料中没有提到洛阳市2019年农村公路建得怎么样。"


@pytest.fixture
def client(tmp_path: Path) -> TestClient:
    assistant = make_assistant(tmp_path / "store", ScriptedChat(DECLINED))
    return TestClient(create_app(assistant, web_settings(tmp_path)), base_url="http://localhost")


def assert_believed(answer: dict[str, Any]) -> None:
    assert (answer["refused"], answer["refusal_reason"], answer["mode"]) == (True, "not_stated", "refused")
    assert answer["citations"] == []
    assert "386公里" not in answer["answer"]
    assert "386公里" in json.dumps(answer["nearest"], ensure_ascii=False)


def test_plain(client: TestClient) -> None:
    with client:
        reply = client.post("/v1/ask", json={"question": QUESTION})
    assert reply.status_code == 200
    assert_believed(reply.json())


def test_streamed(client: TestClient) -> None:
    with client:
        reply = client.post("/v1/ask", json={"question": QUESTION, "stream": True})
    name, answer = list(read_events(reply.text.splitlines()))[-1]
    assert name == "answer"
    assert_believed(answer)
