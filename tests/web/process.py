"""Runs ``tests.web.live`` as a process of its own."""

from __future__ import annotations

import queue
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2

ROOT = Path(__file__).resolve().parent.parent.parent
GRACE = 1.5


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    def __init__(self, port: int, feedback_file: Path) -> None:
        command = [sys.executable, "-m", "tests.web.live", str(port), str(GRACE), str(feedback_file)]
        self.port = port
        self.url = f"http://127.0.0.1:{port}"
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
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
