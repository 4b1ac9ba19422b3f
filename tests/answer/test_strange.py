"""Words that no report asked about knows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qa.answer.evidence import Numbered
from qa.answer.library import Opened
from qa.answer.strange import measured_otherwise, strange, unheard_of
from qa.question.wanted import wanted_of
from qa.records import Hit, Scores
from qa.wording.indicators import terms
from qa.words import Words
from tests.answer.opened import asked, open_store, shown
from tests.samples import make_report

EXPORTS = "外贸出口增长12%。"


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Opened:
    return open_store(tmp_path_factory.mktemp("strange"))


@pytest.mark.parametrize(
    "question",
    ["洛阳2019年葡萄出口增长多少？", "特斯拉洛阳2019年外贸出口增长多少？", "茅台在洛阳2019年外贸出口增长多少？"],
)
def test_a_kind_or_a_name_that_stands_in_no_report_is_unheard_of(opened: Opened, question: str) -> None:
    assert unheard_of(*asked(opened, question), [shown(opened, EXPORTS)], opened.store)


@pytest.mark.parametrize("question", ["洛阳2019年外贸出口增长多少？", "洛阳2019年农村公路新建多少公里？"])
def test_what_some_report_has_is_not(opened: Opened, question: str) -> None:
    plan, cells = asked(opened, question)
    assert not unheard_of(plan, cells, [shown(opened, EXPORTS)], opened.store)
    assert not strange(plan, cells, opened.store)


def test_words_of_another_language_are_missed_nowhere(opened: Opened) -> None:
    plan, cells = asked(opened, "How many kilometres of roads did Luoyang build in 2019?")
    assert not unheard_of(plan, cells, [shown(opened, EXPORTS)], opened.store)


def test_nothing_is_unheard_of_where_no_thing_is_asked_for(opened: Opened) -> None:
    plan, _ = asked(opened, "洛阳2019年葡萄出口增长多少？")
    assert not unheard_of(plan, (), [shown(opened, EXPORTS)], opened.store)


@pytest.mark.parametrize(
    ("question", "sentence", "otherwise"),
    [
        ("洛阳2020年粮食种植面积是多少？", "粮食产量240万吨以上。", True),
        ("洛阳2020年粮食产量目标是多少？", "粮食产量240万吨以上。", False),
        ("洛阳2020年粮食营业收入是多少？", "全市一般公共预算收入400亿元，税收收入280亿元。", True),
        ("洛阳2020年新建农村公路多少公里？", "新建农村公路386公里，改造危桥52座。", False),
        # 青稞种了多少亩 where what was harvested is told.
        ("洛阳2020年粮食种了多少万亩？", "粮食产量240万吨以上。", True),
        # Told of just this, or growth asked of a thing whose kinds are told.
        ("洛阳2020年公共预算收入是多少？", "全市一般公共预算收入400亿元，税收收入280亿元。", False),
        ("洛阳2020年投资增长多少？", "民间投资增长9%。", False),
    ],
)
def test_another_measure_of_it_or_the_measure_of_another_thing(
    opened: Opened, question: str, sentence: str, otherwise: bool
) -> None:
    assert measured_otherwise(asked(opened, question)[1], [shown(opened, sentence)]) is otherwise


@pytest.mark.parametrize(
    ("question", "otherwise"),
    [
        # 山西 2026, 贵州 2010: a part of the people, other insured, another insurance.
        ("全体居民人均可支配收入是多少元？", True),
        ("城镇居民人均可支配收入是多少元？", False),
        ("城镇职工基本医疗保险多少人参保？", True),
        ("城镇居民基本医疗保险多少人参保？", False),
    ],
)
def test_the_figure_of_a_part_or_of_others(tmp_path: Path, question: str, otherwise: bool) -> None:
    told = ["城镇居民人均可支配收入44215元。", "城镇居民基本医疗保险参保人数279万人。"]
    made = open_store(tmp_path, (make_report("洛阳市", 2020, told, ["新建农村公路400公里。"]),))
    # Cut as a service does, which knows the names of the dictionary.
    wanted = wanted_of(question, Words(tmp_path / "jieba", terms()))
    cells = [replace(cell, wanted=wanted) for cell in asked(made, f"洛阳2019年{question}")[1]]
    sentence = told["保险" in question]
    items = [
        Numbered(1, Hit(passage, Scores(1.0), ((each, 1.0),)), each, 1.0)
        for passage in made.store.passages
        for each in passage.sentences
        if passage.sentence_text(each) == sentence
    ]
    assert len(items) == 1 and measured_otherwise(cells, items) is otherwise
