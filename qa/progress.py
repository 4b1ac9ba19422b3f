"""The one progress bar of the command line: a line for each kind of work, told how far it is."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Protocol

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

#: Between two lines where nobody watches.
LINE_SECONDS = 30.0
#: What the time left is estimated from: of neighbouring texts some are long and some short.
_LOOKED_BACK = 300.0


class Report(Protocol):
    """Told what is being done and how far it is; ``total`` 0 means unknown."""

    def __call__(self, description: str, done: int, total: int) -> None: ...


@contextmanager
def progress_bar(console: Console, *, transient: bool = False) -> Iterator[Report]:
    """Gives what is to be told of each step. Steps of unknown length follow one another in one line.

    ``transient``: the bars go at the end. Where no terminal is, what takes long is told in a line every half minute.
    """
    if not console.is_terminal:
        yield _lines(console)
        return
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("还要", markup=False),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=transient, speed_estimate_period=_LOOKED_BACK) as bar:
        tasks: dict[str, TaskID] = {}

        def report(description: str, done: int, total: int) -> None:
            key = description if total else ""
            if key not in tasks:
                tasks[key] = bar.add_task(description, total=total or None)
            bar.update(tasks[key], description=description, completed=done, total=total or None)

        yield report


def _lines(console: Console, clock: Callable[[], float] = time.monotonic) -> Report:
    """Lines for a log: of steps of known length, with an estimate of the time left."""
    began: dict[str, tuple[float, int]] = {}
    said = clock()

    def report(description: str, done: int, total: int) -> None:
        nonlocal said
        now = clock()
        first, before = began.setdefault(description, (now, done))
        if not total or now - said < LINE_SECONDS or done <= before:
            return
        said = now
        left = timedelta(seconds=round((now - first) / (done - before) * (total - done)))
        console.print(f"{description} {done}/{total}，还要约 {left}", markup=False, highlight=False, soft_wrap=True)

    return report
