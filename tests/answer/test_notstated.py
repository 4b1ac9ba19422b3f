"""Whether the reports say what was asked, and what they say instead."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa.answer.library import Opened
from qa.answer.notstated import absent, elsewhere, unmeasured
from qa.question.wanted import wanted_of
from tests.answer.fakes import shared_words
from tests.answer.opened import asked, open_store, shown

ROADS = "新建农村公路386公里，改造危桥52座。"
EXPORTS = "外贸出口增长12%。"


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Opened:
    return open_store(tmp_path_factory.mktemp("notstated"))


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("大同2019年地区生产总值多少亿元？", "大同市的报告没有给出2019年地区生产总值的数额，只给出2019年结果：地区生产总值增长6.6%[1]。"),
        ("洛阳2020年粮食产量实际完成多少万吨？", "只给出2020年目标：粮食产量240万吨以上[1]。"),
    ],
)  # fmt: skip
def test_the_growth_for_the_level_and_the_target_for_the_result(opened: Opened, question: str, said: str) -> None:
    found = elsewhere(*asked(opened, question), [])
    assert found is not None and found.text.endswith(said)
    assert found.nearest is not None


def test_what_is_stated_is_not_stated_elsewhere(opened: Opened) -> None:
    plan, cells = asked(opened, "洛阳2019年新建了多少公里农村公路？")
    assert elsewhere(plan, cells, []) is None
    assert elsewhere(plan, (), []) is None


def test_a_kind_that_no_sentence_shown_names(opened: Opened) -> None:
    plan, cells = asked(opened, "洛阳2019年葡萄出口增长多少？")
    found = absent(plan, cells, [shown(opened, EXPORTS)], opened.store)
    assert found is not None and "没有提到“葡萄”" in found.text
    assert found.nearest is not None and found.nearest.text == EXPORTS


def test_a_kind_that_is_named_or_sounds_like_it_is_there(opened: Opened) -> None:
    for question in ("洛阳2019年外贸出口增长多少？", "洛阳2019年农村公路新建多少公里？"):
        plan, cells = asked(opened, question)
        assert absent(plan, cells, [shown(opened, EXPORTS), shown(opened, ROADS)], opened.store) is None, question


def test_words_of_another_language_are_missed_nowhere(opened: Opened) -> None:
    plan, cells = asked(opened, "How many kilometres of roads did Luoyang build in 2019?")
    translated = [
        replace(cell, wanted=wanted_of("新建农村公路多少公里 how many kilometres of roads", shared_words()))
        for cell in cells
    ]
    assert absent(plan, translated, [shown(opened, ROADS)], opened.store) is None


def test_only_a_fact_with_something_shown_is_absent(opened: Opened) -> None:
    plan, cells = asked(opened, "洛阳2019年葡萄出口增长多少？")
    assert absent(plan, cells, [], opened.store) is None
    why, nothing = asked(opened, "洛阳为什么发展葡萄出口？")
    assert absent(why, nothing, [shown(opened, EXPORTS)], opened.store) is None


def test_several_figures_asked_of_which_no_sentence_has_any(opened: Opened) -> None:
    plan, cells = asked(opened, "洛阳今年要建的机场，总投资多少亿元，跑道修多少公里？")
    bare = shown(opened, "民间投资增长9%。")
    assert unmeasured(plan, cells, [bare]) is not None
    assert unmeasured(plan, cells, [shown(opened, "新建农村公路386公里，改造危桥52座。")]) is None


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("华为2019年在洛阳新建农村公路多少公里？", "华为"),
        ("特斯拉洛阳2019年外贸出口增长多少？", "特斯拉"),
        ("茅台在洛阳2019年外贸出口增长多少？", "茅台"),
    ],
)
def test_a_name_that_stands_in_no_report_is_missed(opened: Opened, question: str, name: str) -> None:
    plan, cells = asked(opened, question)
    found = absent(plan, cells, [shown(opened, EXPORTS), shown(opened, ROADS)], opened.store)
    assert found is not None and f"“{name}”" in found.text
