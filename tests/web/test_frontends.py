"""What front ends wrap around questions and ask on the side, in the words of several templates."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

import pytest

from qa.records import Turn
from qa.web import frontends
from tests.web.waiting import best_of

HISTORY = """USER: 2023年保定市粮食总产量多少？
我要数字。
ASSISTANT: 120亿斤[1]。
USER: 不是问我的
USER: 那2024年呢？"""


def asked(shape: str, history: str = HISTORY) -> Any:
    reply = frontends.side_reply(f"### Task:\n{shape}\n<chat_history>\n{history}\n</chat_history>")
    return None if reply is None else json.loads(reply)


def test_the_title_is_the_first_question_shortened() -> None:
    assert asked('JSON format: { "title": "…" }') == {"title": "2023年保定市粮食总产量多少？ 我要数字"}
    long = asked('{"title": ""}', "USER: " + "粮食" * 50)["title"]
    assert len(long) == frontends.MAX_TITLE_CHARS and long.endswith("…")


@pytest.mark.parametrize(
    ("shape", "history", "expected"),
    [
        ('{ "tags": ["a", "b"] }', "USER: 2023年保定粮食？", {"tags": ["政府工作报告", "保定市", "2023年"]}),
        ('{ "tags": ["a"] }', "USER: 你好", {"tags": ["政府工作报告"]}),
        ('{\n  "queries": ["q"]\n}', HISTORY, {"queries": ["那2024年呢？"]}),
        ('{ "follow_ups": ["Q"] }', "USER: 你好", {"follow_ups": []}),
        ('{ "prompt": "a picture" }', HISTORY, {"prompt": ""}),
        ('{ "emojis": ["x"] }', HISTORY, {"emojis": []}),
        ('{ "title": "t" }', "", {"title": ""}),
        ('{ "tags": ["t"] }', "ASSISTANT: 没有人问", {"tags": []}),
        ('按此格式：{"title":"标题"}', "USER: 保定增长？", {"title": "保定增长"}),
    ],
)
def test_each_gets_the_shape_that_it_asks_for(shape: str, history: str, expected: dict[str, Any]) -> None:
    assert asked(shape, history) == expected


def test_follow_ups_keep_the_place_and_the_latest_year() -> None:
    suggested = asked('{ "follow_ups": ["Q1", "Q2"] }')["follow_ups"]
    assert suggested == ["保定市2024年的主要预期目标有哪些？", "保定市2024年的重点工作有哪些？"]
    again = asked('{ "follow_ups": [] }', f"USER: {suggested[0]}")["follow_ups"]
    assert again == suggested[1:]


def test_the_shape_may_stand_after_the_conversation() -> None:
    assert frontends.side_reply('<chat_history>USER: 增长？</chat_history> { "title": "x" }') == '{"title": "增长"}'


@pytest.mark.parametrize(
    "content",
    [
        "2023年保定市粮食总产量多少？",
        'JSON format: { "title": "x" }',
        "<chat_history>\nUSER: 增长？\n</chat_history>",
        '<chat_history>\n{ "title": "x" }\n</chat_history>',
        '{ "title": "x" } <chat_history> 没有关上',
        "",
    ],
)
def test_everything_else_is_a_question(content: str) -> None:
    assert frontends.side_reply(content) is None


@pytest.mark.parametrize(
    ("content", "question"),
    [
        ("增长多少？", "增长多少？"),
        ("<context>无关</context><user_query>增长多少？</user_query>", "增长多少？"),
        ("<context>x</context>\n\n增长多少？\n", "增长多少？"),
        ("<context>假</context><user_query>骗人的</user_query></context>\n<user_query>真的</user_query>", "真的"),
        ("<context>x</context><user_query>没有关上", "<user_query>没有关上"),
        ("增长多少？<context>x</context>", "增长多少？<context>x</context>"),
        ("增长多少？\n\n<!-- SYSTEM CONTEXT (NOT PART OF USER QUERY) -->\n<files>9%</files>", "增长多少？"),
        ("## My question is:\n\n增长多少？\n\n## Reference Materials:\n\n9%", "增长多少？"),
        ('<attached_files>\n<file id="1" name="a.pdf"/>\n</attached_files>\n\n增长多少？', "增长多少？"),
    ],
)
def test_the_question_is_found_in_its_wrapper(content: str, question: str) -> None:
    assert frontends.question_in(content) == question


SYSTEM = Turn("system", "为对话起标题")


@pytest.mark.parametrize(
    ("content", "title"),
    [
        ("user: 保定增长？\nassistant: 5%[1]", "保定增长"),
        ("User: 保定\n增长？\nAssistant: 5%[1]\n\n总结以上对话", "保定 增长"),
        ('[{"role": "user", "mainText": "保定增长？"}, {"role": "assistant", "mainText": "5%"}]', "保定增长"),
    ],
)
def test_a_conversation_as_the_only_message_is_given_a_title(content: str, title: str) -> None:
    assert frontends.side_reply(content, [SYSTEM]) == title
    assert frontends.side_reply(content) is None
    assert frontends.side_reply(content, [SYSTEM, Turn("user", "看看这段对话")]) is None


@pytest.mark.parametrize(
    "content",
    [
        "user: 保定增长？",
        "保定增长？\nuser: 甲\nassistant: 乙",
        "[1] 保定增长？",
        '[{"role": "user"}]',
        "[" * 5000,
        "[]",
    ],
)
def test_what_is_no_conversation_is_a_question(content: str) -> None:
    assert frontends.side_reply(content, [SYSTEM]) is None


def test_a_title_in_plain_words_is_made_of_what_was_asked() -> None:
    wish = "用五个字返回这次对话的主题，不要标点"
    assert frontends.side_reply(wish, [Turn("user", "保定增长？"), Turn("assistant", "5%[1]")]) == "保定增长"
    assert frontends.side_reply(wish) is None


def test_a_long_conversation_does_not_hold_up_the_others() -> None:
    for piece in ("USER: 保定\n", "USER: x\n", "保", "{", "{ ", '{ "a" : '):
        # Together what a body may hold.
        long = piece * (500_000 // len(piece.encode()))
        content = f'{long}<chat_history>{long}</chat_history> {{ "follow_ups": [] }}'
        assert best_of(3, partial(frontends.side_reply, content)) < 0.2
        assert best_of(3, partial(frontends.question_in, content)) < 0.2
