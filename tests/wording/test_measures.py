from __future__ import annotations

import pytest

from qa.figures import find_figures
from qa.wording.measures import may_name_unit, measured, names_unit


@pytest.mark.parametrize(
    ("word", "figure", "thing", "unit"),
    [
        ("消费额", "75亿元", "消费", False),
        ("消费额", "3万辆", "", False),
        ("供应量", "3.2万张", "供应", False),
        ("项目数", "3个", "", False),
        ("供应量", "75亿元", "", False),
        ("套数", "7.5万套", "", True),
        ("套数", "7.5万户", "", False),
        ("面积", "476万亩", "", True),
        ("里程", "9500公里", "", True),
        ("资金", "98亿元", "", True),
        ("产量", "476万吨", "", False),
    ],
)
def test_words_that_a_unit_says(word: str, figure: str, thing: str, unit: bool) -> None:
    (found,) = find_figures(figure)
    assert may_name_unit(word) or not unit
    assert (measured(word, found), names_unit(word, found)) == (thing, unit)
