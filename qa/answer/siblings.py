"""A later part of a question whose search leads to the very figure that answers an earlier one: what it asks is another
figure of that sentence (27个, 算力规模达到7600P; 42.16亿元, 增长27.7%)."""

from __future__ import annotations

from collections.abc import Iterable

from qa.answer.asks import answered_by
from qa.question.asks import asks_in
from qa.question.parts import pairs
from qa.records import Part, Statement
from qa.statements.lookup import Told, When
from qa.statements.match import MOVES
from qa.wording.asking import asks_growth, units_asked


def sibling(own: str, when: When, taken: Statement, told: Iterable[Told]) -> Told | None:
    """The statement beside ``taken`` that answers what a part asks in its ``own`` words; None where none surely does."""
    part = asks_in(own)[0]
    if not part.figure:
        return None
    beside = [each for each in told if _beside(each.statement, taken) and answered_by(part, each.statement.figure)]
    typed = bool(part.dimensions) or asks_growth(own)
    units = units_asked(own)
    if asks_growth(own):
        beside = [each for each in beside if each.statement.facet in MOVES]

    def meant(statement: Statement) -> bool:
        same = (typed or statement.unit in units) and statement.indicator == taken.indicator
        return _of_years(statement, when, taken) and (same or _shared(part, statement) > 0)

    fitting = [each for each in beside if meant(each.statement)]
    return max(
        fitting,
        key=lambda each: (_shared(part, each.statement), -abs(each.statement.start - taken.start)),
        default=None,
    )


def _beside(statement: Statement, taken: Statement) -> bool:
    where = statement.report_id, statement.sentence_start
    return where == (taken.report_id, taken.sentence_start) and statement.start != taken.start


def _of_years(statement: Statement, when: When, taken: Statement) -> bool:
    return statement.period == taken.period or bool({statement.period.first, statement.period.last} & set(when.years))


def _shared(part: Part, statement: Statement) -> int:
    """Of the part's own words: 总额, which the reports' names of 出口 have, is in 社会消费品零售总额, too."""
    return len(pairs(part.text) & pairs(statement.indicator))
