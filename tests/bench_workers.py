"""Answers a second by the number of processes: ``python -m tests.bench_workers [WORKERS...]``, 1 and 2 unless given.

A real ``qa serve`` each, of the store of the settings and without a chat model; eight callers ask the fixed question set
for ten seconds. Prints a line each: answers a second, seconds p50 and p99, what was not answered, and the memory of all
processes together (what they share once). Then the same with a hundred callers, more than there are slots: ends with
code 1 when anything but an answer or a refusal comes.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

from qa.evaluate.questions import load
from qa.evaluate.run import machine
from qa.settings import load_settings
from tests.web.load import Seen, get, percentile, post, timed
from tests.web.process import ROOT, free_port

CALLERS, CROWD, SECONDS, WARM = 8, 100, 10.0, 5.0
START_SECONDS = 300.0


def main(arguments: Sequence[str]) -> int:
    print(", ".join(f"{name} {value}" for name, value in machine().items()), flush=True)
    print(
        "| 进程 | 问的人 | 答/秒 | p50 s | p99 s | 503 | 其他 | 内存 MB |\n|---|---|---|---|---|---|---|---|",
        flush=True,
    )
    held = [_measured(int(each)) for each in arguments or ("1", "2")]
    return 0 if all(held) else 1


def _measured(workers: int) -> bool:
    questions = [item.question.question for item in load(load_settings(os.environ).seeds_dir / "questions.jsonl")]
    well = True
    with serving(workers) as (port, pid):
        asyncio.run(_ask(port, questions, CALLERS, WARM * workers))
        for callers in (CALLERS, CROWD):
            seen = asyncio.run(_ask(port, questions, callers, SECONDS))
            other = {status: count for status, count in seen.counts().items() if status not in ("200", "503")}
            took = [percentile(seen.answered(), share) for share in (0.5, 0.99)]
            refused = len(seen.refused())
            print(
                f"| {workers} | {callers} | {len(seen.answered()) / SECONDS:.1f} | {took[0]:.2f} | {took[1]:.2f} | "
                f"{refused} | {other or 0} | {_together(pid):.0f} |",
                flush=True,
            )
            well = well and not other
    return well


async def _ask(port: int, questions: Sequence[str], callers: int, seconds: float) -> Seen:
    seen, end, next_one = Seen(), time.monotonic() + seconds, cycle(questions)

    async def call() -> None:
        while time.monotonic() < end:
            if await timed(seen, post(port, "/v1/ask", {"question": next(next_one)})) != 200:
                await asyncio.sleep(0.1)

    await asyncio.gather(*(call() for _ in range(callers)))
    return seen


@contextmanager
def serving(workers: int) -> Iterator[tuple[int, int]]:
    """Port and process of a service that is ready."""
    port = free_port()
    with TemporaryDirectory() as folder:
        environ = os.environ | {
            "QA_CHAT__MODE": "none",
            "QA_WEB__FEEDBACK_FILE": str(Path(folder) / "feedback.sqlite3"),
            "QA_WEB__LOG_LEVEL": "error",
        }
        command = [sys.executable, "-m", "qa", "serve", "--port", str(port), "--workers", str(workers)]
        with subprocess.Popen(command, cwd=ROOT, env=environ) as process:
            try:
                asyncio.run(_ready(port))
                yield port, process.pid
            finally:
                process.terminate()


async def _ready(port: int) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        try:
            if (await get(port, "/readyz"))[0] == 200:
                return
        except OSError:
            pass
        await asyncio.sleep(0.2)
    raise SystemExit("the service did not become ready")


def _together(pid: int) -> float:
    """MB of a process and its children, what several have counted once (Linux)."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return sum(_share(each) for each in (str(pid), *children)) / 1000


def _share(pid: str) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("Pss:")).split()[1])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
