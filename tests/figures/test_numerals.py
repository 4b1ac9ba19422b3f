from __future__ import annotations

from decimal import Decimal

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.figures.numerals import chinese_integer, chinese_number, chinese_year, mixed_number


@given(st.integers(min_value=0, max_value=10**15))
def test_integers_written_by_cn2an_read_back(number: int) -> None:
    assert chinese_integer(cn2an.an2cn(number)) == number


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("两千三", 2300),
        ("一百零五", 105),
        ("三万五", 35000),
        ("一万亿", 10**12),
        ("两亿三千万", 230_000_000),
        ("百", 100),
    ],
)
def test_colloquial(numeral: str, value: int) -> None:
    assert chinese_integer(numeral) == value


@pytest.mark.parametrize("numeral", ["", "十四五", "千百", "一二三", "百百", "百千", "三三"])
def test_not_well_formed(numeral: str) -> None:
    assert chinese_integer(numeral) is None


def test_decimals_and_years() -> None:
    assert chinese_number("二十五点六") == Decimal("25.6")
    assert chinese_number("三点") is None
    assert chinese_year("一九七八") == 1978


@pytest.mark.parametrize(
    ("numeral", "value", "scale"),
    [
        ("1.2万亿", "1200000000000", "万亿"),
        ("3亿8千万", "380000000", "亿"),
        ("4亿零700万", "407000000", "亿"),
        ("1,461.5", "1461.5", ""),
    ],
)
def test_digits_with_scales(numeral: str, value: str, scale: str) -> None:
    assert mixed_number(numeral) == (Decimal(value), scale)
