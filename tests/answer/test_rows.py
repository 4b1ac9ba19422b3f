from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from qa.answer.computed import compare
from qa.answer.evidence import Numbered
from qa.records import Aspect, Kind, Plan, Scope
from tests.answer.samples import hit


def plan(question: str, kind: Kind, *scopes: Scope) -> Plan:
    places = tuple(dict.fromkeys(scope.place for scope in scopes if scope.place))
    years = tuple(sorted({year for scope in scopes for year in scope.data_years}))
    return Plan(question, kind, places, years, (), None, scopes)


def numbered(*sentences: tuple[int, str, str, float]) -> Sequence[Numbered]:
    """Of (search, place, sentence, score)."""
    hits = [(hit(place, text, score, scope), score) for scope, place, text, score in sentences]
    return [Numbered(number, found, found.passage.sentences[0], score) for number, (found, score) in enumerate(hits, 1)]


def two_cities(query: str) -> tuple[Scope, Scope]:
    return Scope(query, "洛阳市", (2019,)), Scope(query, "大同市", (2019,))


def answer(question: str, kind: Kind, scopes: Sequence[Scope], *sentences: tuple[int, str, str, float]) -> str:
    found = compare(plan(question, kind, *scopes), numbered(*sentences))
    assert found is not None
    return found.text


def test_another_indicator_does_not_stand_for_the_one_asked_for() -> None:
    text = answer(
        "洛阳和大同谁的森林覆盖率高",
        Kind.COMPARE,
        two_cities("森林覆盖率"),
        (0, "洛阳市", "全市森林覆盖率达到45.3%。", 2.0),
        (1, "大同市", "普惠托育机构的覆盖率提高到60%以上。", 1.5),
    )
    assert "大同市2019年：未提及" in text
    assert "60%" not in text


def test_a_sentence_that_comes_close_is_shown_but_gives_no_figure() -> None:
    text = answer(
        "洛阳和大同谁的森林覆盖率高",
        Kind.COMPARE,
        two_cities("森林覆盖率"),
        (0, "洛阳市", "全市森林覆盖率达到45.3%。", 2.0),
        (1, "大同市", "造林绿化让三成以上的土地有了树。", 2.2),
    )
    assert "造林绿化" in text
    assert "未提及" not in text
    assert "比大同市" not in text


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("国家科技型中小企业达到951家。", "新认定国家科技型中小企业601家。", "口径不同"),
        ("小麦最低收购价平均每斤提高0.11元。", "小麦最低收购价平均每50公斤提高7.4元。", "计算单位不同"),
        ("财政收入下降49.3%。", "财政收入增长7.4%。", "升降方向不同"),
    ],
)
def test_figures_of_unlike_kinds_are_not_set_against_each_other(first: str, second: str, told: str) -> None:
    text = answer(
        "谁高",
        Kind.COMPARE,
        two_cities(f"{first[:8]}提高多少元" if "元" in first else first[:9]),
        (0, "洛阳市", first, 2.0),
        (1, "大同市", second, 2.0),
    )
    assert told in text
    assert "−" not in text


def test_the_sentence_with_the_figure_wins_over_a_slightly_better_one() -> None:
    text = answer(
        "规上工业增加值谁涨得快，快几个百分点",
        Kind.COMPARE,
        two_cities("规上工业增加值涨得快几个百分点"),
        (0, "洛阳市", "规上工业增加值增长8.8%。", 2.0),
        (1, "大同市", "新增规上工业企业50家，增速位居全省前列。", 2.0),
        (1, "大同市", "地区生产总值增长5.6%，规模以上工业增加值增长8.3%。", 1.8),
    )
    assert "洛阳市2019年比大同市2019年快" in text
    assert "8.8−8.3=0.5" in text


def test_one_figure_is_not_the_value_of_two_years() -> None:
    scopes = Scope("中央财政赤字", "全国", (2018,)), Scope("中央财政赤字", "全国", (2019,))
    sentence = "中央财政赤字7500亿元，比上年增加5700亿元。"
    text = answer("中央财政赤字变化", Kind.TREND, scopes, (0, "全国", sentence, 2.0), (1, "全国", sentence, 2.0))
    assert "全国2018年：未提及" in text
    assert "7500−7500" not in text


