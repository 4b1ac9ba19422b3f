from __future__ import annotations

import pytest

from qa.answer.refuse import only_other, reason_after_search
from qa.question.kind import kind_of
from qa.records import Aspect, Kind, Plan, RefusalReason, Scope
from tests.answer.samples import hit, read


def asked(question: str, scope: Scope, kind: Kind | None = None) -> Plan:
    return read(
        Plan(question, kind or kind_of(question, 1, 1), ("洛阳市",), scope.data_years, (), scope.aspect, (scope,))
    )


@pytest.mark.parametrize(
    ("question", "reason"),
    [("2019年实际新建学校多少所", RefusalReason.NOT_STATED), ("2019年新建了哪些学校", None)],
)
def test_a_target_does_not_stand_for_a_result_that_is_insisted_on(question: str, reason: RefusalReason | None) -> None:
    scope = Scope("新建学校", "洛阳市", (2019,), (), Aspect.RESULT, only_other=True)
    plan = asked(question, scope)
    assert reason_after_search(plan, [hit("洛阳市", "新建学校9所。", 1.0)]) is reason
    assert only_other(plan) is (reason is not None)


def test_a_task_is_not_told_by_a_result() -> None:
    scope = Scope("棚改任务是多少万套", "洛阳市", (2019,), aspect=Aspect.TARGET, only_other=True)
    found = [hit("洛阳市", "棚户区改造2600万套。", 3.0)]
    assert reason_after_search(asked(scope.query, scope), found) is RefusalReason.NOT_STATED


@pytest.mark.parametrize(
    ("question", "told", "reason"),
    [
        ("为什么把赤字率往上调", "调低赤字率，为调控留下空间。", RefusalReason.FALSE_PREMISE),
        ("为什么把赤字率往下调", "调低赤字率，为调控留下空间。", None),
        ("为啥把高铁给停了", "高铁获得批准。", RefusalReason.FALSE_PREMISE),
        ("为什么恢复征收农业税", "取消农业税。", RefusalReason.FALSE_PREMISE),
    ],
)
def test_an_event_taken_for_granted_must_be_told(question: str, told: str, reason: RefusalReason | None) -> None:
    scope = Scope(question, "洛阳市", (2019,))
    assert reason_after_search(asked(question, scope), [hit("洛阳市", told, 1.0)]) is reason


def test_what_is_no_question_and_what_finds_nothing_is_refused_whatever_stands_there() -> None:
    scope = Scope("粮食产量是多少", "洛阳市", (2019,))
    found = [hit("洛阳市", "粮食产量120万吨。", 3.0)]
    assert reason_after_search(asked(scope.query, scope), found) is None
    assert reason_after_search(asked(scope.query, scope), []) is RefusalReason.NOT_STATED
    assert reason_after_search(asked(scope.query, scope, Kind.INSTRUCTION), found) is RefusalReason.INSTRUCTION
