"""What a comparison comes to: the rows that its conclusion names, and the conclusion."""

from __future__ import annotations

from collections.abc import Sequence

from qa.answer.rows import Row, joined, name_of, same_kind
from qa.figures import Hedge, comparable
from qa.records import Basis, Facet, Kind, Operation, Plan, Threshold

#: All the rows together are asked for, or the first and last of them.
_TOGETHER = frozenset({Operation.SUM, Operation.MEAN})
_ENDS = frozenset({Operation.HIGHEST, Operation.LOWEST, Operation.ORDER})
_AIM_AND_END = (Basis.TARGET, Basis.RESULT)


def chosen(plan: Plan, rows: Sequence[Row], operations: Sequence[Operation]) -> tuple[list[Row], str]:
    """The rows that the conclusion names, and the conclusion."""
    bound = plan.ask.bound
    if bound and len(rows) > 1:
        return _with_far_end(rows, bound, operations, *_within(rows, bound))
    if plan.ask.silent:
        return list(rows), ""
    if len(rows) < 2 or all(row.statement.facet is Facet.RANK for row in rows):
        return list(rows), ""
    one = len({row.cell.place for row in rows}) == 1
    if one and (plan.kind is Kind.TREND or (plan.ask.change and _came_about(rows) and not _ENDS & set(operations))):
        return list(rows), _course(rows)
    ordered = sorted(rows, key=lambda row: -row.size)
    if _TOGETHER & set(operations) and not _ENDS & set(operations):
        return ordered, ""
    if len(rows) == 2:
        return ordered, _of_two(rows, plan.ask.reaches)
    return _extremes(ordered, operations)


def _came_about(rows: Sequence[Row]) -> bool:
    """Whether the rows are what came of one thing in years one after the other."""
    years = {row.statement.period.last for row in rows}
    return len(years) == len(rows) and all(row.statement.basis is not Basis.TARGET for row in rows)


def _within(rows: Sequence[Row], bound: Threshold) -> tuple[list[Row], str]:
    edge = bound.low or bound.high
    fitting = [row for row in rows if edge and (bound.bare or comparable(row.figure, edge, counters=True))]
    kept = sorted((row for row in fitting if _holds(bound, row)), key=lambda row: -row.size)
    if edge is None or not fitting:
        return [], ""
    said = f"{'高于' if bound.strict and bound.low else '不低于' if bound.low else '低于' if bound.strict else '不高于'}{edge.text}"
    if bound.low and bound.high:
        said = f"在{bound.low.text}之间"
    elif not edge.size:
        said = "为负"
    if not kept:
        return [], f"{name_of(rows)}{said}的没有"
    listed = "、".join(f"{row.label}{row.marked}" for row in kept)
    others = f"；给出了数而不在此列的还有{len(fitting) - len(kept)}个" if len(fitting) > len(kept) else ""
    return kept, f"{name_of(rows)}{said}的有{len(kept)}个：{listed}{others}"


def _holds(bound: Threshold, row: Row) -> bool:
    """5%以上 is not at most 5%, nor 5%以内 at least."""
    size = row.written_size if bound.bare else row.size
    open_end = Hedge.OVER if bound.high else Hedge.UNDER
    edge = bound.high or bound.low
    at_edge = edge is not None and size == (edge.number * edge.factor if bound.bare else edge.size)
    return bound.holds(size) and not (at_edge and not (bound.low and bound.high) and row.figure.hedge is open_end)


def _with_far_end(
    rows: Sequence[Row], bound: Threshold, operations: Sequence[Operation], kept: list[Row], said: str
) -> tuple[list[Row], str]:
    """What keeps a bound, and the end of all rows that lies on its other side where that is asked for, too:
    超过七成的是哪几个，垫底的又是谁."""
    far = Operation.LOWEST if bound.low else Operation.HIGHEST
    if far not in operations or not said:
        return kept, said
    alike = [row for row in rows if same_kind(row, (kept or list(rows))[0])]
    edge = (min if bound.low else max)(row.size for row in alike)
    ends = [row for row in alike if row.size == edge and row not in kept]
    word = "最低" if bound.low else "最高"
    return [*kept, *ends], f"{said}；全部之中{word}的是{joined(ends)}" if ends else said


def _extremes(ordered: Sequence[Row], operations: Sequence[Operation]) -> tuple[list[Row], str]:
    if all(row.statement.facet is Facet.FALL for row in ordered):
        return _most_fallen(ordered)
    highest = [row for row in ordered if row.size == ordered[0].size]
    lowest = [row for row in ordered if row.size == ordered[-1].size]
    if len(highest) == len(ordered):
        return list(ordered), f"{name_of(ordered)}各处相同，都是{ordered[0].text}"
    parts = [f"给出的有{len(ordered)}个"] if Operation.COUNT in operations else []
    asked = {Operation.HIGHEST, Operation.LOWEST} & set(operations) or {Operation.HIGHEST, Operation.LOWEST}
    if Operation.HIGHEST in asked:
        parts.append(f"最高的是{joined(highest)}")
    if Operation.LOWEST in asked:
        parts.append(f"最低的是{joined(lowest)}")
    kept = [*(highest if Operation.HIGHEST in asked else []), *(lowest if Operation.LOWEST in asked else [])]
    return kept, f"{name_of(ordered)}：{'，'.join(parts)}"


def _most_fallen(ordered: Sequence[Row]) -> tuple[list[Row], str]:
    """Of falls alone the greatest and the smallest; ``ordered`` begins with the smallest."""
    most = [row for row in ordered if row.size == ordered[-1].size]
    least = [row for row in ordered if row.size == ordered[0].size]
    return [
        *most,
        *least,
    ], f"{name_of(ordered).removesuffix('增速')}降幅：最大的是{joined(most)}，最小的是{joined(least)}"


def _of_two(rows: Sequence[Row], reaches: bool) -> str:
    first, second = rows
    if first.size == second.size:
        return f"两者相同：{name_of(rows)}，{joined(rows)}"
    high, low = (first, second) if first.size > second.size else (second, first)
    aimed, done = (first, second) if first.statement.basis is Basis.TARGET else (second, first)
    if first.cell.place == second.cell.place and (aimed.statement.basis, done.statement.basis) == _AIM_AND_END:
        over = "高于" if aimed is high else "低于"
        return (
            f"{aimed.label}{over}{done.label}：{name_of(rows)}，{aimed.label}{aimed.marked}，{done.label}{done.marked}"
        )
    if reaches:
        low_said = f"{low.label}低于{high.label}"
        return f"{low_said}：{name_of(rows)}，{low.label}{low.marked}，{high.label}{high.marked}"
    return f"{high.label}更高：{name_of(rows)}，{high.label}{high.marked}，{low.label}{low.marked}"


def _course(rows: Sequence[Row]) -> str:
    ordered = sorted(rows, key=lambda row: row.statement.period.last or 0)
    steps = " → ".join(f"{row.label}{row.marked}" for row in ordered)
    first, last = ordered[0].size, ordered[-1].size
    begun, end = ordered[0], ordered[-1]
    if len(ordered) == 2 and (end.statement.basis, begun.statement.basis) == _AIM_AND_END:
        # Nothing has moved yet.
        beside = "高于" if last > first else "低于" if last < first else "等于"
        return f"{name_of(rows)}：{steps}，目标{beside}结果"
    moved = "上升" if last > first else "下降" if last < first else "持平"
    return f"{name_of(rows)}：{steps}，前后{moved}"
