from __future__ import annotations

from pathlib import Path

import pytest

from qa.errors import InputError
from qa.evaluate.compare import Comparison, compare
from qa.evaluate.record import Run
from tests.evaluate.runs import GOOD, OUTCOMES, WRONG, make_run


def change(comparison: Comparison, label: str, key: str) -> float:
    part = next(part for part in comparison.slices if part.slice.label == label)
    return next(difference for difference in part.differences if difference.measure.key == key).change.value


@pytest.fixture
def runs(tmp_path: Path) -> tuple[Run, Run]:
    better = OUTCOMES | {"q4": GOOD}
    return make_run(tmp_path / "a", OUTCOMES, "plain"), make_run(tmp_path / "b", better)


def test_differences_are_after_minus_before(runs: tuple[Run, Run]) -> None:
    comparison = compare(*runs, seed=0)
    assert change(comparison, "全部", "right") == 0.25
    assert change(comparison, "单项事实", "right") == 0.5
    assert change(comparison, "比较", "right") == 0
    assert comparison.questions == 4


def test_the_questions_that_changed_come_with_both_replies(runs: tuple[Run, Run]) -> None:
    ((before, after),) = compare(*runs, seed=0).changed
    assert (before.question.id, before.outcome.error, after.outcome.answer) == ("q4", "等待回复超时", GOOD.answer)


def test_a_run_against_itself_differs_in_nothing(runs: tuple[Run, Run]) -> None:
    comparison = compare(runs[0], runs[0], seed=0)
    differences = [difference for part in comparison.slices for difference in part.differences]
    assert differences
    assert all((d.change.low, d.change.high) == (0, 0) and not d.certain for d in differences)
    assert comparison.changed == ()


def test_a_mark_counts_only_where_both_runs_have_it(tmp_path: Path) -> None:
    before, after = make_run(tmp_path / "a", {"q1": GOOD}), make_run(tmp_path / "b", {"q1": WRONG, "q2": WRONG})
    comparison = compare(before, after, seed=0)
    assert comparison.questions == 1
    assert change(comparison, "全部", "right") == -1


def test_runs_without_a_common_question_are_not_compared(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="没有共同的问题"):
        compare(make_run(tmp_path / "a", {"q1": GOOD}), make_run(tmp_path / "b", {"q2": WRONG}), seed=0)
