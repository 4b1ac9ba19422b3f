from __future__ import annotations

import pytest

from qa.places import load_gazetteer
from qa.question.groups import find_groups, load_groups


def test_every_member_is_a_place_and_stands_once() -> None:
    gazetteer = load_gazetteer()
    for group in load_groups():
        for members in (group.members, group.instead):
            names = [name for member in members for name in member.split("/")]
            assert all(gazetteer.get(name) and gazetteer.get(name).name == name for name in names), group.name  # type: ignore[union-attr]
            assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("name", "count"),
    [("东部地区", 10), ("中部六省", 6), ("西部地区", 12), ("东北三省", 3), ("长江经济带", 11), ("黄河流域九省区", 9)],
)
def test_groups_have_their_official_number(name: str, count: int) -> None:
    (group,) = [group for group in load_groups() if group.name == name]
    assert len(group.members) == count


def test_the_four_regions_of_the_statistics_are_the_provinces() -> None:
    regions = [g.members for g in load_groups() if g.name in ("东部地区", "中部六省", "西部地区", "东北三省")]
    names = [name for members in regions for name in members]
    assert len(names) == len(set(names)) == 31


def test_the_longest_name_wins() -> None:
    (mention,) = find_groups("粤港澳大湾区2023年GDP")
    assert mention.group.name == "粤港澳大湾区"


@pytest.mark.parametrize("text", ["西北大学", "东部新城", "中部崛起", "沿海铁路"])
def test_a_direction_alone_is_no_group(text: str) -> None:
    assert find_groups(text) == []
