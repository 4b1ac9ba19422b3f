from __future__ import annotations

import random
from pathlib import Path

import bm25s
import numpy as np
import pytest

from qa.index.lexical import LexicalIndex

WORDS = [f"词{i}" for i in range(40)]


def documents(count: int) -> list[list[str]]:
    draw = random.Random(5)
    return [draw.choices(WORDS, k=draw.randint(0, 12)) for _ in range(count)]


@pytest.mark.parametrize("count", [50, 2000])
def test_scores_are_those_of_the_library(count: int) -> None:
    found = LexicalIndex.build(documents(count))
    theirs = bm25s.BM25(method="lucene", k1=1.2, b=0.75)
    theirs.index([words or ["\x00"] for words in documents(count)], show_progress=False)
    query = ["词3", "词7", "词21"]
    assert found.scores(query) == pytest.approx(theirs.get_scores(query), abs=1e-5)


@pytest.mark.parametrize("count", [50, 2000])
def test_scores_of_some_rows_are_those_of_all(count: int) -> None:
    found = LexicalIndex.build(documents(count))
    rows = np.array([count - 1, 0, 17, 3, 17], dtype=np.int64)
    query = ["词1", "词1", "词30", "没有这个词"]
    assert found.scores(query, rows) == pytest.approx(found.scores(query)[rows])


@pytest.mark.parametrize("stretch", [1, 2, 7, 1000])
def test_rows_that_stand_together_are_found_between_the_marks(
    stretch: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.index.lexical._STRETCH", stretch)
    LexicalIndex.build(documents(2000)).save(tmp_path / "words")
    found = LexicalIndex.load(tmp_path / "words")
    every = found.scores(WORDS[:9])
    for first in (0, 1, 777, 1990):
        for count in (0, 1, 10):
            rows = np.arange(first, first + count)
            assert found.scores(WORDS[:9], rows) == pytest.approx(every[rows])


def test_a_word_that_a_row_repeats_without_end_is_worth_no_less() -> None:
    found = LexicalIndex.build([["税"] * 5000, ["税"] * 2, ["费"]], average=4000.0)
    assert found.scores(["税"])[0] > found.scores(["税"])[1] > 0


def test_unknown_words_score_nothing() -> None:
    found = LexicalIndex.build(documents(20))
    assert not found.scores(["没有这个词"]).any()
    assert not found.scores([]).any()


def test_what_is_saved_scores_the_same(tmp_path: Path) -> None:
    found = LexicalIndex.build(documents(30))
    found.save(tmp_path / "words")
    again = LexicalIndex.load(tmp_path / "words")
    assert len(again) == 30
    assert (again.scores(["词5", "词6"]) == found.scores(["词5", "词6"])).all()


def test_documents_times_rarities_are_the_scores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.index.lexical._TURNED", 2)
    index = LexicalIndex.build([["公路", "公路", "就业"], [], ["就业"], ["粮食", "公路"], ["游客"]])
    asked = ["公路", "粮食", "没有"]
    weights = index.coded(index.rarities(asked))
    scores = [sum(weights.get(code, 0.0) * weight for code, weight in row.items()) for row in index.documents()]
    assert np.allclose(scores, index.scores(asked))
