"""What a question asks the figure of."""

from __future__ import annotations

import pytest

from qa.question.wanted import Wanted, facet_asked, shared_by, wanted_of
from qa.records import Facet
from tests.answer.fakes import shared_words


def wanted(phrase: str, context: str = "") -> Wanted:
    return wanted_of(phrase, shared_words(), shared_by(context) if context else None)


@pytest.mark.parametrize(
    ("phrase", "nouns"),
    [
        ("葡萄出口增长多少", {"葡萄": True, "出口": False}),
        ("新建了多少公里农村公路", {"农村公路": False}),
        ("森林覆盖率是多少", {"森林": True, "覆盖率": False}),
        ("2023年一共有多少目标", {}),
        ("粮食目标说的是亿斤,换成一个单位后谁定得高", {"粮食": True}),
        ("谁的社零增长快", {"社零": False}),
        ("亿元以上的市场有几个", {"市场": False, "亿元以上": True}),
        ("高新技术企业总家数", {"高新技术": True, "企业": False}),
    ],
)
def test_things_asked_about_and_whose_kind_they_tell(phrase: str, nouns: dict[str, bool]) -> None:
    assert {word.text: word.modifies for word in wanted(phrase).nouns} == nouns


@pytest.mark.parametrize(
    ("phrase", "facet"),
    [
        ("地区生产总值增速是多少", Facet.RISE),
        ("新建了多少公里农村公路", Facet.LEVEL),
        ("经济总量排全国第几", Facet.RANK),
        ("民生支出占财政支出的百分之几", Facet.SHARE),
        ("森林覆盖率是多少", None),
    ],
)
def test_facets(phrase: str, facet: Facet | None) -> None:
    assert wanted(phrase).facet is facet


def test_what_is_said_once_for_all_parts_counts_for_each() -> None:
    assert facet_asked("工业", shared_by("农业和工业分别增长多少？")) is Facet.RISE
    assert facet_asked("工业投资多少亿元", shared_by("农业增长多少？工业投资多少亿元？")) is Facet.LEVEL
    assert facet_asked("工业", shared_by("农业和工业怎么样？")) is None


def test_dictionary_lines_and_meanings() -> None:
    asked = wanted("GDP增长多少")
    assert [indicator.names[0] for indicator in asked.indicators] == ["地区生产总值"]
    assert any("地区生产总值" in word.meanings for word in asked.words)
    assert wanted("葡萄酒庄有多少家").indicators == ()


@pytest.mark.parametrize(
    ("phrase", "average", "total", "whole", "dimensions"),
    [
        ("五年来年均增长多少", True, True, False, ()),
        ("累计造林多少亩", False, True, False, ("面积",)),
        ("光伏总装机是多少万千瓦", False, False, True, ("功率",)),
        ("财政收入多少亿元", False, False, False, ("人民币",)),
    ],
)
def test_spans_and_units(phrase: str, average: bool, total: bool, whole: bool, dimensions: tuple[str, ...]) -> None:
    asked = wanted(phrase)
    assert (asked.average, asked.total, asked.whole, asked.dimensions) == (average, total, whole, dimensions)


@pytest.mark.parametrize("phrase", ["", "？", "abc", "多少", "　", "年" * 500])
def test_odd_phrases_want_nothing_and_do_no_harm(phrase: str) -> None:
    assert wanted(phrase).indicators == ()


def test_framing_words_are_no_name_of_the_thing() -> None:
    meanings = [name for word in wanted("打算矿工就业做到多少").words for name in word.meanings]
    assert not {"目标", "力争", "预期目标"} & set(meanings)


def test_a_kind_stands_for_no_other_of_its_line() -> None:
    assert wanted("核电收入是多少").words[0].meanings == ()
