"""Words that frame a question, and names of other things."""

from __future__ import annotations

import re

import pytest

from qa.wording.framing import (
    EACH,
    FRAMING,
    contrasted,
    deed_of,
    does,
    leads_in,
    narrowed,
    only_begun,
    part_of_year,
    said,
    saying,
    tells_apart,
    thing,
)


@pytest.mark.parametrize("word", ["多少", "报告", "增速", "目标", "达到", "各地"])
def test_words_of_asking_name_nothing(word: str) -> None:
    assert word in FRAMING


@pytest.mark.parametrize("word", ["粮食", "公路", "森林", "投资", "就业"])
def test_things_are_no_words_of_asking(word: str) -> None:
    assert word not in FRAMING


@pytest.mark.parametrize(
    ("name", "asked", "narrower"),
    [
        ("民间投资", "固定资产投资增速", True),
        ("民间投资", "民间投资增长多少", False),
        ("入境游客", "接待游客", True),
        ("城镇居民人均可支配收入", "居民人均可支配收入", True),
        ("城市空气质量优良天数", "空气质量优良天数", False),
        ("粮食产量", "粮食产量", False),
    ],
)
def test_a_name_of_a_narrower_thing(name: str, asked: str, narrower: bool) -> None:
    assert narrowed(name, asked) is narrower


@pytest.mark.parametrize(
    ("name", "asked", "apart"),
    [
        # 贵州 2010: other people, another insurance; 甘肃 2026, 黑龙江 2026: one thing by two names
        ("城镇居民基本医疗保险参保人数", "城镇职工基本医疗保险多少人参保", True),
        ("城镇职工基本养老保险参保人数", "城镇职工基本医疗保险多少人参保", True),
        ("普通高校入学资助", "考上大学的补助", False),
        ("生猪存栏", "生猪出栏", True),
        ("粮食产量", "粮食播种面积", True),
        ("粮食产量", "粮食", False),
        ("存款余额", "贷款余额", True),
        ("存款和贷款余额", "贷款余额", False),
        ("实施省市重点项目", "建成投产的省市重点项目", True),
        ("开工项目", "竣工项目", True),
        ("竣工投产项目", "投产项目", False),
        ("颁布行政法规", "废止行政法规", True),
        # 2026 北京, 2026 青海, 2021 宜昌
        ("新增中学学位", "小学学位", True),
        ("新增中小学学位", "小学学位", True),
        ("新增高中学位", "高中学位", False),
    ],
)
def test_words_that_exclude_each_other(name: str, asked: str, apart: bool) -> None:
    assert contrasted(name, asked) is apart


def test_the_thing_without_the_doing() -> None:
    assert thing("新建和改造提升高标准农田") == "高标准农田"
    assert thing("农村公路") == "农村公路"
    assert thing("新建") == "新建"
    assert (does("建成"), does("培训"), does("民营")) == (True, True, False)


@pytest.mark.parametrize(
    ("word", "text", "holds"),
    [
        ("国企", "国有企业改革", True),
        ("规上", "规模以上工业", True),
        ("减碳", "减少碳排放", True),
        ("粮食", "粮食产量", True),
        ("葡萄", "粮食产量", False),
        ("企国", "国有企业", False),
        ("国企", "国家重点，企业", False),
        ("碳", "减少碳排放", True),
        ("氢", "减少碳排放", False),
    ],
)
def test_a_word_said_as_it_is_or_written_out(word: str, text: str, holds: bool) -> None:
    assert said(word, text) is holds


@pytest.mark.parametrize(("name", "deed"), [("老旧小区改造", "改造"), ("新建农村公路", "新建"), ("农村公路", "")])
def test_what_is_done_with_a_thing(name: str, deed: str) -> None:
    assert deed_of(name) == deed


def test_words_that_tell_apart_alone() -> None:
    assert all(map(tells_apart, ("城镇", "入境", "县级"))) and not any(map(tells_apart, ("投资", "城镇居民")))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("四季度当季地区生产总值", {"四季度"}),
        ("上半年税收", {"上半年"}),
        ("前三季度", {"前三季度"}),
        ("2025年12月末存款", {"12月"}),
        ("培训12个月", set()),
        ("全年产值", set()),
    ],
)
def test_parts_of_a_year(text: str, parts: set[str]) -> None:
    assert part_of_year(text) == parts


@pytest.mark.parametrize("text", ["普通老百姓收入", "普通家庭收入", "各类群众收入"])
def test_all_of_them_together_are_no_part_of_a_name(text: str) -> None:
    assert EACH.sub("", text) == text[2:]
    assert EACH.sub("", "普通高中学位") == "普通高中学位"


@pytest.mark.parametrize(
    ("name", "asked", "begun"),
    [
        # 江西, 承德, 四川
        ("新开工高速公路", "高速公路里程", True),
        ("签约项目", "项目数量", True),
        ("开工的省市重点项目", "省市重点项目有多少个", False),
        ("在建铁路里程", "铁路营业里程", True),
        ("新开工高速公路", "新开工高速公路多少公里", False),
        ("高速公路里程", "高速公路里程", False),
    ],
)
def test_what_has_but_begun(name: str, asked: str, begun: bool) -> None:
    assert only_begun(name, asked) is begun


@pytest.mark.parametrize(
    ("word", "text"),
    [("国企", "国有企业利润"), ("规上", "规模以上工业"), ("城镇新增", "城镇就业新增"), ("a+b", "1a+b2")],
)
def test_a_pattern_for_what_says_a_word(word: str, text: str) -> None:
    assert said(word, text) and re.search(saying(word), text)
    assert not said(word, text[1:-1:2]) and not re.search(saying(word), text[1:-1:2])


@pytest.mark.parametrize(
    ("clause", "leads"),
    [
        # 广东, 承德, 四川
        ("2026年民生实事里", True),
        ("去产能任务中", True),
        ("对外开放方面", True),
        ("民生实事有几件", False),
        ("城里人收入", False),
    ],
)
def test_a_clause_that_only_says_where_to_look(clause: str, leads: bool) -> None:
    assert leads_in(clause) is leads
