"""What a search may be answered from, and how little of it is read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa.answer.library import Opened
from qa.answer.shelf import Shelf
from qa.question.wanted import Wanted, wanted_of
from qa.records import Facet, Scope
from qa.statements.lookup import Found, When, look_up
from tests.answer.fakes import shared_words
from tests.answer.opened import open_store

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
