"""Figures of a place that only the report of the place above it may name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.records import Hit, Kind, Plan, Sentence

#: The others ask for words, which a sentence may say of a place that the one before it names.
_OF_FIGURES = frozenset({Kind.FACT, Kind.YES_NO, Kind.COMPARE, Kind.TREND})


def of_named(plan: Plan, hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """``hits`` without the sentences that do not name the place asked for where it has no report of its own: the
    province's figure is none of its city's."""
    if plan.kind not in _OF_FIGURES or not (plan.ask.quantity or plan.ask.figures):
        return tuple(hits)
    named = (replace(hit, sentences=_naming(hit, plan.scopes[hit.scope].named)) for hit in hits)
    return tuple(hit for hit in named if hit.sentences)


def _naming(hit: Hit, names: Sequence[str]) -> tuple[tuple[Sentence, float], ...]:
    heading = "".join(hit.passage.section)
    if not names or any(name in heading for name in names):
        return hit.sentences
    texts = ((each, hit.passage.sentence_text(each[0])) for each in hit.sentences)
    return tuple(each for each, text in texts if any(name in text for name in names))
