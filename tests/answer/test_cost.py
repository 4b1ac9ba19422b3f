"""Tokens of an answer: counted, paid for, and not spent twice."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from qa.answer.assistant import Assistant
from qa.answer.cost import Metered, Replies
from qa.answer.reply import LIMITED
from qa.errors import BudgetSpent, ModelUnavailable
from qa.records import Answer, Usage
from tests.answer.fakes import EVERYTHING, ScriptedChat, last, make_assistant

PROGRESS = "洛阳2019年农村公路建设有什么进展？"
GOOD = "2019年洛阳新建农村公路386公里[1]。"
COST = Usage(700, 20)


class Purse:
    def __init__(self, left: int = 10**6) -> None:
        self.left = left
        self.paid: list[Usage] = []

    def allows(self) -> bool:
        return self.left > 0

    def pay(self, usage: Usage) -> None:
        self.paid.append(usage)
        self.left -= usage.input + usage.output


def asked(assistant: Assistant, purse: Purse | None = None) -> Answer:
    return last(assistant.stream(PROGRESS, purse=purse))


def test_an_answer_says_what_its_server_counted(tmp_path: Path) -> None:
    purse = Purse()
    answer = asked(make_assistant(tmp_path, ScriptedChat(GOOD, used=COST)), purse)
    assert (answer.mode, answer.usage, purse.paid) == ("generated", COST, [COST])


def test_both_tries_are_counted_and_what_no_server_counts_is_estimated(tmp_path: Path) -> None:
    purse = Purse()
    chat = ScriptedChat("2019年洛阳新建农村公路999公里[1]。")
    answer = asked(make_assistant(tmp_path, chat), purse)
    assert (answer.mode, len(chat.asked), len(purse.paid)) == ("extractive", 2, 2)
    assert answer.usage.estimated and not answer.usage.cached
    assert answer.usage.input == sum(each.input for each in purse.paid)
    # Between a half and one token for each character.
    characters = sum(len(system) + len(user) for system, user in chat.asked)
    assert characters / 2 < answer.usage.input < characters


def test_a_quoted_answer_costs_nothing(tmp_path: Path) -> None:
    assert asked(make_assistant(tmp_path)).usage == Usage()


def test_with_nothing_left_to_spend_answers_are_quoted_and_say_so(tmp_path: Path) -> None:
    chat = ScriptedChat(GOOD, used=COST)
    assistant = make_assistant(tmp_path, chat)
    purse = Purse(left=1)
    first, second = asked(assistant, purse), asked(assistant, purse)
    # What was begun is finished.
    assert first.mode == "generated" and not first.usage.limited and LIMITED not in first.answer
    assert second.mode == "extractive" and second.answer.endswith(LIMITED)
    assert second.usage == Usage(limited=True)
    assert len(chat.asked) == 1


def test_what_needs_no_model_says_nothing_of_the_budget(tmp_path: Path) -> None:
    assistant = make_assistant(tmp_path, ScriptedChat(GOOD))
    answer = last(assistant.stream("你好", purse=Purse(left=0)))
    assert answer.usage == Usage() and LIMITED not in answer.answer


def test_who_asks_the_same_pays_nothing(tmp_path: Path) -> None:
    chat = ScriptedChat(GOOD, used=COST)
    assistant, purse = make_assistant(tmp_path, chat, kept=10), Purse()
    first, second = asked(assistant, purse), asked(assistant, purse)
    assert (second.answer, second.mode, second.model) == (first.answer, "generated", chat.name)
    assert second.usage == Usage(cached=True) and len(chat.asked) == 1
    # Also where nothing may be spent, and where the model is gone.
    chat.fail_after = 0
    assert asked(assistant, Purse(left=0)).usage == Usage(cached=True)


def test_nothing_is_kept_unless_it_is_set(tmp_path: Path) -> None:
    chat = ScriptedChat(GOOD, used=COST)
    assistant = make_assistant(tmp_path, chat)
    assert [asked(assistant).usage for _ in range(2)] == [COST, COST]


def test_what_did_not_hold_is_asked_again(tmp_path: Path) -> None:
    chat = ScriptedChat("2019年洛阳新建农村公路999公里[1]。", used=COST)
    assistant = make_assistant(tmp_path, chat, EVERYTHING, kept=10)
    assert asked(assistant).mode == "extractive"
    chat.text = GOOD
    assert asked(assistant).mode == "generated"


def test_the_latest_replies_are_kept() -> None:
    replies = Replies(2)
    for key in "甲乙":
        replies.keep(key, key)
    assert replies.find("甲") == "甲"
    replies.keep("丙", "丙")
    replies.keep("丁", "长" * 10_000)
    assert [replies.find(key) for key in "甲乙丙丁"] == ["甲", None, "丙", None]


def test_a_reader_who_leaves_pays_for_what_was_written() -> None:
    purse = Purse()
    metered = Metered(ScriptedChat(GOOD), Replies(5), purse)
    with closing(metered.stream("规则", "问题")) as pieces:
        next(pieces)
    (paid,) = purse.paid
    assert paid.estimated and paid.input and paid.output <= 1
    # Half a reply is none to keep.
    assert "".join(metered.stream("规则", "问题")) == GOOD and len(purse.paid) == 2


@pytest.mark.parametrize(("fails", "paid"), [(0, 0), (3, 1)])
def test_what_was_never_begun_costs_nothing(fails: int, paid: int) -> None:
    purse = Purse()
    metered = Metered(ScriptedChat(GOOD, fail_after=fails), Replies(5), purse)
    with pytest.raises(ModelUnavailable):
        list(metered.stream("规则", "问题"))
    assert len(purse.paid) == paid


def test_an_empty_purse_asks_nothing() -> None:
    chat = ScriptedChat(GOOD)
    metered = Metered(chat, Replies(5), Purse(left=0))
    with pytest.raises(BudgetSpent):
        list(metered.structured("规则", "问题", {"type": "object"}))
    assert not chat.asked and metered.usage.limited
