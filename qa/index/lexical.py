"""BM25 over postings: made once when the store is built, never rebuilt for a question, which reads those of its own words.

    rows.npy counts.npy    the rows that have a word, ascending, and how often each has it, word by word
    starts.npy             where the postings of each word begin; one more for the end
    marks.npy              every thousandth of all those rows, so that a stretch of them is found without reading the others
    norms.npy              of each row what its length adds to how often it has a word
    words.json             the words, in that order, and the length that theirs are measured by

For each word a row is worth rarity * count / (norm + count), the rarity being that among all rows searched together.
Libraries hold every row's words at once when they build, and score all rows for a question that asks of a few hundred.
"""

from __future__ import annotations

import json
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Sized
from itertools import accumulate
from pathlib import Path

import numpy as np
import numpy.typing as npt

from qa.index.arrays import RowFile, mapped, write_array

Scores = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]
_Codes = npt.NDArray[np.int32]
_Counts = npt.NDArray[np.uint8]

#: Those of Lucene (its ``BM25Similarity``), which suit texts of even length like passages.
K1, B = 1.2, 0.75
# Adding up whole postings beats looking rows up until the index has this many rows for each one wanted.
_FEW = 30
# Rows whose words are gathered from the postings at a time.
_TURNED = 50_000
# Words of all rows that are sorted at a time.
_SORTED = 1 << 25
_ROWS, _COUNTS, _STARTS, _MARKS, _NORMS = "rows.npy", "counts.npy", "starts.npy", "marks.npy", "norms.npy"
_WORDS = "words.json"
# Postings from one mark to the next.
_STRETCH = 1000
# A word that a row has more often is worth no more to any digit that counts.
_MOST = 255


class Building:
    """An index that grows row by row. ``average``: the length that the rows' are measured by, where they are to be searched
    with others; without it their own."""

    def __init__(self, average: float | None = None) -> None:
        self._average = average
        self._vocabulary: defaultdict[str, int] = defaultdict()
        self._vocabulary.default_factory = self._vocabulary.__len__
        self._codes, self._lengths = array("i"), array("i")

    def add(self, words: Sequence[str]) -> None:
        """One row more, of these words."""
        self._codes.extend(map(self._vocabulary.__getitem__, words))
        self._lengths.append(len(words))

    def built(self) -> LexicalIndex:
        # A row without words is as long as one word: there is no row of length nothing.
        long = np.maximum(np.asarray(self._lengths), 1)
        average = self._average or (float(long.mean()) if len(long) else 1.0)
        norms = (K1 * (1 - B + B * long / average)).astype(np.float32)
        starts, rows, counts = _posted(np.asarray(self._codes), np.asarray(self._lengths), self._vocabulary)
        return LexicalIndex([_Part(dict(self._vocabulary), starts, rows[::_STRETCH], rows, counts, norms, average)])


