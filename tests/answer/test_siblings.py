"""A later part of a question that the same search leads to is another figure of that sentence."""

from __future__ import annotations

import pytest

from qa.answer.siblings import sibling
from qa.statements.lookup import When
from tests.samples import make_report
from tests.statements.read import tellings

_SENTENCES = (
    "共引进市外资金42.16亿元，增长27.7%。",
    "投入运营数据中心27个，算力规模达到7600P。",
    "上市企业增加到30家，其中2019年新增13家。",
    "常住人口70万人，旅游收入50亿元。",
)


@pytest.mark.parametrize(
    ("taken", "own", "other"),
    [
        ("42.16亿元", "涨幅多大", "27.7%"),
        ("27个", "算力做到了多大", "7600P"),
        ("30家", "光这一年添了几家", "13家"),
        ("30家", "有多少吨", None),
        ("42.16亿元", "到底是涨还是跌", None),
        ("70万人", "人均多少元", None),
    ],
)
def test_what_is_asked_in_words_of_its_own_is_found_beside(taken: str, own: str, other: str | None) -> None:
    told = tellings(make_report("洛阳市", 2020, _SENTENCES, ())[0])
    first = next(each.statement for each in told if each.statement.text == taken)
    found = sibling(own, When((2019,), None), first, told)
    assert (found.statement.text if found else None) == other
