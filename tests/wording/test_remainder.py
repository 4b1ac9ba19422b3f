"""What is left of something without a part of it."""

from __future__ import annotations

import pytest

from qa.wording.remainder import (
    leaves_whole_out,
    names_both,
    other_part_from,
    parts_left_out,
    rest_called,
    whole_and_part,
)


@pytest.mark.parametrize(
    ("text", "whole", "part"),
    [
        # 西藏 2026, 甘肃 2026, 云南 2026
        ("新增营造林里，不算南北山绿化工程还有多少万亩？", "新增营造林", "南北山绿化工程"),
        ("五年新增铁路中，不是高铁的有多少公里？", "五年新增铁路", "高铁"),
        ("不算企业，经营主体还有多少万户？", "经营主体", "企业"),
        ("总装机减去新能源装机是多少？", "总装机", "新能源装机"),
        ("固定资产投资扣除房地产后是多少亿元？", "固定资产投资", "房地产"),
        # 2026 广西, 2026 福建, 2026 遵义
        ("去掉东盟那一块,外贸还剩多少？", "外贸", "东盟"),
        ("除了企业,的经营主体还有多少户？", "经营主体", "企业"),
        ("那去掉白酒呢,还剩多少?,去掉白酒剩 规上工业总产值多少?", "规上工业总产值", "白酒"),
    ],
)
def test_the_whole_and_what_is_left_out(text: str, whole: str, part: str) -> None:
    assert whole_and_part(text) == (whole, part)


@pytest.mark.parametrize(
    "text",
    [
        "除了粮食产量，蔬菜产量是多少？",
        "除了GDP，还有哪些目标？",
        "过去五年新增就业多少？",
        "失去劳动能力的人有多少？",
        "不含农户的固定资产投资增长多少？",
        "不是很高的有几个？",
        "减去了多少？",
    ],
)
def test_what_leaves_nothing_out(text: str) -> None:
    assert whole_and_part(text) is None


def test_imports_are_what_exports_leave_of_trade() -> None:
    assert [bool(other_part_from(text)) for text in ("进口额是多少", "外贸进口大约多少亿美元", "从哪进口")] == [
        True
    ] * 3
    assert not any(other_part_from(text) for text in ("进出口总额是多少", "出口多少", "口岸货运量多少"))


def test_both_that_imports_are_reckoned_from() -> None:
    named = ("根据进出口总额和出口额倒推进口", "报告给了进出口和出口，进口多少", "进口额是多少（进出口减去出口）")
    assert all(map(names_both, named))
    assert not any(map(names_both, ("进出口总额是多少", "出口多少", "进口多少")))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("一般公共预算收入里非税收入是多少", ("一般公共预算收入", "税收收入")),  # 2023 兰考
        ("非税有多少亿元", ("一般公共预算收入", "税收收入")),
        ("外贸进口是多少", ("进出口总额", "出口总额")),
        ("税收收入是多少", None),
    ],
)
def test_a_part_is_what_the_other_leaves_of_the_whole(text: str, named: tuple[str, str] | None) -> None:
    assert other_part_from(text) == named


def test_the_rest_by_its_name() -> None:
    assert rest_called("一般公共预算收入", "税收收入") == "非税收入"
    assert rest_called("进出口总额", "出口总额") == "进口"
    assert rest_called("经营主体", "企业") == ""


@pytest.mark.parametrize("text", ["我问的是利润，不是利税", "说的是出口，不算进口", "要的是增速，不是总量"])
def test_what_is_meant_leaves_nothing_out(text: str) -> None:
    assert whole_and_part(text) is None


def test_of_what_was_asked_before() -> None:
    assert leaves_whole_out("那去掉白酒呢，还剩多少？") and leaves_whole_out("不算企业还有多少？")
    assert not leaves_whole_out("不算企业，经营主体还有多少？")


def test_each_of_the_parts() -> None:
    assert parts_left_out("民营企业和个体工商户") == ("民营企业", "个体工商户") and parts_left_out("东盟") == ("东盟",)