class LexicalIndex:
    """Several can be searched as one."""

    def __init__(self, parts: Sequence[_Part]) -> None:
        self._parts = tuple(parts)
        self._begins = [0, *accumulate(part.count for part in parts)]

    @classmethod
    def build(cls, documents: Iterable[Sequence[str]], average: float | None = None) -> LexicalIndex:
        """As ``Building`` does, of ``documents`` that are gone through once."""
        building = Building(average)
        for words in documents:
            building.add(words)
        return building.built()

    @classmethod
    def load(cls, folder: Path) -> LexicalIndex:
        """Raises OSError, KeyError or ValueError when the files are not those that ``save`` wrote."""
        told = json.loads((folder / _WORDS).read_bytes())
        words = {word: code for code, word in enumerate(told["words"])}
        starts, marks, norms = (mapped(folder / name) for name in (_STARTS, _MARKS, _NORMS))
        rows, counts = RowFile(folder / _ROWS), RowFile(folder / _COUNTS)
        return cls([_Part(words, starts, marks, rows, counts, norms, told["average"])])

    @classmethod
    def joined(cls, indexes: Sequence[LexicalIndex]) -> LexicalIndex:
        """The rows of all, one index behind the other."""
        return cls([part for index in indexes for part in index._parts])

    @property
    def average(self) -> float:
        """What the lengths of the first rows are measured by, and those of others that join them should be."""
        return self._parts[0].average

    def save(self, folder: Path) -> None:
        """One that was built."""
        (part,) = self._parts
        folder.mkdir()
        for name, values in (
            (_ROWS, part.rows),
            (_COUNTS, part.counts),
            (_STARTS, part.starts),
            (_MARKS, part.marks),
            (_NORMS, part.norms),
        ):
            write_array(folder / name, values[:])
        told = {"words": [*part.vocabulary], "average": part.average}
        (folder / _WORDS).write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")

    def __len__(self) -> int:
        return self._begins[-1]

    def scores(self, words: Sequence[str], rows: Rows | None = None) -> Scores:
        """BM25 of ``rows`` (in their order), of every row when none are given; zeros where no word is known."""
        known = self.rarities(words)
        if len(self._parts) == 1:
            return self._parts[0].scores(known, rows)
        if rows is None:
            return np.concatenate([part.scores(known, None) for part in self._parts])
        total = np.zeros(len(rows), dtype=np.float32)
        for part, begin in zip(self._parts, self._begins, strict=False):
            (own,) = np.nonzero((rows >= begin) & (rows < begin + part.count))
            total[own] = part.scores(known, rows[own] - begin)
        return total

    def rarities(self, words: Iterable[str]) -> dict[str, np.float32]:
        """How much a row is worth for having each of the words known, in their order."""
        return {word: rarity for word in dict.fromkeys(words) if (rarity := self._rarity(word))}

    def rarity(self, words: Sequence[str]) -> float:
        """That of the rarest; a word that no row has is rarest of all."""
        never = np.float32(np.log(1 + (len(self) + 0.5) / 0.5))
        return max((float(self._rarity(word) or never) for word in words), default=0.0)

    def coded(self, words: Mapping[str, np.float32]) -> dict[int, float]:
        """What is given of words by their codes, those left out that it has not; of one that was built or loaded."""
        (part,) = self._parts
        return {part.vocabulary[word]: float(value) for word, value in words.items() if word in part.vocabulary}

    def documents(self) -> Iterator[dict[int, float]]:
        """Row by row the weights of its words, by their codes; of one that was built or loaded. Their product with the
        ``rarities`` of words asked for is the score."""
        (part,) = self._parts
        return part.documents()

    def _rarity(self, word: str) -> np.float32 | None:
        """Among the rows of all; None of a word that none has."""
        having = sum(part.having(word) for part in self._parts)
        return np.float32(np.log(1 + (len(self) - having + 0.5) / (having + 0.5))) if having else None


