from __future__ import annotations

import pytest

from qa.answer.pick import pick
from qa.answer.placed import placed


@pytest.mark.parametrize(
    ("topic", "text", "expected"),
    [
        ("农民人均纯收入是多少元", "城市居民人均可支配收入和农民人均纯收入分别达到8940元、2670元", "2670元"),
        (
            "农民人均纯收入增长百分之几",
            "城市居民人均可支配收入和农民人均纯收入分别达到8940元、2670元，分别增长15.9%和14.6%",
            "14.6%",
        ),
        ("农村居民可支配收入是多少元", "城乡居民可支配收入2016年分别达到26069元和9241元", "9241元"),
        ("赤字率是多少", "拟安排财政赤字1.62万亿元，赤字率从去年的2.1%提高到2.3%", "2.3%"),
        ("城镇新增就业多少万人", "全年新增城镇就业人员2.8万人，下岗失业人员实现再就业1.4万人", "2.8万人"),
        ("地区生产总值增速是多少", "服务业占地区生产总值比重提高到52%，地区生产总值增长6%", "6%"),
        ("地区生产总值年均增速是多少", "2017年地区生产总值增长6%，五年年均增长7.9%", "7.9%"),
        ("固定资产投资是多少亿元", "固定资产投资增长12.8%，完成3010亿元", "3010亿元"),
        ("重点项目开工多少个", "120个省市重点项目开工率100%", "120个"),
    ],
)
def test_the_figure_that_answers_comes_first(topic: str, text: str, expected: str) -> None:
    assert pick(topic, text)[0].figure.text == expected


def test_the_figure_of_the_year_asked_for_wins() -> None:
    text = "森林覆盖率从2012年的33.6%提高到39%"
    assert pick("森林覆盖率", text, (2012,))[0].figure.text == "33.6%"
    assert pick("森林覆盖率", text, (2016,))[0].figure.text == "39%"
    assert pick("森林覆盖率", text, (2012, 2013, 2014, 2015, 2016))[0].figure.text == "39%"


def test_an_average_is_not_the_figure_of_one_year() -> None:
    scores = {found.figure.text: found.score for found in pick("居民收入涨幅", "居民收入年均增长7.4%", (2017,))}
    assert scores.get("7.4%", 0.0) < pick("居民收入涨幅", "居民收入增长7.3%", (2017,))[0].score


def test_nothing_that_shares_no_word_is_picked() -> None:
    assert pick("粮食总产", "新建学校9所，改造校舍3万平方米") == []


def test_a_misread_number_is_none() -> None:
    assert [item.figure.text for item in placed("安排再就业补助资金25l亿元，比上年增加42亿元")] == ["42亿元"]


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("一产、二产、三产分别增长3%、4%、5%", ["一产增长", "二产增长", "三产增长"]),
        ("城乡居民收入年均增长10.6%和13.5%", ["城镇居民收入年均增长", "农村居民收入年均增长"]),
        ("甲和乙分别达到3人、4人、5人", ["甲和乙分别达到", "", ""]),
    ],
)
def test_figures_in_a_row_take_the_names_in_a_row(text: str, near: list[str]) -> None:
    assert [item.near.strip("、") for item in placed(text)] == near


@pytest.mark.parametrize(
    ("topic", "text"),
    [
        ("修农村公路和各修了多少公里", "改造农村厕所1.4万座，新增农村污水处理村庄150个，建设农村公路562.2公里"),
        ("建议和提案多少件", "建议240件、提案333人全部办复"),
        ("建议和提案多少件", "建议和提案共427件，办结400件"),
    ],
)
def test_nothing_else_is_added(topic: str, text: str) -> None:
    assert all(found.figure.text in text for found in pick(topic, text))
