"""What is asked held against what would be quoted."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.answer.evidence import choose
from qa.answer.features import Features
from qa.answer.library import Opened
from qa.answer.sufficiency import Sufficiency
from tests.answer.fakes import shared_words
from tests.answer.opened import open_store

Ask = Callable[[str], Features]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    opened: Opened = open_store(tmp_path_factory.mktemp("features"))
    sufficiency = Sufficiency(opened.store, opened.shelf, shared_words())

    def features(question: str) -> Features:
        plan = opened.planner.plan(question, ())
        hits = opened.retriever.run(plan, 8)
        return sufficiency.features(plan, hits, choose(plan, hits, 8))

    return features


def test_what_is_told_as_it_is_asked(ask: Ask) -> None:
    found = ask("洛阳2019年民间投资增长多少？")
    assert (found.said, found.told, found.like) == (1.0, 1.0, 1.0)
    assert (found.head, found.kind, found.name, found.missing, found.unlike) == (0.0, 0.0, 0.0, 0.0, 0.0)
    assert found.figures == found.dated == 1.0


def test_what_kind_of_thing_it_is_may_be_left_unsaid(ask: Ask) -> None:
    grapes, exports = ask("洛阳2019年葡萄出口增长多少？"), ask("洛阳2019年外贸出口增长多少？")
    assert grapes.kind == 1.0 and exports.kind == 0.0
    assert grapes.said < exports.said == 1.0
    assert grapes.rarest > exports.rarest == 0.0


def test_a_figure_of_another_kind_is_nearer_than_one_that_fits(ask: Ask) -> None:
    level = ask("大同2019年地区生产总值多少亿元？")
    assert level.like == level.told == 0.0 and level.unlike > 0.5


def test_whose_it_is_counts(ask: Ask) -> None:
    assert ask("茅台在洛阳2019年民间投资增长多少？").owner == 1.0
    assert ask("洛阳2019年民间投资增长多少？").owner == 0.0


def test_kinds_of_question_are_told_apart(ask: Ask) -> None:
    assert ask("洛阳2019年有哪些成绩？").listed == 1.0
    assert ask("洛阳为什么新建农村公路？").explained == 1.0