@pytest.mark.parametrize(
    ("question", "word"), [("谁的新建公路多，多多少公里", "多"), ("谁的新建公路里程高", "高"), ("谁建得快", "快")]
)
def test_the_conclusion_speaks_as_the_question_does(question: str, word: str) -> None:
    text = answer(
        question,
        Kind.COMPARE,
        two_cities("新建公路里程"),
        (0, "洛阳市", "新建公路里程386公里。", 2.0),
        (1, "大同市", "新建公路里程200公里。", 2.0),
    )
    assert f"洛阳市2019年比大同市2019年{word}" in text


def test_a_rate_is_not_set_beside_levels() -> None:
    text = answer(
        "财政收入各到什么水平",
        Kind.COMPARE,
        two_cities("一般公共预算收入"),
        (0, "洛阳市", "一般公共预算收入完成141.7亿元。", 2.0),
        (1, "大同市", "一般公共预算收入增长7.7%。", 2.0),
    )
    assert "大同市2019年只给出7.7%[2]，没有给出绝对数，不能直接比较高低" in text


def test_a_change_inside_each_sentence_is_computed_where_asked_for() -> None:
    text = answer(
        "城镇化率各从多少升到多少，升了几个百分点",
        Kind.COMPARE,
        two_cities("城镇化率"),
        (0, "洛阳市", "城镇化率从47.5%提高到54.2%。", 2.0),
        (1, "大同市", "城镇化率从52.6%提高到58.5%。", 2.0),
    )
    assert "54.2−47.5=6.7" in text
    assert "58.5−52.6=5.9" in text


def test_results_are_meant_where_it_is_left_open() -> None:
    scopes = two_cities("城镇新增就业")
    evidence = numbered(
        (0, "洛阳市", "年内城镇新增就业7万人。", 2.05),
        (0, "洛阳市", "城镇新增就业3.7万人。", 2.0),
        (1, "大同市", "城镇新增就业2万人。", 2.0),
    )
    target = Numbered(1, evidence[0].hit, replace(evidence[0].sentence, aspect=Aspect.TARGET), 2.05)
    found = compare(plan("城镇新增就业谁多", Kind.COMPARE, *scopes), [target, *evidence[1:]])
    assert found is not None
    assert "3.7−2=1.7" in found.text


def test_a_trend_goes_by_years() -> None:
    scopes = Scope("粮食总产", "全国", (2019,)), Scope("粮食总产", "全国", (2017,))
    hits = hit("全国", "粮食总产90万吨。", 2.0, 0, 2020), hit("全国", "粮食总产80万吨。", 2.0, 1, 2018)
    evidence = [Numbered(number, found, found.passage.sentences[0], 2.0) for number, found in enumerate(hits, 1)]
    found = compare(plan("粮食总产怎么变化", Kind.TREND, *scopes), evidence)
    assert found is not None
    assert "全国2017年80万吨[2]→全国2019年90万吨[1]，前后上升" in found.text


def test_rows_of_one_span_are_named_by_their_own_years() -> None:
    scopes = [Scope("贷款余额", "全国", (2018, 2019), (name,)) for name in ("a", "b")]
    hits = hit("全国", "贷款余额90亿元。", 2.0, 0, 2020), hit("全国", "贷款余额80亿元。", 2.0, 1, 2019)
    evidence = [Numbered(number, found, found.passage.sentences[0], 2.0) for number, found in enumerate(hits, 1)]
    found = compare(plan("贷款余额怎么变化", Kind.TREND, *scopes), evidence)
    assert found is not None
    assert "全国2019年90亿元[1]" in found.text
    assert "全国2018年80亿元[2]" in found.text


