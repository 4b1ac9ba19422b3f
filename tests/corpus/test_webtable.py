"""Tables of figures in web pages, and tables that only lay out the page."""

from __future__ import annotations

from tests.corpus.test_webpage import REVIEW, TASKS, shown, text_of


def test_rows_of_figures_stay_in_line_and_layout_tables_do_not() -> None:
    table = "<table><tr><td>指标</td><td>2015年</td></tr><tr><td>粮食总产</td><td>126.5万吨</td></tr></table>"
    text = text_of(f"<table><tr><td width=200><p>{REVIEW}</p></td><td><p>{TASKS}</p>{table}</td></tr></table>")
    assert text.replace(" ", "").split("\n") == [REVIEW, TASKS, "2015年粮食总产126.5万吨。"]


def test_merged_cells_belong_to_all_rows_and_columns_that_they_span() -> None:
    table = (
        "<table><caption>单位：万元</caption><thead><tr><th rowspan=2>乡镇<th rowspan=2>指标<th colspan=2>税收</tr>"
        "<tr><th>2014年<th>2015年</tr></thead><tr><td rowspan=2>河口镇<td>国税<td>310<td>420</tr><tr><td>地税<td>81<td>92</tr></table>"
    )
    assert shown(table).split("\n\n")[-2:] == [
        "2014年河口镇国税税收310万元。2015年河口镇国税税收420万元。",
        "2014年河口镇地税税收81万元。2015年河口镇地税税收92万元。",
    ]


def test_a_table_beside_a_body_of_broken_lines_is_read() -> None:
    body = f"<p>　　{REVIEW}<br>　　{TASKS}<br>　　{REVIEW}</p>"
    table = "<table><tr><td>指标</td><td>2015年</td></tr><tr><td>苹果（万吨）</td><td>8.1</td></tr></table>"
    lines = text_of(f"<div>{body}<p>二、主要指标</p>{table}</div>").split("\n")
    assert lines[-2:] == ["二、主要指标", "2015年苹果8.1万吨。"]


def test_hidden_rows_and_raised_numbers_of_tables_are_not_read() -> None:
    table = (
        "<table><tr><td>指标</td><td>2015年</td></tr><tr style='display:none'><td>暗</td><td>1吨</td></tr>"
        "<tr><td>苹果<sup>1</sup></td><td>8.1万吨</td></tr></table>"
    )
    assert shown(table).endswith("\n\n2015年苹果8.1万吨。")
