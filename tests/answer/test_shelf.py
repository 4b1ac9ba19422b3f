"""What a search may be answered from, and how little of it is read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qa.answer.library import Opened
from qa.answer.shelf import Shelf
from qa.question.wanted import Wanted, wanted_of
from qa.records import Facet, Scope
from qa.statements.lookup import Found, When, look_up
from tests.answer.fakes import shared_words
from tests.answer.opened import open_store
from tests.samples import make_report

LUOYANG = Scope("", "洛阳市")


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Opened:
    return open_store(tmp_path_factory.mktemp("shelf"))


def wanted(asked: str) -> Wanted:
    return wanted_of(asked, shared_words())


@pytest.mark.parametrize(
    "asked", ["新建农村公路多少公里", "地区生产总值增速", "粮食产量", "投资增长多少", "税收", "婚庆"]
)
def test_what_is_looked_up_is_what_all_of_it_would_give(opened: Opened, asked: str) -> None:
    held = Shelf(opened.store).asked(LUOYANG, ())
    for when in (When((2019,)), When((2018,)), When()):
        whole: Found = look_up(wanted(asked), when, held)
        assert held.look_up(wanted(asked), when) == whole


def test_only_what_may_answer_is_read_and_once(opened: Opened) -> None:
    shelf = Shelf(opened.store)
    held, growth = shelf.asked(LUOYANG, ()), wanted("地区生产总值增速")
    best = held.look_up(growth, When((2019,))).best
    assert best is not None and best.statement.text == "8%"
    # Its level and growth of two years, and 单位生产总值能耗.
    assert len(held.likely(growth)) == 5
    level = held.look_up(replace(growth, facet=Facet.LEVEL), When((2018,))).best
    assert level is not None and level.statement.text == "5000亿元"
    assert len(held.likely(growth)) < len(tuple(held))
    (again,) = shelf.read(held.likely(growth)[:1])
    assert again is shelf.read(held.likely(growth)[:1])[0]


def test_a_part_of_a_report_that_is_none_of_those_asked_says_nothing(opened: Opened) -> None:
    held = Shelf(opened.store).asked(LUOYANG, ())
    (told, *_), (other, *_) = tuple(held), tuple(Shelf(opened.store).asked(Scope("", "大同市"), ()))
    assert told in held.beside(told.statement)
    assert {each.sentence for each in held.beside(told.statement)} == {told.sentence}
    assert held.beside(other.statement) == ()


def test_of_a_city_without_a_report_only_what_names_it(opened: Opened) -> None:
    held = Shelf(opened.store).asked(Scope("", "洛阳市", named=("伊川县", "伊川")), ())
    assert not tuple(held) and held.look_up(wanted("新建农村公路"), When()).best is None


def test_the_figure_of_a_county_is_its_own(tmp_path: Path) -> None:
    """Neither does the city's stand for it, nor its own for the city."""
    told = ("新建学校27所，偃师区、孟津区分别新建8所、6所。", "孟津区新建医院2家。")
    shelf = Shelf(open_store(tmp_path, [make_report("洛阳市", 2021, told, [])]).store)
    county = shelf.asked(Scope("", "洛阳市", named=("孟津区", "孟津")), ())
    schools, clinics = wanted("新建学校多少所"), wanted("新建医院多少家")
    best = [held.look_up(schools, When((2020,))).best for held in (county, shelf.asked(LUOYANG, ()))]
    assert [each and each.statement.text for each in best] == ["6所", "27所"]
    assert shelf.asked(LUOYANG, ()).look_up(clinics, When((2020,))).best is None


def test_what_the_name_of_a_zone_says_besides_is_not_asked(tmp_path: Path) -> None:
    told = ("前海深港现代服务业合作区地区生产总值2760亿元、增长8.6%。", "地区生产总值3.68万亿元、增长5.8%。")
    shelf = Shelf(open_store(tmp_path, [make_report("深圳市", 2025, told, [])]).store)
    zone = shelf.asked(Scope("", "深圳市", named=("前海深港现代服务业合作区", "前海")), ())
    found = zone.look_up(wanted("地区生产总值增速"), When((2024,)))
    assert found.best and found.best.statement.text == "8.6%"
    assert found.best.statement.indicator == "前海深港现代服务业合作区地区生产总值"
