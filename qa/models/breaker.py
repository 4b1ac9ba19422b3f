"""A model that failed several times in a row is left alone for a while, so that nobody waits for its timeouts."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

FAILURES = 5
PAUSE_SECONDS = 10.0


class Breaker:
    """Open after ``FAILURES`` in a row; then one request every ``PAUSE_SECONDS`` may try, and a success closes it."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._next_try = 0.0

    def allows(self) -> bool:
        """Whether a request may be made now; who is told yes should tell how it ended."""
        with self._lock:
            now = self._clock()
            if self._failures < FAILURES:
                return True
            if now < self._next_try:
                return False
            self._next_try = now + PAUSE_SECONDS
            return True

    def succeeded(self) -> None:
        with self._lock:
            self._failures = 0

    def failed(self) -> None:
        with self._lock:
            self._failures += 1
            self._next_try = self._clock() + PAUSE_SECONDS
