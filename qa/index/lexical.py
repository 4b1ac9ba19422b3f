"""BM25 over stored arrays (bm25s): built once, loaded as it is, never rebuilt for a question."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import bm25s
import numpy as np
import numpy.typing as npt

# It sets itself to DEBUG and would speak into every build.
logging.getLogger("bm25s").setLevel(logging.WARNING)

Scores = npt.NDArray[np.float32]

_EMPTY = "\x00"


class LexicalIndex:
    def __init__(self, index: Any, rows: int) -> None:
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

    def scores(self, words: Sequence[str]) -> Scores:
        """BM25 of every row, (rows,); zeros where no word of the question is known."""
        known = [word for word in dict.fromkeys(words) if word in self._index.vocab_dict]
        if not known:
            return np.zeros(self._rows, dtype=np.float32)
        return np.asarray(self._index.get_scores(known), dtype=np.float32)
