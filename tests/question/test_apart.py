"""Parts of a question of different times, and what each goes on about."""

from __future__ import annotations

import pytest

from qa.question.apart import asked_again, asks_each, groups_of_asks, unlike


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("城里人2017年收入多少,涨了几成?2018年目标是涨多少?", ["城里人2017年收入多少,涨了几成", "2018年目标是涨多少"]),
        ("研发强度是多少?今年想提到多少?", ["研发强度是多少", "今年想提到多少"]),
        (
            "2017年报告给PM2.5定的线是多少,往后五年又要压到多少",
            ["2017年报告给PM2.5定的线是多少", "往后五年又要压到多少"],
        ),
        ("去年旅居的有多少人,比前年多了几成?", ["去年旅居的有多少人,比前年多了几成"]),
    ],
)
def test_a_part_that_names_a_time_begins_anew(text: str, groups: list[str]) -> None:
    assert groups_of_asks(text, lambda asked: False) == groups


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("2017年收入多少元,涨了百分之几", "2018年目标是涨多少"), True),
        (("前五年一共搬迁多少人", "2018年搬迁多少人"), True),
        (("2023年增速是多少", "2024年增速是多少"), False),
        (("2019年新建学校几所", "2020年目标是多少"), False),
    ],
)
def test_a_course_tells_figures_of_one_kind_only(texts: tuple[str, ...], expected: bool) -> None:
    assert unlike(texts) is expected


@pytest.mark.parametrize(
    ("own", "before", "expected"),
    [
        ("这两项的目标是多少", ["农民收入多少?粮食产量多少"], (("目标是多少", "农民收入"), ("目标是多少", "粮食产量"))),
        (
            "给这两项定的底线是多少",
            ["多少农民打工", "挣了多少钱"],
            (("给定的底线是多少", "农民打工"), ("给定的底线是多少", "挣钱")),
        ),
        ("的目标是多少", ["粮食产量多少,增长多少"], (("的目标是多少", "粮食产量"),)),
        ("的目标是多少", ["粮食产量多少"], ()),
        ("这两项的目标是多少", ["粮食产量多少"], ()),
    ],
)
def test_what_a_part_goes_on_about(own: str, before: list[str], expected: tuple[tuple[str, str], ...]) -> None:
    assert asked_again(own, before) == expected


def test_all_that_was_asked_before() -> None:
    assert asks_each("目标各是多少") and asks_each("今年两项的底线") and not asks_each("各县的目标")
