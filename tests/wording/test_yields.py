"""What is produced, and how much."""

from __future__ import annotations

import pytest

from qa.wording import yields


@pytest.mark.parametrize(
    ("name", "before", "measure"),
    [
        ("天然气", "原油产量", "产量"),  # 2026 新疆
        ("核桃", "红枣产量", "产量"),  # 2026 新疆
        ("摩托车", "汽车产量", "产量"),
        ("播种面积", "粮食产量", ""),
        ("农业企业", "粮食产量", ""),
        ("核桃", "林果面积", ""),
    ],
)
def test_what_is_produced_is_measured_alike(name: str, before: str, measure: str) -> None:
    assert yields.yield_shared(name, before) == measure


@pytest.mark.parametrize(
    ("name", "before", "what"),
    [
        ("货邮", "胶东国际机场旅客吞吐量", "吞吐量"),  # 2024 青岛
        ("集装箱", "九江港货物吞吐量", "吞吐量"),  # 2026 江西
        ("旅客", "机场货邮吞吐量", "吞吐量"),
        ("航线", "机场旅客吞吐量", ""),
        ("集装箱", "船舶数量", ""),
    ],
)
def test_what_passes_through(name: str, before: str, what: str) -> None:
    assert yields.thrown(name, before) == what


@pytest.mark.parametrize(
    ("lead", "name", "grown"),
    [
        ("粮食五年增产", "粮食", True),  # 2026 新疆
        ("夏粮增产", "夏粮", True),
        ("原油减产约", "原油", True),
        ("棉花稳定在", "棉花", True),  # 2026 新疆
        ("农民增产", "农民", False),
        ("粮食增收", "粮食", False),
    ],
)
def test_what_was_produced_more(lead: str, name: str, grown: bool) -> None:
    assert bool(yields.TOLD.search(lead) and yields.CROP.fullmatch(name)) is grown
