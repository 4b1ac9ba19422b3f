"""The ways of reckoning: for each form that a question may ask for, its operands and what is made of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from qa.answer import derive, grown, operands, pairs
from qa.answer.derive import Derived
from qa.answer.hoped import fulfilled
from qa.answer.labels import period_label, written
from qa.answer.operands import Ends, Pool, place_of
from qa.answer.sharing import amount_and_count
from qa.answer.stated import Cell
from qa.answer.sums import FALL, Problem, Result, Sum, result_of, where_of
from qa.figures import Figure, FigureKind, comparable, last_digit, same_value
from qa.figures.units import SHARE
from qa.records import Basis, Facet, Form, Operation, Reckoning, Statement
from qa.statements.lookup import Told
from qa.statements.match import MOVES
from qa.wording.operands import each_of

#: So far apart two figures of one thing still agree, where rounding does not make them alike.
_ALIKE = Decimal("0.01")


def _unlike(figures: Sequence[Figure], operands_: Sequence[Told]) -> str:
    """What the question takes for granted and the report has otherwise; the report's own figure is used."""
    wrong = []
    for told in operands_:
        figure = told.statement.figure
        mine = [given for given in figures if comparable(given, figure, counters=True)]
        if mine and not any(same_value(given, figure, counters=True) for given in mine):
            wrong.append(f"{mine[0].text}（报告为{told.statement.text}）")
    return f"提问中的{'、'.join(wrong)}与报告不符，按报告的数计算。" if wrong else ""


def _rate(asked: Problem, reckoning: Reckoning) -> Sum | None:
    """Of each of the years asked for by themselves (2006、2016、2023三年各算一个)."""
    if not reckoning.explicit and asked.said.per_head:
        return None
    years = asked.pool.years
    apart = len(years) > 1 and years[-1] - years[0] >= len(years)
    sums = [_rate_at(asked, reckoning, (year,)) for year in years] if apart else []
    kept = [each for each in sums if each]
    if len(kept) < 2:
        return _rate_at(asked, reckoning, years)
    results = tuple(replace(result, said=f"{each.lead}{result.said}") for each in kept for result in each.results)
    return Sum("", results, tuple(told for each in kept for told in each.operands))


def _rate_at(asked: Problem, reckoning: Reckoning, years: tuple[int, ...]) -> Sum | None:
    found = amount_and_count(
        replace(asked.pool, years=years), reckoning.operands[0], reckoning.per, reckoning.dimensions
    )
    result = derive.rate(found[0].statement.figure, found[1].statement.figure) if found else None
    if found is None or result is None:
        return None
    counter = found[1].statement.figure.symbol or reckoning.per
    return Sum(
        f"{where_of(found[0].statement)}{found[0].statement.indicator}",
        (Result(f"平均每{counter}", result, True),),
        found,
    )


def _product(asked: Problem, reckoning: Reckoning) -> Sum | None:
    found = [operands.one(asked.pool, name) for name in reckoning.operands]
    if found[0] is None or found[1] is None:
        return None
    count, part = sorted((found[0], found[1]), key=lambda told: told.statement.kind is FigureKind.PERCENT)
    result = derive.product(count.statement.figure, part.statement.figure)
    if result is None:
        return None
    return Sum(where_of(count.statement), (Result("推算", result, True),), (count, part))


def _quotient(asked: Problem, reckoning: Reckoning) -> Sum | None:
    whole = operands.one(asked.pool, reckoning.operands[0])
    if whole is None:
        return None
    at = replace(asked.pool, years=(whole.statement.period.last,) if whole.statement.period.last else ())
    name = whole.statement.indicator
    other = operands.one(at, each_of(reckoning.operands[1], name))
    if other is None or other.statement == whole.statement:
        return None
    a, b = whole.statement.figure, other.statement.figure
    if "人均" in other.statement.indicator and "人均" not in name:
        people = derive.headcount(a, b)
        return Sum(where_of(whole.statement), (Result("人数推算", people, True),), (whole, other)) if people else None
    ways = (derive.rate, derive.ratio) if reckoning.per else (derive.ratio, derive.rate)
    result = ways[0](a, b) or ways[1](a, b)
    if result is None:
        return None
    said = f"{name}除以{other.statement.indicator}，{'人均' if reckoning.per else ''}"
    found = Sum(where_of(whole.statement), (Result(said, result, True),), (whole, other))
    stated = operands.one(at, f"人均{name}") if asked.said.agrees else None
    return _held_against(found, result, stated) if stated else found


def _held_against(found: Sum, result: Derived, stated: Told) -> Sum:
    """What was reckoned beside what the report itself gives: alike where they differ by no more than rounding does."""
    own = stated.statement.figure
    near = max(last_digit(own.number) / 2, abs(own.number) * _ALIKE)
    fits = result.unit == own.scale + own.symbol and abs(result.value - own.number) <= near
    said = "基本吻合" if fits else "不吻合"
    note = f"报告给出的{stated.statement.indicator}是{stated.statement.text}，两者{said}。"
    return replace(found, operands=(*found.operands, stated), note=note)


