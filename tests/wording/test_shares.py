"""Shares of a whole, and so many times of something else."""

from __future__ import annotations

import pytest

from qa.wording.shares import (
    BROUGHT_IN,
    CONTRIBUTED,
    DONE,
    LEADS_ON,
    LIKE_YEAR,
    OF_HOME,
    PULLED,
    SHARE_AGAIN,
    SHARE_OF,
    SHARE_OF_WHOLE,
    TIMES_OF,
    WITHIN_NAME,
    of_year,
    year_of,
)


@pytest.mark.parametrize(
    ("lead", "whole"),
    [
        ("服务业占经济总量的比重从2012年的41%提高到", "经济总量"),  # 2017 张家口
        ("民生投入占财政支出达到", "财政支出"),  # 2024 承德
        ("离岛免税销售额占全球免税市场比重超", "全球免税市场"),  # 2026 海南
    ],
)
def test_the_whole_stands_before_the_figure(lead: str, whole: str) -> None:
    found = SHARE_OF_WHOLE.search(lead)
    assert found and whole in found[0]


@pytest.mark.parametrize("lead", ["同比增长", "占比"])
def test_without_a_whole(lead: str) -> None:
    found = SHARE_OF_WHOLE.search(lead)
    assert found is None or not found["whole"]


@pytest.mark.parametrize(
    ("lead", "done"),
    [
        ("地铁3号线主体结构完成", True),  # 2022 顺德
        ("化解存量隐性债务任务完成", True),  # 2026 广西
        ("改革试点事项力争完成超", True),  # 2026 安徽
        ("完成", False),
        ("完成投资", False),
    ],
)
def test_how_much_is_done(lead: str, done: bool) -> None:
    assert bool(DONE.search(lead)) is done


@pytest.mark.parametrize(
    ("lead", "again"),
    [("、达到", True), ("，提高到", True), ("、达", True), ("、增长", False), ("、居民收入达到", False)],
)
def test_the_same_share_again(lead: str, again: bool) -> None:
    assert bool(SHARE_AGAIN.fullmatch(lead)) is again


@pytest.mark.parametrize(
    ("lead", "what"),
    [
        ("合计拉动规上工业增长", "规上工业"),  # 2024 青岛
        ("拉动经济增长约", "经济"),
        ("拉动消费超", ""),
    ],
)
def test_how_much_of_the_growth_of_all(lead: str, what: str) -> None:
    pulled = PULLED.search(lead)
    assert (pulled["what"] if pulled else "") == what


@pytest.mark.parametrize(
    ("lead", "trail", "what"),
    [
        ("民营经济贡献了", "的税收", "税收"),  # 2026 浙江
        ("台企贡献全市", "以上的地区生产总值", "地区生产总值"),  # 2024 昆山
        ("贡献了全国", "的增量", "增量"),  # 2026 广东
    ],
)
def test_what_is_brought_in(lead: str, trail: str, what: str) -> None:
    brought = BROUGHT_IN.match(trail)
    assert CONTRIBUTED.search(lead) and brought and brought["what"] == what


def test_measured_by_something_else() -> None:
    found = SHARE_OF.search("利用外资完成年度计划的")
    assert found and found["whole"] == "年度计划"


@pytest.mark.parametrize("name", ["可再生能源占电力装机比重", "制造业增加值占地区生产总值的比重"])
def test_within_a_name(name: str) -> None:
    assert WITHIN_NAME.search(name)


@pytest.mark.parametrize("lead", ["是的", "，相当于前九年总和的", "，是五年前的近"])
def test_so_many_times(lead: str) -> None:
    # 2003, 2013 国务院: 是1997年的1.8倍, 是2010年的2.2倍; years are blanked out before.
    assert TIMES_OF.search(lead)
    assert not TIMES_OF.search("增长")


@pytest.mark.parametrize("words", ["恢复到2019年", "相当于2014年", "是2010年"])  # 兰考 2023, 大庆 2016, 国务院 2013
def test_how_much_of_that_year(words: str) -> None:
    assert LIKE_YEAR.match(words) and LEADS_ON.fullmatch("水平的") and LEADS_ON.fullmatch("的")
    assert not LIKE_YEAR.match("比2019年")


def test_the_year_that_is_a_whole() -> None:
    assert year_of(of_year(2019)) == 2019
    assert year_of("规上工业") is None and year_of("") is None


def test_a_whole_that_is_the_reports_own_place() -> None:
    assert all(map(OF_HOME.fullmatch, ("全市", "全省", "我省"))) and not OF_HOME.fullmatch("全国")
