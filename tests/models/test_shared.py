"""One local model for several processes, with a small program in the place of the model's own."""

from __future__ import annotations

import multiprocessing
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from qa.errors import ModelMissing, ModelUnavailable
from qa.models import shared
from qa.models.chat import Chat
from qa.models.local import LocalServer
from qa.models.shared import SharedServer
from qa.settings import ChatSettings, Settings, load_settings
from tests.models.asking import FOREVER
from tests.models.test_local import CRASHING, SECONDS
from tests.models.test_local import settings as settings
from tests.web.process import ROOT, free_port
from tests.web.waiting import wait_until

# Answers like the real child: on the port it is told, to those who know the key.
CHILD = """
import json, sys
from tests.models.scripted import ScriptedServer, replying, speaking
orders = json.loads(sys.stdin.buffer.readline())
def script(connection):
    known = connection.header("Authorization") == "Bearer " + orders["key"]
    (speaking(["好"]) if known else replying("401 Unauthorized", b"{}"))(connection)
server = ScriptedServer(script, port=orders["port"])
print(json.dumps({"address": f"http://127.0.0.1:{server.port}"}), flush=True)
sys.stdin.read()
"""
PARENT = f"""
import sys
from pathlib import Path
from qa.models import shared, weights
from qa.settings import Settings
weights.GGUF_BYTES = 4
start = shared.LocalServer
shared.LocalServer = lambda settings, port: start(settings, port, (sys.executable, "-c", {CHILD!r}))
shared.run_shared(Settings(cache_dir=Path(sys.argv[1])), int(sys.argv[2]), lambda line: print(line, flush=True))
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_several_services_use_what_it_says(settings: Settings, number: signal.Signals) -> None:
    port = free_port()
    command = [sys.executable, "-c", PARENT, str(settings.cache_dir), str(port)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            said = dict(process.stdout.readline().strip().split("=", 1) for _ in range(5))
            assert said["QA_CHAT__BASE_URL"] == f"http://127.0.0.1:{port}/v1"
            _all_are_answered(said)
            process.send_signal(number)
            process.wait(30)
        finally:
            process.kill()
    wait_until(lambda: not _listens(port), 30)


@pytest.fixture
def keeping(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[SharedServer]:
    _runs(monkeypatch, CHILD)
    with shared.shared(settings) as server:
        yield server


def _runs(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    start = LocalServer
    command = (sys.executable, "-c", program)
    monkeypatch.setattr(shared, "LocalServer", lambda settings, port: start(settings, port, command))


def test_processes_of_one_service_share_a_model_that_none_starts_before_it_is_needed(keeping: SharedServer) -> None:
    chats = [Chat("m", ChatSettings(), keeping) for _ in range(3)]
    assert not any(chat.started for chat in chats) and all(chat.healthy() for chat in chats)
    assert not _listens(keeping.port)
    with ThreadPoolExecutor() as pool:
        assert [*pool.map(lambda chat: "".join(chat.stream("s", "u")), chats)] == ["好"] * 3
    assert all(chat.started for chat in chats)
    chats[0].close()
    assert "".join(chats[1].stream("s", "u")) == "好"
    for chat in chats:
        chat.close()


def test_the_shared_model_ends_with_the_service(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    _runs(monkeypatch, CHILD)
    with shared.shared(settings) as server:
        server.start()
        server.wait(SECONDS)
    wait_until(lambda: not _listens(server.port), 30)


def test_a_keeper_that_is_gone_is_told_at_once(keeping: SharedServer) -> None:
    (keeper,) = multiprocessing.active_children()
    keeper.kill()
    keeper.join()
    chat = Chat("m", ChatSettings(first_token_timeout=FOREVER), keeping)
    began = time.monotonic()
    with pytest.raises(ModelUnavailable, match="还没有就绪"):
        list(chat.stream("s", "u"))
    assert time.monotonic() - began < FOREVER / 2
    chat.close()


def test_a_shared_model_that_does_not_start_is_told_by_its_death(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    _runs(monkeypatch, CRASHING)
    with shared.shared(settings) as server:
        chat = Chat("m", ChatSettings(first_token_timeout=60), server)
        with pytest.raises(ModelUnavailable, match="还没有就绪"):
            list(chat.stream("s", "u"))
        assert server.deaths and not chat.healthy()
        chat.close()


def test_there_is_nothing_to_share_without_the_file(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="qa models pull"), shared.shared(Settings(cache_dir=tmp_path)):
        pass


def _all_are_answered(said: dict[str, str]) -> None:
    services = [_service(said) for _ in range(3)]
    stranger = _service(said | {"QA_CHAT__API_KEY": "another"})
    with ThreadPoolExecutor() as pool:
        assert [*pool.map(lambda chat: "".join(chat.stream("s", "u")), services)] == ["好"] * 3
    with pytest.raises(ModelUnavailable, match="401"):
        list(stranger.stream("s", "u"))
    for chat in (*services, stranger):
        chat.close()


def _service(said: dict[str, str]) -> Chat:
    chat = load_settings(said).chat
    return Chat(str(chat.model), chat)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
