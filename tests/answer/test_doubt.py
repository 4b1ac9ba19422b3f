from __future__ import annotations

from collections.abc import Sequence

import pytest

from qa.answer.assistant import Assistant
from qa.answer.composed import Composed
from qa.answer.doubt import in_doubt, leaves_open
from qa.answer.stated import Cell, cells_of
from qa.records import CheckedFigure, Plan, Turn
from tests.answer.fakes import make_assistant


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return make_assistant(tmp_path_factory.mktemp("doubt"))


def read(assistant: Assistant, question: str, history: Sequence[Turn] = ()) -> tuple[Plan, tuple[Cell, ...]]:
    opened = assistant._library.current()
    plan = opened.planner.plan(question, history)
    return plan, cells_of(plan, opened.shelf, opened.store, assistant._words)


@pytest.mark.parametrize(
    ("question", "doubted"),
    [
        ("洛阳2019年新建了多少公里农村公路？", False),
        ("洛阳2019年地区生产总值增长多少？", False),
        ("洛阳2019年乡间通道修了多少公里？", True),
        ("2019年洛阳和大同的农村公路建设有什么不同？", True),
        ("洛阳2019年农村公路建得怎么样？", False),
        ("哪份报告最早提到农村公路？", False),
        ("2019年新建农村公路超过400公里的有哪些？", False),
    ],
)
def test_what_the_rules_may_have_misread(assistant: Assistant, question: str, doubted: bool) -> None:
    assert in_doubt(*read(assistant, question)) is doubted


def test_what_leans_on_the_question_before_is_doubted(assistant: Assistant) -> None:
    earlier = (Turn("user", "洛阳2019年新建了多少公里农村公路？"),)
    assert in_doubt(*read(assistant, "大同呢？", earlier))


@pytest.mark.parametrize(
    ("question", "text", "figures", "open_"),
    [
        ("洛阳2019年新建了多少公里农村公路？", "新建农村公路386公里。", ("386公里",), False),
        ("洛阳2019年新建农村公路多少公里，改造危桥多少座？", "改造危桥52座。", ("52座",), True),
        ("洛阳2019年新建农村公路多少公里？", "改造危桥52座。", ("52座",), True),
        (
            "洛阳农村公路2018年到2019年翻了几倍，平均每年多少？",
            "386公里是320公里的1.21倍。",
            ("386公里", "1.21倍"),
            True,
        ),
    ],
)
def test_what_code_reckoned_may_be_part_of_what_is_asked(
    assistant: Assistant, question: str, text: str, figures: tuple[str, ...], open_: bool
) -> None:
    plan, cells = read(assistant, question)
    told = Composed(text, (1,), "extractive", tuple(CheckedFigure(figure, "quoted", 1) for figure in figures))
    assert leaves_open(plan, cells, told) is open_
