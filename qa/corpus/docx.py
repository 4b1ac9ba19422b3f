"""Text of a DOCX, read from its XML. Runs in a child process with limits (``sandbox``).

Only parts with text are read, so that pictures, macros, links and embedded files are never touched; a library for
writing documents would load them all. What Word adds on the screen, the numbers of numbered paragraphs, is added here
too; what it hides or shows as gone (deleted, struck, hidden text) stays out and is told. Notes follow the body.
"""

from __future__ import annotations

import io
import itertools
import posixpath
import re
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
from qa.errors import FileError

MAX_ENTRIES = 10_000
MAX_BYTES = 100_000_000
MAX_RATIO = 100
# Small files may compress better than any bomb: a page of spaces.
_RATIO_FROM = 1_000_000
_BLOCK = 1 << 20
_HEADING_STYLE = re.compile(r"^(?:heading|标题)\s*([1-6])$", re.I)
_TITLE_STYLE = re.compile(r"^(?:title|标题)$", re.I)
# Copies and marks of what is already there, fields' commands, what is written above characters.
_SKIPPED = frozenset({"Fallback", "instrText", "footnoteReference", "endnoteReference", "rPrChange", "pPrChange", "rt"})
_GONE = frozenset({"del", "moveFrom"})
_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"})
# Half points: no reader sees smaller type.
_TINY = 4
_WHITE = 0xF8
_UNIT_CHARS = 30
_NOTES_TITLE = "注释"
# Documents inside documents (altChunk) are read this deep.
_MAX_DEPTH = 2
_NAMES = {"styles": "styles.xml", "numbering": "numbering.xml"}


@dataclass(frozen=True, slots=True)
class _Look:
    """How characters look; None where nothing is said of it. ``white``: of the colour of paper; ``ground``: on a colour."""

    bold: bool | None = None
    hidden: bool | None = None
    struck: bool | None = None
    raised: bool | None = None
    white: bool | None = None
    ground: bool | None = None
    tiny: bool | None = None

    def over(self, base: _Look) -> _Look:
        """What this says, and what ``base`` says where this is silent."""
        return _Look(*(getattr(base, name) if (own := getattr(self, name)) is None else own for name in self.__slots__))

    @property
    def fate(self) -> RemovedKind | None:
        if self.hidden or self.tiny or (self.white and not self.ground):
            return RemovedKind.HIDDEN
        return RemovedKind.DELETED if self.struck else None


@dataclass(frozen=True, slots=True)
class _Style:
    level: int = 0
    look: _Look = _Look()
    numbering: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class _Package:
    """The parts of a document. ``parts``: kind of relationship -> names; ``by_id``: id of a relationship -> name."""

    archive: zipfile.ZipFile
    names: frozenset[str]
    main: str
    parts: dict[str, list[str]]
    by_id: dict[str, str]

    def tree(self, kind: str) -> Any:
        """The first part of a kind, parsed, or None; also by its usual name, where nothing leads to it."""
        usual = posixpath.join(posixpath.dirname(self.main), _NAMES.get(kind, f"{kind}.xml"))
        name = next((name for name in (*self.parts.get(kind, ()), usual) if name in self.names), None)
        return _tree(self.archive, name) if name else None


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


def check_size(archive: zipfile.ZipFile, packed: int) -> None:
    """Refuses archives that would unpack to too much, by what their own table says."""
    entries = archive.infolist()
    total = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES:
        raise FileError(f"DOCX 里有 {len(entries)} 个文件，超过上限 {MAX_ENTRIES} 个")
    if total > MAX_BYTES or (total > _RATIO_FROM and total > MAX_RATIO * packed):
        raise FileError(f"DOCX 解开后有 {total / 1e6:.0f} MB，超过上限，不予读取")


