from __future__ import annotations

import pytest

from qa.answer.composed import Composed
from qa.answer.evidence import Numbered
from qa.answer.verdict import confirmed
from qa.question.kind import kind_of
from qa.records import Kind, Plan, Scope
from tests.answer.samples import hit, read

AIMS = "今年的目标是：地区生产总值增长7%，固定资产投资增长8%，社会消费品零售总额增长7%。"
RATE = "2019年本科上线率达到19.6%，比2015年提高了11.4个百分点。"


def closing(question: str, text: str) -> str:
    plan = read(
        Plan(question, kind_of(question, 1, 1), ("洛阳市",), (2019,), (), None, (Scope(question, "洛阳市", (2019,)),))
    )
    found = hit("洛阳市", text, 2.0)
    composed = confirmed(
        plan, [Numbered(1, found, found.passage.sentences[0], 2.0)], Composed("原文", (1,), "extractive")
    )
    return composed.text.partition("\n")[2]


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("本科上线率提高了19.6个百分点，是这样吗", RATE, "与提问不符：报告里是11.4个百分点，不是19.6个百分点[1]。"),
        ("本科上线率达到19.6%，对吗", RATE, "报告里是19.6%，与提问相符[1]。"),
        ("粮食总产126万吨，没错吧", "粮食总产达到126.4万吨。", "报告里是126.4万吨，与提问相符[1]。"),
        ("粮食总产126万吨，没错吧", "新建学校9所。", ""),
        ("固定资产投资的目标是增长7%，对吗", AIMS, ""),
        ("固定资产投资的目标是增长8%，对吗", AIMS, "报告里是8%，与提问相符[1]。"),
        ("固定资产投资的目标是增长9%，对吗", AIMS, "与提问不符：报告里是8%，不是9%[1]。"),
        ("粮食总产126万吨比上年多吗", "粮食总产达到130万吨。", ""),
    ],
)
def test_a_figure_to_be_confirmed(question: str, text: str, expected: str) -> None:
    assert closing(question, text) == expected


def test_what_wants_confirming_is_no_comparison() -> None:
    assert kind_of("2019年本科上线率比2015年提高了19.6个百分点，是这样吗", 1, 2) is Kind.YES_NO
