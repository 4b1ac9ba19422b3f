from __future__ import annotations

import random
import sqlite3
import threading
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import httpx2
import pytest

from qa.errors import InputError
from qa.evaluate.questions import load
from qa.records import CheckedFigure, Kind, RefusalReason, Turn
from qa.web.export import export
from qa.web.feedback import Feedback
from tests.web import fakes
from tests.web.process import Server, free_port
from tests.web.waiting import wait_until


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "f.sqlite3"
    feedback = Feedback(file, kept=10)
    good = fakes.answer("增长多少？", "增长5.5%。[1]")
    feedback.keep(good, ())
    feedback.rate(good.id, "up", "")
    after = fakes.answer("那2024年呢？", "增长5.5%左右。[1]")
    figures = (
        CheckedFigure("2024年", "quoted", 1),
        CheckedFigure("5.5%左右", "quoted", 1),
        CheckedFigure("9%", "unsupported"),
    )
    feedback.keep(replace(after, figures=figures), (Turn("system", "请"), Turn("user", "河北增长多少？")))
    feedback.rate(after.id, "down", "答的是目标\n不是结果")
    refused = replace(
        fakes.answer("上海呢？", "资料库中没有上海市的报告。"),
        refused=True,
        refusal_reason=RefusalReason.NO_REPORT_FOR_PLACE,
        citations=(),
        figures=(),
    )
    feedback.keep(refused, ())
    feedback.rate(refused.id, "down", "")
    compared = fakes.answer("哪年快？", "一样快。[1]")
    feedback.keep(replace(compared, figures=(), plan=replace(compared.plan, kind=Kind.COMPARE)), ())
    feedback.rate(compared.id, "up", "")
    unrated = fakes.answer("没有评价的", "答")
    feedback.keep(unrated, ())
    feedback.close()
    return file


def test_what_is_exported_is_a_question_set(file: Path, tmp_path: Path) -> None:
    questions = tmp_path / "questions.jsonl"
    questions.write_text("\n".join(question.model_dump_json() for question in export(file, None)), encoding="utf-8")
    loaded = {item.question.question: item.question for item in load(questions)}
    assert {question: one.category for question, one in loaded.items()} == {
        "增长多少？": "fact",
        "那2024年呢？": "followup",
        "上海呢？": "unanswerable",
        "哪年快？": "compare",
    }
    after = loaded["那2024年呢？"]
    assert [turn.content for turn in after.history] == ["河北增长多少？"]
    assert after.must_include == ["5.5%左右"]
    assert after.docs == ["hebei-2024"] and after.evidence[0].quote == fakes.QUOTE
    assert "不好；答的是目标\n不是结果" in after.note
    assert loaded["上海呢？"].must_include == ["资料库中没有上海市的报告"]
    assert not loaded["上海呢？"].answerable


def test_only_the_bad_ones(file: Path) -> None:
    assert {question.question for question in export(file, "down")} == {"那2024年呢？", "上海呢？"}


def test_no_feedback_and_a_broken_file_are_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="还没有"):
        list(export(tmp_path / "none", None))
    (tmp_path / "broken").write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    with pytest.raises(InputError, match="读不了"):
        list(export(tmp_path / "broken", None))


@pytest.mark.parametrize("seed", range(3))
def test_kill_9_during_writes_loses_no_acknowledged_rating(mortal: Server, tmp_path: Path, seed: int) -> None:
    for number in range(2):
        mortal.client.post("/v1/ask", json={"question": f"快{number}，增长多少？"})
    acknowledged: dict[str, str] = {}

    def write() -> None:
        number = 0
        with pytest.raises(httpx2.TransportError):
            while True:
                number += 1
                answer_id, comment = fakes.answer_id(f"快{number % 2}，增长多少？"), str(number)
                body = {"answer_id": answer_id, "rating": "up", "comment": comment}
                assert mortal.client.post("/v1/feedback", json=body).status_code == 201
                acknowledged[answer_id] = comment

    writer = threading.Thread(target=write)
    writer.start()
    wait_until(lambda: len(acknowledged) == 2, 20)
    time.sleep(random.Random(seed).uniform(0, 0.5))
    mortal.process.kill()
    writer.join(20)
    with closing(sqlite3.connect(tmp_path / "f.sqlite3")) as connection:
        kept = dict(connection.execute("SELECT answer_id, comment FROM feedback"))
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    # The one that was under way may be there too.
    assert all(int(kept[answer_id]) >= int(comment) for answer_id, comment in acknowledged.items())
    # Who starts it again finds everything and goes on.
    with Server(free_port(), tmp_path / "f.sqlite3") as again:
        again.ask_rightly()
        body = {"answer_id": fakes.answer_id("快1，增长多少？"), "rating": "down", "comment": "又来"}
        assert again.client.post("/v1/feedback", json=body).status_code == 201
