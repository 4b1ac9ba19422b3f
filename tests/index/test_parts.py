"""A store that grows: what it has is kept where it lies, what is new stands beside it, and all is searched as one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from qa.errors import StoreCorrupt, StoreMismatch, StoreMissing
from qa.index.build import add_to_store, build_store
from qa.index.content import recipe_for
from qa.index.layout import Manifest, read_manifest
from qa.index.store import Store, open_store
from qa.records import Passage, Report
from qa.words import Words
from tests.samples import DIMENSION, PairEncoder, make_report

RECIPE = recipe_for("pairs", DIMENSION, 260)
BASE = 8


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Words:
    return Words(tmp_path_factory.mktemp("jieba"))


def made(numbers: range) -> tuple[tuple[Report, ...], tuple[Passage, ...]]:
    """One report a number; each names an indicator that no other does."""
    both = [
        make_report(
            f"第{number}市",
            2000 + number,
            [f"地区生产总值增长{number}.5%。", f"新建农村公路{number}00公里。"],
            [f"粮食总产稳定在{number}0万吨。", f"第{number}产业园产值达到{number}7亿元。"],
        )
        for number in numbers
    ]
    return tuple(report for report, _ in both), tuple(passage for _, passages in both for passage in passages)


def build(root: Path, words: Words, numbers: range) -> Manifest:
    return read_manifest(root / build_store(root, RECIPE, *made(numbers), PairEncoder, words))


def add(root: Path, words: Words, numbers: range, gone: tuple[str, ...] = ()) -> Manifest:
    name = add_to_store(root, RECIPE, *made(numbers), PairEncoder, words, instead_of=gone)
    return read_manifest(root / name)


def sizes(manifest: Manifest) -> list[int]:
    return [len(part.reports) for part in manifest.parts]


def told(store: Store, words: Words) -> list[object]:
    """What the store answers, by ids."""
    vector = PairEncoder().encode_query("新建农村公路")
    one_year = store.select(report_years=[2003, 2000 + BASE])
    ids = [passage.id for passage in store.passages]
    cut = words.cut("农村公路产业园")
    found: list[object] = [sorted(ids), sorted(report.id for report in store.reports)]
    for rows in (store.select(), one_year, store.select(places=["第1市"]), store.select(data_years=[2004])):
        near = store.nearest(vector, 50, rows)
        found.append(sorted((ids[row], round(score, 5)) for row, score in near))
        found.append(sorted((ids[row], round(score, 3)) for row, score in store.by_words(cut, 50, rows)))
        sentences, _ = store.sentences_of(rows.tolist())
        found.append(sorted(np.round(store.sentence_scores(cut, sentences), 3).tolist()))
        found.append(np.sort(store.sentence_vectors[sentences] @ vector.astype(np.float16)).tolist())
    found.append(sorted(map(repr, store.statements.statements(range(len(store.statements))))))
    found.append(sorted(name for name, _ in store.nearest_indicators(PairEncoder().encode_query("第3产业园产值"), 1)))
    found.append([len(store.enumerations), store.manifest.counts, store.manifest.reports])
    return found


def test_what_is_there_is_not_written_again(tmp_path: Path, words: Words) -> None:
    before = build(tmp_path, words, range(1, BASE + 1))
    first = {path.name: path.stat().st_ino for path in tmp_path.glob("*/vectors.npy")}
    after = build(tmp_path, words, range(1, BASE + 2))
    assert (sizes(before), sizes(after)) == ([BASE], [BASE, 1])
    assert {path.stat().st_ino for path in tmp_path.glob("*/vectors.npy")} == {*first.values()}


@pytest.mark.parametrize("grow", ["build", "add"])
def test_a_store_in_parts_answers_as_one_that_was_written_at_once(tmp_path: Path, words: Words, grow: str) -> None:
    build(tmp_path / "grown", words, range(1, BASE + 1))
    for number in (BASE + 1, BASE + 2):
        if grow == "add":
            add(tmp_path / "grown", words, range(number, number + 1))
        else:
            build(tmp_path / "grown", words, range(1, number + 1))
    build(tmp_path / "fresh", words, range(1, BASE + 3))
    grown, fresh = open_store(tmp_path / "grown", RECIPE), open_store(tmp_path / "fresh", RECIPE)
    assert (len(grown.parts), len(fresh.parts)) == (3, 1)
    assert grown.generation == fresh.generation
    assert told(grown, words) == told(fresh, words)
    assert list(grown.passages) == list(fresh.passages)


def test_parts_of_one_size_become_one_and_what_grows_too_much_is_written_anew(tmp_path: Path, words: Words) -> None:
    build(tmp_path, words, range(1, 41))
    grown = [sizes(add(tmp_path, words, range(number, number + 1))) for number in range(41, 57)]
    assert grown[:4] == [[40, 1], [40, 1, 1], [40, 1, 1, 1], [40, 4]]
    assert grown[7] == [40, 4, 4] and grown[-2] == [40, 4, 4, 4, 1, 1, 1] and grown[-1] == [56]


def test_merging_embeds_nothing_again(tmp_path: Path, words: Words) -> None:
    build(tmp_path, words, range(1, 21))
    for number in range(21, 24):
        add(tmp_path, words, range(number, number + 1))
    encoder = PairEncoder()
    add_to_store(tmp_path, RECIPE, *made(range(24, 25)), lambda: encoder, words)
    assert sizes(read_manifest(tmp_path / open_store(tmp_path).generation)) == [20, 4]
    assert encoder.seen and all("24" in text for text in encoder.seen)


def test_a_report_that_takes_the_place_of_another_is_all_that_changes(tmp_path: Path, words: Words) -> None:
    build(tmp_path, words, range(1, BASE + 1))
    add(tmp_path, words, range(20, 21))
    gone = made(range(20, 21))[0][0].id
    assert sizes(add(tmp_path, words, range(21, 22), (gone,))) == [BASE, 1]
    store = open_store(tmp_path, RECIPE)
    assert store.report(gone) is None and store.select(places=["第20市"]).size == 0
    in_the_first = made(range(2, 3))[0][0].id
    assert sizes(add(tmp_path, words, range(22, 23), (in_the_first,))) == [BASE + 1]
    assert "第2市" not in {report.place for report in open_store(tmp_path, RECIPE).reports}


def test_nothing_new_is_the_same_store(tmp_path: Path, words: Words) -> None:
    build(tmp_path, words, range(1, BASE + 1))
    name = open_store(tmp_path).generation
    assert add_to_store(tmp_path, RECIPE, *made(range(2, 4)), PairEncoder, words) == name


def test_an_opened_store_lends_its_parts_to_the_next(tmp_path: Path, words: Words) -> None:
    build(tmp_path, words, range(1, BASE + 1))
    before = open_store(tmp_path, RECIPE)
    add(tmp_path, words, range(20, 21))
    after = open_store(tmp_path, RECIPE, before.parts)
    assert after.parts[0] is before.parts[0] and len(after.parts) == 2
    assert told(after, words) == told(open_store(tmp_path, RECIPE), words)


def test_a_part_that_was_damaged_is_written_again_the_others_are_not(tmp_path: Path, words: Words) -> None:
    build(tmp_path, words, range(1, BASE + 1))
    manifest = add(tmp_path, words, range(20, 21))
    name = open_store(tmp_path, RECIPE).generation
    (tmp_path / name / "1" / "vectors.npy").write_bytes(b"")
    inode = (tmp_path / name / "vectors.npy").stat().st_ino
    (reports, passages), (report, own) = made(range(1, BASE + 1)), made(range(20, 21))
    build_store(tmp_path, RECIPE, reports + report, passages + own, PairEncoder, words)
    store = open_store(tmp_path, RECIPE)
    assert store.generation == name and sizes(store.manifest) == sizes(manifest)
    assert (tmp_path / name / "vectors.npy").stat().st_ino == inode


def test_a_damaged_part_that_only_the_store_has_is_told(tmp_path: Path, words: Words) -> None:
    build(tmp_path, words, range(1, 3))
    name = open_store(tmp_path, RECIPE).generation
    (tmp_path / name / "texts.txt").write_bytes(b"")
    with pytest.raises(StoreCorrupt, match="qa ingest"):
        add(tmp_path, words, range(20, 21))
    assert not list(tmp_path.glob("*.tmp"))


def test_there_must_be_a_store_of_this_kind_to_add_to(tmp_path: Path, words: Words) -> None:
    with pytest.raises(StoreMissing, match="qa ingest"):
        add(tmp_path, words, range(20, 21))
    build(tmp_path, words, range(1, 3))
    other = RECIPE.model_copy(update={"passage_chars": 100})
    with pytest.raises(StoreMismatch, match="段落字数上限"):
        add_to_store(tmp_path, other, *made(range(20, 21)), PairEncoder, words)
