"""Logs: one JSON object a line, whatever is logged; no secrets, no injection, bounded."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from qa.settings import load_settings
from qa.web import logs
from tests.web.conftest import OpenClient
from tests.web.fakes import FakeService

CANARY = "canary-0123456789abcdef"
ASKED = "canary-of-the-question"
QUESTION = f"口令是{ASKED}\u2028，增长多少"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What the service would log at its most talkative."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    stream = io.StringIO()
    logs.configure("debug", [CANARY], stream)
    yield stream
    root.handlers[:] = before
    root.setLevel(level)


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    text = stream.getvalue()
    assert all(char.isprintable() or char == "\n" for char in text)
    return [json.loads(line) for line in text.split("\n") if line]


def test_a_request_is_one_line_with_its_parts(written: io.StringIO, open_client: OpenClient) -> None:
    open_client(api_keys={"site": CANARY}).get("/v1/reports/abc", headers={"X-Request-ID": "r-1", "X-API-Key": CANARY})
    (line,) = [line for line in lines(written) if line["logger"] == "qa.web"]
    assert line["event"] == "request" and line["level"] == "info" and line["time"].endswith("Z")
    request = line["request"]
    assert request.pop("seconds") >= 0
    assert request == {
        "id": "r-1",
        "method": "GET",
        "route": "/v1/reports/{report_id}",
        "status": 404,
        "key": "site",
        "problem": "report_not_found",
    }


def test_nothing_of_what_is_secret_or_asked_is_logged(
    written: io.StringIO, open_client: OpenClient, service: FakeService
) -> None:
    client = open_client(api_keys={"site": CANARY})
    right, wrong = {"X-API-Key": CANARY}, {"Authorization": f"Bearer sk-{CANARY}"}
    client.post("/v1/ask", json={"question": QUESTION}, headers=right)
    client.post("/v1/ask", json={"question": QUESTION, "stream": True}, headers=right)
    client.get(f"/v1/search?q={CANARY}&api_key={CANARY}", headers=wrong)
    client.get(f"/{CANARY}", headers={**right, "User-Agent": CANARY, "X-Request-ID": f"{CANARY}\x1b[31m"})
    service.fail_before = RuntimeError(f"401 from http://user:{CANARY}@host: Incorrect key sk-{CANARY}")
    client.post("/v1/ask", json={"question": QUESTION}, headers=right)
    text = written.getvalue()
    assert CANARY not in text
    assert ASKED not in text and "口令" not in text
    assert any(line["level"] == "error" and "exception" in line for line in lines(written))


@pytest.mark.parametrize(
    "said", ["a\nb", "a\r\n{}", "\x1b[31mred", "%s %d", "\u2028\u202e\u200b", "\ud800", "\x7f\x85", "好" * 1_000_000]
)
def test_what_is_logged_stays_in_its_line(written: io.StringIO, said: str) -> None:
    log = logging.getLogger("qa.test")
    log.info("said", extra={"said": said, said: 1, "deep": {"list": [said]}})
    try:
        raise ValueError(said)
    except ValueError:
        log.exception("failed: %s", said)
    assert len(lines(written)) == 2
    assert all(len(line) < 50_000 for line in written.getvalue().split("\n"))


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_survives_escaping(said: str) -> None:
    assert json.loads(logs.render(None, "", {"event": said}))["event"] == said


def test_keys_of_others_are_recognised_by_their_form() -> None:
    scrub = logs.Scrub([])
    for text, hidden in (
        ("Authorization: Bearer abc.def", "Authorization: ***"),
        ("key sk-abcdef123 was refused", "key *** was refused"),
        ("http://user:pass@host/v1", "http://***host/v1"),
        ("/v1?api_key=abc&k=1", "/v1?api_key=***&k=1"),
    ):
        assert scrub(None, "", {"event": text}) == {"event": hidden}


def test_local_values_are_not_in_tracebacks(written: io.StringIO) -> None:
    local = "geheim" + "nis"
    try:
        len(int(local and "0").__index__)  # type: ignore[arg-type]
    except TypeError:
        logging.getLogger("qa.test").exception("failed")
    assert "geheimnis" not in written.getvalue()


def test_a_log_that_cannot_be_written_costs_no_answer(client: TestClient) -> None:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    # Unbuffered below, so that nothing is left to be written when it is closed.
    with Path("/dev/full").open("wb", buffering=0) as raw:
        full = io.TextIOWrapper(raw, write_through=True)
        try:
            logs.configure("info", [], full)
            assert client.post("/v1/ask", json={"question": "增长多少"}).status_code == 200
        finally:
            root.handlers[:] = before
            root.setLevel(level)


def test_every_secret_of_the_settings_is_known() -> None:
    settings = load_settings({"QA_CHAT__API_KEY": "chat-secret", "QA_WEB__API_KEYS__A": "a" * 16})
    assert set(logs.secrets_of(settings)) == {"chat-secret", "a" * 16}
