"""A term is told as the report explains it."""

from __future__ import annotations

import pytest

from qa.answer.library import Opened
from qa.answer.terms import explained, unwritten
from tests.answer.opened import asked, open_store
from tests.samples import make_report

NOTES = "名词解释\n1.“三资”：指国有资金、资产、资源。\n2.“四好农村路”：指建好、管好、护好、运营好农村公路。"


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Opened:
    made = (
        make_report("洛阳市", 2020, ["新建“四好农村路”386公里。"], [NOTES]),
        make_report("大同市", 2020, ["盘活三资，新建农村公路510公里。"], ["新建幼儿园12所。"]),
    )
    return open_store(tmp_path_factory.mktemp("terms"), made)


def test_the_whole_explanation_is_quoted(opened: Opened) -> None:
    found = explained(asked(opened, "洛阳2020年报告里的“三资”指的是什么？")[0], opened.store)
    assert found is not None
    composed, items, hits = found
    assert composed.text == "洛阳市2020年报告的名词解释，“三资”：“指国有资金、资产、资源”[1]。"
    assert items[0].text == "指国有资金、资产、资源。" and hits == (items[0].hit,)


@pytest.mark.parametrize(
    "question",
    ["大同2020年报告里的“三资”指的是什么？", "洛阳2020年新建四好农村路多少公里？", "洛阳2020年哪些产业最强？"],
)
def test_other_questions_and_reports_that_explain_nothing(opened: Opened, question: str) -> None:
    assert explained(asked(opened, question)[0], opened.store) is None


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("洛阳2020年报告里的“三新六优”指的是什么？", "没有写到“三新六优”。"),
        ("大同2020年报告里的“三资”指的是什么？", ""),
        ("洛阳2020年报告里的三新六优指的是什么？", ""),
    ],
)
def test_a_quoted_term_that_no_report_writes_is_missing(opened: Opened, question: str, missing: str) -> None:
    assert unwritten(asked(opened, question)[0], opened.store) == missing
