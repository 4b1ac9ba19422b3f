"""Nearest vectors by inner product. The one module that knows FAISS.

    vectors.npy            the vectors, row by row: float32 up to ``EXACT_LIMIT`` rows, half precision above it
    vectors.faiss          only above it: the cells that they are sorted into, with two bits of each number (RaBitQ)

Vectors are of unit length, so the inner product is the cosine. Few rows, or those that filters leave few of, are compared
one by one. Of many the bits, mapped from disk, say which may be near, and these alone are read and compared: what is found
has its exact cosine. ``python -m tests.bench_search`` prints the recall against exact search.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

import faiss
import numpy as np
import numpy.typing as npt

from qa.errors import StoreCorrupt
from qa.index.arrays import RowFile, write_array

# Its stubs give SWIG's raw signatures, not those of the Python wrappers.
_api: Any = faiss

#: Exact search over 100,000 x 384 takes 16 ms on two cores, most of what a whole search may take.
EXACT_LIMIT = 10_000
# Cells in square roots of the rows, and cells searched of an index without filters; chosen by tests.bench_search.
_CELLS, _PROBES = 2, 128
# Bits of each number, and rows that are near by them for each row wanted, and at least; chosen on a million passages.
_WIDTH, _NEAR, _NEAR_LEAST = 2, 6, 200
# Vectors a cell is trained on; more take minutes and move recall by less than can be measured.
_TRAINING = 64
# Below so many rows allowed it is quicker, and exact, to look at each of them.
_FEW = 2_000
# Rows added at a time: what is added is held twice.
_BLOCK = 65_536
_ROWS, _BITS = "vectors.npy", "vectors.faiss"

Vectors = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]


class VectorIndex:
    """Rows in the order they were given; see the module for what is exact. Several can be searched as one."""

    def __init__(self, parts: Sequence[_Part]) -> None:
        self._parts = tuple(parts)
        self._begins = [0, *accumulate(map(len, parts))]

    @classmethod
    def build(cls, vectors: Vectors) -> VectorIndex:
        """From an (n, dimension) array."""
        if len(vectors) <= EXACT_LIMIT:
            return cls([_Part(vectors, None)])
        return cls([_Part(vectors.astype(np.float16), _trained(vectors))])

    @classmethod
    def load(cls, folder: Path) -> VectorIndex:
        """From files whose hashes the caller has checked: FAISS itself would read a damaged one in silence. Few vectors are
        read, of many the bits are mapped. Raises OSError, ValueError and StoreCorrupt."""
        rows = RowFile(folder / _ROWS)
        if len(rows.shape) != 2:
            raise ValueError("no vectors")
        if not (folder / _BITS).exists():
            return cls([_Part(rows.whole(), None)])
        try:
            bits = _api.read_index(str(folder / _BITS), _api.IO_FLAG_MMAP_IFC)
        except RuntimeError as exc:
            raise StoreCorrupt("向量索引损坏，请重新运行 qa ingest") from exc
        if (bits.ntotal, bits.d) != rows.shape:
            raise ValueError("vectors and their bits do not fit together")
        return cls([_Part(rows, bits)])

    @classmethod
    def joined(cls, indexes: Sequence[VectorIndex]) -> VectorIndex:
        """The rows of all, one index behind the other."""
        return cls([part for index in indexes for part in index._parts])

    def save(self, folder: Path) -> None:
        """One that was built."""
        (part,) = self._parts
        write_array(folder / _ROWS, part.rows[:])
        if part.bits is not None:
            # FAISS's own writer leaves the reason of a failure to be guessed.
            (folder / _BITS).write_bytes(memoryview(_api.serialize_index(part.bits)))

    def __len__(self) -> int:
        return self._begins[-1]

    @property
    def dimension(self) -> int:
        return int(self._parts[0].rows.shape[1])

    def search(self, vector: Vectors, k: int, allowed: Rows | None = None) -> list[tuple[int, float]]:
        """The ``k`` nearest rows (of those ``allowed``, ascending), best first, with their cosines."""
        found: list[tuple[int, float]] = []
        for part, begin in zip(self._parts, self._begins, strict=False):
            own = None
            if allowed is not None:
                first, last = np.searchsorted(allowed, [begin, begin + len(part)])
                own = allowed[first:last] - begin
            found += [(row + begin, score) for row, score in part.search(vector, k, own)]
        return found if len(self._parts) == 1 else sorted(found, key=lambda each: -each[1])[:k]

    def vectors(self) -> Vectors:
        """All rows, (n, dimension); what an incremental build keeps."""
        return np.concatenate([part.rows[:].astype(np.float32, copy=False) for part in self._parts])


class _Part:
    """``bits``: FAISS's index of the rows, where they are many."""

    def __init__(self, rows: npt.NDArray[np.floating[Any]] | RowFile, bits: Any | None) -> None:
        self.rows = rows
        self.bits = bits

    def __len__(self) -> int:
        return len(self.rows)

    def search(self, vector: Vectors, k: int, allowed: Rows | None = None) -> list[tuple[int, float]]:
        looked = allowed
        if self.bits is not None and (allowed is None or len(allowed) > _FEW):
            looked = self._near(self.bits, vector, max(_NEAR * k, _NEAR_LEAST), allowed)
        rows = self.rows[:] if looked is None else self.rows[looked]
        # Without BLAS, whose threads wait for one another where the cores are busy: 0.1 ms instead of 16.
        scores = np.vecdot(rows.astype(np.float32, copy=False), vector)
        best = np.argsort(-scores, kind="stable")[:k]
        found = best if looked is None else looked[best]
        return list(zip(found.tolist(), scores[best].tolist(), strict=True))

    def _near(self, bits: Any, vector: Vectors, most: int, allowed: Rows | None) -> Rows:
        """Rows that may be near, ascending. The fewer are allowed the more cells are searched: with the root of it recall
        stays what it is without filters."""
        count, selector = len(self), None
        if allowed is not None:
            # FAISS keeps no copy of the mask: it must live as long as the search.
            mask = np.zeros(count, dtype=bool)
            mask[allowed] = True
            packed = np.packbits(mask, bitorder="little")
            selector, count = _api.IDSelectorBitmap(packed), len(allowed)
        cells = min(int(bits.nlist), math.ceil(_PROBES * math.sqrt(len(self) / max(1, count))))
        parameters = _api.IVFRaBitQSearchParameters(sel=selector, nprobe=cells)
        _, rows = bits.search(vector.reshape(1, -1), min(most, len(self)), params=parameters)
        found: Rows = np.sort(rows[0][rows[0] >= 0])
        return found


def _trained(vectors: Vectors) -> Any:
    rows, dimension = vectors.shape
    cells = int(_CELLS * rows**0.5)
    cosine = _api.METRIC_INNER_PRODUCT
    index = _api.IndexIVFRaBitQ(_api.IndexFlatIP(dimension), dimension, cells, cosine, True, _WIDTH)
    index.cp.max_points_per_centroid = _TRAINING
    index.train(_sample(vectors, cells * _TRAINING))
    for start in range(0, rows, _BLOCK):
        index.add(np.ascontiguousarray(vectors[start : start + _BLOCK]))
    return index


def _sample(vectors: Vectors, most: int) -> Vectors:
    """Rows spread evenly over all: FAISS would draw them from a copy of everything."""
    step = max(1, len(vectors) // most)
    return np.ascontiguousarray(vectors[::step][:most])