def _inflated(archive: zipfile.ZipFile, name: str) -> bytes:
    """One entry, counted while it inflates: the table may lie."""
    parts: list[bytes] = []
    size = 0
    with archive.open(name) as stream:
        while block := stream.read(_BLOCK):
            size += len(block)
            if size > MAX_BYTES:
                raise FileError(f"DOCX 解开后超过上限 {MAX_BYTES / 1e6:.0f} MB，不予读取")
            parts.append(block)
    return b"".join(parts)


def _tree(archive: zipfile.ZipFile, name: str) -> Any:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    return etree.fromstring(_inflated(archive, name), parser)


def _read(archive: zipfile.ZipFile, depth: int = 0) -> Extracted:
    package = _package(archive)
    root = _tree(archive, package.main)
    body = _child(root, "body")
    if body is None:
        raise FileError("DOCX 里没有正文")
    styles = _styles(package.tree("styles"))
    reader = _Body(package, styles, Numbering(package.tree("numbering")), _child(root, "background") is not None, depth)
    lines = [line for line in reader.lines(body) if line.strip()]
    notes = [line for kind in ("footnote", "endnote") for line in reader.notes(kind) if line.strip()]
    lines += [_NOTES_TITLE, *notes] if notes else []
    removed = (*reader.removed, *reader.margins())
    return Extracted("\n\n".join(lines), warnings=(*reader.warnings, *hidden_warning(removed)), removed=removed)


def _package(archive: zipfile.ZipFile) -> _Package:
    main = _main_part(archive)
    names = frozenset(archive.namelist())
    folder, file = posixpath.split(main)
    parts: dict[str, list[str]] = {}
    by_id: dict[str, str] = {}
    relations = posixpath.join(folder, "_rels", f"{file}.rels")
    for relation in _tree(archive, relations) if relations in names else ():
        target = str(relation.get("Target", ""))
        if relation.get("TargetMode") == "External" or not target:
            continue
        name = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        parts.setdefault(relation.get("Type", "").rpartition("/")[2], []).append(name)
        by_id[str(relation.get("Id", ""))] = name
    return _Package(archive, names, main, parts, by_id)


def _main_part(archive: zipfile.ZipFile) -> str:
    for relation in _tree(archive, "_rels/.rels"):
        if relation.get("Type", "").endswith("/officeDocument") and relation.get("TargetMode") != "External":
            return str(relation.get("Target", "")).lstrip("/")
    raise FileError("DOCX 里没有正文")


# -- names in the XML: strict and transitional documents differ in namespace only -------------------------------------


def _tag(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _child(element: Any, name: str) -> Any:
    return None if element is None else next((child for child in element if _tag(child) == name), None)


def _value(element: Any, *path: str, attribute: str = "val") -> str | None:
    for name in path:
        element = _child(element, name)
    if element is None:
        return None
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == attribute), "")


def _is_on(properties: Any, name: str) -> bool:
    """A switch such as bold: there, and not set to false."""
    return _value(properties, name) not in (None, "0", "false", "off", "none")


def _styles(root: Any) -> dict[str, _Style]:
    """Style id -> level of heading (0: body text), look, numbering; what a style is based on counts where it is silent."""
    styles = [style for style in root if _tag(style) == "style"] if root is not None else []
    found = {_value(style, attribute="styleId") or "": style for style in styles}
    return {name: _style(name, found) for name in found}


def _style(name: str, found: dict[str, Any]) -> _Style:
    level, look, numbering = 0, _Look(), None
    seen: set[str] = set()
    while name in found and name not in seen:
        seen.add(name)
        style = found[name]
        properties = _child(style, "pPr")
        level = level or _level(_value(style, "name") or "", _value(properties, "outlineLvl"))
        look = look.over(_look(_child(style, "rPr"))).over(_Look(ground=_shaded(properties)))
        numbering = numbering or _numbering(properties)
        name = _value(style, "basedOn") or ""
    return _Style(level, look, numbering)


