from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from qa.settings import Settings, WebSettings
from qa.web.app import create_app
from tests.web.fakes import FakeService
from tests.web.process import Server, free_port

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
def open_client(service: FakeService, tmp_path: Path) -> Iterator[OpenClient]:
    """Opens a client of a service with other settings; ``address`` is where it calls from."""
    with ExitStack() as stack:

        def opened(address: str = "127.0.0.1", **changes: Any) -> TestClient:
            app = create_app(service, web_settings(tmp_path, **changes))
            client = TestClient(app, base_url="http://localhost", client=(address, 50_000))
            return stack.enter_context(client)

        yield opened


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    server = Server(free_port(), tmp_path / "f.sqlite3")
    yield server
    server.kill()
