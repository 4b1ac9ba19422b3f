from __future__ import annotations

import pytest

from qa.answer.evidence import Form, Numbered
from qa.answer.withheld import only_counted, unlisted
from qa.question.kind import kind_of
from qa.records import Kind, Plan, Scope
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


@pytest.mark.parametrize(
    ("question", "text", "missing"),
    [
        ("“三个定位”是哪三个？", "不断深化“三个定位”建设。", "三个定位"),
        ("“三个定位”是哪三个？", "“三个定位”即示范区、排头兵、辐射中心。", None),
        ("“三条保障线”是哪三条？", "这“三条保障线”是社会保障制度的重要组成部分。", None),
        ("“三大行动”是什么？", "开展山水治理、大气防控、水土改善三大行动。", None),
        ("重点工作有哪些？", "抓好重点工作。", None),
    ],
)
def test_a_quoted_number_of_things_that_nothing_takes_apart(question: str, text: str, missing: str | None) -> None:
    scope = Scope(question, "洛阳市", (2019,))
    found = hit("洛阳市", text, 2.0)
    plan = read(Plan(question, Kind.LIST, ("洛阳市",), (2019,), (), None, (scope,)))
    phrase = unlisted(plan, [Numbered(1, found, found.passage.sentences[0], 2.0)])
    assert (phrase.said if phrase else None) == missing
