"""The six things that hold after every fault (F43–F75), whatever it was and however the service runs.

(a) no unexpected error and no traceback reaches a caller, (b) the process lives and says so at once, (c) the next
question is answered rightly, (d) no task, thread, descriptor or temporary file is left behind, (e) no secret is in
any output, (f) memory is what it was.
"""

from __future__ import annotations

import asyncio
import ctypes
import gc
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from tests.web.load import resident
from tests.web.waiting import wait_until

#: "Within a second", on a machine that is not all ours.
ALIVE_SECONDS = 5.0
GROWTH = 1.1
ALLOWANCE_KB = 10_000


class Serving(Protocol):
    """A running service, seen from outside."""

    def alive(self) -> None:
        """Asserts that it says that it is."""

    def ask_rightly(self) -> None:
        """Asserts that an ordinary question is answered rightly."""

    def check_output(self) -> None:
        """Asserts that all that left it is free of secrets, tracebacks and unexpected errors."""


class Watched(Serving, Protocol):
    """Seen from below, too."""

    def held(self) -> dict[str, int]:
        """How many of each thing that may leak."""

    def memory(self) -> int:
        """Kilobytes."""


@contextmanager
def unharmed(service: Watched) -> Iterator[None]:
    # Twice: what is opened for the first question stays open on purpose.
    for _ in range(2):
        service.ask_rightly()
        service.check_output()
    with nothing_left(service.held, service.memory):
        yield
        still_well(service)


def still_well(service: Serving) -> None:
    began = time.monotonic()
    service.alive()
    assert time.monotonic() - began < ALIVE_SECONDS
    service.ask_rightly()
    service.check_output()


@contextmanager
def nothing_left(held: Callable[[], dict[str, int]], memory: Callable[[], int]) -> Iterator[None]:
    then, kilobytes = held(), memory()
    yield
    most = kilobytes * GROWTH + ALLOWANCE_KB

    def as_before() -> bool:
        if memory() <= most and no_more(held(), then):
            return True
        # What is only not yet collected, or held by a thread that is about to end, is not left behind.
        tidy()
        return memory() <= most and no_more(held(), then)

    wait_until(as_before, 20)


def no_more(now: dict[str, int], then: dict[str, int]) -> bool:
    return all(now[name] <= then[name] for name in then)


def held_here() -> dict[str, int]:
    """Of this process."""
    return {
        "threads": open_threads(),
        "descriptors": _entries("/proc/self/fd"),
        "files": _entries(tempfile.gettempdir()),
    }


def open_threads() -> int:
    """But for anyio's, which are kept for the next call and bounded, and those of a test's own model server."""
    kept = ("AnyIO worker thread", "_serve")
    return sum(not any(word in thread.name for word in kept) for thread in threading.enumerate())


def open_tasks() -> int:
    """Of the running loop, but for the one that sse-starlette starts with a loop's first stream and keeps."""
    return sum("shutdown_watcher" not in repr(task.get_coro()) for task in asyncio.all_tasks())


def _entries(folder: str) -> int:
    return len(list(Path(folder).iterdir()))


def memory_here() -> int:
    return resident("self")


def tidy() -> None:
    """Gives back what the interpreter and the allocator keep for later."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
