"""Runs the default chat model in a child process, as an OpenAI-compatible server on loopback.

A child, so that a crash or lack of memory in the native engine takes nothing else down. The parent writes the
child's orders to its standard input and keeps that pipe open: when the parent dies, however it dies, the pipe
closes and the child ends itself.
"""

from __future__ import annotations

import json
import logging
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from qa.errors import ModelMissing, ModelUnavailable
from qa.models import weights
from qa.settings import Settings

LOG = logging.getLogger(__name__)
READY_SECONDS = 120.0
STOP_SECONDS = 3.0
RESTARTS = 5
RESTART_WINDOW = 60.0
FIRST_PAUSE = 0.5
# Prompts kept in memory for slots that were taken over; the engine's own default is 8 GB.
PROMPT_CACHE_MIB = 512
# Under memory pressure Linux should end the child before the service.
OOM_SCORE = 500
COMPLAINT_BYTES = 2000
PARENT_SECONDS = 0.5
MISSING = f"对话模型 {weights.GGUF_NAME} 还没有下载完，请先运行 qa models pull。"
NOT_YET = "本地对话模型还没有就绪，请稍后再试。"


@dataclass(frozen=True, slots=True)
class Orders:
    """What the child is told; ``port`` 0 lets the system choose."""

    model: str
    name: str
    key: str
    port: int
    context: int
    slots: int
    threads: int | None


class LocalServer:
    """Starts the child when it is first told to, starts it again when it dies (at most 5 times a minute), and stops it.

    ``key`` must be sent with every request, so that other users of the machine cannot use the server; it is the
    one of the settings, or one made up.
    """

    def __init__(self, settings: Settings, port: int = 0, command: Sequence[str] | None = None) -> None:
        """Raises ModelMissing when its file is not here."""
        chosen = settings.chat.api_key
        self.key = chosen.get_secret_value() if chosen else secrets.token_hex(16)
        if not weights.gguf_present(settings):
            raise ModelMissing(MISSING)
        #: How often the child has died.
        self.deaths = 0
        self.started = False
        self._orders = _orders(settings, self.key, port)
        self._command = list(command or (sys.executable, "-m", "qa.models.local"))
        self._changed = threading.Condition()
        self._stopping = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._address: str | None = None
        self._watcher = threading.Thread(target=self._watch, name="qa-local-model", daemon=True)

    @property
    def address(self) -> str | None:
        """Base URL without ``/v1`` while the model is loaded and its process lives, else None."""
        with self._changed:
            return self._address

    @property
    def pid(self) -> int | None:
        with self._changed:
            return self._process.pid if self._process else None

    def start(self) -> None:
        """Returns at once; the model loads meanwhile. Safe to call often: it is started once, and not after ``stop``."""
        with self._changed:
            if self.started or self._stopping.is_set():
                return
            self.started = True
            self._watcher.start()

    def wait(self, seconds: float) -> str:
        """The address, as soon as there is one. Raises ModelUnavailable after ``seconds``."""
        with self._changed:
            self._changed.wait_for(lambda: self._address or self._stopping.is_set(), seconds)
            if self._address is None:
                raise ModelUnavailable(NOT_YET)
            return self._address

    def stop(self) -> None:
        """Ends the child; safe to call twice."""
        self._stopping.set()
        with self._changed:
            process = self._process
            self._changed.notify_all()
        if process:
            _end(process)
        if self._watcher.is_alive():
            self._watcher.join(STOP_SECONDS)

    def _watch(self) -> None:
        deaths: deque[float] = deque(maxlen=RESTARTS)
        while not self._stopping.is_set():
            with tempfile.TemporaryFile() as complaints:
                self._run_once(complaints)
                if self._stopping.is_set():
                    return
                LOG.warning("本地对话模型进程退出：%s", _tail(complaints))
            self.deaths += 1
            pause = pause_before_restart(deaths, time.monotonic())
            self._stopping.wait(pause)
            deaths.append(time.monotonic())

    def _run_once(self, complaints: IO[bytes]) -> None:
        """One life of the child, from its start to its end."""
        process = subprocess.Popen(  # noqa: S603
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=complaints,
            # A Ctrl-C in the terminal is for the service, which lets running answers end first.
            start_new_session=True,
        )
        with self._changed:
            self._process = process
        if self._stopping.is_set():
            _end(process)
        overdue = threading.Timer(READY_SECONDS, process.kill)
        overdue.start()
        address = _give_orders(process, self._orders)
        overdue.cancel()
        self._publish(address)
        process.wait()
        self._publish(None)
        _close_pipes(process)

    def _publish(self, address: str | None) -> None:
        with self._changed:
            self._address = address
            self._changed.notify_all()


