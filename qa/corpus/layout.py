"""Characters on a page to lines in reading order: columns one after the other, notes at the foot apart.

Geometry only. Units are points, y grows downwards.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qa.corpus import columns, merged, notemarks, tables
from qa.corpus.columns import GAP, INDENT_FROM, INDENT_TO, PUNCTUATION, Piece, Row, is_punctuated, is_text

_INDENT = "\u3000\u3000"
# All in sizes of the type.
_SAME_LINE = 0.35
_BACK = 0.5
_RAISED = 0.12
_SMALL = 0.8
_NOTE = 0.9
_BETWEEN, _LABEL = 1.4, 8
_VERTICAL, _DOWN = 0.6, 10
# Lines one under the other with words side by side that no column and no table explains.
_BESIDE, _NEXT = 3, 1.1
_WORDS = re.compile("[\u4e00-\u9fff]{2}")
# A line of print on a page of vertical text; vertical text on a page of print.
_LEVEL_RUN = 8
_VERTICAL_PART = 0.2
_NOTE_MARK = re.compile(
    r"^(?:[①-⑳]|[\[［〔【]\d{1,3}[\]］〕】]|[（(]?注\s?\d{0,2}[:：）)]|[*＊※†]|\d{1,2}(?=[\s\u4e00-\u9fff“《]))"
)
_PAGE_NUMBER = re.compile(r"^[\s\d/第页共·—–\-－‐]+$")


@dataclass(frozen=True, slots=True)
class Glyph:
    """``base``: where it stands; ``breaks``: the program that wrote the page ended a line before it."""

    text: str
    left: float
    right: float
    base: float
    size: float
    breaks: bool = False


@dataclass(frozen=True, slots=True)
class PageText:
    """``lines`` of the page, first lines of paragraphs set in by two spaces; ``notes`` that stood at its foot; ``marks``
    of notes that were taken out of the lines; ``heads`` of tables that were told row by row. ``doubtful``: the lines may
    run into one another, so that what they say together may be said nowhere."""

    lines: tuple[str, ...]
    notes: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    doubtful: bool = False


def read_page(glyphs: Sequence[Glyph]) -> PageText:
    runs = _runs(glyphs)
    if runs.vertical >= _VERTICAL:
        return PageText(tuple(_vertical(glyphs)), doubtful=runs.longest >= _LEVEL_RUN)
    pieces = _with_raised(_pieces(glyphs))
    marks = tuple(mark for piece in pieces for mark in piece.marks)
    body = _body_size(pieces)
    rows = _rows(pieces)
    rows, feet = _feet(rows, body)
    heads: list[str] = []
    blocks = [_with_spanning(block) for block in columns.blocks(rows)]
    lines = [line for block in blocks for line in _lines(block, heads)]
    notes = list(_notes(feet))
    shown = {match[0] for note in notes if (match := _NOTE_MARK.match(note))}
    cleared = [_without(line, shown) for line in lines]
    gone = [mark for mark in sorted(shown) if cleared != lines and any(mark in line for line in lines)]
    doubtful = runs.vertical >= _VERTICAL_PART or any(
        _interleaved(block) or any(_run_together(some) for some in _beside(block)) for block in blocks
    )
    return PageText(tuple(cleared), tuple(notes), (*marks, *gone), tuple(heads), doubtful)


def _without(line: str, marks: set[str]) -> str:
    """``line`` without the marks of notes that stand at the foot of its page: ① behind a word."""
    for mark in marks:
        if not mark[0].isdecimal():
            line = re.sub(rf"(?<=[\u4e00-\u9fff”》）%]){re.escape(mark)}", "", line)
    return line


# -- pieces ---------------------------------------------------------------------------------------------------


def _pieces(glyphs: Iterable[Glyph]) -> list[Piece]:
    found: list[Piece] = []
    last: Glyph | None = None
    for glyph in glyphs:
        if last is not None and _goes_on(last, glyph):
            piece = found[-1]
            piece.text += glyph.text
            piece.right = max(piece.right, glyph.right)
        else:
            found.append(Piece(glyph.text, glyph.left, glyph.right, glyph.base, glyph.size))
        last = glyph
    return [piece for piece in map(_stripped, found) if piece.text]


def _goes_on(last: Glyph, glyph: Glyph) -> bool:
    size = max(last.size, glyph.size)
    level = abs(glyph.base - last.base) <= 0.1 * size and abs(glyph.size - last.size) <= 0.2 * size
    return level and -_BACK * size <= glyph.left - last.right <= GAP * size


def _stripped(piece: Piece) -> Piece:
    """Spaces drawn before the words are an indent: the words begin behind them."""
    bare = piece.text.lstrip()
    wide = sum(1.0 if char == "\u3000" else 0.5 for char in piece.text[: len(piece.text) - len(bare)])
    return Piece(bare.rstrip(), piece.left + wide * piece.size, piece.right, piece.base, piece.size)


def _with_raised(pieces: list[Piece]) -> list[Piece]:
    """Small pieces set higher than the words they touch: numbers of notes go, exponents join."""
    found: list[Piece] = []
    for index, piece in enumerate(pieces):
        before = found[-1] if found else None
        if before and _is_raised(piece, before) and before.base - piece.base >= 0:
            shown = notemarks.raised(piece.text, before.text)
            before.text += shown
            before.right = max(before.right, piece.right)
            before.marks += [] if shown else [piece.text]
            continue
        after = pieces[index + 1] if index + 1 < len(pieces) else None
        if before and before.marks and after is None:
            found.append(piece)
            continue
        if before and before.marks and _touches(before, piece):
            before.text += piece.text
            before.right = piece.right
            continue
        found.append(piece)
    return found


def _is_raised(piece: Piece, before: Piece) -> bool:
    lift = before.base - piece.base
    small = piece.size <= _SMALL * before.size
    return (
        small
        and _RAISED * before.size <= lift <= before.size
        and -_BACK * before.size <= piece.left - before.right <= before.size
    )


def _touches(before: Piece, piece: Piece) -> bool:
    level = abs(before.base - piece.base) <= 0.1 * before.size and abs(before.size - piece.size) <= 0.2 * before.size
    return level and -_BACK * before.size <= piece.left - before.right <= before.size


def _body_size(pieces: Iterable[Piece]) -> float:
    sizes: Counter[float] = Counter()
    for piece in pieces:
        sizes[round(piece.size, 1)] += len(piece.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


# -- rows, columns --------------------------------------------------------------------------------------------


def _rows(pieces: Iterable[Piece]) -> list[Row]:
    """Pieces on one line of print, from left to right, lines from the top down."""
    rows: list[Row] = []
    for piece in sorted(pieces, key=lambda piece: piece.base):
        last = rows[-1] if rows else None
        if last and piece.base - last[0].base <= _SAME_LINE * min(piece.size, last[0].size):
            last.append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda piece: piece.left) for row in rows]


def _with_spanning(rows: list[Row]) -> list[Row]:
    """Labels of merged cells of tables, which stand beside or between rows, in each row that they span."""
    found: list[Row] = []
    index = 0
    while index < len(rows):
        end = index
        while end < len(rows) and (len(rows[end]) > 1 or _is_between(rows, end)):
            end += 1
        found += merged.filled(rows[index:end]) if end - index > 1 else rows[index : max(end, index + 1)]
        index = max(end, index + 1)
    return found


def _is_between(rows: Sequence[Row], index: int) -> bool:
    """Whether a short line stands between two rows of a table that leave its place free."""
    if not 0 < index < len(rows) - 1:
        return False
    (cell,) = rows[index]
    around = rows[index - 1], rows[index + 1]
    near = all(len(row) > 1 and abs(row[0].base - cell.base) <= _BETWEEN * cell.size for row in around)
    free = all(piece.right < cell.left or piece.left > cell.right for row in around for piece in row)
    return near and free and cell.right - cell.left <= _LABEL * cell.size and not PUNCTUATION.search(cell.text)


def _run_together(rows: Sequence[Row]) -> bool:
    """Whether lines that follow one another are parted by one strip and one side of it is running text: what stands side
    by side was read across."""
    gaps = [
        (left, right) for row in rows for left, right in itertools.pairwise(row) if _worded(left) and _worded(right)
    ]
    if len(gaps) < _BESIDE:
        return False
    middles = [(left.right + right.left) / 2 for left, right in gaps]
    best = max(middles, key=lambda x: sum(left.right < x < right.left for left, right in gaps))
    parted = [(left, right) for left, right in gaps if left.right < best < right.left]
    sides = [left for left, _ in parted], [right for _, right in parted]
    return len(parted) >= _BESIDE and any(is_text(side) and is_punctuated(side) for side in sides)


def _interleaved(rows: Sequence[Row]) -> bool:
    """Whether lines that follow one another stand beside one another, a little lower each: what is of two columns was read
    in turns."""
    pairs = [
        (a, b)
        for above, below in itertools.pairwise(rows)
        if len(above) == 1 == len(below)
        for a, b in ((above[0], below[0]),)
    ]
    beside = [
        (a, b)
        for a, b in pairs
        if (a.right < b.left or b.right < a.left) and b.base - a.base <= _NEXT * a.size and _worded(a) and _worded(b)
    ]
    return len(beside) >= _BESIDE


def _worded(piece: Piece) -> bool:
    return _WORDS.search(piece.text) is not None


# -- lines ----------------------------------------------------------------------------------------------------


def _beside(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Rows of several pieces that follow one another."""
    for several, some in itertools.groupby(rows, key=lambda row: len(row) > 1):
        if several:
            yield list(some)


