"""What one report states of two things together, beside another that states each: no comparison with one of the two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.answer import derive
from qa.answer.derive import Derived
from qa.answer.rows import Row
from qa.figures import Figure
from qa.records import Statement
from qa.wording.joining import parts_unsaid

#: A name with this share of another's characters may be of the same thing, by other words: 政协提案, 政协委员提案.
_AKIN = 0.6


@dataclass(frozen=True, slots=True)
class United:
    """Why two rows are no match, and the sum of the parts beside the whole where the report states them all."""

    text: str
    derived: tuple[Derived, ...] = ()


def united_of(rows: Sequence[Row]) -> United | None:
    """For two rows of which one is of several things together and the other of but one of them."""
    if len(rows) != 2:
        return None
    for whole, part in (rows, tuple(reversed(rows))):
        unsaid = parts_unsaid(whole.statement.indicator, part.statement.indicator)
        if unsaid:
            return _set_beside(whole, part, unsaid)
    return None


def _set_beside(whole: Row, part: Row, unsaid: Sequence[str]) -> United:
    reason = f"{whole.label}的{whole.marked}是{whole.statement.indicator}合在一起的数"
    others = [_stated(part, name) for name in unsaid]
    beside = [other for other in others if other is not None]
    total = derive.total([part.figure, *(other.figure for other in beside)])
    if len(beside) < len(unsaid) or total is None:
        return United(f"{reason}，{part.label}的{part.marked}只是其中一项，不能直接比较。")
    names = "、".join(statement.indicator for statement in (part.statement, *beside))
    said = f"{reason}；{part.label}{names}合计{derive.explained(total)}{part.cell.mark}"
    apart = derive.difference(_as_figure(total, part.figure), whole.figure)
    if apart is None or not apart.value:
        return United(f"{said}，两者相同。", (total,))
    more = part if _as_figure(total, part.figure).size > whole.figure.size else whole
    return United(f"{more.label}更多：{said}；{derive.with_formula(apart)}。", (total, apart))


def _as_figure(total: Derived, like: Figure) -> Figure:
    return replace(like, number=total.value, text=total.text)


def _stated(part: Row, name: str) -> Statement | None:
    """What the sentence of ``part`` states of the thing called ``name``."""
    mine = part.statement
    for told in part.cell.told.beside(mine):
        other = told.statement
        same = (other.report_id, other.sentence_start, other.period, other.facet, other.basis) == (
            mine.report_id,
            mine.sentence_start,
            mine.period,
            mine.facet,
            mine.basis,
        )
        alike = other.figure.symbol == mine.figure.symbol and other.figure.scale == mine.figure.scale
        akin = len(set(name) & set(other.indicator)) >= _AKIN * len(set(name))
        if same and alike and akin and other.start != mine.start:
            return other
    return None
