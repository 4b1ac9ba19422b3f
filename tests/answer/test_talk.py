from __future__ import annotations

import re

import pytest

from qa.answer.assistant import Assistant
from qa.answer.talk import examples, held, out_of_scope_text, talk_reply
from qa.question.catalog import Catalog
from qa.records import Kind, Passage, RefusalReason, Talk, Turn
from tests.answer.fakes import ScriptedChat, last, make_assistant, reports
from tests.samples import make_report


@pytest.fixture(scope="module")
def chat() -> ScriptedChat:
    return ScriptedChat("编造的答案[1]。")


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory, chat: ScriptedChat) -> Assistant:
    return make_assistant(tmp_path_factory.mktemp("talk"), chat)


def passages_of(report_id: str) -> tuple[Passage, ...]:
    return tuple(passage for passage in reports()[1] if passage.report_id == report_id)


CATALOG = Catalog(reports()[0], {})


@pytest.mark.parametrize("text", ["你好", "谢谢！", "你能做什么", "再见"])
def test_courtesy_is_answered_without_searching_or_the_model(
    assistant: Assistant, chat: ScriptedChat, text: str
) -> None:
    events = list(assistant.stream(text))
    answer = last(iter(events))
    assert len(events) == 1
    assert (answer.refused, answer.refusal_reason, answer.mode) == (False, None, "extractive")
    assert (answer.citations, answer.plan.kind, answer.model) == ((), Kind.TALK, None)
    assert "政府工作报告" in answer.answer and not chat.asked


@pytest.mark.parametrize("talk", [Talk.GREETING, Talk.THANKS, Talk.ABILITY])
def test_reply_says_what_there_is_and_gives_examples(talk: Talk) -> None:
    text = talk_reply(talk, CATALOG, passages_of)
    assert "洛阳市（2019、2020年）" in text and "大同市（2020年）" in text
    assert len(re.findall("“[^”]+？”", text)) == 3


def test_examples_can_be_answered(assistant: Assistant) -> None:
    asked = examples(CATALOG, passages_of)
    assert len(set(asked)) == 3
    for question in asked:
        answer = last(assistant.stream(question))
        assert not answer.refused and answer.citations, question


def test_examples_are_of_the_reports_at_hand() -> None:
    report, passages = make_report("宜昌市", 2023, ["粮食总产量达到88万吨。"], ["新建幼儿园12所。"])
    asked = examples(Catalog((report,), {}), lambda _: passages)
    assert asked[0] == "宜昌市2022年粮食总产量是多少？"
    assert all("宜昌市" in question and re.search("202[23]", question) for question in asked)


def test_empty_store_says_so() -> None:
    assert held(Catalog((), {})) == "目前还没有收录任何报告。"
    assert "可以这样问" not in talk_reply(Talk.GREETING, Catalog((), {}), lambda _: ())


def test_many_places_are_counted() -> None:
    made = [make_report(f"{name}市", 2020 + i % 3, ["增长1%。"], [])[0] for i, name in enumerate("甲乙丙丁戊己庚辛")]
    assert held(Catalog(made, {})) == "现有8个地方的8份报告，2020—2022年：甲市、乙市、丙市、丁市、戊市、己市等。"


@pytest.mark.parametrize(
    ("text", "named"), [("今天天气怎么样", "天气"), ("哪个市长更好", "评价"), ("帮我订一家酒店", "服务范围")]
)
def test_what_is_out_of_scope_gets_an_honest_no(assistant: Assistant, text: str, named: str) -> None:
    answer = last(assistant.stream(text))
    assert (answer.refused, answer.refusal_reason) == (True, RefusalReason.OUT_OF_SCOPE)
    assert named in answer.answer and "无法" in answer.answer and "可以这样问" in answer.answer


def test_unknown_talk_out_of_scope_is_refused_too() -> None:
    assert "服务范围" in out_of_scope_text(None, CATALOG, passages_of)


def test_a_courtesy_in_between_does_not_break_a_conversation(assistant: Assistant) -> None:
    history = (
        Turn("user", "洛阳2019年新建了多少公里农村公路？"),
        Turn("assistant", "386公里"),
        Turn("user", "谢谢"),
        Turn("assistant", "不客气"),
    )
    plan = last(assistant.stream("那大同呢？", history)).plan
    assert plan.places == ("大同市",) and "农村公路" in plan.scopes[0].query
