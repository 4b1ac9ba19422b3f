"""Replies after a schema: servers that know response_format, and those that do not."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing
from typing import cast

import pytest

from qa.errors import MaterialTooLong, ModelUnavailable
from tests.models.asking import Open, hung_up
from tests.models.scripted import replying, speaking

SCHEMA = {"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"], "additionalProperties": False}
REJECTED = replying("400 Bad Request", b'{"error": {"message": "This response_format type is unavailable now"}}')


def test_the_schema_goes_along(opened: Open) -> None:
    chat, server = opened(speaking(['{"a"', ": 1}"]))
    assert "".join(chat.structured("s", "u", SCHEMA)) == '{"a": 1}'
    form = server.connections[0].body["response_format"]
    assert (form["type"], form["json_schema"]["strict"], form["json_schema"]["schema"]) == ("json_schema", True, SCHEMA)


@pytest.mark.parametrize("status", ["400 Bad Request", "422 Unprocessable Entity", "501 Not Implemented"])
def test_a_server_without_schemas_is_asked_in_words_and_remembered(opened: Open, status: str) -> None:
    chat, server = opened(replying(status, b'{"error": {"message": "unknown field"}}'), speaking(['{"a": 1}']))
    assert "".join(chat.structured("s", "u", SCHEMA)) == '{"a": 1}'
    assert "".join(chat.structured("s", "u", SCHEMA)) == '{"a": 1}'
    assert ["response_format" in c.body for c in server.connections] == [True, False, False]


def test_a_server_that_rejects_anything_is_not_taken_for_one_without_schemas(opened: Open) -> None:
    chat, server = opened(REJECTED, REJECTED, speaking(['{"a": 1}']))
    with pytest.raises(ModelUnavailable):
        list(chat.structured("s", "u", SCHEMA))
    list(chat.structured("s", "u", SCHEMA))
    assert "response_format" in server.connections[2].body


def test_too_long_is_too_long(opened: Open) -> None:
    chat, server = opened(replying("400 Bad Request", b'{"error": {"message": "maximum context length"}}'))
    with pytest.raises(MaterialTooLong):
        list(chat.structured("s", "u", SCHEMA))
    assert len(server.connections) == 1


def test_leaving_hangs_up(opened: Open) -> None:
    chat, server = opened(lambda connection: connection.wait_closed(20))
    with closing(cast("Generator[str]", chat.structured("s", "u", SCHEMA))) as asking:
        next(asking)
    assert hung_up(server.connections[0])
