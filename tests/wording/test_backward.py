from __future__ import annotations

import pytest

from qa.wording.backward import asks_backward, asks_before, without_backward, without_premise, years_before


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
