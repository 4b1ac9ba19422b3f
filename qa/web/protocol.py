"""uvicorn's HTTP/1.1 with one absolute deadline for receiving the head of a request.

uvicorn has none (https://github.com/encode/uvicorn/issues/157), and no middleware can: it runs after the head is
read. A deadline, because a pause between two bytes can be kept short for ever. Bodies have theirs in BodyDoor.
"""

from __future__ import annotations

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from qa.web.problems import Problem

NOT_HTTP = Problem(400, "bad_request", "请求格式有误。")


class ReceiptProtocol(H11Protocol):
    header_timeout = 10.0
    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._start()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._follow()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._follow()

    def connection_lost(self, exc: Exception | None) -> None:
        self._cancel()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002
        """In our own shape; ``msg`` is uvicorn's."""
        body = NOT_HTTP.to_json().encode()
        headers = [
            ("content-type", "application/json"),
            ("content-length", str(len(body))),
            ("connection", "close"),
        ]
        reply: list[Any] = [h11.Response(status_code=400, headers=headers), h11.Data(data=body), h11.EndOfMessage()]
        for event in reply:
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    def _follow(self) -> None:
        if self.conn.their_state is not h11.IDLE:
            self._cancel()
        elif self.conn.trailing_data[0]:
            self._start()

    def _start(self) -> None:
        if self._deadline is None:
            self._deadline = self.loop.call_later(self.header_timeout, self._give_up)

    def _cancel(self) -> None:
        if self._deadline:
            self._deadline.cancel()
            self._deadline = None

    def _give_up(self) -> None:
        # Nothing was asked yet, so there is nothing to reply to; and who sends slowly may read slowly too.
        self.transport.abort()


def protocol_with(header_timeout: float) -> type[ReceiptProtocol]:
    return type("Protocol", (ReceiptProtocol,), {"header_timeout": header_timeout})
