from __future__ import annotations

import pytest

from qa.wording.fulfilment import told_before


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # 2026 新疆, 2024 成都, a probe
        ("平台公司压掉了多少家？如果的压减目标也完成，还剩几家？", "平台公司压掉了多少家"),
        ("社区老年助餐点,要是民生实事里的新建数全部完成,总共会有多少个?", "社区老年助餐点"),
        ("充电桩有多少个，若计划如期完成，一共有多少个", "充电桩有多少个"),
        # 2026 陕西, 2026 青海, 2021 宜昌: named by the plan alone
        ("如果新增国家级“小巨人”的目标如数完成，到年底一共会有多少户？", "国家级“小巨人”"),
        ("假如新建社区食堂的计划全部完成，总共会有多少个", "社区食堂"),
        ("要是再建5G基站的任务按期完成，累计达到多少个", "5G基站"),
        ("要是完成目标，增速是多少", ""),
        ("平台公司压减目标完成了吗", ""),
    ],
)
def test_what_there_would_be(text: str, name: str) -> None:
    assert told_before(text) == name
