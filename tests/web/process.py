"""Runs ``tests.web.live`` as a process of its own."""

from __future__ import annotations

import json
import os
import queue
import signal
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

from tests.web.load import resident

ROOT = Path(__file__).resolve().parent.parent.parent
GRACE = 1.5
START_SECONDS = 60.0
CANARY = "canary-of-the-environment"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """``web`` are further settings. What it logs is in ``log``, what happens to its answers is ``said``.

    The six invariants of ``tests.web.unharmed`` can be checked on it.
    """

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
        self._temporary = feedback_file.with_suffix(".tmp")
        self._temporary.mkdir(exist_ok=True)
        environ = {**os.environ, "TMPDIR": str(self._temporary), "SECRET": CANARY}
        self.port = port
        self.url = f"http://127.0.0.1:{port}"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=environ, stdout=subprocess.PIPE, stderr=log, text=True
            )
        self.client = httpx2.Client(base_url=self.url, timeout=30, trust_env=False)
        self.said: queue.Queue[tuple[str, float]] = queue.Queue()
        self._told: queue.Queue[dict[str, int]] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()
        self._wait()

    def _listen(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            if line.startswith("{"):
                self._told.put(json.loads(line))
            else:
                self.said.put((line.strip(), time.monotonic()))

    def _wait(self) -> None:
        deadline = time.monotonic() + START_SECONDS
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

    def alive(self) -> None:
        assert self.process.poll() is None
        assert self.client.get("/healthz").status_code == 200

    def ask_rightly(self) -> None:
        reply = self.client.post("/v1/ask", json={"question": "快，增长多少？"}).json()
        assert (reply["mode"], "增长5.5%" in reply["answer"]) == ("generated", True)
        while self.said.get(timeout=30)[0] != "ended":
            pass

    def held(self) -> dict[str, int]:
        process = Path("/proc") / str(self.process.pid)
        self.process.send_signal(signal.SIGUSR1)
        folders = {"descriptors": process / "fd", "files": self._temporary}
        return self._told.get(timeout=30) | {name: len(list(folder.iterdir())) for name, folder in folders.items()}

    def memory(self) -> int:
        self.held()
        return resident(self.process.pid)

    def check_output(self) -> None:
        log = self.log.read_text(encoding="utf-8")
        assert CANARY not in log and "Traceback" not in log and '"exception"' not in log
        assert '"status": 500' not in log

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def kill(self) -> None:
        self.client.close()
        self.process.kill()
        self.process.wait()
        assert self.process.stdout
        self.process.stdout.close()
