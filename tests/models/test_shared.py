"""One local model for several services: ``qa models serve``, with a small program in the place of the model's process."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from qa.errors import ModelUnavailable
from qa.models.chat import Chat
from qa.settings import Settings, load_settings
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
from qa.models import local, weights
from qa.settings import Settings
weights.GGUF_BYTES = 4
start = local.LocalServer
local.LocalServer = lambda settings, port: start(settings, port, (sys.executable, "-c", {CHILD!r}))
local.run_shared(Settings(cache_dir=Path(sys.argv[1])), int(sys.argv[2]), lambda line: print(line, flush=True))
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_several_services_use_what_it_says(settings: Settings, number: signal.Signals) -> None:
    port = free_port()
    command = [sys.executable, "-c", PARENT, str(settings.cache_dir), str(port)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as shared:
        try:
            assert shared.stdout
            said = dict(shared.stdout.readline().strip().split("=", 1) for _ in range(5))
            assert said["QA_CHAT__BASE_URL"] == f"http://127.0.0.1:{port}/v1"
            _all_are_answered(said)
            shared.send_signal(number)
            shared.wait(30)
        finally:
            shared.kill()
    wait_until(lambda: not _listens(port), 30)


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
