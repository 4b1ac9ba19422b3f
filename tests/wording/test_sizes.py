"""Things counted by their size."""

from __future__ import annotations

import pytest

from qa.wording import sizes


def test_the_second_of_two_may_be_above_another_amount() -> None:
    assert (
        sizes.above_other("过10亿元的", "培育产值过50亿元的农业龙头企业") == "培育产值过10亿元的农业龙头企业"
    )  # 2022 宜昌
    assert sizes.above_other("过10亿元的", "农业龙头企业") == ""


@pytest.mark.parametrize(
    ("lead", "before", "name"),
    [
        ("其中10亿元以上", "引进亿元以上项目", "引进10亿元以上项目"),  # 2019 诸暨
        ("50亿元以上", "打造百亿元以上产业集群", "打造50亿元以上产业集群"),  # 2024 承德
        ("其中亿元以上", "引进项目", "引进亿元以上项目"),
        ("年营业收入10亿元以上的企业", "引进项目", ""),
        ("其中10亿元以上", "", ""),
    ],
)
def test_a_size_alone_is_of_what_was_counted_before(lead: str, before: str, name: str) -> None:
    assert sizes.of_size(lead, before) == name
