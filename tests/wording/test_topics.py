"""What a clause without a figure speaks of."""

from __future__ import annotations

import pytest

from qa.wording import topics


@pytest.mark.parametrize(
    ("clause", "topic"),
    [
        ("粮食生产再获丰收", "粮食生产"),
        ("工业经济平稳增长", "工业经济"),
        ("对外开放不断扩大", "对外开放"),
        ("我省脱贫攻坚取得决定性胜利", "脱贫攻坚"),
        ("在", ""),
        ("续建太原至焦作、大同至张家口等高铁山西段", "高铁山西段"),  # 2016 山西
        ("G331沿边开放旅游大通道全线贯通", "G331沿边开放旅游大通道"),  # 2026 吉林
    ],
)
def test_what_a_clause_without_a_figure_speaks_of(clause: str, topic: str) -> None:
    assert topics.topic(clause) == topic


@pytest.mark.parametrize(
    ("clause", "topic"),
    [
        ("服务业支撑作用更加明显", "服务业"),  # 2026 四川
        ("旅游业国际影响力大幅提升", "旅游业"),  # 2026 海南
        ("农村义务教育学生营养改善计划覆盖全部农村学生", "农村义务教育学生营养改善计划"),  # 2013 陕西
        ("民营经济总量少", "民营经济"),  # 2007 张家口
    ],
)
def test_how_a_topic_stands_is_no_part_of_it(clause: str, topic: str) -> None:
    assert topics.topic(clause) == topic


def test_a_topic_before_a_mark_is_what_the_figure_is_of() -> None:
    assert topics.said_before_mark("大病保险制度基本建立、已有") == "大病保险制度"  # 2018 国务院
    assert topics.said_before_mark("老旧小区、农房") == ""
    assert topics.said_before_mark("福建、江西两省") == ""


def test_what_was_done_to_what_the_clause_speaks_of() -> None:
    assert topics.done_to("个人养老金制度全面实施、开户") == "个人养老金制度开户"
    assert topics.done_to("新建学校、幼儿园") == "新建学校、幼儿园"
