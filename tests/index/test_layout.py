"""Faults of the files of a store: pointer, manifest, rights, space, readers."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from qa.errors import QAError, StoreCorrupt, StoreError, StoreMismatch
from qa.index import layout
from qa.index import store as opening
from qa.index.arrays import write_array
from qa.index.build import build_store, bytes_needed
from qa.index.layout import is_current
from qa.index.store import open_store
from qa.words import Words
from tests.index.builder import RECIPE, content
from tests.samples import PairEncoder

NOBODY = 65534


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Words:
    return Words(tmp_path_factory.mktemp("jieba"))


def build(root: Path, size: int, words: Words) -> Path:
    return root / build_store(root, RECIPE, *content(size), PairEncoder, words)


def test_a_thousand_flips_truncations_zeros_and_swaps_are_all_noticed(tmp_path: Path, words: Words) -> None:
    folder, other = build(tmp_path / "a", 3, words), build(tmp_path / "b", 4, words)
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.stat().st_size)
    chooser = random.Random(11)
    missed = []
    for number in range(1000):
        path = chooser.choice(files)
        original = path.read_bytes()
        damaged = _damaged(chooser, number % 4, original, (other / path.relative_to(folder)).read_bytes())
        if damaged == original:
            continue
        path.write_bytes(damaged)
        try:
            open_store(tmp_path / "a", RECIPE)
            missed.append((path.name, number))
        except (StoreCorrupt, StoreMismatch):
            pass
        if number % 10 == 0:
            assert not is_current(tmp_path / "a", folder.name)
        path.write_bytes(original)
    assert missed == []
    open_store(tmp_path / "a", RECIPE)


def _damaged(chooser: random.Random, way: int, data: bytes, other: bytes) -> bytes:
    position = chooser.randrange(len(data))
    if way == 0:
        return data[:position] + bytes([data[position] ^ 1 << chooser.randrange(8)]) + data[position + 1 :]
    if way == 1:
        return data[:position]
    if way == 2:
        return data[:position] + bytes(len(data[position : position + 4096])) + data[position + 4096 :]
    return other


@pytest.mark.parametrize("name", ["reports.jsonl", "statements.parquet", "vectors.npy", "words", "manifest.json"])
def test_a_missing_part_is_noticed(tmp_path: Path, words: Words, name: str) -> None:
    path = build(tmp_path, 2, words) / name
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    with pytest.raises(StoreCorrupt, match="qa ingest"):
        open_store(tmp_path, RECIPE)


@pytest.mark.parametrize(
    "text", [b"", b"{", b"[]", b"null", b'{"recipe": 1}', b"\xff\xfe", b"[" * 100_000, b'{"a":' * 50_000]
)
def test_a_manifest_that_is_none_is_refused(tmp_path: Path, words: Words, text: bytes) -> None:
    (build(tmp_path, 2, words) / "manifest.json").write_bytes(text)
    with pytest.raises(StoreCorrupt, match="清单"):
        open_store(tmp_path, RECIPE)


def test_a_manifest_beyond_all_size_is_not_read(tmp_path: Path, words: Words) -> None:
    with (build(tmp_path, 2, words) / "manifest.json").open("r+b") as file:
        file.truncate(10**12)
    with pytest.raises(StoreCorrupt, match="清单"):
        open_store(tmp_path, RECIPE)


def resealed(folder: Path, **changes: object) -> None:
    """The manifest with ``changes`` and hashes to fit: what only a forger does."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    manifest["files"] = {name: layout.digest_of(folder / name) for name in manifest["files"]}
    manifest |= changes
    sealed = layout.Manifest.model_validate(manifest).sealed()
    (folder / "manifest.json").write_text(sealed.model_dump_json(), encoding="utf-8")


@pytest.mark.parametrize("field", ["format", "embedder", "dimension", "passage_chars", "words", "statements"])
def test_every_field_of_the_recipe_is_checked_with_both_values(tmp_path: Path, words: Words, field: str) -> None:
    folder = build(tmp_path, 2, words)
    other = 999 if isinstance(getattr(RECIPE, field), int) else "other"
    resealed(folder, recipe={**RECIPE.model_dump(), field: other})
    with pytest.raises(StoreMismatch, match=f"{other}.*{getattr(RECIPE, field)}.*qa ingest"):
        open_store(tmp_path, RECIPE)


