from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from qa.evaluate.answers import Reader, Verdict, invented, mark_answer, refusal_phrases, written
from qa.evaluate.questions import load
from qa.evaluate.quotes import shown as visible
from qa.evaluate.system import Outcome
from tests.evaluate.fakes import outcome, question, refusable

ROOT = Path(__file__).resolve().parents[2]
PHRASES = ("没有", "未提")


@pytest.mark.parametrize(
    ("item", "text", "expected"),
    [
        ("5家", "新创建5家", True),
        ("5家", "新创建15家", False),
        ("5家", "新创建1.5家", False),
        ("5家", "新 创建 ５ 家", True),
        ("112", "认定112家", True),
        ("112", "认定1124家", False),
        ("12", "增长12.8%", False),
        ("12.8", "增长112.8%", False),
        ("1065", "共1,065公里", True),
        ("2.8万", "12.8万人", False),
        ("城镇化率为5", "城镇化率为54.2%", True),
        ("29个", "２９個市場", True),
        ("基金+", "“基金＋”模式", True),
        ("Fengning", "FENGNING county", True),
        ("绿肺", "绿 肺", True),
    ],
)
def test_written(item: str, text: str, expected: bool) -> None:
    assert written(item, visible(text)) is expected


@pytest.mark.parametrize(
    ("item", "gold", "answer", "expected"),
    [
        ("1510", "支出1510亿元", "支出1510亿元", True),
        ("1510", "支出1510亿元", "支出1510万元", False),
        ("1510", "支出1510亿元", "支出151000000000元", True),
        ("1510", "支出1510亿元", "支出1510", True),
        ("18.7", "增长18.7%", "增长18.7个百分点", False),
        ("18.7", "增长18.7%", "增长百分之十八点七", True),
        ("0.6", "快0.6个百分点", "快0.6%", False),
        ("117", "项目117个", "项目117项", True),
        ("117", "117 projects", "117 projects in all", True),
        ("385.2", "385.2亿元", "38.52 billion yuan", False),
        ("20万平方米", "20万平方米", "二十万平方米", True),
        ("20万平方米", "20万平方米", "20公顷", True),
        ("20万平方米", "20万平方米", "20万亩", False),
        ("3.5万", "3.5万人", "35000人", True),
        ("3.5万", "3.5万人", "13.5万人", False),
        ("5家", "5家", "共计5，其中", False),
        ("三年", "历时3年", "历时３年", True),
    ],
)
def test_figures_are_compared_with_their_units(item: str, gold: str, answer: str, expected: bool) -> None:
    assert Reader(answer, question(answer=gold)).includes(item) is expected


@pytest.mark.parametrize(
    ("answer", "refused", "verdict"),
    [
        ("粮食126.5万吨，增长18.7%[1]。", False, Verdict.RIGHT),
        ("粮食126.5万吨。", False, Verdict.WRONG),
        ("粮食126.5万吨，增长18.7%；高标准农田34.8万亩。", False, Verdict.TRAP),
        ("粮食126.5万吨，增长18.7%；高标准农田 34.8 萬畝。", False, Verdict.TRAP),
        ("粮食126.5万吨，增长18.7%；农田134.8万亩。", False, Verdict.RIGHT),
        ("粮食126.5万吨，增长18.7%；农田348000亩。", False, Verdict.TRAP),
        ("没有找到。", True, Verdict.REFUSED),
        ("报告中没有提到。", False, Verdict.WRONG),
        ("报告中没有提到。", None, Verdict.REFUSED),
        ("没有减产：粮食126.5万吨，增长18.7%。", None, Verdict.RIGHT),
        ("粮食154万吨。去年没有统计。", None, Verdict.WRONG),
        ("", False, Verdict.WRONG),
    ],
)
def test_verdicts_on_an_answerable_question(answer: str, refused: bool | None, verdict: Verdict) -> None:
    marks = mark_answer(question(), outcome(answer, refused=refused), PHRASES)
    assert marks is not None
    assert marks.verdict is verdict


