"""How long a question may take, the model aside: loops over rows look at it and end in an honest shorter answer."""

from __future__ import annotations

import time
from collections.abc import Callable


class Deadline:
    """Passed ``seconds`` after it was made; time is handed in for tests."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._end = clock() + seconds

    @property
    def passed(self) -> bool:
        return self._clock() >= self._end


NEVER = Deadline(float("inf"))
