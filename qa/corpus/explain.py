"""What was taken out of a file, line by line, and what the rest was recognised as: for eyes, not for the store."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.corpus.characters import normalise
from qa.corpus.corrections import load_corrections
from qa.corpus.extracted import Removed
from qa.corpus.files import Found
from qa.corpus.identify import Identity
from qa.corpus.noise import RemovedKind
from qa.corpus.read import look_at

_MARKS = re.compile(r"[\s#*]+")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the file, numbered from 1, or (``kind``) a piece of it that was taken out."""

    number: int
    text: str
    kind: RemovedKind | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """``around``: dropped before cleaning (outside the report of a web page). ``rows``: the file in order."""

    name: str
    around: tuple[Removed, ...]
    rows: tuple[Row, ...]
    identities: tuple[Identity, ...]
    warnings: tuple[str, ...]


def explain(found: Found) -> Explanation:
    """Also of a file that gives no report: what was left out of it. Raises FileError when it cannot be read at all."""
    reading = look_at(found, load_corrections([found.folder]).of(found))
    text = reading.simple or reading.extracted.text
    return Explanation(
        found.name,
        reading.extracted.removed,
        tuple(_rows(text, reading.cleaned.removed)),
        tuple(identity for _, identity in reading.parts),
        reading.extracted.warnings,
    )


def _rows(text: str, removed: Sequence[Removed]) -> Iterator[Row]:
    """Whole lines are found by their wording, pieces of lines in the order of the file."""
    whole = Counter((_squeezed(piece.text), piece.kind) for piece in removed)
    kinds: dict[str, list[RemovedKind]] = defaultdict(list)
    for wording, kind in whole:
        kinds[wording].append(kind)
    pieces = _Pieces(removed)
    for number, line in enumerate(normalise(text).replace("\f", "\n").split("\n"), start=1):
        wording = _squeezed(line)
        gone = next((kind for kind in kinds.get(wording, ()) if whole[wording, kind]), None)
        if gone is not None:
            whole[wording, gone] -= 1
            pieces.found(wording)
        yield Row(number, line.strip(), gone)
        if gone is None and wording:
            yield from (Row(number, piece, kind) for piece, kind in pieces.inside(wording))


class _Pieces:
    """Pieces not yet found, tried on each line that stays."""

    def __init__(self, removed: Sequence[Removed]) -> None:
        self._left = Counter((_squeezed(piece.text), piece.kind) for piece in removed if _squeezed(piece.text))

    def found(self, wording: str) -> None:
        for key in [key for key in self._left if key[0] == wording][:1]:
            self._take(key)

    def inside(self, line: str) -> Iterator[tuple[str, RemovedKind]]:
        for key in list(self._left):
            for _ in range(min(line.count(key[0]), self._left[key])):
                self._take(key)
                yield key

    def _take(self, key: tuple[str, RemovedKind]) -> None:
        self._left[key] -= 1
        if not self._left[key]:
            del self._left[key]


def _squeezed(text: str) -> str:
    return _MARKS.sub("", normalise(text))