def test_a_sum_of_years_gives_no_figure_for_one_of_them() -> None:
    scopes = (Scope("棚户区改造多少套", "洛阳市", (2016,)), Scope("棚户区改造多少套", "洛阳市", (2015,)))
    term = replace(
        hit("洛阳市", "棚户区改造2600万套，危房改造1700万户。", 2.0).passage.sentences[0], years=(2015, 2016, 2017)
    )
    evidence = [
        Numbered(n + 1, hit("洛阳市", "棚户区改造2600万套，危房改造1700万户。", 2.0, n), term, 2.0) for n in range(2)
    ]
    found = compare(plan("洛阳2016年比2015年多改造多少套棚户区", Kind.COMPARE, *scopes), evidence)
    assert found is not None
    assert not found.figures


def test_figures_of_another_kind_are_left_out_of_a_course_and_named() -> None:
    texts = ("进出口总额增长8%。", "进出口总额10亿元。", "进出口总额12亿元。", "进出口总额150万吨。")
    scopes = [Scope("进出口总额", "洛阳市", (2017 + number,)) for number in range(len(texts))]
    hits = [hit("洛阳市", text, 2.0, number, 2018 + number) for number, text in enumerate(texts)]
    evidence = [Numbered(number, one, one.passage.sentences[0], 2.0) for number, one in enumerate(hits, 1)]
    found = compare(plan("洛阳历年进出口总额怎么变", Kind.TREND, *scopes), evidence)
    assert found is not None
    conclusion = found.text.splitlines()[-1]
    assert "2017年只给出8%[1]" in conclusion
    assert "150万吨[4]，口径不同" in conclusion
    assert "10亿元[2]→洛阳市2019年12亿元[3]，前后上升" in conclusion


def test_a_number_of_years_is_no_figure_of_an_indicator() -> None:
    sentences = ((0, "洛阳市", "进出口总额10亿元。", 2.0), (1, "大同市", "进出口总额连续五年增加。", 2.0))
    found = compare(plan("洛阳和大同的进出口总额谁高", Kind.COMPARE, *two_cities("进出口总额")), numbered(*sentences))
    assert found is not None
    assert [figure.text for figure in found.figures] == ["10亿元"]


def test_two_indicators_are_concluded_apart() -> None:
    sides = [(place, subject) for subject in ("地区生产总值增速", "固定资产投资增速") for place in ("洛阳市", "大同市")]
    scopes = [Scope(f"{subject}是多少", place, (2019,), subject=subject) for place, subject in sides]
    texts = {
        "洛阳市": "地区生产总值增长5.1%，固定资产投资增长4%。",
        "大同市": "地区生产总值增长5.6%，固定资产投资增长6.4%。",
    }
    evidence = numbered(*((number, place, texts[place], 2.0) for number, (place, _) in enumerate(sides)))
    found = compare(plan("洛阳和大同的地区生产总值增速和固定资产投资增速", Kind.COMPARE, *scopes), evidence)
    assert found is not None
    assert "5.6−5.1=0.5" in found.text
    assert "6.4−4=2.4" in found.text
    assert found.table is not None and len(found.table.rows) == 4


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("洛阳2018年和2019年加起来新建学校多少所", "12+18=30，即30所"),
        ("洛阳2018年和2019年平均下来新建学校多少所", "(12+18)÷2=15，即15所"),
        ("洛阳新建学校2019年比2018年增长了百分之几", "(18−12)÷12=50%，即50%"),
        ("洛阳新建学校2019年是2018年的几倍", "18÷12=1.5，即1.5倍"),
        ("洛阳新建学校2018年相当于2019年的百分之几", "12÷18≈66.7%，即66.7%"),
        ("洛阳新建学校2018年和2019年差多少", "18−12=6，即6所"),
    ],
)
def test_what_is_computed_is_what_is_asked_for(question: str, expected: str) -> None:
    years = (2018, 2019)
    scopes = [Scope("新建学校多少所", "洛阳市", (year,)) for year in years]
    hits = [hit("洛阳市", f"新建学校{count}所。", 2.0, n, years[n] + 1) for n, count in enumerate((12, 18))]
    evidence = [Numbered(n, one, one.passage.sentences[0], 2.0) for n, one in enumerate(hits, 1)]
    found = compare(plan(question, Kind.TREND, *scopes), evidence)
    assert found is not None
    assert expected in found.text
    assert found.figures[-1].formula


