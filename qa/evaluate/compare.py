"""Two runs of the same questions side by side: paired differences, and the questions that changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa.errors import InputError
from qa.evaluate.marks import MEASURES, Marked, Measure, Slice, mark_run, slices
from qa.evaluate.record import Run
from qa.evaluate.stats import Estimate, Part, paired


@dataclass(frozen=True, slots=True)
class Difference:
    """``change`` is after minus before, over the questions that both runs measured."""

    measure: Measure
    before: float
    after: float
    change: Estimate

    @property
    def certain(self) -> bool:
        """Whether the 95% interval leaves out zero."""
        return self.change.low > 0 or self.change.high < 0


@dataclass(frozen=True, slots=True)
class SliceDifferences:
    slice: Slice
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """``changed``: the same question in both runs, with another verdict or, without answers, other evidence found."""

    before: str
    after: str
    questions: int
    slices: tuple[SliceDifferences, ...]
    changed: tuple[tuple[Marked, Marked], ...]


def compare(before: Run, after: Run, seed: int) -> Comparison:
    """Over the questions both runs have a reply to. Raises InputError when there is none."""
    pairs = _pairs(mark_run(before), mark_run(after))
    if not pairs:
        raise InputError(f"{before.name} 与 {after.name} 没有共同的问题，无法比较")
    by_id = {one.question.id: (one, other) for one, other in pairs}
    groups = slices([one.question for one, _ in pairs], after.meta.cards)
    return Comparison(
        before=before.name,
        after=after.name,
        questions=len(pairs),
        slices=tuple(SliceDifferences(one, _differences([by_id[key] for key in one.ids], seed)) for one in groups),
        changed=tuple(pair for pair in pairs if _state(pair[0]) != _state(pair[1])),
    )


def _pairs(before: Sequence[Marked], after: Sequence[Marked]) -> tuple[tuple[Marked, Marked], ...]:
    """Pairs by id; a question whose text or gold was changed in between is another question."""
    there = {one.question.id: one for one in before}
    return tuple(
        (there[other.question.id], other)
        for other in after
        if other.question.id in there and there[other.question.id].question == other.question
    )


def _differences(pairs: Sequence[tuple[Marked, Marked]], seed: int) -> tuple[Difference, ...]:
    found = (_difference(measure, pairs, seed) for measure in MEASURES)
    return tuple(difference for difference in found if difference is not None)


def _difference(measure: Measure, pairs: Sequence[tuple[Marked, Marked]], seed: int) -> Difference | None:
    """A precision has other questions below its line in each run: then a part not measured adds nothing."""
    both = [(measure.part(one), measure.part(other)) for one, other in pairs]
    if not measure.conditional:
        both = [(one, other) for one, other in both if one is not None and other is not None]
    nothing = Part(0.0, 0.0)
    old, new = [one or nothing for one, _ in both], [other or nothing for _, other in both]
    change = paired(old, new, seed) if both else None
    return None if change is None else Difference(measure, _ratio(old), _ratio(new), change)


def _ratio(parts: Sequence[Part]) -> float:
    return sum(part.num for part in parts) / sum(part.den for part in parts)


def _state(marked: Marked) -> object:
    if marked.answer is not None:
        return marked.answer.verdict
    return marked.retrieval and marked.retrieval.complete
