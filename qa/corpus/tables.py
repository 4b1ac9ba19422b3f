"""A table of figures told row by row: a sentence a cell, with the heads of its row and column, its year and its unit.

``2022年韩麻营镇财政收入4215万元。`` stands where the page had a row 财政收入（万元）under 韩麻营镇 and a column 2022年: whoever
reads the sentence alone, a person or a program, reads what the cell says.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from qa.corpus import headings
from qa.corpus.characters import normalise
from qa.corpus.extracted import DOUBT
from qa.figures import FigureKind, find_figures

#: Longer cells hold paragraphs: the table is layout.
CELL_CHARS = 80
MAX_COLUMNS = 60
_MARKUP = re.compile(r"\*\*|^#{1,6} |\n")
_ROW = re.compile(r"^\s*\|.*\|\s*$")
_RULE_ROW = re.compile(r"^\s*\|(?:\s*:?-{2,}:?\s*\|)+\s*$", re.M)
_NUMBER = re.compile(
    r"^(?P<before>[约近超逾≥≤><]?\s*[-−—－+]?)(?P<number>\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?P<rest>\D.{0,15})?$"
)
_YEAR_ALONE = re.compile(r"^(?:19|20)\d{2}$")
_WHEN = re.compile(
    r"(?:(?:19|20)\d{2} ?年? ?[-—–~～至到] ?)?(?:19|20)\d{2} ?年(?:度|末|底)?|^(?:19|20)\d{2}$|^(?:上年|去年|今年|本年|当年)(?!度?同期|增)度?"
)
_HEDGE = re.compile(r"(?:左右|及?以上|及?以下|以内|上下)$")
_UNIT = re.compile(r"[（(\[] ?(?:计量)?(?:单位)? ?[:：]? ?([^（）()\[\]]{1,10}) ?[）)\]]")
_CAPTION_UNIT = re.compile(r"(?:^|[（(\s]) ?(?:计量)?单位 ?[:：] ?([^（）()，、,；\s]{1,10}) ?[）)]?$")
_COUNTER = re.compile(r"^(?:序号|编号|No\.?|#)$", re.I)
_UNIT_HEAD = re.compile(r"^(?:计量)?单位$")
#: Heads that say no more than that a value stands below.
_VALUE_HEAD = re.compile(
    r"^(?:数值|数量|数据|绝对[数值量]|总量|指标值|完成[数值量]|完成情况|实际(?:完成)?[数值]?|实绩|实现[数值]|完成|累计)$"
)
#: What stands below is to be reached.
_PLAN_HEAD = re.compile(r"^(?:全年|年度|主要|工作)*(?:预期|计划|奋斗|规划|任务)*(?:目标|计划|预期|任务)[数值]?")
_OF_WHICH = re.compile(r"^(?:其中 ?[:：]? ?|# ?|[-—·] ?)")
_GROWTH = re.compile(r"增长|增速|增幅|涨幅|[±+]")
_NOTHING = re.compile(r"^[-—–－…·./\s]*$")


@dataclass(frozen=True, slots=True)
class Told:
    """``lines``: a paragraph a row; ``heads``: the words of the header rows, which are in the lines now."""

    lines: tuple[str, ...]
    heads: tuple[str, ...]


def in_markdown(text: str) -> tuple[str, tuple[str, ...]]:
    """``text`` with the tables of figures in it told row by row, and the heads that went into the rows."""
    if not _RULE_ROW.search(text):
        return text, ()
    lines: list[str] = []
    heads: list[str] = []
    for is_row, group in itertools.groupby(text.split("\n"), key=lambda line: _ROW.match(line) is not None):
        rows = list(group)
        grid = [row.strip().strip("|").split("|") for row in rows if not _RULE_ROW.match(row)]
        cells = [[cell.strip() for cell in row] for row in grid]
        found = told(cells, head_rows=1) if is_row and len(grid) < len(rows) else None
        lines += ["", *(line for row in found.lines for line in (row, ""))] if found else rows
        heads += found.heads if found else ()
    return "\n".join(lines), tuple(heads)


@dataclass(frozen=True, slots=True)
class _Head:
    """What a head says: the time, what is counted, the unit it is counted in."""

    when: str = ""
    what: str = ""
    unit: str = ""


def unit_of_caption(line: str) -> str:
    """The unit that a line above a table gives for all of it (单位：万元), else empty."""
    match = _CAPTION_UNIT.search(normalise(line).strip())
    return match[1] if match and _is_unit(match[1]) else ""


def told(grid: Sequence[Sequence[str]], unit: str = "", head_rows: int | None = None) -> Told | None:
    """``grid`` has merged cells repeated in every row and column that they span; ``unit`` holds where no head has one;
    ``head_rows``: so many rows are heads (None: those before the first with figures).

    None for a table that has no figures under heads.
    """
    rows = [[_MARKUP.sub("", normalise(cell)).strip() for cell in row] for row in grid]
    rows = [row for row in rows if any(row)]
    if len(rows) < 2 or not 2 <= max(map(len, rows)) <= MAX_COLUMNS:
        return None
    width = max(map(len, rows))
    rows = [row * width if len(row) == 1 else row + [""] * (width - len(row)) for row in rows]
    titles = list(itertools.takewhile(_is_heading, rows))
    rows = rows[len(titles) :]
    header = next(
        (i for i, row in enumerate(rows) if _has_figures(row) or _is_heading(row) or _counts_like_years(row, rows[:i])),
        len(rows),
    )
    header = min(head_rows, len(rows)) if head_rows is not None and not titles else header
    body = rows[header:]
    if not any(_has_figures(row) for row in body) or (not header and width > 2):
        return None
    titled = [row[0] for row in titles]
    lines = (*titled, *_lines(rows[:header], body, unit, _head(titled).when))
    return Told(lines, tuple(" | ".join(row) for row in rows[:header]))


def _is_heading(row: Sequence[str]) -> bool:
    """One cell across the table: the title of it, or of the rows below."""
    return len(set(row)) == 1 and not is_value(row[0])


def _has_figures(row: Sequence[str]) -> bool:
    """Whether a cell is a figure or, beside the first column, tells one (增长7%左右)."""
    return any(map(is_value, row)) or any(map(_tells, row[1:]))


def _counts_like_years(row: Sequence[str], above: Sequence[Sequence[str]]) -> bool:
    """企业（家） | 1904 | 1951 below a row of years."""
    years = any(_WHEN.search(cell) for one in above for cell in one)
    return (
        years
        and any(map(_YEAR_ALONE.match, row))
        and any(_is_unit(unit) for cell in row for unit in _UNIT.findall(cell))
    )


@lru_cache(maxsize=4096)
def _tells(cell: str) -> bool:
    if _WHEN.search(cell) or _UNIT.search(cell):
        return False
    return any(found.kind in (FigureKind.QUANTITY, FigureKind.PERCENT) and found.unit for found in find_figures(cell))


def is_value(cell: str) -> bool:
    """Whether a cell is a figure and nothing else, with or without its unit."""
    match = _NUMBER.match(cell.replace(DOUBT, ""))
    if match is None or _WHEN.match(cell):
        return False
    unit = _HEDGE.sub("", match["rest"] or "")
    return not unit or _is_unit(unit)


def _lines(header: Sequence[Sequence[str]], body: Sequence[Sequence[str]], unit: str, when: str) -> Iterator[str]:
    columns = [list(dict.fromkeys(row[i] for row in header if row[i])) for i in range(len(body[0]))]
    heads = [_head(labels) for labels in columns]
    heads = [_dated(heads, index) for index in range(len(heads))]
    named = [
        index
        for index in range(len(heads))
        if not any(is_value(row[index]) or (index and _tells(row[index])) for row in body)
    ]
    stub = _stub(named, columns)
    for row in body:
        if _is_heading(row):
            yield row[0]
            continue
        cells = list(_row(row, heads, columns, stub, _Head(when, "", unit)))
        if cells:
            yield "".join(cells)


def _stub(named: Sequence[int], columns: Sequence[Sequence[str]]) -> set[int]:
    """Columns of labels: the first ones without values, and those set beside them under the same head."""
    lead: list[int] = []
    for index in range(len(columns)):
        if not (index in named or _counts(columns[index])):
            break
        if index in named and not _is_unit_column(columns[index]):
            lead.append(index)
    again = [i for i in named if i not in lead and columns[i] and any(columns[i] == columns[first] for first in lead)]
    return {*lead, *again}


def _counts(labels: Sequence[str]) -> bool:
    return any(_COUNTER.match(label) for label in labels)


def _is_unit_column(labels: Sequence[str]) -> bool:
    return any(_UNIT_HEAD.match(label) for label in labels)


def _row(
    row: Sequence[str], heads: Sequence[_Head], columns: Sequence[Sequence[str]], stub: set[int], table: _Head
) -> Iterator[str]:
    """The sentences of a row, one a cell; ``table`` holds where no head says otherwise."""
    labels: list[str] = []
    own = next((row[i] for i in range(len(row)) if _is_unit_column(columns[i])), "")
    before = -1
    for index, cell in enumerate(row):
        if index in stub:
            labels = [*labels, cell] if before == index - 1 or not labels else [cell]
            before = index
            continue
        if _NOTHING.match(cell) or _is_unit_column(columns[index]) or _counts(columns[index]):
            continue
        label = _head(list(dict.fromkeys(filter(None, labels))))
        if own and not label.unit:
            label = _Head(label.when, label.what, own if _is_unit(own) else "")
        told = _sentence(label, heads[index], cell, table)
        # A doubt of a head is one of the sentence.
        yield told.replace(DOUBT, "").removesuffix("。") + f"{DOUBT}。" if DOUBT in told else told


def _sentence(row: _Head, column: _Head, cell: str, table: _Head) -> str:
    when = column.when or row.when or table.when
    plan = _PLAN_HEAD.match(column.what)
    said = column.what[plan.end() :] if plan else column.what
    what = (f"{plan[0]}：" if plan else "") + row.what + ("" if _VALUE_HEAD.match(said) else said)
    match = _NUMBER.match(cell.replace(DOUBT, ""))
    of_unit = _YEAR_ALONE.match(cell) and (row.unit or column.unit)
    if not match or not (is_value(cell) or of_unit):
        return f"{when}{what}{'' if _tells(cell) else '：'}{cell.rstrip('。')}。"
    rest = match["rest"] or ""
    if _HEDGE.sub("", rest):
        return f"{when}{what}{cell}。"
    ratio = column.unit if column.unit in ("%", "‰", "个百分点", "倍") else ""
    doubt = DOUBT if DOUBT in cell else ""
    shown = ratio or row.unit or column.unit or table.unit
    return f"{when}{what}{match['before']}{match['number']}{shown}{rest}{doubt}。"


def _head(labels: Sequence[str]) -> _Head:
    """What the labels above one another, or beside one another, say together."""
    when, unit, what = "", "", []
    doubt = any(DOUBT in label for label in labels)
    for label in (label.replace(DOUBT, "") for label in labels):
        for match in _UNIT.finditer(label):
            if _is_unit(match[1]):
                unit = match[1]
                label = label.replace(match[0], "")
        if label.endswith("%"):
            unit, label = "%", label[:-1]
        time = _WHEN.search(label)
        if time:
            when = time[0].replace(" ", "") + ("年" if _YEAR_ALONE.match(time[0]) else "")
            label = label[: time.start()] + label[time.end() :]
        what.append(_worded(label))
    return _Head(when, "".join(dict.fromkeys(what)) + (DOUBT if doubt else ""), unit)


def _worded(label: str) -> str:
    """A label without its place in a list."""
    label = _OF_WHICH.sub("", label.strip())
    numbered = headings.numbering(label)
    return label[numbered.end if numbered else 0 :].strip(" :：、")


def _dated(heads: Sequence[_Head], index: int) -> _Head:
    """A column of growth is that of the year before it: 2022年 | 增长（%）."""
    head = heads[index]
    if head.when or not _GROWTH.search(head.what):
        return head
    when = next((heads[i].when for i in range(index - 1, -1, -1) if heads[i].when), "")
    return _Head(when, head.what, head.unit)


@lru_cache(maxsize=512)
def _is_unit(text: str) -> bool:
    found = find_figures(f"1{text}")
    return (
        len(found) == 1 and found[0].text == f"1{text}" and found[0].kind in (FigureKind.QUANTITY, FigureKind.PERCENT)
    )
