"""Things counted by their size."""

from __future__ import annotations

import pytest

from qa.wording import sizes


@pytest.mark.parametrize(
    ("behind", "names"),
    [("主要刑事案件下降", True), ("严重暴力犯罪", True), ("突出警情", True), ("民生实事", False), ("群体", False)],
)
def test_which_class_of_cases(behind: str, names: bool) -> None:
    assert bool(sizes.CLASS_OF.match(behind)) is names


def test_the_second_of_two_may_be_above_another_amount() -> None:
    assert (
        sizes.above_other("过10亿元的", "培育产值过50亿元的农业龙头企业") == "培育产值过10亿元的农业龙头企业"
    )  # 2022 宜昌
    assert sizes.above_other("过10亿元的", "农业龙头企业") == ""


@pytest.mark.parametrize(
    ("lead", "before", "name"),
    [
        ("其中10亿元以上", "引进亿元以上项目", "引进10亿元以上项目"),  # 2019 诸暨
        ("50亿元以上", "打造百亿元以上产业集群", "打造50亿元以上产业集群"),  # 2024 承德
        ("其中亿元以上", "引进项目", "引进亿元以上项目"),
        ("年营业收入10亿元以上的企业", "引进项目", ""),
        ("其中10亿元以上", "", ""),
    ],
)
def test_a_size_alone_is_of_what_was_counted_before(lead: str, before: str, name: str) -> None:
    assert sizes.of_size(lead, before) == name


@pytest.mark.parametrize(
    ("behind", "big"),
    [
        ("以上14个", True),  # 2022 宜昌: 50亿元以上14个
        ("以上42个", True),  # 2021 宜昌
        ("以上3个", True),  # 2024 承德
        ("以上项目", False),
        ("左右", False),
    ],
)
def test_how_big_those_counted_are(behind: str, big: bool) -> None:
    assert bool(sizes.SO_BIG.match(behind)) is big


@pytest.mark.parametrize(
    ("behind", "size"), [("级泊位", True), ("级航道", True), ("级的船闸", True), ("级响应", False)]
)
def test_of_what_capacity(behind: str, size: bool) -> None:
    # 2026 海南: 20万吨级泊位; 2020 万州: 5000吨级泊位.
    assert bool(sizes.OF_CAPACITY.match(behind)) is size


@pytest.mark.parametrize(
    ("before", "between", "behind"),
    [
        ("，有", "县区财政收入过", ""),  # 2007 张家口: 有15个县区财政收入过亿元
        ("，", "县区超过", ""),  # 2007 张家口: 9个县区超过2亿元
        ("", "超", "的县域达"),  # 2026 四川: 超千亿元的县域达12个
    ],
)
def test_what_those_counted_are_above(before: str, between: str, behind: str) -> None:
    assert sizes.ABOVE.search(between)
    if behind:
        assert sizes.OF_THOSE.fullmatch(behind)
    else:
        assert sizes.COUNTED_ALONE.search(before) and sizes.ABOVE_WHAT.fullmatch(between)


def test_a_road_passes_above_nothing() -> None:
    assert not sizes.ABOVE.search("铁路通过")
    assert not sizes.COUNTED_ALONE.search("新建学校")


@pytest.mark.parametrize(
    ("behind", "thing"),
    [
        (
            "级CCUS碳捕集利用、100兆瓦级地下压缩空气储能、100吉瓦时锂电池储能等减碳项目加快建设。",
            "CCUS碳捕集利用",
        ),  # 2026 宁夏
        ("级煤制烯烃项目开工", "煤制烯烃"),  # 2013 陕西
        ("锂电池储能等减碳项目加快建设", "锂电池储能"),
        ("的黄河堤防加固工程", ""),  # 2003 国务院
        ("级泊位2个", ""),
    ],
)
def test_projects_told_by_their_size(behind: str, thing: str) -> None:
    match = sizes.OF_PROJECTS.match(behind)
    assert (match["thing"] if match else "") == thing


@pytest.mark.parametrize(
    ("behind", "counts"),
    [("方面合作协议", True), ("方面政策措施", True), ("方面的改革", False), ("方面下功夫", False)],
)
def test_as_many_sides_of_what_was_done(behind: str, counts: bool) -> None:
    # 2017 张家口: 7个方面合作协议; 1985 国务院: 这两个方面的改革.
    assert bool(sizes.SIDES_OF.match(behind)) is counts


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("十件", True),  # 2026 广东: 办好十件民生实事
        ("万亿级", True),  # 2026 辽宁: 大连迈入万亿级城市
        ("千亿级", True),  # 2026 湖南: 新增2家千亿级园区
        ("百亿级", True),  # 2026 海南: 2个百亿级产业集群
        ("十", False),
        ("万", False),
    ],
)
def test_amounts_written_with_a_scale_alone(text: str, whole: bool) -> None:
    assert bool(sizes.WHOLE.fullmatch(text)) is whole


@pytest.mark.parametrize(
    ("before", "count", "behind", "told"),
    [
        ("芜湖市突破5700亿元，滁州、阜阳、安庆", 3, "市均超过3500亿元", True),  # 安徽
        ("福田、龙岗、宝安", 3, "个区均超5300亿元", True),  # 深圳
        ("集成电路、人工智能和生物医药", 3, "个产业规模分别增长", True),  # 深圳
        ("滁州、阜阳、安庆", 5, "市均超过3500亿元", False),
        ("新增公园、广场", 2, "处", False),
    ],
)
def test_a_number_that_says_how_many_were_listed(before: str, count: int, behind: str, told: bool) -> None:
    assert sizes.tallies(before, count, behind) is told


@pytest.mark.parametrize(
    ("before", "named"),
    [
        # 2021 宜昌, 2024 杭州, 2023 义乌
        ("出台“宜十条", True),
        ("落实“黄金30条", True),
        ("制定“惠企二十条", True),
        ("办理建议二十条", False),
    ],
)
def test_a_set_of_measures_by_its_name(before: str, named: bool) -> None:
    assert bool(sizes.NAMED_SO_MANY.search(before)) is named