def _lines(rows: Sequence[Row], heads: list[str]) -> Iterator[str]:
    margin = _margin(rows)
    index = 0
    while index < len(rows):
        table = list(itertools.takewhile(lambda row: len(row) > 1, rows[index:]))
        no_table = _run_together(table)
        told = tables.told(_grid(table)) if len(table) > 1 and not no_table else None
        if told:
            heads += told.heads
            yield from told.lines
            index += len(table)
            continue
        for row in table if no_table else rows[index : index + 1]:
            yield _indent(row[0], margin) + " ".join(piece.text for piece in row)
            index += 1


def _grid(rows: Sequence[Row]) -> list[list[str]]:
    """Cells under one another: those of equally many rows in their order, for heads may be centred, else by where they
    stand."""
    if len({len(row) for row in rows}) == 1:
        return [[piece.text for piece in row] for row in rows]
    columns: list[list[float]] = []
    for piece in sorted((piece for row in rows for piece in row), key=lambda piece: piece.left):
        if columns and piece.left < columns[-1][1]:
            columns[-1][1] = max(columns[-1][1], piece.right)
        else:
            columns.append([piece.left, piece.right])
    return [
        ["".join(piece.text for piece in row if begin <= piece.left < end) for begin, end in columns] for row in rows
    ]


