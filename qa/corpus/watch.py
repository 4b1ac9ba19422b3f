"""Whether anything below the watched paths changed: by looking, which also works on network drives."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from qa.corpus.corrections import FILE
from qa.corpus.files import find_files

Snapshot = frozenset[tuple[str, int, int, int]]


def snapshot(paths: Sequence[Path]) -> Snapshot:
    """Name, size, and times of every file that would be read, and of the corrections beside them."""
    files = list(find_files(paths))
    beside = {found.folder / FILE for found in files} | {path / FILE for path in paths if path.is_dir()}
    return frozenset(state for path in {*(found.path for found in files), *beside} for state in _state(path))


def _state(path: Path) -> Iterator[tuple[str, int, int, int]]:
    try:
        info = path.stat()
    except OSError:
        return
    yield str(path), info.st_size, info.st_mtime_ns, info.st_ctime_ns


def changes(paths: Sequence[Path], wait: Callable[[], None], seen: Snapshot) -> Iterator[None]:
    """Yields whenever the files differ from ``seen``, or from what they were at the last yield, and stay the same
    for one ``wait``: a file that is still being copied is left to finish. Never ends."""
    before = seen
    while True:
        wait()
        now = snapshot(paths)
        if now == seen:
            before = now
        elif now == before:
            seen = now
            yield
        else:
            before = now