def test_a_store_from_before_the_statements_is_refused_with_both_formats(tmp_path: Path, words: Words) -> None:
    folder = build(tmp_path, 2, words)
    (folder / "statements.parquet").unlink()
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    del manifest["files"]["statements.parquet"], manifest["recipe"]["statements"], manifest["counts"]["statements"]
    manifest["recipe"]["format"] = 1
    # As it was sealed in those days.
    text = json.dumps({key: value for key, value in manifest.items() if key != "seal"}, sort_keys=True)
    manifest["seal"] = hashlib.sha256(text.encode()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    folder.rename(tmp_path / ("0" * 16))
    (tmp_path / "CURRENT").write_text("0" * 16)
    for wanted in (RECIPE, None):
        with pytest.raises(StoreMismatch, match=rf"格式版本是 1，当前设置是 {layout.FORMAT}；请运行 qa ingest"):
            open_store(tmp_path, wanted)
    build(tmp_path, 2, words)
    assert len(open_store(tmp_path, RECIPE).statements)


@pytest.mark.parametrize("part", ["passages.npy", "sentences.npy", "years.json", "reports.jsonl"])
def test_rows_that_do_not_fit_together_are_noticed_though_the_hashes_fit(
    tmp_path: Path, words: Words, part: str
) -> None:
    folder = build(tmp_path, 3, words)
    path = folder / part
    if path.suffix == ".npy":
        write_array(path, np.load(path)[:-1])
    elif path.suffix == ".json":
        path.write_text("[]")
    else:
        path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]) + b"{}\n")
    resealed(folder)
    with pytest.raises(StoreCorrupt):
        open_store(tmp_path, RECIPE)


@pytest.mark.parametrize("offset", [5, 13, 30, 37])
def test_sizes_that_a_forger_writes_into_the_vectors_end_in_a_refusal(
    tmp_path: Path, words: Words, offset: int
) -> None:
    folder = build(tmp_path, 2, words)
    data = bytearray((folder / "vectors.npy").read_bytes())
    data[offset : offset + 4] = b"\xff\xff\xff\x7f"
    (folder / "vectors.npy").write_bytes(data)
    resealed(folder)
    with pytest.raises(StoreCorrupt):
        open_store(tmp_path, RECIPE)


def test_a_path_out_of_the_generation_is_refused(tmp_path: Path, words: Words) -> None:
    folder = build(tmp_path, 2, words)
    secret = tmp_path / "secret"
    secret.write_text("x")
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    files = {**manifest["files"], "../secret": layout.digest_of(secret)}
    sealed = layout.Manifest.model_validate({**manifest, "files": files}).sealed()
    (folder / "manifest.json").write_text(sealed.model_dump_json(), encoding="utf-8")
    with pytest.raises(StoreCorrupt, match="越界"):
        open_store(tmp_path, RECIPE)


def test_a_generation_that_is_a_link_is_not_followed(tmp_path: Path, words: Words) -> None:
    folder = build(tmp_path / "a", 2, words)
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / folder.name).symlink_to(folder)
    (tmp_path / "b" / "CURRENT").write_text(folder.name)
    (tmp_path / "b" / "loop").symlink_to("loop")
    with pytest.raises(StoreCorrupt):
        open_store(tmp_path / "b", RECIPE)
    (tmp_path / "b" / "CURRENT").write_text("loop")
    with pytest.raises(StoreCorrupt):
        open_store(tmp_path / "b", RECIPE)


def test_a_damaged_store_is_built_again_under_its_name(tmp_path: Path, words: Words) -> None:
    folder = build(tmp_path, 2, words)
    (folder / "passages.npy").write_bytes(b"")
    assert not is_current(tmp_path, folder.name)
    assert build(tmp_path, 2, words) == folder
    assert len(open_store(tmp_path, RECIPE).reports) == 2
    assert not list(tmp_path.glob("*.tmp"))


def test_going_back_to_the_generation_before_embeds_nothing(tmp_path: Path, words: Words) -> None:
    build(tmp_path, 2, words)
    build(tmp_path, 3, words)

    def none_needed() -> PairEncoder:
        pytest.fail("the encoder was opened")

    build_store(tmp_path, RECIPE, *content(2), none_needed, words)
    assert len(open_store(tmp_path, RECIPE).reports) == 2


def test_the_generation_before_is_kept_for_readers_and_older_ones_go(tmp_path: Path, words: Words) -> None:
    first, second, third = (build(tmp_path, size, words) for size in (1, 2, 3))
    assert (first.exists(), second.exists(), third.exists()) == (False, True, True)


