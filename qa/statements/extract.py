"""From a report to its statements; a pure function."""

from __future__ import annotations

from collections.abc import Iterator

from qa.records import Report, Statement


def statements_of(report: Report) -> tuple[Statement, ...]:
    """Every figure of ``report`` with all that is said of it, in the order of the text."""
    return tuple(_statements(report))


def _statements(report: Report) -> Iterator[Statement]:
    yield from ()
