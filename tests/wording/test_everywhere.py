from __future__ import annotations

import re

import pytest

from qa.wording.everywhere import CITIES, CONTEST, COUNTED, COUNTIES, EXCEPT, PLACES, PROVINCES, REPORTS, TOWNS, ZONES


@pytest.mark.parametrize(
    ("pattern", "texts"),
    [
        (
            PROVINCES,
            (
                "各省GDP增速",
                "各省份2024年目标",
                "哪个省增速最高",
                "哪些省提到低空经济",
                "GDP最高的是哪个省",
                "31个省的目标",
                "所有省份",
                "有几个省超过6%",
                "给了数的省区里谁最多",
                "有明确数字的几个省区从高到低排一排",
                "写了收入比的省份中",
                "报了的省份都列一下",
                "12个省区市里谁最快",
            ),
        ),
        (CITIES, ("各市GDP", "哪个市多", "哪些城市提到数字经济", "各地市2023年财政收入")),
        (TOWNS, ("各镇工业产值", "哪个镇最高", "各乡镇人口")),
        (ZONES, ("各开发区GDP", "哪个园区产值最高", "哪些高新区")),
        (COUNTIES, ("各县粮食产量", "哪个县的森林覆盖率最高", "哪些县区有工业园")),
        (
            PLACES,
            ("各地2024年GDP目标", "哪个地方最早提到碳达峰", "所有地区的增速", "哪些地方敢定到5.5%", "是哪些地方？"),
        ),
        (
            REPORTS,
            (
                "全部报告里",
                "收录的报告中谁的增速最高",
                "所有政府工作报告",
                "没写具体数字的有哪几份",
                "这12份2026年省级报告里",
            ),
        ),
        (
            CONTEST,
            (
                "谁跑得最快",
                "哪儿降得最多",
                "最高的是谁",
                "从高到低排一排",
                "由多到少列出来",
                "目标最高和最低相差几个点",
            ),
        ),
        (COUNTED, ("这三个市谁高", "两个省比一比", "上述四座城市")),
    ],
)
def test_all_places_are_asked(pattern: re.Pattern[str], texts: tuple[str, ...]) -> None:
    assert [text for text in texts if not pattern.search(text)] == []


@pytest.mark.parametrize(
    ("pattern", "texts"),
    [
        (PROVINCES, ("全省各级部门", "各省直部门", "给各省下达了多少", "在哪个省研发成功")),
        (CITIES, ("各市场主体", "各市直部门", "在哪个城市研发成功", "能飞几个城市")),
        (TOWNS, ("各镇长", "城镇化率")),
        (ZONES, ("开发区GDP", "新区建设")),
        (COUNTIES, ("各县长", "哪些区域", "各县级医院")),
        (PLACES, ("对各地是硬杠杠吗", "各地方政府", "哪些地方还有不足")),
        (REPORTS, ("去年的报告", "报告里提到", "作政府工作报告", "这六份报告的目标")),
        (CONTEST, ("谁来做报告", "哪一年提出的", "最大的项目是什么")),
        (COUNTED, ("三个市级中心", "五个县长", "两个县域集群")),
    ],
)
def test_others_are_not(pattern: re.Pattern[str], texts: tuple[str, ...]) -> None:
    assert [text for text in texts if pattern.search(text)] == []


@pytest.mark.parametrize("text", ["除了□□以外谁最高", "除□□、□□外各省", "不算□□，哪个市多", "除去□□和□□之外"])
def test_all_but_some(text: str) -> None:
    assert EXCEPT.search(text)


@pytest.mark.parametrize("text", ["除□□的项目外", "免除□□债务", "除此之外"])
def test_other_exceptions(text: str) -> None:
    assert not EXCEPT.search(text)


@pytest.mark.parametrize("text", ["涨幅超过7%的都有谁？", "目标定到6%的是哪几个？", "增速最高的有哪些？"])
def test_who_they_all_are_is_asked_of_all(text: str) -> None:
    assert CONTEST.search(text)
