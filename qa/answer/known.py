"""What the statements of the store, and what code reckons of them, say to a question before anything is searched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from qa.answer.composed import Composed
from qa.answer.conclude import compared, told
from qa.answer.doubt import leaves_open
from qa.answer.evidence import Numbered
from qa.answer.quote import with_rest
from qa.answer.reckon import Lacking, Reckoned, reckoned
from qa.answer.refuse import reason_before_search
from qa.answer.reply import Question
from qa.answer.stated import Cell, cells_of
from qa.answer.strange import strange
from qa.question.ask import COMPARED
from qa.records import Filters, Kind, Plan, RefusalReason
from qa.words import Words

#: What keeps no answer from being reckoned.
RECKONED = (None, RefusalReason.NO_REPORT_FOR_YEAR)

#: An answer made of statements, with the sentences it rests on.
StatedAnswer = tuple[Composed, tuple[Numbered, ...]]


@dataclass(frozen=True, slots=True)
class Known:
    """``reason``: why nothing can be; ``cells``: what the statements say; ``computed``: what is reckoned of them."""

    reason: RefusalReason | None
    cells: tuple[Cell, ...]
    computed: Reckoned | Lacking | None


def known_of(asked: Question, words: Words) -> Known:
    reason = reason_before_search(asked.plan)
    cells = _cells(asked, words) if reason is None else ()
    # A year that no report covers may be reckoned from the one after it.
    computed = _reckoned(asked, cells, words) if reason in RECKONED and not asked.together else None
    return Known(reason, cells, computed)


def _cells(asked: Question, words: Words) -> tuple[Cell, ...]:
    """What the statements say to a question that turns on figures; nothing for others."""
    plan, opened = asked.plan, asked.opened
    if not plan.ask.figures and plan.kind is not Kind.YES_NO:
        return ()
    return cells_of(plan, opened.shelf, opened.store, words, allowed_by(plan, asked.filters), asked.deadline)


def _reckoned(asked: Question, cells: Sequence[Cell], words: Words) -> Reckoned | Lacking | None:
    plan, opened = asked.plan, asked.opened
    allowed = allowed_by(plan, asked.filters)
    return reckoned(plan, cells, opened.shelf, opened.store, words, allowed, asked.deadline)


def reckoned_in_part(asked: Question, known: Known) -> StatedAnswer | None:
    """What code reckoned where something else is asked, too."""
    found = known.computed
    if known.reason is not None or not isinstance(found, Reckoned):
        return None
    return (found.composed, found.evidence) if leaves_open(asked.plan, known.cells, found.composed) else None


def stated_whole(asked: Question, cells: Sequence[Cell], reads: bool) -> StatedAnswer | None:
    """An answer made of statements, with the sentences it rests on; None where the question turns on no figure, or
    the reports state it in a way that only their sentences can tell. ``reads``: what is asked beside it a capable model
    finds or works out."""
    plan = asked.plan
    if asked.together or not plan.ask.figures or strange(plan, cells, asked.opened.store):
        return None
    # A change is told by the figures of two years that one search asks for.
    change = any(a.scope == b.scope and a.when != b.when for a, b in pairwise(cells))
    alone = plan.kind not in COMPARED and not change
    composed = told(plan, cells) if alone else compared(plan, cells)
    if composed is None or (reads and len(composed.figures) < plan.ask.count):
        return None
    items = tuple(cell.item for cell in cells if cell.item and cell.item.number in composed.used)
    return with_rest(plan, composed, items) if alone else (composed, items)


def surely(cells: Sequence[Cell]) -> bool:
    """Whether a statement matches all that is asked."""
    return bool(cells) and all(cell.statement for cell in cells)


def allowed_by(plan: Plan, filters: Filters) -> frozenset[str]:
    """The reports that the caller limits the answer to; empty: all."""
    if filters == Filters():
        return frozenset()
    return frozenset(report_id for scope in plan.scopes for report_id in scope.report_ids)
