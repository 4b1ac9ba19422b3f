"""BM25 over stored arrays (bm25s): built once, loaded as it is, never rebuilt for a question."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import bm25s
import numpy as np
import numpy.typing as npt

# It sets itself to DEBUG and would speak into every build.
logging.getLogger("bm25s").setLevel(logging.WARNING)

Scores = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]

_EMPTY = "\x00"
# Adding up whole postings beats looking rows up until the index has this many rows for each one wanted.
_FEW = 30


class LexicalIndex:
    def __init__(self, index: Any, rows: int) -> None:
        self._vocabulary: dict[str, int] = index.vocab_dict
        self._index = index
        self._rows = rows

    @classmethod
    def build(cls, documents: Sequence[Sequence[str]]) -> LexicalIndex:
        """``documents``: the words of each row. k1 and b are those of Lucene (1.2 and 0.75 in its
        ``BM25Similarity``), which suit texts of even length like passages."""
        index = bm25s.BM25(method="lucene", k1=1.2, b=0.75)
        # A vocabulary cannot be empty: a row without words gets one that no question has.
        index.index([list(words) or [_EMPTY] for words in documents], show_progress=False)
        return cls(index, len(documents))

    @classmethod
    def load(cls, folder: Path) -> LexicalIndex:
        index = bm25s.BM25.load(folder, load_corpus=False, show_progress=False)
        return cls(index, int(index.scores["num_docs"]))

    def save(self, folder: Path) -> None:
        self._index.save(folder, show_progress=False)

    def __len__(self) -> int:
        return self._rows

    def scores(self, words: Sequence[str], rows: Rows | None = None) -> Scores:
        """BM25 of ``rows`` (in their order), of every row when none are given; zeros where no word is known.

        The sum of the stored scores of each word, as bm25s adds them; its own ``get_scores`` knows no subset, and
        a question needs a few hundred sentences of half a million.
        """
        if rows is not None and self._rows > _FEW * len(rows):
            return self._looked_up(words, rows)
        total = np.zeros(self._rows, dtype=np.float32)
        for posted, scores in self._postings(words):
            total[posted] += scores
        return total if rows is None else total[rows]

    def _looked_up(self, words: Sequence[str], rows: Rows) -> Scores:
        """Scores of ``rows`` by bisection: the postings of a word ascend."""
        total = np.zeros(len(rows), dtype=np.float32)
        # In another integer type than the postings, each search would convert them all.
        wanted = rows.astype(self._index.scores["indices"].dtype)
        for posted, scores in self._postings(words):
            at = np.minimum(np.searchsorted(posted, wanted), len(posted) - 1)
            total += np.where(posted[at] == wanted, scores[at], np.float32(0))
        return total

    def _postings(self, words: Sequence[str]) -> Iterator[tuple[Rows, Scores]]:
        """Rows (ascending) and scores of each word known, each word once."""
        starts, rows, scores = (self._index.scores[name] for name in ("indptr", "indices", "data"))
        for word in dict.fromkeys(words):
            token = self._vocabulary.get(word)
            if token is not None and starts[token] < starts[token + 1]:
                posted = slice(starts[token], starts[token + 1])
                yield rows[posted], scores[posted]
