"""Runs ``tests.web.live`` as a process of its own."""

from __future__ import annotations

import json
import queue
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2

ROOT = Path(__file__).resolve().parent.parent.parent
GRACE = 1.5


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """``web`` are further settings. What it logs is in ``log``, what happens to its answers is ``said``."""

    def __init__(self, port: int, feedback_file: Path, **web: Any) -> None:
        settings = {
            "port": port,
            "grace_seconds": GRACE,
            "concurrent_answers": 2,
            "queue": 0,
            "send_timeout": 1.0,
            "feedback_file": str(feedback_file),
            "address_per_minute": 0,
        }
        command = [sys.executable, "-m", "tests.web.live", json.dumps(settings | web)]
        self.log = feedback_file.with_suffix(".log")
        self.port = port
        self.url = f"http://127.0.0.1:{port}"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=log, text=True)
        self.client = httpx2.Client(base_url=self.url, timeout=10, trust_env=False)
        self.said: queue.Queue[tuple[str, float]] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()
        self._wait()

    def _listen(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.said.put((line.strip(), time.monotonic()))

    def _wait(self) -> None:
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            try:
                assert self.client.get("/healthz").status_code == 200
                return
            except httpx2.TransportError:
                time.sleep(0.05)
        raise AssertionError("server did not start")

    @contextmanager
    def ask(self, question: str = "增长多少") -> Iterator[httpx2.Response]:
        with self.client.stream("POST", "/v1/ask", json={"question": question, "stream": True}) as reply:
            yield reply

    def kill(self) -> None:
        self.client.close()
        self.process.kill()
        self.process.wait()
        assert self.process.stdout
        self.process.stdout.close()
