"""Vectors that a build has made and not yet published: one that is broken off goes on from there.

    index/.unfinished/<embedder>/<number>.npz     keys (n, 16) of texts, vectors (n, dimension)

A file is whole or is not there for a reader: it is renamed when it is written, and each array in it has a checksum.
"""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import xxhash

from qa.index.vectors import Vectors

FOLDER = ".unfinished"
#: Texts of one file: a few minutes of work on a few cores.
SLICE = 4096


class Unfinished:
    """For who holds the lock. What another embedder has left is removed."""

    def __init__(self, root: Path, embedder: str, dimension: int) -> None:
        self._root = root / FOLDER
        self._folder = self._root / xxhash.xxh64_hexdigest(embedder.encode())
        self._dimension = dimension

    def encode(
        self,
        texts: Sequence[str],
        encode: Callable[[Sequence[str], Callable[[int], None]], Vectors],
        progress: Callable[[int, int], None],
    ) -> Vectors:
        """Rows in the order of ``texts``: what an earlier build made of them, the rest as ``encode`` makes it, slice by
        slice and each kept. ``progress`` is told how many of that rest are done."""
        made = np.empty((len(texts), self._dimension), dtype=np.float32)
        found = self._found()
        new = [row for row, text in enumerate(texts) if not _take(found, text, made[row])]
        for start in range(0, len(new), SLICE):
            rows = new[start : start + SLICE]
            own = [texts[row] for row in rows]
            made[rows] = encode(own, lambda done, start=start: progress(start + done, len(new)))  # type: ignore[misc]
            # What one slice holds is made again sooner than a second one is worth keeping.
            if len(new) > SLICE:
                self._keep(own, made[rows])
        return made

    def clear(self) -> None:
        shutil.rmtree(self._root, ignore_errors=True)

    def _found(self) -> dict[bytes, npt.NDArray[np.float32]]:
        if not self._folder.is_dir():
            self.clear()
            return {}
        found: dict[bytes, npt.NDArray[np.float32]] = {}
        for file in sorted(self._folder.glob("*.npz")):
            try:
                with np.load(file, allow_pickle=False) as kept:
                    keys, vectors = kept["keys"], kept["vectors"]
            except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
                continue
            if vectors.shape == (len(keys), self._dimension) and vectors.dtype == np.float32:
                found.update(zip(map(bytes, keys), vectors, strict=True))
        return found

    def _keep(self, texts: Sequence[str], vectors: Vectors) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        number = len(list(self._folder.glob("*.npz")))
        draft = self._folder / f"{number:06}.part"
        keys = np.frombuffer(b"".join(map(_key, texts)), dtype=np.uint8).reshape(len(texts), 16)
        with draft.open("wb") as file:
            np.savez(file, keys=keys, vectors=vectors)
        draft.replace(draft.with_suffix(".npz"))


def _key(text: str) -> bytes:
    return xxhash.xxh128_digest(text.encode())


def _take(found: dict[bytes, npt.NDArray[np.float32]], text: str, to: npt.NDArray[np.float32]) -> bool:
    vector = found.get(_key(text)) if found else None
    if vector is None:
        return False
    to[:] = vector
    return True
