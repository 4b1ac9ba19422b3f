from __future__ import annotations

import pytest

from qa.figures import find_figures
from qa.wording.measures import may_name_unit, measured, names_unit, told_apart


@pytest.mark.parametrize(
    ("word", "figure", "thing", "unit"),
    [
        ("消费额", "75亿元", "消费", False),
        ("消费额", "3万辆", "", False),
        ("供应量", "3.2万张", "供应", False),
        ("项目数", "3个", "", False),
        ("供应量", "75亿元", "", False),
        ("套数", "7.5万套", "", True),
        ("套数", "7.5万户", "", False),
        ("面积", "476万亩", "", True),
        ("里程", "9500公里", "", True),
        ("资金", "98亿元", "", True),
        ("产量", "476万吨", "", False),
    ],
)
def test_words_that_a_unit_says(word: str, figure: str, thing: str, unit: bool) -> None:
    (found,) = find_figures(figure)
    assert may_name_unit(word) or not unit
    assert (measured(word, found), names_unit(word, found)) == (thing, unit)


@pytest.mark.parametrize(
    ("asked", "text", "apart"),
    [
        # 青海 2026, 晋江 2022, 黑龙江 2026
        ("投资额", "玉树州牦牛产业产值28.5亿元", True),
        ("用电量", "鞋服产业集群产值突破3000亿元", True),
        ("价格", "大庆油田原油产量3000万吨", True),
        ("投资额", "固定资产投资6150亿元", False),
        ("种植面积", "种植中药材476万亩", False),
        ("产量", "粮食总产1640亿斤", False),
        ("收入", "可支配收入26069元", False),
    ],
)
def test_measures_that_are_not_told_for_one_another(asked: str, text: str, apart: bool) -> None:
    assert told_apart(asked, text) is apart
