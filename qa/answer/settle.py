"""Which place or report is meant when a question leaves it open: the one that answers best.

Passages of other places are dropped, so that a trend is not pieced together from several of them. Where several
places (or, when no year is named, several reports) state the indicator that is asked for, each is given beside the
others.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from qa.answer.evidence import fits
from qa.records import Hit, Kind, Plan, Scope
from qa.wording.indicators import indicators_in

#: Kinds of question about one place at a time; the others look for a place or set places side by side.
_OF_ONE_PLACE = frozenset({Kind.FACT, Kind.YES_NO, Kind.LIST, Kind.EXPLAIN, Kind.TREND})
#: Kinds whose answers may be given for several places or reports at once.
_SIDE_BY_SIDE = frozenset({Kind.FACT, Kind.YES_NO})
#: How far below the best place, a search, another one may lie and still be shown beside it.
_AS_GOOD = 0.15

#: Whether what was found answers.
Answers = Callable[[Plan, Sequence[Hit]], bool]
_Group = tuple[str | None, str | None]


def settle(plan: Plan, hits: Sequence[Hit], answers: Answers) -> tuple[Plan, tuple[Hit, ...]]:
    """``plan`` and ``hits`` for the places or reports that answer best, one search each when there are several.

    Everything stays as it is where the question names place and year, or asks for them.
    """
    side_by_side = plan.kind in _SIDE_BY_SIDE and all(scope.same_where(plan.scopes[0]) for scope in plan.scopes)
    by_report = side_by_side and not plan.data_years and not plan.report_years
    if plan.kind not in _OF_ONE_PLACE or (plan.places and not by_report) or plan.ask.matter.where:
        return plan, tuple(hits)

    def group(hit: Hit) -> _Group:
        return hit.passage.place, hit.passage.report_id if by_report else None

    groups = {key: [hit for hit in hits if group(hit) == key] for key in map(group, hits)}
    totals = {key: _total(plan, found) for key, found in groups.items()}
    wheres = 1 if side_by_side else len(plan.scopes)
    named = bool(indicators_in(plan.scopes[0].query))
    floor = max(totals.values(), default=0.0) - _AS_GOOD * wheres
    kept = [
        key
        for key, found in groups.items()
        if totals[key] >= floor or (side_by_side and named and answers(plan, found))
    ]
    hits = tuple(hit for hit in hits if group(hit) in kept)
    if len(kept) < 2 or not side_by_side or len(plan.scopes) > 1:
        return plan, hits
    scopes = tuple(_scope_of(plan.scopes[0], groups[key]) for key in kept)
    return replace(plan, scopes=scopes), tuple(replace(hit, scope=kept.index(group(hit))) for hit in hits)


def _scope_of(scope: Scope, hits: Sequence[Hit]) -> Scope:
    reports = dict.fromkeys(hit.passage.report_id for hit in hits)
    return replace(scope, place=hits[0].passage.place, report_ids=tuple(reports))


def _total(plan: Plan, hits: Sequence[Hit]) -> float:
    """The best scores of all searches together."""
    return sum(_best(number, scope, hits) for number, scope in enumerate(plan.scopes))


def _best(number: int, scope: Scope, hits: Sequence[Hit]) -> float:
    scores = (
        score for hit in hits if hit.scope == number for sentence, score in hit.sentences if fits(sentence, scope)
    )
    return max(scores, default=0.0)
