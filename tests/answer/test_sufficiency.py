"""Whether what was found is enough to answer."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qa.answer import sufficiency
from qa.answer.features import NAMES, Features
from qa.answer.library import Opened
from qa.answer.sufficiency import ENOUGH, Sufficiency, estimated, fitted
from tests.answer.fakes import shared_words
from tests.answer.opened import open_store

SAID = Features(
    score=3.2, lead=1.3, stands=3.0, said=1.0, shared=0.8, rarest=0.0, closest=1.0, head=0.0, measure=0.0, kind=0.0, owner=0.0,
    name=0.0, words=2.0, like=1.0, missing=0.0, unlike=0.0, told=1.0, figures=1.0, listed=0.0, explained=0.0, confirmed=0.0,
    searches=0.0, dated=1.0, length=2.7, items=0.0, withheld=0.0,
)  # fmt: skip
UNSAID = replace(
    SAID, score=2.6, lead=0.2, stands=1.8, said=0.2, shared=0.1, rarest=6.5, closest=0.2, head=1.0, measure=1.0, kind=1.0,
    like=0.1, missing=1.0, told=0.0,
)  # fmt: skip


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Opened:
    return open_store(tmp_path_factory.mktemp("sufficiency"))


def test_the_model_is_for_these_features() -> None:
    assert fitted().features == NAMES


def test_a_model_for_other_features_says_how_to_fit_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    other = tmp_path / "sufficiency.json"
    other.write_text('{"features": ["a"], "base": 0, "trees": []}')
    monkeypatch.setattr(sufficiency, "MODEL", other)
    fitted.cache_clear()
    with pytest.raises(ValueError, match="fit_sufficiency"):
        fitted()
    fitted.cache_clear()


def test_what_says_all_is_likelier_than_what_says_little() -> None:
    assert estimated(SAID) > 0.8 > ENOUGH > 0.1 > estimated(UNSAID)


def test_a_question_is_answered_where_the_estimate_is_high_enough(opened: Opened) -> None:
    plan = opened.planner.plan("洛阳2019年新建农村公路多少公里？", ())
    hits = opened.retriever.run(plan, 8)
    for estimate, enough in ((ENOUGH, True), (ENOUGH - 0.01, False)):
        weighed = Sufficiency(opened.store, opened.shelf, shared_words(), lambda _, e=estimate: e)  # type: ignore[misc]
        assert weighed.answers(plan, hits) is enough
    assert not opened.sufficiency.answers(plan, [])


def test_parts_that_nothing_answers_are_silent(opened: Opened) -> None:
    plan = opened.planner.plan("洛阳2019年新建农村公路多少公里？水稻产量是多少万吨？", ())
    hits = opened.retriever.run(plan, 8)
    assert len(plan.scopes) == 2
    assert opened.sufficiency.silent(plan, hits) == (1,)
    assert opened.sufficiency.silent(replace(plan, scopes=plan.scopes[:1]), hits) == ()
