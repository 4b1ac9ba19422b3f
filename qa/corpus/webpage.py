"""The report in a web page: what a reader sees, of the element that holds it, and the title above it.

Nothing inside that element is judged by its tags: general extractors lose short paragraphs and headings there
(trafilatura 2.3: up to 0.9 % of a report set in plain ``<p>``). What is dropped around it is kept to be seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from qa.corpus import headings, noise, notemarks, tables
from qa.corpus.extracted import Extracted, Removed, hidden_warning
from qa.corpus.hidden import Look, Looks
from qa.corpus.noise import RemovedKind
from qa.corpus.styles import StyleSheets
from qa.corpus.webtable import BLOCKS, CELLS, SPACE, Table, is_of_figures, is_row_of_figures
from qa.errors import FileError

_OPENING = re.compile(
    r"\s*(?:<!--.*?-->\s*|<\?xml[^>]*\?>\s*)*<(?:!doctype\s+html|html|head|body|meta|title|div|table|p|span|center|h[1-6]|section|article)\b",
    re.I | re.S,
)
# Without these a page would be one paragraph: it is a text that only begins like one.
_STRUCTURE = re.compile(r"</(?:p|div|td|li|h[1-6])\s*>|<br\b|<(?:p|body|div)\b", re.I)
_ROOT = re.compile(r"^\s*<(?:html|body)\b", re.I | re.M)
_HEAD_CHARS = 4000
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0e-\x1f]")
_SILENT = frozenset(
    "script style noscript template iframe object embed applet svg math canvas audio video select datalist button textarea"
    " nav footer rt rp".split()
)
#: Seen, but no part of a report: what they say is kept for the record.
_TOLD = frozenset("nav footer button textarea select".split())
_BOLD = frozenset({"b", "strong"})
_SENTENCE = re.compile("[。；！？，]")
# The element that holds this share of all sentences holds the report; the rest are notices and teasers.
_WHOLE = 0.98
# What stands beside it is of the report too when this share of it is sentences: pages with unclosed tags nest paragraphs.
_PROSE = 0.6
_LINKED = 0.8
# A script shows what would else be the whole page: so many times the sentences that are seen without it.
_SHOWN_BY_SCRIPT = 5
_MOST_SHOWN = 4
_SHOWN = "网页的正文要靠脚本才显示，已作为正文收录"
_INDENT = "\u3000\u3000"
_INDENTED = re.compile(r"^(?: {2,}|\t)[ \t]*")


@dataclass(slots=True)
class _Block:
    """One paragraph as it grows. ``gap``: set apart from the one before, not only by a line break; ``fate``: why it is
    not read; ``row``: of a table."""

    level: int = 0
    gap: bool = False
    fate: RemovedKind | None = None
    row: bool = False
    parts: list[str] = field(default_factory=list)
    linked: int = 0

    @property
    def text(self) -> str:
        return SPACE.sub(" ", "".join(self.parts)).strip(" ")

    @property
    def plain(self) -> str:
        return self.text.replace("**", "").strip(" \u3000\xa0")

    @property
    def weight(self) -> int:
        if self.fate or not (self.row or _SENTENCE.search(self.plain)):
            return 0
        return max(0, len(self.plain) - self.linked)


@dataclass(slots=True)
class _Node:
    """An element by the blocks it holds, ``first`` to ``last`` (half-open), their length and that of their sentences."""

    first: int
    last: int = 0
    length: int = 0
    weight: int = 0
    children: list[_Node] = field(default_factory=list)


def is_web_page(text: str) -> bool:
    """Whether ``text`` is HTML; a text with a few remains of tags, or markdown with raw HTML, is not."""
    opens = _OPENING.match(text) is not None or _ROOT.search(text[:_HEAD_CHARS]) is not None
    return opens and _STRUCTURE.search(text) is not None


def read_web_page(text: str) -> Extracted:
    """The report's text, blank lines between paragraphs. Raises FileError when the page cannot be parsed."""
    root = _parsed(text)
    reader, shown = _read(root)
    blocks = reader.blocks
    main = _main(reader.tree)
    kept = {index for index in range(main.first, main.last) if not _is_menu(blocks[index])}
    kept |= set(_head_above(blocks, main))
    kept -= {index for index, block in enumerate(blocks) if block.fate}
    lines = [*_page_title(root, [blocks[index].plain for index in sorted(kept)])]
    lines += [_line(blocks[index]) for index in sorted(kept)]
    removed = tuple(
        Removed(block.fate or RemovedKind.AROUND, block.plain)
        for index, block in enumerate(blocks)
        if index not in kept and block.plain
    )
    warnings = (*((_SHOWN,) if shown else ()), *hidden_warning(removed))
    return Extracted("".join(lines).strip("\n"), warnings=warnings, removed=removed)


