from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from qa.records import Turn
from qa.settings import Settings
from qa.web.feedback import Feedback
from qa.web.problems import Problem
from tests.web import fakes
from tests.web.process import Server
from tests.web.test_inputs import error

QUESTION = "短，增长多少？"


def rows(file: Path, query: str) -> list[Any]:
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(query).fetchall()


def test_a_rating_is_kept_with_its_answer(client: TestClient, settings: Settings) -> None:
    history = [{"role": "user", "content": "河北"}]
    reply = client.post("/v1/ask", json={"question": QUESTION, "history": history, "stream": True})
    assert reply.status_code == 200
    answer_id = fakes.answer_id(QUESTION)
    for rating in ("up", "down"):
        reply = client.post("/v1/feedback", json={"answer_id": answer_id, "rating": rating, "comment": "数字不对"})
        assert (reply.status_code, reply.json()) == (201, {"answer_id": answer_id, "rating": rating})
    assert rows(settings.web.feedback_file, "SELECT answer_id, rating, comment FROM feedback") == [
        (answer_id, "down", "数字不对")
    ]
    ((kept_history, kept_reply),) = rows(settings.web.feedback_file, "SELECT history, reply FROM answers")
    assert json.loads(kept_history) == history
    assert json.loads(kept_reply)["citations"][0]["quote"] == fakes.QUOTE


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"answer_id": "ECHO", "rating": "up"}, 404, "answer_not_found"),
        ({"answer_id": "", "rating": "up"}, 422, "invalid_request"),
        ({"answer_id": "a"}, 422, "invalid_request"),
        ({"answer_id": "a", "rating": "ECHO"}, 422, "invalid_request"),
        ({"answer_id": "a", "rating": "up", "comment": "x" * 2001}, 422, "invalid_request"),
        ({"answer_id": "a", "rating": "up", "comment": "\x00"}, 422, "invalid_characters"),
        ({"answer_id": "a", "rating": "up", "ECHO": 1}, 422, "invalid_request"),
    ],
)
def test_ratings_that_do_not_fit(client: TestClient, body: dict[str, Any], status: int, code: str) -> None:
    reply = client.post("/v1/feedback", json=body)
    assert (reply.status_code, error(reply)) == (status, code)
    assert "ECHO" not in reply.text


def test_unrated_answers_are_forgotten_and_rated_ones_stay(tmp_path: Path) -> None:
    feedback = Feedback(tmp_path / "f.sqlite3", kept=2)
    for number in range(5):
        feedback.keep(fakes.answer(f"问{number}", "答"), (Turn("user", "河北"),))
        if number == 0:
            feedback.rate(fakes.answer_id("问0"), "down", "")
    kept = {json.loads(reply)["question"] for (reply,) in rows(tmp_path / "f.sqlite3", "SELECT reply FROM answers")}
    assert kept == {"问0", "问3", "问4"}
    with pytest.raises(Problem) as caught:
        feedback.rate(fakes.answer_id("问1"), "up", "")
    assert caught.value.code == "answer_not_found"
    feedback.close()


def test_a_disk_that_fails_costs_the_rating_and_not_the_answer(client: TestClient, settings: Settings) -> None:
    settings.web.feedback_file.mkdir(parents=True)
    assert client.post("/v1/ask", json={"question": QUESTION}).status_code == 200
    reply = client.post("/v1/feedback", json={"answer_id": "a", "rating": "up"})
    assert (reply.status_code, error(reply)) == (503, "feedback_unavailable")


def test_a_full_disk_is_told_as_such(tmp_path: Path) -> None:
    feedback = Feedback(tmp_path / "f.sqlite3", kept=5)
    feedback.keep(fakes.answer("问", "答"), ())
    connection = feedback._connection
    assert connection is not None
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(Problem) as caught:
        feedback.rate(fakes.answer_id("问"), "up", "评" * 100_000)
    assert (caught.value.status_code, caught.value.code) == (507, "storage_full")
    feedback.close()


def test_kill_9_loses_no_acknowledged_rating(mortal: Server, tmp_path: Path) -> None:
    mortal.client.post("/v1/ask", json={"question": QUESTION})
    reply = mortal.client.post("/v1/feedback", json={"answer_id": fakes.answer_id(QUESTION), "rating": "up"})
    mortal.process.kill()
    assert reply.status_code == 201
    assert rows(tmp_path / "f.sqlite3", "SELECT rating FROM feedback") == [("up",)]
