"""The best statement of what is asked, or the nearest and in what it differs."""

from __future__ import annotations

import pytest

from qa.question.wanted import wanted_of
from qa.records import Basis
from qa.statements.lookup import Found, When, look_up, year_fits
from qa.statements.match import Outcome
from tests.answer.fakes import shared_words
from tests.samples import make_report
from tests.statements.read import tellings

FIRST, _ = make_report(
    "临江市",
    2021,
    ["地区生产总值增长6.1%。", "新建农村公路320公里。", "森林覆盖率达到41.2%。", "民间投资增长9%。", "五年累计造林50万亩，年均增长3%。"],
    ["地区生产总值增长6.5%左右。", "粮食产量120万吨以上。"],
)  # fmt: skip
SECOND, _ = make_report("临江市", 2022, ["地区生产总值增长7.3%。"], ["地区生产总值增长7%以上。"])
TOLD = tellings(FIRST, SECOND)


def find(asked: str, *years: int, basis: Basis | None = None) -> Found:
    return look_up(wanted_of(asked, shared_words()), When(years, basis), TOLD)


@pytest.mark.parametrize(
    ("asked", "years", "basis", "text"),
    [
        ("地区生产总值增速", (2020,), Basis.RESULT, "6.1%"),
        ("地区生产总值增速", (2021,), Basis.RESULT, "7.3%"),
        ("地区生产总值增速", (2021,), Basis.TARGET, "6.5%"),
        ("地区生产总值增速", (2022,), Basis.TARGET, "7%"),
        ("新建农村公路多少公里", (2020,), None, "320公里"),
        ("森林覆盖率是多少", (2020,), None, "41.2%"),
        ("地区生产总值增速", (), None, "7.3%"),
    ],
)
def test_year_and_basis_decide(asked: str, years: tuple[int, ...], basis: Basis | None, text: str) -> None:
    found = find(asked, *years, basis=basis)
    assert (found.outcome, found.best and found.best.statement.text) == (Outcome.EXACT, text)


@pytest.mark.parametrize(
    ("asked", "years", "basis", "outcome", "text"),
    [
        ("地区生产总值增速", (2019,), None, Outcome.OTHER_YEAR, None),
        ("粮食产量多少万吨", (2021,), Basis.RESULT, Outcome.OTHER_BASIS, "120万吨"),
        ("地区生产总值多少亿元", (2020,), Basis.RESULT, Outcome.OTHER_FACET, "6.1%"),
        ("投资增长多少", (2020,), None, Outcome.NARROWER, "9%"),
    ],
)
def test_what_is_nearest_and_in_what_it_differs(
    asked: str, years: tuple[int, ...], basis: Basis | None, outcome: Outcome, text: str | None
) -> None:
    found = find(asked, *years, basis=basis)
    assert found.outcome is outcome
    assert found.best is not None and text in (None, found.best.statement.text)


@pytest.mark.parametrize("asked", ["葡萄酒庄有多少家", "地铁客流量", "博士后工作站"])
def test_what_no_statement_is_of(asked: str) -> None:
    assert find(asked, 2020).outcome in (Outcome.ABSENT, Outcome.NEAR)
    assert find(asked, 2020).outcome is not Outcome.EXACT


def test_nothing_told_nothing_found() -> None:
    assert look_up(wanted_of("粮食产量", shared_words()), When((2020,)), ()).outcome is Outcome.ABSENT


def test_another_report_may_tell_it_again() -> None:
    again, _ = make_report("临江市", 2021, ["地区生产总值增长6.2%。"], [])
    found = look_up(
        wanted_of("地区生产总值增速", shared_words()), When((2020,), Basis.RESULT), (*TOLD, *tellings(again))
    )
    assert found.best is not None
    assert {found.best.statement.text, *(told.statement.text for told in found.same)} == {"6.1%", "6.2%"}


def test_figures_of_several_years_answer_no_question_about_one() -> None:
    total = next(told.statement for told in TOLD if told.statement.text == "50万亩")
    average = next(told.statement for told in TOLD if told.statement.text == "3%")
    one, mean = wanted_of("造林多少亩", shared_words()), wanted_of("造林年均增长多少", shared_words())
    assert not year_fits(one, (2020,), total)
    assert year_fits(one, (2016, 2017, 2018, 2019, 2020), total)
    assert year_fits(mean, (2016, 2017, 2018, 2019, 2020), average)
    assert not year_fits(one, (2020,), average)
    assert not year_fits(mean, tuple(range(2006, 2021)), average)


def test_growth_a_year_tells_how_much_several_years_grew() -> None:
    average = next(told.statement for told in TOLD if told.statement.text == "3%")
    grown = wanted_of("造林增长多少", shared_words())
    assert year_fits(grown, (2016, 2017, 2018, 2019, 2020), average)
    assert not year_fits(grown, (2020,), average)


def test_of_several_years_together_before_one_of_them() -> None:
    told = tellings(make_report("临江市", 2021, ["五年累计利用外资超过12亿美元。", "利用外资3亿美元。"], [])[0])
    when = When((2016, 2017, 2018, 2019, 2020))
    found = look_up(wanted_of("利用外资多少", shared_words()), when, told)
    assert found.best is not None and found.best.statement.text == "12亿美元"


def test_the_name_as_it_is_asked_before_another_of_its_line() -> None:
    told = tellings(make_report("临江市", 2021, ["政协委员提案增长10.5%。", "人大代表建议增长13.4%。"], [])[0])
    found = look_up(wanted_of("人大代表建议增速", shared_words()), When((2020,)), told)
    assert found.best is not None and found.best.statement.text == "13.4%"


def test_the_figure_before_the_mark_that_it_passed() -> None:
    said = [
        "经济总量跨过两个万亿元大关、超过6万亿元。",
        "实现地区生产总值67665亿元。",
        "农村居民人均可支配收入首次突破2万元、达到20793元。",
    ]
    told = tellings(make_report("四川省", 2026, said, [])[0])
    for asked, text in (("经济总量", "67665亿元"), ("农村居民人均可支配收入多少元", "20793元")):
        found = look_up(wanted_of(asked, shared_words()), When((2025,)), told)
        assert found.best is not None and found.best.statement.text == text


def test_how_many_there_are_before_how_many_came() -> None:
    told = tellings(make_report("临江市", 2021, ["国家高新技术企业净增580家，总数达2846家。"], [])[0])
    found = look_up(wanted_of("国家高新技术企业达到多少", shared_words()), When((2020,)), told)
    assert found.best is not None and found.best.statement.text == "2846家"


def test_what_holds_in_each_of_several_years_answers_for_each() -> None:
    report, _ = make_report("临江市", 2012, ["粮食总产量连续5年超90万吨。"], [])
    told = tellings(report)[0].statement
    asked = wanted_of("粮食总产量多少万吨", shared_words())
    assert [year_fits(asked, (year,), told) for year in (2006, 2007, 2011, 2012)] == [False, True, True, False]


def test_a_years_own_figure_comes_before_one_of_each_of_several() -> None:
    told = tellings(
        make_report(
            "广东省", 2026, ["五年来，进出口总额接连突破8万亿元、9万亿元。", "2025年，货物进出口总额9.5万亿元。"], []
        )[0]
    )
    found = look_up(wanted_of("进出口总额是多少", shared_words()), When((2025,)), told)
    assert found.best is not None and found.best.statement.text == "9.5万亿元"
