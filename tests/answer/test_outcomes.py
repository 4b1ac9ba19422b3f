"""Questions about what came of targets."""

from __future__ import annotations

import pytest

from qa.answer.library import Opened
from qa.answer.outcomes import Untold, outcomes_told
from tests.answer.opened import open_store
from tests.samples import make_report


def growth(came: str, goal: str) -> tuple[list[str], list[str]]:
    return [f"地区生产总值增长{came}。", "粮食产量300万吨。"], [f"地区生产总值增长{goal}。", "粮食产量310万吨以上。"]


MADE = tuple(
    make_report(place, year, *growth(came, goal))
    for place, year, came, goal in (
        ("洛阳市", 2018, "7.9%", "8%"),
        ("洛阳市", 2019, "8.2%", "8%左右"),
        ("洛阳市", 2020, "7.4%", "7%以上"),
        ("大同市", 2019, "6.1%", "6.5%"),
        ("大同市", 2020, "6.6%", "6%"),
        ("长治市", 2020, "6.6%", "6%"),
    )
)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Opened:
    return open_store(tmp_path_factory.mktemp("outcomes"), MADE)


def told(opened: Opened, question: str) -> tuple[str, list[list[str]], dict[int, str]]:
    found = outcomes_told(opened.planner.plan(question, ()), opened.store)
    assert found is not None and not isinstance(found, Untold)
    composed, evidence = found
    rows = [[cell.text for cell in row] for row in composed.table.rows] if composed.table else []
    return composed.text, rows, {item.number: item.text for item in evidence}


def test_all_the_years_of_a_place(opened: Opened) -> None:
    text, rows, cited = told(opened, "洛阳历年GDP增长目标完成得怎么样")
    assert text.splitlines()[0] == (
        "洛阳市地区生产总值增长目标，收录的报告里共有 3 个：达到 1 个，未达到 1 个，没有说 1 个。"
    )
    assert text.splitlines()[1].startswith("洛阳市2018年：目标8%[") and "达到（高0.2个百分点）" in text
    assert rows == [
        ["洛阳市2018年", "8%", "8.2%", "达到", "高0.2个百分点"],
        ["洛阳市2019年", "8%左右", "7.4%", "未达到", "低0.6个百分点"],
        ["洛阳市2020年", "7%以上", "未提及", "没有说", "—"],
    ]
    assert {f"[{number}]" in text for number in cited} == {True}
    assert cited[1] == "地区生产总值增长8%。"


def test_which_places_missed_their_target(opened: Opened) -> None:
    text, rows, _ = told(opened, "2019年哪些市没完成增长目标")
    assert "未达到的有：洛阳市2019年。" in text
    assert rows == [] and "目标8%左右[1]，结果7.4%[2]，未达到（低0.6个百分点）" in text
    text, _, _ = told(opened, "2019年哪些市完成了增长目标")
    assert "达到或大致达到的有：大同市2019年。" in text


def test_one_target(opened: Opened) -> None:
    text, rows, _ = told(opened, "洛阳2018年GDP增长目标实现了没有？")
    assert text.splitlines() == [
        "洛阳市2018年地区生产总值增长目标达到：",
        "洛阳市2018年：目标8%[1]，结果8.2%[2]，达到（高0.2个百分点）。",
    ]
    assert rows == []


def test_amounts(opened: Opened) -> None:
    text, _, _ = told(opened, "大同2019年粮食产量目标完成情况")
    assert "未达到（低10万吨）" in text


def test_without_a_report_on_the_year_nothing_is_compared(opened: Opened) -> None:
    found = outcomes_told(opened.planner.plan("长治2020年GDP增长目标完成了吗", ()), opened.store)
    assert isinstance(found, Untold) and "无法对照" in found.text
    assert found.nearest is not None and found.nearest.text == "地区生产总值增长6%。"


@pytest.mark.parametrize(
    "question", ["洛阳2019年GDP增长目标是多少？", "洛阳2018年葡萄产量目标完成了吗", "洛阳2018年目标完成了吗"]
)
def test_other_questions_are_answered_elsewhere(opened: Opened, question: str) -> None:
    assert outcomes_told(opened.planner.plan(question, ()), opened.store) is None
