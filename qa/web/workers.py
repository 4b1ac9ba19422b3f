"""Several processes that serve on one socket, forked from one that has loaded what they share: what none of them writes
to (store, reports, weights) is in memory once. Each is as ``qa.web.server`` has it; the parent answers nothing."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import socket
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import wait
from multiprocessing.context import ForkProcess
from types import FrameType

from qa.errors import SettingsError
from qa.models.local import PARENT_SECONDS, RESTARTS, pause_before_restart
from qa.settings import WebSettings

#: Beyond its grace, for what a worker does at its end; then it is killed.
_END_SECONDS = 5.0
_LOOK_SECONDS = 0.5

log = logging.getLogger("qa.web")


def run_workers(web: WebSettings, work: Callable[[socket.socket], None]) -> None:
    """Forks ``web.workers`` processes that ``work`` on the one listening socket, replaces those that die, and ends them
    on SIGTERM or SIGINT. ``work`` ends by itself on SIGTERM; a second one makes it end at once.

    Call it in the main thread. Raises SettingsError when the address cannot be had.
    """
    with bound(web) as listening:
        _Workers(web, work, listening).run()


def bound(web: WebSettings) -> socket.socket:
    """Raises SettingsError when the address cannot be had."""
    family = socket.AF_INET6 if ":" in web.host else socket.AF_INET
    try:
        return socket.create_server((web.host, web.port), family=family)
    except OSError as exc:
        raise no_address(web) from exc


def no_address(web: WebSettings) -> SettingsError:
    return SettingsError(f"无法在 {web.host}:{web.port} 上提供服务，请检查地址和端口是否可用。")


class _Workers:
    def __init__(self, web: WebSettings, work: Callable[[socket.socket], None], listening: socket.socket) -> None:
        self._web = web
        self._work = work
        self._listening = listening
        self._context = multiprocessing.get_context("fork")
        self._pid = os.getpid()
        self._running: list[ForkProcess] = []
        self._deaths: deque[float] = deque(maxlen=RESTARTS)
        self._asked = 0
        self._killed_at = float("inf")

    def run(self) -> None:
        before = {number: signal.signal(number, self._on_signal) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            self._running = [self._fork() for _ in range(self._web.workers)]
            while self._running:
                wait([each.sentinel for each in self._running], _LOOK_SECONDS)
                self._look()
        finally:
            for each in self._running:
                each.kill()
            for number, handler in before.items():
                signal.signal(number, handler)

    def _look(self) -> None:
        for each in [each for each in self._running if not each.is_alive()]:
            self._running.remove(each)
            if not self._asked:
                log.error("worker died", extra={"pid": each.pid, "code": each.exitcode})
                self._replace()
            each.close()
        if time.monotonic() > self._killed_at:
            for each in self._running:
                each.kill()

    def _replace(self) -> None:
        """The others go on meanwhile; who is asked to stop does not wait."""
        until = time.monotonic() + pause_before_restart(self._deaths, time.monotonic())
        while not self._asked and (left := until - time.monotonic()) > 0:
            time.sleep(min(left, _LOOK_SECONDS))
        self._deaths.append(time.monotonic())
        if not self._asked:
            self._running.append(self._fork())

    def _fork(self) -> ForkProcess:
        process = self._context.Process(target=self._begin, name="qa-worker")
        process.start()
        # Asked between the look at it and the fork: the new one was not told.
        if self._asked:
            process.terminate()
        return process

    def _begin(self) -> None:
        """In the worker: a Ctrl-C in the terminal is for the parent, which tells each once."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        os.setsid()
        threading.Thread(target=self._end_with_parent, name="qa-parent", daemon=True).start()
        self._work(self._listening)

    def _end_with_parent(self) -> None:
        while os.getppid() == self._pid:
            time.sleep(PARENT_SECONDS)
        os.kill(os.getpid(), signal.SIGTERM)

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self._asked += 1
        self._killed_at = min(self._killed_at, time.monotonic() + self._web.grace_seconds + _END_SECONDS)
        for each in self._running:
            with suppress(ValueError):
                each.terminate()
