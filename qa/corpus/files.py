"""Which files are read, under what name they are shown, and their bytes."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from qa.errors import FileError

MAX_BYTES = 50_000_000
#: In folders only files with these endings are looked at; what they are, their bytes say.
SUFFIXES = frozenset(
    ".txt .text .md .markdown .html .htm .shtml .xhtml .mht .mhtml .pdf .docx .doc .wps .rtf .ofd .odt".split()
)
_NOT_REPORTS = ("readme", "license", "changelog", "notice")
_TRIES = 2
_BROKEN = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read. ``name``: as the reader sees it; ``folder``: where it was looked for; ``key``: path below it."""

    path: Path
    folder: Path
    key: str
    inside: bool

    @property
    def name(self) -> str:
        return shown(self.key)


def find_files(paths: Sequence[Path]) -> Iterator[Found]:
    """Each file once. Named files are read whatever their name; folders are walked in sorted order."""
    seen: set[str] = set()
    for path in paths:
        for found in _inside(path) if path.is_dir() else [Found(path, path.parent, path.name, inside=False)]:
            # Unlike Path.resolve it gives an answer for links that form a loop.
            real = os.path.realpath(found.path)
            if real not in seen:
                seen.add(real)
                yield found


def _inside(folder: Path) -> Iterator[Found]:
    names: list[str] = []
    for here, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        names += [os.path.relpath(f"{here}/{name}", folder) for name in files if _is_report(name)]
    for name in sorted(names):
        yield Found(folder / name, folder, Path(name).as_posix(), inside=True)


def _is_report(name: str) -> bool:
    lower = name.lower()
    return Path(lower).suffix in SUFFIXES and not lower.startswith((".", *_NOT_REPORTS))


def shown(name: str) -> str:
    """The name as text: bytes of a Windows archive (GBK) read as such, and what cannot be printed escaped: other broken
    bytes, control and bidirectional characters."""
    name = "/".join(map(_readable, name.split("/")))
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape", "backslashreplace").decode() for char in name
    )


def _readable(name: str) -> str:
    """A name of bytes that are no UTF-8 in the encoding of Chinese Windows, where that gives only words."""
    broken = len(_BROKEN.findall(name))
    if broken <= sum(char > "\x7f" for char in name) - broken:
        return name
    try:
        read = os.fsencode(name).decode("gb18030")
    except (UnicodeDecodeError, UnicodeEncodeError):
        return name
    return read if read.isprintable() else name


def read_found(found: Found) -> bytes:
    """The whole file. Raises FileError when it must not or cannot be read, or changes while it is read."""
    if found.path.is_symlink():
        if not found.path.exists():
            raise FileError("是失效的链接")
        if found.inside and not Path(os.path.realpath(found.path)).is_relative_to(os.path.realpath(found.folder)):
            raise FileError("是指向文件夹之外的链接，已跳过")
    return read_bytes(found.path)


def read_bytes(path: Path) -> bytes:
    for _ in range(_TRIES):
        data = _read_once(path)
        if data is not None:
            return data
    raise FileError("读取时文件正在改动，请稍后再试")


def _read_once(path: Path) -> bytes | None:
    """None when the file was changed meanwhile."""
    try:
        # Without O_NONBLOCK opening a pipe would wait for a writer.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(descriptor, "rb") as stream:
            before = os.fstat(descriptor)
            _check(before)
            data = stream.read(MAX_BYTES + 1)
            after = os.fstat(descriptor)
    except (OSError, ValueError) as exc:
        raise FileError(f"读不了文件：{getattr(exc, 'strerror', None) or exc}") from exc
    same = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
    return data if same and len(data) == after.st_size else None


def _check(info: os.stat_result) -> None:
    if not stat.S_ISREG(info.st_mode):
        raise FileError("不是普通文件，已跳过")
    if info.st_size > MAX_BYTES:
        raise FileError(f"文件有 {info.st_size / 1e6:.0f} MB，超过上限 {MAX_BYTES / 1e6:.0f} MB")
