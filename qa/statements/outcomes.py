"""Targets set against what came of them: what a place set itself for a year, and what its reports say of that year later.

A target is reached by as much or more; where it is a ceiling (3%以内) or less is better of its indicator (失业率), by as
much or less. One that is only about a figure (6%左右) is nearly reached by what rounds to it in its own digits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from qa.figures import Hedge, comparable, rounds_to
from qa.figures.units import SHARE
from qa.records import Basis, Facet, Statement
from qa.statements.stated import Stated
from qa.statements.table import Cell, Column, Pivot, amount, pivot, told_name
from qa.wording.better import less_is_better

_SCALES = ((10**8, "亿"), (10**4, "万"))
_BASES = (Basis.TARGET, Basis.RESULT)


class Verdict(StrEnum):
    MET = "met"
    NEAR = "near"
    MISSED = "missed"
    #: The figures are not of one kind (a sum of money and a rate).
    APART = "apart"
    UNKNOWN = "unknown"


VERDICTS = {
    Verdict.MET: "达到",
    Verdict.NEAR: "大致达到",
    Verdict.MISSED: "未达到",
    Verdict.APART: "无法相比",
    Verdict.UNKNOWN: "没有说",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """``difference`` is the result less the target in ``unit`` (个百分点 for shares); None where they cannot be compared.
    ``target`` and ``result`` have the statements; only ``result`` may be empty."""

    place: str
    year: int
    target: Cell
    result: Cell
    verdict: Verdict
    difference: Decimal | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Outcomes:
    """By place, then year. ``facet`` is the side of the indicator that is compared."""

    index: str
    indicator: str
    facet: Facet
    outcomes: tuple[Outcome, ...]
    notes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The indicator with its side: 地区生产总值增长."""
        return told_name(self.indicator, self.facet)

    def column(self, outcome: Outcome, basis: Basis) -> Column:
        return Column(self.indicator, self.facet, outcome.year, basis)

    def counted(self) -> dict[Verdict, int]:
        verdicts = [outcome.verdict for outcome in self.outcomes]
        return {verdict: verdicts.count(verdict) for verdict in Verdict}


def told_difference(outcome: Outcome) -> str:
    """高0.3个百分点, 低15万人次, 持平; nothing where there is no difference to tell."""
    difference = outcome.difference
    if difference is None:
        return ""
    size = abs(difference)
    scale, name = next((each for each in _SCALES if size >= each[0]), (1, ""))
    number = format((size / scale).normalize(), "f")
    return f"{'高' if difference > 0 else '低'}{number}{name}{outcome.unit}" if difference else "持平"


def outcomes(
    stated: Stated,
    indicator: str,
    *,
    places: Sequence[str] = (),
    years: Sequence[int] = (),
    facet: Facet | None = None,
) -> Outcomes:
    """Every target of ``indicator`` with its outcome; ``facet`` is the one that targets are mostly set in.

    Raises UnknownIndicator. Linear in the rows of the store.
    """
    targets = pivot(stated, [indicator], places=places, years=years, basis=(Basis.TARGET,), facet=facet)
    if not targets.columns:
        return Outcomes(stated.index, indicator, facet or Facet.LEVEL, (), targets.notes)
    named, meant = targets.columns[0].indicator, targets.columns[0].facet
    both = pivot(stated, [indicator], places=places, years=_years(targets), basis=_BASES, facet=meant)
    found = tuple(
        _outcome(line.place, target, line.cells[number], line.cells[number + 1])
        for line in both.lines
        for number, target in enumerate(both.columns)
        if target.basis is Basis.TARGET and line.cells[number].statement
    )
    return Outcomes(stated.index, named, meant, found, both.notes)


def _years(table: Pivot) -> tuple[int, ...]:
    return tuple(sorted({column.year for column in table.columns}))


def _outcome(place: str, column: Column, target: Cell, result: Cell) -> Outcome:
    goal, came = target.statement, result.statement
    if goal is None or came is None:
        return Outcome(place, column.year, target, result, Verdict.UNKNOWN)
    if not comparable(goal.figure, came.figure) or goal.unit != came.unit:
        return Outcome(place, column.year, target, result, Verdict.APART)
    difference = amount(column, came) - amount(column, goal)
    unit = "个百分点" if goal.figure.measure.dimension == SHARE else goal.unit
    return Outcome(place, column.year, target, result, _verdict(column, goal, came), difference, unit)


def _verdict(column: Column, goal: Statement, came: Statement) -> Verdict:
    wanted, got = amount(column, goal), amount(column, came)
    ceiling = _is_ceiling(column, goal)
    limit = goal.upper if ceiling and goal.upper is not None and wanted >= 0 else wanted
    if got <= limit if ceiling else got >= limit:
        return Verdict.MET
    about = goal.hedge in (Hedge.ABOUT, Hedge.NEARLY) and rounds_to(came.figure, goal.figure)
    return Verdict.NEAR if about else Verdict.MISSED


def _is_ceiling(column: Column, goal: Statement) -> bool:
    """Whether no more than the target is wanted."""
    if goal.facet is Facet.FALL:
        # Among rises a fall counts below zero: 下降3% is reached by -3 and less.
        return (column.facet is Facet.RISE) is not (goal.hedge is Hedge.UNDER)
    if goal.hedge in (Hedge.UNDER, Hedge.OVER):
        return goal.hedge is Hedge.UNDER
    return goal.facet is Facet.RANK or less_is_better(column.indicator)
