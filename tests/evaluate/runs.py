"""A finished run in a folder, for the tests of what is made from one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from qa.evaluate.questions import load
from qa.evaluate.record import Run, append, create
from qa.evaluate.run import describe
from qa.evaluate.system import Outcome
from qa.settings import Settings
from tests.evaluate.fakes import NORTH, SHELF, SOUTH, line, outcome, shown, unanswerable, write_set

SCHOOLS: dict[str, Any] = {
    "id": "q2",
    "category": "compare",
    "question": "２０２３年南河新建學校多少所？",
    "docs": ["001"],
    "answer": "24所。",
    "must_include": ["24所"],
    "must_not_include": [],
    "evidence": [{"doc": "001", "quote": "新建改扩建中小学和幼儿园24所"}],
}
LINES = (line(), line(**SCHOOLS), unanswerable(), line(id="q4", question="How much grain?"))

CITED = shown(NORTH, number=1, quote="过去一年，全市粮食总产达到126.5万吨，增长18.7%。")
GOOD = outcome("粮食总产126.5万吨，增长18.7%[1]。", CITED)
WRONG = outcome("新建<script>alert(1)</script>学校99所[1]。", CITED, passages=[CITED, shown(SOUTH, "south-2024")])
REFUSED = outcome("资料中没有2030年的数。", refused=True)
FAILED = Outcome(error="等待回复超时")
OUTCOMES = {"q1": GOOD, "q2": WRONG, "u1": REFUSED, "q4": FAILED}


def make_run(folder: Path, outcomes: Mapping[str, Outcome], system: str = "ours") -> Run:
    path = write_set(folder.parent / f"{folder.name}.jsonl", LINES)
    numbered = load(path)
    questions = tuple(item.question for item in numbered)
    run = create(folder, describe(path, numbered, questions, system, Settings(), SHELF), questions)
    for question in questions:
        if question.id in outcomes:
            append(run, question, outcomes[question.id])
    return Run(folder)