def _look(properties: Any) -> _Look:
    """What the properties of a run say of it."""
    if properties is None:
        return _Look()
    values = {_tag(child): _value(child) or "" for child in properties}
    switches = {name: value not in ("0", "false", "off", "none") for name, value in values.items()}
    struck = [switches[name] for name in ("strike", "dstrike") if name in switches]
    size, position, colour = values.get("sz", ""), values.get("position", ""), values.get("color")
    raised = values["vertAlign"] == "superscript" if "vertAlign" in values else None
    if raised is None and position.lstrip("-").isdigit():
        raised = int(position) > 0
    return _Look(
        bold=switches.get("b"),
        hidden=switches.get("vanish"),
        struck=any(struck) if struck else None,
        raised=raised,
        white=_is_white(colour) if colour else None,
        ground=True if values.get("highlight", "none") != "none" else _shaded(properties),
        tiny=int(size) <= _TINY if size.isdigit() else None,
    )


def _is_white(colour: str) -> bool:
    channels = [colour[i : i + 2] for i in (0, 2, 4)] if re.fullmatch("[0-9A-Fa-f]{6}", colour) else []
    return bool(channels) and all(int(channel, 16) >= _WHITE for channel in channels)


def _shaded(properties: Any) -> bool | None:
    """Whether a colour that is not that of paper lies under the text; None where nothing is said."""
    fill = _value(properties, "shd", attribute="fill")
    return None if fill is None else fill not in ("", "auto") and not _is_white(fill)


def _level(style_name: str, outline: str | None) -> int:
    match = _HEADING_STYLE.match(style_name.strip())
    if match:
        return int(match[1])
    if outline is not None and outline.isdigit() and int(outline) < 6:
        return int(outline) + 1
    return 1 if _TITLE_STYLE.match(style_name.strip()) else 0


def _numbering(properties: Any) -> tuple[str, int] | None:
    number = _value(properties, "numPr", "numId")
    level = _value(properties, "numPr", "ilvl") or "0"
    return (number, int(level)) if number and level.isdigit() else None


