"""Builders and fakes for the evaluation tests: two small reports, questions about them, systems that behave."""

from __future__ import annotations

import json
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Any

from qa.errors import ModelUnavailable
from qa.evaluate.questions import Question
from qa.evaluate.shelf import Card, Shelf, card_of
from qa.evaluate.system import Outcome, Shown
from qa.records import (
    Answer,
    AnswerEvent,
    Citation,
    Coverage,
    Evidence,
    Filters,
    Hit,
    Kind,
    Passage,
    Plan,
    RefusalReason,
    Report,
    ReportKind,
    Role,
    Scores,
    Source,
    Timings,
    Token,
    Turn,
)

NORTH = "过去一年，全市粮食总产达到126.5万吨，增长18.7%。新增高标准农田34.8万亩、设施种植业10.3万亩。"
SOUTH = "新建改扩建中小学和幼儿园24所、扩增学位2000个。实现净菜进京20万吨以上，常住人口城镇化率达到59%。"
REFUSALS = [["没有", "未提", "无法"]]


def report(report_id: str, name: str, place: str, year: int, text: str) -> Report:
    return Report(
        id=report_id,
        kind=ReportKind.WORK_REPORT,
        title=f"{place}{year}年政府工作报告",
        place=place,
        year=year,
        reviewed=(year - 1,),
        planned=(year,),
        meeting=None,
        date=None,
        speaker=None,
        text=text,
        sha256="0" * 64,
        pages=(),
        sections=(),
        sources=(Source(name, "0" * 64),),
    )


REPORTS = (
    report("north-2024", "000_aa.txt", "北山市", 2024, NORTH),
    report("south-2024", "001_bb.txt", "南河市", 2024, SOUTH),
)
SHELF = Shelf(REPORTS, "index-1")
CARDS: tuple[Card, ...] = tuple(card_of(one) for one in REPORTS)


def line(**changes: Any) -> dict[str, Any]:
    """One line of a question set, as JSON has it."""
    return {
        "id": "q1",
        "category": "fact",
        "question": "2023年北山市打了多少粮食？",
        "history": [],
        "answerable": True,
        "docs": ["000"],
        "answer": "粮食总产126.5万吨，增长18.7%。",
        "must_include": ["126.5", "18.7"],
        "must_not_include": ["34.8万亩"],
        "evidence": [{"doc": "000", "quote": "全市粮食总产达到126.5万吨，增长18.7%"}],
    } | changes


def unanswerable(**changes: Any) -> dict[str, Any]:
    empty = {"category": "unanswerable", "answerable": False, "docs": [], "evidence": []}
    text = {"question": "北山市2030年粮食总产是多少？", "answer": "没有2030年的数。"}
    marks = {"must_include": REFUSALS, "must_not_include": ["2030年粮食总产为"]}
    return line(**({"id": "u1"} | empty | text | marks | changes))


def question(**changes: Any) -> Question:
    return Question.model_validate(line(**changes))


def refusable(**changes: Any) -> Question:
    return Question.model_validate(unanswerable(**changes))


def write_set(path: Path, lines: Sequence[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in lines), encoding="utf-8")
    return path


def shown(text: str, report_id: str = "north-2024", number: int = 0, quote: str = "") -> Shown:
    place = "北山市" if report_id.startswith("north") else "南河市"
    return Shown(report_id, text, place, 2024, number, quote)


def outcome(answer: str, *citations: Shown, refused: bool | None = False, passages: Sequence[Shown] = ()) -> Outcome:
    return Outcome(
        answer=answer,
        refused=refused,
        citations=citations,
        passages=tuple(passages) or citations,
        seconds=Timings(0.1, 0.5, 1.0),
    )


def _hit(source: Report) -> Hit:
    passage = Passage(
        id=f"{source.id}-1",
        report_id=source.id,
        title=source.title,
        place=source.place,
        report_year=source.year,
        section=("回顾",),
        role=Role.REVIEW,
        years=(2023,),
        page=None,
        start=0,
        end=len(source.text),
        text=source.text,
        sentences=(),
    )
    return Hit(passage, Scores(1.0))


def _citation(number: int, source: Report) -> Citation:
    return Citation(
        number=number,
        passage_id=f"{source.id}-1",
        report_id=source.id,
        title=source.title,
        place=source.place,
        report_year=source.year,
        section=("回顾",),
        page=None,
        start=0,
        end=len(source.text),
        text=source.text,
        quote=source.text.split("。")[0] + "。",
        sha256=source.sha256,
    )


PLAN = Plan("", Kind.FACT, (), (), (), None, ())


class FakeAssistant:
    """Shows both reports, then says what ``replies`` has for the question, or refuses; remembers and can fail."""

    def __init__(self, replies: dict[str, str] | None = None, fail_on: str | None = None) -> None:
        self.replies, self.fail_on = replies or {}, fail_on
        self.asked: list[tuple[str, tuple[Turn, ...], int]] = []
        self.finished = 0

    def stream(
        self, question: str, history: Sequence[Turn], filters: Filters, top_k: int
    ) -> Generator[AnswerEvent, None, None]:
        self.asked.append((question, tuple(history), top_k))
        if question == self.fail_on:
            raise ModelUnavailable("模型没有回应")
        hits = tuple(map(_hit, REPORTS))
        yield Evidence(PLAN, hits)
        reply = self.replies.get(question)
        if reply is not None:
            yield Token(reply)
        self.finished += 1
        yield Answer(
            id="a",
            question=question,
            answer=reply if reply is not None else "资料中没有这个内容。",
            refused=reply is None,
            refusal_reason=RefusalReason.NOT_STATED if reply is None else None,
            citations=(_citation(1, REPORTS[0]),) if reply is not None else (),
            passages=hits,
            figures=(),
            coverage=Coverage(),
            mode="generated" if reply is not None else "refused",
            model="fake",
            index="index-1",
            plan=PLAN,
            timings=Timings(),
        )


class FakeClock:
    """Each reading is one second later than the last."""

    def __init__(self) -> None:
        self.now = -1.0

    def __call__(self) -> float:
        self.now += 1
        return self.now


class Scripted:
    """A system with one outcome for every question; an exception among them is raised."""

    name = "scripted"

    def __init__(self, outcomes: dict[str, Outcome | Exception]) -> None:
        self.outcomes = outcomes
        self.asked: list[str] = []

    def answer(self, question: str, history: tuple[Turn, ...]) -> Outcome:
        self.asked.append(question)
        found = self.outcomes[question]
        if isinstance(found, Exception):
            raise found
        return found
