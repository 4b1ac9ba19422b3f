"""What comes over the wire slowly, brokenly or not at all (real sockets)."""

from __future__ import annotations

import json
import re
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from tests.web.process import Server, free_port
from tests.web.sse import read_events
from tests.web.unharmed import unharmed

HEAD_SECONDS, BODY_SECONDS = 1.0, 1.5
#: What a busy machine may add to a deadline, and how long is waited for one that is not kept.
SLACK, FOREVER = 8.0, 20.0
GET = b"GET /v1/reports HTTP/1.1\r\nHost: localhost\r\n"


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder: Path = tmp_path_factory.mktemp("receipt")
    limits = {"header_timeout": HEAD_SECONDS, "body_timeout": BODY_SECONDS}
    with Server(free_port(), folder / "f.sqlite3", **limits) as server:
        yield server


@pytest.fixture
def server(process: Server) -> Iterator[Server]:
    with unharmed(process):
        yield process


def connect(server: Server) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), timeout=FOREVER)


def read_all(raw: socket.socket) -> bytes:
    data = b""
    with suppress(ConnectionError, TimeoutError):
        while piece := raw.recv(65536):
            data += piece
    return data


def read_reply(raw: socket.socket) -> bytes:
    """One whole reply, and whatever comes within a moment after it."""
    data = b""
    with suppress(ConnectionError):
        while not _is_whole(data) and (piece := raw.recv(65536)):
            data += piece
    raw.settimeout(0.3)
    return data + read_all(raw)


def _is_whole(data: bytes) -> bool:
    head, end, body = data.partition(b"\r\n\r\n")
    length = re.search(rb"content-length: (\d+)", head.lower())
    return bool(end and length and len(body) >= int(length[1]))


def drip(raw: socket.socket, text: bytes, pause: float) -> None:
    with suppress(ConnectionError):
        for byte in text:
            raw.sendall(bytes([byte]))
            time.sleep(pause)


@pytest.mark.parametrize("sent", [b"", b"G", GET], ids=["nothing", "a letter", "half a head"])
def test_a_head_that_does_not_come_ends_the_connection(server: Server, sent: bytes) -> None:
    began = time.monotonic()
    with connect(server) as raw:
        raw.sendall(sent)
        assert read_all(raw) == b""
    assert HEAD_SECONDS - 0.1 < time.monotonic() - began < HEAD_SECONDS + SLACK


def test_a_head_that_drips_has_the_same_deadline(server: Server) -> None:
    with connect(server) as raw:
        began = time.monotonic()
        drip(raw, GET[:20], pause=0.1)
        assert read_all(raw) == b""
        assert time.monotonic() - began < HEAD_SECONDS + SLACK


def test_the_second_request_of_a_connection_has_it_too(server: Server) -> None:
    with connect(server) as raw:
        raw.sendall(GET + b"\r\n")
        assert raw.recv(65536).startswith(b"HTTP/1.1 200")
        began = time.monotonic()
        raw.sendall(GET)
        read_all(raw)
        assert time.monotonic() - began < HEAD_SECONDS + SLACK


def test_a_body_that_drips_is_told_and_the_connection_closed(server: Server) -> None:
    head = b"POST /v1/ask HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n"
    with connect(server) as raw:
        began = time.monotonic()
        raw.sendall(head)
        drip(raw, b'{"question"', pause=0.1)
        reply = read_all(raw)
        assert time.monotonic() - began < BODY_SECONDS + SLACK
    assert reply.startswith(b"HTTP/1.1 408")
    assert json.loads(reply.partition(b"\r\n\r\n")[2])["error"]["code"] == "body_timeout"


def test_a_stream_outlives_the_deadline_of_its_head(server: Server) -> None:
    with server.ask() as reply:
        began = time.monotonic()
        for name, _ in read_events(reply.iter_lines()):
            assert name in ("evidence", "token", "comment")
            if time.monotonic() - began > HEAD_SECONDS + 0.5:
                break


def test_many_slow_senders_do_not_slow_others(server: Server) -> None:
    with ExitStack() as stack:
        slow = [stack.enter_context(connect(server)) for _ in range(500)]
        for number, raw in enumerate(slow):
            raw.sendall(GET[: number % 30])
        took = []
        for _ in range(30):
            began = time.perf_counter()
            assert server.client.get("/healthz").status_code == 200
            took.append(time.perf_counter() - began)
        assert sorted(took)[len(took) // 2] < 0.25
        time.sleep(HEAD_SECONDS + 0.5)
        assert all(read_all(raw) == b"" for raw in slow)


BROKEN = {
    "not HTTP": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
    "no host": b"GET /v1/reports HTTP/1.1\r\n\r\n",
    "two hosts": GET + b"Host: evil.com\r\n\r\n",
    "another host": b"GET /v1/reports HTTP/1.1\r\nHost: evil.com\r\n\r\n",
    "absolute address": b"GET http://evil.com/v1/reports HTTP/1.1\r\nHost: evil.com\r\n\r\n",
    "length and chunks": b"POST /v1/ask HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n"
    b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\n\r\n",
    "two lengths": b"POST /v1/ask HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcde",
    "odd chunks": b"POST /v1/ask HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    "bad chunk": b"POST /v1/ask HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    "a header of 100 kB": GET + b"X-Long: " + b"x" * 100_000 + b"\r\n\r\n",
    "10,000 headers": GET + b"X-A: b\r\n" * 10_000 + b"\r\n",
    "a bad method": b"G\x00T /v1/reports HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "an unknown method": b"BREW /v1/reports HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "a bad version": b"GET /v1/reports HTTP/x\r\nHost: localhost\r\n\r\n",
    "a space in a name": b"GET /v1/reports HTTP/1.1\r\nHost: localhost\r\nBad Name: x\r\n\r\n",
    "a folded NUL": b"GET /v1/reports HTTP/1.1\r\nHost: localhost\r\nX: a\x00b\r\n\r\n",
    "bytes in the address": b"GET /v1/\xff\xfe HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "a socket upgrade without a host": b"GET / HTTP/1.1\r\nHost: evil.com\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n",
}  # fmt: skip


@pytest.mark.parametrize("request_", BROKEN.values(), ids=BROKEN)
def test_broken_requests_are_refused_in_our_shape(server: Server, request_: bytes) -> None:
    with connect(server) as raw:
        with suppress(ConnectionError):
            raw.sendall(request_)
        reply = read_reply(raw)
    if reply:  # a sender cut off in the middle may lose the reply
        assert reply.startswith(b"HTTP/1.1 4"), reply[:200]
        assert reply.count(b"HTTP/1.1 ") == 1
        error = json.loads(reply.partition(b"\r\n\r\n")[2])["error"]
        assert error["code"] and error["message"]
        assert b"evil" not in reply
    assert reply or len(request_) > 50_000
