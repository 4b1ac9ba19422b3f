from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from qa.errors import InputError
from qa.evaluate.ablation import (
    ABLATION,
    COLUMNS,
    Parts,
    ablate,
    as_it_is,
    filtered,
    load_ablation,
    planned,
    save_ablation,
    without_headings,
)
from qa.evaluate.shelf import card_of
from qa.index.build import build_store
from qa.index.store import open_store
from qa.places import load_gazetteer
from qa.question.catalog import Catalog
from qa.question.plan import Planner
from qa.settings import RetrieveSettings
from qa.words import simplify
from tests.answer.fakes import RECIPE, reports, shared_words
from tests.evaluate.fakes import question, refusable
from tests.evaluate.test_plain import CharacterEmbeddings
from tests.samples import PairEncoder

LUOYANG = {"docs": ["洛阳市2020"], "must_not_include": []}


class Encoder(PairEncoder, CharacterEmbeddings):
    """Vectors for ours and for LangChain's side."""


@pytest.fixture(scope="module")
def made_of(tmp_path_factory: pytest.TempPathFactory) -> Parts:
    root, seeds = tmp_path_factory.mktemp("index"), tmp_path_factory.mktemp("seeds")
    for report in reports()[0]:
        (seeds / f"{report.place}{report.year}.txt").write_text(report.text, encoding="utf-8")
    build_store(root, RECIPE, *reports(), PairEncoder, shared_words())
    store = open_store(root, RECIPE)
    planner = Planner(Catalog(store.reports, store.passages.mentioned()), load_gazetteer())
    encoder: Any = Encoder()
    return Parts(store, planner, shared_words(), encoder, RetrieveSettings(), seeds)


ROADS = question(
    question="洛阳2019年新建农村公路多少公里？",
    evidence=[{"doc": "洛阳市2020", "quote": "新建农村公路386公里，改造危桥52座"}],
    **LUOYANG,
)
BOTH = question(
    id="q2",
    category="compare",
    question="2019年洛阳和大同新建农村公路各多少公里？",
    docs=["洛阳市2020", "大同市2020"],
    evidence=[
        {"doc": "洛阳市2020", "quote": "新建农村公路386公里，改造危桥52座"},
        {"doc": "大同市2020", "quote": "新建农村公路510公里"},
    ],
)


def test_every_step_is_marked_over_both_groups(made_of: Parts) -> None:
    told: list[str] = []
    cards = tuple(map(card_of, reports()[0]))
    table = ablate(made_of, [ROADS, BOTH, refusable()], cards, 0, told.append)
    assert told == [row.label for row in table.rows] and len(told) == 9
    assert table.counts == (1, 1)
    for row in table.rows:
        assert [len(group) for group in row.marks] == [len(COLUMNS)] * 2
    place = COLUMNS.index("place")
    fact = {row.label: row.marks[0][place] for row in table.rows}
    assert fact["＋标题"] is not None and fact["＋标题"].value < 1
    assert fact["＋过滤"] is not None and fact["＋过滤"].value == 1
    ours = table.rows[-1].marks[1][: place + 1]
    assert [estimate.value for estimate in ours if estimate] == [1.0] * (place + 1)


def test_the_plans_differ_by_one_step_each(made_of: Parts) -> None:
    (open_,) = as_it_is(BOTH).scopes
    (limited,) = filtered(made_of.planner, BOTH).scopes
    assert open_.report_ids == ()
    assert limited.query == open_.query == simplify(BOTH.question)
    scopes = planned(made_of.planner, BOTH).scopes
    assert {scope.place for scope in scopes} == {"洛阳市", "大同市"}
    assert set(limited.report_ids) == {id_ for scope in scopes for id_ in scope.report_ids}


def test_without_headings_nothing_knows_the_place(made_of: Parts) -> None:
    encoder = PairEncoder()
    bare = without_headings(made_of.store, encoder.encode_passages, shared_words())
    assert encoder.seen == [passage.text for passage in made_of.store.passages]
    everything = bare.select()
    words = shared_words().cut("洛阳市")
    assert bare.by_words(words, 5, everything) == []
    assert made_of.store.by_words(words, 5, everything)


def test_the_table_is_kept_in_the_folder(made_of: Parts, tmp_path: Path) -> None:
    assert load_ablation(tmp_path) is None
    table = ablate(made_of, [ROADS], tuple(map(card_of, reports()[0])), 0, lambda _: None)
    save_ablation(tmp_path, table)
    assert load_ablation(tmp_path) == table
    (tmp_path / ABLATION).write_text("{}", encoding="utf-8")
    with pytest.raises(InputError, match="消融表"):
        load_ablation(tmp_path)
