from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from qa.models.chat import Chat
from tests.models.asking import Open, settings_for
from tests.models.scripted import Script, ScriptedServer


@pytest.fixture
def opened() -> Iterator[Open]:
    with ExitStack() as stack:

        def open_both(*scripts: Script, **values: Any) -> tuple[Chat, ScriptedServer]:
            # The first import takes seconds; the deadlines of the tests are shorter.
            import langchain_openai  # noqa: F401

            server = ScriptedServer(*scripts)
            stack.callback(server.close)
            chat = Chat("m", settings_for(server.url, **values))
            stack.callback(chat.close)
            return chat, server

        yield open_both