@pytest.mark.parametrize(("told", "expected"), [("学校增加{}所。", "12+18=30"), ("学校达到{}所。", "18−12=6")])
def test_additions_add_up_to_a_change_and_levels_do_not(told: str, expected: str) -> None:
    scopes = [Scope("学校一共增加了多少所", "洛阳市", (year,)) for year in (2018, 2019)]
    hits = [hit("洛阳市", told.format(count), 2.0, n, 2019 + n) for n, count in enumerate((12, 18))]
    evidence = [Numbered(n, one, one.passage.sentences[0], 2.0) for n, one in enumerate(hits, 1)]
    found = compare(plan("洛阳2018年和2019年学校一共增加了多少所", Kind.TREND, *scopes), evidence)
    assert found is not None
    assert expected in found.text


def test_nothing_grows_from_one_place_to_another() -> None:
    text = answer(
        "洛阳和大同谁的地区生产总值高，增长百分之几",
        Kind.COMPARE,
        two_cities("地区生产总值"),
        (0, "洛阳市", "地区生产总值2200亿元。", 2.0),
        (1, "大同市", "地区生产总值1500亿元。", 2.0),
    )
    assert "2200−1500=700" in text
    assert "÷" not in text


def test_the_goal_of_a_term_is_no_figure_of_its_first_year() -> None:
    scopes = (Scope("旅客吞吐量", "洛阳市", (2019, 2020, 2021)), Scope("旅客吞吐量", "洛阳市", (2022,)))
    goal, aim = (
        hit("洛阳市", "旅客吞吐量达到500万人次。", 2.0, 0, 2021),
        hit("洛阳市", "旅客吞吐量320万人次。", 2.0, 1, 2022),
    )
    term = replace(goal.passage.sentences[0], years=(2021, 2022, 2023, 2024, 2025), aspect=Aspect.TARGET)
    one = replace(aim.passage.sentences[0], years=(2022,), aspect=Aspect.TARGET)
    evidence = [Numbered(1, goal, term, 2.0), Numbered(2, aim, one, 2.0)]
    found = compare(plan("旅客吞吐量2019到2021年的变化和2022年目标", Kind.TREND, *scopes), evidence)
    assert found is not None
    assert [figure.text for figure in found.figures] == ["320万人次"]


def test_two_indicators_of_one_place_are_set_against_each_other() -> None:
    scopes = [Scope(f"{name}是多少", "洛阳市", (2019,), subject=name) for name in ("城镇居民收入", "农村居民收入")]
    text = "城镇和农村居民收入分别达到34690元和13172元。"
    found = hit("洛阳市", text, 2.0)
    evidence = [Numbered(1, replace(found, scope=n), found.passage.sentences[0], 2.0) for n in (0, 1)]
    compared = compare(plan("洛阳城镇和农村居民收入差多少", Kind.COMPARE, *scopes), evidence)
    assert compared is not None
    assert "34690−13172=21518" in compared.text
    assert compared.used == (1,)


@pytest.mark.parametrize(
    ("question", "concluded"), [("跟大同的合作怎么一步步做实的", False), ("合作项目数量怎么变的", True)]
)
def test_a_course_told_in_words_is_not_computed(question: str, concluded: bool) -> None:
    scopes = [Scope("合作项目", "洛阳市", (year,)) for year in (2018, 2019)]
    hits = [hit("洛阳市", f"合作项目{count}个。", 2.0, n, 2019 + n) for n, count in enumerate((8, 11))]
    evidence = [Numbered(n, one, one.passage.sentences[0], 2.0) for n, one in enumerate(hits, 1)]
    found = compare(plan(question, Kind.TREND, *scopes), evidence)
    assert found is not None
    assert ("→" in found.text) is concluded
