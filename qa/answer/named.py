"""Figures of a place that only the report of the place above it may name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.answer.asks import told_in
from qa.records import Hit, Kind, Part, Plan, Sentence

#: Where a sentence goes on to another place: ；, and ，其中彭州市, ，光明区, ，29个县（市）.
_NEXT = re.compile(
    r"[；;]|[，,](?=(?:其中)?\d+个?(?:省|市|县|区|州|旗|镇|乡|街道|地区))|[，,](?=(?:其中)?[一-鿿]{2,4}?[市县区州旗](?![场民域属直级内长委]))"
)
#: The others ask for words, which a sentence may say of a place that the one before it names.
_OF_FIGURES = frozenset({Kind.FACT, Kind.YES_NO, Kind.COMPARE, Kind.TREND})


def of_named(plan: Plan, hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """``hits`` without the sentences that do not name the place asked for where it has no report of its own: the
    province's figure is none of its city's."""
    if plan.kind not in _OF_FIGURES or not (plan.ask.quantity or plan.ask.figures):
        return tuple(hits)
    asks = [ask for ask in plan.ask.parts if ask.figure] if len(plan.ask.parts) == 1 else []
    named = (replace(hit, sentences=_naming(hit, plan.scopes[hit.scope].named, asks)) for hit in hits)
    return tuple(hit for hit in named if hit.sentences)


def _naming(hit: Hit, names: Sequence[str], asks: Sequence[Part]) -> tuple[tuple[Sentence, float], ...]:
    heading = "".join(hit.passage.section)
    if not names or any(name in heading for name in names):
        return hit.sentences
    texts = ((each, hit.passage.sentence_text(each[0])) for each in hit.sentences)
    return tuple(each for each, text in texts if _tells(text, names, asks))


def _tells(text: str, names: Sequence[str], asks: Sequence[Part]) -> bool:
    """Whether it names the place and, where a figure is asked for, tells one behind its name before it goes on to another
    place."""
    own = [_from_name(piece, names) for piece in _NEXT.split(text) if any(name in piece for name in names)]
    return bool(own) and all(any(told_in(ask, piece) for piece in own) for ask in asks)


def _from_name(text: str, names: Sequence[str]) -> str:
    """``text`` from the clause on that names the place."""
    at = min(text.find(name) for name in names if name in text)
    return text[max(text.rfind(mark, 0, at) for mark in "，,；。") + 1 :]
