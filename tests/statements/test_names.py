"""Which names are one indicator, and what an asked name means."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.records import Facet
from qa.statements.columns import Columns
from qa.statements.names import SAME_LINE, SAME_WRITING, Names, key_of
from qa.wording.alike import qualifiers
from qa.wording.indicators import load_indicators
from tests.samples import make_report
from tests.statements.made import stated

SENTENCE = "全年数字是5%。"
HERE, _ = make_report("临江市", 2021, [SENTENCE], [])
THERE, _ = make_report("东港市", 2022, [SENTENCE], [])


def names_of(*written: str) -> Names:
    return Names(
        Columns.of(
            stated(report, SENTENCE, "5%", name, year)
            for report, year in ((HERE, 2020), (THERE, 2021))
            for name in written
        )
    )


NAMES = names_of(
    "地区生产总值", "地区生产总值", "生产总值", "规上工业增加值", "规模以上工业增加值", "工业增加值", "城镇居民人均可支配收入",
    "农村居民人均可支配收入", "居民人均可支配收入", "城镇新增就业", "新增就业", "一般公共预算收入", "地方一般预算收入", "全部财政收入",
    "新建公园", "全市新建公园", "贷款", "贷款余额",
)  # fmt: skip


def test_most_stated_first_with_all_that_is_known() -> None:
    count, (first, second) = NAMES.listed(most=2)
    assert count == 13
    assert (first.name, first.count, first.places, first.years) == (
        "地区生产总值",
        6,
        ("临江市", "东港市"),
        (2020, 2021),
    )
    assert [name.name for name in first.names] == ["地区生产总值", "生产总值"]
    assert first.reasons == (SAME_LINE,)
    assert first.dictionary[0] == "地区生产总值"
    assert second.reasons == (SAME_WRITING,)
    assert [joined.name for joined in NAMES.listed(most=1, begin=1)[1]] == [second.name]


def test_names_with_some_words_in_them_and_first_the_one_that_is_meant() -> None:
    assert [each.name for each in NAMES.listed(q="收入")[1]][:2] == ["一般公共预算收入", "城镇居民人均可支配收入"]
    assert [each.name for each in NAMES.listed(q="新增就业")[1]] == ["新增就业", "城镇新增就业"]
    (gdp,) = NAMES.listed(q="GDP增速")[1]
    assert (gdp.name, gdp.count) == ("地区生产总值", 6)
    assert NAMES.listed(q="葡萄") == (0, ())


def test_ways_of_writing_are_joined_and_told() -> None:
    joined = {tuple(name.name for name in each.names): each.reasons for each in NAMES.listed()[1] if each.reasons}
    assert joined == {
        ("地区生产总值", "生产总值"): (SAME_LINE,),
        ("规上工业增加值", "规模以上工业增加值"): (SAME_WRITING,),
        ("一般公共预算收入", "地方一般预算收入"): (SAME_LINE,),
        ("新建公园", "全市新建公园"): (SAME_WRITING,),
    }


def test_rows_limit_what_is_listed() -> None:
    columns = Columns.of([stated(HERE, SENTENCE, "5%", "甲", 2020), stated(THERE, SENTENCE, "5%", "乙", 2021)])
    count, (only,) = Names(columns).listed(columns.select(places=["东港市"]))
    assert (count, only.name, only.count) == (1, "乙", 1)


def test_no_line_of_the_dictionary_joins_over_a_qualifier() -> None:
    for indicator in load_indicators():
        for group in {key_of(name) for name in indicator.names}:
            same = [name for name in indicator.names if key_of(name) == group]
            assert len({qualifiers(name) for name in same}) == 1, same


PIECES = st.sampled_from(
    ["城镇", "农村", "规模以上", "规上", "人均", "新增", "余额", "全市", "总", "的", "居民", "收入", "工业", "产量"]
)


@given(st.lists(PIECES, min_size=1, max_size=6).map("".join), st.lists(PIECES, min_size=1, max_size=6).map("".join))
@settings(max_examples=300, deadline=None)
def test_what_is_joined_has_the_same_qualifiers(one: str, other: str) -> None:
    if key_of(one) == key_of(other):
        assert qualifiers(one) == qualifiers(other)


@pytest.mark.parametrize(
    ("asked", "name", "exact", "facet"),
    [
        ("地区生产总值", "地区生产总值", ["地区生产总值"], None),
        ("生产总值", "地区生产总值", ["生产总值"], None),
        ("GDP", "地区生产总值", [], None),
        ("地区生产总值增长", "地区生产总值", ["地区生产总值"], Facet.RISE),
        (" 规模以上工业增加值增速 ", "规上工业增加值", ["规模以上工业增加值"], Facet.RISE),
        ("工业增加值", "工业增加值", ["工业增加值"], None),
        ("财政总收入", "全部财政收入", [], None),
        ("新增城镇就业", "城镇新增就业", [], None),
        ("我市新建公园", "新建公园", [], None),
    ],
)
def test_what_an_asked_name_means(asked: str, name: str, exact: list[str], facet: Facet | None) -> None:
    meant = NAMES.meant(asked)
    assert meant is not None
    written = Names(NAMES._columns)._written
    assert (meant.name, [written[code] for code in meant.exact], meant.facet) == (name, exact, facet)


@pytest.mark.parametrize("asked", ["粮食产量", "人均可支配收入比", "", "增长"])
def test_what_nothing_is_stated_of(asked: str) -> None:
    assert NAMES.meant(asked) is None


def test_near_names_share_the_most_with_what_is_asked() -> None:
    assert NAMES.near("城镇居民收入")[0] == "城镇居民人均可支配收入"
    assert NAMES.near("粮食产量") == ()
    assert names_of().near("粮食") == ()
