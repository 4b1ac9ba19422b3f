"""Tables as JSON: of the form that is promised, and cheap for a whole store."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest

from qa.records import Basis, Facet
from qa.statements.columns import Columns
from qa.statements.outcomes import outcomes
from qa.statements.stated import Stated
from qa.statements.table import pivot
from qa.web.data_schemas import DataTableOut, OutcomesOut
from qa.web.tables import outcomes_json, outcomes_out, table_json, table_out
from tests.samples import make_report
from tests.statements.made import stated
from tests.web.waiting import best_of

SENTENCE = "地区生产总值增长5.8%，城乡居民收入稳步提高。"
#: Of the time that Python's own reader takes to read the reply. As models it was twelve times as long.
READINGS = 6.0


def store(places: int, years: int) -> Stated:
    """A report a place and year, in two spans of years, each with a result; a target for the first year of all."""
    base, _ = make_report("甲市", 2024, [SENTENCE], ["地区生产总值增长5.8%左右。"])
    reports, told = [], []
    for place in range(places):
        for year in range(2010 + place % 2 * years, 2010 + place % 2 * years + years):
            report = replace(
                base, id=f"{place}-{year}", place=f"第{place}市", year=year, reviewed=(year - 1,), planned=(year,)
            )
            reports.append(report)
            told.append(stated(report, SENTENCE, "5.8%", "地区生产总值", year - 1, facet=Facet.RISE))
            goal = replace(told[-1], basis=Basis.TARGET, period=replace(told[-1].period, first=year, last=year))
            told += [goal] if year == 2010 else []
    return Stated("g", Columns.of(told), reports)


def test_what_is_written_is_of_the_form_that_is_promised() -> None:
    held = store(3, 2)
    table = pivot(held, ["地区生产总值增长"])
    body = table_json(held, table)
    made = DataTableOut.model_validate_json(body)
    assert made == table_out(held, table)
    assert json.loads(made.model_dump_json()) == json.loads(body)
    cell = made.rows[0].cells[0]
    assert cell.citation and (cell.text, cell.citation.quote, cell.citation.section) == (
        "5.8%",
        SENTENCE,
        ["一、工作回顾"],
    )
    assert [cell.why for cell in made.rows[1].cells[:2]] == ["没有讲这年的报告"] * 2
    found = outcomes(held, "地区生产总值增长")
    written = outcomes_json(held, found)
    assert OutcomesOut.model_validate_json(written) == outcomes_out(held, found)
    assert json.loads(outcomes_out(held, found).model_dump_json()) == json.loads(written)


@pytest.fixture(scope="module")
def many() -> Stated:
    return store(909, 11)


def test_a_table_of_ten_thousand_reports_costs_a_few_readings_of_it(many: Stated) -> None:
    def answer() -> bytes:
        return table_json(many, pivot(many, ["地区生产总值增长"]))

    body = answer()
    table = json.loads(body)
    assert (len(many.reports), len(table["rows"]), len(table["columns"])) == (9_999, 909, 22)
    assert _undisturbed(answer) < READINGS * _undisturbed(partial(json.loads, body))


def _undisturbed(call: Callable[[], object]) -> float:
    """What the collector does meanwhile depends on what other tests have left."""
    gc.collect()
    gc.freeze()
    try:
        return best_of(5, call)
    finally:
        gc.unfreeze()
