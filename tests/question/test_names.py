"""Places by their names."""

from __future__ import annotations

import pytest

from qa.places import load_gazetteer
from qa.question.names import names_in


@pytest.mark.parametrize(
    ("text", "named"),
    [("2021年龙江镇清理了多少家", []), ("龙江2021年清理了多少家", ["龙江县"]), ("上海乡村振兴怎么样", ["上海市"])],
)
def test_a_town_is_none_of_its_name_elsewhere(text: str, named: list[str]) -> None:
    assert [each.place.name for each in names_in(text, load_gazetteer())] == named


@pytest.mark.parametrize(
    ("text", "place"), [("冰城2025年旅客", "哈尔滨市"), ("魔都去年新添公园", "上海市"), ("鹏城GDP", "深圳市")]
)
def test_what_people_call_a_place(text: str, place: str) -> None:
    assert [each.place.name for each in names_in(text, load_gazetteer())] == [place]
