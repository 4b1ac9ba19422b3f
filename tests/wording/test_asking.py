"""What questions ask of a figure."""

from __future__ import annotations

from decimal import Decimal

import pytest

from qa.records import Operation
from qa.wording import asking
from qa.wording.asking import (
    asks_bare,
    asks_rank,
    asks_silent,
    dimension_counted,
    figures_asked,
    operations_in,
    part_and_whole,
    threshold_in,
    with_whole_verbs,
)


@pytest.mark.parametrize(
    ("question", "growth", "level"),
    [
        ("2023年地区生产总值增速是多少", True, False),
        ("粮食产量增长多少", True, False),
        ("新建了多少公里农村公路", False, True),
        ("财政收入总量有多大", False, True),
        ("房价涨了多少", True, False),
        ("森林覆盖率是多少", False, False),
        ("居民收入增加了多少元", False, True),
        ("单位生产总值能耗下降多少", True, False),
        ("PM2.5浓度下降了百分之几", True, False),
        ("地区生产总值是多少", False, True),
        ("进出口总额怎么样", False, False),
        ("地区生产总值怎么样,有没有具体数字", False, False),
        ("进出口总额是多少", False, True),
        ("贷款总量怎么样", False, True),
        ("人口自然增长率是多少", False, False),
        ("死亡人数哪儿降得最多", True, False),
        ("增速谁最快", True, False),
        ("规模以上工业增加值增速是多少", True, False),
        ("数字经济规模有多大", False, True),
        ("游客最多的地方", False, True),
        ("离岛免税销售额是多少", False, True),
        ("粮食产量目标是多少", False, False),
        ("农村低保标准涨了多大幅度", True, False),
        ("物流费用有多大的降幅", True, False),
        ("固定资产投资同比增幅多大", True, False),
        ("税收增速有多高", True, False),
        ("港口吞吐量的降幅多大", True, False),
        ("港口吞吐量多大", False, True),
    ],
)
def test_growth_told_from_level(question: str, growth: bool, level: bool) -> None:
    assert (asking.asks_growth(question), asking.asks_level(question)) == (growth, level)


@pytest.mark.parametrize(
    ("asks", "yes", "no"),
    [
        (asking.asks_share, ["民生支出占财政支出的百分之几", "第三产业占比是多少"], ["民生支出多少亿元"]),
        (asking.asks_rank, ["经济总量排全国第几", "位次如何"], ["第三产业增加值"]),
        (asking.asks_average, ["年均增长多少", "平均每年新增多少"], ["PM2.5年均浓度是多少"]),
        (asking.asks_whole, ["光伏总装机是多少", "一共有多少所学校"], ["新增装机多少"]),
        (
            asking.asks_new,
            ["新添了多少座公园", "新增规上企业多少家", "新引进项目几个"],
            ["城镇新区有多少人", "公园有多少座"],
        ),
        (asking.asks_total, ["五年来新增就业多少", "累计造林多少亩", "“十四五”期间"], ["2023年造林多少亩"]),
        (asking.asks_change, ["财政收入五年多了多少", "翻了几倍"], ["财政收入是多少"]),
    ],
)
def test_other_facets(asks: object, yes: list[str], no: list[str]) -> None:
    assert callable(asks)
    assert [bool(asks(text)) for text in yes + no] == [True] * len(yes) + [False] * len(no)


@pytest.mark.parametrize(
    ("question", "operation"),
    [
        ("哪个省的增长目标最高", Operation.HIGHEST),
        ("谁的失业率最低", Operation.LOWEST),
        ("从高到低排一排", Operation.ORDER),
        ("有几个省定在5%以上", Operation.COUNT),
        ("两地相差多少", Operation.DIFFERENCE),
        ("五年里多认定了多少家", Operation.DIFFERENCE),
        ("这几年多建了几所", Operation.DIFFERENCE),
        ("是上年的几倍", Operation.RATIO),
        ("税收占财政收入的百分之几", Operation.SHARE),
        ("两市加起来多少", Operation.SUM),
        ("五年平均是多少", Operation.MEAN),
        ("倒推上一年是多少", Operation.BACKWARD),
    ],
)
def test_what_is_to_be_done_with_figures(question: str, operation: Operation) -> None:
    assert operation in operations_in(question)


