"""The memory of ``qa serve`` over a long time: the real store and embedder, a scripted model, a little of everything.

The model server misbehaves in turn, and what it writes well does not hold, so that every answer is quoted. Callers
ask, stream, leave in mid-stream, search, rate, send nonsense, and read metrics, one thing after another.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from qa.settings import ROOT, load_settings
from tests.models.scripted import HEAD, Connection, Script, ScriptedServer, delta, replying, speaking
from tests.web.load import Reply, Seen, get, open_stream, post, resident, timed
from tests.web.process import free_port

#: Share of the time after which everything has been used at least once, and longest start.
WARM_UP, START_SECONDS = 0.15, 180.0
SAMPLE_SECONDS = 5.0
#: How far the last third's median may lie above the first third's.
GROWTH = 1.03
Step = Callable[[int, str], Coroutine[Any, Any, Reply]]


def soak(minutes: float, per_second: float) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder, model_server() as model, serving(Path(folder), model.url) as served:
        process, port = served
        asyncio.run(_ready(port))
        start = resident(process.pid)
        seen, samples = asyncio.run(_live(port, process.pid, minutes * 60, per_second))
    warm = samples[int(len(samples) * WARM_UP) :]
    third = len(warm) // 3
    first, last = statistics.median(warm[:third]), statistics.median(warm[-third:])
    return {
        "scene": "memory",
        "minutes": minutes,
        "replies": seen.counts(),
        "start_mb": _mb(start),
        "warm_mb": _mb(warm[0]),
        "first_third_mb": _mb(first),
        "last_third_mb": _mb(last),
        "end_mb": _mb(samples[-1]),
        "most_mb": _mb(max(samples)),
        "ok": last <= GROWTH * first and set(seen.seconds) <= {200, 201, 404, 422, 503},
    }


@contextmanager
def model_server() -> Iterator[ScriptedServer]:
    server = ScriptedServer(_moody())
    try:
        yield server
    finally:
        server.close()


@contextmanager
def serving(folder: Path, model_url: str) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """``qa serve`` over a copy of the store, which others may replace meanwhile."""
    shutil.copytree(load_settings(os.environ).index_dir, folder / "index")
    port = free_port()
    environ = {
        **os.environ,
        "QA_INDEX_DIR": str(folder / "index"),
        "QA_CHAT__MODE": "endpoint",
        "QA_CHAT__BASE_URL": model_url,
        "QA_CHAT__MODEL": "m",
        "QA_CHAT__FIRST_TOKEN_TIMEOUT": "2",
        "QA_CHAT__TOTAL_TIMEOUT": "4",
        "QA_WEB__FEEDBACK_FILE": str(folder / "feedback.sqlite3"),
        "QA_WEB__KEPT_ANSWERS": "100",
        "QA_WEB__ADDRESS_PER_MINUTE": "0",
        "QA_WEB__LOG_LEVEL": "error",
    }
    command = [sys.executable, "-m", "qa", "serve", "--port", str(port)]
    with (folder / "log").open("wb") as log, subprocess.Popen(command, env=environ, cwd=ROOT, stderr=log) as process:
        try:
            yield process, port
        finally:
            process.terminate()


def _moody() -> Script:
    moods = itertools.cycle(
        (speaking(["根据材料，", "增长了987654%。"]), _broken_off, replying("500 Oops", b"{}"), _slow)
    )
    health = replying("200 OK", b'{"object": "list", "data": []}')

    def script(connection: Connection) -> None:
        (health if connection.request.startswith(b"GET") else next(moods))(connection)

    return script


def _broken_off(connection: Connection) -> None:
    connection.send(HEAD)
    connection.event(delta("增长"))


def _slow(connection: Connection) -> None:
    connection.send(HEAD)
    for piece in "增长了百分之九十八":
        connection.event(delta(piece))
        time.sleep(0.1)


async def _ready(port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            if (await get(port, "/readyz"))[0] == 200:
                return
        except (OSError, ValueError):
            pass
        await asyncio.sleep(0.5)
    raise SystemExit("the service did not become ready")


async def _live(port: int, pid: int, seconds: float, per_second: float) -> tuple[Seen, list[int]]:
    """What came of all requests, and the memory every ``SAMPLE_SECONDS``."""
    seen, samples = Seen(), list[int]()
    began, callers = time.monotonic(), set[asyncio.Task[int]]()
    steps = zip(itertools.cycle(_STEPS), itertools.cycle(_questions()), itertools.count(), strict=False)
    for step, question, number in steps:
        now = time.monotonic() - began
        if now > seconds:
            break
        if now >= len(samples) * SAMPLE_SECONDS:
            samples.append(resident(pid))
        callers.add(task := asyncio.create_task(timed(seen, step(port, question))))
        task.add_done_callback(callers.discard)
        await asyncio.sleep(max(0.0, began + (number + 1) / per_second - time.monotonic()))
    await asyncio.gather(*callers)
    return seen, samples


def _questions() -> list[str]:
    lines = (ROOT / "seeds" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    return [str(json.loads(line)["question"]) for line in lines]


async def _ask(port: int, question: str) -> Reply:
    return await post(port, "/v1/ask", {"question": question})


async def _stream(port: int, question: str) -> Reply:
    return await post(port, "/v1/ask", {"question": question, "stream": True})


async def _chat(port: int, question: str) -> Reply:
    messages = [{"role": "user", "content": question}]
    return await post(port, "/v1/chat/completions", {"model": "gov-report-qa", "messages": messages})


async def _leave(port: int, question: str) -> Reply:
    with suppress(asyncio.IncompleteReadError):  # a refusal has no evidence
        (await open_stream(port, question)).close()
    return 200, b""


async def _rate(port: int, question: str) -> Reply:
    status, body = await _ask(port, question)
    if status != 200:
        return status, body
    return await post(
        port, "/v1/feedback", {"answer_id": json.loads(body)["id"], "rating": "down", "comment": question}
    )


async def _search(port: int, _question: str) -> Reply:
    return await get(port, "/v1/search?q=%E5%A2%9E%E9%95%BF")


async def _nonsense(port: int, question: str) -> Reply:
    return await post(port, "/v1/ask", {"question": "", "unknown": question})


async def _metrics(port: int, _question: str) -> Reply:
    return await get(port, "/metrics")


_STEPS: tuple[Step, ...] = (_ask, _stream, _chat, _leave, _rate, _search, _nonsense, _metrics)


def _mb(kilobytes: float) -> float:
    return round(kilobytes / 1024, 1)
