"""How far an estimate can be relied on: of the questions that were held likely to be answered, how many should have been.

A reliability diagram (DeGroot and Fienberg, The comparison and evaluation of forecasters, The Statistician 32, 1983).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from qa.evaluate.answers import Verdict
from qa.evaluate.marks import Marked
from qa.evaluate.stats import Estimate, wilson

#: Ranges of likelihood that are told apart.
BINS = 5


@dataclass(frozen=True, slots=True)
class Bin:
    """Questions of one range of likelihood: the mean likelihood, and the share that quoting answers."""

    low: float
    high: float
    likely: float
    right: Estimate


def reliability(marked: Sequence[Marked]) -> tuple[Bin, ...]:
    """By range, those without questions left out; of the questions for which a likelihood was told.

    An answer is right where it is so marked; of a refusal it is right to answer what can be answered.
    """
    told = [(likely, _right(one)) for one in marked if (likely := one.outcome.likelihood) is not None and one.answer]
    found = []
    for place in range(BINS):
        own = [each for each in told if min(int(each[0] * BINS), BINS - 1) == place]
        right = wilson(sum(right for _, right in own), len(own))
        if right is not None:
            found.append(Bin(place / BINS, (place + 1) / BINS, fmean(likely for likely, _ in own), right))
    return tuple(found)


def _right(one: Marked) -> bool:
    if one.answer is None or one.outcome.refused:
        return one.question.answerable
    return one.question.answerable and one.answer.verdict in (Verdict.RIGHT, Verdict.TRAP)
