"""Arrays on disk: written whole or with an error, mapped when they are read, several read as one."""

from __future__ import annotations

import math
import os
import threading
import weakref
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from qa.errors import StoreCorrupt

_HEADERS = threading.Lock()


def mapped(path: Path) -> npt.NDArray[Any]:
    """An array that ``write_array`` wrote, read where and when it is used. Raises OSError or ValueError."""
    # Python 3.11 fails with a SystemError where two threads evaluate literals, as headers are, at once (CPython issue 106905).
    with _HEADERS:
        return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))


def write_array(path: Path, array: npt.NDArray[Any]) -> None:
    """``np.save`` loses the tail of an array on a full disk without a word; what is written here raises."""
    with path.open("wb") as stream:
        np.lib.format.write_array_header_1_0(stream, np.lib.format.header_data_from_array_1_0(array))
        stream.write(np.ascontiguousarray(array).reshape(-1).view(np.uint8).data)


class RowFile:
    """The rows of an array that ``write_array`` wrote, read from the file when they are asked for: what a mapping has once
    touched counts as memory of this process for as long as it is open."""

    def __init__(self, path: Path) -> None:
        """Raises OSError or ValueError."""
        array = np.load(path, mmap_mode="r", allow_pickle=False)
        self.shape: tuple[int, ...] = array.shape
        self.dtype: np.dtype[Any] = array.dtype
        self._offset = int(array.offset)
        self._file = path.open("rb", buffering=0)
        # It is closed by going; a warning that nobody closed it would keep what it goes with.
        weakref.finalize(self, self._file.close)
        if not array.ndim or not array.flags.c_contiguous:
            raise ValueError("no rows")
        self._row = array.dtype.itemsize * math.prod(array.shape[1:])

    def __len__(self) -> int:
        return self.shape[0]

    def __getitem__(self, rows: npt.NDArray[np.int64] | slice) -> npt.NDArray[Any]:
        """Each run of rows that follow one another is read at once."""
        if isinstance(rows, slice):
            first, last, _ = rows.indices(len(self))
            runs, count = [(0, max(first, last) - first, first)], max(first, last) - first
        else:
            starts, count = np.flatnonzero(np.diff(rows, prepend=np.int64(-2)) != 1), len(rows)
            runs = [*zip(starts.tolist(), [*starts[1:].tolist(), count], rows[starts].tolist(), strict=False)]
        found = np.empty((count, *self.shape[1:]), dtype=self.dtype)
        into = found.reshape(-1).view(np.uint8).data
        for start, stop, row in runs:
            self._read(into[start * self._row : stop * self._row], self._offset + row * self._row)
        return found

    def whole(self) -> npt.NDArray[Any]:
        return self[:]

    def _read(self, into: memoryview, place: int) -> None:
        try:
            # The system reads two gigabytes at most at a time.
            while into:
                done = os.preadv(self._file.fileno(), [into], place)
                if not done:
                    raise ValueError("the file has become shorter")
                into, place = into[done:], place + done
        except (OSError, ValueError) as exc:
            raise StoreCorrupt(f"读不了索引文件 {self._file.name}，请重新运行 qa ingest") from exc


class Chained:
    """The rows of several arrays of one form, one behind the other; only those asked for are read."""

    def __init__(self, arrays: Sequence[npt.NDArray[Any] | RowFile]) -> None:
        """At least one."""
        self._arrays = [array for array in arrays if len(array)] or [*arrays][:1]
        self._begins = np.cumsum([0, *map(len, self._arrays)])

    def __len__(self) -> int:
        return int(self._begins[-1])

    @property
    def shape(self) -> tuple[int, ...]:
        return (len(self), *self._arrays[0].shape[1:])

    def __getitem__(self, rows: npt.NDArray[np.int64]) -> npt.NDArray[Any]:
        if len(self._arrays) == 1:
            return np.asarray(self._arrays[0][rows])
        found = np.empty((len(rows), *self.shape[1:]), dtype=self._arrays[0].dtype)
        for array, begin in zip(self._arrays, self._begins.tolist(), strict=False):
            (own,) = np.nonzero((rows >= begin) & (rows < begin + len(array)))
            found[own] = array[rows[own] - begin]
        return found

    def times(self, vector: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """The inner product of each row with ``vector``."""
        return np.concatenate([_whole(array) @ vector for array in self._arrays])

    def whole(self) -> npt.NDArray[Any]:
        """All rows."""
        arrays = [*map(_whole, self._arrays)]
        return arrays[0] if len(arrays) == 1 else np.concatenate(arrays)


def _whole(array: npt.NDArray[Any] | RowFile) -> npt.NDArray[Any]:
    return array.whole() if isinstance(array, RowFile) else array
