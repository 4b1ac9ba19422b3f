"""One local model for several processes: those of one service, which a keeper starts it for when one of them first needs
it, or services of their own, for which ``qa models serve`` runs it."""

from __future__ import annotations

import multiprocessing
import os
import secrets
import select
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.sharedctypes import RawArray
from typing import Any

from pydantic import SecretStr

from qa.errors import ModelMissing, ModelUnavailable
from qa.models import weights
from qa.models.local import MISSING, NOT_YET, PARENT_SECONDS, READY_SECONDS, STOP_SECONDS, LocalServer
from qa.settings import Settings

#: How long a process that waits for the model may not know that it is there.
_LOOK_SECONDS = 0.1
#: What the keeper tells: whether the model was asked for, whether it is loaded, how often its process died.
_STARTED, _LOADED, _DEATHS = range(3)


class SharedServer:
    """The model that a keeper runs, as each of the processes forked from one sees it: like a ``LocalServer`` of its own, but
    that it goes on when one of them stops."""

    def __init__(self, port: int, key: str, wake: int, told: Any) -> None:
        self.key = key
        self.port = port
        self._wake = wake
        # Memory that all share, without a lock: who is killed in it would keep it.
        self._told = told

    @property
    def started(self) -> bool:
        return bool(self._told[_STARTED])

    @property
    def deaths(self) -> int:
        return int(self._told[_DEATHS])

    @property
    def address(self) -> str | None:
        return f"http://127.0.0.1:{self.port}" if self._told[_LOADED] else None

    def start(self) -> None:
        """Raises ModelUnavailable when there is no keeper any more."""
        if self._told[_LOADED]:
            return
        try:
            os.write(self._wake, b"\n")
        except BlockingIOError:
            pass  # It has been told more often than it has read.
        except OSError as exc:
            raise ModelUnavailable(NOT_YET) from exc

    def wait(self, seconds: float) -> str:
        until = time.monotonic() + seconds
        while (address := self.address) is None:
            if time.monotonic() >= until:
                raise ModelUnavailable(NOT_YET)
            time.sleep(_LOOK_SECONDS)
        return address

    def stop(self) -> None:
        """The others may need it."""


@contextmanager
def shared(settings: Settings) -> Iterator[SharedServer]:
    """One local model for this process and those forked from it, kept by a process of its own: so this one has no thread
    that starts others, and can be forked at any time. It is started when one of them first asks for it.

    Raises ModelMissing when its file is not here.
    """
    if not weights.gguf_present(settings):
        raise ModelMissing(MISSING)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    key = settings.chat.api_key or SecretStr(secrets.token_hex(16))
    keyed = settings.model_copy(update={"chat": settings.chat.model_copy(update={"api_key": key})})
    told = RawArray("i", 3)
    asked, wake = os.pipe()
    os.set_blocking(wake, False)
    process = multiprocessing.get_context("fork").Process(
        target=_keep, args=(keyed, port, asked, wake, told), name="qa-engine", daemon=True
    )
    process.start()
    # Where the keeper alone reads, writing fails once it is gone.
    os.close(asked)
    try:
        yield SharedServer(port, key.get_secret_value(), wake, told)
    finally:
        process.terminate()
        process.join(STOP_SECONDS)
        os.close(wake)


def _keep(settings: Settings, port: int, asked: int, wake: int, told: Any) -> None:
    parent = os.getppid()
    os.close(wake)
    # A Ctrl-C in the terminal is for the parent, which lets running answers end first.
    os.setsid()
    server = LocalServer(settings, port)
    try:
        while os.getppid() == parent:
            if not server.started and select.select([asked], [], [], PARENT_SECONDS)[0]:
                server.start()
                told[_STARTED] = 1
            if server.started:
                time.sleep(PARENT_SECONDS if server.address else _LOOK_SECONDS)
                told[_LOADED], told[_DEATHS] = server.address is not None, server.deaths
    finally:
        server.stop()


def run_shared(settings: Settings, port: int, say: Callable[[str], None]) -> None:
    """Runs the model by itself on ``port`` until SIGINT or SIGTERM, and says the settings of those that use it.

    Raises ModelMissing, or ModelUnavailable when it does not start.
    """
    server = LocalServer(settings, port)
    server.start()
    try:
        address = server.wait(READY_SECONDS)
        say(f"QA_CHAT__MODE=endpoint\nQA_CHAT__BASE_URL={address}/v1\nQA_CHAT__MODEL={weights.GGUF_NAME}")
        # Behind an endpoint it is the same small model.
        say("QA_CHAT__PROFILE=small")
        # A key that the settings gave is known to whoever starts the others, and stays out of the logs.
        if settings.chat.api_key is None:
            say(f"QA_CHAT__API_KEY={server.key}")
        with suppress(KeyboardInterrupt):
            threading.Event().wait()
    finally:
        server.stop()
