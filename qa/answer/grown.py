"""A level and the growth that led to it, told in one breath: operands of what was before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qa.answer.operands import MOMENTS, Ends, Pool, likely, of_dimension, one, place_of
from qa.figures import comparable
from qa.figures.units import POINTS, SHARE
from qa.records import Basis, Facet, How, Statement
from qa.statements.lookup import Told
from qa.statements.match import MOVES
from qa.wording.shares import year_of


@dataclass(frozen=True, slots=True)
class Grown:
    """A level, the growth that led to it (or its share of what there was), and the year it grew from."""

    level: Told
    growth: Told
    since: int


def grown(pool: Pool, phrase: str, dimensions: Sequence[str] = ()) -> list[Grown]:
    """Levels that are told with their growth, likeliest first, of any year."""
    free = replace(pool, years=())
    found = []
    for item in likely(pool, pool.wanted(phrase), free.fits):
        level = item.statement
        if level.basis is Basis.BASE or not of_dimension(level, dimensions):
            continue
        for growth, since in _growths(pool, level):
            if not item.narrow or pool.gives(item.told) or pool.gives(growth):
                found.append(Grown(item.told, growth, since))
    return found


def _growths(pool: Pool, level: Statement) -> Iterator[tuple[Told, int]]:
    """Growth of just this level, in percent, times or its own unit, told in one breath with it; or what share of that of a
    year it is."""
    for told in pool.told:
        s = told.statement
        if _share_moved(level, s):
            s = replace(s, indicator=level.indicator)
            told = replace(told, statement=s)
        if _came_in(level, s):
            yield told, (level.period.last or 1) - 1
            continue
        same = place_of(s) == place_of(level) and s.indicator == level.indicator
        if same and (since := year_of(s.whole)):
            yield told, since
        if not same or s.facet not in MOVES or s.period.last != level.period.last or s.period.last is None:
            continue
        if s.period.how is How.AVERAGE or s.upper is not None or level.upper is not None:
            continue
        yield told, (s.period.first or s.period.last) - 1


def _came_in(level: Statement, new: Statement) -> bool:
    """新建5G基站2000个，累计达到5500个: what came in of what there is then."""
    told = place_of(new) == place_of(level) and new.facet is Facet.NEW and level.facet is Facet.LEVEL
    one = new.period.first == new.period.last == level.period.last is not None
    named = new.indicator.endswith(level.indicator) or level.indicator in new.indicator
    return (
        told
        and one
        and named
        and comparable(new.figure, level.figure, counters=True)
        and new.figure.size < level.figure.size
    )


def _share_moved(level: Statement, moved: Statement) -> bool:
    """占比重53%，比上年提高8.5个百分点: told of the part, and said of its share."""
    share = level.facet is Facet.SHARE and moved.figure.measure.dimension == POINTS
    return share and place_of(moved) == place_of(level) and (moved.group, moved.whole) == (level.group, level.whole)


def growth(pool: Pool, phrase: str) -> Told | None:
    """The growth of what ``phrase`` names, without its level."""
    return one(pool, phrase, lambda statement: statement.facet in MOVES and pool.based(statement))


def grew(pool: Pool, found: Ends) -> bool:
    """Whether the report tells by itself how it grew in its last year."""
    last = found.last.statement
    return any(
        told.statement.facet in MOVES
        and told.statement.period.how in MOMENTS
        and told.statement.period.last == last.period.last
        and (told.statement.indicator == last.indicator or set(told.statement.names) & set(last.names))
        for told in pool.told
    )


def growth_of(pool: Pool, found: Ends) -> Told | None:
    """The growth from the one end to the other as the report itself gives it, in percent or times."""
    last = found.last.statement
    for growth, since in _growths(pool, last):
        percent = growth.statement.figure.measure.dimension in (SHARE, "倍数")
        if percent and since == found.first.statement.period.last:
            return growth
    return None
