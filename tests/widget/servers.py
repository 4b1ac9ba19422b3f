"""The service on a real socket in this process, and sites of other origins that use it."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import uvicorn

from qa.settings import Settings
from qa.web.app import create_app
from qa.web.service import Service
from tests.web.process import free_port
from tests.web.waiting import wait_until


class Running:
    def __init__(self, service: Service, settings: Settings) -> None:
        web = settings.web
        self.url = f"http://127.0.0.1:{web.port}"
        config = uvicorn.Config(
            create_app(service, settings), port=web.port, log_config=None, access_log=False, timeout_graceful_shutdown=1
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        wait_until(lambda: self._server.started, 20)

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(20)


@contextmanager
def site(files: Mapping[str, str | Path], policy: str = "", port: int | None = None) -> Iterator[str]:
    """A plain web server of ``files`` by path on an origin of its own, with a content security policy."""
    port = port or free_port()
    handler = partial(_Site, files=files, policy=policy)
    with http.server.ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.shutdown()
            thread.join()


class _Site(http.server.BaseHTTPRequestHandler):
    def __init__(self, *args: Any, files: Mapping[str, str | Path], policy: str) -> None:
        self.files = files
        self.policy = policy
        super().__init__(*args)

    def do_GET(self) -> None:
        content = self.files.get(self.path.partition("?")[0])
        if content is None:
            self.send_error(404)
            return
        body = content.read_bytes() if isinstance(content, Path) else content.encode()
        self.send_response(200)
        kind = "text/javascript" if self.path.endswith(".js") else "text/html"
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        if self.policy:
            self.send_header("Content-Security-Policy", self.policy)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Silent."""
