"""A client that asks as often as it is told and notes what came of it; plain sockets, so that it costs little itself."""

from __future__ import annotations

import asyncio
import json
import statistics
import time
from collections.abc import Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

QUESTION = {"question": "短，增长多少？"}
Reply = tuple[int, bytes]


@dataclass
class Seen:
    """Seconds of each request by status; 0 is a connection that broke."""

    seconds: dict[int, list[float]] = field(default_factory=dict)

    def add(self, status: int, seconds: float) -> None:
        self.seconds.setdefault(status, []).append(seconds)

    def counts(self) -> dict[str, int]:
        return {str(status): len(each) for status, each in sorted(self.seconds.items())}

    def answered(self) -> list[float]:
        return self.seconds.get(200, [])

    def refused(self) -> list[float]:
        return [*self.seconds.get(503, []), *self.seconds.get(429, [])]


async def load(port: int, callers: int, seconds: float) -> Seen:
    """Each caller asks, waits for the reply, and asks again; who is refused waits a tenth of a second."""
    seen, end = Seen(), time.monotonic() + seconds

    async def call() -> None:
        while time.monotonic() < end:
            if await timed(seen, post(port, "/v1/ask", QUESTION)) != 200:
                await asyncio.sleep(0.1)

    await asyncio.gather(*(call() for _ in range(callers)))
    return seen


async def press(port: int, per_second: float, seconds: float) -> Seen:
    """Callers come at a steady rate, whatever becomes of those before them."""
    seen, callers = Seen(), []
    began = time.monotonic()
    for number in range(int(per_second * seconds)):
        await asyncio.sleep(max(0.0, began + number / per_second - time.monotonic()))
        callers.append(asyncio.create_task(timed(seen, post(port, "/v1/ask", QUESTION))))
    await asyncio.gather(*callers)
    return seen


async def timed(seen: Seen, request: Coroutine[Any, Any, Reply]) -> int:
    began = time.perf_counter()
    try:
        status = (await asyncio.wait_for(request, 30))[0]
    except (OSError, TimeoutError, ValueError):
        status = 0
    seen.add(status, time.perf_counter() - began)
    return status


async def get(port: int, path: str) -> Reply:
    return await exchange(port, f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())


async def post(port: int, path: str, body: dict[str, Any]) -> Reply:
    return await exchange(port, posting(path, body))


def posting(path: str, body: dict[str, Any]) -> bytes:
    content = json.dumps(body).encode()
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n"
    return head.encode() + content


async def exchange(port: int, request: bytes) -> Reply:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(request)
        reply = await reader.read()
        return int(reply[9:12]), reply.partition(b"\r\n\r\n")[2]
    finally:
        writer.close()


async def open_stream(port: int, question: str = "静，增长多少？") -> asyncio.StreamWriter:
    """A stream of which nothing is read after its evidence; it ends when the writer is closed."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**20)
    writer.write(posting("/v1/ask", {"question": question, "stream": True}))
    await reader.readuntil(b"event: evidence")
    return writer


async def gauge(port: int, name: str) -> float:
    text = (await get(port, "/metrics"))[1].decode()
    return next(float(line.split()[-1]) for line in text.splitlines() if line.startswith(f"{name} "))


def resident(pid: int | str) -> int:
    """Kilobytes of memory of a process, by its number or "self"."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1])


def percentile(seconds: list[float], share: float) -> float:
    if not seconds:
        return 0.0
    if len(seconds) == 1:
        return round(seconds[0], 4)
    return round(statistics.quantiles(seconds, n=100, method="inclusive")[round(share * 100) - 1], 4)
