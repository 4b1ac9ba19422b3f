"""How mentions are asked for."""

from __future__ import annotations

import pytest

from qa.wording.mentioning import Sought, phrase_in, sought_in


@pytest.mark.parametrize(
    ("question", "sought", "phrase"),
    [
        ("低空经济哪年第一次写进报告", Sought.FIRST, "低空经济"),
        ("最早提到碳达峰的是哪份报告？", Sought.FIRST, "碳达峰"),
        ("“新质生产力”这个词开始出现是什么时候", Sought.FIRST, "新质生产力"),
        ("最后一次提到棚户区改造是哪年", Sought.LAST, "棚户区改造"),
        ("各年报告里提到乡村振兴多少次", Sought.OFTEN, "乡村振兴"),
        ("哪些省的报告提到低空经济", Sought.WHICH, "低空经济"),
        ("有几份报告提到了“人工智能+”", Sought.WHICH, "人工智能+"),
        ("哪个省提到了人形机器人", Sought.WHICH, "人形机器人"),
        ("谁提到了春秋假", Sought.WHICH, "春秋假"),
        ("哪些地方的报告都写到海洋经济", Sought.WHICH, "海洋经济"),
        # What is done is all that is asked: 湖南, 甘肃, 江苏 2026
        ("今年要办第十五届省运会的有几个省？都是谁？", Sought.WHICH, "第十五届省运会"),
        ("哪些省2026年计划建设零碳园区？", Sought.WHICH, "零碳园区"),
        ("今年要建未来产业先导区的有哪几个省", Sought.WHICH, "未来产业先导区"),
    ],
)
def test_mentions_asked_for(question: str, sought: Sought, phrase: str) -> None:
    assert (sought_in(question), phrase_in(question, question)) == (sought, phrase)


@pytest.mark.parametrize(
    "question",
    [
        "报告提到的民生实事有哪些",
        "各省提出了什么目标",
        "粮食产量首次突破百万吨是哪年",
        "报告里说开展了几次行动",
        "哪些省超过6%",
        "新建农村公路最多的是哪个省",
        "哪些省要把新增就业定在80万以上",
        "要建高标准农田300万亩以上的有几个省",
    ],
)
def test_other_questions(question: str) -> None:
    assert sought_in(question) is None


def test_a_year_may_stand_between() -> None:
    assert sought_in("哪些省2026年报告提到了低空经济") is Sought.WHICH


def test_a_clause_is_no_phrase() -> None:
    assert phrase_in("", "要把目标定在5%左右") == ""
    assert phrase_in("", "一") == ""
