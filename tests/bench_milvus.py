"""Whether Milvus finds what the files find: ``python -m tests.bench_milvus [QUESTIONS.jsonl ...]``.

Asks the fixed question set (or these) of the store in use twice, ranked from files and by Milvus: that of the settings
(``QA_STORE__BACKEND=milvus``; what it lacks is copied into it), else milvus-lite in a temporary folder. Prints evidence@8 of
both, how much of the eight best passages is the same, and the times; ends with code 1 when a floor is missed. Then, to
choose by, a third time with the words that Milvus itself cuts (its Chinese tokenizer, its BM25) in place of our own.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from qa.evaluate.questions import Question, load
from qa.evaluate.ranking import rank_of, recall_at
from qa.evaluate.run import machine
from qa.evaluate.shelf import Card, Shelf, find
from qa.evaluate.system import shown_hit
from qa.index.lexical import K1, B
from qa.index.milvus import Milvus, Ranked, filter_of, open_milvus
from qa.index.store import Store
from qa.index.texts import passage_text
from qa.index.vectors import Vectors
from qa.question.plan import Planner
from qa.records import Filters, Hit
from qa.retrieve import Retriever
from qa.settings import Settings, StoreSettings, load_settings
from qa.setup import open_parts
from qa.wording.indicators import terms
from qa.words import Words

EVIDENCE, OVERLAP, TOP = 0.005, 0.95, 8
#: The collection of the words that Milvus cuts, gone when all is asked.
_SCRATCH = "qa_bench_its_words"
_BATCH = 1000

Found = list[tuple[Hit, ...]]


class Word(str):
    """A word that knows the text it was cut from."""

    text: str


class Cutting(Words):
    """Ours, whose words know their text."""

    def cut(self, text: str) -> list[str]:
        words = [Word(word) for word in super().cut(text)]
        for word in words:
            word.text = text
        return list(words)


class TheirWords:
    """Ranks by the words that Milvus cuts of texts and questions; by vectors as the files do."""

    def __init__(self, milvus: Milvus, store: Store) -> None:
        self._milvus, self._store = milvus, store

    def write(self) -> None:
        from pymilvus import DataType, Function, FunctionType

        with self._milvus.client(600.0) as client:
            client.drop_collection(_SCRATCH)
            schema = client.create_schema(auto_id=False)
            schema.add_field("row", DataType.INT64, is_primary=True)
            schema.add_field("report", DataType.VARCHAR, max_length=256)
            analyzer = {"tokenizer": "jieba"}
            schema.add_field("text", DataType.VARCHAR, max_length=65535, enable_analyzer=True, analyzer_params=analyzer)
            schema.add_field("words", DataType.SPARSE_FLOAT_VECTOR)
            schema.add_function(
                Function("bm25", FunctionType.BM25, input_field_names="text", output_field_names="words")
            )
            index = client.prepare_index_params()
            told = {"bm25_k1": K1, "bm25_b": B}
            index.add_index("words", index_type="SPARSE_INVERTED_INDEX", metric_type="BM25", params=told)
            client.create_collection(_SCRATCH, schema=schema, index_params=index)
            rows = [
                {"row": row, "report": passage.report_id, "text": passage_text(passage)}
                for row, passage in enumerate(self._store.passages)
            ]
            for begin in range(0, len(rows), _BATCH):
                client.insert(_SCRATCH, rows[begin : begin + _BATCH])
            client.flush(_SCRATCH)
            client.load_collection(_SCRATCH)

    def drop(self) -> None:
        with self._milvus.client(600.0) as client:
            client.drop_collection(_SCRATCH)

    def check(self) -> None:
        """It was just written."""

    def rank(self, vector: Vectors | None, words: Sequence[str], k: int, filters: Filters) -> tuple[Ranked, Ranked]:
        near, _ = self._store.rank(vector, (), k, filters)
        texts = dict.fromkeys(word.text for word in words if isinstance(word, Word))
        with self._milvus.client(60.0) as client:
            (hits,) = client.search(_SCRATCH, [" ".join(texts)], filter=filter_of(filters), limit=k, anns_field="words")
        return near, [(int(hit["row"]), float(hit["distance"])) for hit in hits]


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
    files = list(map(Path, sys.argv[1:])) or [settings.seeds_dir / "questions.jsonl"]
    questions = [item.question for file in files for item in load(file)]
    encode = cache(made_of.embedder.encode_query)
    their_words = TheirWords(milvus, store)
    their_words.write()
    cutting = Cutting(settings.cache / "jieba", terms())
    retrievers = {
        "files": Retriever(store, encode, made_of.words, made_of.settings),
        "Milvus": Retriever(store, encode, made_of.words, made_of.settings, ranking=milvus.ranking(store)),
        "Milvus cutting words": Retriever(store, encode, cutting, made_of.settings, ranking=their_words),
    }
    cards = Shelf(store.reports, store.generation, store.statements).cards()
    _asked(retrievers["files"], made_of.planner, questions)  # So that all vectors of questions are known.
    asked = {name: _asked(each, made_of.planner, questions) for name, each in retrievers.items()}
    their_words.drop()
    ours, marks, overlaps = asked["files"][0], dict[str, float](), dict[str, float]()
    for name, (found, seconds) in asked.items():
        marks[name], overlaps[name] = _evidence(questions, found, cards), _overlap(ours, found)
        middle, most = np.percentile(np.array(seconds) * 1000, [50, 95])
        print(
            f"{name}: evidence@{TOP} {marks[name]:.4f}, top-{TOP} overlap {overlaps[name]:.4f}, "
            f"{middle:.1f} ms a question, p95 {most:.1f}"
        )
    print(f"{len(questions)} questions; floors: evidence within {EVIDENCE}, overlap {OVERLAP}")
    return 0 if abs(marks["files"] - marks["Milvus"]) <= EVIDENCE and overlaps["Milvus"] >= OVERLAP else 1


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
