"""Marks of order, numbers of things, names counted together."""

from __future__ import annotations

import pytest

from qa.wording.ordinals import ANNOUNCES, SALUTATION, counted_in, counts_in, marks_in, named_together


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("一是稳增长。二是惠民生。", [("be", 1), ("be", 2)]),
        ("（一）抓工业\n（二）抓农业", [("round", 1), ("round", 2)]),
        ("一、回顾\n十二、展望", [("comma", 1), ("comma", 12)]),
        ("办好十件实事：\n1．建学校；\n10．修路。", [("dot", 1), ("dot", 10)]),
        (
            "集中力量办好12件实事：1.新建学校50所；2.开展培训；3.新增床位。",
            [("dot", 1), ("dot", 2), ("dot", 3)],
        ),  # 2024 青岛
        ("——经济强。\n——民生好。", [("dash", 0), ("dash", 0)]),
        ("①水②电", [("ring", 1)]),
        ("第一，坚持。第二，创新。", [("nth", 1), ("nth", 2)]),
        ("增长5.2%，1.5万人；3个。", []),
        ("", []),
    ],
)
def test_marks(text: str, marks: list[tuple[str, int]]) -> None:
    assert [(mark.form, mark.number) for mark in marks_in(text)] == marks


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("必须做到“八个聚焦”", [(8, "聚焦")]),  # 2026 海南
        ("持续推进“八项民生工程”", [(8, "民生工程")]),  # 2026 宁夏
        ("每年办成10件为民实事", [(10, "为民实事")]),  # 2026 甘肃
        ("抓好十个方面工作", [(10, "工作")]),
        ("三大主导产业产值分别增长", [(3, "主导产业")]),
        ("二十三项改革", [(23, "改革")]),
        ("三个月、六个县", []),
        ("第三条", []),
    ],
)
def test_numbers_of_things(text: str, counted: list[tuple[int, str]]) -> None:
    assert [(each.number, each.noun) for each in counted_in(text)] == counted


def test_what_stands_where_it_says() -> None:
    text = "重点办好45件民生实事，进一步提升"
    (counted,) = counted_in(text)
    assert text[counted.start : counted.end] == counted.said == "45件民生实事"


def test_names_counted_together() -> None:
    text = "集成电路、生物医药、人工智能三大先导产业规模突破2万亿元"  # 2026 上海
    (named,) = named_together(text)
    assert [text[start:end] for start, end in named.parts] == ["集成电路", "生物医药", "人工智能"]
    assert (named.counted.number, named.counted.noun) == (3, "先导产业规模突破")
    assert list(named_together("新材料、新能源五大产业")) == []


@pytest.mark.parametrize(
    ("text", "announces"), [("重点做好以下工作：", True), ("主要目标是：", True), ("民生改善", False)]
)
def test_announcing(text: str, announces: bool) -> None:
    assert bool(ANNOUNCES.search(text)) is announces


def test_a_salutation_announces_nothing() -> None:
    assert SALUTATION.match("各位代表：")


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("重点推进十个方面工作", [(10, "个方面")]),
        ("抓好以下五项工作", [(5, "项")]),
        ("十二件民生实事和两大工程", [(12, "件"), (2, "大")]),
        ("3个方面", [(3, "个方面")]),
        ("一百二十个大型项目", []),
        ("增长0.5个百分点，历时六个月，惠及八个县", []),
        ("第三项议程", []),
    ],
)
def test_counts_of_things(text: str, counts: list[tuple[int, str]]) -> None:
    assert list(counts_in(text)) == counts


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("围绕白酒、烟草、铝及铝加工“三大产业集群”", ["白酒", "烟草", "铝及铝加工"]),  # 2021 遵义
        ("缩小城乡、区域、收入“三大差距”", ["缩小城乡", "区域", "收入"]),  # 2026 浙江
        (
            "推进城中村改造、保障性住房、“平急两用”公共基础设施“三大工程”",
            ["推进城中村改造", "保障性住房", "“平急两用”公共基础设施"],
        ),  # 2024 承德
    ],
)
def test_names_counted_in_quotes(text: str, names: list[str]) -> None:
    (named,) = named_together(text)
    assert [text[start:end] for start, end in named.parts] == names
