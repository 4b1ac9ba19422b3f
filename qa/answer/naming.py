"""Lists that no report enumerates: one sentence for each name asked about, and the honours of a year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.answer.asked import UNFOUND, Asked
from qa.answer.evidence import Numbered
from qa.records import Passage, Sentence
from qa.wording.listing import NAMES

#: What one more name in a sentence costs: naming all together says nothing of each.
_TOGETHER = 0.3
_CLAUSE = re.compile(r"[，,；;：:]")


@dataclass(frozen=True, slots=True)
class _Naming:
    """A sentence that names some of the names asked about."""

    passage: Passage
    sentence: Sentence
    named: frozenset[str]
    worth: float


def named(asked: Asked) -> list[Numbered]:
    """For each of the names the question lists the sentence that speaks of it alone, all of one section where one
    speaks of all; empty when a name is missing."""
    names = asked.plan.ask.listing.named
    if len(names) < NAMES:
        return []
    found = _namings(asked, names)
    sections: dict[tuple[str, tuple[str, ...]], list[_Naming]] = {}
    for each in found:
        sections.setdefault((each.passage.report_id, each.passage.section), []).append(each)
    whole = [some for some in sections.values() if set(names) == {name for each in some for name in each.named}]
    best = max(whole, key=lambda some: max(each.worth for each in some), default=found)
    return _one_each(asked, names, best)


def _namings(asked: Asked, names: Sequence[str]) -> list[_Naming]:
    found: list[_Naming] = []
    for passage, sentence, text in asked.sentences():
        own = frozenset(name for name in names if name in text)
        if own and len(own) < len(names):
            one = asked.found[passage.report_id].get(sentence.start)
            worth = (one.score - asked.best if one else -UNFOUND) + asked.cover(text)
            found.append(_Naming(passage, sentence, own, worth))
    return found


def _one_each(asked: Asked, names: Sequence[str], found: Sequence[_Naming]) -> list[Numbered]:
    chosen: dict[tuple[str, int], Numbered] = {}
    for name in names:
        own = [each for each in found if name in each.named]
        if not own:
            return []
        best = max(own, key=lambda each: each.worth - _TOGETHER * len(each.named))
        chosen[best.passage.report_id, best.sentence.start] = asked.wanted(best.passage, best.sentence)
    return list(chosen.values())


def honours(asked: Asked) -> list[Numbered]:
    """All sentences of just the years asked for that state an honour of the kind asked for, of the names asked
    about; empty when no honours, or so many of them, are asked for."""
    sought, names = asked.plan.ask.listing.honours, asked.plan.ask.listing.named
    if asked.counts or not asked.scope.data_years or sought is None:
        return []
    return [
        asked.wanted(passage, sentence)
        for passage, sentence, text in asked.sentences()
        if set(sentence.years) <= set(asked.scope.data_years)
        and (not names or any(name in text for name in names))
        and any(sought.stated_in(clause) for clause in _CLAUSE.split(text))
    ]
