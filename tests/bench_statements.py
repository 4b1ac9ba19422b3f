"""Speed of the columns: ``python -m tests.bench_statements [REPORTS]``, 10,000 unless given.

Each report states 250 figures of indicators that it shares with all others or has alone, as the reports in ``seeds/``
do (four names of five are met once). Prints what loading and filtering take, the best of several passes, beside the
floors; ends with code 1 when one is missed: 3 s to load, 30 ms for any filter.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any

import numpy as np

from qa.figures import FigureKind
from qa.records import Basis, Facet, How, Period, Statement
from qa.statements.columns import Columns, dump

LOAD_SECONDS, FILTER_MS = 3.0, 30.0
EACH, COMMON, ALONE = 250, 2_000, 0.35
PLACES, FIRST_YEAR, YEARS = 500, 2005, 20
PASSES = 5
FILTERS: dict[str, dict[str, Any]] = {
    "没有条件": {},
    "一个指标": {"indicators": ["指标3"]},
    "词典里的指标": {"indicators": ["词典7", "指标7"]},
    "一年的目标增速": {"years": [2020], "basis": [Basis.TARGET], "facet": [Facet.RISE]},
    "一个地方的二十年": {"places": ["地方8"], "years": list(range(2005, 2025))},
    "隔年": {"years": list(range(2005, 2025, 2)), "basis": [Basis.RESULT]},
    "名称含": {"q": "标12"},
    "许多地方": {"places": [f"地方{number}" for number in range(0, PLACES, 3)], "basis": [Basis.RESULT]},
    "一份报告": {"report_ids": ["报告77"]},
}


def main(arguments: Sequence[str]) -> int:
    count = int(arguments[0]) if arguments else 10_000
    began = time.perf_counter()
    data = dump(_statements(count))
    print(f"{count} 份报告，{count * EACH} 条，写成 {len(data) / 1e6:.0f} MB，{time.perf_counter() - began:.0f} s")
    load = _best(lambda: Columns.load(data))
    print(f"读入 {load:.2f} s（上限 {LOAD_SECONDS}）")
    columns = Columns.load(data)
    slowest = 0.0
    for name, wanted in FILTERS.items():
        seconds = _best(lambda wanted=wanted: columns.select(**wanted))  # type: ignore[misc]
        slowest = max(slowest, seconds)
        print(f"  {name}：{len(columns.select(**wanted))} 条，{seconds * 1000:.1f} ms")
    print(f"最慢 {slowest * 1000:.1f} ms（上限 {FILTER_MS:.0f}）")
    listing = _best(lambda: columns.indicators(most=50))
    print(f"指标名 {len(columns.indicator_names)} 个，列出最常说的 50 个用 {listing * 1000:.0f} ms")
    return 0 if load <= LOAD_SECONDS and slowest * 1000 <= FILTER_MS else 1


def _best(work: Callable[[], object]) -> float:
    times = []
    for _ in range(PASSES):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return min(times)


def _statements(reports: int) -> Iterator[Statement]:
    draw = np.random.default_rng(1)
    for report in range(reports):
        year = FIRST_YEAR + report // PLACES % YEARS
        common = (COMMON * draw.random(EACH) ** 3).astype(int).tolist()
        alone = (draw.random(EACH) < ALONE).tolist()
        values = draw.integers(1, 100_000, EACH).tolist()
        for row in range(EACH):
            yield _statement(report, year, row, None if alone[row] else common[row], values[row])


def _statement(report: int, year: int, row: int, common: int | None, value: int) -> Statement:
    target = row % 3 == 0
    own = year + target - row % 2
    return Statement(
        report_id=f"报告{report}",
        sentence_start=row * 40,
        sentence_end=row * 40 + 38,
        start=row * 40 + 20,
        end=row * 40 + 26,
        text=f"{value / 100}亿元",
        kind=FigureKind.QUANTITY,
        value=Decimal(value) * 1_000_000,
        upper=None,
        unit="元",
        hedge=None,
        indicator=f"第{report}号{row}项工程投资" if common is None else f"指标{common}",
        names=(f"词典{common}", f"别名{common}") if common is not None and common < 300 else (),
        place=f"地方{report % PLACES}",
        period=Period(own - 4, own, How.AVERAGE) if row % 7 == 0 else Period(own, own),
        basis=Basis.TARGET if target else Basis.RESULT,
        facet=(Facet.LEVEL, Facet.RISE, Facet.LEVEL, Facet.NEW)[row % 4],
        group=row // 3,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
