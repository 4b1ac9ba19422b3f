from __future__ import annotations

import pytest

from qa.answer.assistant import Assistant
from qa.answer.library import Library
from qa.corpus.read import read_reports
from qa.index.build import build_store
from qa.places import load_gazetteer
from qa.prompts import load_prompts
from qa.records import Answer, Evidence, RefusalReason, Turn
from qa.settings import ROOT, RetrieveSettings, Settings
from tests.answer.fakes import RECIPE, ScriptedChat, last, shared_words
from tests.estimates import plainly
from tests.samples import PairEncoder

CHAT = ScriptedChat("由市长王建国作[1]。")
#: As found on the web, where cleaning ran the head together.
YUNNAN = (
    "2026年政府工作报告】——2026年1月28日在云南省第十四届人民代表大会第四次会议上省长王予波各位代表：\n"
    "现在，我代表省人民政府，向大会报告工作，请予审议，并请省政协委员提出意见。\n一、2025年工作回顾\n"
    "过去一年，全省地区生产总值增长4.1%，新建农村公路5000公里，粮食总产量达到1970万吨。\n二、2026年主要任务\n新建农村公路3000公里。"
)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("about")
    (folder / "云南.txt").write_text(YUNNAN, encoding="utf-8")
    paths = [ROOT / "seeds", ROOT / "tests/questions/reports/N1_宜昌市2021年政府工作报告.txt", folder / "云南.txt"]
    corpus = read_reports(paths, passage_chars=260)
    encoder, words, settings = PairEncoder(), shared_words(), RetrieveSettings()
    build_store(folder / "index", RECIPE, corpus.reports, corpus.passages, lambda: encoder, words)
    library = Library(
        folder / "index", RECIPE, encoder.encode_query, words, load_gazetteer(), settings, estimate=plainly
    )
    return Assistant(library, CHAT, load_prompts(Settings().prompts_dir), words, settings, "pairs")


def answered(assistant: Assistant, question: str, *history: Turn) -> Answer:
    answer = last(assistant.stream(question, history))
    texts = {report.id: report.text for report in assistant.reports()}
    for citation in answer.citations:
        assert texts[citation.report_id][citation.start : citation.end].strip() == citation.quote
        assert citation.quote in citation.text
    assert not CHAT.asked
    return answer


@pytest.mark.parametrize(
    ("question", "text", "line"),
    [
        (
            "张家口2024年的报告是谁作的？",
            "张家口市2024年政府工作报告由张家口市人民政府市长李克良作[1]。",
            "张家口市人民政府市长李克良",
        ),
        (
            "2018年包头的政府工作报告是哪天作的？",
            "包头市2018年政府工作报告于2018年1月6日作[1]。",
            "——2018年1月6日在包头市第十五届人民代表大会第一次会议上",
        ),
        (
            "张家口2017年报告是在第几届人大第几次会议上作的？",
            "张家口市2017年政府工作报告在张家口市第十四届人民代表大会第一次会议上作[1]。",
            "2017年4月10日在张家口市第十四届人民代表大会第一次会议上",
        ),
        (
            "武卫东是什么职务？",
            "张家口市2017年政府工作报告写明的报告人职务是张家口市人民政府市长[1]。",
            "张家口市人民政府市长武卫东",
        ),
        (
            "武卫东作的是哪年的报告？",
            "张家口市2017年政府工作报告由张家口市人民政府市长武卫东于2017年4月10日作[1][2]。",
            "2017年4月10日在张家口市第十四届人民代表大会第一次会议上",
        ),
        (
            "宜昌2021年的报告是谁作的？",
            "宜昌市2021年政府工作报告的报告人写作宜昌市人民政府市长，没有写明姓名[1]。",
            "宜昌市人民政府市长",
        ),
        ("云南省2026年的报告人是谁？", "云南省2026年政府工作报告由省长王予波作[1]。", YUNNAN.split("\n")[0]),
    ],
)
def test_answered_from_the_line(assistant: Assistant, question: str, text: str, line: str) -> None:
    answer = answered(assistant, question)
    assert (answer.answer, answer.mode, answer.refused) == (text, "extractive", False)
    assert answer.citations[0].quote == line


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("2007年张家口市政府工作报告是谁作的？", "没有写明报告人。"),
        ("承德2024年的报告是什么时候作的？", "没有写明作报告的日期。"),
        ("包头2018年报告的报告人是什么职务？", "没有写明报告人的职务。"),
    ],
)
def test_what_a_report_does_not_say_of_itself_is_not_made_up(assistant: Assistant, question: str, missing: str) -> None:
    answer = answered(assistant, question)
    assert (answer.refused, answer.refusal_reason) == (True, RefusalReason.NOT_STATED)
    assert answer.answer.endswith(missing)


def test_several_reports_are_a_table(assistant: Assistant) -> None:
    answer = answered(assistant, "张家口各年的报告分别由谁作？")
    assert "武卫东作[1]" in answer.answer and "李克良作[2]" in answer.answer
    assert "张家口市2007年政府工作报告的文本没有写明报告人" in answer.answer
    assert answer.table and next(row[1].text for row in answer.table.rows) == "未提及"


def test_a_follow_up_asks_the_same_of_another_report(assistant: Assistant) -> None:
    before = (Turn("user", "张家口2024年的报告是谁作的？"), Turn("assistant", "李克良。"))
    assert answered(assistant, "那承德呢？", *before).answer.endswith("没有写明报告人。")
    assert "2024年1月30日" in answered(assistant, "报告是哪天作的？", *before).answer


def test_evidence_comes_first(assistant: Assistant) -> None:
    first = next(iter(assistant.stream("张家口2024年的报告是谁作的？")))
    assert isinstance(first, Evidence) and first.hits