def _read(root: etree._Element) -> tuple[_Reader, bool]:
    """The page as it is seen, and whether that needed a script: nobody makes a page that shows nothing."""
    sheets = StyleSheets.of(root)
    shown: frozenset[etree._Element] = frozenset()
    while True:
        reader = _Reader(Looks(sheets, shown))
        reader.read(root)
        by_script = max(reader.by_script, key=lambda each: each[1], default=None)
        if (
            by_script is None
            or by_script[1] < _SHOWN_BY_SCRIPT * max(1, reader.tree.weight)
            or len(shown) == _MOST_SHOWN
        ):
            return reader, bool(shown)
        shown |= {by_script[0]}


def _parsed(text: str) -> etree._Element:
    # Nothing below recurses, so that the depth of a page costs nothing.
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = etree.fromstring(_UNREADABLE.sub("", text).encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as exc:
        raise FileError("网页无法解析") from exc
    if root is None:
        raise FileError("网页是空的")
    if any("depth" in error.message for error in parser.error_log):
        # What lies deeper was not read (libxml2 stops at 2,048 elements).
        raise FileError("网页的标签嵌套过深，无法读全")
    return root


class _Reader:
    """One walk over the elements, without recursion. ``by_script``: hidden elements that a script may show, each with
    the length of the sentences in it."""

    def __init__(self, looks: Looks) -> None:
        self._looks = looks
        self.blocks: list[_Block] = []
        self.by_script: list[tuple[etree._Element, int]] = []
        self.tree = _Node(0)
        self._open: list[_Node] = [self.tree]
        self._seen: list[Look] = [Look()]
        self._now = _Block()
        self._rows: dict[etree._Element, bool] = {}
        self._hiding: etree._Element | None = None
        self._dropped = _Block()
        self._length = 0
        self._table: Table | None = None
        self._link = 0
        self._bold = 0

    def read(self, root: etree._Element) -> None:
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            tag = element.tag
            if event == "start":
                if tag in _SILENT or tag == "head":
                    self._tell(element, tag)
                    walker.skip_subtree()
                    continue
                look = self._looks.of(element, self._seen[-1])
                self._enter(element, tag, look)
                self._seen.append(look)
                self._add(element.text)
            else:
                if tag not in _SILENT and tag != "head":
                    self._leave(element, tag)
                    self._seen.pop()
                self._add(element.tail)
        self._break(gap=True)
        self.tree.last = len(self.blocks)

    def _tell(self, element: etree._Element, tag: str) -> None:
        text = SPACE.sub(" ", "".join(element.itertext())).strip() if tag in _TOLD else ""
        if text and not self._seen[-1].fate:
            self._flush()
            self.blocks.append(_Block(fate=RemovedKind.AROUND, parts=[text]))

    def _enter(self, element: etree._Element, tag: str, look: Look) -> None:
        if look.by_script and self._hiding is None and not self._seen[-1].fate:
            self._hiding, self._length = element, 0
        if look.gone:
            return
        if self._table is not None:
            self._table.enter(element, tag)
        elif tag == "table" and is_of_figures(element):
            self._break(gap=True)
            self._table = Table(element, tables.unit_of_caption(self.blocks[-1].plain) if self.blocks else "")
            self._open.append(_Node(len(self.blocks)))
        elif self._is_block(element, tag):
            self._break(gap=True)
            self._now.level = int(tag[1]) if tag[0] == "h" and tag[1:].isdigit() else 0
            self._open.append(_Node(len(self.blocks)))
        elif tag in CELLS and self._now.plain:
            self._now.parts.append(" | ")
        elif tag == "br":
            self._break(gap=False)
        self._link += tag == "a"
        if tag in _BOLD and self._table is None:
            self._bold += 1
            if self._bold == 1:
                self._now.parts.append("**")

    def _leave(self, element: etree._Element, tag: str) -> None:
        look = self._seen[-1]
        if element is self._hiding:
            self.by_script.append((element, self._length))
            self._hiding = None
        if look.gone:
            if not self._seen[-2].gone:
                self._flush()
            return
        if tag in _BOLD and self._table is None:
            self._bold -= 1
            if self._bold == 0:
                self._now.parts.append("**")
        self._link -= tag == "a"
        if self._table is not None:
            self._table.leave(tag)
            if element is self._table.element:
                self._tabled(self._table)
                self._table = None
                self._close()
        elif self._is_block(element, tag):
            self._break(gap=True)
            self._close()

    def _tabled(self, table: Table) -> None:
        """The rows of a table of figures, as sentences where it has heads."""
        told = tables.told(table.grid, table.unit)
        lines = told.lines if told else [" | ".join(filter(None, row)) for row in table.cells]
        heads = told.heads if told else ()
        self._flush()
        for kind, line in (*((RemovedKind.TABLE_HEAD, head) for head in heads), *((None, line) for line in lines)):
            if line.strip(" |"):
                self._append(_Block(gap=True, fate=kind, row=True, parts=[line]))

    def _is_block(self, element: etree._Element, tag: str) -> bool:
        if tag not in CELLS:
            return tag in BLOCKS
        row = element.getparent()
        if row not in self._rows:
            self._rows[row] = is_row_of_figures(row)
        return not self._rows[row]

    def _add(self, text: str | None) -> None:
        if not text:
            return
        look = self._seen[-1]
        if look.fate:
            self._drop(look.fate, text)
            return
        if look.raised and text.strip():
            shown = notemarks.raised(text, "".join(self._now.parts[-3:]) if self._table is None else self._table.cell)
            if not shown:
                self._drop(RemovedKind.NOTE_MARK, text)
                return
            text = shown
        if text.strip():
            self._flush()
        if self._table is not None:
            self._table.add(text)
        elif look.pre:
            self._add_lines(text)
        else:
            self._put(text)

    def _add_lines(self, text: str) -> None:
        for number, line in enumerate(text.replace("\r\n", "\n").split("\n")):
            if number:
                # A second line end on end is a blank line.
                self._break(gap=not self._now.plain)
            self._put(_INDENTED.sub(_INDENT, line))

    def _put(self, text: str) -> None:
        self._now.parts.append(text)
        self._now.linked += len(SPACE.sub("", text)) if self._link else 0

    def _drop(self, kind: RemovedKind, text: str) -> None:
        if self._dropped.fate is not kind:
            self._flush()
            self._dropped.fate = kind
        self._dropped.parts.append(text)
        if self._hiding is not None and _SENTENCE.search(text):
            self._length += len(text.strip())

    def _flush(self) -> None:
        """What was dropped so far is one piece of the record."""
        if self._dropped.plain:
            self.blocks.append(self._dropped)
        self._dropped = _Block()

    def _append(self, block: _Block) -> None:
        self.blocks.append(block)
        self._open[-1].length += 0 if block.fate else len(block.plain)
        self._open[-1].weight += block.weight

    def _break(self, gap: bool) -> None:
        """End the paragraph; bold goes on in the next."""
        self._flush()
        if self._now.plain:
            if self._bold:
                self._now.parts.append("**")
            self._append(self._now)
            self._now = _Block(level=0 if gap else self._now.level, gap=gap)
        else:
            self._now = _Block(level=0 if gap else self._now.level, gap=self._now.gap or gap)
        if self._bold:
            self._now.parts.append("**")

    def _close(self) -> None:
        node = self._open.pop()
        node.last = len(self.blocks)
        self._open[-1].length += node.length
        if node.weight:
            self._open[-1].children.append(node)
            self._open[-1].weight += node.weight


def _main(tree: _Node) -> _Node:
    """The element of the report: the smallest that holds nearly all sentences, or one above it that adds only more of them."""
    path = [tree]
    while tree.weight:
        heavy = next((child for child in path[-1].children if child.weight >= _WHOLE * tree.weight), None)
        if heavy is None:
            break
        path.append(heavy)
    node = path.pop()
    while path and path[-1].weight - node.weight >= _PROSE * (path[-1].length - node.length):
        node = path.pop()
    return node


def _is_menu(block: _Block) -> bool:
    plain = block.plain
    return block.linked >= _LINKED * len(plain) and not noise.is_body(plain)


def _head_above(blocks: Sequence[_Block], main: _Node) -> Iterator[int]:
    """Title, meeting, speaker and date that stand above the main element and not in it."""
    inside = {block.plain for block in blocks[main.first : main.last]}
    for index, block in enumerate(blocks[: main.first]):
        if headings.is_header(block.plain) and block.plain not in inside and not block.linked:
            inside.add(block.plain)
            yield index


def _page_title(root: etree._Element, lines: Sequence[str]) -> Iterator[str]:
    """The title of the browser window, without the name of the site, where the page shows no title."""
    if any(headings.is_title(line) for line in lines[:10]):
        return
    for part in re.split(r"[_|\-–—>»]+", root.findtext(".//title") or ""):
        if headings.is_title(part.strip()):
            yield f"{part.strip()}\n\n"
            return


def _line(block: _Block) -> str:
    text = block.text.replace("****", "")
    before = ("\n" if block.gap else "") + (f"{'#' * block.level} " if block.level else "")
    return f"{before}{text}\n"
