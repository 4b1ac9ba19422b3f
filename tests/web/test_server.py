"""Real sockets and signals: streams arrive early, readers who leave free their slot, the stop is graceful."""

from __future__ import annotations

import signal
import socket
import time
from pathlib import Path

import httpx2
import pytest

from qa.errors import SettingsError
from qa.settings import Settings, WebSettings
from qa.web.server import serve
from tests.web.fakes import FakeService
from tests.web.process import GRACE, Server, free_port
from tests.web.sse import read_events

#: For what should come at once, and what a busy machine may add to a deadline.
SOON, SLACK = 20.0, 8.0
LONG = 60.0


def test_streams_arrive_early_and_readers_who_leave_free_their_slot(server: Server) -> None:
    for question in ("增长多少", "静，增长多少", "增长多少"):  # more than there are slots
        with server.ask(question) as reply:
            assert "server" not in reply.headers
            events = read_events(reply.iter_lines())
            assert next(events)[0] == "evidence"
            assert next(events)[0] == "token"
        assert server.said.get(timeout=SOON)[0] == "ended"


def test_a_plain_request_that_leaves_is_cancelled(server: Server) -> None:
    for _ in range(3):
        with pytest.raises(httpx2.ReadTimeout):
            server.client.post("/v1/ask", json={"question": "增长多少"}, timeout=1.5)
        assert server.said.get(timeout=SOON)[0] == "ended"


def test_who_leaves_is_noticed_within_a_second(server: Server) -> None:
    took = []
    # The best of a few: what the code costs, without what else the machine does.
    for question in ("增长多少", "静，增长多少", "增长多少"):
        with server.ask(question) as reply:
            next(read_events(reply.iter_lines()))
        left = time.monotonic()
        took.append(server.said.get(timeout=SOON)[1] - left)
    assert min(took) < 1


def test_a_reader_who_does_not_read_is_dropped(server: Server) -> None:
    body = '{"question": "长，增长多少", "stream": true}'.encode()
    head = f"POST /v1/ask HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    with socket.socket() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.connect(("127.0.0.1", server.port))
        client.sendall(head.encode() + body)
        assert server.said.get(timeout=SOON)[0] == "ended"


def test_sigterm_ends_streams_with_a_last_event(mortal: Server) -> None:
    with mortal.ask() as endless, mortal.ask("短，增长多少") as short:
        events = read_events(endless.iter_lines())
        next(events)
        began = time.monotonic()
        mortal.process.send_signal(signal.SIGTERM)
        assert [name for name, _ in read_events(short.iter_lines())][-1] == "answer"
        name, data = list(events)[-1]
        assert (name, data["error"]["code"]) == ("error", "stopping")
        with pytest.raises(httpx2.TransportError):
            httpx2.get(f"http://127.0.0.1:{mortal.port}/readyz", trust_env=False)
    code = mortal.process.wait(timeout=SOON)
    # The two seconds of the promise, and what a busy machine adds; without an end it would be for ever.
    assert time.monotonic() - began < GRACE + 2 + SLACK
    assert code in (0, -signal.SIGTERM)
    assert [mortal.said.get(timeout=SOON)[0] for _ in range(3)] == ["ended", "ended", "closed"]


def test_a_body_too_large_is_refused_before_it_is_read(server: Server) -> None:
    reply = server.client.post("/v1/ask", content=b"x" * 10_000_000, headers={"Content-Type": "application/json"})
    assert reply.status_code == 413
    assert reply.json()["error"]["code"] == "body_too_large"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_second_signal_ends_what_the_first_would_wait_for(tmp_path: Path, number: signal.Signals) -> None:
    with Server(free_port(), tmp_path / "f.sqlite3", grace_seconds=LONG) as server, server.ask() as reply:
        # Kept: with the iterator the connection would go.
        events = read_events(reply.iter_lines())
        next(events)
        server.process.send_signal(number)
        time.sleep(0.3)
        assert server.process.poll() is None
        server.process.send_signal(number)
        assert server.process.wait(timeout=LONG / 2) in (0, -number)


def test_a_port_in_use_is_told_in_a_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        service = FakeService()
        with pytest.raises(SettingsError, match=f"127.0.0.1:{port}"):
            serve(service, Settings(web=WebSettings(port=port)))
    assert service.closed == 1