@pytest.mark.parametrize(
    ("answer", "refused", "verdict", "declined"),
    [
        ("资料不足。", True, Verdict.RIGHT, True),
        ("报告没有2030年的数。", False, Verdict.RIGHT, True),
        ("报告没有2030年的数。", None, Verdict.RIGHT, True),
        ("大约200万吨。", False, Verdict.WRONG, False),
        ("没有明说，但2030年粮食总产为200万吨。", False, Verdict.TRAP, True),
        ("2030年粮食总产为200万吨。", True, Verdict.TRAP, True),
    ],
)
def test_verdicts_on_an_unanswerable_question(
    answer: str, refused: bool | None, verdict: Verdict, declined: bool
) -> None:
    marks = mark_answer(refusable(), outcome(answer, refused=refused), PHRASES)
    assert marks is not None
    assert (marks.verdict, marks.declined) == (verdict, declined)


def test_a_failed_call_is_failed_whatever_it_said() -> None:
    marks = mark_answer(question(), Outcome(answer="126.5 18.7", error="断开"), PHRASES)
    assert marks is not None
    assert marks.verdict is Verdict.FAILED


def test_without_an_answer_there_is_nothing_to_mark() -> None:
    assert mark_answer(question(), Outcome(mode="retrieval"), PHRASES) is None


def test_half_an_answer_is_counted_as_half() -> None:
    marks = mark_answer(question(), outcome("粮食126.5万吨。"), PHRASES)
    assert marks is not None
    assert (marks.included, marks.missing) == (0.5, ("18.7",))


def test_the_words_of_a_citation_are_not_the_answer() -> None:
    marks = mark_answer(question(must_include=["126"]), outcome("见报告[126]。"), PHRASES)
    assert marks is not None
    assert marks.verdict is Verdict.WRONG


def test_refusal_phrases_are_what_most_unanswerable_questions_take_for_one() -> None:
    odd = refusable(id="u2", must_include=[["没有", "前期工作"]])
    assert refusal_phrases([refusable(), odd, refusable(id="u3"), question()]) == ("无法", "未提", "没有")
    phrases = refusal_phrases(item.question for item in load(ROOT / "seeds" / "questions.jsonl"))
    assert "未找到" in phrases
    assert not any(char.isdigit() for phrase in phrases for char in phrase)


GIVEN = ["省市重点项目305项，营业收入增长16.6%。", "120个项目开工，增长16%，2006年223.8亿元，2016年1631.3亿元。"]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("305项和120项，相差185项。", ()),
        ("305个和120个，合计425个。", ()),
        ("305项和120项，相差186项。", ("186项",)),
        ("16.6%比16%快0.6个百分点。", ()),
        ("16.6%比16%快0.7个百分点。", ("0.7个百分点",)),
        ("从223.8亿元到1631.3亿元，是7.29倍。", ()),
        ("从223.8亿元到1631.3亿元，是8.1倍。", ("8.1倍",)),
        ("从223.8亿元到1631.3亿元，增长628.9%。", ()),
        ("投资1631.3万元。", ("1631.3万元",)),
        ("增长近17%。", ()),
        ("增长17%。", ("17%",)),
        ("2023年的两项：305项[1]、120项[2]。", ()),
        ("资料里没有数。", ()),
        ("1631.3−223.8=1407.5，即多1407.5亿元：1631.3亿元比223.8亿元。", ()),
        ("1631.3亿元比223.8亿元：1631.3−223.8=1408.5。", ("1408.5",)),
    ],
)
def test_invented_numbers(answer: str, expected: tuple[str, ...]) -> None:
    assert invented(answer, GIVEN) == expected


def test_nothing_can_be_worked_out_from_figures_that_the_answer_does_not_show() -> None:
    assert invented("相差185项。", GIVEN) == ("185项",)


@pytest.mark.parametrize("changes", [{"must_include": ["[1]"]}, {"must_not_include": ["*"]}])
def test_an_item_of_nothing_but_marks_is_never_shown(changes: dict[str, Any]) -> None:
    marks = mark_answer(question(**changes), outcome("126.5万吨，18.7%[1]"), PHRASES)
    assert marks is not None
    assert not marks.traps
