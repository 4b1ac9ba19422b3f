"""What each figure of one sentence is of."""

from __future__ import annotations

import pytest

from qa.statements.naming import Named, names_of
from qa.statements.reading import taken_apart
from qa.wording.times import Clock


def names(text: str, before: str = "") -> list[Named]:
    taken = taken_apart(text, Clock(2024))
    assert taken is not None
    return names_of(taken, before)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("国内生产总值达到4421.8亿元，增长9.2%。", ["国内生产总值", "国内生产总值"]),  # 2002 四川
        ("农业机械总站由二十个增加到三十三个。", ["农业机械总站", "农业机械总站"]),  # 1979 国务院
        ("森林覆盖率和湿地保护率均达50%。", ["森林覆盖率", "湿地保护率"]),  # one figure of two things
        ("进口1.2亿元、出口3.4亿元。", ["进口", "出口"]),
        ("城镇居民人均可支配收入26069元，农村居民9241元。", ["城镇居民人均可支配收入", "农村居民人均可支配收入"]),  # 2013 陕西
        ("完成52家企业的改制任务。", ["企业改制任务"]),
        ("新建学校12所、医院3家。", ["新建学校", "新建医院"]),
        ("建设北京、上海等28个项目。", ["建设项目"]),
        ("粮食生产再获丰收，总产达126万吨。", ["粮食生产总产"]),
        ("经济总量迈上2个千亿元台阶，达到2100亿元。", ["经济总量台阶", "经济总量"]),
        ("外贸进出口突破100亿元大关。", ["外贸进出口"]),
        ("| 粮食产量 | 126万吨 |", ["粮食产量"]),
        ("财政收入增速居全国第二位。", ["财政收入增速"]),
    ],
)  # fmt: skip
def test_names(text: str, told: list[str]) -> None:
    assert [item.name for item in names(text)] == told


@pytest.mark.parametrize(
    ("text", "before", "told"),
    [
        ("增长8%。", "粮食产量", "粮食产量"),
        ("其中税收收入80亿元。", "一般公共预算收入", "税收收入"),
        ("农村居民9241元。", "城镇居民人均可支配收入", "农村居民人均可支配收入"),
        ("占全省的9.8%。", "地区生产总值", "地区生产总值占全省比重"),
        ("增长8%。", "", ""),
    ],
)
def test_what_the_sentence_before_spoke_of(text: str, before: str, told: str) -> None:
    assert [item.name for item in names(text, before)] == [told]


def test_shares_have_their_whole() -> None:
    assert [(n.name, n.whole) for n in names("第三产业增加值占生产总值的比重达到34.5%，提高1.2个百分点。")] == [
        ("第三产业增加值占生产总值比重", "生产总值"),
        ("第三产业增加值占生产总值比重", "生产总值"),
    ]
    (share,) = names("数字经济占比提高到46%。")
    assert (share.name, share.whole) == ("数字经济占比", "")


def test_own_names_are_told_from_carried_ones() -> None:
    assert [n.own for n in names("粮食产量5万吨，增长8%，油料3万吨。")] == [True, False, True]


def test_a_change_inside_a_name_moves_it() -> None:
    (less,) = names("压减地下水开采量2亿立方米。")
    assert (less.name, less.moved) == ("地下水开采量", "fall")


def test_beside_a_goal_the_thing_is_the_same() -> None:
    assert [n.name for n in names("工业增加值增长5.8%，高于6%的预期目标0.2个百分点。")] == ["工业增加值"] * 3


def test_on_top_of_a_growth_the_thing_is_named_behind_it() -> None:
    assert [n.name for n in names("在去年增长5.8%的基础上，今年工业增加值增长6%。")] == ["工业增加值"] * 2
    assert [n.name for n in names("在去年增长5.8%的基础上。")] == [""]
