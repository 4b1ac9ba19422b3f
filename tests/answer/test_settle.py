from __future__ import annotations

from collections.abc import Sequence

import pytest

from qa.answer.settle import settle
from qa.records import Hit, Kind, Plan, Scope
from tests.answer.samples import hit, read


def plan(kind: Kind, question: str, scopes: int = 1, places: tuple[str, ...] = ()) -> Plan:
    return read(Plan(question, kind, places, (2019,), (), None, (Scope(question, None, (2019,)),) * scopes))


def names_it(asked: Plan, found: Sequence[Hit]) -> bool:
    return any(asked.question[:6] in hit.passage.text for hit in found)


def test_the_place_that_answers_best_is_meant() -> None:
    hits = [hit("洛阳市", "高校毕业生8万人。", 2.0), hit("大同市", "学校毕业典礼。", 1.0)]
    asked = plan(Kind.FACT, "毕业生有多少人")
    assert settle(asked, hits, names_it) == (asked, (hits[0],))


def test_places_that_state_the_indicator_stand_side_by_side() -> None:
    hits = [hit("洛阳市", "地区生产总值增长7%。", 2.0), hit("大同市", "地区生产总值增长6%。", 1.0)]
    settled, kept = settle(plan(Kind.FACT, "地区生产总值增长多少"), hits, names_it)
    assert [scope.place for scope in settled.scopes] == ["洛阳市", "大同市"]
    assert [found.scope for found in kept] == [0, 1]


def test_a_trend_is_of_one_place() -> None:
    hits = [
        hit("洛阳市", "地区生产总值增长7%。", 2.0, 0),
        hit("大同市", "地区生产总值增长6%。", 1.0, 0),
        hit("洛阳市", "地区生产总值增长8%。", 2.0, 1),
        hit("大同市", "地区生产总值增长9%。", 1.9, 1),
    ]
    _, kept = settle(plan(Kind.TREND, "地区生产总值怎么变化", 2), hits, names_it)
    assert {found.passage.place for found in kept} == {"洛阳市"}


@pytest.mark.parametrize(
    ("kind", "question", "places"),
    [
        (Kind.FACT, "哪个市的毕业生多", ()),
        (Kind.WHICH, "最早提到毕业生是什么时候", ()),
        (Kind.FACT, "毕业生有多少人", ("洛阳市", "大同市")),
    ],
)
def test_nothing_is_dropped_where_places_are_named_or_asked_for(
    kind: Kind, question: str, places: tuple[str, ...]
) -> None:
    hits = [hit("洛阳市", "毕业生8万人。", 2.0), hit("大同市", "毕业典礼。", 1.0)]
    asked = plan(kind, question, places=places)
    assert settle(asked, hits, names_it) == (asked, tuple(hits))
