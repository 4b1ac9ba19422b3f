"""Columns of print: which lines of a page belong to which column, and in which order columns are read.

Geometry only. Units are points, y grows downwards.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median

# Indents of a first line, in sizes of the type: two characters, give or take the rounding of layout programs.
INDENT_FROM, INDENT_TO = 1.2, 3.2
# All in sizes of the type, but for the rows.
GAP = 1.2
_COLUMN_ROWS = 5
_COLUMN_WIDTH = 8
_FULL_LINES = 0.5
_APART = 1.25
PUNCTUATION = re.compile("[，。；、：]")


@dataclass(slots=True)
class Piece:
    """Characters side by side; ``marks`` are raised numbers that were taken out."""

    text: str
    left: float
    right: float
    base: float
    size: float
    marks: list[str] = field(default_factory=list)


Row = list[Piece]


def blocks(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """The rows of each column of text, in reading order; rows across columns part what is above from what is below."""
    gutter = _gutter(rows)
    if gutter is None:
        yield list(rows)
        return
    for across, band in itertools.groupby(rows, key=lambda row: any(p.left < gutter < p.right for p in row)):
        if across:
            yield list(band)
            continue
        columns, below = _parted(list(band), gutter)
        for side in (
            [[p for p in row if p.left < gutter] for row in columns],
            [[p for p in row if p.left >= gutter] for row in columns],
        ):
            yield from blocks([row for row in side if row])
        if below:
            yield below


def _parted(rows: list[Row], gutter: float) -> tuple[list[Row], list[Row]]:
    """The rows of two columns, and those below both, short and set off by a gap: a left column that goes on alone has full lines."""
    right = [piece for row in rows for piece in row if piece.left >= gutter]
    left = [piece for row in rows for piece in row if piece.left < gutter]
    if not right or not left:
        return rows, []
    bottom, end = max(piece.base + piece.size for piece in right), max(piece.right for piece in left)
    short = itertools.takewhile(
        lambda row: row[0].base > bottom and all(piece.right < end - 2 * piece.size for piece in row), reversed(rows)
    )
    first = len(rows) - len(list(short))
    bases = sorted(piece.base for piece in left)
    pitch = median(lower - upper for upper, lower in itertools.pairwise(bases)) if len(bases) > 1 else 0.0
    while first < len(rows) and rows[first][0].base - rows[first - 1][0].base < _APART * pitch:
        first += 1
    return rows[:first], rows[first:]


def _gutter(rows: Sequence[Row]) -> float | None:
    """Where a strip without text parts two columns of running text; cells of a table have no such full lines."""
    uneven = _uneven_gutter(rows)
    return _level_gutter(rows) if uneven is None else uneven


def _uneven_gutter(rows: Sequence[Row]) -> float | None:
    """The same whether or not the lines of the columns are level: a place where many lines begin, with many that end
    before it beside them and none across."""
    pieces = [piece for row in rows for piece in row]
    lefts = Counter(round(piece.left) for piece in pieces)
    for begin in sorted(lefts)[1:]:
        # Characters do not fill their boxes alike.
        if sum(lefts[begin + by] for by in (-1, 0, 1)) < _COLUMN_ROWS:
            continue
        right = [piece for piece in pieces if piece.left >= begin - piece.size]
        left = [piece for piece in pieces if piece.right <= begin - GAP * piece.size and piece.left < begin]
        if min(len(left), len(right)) < _COLUMN_ROWS:
            continue
        top = max(min(p.base for p in side) for side in (left, right))
        bottom = min(max(p.base for p in side) for side in (left, right))
        # What is beside the other column, a line more or less.
        left, right = ([p for p in side if top - 2 * p.size <= p.base <= bottom + 2 * p.size] for side in (left, right))
        column = [p for p in right if p.left <= begin + INDENT_TO * p.size]
        across = any(p.left < begin - p.size and p.right > begin and top < p.base < bottom for p in pieces)
        if across or min(len(left), len(column)) < _COLUMN_ROWS or not all(map(_is_running, (left, column))):
            continue
        return (max(p.right for p in left) + min(p.left for p in right)) / 2
    return None


def _is_running(pieces: Sequence[Piece]) -> bool:
    return is_text(pieces) and is_punctuated(pieces)


def _level_gutter(rows: Sequence[Row]) -> float | None:
    gaps = [(left.right, right.left, left, right) for row in rows for left, right in itertools.pairwise(row)]
    gaps = [gap for gap in gaps if gap[1] - gap[0] >= GAP * gap[2].size]
    if len(gaps) < _COLUMN_ROWS:
        return None
    middles = [(begin + end) / 2 for begin, end, _, _ in gaps]
    best = max(middles, key=lambda x: sum(begin < x < end for begin, end, _, _ in gaps))
    parted = [(left, right) for begin, end, left, right in gaps if begin < best < end]
    crossing = sum(any(p.left < best < p.right for p in row) for row in rows)
    if len(parted) < _COLUMN_ROWS or crossing > len(parted):
        return None
    if not is_text([left for left, _ in parted]) or not is_text([right for _, right in parted]):
        return None
    return best


def is_punctuated(pieces: Sequence[Piece]) -> bool:
    """Whether lines are parts of sentences, as the cells of a table are not."""
    return 2 * sum(PUNCTUATION.search(piece.text) is not None for piece in pieces) >= len(pieces)


def is_text(pieces: Sequence[Piece]) -> bool:
    """Whether lines fill a column, as running text does."""
    size = median(piece.size for piece in pieces)
    begin, end = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    full = sum(piece.right >= end - 2 * size for piece in pieces)
    return end - begin >= _COLUMN_WIDTH * size and full >= _FULL_LINES * len(pieces)
