"""What is done within an undertaking told before."""

from __future__ import annotations

import pytest

from qa.wording.undertakings import told_within, undertaken


@pytest.mark.parametrize(
    ("clause", "what"),
    [
        ("开展城市品质提升三年行动", "城市品质提升三年行动"),  # 2019 诸暨
        ("组织开展扩大有效投资专项行动", "扩大有效投资专项行动"),  # 2026 宁夏
        ("打好防汛抗旱硬仗", "防汛抗旱硬仗"),  # 2022 承德
        ("与四川沐川、宁夏同心等地开展东西部扶贫协作", "东西部扶贫协作"),  # 2018 诸暨
        ("三是围绕民生福祉", "民生福祉"),  # 2026 辽宁
        ("稳妥推进保障性住房建设", "保障性住房建设"),  # 2026 吉林
        ("城市面貌焕然一新", ""),
        ("实施项目", ""),
    ],
)
def test_undertakings(clause: str, what: str) -> None:
    assert undertaken(clause) == what


@pytest.mark.parametrize(
    "name", ["实施项目", "投入帮扶资金", "解决问题诉求", "提出指标", "实施重点项目", "典型案例", "经验做法"]
)
def test_what_any_has(name: str) -> None:
    assert told_within(name)


@pytest.mark.parametrize("name", ["实施帮扶企业项目库", "项目", "扶贫资金", "解决饮水困难", "引进高层次人才"])
def test_what_is_of_its_own(name: str) -> None:
    assert not told_within(name)
