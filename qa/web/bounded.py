"""Work that is heavy but short: a few at a time, with a bounded queue, in threads."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import anyio

from qa.settings import WebSettings
from qa.web import problems

T = TypeVar("T")


class Bounded:
    """As many at a time as answers, and as many waiting."""

    def __init__(self, settings: WebSettings) -> None:
        self._limiter = anyio.CapacityLimiter(settings.concurrent_answers)
        self._most = settings.concurrent_answers + settings.queue
        self._inside = 0

    async def run(self, work: Callable[[], T]) -> T:
        """Raises Problem 503 ``overloaded`` when the queue is full."""
        # Counted here: the limiter's own count of who waits lags behind a burst.
        if self._inside >= self._most:
            raise problems.overloaded()
        self._inside += 1
        try:
            return await anyio.to_thread.run_sync(work, limiter=self._limiter)
        finally:
            self._inside -= 1
