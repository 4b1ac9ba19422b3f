"""What a file gives before it is cleaned, whatever its format."""

from __future__ import annotations

from dataclasses import dataclass

from qa.corpus.noise import RemovedKind


@dataclass(frozen=True, slots=True)
class Removed:
    """A piece that was taken out, in the order of the file."""

    kind: RemovedKind
    text: str


@dataclass(frozen=True, slots=True)
class Extracted:
    """``text`` one paragraph or line of print a line, markdown marks for headings and bold.

    ``paged``: form feeds end the pages of a file that has pages of its own, so that they number them.
    """

    text: str
    paged: bool = False
    warnings: tuple[str, ...] = ()
    removed: tuple[Removed, ...] = ()
