"""Answers made of the report's own sentences, quoted and cited; no model."""

from __future__ import annotations

from collections.abc import Sequence

from qa.answer.citations import without_marks
from qa.answer.evidence import Numbered, fits
from qa.records import Kind, Plan

#: How many sentences at the most, and how far a score may lie below the best one's.
_FACT, _EXPLAIN, _LIST = (2, 0.4), (4, 0.8), (12, 0.55)


def best_sentences(plan: Plan, evidence: Sequence[Numbered]) -> tuple[Numbered, ...]:
    """The best sentence and those nearly as good: few for most questions, in the report's order for a list."""
    most, margin = _LIST if plan.kind is Kind.LIST else _EXPLAIN if plan.kind is Kind.EXPLAIN else _FACT
    fitting = [item for item in evidence if fits(item.sentence, plan.scopes[item.scope])] or list(evidence)
    ranked = sorted(fitting, key=lambda item: -item.score)[:most]
    kept = [item for item in ranked if item.score >= ranked[0].score - margin]
    if plan.kind is Kind.LIST:
        kept.sort(key=lambda item: (item.hit.passage.report_id, item.sentence.start))
    return tuple(kept)


def with_sources(text: str, used: Sequence[Numbered]) -> str:
    """``text`` followed by the sentences it relies on, those left out that it already gives word for word."""
    bare = without_marks(text)
    further = [item for item in used if item.text.rstrip("。；") not in bare]
    return f"{text}\n依据：\n{quote_lines(further)}" if further else text


def quote_lines(items: Sequence[Numbered]) -> str:
    return "\n".join(f"{item.heading}：“{item.text.rstrip('。；')}”[{item.number}]。" for item in items)
