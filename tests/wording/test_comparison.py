from __future__ import annotations

import pytest

from qa.wording.comparison import BEYOND, COMPARED_WITH


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
