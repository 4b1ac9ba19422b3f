from __future__ import annotations

import pytest

from qa.wording.regions import ASKED_AFTER, MORE, NOT_ASKED_BEFORE, TAIL


@pytest.mark.parametrize("text", ["地区2023年", "各省GDP", "三省", "五省区", "省份", "谁高", "里哪个高"])
def test_tails_of_directions(text: str) -> None:
    assert TAIL.match(text)


@pytest.mark.parametrize("text", ["虎", "大学", "陆海新通道", "方向", "振兴"])
def test_directions_alone(text: str) -> None:
    assert not TAIL.match(text)


@pytest.mark.parametrize(("text", "more"), [("11省市GDP", "11省市"), ("各省", "各省"), ("GDP", ""), ("地区的", "地区")])
def test_what_belongs_to_a_group(text: str, more: str) -> None:
    match = MORE.match(text)
    assert match and match[0] == more


@pytest.mark.parametrize("text", ["2023年GDP", "谁高", "的增速", "和广东", ""])
def test_members_are_asked(text: str) -> None:
    assert ASKED_AFTER.match(text)


@pytest.mark.parametrize("text", ["协同发展", "一体化", "合作项目", "城市群"])
def test_the_group_is_part_of_a_name(text: str) -> None:
    assert not ASKED_AFTER.match(text)


@pytest.mark.parametrize("text", ["融入", "在", "推动", "从"])
def test_the_group_is_a_partner(text: str) -> None:
    assert NOT_ASKED_BEFORE.search(text)
