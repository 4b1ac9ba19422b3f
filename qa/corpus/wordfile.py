"""The package of a DOCX: its archive, unpacked within limits, and the names in its XML.

Only the parts that are asked for are unpacked, none that lies outside the document, and each is counted while it inflates.
"""

from __future__ import annotations

import posixpath
import zipfile
from dataclasses import dataclass
from typing import Any

from lxml import etree

from qa.errors import FileError

MAX_ENTRIES = 10_000
MAX_BYTES = 100_000_000
MAX_RATIO = 100
# Small files may compress better than any bomb: a page of spaces.
_RATIO_FROM = 1_000_000
_BLOCK = 1 << 20
_NAMES = {"styles": "styles.xml", "numbering": "numbering.xml"}


@dataclass(frozen=True, slots=True)
class Package:
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
        return parsed(self.archive, name) if name else None


def check_size(archive: zipfile.ZipFile, packed: int) -> None:
    """Refuses archives that would unpack to too much, by what their own table says."""
    entries = archive.infolist()
    total = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES:
        raise FileError(f"DOCX 里有 {len(entries)} 个文件，超过上限 {MAX_ENTRIES} 个")
    if total > MAX_BYTES or (total > _RATIO_FROM and total > MAX_RATIO * packed):
        raise FileError(f"DOCX 解开后有 {total / 1e6:.0f} MB，超过上限，不予读取")


def inflated(archive: zipfile.ZipFile, name: str) -> bytes:
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


def parsed(archive: zipfile.ZipFile, name: str) -> Any:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    return etree.fromstring(inflated(archive, name), parser)


def opened(archive: zipfile.ZipFile) -> Package:
    main = _main_part(archive)
    names = frozenset(archive.namelist())
    folder, file = posixpath.split(main)
    parts: dict[str, list[str]] = {}
    by_id: dict[str, str] = {}
    relations = posixpath.join(folder, "_rels", f"{file}.rels")
    for relation in parsed(archive, relations) if relations in names else ():
        target = str(relation.get("Target", ""))
        if relation.get("TargetMode") == "External" or not target:
            continue
        name = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        parts.setdefault(relation.get("Type", "").rpartition("/")[2], []).append(name)
        by_id[str(relation.get("Id", ""))] = name
    return Package(archive, names, main, parts, by_id)


def _main_part(archive: zipfile.ZipFile) -> str:
    for relation in parsed(archive, "_rels/.rels"):
        if relation.get("Type", "").endswith("/officeDocument") and relation.get("TargetMode") != "External":
            return str(relation.get("Target", "")).lstrip("/")
    raise FileError("DOCX 里没有正文")


# -- names in the XML: strict and transitional documents differ in namespace only -------------------------------------


def tag_of(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def child_of(element: Any, name: str) -> Any:
    return None if element is None else next((child for child in element if tag_of(child) == name), None)


def value_of(element: Any, *path: str, attribute: str = "val") -> str | None:
    for name in path:
        element = child_of(element, name)
    if element is None:
        return None
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == attribute), "")


def is_on(properties: Any, name: str) -> bool:
    """A switch such as bold: there, and not set to false."""
    return value_of(properties, name) not in (None, "0", "false", "off", "none")


def number_of(properties: Any, name: str, default: int) -> int:
    value = value_of(properties, name) or ""
    return int(value) if value.isdigit() else default
