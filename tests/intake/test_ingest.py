"""Reports in, a store out: what is loaded, what is written, and that the increment equals the whole."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from qa.errors import InputError, StoreMissing
from qa.index.content import recipe_for
from qa.index.store import Store, open_store
from qa.intake.ingest import Ingested, add, ingest
from qa.models import identity
from qa.models.identity import EmbedderIdentity, remember, remembered
from qa.settings import ROOT, EmbedderSettings, Settings
from tests.corpus.test_read import made
from tests.samples import DIMENSION, PairEncoder


class Loader:
    """Opens the encoder and notes it down, as the real one does; counts how often."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.encoders: list[PairEncoder] = []

    def __call__(self) -> PairEncoder:
        self.encoders.append(PairEncoder())
        remember(self.settings, EmbedderIdentity(PairEncoder.name, DIMENSION))
        return self.encoders[-1]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    for folder in ("model", "reports"):
        (tmp_path / folder).mkdir()
    (tmp_path / "model" / "weights.bin").write_bytes(b"weights")
    (tmp_path / "reports" / "a.txt").write_text(made("珠海市", 2015), encoding="utf-8")
    (tmp_path / "reports" / "b.txt").write_text(made("佛山市", 2014), encoding="utf-8")
    return Settings(
        cache_dir=tmp_path / "cache",
        index_dir=tmp_path / "index",
        seeds_dir=tmp_path / "reports",
        embedder=EmbedderSettings(model=str(tmp_path / "model")),
    )


def run(settings: Settings, loader: Loader, *, dry_run: bool = False) -> Ingested:
    return ingest(settings, [], lambda *_: None, loader, dry_run=dry_run)


def opened(settings: Settings) -> Store:
    return open_store(settings.index_dir, recipe_for(PairEncoder.name, DIMENSION, settings.split.passage_chars))


def test_unchanged_reports_load_no_model_and_write_nothing(settings: Settings) -> None:
    loader = Loader(settings)
    first = run(settings, loader)
    assert first.changed and first.written and len(loader.encoders) == 1
    before = {path: path.stat().st_mtime_ns for path in settings.index_dir.rglob("*")}
    second = run(settings, loader)
    assert (second.changed, second.written, second.generation) == (False, False, first.generation)
    assert len(loader.encoders) == 1
    assert {path: path.stat().st_mtime_ns for path in settings.index_dir.rglob("*")} == before


UNCHANGED = """
import os, sys, time
from qa.intake.ingest import ingest
from qa.settings import load_settings
def never():
    raise AssertionError("the embedder was opened")
result = ingest(load_settings(os.environ), [], lambda *_: None, never)
heavy = {"torch", "sentence_transformers", "transformers", "faiss", "langchain_core"} & set(sys.modules)
print(result.changed, sorted(heavy), time.process_time())
"""


def test_the_seeds_again_take_no_model_and_under_two_seconds(settings: Settings) -> None:
    seeds = settings.model_copy(update={"seeds_dir": ROOT / "seeds"})
    run(seeds, Loader(seeds))
    values = {"INDEX_DIR": seeds.index_dir, "CACHE_DIR": seeds.cache_dir, "EMBEDDER__MODEL": seeds.embedder.model}
    environ = {**os.environ, **{f"QA_{name}": str(value) for name, value in values.items()}}
    done = subprocess.run([sys.executable, "-c", UNCHANGED], env=environ, cwd=ROOT, capture_output=True, text=True)
    changed, heavy, seconds = done.stdout.split()
    assert (changed, heavy) == ("False", "[]"), done.stderr
    # Of the processor; two by the clock on an idle machine, the rest is for a busy one.
    assert float(seconds) < 3


def test_adding_changing_and_removing_equals_a_build_from_nothing(settings: Settings, tmp_path: Path) -> None:
    loader = Loader(settings)
    run(settings, loader)
    reports = settings.seeds_dir
    (reports / "c.txt").write_text(made("惠州市", 2016), encoding="utf-8")
    (reports / "b.txt").write_text(made("佛山市", 2014).replace("5%", "6%"), encoding="utf-8")
    (reports / "a.txt").unlink()
    result = run(settings, loader)
    assert [len(result.difference.added), len(result.difference.removed), result.difference.kept] == [2, 2, 0]
    # Only texts that no report had before: the unchanged sentences of b.txt keep their vectors.
    assert not any("社会稳定" in text and "2014" in text for text in loader.encoders[-1].seen)
    grown = opened(settings)
    fresh_settings = settings.model_copy(update={"index_dir": tmp_path / "fresh"})
    run(fresh_settings, Loader(settings))
    fresh = opened(fresh_settings)
    assert grown.generation == fresh.generation
    assert grown.passages == fresh.passages
    assert np.array_equal(grown.sentence_vectors.whole(), fresh.sentence_vectors.whole())
    query = PairEncoder().encode_query("居民收入")
    assert grown.nearest(query, 5, grown.select()) == fresh.nearest(query, 5, fresh.select())
    assert grown.by_words(["居民", "收入"], 5, grown.select()) == fresh.by_words(["居民", "收入"], 5, fresh.select())
    assert not any(
        "珠海".encode() in path.read_bytes() for path in (settings.index_dir / grown.generation).rglob("*.jsonl")
    )


