"""Figures that no report gives, reckoned from two that one does: the year before from a growth rate, a part of a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.answer import derive
from qa.answer.clauses import merged
from qa.answer.composed import Composed
from qa.answer.derive import Derived
from qa.answer.evidence import Numbered
from qa.answer.quote import quote_lines
from qa.answer.stated import Cell, numbered, period_label, told_shortly
from qa.index.store import Store
from qa.question.wanted import Wanted, wanted_of
from qa.records import CheckedFigure, Facet, Operation, Plan
from qa.statements.lookup import Told, When, look_up
from qa.statements.match import Outcome
from qa.wording.asking import operations_in, part_and_whole
from qa.words import Words


@dataclass(frozen=True, slots=True)
class Reckoned:
    """The text with the sentences it rests on."""

    composed: Composed
    evidence: tuple[Numbered, ...]


def reckoned(plan: Plan, cells: Sequence[Cell], store: Store, words: Words) -> Reckoned | None:
    """The reckoning that the question asks for in so many words; None where it asks for none or an operand is not stated."""
    operations = operations_in(plan.question)
    for cell in cells:
        if Operation.BACKWARD in operations and (found := _backward(cell)):
            return _told(found[0], found[1], store, "据此反推上一年约为")
        if Operation.SHARE in operations and (found := _share(plan.question, cell, words)):
            return _told(found[0], found[1], store, "即占")
    return None


def _backward(cell: Cell) -> tuple[list[Told], Derived] | None:
    """Value and growth of the year asked for, or of the year after it, whose year before is asked for."""
    years = cell.when.years or tuple({told.statement.period.last for told in cell.told if told.statement.period.last})
    for year in (*(y + 1 for y in years[-1:]), *years[-1:]):
        when = When((year,), cell.when.basis)
        value = _exact(replace(cell.wanted, facet=Facet.LEVEL, dimensions=()), when, cell.told)
        if value is None:
            continue
        rate = _rate_of(value, cell) or _exact(replace(cell.wanted, facet=Facet.RISE, dimensions=()), when, cell.told)
        result = derive.previous(value.statement.figure, rate.statement.figure) if rate else None
        if rate and result:
            return [value, rate], result
    return None


def _rate_of(value: Told, cell: Cell) -> Told | None:
    """The growth told in one breath with the value: 3507.6亿元、增长1.7%."""
    mine = value.statement
    for told in cell.told:
        s = told.statement
        same = s.report_id == mine.report_id and s.group == mine.group and s.start > mine.start
        if same and s.facet in (Facet.RISE, Facet.FALL) and s.unit == "%" and s.period.last == mine.period.last:
            return told
    return None


def _share(question: str, cell: Cell, words: Words) -> tuple[list[Told], Derived] | None:
    """What one amount is of another, where no report says so itself."""
    named = part_and_whole(cell.wanted.phrase) or part_and_whole(question)
    if named is None or (cell.statement is not None and cell.statement.facet is Facet.SHARE):
        return None
    amounts = [_exact(_level(name, words), cell.when, cell.told) for name in named]
    if amounts[0] is None or amounts[1] is None:
        return None
    result = derive.share(amounts[0].statement.figure, amounts[1].statement.figure)
    return ([amounts[0], amounts[1]], result) if result else None


def _level(name: str, words: Words) -> Wanted:
    return replace(wanted_of(name, words), facet=Facet.LEVEL, dimensions=())


def _exact(wanted: Wanted, when: When, told: Sequence[Told]) -> Told | None:
    found = look_up(wanted, when, told)
    return found.best if found.outcome is Outcome.EXACT else None


def _told(operands: Sequence[Told], result: Derived, store: Store, verb: str) -> Reckoned | None:
    numbers: dict[tuple[str, int], int] = {}
    items = []
    for told in operands:
        key = (told.statement.report_id, told.statement.sentence_start)
        items.append(numbered(told.statement, store, numbers.setdefault(key, len(numbers) + 1), 0))
    if not all(items):
        return None
    evidence = merged(items)
    marks = "".join(f"[{item.number}]" for item in evidence)
    statement = operands[0].statement
    given = "，".join(told_shortly(told.statement, told.sentence) for told in operands)
    note = f"（{result.note}）" if result.note else ""
    text = f"{verb}{result.text}：{result.formula}{note}。依据{statement.place or ''}{period_label(statement)}{given}{marks}。"
    figures = [
        CheckedFigure(told.statement.text, "quoted", item.number)
        for told, item in zip(operands, items, strict=True)
        if item
    ]
    return Reckoned(
        Composed(
            f"{text}\n依据：\n{quote_lines(evidence)}",
            tuple(item.number for item in evidence),
            "extractive",
            (*figures, CheckedFigure(result.text, "derived", formula=result.formula)),
        ),
        evidence,
    )
