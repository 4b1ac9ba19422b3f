"""What each caller may still spend on the model today; what was spent is kept in SQLite, so that it holds for several
processes and over a restart."""

from __future__ import annotations

import contextlib
import logging
import sqlite3
import threading
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from qa.records import Usage

_SCHEMA = """
CREATE TABLE IF NOT EXISTS spent (
    day TEXT NOT NULL, caller TEXT NOT NULL, tokens INTEGER NOT NULL, PRIMARY KEY (day, caller)
) WITHOUT ROWID;
"""
_SPEND = """
INSERT INTO spent VALUES (?, ?, ?) ON CONFLICT (day, caller) DO UPDATE SET tokens = tokens + excluded.tokens
"""
#: China has one time and no other in summer.
_BEIJING = timezone(timedelta(hours=8))
_KEPT_DAYS = 400

log = logging.getLogger("qa.web")


class Budget:
    """``per_day`` tokens for each caller; 0 lets everything through and keeps nothing. One connection, opened at first use,
    guarded by a lock. While the file cannot be used, what this process spent itself still counts."""

    def __init__(self, per_day: int, file: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._per_day = per_day
        self._file = file.expanduser()
        self._now = now
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._here: Counter[tuple[str, str]] = Counter()

    def allows(self, caller: str) -> bool:
        """Whether ``caller`` (the name of a key, "" without) may spend anything. An answer that was begun is finished."""
        if not self._per_day:
            return True
        day = self._day()
        with self._lock:
            spent = max(self._here[day, caller], self._told(day, caller))
        return spent < self._per_day

    def pay(self, caller: str, usage: Usage) -> None:
        tokens = usage.input + usage.output
        if not self._per_day or not tokens:
            return
        day = self._day()
        with self._lock:
            # Other days are over.
            self._here = Counter({key: spent for key, spent in self._here.items() if key[0] == day})
            self._here[day, caller] += tokens
            try:
                with self._open() as connection:
                    connection.execute(_SPEND, (day, caller, tokens))
            except (sqlite3.Error, OSError) as exc:
                log.error("spending not kept", extra={"error": type(exc).__name__})

    def close(self) -> None:
        with self._lock:
            if self._connection:
                self._connection.close()
                self._connection = None

    def _day(self) -> str:
        return self._now().astimezone(_BEIJING).date().isoformat()

    def _told(self, day: str, caller: str) -> int:
        with contextlib.suppress(sqlite3.Error, OSError):
            asked = "SELECT tokens FROM spent WHERE day = ? AND caller = ?"
            row = self._open().execute(asked, (day, caller)).fetchone()
            return int(row[0]) if row else 0
        return 0

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(self._file, check_same_thread=False)
            connection.executescript(f"PRAGMA journal_mode=WAL; {_SCHEMA}")
            with connection:
                since = (self._now().astimezone(_BEIJING) - timedelta(days=_KEPT_DAYS)).date().isoformat()
                connection.execute("DELETE FROM spent WHERE day < ?", (since,))
            self._connection = connection
        return self._connection
