from __future__ import annotations

import pytest

from qa.wording.outcomes import Told, sought_in


@pytest.mark.parametrize(
    ("text", "topic", "told", "name", "rate"),
    [
        ("张家口历年GDP目标完成得怎么样", "历年GDP目标完成得怎么样", Told.ALL, "GDP", False),
        ("哪些省去年没完成增长目标", "没完成增长目标", Told.MISSED, "", True),
        ("2021年宜昌工业技改投资的增长目标达到了没有？", "工业技改投资的增长目标达到了没有", Told.ALL, "工业技改投资", True),
        ("1998年全国经济达到年初定的增长目标没有？", "经济达到年初定的增长目标没有", Told.ALL, "经济", True),
        ("哪些地方没有达到城镇新增就业目标", "没有达到城镇新增就业目标", Told.MISSED, "城镇新增就业", False),
        ("哪几个市2023年完成了粮食产量目标", "完成了粮食产量目标", Told.REACHED, "粮食产量", False),
        ("承德市2023年外贸目标完成情况", "外贸目标完成情况", Told.ALL, "外贸", False),
        ("各地财政收入目标是否实现", "财政收入目标是否实现", Told.ALL, "财政收入", False),
        ("固定资产投资目标与实际完成情况", "固定资产投资目标与实际完成情况", Told.ALL, "固定资产投资", False),
    ],
)  # fmt: skip
def test_what_came_of_targets_is_asked(text: str, topic: str, told: Told, name: str, rate: bool) -> None:
    sought = sought_in(text, topic)
    assert sought is not None
    assert (sought.told, sought.name, sought.rate) == (told, name, rate)


@pytest.mark.parametrize(
    "text",
    [
        "承德市2024年GDP增长目标是多少？",
        "大庆“十二五”GDP年均增长12%的规划目标完成了吧？",
        "海南要实现“十五五”目标，报告提出的“八个聚焦”是聚焦哪八个方面？",
        "1998年咱们国家经济增长超额完成了8%的目标，这一年具体增长了多少？",
        "为完成全年目标要抓好哪些工作？",
        "2006年完成数和2007年目标比哪个大？",
        "新建农村公路完成了多少公里？",
    ],
)
def test_targets_alone_and_results_alone_are_something_else(text: str) -> None:
    assert sought_in(text, text) is None
