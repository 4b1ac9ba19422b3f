"""What the tests of the chat door share: a chat on a scripted server, and how it is asked."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from qa.errors import ModelUnavailable
from qa.models.chat import Chat
from qa.settings import ChatSettings
from tests.models.scripted import Connection, ScriptedServer

KEY = "sk-CANARY-0123456789"
#: How long a server that never ends keeps the line, and what a busy machine may add to a deadline before that.
FOREVER, SLACK = 20.0, 5.0
#: Opens a chat on a server with these scripts and with other settings.
Open = Callable[..., tuple[Chat, ScriptedServer]]


def settings_for(url: str, **values: Any) -> ChatSettings:
    base = {"mode": "endpoint", "base_url": url, "model": "m", "api_key": KEY}
    # Far beyond what any reply here takes; the tests of the deadlines set their own.
    deadlines = {"connect_timeout": 5.0, "first_token_timeout": FOREVER, "total_timeout": FOREVER}
    return ChatSettings.model_validate({**base, **deadlines, **values})


def text_of(chat: Chat) -> str:
    return "".join(chat.stream("s", "u"))


def fails(chat: Chat) -> tuple[list[str], ModelUnavailable]:
    """The pieces that came before the error, and the error."""
    pieces: list[str] = []
    with pytest.raises(ModelUnavailable) as caught:
        pieces.extend(piece for piece in chat.stream("s", "u") if piece)
    return pieces, caught.value


def hung_up(connection: Connection) -> bool:
    """Whether the server saw the client leave, soon."""
    limit = time.monotonic() + SLACK
    while connection.closed_after is None and time.monotonic() < limit:
        time.sleep(0.01)
    return connection.closed_after is not None
