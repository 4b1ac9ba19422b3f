"""At which moments what a search asks for is looked up: where a change began and where it led, or a course year by year,
from where the report says it came."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qa.answer.shelf import Held
from qa.figures import comparable
from qa.question.wanted import Wanted
from qa.records import Aspect, Basis, Facet, How, Kind, Plan, Scope, Statement
from qa.statements.lookup import Found, Told, When
from qa.statements.match import MOVES, Outcome
from qa.wording.asking import asks_pace

#: Longest course told year by year.
_COURSE = 12
#: What statements of it are to be, of the aspect asked for.
BASES = {Aspect.RESULT: Basis.RESULT, Aspect.TARGET: Basis.TARGET}


@dataclass(frozen=True, slots=True)
class Moment:
    """What is to be looked up and when; ``found`` where it is known already."""

    wanted: Wanted
    when: When
    found: Found | None = None


def moments(plan: Plan, scope: Scope, wanted: Wanted, told: Held) -> Iterator[Moment]:
    basis = BASES[scope.aspect] if scope.aspect else None
    years, summed = scope.data_years, wanted.average or wanted.total
    course = _from_base(plan, scope, wanted, told) if plan.kind is Kind.TREND and not summed else []
    if course:
        yield from course
    elif len(years) > 1 and plan.ask.change and not wanted.average:
        yield from _ends(years, basis, wanted, told)
    elif plan.kind is Kind.TREND and len(years) > 1 and not summed:
        yield from _yearly(years, basis, wanted, told)
    else:
        yield Moment(wanted, When(years, basis))


def _ends(years: Sequence[int], basis: Basis | None, wanted: Wanted, told: Held) -> Iterator[Moment]:
    """The years of a change are looked up one by one: where it began, and where it led."""
    several = When(tuple(years), basis)
    grown = replace(wanted, facet=Facet.RISE)
    whole = told.look_up(grown, several)
    how = whole.best.statement.period.how if exact(whole) and whole.best else None
    if how not in (None, How.AVERAGE):
        # The report itself tells the change: 产值增长3倍.
        yield Moment(grown, several)
        return
    level = replace(wanted, facet=Facet.LEVEL)
    # A change of 2021 to 2025 began at the end of 2020, or in 2021 where the report begins there.
    first = next((year for year in (years[0] - 1, years[0]) if _known(told, level, year, basis)), years[0] - 1)
    ends = (When((first,), basis), When(tuple(years[-1:]), basis))
    if how is How.AVERAGE and not all(exact(told.look_up(level, when)) for when in ends):
        # 年均增长5.7%, of what it was before there is no word.
        yield Moment(grown, several)
        return
    yield from (Moment(level, when) for when in ends)


def _yearly(years: Sequence[int], basis: Basis | None, wanted: Wanted, told: Held) -> Iterator[Moment]:
    """The course of several years, from where it came; of very many those that the reports tell of."""
    if len(years) > _COURSE:
        kept = [year for year in years if _known(told, wanted, year, basis)]
    elif of_several(told.look_up(wanted, When(tuple(years), basis))):
        kept = []
    else:
        kept = [*([years[0] - 1] if _known(told, wanted, years[0] - 1, basis) else []), *years]
    yield from (Moment(wanted, When((year,), basis)) for year in kept)
    if not kept:
        yield Moment(wanted, When(tuple(years), basis))


def _known(told: Held, wanted: Wanted, year: int, basis: Basis | None) -> bool:
    return exact(told.look_up(wanted, When((year,), basis)))


def exact(found: Found) -> bool:
    return found.outcome is Outcome.EXACT


def of_several(found: Found) -> bool:
    """Whether it is surely found, and of several years as a whole."""
    if found.best is None or not exact(found):
        return False
    period = found.best.statement.period
    return period.first != period.last


# -- a course that a report tells from its beginning -------------------------------------------------------------------


def _from_base(plan: Plan, scope: Scope, wanted: Wanted, told: Held) -> list[Moment]:
    """Where a report tells a thing's course itself (由90.4%提高到97.1%): from where it came, by what the reports give of the
    years asked for, to what is planned where that is asked, too."""
    if len(plan.places) > 1 or (wanted.facet in MOVES and asks_pace(wanted.phrase)):
        return []
    aimed = scope.aspect is Aspect.TARGET
    if aimed and not (plan.ask.matter.course and len(plan.scopes) == 1):
        return []
    # 装机由3536万千瓦增加到1.67亿千瓦: all there is, and not what came in.
    level = replace(wanted, facet=None if wanted.facet is Facet.RISE else wanted.facet, whole=not wanted.new)
    # 怎么变的，2020年目标多少: the year is that of the target.
    years = () if aimed else scope.data_years
    led = told.look_up(level, When(years[-1:], Basis.RESULT))
    if led.best is None or not exact(led):
        return []
    begun = next(filter(None, (_begun(each, told) for each in (led.best, *led.same))), None)
    if begun is None:
        return []
    if len(plan.scopes) > 1 and len(years) == 1:
        # 2020年和2025年各是多少: each year by itself, and of each how much there was.
        return [Moment(level, When(years, Basis.RESULT))]
    first = begun.statement.period.last or 0
    asked = {Basis.RESULT: years, Basis.TARGET: scope.data_years if aimed else ()}
    bases = tuple(asked) if aimed or plan.ask.matter.onward else (Basis.RESULT,)
    told_of = {(each.period.last or 0, each.basis) for each in _others(level, led.best.statement, told)}
    kept = sorted(
        (year, basis)
        for year, basis in told_of
        if basis in bases and year > first and year in (asked[basis] or (year,))
    )
    known = Moment(level, When((first,)), replace(led, best=begun, same=()))
    return [known, *(Moment(level, When((year,), basis)) for year, basis in kept)]


def _others(level: Wanted, mine: Statement, told: Held) -> Iterator[Statement]:
    """All that the reports state of the thing of ``mine``, as result and as target."""
    yield mine
    for basis in (Basis.RESULT, Basis.TARGET):
        found = told.look_up(level, When((), basis))
        each = (found.best, *found.same) if found.best and exact(found) else ()
        yield from (one.statement for one in each if _alike(one.statement, mine))


def _alike(one: Statement, other: Statement) -> bool:
    named = one.indicator == other.indicator or bool(set(one.names) & set(other.names))
    return named and one.facet is other.facet and comparable(one.figure, other.figure, counters=True)


def _begun(last: Told, told: Held) -> Told | None:
    """Where the course that led to ``last`` came from, dated by what its sentence says of all of it (年均提高1.4个百分点)."""
    mine = last.statement
    beside = [each for each in told.beside(mine) if each.statement.group == mine.group]
    base = next((each for each in beside if each.statement.basis is Basis.BASE and _alike(each.statement, mine)), None)
    if base is None or base.statement.indicator != mine.indicator:
        return None
    periods = [each.statement.period for each in beside if each.statement.indicator == mine.indicator]
    since = next((p.first - 1 for p in periods if p.first and p.last and p.first < p.last == mine.period.last), None)
    period = base.statement.period
    if since and period.first == period.last == (mine.period.last or 0) - 1:
        base = replace(base, statement=replace(base.statement, period=replace(period, first=since, last=since)))
    return base
