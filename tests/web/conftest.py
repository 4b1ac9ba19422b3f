from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from qa.settings import Settings, WebSettings
from qa.web.app import create_app
from tests.web.fakes import FakeService
from tests.web.process import Server, free_port


@pytest.fixture
def service() -> FakeService:
    return FakeService()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(web=WebSettings(queue=1, max_body_bytes=100_000, feedback_file=tmp_path / "data" / "f.sqlite3"))


@pytest.fixture
def client(service: FakeService, settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(service, settings)) as client:
        yield client


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    server = Server(free_port(), tmp_path / "f.sqlite3")
    yield server
    server.kill()
