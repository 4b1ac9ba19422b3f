"""Whole reports summed up."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from qa.answer.assistant import Assistant, Chat
from qa.answer.library import Library
from qa.corpus.read import read_reports
from qa.index.build import build_store
from qa.places import load_gazetteer
from qa.profile import CAPABLE, SMALL, Profile
from qa.prompts import load_prompts
from qa.records import Kind, RefusalReason, Turn
from qa.settings import ROOT, RetrieveSettings, Settings
from tests.answer.cited import asked
from tests.answer.fakes import RECIPE, ScriptedChat, shared_words
from tests.estimates import plainly
from tests.samples import PairEncoder

ZHANGJIAKOU = "总结张家口2024年报告"
WRITTEN = (
    "张家口市2023年经济稳步增长，地区生产总值增长5.1%，一般公共预算收入增长7.7%[{gdp}]。\n"
    "旅游接待超越疫情前水平，接待游客突破8900万人次，旅游总收入1049亿元[{tourism}]。"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("summary")
    corpus = read_reports([ROOT / "seeds"], passage_chars=260)
    encoder = PairEncoder()
    build_store(folder, RECIPE, corpus.reports, corpus.passages, lambda: encoder, shared_words())
    return folder


def opened(folder: Path, chat: Chat | None = None, profile: Profile = SMALL) -> Assistant:
    encoder, words, settings = PairEncoder(), shared_words(), RetrieveSettings()
    library = Library(folder, RECIPE, encoder.encode_query, words, load_gazetteer(), settings, estimate=plainly)
    return Assistant(library, chat, load_prompts(Settings().prompts_dir), words, settings, "pairs", profile)


@pytest.fixture(scope="module")
def quoting(folder: Path) -> Assistant:
    return opened(folder)


def test_a_report_at_a_glance_with_a_citation_for_each_point(quoting: Assistant) -> None:
    answer = asked(quoting, ZHANGJIAKOU)
    assert (answer.mode, answer.plan.kind, answer.refused) == ("extractive", Kind.EXPLAIN, False)
    head, *lines = answer.answer.splitlines()
    assert head == "张家口市2024年政府工作报告要点："
    assert "地区生产总值增长5.1%[1]" in lines[0] and "2023年主要结果" in lines[0]
    assert all(figure.status == "quoted" for figure in answer.figures) and answer.figures
    assert {citation.report_year for citation in answer.citations} == {2024}


def test_targets_and_tasks_come_after_the_results(quoting: Assistant) -> None:
    lines = asked(quoting, "请概括一下承德2024年政府工作报告的主要内容").answer.splitlines()
    assert [line[:10] for line in lines[1:4]] == ["2023年主要结果：", "2024年主要目标：", "主要任务（9项）："][
        :3
    ] or lines
    assert "地区生产总值增长6%左右" in lines[2]
    assert len([line for line in lines if re.fullmatch(r"- .+\[\d+\]", line)]) == 9


@pytest.mark.parametrize(
    "question", ["总结一下张家口的政府工作报告", "张家口的报告讲了什么？", "给我概括一下张家口市政府工作报告"]
)
def test_without_a_year_it_is_the_latest(quoting: Assistant, question: str) -> None:
    assert asked(quoting, question).answer.startswith("张家口市2024年政府工作报告要点")


def test_two_reports_are_summed_up_one_after_the_other(quoting: Assistant) -> None:
    text = asked(quoting, "总结张家口和承德2024年的政府工作报告").answer
    assert text.index("张家口市2024年政府工作报告要点") < text.index("承德市2024年政府工作报告要点")


def test_which_report_is_asked_back_where_several_could_be_meant(quoting: Assistant) -> None:
    answer = asked(quoting, "总结一下政府工作报告")
    assert answer.refusal_reason is RefusalReason.NOT_STATED and "要总结哪一份没有说明" in answer.answer


def test_what_differs_between_the_targets_of_two_reports(quoting: Assistant) -> None:
    answer = asked(quoting, "承德和包头的主要目标有什么不同？")
    lines = answer.answer.splitlines()
    assert [line for line in lines if line.endswith("要点：")] == [lines[0], lines[2]] and len(lines) == 4
    assert "2024年主要目标：" in lines[1] and "2018年主要目标：" in lines[3]


def test_this_report_is_that_of_the_question_before(quoting: Assistant) -> None:
    answer = asked(quoting, "总结一下这份报告", Turn("user", "张家口2017年报告里地区生产总值是多少？"))
    assert answer.answer.startswith("张家口市2017年政府工作报告要点")


def test_a_topic_of_a_report_is_told_in_its_sentences(quoting: Assistant) -> None:
    answer = asked(quoting, "总结包头2018年报告里的旅游工作")
    assert answer.plan.scopes[0].query == "旅游" and "要点：" not in answer.answer
    assert len(answer.citations) >= 2 and all("旅游" in citation.quote for citation in answer.citations)


def test_what_is_not_there_is_not_summed_up(quoting: Assistant) -> None:
    assert asked(quoting, "总结唐山2024年政府工作报告").refusal_reason is RefusalReason.NO_REPORT_FOR_PLACE


class Reader(ScriptedChat):
    """Writes ``WRITTEN`` (or ``text``) with the numbers that the sentences have before it."""

    def __init__(self, text: str = WRITTEN) -> None:
        super().__init__()
        self.written = text

    def stream(self, system, user, *, max_tokens=None):  # type: ignore[no-untyped-def]
        marks = {}
        for name, words in (("gdp", "地区生产总值增长5.1%"), ("tourism", "8900万人次")):
            found = re.search(rf"\[(\d+)\][^\n]*{words}", user)
            marks[name] = found[1] if found else "0"
        self.text = self.written.format(**marks)
        return super().stream(system, user, max_tokens=max_tokens)


def test_a_capable_model_reads_figures_headings_and_what_stands_below_them(folder: Path) -> None:
    chat = Reader()
    answer = asked(opened(folder, chat, CAPABLE), ZHANGJIAKOU)
    assert (answer.mode, answer.model, len(answer.citations)) == ("generated", "scripted", 2)
    assert answer.answer.startswith("张家口市2023年经济稳步增长")
    [(_, shown)] = chat.asked
    assert "■ 张家口市2024年报告" in shown and "数据表" in shown and f"问题：{ZHANGJIAKOU}" in shown


def test_what_it_makes_up_gives_way_to_the_glance(folder: Path) -> None:
    chat = Reader("张家口市2023年地区生产总值增长9.9%[{gdp}]。")
    answer = asked(opened(folder, chat, CAPABLE), ZHANGJIAKOU)
    assert answer.mode == "extractive" and answer.answer.startswith("张家口市2024年政府工作报告要点")
    assert len(chat.asked) == CAPABLE.tries


@pytest.mark.parametrize(("text", "fail"), [("材料中没有提到要总结的内容。", None), ("", 0)])
def test_where_it_declines_or_fails_the_report_is_told_at_a_glance(folder: Path, text: str, fail: int | None) -> None:
    chat = ScriptedChat(text, fail_after=fail)
    assert asked(opened(folder, chat, CAPABLE), ZHANGJIAKOU).answer.startswith("张家口市2024年政府工作报告要点")


def test_a_small_model_is_not_asked_to_sum_up(folder: Path) -> None:
    chat = ScriptedChat("随便")
    assert asked(opened(folder, chat, SMALL), ZHANGJIAKOU).mode == "extractive" and not chat.asked
