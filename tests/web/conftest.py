from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest
from fastapi.testclient import TestClient

from qa.settings import Settings, WebSettings
from qa.web.app import create_app
from tests.web.fakes import FakeService
from tests.web.process import Server, free_port
from tests.web.unharmed import held_here, memory_here, nothing_left, open_tasks, still_well, unharmed
from tests.web.waiting import wait_until

OpenClient = Callable[..., TestClient]


@pytest.fixture
def service() -> FakeService:
    return FakeService()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return web_settings(tmp_path)


def web_settings(folder: Path, **changes: Any) -> Settings:
    # As from a settings file, so that every value passes its check. Tests ask faster than people do.
    values: dict[str, Any] = {
        "queue": 1,
        "max_body_bytes": 100_000,
        "feedback_file": folder / "data" / "f.sqlite3",
        "address_per_minute": 0,
    }
    return Settings(web=WebSettings.model_validate(values | changes))


@pytest.fixture
def client(open_client: OpenClient) -> TestClient:
    return open_client()


@pytest.fixture
def open_client(
    service: FakeService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> Iterator[OpenClient]:
    """Opens a client of a service with other settings; ``address`` is where it calls from.

    After each test the service must be unharmed.
    """
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    with ExitStack() as stack:

        def opened(address: str = "127.0.0.1", **changes: Any) -> TestClient:
            settings = web_settings(tmp_path, **changes)
            client = TestClient(create_app(service, settings), base_url="http://localhost", client=(address, 50_000))
            stack.enter_context(nothing_left(held_here, memory_here))
            stack.enter_context(client)
            stack.callback(still_well, Local(client, service, settings.web, caplog))
            return client

        yield opened
        service.heal()


class Local:
    """A service in this process, as its invariants see it."""

    def __init__(
        self, client: TestClient, service: FakeService, web: WebSettings, log: pytest.LogCaptureFixture
    ) -> None:
        self._service = service
        self._web = web
        self._log = log
        self._keys = [key.get_secret_value() for key in web.api_keys.values()]
        client.event_hooks = {"response": [self._check]}
        # From elsewhere, so that what a test used up does not count.
        self._client = TestClient(client.app, base_url=f"http://{self._name()}", client=("198.51.100.7", 1))
        self._tested = client
        self._tasks_before = self._tasks()

    def alive(self) -> None:
        self._client.portal = self._tested.portal
        assert self._client.get("/healthz").status_code == 200
        wait_until(lambda: self._tasks() <= self._tasks_before)

    def ask_rightly(self) -> None:
        headers = [(b"x-api-key", key.encode()) for key in self._keys[:1]]
        reply = self._client.post("/v1/ask", json={"question": "增长多少？"}, headers=headers)
        if reply.status_code == 200:
            assert (reply.json()["mode"], "增长5.5%" in reply.json()["answer"]) == ("generated", True)
        else:
            # A key's own rate is used up, or the test stopped the service.
            assert reply.json()["error"]["code"] in ("rate_limited", "stopping")

    def check_output(self) -> None:
        assert not any(key in self._log.text for key in self._keys)

    def _check(self, reply: httpx2.Response) -> None:
        """Of each reply to the test itself."""
        reply.read()
        assert "Traceback" not in reply.text
        assert not any(key in reply.text for key in self._keys)
        assert reply.status_code != 500 or self._service.breaks

    def _tasks(self) -> int:
        assert self._tested.portal
        return self._tested.portal.call(_count_tasks)

    def _name(self) -> str:
        return self._web.trusted_hosts[0] if self._web.trusted_hosts else "localhost"


async def _count_tasks() -> int:
    return open_tasks()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with serving(tmp_path) as server:
        yield server


@contextmanager
def serving(folder: Path, **web: Any) -> Iterator[Server]:
    """A service in a process of its own, unharmed at the end."""
    with Server(free_port(), folder / "f.sqlite3", **web) as server, unharmed(server):
        yield server


@pytest.fixture
def mortal(tmp_path: Path) -> Iterator[Server]:
    """The same for tests that end it."""
    with Server(free_port(), tmp_path / "f.sqlite3") as server:
        yield server
        server.check_output()
