from __future__ import annotations

import pytest

from qa.question.indicators import indicators_in, named_in, report_wording


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("经济实际增长了百分之几", "地区生产总值"),
        ("gdp有多少", "地区生产总值"),
        ("一共收了多少粮", "粮食总产"),
        ("登记的失业率", "城镇登记失业率"),
        ("PM10降到多少", "PM10平均浓度"),
    ],
)
def test_everyday_names_mean_an_indicator(text: str, name: str) -> None:
    assert name in indicators_in(text)[0].names


def test_a_gap_ends_at_a_comma() -> None:
    assert not indicators_in("经济向好，人口增长")


def test_a_longer_name_hides_the_shorter_ones() -> None:
    (found,) = indicators_in("一般公共预算收入")
    assert "一般公共预算收入" in found.names
    assert "全部财政收入" not in found.names


def test_an_ambiguous_name_means_all() -> None:
    (found,) = indicators_in("财政收入")
    assert {"一般公共预算收入", "全部财政收入"} <= set(found.names)


def test_everyday_words_bring_the_reports_words_but_bind_nothing() -> None:
    assert "完成" in report_wording("国企改制办完了几家")
    assert not indicators_in("办完了几家")


def test_words_that_stand_there_already_are_not_repeated() -> None:
    assert "地区生产总值" not in report_wording("地区生产总值是多少")


def test_an_indicator_knows_its_names_in_a_text() -> None:
    (found,) = indicators_in("GDP")
    assert named_in(found, "全市地区生产总值增长5%")
    assert not named_in(found, "粮食总产增长5%")
