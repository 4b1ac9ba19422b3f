"""The time a question may take."""

from __future__ import annotations

from qa.deadline import NEVER, Deadline


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
