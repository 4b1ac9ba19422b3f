"""CSV and workbooks of statements: numbers stay numbers, formulas become text."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from qa.records import Page, Period
from qa.statements.columns import Columns
from qa.statements.export import STATEMENT_HEADER, as_csv, as_xlsx, statement_rows, table_rows
from qa.statements.stated import Stated
from qa.statements.table import pivot
from tests.samples import make_report
from tests.statements.made import stated

REPORT, _ = make_report("临江市", 2021, ["粮食产量达到12.5万吨。"], [])
LATER, _ = make_report("临江市", 2022, ["粮食产量达到14万吨。"], [], (2020, 2021))
GRAIN = stated(REPORT, "粮食产量达到12.5万吨。", "12.5万吨", "粮食产量", 2020, unit="吨", value=Decimal("125000"))
AGAIN = stated(LATER, "粮食产量达到14万吨。", "14万吨", "粮食产量", 2020, unit="吨", value=Decimal("140000"))
STATED = Stated("g", Columns.of([GRAIN, AGAIN]), [REPORT, LATER])


def read_csv(data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def read_xlsx(data: bytes) -> list[list[object]]:
    page = load_workbook(io.BytesIO(data)).worksheets[0]
    assert all(cell.data_type != "f" for row in page for cell in row)
    return [[cell.value for cell in row] for row in page]


def test_statements_are_rows_with_their_sentence() -> None:
    rows = list(statement_rows(STATED, [GRAIN, replace(GRAIN, place=None, period=Period())]))
    header, row, unknown = read_csv(as_csv(rows))
    told = dict(zip(header, row, strict=True))
    assert header == list(STATEMENT_HEADER)
    assert (told["指标"], told["数字"], told["数值"], told["单位"]) == ("粮食产量", "12.5万吨", "125000", "吨")
    assert (told["原句"], told["章节"], told["报告"]) == ("粮食产量达到12.5万吨。", "一、工作回顾", REPORT.title)
    assert (told["数据年份"], told["正文SHA-256"]) == ("2020", REPORT.sha256)
    assert [unknown[header.index(name)] for name in ("地方", "数据年份")] == ["未写明", "未写明"]
    assert read_xlsx(as_xlsx(rows))[1][2] == 125000


def test_a_cell_of_a_table_has_its_number_unit_and_sentence() -> None:
    rows = list(table_rows(STATED, pivot(STATED, ["粮食产量"], years=[2020, 2021], places=["临江市"])))
    header, row = read_csv(as_csv(rows))
    assert header[:6] == ["地方", "2020年", "2020年（数值）", "2020年（单位）", "2020年（出处）", "2020年（另说）"]
    assert row[:4] == ["临江市", "14万吨", "140000", "吨"]
    assert row[4] == f"{LATER.title} > 一、工作回顾：粮食产量达到14万吨。"
    assert row[5] == f"12.5万吨（{REPORT.title}）"
    assert row[6:] == ["未提及", "", "", "", ""]
    assert read_xlsx(as_xlsx(rows))[1][:4] == ["临江市", "14万吨", 140000, "吨"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_what_a_spreadsheet_would_take_for_a_formula_is_text(start: str) -> None:
    text = f"{start}HYPERLINK(1)"
    (row,) = read_csv(as_csv([[text, Decimal("-1.50"), None, 3]]))
    assert row == [f"'{text}", "-1.50", "", "3"]
    ((written, number, none, whole),) = read_xlsx(as_xlsx([[text, Decimal("-1.5"), None, 3]]))
    assert str(written).startswith("'") and (number, none, whole) == (-1.5, None, 3)


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=20), min_size=1, max_size=3))
@settings(max_examples=60, deadline=None)
def test_any_text_makes_a_file_without_formulas(texts: list[str]) -> None:
    (row,) = csv.reader(io.StringIO(as_csv([texts]).decode("utf-8-sig"), newline=""))
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)
    assert len(read_xlsx(as_xlsx([texts]))) == 1


def test_very_long_texts_fit_a_cell() -> None:
    ((cell,),) = read_xlsx(as_xlsx([["长" * 40_000]]))
    assert len(str(cell)) == 32_767


def test_a_page_read_from_its_picture_is_told() -> None:
    scanned = replace(REPORT, pages=(Page(3, 0, len(REPORT.text), recognised=True),))
    held = Stated("g", Columns.of([GRAIN]), [scanned])
    rows = list(table_rows(held, pivot(held, ["粮食产量"])))
    assert any("第 3 页（识别文字）：" in str(value) for value in rows[1])
    assert held.stand(GRAIN).recognised and not STATED.stand(GRAIN).recognised
