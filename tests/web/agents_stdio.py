"""The tools over standard input and output, with the service that tests use."""

from __future__ import annotations

import anyio

from qa.settings import Settings
from qa.web.agents import serve_stdio
from tests.web.fakes import FakeService

if __name__ == "__main__":
    anyio.run(serve_stdio, FakeService(), Settings())
