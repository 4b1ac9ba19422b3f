"""Tables of statements: which statement fills which cell."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from qa.figures import Hedge
from qa.records import Basis, Facet, How, Period, Report, Statement
from qa.statements.columns import Columns
from qa.statements.stated import Stated, worded
from qa.statements.table import Pivot, UnknownIndicator, amount, pivot, why_empty
from tests.samples import make_report
from tests.statements.made import stated

REVIEW = ["地区生产总值500亿元，增长6.1%，现值501亿元。", "五年年均增长7.7%，五年前300亿元。", "全国增长8.8%，下降3%。"]
TARGETS = ["生产总值增长6.5%左右。"]
FIRST, _ = make_report("临江市", 2021, REVIEW, TARGETS)
LATER, _ = make_report("临江市", 2022, REVIEW, TARGETS, (2020, 2021))
OTHER, _ = make_report("东港市", 2021, REVIEW, TARGETS)
SILENT, _ = make_report("海州市", 2021, ["没有数字。"], [])
NOWHERE = replace(FIRST, id="nowhere", place=None)
GDP = "地区生产总值"


def rise(report: Report, figure: str, year: int | None = 2020, **changes: Any) -> Statement:
    sentence = next(sentence for sentence in (*REVIEW, *TARGETS) if figure in sentence)
    return stated(report, sentence, figure, **{"indicator": GDP, "year": year, "facet": Facet.RISE, **changes})


def level(report: Report, figure: str, year: int = 2020, **changes: Any) -> Statement:
    return rise(report, figure, year, **{"facet": Facet.LEVEL, **changes})


def table(*statements: Statement, asked: tuple[str, ...] = ("地区生产总值增长",), **wanted: Any) -> Pivot:
    reports = (FIRST, LATER, OTHER, SILENT, NOWHERE)
    return pivot(Stated("g", Columns.of(statements), reports), asked, **wanted)


def texts(made: Pivot) -> dict[str, list[str | None]]:
    return {
        line.place: [worded(cell.statement) if cell.statement else None for cell in line.cells] for line in made.lines
    }


def test_a_row_a_place_a_column_a_year_and_silence_is_shown() -> None:
    made = table(rise(FIRST, "6.1%"), rise(OTHER, "7.7%"), rise(LATER, "8.8%", 2021), years=[2020, 2021])
    assert texts(made) == {"临江市": ["6.1%", "8.8%"], "东港市": ["7.7%", None], "海州市": [None, None]}
    assert (made.title, made.headings) == ("2020年、2021年 地区生产总值增长 结果", ("2020年", "2021年"))


def test_an_empty_cell_says_why() -> None:
    made = table(level(FIRST, "500亿元"), rise(OTHER, "7.7%"), years=[2020, 2021])
    told = {
        line.place: [why_empty(*pair) for pair in zip(made.columns, line.cells, strict=True)] for line in made.lines
    }
    assert told == {
        "临江市": ["只说了数量", "报告没有说"],
        "东港市": ["", "没有讲这年的报告"],
        "海州市": ["报告没有说", "没有讲这年的报告"],
    }
    assert made.facets == ((Facet.LEVEL, 1), (Facet.RISE, 1))


def test_what_is_of_another_place_fills_no_cell() -> None:
    made = table(
        rise(FIRST, "8.8%", place="全国"), rise(FIRST, "6.1%", place=None), rise(NOWHERE, "6.1%"), years=[2020]
    )
    assert texts(made) == {"临江市": [None], "东港市": [None], "海州市": [None]}
    assert made.notes == ("地区生产总值有 2 处没有写明是哪里的，不在表中",)


@pytest.mark.parametrize("how", [How.SPAN, How.AVERAGE, How.TOTAL, How.SINCE])
def test_changes_and_sums_of_years_fill_no_cell_of_one_year(how: How) -> None:
    for period in (Period(2016, 2020, how), Period(2020, 2020, how)):
        made = table(rise(FIRST, "7.7%", period=period), rise(OTHER, "6.1%"), years=[2020])
        assert texts(made)["临江市"] == [None]


def test_the_end_of_a_year_does_and_its_own_year_before_a_longer_period() -> None:
    made = table(
        rise(FIRST, "7.7%", period=Period(2019, 2020)), rise(FIRST, "6.1%", period=Period(2020, 2020, How.END))
    )
    assert texts(made)["临江市"] == ["6.1%"]


def test_the_name_as_asked_comes_before_a_joined_one() -> None:
    both = (rise(FIRST, "7.7%", indicator="生产总值"), rise(FIRST, "6.1%"))
    assert texts(table(*both))["临江市"] == ["6.1%"]
    assert texts(table(*both, asked=("生产总值增速",)))["临江市"] == ["7.7%"]
    assert texts(table(both[0], rise(OTHER, "6.1%")))["临江市"] == ["7.7%"]


def test_the_latest_report_comes_first_and_what_another_says_otherwise_is_kept() -> None:
    made = table(rise(FIRST, "6.1%"), rise(LATER, "7.7%"), rise(LATER, "8.8%"))
    (cell,) = made.lines[0].cells
    assert cell.statement == rise(LATER, "7.7%") and cell.others == (rise(FIRST, "6.1%"),)
    assert "带 * 的格子：几份报告的说法不同，取最近一份" in made.notes


def test_of_one_report_the_figure_with_more_digits_then_the_first() -> None:
    """宁夏 2026: 跨越5000亿元大关 stands before 5696亿元; 云南 2026: 突破3万亿元 before 32765亿元."""
    assert texts(table(level(FIRST, "500亿元"), level(FIRST, "501亿元"), asked=(GDP,)))["临江市"] == ["501亿元"]
    assert texts(table(rise(FIRST, "8.8%"), rise(FIRST, "6.1%")))["临江市"] == ["8.8%"]
    made = table(level(FIRST, "501亿元"), level(LATER, "500亿元"), asked=(GDP,))
    assert texts(made)["临江市"] == ["500亿元"]


def test_reports_that_agree_are_not_set_against_each_other() -> None:
    made = table(level(FIRST, "500亿元"), level(LATER, "500亿元"), asked=(GDP,))
    assert made.lines[0].cells[0].others == () and made.notes == ()


def test_targets_and_results_are_apart_and_may_stand_side_by_side() -> None:
    goal = rise(FIRST, "6.5%", 2021, basis=Basis.TARGET, hedge=Hedge.ABOUT, indicator="生产总值")
    statements = (rise(LATER, "6.1%", 2021), goal)
    assert texts(table(*statements, years=[2021]))["临江市"] == ["6.1%"]
    assert texts(table(*statements, years=[2021], basis=[Basis.TARGET]))["临江市"] == ["6.5%左右"]
    both = table(*statements, basis=[Basis.TARGET, Basis.RESULT])
    assert both.headings == ("目标", "结果") and texts(both)["临江市"] == ["6.5%左右", "6.1%"]
    later = table(*statements, rise(FIRST, "6.1%"), basis=[Basis.TARGET, Basis.RESULT])
    assert later.headings == ("2020年结果", "2021年目标", "2021年结果")


def test_several_indicators_are_columns() -> None:
    made = table(rise(FIRST, "6.1%"), level(FIRST, "500亿元"), asked=(GDP, "地区生产总值增速", "GDP"), years=[2020])
    assert made.headings == ("地区生产总值", "地区生产总值增长")
    assert texts(made)["临江市"] == ["500亿元", "6.1%"]


def test_without_a_facet_it_is_the_amount_unless_that_is_rare() -> None:
    made = table(rise(FIRST, "6.1%"), level(FIRST, "500亿元"), asked=(GDP,))
    assert texts(made)["临江市"] == ["500亿元"]
    assert made.notes == ("地区生产总值另有：增长 1 处",)
    rises = [rise(report, figure) for report in (FIRST, OTHER) for figure in ("6.1%", "7.7%")]
    made = table(*rises, level(FIRST, "500亿元"), asked=(GDP,))
    assert (made.columns[0].facet, made.title) == (Facet.RISE, "2020年 地区生产总值增长 结果")
    assert texts(table(*rises, level(FIRST, "500亿元"), asked=(GDP,), facet=Facet.LEVEL))["临江市"] == ["500亿元"]


def test_a_fall_is_growth_below_zero() -> None:
    made = table(rise(FIRST, "3%", facet=Facet.FALL), rise(OTHER, "6.1%"))
    assert texts(made)["临江市"] == ["下降3%"]
    assert [amount(made.columns[0], line.cells[0].statement) for line in made.lines if line.cells[0].statement] == [
        Decimal(-3),
        Decimal("6.1"),
    ]
    fallen = table(rise(FIRST, "3%", facet=Facet.FALL), rise(OTHER, "6.1%"), asked=("地区生产总值降幅",))
    assert amount(fallen.columns[0], rise(FIRST, "3%", facet=Facet.FALL)) == 3


def test_new_is_the_amount_of_what_is_called_new() -> None:
    jobs = level(FIRST, "500亿元", indicator="城镇新增就业", facet=Facet.NEW)
    made = table(jobs, level(OTHER, "501亿元", indicator="城镇新增就业"), asked=("城镇新增就业",))
    assert (texts(made)["临江市"], texts(made)["东港市"]) == (["500亿元"], ["501亿元"])
    assert made.title == "2020年 城镇新增就业 结果"


def test_places_asked_for_are_the_rows_and_missing_reports_are_told() -> None:
    made = table(rise(FIRST, "6.1%"), rise(OTHER, "7.7%"), places=["东港市", "中原市"])
    assert texts(made) == {"东港市": ["7.7%"], "中原市": [None]}
    assert made.notes == ("资料库中没有中原市的报告",)


def test_units_that_differ_are_told() -> None:
    made = table(level(FIRST, "500亿元"), level(OTHER, "500亿元", unit="美元"), asked=(GDP,))
    assert made.notes == ("地区生产总值的单位不一：亿元、美元",)


def test_an_indicator_that_is_not_stated_names_the_nearest() -> None:
    with pytest.raises(UnknownIndicator, match="没有叫“生产能耗”的指标；相近的有：生产总值") as told:
        table(rise(FIRST, "6.1%", indicator="生产总值"), asked=("生产能耗",))
    assert told.value.near == ("生产总值",)


def test_what_is_expected_of_a_target_goes_without_saying() -> None:
    goal = rise(FIRST, "6.5%", basis=Basis.TARGET, hedge=Hedge.EXPECTED)
    assert worded(goal) == "6.5%" and worded(replace(goal, basis=Basis.RESULT)) == "预计6.5%"


def test_where_a_statement_stands() -> None:
    kept = Stated("g", Columns.of([rise(FIRST, "6.1%")]), [FIRST])
    stand = kept.stand(rise(FIRST, "6.1%"))
    assert (stand.quote, stand.section, stand.page) == (REVIEW[0], ("一、工作回顾",), None)
    assert (stand.title, stand.sha256) == (FIRST.title, FIRST.sha256)
    assert FIRST.text[stand.start : stand.end] == stand.quote
