"""Whether one sentence stands out so far from all others that it must be what the question is about, in other words."""

from __future__ import annotations

from collections.abc import Sequence

from qa.answer.asks import told_in
from qa.answer.evidence import fits
from qa.records import Hit, Plan, Sentence

#: Of the 3 points that a sentence can have (``qa.retrieve.Weights``), and how far the next best lies below. Of the
#: unanswerable questions in tests/ none has both and a figure of all kinds asked for, but for those whose indicator the
#: dictionary knows.
_HIGH, _APART = 2.3, 0.35


def outstanding(plan: Plan, number: int, hits: Sequence[Hit]) -> tuple[Hit, Sentence] | None:
    """The best sentence that search ``number`` of ``plan`` found, if it has a figure of every kind asked for, of the years
    and basis asked for, and no other sentence comes near it."""
    asks = [part for part in plan.ask.parts if part.figure]
    found = {
        (hit.passage.report_id, sentence.start): (score, hit, sentence)
        for hit in hits
        if hit.scope == number
        for sentence, score in sorted(hit.sentences, key=lambda item: item[1])
    }
    ranked = sorted(found.values(), key=lambda item: -item[0])
    if not asks or not ranked:
        return None
    score, hit, sentence = ranked[0]
    apart = score - (ranked[1][0] if len(ranked) > 1 else 0.0)
    fitting = score >= _HIGH and apart >= _APART and fits(sentence, plan.scopes[number])
    told = fitting and all(told_in(part, hit.passage.sentence_text(sentence)) for part in asks)
    return (hit, sentence) if told else None
