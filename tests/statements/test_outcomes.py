"""What came of targets: met, nearly, missed, by how much, or not told."""

from __future__ import annotations

from typing import Any

import pytest

from qa.records import Basis, Facet, Report
from qa.statements.columns import Columns
from qa.statements.export import OUTCOME_HEADER, Arranged, outcome_rows
from qa.statements.extract import statements_of
from qa.statements.outcomes import Outcomes, Verdict, outcomes, told_difference
from qa.statements.stated import Stated, worded
from qa.statements.table import UnknownIndicator, why_empty
from tests.samples import make_report


def reports(goal: str, came: str, place: str = "临江市") -> tuple[Report, Report]:
    """The report that sets ``goal`` for 2021, and the next that tells what ``came``."""
    return make_report(place, 2021, [], [goal])[0], make_report(place, 2022, [came], [])[0]


def compared(indicator: str, *held: Report, **wanted: Any) -> Outcomes:
    columns = Columns.of(statement for report in held for statement in statements_of(report))
    return outcomes(Stated("g", columns, held), indicator, **wanted)


@pytest.mark.parametrize(
    ("goal", "came", "verdict", "difference"),
    [
        ("地区生产总值增长6%以上。", "地区生产总值增长6.3%。", Verdict.MET, "高0.3个百分点"),
        ("地区生产总值增长6%左右。", "地区生产总值增长6%。", Verdict.MET, "持平"),
        ("地区生产总值增长6%左右。", "地区生产总值增长5.8%。", Verdict.NEAR, "低0.2个百分点"),
        ("地区生产总值增长6.5%左右。", "地区生产总值增长6.4%。", Verdict.MISSED, "低0.1个百分点"),
        ("地区生产总值增长6%以上。", "地区生产总值增长5.8%。", Verdict.MISSED, "低0.2个百分点"),
        ("地区生产总值增长6%—7%。", "地区生产总值增长6.2%。", Verdict.MET, "高0.2个百分点"),
        ("地区生产总值增长6%。", "地区生产总值下降1%。", Verdict.MISSED, "低7个百分点"),
    ],
)
def test_a_rate_of_growth(goal: str, came: str, verdict: Verdict, difference: str) -> None:
    (outcome,) = compared("地区生产总值增长", *reports(goal, came)).outcomes
    assert (outcome.place, outcome.year) == ("临江市", 2021)
    assert (outcome.verdict, told_difference(outcome)) == (verdict, difference)


@pytest.mark.parametrize(
    ("indicator", "goal", "came", "verdict", "difference"),
    [
        ("城镇登记失业率", "城镇登记失业率控制在5.5%以内。", "城镇登记失业率5.2%。", Verdict.MET, "低0.3个百分点"),
        ("城镇调查失业率", "城镇调查失业率5.5%左右。", "城镇调查失业率5.6%。", Verdict.MISSED, "高0.1个百分点"),
        ("居民消费价格", "居民消费价格涨幅3%左右。", "居民消费价格上涨0.6%。", Verdict.MET, "低2.4个百分点"),
        ("单位生产总值能耗", "单位生产总值能耗下降3%。", "单位生产总值能耗下降2.1%。", Verdict.MISSED, "低0.9个百分点"),
        ("单位生产总值能耗", "单位生产总值能耗下降3%。", "单位生产总值能耗下降3.2%。", Verdict.MET, "高0.2个百分点"),
        ("城镇新增就业", "城镇新增就业9万人。", "城镇新增就业9.35万人。", Verdict.MET, "高3500人"),
        ("旅游总收入", "旅游总收入650亿元。", "旅游总收入668亿元。", Verdict.MET, "高18亿元"),
    ],
)
def test_ceilings_falls_and_amounts(indicator: str, goal: str, came: str, verdict: Verdict, difference: str) -> None:
    (outcome,) = compared(indicator, *reports(goal, came)).outcomes
    assert (outcome.verdict, told_difference(outcome)) == (verdict, difference)


def test_a_fall_asked_for_as_growth_counts_below_zero() -> None:
    held = reports("单位生产总值能耗下降3%。", "单位生产总值能耗下降3.2%。")
    (outcome,) = compared("单位生产总值能耗", *held, facet=Facet.RISE).outcomes
    assert (outcome.verdict, told_difference(outcome)) == (Verdict.MET, "低0.2个百分点")


