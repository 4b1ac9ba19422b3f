"""Comparing figures as numbers with units."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.figures import Figure, comparable, find_figures, rounds_to, same_value


def only(text: str) -> Figure:
    (figure,) = find_figures(text)
    return figure


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("1461亿", "1,461亿元"),
        ("1461亿元", "146100000000"),
        ("1461亿", "１４６１亿元"),
        ("百分之五", "5%"),
        ("5.0%", "5％"),
        ("3.07万", "30700"),
        ("3.07万名", "30700名"),
        ("两成", "20%"),
        ("百分之二十", "两成"),
        ("5‰", "0.5%"),
        ("3公顷", "45亩"),
        ("1平方公里", "100公顷"),
        ("1平方公里", "1000000平方米"),
        ("20万平方米", "二十万㎡"),
        ("2斤", "1公斤"),
        ("1吨", "2000斤"),
        ("一万亿元", "1万亿元"),
        ("10000亿元", "1万亿元"),
        ("5%—6%", "百分之五到六"),
        ("2016年", "二〇一六年"),
        ("2013—2016年", "2013年至2016年"),
        ("-3%", "下降3%"),
        ("下降3%", "3%"),
        ("三分之一", "1/3"),
        ("第18届", "第十八届"),
        ("四个百分点", "4个百分点"),
        ("32μg/m3", "32微克/立方米"),
        ("1000兆瓦", "100万千瓦"),
        ("PM2.5", "PM2.5"),
    ],
)
def test_same(a: str, b: str) -> None:
    assert same_value(only(a), only(b))
    assert same_value(only(b), only(a))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("272个", "277个"),
        ("53亿元", "53万元"),
        ("53亿", "53万"),
        ("5%", "5个百分点"),
        ("5%", "5‰"),
        ("18.7%", "近两成"),
        ("2023年", "2023个"),
        ("4月10日", "4.10"),
        ("9.03万套", "9.03%"),
        ("5亿元", "5亿美元"),
        ("3公顷", "3亩"),
        ("5%—6%", "5%"),
        ("5%—6%", "6%"),
        ("2013—2016年", "2016年"),
        ("-3%", "增长3%"),
        ("-3%", "3%"),
        ("第5届", "5个"),
        ("5", "5%"),
        ("2倍", "2番"),
        ("530万人", "530万人次"),
        ("PM2.5", "2.5"),
        ("G109", "109个"),
        ("52家", "52户"),
    ],
)
def test_different(a: str, b: str) -> None:
    assert not same_value(only(a), only(b))
    assert not same_value(only(b), only(a))


def test_counters_are_one_when_told_so() -> None:
    assert same_value(only("52家"), only("52户"), counters=True)
    assert not same_value(only("52家"), only("53户"), counters=True)
    assert not comparable(only("52家"), only("52亩"), counters=True)


@pytest.mark.parametrize(
    ("exact", "rounded", "expected"),
    [
        ("18.7%", "19%", True),
        ("18.7%", "18.7%", True),
        ("18.7%", "18%", False),
        ("7.29倍", "7.3倍", True),
        ("7.25倍", "7.3倍", True),
        ("7.29倍", "7倍", True),
        ("7.3倍", "7.29倍", False),
        ("30700名", "3.1万名", True),
        ("30700名", "3.0万名", False),
        ("145.2亿元", "145亿元", True),
        ("145.2亿元", "145亿美元", False),
        ("18.7%", "19个百分点", False),
        ("5%—6%", "5%", False),
    ],
)
def test_rounding(exact: str, rounded: str, expected: bool) -> None:
    assert rounds_to(only(exact), only(rounded)) is expected


@given(st.decimals(min_value="0.001", max_value="999999", places=3), st.sampled_from(["万", "亿", "万亿"]))
def test_a_slip_of_scale_is_never_the_same(number: object, scale: str) -> None:
    right = only(f"{number}{scale}元")
    for other in {"", "万", "亿", "万亿"} - {scale}:
        assert not same_value(right, only(f"{number}{other}元"))


@given(st.integers(min_value=3000, max_value=10**9), st.integers(min_value=0, max_value=8))
def test_a_miscopied_digit_is_never_the_same(number: int, place: int) -> None:
    digits = str(number)
    place %= len(digits)
    wrong = digits[:place] + str((int(digits[place]) % 9) + 1) + digits[place + 1 :]
    assert same_value(only(f"{digits}元"), only(f"{wrong}元")) is (wrong == digits)
