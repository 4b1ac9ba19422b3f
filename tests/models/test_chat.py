"""The chat door against a server that misbehaves in every way a network and a model can."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import AsyncIterator

import pytest

from qa.errors import ModelUnavailable, SettingsError
from qa.models import client
from qa.models.chat import Chat, open_chat
from qa.settings import ChatSettings, Settings
from tests.models.asking import FOREVER, KEY, SLACK, Open, fails, hung_up, settings_for, text_of
from tests.models.scripted import (
    HEAD,
    KEPT_HEAD,
    Connection,
    Script,
    ScriptedServer,
    delta,
    promising,
    replying,
    speaking,
    streaming,
)


def test_streams_the_pieces_and_asks_as_documented(opened: Open) -> None:
    chat, server = opened(speaking(["增长", "5.2%", "。"]))
    pieces = list(chat.stream("规则", "问题", max_tokens=50, extra_body={"grammar": "root ::= x"}))
    assert [piece for piece in pieces if piece] == ["增长", "5.2%", "。"]
    body = server.connections[0].body
    assert [(m["role"], m["content"]) for m in body["messages"]] == [("system", "规则"), ("user", "问题")]
    expected = {"max_tokens": 50, "temperature": 0, "stream": True, "model": "m", "grammar": "root ::= x"}
    assert {key: body[key] for key in expected} == expected
    assert server.connections[0].header("Authorization") == f"Bearer {KEY}"


def test_max_tokens_never_exceeds_the_setting(opened: Open) -> None:
    chat, server = opened(speaking(["x"]), max_tokens=40)
    list(chat.stream("s", "u", max_tokens=10**6, extra_body={"max_tokens": 10**6}))
    assert server.connections[0].body["max_tokens"] == 40


def test_reasoning_is_not_shown(opened: Open) -> None:
    chat, _ = opened(speaking(["<thi", "nk>先想", "想</th", "ink>\n\n", "答案"]))
    assert "".join(chat.stream("s", "u")) == "答案"


def test_reasoning_field_and_tool_calls_are_ignored(opened: Open) -> None:
    call = {"index": 0, "id": "c", "type": "function", "function": {"name": "rm", "arguments": "{}"}}
    chat, _ = opened(streaming(delta("", reasoning_content="想"), delta(None, tool_calls=[call]), delta("好", "stop")))
    assert "".join(chat.stream("s", "u")) == "好"


def test_a_server_that_never_answers_misses_the_first_token_deadline(opened: Open) -> None:
    # Long enough for the request to be there, on any machine.
    chat, server = opened(lambda c: c.wait_closed(FOREVER), first_token_timeout=3.0)
    started = time.monotonic()
    pieces, error = fails(chat)
    assert not pieces and "3 秒没有开始回答" in str(error)
    assert 3.0 <= time.monotonic() - started < 3.0 + SLACK
    assert hung_up(server.connections[0])


def test_a_silent_model_gives_its_reader_chances_to_leave(opened: Open) -> None:
    def late(connection: Connection) -> None:
        time.sleep(0.5)
        speaking(["到了"])(connection)

    pieces = list(opened(late)[0].stream("s", "u"))
    assert pieces[0] == "" and "".join(pieces) == "到了"


def test_a_trickle_without_text_misses_the_first_token_deadline(opened: Open) -> None:
    def trickle(connection: Connection) -> None:
        connection.send(HEAD)
        while True:
            connection.chunk(b":")
            time.sleep(0.05)

    started = time.monotonic()
    pieces, error = fails(opened(trickle, first_token_timeout=0.6)[0])
    assert not pieces and "没有开始回答" in str(error)
    assert time.monotonic() - started < 0.6 + SLACK


def test_thinking_only_misses_the_first_token_deadline(opened: Open) -> None:
    def think(connection: Connection) -> None:
        connection.send(HEAD)
        connection.event(delta("<think>"))
        while True:
            connection.event(delta("嗯"))
            time.sleep(0.05)

    pieces, error = fails(opened(think, first_token_timeout=0.6)[0])
    assert not pieces and "没有开始回答" in str(error)


def test_an_endless_slow_answer_misses_the_total_deadline(opened: Open) -> None:
    def drip(connection: Connection) -> None:
        connection.send(HEAD)
        while True:
            connection.event(delta("字"))
            time.sleep(0.1)

    started = time.monotonic()
    pieces, error = fails(opened(drip, total_timeout=2.0)[0])
    assert len(pieces) > 1 and "2 秒没有答完" in str(error)
    assert time.monotonic() - started < 2.0 + SLACK


def test_a_library_that_fails_while_it_is_cancelled_missed_the_deadline_all_the_same(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def stumbling(*_: object) -> AsyncIterator[str]:
        yield "字"
        try:
            await asyncio.sleep(FOREVER)
        except asyncio.CancelledError as exc:
            raise RuntimeError("closed while reading") from exc

    monkeypatch.setattr(client, "texts", stumbling)
    pieces, error = fails(opened(speaking(["到了"]), total_timeout=0.6)[0])
    assert "".join(pieces) == "字" and "0.6 秒没有答完" in str(error)


def test_an_answer_that_ignores_max_tokens_is_cut_at_the_cap(opened: Open) -> None:
    def flood(connection: Connection) -> None:
        connection.send(HEAD)
        while True:
            connection.event(delta("字"))

    chat, _ = opened(flood, max_tokens=20)
    assert len([piece for piece in chat.stream("s", "u") if piece]) <= 21


def test_one_huge_piece_ends_the_answer(opened: Open) -> None:
    chat, _ = opened(streaming(delta("字" * 5000), delta("尾"), done=False), max_tokens=20)
    assert "尾" not in "".join(chat.stream("s", "u"))


@pytest.mark.parametrize(
    ("script", "says"),
    [
        (replying("401 Unauthorized", f'{{"error": {{"message": "bad key {KEY}"}}}}'.encode()), "拒绝了请求"),
        (replying("404 Not Found", b'{"error": {"message": "no such model"}}'), "拒绝了请求"),
        (replying("400 Bad Request", b'{"error": {"message": "exceeds the available context size"}}'), "上下文长度"),
        (replying("429 Too Many Requests\r\nRetry-After: 60", b"{}"), "出错（HTTP 429）"),
        (replying("500 Internal Server Error", b"<html>oops</html>", "text/html"), "出错（HTTP 500）"),
        (replying("200 OK", b"<html>login</html>", "text/html"), ""),
        (replying("200 OK", b""), ""),
        (streaming({"choices": []}), ""),
        (streaming(b"{not json"), ""),
        (streaming({"error": {"message": f"boom {KEY}", "code": 500}}), ""),
        (streaming(b"null"), ""),
        (streaming(delta("半句"), done=False), "中途断开"),
        (streaming(delta("半句"), done=True), "中途断开"),
        (streaming(delta("半句"), b'{"id": "1", "choi', done=False), ""),
        (lambda c: c.send(HEAD + b"5\r\ndata:"), "中途断开"),
        (lambda c: c.send(HEAD + b"8\r\ndata: \xe5\x8d"), "中途断开"),
        (lambda c: (c.send(HEAD), c.reset()), ""),
        (lambda c: c.send(b"garbage\r\n\r\n"), ""),
        (lambda c: None, ""),
    ],
)
def test_every_fault_is_told_in_chinese_without_secrets(opened: Open, script: Script, says: str) -> None:
    chat, server = opened(script)
    pieces, error = fails(chat)
    assert says in str(error) and "对话模型" in str(error)
    assert KEY not in str(error) and str(server.port) not in str(error) and "127.0.0.1" not in str(error)
    assert "".join(pieces) in ("", "半句")
    assert error.__cause__ is not None or "中途断开" in str(error)


def test_refused_twice_is_down_and_names_no_address() -> None:
    server = ScriptedServer(speaking(["x"]))
    server.close()
    chat = Chat("m", settings_for(server.url))
    _, error = fails(chat)
    chat.close()
    assert str(error) == "对话模型连接不上。"


def test_a_host_that_does_not_take_the_connection_is_down() -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full:
        waiting = [socket.socket() for _ in range(3)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(full.getsockname())
        chat = Chat("m", settings_for(f"http://127.0.0.1:{full.getsockname()[1]}", connect_timeout=0.2))
        _, error = fails(chat)
        chat.close()
        for one in waiting:
            one.close()
    assert str(error) == "对话模型连接不上。"


def test_closing_the_iterator_hangs_up_within_a_second(opened: Open) -> None:
    def begin(connection: Connection) -> None:
        connection.send(HEAD)
        connection.event(delta("一"))
        connection.wait_closed(FOREVER)

    chat, server = opened(begin)
    took = []
    for _ in range(3):
        stream = chat.stream("s", "u")
        while not next(stream):
            pass
        left = time.monotonic()
        stream.close()
        assert hung_up(server.connections[-1])
        took.append(time.monotonic() - left)
    assert min(took) < 1


def test_a_server_that_hangs_up_after_each_answer_loses_no_question(opened: Open) -> None:
    chat, server = opened(promising(["好"]))
    assert [text_of(chat) for _ in range(3)] == ["好"] * 3
    assert {connection.header("Connection") for connection in server.connections} == {"close"}


def test_who_asks_right_after_a_closed_stream_is_answered(opened: Open) -> None:
    def begin(connection: Connection) -> None:
        connection.send(KEPT_HEAD)
        connection.event(delta("一"))
        connection.wait_closed(FOREVER)

    chat, server = opened(promising(["好"]))
    for _ in range(3):
        server.script(begin, promising(["好"]))
        stream = chat.stream("s", "u")
        while not next(stream):
            pass
        stream.close()
        assert text_of(chat) == "好"


def test_closing_the_chat_ends_a_reader_that_waits(opened: Open) -> None:
    chat, _ = opened(lambda c: c.wait_closed(FOREVER))
    threading.Timer(0.2, chat.close).start()
    started = time.monotonic()
    fails(chat)
    assert time.monotonic() - started < SLACK
    with pytest.raises(ModelUnavailable):
        next(chat.stream("s", "u"))
    chat.close()


def test_a_proxy_of_the_machine_is_not_asked_for_a_local_server(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    chat, _ = opened(speaking(["直连"]))
    assert text_of(chat) == "直连"


def test_several_threads_stream_at_once(opened: Open) -> None:
    def echo(connection: Connection) -> None:
        connection.send(HEAD)
        for _ in range(5):
            connection.event(delta(connection.body["messages"][1]["content"]))
            time.sleep(0.02)
        connection.event(delta(None, "stop"))
        connection.end()

    chat, _ = opened(echo)
    answers: dict[str, str] = {}
    readers = [
        threading.Thread(target=lambda n=name: answers.update({n: "".join(chat.stream("s", n))})) for name in "甲乙丙丁"
    ]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert answers == {name: name * 5 for name in "甲乙丙丁"}


@pytest.mark.parametrize(
    ("script", "healthy"),
    [
        (replying("200 OK", b'{"object": "list", "data": []}'), True),
        (replying("404 Not Found", b"{}"), True),
        (replying("401 Unauthorized", b"{}"), False),
        (replying("503 Service Unavailable", b"{}"), False),
    ],
)
def test_health(opened: Open, script: Script, healthy: bool) -> None:
    chat, server = opened(script)
    assert chat.healthy() is healthy
    assert chat.healthy() is healthy
    assert len(server.connections) == 1, "the second answer is remembered"
    assert server.connections[0].header("Authorization") == f"Bearer {KEY}"


def test_a_model_that_does_not_say_is_not_healthy(opened: Open) -> None:
    chat, _ = opened(lambda c: c.wait_closed(FOREVER), connect_timeout=0.3)
    assert not chat.healthy()


def test_the_langchain_model_works_on_its_own(opened: Open) -> None:
    reply = b'{"id":"1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"ok"}}]}'
    chat, _ = opened(replying("200 OK", reply))
    assert chat.model.invoke("问").content == "ok"


def test_mode_none_opens_nothing_and_endpoint_needs_an_address() -> None:
    assert open_chat(Settings(chat=ChatSettings(mode="none"))) is None
    with pytest.raises(SettingsError, match="base_url"):
        open_chat(Settings(chat=ChatSettings(mode="endpoint")))


def test_open_chat_on_an_endpoint(opened: Open) -> None:
    _, server = opened(speaking(["好"]))
    chat = open_chat(Settings(chat=settings_for(server.url)))
    assert chat is not None and chat.name == "m"
    assert text_of(chat) == "好"
    chat.close()