class _Part:
    """One set of postings."""

    def __init__(
        self,
        vocabulary: Mapping[str, int],
        starts: Rows,
        marks: _Codes,
        rows: _Codes | RowFile,
        counts: _Counts | RowFile,
        norms: Scores,
        average: float,
    ) -> None:
        """Raises ValueError when the parts do not fit together."""
        self.vocabulary = vocabulary
        self.starts, self.marks, self.rows, self.counts, self.norms = starts, marks, rows, counts, norms
        self.count, self.average = len(norms), average
        fits = len(rows) == len(counts) == starts[-1] and len(marks) == -(-len(rows) // _STRETCH)
        if not fits or len(starts) != len(vocabulary) + 1:
            raise ValueError("words and postings do not fit together")

    def having(self, word: str) -> int:
        """How many rows have it."""
        code = self.vocabulary.get(word)
        return 0 if code is None else int(self.starts[code + 1] - self.starts[code])

    def documents(self) -> Iterator[dict[int, float]]:
        codes = np.repeat(np.arange(len(self.vocabulary), dtype=np.int32), np.diff(self.starts))
        rows, counts = self.rows[:], self.counts[:]
        for first in range(0, self.count, _TURNED):
            (own,) = np.nonzero((rows >= first) & (rows < first + _TURNED))
            own = own[np.argsort(rows[own], kind="stable")]
            ends = np.searchsorted(rows[own], np.arange(first, min(first + _TURNED, self.count)), side="right")
            weights = _weights(counts[own], self.norms[rows[own]])
            for begin, end in zip([0, *ends[:-1].tolist()], ends.tolist(), strict=True):
                yield dict(zip(codes[own[begin:end]].tolist(), weights[begin:end].tolist(), strict=True))

    def scores(self, words: Mapping[str, np.float32], rows: Rows | None) -> Scores:
        """``words`` with the rarity of each."""
        if rows is not None and self.count > _FEW * len(rows):
            return self._looked_up(words, rows)
        # Most rows have a word once: the sum of its rarities is weighed at the end, and only what is more by itself.
        once, more = np.zeros(self.count, dtype=np.float32), np.zeros(self.count, dtype=np.float32)
        allowed = None if rows is None else np.zeros(self.count, dtype=bool)
        if allowed is not None:
            allowed[rows] = True
        for posted, counts, rarity in self._postings(words, 0, self.count):
            if allowed is not None:
                own = np.flatnonzero(allowed.take(posted))
                posted, counts = posted[own], counts[own]
            # No row twice, but three times as fast as ``+=``.
            np.add.at(once, posted, rarity)
            often = np.flatnonzero(counts > 1)
            of, norms = posted[often], self.norms[posted[often]]
            np.add.at(more, of, rarity * (_weights(counts[often], norms) - 1 / (norms + 1)))
        kept = slice(None) if rows is None else rows
        total: Scores = once[kept] / (self.norms[kept] + 1) + more[kept]
        return total

    def _looked_up(self, words: Mapping[str, np.float32], rows: Rows) -> Scores:
        """Scores of ``rows`` by bisection: the postings of a word ascend."""
        total = np.zeros(len(rows), dtype=np.float32)
        if not len(rows):
            return total
        # In another integer type than the postings, each search would convert them all.
        wanted, norms = rows.astype(np.int32), self.norms[rows]
        for posted, counts, rarity in self._postings(words, int(rows.min()), int(rows.max())):
            at = np.minimum(np.searchsorted(posted, wanted), len(posted) - 1)
            total += rarity * np.where(posted[at] == wanted, _weights(counts[at], norms), np.float32(0))
        return total

    def _postings(
        self, words: Mapping[str, np.float32], first: int, last: int
    ) -> Iterator[tuple[_Codes, _Counts, np.float32]]:
        """Rows (ascending), how often they have it, and rarity of each word known; at least from row ``first`` to ``last``."""
        for word, rarity in words.items():
            code = self.vocabulary.get(word)
            if code is not None:
                begin, end = self._stretch(int(self.starts[code]), int(self.starts[code + 1]), first, last)
                if begin < end:
                    yield self.rows[begin:end], self.counts[begin:end], rarity

    def _stretch(self, begin: int, end: int, first: int, last: int) -> tuple[int, int]:
        """Of the postings from ``begin`` to ``end`` those between the marks before row ``first`` and behind row ``last``."""
        low, high = -(-begin // _STRETCH), -(-end // _STRETCH)
        before = low + int(np.searchsorted(self.marks[low:high], first)) - 1
        behind = low + int(np.searchsorted(self.marks[low:high], last, side="right"))
        return max(begin, before * _STRETCH), min(end, behind * _STRETCH)


def _weights(counts: _Counts, norms: Scores) -> Scores:
    times = counts.astype(np.float32)
    weights: Scores = times / (norms + times)
    return weights


def _posted(codes: _Codes, lengths: _Codes, vocabulary: Sized) -> tuple[Rows, _Codes, _Counts]:
    """Starts, rows and counts of the postings; ``codes`` are the words of all rows, one row behind the other."""
    words = len(vocabulary)
    row_of = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    ends = np.cumsum(np.bincount(codes, minlength=words))
    starts = np.zeros(words + 1, dtype=np.int64)
    rows, often = [np.empty(0, np.int32)], [np.empty(0, np.uint8)]
    first = 0
    while first < words:
        done = int(ends[first - 1]) if first else 0
        last = max(first + 1, int(np.searchsorted(ends, done + _SORTED, side="right")))
        own = np.flatnonzero((codes >= first) & (codes < last))
        keys, counts = np.unique((codes[own].astype(np.int64) << 32) + row_of[own], return_counts=True)
        rows.append((keys & 0xFFFFFFFF).astype(np.int32))
        often.append(np.minimum(counts, _MOST).astype(np.uint8))
        starts[first + 1 : last + 1] = np.bincount((keys >> 32) - first, minlength=last - first)
        first = last
    return np.cumsum(starts), np.concatenate(rows), np.concatenate(often)
