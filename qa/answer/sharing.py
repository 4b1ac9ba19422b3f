"""An amount and the count of those it is shared out to, told in one sentence: operands of a rate (平均每个项目投资多少)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa.answer.operands import Pool
from qa.figures.units import COUNT, POINTS, SHARE
from qa.question.wanted import Wanted
from qa.records import Statement
from qa.statements.lookup import Told
from qa.statements.match import likeness

_PEOPLE = frozenset("人 名 位 人次".split())
#: What one of the two names must at least say of what is asked; so far apart they may stand; what a later year is worth.
_LEAST, _MOST_AWAY, _LATE = 0.4, 60, 0.01


def amount_and_count(pool: Pool, phrase: str, per: str, dimensions: Sequence[str]) -> tuple[Told, Told] | None:
    """An amount and the count of those it is for, told in one sentence that says all that is asked."""
    wanted = pool.wanted(phrase)
    best: tuple[float, tuple[Told, Told]] | None = None
    for amount, count in _pairs(pool, per, dimensions):
        worth = _said_of_both(wanted, amount, count)
        if worth is None:
            continue
        away = abs(amount.statement.start - count.statement.start)
        worth += -away / 200 + _LATE * ((amount.statement.period.last or 1900) - 1900)
        if away <= _MOST_AWAY and (best is None or worth > best[0]):
            best = worth, (amount, count)
    return best[1] if best else None


def _pairs(pool: Pool, per: str, dimensions: Sequence[str]) -> Iterator[tuple[Told, Told]]:
    sentences: dict[tuple[str, int], list[Told]] = {}
    for told in pool.told:
        if pool.fits_beside(told.statement):
            sentences.setdefault((told.statement.report_id, told.statement.sentence_start), []).append(told)
    for told_there in sentences.values():
        counts = [told for told in told_there if _counts(told.statement, per)]
        for count in counts:
            for amount in told_there:
                together = _when(amount.statement) == _when(count.statement)
                if amount is not count and together and _amount(amount.statement, dimensions):
                    yield amount, count


def _when(statement: Statement) -> tuple[int | None, int | None]:
    return statement.period.first, statement.period.last


def _counts(statement: Statement, per: str) -> bool:
    symbol = statement.figure.symbol
    if symbol == per:
        # 每亩, 每公里: of whatever has that unit.
        return True
    if statement.figure.measure.dimension not in (COUNT, "人次", ""):
        return False
    if per in _PEOPLE:
        return symbol in _PEOPLE or (not symbol and any(word in statement.indicator for word in ("人", "客")))
    return {symbol, per} <= {"家", "户", "个", "项"}


def _amount(statement: Statement, dimensions: Sequence[str]) -> bool:
    stated = statement.figure.measure.dimension
    if stated in (SHARE, POINTS, "倍数", "") or "人均" in statement.indicator:
        return False
    return stated in dimensions if dimensions else stated != COUNT and stated != "人次"


def _said_of_both(wanted: Wanted, amount: Told, count: Told) -> float | None:
    """How much of what is asked the two names say; None where a word is in neither and not in the sentence."""
    one = likeness(wanted, amount.statement, amount.sentence)
    other = likeness(wanted, count.statement, count.sentence)
    if set(one.missing) & set(other.missing) or max(one.score, other.score) < _LEAST:
        return None
    return one.score + other.score
