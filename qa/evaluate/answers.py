"""Marks of an answer: right, trap, wrong or refused; and the numbers it made up."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from qa.evaluate.questions import Question
from qa.evaluate.quotes import CITATION_MARK, shown
from qa.evaluate.system import Outcome
from qa.figures import Figure, FigureKind, find_figures, rounds_to, same_value
from qa.figures.units import POINTS, SHARE


class Verdict(StrEnum):
    RIGHT = "right"
    TRAP = "trap"
    WRONG = "wrong"
    REFUSED = "refused"
    FAILED = "failed"


VERDICT_LABELS = {
    Verdict.RIGHT: "答对",
    Verdict.TRAP: "中陷阱",
    Verdict.WRONG: "答错",
    Verdict.REFUSED: "误拒",
    Verdict.FAILED: "调用失败",
}


@dataclass(frozen=True, slots=True)
class AnswerMarks:
    """``declined``: the system said that it has no answer. ``missing`` names each item not shown by its first
    alternative, ``included`` is the share of items shown, ``traps`` are the ``must_not_include`` shown."""

    verdict: Verdict
    declined: bool
    included: float
    missing: tuple[str, ...]
    traps: tuple[str, ...]


_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_EMPHASIS = re.compile(r"\*+|`+|__")
_FIRST_SENTENCE = re.compile(r"[^。！？!?\n]*")


def mark_answer(question: Question, outcome: Outcome, phrases: Sequence[str]) -> AnswerMarks | None:
    """The verdict on one reply; None in retrieval-only runs, where nothing was answered.

    An answerable question is *refused* when the system declined, else *trap* when any ``must_not_include`` is
    shown, else *right* when every item of ``must_include`` is shown, else *wrong*. An unanswerable one is
    *trap* when a ``must_not_include`` is shown, else *right* when the system declined or shows its
    ``must_include`` (a corrected premise), else *wrong*. A call that failed is *failed*, never wrong.
    """
    if outcome.error is not None:
        return AnswerMarks(Verdict.FAILED, False, 0.0, (), ())
    if outcome.answer is None:
        return None
    reader = Reader(outcome.answer, question)
    missing = tuple(item[0] for item in question.items if not any(map(reader.includes, item)))
    traps = tuple(trap for trap in question.must_not_include if reader.falls_for(trap))
    declined = _declined(question, outcome, not missing, phrases)
    included = 1 - len(missing) / len(question.items)
    return AnswerMarks(_verdict(question, declined, missing, traps), declined, included, missing, traps)


def _verdict(question: Question, declined: bool, missing: Sequence[str], traps: Sequence[str]) -> Verdict:
    if question.answerable and declined:
        return Verdict.REFUSED
    if traps:
        return Verdict.TRAP
    return Verdict.RIGHT if declined or not missing else Verdict.WRONG


def _declined(question: Question, outcome: Outcome, included: bool, phrases: Sequence[str]) -> bool:
    """Whether the system declined to answer.

    Unanswerable: the reply says so (``refused``) or shows the question's own words for it. Answerable: the
    ``refused`` flag decides; a system without one declined when its answer lacks something required and its
    first sentence shows one of the set's refusal ``phrases``.
    """
    if not question.answerable:
        return bool(outcome.refused) or included
    if outcome.refused is not None:
        return outcome.refused
    first = _FIRST_SENTENCE.match((outcome.answer or "").strip())
    return not included and first is not None and any(phrase in shown(first[0]) for phrase in phrases)


def refusal_phrases(questions: Iterable[Question]) -> tuple[str, ...]:
    """How refusals are worded in this set: what at least half of its unanswerable questions take for one."""
    groups = [{text for item in question.items for text in item} for question in questions if not question.answerable]
    counts = Counter(shown(text) for group in groups for text in group)
    return tuple(sorted(text for text, count in counts.items() if 2 * count >= len(groups)))


class Reader:
    """One answer, read for what it shows."""

    def __init__(self, answer: str, question: Question) -> None:
        self._text = shown(answer)
        self._figures = stated(answer)
        self._gold = stated("\n".join([question.answer, *(gold.quote for gold in question.evidence)]))

    def includes(self, item: str) -> bool:
        """Whether the answer shows ``item`` of a ``must_include``.

        As a string (see ``written``), or as a number: 3.5万 is shown by 35000, 20万平方米 by 二十万平方米. An
        item that is a mere number (1510) takes its unit from the gold answer (1510亿元): shown beside another
        magnitude (1510万元), or as points where a share is meant, it is another figure and does not count.
        """
        number = _NUMBER.fullmatch(shown(item))
        if number is None:
            return written(item, self._text) or self._shows_figure(item)
        gold = [figure for figure in self._gold if figure.number == Decimal(number[0])]
        if any(same_value(mine, figure, counters=True) for mine in self._figures for figure in gold):
            return True
        mine = [figure for figure in self._figures if figure.number == Decimal(number[0])]
        fits = not gold or not mine or any(not _contradicts(one, other) for one in mine for other in gold)
        return fits and written(item, self._text)

    def falls_for(self, trap: str) -> bool:
        """Whether the answer shows ``trap`` anywhere in its text, as a string or as the same figure."""
        return written(trap, self._text) or self._shows_figure(trap)

    def _shows_figure(self, item: str) -> bool:
        """Only where ``item`` is a figure as a whole, and beside a unit where it has one: a bare 5 is not 5家."""
        wanted = [figure for figure in find_figures(item) if shown(figure.text) == shown(item)]
        return any(
            same_value(mine, figure) and (mine.unit or not figure.unit) for mine in self._figures for figure in wanted
        )


def written(item: str, text: str) -> bool:
    """Whether ``item`` occurs in ``text`` (already ``shown``), white space and width apart.

    An item that begins with a digit may not continue a longer number (5家 is not in 15家), and an item that is
    a number may not be its beginning (112 is not in 1124, nor 12 in 12.8). Text that ends in a digit is a
    prefix on purpose (“城镇化率为5” is shown by 城镇化率为54.2%).
    """
    item = shown(item)
    before = r"(?<!\d)(?<!\d\.)" if item[:1].isdigit() else ""
    after = r"(?!\d)(?!\.\d)" if _NUMBER.fullmatch(item) else ""
    return bool(item) and re.search(f"{before}{re.escape(item)}{after}", text) is not None


@lru_cache(maxsize=4096)
def stated(text: str) -> tuple[Figure, ...]:
    """Figures that state an amount or a share: no dates, years, ordinals, names or citation marks."""
    text = _EMPHASIS.sub("", CITATION_MARK.sub(" ", text))
    return tuple(figure for figure in find_figures(text) if figure.kind in (FigureKind.QUANTITY, FigureKind.PERCENT))


def invented(answer: str, given: Iterable[str]) -> tuple[str, ...]:
    """Figures of ``answer`` that stand in none of the ``given`` texts and cannot be worked out from those that do.

    ``given`` is what the system may know: passages and citations shown, question and history; and the gold
    answer, whose figures are true wherever they came from. See ``derivable`` for what may be worked out. Counts
    up to ten in Chinese numerals (三项, 两地) count what the answer itself lists and are let pass.
    """
    known = tuple(figure for text in given for figure in stated(text))
    mine = stated(answer)
    grounded = [figure for figure in mine if stands_in(figure, known)]
    rest = (figure for figure in mine if figure not in grounded and not (figure.spelled and figure.number <= 10))
    return tuple(figure.text for figure in rest if not derivable(figure, grounded))


def stands_in(figure: Figure, known: Iterable[Figure]) -> bool:
    """Whether ``figure`` is one of ``known``, whatever the counter; a hedged one (近19%) may be rounded.

    A bare number, as in 5000−2026.4=2973.6, takes the magnitude of its surroundings: it is compared as written.
    """
    if _is_bare(figure):
        return any(figure.number == other.number for other in known)
    return any(
        same_value(figure, other, counters=True) or (figure.hedge is not None and rounds_to(other, figure))
        for other in known
    )


def derivable(figure: Figure, given: Sequence[Figure]) -> bool:
    """Whether ``figure`` is the sum, difference, quotient, or change in per cent of two ``given`` figures.

    To as many places as ``figure`` is written with; answers cut off the rest as often as they round it.
    """
    step = Decimal(1).scaleb(_exponent(figure.number)) * figure.factor * figure.measure.factor
    return any(
        -step / 2 <= result - figure.value < step
        for one in given
        for other in given
        if one is not other
        for result in _results(figure, one, other)
    )


def _results(figure: Figure, one: Figure, other: Figure) -> list[Decimal]:
    """What two figures give, in the unit of ``figure``: shares for %, points for two shares, else like for like."""
    if _is_bare(figure):
        quotients = [one.number / other.number] if other.number else []
        return [one.number + other.number, one.number - other.number, *quotients]
    results: list[Decimal] = []
    wanted, had = figure.measure.dimension, {one.measure.dimension, other.measure.dimension}
    if len(had) == 1 and other.size:
        quotient = one.size / other.size
        results += [100 * quotient, 100 * (quotient - 1)] if wanted == SHARE else [quotient, quotient - 1]
    if had == {wanted} or (wanted == POINTS and had == {SHARE}):
        results += [(one.size + other.size) / figure.measure.base, (one.size - other.size) / figure.measure.base]
    return results


def _contradicts(mine: Figure, gold: Figure) -> bool:
    """The same digits, but in another magnitude, or points for a share: only where ``mine`` says what it counts."""
    if {mine.measure.dimension, gold.measure.dimension} == {SHARE, POINTS}:
        return True
    return bool(mine.unit or mine.scale) and mine.value != gold.value


def _is_bare(figure: Figure) -> bool:
    return not figure.unit and not figure.scale


def _exponent(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0
