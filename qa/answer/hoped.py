"""What there would be of a thing if the plan for the year after were fulfilled."""

from __future__ import annotations

from dataclasses import replace

from qa.answer import derive, operands
from qa.answer.operands import Pool
from qa.answer.sums import Problem, Sum, result_of, where_of
from qa.figures import comparable
from qa.question.parts import pairs
from qa.records import Basis, Facet, Reckoning, Statement
from qa.statements.lookup import Told

#: Of the name of what is planned so much must be said in that of what there is.
_ALIKE = 0.6


def fulfilled(asked: Problem, reckoning: Reckoning) -> Sum | None:
    """What there is with what is to come, or without what is to go; how it changed before, where the report tells."""
    pool, phrase = replace(asked.pool, basis=None), reckoning.operands[0]
    if len(pool.years) == 1:
        # Named by the plan alone: what there was the year before.
        pool = replace(pool, years=(pool.years[0] - 1, pool.years[0]))
    if len(pool.years) != 2:
        return None
    there = replace(pool, years=pool.years[:1])
    ends = operands.ends(there, phrase)
    level = ends.last if ends else operands.one(there, phrase, lambda s: s.facet is not Facet.NEW and there.fits(s))
    planned = _planned(pool, level.statement) if level else None
    if level is None or planned is None:
        return None
    goes = planned.statement.facet is Facet.FALL
    have, more = level.statement.figure, planned.statement.figure
    came = result_of("减少" if goes else "增加", derive.difference(ends.first.statement.figure, have)) if ends else None
    result = derive.difference(have, more) if goes else derive.total((have, more))
    results = (came, result_of("目标完成后还剩" if goes else "目标完成后共", result))
    used = (ends.first, level, planned) if ends else (level, planned)
    lead = f"{where_of(level.statement)}{level.statement.indicator}"
    return Sum(lead, tuple(each for each in results if each), used) if result else None


def _planned(pool: Pool, level: Statement) -> Told | None:
    """What is planned of the same thing for the later year: less than there is, as no level of it is."""
    wanted = pairs(level.indicator)

    def alike(one: Statement) -> float:
        said = pairs(one.indicator.removeprefix("新增"))
        return len(said & wanted) / len(said) if said else 0.0

    fitting = [
        told
        for told in pool.told
        if told.statement.basis is Basis.TARGET
        and told.statement.period.last == pool.years[-1]
        and comparable(told.statement.figure, level.figure, counters=True)
        and told.statement.figure.size < level.figure.size
        and alike(told.statement) >= _ALIKE
    ]
    return max(fitting, key=lambda told: alike(told.statement), default=None)
