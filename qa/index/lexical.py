"""BM25 over postings: scored once when the store is built, mapped from disk as they are, never rebuilt for a question.

    rows.npy scores.npy    the rows that have a word, ascending, and what each scores for it, word by word
    starts.npy             where the postings of each word begin; one more for the end
    words.json             the words, in that order, and how many rows there are

Libraries hold every row's words at once when they build, and score all rows for a question that asks of a few hundred.
"""

from __future__ import annotations

import json
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from qa.index.arrays import mapped, write_array

Scores = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]
_Codes = npt.NDArray[np.int32]

#: Those of Lucene (its ``BM25Similarity``), which suit texts of even length like passages.
K1, B = 1.2, 0.75
# Adding up whole postings beats looking rows up until the index has this many rows for each one wanted.
_FEW = 30
# Words of all rows that are sorted at a time.
_SORTED = 1 << 25
_ROWS, _SCORES, _STARTS, _WORDS = "rows.npy", "scores.npy", "starts.npy", "words.json"


class LexicalIndex:
    def __init__(self, vocabulary: Mapping[str, int], starts: Rows, rows: _Codes, scores: Scores, count: int) -> None:
        """Raises ValueError when the parts do not fit together."""
        self._vocabulary = vocabulary
        self._starts, self._rows, self._scores = starts, rows, scores
        self._count = count
        if not (len(starts) == len(vocabulary) + 1 and len(rows) == len(scores) == starts[-1]):
            raise ValueError("words and postings do not fit together")

    @classmethod
    def build(cls, documents: Iterable[Sequence[str]]) -> LexicalIndex:
        """``documents``: the words of each row, gone through once."""
        vocabulary: defaultdict[str, int] = defaultdict()
        vocabulary.default_factory = vocabulary.__len__
        codes, lengths = array("i"), array("i")
        for words in documents:
            codes.extend(map(vocabulary.__getitem__, words))
            lengths.append(len(words))
        found, each = np.asarray(codes), np.asarray(lengths)
        starts, rows, scores = _scored(found, each, len(vocabulary))
        return cls(dict(vocabulary), starts, rows, scores, len(lengths))

    @classmethod
    def load(cls, folder: Path) -> LexicalIndex:
        """Raises OSError, KeyError or ValueError when the files are not those that ``save`` wrote."""
        told = json.loads((folder / _WORDS).read_bytes())
        starts, rows, scores = (mapped(folder / name) for name in (_STARTS, _ROWS, _SCORES))
        return cls({word: code for code, word in enumerate(told["words"])}, starts, rows, scores, told["rows"])

    def save(self, folder: Path) -> None:
        folder.mkdir()
        for name, values in ((_ROWS, self._rows), (_SCORES, self._scores), (_STARTS, self._starts)):
            write_array(folder / name, values)
        text = json.dumps({"rows": self._count, "words": [*self._vocabulary]}, ensure_ascii=False)
        (folder / _WORDS).write_text(text, encoding="utf-8")

    def __len__(self) -> int:
        return self._count

    def scores(self, words: Sequence[str], rows: Rows | None = None) -> Scores:
        """BM25 of ``rows`` (in their order), of every row when none are given; zeros where no word is known."""
        if rows is not None and self._count > _FEW * len(rows):
            return self._looked_up(words, rows)
        total = np.zeros(self._count, dtype=np.float32)
        for posted, scores in self._postings(words):
            total[posted] += scores
        return total if rows is None else total[rows]

    def _looked_up(self, words: Sequence[str], rows: Rows) -> Scores:
        """Scores of ``rows`` by bisection: the postings of a word ascend."""
        total = np.zeros(len(rows), dtype=np.float32)
        # In another integer type than the postings, each search would convert them all.
        wanted = rows.astype(self._rows.dtype)
        for posted, scores in self._postings(words):
            at = np.minimum(np.searchsorted(posted, wanted), len(posted) - 1)
            total += np.where(posted[at] == wanted, scores[at], np.float32(0))
        return total

    def _postings(self, words: Sequence[str]) -> Iterator[tuple[_Codes, Scores]]:
        """Rows (ascending) and scores of each word known, each word once."""
        for word in dict.fromkeys(words):
            code = self._vocabulary.get(word)
            if code is not None:
                posted = slice(int(self._starts[code]), int(self._starts[code + 1]))
                yield self._rows[posted], self._scores[posted]


def _scored(codes: _Codes, lengths: _Codes, words: int) -> tuple[Rows, _Codes, Scores]:
    """Starts, rows and scores of the postings; ``codes`` are the words of all rows, one row behind the other."""
    # A row without words is as long as one word: there is no row of length nothing.
    long = np.maximum(lengths, 1)
    norms = (K1 * (1 - B + B * long / long.mean())).astype(np.float32) if len(long) else long.astype(np.float32)
    row_of = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    ends = np.cumsum(np.bincount(codes, minlength=words))
    starts = np.zeros(words + 1, dtype=np.int64)
    rows, scores = [np.empty(0, np.int32)], [np.empty(0, np.float32)]
    first = 0
    while first < words:
        done = int(ends[first - 1]) if first else 0
        last = max(first + 1, int(np.searchsorted(ends, done + _SORTED, side="right")))
        own = np.flatnonzero((codes >= first) & (codes < last))
        keys, counts = np.unique((codes[own].astype(np.int64) << 32) + row_of[own], return_counts=True)
        posted = (keys & 0xFFFFFFFF).astype(np.int32)
        word = (keys >> 32) - first
        having = np.bincount(word, minlength=last - first)
        rarity = np.log(1 + (len(lengths) - having + 0.5) / (having + 0.5)).astype(np.float32)
        times = counts.astype(np.float32)
        rows.append(posted)
        scores.append(rarity[word] * times / (norms[posted] + times))
        starts[first + 1 : last + 1] = having
        first = last
    return np.cumsum(starts), np.concatenate(rows), np.concatenate(scores)
