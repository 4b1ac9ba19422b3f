from __future__ import annotations

import pytest

from qa.wording.backward import asks_backward, asks_before, tells_way, without_backward, without_premise, years_before


@pytest.mark.parametrize(
    "text",
    # 2016 山西, 2026 吉林, 2025 深圳
    ["比重应该是多少？（报告只给了2015年的数和提高的幅度）", "比例是多少？报告只说了提高的点数", "算下来是多少"],
)
def test_what_is_to_be_worked_out(text: str) -> None:
    assert asks_before(text) and not asks_before("比例是多少")


def test_what_is_no_part_of_the_name() -> None:
    assert without_premise("优良比例是多少?报告只2025年和提高的点数") == "优良比例是多少"
    assert without_backward("税收占比倒算下来是多少") == "税收占比是多少"
    assert asks_backward("倒推上年") and years_before("五年前是多少") == 5


@pytest.mark.parametrize(
    ("text", "way"),
    [
        # 2026 吉林, 2025 苏州, 2013 河南
        ("报告没直接写的话，麻烦按提高的幅度倒推一下", True),
        ("按增幅往回推一下", True),
        ("用增速倒算", True),
        ("倒推一下粮食产量", False),
    ],
)
def test_how_it_is_to_be_worked_out_names_nothing(text: str, way: bool) -> None:
    assert tells_way(text) is way


@pytest.mark.parametrize(
    ("text", "backward"),
    [
        # An increase: 国务院 2025, 山西 2026, 晋江 2022; a move: 包头 2018, 山西 2026, 贵州 2010
        ("报告讲一般公共预算支出29.7万亿，比上年多1.2万亿，那是多少", True),
        ("发电装机，比上年增加，那么上年是多少", True),
        ("新增贷款，比去年少，那去年是多少", True),
        ("赤字规模比上年增加多少", False),
        ("一般公共预算收入降了，那是多少亿？", True),
        ("收入腰斩，下降前（2016年）是多少亿元", True),
        ("原煤产量增长，那么原来是多少", True),
        ("价格涨了，那又涨了多少", False),
    ],
)
def test_a_move_that_is_given_leads_to_what_was_before(text: str, backward: bool) -> None:
    assert asks_backward(text) is backward