def test_a_reader_whose_generation_goes_while_it_opens_gets_the_newer_one(
    tmp_path: Path, words: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path, 1, words)
    real = layout.read_manifest
    waiting = [2, 3]

    def slow(folder: Path) -> layout.Manifest:
        while waiting:
            size = waiting.pop(0)
            monkeypatch.setattr(layout, "read_manifest", real)
            build(tmp_path, size, words)
        return real(folder)

    monkeypatch.setattr(layout, "read_manifest", slow)
    assert len(open_store(tmp_path, RECIPE).reports) == 3


def test_an_opened_store_does_not_need_its_files_any_more(tmp_path: Path, words: Words) -> None:
    store = open_store(build(tmp_path, 3, words).parent, RECIPE)
    shutil.rmtree(tmp_path)
    vector = PairEncoder().encode_query("地区生产总值增长3.1%。")
    assert store.nearest(vector, 1, store.select())
    assert store.by_words(["公路"], 3, store.select())


def test_space_is_looked_for_before_anything_is_written(
    tmp_path: Path, words: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path, 1, words)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if not path.name.startswith(".")}
    usage = shutil.disk_usage(tmp_path)._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(StoreError, match=r"磁盘空间不足.*MB"):
        build(tmp_path, 2, words)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if not path.name.startswith(".")} == before


def test_the_estimate_of_the_space_is_not_too_small(tmp_path: Path, words: Words) -> None:
    folder = build(tmp_path, 7, words)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    assert size <= 2 * bytes_needed(RECIPE.dimension, content(7)[1])


@pytest.mark.parametrize("call", ["write_bytes", "write_text"])
def test_a_full_disk_leaves_the_old_store_and_no_draft(
    tmp_path: Path, words: Words, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    old = build(tmp_path, 1, words)

    def full(path: Path, *_: object, **__: object) -> int:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(Path, call, full)
    with pytest.raises(StoreError, match=r"No space left.*约需"):
        build(tmp_path, 2, words)
    monkeypatch.undo()
    assert is_current(tmp_path, old.name)
    assert not [path for path in tmp_path.glob("*.tmp") if path.is_dir()]


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_a_folder_without_rights_is_named(tmp_path: Path, words: Words, as_anyone: None) -> None:
    root = Path(tempfile.mkdtemp())
    build(root, 1, words)
    root.chmod(0o500)
    try:
        with pytest.raises(StoreError, match=str(root)):
            build(root, 2, words)
        assert len(open_store(root, RECIPE).reports) == 1
    finally:
        root.chmod(0o700)
        shutil.rmtree(root)


@pytest.fixture
def as_anyone() -> Iterator[None]:
    """Root may write everywhere: another user for the time of a test."""
    if os.getuid():
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_damaged_generation_is_left_for_the_one_before(
    tmp_path: Path, words: Words, caplog: pytest.LogCaptureFixture
) -> None:
    before, now = build(tmp_path, 1, words), build(tmp_path, 2, words)
    for part in ("vectors.npy", "manifest.json"):
        whole = (now / part).read_bytes()
        (now / part).write_bytes(whole[: len(whole) // 2])
        assert open_store(tmp_path, RECIPE).generation == before.name
        assert part in caplog.text
        (now / part).write_bytes(whole)
    (now / "vectors.npy").unlink()
    (before / "vectors.npy").unlink()
    with pytest.raises(StoreCorrupt, match=f"{now.name}.*vectors.npy"):
        open_store(tmp_path, RECIPE)
    assert build(tmp_path, 2, words) == now
    assert len(open_store(tmp_path, RECIPE).reports) == 2


def test_another_recipe_is_not_helped_by_the_generation_before(tmp_path: Path, words: Words) -> None:
    build(tmp_path, 1, words)
    build(tmp_path, 2, words)
    with pytest.raises(StoreMismatch):
        open_store(tmp_path, RECIPE.model_copy(update={"embedder": "other"}))


def test_opening_writes_nothing(tmp_path: Path, words: Words) -> None:
    build(tmp_path, 2, words)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    open_store(tmp_path, RECIPE)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_the_order_of_generations_is_not_that_of_the_clock(tmp_path: Path, words: Words) -> None:
    first = build(tmp_path, 1, words)
    os.utime(first, (2**31, 2**31))
    os.utime(first / "manifest.json", (2**31, 2**31))
    build(tmp_path, 2, words)
    assert len(open_store(tmp_path, RECIPE).reports) == 2


def test_a_reader_of_a_missing_root_gets_one_of_our_errors(tmp_path: Path) -> None:
    with pytest.raises(QAError):
        opening.open_store(tmp_path / "nowhere", RECIPE)
