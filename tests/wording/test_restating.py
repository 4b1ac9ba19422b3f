from __future__ import annotations

import pytest

from qa.wording.restating import Step, restated

GDP = ("地区生产总值",)


@pytest.mark.parametrize(
    ("step", "text"),
    [
        (Step("value", ("河北省",), (2023,), indicators=GDP, facet="growth"), "河北省2023年地区生产总值增速是多少？"),
        (
            Step("value", ("甲市", "乙市"), (2023,), indicators=GDP, operation="difference"),
            "甲市和乙市2023年地区生产总值相差多少？",
        ),
        (
            Step("value", ("各省",), (2026,), indicators=GDP, facet="growth", basis="target", operation="highest"),
            "各省2026年地区生产总值增速目标谁最高？",
        ),
        (Step("value", ("甲市",), (2006, 2016), indicators=GDP), "甲市2006年、2016年地区生产总值分别是多少？"),
        (Step("value", ("甲市",), (2013, 2014, 2015), indicators=GDP), "甲市2013—2015年地区生产总值分别是多少？"),
        (
            Step("value", ("甲市",), (2023,), indicators=("投资",), names=("官厅水库",)),
            "甲市2023年官厅水库投资是多少？",
        ),
        (Step("value", ("四川省",), (2025,), indicators=GDP, facet="rank"), "四川省2025年地区生产总值排第几？"),
        (
            Step("list", ("甘肃省",), (2026,), of_report=True, indicators=("为民实事",)),
            "甘肃省2026年报告里为民实事有哪些？",
        ),
        (Step("mention", names=("低空经济",)), "最早在哪份报告里提到低空经济？"),
    ],
)
def test_restated(step: Step, text: str) -> None:
    assert restated(step) == text
