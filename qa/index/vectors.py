"""Nearest vectors by inner product. The one module that knows FAISS.

Vectors are float32 of unit length, so the inner product is the cosine. Search is exact up to
``EXACT_LIMIT`` rows; above it an inverted file is trained once, when the store is built, and stored.
``python -m tests.bench_search`` prints its recall against exact search.
"""

from __future__ import annotations

import struct
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

Vectors = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]


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
    """Rows in the order they were given; see the module for what is exact."""

    def __init__(self, index: Any) -> None:
        self._index = index

    @classmethod
    def build(cls, vectors: Vectors) -> VectorIndex:
        """From an (n, dimension) array."""
        rows, dimension = vectors.shape
        if rows <= EXACT_LIMIT:
            index = _api.IndexFlatIP(dimension)
        else:
            cells = int(_CELLS * rows**0.5)
            index = _api.IndexIVFFlat(_api.IndexFlatIP(dimension), dimension, cells, _api.METRIC_INNER_PRODUCT)
            index.cp.max_points_per_centroid = _TRAINING
            index.train(vectors)
        index.add(vectors)
        return cls(index)

    @classmethod
    def from_bytes(cls, data: bytes) -> VectorIndex:
        """From bytes whose hash the caller has checked: FAISS itself would read a damaged file in silence."""
        _check_sizes(data)
        try:
            index = _api.deserialize_index(np.frombuffer(data, dtype=np.uint8))
        except RuntimeError as exc:
            raise StoreCorrupt("向量索引损坏，请重新运行 qa ingest") from exc
        return cls(index)

    def save(self, path: Path) -> None:
        # FAISS's own writer leaves the reason of a failure to be guessed.
        path.write_bytes(_api.serialize_index(self._index).tobytes())

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        return int(self._index.d)

    def search(self, vector: Vectors, k: int, allowed: Mask | None = None) -> list[tuple[int, float]]:
        """The ``k`` nearest rows (of those ``allowed``, (n,)), best first, with their cosines."""
        count = len(self) if allowed is None else int(np.count_nonzero(allowed))
        if not count:
            return []
        # FAISS keeps no copy of the bits: they must live as long as the search.
        bits = np.packbits(allowed, bitorder="little") if allowed is not None and count < len(self) else None
        parameters = self._parameters(bits, count)
        scores, rows = self._index.search(vector.reshape(1, -1), min(k, len(self)), params=parameters)
        return [(int(row), float(score)) for row, score in zip(rows[0], scores[0], strict=True) if row >= 0]

    def vectors(self) -> Vectors:
        """All rows, (n, dimension); what an incremental build keeps."""
        if hasattr(self._index, "make_direct_map"):
            self._index.make_direct_map()
        return np.asarray(self._index.reconstruct_n(0, len(self)), dtype=np.float32)

    def _parameters(self, bits: npt.NDArray[np.uint8] | None, count: int) -> Any:
        """The fewer rows are allowed the more cells are searched, so that as many of them are seen."""
        selector = None if bits is None else _api.IDSelectorBitmap(bits)
        if hasattr(self._index, "nlist"):
            cells = min(int(self._index.nlist), -(-_PROBES * len(self) // count))
            return _api.SearchParametersIVF(sel=selector, nprobe=cells)
        return _api.SearchParameters(sel=selector)
