"""Statements as a table: a row a place, a column a year (an indicator, a basis), a cell one statement.

What may fill a cell is of the place itself and of that one year or its end; changes, means and sums of several years
never do. Among those: the indicator written as asked before a joined name, the shorter period, the report of the latest
year, in it the figure with more digits (5696亿元 before 跨越5000亿元大关), the first of them. What other reports say otherwise is kept beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import islice

import numpy as np

from qa.errors import InputError
from qa.figures import rounds_to, same_value
from qa.records import Basis, Facet, Statement
from qa.statements.coded import Rows
from qa.statements.columns import Columns
from qa.statements.names import Meant
from qa.statements.stated import Stated
from qa.wording.alike import qualifiers

SILENT = "未提及"
#: More years than this are told by the first and the last.
_NAMED_YEARS = 3
FACETS = {
    Facet.LEVEL: "数量",
    Facet.RISE: "增长",
    Facet.FALL: "下降",
    Facet.SHARE: "占比",
    Facet.RANK: "位次",
    Facet.NEW: "新增",
}
_CHANGED = FACETS | {Facet.LEVEL: ""}
BASES = {Basis.RESULT: "结果", Basis.TARGET: "目标", Basis.BASE: "基数", Basis.NORM: "标准"}


class UnknownIndicator(InputError):
    """``near`` are names that the store has, the nearest first."""

    def __init__(self, asked: str, near: tuple[str, ...]) -> None:
        hint = f"相近的有：{'、'.join(near)}" if near else "用 qa indicators 看有哪些"
        super().__init__(f"没有叫“{asked}”的指标；{hint}")
        self.near = near


class Why(StrEnum):
    """Why a cell is empty: no report speaks of that year, one does and says nothing, or something else of the same."""

    NO_REPORT = "no_report"
    NOT_STATED = "not_stated"
    OTHERWISE = "otherwise"


@dataclass(frozen=True, slots=True)
class Cell:
    """``statement`` is None where the reports are silent, ``why`` then says why, and ``instead`` which other sides of
    the same they tell (its growth); ``others`` are what other reports say otherwise."""

    statement: Statement | None = None
    others: tuple[Statement, ...] = ()
    why: Why | None = None
    instead: tuple[Facet, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """``indicator`` as the reports mostly write it. ``facet`` RISE has falls too."""

    indicator: str
    facet: Facet
    year: int
    basis: Basis


@dataclass(frozen=True, slots=True)
class Line:
    place: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Pivot:
    """``notes`` are what a reader must know besides, in Chinese. ``index`` is the generation of the store; ``facets``
    how often each side of the indicators is told there, most told first."""

    index: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()
    facets: tuple[tuple[Facet, int], ...] = ()

    @property
    def headings(self) -> tuple[str, ...]:
        """One for each column, of what tells it from the others."""
        labels = [(told_name(c.indicator, c.facet), f"{c.year}年", BASES[c.basis]) for c in self.columns]
        told = [len({label[part] for label in labels}) > 1 for part in range(3)]
        told[1] = told[1] or not any(told)
        return tuple("".join(text for text, tell in zip(label, told, strict=True) if tell) for label in labels)

    @property
    def title(self) -> str:
        """What all columns have in common, or all that they have."""
        parts = [
            _spelled_years(sorted({c.year for c in self.columns})),
            dict.fromkeys(told_name(c.indicator, c.facet) for c in self.columns),
            dict.fromkeys(BASES[c.basis] for c in self.columns),
        ]
        return " ".join("、".join(part) for part in parts)


def _spelled_years(years: Sequence[int]) -> list[str]:
    return [f"{years[0]}—{years[-1]}年"] if len(years) > _NAMED_YEARS else [f"{year}年" for year in years]


def told_name(indicator: str, facet: Facet) -> str:
    """The indicator with the side of it that is told: 地区生产总值增长."""
    told = facet in (Facet.LEVEL, Facet.NEW) and "新增" in indicator
    return indicator if told else indicator + _CHANGED[facet]


@dataclass(frozen=True, slots=True)
class _Wanted:
    places: tuple[str, ...]
    years: tuple[int, ...]
    basis: tuple[Basis, ...]
    facet: Facet | None


def pivot(
    stated: Stated,
    indicators: Sequence[str],
    *,
    places: Sequence[str] = (),
    years: Sequence[int] = (),
    basis: Sequence[Basis] = (Basis.RESULT,),
    facet: Facet | None = None,
) -> Pivot:
    """The table of these indicators, of these places (all that have a report on these years) and data years (all that
    are stated).

    Raises UnknownIndicator. Linear in the rows of the store.
    """
    wanted = _Wanted(tuple(dict.fromkeys(places)), tuple(sorted(set(years))), tuple(basis), facet)
    filled: list[_Filled] = []
    told_facets: Counter[Facet] = Counter()
    notes = [f"资料库中没有{place}的报告" for place in wanted.places if place not in stated.places]
    for asked in dict.fromkeys(indicators):
        meant = stated.names.meant(asked)
        if meant is None:
            raise UnknownIndicator(asked, stated.names.near(asked))
        found, told, counts = _of_indicator(stated, meant, wanted)
        filled += found
        notes += told
        told_facets += counts
    filled = [each for number, each in enumerate(filled) if each.column not in {f.column for f in filled[:number]}]
    lines = _lines(stated, wanted, filled)
    if any(cell.others for line in lines for cell in line.cells):
        notes.append("带 * 的格子：几份报告的说法不同，取最近一份")
    columns = tuple(each.column for each in filled)
    return Pivot(stated.index, columns, lines, tuple(notes), tuple(told_facets.most_common()))


@dataclass(frozen=True, slots=True)
class _Filled:
    """A column with its cells by place, and which sides of its indicator, year and basis are told of each place."""

    column: Column
    cells: dict[str, Cell]
    told: dict[str, set[Facet]]


def _of_indicator(stated: Stated, meant: Meant, wanted: _Wanted) -> tuple[list[_Filled], list[str], Counter[Facet]]:
    columns = stated.columns
    rows = columns.select(
        places=wanted.places, years=wanted.years, basis=wanted.basis, among=columns.stating(meant.codes)
    )
    rows = rows[columns.single[rows]]
    elsewhere = ~stated.own[rows]
    unknown = int((columns.place_codes[rows[elsewhere]] < 0).sum())
    rows = rows[~elsewhere]
    sides = _sides(columns, rows)
    counts = _counted(columns, meant, rows)
    facet = wanted.facet or meant.facet or _mostly(counts)
    facets = _facets(meant, facet)
    rows = columns.select(facet=facets, among=rows)
    years = wanted.years or columns.years(rows)
    order = _ranked(stated, meant, rows)
    wanted_columns = [Column(meant.name, facet, year, basis) for year in years for basis in wanted.basis]
    filling = [_filling(columns, columns.select(years=[c.year], basis=[c.basis], among=order)) for c in wanted_columns]
    # All at once: each call for statements costs more than some hundred of them.
    statements = iter(columns.statements(np.concatenate([np.empty(0, np.int64), *filling])))
    made = [
        _Filled(column, _cells(islice(statements, len(own))), sides.get((column.year, column.basis), {}))
        for column, own in zip(wanted_columns, filling, strict=True)
    ]
    made = [each for each in made if wanted.years or each.cells]
    others = [f"{FACETS[each]} {count} 处" for each, count in counts.items() if each not in facets]
    notes = [f"{meant.name}另有：{'、'.join(others)}"] if others else []
    notes += [f"{meant.name}有 {unknown} 处没有写明是哪里的，不在表中"] if unknown else []
    units = {cell.statement.unit for each in made for cell in each.cells.values() if cell.statement}
    notes += (
        [f"{meant.name}的单位不一：{'、'.join(unit or '没有单位' for unit in sorted(units))}"] if len(units) > 1 else []
    )
    return made, notes, counts


def _sides(columns: Columns, rows: Rows) -> dict[tuple[int, Basis], dict[str, set[Facet]]]:
    """By year and basis, then by place, the sides of one indicator that its ``rows`` tell."""
    sides: dict[tuple[int, Basis], dict[str, set[Facet]]] = {}
    for year, place, basis, facet in columns.sides(rows):
        sides.setdefault((year, basis), {}).setdefault(place, set()).add(facet)
    return sides


def _told_as_new(meant: Meant) -> bool:
    """Whether the name says that it is of what is new, so that 城镇新增就业120万人 is its amount."""
    return "新增" in qualifiers(meant.name)


def _counted(columns: Columns, meant: Meant, rows: Rows) -> Counter[Facet]:
    counts = Counter(columns.facets(rows))
    if _told_as_new(meant):
        counts[Facet.LEVEL] += counts.pop(Facet.NEW, 0)
    return +counts


def _mostly(counts: Counter[Facet]) -> Facet:
    """Amounts, unless something else is told more than three times as often."""
    most, count = next(iter(counts.most_common(1)), (Facet.LEVEL, 0))
    return Facet.LEVEL if 3 * counts[Facet.LEVEL] >= count else most


def _facets(meant: Meant, facet: Facet) -> tuple[Facet, ...]:
    """What goes into a column of ``facet``: falls are growth too, below zero."""
    if facet is Facet.RISE:
        return Facet.RISE, Facet.FALL
    return (Facet.LEVEL, Facet.NEW) if facet in (Facet.LEVEL, Facet.NEW) and _told_as_new(meant) else (facet,)


def _ranked(stated: Stated, meant: Meant, rows: Rows) -> Rows:
    """``rows``, those that fill a cell before others first."""
    columns = stated.columns
    delivered = columns.by_report({report.id: report.year or 0 for report in stated.reports.values()})[rows]
    joined = ~np.isin(columns.indicator_codes[rows], meant.exact)
    length = columns.last[rows].astype(np.int64) - columns.first[rows]
    values, places = np.unique(np.array(columns.values(rows)), return_inverse=True)
    digits = np.array([_digits(value) for value in values.tolist()], dtype=np.int64)[places]
    return rows[np.lexsort((rows, -digits, -delivered, length, joined))]


def _digits(value: float) -> int:
    """How many digits a figure has, without the noughts at its ends."""
    written = repr(value).partition("e")[0]
    return len(written.removesuffix(".0").replace(".", "").strip("-0")) or 1


def _filling(columns: Columns, ranked: Rows) -> Rows:
    """Of ``ranked`` rows, in their order, the first of each place and report."""
    keys = (columns.place_codes[ranked].astype(np.int64) << 32) + columns.report_codes[ranked]
    firsts: Rows = np.sort(np.unique(keys, return_index=True)[1])
    return ranked[firsts]


def _cells(statements: Iterable[Statement]) -> dict[str, Cell]:
    """A cell for each place that they speak of: the first, and of the others those that differ."""
    firsts: dict[str, Statement] = {}
    others: dict[str, list[Statement]] = {}
    for statement in statements:
        first = firsts.setdefault(statement.place or "", statement)
        if first is not statement and not _agree(first, statement):
            others.setdefault(statement.place or "", []).append(statement)
    return {place: Cell(first, tuple(others.get(place, ()))) for place, first in firsts.items()}


def _agree(one: Statement, other: Statement) -> bool:
    """Whether both say the same, one of them perhaps rounded."""
    if one.facet is not other.facet:
        return False
    a, b = one.figure, other.figure
    return same_value(a, b) or rounds_to(a, b) or rounds_to(b, a)


def _lines(stated: Stated, wanted: _Wanted, filled: Sequence[_Filled]) -> tuple[Line, ...]:
    places = wanted.places or tuple(
        dict.fromkeys((*_covered(stated, wanted.years), *(place for each in filled for place in each.cells)))
    )
    order = {place: number for number, place in enumerate(stated.places)}
    if not wanted.places:
        places = tuple(sorted(places, key=lambda place: order.get(place, len(order))))
    spoken = stated.spoken_years
    return tuple(
        Line(place, tuple([each.cells.get(place) or _empty(each, place, spoken) for each in filled]))
        for place in places
    )


def _empty(filled: _Filled, place: str, spoken: Mapping[tuple[str, Basis], frozenset[int]]) -> Cell:
    column = filled.column
    instead = filled.told.get(place)
    if instead:
        return Cell(why=Why.OTHERWISE, instead=tuple(sorted(instead)))
    heard = column.year in spoken.get((place, column.basis), ())
    return _NOT_STATED if heard else _NO_REPORT


_NOT_STATED, _NO_REPORT = Cell(why=Why.NOT_STATED), Cell(why=Why.NO_REPORT)


def why_empty(column: Column, cell: Cell) -> str:
    """Why ``cell`` is empty, for a reader; nothing where it is not."""
    if cell.why is Why.OTHERWISE:
        return f"只说了{'、'.join(FACETS[facet] for facet in cell.instead)}"
    if cell.why is Why.NOT_STATED:
        return "报告没有说"
    told = "讲" if column.basis is Basis.RESULT else "部署"
    return f"没有{told}这年的报告" if cell.why else ""


def _covered(stated: Stated, years: Sequence[int]) -> Iterator[str]:
    """Places with a report that looks back on, or plans, one of these years."""
    for report in stated.reports.values():
        if report.place and (not years or {*report.reviewed, *report.planned} & {*years}):
            yield report.place


def amount(column: Column, statement: Statement) -> Decimal:
    """The number of a cell in the statement's unit, a range's lower end; a fall in a column of growth is below zero."""
    fell = column.facet is Facet.RISE and statement.facet is Facet.FALL
    return -statement.value if fell else statement.value
