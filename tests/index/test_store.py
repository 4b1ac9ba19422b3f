from __future__ import annotations

import random
import weakref
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from qa.errors import StoreCorrupt, StoreError, StoreLocked, StoreMismatch, StoreMissing
from qa.index.build import build_store
from qa.index.content import generation_of, recipe_for
from qa.index.layout import is_current
from qa.index.store import Store, check_recipe, open_store
from qa.records import Passage, Report
from qa.statements.enumerations import enumerations_of
from qa.statements.extract import statements_of
from qa.words import Words
from tests.samples import DIMENSION, PairEncoder, make_report, two_reports

RECIPE = recipe_for("pairs", DIMENSION, 260)


@pytest.fixture(scope="session")
def words(tmp_path_factory: pytest.TempPathFactory) -> Words:
    return Words(tmp_path_factory.mktemp("jieba"))


def build(
    root: Path, words: Words, content: tuple[tuple[Report, ...], tuple[Passage, ...]] | None = None
) -> tuple[Store, PairEncoder]:
    encoder = PairEncoder()
    reports, passages = content or two_reports()
    build_store(root, RECIPE, reports, passages, lambda: encoder, words)
    return open_store(root, RECIPE), encoder


def test_opened_store_gives_back_what_was_built(tmp_path: Path, words: Words) -> None:
    store, _ = build(tmp_path, words)
    reports, passages = two_reports()
    assert store.reports == reports
    assert store.passages == passages


def test_row_is_the_same_passage_in_every_part(tmp_path: Path, words: Words) -> None:
    store, encoder = build(tmp_path, words)
    everything = store.select()
    vector = encoder.encode_query("东港市2022年政府工作报告\n一、工作回顾\n接待游客突破900万人次。")
    assert store.passages[store.nearest(vector, 1, everything)[0][0]].text.endswith("900万人次。")
    assert store.passages[store.by_words(words.cut("接待游客"), 1, everything)[0][0]].text.endswith("900万人次。")


def test_filters_limit_both_rankings(tmp_path: Path, words: Words) -> None:
    store, encoder = build(tmp_path, words)
    rows = store.select(places=["临江市"], data_years=[2020])
    assert len(rows) == 1
    for ranking in (
        store.nearest(encoder.encode_query("公路"), 10, rows),
        store.by_words(words.cut("农村公路"), 10, rows),
    ):
        assert [store.passages[row].place for row, _ in ranking] == ["临江市"]


def test_a_filter_that_fits_nothing_gives_nothing(tmp_path: Path, words: Words) -> None:
    store, encoder = build(tmp_path, words)
    rows = store.select(places=["海州市"])
    assert store.nearest(encoder.encode_query("公路"), 5, rows) == []
    assert store.by_words(words.cut("公路"), 5, rows) == []


def test_unchanged_texts_are_not_embedded_again_and_the_result_equals_a_full_build(
    tmp_path: Path, words: Words
) -> None:
    build(tmp_path / "grown", words)
    reports, passages = two_reports()
    report, more = make_report("海州市", 2023, ["粮食总产达到88万吨。"], ["新建学校9所。"])
    content = ((*reports, report), (*passages, *more))
    grown, encoder = build(tmp_path / "grown", words, content)
    fresh, _ = build(tmp_path / "fresh", words, content)
    new = ("海州", "88", "9所", "粮食总产", "新建学校")
    assert len(encoder.seen) == 6 and all(any(part in text for part in new) for text in encoder.seen)
    assert grown.generation == fresh.generation
    assert np.array_equal(grown.vectors.vectors(), fresh.vectors.vectors())
    assert np.array_equal(grown.sentence_vectors.whole(), fresh.sentence_vectors.whole())
    assert np.array_equal(grown.indicator_vectors.whole(), fresh.indicator_vectors.whole())


