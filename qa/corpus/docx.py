"""Text of a DOCX, read from its XML. Runs in a child process with limits (``sandbox``).

Only four parts of the package are read, so that pictures, macros, links and embedded files are never touched;
a library for writing documents would load them all. What Word adds on the screen, the numbers of numbered
paragraphs, is added here too; what it hides (deleted, hidden text) stays out.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from qa.corpus.extracted import Extracted
from qa.corpus.numbering import Numbering
from qa.errors import FileError

MAX_ENTRIES = 10_000
MAX_BYTES = 100_000_000
MAX_RATIO = 100
# Small files may compress better than any bomb: a page of spaces.
_RATIO_FROM = 1_000_000
_BLOCK = 1 << 20
_HEADING_STYLE = re.compile(r"^(?:heading|标题)\s*([1-6])$", re.I)
_TITLE_STYLE = re.compile(r"^(?:title|标题)$", re.I)
# Copies and marks of what is already there, and text that is gone.
_SKIPPED = frozenset(
    {"del", "moveFrom", "Fallback", "instrText", "delText", "footnoteReference", "rPrChange", "pPrChange"}
)
_CELL_CHARS = 80


@dataclass(frozen=True, slots=True)
class _Style:
    level: int
    bold: bool
    numbering: tuple[str, int] | None


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


def _read(archive: zipfile.ZipFile) -> Extracted:
    main = _main_part(archive)
    folder = posixpath.dirname(main)
    names = set(archive.namelist())
    styles = _styles(_tree(archive, f"{folder}/styles.xml")) if f"{folder}/styles.xml" in names else {}
    numbering = Numbering(_tree(archive, f"{folder}/numbering.xml") if f"{folder}/numbering.xml" in names else None)
    body = _child(_tree(archive, main), "body")
    if body is None:
        raise FileError("DOCX 里没有正文")
    return Extracted("\n\n".join(line for line in _Body(styles, numbering).lines(body) if line.strip()))


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
    """Style id -> level of heading (0: body text), bold, numbering; what a style is based on counts where it is silent."""
    found = {_value(style, attribute="styleId") or "": style for style in root if _tag(style) == "style"}
    return {name: _style(name, found) for name in found}


def _style(name: str, found: dict[str, Any]) -> _Style:
    level, bold, numbering = 0, False, None
    seen: set[str] = set()
    while name in found and name not in seen:
        seen.add(name)
        style = found[name]
        properties = _child(style, "pPr")
        level = level or _level(_value(style, "name") or "", _value(properties, "outlineLvl"))
        bold = bold or _is_on(_child(style, "rPr"), "b")
        numbering = numbering or _numbering(properties)
        name = _value(style, "basedOn") or ""
    return _Style(level, bold, numbering)


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
    """Walks the body once; ``numbering`` counts as it goes."""

    def __init__(self, styles: dict[str, _Style], numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering

    def lines(self, element: Any) -> Iterator[str]:
        for child in element:
            tag = _tag(child)
            if tag == "p":
                yield from self._paragraph(child)
            elif tag == "tbl":
                yield from self._table(child)
            elif tag not in _SKIPPED:
                # Content controls, custom XML and accepted insertions hold whole paragraphs.
                yield from self.lines(child)

    def _paragraph(self, paragraph: Any) -> Iterator[str]:
        properties = _child(paragraph, "pPr")
        style = self._styles.get(_value(properties, "pStyle") or "", _Style(0, False, None))
        level = _level("", _value(properties, "outlineLvl")) or style.level
        text = _joined(_runs(paragraph, style.bold and not level))
        if text.replace("*", "").strip():
            label = self._numbering.label(_numbering(properties) or style.numbering)
            yield f"{'#' * level}{' ' if level else ''}{label}{text}"
        for box in _boxes(paragraph):
            yield from self.lines(box)

    def _table(self, table: Any) -> Iterator[str]:
        for row in table:
            if _tag(row) != "tr":
                continue
            cells = [list(self.lines(cell)) for cell in row if _tag(cell) == "tc"]
            if len(cells) > 1 and all(len(cell) <= 1 and sum(map(len, cell)) <= _CELL_CHARS for cell in cells):
                yield " | ".join("".join(cell) for cell in cells)
            else:
                yield from (line for cell in cells for line in cell)


def _boxes(paragraph: Any) -> Iterator[Any]:
    """Text boxes anchored in the paragraph, without the copies kept for old programs."""
    stack = list(paragraph)[::-1]
    while stack:
        element = stack.pop()
        tag = _tag(element)
        if tag == "txbxContent":
            yield element
        elif tag not in _SKIPPED:
            stack += list(element)[::-1]


def _runs(paragraph: Any, bold: bool) -> Iterator[tuple[str, bool]]:
    """Pieces of text that are shown, each with whether it is bold."""
    stack = [(child, bold) for child in reversed(paragraph)]
    while stack:
        element, heavy = stack.pop()
        tag = _tag(element)
        if (
            tag in _SKIPPED
            or tag in ("txbxContent", "pPr")
            or (tag == "r" and _is_on(_child(element, "rPr"), "vanish"))
        ):
            continue
        if tag == "r":
            value = _value(_child(element, "rPr"), "b")
            heavy = bold if value is None else value not in ("0", "false", "off")
        text = _text(element, tag)
        if text:
            yield text, heavy
        stack += [(child, heavy) for child in reversed(element)]


def _text(element: Any, tag: str) -> str:
    if tag == "t":
        return element.text or ""
    if tag == "sym":
        return ""
    return {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}.get(tag, "")


def _joined(runs: Iterator[tuple[str, bool]]) -> str:
    """Text of the runs with ** around what is bold."""
    parts: list[str] = []
    heavy = False
    for text, bold in runs:
        if bold != heavy and text.strip():
            parts.append("**")
            heavy = bold
        parts.append(text)
    return "".join(parts) + ("**" if heavy else "")
