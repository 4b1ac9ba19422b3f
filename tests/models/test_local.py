"""The watcher of the local server, with small programs in the place of the model's process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from qa.errors import ModelMissing, ModelUnavailable
from qa.models import weights
from qa.models.local import LocalServer, pause_before_restart
from qa.settings import Settings

# Answers with an address that holds its own pid, then waits for the parent like the real child.
GOOD = """
import json, os, sys
orders = json.loads(sys.stdin.buffer.readline())
print(json.dumps({"address": f"http://{os.getpid()}/{orders['context']}"}), flush=True)
while os.read(0, 100):
    pass
"""
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)\n" + GOOD
SILENT = "import time; time.sleep(60)"
CRASHING = "raise SystemExit('no memory')"
#: What starting or ending a small program may take on a busy machine.
SECONDS = 30.0


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A cache that holds a model file of the right size."""
    monkeypatch.setattr(weights, "GGUF_BYTES", 4)
    settings = Settings(cache_dir=tmp_path)
    weights.models_folder(settings).mkdir()
    weights.gguf_file(settings).write_bytes(b"GGUF")
    return settings


@pytest.fixture
def servers() -> Iterator[list[LocalServer]]:
    started: list[LocalServer] = []
    yield started
    for server in started:
        server.stop()


def _start(settings: Settings, servers: list[LocalServer], program: str) -> LocalServer:
    server = LocalServer(settings, command=(sys.executable, "-c", program))
    servers.append(server)
    server.start()
    return server


def _gone(pid: int) -> bool:
    limit = time.monotonic() + SECONDS
    while time.monotonic() < limit:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    return False


def _until_dead(server: LocalServer) -> None:
    limit = time.monotonic() + SECONDS
    while server.deaths == 0:
        assert time.monotonic() < limit
        time.sleep(0.02)


def test_start_returns_at_once_and_wait_gives_the_address(settings: Settings, servers: list[LocalServer]) -> None:
    server = _start(settings, servers, GOOD)
    assert server.wait(SECONDS) == f"http://{server.pid}/{settings.chat.context}" == server.address


def test_it_is_started_once_however_many_need_it(settings: Settings, servers: list[LocalServer]) -> None:
    server = LocalServer(settings, command=(sys.executable, "-c", GOOD))
    servers.append(server)
    assert not server.started and server.pid is None
    with ThreadPoolExecutor() as pool:
        list(pool.map(lambda _: server.start(), range(20)))
        assert len({*pool.map(lambda _: server.wait(SECONDS), range(20))}) == 1
    assert server.started and not server.deaths


def test_nothing_is_started_after_the_end(settings: Settings) -> None:
    server = LocalServer(settings, command=(sys.executable, "-c", GOOD))
    server.stop()
    server.start()
    assert not server.started
    with pytest.raises(ModelUnavailable):
        server.wait(SECONDS)


def test_stop_leaves_no_child(settings: Settings, servers: list[LocalServer]) -> None:
    server = _start(settings, servers, GOOD)
    server.wait(SECONDS)
    pid = server.pid
    assert pid
    server.stop()
    assert _gone(pid) and server.address is None
    server.stop()


def test_a_child_that_ignores_the_request_to_stop_is_killed(
    settings: Settings, servers: list[LocalServer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.models.local.STOP_SECONDS", 0.3)
    server = _start(settings, servers, STUBBORN)
    server.wait(SECONDS)
    pid = server.pid
    assert pid
    server.stop()
    assert _gone(pid)


def test_a_dead_child_is_replaced(settings: Settings, servers: list[LocalServer]) -> None:
    server = _start(settings, servers, GOOD)
    first = server.wait(SECONDS)
    assert server.pid
    os.kill(server.pid, signal.SIGSEGV)
    _until_dead(server)
    assert server.wait(SECONDS) != first


def test_a_child_that_never_gets_ready_is_reported_in_time(settings: Settings, servers: list[LocalServer]) -> None:
    server = _start(settings, servers, SILENT)
    started = time.monotonic()
    with pytest.raises(ModelUnavailable, match="还没有就绪"):
        server.wait(0.3)
    assert time.monotonic() - started < 10


def test_a_child_that_hangs_while_loading_is_ended(
    settings: Settings, servers: list[LocalServer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.models.local.READY_SECONDS", 0.2)
    server = _start(settings, servers, SILENT)
    _until_dead(server)


def test_a_crash_is_logged_with_its_reason(
    settings: Settings, servers: list[LocalServer], caplog: pytest.LogCaptureFixture
) -> None:
    server = _start(settings, servers, CRASHING)
    _until_dead(server)
    assert "no memory" in caplog.text
    assert server.key not in caplog.text


def test_a_missing_file_names_the_cure(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="qa models pull"):
        LocalServer(Settings(cache_dir=tmp_path))


def test_restarts_double_their_pause_and_stay_under_six_a_minute() -> None:
    deaths: list[float] = []
    now = 1000.0
    pauses = []
    for _ in range(12):
        pause = pause_before_restart(deaths[-5:], now)
        now += pause
        deaths.append(now)
        pauses.append(pause)
    assert pauses[:5] == [0.5, 1, 2, 4, 8]
    assert all(later - earlier >= 60 for earlier, later in zip(deaths, deaths[5:], strict=False))
    assert pause_before_restart(deaths[-5:], now + 120) == 0.5


def test_the_child_ends_when_its_parent_is_killed(settings: Settings, tmp_path: Path) -> None:
    parent = textwrap.dedent(f"""
        import sys, time
        from pathlib import Path
        from qa.models import weights
        from qa.models.local import LocalServer
        from qa.settings import Settings
        weights.GGUF_BYTES = 4
        server = LocalServer(Settings(cache_dir=Path({str(settings.cache_dir)!r})), command=(sys.executable, "-c", {GOOD!r}))
        server.start()
        server.wait({SECONDS})
        print(server.pid, flush=True)
        time.sleep(60)
    """)
    with subprocess.Popen([sys.executable, "-c", parent], stdout=subprocess.PIPE) as process:
        assert process.stdout
        child = int(process.stdout.readline())
        os.kill(process.pid, signal.SIGKILL)
    assert _gone(child)