def test_removed_report_is_gone_from_every_part(tmp_path: Path, words: Words) -> None:
    build(tmp_path, words)
    reports, passages = two_reports()
    kept = tuple(passage for passage in passages if passage.report_id == reports[0].id)
    store, _ = build(tmp_path, words, (reports[:1], kept))
    assert "东港" not in store.passages[0].text
    assert store.by_words(words.cut("接待游客"), 5, store.select()) == []
    folder = tmp_path / store.generation
    assert not any("游客".encode() in path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_statements_are_those_of_the_reports_and_counted(tmp_path: Path, words: Words) -> None:
    store, _ = build(tmp_path, words)
    stated = [statement for report in two_reports()[0] for statement in statements_of(report)]
    assert stated and list(store.statements.statements(range(len(stated)))) == stated
    assert store.manifest.counts["statements"] == len(store.statements) == len(stated)


def test_statements_grow_and_go_with_the_reports(tmp_path: Path, words: Words) -> None:
    reports, passages = two_reports()
    content = (reports[1:], tuple(passage for passage in passages if passage.report_id == reports[1].id))
    build(tmp_path, words)
    store, _ = build(tmp_path, words, content)
    fresh, _ = build(tmp_path / "fresh", words, content)
    assert set(store.statements.extents()) == {reports[1].id}
    parts = [root / store.generation / "statements.parquet" for root in (tmp_path, tmp_path / "fresh")]
    assert store.generation == fresh.generation and parts[0].read_bytes() == parts[1].read_bytes()


@pytest.mark.parametrize("changes", [{"report_id": "gone"}, {"sentence_end": 10**6}])
def test_a_statement_without_its_sentence_is_refused(
    tmp_path: Path, words: Words, monkeypatch: pytest.MonkeyPatch, changes: dict[str, Any]
) -> None:
    made = [replace(statement, **changes) for statement in statements_of(two_reports()[0][0])]
    monkeypatch.setattr("qa.index.part.statements_of", lambda _: tuple(made))
    with pytest.raises(StoreError, match="找不到原句"):
        build(tmp_path, words)


def test_another_reading_of_statements_makes_another_store(
    tmp_path: Path, words: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, _ = build(tmp_path, words)
    monkeypatch.setattr("qa.index.content.STATEMENTS_VERSION", "0")
    newer = recipe_for("pairs", DIMENSION, 260)
    assert generation_of(newer, *two_reports()) != store.generation
    with pytest.raises(StoreMismatch, match=r"指标读法版本.*qa ingest"):
        open_store(tmp_path, newer)


def test_no_store_names_the_cure(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing, match="qa ingest"):
        open_store(tmp_path)


def test_another_embedder_is_refused_with_both_names() -> None:
    with pytest.raises(StoreMismatch, match=r"pairs.*bge-m3.*qa ingest"):
        check_recipe(RECIPE, recipe_for("bge-m3", DIMENSION, 260))


def test_every_damaged_byte_is_noticed(tmp_path: Path, words: Words) -> None:
    store, _ = build(tmp_path, words)
    paths = (tmp_path / store.generation).rglob("*")
    files = sorted(path for path in paths if path.is_file() and path.stat().st_size)
    rng = random.Random(7)
    for _ in range(300):
        path = rng.choice(files)
        original = path.read_bytes()
        position = rng.randrange(len(original))
        damaged = bytearray(original)
        damaged[position] ^= 1 << rng.randrange(8)
        path.write_bytes(damaged if rng.random() < 0.5 else original[:position])
        with pytest.raises((StoreCorrupt, StoreMismatch)):
            open_store(tmp_path, RECIPE)
        path.write_bytes(original)
    open_store(tmp_path, RECIPE)


@pytest.mark.parametrize("pointer", ["", "../elsewhere", "nothere", "\x00", "a/b"])
def test_pointer_that_leads_nowhere_is_refused(tmp_path: Path, words: Words, pointer: str) -> None:
    build(tmp_path, words)
    (tmp_path / "CURRENT").write_text(pointer)
    with pytest.raises(StoreCorrupt):
        open_store(tmp_path)


def test_second_writer_is_told_at_once(tmp_path: Path, words: Words) -> None:
    reports, passages = two_reports()

    def build_inside() -> PairEncoder:
        with pytest.raises(StoreLocked):
            build_store(tmp_path, RECIPE, reports, passages, PairEncoder, words)
        return PairEncoder()

    build_store(tmp_path, RECIPE, reports, passages, build_inside, words)


def test_failed_build_leaves_the_old_store_and_its_draft_is_removed(tmp_path: Path, words: Words) -> None:
    old, _ = build(tmp_path, words)
    report, passages = make_report("海州市", 2023, ["粮食总产达到88万吨。"], [])

    def broken() -> PairEncoder:
        raise OSError("disk full")

    with pytest.raises(StoreError, match=r"disk full.*正在使用的索引完好"):
        build_store(tmp_path, RECIPE, (report,), passages, broken, words)
    assert not list(tmp_path.glob("*.tmp"))
    assert is_current(tmp_path, old.generation)
    assert open_store(tmp_path, RECIPE).passages == old.passages
    build(tmp_path, words, ((report,), passages))


def test_names_of_indicators_are_found_by_their_vectors(tmp_path: Path, words: Words) -> None:
    store, encoder = build(tmp_path, words)
    names = store.statements.indicator_names
    assert names and store.indicator_vectors.shape == (len(names), DIMENSION)
    for name, vector in zip(names, encoder.encode_passages(names), strict=True):
        near = store.nearest_indicators(vector, 2)
        assert near[0][1] == pytest.approx(1, abs=1e-2)
        assert name in [found for found, cosine in near if cosine == pytest.approx(near[0][1], abs=1e-2)]


def test_enumerations_are_those_of_the_reports_and_counted(tmp_path: Path, words: Words) -> None:
    report, passages = make_report("海州市", 2023, ["办好三件实事：一是建学校。二是修公路。三是治河道。"], ["增长5%。"])
    store, _ = build(tmp_path, words, ((report,), passages))
    made = store.enumerations_of(report.id)
    assert [len(each.items) for each in made] == [3] and tuple(made) == enumerations_of(report)
    assert store.manifest.counts["enumerations"] == len(store.enumerations) == 1
    assert store.enumerations_of("none") == ()


def test_a_store_let_go_is_gone_at_once(tmp_path: Path, words: Words) -> None:
    store, _ = build(tmp_path, words)
    assert store.passages[0] and store.stated
    parts = [weakref.ref(part) for part in (store, store.passages)]
    del store
    assert [part() for part in parts] == [None, None]