def _expected(asked: Problem, reckoning: Reckoning) -> Sum | None:
    """What the growth of the year asked for makes of the level of the year before."""
    years, phrase = asked.pool.years, reckoning.operands[0]
    if len(years) != 1 or _stated(asked.cells, years[0]):
        return None
    free = replace(asked.pool, basis=None, years=())

    def grows(statement: Statement) -> bool:
        one = statement.period.first == statement.period.last == years[0]
        return statement.facet in MOVES and statement.kind is FigureKind.PERCENT and one

    growth = operands.one(free, phrase, grows)
    level = operands.one(replace(free, years=(years[0] - 1,)), growth.statement.indicator) if growth else None
    if growth is None or level is None:
        return None
    results = [
        result_of("推算", derive.expected(level.statement.figure, pace)) for pace in _ends(growth.statement.figure)
    ]
    lead = f"{level.statement.place or ''}{years[0]}年{level.statement.indicator}"
    kept = tuple(replace(result, about=True) for result in results if result)
    return Sum(lead, kept, (level, growth))


def _ends(figure: Figure) -> tuple[Figure, ...]:
    """The two ends of a range, else the figure itself."""
    if figure.upper is None:
        return (figure,)
    return replace(figure, upper=None), replace(figure, number=figure.upper, upper=None)


def _part(asked: Problem, reckoning: Reckoning) -> Sum | None:
    """The part that a stated share makes of its whole, both of one year."""

    found = operands.share_of_whole(asked.pool, reckoning.operands[0])
    if found is None:
        return None
    share, part, of = found
    year = share.statement.period.last
    whole = operands.one(replace(asked.pool, years=(year,) if year else ()), of)
    result = derive.product(whole.statement.figure, share.statement.figure) if whole else None
    if whole is None or result is None:
        return None
    return Sum(f"{where_of(share.statement)}{part}", (Result("推算", result, True),), (whole, share))


def _whole(asked: Problem, reckoning: Reckoning) -> Sum | None:
    """The whole of which a stated amount is a stated share, both told in one sentence."""
    found = operands.share_of_whole(asked.pool, reckoning.operands[0])
    if found is None:
        return None
    share, part, of = found
    beside = replace(
        asked.pool, told=tuple(t for t in asked.pool.told if place_of(t.statement) == place_of(share.statement))
    )
    level = operands.one(beside, part, beside.fits_beside)
    result = derive.of_share(level.statement.figure, share.statement.figure) if level else None
    if level is None or result is None:
        return None
    return Sum(f"{of}{part}", (Result("推算", result, True),), (level, share))


def _yearly(asked: Problem, reckoning: Reckoning) -> Sum | None:
    phrase = reckoning.operands[0]
    if operands.averaged(asked.pool, phrase):
        return None
    if Operation.GROWTH in reckoning.results:
        found = operands.ends(asked.pool, phrase)
        if found is None or found.years < 2:
            return None
        new, old = found.last.statement.figure, found.first.statement.figure
        results = []
        if Operation.DIFFERENCE in reckoning.results:
            results.append(result_of("增加" if new.size >= old.size else "减少", derive.difference(new, old)))
        if Operation.RATIO in reckoning.results:
            results.append(result_of("后者是前者的", derive.ratio(new, old)))
        return _changed(found, [*results, result_of("年均增长", derive.yearly_growth(new, old, found.years))])
    whole = operands.total(asked.pool, phrase)
    if whole is None:
        return _gained_yearly(asked, phrase) if Operation.DIFFERENCE in reckoning.results else None
    period = whole.statement.period
    years = (period.last or 0) - (period.first or 0) + 1
    result = derive.yearly(whole.statement.figure, years)
    return (
        Sum(f"{where_of(whole.statement)}{whole.statement.indicator}", (Result("平均每年", result),), (whole,))
        if result
        else None
    )


def _gained_yearly(asked: Problem, phrase: str) -> Sum | None:
    """What a change of several years comes to a year."""
    found = operands.ends(asked.pool, phrase)
    if found is None or found.years < 2:
        return None
    new, old = found.last.statement.figure, found.first.statement.figure
    gained = derive.difference(new, old)
    yearly = derive.gained_yearly(gained, found.years) if gained else None
    word = "增加" if new.size >= old.size else "减少"
    return _changed(found, [result_of(word, gained), result_of(f"平均每年{word}", yearly)])


def _before(asked: Problem, reckoning: Reckoning) -> Sum | None:
    """The level before: asked for by its year, as the one before, or by the year of the level and its growth alone."""
    return _before_in(asked, reckoning, asked.pool) or (
        # 照今年的建设计划，去年底已有多少: from what is planned.
        _before_in(asked, reckoning, replace(asked.pool, basis=Basis.TARGET)) if reckoning.explicit else None
    )


