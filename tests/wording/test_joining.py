"""Names of things told in one breath."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.wording.joining import RESPECTIVELY, split_names


@pytest.mark.parametrize(
    ("stem", "names"),
    [
        ("城镇、农村居民人均可支配收入", ["城镇居民人均可支配收入", "农村居民人均可支配收入"]),  # 2023 惠州
        ("城乡居民收入", ["城镇居民收入", "农村居民收入"]),
        ("存贷款余额", ["存款余额", "贷款余额"]),
        ("基础设施、制造业投资", ["基础设施投资", "制造业投资"]),
        ("规模以上工业增加值、利润", ["规模以上工业增加值", "规模以上工业利润"]),
        ("森林覆盖率和湿地保护率", ["森林覆盖率", "湿地保护率"]),
        ("第一、二、三产业增加值", ["第一产业增加值", "第二产业增加值", "第三产业增加值"]),  # 2002 四川
        ("一、二、三产业增加值", ["第一产业增加值", "第二产业增加值", "第三产业增加值"]),
        ("粮食、油料、棉花、蔬菜产量", ["粮食产量", "油料产量", "棉花产量", "蔬菜产量"]),
        (
            "规模以上工业增加值、固定资产投资、社会消费品零售总额、外贸进出口和地方一般预算收入",  # 2013 陕西
            ["规模以上工业增加值", "固定资产投资", "社会消费品零售总额", "外贸进出口", "地方一般预算收入"],
        ),
    ],
)
def test_each_thing_has_its_full_name(stem: str, names: list[str]) -> None:
    assert split_names(stem, len(names)) == names


@pytest.mark.parametrize(("stem", "count"), [("生产总值", 2), ("粮食、油料产量", 3), ("、粮食", 2), ("", 2)])
def test_another_number_of_things_is_not_dealt_out(stem: str, count: int) -> None:
    assert split_names(stem, count) == []


@pytest.mark.parametrize(
    ("text", "said"), [("分别增长", True), ("依次为", True), ("各达", True), ("各地", False), ("各项收入", False)]
)
def test_one_by_one(text: str, said: bool) -> None:
    assert bool(RESPECTIVELY.search(text)) is said


THINGS = st.lists(
    st.sampled_from(["粮食产量", "棉花产量", "固定资产投资", "财政收入", "农村人口"]), min_size=2, max_size=6
)


@given(THINGS, st.sampled_from(["、", "和", "以及"]))
def test_names_that_are_whole_stay_as_they_are(names: list[str], last: str) -> None:
    assert split_names(f"{'、'.join(names[:-1])}{last}{names[-1]}", len(names)) == names
