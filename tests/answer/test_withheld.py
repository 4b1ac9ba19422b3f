from __future__ import annotations

import pytest

from qa.answer.evidence import Form, Numbered
from qa.answer.withheld import only_counted
from qa.question.kind import kind_of
from qa.records import Plan, Scope
from tests.answer.samples import hit, read


def counted(question: str, text: str, form: Form = Form.RANKED) -> bool:
    scope = Scope(question, "洛阳市", (2019,))
    found = hit("洛阳市", text, 2.0)
    plan = read(Plan(question, kind_of(question, 1, 1), ("洛阳市",), (2019,), (), None, (scope,)))
    return only_counted(plan, [Numbered(1, found, found.passage.sentences[0], 2.0, form)])


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("改制的52家企业名单列一下", "共完成52家企业的改制任务。", True),
        ("授牌的26家老店都是哪些企业", "授予26家企业“百年老店”称号。", True),
        ("有哪几家企业上市了，名单给我", "3家企业在主板上市。", True),
        ("改制的52家企业名单列一下", "完成纺织厂、面粉厂、化肥厂等52家企业的改制任务。", False),
        ("越过30万亿元是哪年的事", "国内生产总值超过30万亿元。", False),
        ("改制了多少家企业", "共完成52家企业的改制任务。", False),
        ("五个中心是哪五个", "建设五个中心。", True),
    ],
)
def test_names_that_are_only_counted(question: str, text: str, expected: bool) -> None:
    assert counted(question, text) is expected


def test_items_of_an_enumeration_are_names() -> None:
    assert not counted("五个中心是哪五个", "建设五个中心。", Form.ITEM)
