from __future__ import annotations

import pytest

from qa.wording.operands import by_month, each_of, plainly, share_of


@pytest.mark.parametrize(
    ("written", "name"),
    [("营造林面积", "营造林"), ("大约有多大规模的出口", "的出口"), ("节约用水", "节约用水"), ("面积", "面积")],
)
def test_a_name_without_what_names_nothing(written: str, name: str) -> None:
    assert plainly(written) == name


def test_the_part_and_the_whole_in_the_name_of_a_share() -> None:
    assert share_of("研发经费支出相当于生产总值的比例") == ("研发经费支出", "生产总值")
    assert share_of("高技术制造业占规上工业增加值比重") == ("高技术制造业", "规上工业增加值")
    assert share_of("粮食产量") is None


def test_per_head_and_by_the_month() -> None:
    assert each_of("人均数", "地区生产总值") == "人均地区生产总值"
    assert each_of("人均住房面积", "地区生产总值") == "人均住房面积"
    assert by_month("低保月均标准") and not by_month("低保标准")
