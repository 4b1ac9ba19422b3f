"""What the reports state of what is asked: the best statement, or the nearest one and in what it differs. Linear in the
statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from qa.figures import FigureKind, Hedge, comparable
from qa.question.wanted import Wanted
from qa.records import Basis, Facet, How, Period, Statement
from qa.statements.match import MOVES, NEAR, SURE, Likeness, Outcome, facet_fits, matching
from qa.wording.asking import asks_new
from qa.wording.subject import BARE

_MOMENTS = frozenset({How.YEAR, How.END})
#: What it costs a name to say more than was asked for, a figure to be a bound (突破3万亿元), a share to stand for a level, and
#: a figure to be of several years where none is named.
_FURTHER, _BOUND, _TWISTED, _DEED, _SPAN = 0.4, 0.04, 0.02, 0.03, 0.06
#: What it is worth to have the asked words as they are asked: a line of the dictionary holds what is near, too.
_LITERAL = 0.2
#: What it costs to be how it moved where how much there is is asked for.
_MOVED = 0.08
#: What it costs to be of one year where several are asked for, and a yearly average where the whole change is.
_ONE_OF, _YEARLY = 0.1, 0.05
#: What it costs to be all there is where what came in is asked for.
_STOCK = 0.25
#: What it costs to be what several years kept above.
_FLOOR = 0.25
#: So many times a mark that was passed its figure may be.
_NEAR_MARK = Decimal("1.5")
#: As much more may a stated name say and still be the one asked for.
_MOST_FURTHER = 0.5
#: Shorter names end too many others.
_TELLING = 4
#: 投资 or 出口 alone mean the whole of it.
_MOST_OF_HEAD = 0.1


@dataclass(frozen=True, slots=True)
class Told:
    """A statement with the text of its sentence."""

    statement: Statement
    sentence: str


@dataclass(frozen=True, slots=True)
class When:
    """Data years asked for (empty: the latest told), and whether results or targets (None: results before targets)."""

    years: tuple[int, ...] = ()
    basis: Basis | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """``best`` is exact, or the nearest there is; ``same`` are further statements of the very same thing."""

    outcome: Outcome
    best: Told | None = None
    likeness: Likeness | None = None
    same: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class _Candidate:
    told: Told
    likeness: Likeness
    facet: bool
    basis: bool
    year: bool
    worth: float
    most: float
    other: bool


def look_up(wanted: Wanted, when: When, told: Iterable[Told]) -> Found:
    """The best of the statements ``told`` (those of the place and reports asked about) for what is ``wanted``."""
    like = matching(wanted).likeness
    each = [(one, like(one.statement, one.sentence)) for one in told]
    likely = [_candidate(wanted, when, one, likeness) for one, likeness in each if likeness.score >= NEAR]
    found = _nearest(likely)
    if found.outcome is Outcome.EXACT:
        return found
    full = _told_in_full([one for one, _ in each])
    for one, likeness in each:
        name = full.get((one.statement.report_id, one.statement.indicator)) if likeness.missing else None
        again = like(replace(one.statement, indicator=name), one.sentence) if name else None
        if again is not None and not again.missing:
            likely.append(_candidate(wanted, when, one, again))
    return _nearest(likely)


def _told_in_full(told: Sequence[Told]) -> dict[tuple[str, str], str]:
    """Names that end another one of the same report, and only one: 就地转化率, where it was 高校院所技术就地转化率 before."""
    names: dict[str, set[str]] = defaultdict(set)
    for one in told:
        if not one.statement.names:
            names[one.statement.report_id].add(one.statement.indicator)
    return {
        (report, name): longer[0]
        for report, all_names in names.items()
        for name in all_names
        if len(name) >= _TELLING and len(longer := [n for n in all_names if n != name and n.endswith(name)]) == 1
    }


def _nearest(likely: Sequence[_Candidate]) -> Found:
    if not likely:
        return Found(Outcome.ABSENT)
    for outcome, fits in _ORDER:
        fitting = [item for item in likely if fits(item)]
        if fitting:
            best = _precise(max(fitting, key=lambda item: item.worth), fitting)
            return Found(outcome, best.told, best.likeness, _same(best, fitting))
    return Found(Outcome.ABSENT)


def _precise(best: _Candidate, fitting: Sequence[_Candidate]) -> _Candidate:
    """The figure itself where ``best`` is but a mark that it passed: 67665亿元, beside 经济总量超过6万亿元."""
    mine = best.told.statement
    if mine.hedge is not Hedge.OVER:
        return best
    exact = [item for item in fitting if _passes(item.told.statement, mine)]
    return max(exact, key=lambda item: item.worth, default=best)


def _passes(one: Statement, mark: Statement) -> bool:
    """Whether ``one`` is a figure of the same thing, place and year as ``mark``, and above it by less than the half."""
    same = one.indicator == mark.indicator or bool(set(one.names) & set(mark.names))
    when = (one.report_id, one.period.last, one.basis, one.facet) == (
        mark.report_id,
        mark.period.last,
        mark.basis,
        mark.facet,
    )
    if not (same and when and one.place == mark.place) or one.hedge is Hedge.OVER or one.upper is not None:
        return False
    return comparable(one.figure, mark.figure) and mark.figure.size <= one.figure.size < _NEAR_MARK * mark.figure.size


def _sure(item: _Candidate) -> bool:
    return item.likeness.score >= SURE and not item.likeness.missing and item.likeness.further <= item.most


def _narrower(item: _Candidate) -> bool:
    """All that was asked for, and more: 省级及以上开发区营业收入 where 开发区营业收入 was."""
    told = item.likeness.score >= SURE and not item.likeness.missing and not item.other
    return told and item.facet and item.basis and item.year


_ORDER: tuple[tuple[Outcome, Callable[[_Candidate], bool]], ...] = (
    (Outcome.EXACT, lambda item: _sure(item) and item.facet and item.basis and item.year),
    (Outcome.NARROWER, _narrower),
    (Outcome.OTHER_FACET, lambda item: _sure(item) and item.basis and item.year),
    (Outcome.OTHER_BASIS, lambda item: _sure(item) and item.facet and item.year),
    (Outcome.OTHER_YEAR, lambda item: _sure(item) and item.facet and item.basis),
    (Outcome.NEAR, lambda item: item.basis and item.year and item.likeness.score >= NEAR),
)


def _candidate(wanted: Wanted, when: When, told: Told, like: Likeness) -> _Candidate:
    statement = told.statement
    year = year_fits(wanted, when.years, statement)
    worth = (
        like.score
        - _FURTHER * like.further
        + 0.1 * like.listed
        + _DEED * like.deeds
        + _LITERAL * like.literal
        + _recency(wanted, when, statement)
    )
    if wanted.units and statement.unit and any(unit.startswith(statement.unit) for unit in wanted.units):
        worth += _TWISTED
    if wanted.facet is Facet.RISE and statement.kind is not FigureKind.PERCENT:
        worth -= _BOUND
    if wanted.facet is Facet.LEVEL and statement.facet in MOVES:
        # 净增580家、总数突破2846家: how many there are.
        worth -= _MOVED
    if wanted.new and statement.facet is Facet.LEVEL and not asks_new(statement.indicator):
        # 新增公园127座，累计达到1100座.
        worth -= _STOCK
    if statement.hedge is Hedge.OVER and not (wanted.facet is None and statement.facet not in MOVES):
        # 四亿零七百多万吨，增长5.1%: of a level and its growth the level is no worse for its 多.
        worth -= _BOUND
    if len(when.years) == 1 and statement.hedge is Hedge.OVER and statement.period.first != statement.period.last:
        # 连续6年稳定在1370万吨以上: the year's own figure says more, whatever it is called.
        worth -= _FLOOR
    if statement.facet is Facet.SHARE and wanted.facet is not Facet.SHARE:
        worth -= _TWISTED
    if len(when.years) == 1 and statement.period.how in _MOMENTS and statement.period.first != statement.period.last:
        # 接连突破8万亿元、9万亿元 in five years: the year's own figure says more.
        worth -= _ONE_OF
    if len(when.years) > 1 and not wanted.average:
        of_one = statement.period.how in _MOMENTS and statement.period.first == statement.period.last
        worth -= _ONE_OF * of_one + _YEARLY * (statement.period.how is How.AVERAGE)
    bare = bool(wanted.nouns) and all(BARE.match(word.text) for word in wanted.nouns)
    # The dictionary knows both, and that one is not the other: 万元生产总值能耗 is no part of 生产总值.
    other = bool(wanted.indicators and statement.names) and not like.listed
    most = _MOST_OF_HEAD if bare or other else _MOST_FURTHER
    return _Candidate(told, like, facet_fits(wanted, statement), _basis_fits(when, statement), year, worth, most, other)


def _recency(wanted: Wanted, when: When, statement: Statement) -> float:
    """Where it is left open which is meant, a result comes before a target; and without a year the latest counts."""
    result = 0.05 if when.basis is None and statement.basis is Basis.RESULT else 0.0
    if when.years:
        return result
    # A year's own figure comes before that of several.
    result += 0.0 if wanted.total or statement.period.how in _MOMENTS else -_SPAN
    return result + 0.001 * ((statement.period.last or 1900) - 1900)


def _basis_fits(when: When, statement: Statement) -> bool:
    if when.basis is None:
        return statement.basis is not Basis.NORM
    return statement.basis is when.basis or (when.basis is Basis.RESULT and statement.basis is Basis.BASE)


def fits_all(wanted: Wanted, when: When, statement: Statement) -> bool:
    """Whether a statement is of the years, the basis and the facet asked for, whatever it is of."""
    return facet_fits(wanted, statement) and _basis_fits(when, statement) and year_fits(wanted, when.years, statement)


def year_fits(wanted: Wanted, years: Sequence[int], statement: Statement) -> bool:
    """A figure of one year is no average and no sum of several; one of several years is of just those."""
    period = statement.period
    if not years:
        return period.how is not How.AVERAGE or wanted.average
    of_one = len(years) == 1 and period.how in _MOMENTS and _holds_in(period, years[0])
    if len(years) == 1 and not wanted.average and not wanted.total:
        return of_one
    # From 2006 to 2016 growth begins in 2007.
    begins = len(years) == 1 or period.first in (years[0], years[0] + 1, None)
    yearly = period.how is How.AVERAGE and period.last in (years[-1], None) and begins
    if wanted.average:
        return of_one or yearly
    if yearly and len(years) > 1 and wanted.facet is Facet.RISE:
        # What they grew by a year tells how much they grew.
        return True
    several = (period.first, period.last) == (years[0], years[-1])
    if len(years) > 1 and period.how in _MOMENTS and period.first == years[-1] and statement.facet not in MOVES:
        return True
    return several or (len(years) == 1 and period.last == years[0] and period.how is not How.AVERAGE)


def _holds_in(period: Period, year: int) -> bool:
    """Whether it is told of that year; 连续5年超万亿斤 of each of the five."""
    return period.first is not None and period.last is not None and period.first <= year <= period.last


def _same(best: _Candidate, fitting: Sequence[_Candidate]) -> tuple[Told, ...]:
    """Other statements of the same indicator and facet: another report may give another figure."""
    mine = best.told.statement
    return tuple(
        item.told
        for item in fitting
        if item is not best
        and item.told.statement.facet is mine.facet
        and item.told.statement.unit == mine.unit
        and (
            item.told.statement.indicator == mine.indicator or (mine.names and item.told.statement.names == mine.names)
        )
    )
