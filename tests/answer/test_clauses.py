"""The part of a sentence that is shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa.answer.asks import told_in
from qa.answer.clauses import answering, merged, reaching, relied_on, trimmed, widened
from qa.answer.evidence import Numbered
from qa.answer.pieces import clauses
from qa.question.asks import asks_in
from qa.question.parts import pairs
from qa.records import Aspect, Hit, Kind, Passage, Plan, Role, Scope, Scores, Sentence
from tests.answer.samples import read

_HARVEST = "新建高标准农田348.8万亩，完成大中型灌区改造222.2万亩，粮食产量达到732.5亿斤、创历史新高，生猪出栏6248万头。"


def _item(text: str, part: tuple[int, int] | None = None, number: int = 1) -> Numbered:
    sentence = Sentence(0, len(text), (2025,), Aspect.RESULT)
    passage = Passage("p", "r", "报告", "四川省", 2026, (), Role.REVIEW, (2025,), None, 0, len(text), text, (sentence,))
    return Numbered(number, Hit(passage, Scores(1.0), ((sentence, 1.0),)), sentence, 1.0, parts=(part,) if part else ())


def _plan(question: str) -> Plan:
    return read(Plan(question, Kind.FACT, ("四川省",), (2025,), (), None, (Scope(question),)))


def test_clauses_tile_the_text_and_keep_brackets_numbers_and_quotations_whole() -> None:
    text = "投资1,200万元，“好，更好”行动（一期，二期）启动；完工。"
    spans = clauses(text)
    assert "".join(text[start:end] for start, end in spans) == text
    assert [text[start:end] for start, end in spans] == [
        "投资1,200万元，",
        "“好，更好”行动（一期，二期）启动；",
        "完工。",
    ]


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("生猪出栏多少头？", "生猪出栏6248万头"),
        ("粮食产量是多少亿斤？", "粮食产量达到732.5亿斤、创历史新高"),
        ("大中型灌区改造了多少万亩？", "完成大中型灌区改造222.2万亩"),
    ],
)
def test_one_clause_is_shown_where_it_answers(question: str, shown: str) -> None:
    start, end = answering(asks_in(question), pairs(question), _HARVEST)
    assert trimmed(_HARVEST[start:end]) == shown


def test_a_second_thing_asked_is_shown_with_the_first() -> None:
    question = "四川2025年粮食产量多少亿斤，生猪出栏多少头？"
    start = _HARVEST.index("粮食")
    item = widened(_plan(question), _item(_HARVEST, (start, _HARVEST.index("生猪"))))
    assert trimmed(item.shown) == "粮食产量达到732.5亿斤、创历史新高，生猪出栏6248万头"


def test_two_parts_of_one_sentence_are_quoted_once() -> None:
    [item] = merged([_item(_HARVEST, (0, 10)), _item(_HARVEST, (20, 30)), None])
    assert item.parts == ((0, 10), (20, 30))
    assert item.shown == "新建高标准农田348……灌区改造222.2万"


@pytest.mark.parametrize(
    ("question", "text", "told"),
    [
        ("PM2.5浓度是多少微克每立方米？", "PM2.5浓度下降19%", False),
        ("PM2.5浓度是多少微克每立方米？", "PM2.5浓度28.5微克每立方米", True),
        ("新增了多少万千瓦装机？", "总装机达到8041.6万千瓦", False),
        ("总装机多少万千瓦？", "新增装机350万千瓦", False),
        ("总装机多少万千瓦？", "总装机达到8041.6万千瓦", True),
        ("一共花了多少钱？", "完成52家企业的改制任务", False),
        ("一共花了多少钱？", "投入资金31.08亿元", True),
        ("鲜切花产量是多少亿枝？", "花卉产量全球第一、优质鲜切花占比60%", False),
        ("吞吐了多少万标准箱？", "吞吐量达到5506.3万标准箱", True),
        ("营业收入有多少亿元？", "营业收入增长3倍以上", False),
    ],
)
def test_only_a_figure_of_the_kind_asked_for_answers(question: str, text: str, told: bool) -> None:
    assert told_in(asks_in(question)[0], text) is told


@pytest.mark.parametrize(
    ("claim", "shown"),
    [
        ("四川省2025年生猪出栏6248万头", "生猪出栏6248万头。"),
        ("粮食产量732.5亿斤，灌区改造222.2万亩", "完成大中型灌区改造222.2万亩，粮食产量达到732.5亿斤、创历史新高，"),
        ("四川省推进高标准农田建设", "新建高标准农田348.8万亩，"),
        ("别的事", _HARVEST),
    ],
)
def test_a_claim_is_quoted_from_the_clauses_it_rests_on(claim: str, shown: str) -> None:
    assert relied_on(claim, _item(_HARVEST)).shown == shown


def test_what_a_part_tells_already_needs_no_more_of_the_sentence() -> None:
    text = "高新技术企业超6.1万家，入选独角兽企业195家，新增境内上市公司29家、占全国增量的1/4。"
    part = (text.index("新增"), len(text))
    item = widened(_plan("去年新上市的公司有几家？占全国多大比例？"), _item(text, part), whole=True)
    assert item.parts == (part,)


def test_what_another_search_answers_is_left_to_it() -> None:
    text = "护理型床位占比65%以上，农村孝老食堂覆盖率达到70%以上。"
    plan = _plan("替多少残疾人买保险？护理型床位占多少？")
    plan = replace(plan, scopes=(Scope("护理型床位占多少"),))
    item = widened(plan, _item(text, (0, text.index("农村"))), whole=True, alone=True)
    assert trimmed(item.shown) == "护理型床位占比65%以上"


def test_a_whole_sentence_reaches_no_further() -> None:
    item = _item(_HARVEST)
    assert reaching(item, "生猪出栏多少头", True) is item
    part = replace(item, parts=((0, _HARVEST.index("完成")),))
    assert trimmed(reaching(part, "灌区改造了多少", True).shown).endswith("222.2万亩")
