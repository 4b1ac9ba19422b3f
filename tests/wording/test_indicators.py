from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from importlib.resources import files

import pytest

from qa.wording.indicators import (
    Indicator,
    indicators_in,
    load_indicators,
    named_spans,
    report_wording,
    terms,
    visible_in,
)

DATA = ("indicators.tsv", "wording.tsv")


def _lines(name: str) -> list[str]:
    text = files("qa.data").joinpath(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _cells(name: str) -> Iterator[str]:
    for line in _lines(name):
        for column in line.split("\t"):
            yield from column.split("|")


def _first_names(text: str) -> list[str]:
    return [indicator.names[0] for indicator in indicators_in(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("经济实际增长了百分之几", "地区生产总值"),
        ("gdp有多少", "地区生产总值"),
        ("一共收了多少粮", "粮食总产"),
        ("登记的失业率", "城镇登记失业率"),
        ("PM10降到多少", "PM10平均浓度"),
        ("全县经济盘子有多大", "地区生产总值"),
        ("农民一年挣多少钱", "农民人均纯收入"),
        ("城里居民的收入", "城镇居民人均可支配收入"),
        ("老百姓在银行存了多少", "城乡居民储蓄"),
        ("卖给外国多少东西", "出口总额"),
        ("那年收成怎么样", "粮食总产量"),
        ("多少人考上了大学", "高考"),
        ("消费品零售总额", "社会消费品零售总额"),
        ("“三公”经费压了多少", "三公经费"),
        ("看病不出县的比例", "县域内就诊率"),
        ("一亩地打多少粮食", "粮食单产"),
        ("手里的发明专利有几件", "有效发明专利"),
        ("住院能报多少", "报销比例"),
        ("臭水沟治了几条", "黑臭水体"),
        ("做外贸的企业有几家", "外贸实绩企业"),
        ("老人食堂开了几家", "老年助餐点"),
    ],
)
def test_everyday_names_mean_an_indicator(text: str, name: str) -> None:
    assert name in indicators_in(text)[0].names


def test_a_gap_ends_at_a_comma() -> None:
    assert not indicators_in("经济向好，人口增长")


def test_a_longer_name_hides_the_shorter_ones() -> None:
    (found,) = indicators_in("一般公共预算收入")
    assert "一般公共预算收入" in found.names
    assert "全部财政收入" not in found.names


def test_an_ambiguous_name_means_all() -> None:
    (found,) = indicators_in("财政收入")
    assert {"一般公共预算收入", "全部财政收入"} <= set(found.names)


def test_everyday_words_bring_the_reports_words_but_bind_nothing() -> None:
    assert "完成" in report_wording("国企改制办完了几家")
    assert not indicators_in("办完了几家")


def test_a_word_of_the_reports_stands_for_no_other_of_its_line() -> None:
    assert "水电" in report_wording("核电")
    assert report_wording("核电", akin=False) == ()
    assert "投入" in report_wording("花了", akin=False)


def test_words_that_stand_there_already_are_not_repeated() -> None:
    assert "地区生产总值" not in report_wording("地区生产总值是多少")


def test_an_indicator_knows_its_names_in_a_text() -> None:
    (found,) = indicators_in("GDP")
    assert visible_in(found, "全市地区生产总值增长5%")
    assert not visible_in(found, "粮食总产增长5%")


@pytest.mark.parametrize(
    ("asked", "other"),
    [
        ("财政总收入", "一般公共预算收入"),
        ("税收收入", "一般公共预算收入"),
        ("一般公共预算收入", "财政总收入"),
        ("城镇居民人均可支配收入", "农村居民人均纯收入"),
        ("农民人均纯收入", "城镇居民人均生活费收入"),
        ("旅游总收入", "接待游客"),
        ("接待游客", "旅游收入"),
        ("高速公路里程", "公路通车里程"),
        ("进口总额", "外贸出口"),
        ("赤字率", "财政赤字"),
        ("城镇登记失业率", "城镇调查失业率"),
        ("贫困发生率", "贫困人口"),
        ("耕地面积", "粮食播种面积"),
        ("户籍人口城镇化率", "常住人口城镇化率"),
        ("公租房", "廉租住房"),
        ("可再生能源装机", "新能源装机"),
        ("污水处理厂", "污水处理率"),
        ("货运量", "货物周转量"),
        ("贸易顺差", "贸易逆差"),
        ("蔬菜产量", "蔬菜种植面积"),
        ("社会物流总费用", "社会物流总额"),
        ("碳排放强度", "二氧化碳排放总量"),
        ("普惠性幼儿园覆盖率", "毛入园率"),
    ],
)
def test_what_reports_tell_apart_is_not_mixed(asked: str, other: str) -> None:
    (found,) = indicators_in(asked)
    assert not visible_in(found, f"{other}为5")


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("城里人收入", "城镇居民人均生活费收入1826元"),
        ("农村居民人均可支配收入", "农民人均纯收入增长4.3%"),
        ("GDP", "国民生产总值比上年增长9%"),
        ("社零", "社会消费品零售总额增长8%"),
        ("城镇居民人均可支配收入", "城乡居民可支配收入年均增长10.6%和13.5%"),
        ("农民收入", "城镇和农村居民人均可支配收入分别增长5%和7%"),
        ("粮食产量", "粮食喜获丰收总产达到8亿斤"),
        ("养老金", "提高企业退休人员基本养老金"),
        ("失业率", "城镇调查失业率5.1%"),
        ("失业率", "城镇登记失业率4%"),
    ],
)
def test_an_indicator_is_known_in_the_wording_of_every_era(asked: str, written: str) -> None:
    (found,) = indicators_in(asked)
    assert visible_in(found, written)


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("农村贫困人口脱贫多少", "脱贫"),
        ("新修高速公路多少公里", "高速公路"),
        ("城镇登记失业率", "城镇登记失业率"),
        ("常住人口城镇化率", "常住人口城镇化率"),
        ("进出口总额", "进出口总额"),
    ],
)
def test_the_words_around_a_name_ask_for_nothing_else(text: str, only: str) -> None:
    assert _first_names(text) == [only]


