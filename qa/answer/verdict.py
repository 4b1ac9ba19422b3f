"""Whether a figure that a question wants confirmed (提高了19.6个百分点，是这样吗) is the one that the report gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.answer.composed import Composed
from qa.answer.evidence import Numbered
from qa.answer.pick import pick
from qa.figures import Figure, FigureKind, comparable, find_figures, rounds_to, same_value
from qa.question.kind import asks_confirmation
from qa.records import CheckedFigure, Plan

_OF = (FigureKind.QUANTITY, FigureKind.PERCENT)


def confirmed(plan: Plan, evidence: Sequence[Numbered], composed: Composed) -> Composed:
    """``composed`` with a closing sentence for each figure that the question wants confirmed and its citations settle."""
    if not asks_confirmation(plan.question):
        return composed
    cited = [item for item in evidence if item.number in composed.used]
    asserted = [figure for figure in find_figures(plan.question) if figure.kind in _OF]
    told = [found for figure in asserted if (found := _settled(plan, figure, cited))]
    sentences = dict.fromkeys(sentence for sentence, _ in told)
    figures = tuple(CheckedFigure(checked.text, "quoted", checked.citation) for _, checked in told)
    return replace(composed, text="\n".join((composed.text, *sentences)), figures=(*composed.figures, *figures))


def _settled(plan: Plan, asserted: Figure, cited: Sequence[Numbered]) -> tuple[str, CheckedFigure] | None:
    """What to say of ``asserted``; None where no cited figure can be set against it."""
    topic = f"{plan.question[: asserted.start]}{plan.question[asserted.end :]}"
    for item in cited:
        same = next((f for f in find_figures(item.text) if _same(f, asserted)), None)
        if same:
            return f"报告里是{same.text}，与提问相符[{item.number}]。", CheckedFigure(same.text, "quoted", item.number)
    for item in cited:
        alike = [p.figure for p in pick(topic, item.text) if _of_one_kind(p.figure, asserted)]
        if alike:
            text = f"与提问不符：报告里是{alike[0].text}，不是{asserted.text}[{item.number}]。"
            return text, CheckedFigure(alike[0].text, "quoted", item.number)
    return None


def _same(figure: Figure, asserted: Figure) -> bool:
    return _of_one_kind(figure, asserted) and (
        same_value(figure, asserted, counters=True) or rounds_to(figure, asserted)
    )


def _of_one_kind(a: Figure, b: Figure) -> bool:
    """Whether one can be the other; percent and percentage points cannot."""
    return comparable(a, b, counters=True) and (a.kind is not FigureKind.PERCENT or a.symbol == b.symbol)
