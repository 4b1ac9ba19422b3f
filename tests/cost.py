"""What it costs by the number of reports, the page docs/cost.md: ``python -m tests.cost SMALL LARGE [--ingest REPORTS]``.

SMALL and LARGE are index folders: real reports, which tell how many passages and texts a report has, and many
(``tests.rehearsal --keep``), which tell what a passage takes. Each is opened in a process of its own. The embedder of the settings is timed
on texts of SMALL. ``--ingest``: reports a second that the rehearsal took in, their vectors aside. Prints what was measured,
then what follows from it; a GPU and Milvus are reckoned from published figures.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from qa.evaluate.run import machine
from qa.index.layout import CURRENT
from qa.index.part import INDICATORS, WORDS, sentence_list
from qa.index.store import open_store
from qa.index.texts import sentence_text
from qa.models.embedder import load_embedder
from qa.settings import load_settings
from qa.setup import assistant_for

REPORTS = (10, 1_000, 10_000, 100_000)
#: Texts a second of a T4: 30% of its peak at 3 GFLOP a text would be 6,000; cutting them into tokens allows less.
GPU = 2_000
#: An HNSW index is 1.5 to 2 times its vectors (Zilliz); a sparse vector has an index and a weight for each word.
HNSW, SPARSE_BYTES, VECTOR_BYTES = 2.0, 8, 4
#: Above it one machine is no place for them; above a hundredth of it the page reckons Milvus.
ONE_MACHINE = 50_000
_TIMED = 256


@dataclass(frozen=True, slots=True)
class Opened:
    """``anonymous``: memory that is no mapped file, GB; ``disk`` GB; ``postings``: words of passages, each once a passage."""

    reports: int
    passages: int
    texts: int
    disk: float
    anonymous: float
    postings: int
    dimension: int


@dataclass(frozen=True, slots=True)
class Measured:
    """``texts_a_second`` of the embedder, ``reports_a_second`` of all the rest of taking in; by passages, so that long
    reports cost more."""

    small: Opened
    large: Opened
    texts_a_second: float
    reports_a_second: float

    def passages(self, reports: int) -> float:
        return reports * self.small.passages / self.small.reports

    def disk(self, reports: int) -> float:
        return self.passages(reports) * self.large.disk / self.large.passages

    def memory(self, reports: int) -> float:
        each = (self.large.anonymous - self.small.anonymous) / (self.large.passages - self.small.passages)
        return self.small.anonymous + (self.passages(reports) - self.small.passages) * each

    def embedding(self, reports: int, rate: float) -> float:
        """Seconds."""
        return reports * self.small.texts / self.small.reports / rate

    def milvus(self, passages: float) -> tuple[float, float]:
        """GB of vectors with their index, and of words."""
        vectors = passages * self.large.dimension * VECTOR_BYTES * (1 + HNSW)
        return vectors / 1e9, passages * self.large.postings / self.large.passages * SPARSE_BYTES / 1e9


def rows(measured: Measured) -> Iterator[str]:
    yield "| 报告 | 段落 | 磁盘 | 内存（非映射） | 向量：这颗 CPU | 向量：一块 GPU（算） | 其余的入库 |"
    yield "|---|---|---|---|---|---|---|"
    for count in REPORTS:
        memory = f"{measured.memory(count):.1f} GB" if count <= ONE_MACHINE else "单机不宜"
        cells = (
            f"{count:,}",
            f"{measured.passages(count):,.0f}",
            _size(measured.disk(count)),
            memory,
            _time(measured.embedding(count, measured.texts_a_second)),
            _time(measured.embedding(count, GPU)),
            _time(count / measured.reports_a_second),
        )
        yield f"| {' | '.join(cells)} |"
    yield ""
    yield "| 段落 | Milvus：向量与索引（算） | 词（算） |"
    yield "|---|---|---|"
    for passages in (1_000_000, 10_000_000):
        vectors, words = measured.milvus(passages)
        yield f"| {passages:,} | {vectors:.1f} GB | {words:.1f} GB |"


def _size(gigabytes: float) -> str:
    return f"{gigabytes * 1000:.0f} MB" if gigabytes < 1 else f"{gigabytes:.1f} GB"


def _time(seconds: float) -> str:
    for unit, most, name in ((1, 120, "秒"), (60, 120, "分钟"), (3600, 72, "小时")):
        if seconds < most * unit:
            return f"{seconds / unit:.0f} {name}"
    return f"{seconds / 86400:.0f} 天"


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("indexes", nargs="+", type=Path)
    options.add_argument("--ingest", type=float, default=4.8)
    options.add_argument("--child", action="store_true")
    chosen = options.parse_args()
    if chosen.child:
        print(json.dumps(asdict(_opened(chosen.indexes[0]))))
        return 0
    print(", ".join(f"{name} {value}" for name, value in machine().items()), flush=True)
    small, large = (Opened(**json.loads(_child(index))) for index in chosen.indexes)
    measured = Measured(small, large, _texts_a_second(chosen.indexes[0]), chosen.ingest)
    print(json.dumps(asdict(measured)))
    print("\n".join(rows(measured)))
    return 0


def _child(index: Path) -> str:
    command = [sys.executable, "-W", "ignore", "-m", "tests.cost", "--child", str(index)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1]


def _opened(index: Path) -> Opened:
    settings = load_settings(os.environ)
    chat = settings.chat.model_copy(update={"mode": "none"})
    with assistant_for(settings.model_copy(update={"index_dir": index, "chat": chat})) as assistant:
        gc.collect()
        status = Path("/proc/self/status").read_text(encoding="utf-8")
        anonymous = next(int(line.split()[1]) / 1e6 for line in status.splitlines() if line.startswith("RssAnon"))
        reports = len(assistant.reports())
    folder = index / (index / CURRENT).read_text(encoding="utf-8").splitlines()[0]
    files = [path for path in folder.rglob("*") if path.is_file()]
    store = open_store(index)
    return Opened(
        reports,
        len(store.passages),
        len(store.passages) + len(store.passages.sentences) + _rows(folder, INDICATORS),
        round(sum(path.stat().st_size for path in files) / 1e9, 4),
        round(anonymous, 3),
        _rows(folder, f"{WORDS}/rows.npy"),
        store.vectors.dimension,
    )


def _rows(folder: Path, name: str) -> int:
    """Of all parts together."""
    return sum(len(np.load(path, mmap_mode="r")) for path in folder.rglob(name))


def _texts_a_second(index: Path) -> float:
    pairs = sentence_list(open_store(index).passages)
    texts = [sentence_text(*each) for each in pairs[:: max(1, len(pairs) // _TIMED)]]
    embedder = load_embedder(load_settings(os.environ))
    embedder.encode_passages(texts[:8])
    began = time.perf_counter()
    embedder.encode_passages(texts)
    return round(len(texts) / (time.perf_counter() - began), 1)


if __name__ == "__main__":
    sys.exit(main())
