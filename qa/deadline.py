"""How long a question may take, the model aside: loops over rows look at it and end in an honest shorter answer."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar


def _stays() -> bool:
    return False


_reader_left: ContextVar[Callable[[], bool]] = ContextVar("reader_left", default=_stays)


@contextmanager
def for_reader(left: Callable[[], bool]) -> Iterator[None]:
    """Deadlines made inside pass at once when ``left`` says that nobody waits for the answer any more."""
    token = _reader_left.set(left)
    try:
        yield
    finally:
        _reader_left.reset(token)


class Deadline:
    """Passed ``seconds`` after it was made, or when its reader has left; time is handed in for tests."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._end = clock() + seconds
        self._left = _reader_left.get()

    @property
    def passed(self) -> bool:
        return self._left() or self._clock() >= self._end


NEVER = Deadline(float("inf"))
