"""Whether Milvus finds what the files find: ``python -m tests.bench_milvus``.

Asks the fixed question set of the store in use twice, ranked from files and by Milvus: that of the settings
(``QA_STORE__BACKEND=milvus``; what it lacks is copied into it), else milvus-lite in a temporary folder. Prints evidence@8 of
both, how much of the eight best passages is the same, and the times; ends with code 1 when a floor is missed.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from functools import cache
from tempfile import TemporaryDirectory

import numpy as np

from qa.evaluate.questions import Question, load
from qa.evaluate.ranking import rank_of, recall_at
from qa.evaluate.run import machine
from qa.evaluate.shelf import Card, Shelf, find
from qa.evaluate.system import shown_hit
from qa.index.milvus import Milvus, open_milvus
from qa.question.plan import Planner
from qa.records import Hit
from qa.retrieve import Retriever
from qa.settings import Settings, StoreSettings, load_settings
from qa.setup import open_parts

EVIDENCE, OVERLAP, TOP = 0.005, 0.95, 8

Found = list[tuple[Hit, ...]]


def main() -> int:
    settings = load_settings(os.environ)
    with TemporaryDirectory() as folder:
        lite = StoreSettings(backend="milvus", uri=f"{folder}/lite.db", timeout=60.0)
        milvus = open_milvus(settings.store if settings.store.backend == "milvus" else lite)
        assert milvus
        return _compared(settings.model_copy(update={"store": StoreSettings()}), milvus)


def _compared(settings: Settings, milvus: Milvus) -> int:
    made_of = open_parts(settings)
    store = made_of.store
    print(", ".join(f"{name} {value}" for name, value in machine().items()), flush=True)
    began = time.perf_counter()
    milvus.hold(settings.index_dir / store.generation, lambda _what, _done, _total: None)
    print(f"{len(store.passages):,} passages copied in {time.perf_counter() - began:.1f} s", flush=True)
    questions = [item.question for item in load(settings.seeds_dir / "questions.jsonl")]
    encode = cache(made_of.embedder.encode_query)
    local = Retriever(store, encode, made_of.words, made_of.settings)
    remote = Retriever(store, encode, made_of.words, made_of.settings, ranking=milvus.ranking(store))
    cards = Shelf(store.reports, store.generation, store.statements).cards()
    _asked(local, made_of.planner, questions)  # So that all vectors of questions are known.
    ours, theirs = (_asked(each, made_of.planner, questions) for each in (local, remote))
    marks = [_evidence(questions, found, cards) for found, _ in (ours, theirs)]
    overlap = _overlap(ours[0], theirs[0])
    for name, mark, (_, seconds) in zip(("files", "Milvus"), marks, (ours, theirs), strict=True):
        middle, most = np.percentile(np.array(seconds) * 1000, [50, 95])
        print(f"{name}: evidence@{TOP} {mark:.4f}, {middle:.1f} ms a question, p95 {most:.1f}")
    print(f"top-{TOP} overlap {overlap:.4f} (floor {OVERLAP}) over {len(questions)} questions")
    return 0 if abs(marks[0] - marks[1]) <= EVIDENCE and overlap >= OVERLAP else 1


def _asked(retriever: Retriever, planner: Planner, questions: Sequence[Question]) -> tuple[Found, list[float]]:
    """The best passages of each question, and the seconds it took from its plan to them."""
    found: Found = []
    seconds: list[float] = []
    for question in questions:
        plan = planner.plan(question.question, question.turns)
        began = time.perf_counter()
        found.append(retriever.run(plan, TOP)[:TOP])
        seconds.append(time.perf_counter() - began)
    return found, seconds


def _evidence(questions: Sequence[Question], found: Found, cards: tuple[Card, ...]) -> float:
    """Share of the gold quotes among the best passages, averaged over the questions that have any."""
    marks = []
    for question, hits in zip(questions, found, strict=True):
        shown = [shown_hit(hit) for hit in hits]
        ranks = [rank_of(gold.quote, find(cards, gold.doc), shown) for gold in question.evidence]
        marks += [recall_at(ranks, TOP)] if ranks else []
    return float(np.mean(marks))


def _overlap(ours: Found, theirs: Found) -> float:
    shares = []
    for one, other in zip(ours, theirs, strict=True):
        ids, others = ({hit.passage.id for hit in hits} for hits in (one, other))
        shares += [len(ids & others) / max(len(ids), len(others))] if ids or others else []
    return float(np.mean(shares))


if __name__ == "__main__":
    sys.exit(main())
