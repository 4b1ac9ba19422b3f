from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from qa.errors import StoreCorrupt
from qa.index import vectors
from qa.index.vectors import Rows, VectorIndex, Vectors

DIMENSION = 32


def clustered(rows: int, spread: float = 0.5) -> Vectors:
    """Unit vectors around sixty centres, as passages that repeat each other are."""
    draw = np.random.default_rng(3)
    centres = draw.standard_normal((60, DIMENSION))
    made = centres[draw.integers(0, 60, rows)] + spread * draw.standard_normal((rows, DIMENSION))
    unit: Vectors = (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float32)
    return unit


@pytest.fixture
def small_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors, "EXACT_LIMIT", 1000)


def exact(data: Vectors, vector: Vectors, k: int, allowed: Rows | None = None) -> list[int]:
    scores = data @ vector
    if allowed is not None:
        scores[np.setdiff1d(np.arange(len(data)), allowed)] = -np.inf
    return [int(row) for row in np.argsort(-scores)[:k]]


def recall(index: VectorIndex, data: Vectors, allowed: Rows | None = None) -> float:
    queries = clustered(40, 0.6)
    found = [{row for row, _ in index.search(query, 10, allowed)} for query in queries]
    wanted = [set(exact(data, query, 10, allowed)) for query in queries]
    return float(np.mean([len(a & b) / 10 for a, b in zip(found, wanted, strict=True)]))


def test_a_small_index_is_exact() -> None:
    data = clustered(500)
    index = VectorIndex.build(data)
    some = np.arange(0, 500, 7)
    for rows in (None, some):
        found = index.search(data[0], 12, rows)
        assert [row for row, _ in found] == exact(data, data[0], 12, rows)
        assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)


@pytest.mark.usefixtures("small_limit")
@pytest.mark.parametrize("few", [0, 2000])
@pytest.mark.parametrize("share", [1.0, 0.5, 0.1, 0.01])
def test_a_large_index_finds_nearly_all_also_under_filters(
    share: float, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectors, "_FEW", few)
    data = clustered(4000)
    index = VectorIndex.build(data)
    allowed = np.flatnonzero(np.random.default_rng(1).random(4000) < share)
    assert recall(index, data, allowed) >= 0.98
    assert {row for row, _ in index.search(data[5], 20, allowed)} <= {*allowed.tolist()}


@pytest.mark.usefixtures("small_limit")
def test_a_filter_that_leaves_few_rows_finds_them_all() -> None:
    index = VectorIndex.build(clustered(4000))
    allowed = np.array([3, 1999, 3999])
    assert {row for row, _ in index.search(clustered(1)[0], 10, allowed)} == {3, 1999, 3999}


def test_a_filter_that_leaves_nothing_finds_nothing() -> None:
    assert VectorIndex.build(clustered(10)).search(clustered(1)[0], 5, np.empty(0, dtype=np.int64)) == []


@pytest.mark.usefixtures("small_limit")
@pytest.mark.parametrize("rows", [200, 2000])
def test_what_is_saved_is_not_trained_again(rows: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = clustered(rows)
    index = VectorIndex.build(data)
    index.save(tmp_path)
    monkeypatch.setattr(VectorIndex, "build", None)
    again = VectorIndex.load(tmp_path)
    assert (tmp_path / "vectors.faiss").exists() == (rows > 1000)
    assert (len(again), again.dimension) == (rows, DIMENSION)
    assert again.search(data[1], 10) == index.search(data[1], 10)
    assert again.vectors() == pytest.approx(data, abs=1e-3)


@pytest.mark.usefixtures("small_limit")
@pytest.mark.parametrize(("rows", "file"), [(50, "vectors.npy"), (2000, "vectors.npy"), (2000, "vectors.faiss")])
def test_a_cut_off_file_is_corrupt(tmp_path: Path, rows: int, file: str) -> None:
    VectorIndex.build(clustered(rows)).save(tmp_path)
    (tmp_path / file).write_bytes((tmp_path / file).read_bytes()[:-9])
    with pytest.raises((StoreCorrupt, ValueError)):
        VectorIndex.load(tmp_path)


@pytest.mark.usefixtures("small_limit")
def test_vectors_and_bits_of_different_stores_are_noticed(tmp_path: Path) -> None:
    for rows in (2001, 2000):
        (tmp_path / str(rows)).mkdir()
        VectorIndex.build(clustered(rows)).save(tmp_path / str(rows))
    (tmp_path / "2001" / "vectors.faiss").replace(tmp_path / "2000" / "vectors.faiss")
    with pytest.raises(ValueError, match="do not fit together"):
        VectorIndex.load(tmp_path / "2000")


@pytest.mark.usefixtures("small_limit")
def test_what_is_found_has_its_exact_cosine() -> None:
    data = clustered(3000)
    index = VectorIndex.build(data)
    for row, score in index.search(data[7], 10):
        assert score == pytest.approx(float(data[row] @ data[7]), abs=1e-3)
