"""Answers that code composes: comparisons and trends from one quoted sentence a search, and figures derived
from them. The model never does arithmetic."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from qa.answer import derive
from qa.answer.composed import Composed
from qa.answer.derive import Derived
from qa.answer.evidence import Numbered, fits, years_label
from qa.answer.pick import Picked, pick
from qa.answer.quote import quote_lines
from qa.figures import Figure, FigureKind, Motion, comparable, find_figures
from qa.question.followup import asks_backward
from qa.records import Cell, CheckedFigure, Kind, Plan, Table

_TIMES = re.compile(r"几倍|多少倍|翻了|倍数")
_SILENT = "未提及"
#: What makes figures of like units more likely to be the pair that is asked for.
_ALIKE = 1.0
_CLOSE = 0.2


@dataclass(frozen=True, slots=True)
class _Row:
    """One search of the plan: its sentences, best first, and the figure that answers it."""

    label: str
    items: tuple[Numbered, ...]
    picked: Picked | None

    @property
    def figure(self) -> Figure | None:
        return self.picked.figure if self.picked else None

    @property
    def mark(self) -> str:
        return f"[{self.items[0].number}]"


def compare(plan: Plan, evidence: Sequence[Numbered]) -> Composed | None:
    """A line and a table row for every search of ``plan``; None when there is only one search."""
    if len(plan.scopes) < 2:
        return None
    rows = _rows(plan, evidence)
    if not any(row.items for row in rows):
        return None
    lines = [quote_lines(row.items) if row.items else f"{row.label}：{_SILENT}。" for row in rows]
    conclusion, derived = _conclude(plan, rows)
    figures = [_checked(row, row.picked) for row in rows if row.picked] + derived
    return Composed(
        text="\n".join([*lines, *([conclusion] if conclusion else [])]),
        used=tuple(item.number for row in rows for item in row.items),
        mode="extractive",
        figures=tuple(figures),
        table=Table(("对象", "数值", "原文"), tuple(_cells(row) for row in rows)),
    )


def year_before(plan: Plan, evidence: Sequence[Numbered]) -> Composed | None:
    """The value one year earlier, computed from a quoted value and its growth; None when not asked for."""
    if not asks_backward(plan.question):
        return None
    for item in evidence:
        pair = _value_and_rate(plan.scopes[0].query, item.text)
        result = derive.previous(*pair) if pair else None
        if pair and result:
            value, rate = pair
            text = f"{quote_lines([item])}\n据此反推：{result.formula}，上一年约为{result.text}（{result.note}）[{item.number}]。"
            quoted = [CheckedFigure(figure.text, "quoted", item.number) for figure in (value, rate)]
            derived = CheckedFigure(result.text, "derived", item.number, result.formula)
            return Composed(text, (item.number,), "extractive", (*quoted, derived))
    return None


def _value_and_rate(topic: str, text: str) -> tuple[Figure, Figure] | None:
    values = [picked.figure for picked in pick(topic, text) if picked.figure.kind is FigureKind.QUANTITY]
    if not values:
        return None
    value = values[0]
    rates = [f for f in find_figures(text) if f.kind is FigureKind.PERCENT and 0 <= f.start - value.end <= 12]
    return (value, rates[0]) if rates else None


def _rows(plan: Plan, evidence: Sequence[Numbered]) -> list[_Row]:
    ranked = [
        sorted(
            (item for item in evidence if item.scope == number),
            key=lambda item: (not fits(item.sentence, scope), -item.score),
        )
        for number, scope in enumerate(plan.scopes)
    ]
    chosen = _figures(plan, [items[0].text if items else "" for items in ranked])
    return [
        _Row(_label(plan, number, items), tuple(_close(items)), chosen[number]) for number, items in enumerate(ranked)
    ]


def _close(items: Sequence[Numbered]) -> list[Numbered]:
    """The best sentence, and the second when it is nearly as good."""
    return [item for item in items[:2] if item.score >= items[0].score - _CLOSE]


def _figures(plan: Plan, texts: Sequence[str]) -> list[Picked | None]:
    """One figure a text: those that fit the topic best, figures of like units preferred."""
    candidates: list[list[Picked | None]] = []
    for scope, text in zip(plan.scopes, texts, strict=True):
        topic = " ".join((scope.query, *plan.keywords))
        candidates.append([*pick(topic, text, scope.data_years)[:3]] or [None])
    return list(max(product(*candidates), key=_fit))


def _fit(choice: Iterable[Picked | None]) -> float:
    chosen = [picked for picked in choice if picked]
    figures = [picked.figure for picked in chosen]
    alike = len(figures) > 1 and all(comparable(figures[0], other, counters=True) for other in figures[1:])
    return sum(picked.score for picked in chosen) + (_ALIKE * len(figures) if alike else 0.0)


def _label(plan: Plan, number: int, items: Sequence[Numbered]) -> str:
    """Place and years of a search; the report's year where the question names none."""
    scope = plan.scopes[number]
    report_year = items[0].hit.passage.report_year if items else None
    years = years_label(scope.data_years) or (f"{report_year}年报告" if report_year else "")
    return f"{scope.place or ''}{years}" or f"第{number + 1}项"


