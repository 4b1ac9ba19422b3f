from __future__ import annotations

from qa.answer.evidence import choose
from qa.records import Kind, Plan, Scope
from tests.answer.samples import hit, read

GDP = Scope("GDP是多少", "洛阳市", (2019,), keywords=("地区生产总值",))


def best(question: str, scope: Scope, *texts: tuple[str, float]) -> str:
    plan = read(Plan(question, Kind.FACT, ("洛阳市",), scope.data_years, (), scope.aspect, (scope,)))
    hits = [hit("洛阳市", text, score, year=2020 + n) for n, (text, score) in enumerate(texts)]
    return choose(plan, hits, 4)[0].text


def test_a_name_inside_a_longer_one_is_that_of_another_indicator() -> None:
    wrong = "单位地区生产总值能耗2019年下降3%。"
    right = "全市生产总值2019年突破5000亿元，达到5022.7亿元。"
    assert best("GDP是多少", GDP, (wrong, 2.4), (right, 2.1)) == right


def test_a_share_of_the_whole_does_not_name_the_whole() -> None:
    wrong = "2019年高新技术产业增加值占生产总值的比重为20.2%。"
    right = "2019年生产总值达到5022.7亿元。"
    assert best("GDP是多少", GDP, (wrong, 2.2), (right, 2.1)) == right


def test_a_sentence_found_by_two_searches_has_one_number() -> None:
    scopes = (GDP, Scope("固定资产投资是多少", "洛阳市", (2019,)))
    plan = read(Plan("GDP和固投", Kind.COMPARE, ("洛阳市",), (2019,), (), None, scopes))
    text = "地区生产总值增长5%，固定资产投资增长4%。"
    chosen = choose(plan, [hit("洛阳市", text, 2.0, scope) for scope in (0, 1)], 4)
    assert [(item.scope, item.number) for item in chosen] == [(0, 1), (1, 1)]
