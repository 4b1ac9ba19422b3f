"""Whether what was found is enough to answer: how likely the sentences that would be quoted say what was asked.

Embeddings cannot tell: for every indicator there is a sentence that sounds like it. So some twenty features of what is asked
beside these sentences are weighed by a model that was fitted to questions whose answers are known, and to the same questions
asked of reports that the answer was taken out of (``python -m tests.fit_sufficiency``).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import astuple, replace
from functools import cache
from pathlib import Path

from qa.answer.evidence import Numbered, choose
from qa.answer.features import NAMES, Features, features_of
from qa.answer.quote import best_sentences
from qa.answer.shelf import Shelf
from qa.answer.stated import all_wanted
from qa.boosted import Boosted, load_boosted
from qa.index.store import Store
from qa.question.ask import COMPARED
from qa.records import Hit, Plan
from qa.words import Words

MODEL = Path(__file__).parents[1] / "data" / "sufficiency.json"
#: An answer is given where it is at least this likely to be right; where a word that tells the kind of what is asked, or whose
#: it is, stands in no report, it must be sure: no subject that no report names may be given a figure.
ENOUGH, SURE = 0.4, 0.95
#: Below it a sentence has nothing to do with what is asked of one of many places.
HARDLY = 0.1
#: Sentences of a search that may be quoted.
_LOOKED_AT = 8
_PAIR = 2


#: The likelihood 0..1 that what has these features answers.
Estimate = Callable[[Features], float]


def estimated(features: Features) -> float:
    """What the model that comes with the package says."""
    return fitted().likelihood(astuple(features))


@cache
def fitted() -> Boosted:
    """The model that comes with the package. Raises ValueError where it is for other features."""
    model = load_boosted(MODEL)
    if model.features != NAMES:
        raise ValueError(f"{MODEL.name} was fitted to other features: run python -m tests.fit_sufficiency")
    return model


class Sufficiency:
    """Weighs what was found in one store. Safe to call from several threads."""

    def __init__(self, store: Store, shelf: Shelf, words: Words, estimate: Estimate = estimated) -> None:
        self._store, self._shelf, self._words, self._estimate = store, shelf, words, estimate

    def features(self, plan: Plan, hits: Sequence[Hit], evidence: Sequence[Numbered]) -> Features:
        best = best_sentences(plan, evidence)
        return features_of(plan, all_wanted(plan, self._words), best, hits, self._shelf, self._rarity)

    def likelihood(self, plan: Plan, hits: Sequence[Hit], evidence: Sequence[Numbered]) -> float:
        """0..1 that quoting the best of ``evidence`` answers ``plan``; ``hits`` are all that was found."""
        return self._estimate(self.features(plan, hits, evidence)) if evidence else 0.0

    def answers(self, plan: Plan, hits: Sequence[Hit], evidence: Sequence[Numbered] = ()) -> bool:
        """Whether quoting the best of ``evidence`` is enough; without it the best sentences of ``hits``."""
        return self.likelihood(plan, hits, evidence or choose(plan, hits, _LOOKED_AT)) >= ENOUGH

    def silent(self, plan: Plan, hits: Sequence[Hit]) -> tuple[int, ...]:
        """The searches of a question of several parts that found nothing which answers theirs; the rows of a comparison
        tell so themselves."""
        several = len({scope.query for scope in plan.scopes}) > 1 and plan.kind not in COMPARED
        return tuple(n for n in range(len(plan.scopes)) if not self.answers_part(plan, n, hits)) if several else ()

    def telling(self, plan: Plan, hits: Sequence[Hit]) -> frozenset[int]:
        """The searches of ``plan`` whose best sentences may tell something of what is asked."""
        found = {n: self._of_part(plan, n, hits) for n in range(len(plan.scopes))}
        return frozenset(n for n, likelihood in found.items() if likelihood >= HARDLY)

    def answers_part(self, plan: Plan, number: int, hits: Sequence[Hit]) -> bool:
        """Whether what one search found answers what it is for."""
        return self._of_part(plan, number, hits) >= ENOUGH

    def _of_part(self, plan: Plan, number: int, hits: Sequence[Hit]) -> float:
        alone = replace(plan, scopes=(plan.scopes[number],))
        own = [replace(hit, scope=0) for hit in hits if hit.scope == number]
        return self.likelihood(alone, own, choose(alone, own, _LOOKED_AT))

    def _rarity(self, word: str) -> float:
        """By its pairs of characters, since longer words are not cut alike everywhere."""
        cut = self._words.cut(word)
        return self._store.rarity([each for each in cut if len(each) <= _PAIR or each.isascii()] or cut)