def test_a_dry_run_reads_and_writes_nothing(settings: Settings) -> None:
    loader = Loader(settings)
    result = run(settings, loader, dry_run=True)
    assert (result.generation, result.changed, result.written) == (None, True, False)
    assert len(result.corpus.reports) == len(result.difference.added) == 2
    assert not loader.encoders and not settings.index_dir.exists() and not settings.cache_dir.exists()
    first = run(settings, loader)
    (settings.seeds_dir / "a.txt").unlink()
    again = run(settings, loader, dry_run=True)
    assert again.generation not in (None, first.generation)
    assert len(again.difference.removed) == 1
    assert len(opened(settings).reports) == 2


def test_a_damaged_store_is_noticed_and_built_again(settings: Settings) -> None:
    loader = Loader(settings)
    first = run(settings, loader)
    assert first.generation
    part = settings.index_dir / first.generation / "passages.npy"
    part.write_bytes(part.read_bytes()[:-9])
    second = run(settings, loader)
    assert second.written and second.generation == first.generation
    assert len(opened(settings).reports) == 2


def test_other_weights_in_the_same_place_are_not_taken_for_the_old_ones(settings: Settings) -> None:
    loader = Loader(settings)
    run(settings, loader)
    assert remembered(settings) == EmbedderIdentity("pairs", DIMENSION)
    weights = Path(settings.embedder.model) / "weights.bin"
    weights.write_bytes(b"weights")
    assert remembered(settings) is None
    run(settings, loader)
    assert len(loader.encoders) == 2
    assert remembered(settings) == EmbedderIdentity("pairs", DIMENSION)


def test_a_wrong_note_lasts_until_the_model_is_loaded(settings: Settings) -> None:
    remember(settings, EmbedderIdentity("wrong", 3))
    loader = Loader(settings)
    result = run(settings, loader)
    assert opened(settings).generation == result.generation
    assert remembered(settings) == EmbedderIdentity("pairs", DIMENSION)


@pytest.mark.parametrize("prompt", ["other: ", ""])
def test_another_prompt_is_another_embedder(settings: Settings, prompt: str) -> None:
    remember(settings, EmbedderIdentity("pairs", DIMENSION))
    embedder = settings.embedder.model_copy(update={"passage_prompt": prompt})
    assert remembered(settings.model_copy(update={"embedder": embedder})) is None


@pytest.mark.parametrize("text", ["", "[]", "{", '{"x": 1}', "null"])
def test_notes_that_cannot_be_read_are_no_notes(settings: Settings, text: str) -> None:
    remember(settings, EmbedderIdentity("pairs", DIMENSION))
    (settings.cache / "models" / identity.FILE).write_text(text)
    assert remembered(settings) is None
    remember(settings, EmbedderIdentity("pairs", DIMENSION))
    assert remembered(settings) == EmbedderIdentity("pairs", DIMENSION)


def test_a_hub_name_is_never_remembered(settings: Settings) -> None:
    hub = settings.model_copy(update={"embedder": EmbedderSettings(model="some/model")})
    remember(hub, EmbedderIdentity("some", 3))
    assert remembered(hub) is None


def test_no_report_at_all_is_an_error_with_the_reasons(settings: Settings) -> None:
    for file in settings.seeds_dir.iterdir():
        file.write_bytes(b"")
    with pytest.raises(InputError, match=r"a\.txt：文件是空的"):
        run(settings, Loader(settings))


def test_a_report_is_added_without_reading_the_others_again(settings: Settings, tmp_path: Path) -> None:
    run(settings, Loader(settings))
    for file in settings.seeds_dir.iterdir():
        file.unlink()
    new = tmp_path / "new"
    new.mkdir()
    (new / "c.txt").write_text(made("惠州市", 2016), encoding="utf-8")
    loader = Loader(settings)
    result = add(settings, [new], lambda *_: None, loader)
    assert (len(result.difference.added), result.difference.removed, result.difference.kept) == (1, (), 2)
    assert {report.place for report in opened(settings).reports} == {"珠海市", "佛山市", "惠州市"}
    again = add(settings, [new], lambda *_: None, loader)
    assert (again.changed, again.written, again.generation) == (False, False, result.generation)


def test_an_added_copy_is_no_second_report_and_a_longer_one_takes_its_place(settings: Settings, tmp_path: Path) -> None:
    run(settings, Loader(settings))
    (tmp_path / "copy.txt").write_text(made("珠海市", 2015), encoding="utf-8")
    longer = made("珠海市", 2015) + "\n坚持绿色发展，新增公园三处。"
    (tmp_path / "longer.txt").write_text(longer, encoding="utf-8")
    copied = add(settings, [tmp_path / "copy.txt"], lambda *_: None, Loader(settings))
    assert (copied.difference.added, copied.difference.removed) == ((), ())
    assert len(opened(settings).reports) == 2
    replaced = add(settings, [tmp_path / "longer.txt"], lambda *_: None, Loader(settings))
    assert (len(replaced.difference.added), len(replaced.difference.removed)) == (1, 1)
    stored = {report.place: report for report in opened(settings).reports}
    assert len(stored) == 2 and "新增公园三处" in stored["珠海市"].text


def test_nothing_can_be_added_to_no_store(settings: Settings) -> None:
    with pytest.raises(StoreMissing, match="qa ingest"):
        add(settings, [settings.seeds_dir], lambda *_: None, Loader(settings))
