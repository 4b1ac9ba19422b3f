"""Builds that are killed, or that the disk fails: what is opened afterwards is one whole store, the old or the new."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from qa.errors import StoreMissing
from qa.index.store import open_store
from qa.index.texts import passage_text
from tests.index import syscalls
from tests.index.builder import RECIPE, REFUSED, content
from tests.samples import PairEncoder

CRASHES = 200
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
            # A forked child has no threads but its own: a pool that its parent began would be waited for in vain.
            env={**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
        )
        assert self._line() == "ready"

    def build(self, root: Path, size: int, kill_after: float | None = None) -> int:
        """Exit code of the build; killed after so many seconds, if it still runs then."""
        self._ask("build", str(root), size)
        child = int(self._line())
        if kill_after is not None:
            time.sleep(kill_after)
            # The builder reaps the child, so that its number may be free again by now.
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        return int(self._line())

    def fault(self, action: str, root: Path, size: int, call: str, number: int, error: str) -> tuple[int, int]:
        """Exit code of a build or an opening whose ``number``-th ``call`` meets a fault, and its calls of that kind."""
        self._ask(action, str(root), size, call, number, error)
        code, calls = json.loads(self._line())
        return code, calls.get(call, 0)

    def close(self) -> None:
        self._process.kill()
        self._process.wait()

    def _ask(self, *words: Any) -> None:
        assert self._process.stdin
        self._process.stdin.write(json.dumps(words) + "\n")
        self._process.stdin.flush()

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
    assert (store.reports, tuple(store.passages)) == (reports, passages)
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

filtered = pytest.mark.skipif(not syscalls.SUPPORTED, reason="needs Linux on x86-64 or ARM64")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, builder: Builder) -> Path:
    root = tmp_path_factory.mktemp("kept") / "store"
    assert builder.build(root, 1) == 0
    return root


@filtered
@pytest.mark.parametrize("error", ["KILL", "ENOSPC", "EIO"])
@pytest.mark.parametrize("call", ["write", "fsync", "rename", "openat", "mkdir"])
def test_every_call_of_a_build_may_fail_or_be_the_last(
    tmp_path: Path, builder: Builder, kept: Path, call: str, error: str
) -> None:
    number = 0
    code, calls = 1, 1
    while calls >= number:
        number += 1
        shutil.rmtree(tmp_path / "store", ignore_errors=True)
        shutil.copytree(kept, tmp_path / "store")
        code, calls = builder.fault("build", tmp_path / "store", 2, call, number, error)
        found = size_of_whole_store(tmp_path / "store")
        assert found in (1, 2), f"{call} {number}: nothing whole is left"
        assert found == 2 or code != 0, f"{call} {number}: failed in silence"
    assert number > 2 and (code, found) == (0, 2), "the last round met no fault"


@filtered
@pytest.mark.parametrize("call", ["read", "openat"])
def test_every_call_of_an_opening_may_fail(builder: Builder, kept: Path, call: str) -> None:
    """What cannot be read is refused as a whole, never served in part; only a read at the end of a file is not missed."""
    number, calls, refused = 0, 1, 0
    while calls >= number:
        number += 1
        code, calls = builder.fault("open", kept, 1, call, number, "EIO")
        assert code in (0, REFUSED), f"{call} {number}: {code}"
        refused += code == REFUSED
    assert code == 0, "the last round met no fault"
    assert refused >= 0.7 * number > 10
