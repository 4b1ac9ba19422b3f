"""What was done told from what is to be done."""

from __future__ import annotations

import re

import pytest

from qa.wording import basis


@pytest.mark.parametrize(
    ("pattern", "yes", "no"),
    [
        (basis.FORWARD, ["力争新增", "要建成", "将达到", "争取完成", "目标是", "控制在"], ["要求", "争取到", "将近", "主要目标任务圆满", "完成"]),
        (basis.DONE, ["已建成", "完成了", "比上年", "截至", "累计完成"], ["已有的", "力争"]),
        (basis.STRONGLY_DONE, ["我国有", "全市现有", "已完成", "已经建成", "截至去年底", "目前"], ["已有的基础"]),
        (basis.EXPECTED, ["预计增长", "预期"], ["增长"]),
    ],
)  # fmt: skip
def test_words_anywhere(pattern: re.Pattern[str], yes: list[str], no: list[str]) -> None:
    assert [bool(pattern.search(text)) for text in yes + no] == [True] * len(yes) + [False] * len(no)


@pytest.mark.parametrize(
    ("trail", "goal", "upon"),
    [
        ("的预期目标", True, False),  # 高于6%的预期目标
        ("左右的目标", True, False),
        ("的年度任务", True, False),
        ("以上", False, False),
        ("的基础上", False, True),
        ("左右的高基数上", False, True),
        ("的项目", False, False),
        ("基础科学中心", False, False),  # 2026 江苏: 布局4个基础科学中心
        ("基础研究重点项目", False, False),
    ],
)
def test_what_follows_a_figure(trail: str, goal: bool, upon: bool) -> None:
    assert (bool(basis.OF_A_GOAL.match(trail)), bool(basis.ON_TOP_OF.match(trail))) == (goal, upon)


def test_past_work_named_inside_what_is_to_be_done() -> None:
    assert basis.NAMED_ONLY.search("2015年建成的")
    assert basis.NAMED_ONLY.search("推动2024年")
    assert not basis.NAMED_ONLY.search("2015年建成")


def test_means_given_or_got() -> None:
    # 2017 张家口, 1998 and 2011 全国: 争取地方债券, 安排扶贫贷款, 安排保障性安居工程资金
    for text in ("争取地方债券", "安排的扶贫贷款", "安排保障性安居工程资金", "争取到的项目"):
        assert re.match(rf"(?:争取|安排)(?:{basis.MEANS})", text)
    assert not re.match(rf"(?:争取|安排)(?:{basis.MEANS})", "争取新增就业")


@pytest.mark.parametrize(
    ("trail", "within", "task"),
    [
        ("的预期目标之内；", True, False),  # 2007 张家口
        ("的目标以内", True, False),
        ("的任务。", False, True),  # 2003 国务院
        ("任务。", False, True),  # 2018 国务院
        ("的预期目标", False, False),
    ],
)
def test_a_goal_that_was_kept_and_a_task_that_was_done(trail: str, within: bool, task: bool) -> None:
    assert bool(basis.WITHIN_GOAL.match(trail)) is within
    assert bool(basis.A_TASK.match(trail)) is task
    assert basis.FULFILLED.search("如期完成裁减员额")
    assert not basis.FULFILLED.search("提出裁减员额")
