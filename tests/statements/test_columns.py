"""The columns: what goes in comes out, and what is selected is what a loop over the statements selects."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import duckdb
import numpy as np
import pandas
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.records import Basis, Facet, How, Period, Statement
from qa.statements.columns import Columns, IndicatorName
from qa.statements.parquet import SCHEMA, dump
from tests.samples import make_report
from tests.statements.made import STATEMENTS, stated

REVIEW = ["地区生产总值达到500亿元，增长6.1%。", "五年来新建公路320公里。"]
REPORT, _ = make_report("临江市", 2021, REVIEW, ["地区生产总值增长6.5%左右。"])
GDP = ("地区生产总值", "生产总值")
LEVEL = stated(REPORT, REVIEW[0], "500亿元", "地区生产总值", 2020, names=GDP)
RISE = stated(REPORT, REVIEW[0], "6.1%", "全市生产总值", 2020, names=GDP, facet=Facet.RISE)
ROADS = stated(REPORT, REVIEW[1], "320公里", "新建公路", period=Period(2016, 2020, How.TOTAL), facet=Facet.NEW)
GOAL = stated(
    REPORT, "地区生产总值增长6.5%左右。", "6.5%", "地区生产总值", 2021, names=GDP, facet=Facet.RISE, basis=Basis.TARGET
)
ELSEWHERE = replace(LEVEL, place="全国", period=Period(), report_id="other")
MADE = (LEVEL, RISE, ROADS, GOAL, ELSEWHERE)
COLUMNS = Columns.of(MADE)


@given(st.lists(STATEMENTS, max_size=12))
@settings(max_examples=150, deadline=None)
def test_statements_come_back_as_they_went_in(statements: list[Statement]) -> None:
    data = dump(statements)
    columns = Columns.load(data)
    assert len(columns) == len(statements)
    assert list(columns.statements(range(len(columns)))) == statements
    assert dump(statements) == data


@pytest.mark.parametrize(
    "value", ["0.1", "19.870000000000000000000000001", "1E+400", "333.3333333333333333333333333", "0"]
)
def test_numbers_are_exact(value: str) -> None:
    given = replace(LEVEL, value=Decimal(value), upper=Decimal(value) + 1)
    assert Columns.of([given]).statement(0) == given


def test_many_batches_are_one_table(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = dump(MADE)
    monkeypatch.setattr("qa.statements.parquet._BATCH", 2)
    assert Columns.load(dump(MADE)).statements(range(5)) == MADE
    assert dump(MADE) == whole


@pytest.mark.parametrize(
    ("wanted", "rows"),
    [
        ({}, [0, 1, 2, 3, 4]),
        ({"places": ["临江市"]}, [0, 1, 2, 3]),
        ({"places": ["全国", "海州市"]}, [4]),
        ({"places": ["海州市"]}, []),
        ({"indicators": ["地区生产总值"]}, [0, 1, 3, 4]),
        ({"indicators": ["全市生产总值"]}, [1]),
        ({"q": "生产"}, [0, 1, 3, 4]),
        ({"q": "生产", "indicators": ["新建公路"]}, []),
        ({"basis": [Basis.TARGET]}, [3]),
        ({"facet": [Facet.RISE, Facet.NEW]}, [1, 2, 3]),
        ({"how": [How.TOTAL]}, [2]),
        ({"report_ids": ["other"]}, [4]),
        ({"years": [2020]}, [0, 1]),
        ({"years": [2020, 2021]}, [0, 1, 3]),
        ({"years": [2016]}, []),
        ({"years": [2016], "loosely": True}, [2]),
        ({"years": [2016, 2017, 2018, 2019, 2020]}, [0, 1, 2]),
        ({"years": [2016, 2018, 2020]}, [0, 1]),
        ({"years": [2020], "facet": [Facet.RISE], "places": ["临江市"]}, [1]),
    ],
)
def test_rows_have_one_of_each_that_is_asked_for(wanted: dict[str, list[str]], rows: list[int]) -> None:
    assert COLUMNS.select(**wanted).tolist() == rows  # type: ignore[arg-type]


def test_given_rows_keep_their_order() -> None:
    assert COLUMNS.select(years=[2020, 2021], basis=[Basis.RESULT], among=np.array([4, 3, 1, 0, 2])).tolist() == [1, 0]
    assert COLUMNS.select(q="生产", indicators=["生产总值"], among=np.array([3, 2, 0])).tolist() == [3, 0]


YEARS = st.lists(st.integers(1998, 2004), max_size=4)
PERIODS = st.builds(
    Period, st.none() | st.integers(1999, 2003), st.none() | st.integers(1999, 2003), st.sampled_from(How)
)


@given(st.lists(PERIODS, max_size=30), YEARS, st.booleans())
@settings(max_examples=200, deadline=None)
def test_years_are_those_that_a_loop_finds(periods: list[Period], years: list[int], loosely: bool) -> None:
    columns = Columns.of(replace(LEVEL, period=period) for period in periods)
    found = columns.select(years=years, loosely=loosely).tolist()
    assert found == [row for row, period in enumerate(periods) if not years or of_years(period, years, loosely)]


def of_years(period: Period, years: list[int], loosely: bool) -> bool:
    first = period.last if period.first is None else period.first
    last = period.first if period.last is None else period.last
    if first is None or last is None:
        return False
    if loosely or period.how in (How.YEAR, How.END):
        return any(first <= year <= last for year in years)
    return set(range(first, last + 1)) == set(years)


@given(st.lists(STATEMENTS, max_size=20), st.data())
@settings(max_examples=100, deadline=None)
def test_any_filter_finds_what_a_loop_finds(statements: list[Statement], data: st.DataObject) -> None:
    columns = Columns.of(statements)
    places = data.draw(st.lists(st.sampled_from([s.place or "" for s in statements] or [""]), max_size=12))
    indicators = data.draw(st.lists(st.sampled_from([n for s in statements for n in (s.indicator, *s.names)] or [""])))
    q = data.draw(st.text(max_size=1))
    assert columns.select(places=places, indicators=indicators, q=q).tolist() == [
        row
        for row, s in enumerate(statements)
        if (not places or s.place in places)
        and (not indicators or {s.indicator, *s.names} & {*indicators})
        and q in s.indicator
    ]


def test_a_row_that_is_not_there_is_an_error() -> None:
    for row in (-1, len(COLUMNS)):
        with pytest.raises(IndexError):
            COLUMNS.statement(row)


def test_indicators_are_listed_most_stated_first() -> None:
    assert COLUMNS.indicators() == (
        IndicatorName("地区生产总值", 3, ("临江市", "全国"), (2020, 2021), GDP),
        IndicatorName("全市生产总值", 1, ("临江市",), (2020,), GDP),
        IndicatorName("新建公路", 1, ("临江市",), (), ()),
    )
    assert [each.name for each in COLUMNS.indicators(COLUMNS.select(years=[2021]))] == ["地区生产总值"]
    assert COLUMNS.indicators(COLUMNS.select(places=["海州市"])) == ()


def test_extents_are_where_the_last_sentence_ends() -> None:
    assert COLUMNS.extents() == {REPORT.id: GOAL.sentence_end, "other": LEVEL.sentence_end}


def test_what_is_no_columns_is_refused() -> None:
    good = dump(MADE)
    other = io.BytesIO()
    pq.write_table(pq.read_table(io.BytesIO(good)).drop_columns(["group"]), other)
    for bad in (b"", b"PAR1", good[:-9], good[: len(good) // 2], other.getvalue(), dump([]).replace(b"PAR1", b"PAR2")):
        with pytest.raises(ValueError):
            Columns.load(bad)


def test_no_statements_are_columns_too() -> None:
    columns = Columns.of([])
    assert (len(columns), columns.select(q="x").tolist(), columns.indicators(), columns.extents()) == (0, [], (), {})


PAGE = (Path(__file__).parents[2] / "docs" / "data.md").read_text(encoding="utf-8")


def test_every_column_is_described_and_no_other() -> None:
    described = [name for row in re.findall(r"^\| (`.+?`) \|", PAGE, re.MULTILINE) for name in re.findall(r"\w+", row)]
    assert described == SCHEMA.names


def test_the_lines_of_the_page_read_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "statements.parquet"
    goal = replace(GOAL, period=Period(2024, 2024))
    path.write_bytes(dump([LEVEL, goal]))
    reports = tmp_path / "reports.jsonl"
    reports.write_text(json.dumps({"id": REPORT.id, "text": REPORT.text}, ensure_ascii=False), encoding="utf-8")
    shown = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert [re.findall(r"import ([\w.]+)", lines)[0] for lines in shown] == ["pyarrow.compute", "pandas", "duckdb"]
    for lines in shown:
        assert len(list(filter(None, lines.splitlines()))) == 3
        exec(lines, {"path": path, "reports": reports})
        assert "6.5" in capsys.readouterr().out


def test_other_readers_see_the_same_values(tmp_path: Path) -> None:
    path = tmp_path / "statements.parquet"
    path.write_bytes(dump(MADE))
    frame = pandas.read_parquet(path)
    assert frame["value"].tolist() == [float(made.value) for made in MADE]
    rows = duckdb.sql(f"select indicator from '{path}'").fetchall()
    assert [row[0] for row in rows] == [made.indicator for made in MADE]


def test_the_single_years_that_a_report_states_figures_of() -> None:
    assert COLUMNS.moments()[REPORT.id] == {2020, 2021}
    assert Columns.of(()).moments() == {}


def test_the_rows_of_a_report_and_of_a_part_of_its_text() -> None:
    assert COLUMNS.rows_of(REPORT.id).tolist() == [0, 1, 2, 3]
    assert COLUMNS.rows_of("other").tolist() == [4]
    assert COLUMNS.rows_of("unknown").tolist() == []
    found = COLUMNS.within(REPORT.id, LEVEL.sentence_start, LEVEL.sentence_end)
    assert COLUMNS.statements(found) == (LEVEL, RISE)
    assert COLUMNS.within(REPORT.id, LEVEL.start + 1, RISE.start).tolist() == []


def test_the_places_that_a_report_gives_figures_of() -> None:
    """Those that a loop finds, and none where no place is told."""
    for report in (REPORT.id, "other", "unknown"):
        told = {s.place for s in COLUMNS.statements(COLUMNS.rows_of(report)) if s.place}
        assert set(COLUMNS.places_of(report)) == told
    assert Columns.of(tuple(replace(made, place=None) for made in MADE)).places_of(REPORT.id) == ()
