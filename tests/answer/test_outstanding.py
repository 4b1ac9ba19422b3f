from __future__ import annotations

import pytest

from qa.answer.outstanding import outstanding
from qa.answer.sufficient import reason_after_search
from qa.question.kind import kind_of
from qa.records import Aspect, Plan, RefusalReason, Scope
from tests.answer.samples import hit, read

POOR = "困难家庭子女录取到本科院校的一次性补助1万元。"
OTHER = "改造困难残疾人家庭5000户。"


def asked(question: str, aspect: Aspect | None = None) -> Plan:
    scope = Scope(question, "洛阳市", (2019,), aspect=aspect)
    return read(Plan(question, kind_of(question, 1, 1), ("洛阳市",), (2019,), (), aspect, (scope,)))


@pytest.mark.parametrize(
    ("question", "best", "second", "out"),
    [
        ("考上大学的苦孩子一次补多少钱", 2.7, 1.4, True),
        # No other comes near it, or all are as weak.
        ("考上大学的苦孩子一次补多少钱", 2.7, 2.5, False),
        ("考上大学的苦孩子一次补多少钱", 1.8, 0.4, False),
        # A figure of another kind, or none is asked for.
        ("考上大学的苦孩子占几成", 2.7, 1.4, False),
        ("怎么帮考上大学的苦孩子", 2.7, 1.4, False),
    ],
)
def test_a_sentence_stands_out(question: str, best: float, second: float, out: bool) -> None:
    hits = [hit("焦作市", OTHER, second), hit("洛阳市", POOR, best)]
    assert (outstanding(asked(question), 0, hits) is not None) is out


def test_of_another_basis_it_does_not() -> None:
    hits = [hit("焦作市", OTHER, 1.4), hit("洛阳市", POOR, 2.7)]
    assert not outstanding(asked("考上大学的苦孩子今年要补多少钱", Aspect.TARGET), 0, hits)


def test_what_everyday_words_may_mean_gives_way_to_it() -> None:
    # 卖出去 may be 出口, which stands nowhere.
    hits = [hit("焦作市", OTHER, 1.4), hit("洛阳市", "省外群体购商品住房比例32.1%。", 2.7)]
    assert reason_after_search(asked("卖出去的新房外省人买的占多大比例"), hits) is None
    assert reason_after_search(asked("出口总额占多大比例"), hits) is RefusalReason.NOT_STATED
