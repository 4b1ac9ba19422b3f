"""Rows of an answer made of statements: a cell with its figure, and which of them may be set against each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from qa.answer.labels import label, written
from qa.answer.stated import Cell
from qa.figures import Figure, comparable
from qa.figures.units import POINTS, RATIO, SHARE
from qa.records import Basis, Facet, How, Plan, Statement
from qa.statements.match import MOVES, Outcome, stands
from qa.wording.joining import JOINS, unites
from qa.wording.subject import acts
from qa.wording.whereabouts import measured_of_place

_RELATIVE = frozenset({SHARE, POINTS, "倍数", "番"})
#: Households, dwellings and people are no things; of firms 户 is said as well as 家.
_COUNTERS = (frozenset({"户"}), frozenset({"套", "间"}), frozenset({"人", "名", "位"}))
_FIRMS = frozenset({"户", "家"})
_MOMENTS = frozenset({How.YEAR, How.END})


@dataclass(frozen=True, slots=True)
class Row:
    """A cell that has its figure; ``size`` is signed (a fall is below zero) and in the base of its dimension."""

    label: str
    cell: Cell
    statement: Statement
    sentence: str

    @property
    def figure(self) -> Figure:
        return self.statement.figure

    @property
    def size(self) -> Decimal:
        return -self.figure.size if self.statement.facet is Facet.FALL else self.figure.size

    @property
    def written_size(self) -> Decimal:
        """The same as it is written, in whatever unit."""
        size = self.figure.number * self.figure.factor
        return -size if self.statement.facet is Facet.FALL else size

    @property
    def text(self) -> str:
        text = written(self.statement, self.sentence)
        return f"下降{text}" if self.statement.facet is Facet.FALL else text

    @property
    def marked(self) -> str:
        return f"{self.text}{self.cell.mark}"


def row_label(cell: Cell, plan: Plan, named: bool = True) -> str:
    narrower = f"（{cell.near.indicator}）" if cell.found.outcome is Outcome.NARROWER and cell.near else ""
    return f"{label(cell, plan, named)}{narrower}"


def rows_narrower(plan: Plan, cells: Sequence[Cell]) -> list[Row]:
    """Rows of reports that state it only of something narrower, which their label says: better than none beside one."""
    return [
        Row(row_label(cell, plan), cell, cell.near, cell.found.best.sentence)
        for cell in cells
        if cell.found.outcome is Outcome.NARROWER and cell.found.best and cell.near and cell.item
    ]


def rows_of(plan: Plan, cells: Sequence[Cell]) -> list[Row]:
    """One row a figure: two searches may lead to the same one."""
    rows: dict[tuple[object, ...], Row] = {}
    for cell in cells:
        if cell.statement is not None and cell.found.best is not None and cell.item is not None:
            s, named = cell.statement, label(cell, plan)
            key = (named, cell.wanted.phrase, s.value, s.unit, s.facet)
            rows.setdefault(key, Row(named, cell, s, cell.found.best.sentence))
    return list(rows.values())


def number_of(cell: Cell) -> int | None:
    return cell.item.number if cell.item else None


def name_of(rows: Sequence[Row]) -> str:
    """What the rows are figures of, as most of them call it: 2023年居民人均可支配收入增速."""
    name = Counter(map(_indicator, rows)).most_common(1)[0][0]
    percent = all(row.figure.measure.dimension == "占比" for row in rows)
    growth = "增速" if percent and all(row.statement.facet in MOVES for row in rows) else ""
    return f"{name}{growth}"


def _indicator(row: Row) -> str:
    """What it is a figure of, without the place within another that the report names with it: 生产总值 of 杭州生产总值."""
    name, place = row.statement.indicator, row.cell.place or ""
    rests = (name[size:] for size in (len(place), len(place) - 1) if size > 1 and name.startswith(place[:size]))
    return next((rest for rest in rests if measured_of_place(rest) or acts(rest)), name)


def joined(rows: Sequence[Row]) -> str:
    return "、".join(f"{row.label}{row.marked}" for row in rows)


def alike_of(rows: Sequence[Row]) -> list[Row]:
    """The most rows that are of one kind: growth or level, of one unit, of moments or of spans alike."""
    sorts = [_sort(row) for row in rows]
    first = dict(zip(reversed(sorts), reversed(rows), strict=True))
    fitting = {sort: {other for other in first if same_kind(first[sort], first[other])} for sort in first}
    most = max(dict.fromkeys(sorts), key=lambda sort: sum(other in fitting[sort] for other in sorts), default=None)
    return [row for row, sort in zip(rows, sorts, strict=True) if most is not None and sort in fitting[most]]


def _sort(row: Row) -> tuple[object, ...]:
    """All that ``same_kind`` looks at: rows of one sort are alike for it, and there are few sorts."""
    figure, statement = row.figure, row.statement
    joined_name = statement.indicator if JOINS.search(statement.indicator) else ""
    return _kind(statement), figure.kind, figure.unit, figure.symbol, joined_name, _came_in(statement), _stands(row)


def same_kind(a: Row, b: Row) -> bool:
    return (
        _kind(a.statement) == _kind(b.statement)
        and comparable(a.figure, b.figure, counters=True)
        and _counted_alike(a.figure.symbol, b.figure.symbol)
        and not unites(a.statement.indicator, b.statement.indicator)
        and not unites(b.statement.indicator, a.statement.indicator)
        and not (_came_in(a.statement) and _stands(b))
        and not (_came_in(b.statement) and _stands(a))
    )


def _counted_alike(a: str, b: str) -> bool:
    """Whether measure words count the same: 45件 and 34项 do, 300个 and 1.5万户 do not, nor 80个 and 200人."""
    apart = next((kind for kind in _COUNTERS if (a in kind) != (b in kind)), None)
    return apart is None or not (a and b) or {a, b} <= _FIRMS


def _kind(statement: Statement) -> tuple[object, ...]:
    how = "moment" if statement.period.how in _MOMENTS else statement.period.how
    dimension = statement.figure.measure.dimension
    facet = "growth" if _grows(statement) else "rank" if statement.facet is Facet.RANK else "amount"
    # 2.2 and 2.52∶1 are both ratios.
    return facet, how, "" if dimension == RATIO else dimension


def _grows(statement: Statement) -> bool:
    """Whether it is growth in percent, points or times: 净增108家 is an amount that came in."""
    return statement.facet in MOVES and statement.figure.measure.dimension in _RELATIVE


def _came_in(statement: Statement) -> bool:
    return statement.facet is Facet.NEW or (statement.facet is Facet.RISE and not _grows(statement))


def _stands(row: Row) -> bool:
    """Whether the figure is of all there is at the end of the year, also as what it rose to (从689万户增至951万户): no match
    for what came in during one."""
    return stands(row.statement) or (row.statement.facet is Facet.LEVEL and _has_base(row))


def _has_base(row: Row) -> bool:
    mine = row.statement
    return any(
        other.basis is Basis.BASE
        and (other.report_id, other.group, other.indicator) == (mine.report_id, mine.group, mine.indicator)
        for other in (told.statement for told in row.cell.told.beside(mine))
    )
