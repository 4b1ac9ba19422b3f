"""Rows of arrays on disk: some of them, all, and those of several as one."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from qa.errors import StoreCorrupt
from qa.index.arrays import Chained, RowFile, write_array


def rows_of(folder: Path, first: int, count: int) -> tuple[np.ndarray, RowFile]:
    array = np.arange(first, first + 4 * count, dtype=np.float16).reshape(count, 4)
    write_array(folder / f"{first}.npy", array)
    return array, RowFile(folder / f"{first}.npy")


@pytest.mark.parametrize("rows", [[], [0], [3, 4, 5, 1, 2, 9, 9, 0], range(10)])
def test_rows_of_a_file_are_those_of_its_array(tmp_path: Path, rows: list[int]) -> None:
    array, file = rows_of(tmp_path, 0, 10)
    wanted = np.array(rows, dtype=np.int64)
    assert np.array_equal(file[wanted], array[wanted]) and np.array_equal(file.whole(), array)
    assert (len(file), file.shape, file.dtype.name) == (10, (10, 4), "float16")


def test_several_are_read_as_one(tmp_path: Path) -> None:
    parts = [rows_of(tmp_path, 0, 3), rows_of(tmp_path, 100, 5)]
    together = np.concatenate([array for array, _ in parts])
    chained = Chained([parts[0][1], np.empty((0, 4), np.float16), parts[1][0]])
    wanted = np.array([7, 0, 3, 2, 4], dtype=np.int64)
    assert chained.shape == together.shape
    assert np.array_equal(chained[wanted], together[wanted]) and np.array_equal(chained.whole(), together)
    assert np.array_equal(chained.times(together[0]), together @ together[0])


def test_numbers_in_a_row_are_read_as_they_stand(tmp_path: Path) -> None:
    write_array(tmp_path / "flat.npy", np.arange(9))
    file = RowFile(tmp_path / "flat.npy")
    assert (
        file[2:5].tolist() == [2, 3, 4] and file[5:2].tolist() == [] and file[np.array([8, 0, 1])].tolist() == [8, 0, 1]
    )


def test_a_file_that_has_become_shorter_is_corrupt(tmp_path: Path) -> None:
    write_array(tmp_path / "flat.npy", np.arange(9))
    file = RowFile(tmp_path / "flat.npy")
    os.truncate(tmp_path / "flat.npy", 150)
    with pytest.raises(StoreCorrupt, match="qa ingest"):
        file.whole()


def test_what_has_no_rows_is_none(tmp_path: Path) -> None:
    for name, array in (("one", np.array(4)), ("columns", np.asfortranarray(np.eye(4)))):
        np.save(tmp_path / name, array)
        with pytest.raises(ValueError, match="no rows"):
            RowFile(tmp_path / f"{name}.npy")
    rows_of(tmp_path, 0, 0)
    assert len(Chained([RowFile(tmp_path / "0.npy")]).whole()) == 0
