"""Nearest vectors by inner product. The one module that knows FAISS.

Vectors are of unit length, so the inner product is the cosine. Up to ``EXACT_LIMIT`` rows they are float32 and search is
exact; above it an inverted file of half precision is trained once, when the store is built, stored, and mapped from disk.
Where filters leave few rows, these are compared one by one. ``python -m tests.bench_search`` prints its recall against
exact search.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

import faiss
import numpy as np
import numpy.typing as npt

from qa.errors import StoreCorrupt

# Its stubs give SWIG's raw signatures, not those of the Python wrappers.
_api: Any = faiss

#: Exact search over 100,000 x 384 takes 16 ms on two cores, most of what a whole search may take.
EXACT_LIMIT = 10_000
# Cells in square roots of the rows, and cells searched of an index without filters; chosen by tests.bench_search.
_CELLS, _PROBES = 2, 96
# Vectors a cell is trained on; more take minutes and move recall by less than can be measured.
_TRAINING = 64
# Below so many rows allowed it is quicker, and exact, to look at each of them.
_FEW = 2_000
# Rows added at a time: what is added is held twice.
_BLOCK = 65_536

Vectors = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]


# Flat index, inner product, as FAISS writes it (impl/index_write.cpp): d, ntotal, two fillers, trained, metric, floats.
_FLAT, _FLAT_HEADER = b"IxFI", struct.Struct("<4siqqqBiQ")


def _check_sizes(data: bytes) -> None:
    """FAISS would allocate whatever sizes the header of a flat index names, before it finds that the bytes are not there."""
    if not data.startswith(_FLAT):
        return
    if len(data) < _FLAT_HEADER.size:
        raise StoreCorrupt("向量索引损坏，请重新运行 qa ingest")
    _, dimension, rows, *_, floats = _FLAT_HEADER.unpack_from(data)
    if floats != rows * dimension or _FLAT_HEADER.size + 4 * floats != len(data):
        raise StoreCorrupt("向量索引损坏，请重新运行 qa ingest")


class VectorIndex:
    """Rows in the order they were given; see the module for what is exact. Several can be searched as one."""

    def __init__(self, parts: Sequence[_Part]) -> None:
        self._parts = tuple(parts)
        self._begins = [0, *accumulate(map(len, parts))]

    @classmethod
    def build(cls, vectors: Vectors) -> VectorIndex:
        """From an (n, dimension) array."""
        return cls([_Part(_trained(vectors))])

    @classmethod
    def load(cls, path: Path) -> VectorIndex:
        """From a file whose hash the caller has checked: FAISS itself would read a damaged one in silence. A flat index is
        read, an inverted file mapped. Raises OSError and StoreCorrupt."""
        return cls([_Part(_read(path))])

    @classmethod
    def joined(cls, indexes: Sequence[VectorIndex]) -> VectorIndex:
        """The rows of all, one index behind the other."""
        return cls([part for index in indexes for part in index._parts])

    def save(self, path: Path) -> None:
        """One that was built."""
        (part,) = self._parts
        part.save(path)

    def __len__(self) -> int:
        return self._begins[-1]

    @property
    def dimension(self) -> int:
        return self._parts[0].dimension

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
        return np.concatenate([part.vectors() for part in self._parts])


class _Part:
    """One index of FAISS."""

    def __init__(self, index: Any) -> None:
        self._index = index
        self._inverted = hasattr(index, "nlist")
        if self._inverted and index.ntotal:
            # Where each row stands, so that some rows can be had without the others.
            index.make_direct_map()

    def save(self, path: Path) -> None:
        # FAISS's own writer leaves the reason of a failure to be guessed.
        path.write_bytes(memoryview(_api.serialize_index(self._index)))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        return int(self._index.d)

    def search(self, vector: Vectors, k: int, allowed: Rows | None = None) -> list[tuple[int, float]]:
        count = len(self) if allowed is None else len(allowed)
        if not count:
            return []
        if allowed is not None and self._inverted and count <= _FEW:
            return self._looked_at(vector, k, allowed)
        # FAISS keeps no copy of the bits: they must live as long as the search.
        bits = _bits(allowed, len(self)) if allowed is not None and count < len(self) else None
        parameters = self._parameters(bits, count)
        scores, rows = self._index.search(vector.reshape(1, -1), min(k, len(self)), params=parameters)
        return [(int(row), float(score)) for row, score in zip(rows[0], scores[0], strict=True) if row >= 0]

    def vectors(self) -> Vectors:
        return np.asarray(self._index.reconstruct_n(0, len(self)), dtype=np.float32)

    def _looked_at(self, vector: Vectors, k: int, rows: Rows) -> list[tuple[int, float]]:
        found = np.asarray(self._index.reconstruct_batch(rows), dtype=np.float32) @ vector
        best = np.argsort(-found, kind="stable")[:k]
        return list(zip(rows[best].tolist(), found[best].tolist(), strict=True))

    def _parameters(self, bits: npt.NDArray[np.uint8] | None, count: int) -> Any:
        """The fewer rows are allowed the more cells are searched: with the root of it recall stays what it is without filters."""
        selector = None if bits is None else _api.IDSelectorBitmap(bits)
        if self._inverted:
            cells = min(int(self._index.nlist), math.ceil(_PROBES * math.sqrt(len(self) / count)))
            return _api.SearchParametersIVF(sel=selector, nprobe=cells)
        return _api.SearchParameters(sel=selector)


def _trained(vectors: Vectors) -> Any:
    rows, dimension = vectors.shape
    if rows <= EXACT_LIMIT:
        index = _api.IndexFlatIP(dimension)
    else:
        cells = int(_CELLS * rows**0.5)
        index = _api.IndexIVFScalarQuantizer(
            _api.IndexFlatIP(dimension),
            dimension,
            cells,
            _api.ScalarQuantizer.QT_fp16,
            _api.METRIC_INNER_PRODUCT,
            False,  # The vectors themselves, not what they differ by from their cell.
        )
        index.cp.max_points_per_centroid = _TRAINING
        index.train(_sample(vectors, cells * _TRAINING))
    for start in range(0, rows, _BLOCK):
        index.add(np.ascontiguousarray(vectors[start : start + _BLOCK]))
    return index


def _read(path: Path) -> Any:
    with path.open("rb") as stream:
        flat = stream.read(len(_FLAT)) == _FLAT
        data = _FLAT + stream.read() if flat else b""
    _check_sizes(data)
    try:
        if flat:
            return _api.deserialize_index(np.frombuffer(data, dtype=np.uint8))
        return _api.read_index(str(path), _api.IO_FLAG_MMAP_IFC)
    except RuntimeError as exc:
        raise StoreCorrupt("向量索引损坏，请重新运行 qa ingest") from exc


def _bits(rows: Rows, size: int) -> npt.NDArray[np.uint8]:
    mask = np.zeros(size, dtype=bool)
    mask[rows] = True
    return np.packbits(mask, bitorder="little")


def _sample(vectors: Vectors, most: int) -> Vectors:
    """Rows spread evenly over all: FAISS would draw them from a copy of everything."""
    step = max(1, len(vectors) // most)
    return np.ascontiguousarray(vectors[::step][:most])
