"""Builds that are killed, or that the disk fails: what is opened afterwards is one whole store, the old or the new.

``QA_CRASHES`` sets the number of random kills (25; CI runs 200). The sweep over every system call that writes needs
strace and is left out where it is missing or not allowed to trace.
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from qa.errors import StoreMissing
from qa.index.store import open_store
from qa.index.texts import passage_text
from tests.index.builder import RECIPE, content
from tests.samples import PairEncoder

CRASHES = int(os.environ.get("QA_CRASHES", "25"))
CALLS = ("write", "fsync", "rename", "openat", "mkdir")
ROOT = Path(__file__).resolve().parents[2]


class Builder:
    """The process of ``builder``; one build at a time."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.index.builder"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        assert self._line() == "ready"

    def build(self, root: Path, size: int, kill_after: float | None = None) -> int:
        """Exit code of the build; killed after so many seconds, if it still runs then."""
        assert self._process.stdin
        self._process.stdin.write(f"{root} {size}\n")
        self._process.stdin.flush()
        child = int(self._line())
        if kill_after is not None:
            time.sleep(kill_after)
            # The builder reaps the child, so that its number may be free again by now.
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        return int(self._line().split()[1])

    def close(self) -> None:
        self._process.kill()
        self._process.wait()

    def _line(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline().strip()


@pytest.fixture(scope="module")
def builder() -> Iterator[Builder]:
    running = Builder()
    yield running
    running.close()


def size_of_whole_store(root: Path) -> int:
    """Number of reports of the store in ``root``, every part of it checked against the others; 0 for none."""
    try:
        store = open_store(root, RECIPE)
    except StoreMissing:
        return 0
    reports, passages = content(len(store.reports))
    assert (store.reports, store.passages) == (reports, passages)
    vectors = PairEncoder().encode_passages([passage_text(passage) for passage in passages])
    assert np.allclose(store.vectors.vectors(), vectors, atol=1e-6)
    everything = store.select()
    assert len(store.by_words(["增长"], 99, everything)) <= len(passages)
    return len(reports)


def test_random_kills_leave_the_old_store_or_the_new_one(tmp_path: Path, builder: Builder) -> None:
    start = time.perf_counter()
    assert builder.build(tmp_path, 1) == 0
    window = time.perf_counter() - start
    chooser = random.Random(CRASHES)
    size, finished = 1, 0
    for _ in range(CRASHES):
        wanted = size % 6 + 1
        code = builder.build(tmp_path, wanted, kill_after=chooser.uniform(0, 1.1 * window))
        found = size_of_whole_store(tmp_path)
        assert found in (size, wanted), "a mixture"
        assert found == wanted or code != 0, "a finished build was lost"
        finished += found == wanted
        size = found
    assert builder.build(tmp_path, 7) == 0
    assert size_of_whole_store(tmp_path) == 7
    assert not list(tmp_path.glob("*.tmp"))
    assert len([path for path in tmp_path.iterdir() if path.is_dir()]) <= 2


def test_a_killed_builder_does_not_hold_the_lock(tmp_path: Path, builder: Builder) -> None:
    builder.build(tmp_path, 3, kill_after=0.02)
    assert builder.build(tmp_path, 2) == 0
    assert size_of_whole_store(tmp_path) == 2


def test_a_second_kill_during_the_clean_up_changes_nothing(tmp_path: Path, builder: Builder) -> None:
    assert builder.build(tmp_path, 1) == 0
    for number in range(6):
        builder.build(tmp_path, 2 + number % 2, kill_after=0.05)
        builder.build(tmp_path, 4, kill_after=0.004)
        assert size_of_whole_store(tmp_path) in (1, 2, 3, 4)


# -- every system call ------------------------------------------------------------------------------------------------


def can_trace() -> bool:
    strace = shutil.which("strace")
    if strace is None:
        return False
    probe = [strace, "-f", "-e", "trace=fsync", "-e", "inject=fsync:error=EIO:when=1", sys.executable, "-c"]
    code = "import os; os.fsync(os.open('/', os.O_RDONLY))"
    done = subprocess.run([*probe, code], capture_output=True, text=True, check=False, timeout=60)
    return "Input/output error" in done.stderr


def traced(root: Path, size: int, call: str, log: Path, fault: str | None = None) -> int:
    """Builds under strace, with one fault; the exit code."""
    inject = ["-e", f"inject={call}:{fault}"] if fault else []
    command = ["strace", "-f", "--seccomp-bpf", "-y", "-o", str(log), "-e", f"trace={call}", *inject]
    done = subprocess.run(
        [*command, sys.executable, "-m", "tests.index.builder", str(root), str(size)],
        cwd=ROOT,
        capture_output=True,
        check=False,
        timeout=120,
    )
    return done.returncode


def calls_on(root: Path, call: str, log: Path) -> range:
    """Numbers of the calls of a whole build that touch the store, counted from the start of the process."""
    assert traced(root, 2, call, log) == 0
    lines = [line for line in log.read_text(errors="replace").splitlines() if f"{call}(" in line]
    ours = [number for number, line in enumerate(lines, start=1) if str(root) in line]
    return range(ours[0], ours[-1] + 1)


@pytest.mark.skipif("QA_SWEEP" not in os.environ, reason="minutes long; QA_SWEEP=1 runs it")
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("fault", ["signal=KILL", "error=ENOSPC", "error=EIO"])
@pytest.mark.parametrize("call", CALLS)
def test_every_system_call_may_fail_or_be_the_last(tmp_path: Path, call: str, fault: str) -> None:
    if not can_trace():
        pytest.skip("strace is missing or may not trace here")
    store, log = tmp_path / "store", tmp_path / "trace.log"
    kept = tmp_path / "kept"
    subprocess.run([sys.executable, "-m", "tests.index.builder", str(kept), "1"], cwd=ROOT, check=True)
    shutil.copytree(kept, store)
    numbers = calls_on(store, call, log)
    assert numbers
    for number in numbers:
        shutil.rmtree(store)
        shutil.copytree(kept, store)
        code = traced(store, 2, call, log, f"{fault}:when={number}")
        found = size_of_whole_store(store)
        assert found in (1, 2), f"{call} {number}"
        assert found == 2 or code != 0, f"{call} {number}: failed in silence"
