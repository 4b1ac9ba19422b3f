from __future__ import annotations

import pytest

from qa.wording.comparison import BEYOND


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
