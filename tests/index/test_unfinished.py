"""A long build that is broken off goes on where it was; what is kept of it is for this build and embedder alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from qa.index import unfinished
from qa.index.build import build_store
from qa.index.content import recipe_for
from qa.index.lexical import LexicalIndex
from qa.index.part import sentence_list
from qa.index.store import open_store
from qa.index.texts import passage_text, sentence_text
from qa.index.unfinished import FOLDER, Unfinished
from qa.index.vectors import Vectors
from qa.words import Words
from tests.samples import DIMENSION, PairEncoder, two_reports

RECIPE = recipe_for("pairs", DIMENSION, 260)
SLICE = 5


class Failing(PairEncoder):
    """Breaks off at the call after ``calls``."""

    def __init__(self, calls: int) -> None:
        super().__init__()
        self.calls = calls

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        if not self.calls:
            raise KeyboardInterrupt
        self.calls -= 1
        return super().encode_passages(texts, progress)


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unfinished, "SLICE", SLICE)


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Words:
    return Words(tmp_path_factory.mktemp("jieba"))


def test_what_was_encoded_before_it_broke_off_is_not_encoded_again(tmp_path: Path, words: Words) -> None:
    whole, first, second = PairEncoder(), Failing(2), PairEncoder()
    build_store(tmp_path / "whole", RECIPE, *two_reports(), lambda: whole, words)
    with pytest.raises(KeyboardInterrupt):
        build_store(tmp_path / "index", RECIPE, *two_reports(), lambda: first, words)
    told: list[tuple[int, int]] = []
    build_store(
        tmp_path / "index",
        RECIPE,
        *two_reports(),
        lambda: second,
        words,
        lambda what, done, total: told.append((done, total)) if what == "计算向量" else None,
    )
    assert len(first.seen) == 2 * SLICE
    assert first.seen + second.seen == whole.seen
    # What is told is what is left.
    assert told[-1] == (len(second.seen), len(second.seen))
    assert not (tmp_path / "index" / FOLDER).exists()
    one, other = (open_store(tmp_path / name) for name in ("whole", "index"))
    assert one.generation == other.generation
    np.testing.assert_array_equal(one.vectors.vectors(), other.vectors.vectors())


def test_words_are_those_of_passages_and_sentences_cut_alone_and_told_as_they_are_cut(
    tmp_path: Path, words: Words
) -> None:
    reports, passages = two_reports()
    told: list[tuple[int, int]] = []
    build_store(
        tmp_path / "index",
        RECIPE,
        reports,
        passages,
        PairEncoder,
        words,
        lambda what, done, total: told.append((done, total)) if what == "切词" else None,
    )
    store, asked = open_store(tmp_path / "index"), words.cut("新建农村公路，地区生产总值增长")
    one_by_one = (
        LexicalIndex.build(Words(tmp_path / "jieba").cut(passage_text(each)) for each in passages),
        LexicalIndex.build(words.cut(sentence_text(*each)) for each in sentence_list(passages)),
    )
    part = store.parts[0]
    for found, wanted in zip((part.words, part.sentence_words), one_by_one, strict=True):
        np.testing.assert_array_equal(found.scores(asked), wanted.scores(asked))
    assert told[-1] == (len(passages), len(passages))


def encoded(kept: Unfinished, texts: Sequence[str]) -> list[str]:
    """The texts that had to be encoded."""
    encoder = PairEncoder()
    made = kept.encode(texts, encoder.encode_passages, lambda _done, _total: None)
    np.testing.assert_array_equal(made, PairEncoder().encode_passages(texts))
    return encoder.seen


def test_what_is_damaged_or_of_another_embedder_is_made_again(tmp_path: Path) -> None:
    texts = [f"第{number}句" for number in range(4 * SLICE)]
    assert encoded(Unfinished(tmp_path, "one", DIMENSION), texts) == texts
    one = Unfinished(tmp_path, "one", DIMENSION)
    assert encoded(one, texts) == []
    first, second, third, _ = sorted((tmp_path / FOLDER).rglob("*.npz"))
    first.write_bytes(b"")
    data = bytearray(second.read_bytes())
    data[len(data) // 2] ^= 1
    second.write_bytes(data)
    third.write_bytes(third.read_bytes()[:-40])
    assert encoded(one, texts) == texts[: 3 * SLICE]
    other = Unfinished(tmp_path, "other", DIMENSION)
    assert encoded(other, texts) == texts
    other.clear()
    assert not (tmp_path / FOLDER).exists()


def test_little_is_not_kept(tmp_path: Path) -> None:
    assert encoded(Unfinished(tmp_path, "one", DIMENSION), ["一句"]) == ["一句"]
    assert not (tmp_path / FOLDER).exists()
