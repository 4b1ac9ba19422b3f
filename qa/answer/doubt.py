"""Whether the rules may have misread a question: then a capable model reads it, too."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.answer.composed import Composed
from qa.answer.stated import Cell
from qa.question.ask import COMPARED
from qa.records import Kind, Operation, Plan
from qa.wording.asking import tells_average

_NUMBER = re.compile(r"\d[\d.]*")
#: Of more places or years than these some are silent as a rule.
_FEW, _ENOUGH = 4, 0.5


def leaves_open(plan: Plan, cells: Sequence[Cell], told: Composed) -> bool:
    """Whether what code reckoned tells but part of what is asked: an average is asked for, too, or the figure of another
    thing."""
    # Below the first line stand the sentences it rests on.
    text = told.text.partition("\n")[0]
    averages = Operation.MEAN in plan.ask.operations and not tells_average(text)
    figures = len(told.figures) < plan.ask.count
    others = any(cell.statement is not None and _bare(cell.statement.text) not in text for cell in cells)
    return averages or figures or others


def _bare(figure: str) -> str:
    """The number alone: 5853.9 of 5853.9亿元, as formulas have it."""
    found = _NUMBER.search(figure)
    return found[0] if found else figure


def in_doubt(plan: Plan, cells: Sequence[Cell]) -> bool:
    """In doubt is a question that takes something over from those before it, one that turns on
    figures of which the statements have no exact match for what is asked, and a comparison of no figures."""
    if plan.kind is Kind.WHICH or not plan.scopes or plan.ask.bound is not None or plan.ask.silent:
        return False
    if plan.ask.leans:
        return True
    if not plan.ask.figures:
        return plan.kind in COMPARED
    exact = sum(cell.statement is not None for cell in cells)
    if len(cells) > _FEW:
        return exact < _ENOUGH * len(cells)
    return exact < len(cells) or len(cells) < plan.ask.count