class _Body:
    """Walks the body once; ``numbering`` counts as it goes. ``removed`` is what it left out."""

    def __init__(
        self, package: _Package, styles: dict[str, _Style], numbering: Numbering, coloured: bool, depth: int
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
            tag = _tag(child)
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
        found = {_value(note, attribute="id"): note for note in root if _tag(note) == kind} if root is not None else {}
        word = "注" if kind == "footnote" else "尾注"
        for number, name in enumerate(self._noted[kind], start=1):
            text = " ".join(self.lines(found[name])).strip() if name in found else ""
            if text:
                yield f"{word}{number}：{text}"

    def margins(self) -> Iterator[Removed]:
        """What is printed above and below every page."""
        for kind in ("header", "footer"):
            for name in self._package.parts.get(kind, ()):
                text = _plain(_tree(self._package.archive, name)) if name in self._package.names else ""
                if text:
                    yield Removed(RemovedKind.PAGE_MARK, text)

    def _drop(self, kind: RemovedKind, element: Any) -> None:
        if text := _plain(element):
            self.removed.append(Removed(kind, text))

    def _paragraph(self, paragraph: Any) -> Iterator[str]:
        properties = _child(paragraph, "pPr")
        style = self._styles.get(_value(properties, "pStyle") or "", _Style())
        level = _level("", _value(properties, "outlineLvl")) or style.level
        look = _Look(ground=_shaded(properties) or (True if self._ground else None)).over(style.look)
        text = self._joined(self._runs(paragraph, look), plain=level > 0)
        if text.replace("*", "").strip():
            label = self._numbering.label(_numbering(properties) or style.numbering)
            yield f"{'#' * level}{' ' if level else ''}{label}{text}"
        for box in _boxes(paragraph):
            self._ground += 1
            yield from self.lines(box)
            self._ground -= 1

    def _table(self, table: Any) -> Iterator[str]:
        unit, self._unit = self._unit, ""
        # A style of tables may colour rows in ways that only Word works out.
        self._ground += _child(_child(table, "tblPr"), "tblStyle") is not None
        rows = [self._row(row) for row in _inside(table, "tr") if self._is_there(row)]
        self._ground -= _child(_child(table, "tblPr"), "tblStyle") is not None
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
        properties = _child(row, "trPr")
        kind = RemovedKind.DELETED if _child(properties, "del") is not None else None
        kind = RemovedKind.HIDDEN if kind is None and _is_on(properties, "hidden") else kind
        if kind:
            self._drop(kind, row)
        return kind is None

    def _row(self, row: Any) -> list[tuple[_Cell, list[str]]]:
        cells: list[tuple[_Cell, list[str]]] = []
        for cell in _inside(row, "tc"):
            properties = _child(cell, "tcPr")
            if _child(properties, "cellDel") is not None:
                self._drop(RemovedKind.DELETED, cell)
                continue
            coloured = _shaded(properties) is True
            self._ground += coloured
            lines = list(self.lines(cell))
            self._ground -= coloured
            merged = _value(properties, "vMerge")
            cells.append((_Cell(_number(properties, "gridSpan", 1), merged is not None and merged != "restart"), lines))
        before = _number(_child(row, "trPr"), "gridBefore", 0)
        return [(_Cell(before, False), []), *cells] if before else cells

    def _chunk(self, element: Any) -> Iterator[str]:
        """A document that Word takes in when it opens this one."""
        name = self._package.by_id.get(_value(element, attribute="id") or "", "")
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
        data = _inflated(self._package.archive, name)
        kind = file_kind(data)
        if kind is FileKind.DOCX:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                check_size(archive, len(data))
                return _read(archive, self._depth + 1)
        if kind is not FileKind.TEXT:
            raise FileError("不是文字文档")
        text = decode(data).text
        return read_web_page(text) if is_web_page(text) else Extracted(text)

    def _runs(self, paragraph: Any, look: _Look) -> Iterator[tuple[str, _Look]]:
        """Pieces of text, each with its look."""
        stack = [(child, look) for child in reversed(paragraph)]
        while stack:
            element, seen = stack.pop()
            tag = _tag(element)
            if tag in ("footnoteReference", "endnoteReference"):
                self._noted[tag.removesuffix("Reference")].append(_value(element, attribute="id") or "")
            if tag in _GONE:
                self._drop(RemovedKind.DELETED, element)
            if tag in _SKIPPED or tag in _GONE or tag in ("txbxContent", "pPr"):
                continue
            if tag == "r":
                properties = _child(element, "rPr")
                style = self._styles.get(_value(properties, "rStyle") or "", _Style())
                seen = _look(properties).over(style.look).over(look)
            text = _text(element, tag)
            if text:
                yield text, seen
            stack += [(child, seen) for child in reversed(element)]

    def _joined(self, runs: Iterator[tuple[str, _Look]], plain: bool) -> str:
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
        tag = _tag(child)
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


def _number(properties: Any, name: str, default: int) -> int:
    value = _value(properties, name) or ""
    return int(value) if value.isdigit() else default


def _plain(element: Any) -> str:
    """All words in an element, for the record of what was left out."""
    return "".join(each.text or "" for each in element.iter() if _tag(each) in ("t", "delText")).strip()


def _boxes(paragraph: Any) -> Iterator[Any]:
    """Text boxes anchored in the paragraph, without the copies kept for old programs."""
    stack = list(paragraph)[::-1]
    while stack:
        element = stack.pop()
        tag = _tag(element)
        if tag == "txbxContent":
            yield element
        elif tag not in _SKIPPED and tag not in _GONE:
            stack += list(element)[::-1]


def _text(element: Any, tag: str) -> str:
    if tag == "t":
        return element.text or ""
    return {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}.get(tag, "")
