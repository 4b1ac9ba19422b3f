"""The report in a web page: what a reader sees, of the element that holds it, and the title above it.

Nothing inside that element is judged by its tags: general extractors lose short paragraphs and headings there
(trafilatura 2.3: up to 0.9 % of a report set in plain ``<p>``). What is dropped around it is kept to be seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from qa.corpus import headings, noise
from qa.corpus.extracted import Extracted, Removed
from qa.corpus.hidden import HiddenRules
from qa.corpus.noise import RemovedKind
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
_SPACE = re.compile(r"[ \t\r\n\f]+")
_SILENT = frozenset(
    "script style noscript template iframe object embed applet svg math canvas audio video select datalist button textarea nav footer".split()
)
_BLOCKS = frozenset(
    "p div h1 h2 h3 h4 h5 h6 li ul ol dl dt dd table caption thead tbody tfoot tr section article main header aside blockquote pre hr figure"
    " figcaption form fieldset legend center address body html details summary".split()
)
_CELLS = frozenset({"td", "th"})
_BOLD = frozenset({"b", "strong"})
_SENTENCE = re.compile("[。；！？，]")
# The element that holds this share of all sentences holds the report; the rest are notices and teasers.
_WHOLE = 0.98
# What stands beside it is of the report too when this share of it is sentences: pages with unclosed tags nest paragraphs.
_PROSE = 0.6
_LINKED = 0.8
_CELL_CHARS = 80
_HIDDEN_NOTE = 20


@dataclass(slots=True)
class _Block:
    """One paragraph as it grows. ``gap``: set apart from the one before, not only by a line break."""

    level: int = 0
    gap: bool = False
    hidden: bool = False
    parts: list[str] = field(default_factory=list)
    linked: int = 0

    @property
    def text(self) -> str:
        return _SPACE.sub(" ", "".join(self.parts)).strip(" ")

    @property
    def plain(self) -> str:
        return self.text.replace("**", "").strip(" \u3000\xa0")

    @property
    def weight(self) -> int:
        return max(0, len(self.plain) - self.linked) if _SENTENCE.search(self.plain) else 0


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
    reader = _Reader(HiddenRules.of(root))
    reader.read(root)
    blocks = reader.blocks
    main = _main(reader.tree)
    kept = {index for index in range(main.first, main.last) if not _is_menu(blocks[index])}
    kept |= set(_head_above(blocks, main))
    kept -= {index for index, block in enumerate(blocks) if block.hidden}
    lines = [*_page_title(root, [blocks[index].plain for index in sorted(kept)])]
    lines += [_line(blocks[index]) for index in sorted(kept)]
    removed = tuple(
        Removed(RemovedKind.HIDDEN if block.hidden else RemovedKind.AROUND, block.plain)
        for index, block in enumerate(blocks)
        if index not in kept
    )
    return Extracted("".join(lines).strip("\n"), warnings=_hidden_warning(removed), removed=removed)


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
    """One walk over the elements, without recursion."""

    def __init__(self, rules: HiddenRules) -> None:
        self._rules = rules
        self.blocks: list[_Block] = []
        self.tree = _Node(0)
        self._open: list[_Node] = [self.tree]
        self._now = _Block()
        self._rows: dict[etree._Element, bool] = {}
        self._unseen: etree._Element | None = None
        self._hidden = _Block(hidden=True)
        self._link = 0
        self._bold = 0

    def read(self, root: etree._Element) -> None:
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            tag = element.tag
            if event == "start":
                if tag in _SILENT or tag == "head":
                    walker.skip_subtree()
                    continue
                self._enter(element, tag)
            else:
                if tag not in _SILENT and tag != "head":
                    self._leave(element, tag)
                self._add(element.tail)
        self._break(gap=True)
        self.tree.last = len(self.blocks)

    def _enter(self, element: etree._Element, tag: str) -> None:
        if self._unseen is not None or self._rules.hides(element):
            if self._unseen is None:
                self._unseen = element
            self._add(element.text)
            return
        if self._is_block(element, tag):
            self._break(gap=True)
            self._now.level = int(tag[1]) if tag[0] == "h" and tag[1:].isdigit() else 0
            self._open.append(_Node(len(self.blocks)))
        elif tag in _CELLS and self._now.plain:
            self._now.parts.append(" | ")
        elif tag == "br":
            self._break(gap=False)
        self._link += tag == "a"
        if tag in _BOLD:
            self._bold += 1
            if self._bold == 1:
                self._now.parts.append("**")
        self._add(element.text)

    def _leave(self, element: etree._Element, tag: str) -> None:
        if self._unseen is not None:
            self._show(element)
            return
        if tag in _BOLD:
            self._bold -= 1
            if self._bold == 0:
                self._now.parts.append("**")
        self._link -= tag == "a"
        if self._is_block(element, tag):
            self._break(gap=True)
            self._close()

    def _show(self, element: etree._Element) -> None:
        """At the end of the outermost hidden element the page is seen again."""
        if element is self._unseen:
            self._unseen = None
            if self._hidden.plain:
                self.blocks.append(self._hidden)
            self._hidden = _Block(hidden=True)

    def _is_block(self, element: etree._Element, tag: str) -> bool:
        if tag not in _CELLS:
            return tag in _BLOCKS
        row = element.getparent()
        if row not in self._rows:
            self._rows[row] = _is_row_of_figures(row)
        return not self._rows[row]

    def _add(self, text: str | None) -> None:
        if text and self._unseen is not None:
            self._hidden.parts.append(text)
        elif text:
            self._now.parts.append(text)
            self._now.linked += len(_SPACE.sub("", text)) if self._link else 0

    def _break(self, gap: bool) -> None:
        """End the paragraph; bold goes on in the next."""
        if self._now.plain:
            if self._bold:
                self._now.parts.append("**")
            self.blocks.append(self._now)
            self._open[-1].length += len(self._now.plain)
            self._open[-1].weight += self._now.weight
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


def _is_row_of_figures(row: etree._Element) -> bool:
    """Cells of figures stand in line with their neighbours; cells with paragraphs are layout."""
    cells = [child for child in row if child.tag in _CELLS]
    return len(cells) > 1 and all(map(_is_small, cells))


def _is_small(cell: etree._Element) -> bool:
    length = 0
    for child in cell.iter():
        if child is not cell and child.tag in _BLOCKS and child.tag not in {"p", "div"}:
            return False
        length += len((child.text or "").strip()) + (0 if child is cell else len((child.tail or "").strip()))
        if length > _CELL_CHARS:
            return False
    return True


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


def _hidden_warning(removed: Sequence[Removed]) -> tuple[str, ...]:
    count = sum(len(piece.text) for piece in removed if piece.kind is RemovedKind.HIDDEN)
    return (f"网页里有 {count} 个字是隐藏的，没有收录",) if count >= _HIDDEN_NOTE else ()
