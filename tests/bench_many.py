"""Speed of comparisons over many reports: ``python -m tests.bench_many [REPORTS...]``, 32 and 400 unless given.

A hundred comparisons and one each, of groups and of all places, in wall time and without the time budget that would cut them
short; ends with code 1 when one takes longer than 2 s.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.many import Timed, asked, assistant_over, questions

SECONDS = 2.0
COUNTS = (32, 400)
#: Of what the last report alone tells.
SELDOM = "所有地方2025年葡萄出口谁最高？"


def main(arguments: Sequence[str]) -> int:
    slowest = [_bench(count) for count in map(int, arguments or COUNTS)]
    return 0 if max(slowest) <= SECONDS else 1


def _bench(count: int) -> float:
    """Seconds of the slowest comparison over ``count`` reports."""
    with TemporaryDirectory() as folder:
        began = time.perf_counter()
        assistant = assistant_over(Path(folder), count)
        print(f"{count} 份报告，建库 {time.perf_counter() - began:.0f} s")
        timed = list(asked(assistant, (*questions(), SELDOM), time.perf_counter))
    worst: Timed = max(timed, key=lambda each: each.seconds)
    middle = median(each.seconds for each in timed)
    print(f"  {len(timed)} 个比较：中位 {middle:.3f} s，最慢 {worst.seconds:.3f} s（上限 {SECONDS}）：{worst.question}")
    return worst.seconds


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
