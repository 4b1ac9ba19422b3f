"""Tables and outcomes as JSON, of the form of ``DataTableOut`` and ``OutcomesOut``.

A table of a whole store has tens of thousands of cells. Each is written as soon as it is made: as models they take five
times as long, and so many small objects at once wake the garbage collector.
"""

from __future__ import annotations

from functools import lru_cache

import orjson

from qa.records import Basis
from qa.statements.outcomes import Outcome, Outcomes, told_difference
from qa.statements.stated import Stated, worded
from qa.statements.table import SILENT, Cell, Column, Pivot, amount, why_empty
from qa.web.data_schemas import DataTableOut, OutcomesOut


def table_out(stated: Stated, table: Pivot) -> DataTableOut:
    return DataTableOut.model_validate_json(table_json(stated, table))


def table_json(stated: Stated, table: Pivot) -> bytes:
    columns = [
        {"heading": heading, "indicator": each.indicator, "facet": each.facet, "year": each.year, "basis": each.basis}
        for heading, each in zip(table.headings, table.columns, strict=True)
    ]
    rows = [
        {
            "place": line.place,
            "cells": [_cell(stated, *pair) for pair in zip(table.columns, line.cells, strict=True)],
        }
        for line in table.lines
    ]
    facets = [{"facet": facet, "count": count} for facet, count in table.facets]
    return orjson.dumps(
        {
            "index": table.index,
            "title": table.title,
            "columns": columns,
            "rows": rows,
            "facets": facets,
            "notes": table.notes,
        }
    )


def outcomes_out(stated: Stated, found: Outcomes) -> OutcomesOut:
    return OutcomesOut.model_validate_json(outcomes_json(stated, found))


def outcomes_json(stated: Stated, found: Outcomes) -> bytes:
    return orjson.dumps(
        {
            "index": found.index,
            "indicator": found.indicator,
            "facet": found.facet,
            "title": f"{found.name} 目标与结果",
            "outcomes": [_outcome(stated, found, each) for each in found.outcomes],
            "counts": [{"verdict": verdict, "count": count} for verdict, count in found.counted().items()],
            "notes": found.notes,
        }
    )


def _outcome(stated: Stated, found: Outcomes, outcome: Outcome) -> orjson.Fragment:
    return _written(
        {
            "place": outcome.place,
            "year": outcome.year,
            "target": _cell(stated, found.column(outcome, Basis.TARGET), outcome.target),
            "result": _cell(stated, found.column(outcome, Basis.RESULT), outcome.result),
            "verdict": outcome.verdict,
            "difference": None if outcome.difference is None else float(outcome.difference),
            "difference_unit": outcome.unit,
            "shown": told_difference(outcome),
        }
    )


def _written(fields: dict[str, object]) -> orjson.Fragment:
    return orjson.Fragment(orjson.dumps(fields))


@lru_cache(maxsize=256)
def _empty(why: str) -> orjson.Fragment:
    """Most cells of a large table are empty in one of a few ways."""
    silent = dict.fromkeys(("value", "unit", "written", "hedge", "citation"))
    return _written({"text": SILENT, **silent, "why": why, "others": ()})


def _cell(stated: Stated, column: Column, cell: Cell) -> orjson.Fragment:
    statement = cell.statement
    if statement is None:
        return _empty(why_empty(column, cell))
    others = [
        {
            "text": worded(other),
            "value": float(amount(column, other)),
            "unit": other.unit,
            "citation": stated.stand(other),
        }
        for other in cell.others
    ]
    return _written(
        {
            "text": worded(statement),
            "value": float(amount(column, statement)),
            "unit": statement.unit,
            "written": statement.indicator,
            "hedge": statement.hedge,
            "citation": stated.stand(statement),
            "why": None,
            "others": others,
        }
    )
