"""Ways of reckoning with several things of one moment: one beside another, a part of a whole, all together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.answer import derive, operands
from qa.answer.derive import Derived
from qa.answer.labels import period_label
from qa.answer.operands import Pool
from qa.answer.stated import Cell
from qa.answer.sums import Problem, Result, Sum, result_of, where_of
from qa.answer.within import of_whole, parts_of_whole
from qa.figures import Figure, FigureKind
from qa.figures.units import POINTS
from qa.records import Facet, Operation, Reckoning, Statement
from qa.statements.lookup import Told
from qa.statements.match import MOVES
from qa.wording.operands import by_month
from qa.wording.remainder import rest_called

#: Sides of a thing that what is left of it does not tell.
_COUNTS = "零一两三四五六"
_OTHER_SIDES = frozenset({Facet.RISE, Facet.FALL, Facet.RANK})


def pair(asked: Problem, reckoning: Reckoning) -> Sum | None:
    moments = _moments(asked)
    names = _named_in_full(asked, reckoning.operands)
    if Operation.SHARE in reckoning.results and operands.shared(asked.pool, *names):
        return None
    # 城镇和农村收入增速差几个百分点: of growth, and of no amounts.
    pool = replace(asked.pool, percent=POINTS in asked.said.dimensions)
    sums = [_pair_at(replace(pool, years=years), names, reckoning, asked.said.of_year) for years in moments]
    if any(each is None for each in sums) or not sums:
        return None
    kept = [each for each in sums if each]
    if len({each.operands for each in kept}) == 1:
        return kept[0]
    results = [replace(r, said=f"{each.lead}{r.said}") for each in kept for r in each.results]
    # 差几倍，缩小了吗: by the ratio where that is asked for.
    first, last = (_telling(each.results).derived for each in (kept[0], kept[-1]))
    moved = derive.moved(first, last)
    results.append(Result("前后" + ("扩大" if last.value > first.value else "缩小"), moved))
    return Sum("", tuple(results), tuple(dict.fromkeys(told for each in kept for told in each.operands)))


def _telling(results: Sequence[Result]) -> Result:
    return next((result for result in results if result.derived.unit == "倍"), results[0])


def _moments(asked: Problem) -> list[tuple[int, ...]]:
    """The years at which two things are set against each other: those asked for, each by itself."""
    years = asked.pool.years
    if len(years) > 1:
        return [years[:1], years[-1:]]
    return [years, ()] if years and asked.said.since else [years]


def _named_in_full(asked: Problem, names: tuple[str, ...]) -> tuple[str, ...]:
    """贷款, 存款 where the question is to be reckoned from 银行的存款和贷款余额."""
    full = asked.said.operands
    return tuple(next((long for long in full if name in long), name) for name in names)


def _two(pool: Pool, names: tuple[str, ...], reckoning: Reckoning) -> tuple[Told, Told] | None:
    if reckoning.explicit and Operation.SHARE in reckoning.results:
        return of_whole(pool, *names)
    found = operands.several(pool, names)
    return (found[0], found[1]) if len(found) == 2 else None


def _pair_at(pool: Pool, names: tuple[str, ...], reckoning: Reckoning, of_year: bool) -> Sum | None:
    found = _two(pool, names, reckoning)
    if found is None:
        return None
    first, second = found
    a, b = first.statement, second.statement
    results: list[Result | None] = []
    percent = a.kind is FigureKind.PERCENT
    for operation in reckoning.results:
        if percent and operation is not Operation.DIFFERENCE:
            continue
        if operation is Operation.SHARE:
            results.append(result_of(f"{a.indicator}占{b.indicator}的", derive.share(a.figure, b.figure)))
        elif operation is Operation.RATIO:
            results.append(result_of(f"{a.indicator}是{b.indicator}的", derive.ratio(a.figure, b.figure)))
        elif operation is Operation.DIFFERENCE:
            more = ("高", "低") if percent else ("多", "少")
            said = more[a.figure.size < b.figure.size]
            apart = derive.difference(a.figure, b.figure)
            results.append(result_of(f"{_moved(a)}比{_moved(b)}{said}", apart))
            if apart is not None and of_year and by_month(a.indicator):
                results.append(Result("一年合计", derive.of_year(apart)))
    kept = tuple(result for result in results if result)
    return Sum(where_of(a), kept, found) if kept else None


def joint(asked: Problem, reckoning: Reckoning) -> Sum | None:
    """What share of a whole, named last, its parts make together."""
    found = operands.several(asked.pool, reckoning.operands)
    parts = [told.statement.figure for told in found[:-1]]
    together = derive.total(parts) if parts else None
    if together is None:
        return None
    whole = found[-1].statement
    share = result_of(f"占{whole.indicator}的", derive.share(_summed(parts, together), whole.figure))
    results = (Result(f"{_COUNTS[len(parts)]}项合计", together), share)
    return Sum(where_of(whole), tuple(result for result in results if result), found)


def _moved(statement: Statement) -> str:
    """What it is a figure of: the growth of something, where it tells that."""
    return f"{statement.indicator}{'增速' if statement.facet in MOVES else ''}"


def rest(asked: Problem, reckoning: Reckoning) -> Sum | None:
    """What is left of a whole without a part of it; nothing where the report itself gives it."""
    whole_name, part_name = reckoning.operands
    found = parts_of_whole(asked.pool, part_name, whole_name)
    if not found:
        return None
    *parts, whole = found
    part = parts[0]
    together = derive.total([each.statement.figure for each in parts]) if len(parts) > 1 else None
    taken = _summed([each.statement.figure for each in parts], together)
    rest = derive.difference(whole.statement.figure, taken)
    if rest is None or not rest.value or taken.size > whole.statement.figure.size:
        return None
    stated = [cell.statement for cell in asked.cells if cell.statement]
    if not reckoning.explicit and any(s not in (part.statement, whole.statement) for s in stated):
        return None
    called = rest_called(whole_name, part_name) or "扣除后"
    names = (called, whole.statement.indicator, part.statement.indicator)
    if not reckoning.explicit and not all(_of_nothing_else(cell, names) for cell in asked.cells):
        return None
    results = [Result(f"{_COUNTS[len(parts)]}项合计", together)] if together else []
    results.append(Result(f"{called}为", rest))
    if Operation.SHARE in reckoning.results:
        left = replace(whole.statement.figure, number=rest.value)
        results += [r for r in (result_of("占全部的", derive.share(left, whole.statement.figure)),) if r]
    without = "、".join(each.statement.indicator for each in parts)
    lead = f"{where_of(whole.statement)}{whole.statement.indicator}减去{without}，"
    return Sum(lead, tuple(results), (whole, *parts))


def _summed(figures: Sequence[Figure], together: Derived | None) -> Figure:
    """What several figures come to, as one."""
    largest = max(figures, key=lambda figure: figure.size)
    return replace(largest, number=together.value) if together else largest


def _of_nothing_else(cell: Cell, names: Sequence[str]) -> bool:
    """Whether an amount is asked for, and of no narrower thing than what is left: 手表进口 is none of all imports."""
    forms = [(word.text, *word.meanings) for word in cell.wanted.nouns]
    return cell.wanted.facet not in _OTHER_SIDES and all(
        any(form in name or name in form for form in each for name in names) for each in forms
    )


def total(asked: Problem, reckoning: Reckoning) -> Sum | None:
    found = operands.several(asked.pool, reckoning.operands)
    wholes = {told.statement.whole for told in found if told.statement.facet is Facet.SHARE}
    # 第二、三产业占比: parts of one whole, and of nothing else.
    alike = len(wholes) == 1 and "" not in wholes and all(told.statement.facet is Facet.SHARE for told in found)
    result = derive.total([told.statement.figure for told in found], alike) if found else None
    if result is None:
        return None
    first = found[0].statement
    apart = len({told.statement.place for told in found}) > 1
    # 杭州、宁波: none of them has the sum.
    lead = f"{period_label(first)}{'、'.join(told.statement.indicator for told in found)}" if apart else where_of(first)
    return Sum(lead, (Result(f"{_COUNTS[len(found)]}项合计", result),), found)
