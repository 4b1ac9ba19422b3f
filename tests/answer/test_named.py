from __future__ import annotations

from dataclasses import replace

import pytest

from qa.answer.named import of_named
from qa.answer.refuse import refusal_text
from qa.index.passages import Passages
from qa.places import load_gazetteer
from qa.question.catalog import Catalog
from qa.question.plan import Planner
from qa.records import Hit, Kind, Plan, RefusalReason, Scope
from tests.answer.samples import hit, read
from tests.samples import make_report


def plan(question: str, kind: Kind = Kind.FACT) -> Plan:
    scope = Scope(question, "江苏省", (2019,), named=("苏州市", "苏州"))
    return read(Plan(question, kind, ("江苏省",), (2019,), (), None, (scope,)))


OF_PROVINCE = hit("江苏省", "地区生产总值增长6.1%。", 1.0)
OF_CITY = hit("江苏省", "苏州地区生产总值增长5.6%。", 0.5)


def test_the_provinces_figure_is_not_its_citys() -> None:
    assert of_named(plan("GDP增长多少"), [OF_PROVINCE, OF_CITY]) == (OF_CITY,)


@pytest.mark.parametrize("question", ["苏州市2019年地区生产总值", "苏州GDP增速", "江苏省苏州市2019年GDP目标"])
def test_nor_is_it_where_the_indicator_alone_is_named(question: str) -> None:
    assert of_named(plan(question), [OF_PROVINCE, OF_CITY]) == (OF_CITY,)


@pytest.mark.parametrize("kind", [Kind.LIST, Kind.EXPLAIN])
def test_words_may_follow_the_sentence_that_names_it(kind: Kind) -> None:
    assert of_named(plan("GDP增长多少", kind), [OF_PROVINCE]) == (OF_PROVINCE,)


def test_a_heading_names_it_too() -> None:
    passage = replace(OF_PROVINCE.passage, section=("苏州市",))
    headed = Hit(passage, OF_PROVINCE.scores, OF_PROVINCE.sentences)
    assert of_named(plan("GDP增长多少"), [headed]) == (headed,)


@pytest.mark.parametrize(
    ("sentence", "kept"),
    [
        ("南京地区生产总值增长6.3%；苏州突破3000亿元。", False),
        ("苏州、南京均超3000亿元，其中南京市增长6.8%。", False),
        ("苏州地区生产总值达到3000亿元，增长5.6%。", True),
        ("地区生产总值增长17.5%，苏州、南京地铁分别达到36公里、22公里。", False),
    ],
)
def test_a_neighbours_growth_is_none_of_its_own(sentence: str, kept: bool) -> None:
    said = hit("江苏省", sentence, 0.5)
    assert of_named(plan("苏州GDP增长百分之几"), [said]) == ((said,) if kept else ())


def test_a_question_of_the_province_itself_is_left_alone() -> None:
    own = replace(plan("GDP增长多少"), scopes=(Scope("GDP增长多少", "江苏省"),))
    assert of_named(own, [OF_PROVINCE]) == (OF_PROVINCE,)


def test_the_plan_says_by_what_names() -> None:
    report, passages = make_report("吉林省", 2020, ["地区生产总值增长6.1%。"], [])
    planner = Planner(Catalog((report,), Passages.of((report,), passages).mentioned()), load_gazetteer())
    assert [scope.named for scope in planner.plan("吉林市2019年GDP增长多少").scopes] == [("吉林市",)]
    assert [scope.named for scope in planner.plan("吉林2019年GDP增长多少").scopes] == [()]


def test_a_refusal_is_told_of_the_place_and_not_of_its_province() -> None:
    catalog = Catalog((make_report("江苏省", 2020, ["地区生产总值增长6.1%。"], [])[0],), {})
    said = refusal_text(RefusalReason.NOT_STATED, plan("苏州GDP增速"), catalog, "江苏省的报告没有给出增速。")
    assert said.startswith("没有收录苏州市的政府工作报告") and "江苏省的报告没有给出" not in said


def test_the_figure_of_so_many_counties_is_none_of_the_city_named_before() -> None:
    told = hit("江苏省", "苏州副中心能级提升，29个县（市）地区生产总值增长5.6%。", 1.0)
    assert of_named(plan("GDP增长多少"), [told]) == ()
