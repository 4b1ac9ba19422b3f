"""Speed of reading reports: ``python -m tests.bench_corpus [REPORTS]``.

Prints megabytes of text a second, on one core, for cleaning and splitting the seeds and for a whole folder of
synthetic reports; what a report costs in time and memory as their number grows (1,000 unless given); and passages of
200 characters that the embedder of the settings takes a second. Ends with code 1 below the floors: 2 MB/s, no more
than 1.5 times the time a report from a tenth of the reports to all of them, no more than 20 times the bytes of the
texts in memory, 8 passages/s on two cores.
"""

from __future__ import annotations

import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from qa.corpus import read_reports
from qa.corpus.characters import simplified
from qa.corpus.clean import clean
from qa.corpus.decode import decode
from qa.corpus.identify import identify
from qa.corpus.read import report_of
from qa.corpus.segments import segments
from qa.corpus.split import split
from qa.models.embedder import load_embedder
from qa.places import load_gazetteer
from qa.records import Source
from qa.settings import load_settings

SEEDS = Path(__file__).resolve().parents[1] / "seeds"
LIMIT = 260
FLOOR_MB, FLOOR_GROWTH, FLOOR_MEMORY, FLOOR_PASSAGES = 2.0, 1.5, 20.0, 8.0
PASSAGES, PASSAGE_CHARS = 128, 200
PLACES = ("珠海市", "佛山市", "惠州市", "中山市", "江门市", "湛江市", "茂名市", "肇庆市", "清远市", "揭阳市")


def main(arguments: Sequence[str]) -> int:
    count = int(arguments[0]) if arguments else 1000
    simplified("汉")
    load_gazetteer()
    speed = _speed_of_seeds()
    growth, memory = _growth(count)
    passages = _passages_a_second()
    within = growth <= FLOOR_GROWTH and memory <= FLOOR_MEMORY
    return 0 if speed >= FLOOR_MB and within and passages >= FLOOR_PASSAGES else 1


def _speed_of_seeds() -> float:
    """MB of UTF-8 a second, cleaning and splitting; the best of three."""
    texts = [decode(path.read_bytes()).text for path in sorted(SEEDS.glob("*.txt"))]
    size = sum(len(text.encode()) for text in texts) / 1e6
    parts = [part for text in texts for part in segments(clean(text))]
    reports = [report_of(part, identify(part.text, "a.txt"), Source("a.txt", "0")) for part in parts]
    cleaning = _best(lambda: [clean(text) for text in texts])
    recognising = _best(lambda: [report_of(p, identify(p.text, "a.txt"), Source("a.txt", "0")) for p in parts])
    splitting = _best(lambda: [split(report, LIMIT) for report in reports])
    print(
        f"清理 {size / cleaning:.1f} MB/s，识别与分节 {size / recognising:.1f} MB/s，切分 {size / splitting:.1f} MB/s"
    )
    speed = size / (cleaning + splitting)
    print(
        f"清理加切分 {speed:.1f} MB/s（下限 {FLOOR_MB}）；连同识别 {size / (cleaning + recognising + splitting):.1f} MB/s"
    )
    return speed


def _best(work: Callable[[], object]) -> float:
    """Processor seconds, the best of three."""
    return min(_timed(work) for _ in range(3))


def _timed(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _growth(count: int) -> tuple[float, float]:
    """How much more time a report costs among ``count`` than among a tenth of them; bytes of memory per byte of text."""
    costs = []
    memory = 0.0
    for number in (count // 10, count):
        with tempfile.TemporaryDirectory() as folder:
            size = sum(_write(Path(folder), index) for index in range(number))
            peak = _peak()
            start = time.process_time()
            corpus = read_reports([Path(folder)], passage_chars=LIMIT)
            seconds = time.process_time() - start
        assert len(corpus.reports) == number, f"{len(corpus.reports)} of {number} reports"
        costs.append(seconds / number)
        memory = (_peak() - peak) / size
        print(f"{number} 份报告：{seconds:.1f} s，每份 {costs[-1] * 1000:.1f} ms，{size / seconds / 1e6:.1f} MB/s")
    print(f"每份的代价增长到 {costs[1] / costs[0]:.2f} 倍（上限 {FLOOR_GROWTH}）")
    print(f"内存峰值 {_peak() / 1e6:.0f} MB，每字节正文 {memory:.1f} 字节（上限 {FLOOR_MEMORY:.0f}）")
    return costs[1] / costs[0], memory


def _peak() -> int:
    """Bytes of memory that the process has held at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _passages_a_second() -> float:
    """By the wall clock, all cores; the embedder is warm."""
    embedder = load_embedder(load_settings(os.environ))
    text = "".join(decode(path.read_bytes()).text for path in sorted(SEEDS.glob("*.txt")))
    passages = [text[i * PASSAGE_CHARS : (i + 1) * PASSAGE_CHARS] for i in range(PASSAGES)]
    embedder.encode_passages(passages[:8])
    start = time.perf_counter()
    embedder.encode_passages(passages)
    speed = PASSAGES / (time.perf_counter() - start)
    print(f"向量 每秒 {speed:.1f} 段（每段 {PASSAGE_CHARS} 字，下限 {FLOOR_PASSAGES:.0f}）")
    return speed


def _write(folder: Path, index: int) -> int:
    """A report of about 8,000 characters: stock sentences that all share, figures of its own."""
    chooser = random.Random(index)
    place, year = PLACES[index % len(PLACES)], 1950 + index // len(PLACES) % 140
    lines = [f"{place}{year}年政府工作报告", "各位代表：", "现在，我代表市人民政府向大会报告工作，请予审议。"]
    for number, title in enumerate((f"一、{year - 1}年工作回顾", f"二、{year}年主要任务")):
        lines.append(title)
        for item in range(20):
            figures = [f"{chooser.randrange(10**6) / 100:.2f}" for _ in range(4)]
            lines.append(
                f"（{'一二三四五六七八九十'[item % 10]}）第{item}个方面取得进展。{'全年' if number == 0 else '力争'}地区生产总值达到{figures[0]}亿元，"
                f"一般公共预算收入{figures[1]}亿元，粮食总产{figures[2]}万吨，新建改建农村公路{figures[3]}公里。坚持稳中求进工作总基调，扎实推进各项工作，人民群众获得感不断增强。"
            )
    text = "\n".join(lines)
    (folder / f"{index:05}.txt").write_text(text, encoding="utf-8")
    return len(text.encode())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
