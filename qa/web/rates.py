"""How often one may call: a sliding window of a minute for each address and each key, in this process's memory."""

from __future__ import annotations

import math
import time

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

from qa.web import problems


class Rate:
    """``per_minute`` 0 lets everything through."""

    def __init__(self, kind: str, per_minute: int) -> None:
        self._limit = RateLimitItemPerMinute(per_minute, namespace=kind) if per_minute else None
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())

    def count(self, who: str) -> None:
        """Raises Problem 429 ``rate_limited`` with the seconds until there is room again."""
        if self._limit and not self._limiter.hit(self._limit, who):
            reset = self._limiter.get_window_stats(self._limit, who).reset_time
            raise problems.rate_limited(max(1, math.ceil(reset - time.time())))
