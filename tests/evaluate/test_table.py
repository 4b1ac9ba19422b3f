from __future__ import annotations

import re
from pathlib import Path

import pytest

from qa.errors import InputError
from qa.evaluate.record import QUESTIONS, Run
from qa.evaluate.system import Outcome
from qa.evaluate.table import side_by_side
from tests.evaluate.fakes import NORTH, shown
from tests.evaluate.runs import GOOD, OUTCOMES, make_run


def cells(table: str, label: str) -> list[str]:
    row = next(line for line in table.splitlines() if line.startswith(f"| {label} |"))
    return [cell.strip() for cell in row.split("|")[2:-1]]


def test_runs_stand_side_by_side_with_their_intervals(tmp_path: Path) -> None:
    ours = make_run(tmp_path / "ours", OUTCOMES | {"q2": GOOD})
    plain = make_run(tmp_path / "plain", {"q1": Outcome(passages=(shown(NORTH),))}, "plain retrieval")
    table = side_by_side([ours, plain], 0)
    assert table.startswith("| 1 题 | ours（ours） | plain（plain retrieval） |\n| --- | --- | --- |\n")
    assert cells(table, "答对") == ["1.000 [1.000, 1.000]", "–"]
    assert cells(table, "证据召回@4") == ["1.000 [1.000, 1.000]", "1.000 [1.000, 1.000]"]
    assert cells(table, "答对·单项事实（1 题）")[1] == "–"
    assert re.fullmatch(r"\d+\.\d\d / \d+\.\d\d", cells(table, "出证据，秒 p50 / p95")[0])
    widths = {line.count("|") for line in table.splitlines() if line.startswith("|")}
    assert widths == {4}
    assert "核" in table.splitlines()[-1]


def test_only_questions_that_all_were_asked_count(tmp_path: Path) -> None:
    both = make_run(tmp_path / "a", OUTCOMES)
    part = make_run(tmp_path / "b", {"q1": OUTCOMES["q1"], "u1": OUTCOMES["u1"]})
    assert cells(side_by_side([both, part], 0), "答对") == ["1.000 [1.000, 1.000]"] * 2
    assert side_by_side([both], 0).startswith("| 4 题 |")


def test_a_question_whose_gold_was_changed_is_another(tmp_path: Path) -> None:
    before, after = make_run(tmp_path / "a", OUTCOMES), make_run(tmp_path / "b", OUTCOMES)
    path = after.folder / QUESTIONS
    path.write_text(path.read_text(encoding="utf-8").replace('"18.7"', '"18.8"'), encoding="utf-8")
    assert side_by_side([before, Run(after.folder)], 0).startswith("| 2 题 |")


def test_runs_without_a_common_question_are_refused(tmp_path: Path) -> None:
    one, other = make_run(tmp_path / "a", {"q1": GOOD}), make_run(tmp_path / "b", {"q2": GOOD})
    with pytest.raises(InputError, match="没有共同的问题"):
        side_by_side([one, other], 0)