@pytest.mark.parametrize("text", ["城镇与农村居民人均收入各是多少", "城乡居民收入"])
def test_two_incomes_named_together_are_both_asked_for(text: str) -> None:
    names = {name for indicator in indicators_in(text) for name in indicator.names}
    assert {"城镇居民人均可支配收入", "农村居民人均可支配收入"} <= names


@pytest.mark.parametrize(
    "text",
    [
        "领导班子怎么抓作风建设",
        "改革开放以来人民生活怎么样",
        "We never said that shipping was the main point",
        "an area of 30 km2",
        "修了三公里",
        "统一产权登记",
        "保护好天然林",
        "提高企业活力",
        "打造稀土产业集群",
    ],
)
def test_names_are_not_found_inside_other_words(text: str) -> None:
    assert not indicators_in(text)


@pytest.mark.parametrize("name", DATA)
def test_every_line_has_two_columns_of_words(name: str) -> None:
    lines = _lines(name)
    assert lines
    assert {line.count("\t") for line in lines} == {1}
    assert all(cell and cell == cell.strip() for cell in _cells(name))


@pytest.mark.parametrize("name", DATA)
def test_a_star_stands_between_words(name: str) -> None:
    for cell in _cells(name):
        assert all(cell.split("*")), cell


def test_what_reports_write_has_no_star() -> None:
    assert not [name for name in terms() if "*" in name]
    assert not [word for line in _lines("wording.tsv") for word in line.split("\t")[1].split("|") if "*" in word]


def test_no_name_is_so_short_that_it_stands_in_other_words() -> None:
    assert not [cell for cell in _cells("indicators.tsv") if len(cell) < 2]


@pytest.mark.parametrize("indicator", load_indicators(), ids=lambda indicator: indicator.names[0])
def test_an_indicator_names_nothing_twice_and_is_found_by_all_its_names(indicator: Indicator) -> None:
    every = [name.lower() for name in (*indicator.names, *indicator.aliases)]
    assert [name for name, count in Counter(every).items() if count > 1] == []
    for name in every:
        found = indicators_in(name.replace("*", ""))
        assert any(set(indicator.names) <= set(one.names) for one in found), name


def test_an_alias_is_not_the_name_of_another_indicator() -> None:
    named = Counter(name for indicator in load_indicators() for name in indicator.names)
    aliases = {alias for indicator in load_indicators() for alias in indicator.aliases}
    assert not aliases & set(named)
    assert [name for name, count in named.items() if count > 1] == ["存贷款余额"]


def test_each_word_of_the_wording_has_one_line() -> None:
    said = Counter(word for line in _lines("wording.tsv") for word in line.split("\t")[0].split("|"))
    assert [word for word, count in said.items() if count > 1] == []


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("现在的扶贫线是多少", "扶贫标准"),
        ("小孩上学有什么安排", "教育"),
        ("看病贵怎么办", "医药卫生体制改革"),
        ("包产到户搞得怎么样", "联产承包责任制"),
        ("how many schools were built", "学校"),
    ],
)
def test_everyday_words_are_searched_for_as_reports_write_them(text: str, written: str) -> None:
    assert written in report_wording(text)


@pytest.mark.parametrize("text", ["民间投资额是多少", "工业投资增长目标", "技改投资增长目标定多少"])
def test_a_name_that_begins_inside_another_is_none(text: str) -> None:
    assert "固定资产投资" not in [name for indicator in indicators_in(text) for name in indicator.names]


@pytest.mark.parametrize("asked", ["卖房面积", "卖了多少房", "新房销售"])
def test_houses_sold(asked: str) -> None:
    assert "商品房销售面积" in {name for each in indicators_in(asked) for name in each.names}


@pytest.mark.parametrize("text", ["粮食总产值是多少", "固定资产投资率", "城镇新增就业率"])
def test_a_name_that_another_measure_goes_on_is_none(text: str) -> None:
    assert not [text[slice(*span)] for span, _ in named_spans(text) if span[1] < len(text) and text[span[1]] in "值率"]
    assert named_spans("粮食总产是多少") and named_spans("固定资产投资")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # 贵州 2010, 上海 2026, 云南 2026
        ("接待入境游客多少人次", "入境游客"),
        ("接待入境游客达到几万人次", "入境游客"),
        ("接待游客多少人次", "接待游客"),
    ],
)
def test_a_gap_does_not_reach_over_what_makes_a_narrower_thing(text: str, name: str) -> None:
    assert [found.names[0] for found in indicators_in(text)] == [name]
