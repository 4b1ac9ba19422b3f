"""All cities of a country, over many years: ``python -m tests.rehearsal [--cities 300] [--years 25] [--questions 200]``.

Writes a report a city and year, made of the real ones of the store in use (their paragraphs mixed, places, years and
figures varied), takes them in as ``qa ingest`` does, statements and all, and asks. Only the vectors are made up: near those
of the real sentences, so that no model runs for days. Each step is a process of its own. Prints what taking in costs
(reports a second of reading, of statements and words; memory), then seconds p50, p95 and the longest of each kind of
question, and the memory after them. ``--keep FOLDER`` keeps the store there, and takes it where it is: what was broken off
goes on.

Ends with code 1 when a kind's p95 is over its bound.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from zlib import crc32

import numpy as np
from rich.console import Console

from qa.evaluate.run import machine
from qa.index.layout import CURRENT
from qa.index.part import sentence_list
from qa.index.store import Store, open_store
from qa.index.vectors import Vectors
from qa.intake.ingest import ingest
from qa.progress import progress_bar
from qa.records import Answer, Report
from qa.settings import Settings, load_settings
from qa.setup import assistant_for
from tests.answer.fakes import last
from tests.many import places
from tests.web.load import percentile

LAST_YEAR = 2026
#: p95 of each kind of question, seconds: the time budget, and what is told after it.
BOUND = 3.0
MIXED = 0.3
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_FIGURE = re.compile(r"\d+(?:\.\d+)?(?=%|个百分点|[万亿]?[元吨亩人户个]|公里)")
_PIECE = re.compile(r"[。；\n]")
_LONG = 40
_INDICATORS = (
    "地区生产总值",
    "一般公共预算收入",
    "固定资产投资",
    "规模以上工业增加值",
    "社会消费品零售总额",
    "城镇新增就业",
)
_PHRASES = ("新质生产力", "乡村振兴", "放管服", "京津冀协同发展", "一带一路", "脱贫攻坚", "数字经济", "营商环境")


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("step", nargs="?", choices=("all", "write", "ingest", "ask"), default="all")
    options.add_argument("--cities", type=int, default=300)
    options.add_argument("--years", type=int, default=25)
    options.add_argument("--questions", type=int, default=200)
    options.add_argument("--keep", type=Path)
    chosen = options.parse_args()
    if chosen.step != "all":
        return {"write": _write, "ingest": _ingest, "ask": _ask}[chosen.step](chosen)
    print(", ".join(f"{name} {value}" for name, value in machine().items()), flush=True)
    with TemporaryDirectory() as folder:
        root = chosen.keep or Path(folder)
        for step in ("write", "ingest", "ask"):
            sizes = [f"--cities={chosen.cities}", f"--years={chosen.years}", f"--questions={chosen.questions}"]
            command = [sys.executable, "-W", "ignore", "-m", "tests.rehearsal", step, f"--keep={root}", *sizes]
            if code := subprocess.run(command, check=False).returncode:
                return code
    return 0


def cities(count: int) -> list[str]:
    return places(31 + count)[31:]


# -- the reports ------------------------------------------------------------------------------------------------------


def _write(chosen: argparse.Namespace) -> int:
    folder: Path = chosen.keep / "reports"
    folder.mkdir(parents=True, exist_ok=True)
    store = open_store(load_settings(os.environ).index_dir)
    long = _long_lines(store.reports)
    for city in cities(chosen.cities):
        for year in range(LAST_YEAR - chosen.years + 1, LAST_YEAR + 1):
            file, draft = folder / f"{city}{year}.txt", folder / ".draft"
            if not file.exists():
                draw = random.Random(file.name)
                draft.write_text(varied(draw.choice(store.reports), city, year, long, draw), encoding="utf-8")
                draft.rename(file)
    return 0


def _long_lines(reports: Sequence[Report]) -> list[tuple[Report, str]]:
    return [(report, line) for report in reports for line in report.text.splitlines() if len(line) > _LONG]


def varied(like: Report, city: str, year: int, long: Sequence[tuple[Report, str]], draw: random.Random) -> str:
    """A report as ``like`` is, of another place and year, with other figures, and with some paragraphs of others."""
    lines = [f"{city}{year}年政府工作报告", f"——{year}年1月20日在{city}人民代表大会会议上"]
    for line in like.text.splitlines():
        report, text = draw.choice(long) if len(line) > _LONG and draw.random() < MIXED else (like, line)
        lines.append(_of_another(report, text, city, year, draw))
    return "\n".join(lines)


def _of_another(report: Report, line: str, city: str, year: int, draw: random.Random) -> str:
    place, moved = report.place or "", year - (report.year or year)
    line = line.replace(place, city).replace(place.removesuffix("市"), city.removesuffix("市"))
    line = _YEAR.sub(lambda found: str(int(found[0]) + moved), line)
    return _FIGURE.sub(lambda found: _jittered(found[0], draw), line)


def _jittered(figure: str, draw: random.Random) -> str:
    digits = len(figure.partition(".")[2])
    return f"{float(figure) * draw.uniform(0.8, 1.25):.{digits}f}"


# -- taking them in ---------------------------------------------------------------------------------------------------


class NearReal:
    """Vectors near those of the real sentences that a text was made of."""

    def __init__(self, store: Store, names: Sequence[str]) -> None:
        self.name, self.dimension = store.manifest.recipe.embedder, store.vectors.dimension
        self.texts = 0
        self._store = store
        self._names = re.compile("|".join(sorted({n for name in names for n in (name, name[:-1])}, key=len)[::-1]))

    @cached_property
    def _known(self) -> dict[str, Vectors]:
        real = self._store.sentence_vectors.whole().astype(np.float32)
        pairs = zip(sentence_list(self._store.passages), real, strict=True)
        return {self._key(passage.sentence_text(sentence)): vector for (passage, sentence), vector in pairs}

    def _key(self, text: str) -> str:
        return re.sub(r"[\d.,。；\s]", "", self._names.sub("", text))

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        noise, real = np.random.default_rng(self.texts), list(self._known.values())
        made = (0.1 / self.dimension**0.5) * noise.standard_normal((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            found = [self._known[key] for piece in _PIECE.split(text) if (key := self._key(piece)) in self._known]
            made[row] += np.mean(found, axis=0) if found else real[crc32(text.encode()) % len(real)]
        self.texts += len(texts)
        if progress:
            progress(len(texts))
        unit: Vectors = made / np.linalg.norm(made, axis=1, keepdims=True)
        return unit


def _ingest(chosen: argparse.Namespace) -> int:
    root: Path = chosen.keep / "index"
    if (root / CURRENT).exists():
        return 0
    settings = load_settings(os.environ)
    store = open_store(settings.index_dir)
    names = [*cities(chosen.cities), *(report.place or "" for report in store.reports if report.place)]
    encoder, steps = NearReal(store, names), dict[str, list[float]]()

    began = time.perf_counter()
    with progress_bar(Console(stderr=True)) as told:

        def progress(what: str, done: int, total: int) -> None:
            steps.setdefault(what.split()[0], []).append(time.perf_counter())
            told(what, done, total)

        own = settings.model_copy(update={"index_dir": root})
        taken = ingest(own, [chosen.keep / "reports"], progress, lambda: encoder)
    ended, count = time.perf_counter(), len(taken.corpus.reports)
    size = sum(path.stat().st_size for path in root.rglob("*") if path.is_file()) / 1e9
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    marks = {what: times[-1] - times[0] for what, times in steps.items()}
    rest = ended - began - sum(marks.values())
    print(
        f"{count} 份，{len(taken.corpus.passages)} 段，要算向量的 {encoder.texts} 条；读不了 {len(taken.corpus.problems)} 份"
    )
    print(
        f"入库（向量除外）{ended - began - marks.get('计算向量', 0):.0f} s，{count / (ended - began):.1f} 份/s，内存最多 {peak:.1f} GB"
    )
    print("，".join([f"{what} {seconds:.0f} s" for what, seconds in marks.items()]) + f"，其余（分段、写）{rest:.0f} s")
    print(f"磁盘 {size:.2f} GB", flush=True)
    return 0


# -- asking -----------------------------------------------------------------------------------------------------------


def questions(count: int, names: Sequence[str], years: Sequence[int]) -> Iterator[tuple[str, str]]:
    """Kind and question, each kind a quarter."""
    draw = random.Random(2)
    for number in range(count // 4):
        indicator, year = draw.choice(_INDICATORS), draw.choice(years)
        some = "、".join(draw.sample(list(names), min(30, len(names))))
        phrase, way = _PHRASES[number % len(_PHRASES)], ("谁最高？", "从高到低排一排", "超过8%的有几个？")[number % 3]
        yield "一个地方", f"{draw.choice(list(names))}{year}年{indicator}是多少？"
        yield "三十个地方", f"比较{some}{year}年{indicator}增速"
        yield "全部地方", f"所有地方{year}年{indicator}增速{way}"
        yield "提法的来历", f"“{phrase}”最早出现在哪一年的报告里？"


def _ask(chosen: argparse.Namespace) -> int:
    settings = _without_chat(load_settings(os.environ), chosen.keep / "index")
    years = range(LAST_YEAR - chosen.years, LAST_YEAR)
    began = time.perf_counter()
    times: dict[str, list[float]] = {}
    refused: dict[str, list[float]] = {}
    with assistant_for(settings) as assistant:
        # As the service does.
        gc.collect()
        gc.freeze()
        print(f"打开（连同嵌入模型）{time.perf_counter() - began:.1f} s，常驻 {_memory()}", flush=True)
        for kind, question in questions(chosen.questions, cities(chosen.cities), years):
            began = time.perf_counter()
            answer: Answer = last(assistant.stream(question))
            times.setdefault(kind, []).append(time.perf_counter() - began)
            refused.setdefault(kind, []).extend(times[kind][-1:] if answer.refused else ())
        print("| 问题 | 个 | 第一个 s | p50 s | p95 s | 最长 s | 没有给出的 | 其 p50 s | 最长 s |")
        print("|---|---|---|---|---|---|---|---|---|")
        for kind, took in times.items():
            row = f"{took[0]:.2f} | {median(took):.2f} | {percentile(took, 0.95):.2f} | {max(took):.2f}"
            without = refused[kind] or [0.0]
            print(
                f"| {kind} | {len(took)} | {row} | {len(refused[kind])} | {median(without):.2f} | {max(without):.2f} |"
            )
        print(f"问完常驻 {_memory()}", flush=True)
    return 0 if all(percentile(took, 0.95) <= BOUND for took in times.values()) else 1


def _without_chat(settings: Settings, index: Path) -> Settings:
    chat = settings.chat.model_copy(update={"mode": "none"})
    return settings.model_copy(update={"index_dir": index, "chat": chat})


def _memory() -> str:
    told = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines())
    resident, anonymous = (int(told[name].split()[0]) / 1e6 for name in ("VmRSS", "RssAnon"))
    return f"{resident:.2f} GB，其中非映射 {anonymous:.2f} GB"


if __name__ == "__main__":
    sys.exit(main())