def _conclude(plan: Plan, rows: Sequence[_Row]) -> tuple[str, list[CheckedFigure]]:
    """One sentence computed from the rows, with the figures it derives; empty when a row has no figure."""
    figures = [row.figure for row in rows if row.figure]
    if len(figures) != len(rows):
        return "", []
    if not all(comparable(figures[0], other, counters=True) for other in figures[1:]):
        return f"各处给出的数口径不同，不能直接比较高低{_marks(rows)}。", []
    results = [result for result in _derivations(plan, figures) if result]
    sums = [f"{row.label}{row.picked.derived.formula}{row.mark}" for row in rows if row.picked and row.picked.derived]
    told = [f"{result.formula}，即{result.text}{_note(result)}{_marks(rows)}" for result in results]
    parts = [*sums, _course(rows) if plan.kind is Kind.TREND else _ranking(rows), *told]
    checked = [CheckedFigure(result.text, "derived", formula=result.formula) for result in results]
    return "；".join(part for part in parts if part) + "。", checked


def _derivations(plan: Plan, figures: Sequence[Figure]) -> list[Derived | None]:
    if len(figures) != 2:
        return []
    first, second = figures
    larger, smaller = (first, second) if first.size >= second.size else (second, first)
    times = [derive.ratio(larger, smaller)] if _TIMES.search(plan.question) else []
    return [derive.difference(first, second), *times]


def _marks(rows: Sequence[_Row]) -> str:
    return "".join(dict.fromkeys(row.mark for row in rows))


def _note(result: Derived) -> str:
    return f"（{result.note}）" if result.note else ""


def _ranking(rows: Sequence[_Row]) -> str:
    sizes = [(row.figure.size, row) for row in rows if row.figure]
    if len({size for size, _ in sizes}) == 1:
        return f"各处相同{_marks(rows)}"
    ordered = [row for _, row in sorted(sizes, key=lambda pair: -pair[0])]
    return "从高到低：" + "，".join(f"{row.label}{row.figure.text}{row.mark}" for row in ordered if row.figure)


def _course(rows: Sequence[_Row]) -> str:
    """How the figures go from the first row to the last."""
    figures = [row.figure for row in rows if row.figure]
    steps = "→".join(f"{row.label}{row.figure.text}{row.mark}" for row in rows if row.figure)
    first, last = figures[0].size, figures[-1].size
    rate = figures[0].kind is FigureKind.PERCENT and figures[0].motion in (Motion.RISE, Motion.FALL)
    up, down = ("上升（加快）", "下降（放慢）") if rate else ("上升", "下降")
    return f"{steps}，前后{up if last > first else down if last < first else '持平'}"


def _cells(row: _Row) -> tuple[Cell, ...]:
    if not row.items:
        return Cell(row.label), Cell(_SILENT), Cell(_SILENT)
    number = row.items[0].number
    figure = row.figure.text if row.figure else _SILENT
    return Cell(row.label), Cell(figure, number if row.figure else None), Cell(row.items[0].text, number)


def _checked(row: _Row, picked: Picked) -> CheckedFigure:
    number = row.items[0].number
    if picked.derived:
        return CheckedFigure(picked.figure.text, "derived", number, picked.derived.formula)
    return CheckedFigure(picked.figure.text, "quoted", number)
