"""The one progress bar of the command line: a line for each kind of work, told how far it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn


class Report(Protocol):
    """Told what is being done and how far it is; ``total`` 0 means unknown."""

    def __call__(self, description: str, done: int, total: int) -> None: ...


@contextmanager
def progress_bar(console: Console, *, transient: bool = False) -> Iterator[Report]:
    """Gives what is to be told of each step. Steps of unknown length follow one another in one line.

    ``transient``: the bars go at the end.
    """
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=transient) as bar:
        tasks: dict[str, TaskID] = {}

        def report(description: str, done: int, total: int) -> None:
            key = description if total else ""
            if key not in tasks:
                tasks[key] = bar.add_task(description, total=total or None)
            bar.update(tasks[key], description=description, completed=done, total=total or None)

        yield report
