"""Asking for lists."""

from __future__ import annotations

import pytest

from qa.wording.listing import (
    asks_each,
    asks_names,
    asks_register,
    counted_things,
    counts_asked,
    first_asked,
    honours_asked,
    names_listed,
    quoted_in,
)


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("2018年对石拐、土右、白云和达茂、固阳几个旗县区分别怎么定位？", ("石拐", "土右", "白云", "达茂", "固阳")),
        ("栾川、新安以及偃师各有什么任务？", ("栾川", "新安", "偃师")),
        ("栾川和新安分别怎么发展？", ()),
        ("钢铁、稀土、装备的产值一共是多少？", ()),
    ],
)
def test_names_that_are_asked_about_one_by_one(question: str, names: tuple[str, ...]) -> None:
    assert names_listed(question) == names


@pytest.mark.parametrize(
    ("text", "each", "names", "register"),
    [
        ("一产和二产分别增长多少", True, False, False),
        ("城镇和农村居民收入各多少", True, False, False),
        ("两个开发区各引进几家企业", True, False, False),
        ("改制的52家企业名单列一下", False, True, True),
        ("新增的3家百强企业叫什么", False, True, False),
        ("越过30万亿元是哪年的事", False, False, False),
        ("上市的是哪几家", False, True, False),
    ],
)
def test_of_each_by_name_or_as_a_register(text: str, each: bool, names: bool, register: bool) -> None:
    assert (asks_each(text), asks_names(text), asks_register(text)) == (each, names, register)


def test_so_many_things() -> None:
    assert counts_asked("重点推进的是哪十个方面，不是今后五年那七个") == {(10, "个方面")}
    assert [figure.text for figure in counted_things("改制的52家企业和2家银行")] == ["52家"]
    assert quoted_in("要抓好哪“四项建设”和“三件大事”") == ("四项建设", "三件大事")


def test_honours_of_a_kind() -> None:
    sought = honours_asked("哪些地方入选国家级示范")
    assert sought is not None
    assert sought.stated_in("获评全国文明示范市")
    assert not sought.stated_in("获评全省示范市")
    assert not sought.stated_in("入选全国百强")
    assert honours_asked("新建了哪些示范基地") is None


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("15件民生实事的前五件", 5),
        ("列出前3项任务", 3),
        ("十大产业头两个", 2),
        ("民生实事有哪些", None),
        ("前三个月", None),
    ],
)
def test_so_many_from_the_beginning(text: str, first: int | None) -> None:
    assert first_asked(text) == first
