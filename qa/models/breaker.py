"""Mercy on a model in trouble: it is left alone for a while after several failures, and seldom asked twice."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

FAILURES = 5
PAUSE_SECONDS = 10.0
RETRY_SHARE = 0.1
SPARE_RETRIES = 3


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


class RetryBudget:
    """Keeps retries to a tenth of the requests, so that a model that turns everybody away is not asked twice as often.

    A few are there from the start. Not for several threads.
    """

    def __init__(self) -> None:
        self._left = float(SPARE_RETRIES)

    def earn(self) -> None:
        """A request is made."""
        self._left = min(self._left + RETRY_SHARE, float(SPARE_RETRIES))

    def spend(self) -> bool:
        """Whether one may be made again."""
        if self._left < 1:
            return False
        self._left -= 1
        return True
