"""A small model server that does what a test scripts, down to single bytes, and remembers what it was asked."""

from __future__ import annotations

import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
# llama.cpp's server: a promise that it does not keep.
KEPT_HEAD = HEAD.replace(b"Connection: close", b"Keep-Alive: timeout=5, max=100")
Script = Callable[["Connection"], None]


class Connection:
    """The server's side of one request."""

    def __init__(self, raw: socket.socket) -> None:
        self.raw = raw
        self.request = _read_request(raw)
        self.closed_after: float | None = None

    def send(self, data: bytes) -> None:
        self.raw.sendall(data)

    def chunk(self, data: bytes) -> None:
        self.send(f"{len(data):x}\r\n".encode() + data + b"\r\n")

    def event(self, data: Any) -> None:
        self.chunk(b"data: " + (data if isinstance(data, bytes) else json.dumps(data).encode()) + b"\n\n")

    def end(self) -> None:
        self.event(b"[DONE]")
        self.send(b"0\r\n\r\n")

    def reset(self) -> None:
        """Closes with RST instead of FIN."""
        self.raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    def wait_closed(self, seconds: float) -> None:
        """Notes after how many seconds the client hung up, if it does."""
        started = time.monotonic()
        self.raw.settimeout(seconds)
        with suppress(TimeoutError):
            with suppress(ConnectionError):
                while self.raw.recv(1024):
                    pass
            self.closed_after = time.monotonic() - started

    @property
    def body(self) -> Any:
        return json.loads(self.request.partition(b"\r\n\r\n")[2])

    def header(self, name: str) -> str | None:
        for line in self.request.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")[1:]:
            key, _, value = line.partition(": ")
            if key.lower() == name.lower():
                return value
        return None


class ScriptedServer:
    """Runs the scripts in turn, one a connection, the last one for all that follow."""

    def __init__(self, *scripts: Script, port: int = 0) -> None:
        self.connections: list[Connection] = []
        self._scripts = list(scripts)
        self._listener = socket.create_server(("127.0.0.1", port))
        self.port = int(self._listener.getsockname()[1])
        self.url = f"http://127.0.0.1:{self.port}/v1"
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._workers: list[threading.Thread] = []
        self._thread.start()

    def script(self, *scripts: Script) -> None:
        """From now on these instead."""
        self._scripts = list(scripts)

    def close(self) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in (self._thread, *self._workers):
            thread.join(5)

    def _accept(self) -> None:
        while True:
            try:
                raw, _ = self._listener.accept()
            except OSError:
                return
            script = self._scripts.pop(0) if len(self._scripts) > 1 else self._scripts[0]
            self._workers.append(threading.Thread(target=self._serve, args=(raw, script), daemon=True))
            self._workers[-1].start()

    def _serve(self, raw: socket.socket, script: Script) -> None:
        with raw, suppress(OSError):
            connection = Connection(raw)
            self.connections.append(connection)
            script(connection)


def delta(content: str | None = None, finish: str | None = None, **more: Any) -> dict[str, Any]:
    """One chunk of an OpenAI-compatible stream."""
    choice = {"index": 0, "delta": {"role": "assistant", "content": content, **more}, "finish_reason": finish}
    return {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}


def speaking(pieces: Iterable[str], finish: str | None = "stop") -> Script:
    """A well-behaved answer."""

    def script(connection: Connection) -> None:
        connection.send(HEAD)
        for piece in pieces:
            connection.event(delta(piece))
        connection.event(delta(None, finish))
        connection.end()

    return script


def promising(pieces: Iterable[str]) -> Script:
    """An answer by a server that says it keeps the connection, and drops whatever comes on it afterwards."""

    def script(connection: Connection) -> None:
        connection.send(KEPT_HEAD)
        for piece in pieces:
            connection.event(delta(piece))
        connection.event(delta(None, "stop"))
        connection.end()
        connection.raw.recv(1)

    return script


def replying(status: str, body: bytes, content_type: str = "application/json") -> Script:
    """A plain HTTP reply."""

    def script(connection: Connection) -> None:
        head = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}\r\nConnection: close"
        connection.send(head.encode() + b"\r\n\r\n" + body)

    return script


def streaming(*events: Any, done: bool = True) -> Script:
    """Events as given (bytes or JSON values), then the regular end or none."""

    def script(connection: Connection) -> None:
        connection.send(HEAD)
        for event in events:
            connection.event(event)
        if done:
            connection.end()

    return script


def _read_request(raw: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        data += raw.recv(65536) or b"\r\n\r\n"
    head, _, body = data.partition(b"\r\n\r\n")
    length = next((int(x[15:]) for x in head.lower().split(b"\r\n") if x.startswith(b"content-length:")), 0)
    while len(body) < length:
        body += raw.recv(65536)
    return head + b"\r\n\r\n" + body
