from __future__ import annotations

import re

import pytest

from qa.answer.assistant import Assistant
from qa.question.kind import kind_of
from qa.records import Answer, Kind
from tests.answer.fakes import assistant_over, last

TEXT = """洛阳市2020年政府工作报告
各位代表：
现在，我代表市人民政府向大会报告工作，请予审议。
一、2019年工作回顾
2019年，全市地区生产总值增长7.8%。工业稳中有进，获评国家装配式建筑示范城市。新建农村公路386公里，改造危桥52座。
2019年，文化旅游提质升级，博物馆接待游客百万人次，入选全国城市设计试点。去年全年举办展会62次。
2015年以来，棚户区改造受益居民28万人，获评全国棚户区改造示范城市。
发展中还面临不少困难和问题。主要是：产业层次偏低，龙头企业不多；创新能力不强，人才短缺；财政收支矛盾突出，债务任务艰巨。
下岗职工先领取基本生活费；三年后未就业的转领失业保险金；两年后仍未就业的转领最低生活费。这“三条保障线”是社会保障制度的重要组成部分。
二、2020年工作安排
重点推进四个方面工作：
（一）全力推进产业升级。把制造业摆在首位，新建园区两个，引进企业二十家。今年还要抓好三件事：一是技术改造；二是数字转型；三是品牌建设。
（二）全力推进乡村振兴。粮食产量稳定在百万吨，建成高标准农田十万亩。
（三）全力推进生态治理。造林十万亩，治理河道三十公里。
（四）全力推进民生改善。新建学校三所，改造医院两所。
优化各县资源配置。推动栾川做强旅游业，建设全域景区。支持新安发展清洁能源和新材料。发挥偃师区位优势，发展现代物流。栾川、新安、偃师都要办好消费节。
重点抓好“三类建设”：环城高速、龙门大道等一批路网项目；变电站等一批供电工程；图书馆等一批文化设施。
政府工作要做到三点要求。一要解放思想、创新施政。二要增强本领、科学理政。三要正风肃纪、从严治政。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("lists"), TEXT, "洛阳.txt")


def ask(assistant: Assistant, question: str) -> Answer:
    """The answer; each of its citations is in the text and quotes the report where it says."""
    answer = last(assistant.stream(question))
    (report,) = assistant.reports()
    marks = {int(number) for number in re.findall(r"\[(\d+)\]", answer.answer)}
    assert sorted(marks) == [citation.number for citation in answer.citations]
    for citation in answer.citations:
        assert report.text[citation.start : citation.end].strip() == citation.quote
        assert citation.quote in citation.text
        shown = [part for part in re.split("[“”\n]", answer.answer) if part.strip("- ：。")]
        assert any(re.sub(r"^- |\[\d+\]", "", part) in citation.quote for part in shown)
    return answer


def quotes(answer: Answer) -> list[str]:
    return [citation.quote.rstrip("。；：") for citation in answer.citations]


def test_an_announced_enumeration_is_shown_item_by_item(assistant: Assistant) -> None:
    answer = ask(assistant, "洛阳2020年重点推进的四个方面工作是哪四个？")
    assert answer.answer.splitlines() == [
        "洛阳市2020年报告，2020年目标：“重点推进四个方面工作”[1]：",
        "- 全力推进产业升级[2]",
        "- 全力推进乡村振兴[3]",
        "- 全力推进生态治理[4]",
        "- 全力推进民生改善[5]",
    ]


def test_the_number_asked_for_tells_enumerations_apart(assistant: Assistant) -> None:
    answer = ask(assistant, "洛阳2020年产业升级要抓好哪三件事？")
    assert quotes(answer)[1:] == ["技术改造", "数字转型", "品牌建设"]


def test_a_bare_announcement_comes_with_the_sentence_before(assistant: Assistant) -> None:
    answer = ask(assistant, "洛阳发展中面临哪些困难和问题？")
    assert quotes(answer) == [
        "发展中还面临不少困难和问题",
        "主要是",
        "产业层次偏低，龙头企业不多",
        "创新能力不强，人才短缺",
        "财政收支矛盾突出，债务任务艰巨",
    ]


def test_a_number_that_is_not_asked_for_does_not_count(assistant: Assistant) -> None:
    answer = ask(assistant, "洛阳2020年对政府工作提出的是哪三点要求？（不是那四个方面）")
    assert quotes(answer)[-3:] == ["解放思想、创新施政", "增强本领、科学理政", "正风肃纪、从严治政"]


def test_a_question_about_one_item_is_not_answered_with_all(assistant: Assistant) -> None:
    answer = ask(assistant, "洛阳2020年有哪些路网项目？")
    assert "环城高速" in answer.answer and "图书馆" not in answer.answer
    everything = ask(assistant, "洛阳2020年重点抓好的“三类建设”是哪三类？")
    assert "环城高速" in everything.answer and "图书馆" in everything.answer


def test_each_name_gets_the_sentence_about_it_alone(assistant: Assistant) -> None:
    answer = ask(assistant, "2020年对栾川、新安和偃师几个县分别怎么定位？")
    assert quotes(answer) == [
        "推动栾川做强旅游业，建设全域景区",
        "支持新安发展清洁能源和新材料",
        "发挥偃师区位优势，发展现代物流",
    ]


def test_honours_of_just_that_year(assistant: Assistant) -> None:
    answer = ask(assistant, "2019年洛阳获评或入选了哪些全国性的试点、示范城市？")
    assert len(answer.citations) == 2
    assert "装配式建筑示范城市" in answer.answer and "城市设计试点" in answer.answer
    assert "棚户区" not in answer.answer


def test_what_sums_up_comes_with_what_it_sums_up(assistant: Assistant) -> None:
    answer = ask(assistant, "洛阳的“三条保障线”是哪三条？")
    assert quotes(answer) == [
        "下岗职工先领取基本生活费",
        "三年后未就业的转领失业保险金",
        "两年后仍未就业的转领最低生活费",
        "这“三条保障线”是社会保障制度的重要组成部分",
    ]


def test_sentences_between_two_of_an_explanation_belong_to_it(assistant: Assistant) -> None:
    answer = ask(assistant, "洛阳为什么建设全域景区、发展现代物流？")
    assert quotes(answer) == [
        "推动栾川做强旅游业，建设全域景区",
        "支持新安发展清洁能源和新材料",
        "发挥偃师区位优势，发展现代物流",
    ]


def test_a_fact_is_answered_as_before(assistant: Assistant) -> None:
    answer = ask(assistant, "洛阳2019年新建了多少公里农村公路？")
    assert "386公里" in answer.answer and "- " not in answer.answer


@pytest.mark.parametrize(
    "question",
    ["今年重点推进的是哪十个方面？不是今后五年那七个", "要抓好哪“四项建设”？", "重点抓好的五件事是什么？"],
)
def test_questions_for_so_many_things_ask_for_a_list(question: str) -> None:
    assert kind_of(question, 1, 2 if "五年" in question else 1) is Kind.LIST
