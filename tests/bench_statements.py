"""Speed of the columns: ``python -m tests.bench_statements [REPORTS]``, 8,000 unless given.

Each report states 250 figures of indicators that it shares with all others or has alone, as the reports in ``seeds/``
do (four names of five are met once): two million rows. Prints what loading, filtering, and tables as ``qa table`` and
``/v1/table`` make them take, the best of several passes, beside the floors; ends with code 1 when one is missed: 3 s to
load, 30 ms for any filter, 200 ms for any table of up to 12,000 cells.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np

from qa.figures import FigureKind
from qa.records import Basis, Facet, How, Period, Report, Statement
from qa.statements.columns import Columns
from qa.statements.outcomes import outcomes
from qa.statements.parquet import dump
from qa.statements.stated import Stated
from qa.statements.table import pivot
from tests.web.fakes import REPORT

LOAD_SECONDS, FILTER_MS, PIVOT_MS = 3.0, 30.0, 200.0
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
SOME = [f"地方{number}" for number in range(30)]
#: A name of every 8th row, of every 20th, and one of a few hundred.
PIVOTS: dict[str, Callable[[Stated], Any]] = {
    "一个指标，全部地方，一年": lambda stated: pivot(stated, ["指标3"], years=[2020]),
    "说得最多的指标，全部地方，二十年": lambda stated: pivot(stated, ["指标0"], years=range(2005, 2025)),
    "一个指标，全部地方，全部年份": lambda stated: pivot(stated, ["指标3"]),
    "一个指标，三十个地方，全部年份": lambda stated: pivot(stated, ["指标0"], places=SOME),
    "五个指标，三十个地方，一年，结果与目标": lambda stated: pivot(
        stated, [f"指标{n}" for n in range(5)], places=SOME, years=[2020], basis=[Basis.RESULT, Basis.TARGET]
    ),
    "少说的指标，全部地方": lambda stated: pivot(stated, ["指标1900"]),
    "目标与结果，全部地方，一年": lambda stated: outcomes(stated, "指标0", years=[2020]),
}


def main(arguments: Sequence[str]) -> int:
    count = int(arguments[0]) if arguments else 8_000
    began = time.perf_counter()
    data = dump(made_statements(count))
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
    stated = stated_of(columns, count)
    began = time.perf_counter()
    pivot(stated, ["指标3"], years=[2020])
    print(f"第一张表 {time.perf_counter() - began:.2f} s（此后不再）")
    widest = 0.0
    for name, made in PIVOTS.items():
        seconds = _best(lambda made=made: made(stated))  # type: ignore[misc]
        widest = max(widest, seconds)
        print(f"  {name}：{_cells(made(stated))} 格，{seconds * 1000:.1f} ms")
    print(f"最慢的表 {widest * 1000:.1f} ms（上限 {PIVOT_MS:.0f}）")
    listing = _best(lambda: columns.indicators(most=50))
    print(f"指标名 {len(columns.indicator_names)} 个，列出最常说的 50 个用 {listing * 1000:.0f} ms")
    held = load <= LOAD_SECONDS and slowest * 1000 <= FILTER_MS and widest * 1000 <= PIVOT_MS
    return 0 if held else 1


def _cells(made: Any) -> int:
    return len(made.lines) * len(made.columns) if hasattr(made, "lines") else 2 * len(made.outcomes)


def stated_of(columns: Columns, reports: int) -> Stated:
    return Stated("bench", columns, [_report(number) for number in range(reports)])


def _report(number: int) -> Report:
    year = FIRST_YEAR + number // PLACES % YEARS
    place = f"地方{number % PLACES}"
    return replace(REPORT, id=f"报告{number}", place=place, year=year, reviewed=(year - 1, year), planned=(year + 1,))


def _best(work: Callable[[], object]) -> float:
    times = []
    for _ in range(PASSES):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return min(times)


def made_statements(reports: int) -> Iterator[Statement]:
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
