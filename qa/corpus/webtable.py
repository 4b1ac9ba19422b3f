"""Tables of a web page: which are of figures and which only lay out the page, and the cells of one as it is walked through."""

from __future__ import annotations

import re

from lxml import etree

from qa.corpus import tables

SPACE = re.compile(r"[ \t\r\n\f]+")
BLOCKS = frozenset(
    "p div h1 h2 h3 h4 h5 h6 li ul ol dl dt dd table caption thead tbody tfoot tr section article main header aside blockquote pre hr figure"
    " figcaption form fieldset legend center address body html details summary".split()
)
CELLS = frozenset({"td", "th"})


class Table:
    """A table of small cells as it is walked through; merged cells stand in every place that they span."""

    def __init__(self, element: etree._Element, unit: str) -> None:
        self.element = element
        self.unit = unit
        self.cells: list[list[str]] = []
        self.grid: list[list[str]] = []
        self._parts: list[str] | None = None
        self._caption: list[str] = []
        self._place = (1, 1)
        # Column -> rows that the cell above still spans.
        self._below: dict[int, int] = {}

    @property
    def cell(self) -> str:
        return "".join(self._parts or ())

    def enter(self, element: etree._Element, tag: str) -> None:
        if tag == "tr":
            self.cells.append([])
            self.grid.append([])
        elif tag in CELLS and self.grid:
            self._parts = []
            self._place = _span(element, "rowspan"), _span(element, "colspan")

    def add(self, text: str) -> None:
        (self._caption if self._parts is None else self._parts).append(text)

    def leave(self, tag: str) -> None:
        if tag in CELLS and self._parts is not None:
            text = SPACE.sub(" ", self.cell).strip()
            self._parts = None
            self.cells[-1].append(text)
            self._from_above()
            rows, columns = self._place
            for _ in range(columns):
                if rows > 1:
                    self._below[len(self.grid[-1])] = rows - 1
                self.grid[-1].append(text)
        elif tag == "tr":
            self._from_above()
        elif tag == "caption":
            text = SPACE.sub(" ", "".join(self._caption)).strip()
            self.unit = tables.unit_of_caption(text) or self.unit
            if text and text != self.unit:
                self.cells.append([text])
                self.grid.append([text])

    def _from_above(self) -> None:
        """Places of the row that cells of the rows above span."""
        row = self.grid[-1]
        while self._below.get(len(row)) and len(self.grid) > 1 and len(self.grid[-2]) > len(row):
            self._below[len(row)] -= 1
            row.append(self.grid[-2][len(row)])


def _span(element: etree._Element, name: str) -> int:
    value = (element.get(name) or "").strip()
    return min(int(value), tables.MAX_COLUMNS + 1) if value.isascii() and value.isdigit() and int(value) else 1


def is_of_figures(table: etree._Element) -> bool:
    """Whether a table has several rows of small cells and no table in them: what is larger is layout."""
    rows = cells = 0
    for element in table.iter("tr", "td", "th", "table"):
        if element.tag in CELLS:
            cells += 1
            if not _is_small(element):
                return False
        elif element is not table:
            if element.tag == "table":
                return False
            rows += 1
    return rows > 1 and cells > rows


def is_row_of_figures(row: etree._Element) -> bool:
    """Cells of figures stand in line with their neighbours; cells with paragraphs are layout."""
    cells = [child for child in row if child.tag in CELLS]
    return len(cells) > 1 and all(map(_is_small, cells))


def _is_small(cell: etree._Element) -> bool:
    length = 0
    for child in cell.iter():
        if child is not cell and child.tag in BLOCKS and child.tag not in {"p", "div"}:
            return False
        length += len((child.text or "").strip()) + (0 if child is cell else len((child.tail or "").strip()))
        if length > tables.CELL_CHARS:
            return False
    return True
