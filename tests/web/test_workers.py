"""Real processes on one socket: all answer, a new store is taken over without a failed request, who dies is replaced."""

from __future__ import annotations

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx2
import pytest

from qa.errors import SettingsError
from qa.settings import WebSettings
from qa.web.workers import run_workers
from tests.web.live_many import DIE
from tests.web.process import GRACE, ROOT, free_port
from tests.web.test_generations import FACT, GENERATIONS, build, generations_in
from tests.web.waiting import wait_until

WORKERS, READERS = 2, 4
PATIENCE = 60.0


class Many:
    """``pids`` are those of the workers, in the order in which they answered."""

    def __init__(self, folder: Path, **web: Any) -> None:
        build(folder, 0)
        self.port = free_port()
        settings = {
            "port": self.port,
            "workers": WORKERS,
            "grace_seconds": GRACE,
            "queue": 2 * READERS,
            "feedback_file": str(folder / "feedback.sqlite3"),
            "spending_file": str(folder / "spending.sqlite3"),
            "address_per_minute": 0,
        }
        command = [sys.executable, "-m", "tests.web.live_many", json.dumps(settings | web), str(folder)]
        self.log = folder / "log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=log, text=True)
        self.pids: list[int] = []
        threading.Thread(target=self._listen, daemon=True).start()
        wait_until(self.ready, PATIENCE)

    def _listen(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.pids.append(int(line))

    def ready(self) -> bool:
        with suppress(httpx2.TransportError):
            return httpx2.get(f"http://127.0.0.1:{self.port}/readyz", trust_env=False).status_code == 200
        return False

    def ask(self, question: str = FACT) -> httpx2.Response:
        url = f"http://127.0.0.1:{self.port}/v1/ask"
        return httpx2.post(url, json={"question": question}, timeout=PATIENCE, trust_env=False)

    def until_all_answer(self) -> set[int]:
        """The workers that did."""
        begin, end = len(self.pids), time.monotonic() + PATIENCE
        while len(found := set(self.pids[begin:])) < WORKERS and time.monotonic() < end:
            callers = [threading.Thread(target=self.ask) for _ in range(READERS)]
            for caller in callers:
                caller.start()
            for caller in callers:
                caller.join()
        assert len(found) == WORKERS
        return found

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        assert self.process.stdout
        self.process.stdout.close()


@pytest.fixture
def many(tmp_path: Path) -> Iterator[Many]:
    many = Many(tmp_path, key_tokens_per_day=0)
    yield many
    many.kill()


def gone(pids: set[int]) -> bool:
    return not any(Path(f"/proc/{pid}").exists() for pid in pids)


def test_a_new_store_is_taken_over_by_all_and_no_request_fails(many: Many, tmp_path: Path) -> None:
    many.until_all_answer()
    done, failures, seen = threading.Event(), list[str](), dict[str, set[str]]()

    def read() -> None:
        while not done.is_set():
            try:
                reply = many.ask()
                numbers = generations_in(reply.json())
                seen.setdefault(reply.json()["index"], set()).update(numbers)
                if reply.status_code != 200 or len(numbers) != 1:
                    failures.append(reply.text)
            except (httpx2.HTTPError, ValueError, KeyError) as exc:
                failures.append(repr(exc))

    readers = [threading.Thread(target=read) for _ in range(READERS)]
    for reader in readers:
        reader.start()
    for number in range(1, GENERATIONS // 2):
        before = len(many.pids)
        build(tmp_path, number)
        wait_until(lambda before=before: len(many.pids) >= before + READERS or bool(failures), PATIENCE)  # type: ignore[misc]
    done.set()
    for reader in readers:
        reader.join(PATIENCE)
    assert not failures
    assert all(len(numbers) == 1 for numbers in seen.values()) and len(seen) > 2
    last = f"{GENERATIONS // 2 - 1:03}"
    begin = len(many.pids)
    while len(set(many.pids[begin:])) < WORKERS:
        assert generations_in(many.ask().json()) == {last}


def test_who_dies_is_replaced_and_the_others_answer_meanwhile(many: Many) -> None:
    before = many.until_all_answer()
    with pytest.raises(httpx2.TransportError):
        many.ask(DIE)
    assert many.ask().status_code == 200
    after = many.until_all_answer()
    assert len(before & after) == WORKERS - 1
    assert "worker died" in many.log.read_text(encoding="utf-8")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_to_the_parent_ends_them_all(many: Many, number: signal.Signals) -> None:
    workers = many.until_all_answer()
    many.process.send_signal(number)
    assert many.process.wait(PATIENCE) == 0
    assert gone(workers)
    assert "Traceback" not in many.log.read_text(encoding="utf-8")


def test_none_outlives_a_parent_that_is_killed(many: Many) -> None:
    workers = many.until_all_answer()
    many.process.kill()
    wait_until(lambda: gone(workers), PATIENCE)


def test_what_may_be_spent_and_what_can_be_rated_is_the_same_in_all(tmp_path: Path) -> None:
    many = Many(tmp_path, key_tokens_per_day=250)
    try:
        workers = many.until_all_answer()
        while len(many.pids) < 8:
            many.ask()
        # Of 100 tokens each the third goes beyond; those that several were at together are finished.
        spent = _spent(tmp_path / "spending.sqlite3")
        assert 250 <= spent <= 250 + 100 * READERS
        ids = [many.ask().json()["id"] for _ in range(4)]
        url = f"http://127.0.0.1:{many.port}/v1/feedback"
        for answer_id in ids * 3:
            rating = {"answer_id": answer_id, "rating": "up"}
            assert httpx2.post(url, json=rating, trust_env=False).status_code == 201
        assert _spent(tmp_path / "spending.sqlite3") == spent
        assert len(workers) == WORKERS
    finally:
        many.kill()


def _spent(file: Path) -> int:
    with sqlite3.connect(file) as connection:
        return int(connection.execute("SELECT sum(tokens) FROM spent").fetchone()[0])


def test_an_address_in_use_is_told_in_a_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match=f"127.0.0.1:{port}"):
            run_workers(WebSettings(port=port, workers=WORKERS), lambda _: os._exit(1))
