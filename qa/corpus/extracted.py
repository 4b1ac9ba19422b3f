"""What a file gives before it is cleaned, whatever its format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from qa.corpus.noise import RemovedKind

#: Stands behind a clause with a character that was recognised with little confidence.
DOUBT = "〔存疑〕"
_NOT_READ = {RemovedKind.HIDDEN: "是隐藏的", RemovedKind.DELETED: "已被删除或划去"}
_TOLD_FROM = 4


@dataclass(frozen=True, slots=True)
class Removed:
    """A piece that was taken out, in the order of the file."""

    kind: RemovedKind
    text: str


@dataclass(frozen=True, slots=True)
class Extracted:
    """``text`` one paragraph or line of print a line, markdown marks for headings and bold.

    ``pages``: numbers of the pages between the form feeds of a file that has pages of its own, notes gathered at the
    end having those of theirs; empty for other files. ``unread``: numbers of the pages that are pictures, ``recognised``
    of those whose text was read from their picture, ``doubtful`` of those whose lines may run into one another.
    """

    text: str
    pages: tuple[int, ...] = ()
    warnings: tuple[str, ...] = ()
    removed: tuple[Removed, ...] = ()
    unread: tuple[int, ...] = ()
    recognised: tuple[int, ...] = ()
    doubtful: tuple[int, ...] = ()


def hidden_warning(removed: Iterable[Removed]) -> tuple[str, ...]:
    """A word to the reader where more than a stray character of the file cannot be seen or was struck out."""
    lengths = Counter[RemovedKind]()
    for piece in removed:
        lengths[piece.kind] += len(piece.text)
    return tuple(
        f"文件里有 {lengths[kind]} 个字{what}，没有收录"
        for kind, what in _NOT_READ.items()
        if lengths[kind] >= _TOLD_FROM
    )
