from __future__ import annotations

import pytest

from qa.places import load_gazetteer
from qa.question.kind import asks_both, aspect_of, kind_of, sets_against
from qa.records import Aspect, Kind
from tests.question.test_where import prefectures


@pytest.mark.parametrize(
    "frame",
    [
        "2023年{}GDP增速和城镇新增就业是多少",
        "{}2023年粮食产量是多少",
        "{}2023年新建学校多少所",
        "2023年{}有哪些民生实事",
    ],
)
def test_no_name_of_a_city_changes_how_a_question_reads(frame: str) -> None:
    def reading(name: str) -> object:
        text = frame.format(name)
        return sets_against(text), kind_of(text, 1, 1), aspect_of(text)

    usual = reading("重庆")
    names = [form for place in prefectures() for form in (place.name, place.short) if load_gazetteer().find(form)]
    assert {name for name in ("成都", "昌都", *names) if reading(name) != usual} == set()


def test_a_word_that_holds_a_sign_of_comparison_is_none() -> None:
    assert not sets_against("2023年服务业占比是多少")
    assert sets_against("2023年GDP增速和就业都是多少")
    assert sets_against("2023年进口比出口多多少")


@pytest.mark.parametrize(
    ("question", "both"),
    [
        ("打算2024年粮食产量做到多少", False),
        ("计划建学校100所,做到了吗", True),
        ("目标是100所,最后做到多少", True),
    ],
)
def test_how_far_it_is_to_be_brought_asks_for_the_target_alone(question: str, both: bool) -> None:
    assert asks_both(question) is both


def test_whether_there_are_figures_asks_for_them() -> None:
    assert kind_of("2023年卫星项目怎么样,有没有具体数字", 1, 1) is Kind.FACT
    assert kind_of("2023年有没有卫星项目", 1, 1) is Kind.YES_NO


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        ("争取地方债券多少", None),
        ("财政安排的扶贫资金有多少", None),
        ("年度任务完成率是多少", None),
        ("“天网计划”覆盖的学校有多少", None),
        ("争取新增就业多少人", Aspect.TARGET),
        ("安排建设多少公里", Aspect.TARGET),
        ("任务是多少", Aspect.TARGET),
        ("目标比去年达到的水平高多少", None),
    ],
)
def test_words_of_aiming_in_a_name_aim_at_nothing(text: str, aspect: Aspect | None) -> None:
    assert aspect_of(text) is aspect


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        # 江苏 2026, 张家口 2017, 国务院 2018
        ("城镇新增就业比完成的少多少", Aspect.RESULT),
        ("造林完成的面积是多少", Aspect.RESULT),
        ("要完成的投资是多少", Aspect.TARGET),
        ("要新建多少公里，完成的任务是什么", Aspect.TARGET),
    ],
)
def test_what_was_completed_is_a_result(text: str, aspect: Aspect) -> None:
    assert aspect_of(text) is aspect


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("内蒙古今年重点办好的8件民生实事是什么", Kind.LIST),
        ("青岛市2024年12件实事都是什么", Kind.LIST),
        ("兰考县2023年十件民生实事", Kind.LIST),
        ("兰考县2023年十件民生实事逐条列一下", Kind.LIST),
        ("列一下重庆2026年15件重点民生实事的前五件", Kind.LIST),
        ("甘肃2026年5.2件是什么", Kind.FACT),
        ("江西2026年安排多少件民生实事", Kind.FACT),
    ],
)
def test_so_many_deeds_are_asked_for_as_a_list(question: str, kind: Kind) -> None:
    assert kind_of(question, 1, 1) is kind
