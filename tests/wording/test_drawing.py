from __future__ import annotations

import pytest

from qa.wording.drawing import asks_to_draw, without_drawing


@pytest.mark.parametrize(
    "text",
    (
        "画成图",
        "画成图吧",
        "把上面的结果画成柱状图",
        "能不能用折线图表示？",
        "画个图看看",
        "请把这些数据做成图表",
        "给我画一张图",
        "用图展示一下",
        "画出来",
        "生成折线图",
        "转成柱图",
        "plot it",
        "Draw a chart",
    ),
)
def test_asks_for_a_picture_of_what_was_told(text: str) -> None:
    assert asks_to_draw(text)


@pytest.mark.parametrize(
    "text",
    (
        "",
        "各省怎么画好发展蓝图？",
        "公共图书馆有多少个？",
        "那包头呢？",
        "2024年新建了多少个图书馆",
        "绘制了什么样的宏伟蓝图？",
        "画家村接待了多少游客",
        "看看结果",
        "总结一下",
        "show me the budget of Chengde",
    ),
)
def test_asks_for_something_else(text: str) -> None:
    assert not asks_to_draw(text)
    assert without_drawing(text) == text


@pytest.mark.parametrize(
    ("text", "of"),
    (
        ("各省2026年GDP增长目标，画成图", "各省2026年GDP增长目标"),
        ("比较承德和张家口的粮食产量。请用柱状图表示。", "比较承德和张家口的粮食产量。"),
        ("画出张家口历年GDP增速的折线图", "张家口历年GDP增速"),
        ("帮我画一张各省2026年固定资产投资目标的柱状图", "各省2026年固定资产投资目标"),
        ("包头2013到2017年财政收入走势，画个图", "包头2013到2017年财政收入走势"),
    ),
)
def test_what_is_to_be_drawn_is_asked_about(text: str, of: str) -> None:
    assert without_drawing(text) == of
