"""Rated answers as lines of a question set, so that a bad answer becomes a test question."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from qa.errors import InputError
from qa.evaluate.questions import Category, Gold, HistoryTurn, Question
from qa.records import Kind
from qa.web.feedback import Rating
from qa.web.schemas import AnswerOut

_RATED = """
SELECT feedback.at, rating, comment, history, reply FROM feedback JOIN answers ON answers.id = answer_id
WHERE rating IN (?, ?) ORDER BY feedback.at, number
"""
_YEAR = re.compile(r"\d{4}年?")
_CATEGORIES: dict[Kind, Category] = {Kind.COMPARE: "compare", Kind.TREND: "trend", Kind.LIST: "list"}
_RATINGS = {"up": "好", "down": "不好"}


def export(file: Path, rating: Rating | None) -> Iterator[Question]:
    """The rated answers, oldest first; only those rated ``rating`` if given.

    What the answer said stands where the right answer belongs, for a person to correct. Raises InputError when
    there is no feedback that can be read.
    """
    try:
        with closing(_open(file.expanduser())) as connection:
            rows = connection.execute(_RATED, (rating or "up", rating or "down")).fetchall()
    except sqlite3.Error as exc:
        raise InputError(f"读不了反馈文件 {file}：{exc}。") from exc
    for at, rated, comment, history, reply in rows:
        note = f"{at} 评价：{_RATINGS[rated]}" + (f"；{comment}" if comment else "")
        yield _question(_answer(reply), json.loads(history), note)


def _open(file: Path) -> sqlite3.Connection:
    if not file.is_file():
        raise InputError(f"还没有任何反馈（{file} 不存在）。")
    return sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)


def _answer(reply: str) -> AnswerOut:
    try:
        return AnswerOut.model_validate_json(reply)
    except ValidationError as exc:
        raise InputError("反馈文件里有别的版本写下的回答，请用那个版本导出。") from exc


def _question(answer: AnswerOut, history: list[dict[str, Any]], note: str) -> Question:
    turns = [HistoryTurn(**turn) for turn in history if turn["role"] != "system" and turn["content"].strip()]
    return Question(
        id=f"fb-{answer.id[:12]}",
        category=_category(answer, bool(turns)),
        question=answer.question,
        history=turns,
        answerable=bool(answer.citations),
        docs=list(dict.fromkeys(citation.report_id for citation in answer.citations)),
        answer=answer.answer,
        must_include=_to_include(answer),
        must_not_include=[],
        evidence=[Gold(doc=citation.report_id, quote=citation.quote) for citation in answer.citations],
        note=note,
    )


def _category(answer: AnswerOut, follows: bool) -> Category:
    if not answer.citations:
        return "unanswerable"
    return "followup" if follows else _CATEGORIES.get(answer.plan.kind, "fact")


def _to_include(answer: AnswerOut) -> list[str | list[str]]:
    """The figures of the answer but for years; without any, its first sentence."""
    figures = [figure.text for figure in answer.figures if figure.status != "unsupported"]
    wanted = dict.fromkeys(figure for figure in figures if not _YEAR.fullmatch(figure))
    return [*wanted] or [answer.answer.partition("。")[0]]
