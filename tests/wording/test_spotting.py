"""Names found in a text, however many are looked for."""

from __future__ import annotations

import re

import pytest

from qa.wording.indicators import load_indicators, named_spans, visible_in
from qa.wording.spotting import Names

NAMES = Names([("经济增长", 1), ("GDP", 2), ("经济*增速", 3), ("经济", 4), ("养*猪", 5), ("粮", 6), ("养*猪", 7)])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("全市经济增长8%", [(2, 6, 1), (2, 4, 4)]),
        ("经济的平均增速，gdp", [(0, 7, 3), (0, 2, 4), (8, 11, 2)]),
        ("经济好，增速快", [(0, 2, 4)]),
        ("养了多少猪、收了多少粮", [(0, 5, 5), (0, 5, 7), (10, 11, 6)]),
        ("İ市的GDP", [(3, 6, 2)]),
        ("", []),
    ],
)
def test_names_are_found_where_they_stand_in_the_order_in_which_they_were_given(
    text: str, found: list[tuple[int, int, int]]
) -> None:
    assert list(NAMES.found(text)) == found


def test_only_what_begins_in_the_stretch_is_found() -> None:
    assert list(NAMES.found("经济增长，经济", 1, 6)) == [(5, 7, 4)]


TEXTS = (
    "地区生产总值增长8.3%，一般公共预算收入完成96.4亿元，城镇居民人均可支配收入增长9%",
    "外贸进出口总额突破千亿元，实际利用外资12亿美元，社会消费品零售总额增长10%",
    "粮食总产量达到126万吨，生猪出栏310万头，常住人口城镇化率达到58%，去年养了多少头猪",
)


@pytest.mark.parametrize("text", TEXTS)
def test_all_names_of_the_dictionary_are_found_as_if_each_were_looked_for_alone(text: str) -> None:
    gap = r"[^，。；：？！,;:?!]{0,8}?"
    patterns = {
        name: re.compile(gap.join(map(re.escape, name.split("*"))), re.IGNORECASE)
        for each in load_indicators()
        for name in (*each.names, *each.aliases)
    }
    alone = {
        (start, match.end(), name)
        for start in range(len(text))
        for name, pattern in patterns.items()
        if (match := pattern.match(text, start))
    }
    assert set(Names((name, name) for name in patterns).found(text)) == alone


@pytest.mark.parametrize("text", TEXTS)
def test_an_indicator_is_visible_just_where_its_names_are_found(text: str) -> None:
    named = {name for _, found in named_spans(text) for name in found.names}
    for indicator in load_indicators():
        assert visible_in(indicator, text) == bool(named & set(indicator.names))
