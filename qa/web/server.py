"""Runs the application under uvicorn and stops it gracefully."""

from __future__ import annotations

import contextlib
import gc
import math
import socket
from types import FrameType
from typing import TYPE_CHECKING

import uvicorn
from fastapi import FastAPI

from qa.errors import SettingsError
from qa.settings import Settings, WebSettings
from qa.web import logs
from qa.web.app import create_app
from qa.web.guard import check_guard
from qa.web.protocol import protocol_with
from qa.web.service import Service
from qa.web.workers import no_address

if TYPE_CHECKING:
    from qa.web.tracing import Traces


# Waiting to be accepted; and those that one turn of the loop takes when others listen, too, so that they get their share.
_WAITING, _ONE_BY_ONE = 2048, 1


def serve(
    service: Service, settings: Settings, traces: Traces | None = None, listening: socket.socket | None = None
) -> None:
    """Serves until SIGTERM or SIGINT, then at most ``grace_seconds`` + 2 more; closes ``service`` and ``traces``. The
    socket that is ``listening`` is shared with other processes.

    Raises SettingsError when it cannot listen or would be open to others without a key (see ``check_guard``).
    """
    web = settings.web
    try:
        check_guard(web)
    except SettingsError:
        service.close()
        raise
    app = create_app(service, settings, traces)
    # The store stays as it is: every full pass of the collector over it would hold up some request by a tenth of a second.
    gc.collect()
    gc.freeze()
    try:
        # uvicorn ends by raising its signal again; after Ctrl-C there is nothing more to say.
        with contextlib.suppress(KeyboardInterrupt):
            _Server(_config(app, web, shared=listening is not None), app, web).run([listening] if listening else None)
    except SystemExit as exc:
        raise no_address(web) from exc


def run_worker(service: Service, settings: Settings, listening: socket.socket) -> None:
    """One of several processes; see ``qa.web.workers``."""
    start_logs(settings)
    serve(service, settings, open_traces(settings.web), listening)


def start_logs(settings: Settings) -> None:
    """JSON lines on standard error from now on, for the whole process."""
    logs.configure(settings.web.log_level, logs.secrets_of(settings))


def open_traces(web: WebSettings) -> Traces | None:
    """None unless the settings name a collector. Raises SettingsError when the extra is not installed."""
    if web.trace_endpoint is None:
        return None
    try:
        from qa.web.tracing import exporting

        return exporting(web)
    except ModuleNotFoundError as exc:
        raise SettingsError(
            "链路追踪（QA_WEB__TRACE_ENDPOINT）需要另装 OpenTelemetry：pip install 'gov-report-qa[tracing]'，或去掉这项设置。"
        ) from exc


def _config(app: FastAPI, web: WebSettings, shared: bool) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        host=web.host,
        port=web.port,
        backlog=_ONE_BY_ONE if shared else _WAITING,
        http=protocol_with(web.header_timeout),
        ws="none",
        # Forwarded headers are read by KeyDoor, and from configured proxies only.
        proxy_headers=False,
        server_header=False,
        log_config=None,
        # Paths hold the readers' words; RequestDoor logs each request without them.
        access_log=False,
        lifespan="on",
        timeout_graceful_shutdown=math.ceil(web.grace_seconds) + 1,
    )


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, app: FastAPI, web: WebSettings) -> None:
        super().__init__(config)
        self._app = app
        self._web = web

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        # uvicorn ends at once for a second Ctrl-C, but not for a second SIGTERM.
        self.force_exit = self.force_exit or self.should_exit
        super().handle_exit(sig, frame)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        for each in sockets or ():
            each.listen(_WAITING)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._app.state.answers.stop(self._web.grace_seconds)
        await super().shutdown(sockets)
