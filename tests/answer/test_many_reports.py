"""No step of an answer grows faster than linearly in the reports: comparisons of 32 of them take no time to speak of."""

from __future__ import annotations

from decimal import Decimal

import pytest

from qa.answer.assistant import Assistant
from qa.records import Filters, Scope
from qa.retrieve import Retriever
from tests.many import asked, assistant_over, places, questions, rate

REPORTS = 32
#: Of the processor, so that a busy machine fails nothing.
SECONDS = 2.0


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("many"), REPORTS)


@pytest.mark.parametrize(
    "question",
    [
        *questions()[::4],
        "各省2026年GDP目标增速谁最高？",
        "各省2025年粮食产量增速排一下名次",
        "各省2025年城镇新增就业合计多少万人？",
        "各省2025年粮食产量的平均值是多少？",
        "所有地方2025年GDP和一般公共预算收入各是多少？",
    ],
)
def test_a_comparison_of_all_is_quick_and_answered(assistant: Assistant, question: str) -> None:
    (timed,) = asked(assistant, (question,))
    assert timed.seconds <= SECONDS
    assert not timed.answer.refused and timed.answer.table is not None


def test_the_highest_is_the_highest(assistant: Assistant) -> None:
    rates = {place: Decimal(rate(number)) for number, place in enumerate(places(REPORTS))}
    best = max(rates, key=lambda place: rates[place])
    (timed,) = asked(assistant, ("各省2025年GDP增速谁最高？",))
    assert f"最高的是{best}2025年{rates[best]}%" in timed.answer.answer


def test_the_lowest_of_all_stands_beside_those_that_keep_a_bound(assistant: Assistant) -> None:
    rates = {place: Decimal(rate(number)) for number, place in enumerate(places(REPORTS))}
    bound, worst = sorted(rates.values())[-3], min(rates, key=lambda place: rates[place])
    (timed,) = asked(assistant, (f"各省2025年GDP增速不低于{bound}%的有哪几个？垫底的又是谁？",))
    assert f"不低于{bound}%的有" in timed.answer.answer
    assert f"全部之中最低的是{worst}2025年{rates[worst]}%" in timed.answer.answer


def test_all_places_have_their_row(assistant: Assistant) -> None:
    (timed,) = asked(assistant, ("各省2025年GDP增速从低到高排一排",))
    assert timed.answer.table is not None
    assert len(timed.answer.table.rows) == REPORTS


def test_what_one_report_alone_names_is_looked_for_once(assistant: Assistant) -> None:
    (timed,) = asked(assistant, ("所有地方2025年葡萄出口谁最高？",))
    assert timed.seconds <= SECONDS


UNSTATED = (
    "所有地方2025年城镇新增就业增速谁最高？",
    "各省2025年高新技术企业增速超过8%的有几个？",
    "所有地方2025年耕地面积谁最大？",
)


@pytest.mark.parametrize("question", UNSTATED)
def test_what_no_report_states_is_searched_for_once_not_place_by_place(
    assistant: Assistant, question: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    searches: list[object] = []
    rank = Retriever._rank

    def counted(retriever: Retriever, scope: Scope, filters: Filters, most: int) -> object:
        searches.append(scope)
        return rank(retriever, scope, filters, most)

    monkeypatch.setattr(Retriever, "_rank", counted)
    (timed,) = asked(assistant, (question,))
    assert timed.answer.refused and timed.answer.nearest and len(searches) == 1