def _margin(rows: Sequence[Row]) -> float:
    """Where full lines begin: the leftmost place that several lines share."""
    counts = Counter(round(row[0].left) for row in rows)
    shared = [left for left, count in counts.items() if count >= 2] or list(counts)
    return min(shared, default=0)


def _indent(piece: Piece, margin: float) -> str:
    return _INDENT if INDENT_FROM <= (piece.left - margin) / (piece.size or 1) <= INDENT_TO else ""


# -- notes at the foot ----------------------------------------------------------------------------------------


def _feet(rows: list[Row], body: float) -> tuple[list[Row], list[Row]]:
    """Rows without those of notes in smaller type at the foot of the page; numbers of pages stay."""
    last = len(rows)
    while last and _PAGE_NUMBER.match(_text(rows[last - 1])):
        last -= 1
    first = last
    while first and all(piece.size <= _NOTE * body for piece in rows[first - 1]):
        first -= 1
    begin = next((i for i in range(first, last) if _NOTE_MARK.match(_text(rows[i]))), last)
    if begin == last or begin == 0:
        return rows, []
    return rows[:begin] + rows[last:], rows[begin:last]


def _text(row: Row) -> str:
    return " ".join(piece.text for piece in row)


def _notes(rows: Sequence[Row]) -> Iterator[str]:
    note = ""
    for row in rows:
        text = _text(row)
        if note and _NOTE_MARK.match(text):
            yield note
            note = ""
        note += text
    if note:
        yield note


# -- vertical text --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Runs:
    """``vertical``: the share of characters that stand below the one before; ``longest``: the longest row of them beside
    one another."""

    vertical: float
    longest: int


def _runs(glyphs: Sequence[Glyph]) -> _Runs:
    down = level = longest = run = 0
    for last, glyph in itertools.pairwise(glyphs):
        size = max(last.size, glyph.size, 1)
        below = abs(glyph.left - last.left) <= 0.3 * size and 0.5 * size <= glyph.base - last.base <= 2 * size
        beside = abs(glyph.base - last.base) <= 0.3 * size
        down, level, run = down + below, level + beside, run + 1 if beside else 0
        longest = max(longest, run)
    return _Runs(down / (down + level) if down >= _DOWN else 0.0, longest)


def _vertical(glyphs: Sequence[Glyph]) -> Iterator[str]:
    """Columns of vertical text from right to left."""
    columns: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: -(glyph.left + glyph.right)):
        middle = (glyph.left + glyph.right) / 2
        if columns and abs((columns[-1][0].left + columns[-1][0].right) / 2 - middle) <= 0.5 * glyph.size:
            columns[-1].append(glyph)
        else:
            columns.append([glyph])
    for column in columns:
        text = "".join(glyph.text for glyph in sorted(column, key=lambda glyph: glyph.base))
        bare = text.lstrip()
        yield (_INDENT if text[: len(text) - len(bare)].count("\u3000") >= 2 else "") + bare.rstrip()
