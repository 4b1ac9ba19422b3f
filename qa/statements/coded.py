"""Texts told by numbers, and what is quick to do with such numbers all at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Rows = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

# A table of what is looked for is quicker than comparing with so many.
_FEW = 8


class Coded:
    """A column of texts: ``codes`` (n,) into ``values``, -1 for none."""

    def __init__(self, array: pa.DictionaryArray) -> None:
        self.codes: npt.NDArray[np.int32] = array.indices.fill_null(-1).to_numpy()
        self.values = array.dictionary

    def of(self, wanted: Sequence[str]) -> Rows:
        """Codes of these texts; those that no row has are left out."""
        texts = [str(text) for text in wanted]
        if len(texts) <= _FEW:
            masks = [pc.equal(self.values, text) for text in texts]
        else:
            masks = [pc.is_in(self.values, pa.array(texts, pa.string()))]
        found = [np.flatnonzero(mask.to_numpy(zero_copy_only=False)) for mask in masks]
        return np.concatenate([np.empty(0, np.int64), *found])

    def texts(self, rows: Rows) -> list[str | None]:
        """The text of each row, made once for all rows that have it; None for none."""
        codes: list[int] = self.codes[rows].tolist()
        texts = {code: self.values[code].as_py() for code in set(codes) if code >= 0}
        return [texts.get(code) for code in codes]

    def matching(self, pattern: str, codes: Rows) -> Mask:
        """Which of the texts with these codes have, in small letters, a place that ``pattern`` fits."""
        found = pc.match_substring_regex(pc.utf8_lower(self.values.take(pa.array(codes))), pattern)
        mask: Mask = found.to_numpy(zero_copy_only=False)
        return mask

    def containing(self, part: str) -> Rows:
        """Codes of the texts that ``part``, not empty, is in. All texts are gone through as one array of characters."""
        characters, begins = self._characters
        wanted = np.frombuffer(part.encode("utf-32-le"), np.uint32)
        at = np.flatnonzero(characters == wanted[0])
        at = at[at + len(wanted) <= len(characters)]
        for place, character in enumerate(wanted[1:], start=1):
            at = at[characters[at + place] == character]
        codes = np.searchsorted(begins, at, side="right") - 1
        return np.unique(codes[at + len(wanted) <= begins[codes + 1]])

    @cached_property
    def _characters(self) -> tuple[npt.NDArray[np.uint32], Rows]:
        """The characters of all texts one behind the other, and where each text begins; one more for the end."""
        begins = np.concatenate([[0], np.cumsum(pc.utf8_length(self.values).to_numpy(zero_copy_only=False))])
        joined = "".join(self.values.to_pylist()).encode("utf-32-le")
        return np.frombuffer(joined, np.uint32), begins.astype(np.int64)


def one_of(codes: npt.NDArray[np.int32], wanted: npt.NDArray[np.int64], size: int) -> Mask:
    """Which of ``codes`` are one of ``wanted``; ``size`` is the number of codes there are."""
    if len(wanted) <= _FEW:
        mask = np.zeros(len(codes), dtype=bool)
        for code in wanted:
            mask |= codes == code
        return mask
    table = np.zeros(size + 1, dtype=bool)
    table[wanted] = True
    found: Mask = table[codes]
    return found


def year_runs(years: Iterable[int]) -> list[tuple[int, int]]:
    """First and last of each run of years without a gap."""
    runs: list[tuple[int, int]] = []
    for year in sorted(set(years)):
        if runs and runs[-1][1] == year - 1:
            runs[-1] = (runs[-1][0], year)
        else:
            runs.append((year, year))
    return runs


def grouped(keys: npt.NDArray[Any], values: npt.NDArray[Any]) -> dict[int, list[int]]:
    """The distinct values of each key, ascending; values from -2**31 to 2**31."""
    pairs = np.unique((keys.astype(np.int64) << 32) + (values.astype(np.int64) + (1 << 31)))
    grouped: dict[int, list[int]] = {}
    for key, value in zip((pairs >> 32).tolist(), ((pairs & 0xFFFFFFFF) - (1 << 31)).tolist(), strict=True):
        grouped.setdefault(key, []).append(value)
    return grouped
