from __future__ import annotations

import pytest

from qa.wording.comparison import BEYOND, COMPARED_WITH, asks_ends, sets_both, sets_with_before


@pytest.mark.parametrize(
    "text", ["比2022年高多少", "两者相差多少", "出口和进口哪个多", "GDP和就业都是多少", "较上年如何", "顺差多少"]
)
def test_figures_are_set_against_each_other(text: str) -> None:
    assert BEYOND.search(text)


@pytest.mark.parametrize(
    "text", ["占比多少", "比重和比例", "同比增长多少", "首都功能", "都市农业产值", "较快增长", "存贷比有多高"]
)
def test_words_that_only_hold_the_characters(text: str) -> None:
    assert not BEYOND.search(text)


def test_right_before_what_is_compared_with() -> None:
    # 2026 西藏, 2017 张家口, 2018 包头: 比2021年, 与2012年相比, 较2016年
    assert all(COMPARED_WITH.search(text) for text in ("城镇居民收入比", "一本上线率与", "旅游收入较"))
    assert not COMPARED_WITH.search("占比是")


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        # 内蒙古, 河北, 云南
        ("新能源装机从多少涨到多少", True),
        ("居民收入由多少元提高到多少元", True),
        ("城镇化率从百分之几升到了几成", False),
        ("托位数从几个增至几个", True),
        ("粮食产量达到多少", False),
    ],
)
def test_where_a_change_began_and_where_it_led(text: str, ends: bool) -> None:
    assert asks_ends(text) is ends


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("甘肃呢？两个哪个涨得快", "甘肃呢"),
        ("大同呢，两地谁的多？", "大同呢"),
        ("换成大同呢？这两个市比起来哪边更多？", "换成大同呢"),
        ("那海南的呢？两省对比一下", "那海南的呢"),
        # 2026 宁夏, 海南, 甘肃
        ("宁夏的呢？两地去年实际各增长多少？", "宁夏的呢"),
        ("海南和江苏呢？三个里谁最好？", "海南和江苏呢"),
        ("甘肃今年又是多少？三地从高到低排。", "甘肃今年又是多少"),
        ("甘肃两个市哪个多", ""),
        ("甘肃呢？", ""),
        ("甘肃呢？新建了哪些学校，两地各投资多少", ""),
    ],
)
def test_where_two_places_are_set_side_by_side(text: str, place: str) -> None:
    assert text[: sets_both(text)[0]] == place
    assert sets_both(text)[1] == (0 if not place else 3 if "三" in text else 2)


def test_a_place_is_set_against_the_one_before() -> None:
    assert sets_with_before("跟□□比谁更多？") and sets_with_before("那和□□相比呢")
    assert not sets_with_before("□□跟□□比谁更多")
