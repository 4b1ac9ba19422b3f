"""Turns of events that a question takes for granted."""

from __future__ import annotations

import pytest

from qa.wording.presuming import Event, presumed_in, tells_of


@pytest.mark.parametrize(
    ("text", "presumed"),
    [
        ("地铁项目为什么被叫停", (Event.STOPPED,)),
        ("外贸出口下滑的原因是什么", (Event.FELL,)),
        ("增长目标为何没能完成", (Event.FAILED,)),
        ("目标为啥往上调", (Event.RAISED,)),
        ("粮食为什么增产", ()),
        ("外贸出口下滑了多少", ()),
    ],
)
def test_what_the_question_for_a_reason_has_happen(text: str, presumed: tuple[Event, ...]) -> None:
    assert presumed_in(text) == presumed


@pytest.mark.parametrize(
    ("event", "text", "told"),
    [
        (Event.FELL, "出口降了3%", True),
        (Event.FELL, "进出口-2.1%", True),
        (Event.FELL, "出口增长3%", False),
        (Event.STOPPED, "项目暂停建设", True),
        (Event.STOPPED, "项目加快建设", False),
        (Event.FAILED, "与预期尚有差距", True),
    ],
)
def test_whether_a_report_tells_of_it(event: Event, text: str, told: bool) -> None:
    assert tells_of(event, text) is told
