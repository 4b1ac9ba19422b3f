"""What of a sentence says one figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from qa.answer.pieces import joined, pieces_of, stating
from qa.figures import FigureKind
from qa.records import Basis, Facet, How, Period, Statement

_YEAR = Period(2025, 2025, How.YEAR)


def _statement(text: str, figure: str, indicator: str, period: Period = _YEAR) -> Statement:
    start = text.index(figure)
    return Statement(
        "r", 0, len(text), start, start + len(figure), figure, FigureKind.QUANTITY, Decimal(1), None, "", None,
        indicator, (), "某省", period, Basis.RESULT, Facet.LEVEL,
    )  # fmt: skip


def _shown(text: str, stated: Sequence[Statement], ends: bool = True) -> str:
    return "…".join(text[start:end] for start, end in stating(stated[0], stated, text, 0, ends))


@pytest.mark.parametrize(
    ("text", "figures", "shown"),
    [
        # Another thing behind the comma, and behind the 、 of an enumeration.
        (
            "粮食产量515亿斤，生猪出栏6248万头。",
            (("515亿斤", "粮食产量"), ("6248万头", "生猪出栏")),
            "粮食产量515亿斤，",
        ),
        (
            "发放补贴121.9亿元、带动销售905亿元，拉动消费500亿元。",
            (("121.9亿元", "发放补贴"), ("905亿元", "带动销售"), ("500亿元", "拉动消费")),
            "发放补贴121.9亿元、",
        ),
        # What more is said of the same thing stays.
        (
            "生产总值达14.2万亿元、年均增长5.7%，人均16.7万元。",
            (("14.2万亿元", "生产总值"), ("5.7%", "生产总值")),
            "生产总值达14.2万亿元、年均增长5.7%，",
        ),
        # Figures told in one breath belong together.
        (
            "出口、进口分别增长2.3%、4.5%，利用外资3亿美元。",
            (("2.3%", "出口"), ("4.5%", "进口")),
            "出口、进口分别增长2.3%、4.5%，",
        ),
        # What is counted off before belongs to what is told of each; a level to its growth.
        (
            "工业完成增加值145.2亿元、利润24.2亿元，分别增长14.5%、53.4%，利税65亿元。",
            (("53.4%", "工业利润"), ("145.2亿元", "工业增加值"), ("24.2亿元", "工业利润"), ("14.5%", "工业增加值")),
            "工业完成增加值145.2亿元、利润24.2亿元，分别增长14.5%、53.4%，",
        ),
        # Where a change began; and what names the subject, without the figure that it is told with.
        (
            "高新技术企业从0.94万家增加到1.55万家、中小企业2.8万家。",
            (("1.55万家", "高新技术企业"), ("2.8万家", "中小企业")),
            "高新技术企业…增加到1.55万家、",
        ),
        (
            "地区生产总值年均增长6.5%，居全省第三，2016年完成1461亿元。",
            (("1461亿元", "地区生产总值"), ("6.5%", "年均增速")),
            "地区生产总值…2016年完成1461亿元。",
        ),
    ],
)
def test_a_figure_is_shown_with_its_subject_and_without_other_figures(
    text: str, figures: tuple[tuple[str, str], ...], shown: str
) -> None:
    assert _shown(text, [_statement(text, figure, name) for figure, name in figures]) == shown


@pytest.mark.parametrize(
    ("text", "figure", "shown"),
    [
        ("城乡居民收入比值由3.27缩小至2.93，", "2.93", "城乡居民收入比值…缩小至2.93，"),
        ("供热标准由18℃提高到20℃，", "20℃", "供热标准…提高到20℃，"),
        ("收入从4.6万元和1.7万元分别提高到5.9万元和2.3万元，", "2.3万元", "收入…分别提高到5.9万元和2.3万元，"),
    ],
)
def test_the_start_of_a_change_is_shown_where_it_is_asked_for(text: str, figure: str, shown: str) -> None:
    stated = [_statement(text, figure, text[:2])]
    assert _shown(text, stated) == shown
    assert _shown(text, stated, ends=False) == text


def test_more_of_the_same_thing_is_shown_where_more_is_asked() -> None:
    text = "外贸进出口增长43.2%，排名全省第二，利用外资3亿美元。"
    stated = [
        _statement(text, "43.2%", "外贸进出口"),
        _statement(text, "第二", "外贸进出口增速"),
        _statement(text, "3亿美元", "利用外资"),
    ]
    assert _shown(text, stated) == "外贸进出口增长43.2%，"
    assert _shown(text, stated, ends=False) == "外贸进出口增长43.2%，排名全省第二，"


def test_another_indicator_of_a_like_name_is_no_more_of_the_same_thing() -> None:
    text = "进出口总额4788亿元、增长22.7%，其中出口4316.4亿元、增长18.0%。"
    stated = [
        replace(_statement(text, "18.0%", "出口"), names=("出口总额",)),
        replace(_statement(text, "22.7%", "进出口总额"), names=("进出口总额",)),
    ]
    assert "22.7%" not in _shown(text, stated, ends=False)


def test_pieces_tile_the_text() -> None:
    text = "新建园区2个、集群1个，引进企业（含2家、3家）5家、院所6家。"
    assert "".join(text[start:end] for start, end in pieces_of(text)) == text
    assert joined([(4, 6), (0, 2), (2, 4), (8, 9)]) == ((0, 6), (8, 9))
