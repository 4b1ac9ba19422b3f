from __future__ import annotations

import pytest

from qa.places import load_gazetteer
from qa.question.kind import aspect_of, kind_of, sets_against
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
