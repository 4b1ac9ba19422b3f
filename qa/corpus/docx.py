"""Text of a DOCX, read from its XML. Runs in a child process with limits (``sandbox``).

Only parts with text are read, so that pictures, macros, links and embedded files are never touched; a library for
writing documents would load them all. What Word adds on the screen, the numbers of numbered paragraphs, is added here
too; what it hides or shows as gone (deleted, struck, hidden text) stays out and is told. Notes follow the body.
"""

from __future__ import annotations

import io
import itertools
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from qa.corpus import notemarks, tables
from qa.corpus.decode import decode
from qa.corpus.extracted import Extracted, Removed, hidden_warning
from qa.corpus.kinds import FileKind, file_kind
from qa.corpus.noise import RemovedKind
from qa.corpus.numbering import Numbering
from qa.corpus.webpage import is_web_page, read_web_page
from qa.corpus.wordfile import (
    Package,
    check_size,
    child_of,
    inflated,
    is_on,
    number_of,
    opened,
    parsed,
    tag_of,
    value_of,
)
from qa.corpus.wordlook import Look, Style, is_shaded, level_of, look_of, numbering_of, styles_of
from qa.errors import FileError

# Copies and marks of what is already there, fields' commands, what is written above characters.
_SKIPPED = frozenset({"Fallback", "instrText", "footnoteReference", "endnoteReference", "rPrChange", "pPrChange", "rt"})
_GONE = frozenset({"del", "moveFrom"})
_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"})
_UNIT_CHARS = 30
_NOTES_TITLE = "注释"
# Documents inside documents (altChunk) are read this deep.
_MAX_DEPTH = 2


