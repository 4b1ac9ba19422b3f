"""Figures that no report gives, reckoned from two that one does."""

from __future__ import annotations

import pytest

from qa.answer.library import Opened
from qa.answer.reckon import Reckoned, reckoned
from tests.answer.fakes import shared_words
from tests.answer.opened import asked, open_store


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Opened:
    return open_store(tmp_path_factory.mktemp("reckon"))


def reckon(opened: Opened, question: str) -> Reckoned | None:
    return reckoned(*asked(opened, question), opened.shelf, opened.store, shared_words())


def test_the_year_before_from_value_and_growth(opened: Opened) -> None:
    found = reckon(opened, "按洛阳2019年地区生产总值和增速倒推，2018年是多少亿元？")
    assert found is not None
    assert found.composed.text.startswith(
        "洛阳市2018年地区生产总值约5000亿元（5400÷(1+8%)≈5000亿元；按增速反推，为估算）。"
    )
    assert [figure.status for figure in found.composed.figures] == ["quoted", "quoted", "derived"]
    assert [item.text for item in found.evidence] == ["地区生产总值5400亿元，增长8%。"]
    assert found.composed.used == (1,)


def test_a_share_of_two_amounts(opened: Opened) -> None:
    found = reckon(opened, "洛阳2019年税收收入占一般公共预算收入的百分之几？")
    assert found is not None
    assert "70%" in found.composed.text and "280" in found.composed.text and "400" in found.composed.text
    assert found.composed.figures[-1].formula is not None


@pytest.mark.parametrize(
    "question",
    [
        "洛阳2019年地区生产总值是多少亿元？",
        "按大同2019年地区生产总值和增速倒推，2018年是多少亿元？",
        "洛阳2019年旅游收入占一般公共预算收入的百分之几？",
    ],
)
def test_nothing_is_reckoned_unasked_or_without_an_operand(opened: Opened, question: str) -> None:
    assert reckon(opened, question) is None
