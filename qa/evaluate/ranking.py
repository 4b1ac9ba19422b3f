"""Marks of retrieval: was the evidence found, how high, and in the right report."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from qa.evaluate.questions import Question
from qa.evaluate.quotes import Coverage
from qa.evaluate.shelf import Card, find
from qa.evaluate.system import Shown

CUTS = (1, 4, 8, 12)
#: Passages asked of every system that is ours: the deepest cut.
DEPTH = max(CUTS)
#: Cut of MRR, nDCG; and of the shares of right place and year, the number of passages a reader is shown.
RANKED, READ = 10, 8


@dataclass(frozen=True, slots=True)
class RetrievalMarks:
    """``ranks``: where each gold quote was found, 1-based, None when never; the rest are 0..1.

    ``recall`` goes with ``CUTS``. ``place`` and ``year`` are None when nothing was retrieved.
    """

    ranks: tuple[int | None, ...]
    recall: tuple[float, ...]
    complete: float
    mrr: float
    ndcg: float
    place: float | None
    year: float | None


def mark_retrieval(question: Question, passages: Sequence[Shown], cards: tuple[Card, ...]) -> RetrievalMarks | None:
    """None for questions without evidence: there is nothing to find."""
    if not question.evidence:
        return None
    ranks = tuple(rank_of(gold.quote, find(cards, gold.doc), passages) for gold in question.evidence)
    gold = tuple(card for doc in question.docs for card in find(cards, doc))
    return RetrievalMarks(
        ranks=ranks,
        recall=tuple(recall_at(ranks, cut) for cut in CUTS),
        complete=float(recall_at(ranks, READ) == 1),
        mrr=reciprocal_rank(ranks, RANKED),
        ndcg=ndcg(ranks, RANKED),
        place=_share([shown.place in {card.place for card in gold} for shown in _placed(passages, cards)]),
        year=_share([shown.year in {card.year for card in gold} for shown in _placed(passages, cards)]),
    )


def rank_of(quote: str, cards: Sequence[Card], passages: Sequence[Shown]) -> int | None:
    """The rank at which the passages so far hold at least 90% of the quote's characters, None if they never do.

    A quote may cross two sentences, and so two passages; a rule that wanted it whole in one passage would mark
    the splitter and not the search. Only passages of the quote's own report count: reports repeat each other.
    """
    coverage = Coverage(quote)
    for rank, shown in enumerate(passages, start=1):
        if any(card.is_source_of(shown) for card in cards):
            coverage.add(shown.text)
            if coverage.found:
                return rank
    return None


def recall_at(ranks: Sequence[int | None], cut: int) -> float:
    """Evidence recall@k: share of the gold quotes found among the first ``cut`` passages."""
    return sum(rank is not None and rank <= cut for rank in ranks) / len(ranks)


def reciprocal_rank(ranks: Sequence[int | None], cut: int) -> float:
    """Reciprocal rank of the first quote found, 0 below ``cut`` (Voorhees, TREC-8 QA track, 1999)."""
    best = min((rank for rank in ranks if rank is not None and rank <= cut), default=None)
    return 0.0 if best is None else 1 / best


def ndcg(ranks: Sequence[int | None], cut: int) -> float:
    """nDCG with gain 1 a quote and discount 1/log2(1+rank) (Järvelin & Kekäläinen, ACM TOIS 20(4), 2002).

    One passage may complete several quotes at once: the i-th quote found is discounted by its rank or by i,
    whichever is larger, so that the ideal (one quote a rank) is 1 and never exceeded. The libraries for this
    (ranx: numba, pandas, matplotlib; ir-measures: trec_eval in C) rank documents and cannot express that a
    quote is completed by two passages.
    """
    found = sorted(rank for rank in ranks if rank is not None and rank <= cut)
    gained = sum(1 / math.log2(1 + max(rank, place)) for place, rank in enumerate(found, start=1))
    ideal = sum(1 / math.log2(1 + place) for place in range(1, min(len(ranks), cut) + 1))
    return gained / ideal


def _placed(passages: Sequence[Shown], cards: tuple[Card, ...]) -> list[Shown | Card]:
    """The passages a reader is shown, as the store's report where it has one: plain systems know files only."""
    return [next((card for card in cards if card.is_source_of(shown)), shown) for shown in passages[:READ]]


def _share(right: Sequence[bool]) -> float | None:
    return sum(right) / len(right) if right else None
