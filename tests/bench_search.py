"""Speed of understanding and searching: ``python -m tests.bench_search [PASSAGES]``, 100,000 unless given.

Asks the fixed question set of the store in use and of synthetic ones: passages that mix real sentences, their vectors
near those of real passages, of many places and years. Prints the machine and each figure beside its floor; ends with
code 1 when one is missed. The times are those of the best of several passes, on warm caches of question vectors,
so that a busy machine does not decide; ``p95`` is over the questions.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from qa.evaluate.questions import Question, load
from qa.evaluate.run import machine
from qa.index.store import Store, open_store
from qa.index.vectors import Rows, Vectors
from qa.models.embedder import load_embedder
from qa.places import load_gazetteer
from qa.question.catalog import Catalog
from qa.question.plan import Planner
from qa.retrieve import Retriever
from qa.settings import load_settings
from qa.setup import open_words
from qa.words import Words
from tests import large
from tests.textbook import ensemble

SEEDS_MS, LARGE_MS, EMBED_MS, RECALL, TIMES = 3.0, 25.0, 20.0, 0.98, 10.0
PASSES, TOP = 5, 8
BESIDE = 20_000


@dataclass(frozen=True)
class House:
    """What answers a question up to its hits."""

    store: Store
    planner: Planner
    retriever: Retriever

    def find(self, question: Question) -> None:
        self.retriever.run(self.planner.plan(question.question, question.turns), TOP)


def main(arguments: Sequence[str]) -> int:
    size = int(arguments[0]) if arguments else 100_000
    settings = load_settings({})
    store, words, gazetteer = open_store(settings.index_dir), open_words(settings), load_gazetteer()
    questions = [item.question for item in load(settings.seeds_dir / "questions.jsonl")]
    print(", ".join(f"{name} {value}" for name, value in machine().items()), flush=True)
    encode = cache(load_embedder(settings).encode_query)

    def house(of: Store) -> House:
        return House(
            of,
            Planner(Catalog(of.reports, of.passages.mentioned()), gazetteer),
            Retriever(of, encode, words, settings.retrieve),
        )

    seeds = house(store)
    held = [_shown("embedding a question, ms p95", _embedded(seeds, encode, questions), EMBED_MS)]
    held += [_timed("seeds", seeds, questions, SEEDS_MS)]
    with _synthetic(store, words, BESIDE) as of:
        held += [_beside(house(of), encode, questions)]
    with _synthetic(store, words, size) as of:
        held += _large(house(of), encode, questions)
    return 0 if all(held) else 1


def _embedded(house: House, encode: Callable[[str], Vectors], questions: Sequence[Question]) -> float:
    """Milliseconds (p95) to embed one question; ``house`` searches for them all, so that the rest is known."""
    for question in questions:
        house.find(question)
    # Spaces in front make it another text for the embedder's memory and the same for the model.
    texts = [[f"{' ' * (number + 1)}{question.question}" for question in questions[::3]] for number in range(3)]
    return _percentiles([_clocked([partial(encode, text) for text in each]) for each in texts])[1]


def _large(house: House, encode: Callable[[str], Vectors], questions: Sequence[Question]) -> list[bool]:
    name = f"{len(house.store.passages):,} passages"
    for question in questions:
        house.find(question)
    vectors = [encode(question.question) for question in questions]
    plans = [house.planner.plan(question.question, question.turns) for question in questions]
    masks = [house.store.select(report_ids=plan.scopes[0].report_ids) for plan in plans if plan.scopes]
    return [
        _timed(name, house, questions, LARGE_MS),
        _recall(f"{name}, all", house.store, vectors, [house.store.select()] * len(vectors)),
        _recall(f"{name}, filtered", house.store, vectors, masks),
    ]


def _recall(name: str, store: Store, vectors: Sequence[Vectors], selected: Sequence[Rows]) -> bool:
    """Recall@10 of the vector index against all inner products."""
    data, found = store.vectors.vectors(), []
    for vector, rows in zip(vectors, selected, strict=False):
        best = rows[np.argsort(-(data[rows] @ vector), kind="stable")[:10]]
        hits = {row for row, _ in store.nearest(vector, len(best), rows)}
        found.append(len(hits & set(best.tolist())) / len(best))
    return _shown(f"{name}: recall@10 against exact", float(np.mean(found)), RECALL, at_least=True)


def _beside(house: House, encode: Callable[[str], Vectors], questions: Sequence[Question]) -> bool:
    """How many times faster than LangChain's ensemble on the same passages, median against median."""
    theirs, asked = ensemble(house.store, encode, TOP), questions[:30]
    calls = [partial(theirs.invoke, question.question) for question in asked]
    theirs_ms = _percentiles([_clocked(calls) for _ in range(3)])[0]
    ours_ms = _percentiles([_clocked(_finding(house, asked)) for _ in range(PASSES)])[0]
    name = f"{len(house.store.passages):,} passages"
    print(f"{name}, ms p50: ours {ours_ms:.2f}, LangChain's ensemble {theirs_ms:.2f}", flush=True)
    return _shown(f"{name}: times as fast as LangChain's ensemble", theirs_ms / ours_ms, TIMES, at_least=True)


@contextmanager
def _synthetic(store: Store, words: Words, size: int) -> Iterator[Store]:
    with TemporaryDirectory() as folder:
        large.write(store, words, size, Path(folder))
        yield open_store(Path(folder))


def _timed(name: str, house: House, questions: Sequence[Question], floor: float) -> bool:
    p50, p95 = _percentiles([_clocked(_finding(house, questions)) for _ in range(PASSES)])
    print(f"{name}: understanding and search, ms p50 {p50:.2f}", flush=True)
    return _shown(f"{name}: understanding and search, ms p95", p95, floor)


def _finding(house: House, questions: Sequence[Question]) -> list[Callable[[], object]]:
    return [partial(house.find, question) for question in questions]


def _clocked(calls: Sequence[Callable[[], object]]) -> list[float]:
    """Milliseconds of each call."""
    taken = []
    for call in calls:
        began = time.perf_counter()
        call()
        taken.append(1000 * (time.perf_counter() - began))
    return taken


def _percentiles(passes: Sequence[Sequence[float]]) -> tuple[float, float]:
    """(p50, p95) of the best pass."""
    p50, p95 = zip(*(np.quantile(taken, [0.5, 0.95]) for taken in passes), strict=True)
    return float(min(p50)), float(min(p95))


def _shown(name: str, value: float, floor: float, at_least: bool = False) -> bool:
    held = value >= floor if at_least else value <= floor
    print(
        f"{name}: {value:.3f} ({'at least' if at_least else 'at most'} {floor:g}){'' if held else '  MISSED'}",
        flush=True,
    )
    return held


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
