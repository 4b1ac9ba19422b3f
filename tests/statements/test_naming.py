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
        ("综合指数在168个城市中排名第九。", ["城市", "综合指数"]),  # 2024 张家口
        ("金川集团总产值2000亿元，在“世界500强”排名由369位上升到235位。", ["金川集团总产值", *["金川集团“世界500强”排名"] * 2]),  # 2026 甘肃
        ("生产总值14451亿元，增长5.5%，总量和增速均居全国第5位。", [*["生产总值"] * 2, "生产总值总量", "生产总值增速"]),  # 2026 四川
        ("82%的企业与农户形成联结。", ["与农户形成联结的企业占比"]),
        ("建成5G基站8万个、覆盖95%以上行政村。", ["建成5G基站", "覆盖行政村占比"]),  # 2026 甘肃
        ("一般公共预算支出74%以上用于民生。", ["一般公共预算支出用于民生占比"]),  # 2026 云南
        ("完成投资1487亿元，为年度计划的121.6%。", ["投资", "投资占年度计划比例"]),  # 2023 惠州
        ("安置房开工1.2万套、竣工4600套。", ["安置房开工", "安置房竣工"]),  # 2019 诸暨
        ("新增公园127座，累计达到1100座。", ["新增公园", "公园"]),  # 2026 上海
        ("铁路运营里程新增1700公里、突破7000公里。", ["铁路运营里程"] * 2),  # 2026 四川
        ("争创产业园、产业集群各1个。", ["争创产业园", "争创产业集群"]),
        ("办好12类45件民生实事。", ["民生实事"] * 2),
        ("新培育7个典型镇、9个典型村和5个片区。", ["新培育典型镇", "新培育典型村", "新培育片区"]),
        ("“上海标准”、“上海品牌”分别新增12项和44项。", ["“上海标准”", "“上海品牌”"]),
        ("规上工业亩均税收17万元，亩均增加值98万元。", ["规上工业亩均税收", "规上工业亩均增加值"]),  # 2019 诸暨
        ("进博会圆满举办，成交金额达到834亿美元。", ["进博会成交金额"]),
        ("实施学前免费教育政策，惠及10万儿童。", ["实施学前免费教育政策惠及儿童"]),
        ("完善100座黄浦江、苏州河驿站功能。", ["完善黄浦江、苏州河驿站功能"]),
        ("我国有13亿人口。", ["人口"]),
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
