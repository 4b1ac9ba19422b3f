"""Load on the HTTP service over a fake that answers in a second: ``python -m tests.bench_service [--seconds 5] [--minutes 0]``.

Three scenes, each against a process of its own on loopback: the rate of answers it sustains and what ten times
that rate does to it; streams held open and the health route meanwhile; memory over minutes of both. Prints a
line of JSON a scene; exit code 1 when a target is missed. Targets: refusals under 100 ms, at least 80% of the peak
under overload, health under 50 ms (p99) beside 500 streams, memory within 10%.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.web.process import Server, free_port

SLOTS, QUEUE = 8, 8
OVERLOAD = 10
SHED_SECONDS, KEPT_SHARE, HEALTH_SECONDS, GROWTH = 0.1, 0.8, 0.05, 1.1
QUESTION = {"question": "短，增长多少？"}


@dataclass
class Seen:
    """Seconds of each request by status; 0 is a connection that broke."""

    seconds: dict[int, list[float]] = field(default_factory=dict)

    def add(self, status: int, seconds: float) -> None:
        self.seconds.setdefault(status, []).append(seconds)

    def counts(self) -> dict[str, int]:
        return {str(status): len(each) for status, each in sorted(self.seconds.items())}

    def refused(self) -> list[float]:
        return [*self.seconds.get(503, []), *self.seconds.get(429, [])]


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=5.0, help="length of each scene of load")
    options.add_argument("--streams", type=int, default=500)
    options.add_argument("--minutes", type=float, default=0.0, help="length of the memory scene; 0: left out")
    chosen = options.parse_args()
    scenes = [asyncio.run(overload(chosen.seconds)), asyncio.run(held(chosen.streams, chosen.seconds))]
    if chosen.minutes:
        scenes.append(asyncio.run(soak(chosen.minutes * 60)))
    for scene in scenes:
        print(json.dumps(scene, ensure_ascii=False))
    return 0 if all(scene["ok"] for scene in scenes) else 1


@contextmanager
def running(**web: Any) -> Iterator[Server]:
    with tempfile.TemporaryDirectory() as folder:
        server = Server(free_port(), Path(folder) / "f.sqlite3", **{"log_level": "error", **web})
        try:
            yield server
        finally:
            server.kill()


async def overload(seconds: float) -> dict[str, Any]:
    with running(concurrent_answers=SLOTS, queue=QUEUE) as server:
        rated = await load(server.port, SLOTS, seconds)
        peak = len(rated.seconds.get(200, [])) / seconds
        pressed = await press(server.port, OVERLOAD * peak, seconds)
        after = await load(server.port, SLOTS, min(seconds, 5.0))
        recovered = len(after.seconds.get(200, [])) / min(seconds, 5.0)
    goodput, shed = len(pressed.seconds.get(200, [])) / seconds, percentile(pressed.refused(), 0.99)
    answered = set(pressed.seconds) <= {200, 429, 503}
    return {
        "scene": "overload",
        "rated_per_second": round(peak, 1),
        "rated_p99": percentile(rated.seconds.get(200, []), 0.99),
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
        for _, writer in opened:
            writer.close()
        left = time.monotonic()
        while await gauge(server.port, "qa_answers_running") and time.monotonic() - left < 10:
            await asyncio.sleep(0.05)
        freed = time.monotonic() - left
        memory = resident(server)
    p99 = percentile(health.seconds.get(200, []), 0.99)
    return {
        "scene": "held streams",
        "streams": streams,
        "health_p50": percentile(health.seconds.get(200, []), 0.5),
        "health_p99": p99,
        "freed_after": round(freed, 2),
        "memory_mb": round(memory / 1024),
        "ok": p99 < HEALTH_SECONDS and set(health.seconds) == {200} and freed < 2,
    }


async def soak(seconds: float) -> dict[str, Any]:
    """Memory after a third of the time, when everything has been used, and at the end."""
    with running(concurrent_answers=SLOTS, queue=QUEUE) as server:
        await load(server.port, SLOTS + QUEUE, seconds / 3)
        early = resident(server)
        seen = await load(server.port, SLOTS + QUEUE, seconds * 2 / 3)
        late = resident(server)
    return {
        "scene": "memory",
        "replies": seen.counts(),
        "early_mb": round(early / 1024, 1),
        "late_mb": round(late / 1024, 1),
        "ok": late <= GROWTH * early and set(seen.seconds) <= {200, 503},
    }


async def load(port: int, callers: int, seconds: float) -> Seen:
    """Each caller asks, waits for the reply, and asks again; who is refused waits a tenth of a second."""
    seen, end = Seen(), time.monotonic() + seconds

    async def call() -> None:
        while time.monotonic() < end:
            if await timed(seen, post(port, QUESTION)) != 200:
                await asyncio.sleep(0.1)

    await asyncio.gather(*(call() for _ in range(callers)))
    return seen


async def press(port: int, per_second: float, seconds: float) -> Seen:
    """Callers come at a steady rate, whatever becomes of those before them."""
    seen, callers = Seen(), []
    began = time.monotonic()
    for number in range(int(per_second * seconds)):
        await asyncio.sleep(max(0.0, began + number / per_second - time.monotonic()))
        callers.append(asyncio.create_task(timed(seen, post(port, QUESTION))))
    await asyncio.gather(*callers)
    return seen


async def timed(seen: Seen, request: Any) -> int:
    began = time.perf_counter()
    try:
        status: int = (await asyncio.wait_for(request, 30))[0]
    except (OSError, TimeoutError, ValueError):
        status = 0
    seen.add(status, time.perf_counter() - began)
    return status


async def get(port: int, path: str) -> tuple[int, bytes]:
    return await exchange(port, f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())


async def post(port: int, body: dict[str, Any]) -> tuple[int, bytes]:
    return await exchange(port, asking(body))


def asking(body: dict[str, Any]) -> bytes:
    content = json.dumps(body).encode()
    head = f"POST /v1/ask HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n"
    return head.encode() + content


async def exchange(port: int, request: bytes) -> tuple[int, bytes]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(request)
        reply = await reader.read()
        return int(reply[9:12]), reply.partition(b"\r\n\r\n")[2]
    finally:
        writer.close()


async def open_stream(port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(asking({"question": "静，增长多少？", "stream": True}))
    await reader.readuntil(b"event: evidence")
    return reader, writer


async def gauge(port: int, name: str) -> float:
    text = (await get(port, "/metrics"))[1].decode()
    return next(float(line.split()[-1]) for line in text.splitlines() if line.startswith(f"{name} "))


def resident(server: Server) -> int:
    """Kilobytes of memory of the service's process."""
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1])


def percentile(seconds: list[float], share: float) -> float:
    if not seconds:
        return 0.0
    if len(seconds) == 1:
        return round(seconds[0], 4)
    return round(statistics.quantiles(seconds, n=100, method="inclusive")[round(share * 100) - 1], 4)


if __name__ == "__main__":
    sys.exit(main())