def read_docx(data: bytes) -> Extracted:
    """Paragraphs with blank lines between them. Raises FileError for bombs and damaged packages."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_size(archive, len(data))
            return _read(archive)
    except (zipfile.BadZipFile, etree.XMLSyntaxError, EOFError, ValueError, NotImplementedError, KeyError) as exc:
        raise FileError("DOCX 已损坏，无法读取") from exc
    except RuntimeError as exc:
        raise FileError("DOCX 里的文件是加密的，请去掉密码后再试") from exc


def _read(archive: zipfile.ZipFile, depth: int = 0) -> Extracted:
    package = opened(archive)
    root = parsed(archive, package.main)
    body = child_of(root, "body")
    if body is None:
        raise FileError("DOCX 里没有正文")
    styles = styles_of(package.tree("styles"))
    reader = _Body(
        package, styles, Numbering(package.tree("numbering")), child_of(root, "background") is not None, depth
    )
    lines = [line for line in reader.lines(body) if line.strip()]
    notes = [line for kind in ("footnote", "endnote") for line in reader.notes(kind) if line.strip()]
    lines += [_NOTES_TITLE, *notes] if notes else []
    removed = (*reader.removed, *reader.margins())
    return Extracted("\n\n".join(lines), warnings=(*reader.warnings, *hidden_warning(removed)), removed=removed)


class _Body:
    """Walks the body once; ``numbering`` counts as it goes. ``removed`` is what it left out."""

    def __init__(
        self, package: Package, styles: dict[str, Style], numbering: Numbering, coloured: bool, depth: int
    ) -> None:
        self._package = package
        self._styles = styles
        self._numbering = numbering
        # Text on a ground that is drawn apart from it is taken to be seen.
        self._ground = int(coloured)
        self._depth = depth
        self._noted: dict[str, list[str]] = {"footnote": [], "endnote": []}
        self._unit = ""
        self.removed: list[Removed] = []
        self.warnings: list[str] = []

    def lines(self, element: Any) -> Iterator[str]:
        for child in element:
            tag = tag_of(child)
            if tag == "p":
                for line in self._paragraph(child):
                    self._unit = tables.unit_of_caption(line) if len(line) < _UNIT_CHARS else ""
                    yield line
            elif tag == "tbl":
                yield from self._table(child)
            elif tag == "altChunk":
                yield from self._chunk(child)
            elif tag in _GONE:
                self._drop(RemovedKind.DELETED, child)
            elif tag not in _SKIPPED:
                # Content controls, custom XML and accepted insertions hold whole paragraphs.
                yield from self.lines(child)

    def notes(self, kind: str) -> Iterator[str]:
        """Footnotes or endnotes in the order in which the text refers to them."""
        root = self._package.tree(f"{kind}s") if self._noted[kind] else None
        found = (
            {value_of(note, attribute="id"): note for note in root if tag_of(note) == kind} if root is not None else {}
        )
        word = "注" if kind == "footnote" else "尾注"
        for number, name in enumerate(self._noted[kind], start=1):
            text = " ".join(self.lines(found[name])).strip() if name in found else ""
            if text:
                yield f"{word}{number}：{text}"

    def margins(self) -> Iterator[Removed]:
        """What is printed above and below every page."""
        for kind in ("header", "footer"):
            for name in self._package.parts.get(kind, ()):
                text = _plain(parsed(self._package.archive, name)) if name in self._package.names else ""
                if text:
                    yield Removed(RemovedKind.PAGE_MARK, text)

    def _drop(self, kind: RemovedKind, element: Any) -> None:
        if text := _plain(element):
            self.removed.append(Removed(kind, text))

    def _paragraph(self, paragraph: Any) -> Iterator[str]:
        properties = child_of(paragraph, "pPr")
        style = self._styles.get(value_of(properties, "pStyle") or "", Style())
        level = level_of("", value_of(properties, "outlineLvl")) or style.level
        look = Look(ground=is_shaded(properties) or (True if self._ground else None)).over(style.look)
        text = self._joined(self._runs(paragraph, look), plain=level > 0)
        if text.replace("*", "").strip():
            label = self._numbering.label(numbering_of(properties) or style.numbering)
            yield f"{'#' * level}{' ' if level else ''}{label}{text}"
        for box in _boxes(paragraph):
            self._ground += 1
            yield from self.lines(box)
            self._ground -= 1

    def _table(self, table: Any) -> Iterator[str]:
        unit, self._unit = self._unit, ""
        # A style of tables may colour rows in ways that only Word works out.
        self._ground += child_of(child_of(table, "tblPr"), "tblStyle") is not None
        rows = [self._row(row) for row in _inside(table, "tr") if self._is_there(row)]
        self._ground -= child_of(child_of(table, "tblPr"), "tblStyle") is not None
        small = all(_is_small(cell) for row in rows for _, cell in row)
        told = tables.told(_grid(rows), unit) if small else None
        if told:
            self.removed += [Removed(RemovedKind.TABLE_HEAD, head) for head in told.heads]
            yield from told.lines
            return
        for row in rows:
            cells = [cell for _, cell in row]
            if len(cells) > 1 and all(map(_is_small, cells)):
                yield " | ".join("".join(cell) for cell in cells)
            else:
                yield from (line for cell in cells for line in cell)

    def _is_there(self, row: Any) -> bool:
        """Whether a row is neither deleted nor hidden."""
        properties = child_of(row, "trPr")
        kind = RemovedKind.DELETED if child_of(properties, "del") is not None else None
        kind = RemovedKind.HIDDEN if kind is None and is_on(properties, "hidden") else kind
        if kind:
            self._drop(kind, row)
        return kind is None

    def _row(self, row: Any) -> list[tuple[_Cell, list[str]]]:
        cells: list[tuple[_Cell, list[str]]] = []
        for cell in _inside(row, "tc"):
            properties = child_of(cell, "tcPr")
            if child_of(properties, "cellDel") is not None:
                self._drop(RemovedKind.DELETED, cell)
                continue
            coloured = is_shaded(properties) is True
            self._ground += coloured
            lines = list(self.lines(cell))
            self._ground -= coloured
            merged = value_of(properties, "vMerge")
            cells.append(
                (_Cell(number_of(properties, "gridSpan", 1), merged is not None and merged != "restart"), lines)
            )
        before = number_of(child_of(row, "trPr"), "gridBefore", 0)
        return [(_Cell(before, False), []), *cells] if before else cells

    def _chunk(self, element: Any) -> Iterator[str]:
        """A document that Word takes in when it opens this one."""
        name = self._package.by_id.get(value_of(element, attribute="id") or "", "")
        try:
            found = self._taken_in(name)
        except (FileError, zipfile.BadZipFile, etree.XMLSyntaxError) as exc:
            self.warnings.append(f"嵌入的文档 {posixpath.basename(name)} 没有读出：{exc}")
            return
        self.removed += found.removed
        self.warnings += found.warnings
        yield from found.text.split("\n\n")

    def _taken_in(self, name: str) -> Extracted:
        if name not in self._package.names or self._depth >= _MAX_DEPTH:
            raise FileError("找不到，或嵌套过深")
        data = inflated(self._package.archive, name)
        kind = file_kind(data)
        if kind is FileKind.DOCX:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                check_size(archive, len(data))
                return _read(archive, self._depth + 1)
        if kind is not FileKind.TEXT:
            raise FileError("不是文字文档")
        text = decode(data).text
        return read_web_page(text) if is_web_page(text) else Extracted(text)

    def _runs(self, paragraph: Any, look: Look) -> Iterator[tuple[str, Look]]:
        """Pieces of text, each with its look."""
        stack = [(child, look) for child in reversed(paragraph)]
        while stack:
            element, seen = stack.pop()
            tag = tag_of(element)
            if tag in ("footnoteReference", "endnoteReference"):
                self._noted[tag.removesuffix("Reference")].append(value_of(element, attribute="id") or "")
            if tag in _GONE:
                self._drop(RemovedKind.DELETED, element)
            if tag in _SKIPPED or tag in _GONE or tag in ("txbxContent", "pPr"):
                continue
            if tag == "r":
                properties = child_of(element, "rPr")
                style = self._styles.get(value_of(properties, "rStyle") or "", Style())
                seen = look_of(properties).over(style.look).over(look)
            text = _text(element, tag)
            if text:
                yield text, seen
            stack += [(child, seen) for child in reversed(element)]

    def _joined(self, runs: Iterator[tuple[str, Look]], plain: bool) -> str:
        """Text of the runs that is there to be read, with ** around what is bold unless all is to be ``plain``."""
        parts: list[str] = []
        heavy = False
        for look, group in itertools.groupby(runs, key=lambda run: run[1]):
            text = "".join(piece for piece, _ in group)
            if look.fate and text.strip():
                self.removed.append(Removed(look.fate, text.strip()))
                continue
            if look.raised:
                shown = notemarks.raised(text, "".join(parts[-3:]))
                if not shown and text.strip():
                    self.removed.append(Removed(RemovedKind.NOTE_MARK, text.strip()))
                text = shown
            if bool(look.bold) != heavy and text.strip() and not plain:
                parts.append("**")
                heavy = not heavy
            parts.append(text)
        return "".join(parts) + ("**" if heavy else "")


@dataclass(frozen=True, slots=True)
class _Cell:
    """``width`` in columns of the grid; ``goes_on``: part of the cell above."""

    width: int
    goes_on: bool


def _is_small(cell: list[str]) -> bool:
    return len(cell) <= 1 and sum(map(len, cell)) <= tables.CELL_CHARS


def _inside(element: Any, name: str) -> Iterator[Any]:
    """Rows of a table, cells of a row, also those in content controls and insertions."""
    for child in element:
        tag = tag_of(child)
        if tag == name:
            yield child
        elif tag in _WRAPPERS:
            yield from _inside(child, name)


def _grid(rows: list[list[tuple[_Cell, list[str]]]]) -> list[list[str]]:
    """The text of every place of the grid; a merged cell stands in all that it spans."""
    grid: list[list[str]] = []
    for row in rows:
        texts: list[str] = []
        for cell, lines in row:
            above = grid[-1][len(texts)] if cell.goes_on and grid and len(texts) < len(grid[-1]) else ""
            texts += [above or "".join(lines)] * min(cell.width, tables.MAX_COLUMNS + 1)
        grid.append(texts)
    return grid


def _plain(element: Any) -> str:
    """All words in an element, for the record of what was left out."""
    return "".join(each.text or "" for each in element.iter() if tag_of(each) in ("t", "delText")).strip()


def _boxes(paragraph: Any) -> Iterator[Any]:
    """Text boxes anchored in the paragraph, without the copies kept for old programs."""
    stack = list(paragraph)[::-1]
    while stack:
        element = stack.pop()
        tag = tag_of(element)
        if tag == "txbxContent":
            yield element
        elif tag not in _SKIPPED and tag not in _GONE:
            stack += list(element)[::-1]


def _text(element: Any, tag: str) -> str:
    if tag == "t":
        return element.text or ""
    return {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}.get(tag, "")
