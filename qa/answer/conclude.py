"""Answers made of statements: the conclusion first, then the table, then the sentences they rest on. Code reckons, nobody else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.answer import derive
from qa.answer.clauses import merged
from qa.answer.composed import Composed
from qa.answer.contest import chosen
from qa.answer.courses import courses_of, told_courses
from qa.answer.derive import Derived
from qa.answer.evidence import Numbered
from qa.answer.gaps import gaps_of, told_gaps
from qa.answer.labels import label, period_label, told_shortly
from qa.answer.quote import quote_lines
from qa.answer.rows import (
    Row,
    alike_of,
    number_of,
    row_label,
    rows_narrower,
    rows_of,
    same_kind,
)
from qa.answer.stated import Cell
from qa.answer.united import united_of
from qa.records import Basis, CheckedFigure, Facet, Kind, Operation, Plan, Statement, Table
from qa.records import Cell as TableCell
from qa.statements.match import MOVES, Outcome
from qa.statements.table import BASES

_SILENT = "未提及"
#: Of the places within one whose report alone there is.
_SOME = "报告没有逐一给出各地的数，这里列出的是报告写到的。"
#: Rows whose sentences are quoted below the table; the others are one click away.
_QUOTED = 6
#: With fewer figures of just what is asked, those of something narrower are set beside them.
_FEW = 2
#: Of more places than this, what others give instead is named without its figure.
_MANY = 6
#: The report gives just this, of another kind, basis or year.
_ONLY = frozenset({Outcome.OTHER_FACET, Outcome.OTHER_BASIS, Outcome.OTHER_YEAR})
#: What is asked beside a figure and may be left open.
_ASIDE = {Facet.RISE: "增幅", Facet.RANK: "位次"}


def told(plan: Plan, cells: Sequence[Cell], beside: Sequence[Numbered] = ()) -> Composed | None:
    """One line a search, the figure first, for a question that compares nothing; None unless every search is answered, or
    only the growth or the rank of what is answered is not. ``beside``: what is quoted with the sentences of the figures."""
    rows = rows_of(plan, cells)
    open_ = [cell for cell in cells if cell.statement is None]
    if not rows or len(rows) + len(open_) < len(cells) or not all(_of_answered(cell, rows) for cell in open_):
        return None
    lines = dict.fromkeys(
        f"{label(row.cell, plan, named=False)}{told_shortly(row.statement, row.sentence)}{row.cell.mark}"
        for row in rows
    )
    unsaid = dict.fromkeys(_ASIDE[cell.wanted.facet] for cell in open_ if cell.wanted.facet)
    rest = f"报告没有直接给出它的{'和'.join(unsaid)}。" if unsaid else ""
    return Composed(
        text=f"{'；'.join(lines)}。{rest}\n依据：\n{_quotes(rows, beside)}",
        used=tuple(dict.fromkeys((*_used(rows), *(item.number for item in beside)))),
        mode="extractive",
        figures=tuple(CheckedFigure(row.statement.text, "quoted", number_of(row.cell)) for row in rows),
    )


def _of_answered(cell: Cell, rows: Sequence[Row]) -> bool:
    """Whether only the growth or the rank of something is asked whose figure there is."""
    things = {word.text for word in cell.wanted.nouns}
    return (
        bool(things)
        and cell.wanted.facet in _ASIDE
        and any(things <= {w.text for w in row.cell.wanted.nouns} and row.cell.when == cell.when for row in rows)
    )


def compared(plan: Plan, cells: Sequence[Cell]) -> Composed | None:
    """Figures of several places, years or indicators set side by side; None when no report states any."""
    rows = rows_of(plan, cells) or _all_narrower(plan, cells)
    if not rows:
        return None
    beside = [row for row in rows_narrower(plan, cells) if len(rows) < _FEW and same_kind(row, rows[0])]
    rows += beside
    operations = plan.ask.operations
    lines, derived, paired = _in_pairs(plan, rows)
    shown, kept = list(paired), list(paired)
    groups = [] if paired else _subjects(plan, rows)
    for group in groups:
        if len(groups) > 1:
            # The conclusion names what each is of.
            group = [replace(row, label=row_label(row.cell, plan, named=False)) for row in group]
        alike = alike_of(group)
        named, conclusion = chosen(plan, alike, operations)
        results = _derived(plan, alike, operations)
        said = "；".join(part for part in (conclusion, *map(derive.with_formula, results)) if part)
        ordered = _ordered(plan, group, alike)
        bounded = plan.ask.bound is not None and bool(conclusion)
        together = united_of(group)
        lines += [together.text] if together else [f"{said}。"] if said else []
        listed = ordered if len(ordered) > 2 or not said else [row for row in ordered if row not in alike]
        listed = [row for row in listed if row in named] if bounded else listed
        lines += [f"- {row.label}：{row.marked}" for row in listed if row in alike or len(alike) < 2]
        lines += [] if together else _apart(group, alike)
        derived += [*results, *(together.derived if together else ())]
        shown += ordered
        kept += named if len(alike) > 1 and named else ordered
    lines += [*_narrower(cells, rows), *_silent(plan, cells)]
    near = [cell.item for cell in cells if cell.found.outcome is Outcome.NEAR and cell.item]
    narrower = [cell.item for cell in cells if cell.found.outcome is Outcome.NARROWER and cell.item]
    figures = [CheckedFigure(row.statement.text, "quoted", number_of(row.cell)) for row in rows]
    figures += [CheckedFigure(result.text, "derived", formula=result.formula) for result in derived]
    return Composed(
        text="\n".join([*lines, f"依据：\n{_quotes(kept, near[:_QUOTED])}"]),
        used=tuple(dict.fromkeys((*_used(rows), *(item.number for item in (*near, *narrower))))),
        mode="extractive",
        figures=tuple(figures),
        table=_table(plan, cells, shown),
    )


def _in_pairs(plan: Plan, rows: Sequence[Row]) -> tuple[list[str], list[Derived], list[Row]]:
    """What is told of aims with their results, or of first years with last ones: its lines, what was computed, and
    the rows, those in pairs first; all empty where no two rows make a pair."""
    gaps = gaps_of(rows) if len(plan.places) > 1 else []
    courses = [] if gaps else courses_of(plan, rows)
    pairs = [(gap.aim, gap.end) for gap in gaps] or [(course.first, course.last) for course in courses]
    if not pairs:
        return [], [], []
    paired = [row for pair in pairs for row in pair]
    alone = [row for row in rows if row not in paired]
    told = told_gaps(gaps) if gaps else told_courses(courses)
    derived = [gap.derived for gap in gaps if gap.derived] or [course.derived for course in courses]
    return [*told, *(f"- {row.label}：{row.marked}" for row in alone)], derived, [*paired, *alone]


def _all_narrower(plan: Plan, cells: Sequence[Cell]) -> list[Row]:
    """Rows of something narrower that every report states, and of one kind: 脱贫人口收入 told as 脱贫群众人均纯收入."""
    rows = rows_narrower(plan, cells) if len(cells) > 1 else []
    alike = len(rows) == len(cells) and all(same_kind(row, rows[0]) for row in rows)
    return rows if alike and len({row.statement.facet for row in rows}) == 1 else []


def _subjects(plan: Plan, rows: Sequence[Row]) -> list[list[Row]]:
    """The rows of each thing asked for, apart; together where two things of one place are set against each other."""
    if plan.kind is Kind.COMPARE and all(scope.same_where(plan.scopes[0]) for scope in plan.scopes):
        return [list(rows)]
    phrases = dict.fromkeys(row.cell.wanted.phrase for row in rows)
    if len(phrases) == len(rows) and len({row.cell.place for row in rows}) == 1:
        return [list(rows)]
    searches = [(plan.scopes[row.cell.scope].query, plan.scopes[row.cell.scope].subject) for row in rows]
    if len({(search, row.cell.place) for search, row in zip(searches, rows, strict=True)}) == len(rows):
        # 上海港和广东全省港口的集装箱吞吐量: of one search a row of each place, in whatever words.
        return [
            [row for row, own in zip(rows, searches, strict=True) if own == each] for each in dict.fromkeys(searches)
        ]
    return [[row for row in rows if row.cell.wanted.phrase == phrase] for phrase in phrases]


def _narrower(cells: Sequence[Cell], shown: Sequence[Row]) -> list[str]:
    """What reports state only of something narrower: no match for the others."""
    told = [
        f"{cell.place or ''}只给出{told_shortly(cell.near, cell.found.best.sentence)}{cell.mark}"
        for cell in cells
        if cell.found.outcome is Outcome.NARROWER and cell.found.best and cell.near and cell.item
        if not any(row.cell is cell for row in shown)
    ]
    return [f"范围更窄，没有列入比较：{'；'.join(told)}。"] if told else []


def _used(rows: Sequence[Row]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(row.cell.item.number for row in rows if row.cell.item))


def _quotes(rows: Sequence[Row], near: Sequence[Numbered] = ()) -> str:
    items = merged((*(row.cell.item for row in rows[:_QUOTED]), *near))
    return quote_lines(sorted(items, key=lambda item: item.number))


def _apart(rows: Sequence[Row], alike: Sequence[Row]) -> list[str]:
    others = [row for row in rows if row not in alike]
    if not others:
        return []
    if len(alike) < 2:
        return ["口径不同，不能直接比较。"]
    told = "，".join(f"{row.label}{told_shortly(row.statement, row.sentence)}{row.cell.mark}" for row in others)
    return [f"口径不同，没有列入比较：{told}。"]


def _silent(plan: Plan, cells: Sequence[Cell]) -> list[str]:
    """Which reports do not state it, and what they state instead: of a few the figure, of many only of when and which."""
    near: list[str] = []
    apart: dict[str, list[str]] = {}
    silent: list[str] = []
    unseen: list[str] = []
    told = {(cell.place, cell.when.years, cell.wanted.phrase) for cell in cells if cell.statement is not None}
    some = any(scope.told for scope in plan.scopes)
    for cell in cells:
        if (cell.place, cell.when.years, cell.wanted.phrase) in told and cell.statement is None:
            continue
        if some and cell.statement is None:
            continue
        if cell.item is not None and (cell.statement is not None or cell.found.outcome is Outcome.NARROWER):
            continue
        where = label(cell, plan) if cell.near is None else (cell.place or "")
        best = cell.found.best
        if best and cell.found.outcome in _ONLY and cell.place:
            near.append(f"{where}只给出{_what(best.statement)}：{told_shortly(best.statement, best.sentence)}")
            apart.setdefault(_given(cell.found.outcome, best.statement), []).append(where)
            # 没给的有几个: what gives but another year's does not give it.
            silent += [where] if plan.ask.silent else []
        elif cell.found.outcome is Outcome.UNSEEN:
            unseen.append(where or label(cell, plan))
        elif cell.found.outcome is Outcome.NEAR and cell.item:
            near.append(f"{label(cell, plan)}没有直接给出这个数，最接近的原文见{cell.mark}")
            apart.setdefault("", []).append(near[-1])
        else:
            silent.append(where or label(cell, plan))
    late = [f"时间所限，还没有查{'、'.join(dict.fromkeys(unseen))}，可以缩小范围再问。"] if unseen else []
    if some:
        late.append(_SOME)
    if silent:
        names = list(dict.fromkeys(silent))
        sought = f"没有给出这一项的有{len(names)}个——" if plan.ask.silent else ""
        late.append(f"{sought}{'、'.join(names)}：{_SILENT}。")
    if len(cells) > _MANY:
        # 33微克 of another year among the figures asked for is soon taken for one of them.
        near = [
            f"{what}{'、'.join(dict.fromkeys(places))}" if what else "；".join(places) for what, places in apart.items()
        ]
    return [*late, f"{'；'.join(dict.fromkeys(near))}。"] if near else late


def _given(outcome: Outcome, statement: Statement) -> str:
    kind = "另一种口径的" if outcome is Outcome.OTHER_FACET else ""
    return f"只给出{kind}{_what(statement)}的："


def _what(statement: Statement) -> str:
    return f"{period_label(statement)}{BASES[statement.basis]}"


def _ordered(plan: Plan, rows: Sequence[Row], alike: Sequence[Row]) -> list[Row]:
    """A course in the order of its years, places from high to low, the rows of another kind last."""
    if plan.kind is Kind.TREND and len(plan.places) < 2:
        return sorted(rows, key=lambda row: row.statement.period.last or 0)
    if len(alike) > 2:
        first = sorted(alike, key=lambda row: -row.size)
        return first + [row for row in rows if row not in alike]
    return list(rows)


def _derived(plan: Plan, rows: Sequence[Row], operations: Sequence[Operation]) -> list[Derived]:
    """Differences, ratios, shares, sums and means, where they are asked for; of two rows the difference always."""
    figures = [row.figure for row in rows]
    if len(figures) < 2 or any(row.statement.facet is Facet.RANK for row in rows):
        return []
    results: list[Derived | None] = []
    if Operation.SUM in operations and not (Operation.DIFFERENCE in operations and _one_course(rows)):
        results.append(derive.total(figures))
    if Operation.MEAN in operations:
        results.append(derive.average(figures))
    if results:
        return [result for result in results if result]
    ends = _ends(plan, rows, operations)
    if ends is None:
        return []
    first, last = ends
    other = {Operation.RATIO, Operation.SHARE, Operation.GROWTH} & set(operations)
    if first.size * last.size > 0 and (Operation.DIFFERENCE in operations or not other):
        results.append(derive.difference(first.figure, last.figure))
    if Operation.RATIO in operations:
        large, small = sorted((first.figure, last.figure), key=lambda figure: -figure.size)
        results.append(derive.ratio(large, small))
    # 湖南的GDP相当于广东的百分之几: of what another place has.
    apart = {(row.cell.wanted.phrase, row.cell.place) for row in rows}
    if Operation.SHARE in operations and len(apart) > 1:
        results.append(derive.share(rows[0].figure, rows[1].figure))
    levels = all(row.statement.facet not in MOVES for row in rows)
    if Operation.GROWTH in operations and levels and len({row.cell.place for row in rows}) == 1:
        results.append(derive.growth(last.figure, first.figure))
    return [result for result in results if result]


def _one_course(rows: Sequence[Row]) -> bool:
    """Whether the rows tell one thing of one place in different years: levels of which do not add up."""
    return len({(row.cell.place, row.statement.indicator) for row in rows}) == 1


def _ends(plan: Plan, rows: Sequence[Row], operations: Sequence[Operation]) -> tuple[Row, Row] | None:
    """The two rows that a change or a difference is between: first and last of a course, else just two."""
    if len({row.cell.place for row in rows}) == 1 and len(rows) > 2 and plan.kind is Kind.TREND:
        ordered = sorted(rows, key=lambda row: row.statement.period.last or 0)
        # What is planned beyond a course is no part of what came of it.
        came = [row for row in ordered if row.statement.basis is not Basis.TARGET]
        return (came[0], came[-1]) if len(came) > 1 else (ordered[0], ordered[-1])
    if len(rows) > 2 and {Operation.HIGHEST, Operation.LOWEST, Operation.DIFFERENCE} <= set(operations):
        # 谁最快、谁最慢，两头差几个百分点
        ordered = sorted(rows, key=lambda row: row.size)
        return ordered[0], ordered[-1]
    if len(rows) != 2:
        return None
    a, b = rows
    return (a, b) if (a.statement.period.last or 0) <= (b.statement.period.last or 0) else (b, a)


def _table(plan: Plan, cells: Sequence[Cell], ordered: Sequence[Row]) -> Table:
    shown = [
        (
            TableCell(row_label(row.cell, plan)),
            TableCell(row.text, number_of(row.cell)),
            TableCell(row.sentence.strip(), number_of(row.cell)),
        )
        for row in ordered
    ]
    named = {row.cell.scope for row in ordered}
    rest = [
        (TableCell(label(cell, plan)), TableCell(_SILENT), TableCell(_SILENT))
        for cell in cells
        if cell.scope not in named
    ]
    return Table(("对象", "数值", "原文"), (*shown, *rest))
