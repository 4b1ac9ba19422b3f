from __future__ import annotations

import pytest

from qa.wording.sides import side_of


@pytest.mark.parametrize(
    ("token", "side"),
    [
        # 2025 深圳, 2026 青海, 2026 甘肃
        ("增速", "增速"),
        ("同比增幅", "增速"),
        ("全国排第几", "在全国排第几"),
        ("占全国比重", "占全国比重"),
        ("占GDP的比重", "占GDP比重"),
        # The country is taken out where it has reports.
        ("占比重", "占比重"),
        ("占全省的几成", "占全省比重"),
        ("出口额", ""),
        ("增速目标", ""),
    ],
)
def test_what_is_asked_besides(token: str, side: str) -> None:
    assert side_of(token) == side
