"""Names of one indicator; each pattern with names from reports of three places or decades."""

from __future__ import annotations

import pytest

from qa.records import Facet
from qa.wording.alike import QUALIFIERS, asked_facet, plain, qualifiers
from qa.wording.indicators import load_indicators


@pytest.mark.parametrize(
    ("written", "form"),
    [
        # regions: 张家口市 2007, 宁夏 2026, 河北省 2026
        ("全市规模以上工业增加值", "规模以上工业增加值"),
        ("全区地方财政收入", "地方财政收入"),
        ("全省生产总值", "生产总值"),
        # the year: 张家口市 2007, 国务院 2003, 国务院 2009
        ("全年农林牧渔业增加值", "农林牧渔业增加值"),
        ("年末国家外汇储备", "国家外汇储备"),
        ("全年粮食产量", "粮食产量"),
        # done: 张家口市 2007, 西藏 2026, 云南省 2026
        ("实现旅游收入", "旅游收入"),
        ("完成固定资产投资", "固定资产投资"),
        ("实现旅游总花费", "旅游总花费"),
        # short for 规模以上 and 限额以上: 江苏省, 河北省, 辽宁省 2026
        ("规上工业增加值", "规模以上工业增加值"),
        ("规上服务业营收", "规模以上服务业营收"),
        ("限上单位网上零售额", "限额以上单位网上零售额"),
        # totals: 云南省 2026, 张家口市 2007, 包头市 2018
        ("粮食总产量", "粮食产量"),
        ("粮食总产", "粮食产量"),
        ("旅游总收入", "旅游收入"),
        ("高速公路通车总里程", "高速公路通车里程"),
        # 的: 国务院 1985, 1993
        ("城乡居民的平均消费水平", "城乡居民平均消费水平"),
        ("市场决定价格的比重", "市场决定价格比重"),
        # what stays
        ("财政总收入", "财政总收入"),
        ("地区生产总值", "地区生产总值"),
        ("工业总产值", "工业总产值"),
        ("全区域旅游", "全区域旅游"),
        ("全市", "全市"),
        ("", ""),
    ],
)
def test_ways_of_writing_have_one_form(written: str, form: str) -> None:
    assert plain(written) == form
    assert plain(form) == form


# Three names with each qualifier from different reports, or all that the reports at hand have; then none with it.
EXAMPLES = {
    "城镇": ("城镇新增就业", "城市居民人均可支配收入", "城镇登记失业率"),
    "农村": ("农村居民人均可支配收入", "农民人均纯收入", "农牧民转移就业"),
    "规模以上": ("规模以上工业增加值", "规上工业企业", "规模工业增加值"),
    "限额以上": ("限额以上批零住餐企业", "限上单位网上零售额", "限上仓储会员店零售额"),
    "一般公共预算": ("一般公共预算收入", "地方一般预算收入", "公共财政预算收入"),
    "财政总收入": ("全部财政收入", "县级财政收入占全市全部财政收入比重", "财政总收入"),
    "政府性基金": ("政府性基金收入", "政府性基金项目", "政府性基金预算"),
    "新增": ("城镇新增就业", "净增经营主体", "新登记经营主体", "新设民营经营主体"),
    "存量": ("贷款余额", "盘活存量闲置用地", "城乡居民人民币储蓄存款余额"),
    "人均": ("人均地区生产总值", "农民平均每人的纯收入", "居民人均可支配收入"),
    "总产值": ("工业总产值", "农林牧渔业总产值", "工农业总产值"),
    "费用": ("社会物流总费用", "研发费用", "住院费用跨省直接结算率"),
    "入境": ("接待入境游客", "入境游客", "口岸出入境人员"),
    "民营": ("民营经济增加值", "民间投资", "民营工业增加值"),
    "国有": ("国有企业利润", "重点国有企业", "国有林场"),
    "中央": ("中央财政赤字", "中央预算内投资", "中央对地方转移支付总额"),
}


@pytest.mark.parametrize("label", QUALIFIERS)
def test_a_qualifier_is_seen(label: str) -> None:
    assert all(label in qualifiers(name) for name in EXAMPLES[label])


@pytest.mark.parametrize(
    "names",
    [
        # 张家口市 2007 and 2017, 国务院 1993; one calibre each
        ("农民人均纯收入", "农村居民人均可支配收入"),
        # 国务院 1985 and 1993, later ones
        ("国民生产总值", "国内生产总值"),
        # 国务院 2006, 张家口市 2007 and 2017
        ("化学需氧量", "二氧化硫", "氮氧化物", "主要污染物排放总量"),
        # 云南省, 四川省, 江苏省 2026
        ("生产安全事故起数", "事故死亡人数"),
        # what the dictionary has on one line
        ("生猪出栏", "生猪存栏", "生猪"),
        ("专利授权量", "专利申请量", "发明专利"),
        ("货运量", "货物周转量"),
        ("不良贷款率", "不良贷款"),
        ("用水总量", "万元生产总值用水量"),
        ("污水处理厂", "污水处理率"),
        ("贸易顺差", "贸易逆差"),
        ("单位生产总值二氧化碳排放", "二氧化碳排放"),
        ("人大代表建议", "政协委员提案"),
        ("蔬菜产量", "蔬菜种植面积"),
    ],
)
def test_what_is_measured_tells_indicators_apart(names: tuple[str, ...]) -> None:
    assert len({qualifiers(plain(name)) for name in names}) == len(names)


@pytest.mark.parametrize("name", ["地区生产总值", "居民消费价格", "城乡居民收入比", "粮食产量", "固定资产投资"])
def test_names_without_any(name: str) -> None:
    assert qualifiers(name) == frozenset()


def test_the_one_form_keeps_every_qualifier() -> None:
    names = {name for indicator in load_indicators() for name in indicator.names}
    assert [name for name in names if qualifiers(plain(name)) != qualifiers(name)] == []


@pytest.mark.parametrize(
    ("asked", "name", "facet"),
    [
        ("地区生产总值增长", "地区生产总值", Facet.RISE),
        ("规上工业增加值增速", "规上工业增加值", Facet.RISE),
        ("居民消费价格涨幅", "居民消费价格", Facet.RISE),
        ("单位地区生产总值能耗降幅", "单位地区生产总值能耗", Facet.FALL),
        ("PM2.5平均浓度下降", "PM2.5平均浓度", Facet.FALL),
        ("人口自然增长率", "人口自然增长率", None),
        ("粮食产量", "粮食产量", None),
        ("增长", "增长", None),
    ],
)
def test_the_change_that_is_asked_for(asked: str, name: str, facet: Facet | None) -> None:
    assert asked_facet(asked) == (name, facet)
