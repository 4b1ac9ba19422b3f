"""How far a likelihood can be relied on."""

from __future__ import annotations

from dataclasses import replace

from qa.evaluate.answers import AnswerMarks, Verdict
from qa.evaluate.marks import Marked
from qa.evaluate.reliability import reliability
from qa.evaluate.system import Outcome
from tests.evaluate.fakes import question, refusable


def marked(likelihood: float | None, verdict: Verdict, *, answerable: bool = True, refused: bool = False) -> Marked:
    asked = question() if answerable else refusable()
    marks = AnswerMarks(verdict, refused, 1.0, (), ())
    return Marked(asked, Outcome(answer="…", refused=refused, likelihood=likelihood), None, marks, None)


def test_answers_are_right_or_wrong_and_refusals_should_have_answered_or_not() -> None:
    found = reliability(
        [
            marked(0.95, Verdict.RIGHT),
            marked(1.0, Verdict.WRONG),
            marked(0.1, Verdict.REFUSED, refused=True),
            marked(0.05, Verdict.RIGHT, answerable=False, refused=True),
            marked(None, Verdict.RIGHT),
        ]
    )
    assert [(each.low, each.right.n, each.right.value) for each in found] == [(0.0, 2, 0.5), (0.8, 2, 0.5)]
    assert found[1].likely == 0.975


def test_without_an_estimate_there_is_nothing_to_rely_on() -> None:
    assert reliability([marked(None, Verdict.RIGHT)]) == ()
    assert reliability([replace(marked(0.5, Verdict.RIGHT), answer=None)]) == ()
