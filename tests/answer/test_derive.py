from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answer.derive import (
    Derived,
    average,
    difference,
    gained_yearly,
    growth,
    of_share,
    previous,
    ratio,
    share,
    total,
)
from qa.figures import Figure, find_figures


def only(text: str) -> Figure:
    (figure,) = find_figures(text)
    return figure


@pytest.mark.parametrize(
    ("a", "b", "text", "formula"),
    [
        ("305项", "120个", "185", "305−120=185"),
        ("100个", "116个", "16个", "116−100=16"),
        ("增长16%", "增长16.6%", "0.6个百分点", "16.6−16=0.6"),
        ("54.2%", "59%", "4.8个百分点", "59−54.2=4.8"),
        ("12.8%", "8.8%", "4个百分点", "12.8−8.8=4"),
        ("15.64%", "15.02%", "0.62个百分点", "15.64−15.02=0.62"),
        ("13.5万户", "5.2万户", "8.3万户", "13.5−5.2=8.3"),
        ("1.2亿元", "3000万元", "9000万元", "1.2−0.3=0.9"),
        ("562.2公里", "1065公里", "502.8公里", "1065−562.2=502.8"),
        ("500平方公里", "3万公顷", "200平方公里", "500−300=200"),
        ("2016年", "2006年", "10年", "2016−2006=10"),
        ("-3%", "增长2%", "5个百分点", "2−(−3)=5"),
    ],
)
def test_difference(a: str, b: str, text: str, formula: str) -> None:
    result = difference(only(a), only(b))
    assert result is not None
    assert (result.text, result.formula) == (text, formula)


@pytest.mark.parametrize(
    ("result", "text", "formula"),
    [
        (ratio(only("1631.3亿元"), only("223.8亿元")), "7.29倍", "1631.3÷223.8≈7.29"),
        (ratio(only("1亿元"), only("2000万元")), "5倍", "1÷0.2=5"),
        (share(only("24.28亿元"), only("83.85亿元")), "29%", "24.28÷83.85≈29%"),
        (growth(only("110亿元"), only("100亿元")), "10%", "(110−100)÷100=10%"),
        (growth(only("97亿元"), only("100亿元")), "−3%", "(97−100)÷100=−3%"),
        (previous(only("17.5亿元"), only("增长20.7%")), "14.5亿元", "17.5÷(1+20.7%)≈14.5"),
        (previous(only("97.0亿元"), only("下降3%")), "100亿元", "97÷(1−3%)≈100"),
        (of_share(only("486万人次"), only("70%")), "694万人次", "486÷70%≈694"),
        (total([only("240件"), only("333件")]), "573件", "240+333=573"),
        (average([only("14.5%"), only("29.4%"), only("53.4%")]), "32.4%", "(14.5+29.4+53.4)÷3≈32.4"),
        (average([only("3个"), only("4个")]), "3.5个", "(3+4)÷2=3.5"),
    ],
)
def test_others(result: Derived | None, text: str, formula: str) -> None:
    assert result is not None
    assert (result.text, result.formula) == (text, formula)


@pytest.mark.parametrize(
    ("result", "word"),
    [
        (ratio(only("突破5000亿元"), only("2026.4亿元")), "以上"),
        (difference(only("预计完成5000亿元"), only("2026.4亿元")), "预计"),
        (difference(only("305项"), only("120个")), "项、个"),
        (previous(only("17.5亿元"), only("增长20.7%")), "估算"),
        (growth(only("110亿元"), only("100亿元")), "可比"),
    ],
)
def test_reservations_are_noted(result: Derived | None, word: str) -> None:
    assert result is not None
    assert word in result.note


def test_no_note_without_reservations() -> None:
    result = difference(only("13.5万户"), only("5.2万户"))
    assert result is not None
    assert not result.note


@pytest.mark.parametrize(
    "result",
    [
        difference(only("5亿元"), only("4亿美元")),
        difference(only("5%"), only("4个百分点")),
        difference(only("5%—6%"), only("4%")),
        difference(only("PM2.5"), only("PM2.5")),
        difference(only("4月10日"), only("4月1日")),
        difference(only("2016年"), only("10年")),
        ratio(only("5亿元"), only("0亿元")),
        share(only("5户"), only("5亩")),
        previous(only("17.5亿元"), only("20.7亿元")),
        previous(only("17.5亿元"), only("下降100%")),
        growth(only("5亿元"), only("0亿元")),
        total([only("5%"), only("6%")]),
        total([]),
        average([]),
    ],
)
def test_what_cannot_be_combined(result: Derived | None) -> None:
    assert result is None


@given(st.decimals("0.1", "99999", places=1), st.decimals("0.1", "99999", places=1))
def test_difference_is_exact_and_has_no_order(a: Decimal, b: Decimal) -> None:
    one, other = difference(only(f"{a}万元"), only(f"{b}万元")), difference(only(f"{b}万元"), only(f"{a}万元"))
    assert one is not None
    assert one.value == abs(a - b)
    assert other is not None
    assert other.value == one.value


@given(st.decimals("1", "9999", places=1), st.decimals("0", "99", places=1))
def test_previous_value_grows_back(value: Decimal, rate: Decimal) -> None:
    result = previous(only(f"{value}亿元"), only(f"增长{rate}%"))
    assert result is not None
    assert abs(result.value * (1 + rate / 100) - value) <= Decimal("0.05") * (1 + rate / 100)


def test_what_was_gained_a_year() -> None:
    gained = difference(only("36439元"), only("27136元"))
    assert gained is not None
    assert gained_yearly(gained, 5).formula == "9303÷5=1860.6"
