"""A refusal where what was found is not enough: it says what is missing, and what is nearest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from qa.answer.evidence import Numbered, choose
from qa.answer.notstated import not_stated
from qa.answer.quote import best_sentences, nearest_first
from qa.answer.reply import Nearby, Question, refused
from qa.answer.stated import Cell
from qa.records import Answer, AnswerEvent, Evidence, Hit, Plan, RefusalReason


def insufficient(
    asked: Question, cells: Sequence[Cell], evidence: Sequence[Numbered], hits: Sequence[Hit], declined: Nearby | None
) -> Answer:
    """``declined``: what a capable model tells of what is near, where it says that nothing answers."""
    plan = asked.plan
    if all(scope.exact for scope in plan.scopes):
        # The years are but named in passing.
        return refused(asked, RefusalReason.NO_REPORT_FOR_YEAR, hits, nearby=declined or Nearby())
    unsaid = not_stated(plan, cells, best_sentences(plan, evidence)) if declined is None else None
    return refused(
        asked,
        RefusalReason.NOT_STATED,
        nearest_first(plan, evidence, hits),
        missing=unsaid.text if unsaid else "",
        nearest_said=unsaid.nearest if unsaid else None,
        nearby=declined or Nearby(),
    )


def refused_at_once(
    asked: Question, cells: Sequence[Cell], once: Plan, hits: tuple[Hit, ...], most: int
) -> Iterator[AnswerEvent]:
    """What no report states is not looked for place by place; ``once``: what all were searched for together, of whose ``hits``
    at ``most`` so many sentences are weighed for the nearest."""
    asked.clock.evidence = asked.clock.now()
    yield Evidence(asked.plan, hits)
    yield insufficient(replace(asked, plan=once), cells, choose(once, hits, most), hits, None)
