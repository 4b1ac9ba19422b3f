"""What readers say of answers, kept in SQLite together with the answers, so that a bad one can become a test.

Every answer is kept, for its rating comes later, perhaps to another process; answers that nobody rated are
forgotten when there are more than a set number.
"""

from __future__ import annotations

import contextlib
import errno
import json
import logging
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from qa.records import Answer, Turn
from qa.web import convert
from qa.web.problems import Problem

Rating = Literal["up", "down"]

_SCHEMA = """
CREATE TABLE IF NOT EXISTS answers (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, at TEXT NOT NULL, history TEXT NOT NULL, reply TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS feedback (
    answer_id TEXT PRIMARY KEY REFERENCES answers (id), at TEXT NOT NULL, rating TEXT NOT NULL, comment TEXT NOT NULL
);
"""
_FORGET = """
DELETE FROM answers WHERE number <= (SELECT max(number) FROM answers) - ? AND id NOT IN (SELECT answer_id FROM feedback)
"""
_RATE = """
INSERT INTO feedback SELECT id, ?, ?, ? FROM answers WHERE id = ?
ON CONFLICT (answer_id) DO UPDATE SET at = excluded.at, rating = excluded.rating, comment = excluded.comment
"""

log = logging.getLogger("qa.web")


class Feedback:
    """One connection, opened at first use, guarded by a lock; safe with several processes on the file."""

    def __init__(self, file: Path, kept: int) -> None:
        self._file = file.expanduser()
        self._kept = kept
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None

    def keep(self, answer: Answer, history: Sequence[Turn]) -> None:
        """A full disk must not cost the reader the answer: failures are logged only."""
        reply = convert.answer_out(answer).model_dump_json()
        turns = json.dumps([asdict(turn) for turn in history], ensure_ascii=False)
        try:
            with self._writing() as connection:
                values = (answer.id, _now(), turns, reply)
                connection.execute("INSERT OR IGNORE INTO answers (id, at, history, reply) VALUES (?, ?, ?, ?)", values)
                connection.execute(_FORGET, (self._kept,))
        except (sqlite3.Error, OSError) as exc:
            log.error("answer not kept for feedback", extra={"error": type(exc).__name__})

    def rate(self, answer_id: str, rating: Rating, comment: str) -> None:
        """On disk when it returns; a second rating of an answer replaces the first.

        Raises Problem 404 ``answer_not_found``, 503 ``feedback_unavailable`` or 507 ``storage_full``.
        """
        try:
            with self._writing() as connection:
                known = connection.execute(_RATE, (_now(), rating, comment, answer_id)).rowcount
        except (sqlite3.Error, OSError) as exc:
            if _is_full(exc):
                raise Problem(507, "storage_full", "服务器磁盘已满，反馈没有保存。") from exc
            raise Problem(503, "feedback_unavailable", "反馈暂时无法保存，请稍后再试。") from exc
        if not known:
            raise Problem(404, "answer_not_found", "没有这条回答的记录，无法反馈。", param="answer_id")

    def close(self) -> None:
        with self._lock:
            if self._connection:
                self._connection.close()
                self._connection = None

    @contextlib.contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            if self._connection is None:
                self._connection = self._open()
            with self._connection:
                yield self._connection

    def _open(self) -> sqlite3.Connection:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(self._file, check_same_thread=False)
        # With FULL a commit in WAL mode is on the disk when it returns (https://sqlite.org/pragma.html).
        connection.executescript(f"PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; {_SCHEMA}")
        return connection


def _is_full(exc: sqlite3.Error | OSError) -> bool:
    if isinstance(exc, OSError):
        return exc.errno in (errno.ENOSPC, errno.EDQUOT)
    return getattr(exc, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
