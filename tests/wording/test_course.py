from __future__ import annotations

import pytest

from qa.wording.course import goes_on


@pytest.mark.parametrize(
    "text",
    # 2022 顺德, 2016 山西, 2026 新疆
    ["这几年怎么变化的，之后定到多少？", "城镇化率走势如何，目标是多少", "怎么涨上来的，往后到2030年又要到多少？"],
)
def test_what_is_planned_is_asked_for_too(text: str) -> None:
    assert goes_on(text)


@pytest.mark.parametrize("text", ["人均预期寿命怎么变的", "吞吐量是怎么上来的？", "从多少涨到多少"])
def test_the_course_alone(text: str) -> None:
    assert not goes_on(text)
