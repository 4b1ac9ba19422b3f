"""Whether a figure that a question wants confirmed (提高了19.6个百分点，是这样吗) is the one that the report gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.answer.composed import Composed
from qa.answer.evidence import Numbered
from qa.answer.pick import pick
from qa.figures import Figure, FigureKind, comparable, rounds_to, same_value
from qa.records import Asserted, CheckedFigure, Plan


def confirmed(plan: Plan, evidence: Sequence[Numbered], composed: Composed) -> Composed:
    """``composed`` with a closing sentence for each figure that the question wants confirmed and its citations settle."""
    if not plan.ask.asserted:
        return composed
    cited = [item for item in evidence if item.number in composed.used]
    told = [found for each in plan.ask.asserted if (found := _settled(each, cited))]
    sentences = dict.fromkeys(sentence for sentence, _ in told)
    figures = tuple(CheckedFigure(checked.text, "quoted", checked.citation) for _, checked in told)
    return replace(composed, text="\n".join((composed.text, *sentences)), figures=(*composed.figures, *figures))


def _settled(asked: Asserted, cited: Sequence[Numbered]) -> tuple[str, CheckedFigure] | None:
    """What to say of a figure; None where no cited figure can be set against it, or where it stands in a cited
    sentence but seems to be said of something else there."""
    asserted = asked.figure
    alike = {
        item.number: [p.figure for p in pick(asked.topic, item.text) if _of_one_kind(p.figure, asserted)]
        for item in cited
    }
    best = [(number, figures[0]) for number, figures in alike.items() if figures]
    for number, figure in best:
        if _same(figure, asserted):
            return f"报告里是{figure.text}，与提问相符[{number}]。", CheckedFigure(figure.text, "quoted", number)
    if not best or any(_same(figure, asserted) for figures in alike.values() for figure in figures):
        return None
    number, figure = best[0]
    text = f"与提问不符：报告里是{figure.text}，不是{asserted.text}[{number}]。"
    return text, CheckedFigure(figure.text, "quoted", number)


def _same(figure: Figure, asserted: Figure) -> bool:
    return _of_one_kind(figure, asserted) and (
        same_value(figure, asserted, counters=True) or rounds_to(figure, asserted)
    )


def _of_one_kind(a: Figure, b: Figure) -> bool:
    """Whether one can be the other; percent and percentage points cannot."""
    return comparable(a, b, counters=True) and (a.kind is not FigureKind.PERCENT or a.symbol == b.symbol)
