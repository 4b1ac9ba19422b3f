"""Cells of a table on a page that are merged over several rows: their label stands once and belongs to all of them.

A label stands in the middle of its rows, at the first, or at the last of them. Which, all labels of the column tell
together, and the labels beside them, of which no two rows of one cell have the same; else nothing is filled in.
"""

from __future__ import annotations

from collections.abc import Sequence

from qa.corpus import tables
from qa.corpus.columns import PUNCTUATION, Piece, Row

# In sizes of the type.
_OFF, _LABEL = 0.45, 8
#: Columns of labels that may be merged.
_LABELS = 2


def filled(rows: Sequence[Row]) -> list[Row]:
    """The rows of a table, labels of merged cells in each row that they span; rows of such a label alone are gone."""
    found = [list(row) for row in rows]
    for number in range(_LABELS):
        begin = next((i for i, row in enumerate(found) if len(row) > 1 and _is_of_figures(row)), len(found))
        places = _columns(found[begin:])
        if number + 1 < len(places):
            found = found[:begin] + _filled(found[begin:], places[number], places[number + 1])
    return found


def _filled(rows: list[Row], column: tuple[float, float], after: tuple[float, float]) -> list[Row]:
    body = [row for row in rows if len(row) > 1]
    alone = [row[0] for row in rows if len(row) == 1]
    blank = [row for row in body if _cell(row, column) is None]
    labels = sorted((*alone, *(cell for row in body if (cell := _cell(row, column)))), key=lambda cell: cell.base)
    named = all((cell := _cell(row, after)) is not None and not tables.is_value(cell.text) for row in blank)
    if not blank or not labels or not named or not all(_is_label(cell, column) for cell in labels):
        return rows
    beside = [cell.text if (cell := _cell(row, after)) else "" for row in body]
    spans = _spans([row[0].base for row in body], labels, beside, bool(alone))
    for row, label in zip(body, spans, strict=False):
        if _cell(row, column) is not label:
            row.append(label)
            row.sort(key=lambda piece: piece.left)
    return body if spans else rows


def _spans(bases: list[float], labels: Sequence[Piece], beside: Sequence[str], between: bool) -> list[Piece]:
    """The label of each row; empty where not exactly one way fits. ``between``: some labels stand beside no row."""
    ways = [_middles(bases, labels)]
    starts = [min(range(len(bases)), key=lambda i: abs(bases[i] - label.base)) for label in labels]
    rows = range(len(bases))
    if not between and starts[0] == 0:
        ways.append([[label for at, label in zip(starts, labels, strict=True) if at <= i][-1] for i in rows])
    if not between and starts[-1] == rows[-1]:
        ways.append([next(label for at, label in zip(starts, labels, strict=True) if at >= i) for i in rows])
    fitting = [way for way in ways if way and _tells_apart(way, beside)]
    return fitting[0] if len(fitting) == 1 else []


def _tells_apart(way: Sequence[Piece], beside: Sequence[str]) -> bool:
    return len({(id(label), text) for label, text in zip(way, beside, strict=True)}) == len(way)


def _middles(bases: list[float], labels: Sequence[Piece]) -> list[Piece]:
    found: list[Piece] = []
    for label in labels:
        first = len(found)
        ends = range(first, len(bases))
        end = min(ends, key=lambda i: abs((bases[first] + bases[i]) / 2 - label.base), default=None)
        if end is None or abs((bases[first] + bases[end]) / 2 - label.base) > _OFF * label.size:
            return []
        found += [label] * (end + 1 - first)
    return found if len(found) == len(bases) else []


def _columns(rows: Sequence[Row]) -> list[tuple[float, float]]:
    found: list[tuple[float, float]] = []
    for piece in sorted((piece for row in rows for piece in row), key=lambda piece: piece.left):
        if found and piece.left < found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], piece.right)
        else:
            found.append((piece.left, piece.right))
    return found


def _cell(row: Row, column: tuple[float, float]) -> Piece | None:
    return next((piece for piece in row if column[0] <= piece.left < column[1]), None)


def _is_label(cell: Piece, column: tuple[float, float]) -> bool:
    narrow = cell.right - cell.left <= _LABEL * cell.size and not PUNCTUATION.search(cell.text)
    return narrow and column[0] <= cell.left < column[1] and not tables.is_value(cell.text)


def _is_of_figures(row: Row) -> bool:
    return any(tables.is_value(piece.text) for piece in row[1:])