def pause_before_restart(deaths: Sequence[float], now: float) -> float:
    """Seconds to wait: doubling from half a second, and never more than 5 starts in one minute."""
    recent = [death for death in deaths if now - death < RESTART_WINDOW]
    if len(recent) >= RESTARTS:
        return RESTART_WINDOW - (now - recent[0])
    return float(FIRST_PAUSE * 2 ** len(recent))


def _orders(settings: Settings, key: str, port: int) -> Orders:
    chat = settings.chat
    file = str(weights.gguf_file(settings))
    return Orders(file, weights.GGUF_NAME, key, port, chat.context, chat.slots, chat.threads)


def _give_orders(process: subprocess.Popen[bytes], orders: Orders) -> str | None:
    """Writes the orders and reads the address the child answers with; None when it died instead."""
    assert process.stdin and process.stdout  # noqa: S101
    try:
        process.stdin.write(json.dumps(asdict(orders)).encode() + b"\n")
        process.stdin.flush()
        return str(json.loads(process.stdout.readline())["address"])
    except (OSError, ValueError, KeyError):
        process.kill()
        return None


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _close_pipes(process: subprocess.Popen[bytes]) -> None:
    for pipe in (process.stdin, process.stdout):
        if pipe:
            with suppress(OSError):
                pipe.close()


def _tail(complaints: IO[bytes]) -> str:
    size = complaints.seek(0, os.SEEK_END)
    complaints.seek(max(0, size - COMPLAINT_BYTES))
    return " | ".join(complaints.read().decode("utf-8", "replace").split("\n")).strip(" |") or "没有留下原因"


def open_server(orders: Orders) -> Any:
    """In the child: loads the model and listens; the server lives as long as the returned object."""
    import xllamacpp

    return xllamacpp.Server(_parameters(xllamacpp.CommonParams(), orders))


def _parameters(params: Any, orders: Orders) -> Any:
    params.model.path = orders.model
    params.model_alias = {orders.name}
    params.hostnames = ["127.0.0.1"]
    params.port = orders.port
    params.api_keys = [orders.key]
    # The engine divides its context among the slots.
    params.n_ctx = orders.context * orders.slots
    params.n_parallel = orders.slots
    params.cache_ram_mib = PROMPT_CACHE_MIB
    params.cors_origins = ""
    params.ui = False
    params.endpoint_slots = False
    params.verbosity = 1
    if orders.threads:
        params.cpuparams.n_threads = params.cpuparams_batch.n_threads = orders.threads
    return params


def main() -> None:
    """Entry of the child: orders in, address out, then alive until the parent's pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(str(OOM_SCORE))
    orders = Orders(**json.loads(sys.stdin.buffer.readline()))
    threading.Thread(target=_end_with_parent, daemon=True).start()
    server = open_server(orders)
    print(json.dumps({"address": server.listening_address}), flush=True)
    threading.Event().wait()


def _end_with_parent() -> None:
    # Not through sys.stdin: its lock would be held at the interpreter's end.
    while os.read(0, 1024):
        pass
    # Straight out: the engine's threads may be deep in a computation.
    os._exit(0)


if __name__ == "__main__":
    main()
