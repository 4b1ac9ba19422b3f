"""What statements leave open, looked for in sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.answer.beside import Search, parts_beside, rows_beside
from qa.answer.conclude import compared
from qa.answer.library import Opened
from qa.statements.match import Outcome
from tests.answer.opened import asked, open_store
from tests.samples import make_report

MADE = (
    make_report(
        "洛阳市",
        2020,
        ["龙门口岸过货量突破200万吨。", "新建农村公路386公里。", "游客平均停留83天。"],
        ["推动龙门口岸提档升级，力争货物进出突破300万吨。"],
    ),
)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Opened:
    folder: Path = tmp_path_factory.mktemp("beside")
    return open_store(folder, MADE)


def search(opened: Opened) -> Search:
    return lambda plan: opened.retriever.run(plan, 8)


def test_a_row_without_a_figure_is_told_by_the_sentence_that_may_have_it(opened: Opened) -> None:
    plan, cells = asked(opened, "洛阳龙门口岸2019年过货多少万吨？2020年打算做到多少万吨？")
    assert [cell.statement is None for cell in cells] == [False, True]
    again = rows_beside(plan, cells, search(opened), 8)
    assert again[1].found.outcome is Outcome.NEAR and again[1].item and "300万吨" in again[1].item.text
    composed = compared(plan, again)
    assert composed is not None and "最接近的原文见[2]" in composed.text and "未提及" not in composed.text


def test_rows_that_all_have_their_figure_stay(opened: Opened) -> None:
    plan, cells = asked(opened, "洛阳2019年新建农村公路多少公里？")
    assert rows_beside(plan, cells, search(opened), 8) == cells


def test_parts_are_told_by_statements_and_by_sentences(opened: Opened) -> None:
    plan, cells = asked(opened, "洛阳2019年新建了多少公里农村公路？来玩的人待了多少天？")
    found = parts_beside(plan, cells, search(opened), 8, opened.sufficiency)
    assert found is not None
    assert found[0].text.startswith("洛阳市2019年新建农村公路386公里[1]。")
    assert "“游客平均停留83天”[2]" in found[0].text
