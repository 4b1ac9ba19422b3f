"""Load on the HTTP service: ``python -m tests.bench_service [--seconds 5] [--streams 500]``, ``--soak MINUTES`` for memory.

Two scenes over a fake that answers in a second, each against a process of its own on loopback: the rate of answers
it sustains and what ten times that rate does to it; streams held open and the health route meanwhile. The third,
alone and only when asked for, is ``tests.web.soak``. Prints a line of JSON a scene; exit code 1 when a target is
missed. Targets: refusals under 100 ms (p99), at least 80% of the peak under overload, health under 50 ms (p99)
beside 500 streams, memory of the last third within 3% of the first.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.web.load import Seen, gauge, get, load, open_stream, percentile, press, resident, timed
from tests.web.process import Server, free_port
from tests.web.soak import soak

SLOTS, QUEUE = 8, 8
OVERLOAD = 10
SHED_SECONDS, KEPT_SHARE, HEALTH_SECONDS = 0.1, 0.8, 0.05


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--seconds", type=float, default=5.0, help="length of each scene of load")
    options.add_argument("--streams", type=int, default=500)
    options.add_argument("--soak", type=float, metavar="MINUTES", help="only the memory over so many minutes")
    options.add_argument("--rate", type=float, default=1.0, help="requests a second of the soak")
    chosen = options.parse_args()
    scenes = _soak(chosen) if chosen.soak else _load(chosen)
    for scene in scenes:
        print(json.dumps(scene, ensure_ascii=False))
    return 0 if all(scene["ok"] for scene in scenes) else 1


def _soak(chosen: argparse.Namespace) -> list[dict[str, Any]]:
    return [soak(chosen.soak, chosen.rate)]


def _load(chosen: argparse.Namespace) -> list[dict[str, Any]]:
    return [asyncio.run(overload(chosen.seconds)), asyncio.run(held(chosen.streams, chosen.seconds))]


@contextmanager
def running(**web: Any) -> Iterator[Server]:
    settings = {"log_level": "error", **web}
    with tempfile.TemporaryDirectory() as folder, Server(free_port(), Path(folder) / "f.sqlite3", **settings) as server:
        yield server


async def overload(seconds: float) -> dict[str, Any]:
    with running(concurrent_answers=SLOTS, queue=QUEUE) as server:
        rated = await load(server.port, SLOTS, seconds)
        peak = len(rated.answered()) / seconds
        pressed = await press(server.port, OVERLOAD * peak, seconds)
        after = await load(server.port, SLOTS, min(seconds, 5.0))
        recovered = len(after.answered()) / min(seconds, 5.0)
    goodput, shed = len(pressed.answered()) / seconds, percentile(pressed.refused(), 0.99)
    answered = set(pressed.seconds) <= {200, 429, 503}
    return {
        "scene": "overload",
        "rated_per_second": round(peak, 1),
        "rated_p99": percentile(rated.answered(), 0.99),
        "overload_per_second": round(goodput, 1),
        "overload_replies": pressed.counts(),
        "refused_p50": percentile(pressed.refused(), 0.5),
        "refused_p99": shed,
        "recovered_per_second": round(recovered, 1),
        "ok": answered and shed < SHED_SECONDS and goodput >= KEPT_SHARE * peak and recovered >= KEPT_SHARE * peak,
    }


async def held(streams: int, seconds: float) -> dict[str, Any]:
    with running(concurrent_answers=streams, queue=0) as server:
        opened = await asyncio.gather(*(open_stream(server.port) for _ in range(streams)))
        health = Seen()
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            await timed(health, get(server.port, "/healthz"))
            await asyncio.sleep(0.02)
        for writer in opened:
            writer.close()
        left = time.monotonic()
        while await gauge(server.port, "qa_answers_running") and time.monotonic() - left < 10:
            await asyncio.sleep(0.05)
        freed = time.monotonic() - left
        memory = resident(server.process.pid)
    p99 = percentile(health.answered(), 0.99)
    return {
        "scene": "held streams",
        "streams": streams,
        "health_p50": percentile(health.answered(), 0.5),
        "health_p99": p99,
        "freed_after": round(freed, 2),
        "memory_mb": round(memory / 1024),
        "ok": p99 < HEALTH_SECONDS and set(health.seconds) == {200} and freed < 2,
    }


if __name__ == "__main__":
    sys.exit(main())
