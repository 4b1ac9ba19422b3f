"""One machine, ever more passages: ``python -m tests.bench_scale [PASSAGES...]``, 10,000, 100,000 and 1,000,000 unless given.

Each size is written in one child process and measured in another: disk, seconds to open (every byte verified, the files in
the page cache), memory (all that is resident, and of it what is no mapped file, models included), the search of the fixed
question set with filters, and one more report: until it is published, its embedding aside, and until an open reader has it.
Ends with code 1 when a bound is missed. A million takes 9 GB of disk.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from qa.corpus.split import split
from qa.evaluate.questions import load
from qa.evaluate.run import machine
from qa.index.build import add_to_store
from qa.index.layout import digest_of
from qa.index.store import Store, open_store
from qa.index.vectors import Rows, Vectors
from qa.models.embedder import load_embedder
from qa.question.catalog import Catalog
from qa.records import Filters, Report
from qa.retrieve import Retriever
from qa.settings import load_settings
from qa.setup import open_words
from qa.words import Words, simplify
from tests import large

SIZES = (10_000, 100_000, 1_000_000)
OPEN_SECONDS, RESIDENT_GB, SEARCH_MS, RECALL, ADD_SECONDS = 5.0, 2.5, 30.0, 0.98, 2.0
ASKED, TOP = 100, 8
#: Passages that the ensemble is still tried with, and questions it is asked: each takes a second among a hundred thousand.
BESIDE, ASKED_BESIDE = 100_000, 20
#: What it took, for the row.
_BESIDE = "beside"


def main(arguments: Sequence[str]) -> int:
    if arguments and arguments[0] in _CHILDREN:
        return _CHILDREN[arguments[0]](int(arguments[1]), Path(arguments[2]))
    print(", ".join(f"{name} {value}" for name, value in machine().items()), flush=True)
    print(
        "| 段落 | 磁盘 GB | 写 s | 打开 s | 常驻 GB | 其中非映射 GB | 检索 ms p50 | p95 | 召回@10 有过滤 | 无过滤 | 无过滤 ms p95 | 加一份 s | 换上 s | LangChain：建 s | 常驻 GB | 检索 ms p50 | p95 |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|", flush=True)
    return max(_sized(int(each)) for each in arguments or SIZES)


def _sized(size: int) -> int:
    with TemporaryDirectory() as folder:
        children = [
            subprocess.run([sys.executable, "-m", "tests.bench_scale", child, str(size), folder], check=False)
            for child in _CHILDREN
        ]
    return max(child.returncode for child in children)


def _write(size: int, root: Path) -> int:
    settings = load_settings(os.environ)
    began = time.perf_counter()
    large.write(open_store(settings.index_dir), open_words(settings), size, root)
    (root / "seconds").write_text(f"{time.perf_counter() - began:.0f}", encoding="utf-8")
    return 0


def _measure(size: int, root: Path) -> int:
    settings = load_settings(os.environ)
    encode, words = load_embedder(settings).encode_query, open_words(settings)
    questions = [simplify(item.question.question) for item in load(settings.seeds_dir / "questions.jsonl")][:ASKED]
    vectors = [encode(question) for question in questions]
    for path in root.rglob("*"):
        # From the disk, opening takes as long as the disk takes to read it all.
        if path.is_file():
            digest_of(path)
    began = time.perf_counter()
    store = open_store(root)
    opened = time.perf_counter() - began
    known = dict(zip(questions, vectors, strict=True))
    retriever = Retriever(store, known.__getitem__, words, settings.retrieve)
    filters = _filters(store, len(questions))
    limited = [partial(retriever.search, question, TOP, own) for question, own in zip(questions, filters, strict=True)]
    anywhere = [partial(retriever.search, question, TOP) for question in questions]
    times = [[_milliseconds(call) for call in calls] for calls in (limited, limited, anywhere, anywhere)]
    with_filters, without = np.min(times[:2], axis=0), np.min(times[2:], axis=0)
    rows = [store.select(own.place, own.data_year, own.report_id, own.report_year) for own in filters]
    resident, anonymous = _memory()
    data = store.vectors.vectors()
    recalls = [
        float(np.mean([_recall(store, data, *each) for each in zip(vectors, wanted, strict=False)]))
        for wanted in (rows, [store.select()] * 30)
    ]
    del data
    added, swapped = _one_more(root, store, open_store(settings.index_dir).reports[0], words)
    files = {path.stat().st_ino: path.stat().st_size for path in root.rglob("*") if path.is_file()}
    disk = sum(files.values()) / 1e9
    p95 = float(np.quantile(with_filters, 0.95))
    beside = (root / _BESIDE).read_text(encoding="utf-8")
    print(
        f"| {size:,} | {disk:.2f} | {(root / 'seconds').read_text(encoding='utf-8')} | {opened:.1f} | {resident:.2f} | "
        f"{anonymous:.2f} | {np.median(with_filters):.1f} | {p95:.1f} | {recalls[0]:.3f} | {recalls[1]:.3f} | "
        f"{np.quantile(without, 0.95):.1f} | {added:.1f} | {swapped:.1f} | {beside} |",
        flush=True,
    )
    held = (
        added <= ADD_SECONDS
        and opened <= OPEN_SECONDS
        and resident <= RESIDENT_GB
        and p95 <= SEARCH_MS
        and min(recalls) >= RECALL
    )
    return 0 if held else 1


def _filters(store: Store, count: int) -> list[Filters]:
    """One report, one place, one year, in turn."""
    draw = np.random.default_rng(3)
    chosen = [store.reports[int(number)] for number in draw.integers(0, len(store.reports), count)]
    return [
        (
            Filters(report_id=(report.id,)),
            Filters(place=(report.place or "",)),
            Filters(report_year=(report.year or 0,)),
        )[number % 3]
        for number, report in enumerate(chosen)
    ]


class _NoEmbedding:
    """Gives vectors at once."""

    def __init__(self, dimension: int) -> None:
        self._dimension = dimension

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        return np.full((len(texts), self._dimension), self._dimension**-0.5, dtype=np.float32)


def _one_more(root: Path, store: Store, like: Report, words: Words) -> tuple[float, float]:
    """Seconds to add a real report, and then until who has the store open has it, too."""
    recipe, report = store.manifest.recipe, replace(like, id="new", place="新增市")
    words.cut(report.text)
    began = time.perf_counter()
    passages = list(split(report, recipe.passage_chars))
    add_to_store(root, recipe, [report], passages, lambda: _NoEmbedding(recipe.dimension), words)
    added = time.perf_counter() - began
    began = time.perf_counter()
    after = open_store(root, recipe, store.parts)
    Catalog(after.reports, after.passages.mentioned())
    swapped = time.perf_counter() - began
    if len(after.reports) != len(store.reports) + 1 or not len(after.select(places=["新增市"])):
        raise SystemExit("the report that was added is not there")
    return added, swapped


def _beside(size: int, root: Path) -> int:
    if size > BESIDE:
        (root / _BESIDE).write_text("– | – | – | –", encoding="utf-8")
        return 0
    from tests.textbook import ensemble

    settings = load_settings(os.environ)
    encode = load_embedder(settings).encode_query
    asked = [simplify(item.question.question) for item in load(settings.seeds_dir / "questions.jsonl")][:ASKED_BESIDE]
    known = {question: encode(question) for question in asked}
    began = time.perf_counter()
    theirs = ensemble(open_store(root), known.__getitem__, TOP)
    built = time.perf_counter() - began
    times = [_milliseconds(partial(theirs.invoke, question)) for question in asked]
    told = f"{built:.0f} | {_memory()[0]:.2f} | {np.median(times):.0f} | {np.quantile(times, 0.95):.0f}"
    (root / _BESIDE).write_text(told, encoding="utf-8")
    return 0


_CHILDREN = {"write": _write, "beside": _beside, "measure": _measure}


def _milliseconds(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return 1000 * (time.perf_counter() - began)


def _recall(store: Store, data: Vectors, vector: Vectors, rows: Rows) -> float:
    """Recall@10 against all inner products."""
    best = rows[np.argsort(-(data if len(rows) == len(data) else data[rows]) @ vector, kind="stable")[:10]]
    found = {row for row, _ in store.nearest(vector, len(best), rows)}
    return len(found & {*best.tolist()}) / len(best)


def _memory() -> tuple[float, float]:
    """GB resident, and of it what is no mapped file (Linux)."""
    told = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines())
    resident, anonymous = (int(told[name].split()[0]) / 1e6 for name in ("VmRSS", "RssAnon"))
    return resident, anonymous


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
