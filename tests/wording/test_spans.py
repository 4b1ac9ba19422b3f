"""How a figure belongs to several years."""

from __future__ import annotations

import re

import pytest

from qa.wording import spans


@pytest.mark.parametrize(
    ("pattern", "yes", "no"),
    [
        (spans.AVERAGE, ["年均增长", "平均每年增长", "每年递增", "年递增"], ["年均浓度", "年平方", "平均", "年均气温"]),
        (spans.TOTAL, ["累计完成", "共建成", "先后"], ["合计", "公共服务", "共建共治", "共同富裕", "共享", "中共"]),
        (spans.ADDS_UP, ["新增就业", "完成造林", "建成学校", "减免税费"], ["生产总值", "森林覆盖率", "实现生产总值"]),
        (spans.STOCK, ["贷款余额", "通车里程", "城镇化率", "达到", "拥有"], ["新增就业", "粮食产量", "空气达标"]),
        (spans.HOLDS, ["里程达到", "拥有", "已有", "稳定在"], ["建成", "新增"]),
        (spans.EVERY_YEAR, ["每年办好", "逐年新增"], ["每人每年", "每年度"]),
        (spans.SAME_YEAR, ["比上年", "同比", "全年"], ["五年", "比2020年"]),
        (spans.IN_EACH, ["一直控制在", "接连突破", "始终"], ["接连发生", "稳定"]),
        (spans.HELD, ["播种面积稳定在", "满意度保持在", "产量稳定在近"], ["要保持在", "稳定在全国", "稳定就业"]),
        (spans.IN_A_ROW, ["连续5年超", "连续三年达到", "连续十二年为"], ["连续5年第", "连续开展", "5年"]),
        (spans.ALTOGETHER, ["能耗累计下降", "累计增长了", "累计提高"], ["累计完成", "同比下降", "累计下降到"]),
        (spans.THAT_PACE, ["的速度", "的增长速度", "的水平"], ["的项目", "，速度", "的预期目标"]),
        (spans.BUILT_BY_NOW, ["累计建成高标准农田", "，累计建成"], ["五年累计建成", "累计建成投产", "累计新建"]),
        (spans.ALL_TOLD, ["，总量达到", "以上，总数", "、总面积"], ["，增长", "，新增"]),
        (spans.OF_SEASON, ["雪季", "采暖季", "学年"], ["年度", "季度"]),
        (spans.FROM, ["从", "由2007年的"], ["由此，", "从严治党，达到"]),
    ],
)
def test_words(pattern: re.Pattern[str], yes: list[str], no: list[str]) -> None:
    assert [bool(pattern.search(text)) for text in yes + no] == [True] * len(yes) + [False] * len(no)


@pytest.mark.parametrize(
    ("behind", "leads"),
    [("提高到", True), ("增加到2012年的", True), ("，达到", False), ("的企业", False), ("升至", True)],
)
def test_where_a_change_leads(behind: str, leads: bool) -> None:
    assert bool(spans.TO.match(behind)) is leads


def test_what_held_in_each_year_and_what_adds_up() -> None:
    assert spans.IN_EACH.search("占国内生产总值比例持续超过")  # 2018 国务院
    assert spans.IN_EACH.search("参保率均稳定在")  # 2026 甘肃
    assert not spans.IN_EACH.search("参保率稳定在")  # 2026 江苏
    for said in ("安排了城镇劳动力就业", "签署合作协议", "高校毕业生就业"):  # 1985 国务院, 2017 张家口
        assert spans.ADDS_UP.search(said)
    assert not spans.AVERAGE.search("PM2.5年平均浓度")  # 2026 广东
    assert spans.AVERAGE.search("年平均增长")


@pytest.mark.parametrize(
    ("between", "moved"),
    [
        # 内蒙古, 甘肃, 国务院
        ("、下降", True),
        ("，同比增长", True),
        ("、提高了", True),
        ("、", False),
        ("，粮食产量增长", False),
    ],
)
def test_how_the_next_of_several_moved(between: str, moved: bool) -> None:
    assert bool(spans.MOVED_NEXT.fullmatch(between)) is moved


@pytest.mark.parametrize(
    ("opening", "behind"),
    [
        # 2016 山西, 2021 宜昌, 2026 青海
        ("各位代表，2015年是“十二五”收官之年。五年来，全省", "五年来，全省"),
        ("2020年是全面建成小康社会决胜之年。五年来，我们", "五年来，我们"),
        ("2025年是“十四五”规划收官之年！五年来，综合实力", "五年来，综合实力"),
    ],
)
def test_what_a_year_was_is_said_before_the_years(opening: str, behind: str) -> None:
    said = spans.ROLE_OF_YEAR.match(opening)
    assert said and opening[said.end() :] == behind
    assert not spans.ROLE_OF_YEAR.match("2025年，全省生产总值增长5%。")