def _before_in(asked: Problem, reckoning: Reckoning, pool: Pool) -> Sum | None:
    years = pool.years
    earlier = asked.said.before
    ranked: list[tuple[int, grown.Grown]] = []
    for found in grown.grown(pool, reckoning.operands[0], asked.said.dimensions):
        last = found.level.statement.period.last
        if found.since in years:
            ranked.append((0, found))
        elif last and earlier == last - found.since and (not years or years[-1] == last):
            ranked.append((1, found))
        elif reckoning.explicit and years in ((last,), ()):
            ranked.append((2, found))
    for _, found in sorted(ranked, key=lambda item: item[0]):
        level, growth = found.level.statement, found.growth.statement
        if not reckoning.explicit and _stated(asked.cells, found.since):
            return None
        reckon = derive.of_share if growth.facet is Facet.SHARE else derive.previous
        result = reckon(level.figure, growth.figure)
        if result is not None:
            lead = f"{level.place or ''}{found.since}年{level.indicator}"
            note = _unlike(asked.said.figures, (found.level, found.growth))
            return Sum(lead, (Result("", result, True),), (found.level, found.growth), note)
    return None


def _stated(cells: Sequence[Cell], year: int) -> bool:
    """Whether the level of ``year`` is told by itself."""
    return any(
        cell.statement and cell.statement.period.last == year and cell.statement.facet not in MOVES for cell in cells
    )


def _change(asked: Problem, reckoning: Reckoning) -> Sum | None:
    if any(cell.statement and cell.statement.facet in MOVES for cell in asked.cells):
        return None
    dimensions = [dimension for dimension in asked.said.dimensions if dimension not in ("倍数", SHARE)]
    whole, *clauses = reckoning.operands
    found = [ends for clause in clauses if (ends := operands.ends(asked.pool, clause, dimensions))]
    if len({ends.last.statement for ends in found}) < 2:
        all_said = operands.ends(asked.pool, whole, dimensions)
        found = [all_said] if all_said else found[:1]
    found = [ends for ends in found if not _aims_at_end(ends)]
    if not _of_span(asked, reckoning):
        found = [ends for ends in found if not grown.grew(asked.pool, ends)]
    sums = [_change_of(asked.pool, ends, reckoning) for ends in found]
    if len(sums) < 2:
        return sums[0] if sums else None
    results = [replace(r, said=f"{each.lead}{r.said}") for each in sums for r in each.results]
    return Sum("", tuple(results), tuple(told for each in sums for told in each.operands))


def _of_span(asked: Problem, reckoning: Reckoning) -> bool:
    """Whether the change of several years is asked for; else that of one is meant where the report tells it."""
    return len(asked.pool.years) > 1 or Operation.RATIO in reckoning.results or asked.said.span


def _aims_at_end(found: Ends) -> bool:
    """Whether a target is set against a result: no change came of it."""
    return (found.first.statement.basis is Basis.TARGET) != (found.last.statement.basis is Basis.TARGET)


def _change_of(pool: Pool, found: Ends, reckoning: Reckoning) -> Sum:
    new, old = found.last.statement.figure, found.first.statement.figure
    rose = new.size >= old.size
    results = [result_of("增加" if rose else "减少", derive.difference(new, old))]
    told: Told | None = None
    percent = new.kind is FigureKind.PERCENT
    if Operation.RATIO in reckoning.results and not percent:
        results.append(result_of("后者是前者的", derive.ratio(new, old)))
    if Operation.GROWTH in reckoning.results and not percent:
        told = grown.growth_of(pool, found)
        results.append(result_of("增幅" if rose else FALL, derive.growth(new, old)))
    changed = _changed(found, results)
    return replace(changed, operands=(*changed.operands, told)) if told else changed


def _changed(found: Ends, results: Sequence[Result | None]) -> Sum:
    first, last = found.first.statement, found.last.statement
    begun = period_label(first) if first.period.last != last.period.last else "原来的"
    lead = (
        f"{last.place or ''}{last.indicator}从{begun}{written(first, found.first.sentence)}"
        f"到{period_label(last)}{written(last, found.last.sentence)}，"
    )
    return Sum(lead, tuple(result for result in results if result), (found.first, found.last))


WAYS: Mapping[Form, Callable[[Problem, Reckoning], Sum | None]] = {
    Form.RATE: _rate,
    Form.PRODUCT: _product,
    Form.QUOTIENT: _quotient,
    Form.PART: _part,
    Form.EXPECTED: _expected,
    Form.PAIR: pairs.pair,
    Form.JOINT: pairs.joint,
    Form.SUM: pairs.total,
    Form.REST: pairs.rest,
    Form.YEARLY: _yearly,
    Form.BEFORE: _before,
    Form.CHANGE: _change,
    Form.FULFILLED: fulfilled,
    Form.WHOLE: _whole,
}
