from __future__ import annotations

import pytest

from qa.wording.better import less_is_better


@pytest.mark.parametrize(
    "name",
    [
        "城镇登记失业率",
        "居民消费价格",
        "单位地区生产总值能耗",
        "赤字率",
        "PM2.5年均浓度",
        "化学需氧量排放量",
        "城乡居民收入比",
    ],
)
def test_less_is_better(name: str) -> None:
    assert less_is_better(name)


@pytest.mark.parametrize(
    "name", ["地区生产总值", "城镇新增就业", "能耗下降率", "二氧化硫减排", "居民收入", "森林覆盖率"]
)
def test_more_is(name: str) -> None:
    assert not less_is_better(name)