def test_the_side_is_the_one_that_targets_are_set_in() -> None:
    held = reports("地区生产总值增长6%。", "地区生产总值500亿元，增长6.1%。")
    found = compared("地区生产总值", *held)
    assert (found.facet, found.name) == (Facet.RISE, "地区生产总值增长")
    assert found.outcomes[0].result.statement and worded(found.outcomes[0].result.statement) == "6.1%"


def test_where_no_result_is_told_the_reason_is() -> None:
    goal, later = reports("粮食产量达到50万吨，地区生产总值增长6%。", "地区生产总值500亿元。")
    alone, _ = make_report("海州市", 2021, [], ["地区生产总值增长7%。"])
    found = compared("地区生产总值增长", goal, later, alone)
    assert {o.place: (o.verdict, told_difference(o)) for o in found.outcomes} == {
        "临江市": (Verdict.UNKNOWN, ""),
        "海州市": (Verdict.UNKNOWN, ""),
    }
    told = [why_empty(found.column(outcome, Basis.RESULT), outcome.result) for outcome in found.outcomes]
    assert told == ["只说了数量", "没有讲这年的报告"]
    assert found.counted()[Verdict.UNKNOWN] == 2
    grain = compared("粮食产量", goal, later)
    assert why_empty(grain.column(grain.outcomes[0], Basis.RESULT), grain.outcomes[0].result) == "报告没有说"


def test_figures_of_different_kinds_are_not_compared() -> None:
    (outcome,) = compared("粮食产量", *reports("粮食产量50万吨。", "粮食产量达到100亿斤。")).outcomes
    assert (outcome.verdict, outcome.difference) == (Verdict.APART, None)


def test_places_and_years_limit_and_nothing_set_is_nothing() -> None:
    held = (
        *reports("地区生产总值增长6%。", "地区生产总值增长6.1%。"),
        *reports("地区生产总值增长7%。", "略。", "东港市"),
    )
    assert [o.place for o in compared("地区生产总值增长", *held, places=["东港市"]).outcomes] == ["东港市"]
    assert compared("地区生产总值增长", *held, years=[2022]).outcomes == ()
    with pytest.raises(UnknownIndicator):
        compared("葡萄产量", *held)


def test_as_rows_of_a_file() -> None:
    held = reports("地区生产总值增长6%左右。", "地区生产总值增长6.3%。")
    columns = Columns.of(statement for report in held for statement in statements_of(report))
    stated = Stated("g", columns, held)
    header, row = outcome_rows(stated, outcomes(stated, "地区生产总值增长"))
    told = dict(zip(OUTCOME_HEADER, row, strict=True))
    assert header == OUTCOME_HEADER
    assert (told["目标"], told["结果"], told["判断"], str(told["结果减目标"])) == ("6%左右", "6.3%", "达到", "0.3")
    assert "地区生产总值增长6.3%。" in str(told["结果（出处）"])


@pytest.mark.parametrize(
    ("by", "descending", "places"),
    [
        (None, True, ["石家庄市", "承德市", "保定市"]),
        ("结果", True, ["石家庄市", "保定市", "承德市"]),
        ("结果", False, ["保定市", "石家庄市", "承德市"]),
        ("判断", False, ["保定市", "石家庄市", "承德市"]),
        ("结果比目标", True, ["保定市", "石家庄市", "承德市"]),
        ("", False, ["保定市", "承德市", "石家庄市"]),
    ],
)
def test_rows_of_a_file_stand_as_they_are_arranged(by: str | None, descending: bool, places: list[str]) -> None:
    """What has no number comes last either way."""
    held = (
        *reports("地区生产总值增长8%。", "地区生产总值增长7%。", "石家庄市"),
        *reports("地区生产总值增长7%。", "略。", "承德市"),
        *reports("地区生产总值增长5%。", "地区生产总值增长5.5%。", "保定市"),
    )
    stated = Stated("g", Columns.of(each for report in held for each in statements_of(report)), held)
    _, *rows = outcome_rows(stated, outcomes(stated, "地区生产总值增长"), Arranged(by, descending))
    assert [row[0] for row in rows] == places
