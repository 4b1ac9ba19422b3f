"""Courtesies over HTTP, answered by the real assistant."""

from __future__ import annotations

from pathlib import Path

from fastapi.testclient import TestClient

from qa.web.app import create_app
from tests.answer.fakes import make_assistant
from tests.web.conftest import web_settings
from tests.web.sse import read_events


def test_a_greeting_gets_a_friendly_answer(tmp_path: Path) -> None:
    app = create_app(make_assistant(tmp_path / "store"), web_settings(tmp_path))
    with TestClient(app, base_url="http://localhost") as client:
        plain = client.post("/v1/ask", json={"question": "你好"}).json()
        assert (plain["refused"], plain["mode"], plain["citations"]) == (False, "extractive", [])
        assert plain["plan"]["kind"] == "talk"
        assert "洛阳市（2019、2020年）" in plain["answer"]
        stream = client.post("/v1/ask", json={"question": "你能做什么", "stream": True})
        assert [name for name, _ in read_events(stream.text.splitlines())] == ["answer"]
        weather = client.post("/v1/ask", json={"question": "今天天气怎么样"}).json()
        assert (weather["refused"], weather["refusal_reason"]) == (True, "out_of_scope")
