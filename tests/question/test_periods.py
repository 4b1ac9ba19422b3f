"""Which year is asked of which place."""

from __future__ import annotations

import pytest

from qa.question.periods import aspects_of, paired
from qa.question.where import PlaceSpan
from qa.question.years import find_years
from qa.records import Aspect

_PLACES = ("西藏", "甘肃", "云南")


def _spans(text: str) -> list[PlaceSpan]:
    return [PlaceSpan(name, text.find(name), text.find(name) + len(name)) for name in _PLACES if name in text]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("2012年西藏和2023年甘肃的GDP", {"西藏": [2012], "甘肃": [2023]}),
        ("2012年西藏和甘肃2023年的GDP", {"西藏": [2012], "甘肃": [2023]}),
        ("跟2025年的增速比，西藏和甘肃2026年的目标高了吗", {"西藏": [2025, 2026], "甘肃": [2025, 2026]}),
        ("西藏、甘肃2026年目标和云南2025年结果", {"西藏": [2026], "甘肃": [2026], "云南": [2025]}),
    ],
)
def test_a_year_is_that_of_the_places_listed_with_the_one_beside_it(
    question: str, expected: dict[str, list[int]]
) -> None:
    found = paired(question, _spans(question), find_years(question))
    assert {place: [m.years[0] for m in mentions] for place, mentions in found.items()} == expected


@pytest.mark.parametrize(
    ("text", "aspects"),
    [
        # 晋江 2022, 承德 2024, 西藏 2026
        ("2021年本级一般公共预算收入离2026年200亿元的目标还差多少", [None, Aspect.TARGET]),
        ("2024年一般公共预算收入目标，比2023年的增速高还是低", [Aspect.TARGET, None]),
        ("2026年重点项目投资目标比2025年完成额多多少", [Aspect.TARGET, None]),
        ("2016年、2017年的目标", [Aspect.TARGET, Aspect.TARGET]),
    ],
)
def test_a_target_is_of_the_year_that_it_is_said_of(text: str, aspects: list[Aspect | None]) -> None:
    mentions = find_years(text)
    found = aspects_of(text, mentions)
    assert [found[mention] for mention in mentions] == aspects
