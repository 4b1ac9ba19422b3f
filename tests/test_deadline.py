"""The time a question may take."""

from __future__ import annotations

import threading

from qa.deadline import NEVER, Deadline, for_reader


def test_a_deadline_passes_after_its_seconds() -> None:
    now = [10.0]
    deadline = Deadline(2.0, lambda: now[0])
    assert not deadline.passed
    now[0] = 11.9
    assert not deadline.passed
    now[0] = 12.0
    assert deadline.passed


def test_never_does_not_pass() -> None:
    assert not NEVER.passed


def test_a_deadline_passes_when_its_reader_leaves() -> None:
    gone = threading.Event()
    with for_reader(gone.is_set):
        deadline = Deadline(60.0)
    other = Deadline(60.0)
    assert not deadline.passed
    gone.set()
    assert deadline.passed and not other.passed
