"""``GET /v1/table`` of a live server over many reports: ``python -m tests.bench_table [REPORTS]``, 10,000 unless given.

The statements are those of ``tests.bench_statements``; the server listens on loopback in a thread of this process and is
asked over HTTP, each view several times. Prints the median and the slowest of each; exit code 1 where a median is above
200 ms.
"""

from __future__ import annotations

import statistics
import sys
import threading
import time
from collections.abc import Sequence

import httpx
import uvicorn

from qa.settings import Settings
from qa.statements.columns import Columns
from qa.statements.parquet import dump
from qa.statements.stated import Stated
from qa.web.app import create_app
from tests.bench_statements import made_statements, stated_of
from tests.web.fakes import FakeService
from tests.web.process import free_port

LIMIT_MS, ASKED = 200.0, 9
VIEWS = {
    "一个指标，全部地方，一年": "indicator=指标3&year=2020",
    "一个指标，全部地方，全部年份": "indicator=指标3",
    "一个指标，三个地方，全部年份": "indicator=指标3&place=地方1&place=地方2&place=地方3",
    "同上，CSV": "indicator=指标3&place=地方1&place=地方2&place=地方3&format=csv",
    "少说的指标，全部地方": "indicator=指标1900",
}


class _Many(FakeService):
    def __init__(self, stated: Stated) -> None:
        super().__init__()
        self._stated = stated

    def stated(self) -> Stated:
        return self._stated


def main(arguments: Sequence[str]) -> int:
    count = int(arguments[0]) if arguments else 10_000
    service = _Many(stated_of(Columns.load(dump(made_statements(count))), count))
    port = free_port()
    config = uvicorn.Config(create_app(service, Settings()), host="127.0.0.1", port=port, log_level="error")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    slowest = 0.0
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60, trust_env=False) as client:
        for name, query in VIEWS.items():
            client.get(f"/v1/table?{query}").raise_for_status()
            times = [_timed(client, query) for _ in range(ASKED)]
            median = statistics.median(times)
            slowest = max(slowest, median)
            print(f"  {name}：中位 {median:.0f} ms，最慢 {max(times):.0f} ms")
    server.should_exit = True
    thread.join(10)
    print(f"{count} 份报告，最慢的中位 {slowest:.0f} ms（上限 {LIMIT_MS:.0f}）")
    return 0 if slowest <= LIMIT_MS else 1


def _timed(client: httpx.Client, query: str) -> float:
    began = time.perf_counter()
    client.get(f"/v1/table?{query}").raise_for_status()
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