def test_nothing_is_to_be_done_with_one_figure() -> None:
    assert operations_in("2023年承德市森林覆盖率是多少") == ()
    assert not asks_rank("城镇新增就业目标排在前三名的是哪三个省") and asks_rank("在全国排在第几")
    # The growth of each, and no difference of two lengths.
    assert operations_in("城镇和农村居民收入各增长多少") == ()
    assert operations_in("地铁比公交里程长多少") == (Operation.DIFFERENCE,)


@pytest.mark.parametrize(
    ("question", "inside", "outside"),
    [
        ("增长5.5%以上的有哪些", ["5.5", "6"], ["5.4"]),
        ("不低于6%的省", ["6"], ["5.9"]),
        ("超过6%的省", ["6.1"], ["6"]),
        ("5%以下的地方", ["5", "4"], ["5.1"]),
        ("低于5%的地方", ["4.9"], ["5"]),
        ("不少于6%的省", ["6"], ["5.9"]),
        ("不超过3%的地方", ["3", "2"], ["3.1"]),
        ("5.5%及以上的", ["5.5"], ["5.4"]),
        ("定到5%或者更高的是哪些", ["5", "6"], ["4.9"]),
        ("占八成左右甚至更多的", ["80"], ["79"]),
        ("在4%到5%之间的有哪些", ["4", "5"], ["3.9", "5.1"]),
    ],
)
def test_a_bound_holds_on_its_side(question: str, inside: list[str], outside: list[str]) -> None:
    bound = threshold_in(question)
    assert bound is not None
    assert all(bound.holds(Decimal(size)) for size in inside)
    assert not any(bound.holds(Decimal(size)) for size in outside)


@pytest.mark.parametrize(
    ("question", "inside", "outside"),
    [
        # PM2.5 of 四川 2026, 优良天数 of 辽宁 2026, 城镇化率 of 江苏 2026
        ("PM2.5浓度低于30的有几个省", "28.5", "30"),
        ("优良天数比例不到90的有哪些", "89.7", "90"),
        ("城镇化率70以上的省", "70", "69.9"),
    ],
)
def test_a_bound_without_a_unit_is_in_that_of_the_figures(question: str, inside: str, outside: str) -> None:
    bound = threshold_in(question)
    assert bound is not None and bound.bare
    assert bound.holds(Decimal(inside)) and not bound.holds(Decimal(outside))


def test_no_bound() -> None:
    assert threshold_in("超过20强企业") is None
    assert threshold_in("2023年增长5%吗") is None
    assert threshold_in("增长最快的是谁") is None


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("贷款余额相当于存款余额的百分之几", ("贷款余额", "存款余额")),
        ("税收占财政收入的比重", ("税收", "财政收入")),
        ("财政收入当中税收占多大份额", ("税收", "财政收入")),
        ("粮食产量是多少", None),
    ],
)
def test_part_and_whole(question: str, names: tuple[str, str] | None) -> None:
    assert part_and_whole(question) == names


@pytest.mark.parametrize(
    ("question", "dimensions"),
    [
        ("新建多少公里", ("长度",)),
        ("引进几家企业", ("个数",)),
        ("投资多少亿元", ("人民币",)),
        ("有几个省", ()),
        ("有几个把目标定在6%以上", ()),
        ("几家超过5%", ()),
        ("哪几家", ()),
        ("是几倍", ()),
        ("增长多少", ()),
    ],
)
def test_dimensions_of_the_units_asked_for(question: str, dimensions: tuple[str, ...]) -> None:
    assert asking.dimensions_asked(question) == dimensions


def test_money_of_no_unit_may_be_dollars() -> None:
    assert asking.dimensions_meant("意向成交金额是多少") == ("人民币", "美元")
    assert asking.dimensions_meant("总投资是多少") == ("人民币", "美元")
    assert asking.dimensions_meant("新建公路多少") == ()


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("县级重点项目数目标是多少", "县级重点项目目标是多少"),
        ("城镇老旧小区改造数多少", "城镇老旧小区改造多少"),
        ("千亿元产值的县域数", "千亿元产值的县域"),
        ("就业人数是多少", "就业人数是多少"),
        ("价格指数是多少", "价格指数是多少"),
        ("高新技术企业总数达到多少", "高新技术企业总数达到多少"),
    ],
)
def test_the_number_of_things_is_asked_of_the_things(text: str, thing: str) -> None:
    assert asking.without_number(text) == thing


@pytest.mark.parametrize(
    "question",
    [
        "没写具体数字的有哪几份？",
        "哪些省没有给出目标？",
        "没公布的有谁",
        "没给居民消费价格涨幅具体数字目标的省份有几个？",
        "没有提到研发投入强度数字的省有几个",
    ],
)
def test_who_is_silent_is_asked(question: str) -> None:
    assert asks_silent(question)


