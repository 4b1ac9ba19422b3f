"""Real sockets and signals: streams arrive early, readers who leave free their slot, the stop is graceful."""

from __future__ import annotations

import signal
import socket
import time

import httpx2
import pytest

from qa.errors import SettingsError
from qa.settings import Settings, WebSettings
from qa.web.server import serve
from tests.web.fakes import FakeService
from tests.web.process import GRACE, Server
from tests.web.sse import read_events


def test_streams_arrive_early_and_readers_who_leave_free_their_slot(server: Server) -> None:
    for question in ("增长多少", "静，增长多少", "增长多少"):  # more than there are slots
        with server.ask(question) as reply:
            assert "server" not in reply.headers
            events = read_events(reply.iter_lines())
            assert next(events)[0] == "evidence"
            assert next(events)[0] == "token"
        left = time.monotonic()
        word, when = server.said.get(timeout=5)
        assert (word, when - left < 1.0) == ("ended", True)


def test_a_plain_request_that_leaves_is_cancelled(server: Server) -> None:
    with pytest.raises(httpx2.ReadTimeout):
        server.client.post("/v1/ask", json={"question": "增长多少"}, timeout=0.5)
    left = time.monotonic()
    word, when = server.said.get(timeout=5)
    assert (word, when - left < 1.0) == ("ended", True)


def test_a_reader_who_does_not_read_is_dropped(server: Server) -> None:
    body = '{"question": "长，增长多少", "stream": true}'.encode()
    head = f"POST /v1/ask HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    with socket.socket() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.connect(("127.0.0.1", server.port))
        client.sendall(head.encode() + body)
        assert server.said.get(timeout=15)[0] == "ended"


def test_sigterm_ends_streams_with_a_last_event(server: Server) -> None:
    with server.ask() as endless, server.ask("短，增长多少") as short:
        events = read_events(endless.iter_lines())
        next(events)
        began = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        assert [name for name, _ in read_events(short.iter_lines())][-1] == "answer"
        name, data = list(events)[-1]
        assert (name, data["error"]["code"]) == ("error", "stopping")
        with pytest.raises(httpx2.TransportError):
            httpx2.get(f"http://127.0.0.1:{server.port}/readyz", trust_env=False)
    code = server.process.wait(timeout=10)
    assert time.monotonic() - began < GRACE + 2
    assert code in (0, -signal.SIGTERM)
    assert [server.said.get(timeout=5)[0] for _ in range(3)] == ["ended", "ended", "closed"]


def test_a_body_too_large_is_refused_before_it_is_read(server: Server) -> None:
    reply = server.client.post("/v1/ask", content=b"x" * 10_000_000, headers={"Content-Type": "application/json"})
    assert reply.status_code == 413
    assert reply.json()["error"]["code"] == "body_too_large"


def test_ctrl_c_twice_ends_at_once(server: Server) -> None:
    with server.ask() as reply:
        next(read_events(reply.iter_lines()))
        server.process.send_signal(signal.SIGINT)
        time.sleep(0.3)
        began = time.monotonic()
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(timeout=10) in (0, -signal.SIGINT)
        assert time.monotonic() - began < 1


def test_a_port_in_use_is_told_in_a_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        service = FakeService()
        with pytest.raises(SettingsError, match=f"127.0.0.1:{port}"):
            serve(service, Settings(web=WebSettings(port=port)))
    assert service.closed == 1
