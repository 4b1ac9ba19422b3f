"""CSV and workbooks of statements: numbers stay numbers, formulas become text."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from qa.corpus.mentions import mentions
from qa.records import Page, Period
from qa.statements.columns import Columns
from qa.statements.export import (
    STATEMENT_HEADER,
    Arranged,
    as_csv,
    as_xlsx,
    mention_rows,
    statement_rows,
    table_rows,
)
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


def test_a_table_stands_as_it_is_arranged() -> None:
    made = [
        make_report(place, 2021, [f"粮食产量达到{size}万吨。"], [])
        for place, size in (("承德市", "12"), ("张家口市", "31"), ("保定市", "8"))
    ]
    silent, _ = make_report("唐山市", 2021, ["工业增长。"], [])
    told = [
        stated(r, r.text.split("\n")[0], f"{size}万吨", "粮食产量", 2020, unit="吨", value=Decimal(size) * 10_000)
        for (r, _), size in zip(made, ("12", "31", "8"), strict=True)
    ]
    held = Stated("g", Columns.of(told), [silent, *(r for r, _ in made)])
    table = pivot(held, ["粮食产量"], years=[2020])

    def labels(**arranged: Any) -> list[object]:
        return [row[0] for row in table_rows(held, table, Arranged(**arranged))]

    assert labels(by="2020年") == ["地方", "张家口市", "承德市", "保定市", "唐山市"]
    assert labels(by="2020年", descending=False) == ["地方", "保定市", "承德市", "张家口市", "唐山市"]
    assert labels(by="", descending=False) == ["地方", "保定市", "承德市", "唐山市", "张家口市"]
    assert labels() == ["地方", "唐山市", "承德市", "张家口市", "保定市"]
    head, row = table_rows(held, table, Arranged(turned=True))
    assert (head[0], head[5], row[0], row[5]) == ("年份", "承德市", "2020年", "12万吨")


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


@pytest.mark.parametrize(
    ("by", "descending", "places"),
    [
        (None, True, ["承德市", "石家庄市", "石家庄市", "保定市"]),
        ("年份", True, ["保定市", "石家庄市", "石家庄市", "承德市"]),
        ("次数", True, ["石家庄市", "石家庄市", "承德市", "保定市"]),
        ("", False, ["保定市", "承德市", "石家庄市", "石家庄市"]),
        ("第一句", True, ["承德市", "石家庄市", "石家庄市", "保定市"]),
    ],
)
def test_sentences_with_a_phrase_stand_report_by_report_as_arranged(
    by: str | None, descending: bool, places: list[str]
) -> None:
    told = [
        ("承德市", 2021, ["发展低空经济。"]),
        ("石家庄市", 2022, ["壮大低空经济。", "低空经济起步。"]),
        ("保定市", 2023, ["谋划低空经济。"]),
    ]
    found = mentions("低空经济", [make_report(place, year, said, [])[0] for place, year, said in told])
    _, *rows = mention_rows(found, Arranged(by, descending))
    assert [row[2] for row in rows] == places