@pytest.mark.parametrize("question", ["写了具体数字的有哪几份？", "没有完成目标的是哪几个？", "有没有给出具体数字"])
def test_who_is_silent_is_not_asked(question: str) -> None:
    assert not asks_silent(question)


@pytest.mark.parametrize(
    ("word", "dimension"), [("家数", "个数"), ("总家数", "个数"), ("人次", "人次"), ("人数", ""), ("家", "")]
)
def test_numbers_of_things_by_their_measure_word(word: str, dimension: str) -> None:
    assert dimension_counted(word) == dimension


@pytest.mark.parametrize(
    "question",
    [
        "固定资产投资负增长的有哪些省",
        "哪些省的投资是往下掉的",
        "哪个省外贸降了？",
        "收入下降的是谁",
        "增速为负的有几个",
    ],
)
def test_below_nothing(question: str) -> None:
    bound = threshold_in(question)
    assert bound is not None and bound.holds(Decimal("-0.1")) and not bound.holds(Decimal(0))


@pytest.mark.parametrize("question", ["能耗下降了多少", "哪年的失业率下降最多", "下降5%是哪一年的目标"])
def test_a_fall_is_no_bound(question: str) -> None:
    assert threshold_in(question) is None


@pytest.mark.parametrize(
    ("question", "bare"),
    [("某省今年GDP目标", True), ("粮食产量", True), ("粮食产量怎么样", False), ("稳粮食的措施", False)],
)
def test_a_name_alone(question: str, bare: bool) -> None:
    assert asks_bare(question) is bare


@pytest.mark.parametrize(
    "question",
    [
        "亿元以上的市场有几个",
        "投资亿元以上项目多少个",
        "规模以上企业有几家",
        "5000万元以上产业项目签约多少",
        "65岁以上老年人体检率",
        "经济总量超1000亿元的县域有多少",
    ],
)
def test_a_size_that_tells_a_kind_is_no_bound(question: str) -> None:
    assert threshold_in(question) is None


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("计划造多少林?", "计划造林多少?"),
        ("一年减了多少税", "一年减税了多少"),
        ("要植多少棵树?", "要植树多少棵?"),
        ("五年脱了多少贫", "五年脱贫了多少"),
        ("修多少公里路,花多少钱", "修路多少公里,花多少钱"),
        ("招多少生源", "招多少生源"),
    ],
)
def test_a_verb_is_put_beside_its_own_noun(text: str, whole: str) -> None:
    assert with_whole_verbs(text) == whole


def test_what_stands_in_a_name_asks_for_no_level() -> None:
    assert not asking.asks_level("社会消费品零售总额同比增长百分之几") and not asking.asks_level("进出口总值增速多少")
    assert asking.asks_level("社会消费品零售总额是多少") and asking.asks_level("进出口总额多少亿元、增长多少")


def test_the_highest_target_may_be_one_of_growth() -> None:
    assert not asking.asks_level("GDP目标谁最高") and asking.asks_level("粮食产量哪个省最高")


def test_so_much_every_year_is_an_average() -> None:
    assert asking.asks_average("研发经费每年要涨多少") and asking.asks_average("产值每年提高几个点")
    assert not asking.asks_average("每年有多少游客")


@pytest.mark.parametrize(
    # 2026 甘肃, 2026 西藏, 2026 海南
    ("text", "low"),
    [
        ("哪些省今年定了两位数的增长目标", "10%"),
        ("哪些省增速达到两位数", "10%"),
        ("目标定在5.5%上下或者更高的省区一共几家", "5.5%"),
    ],
)
def test_bounds_in_other_words(text: str, low: str) -> None:
    bound = threshold_in(text)
    assert bound is not None and bound.low is not None and bound.low.text == low


def test_how_much_each_beside_how_many_times() -> None:
    assert asking.asks_level("旅游收入各多少，增长了几倍？") and not asking.asks_level("增速各多少？")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        # 承德 2024, 上海 2026, 四川 2026
        ("2024年打算新增多少家?（承上文：新增高新技术企业多少家?）", 1),
        ("那今年准备再添多少座?（承上文：新增了多少座公园?）", 1),
        ("来了多少个国家和地区、多少运动员?", 2),
    ],
)
def test_what_a_follow_up_takes_along_asks_for_no_figure(text: str, count: int) -> None:
    assert figures_asked(text) == count
