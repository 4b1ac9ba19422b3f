"""Names of things told in one breath."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.wording import joining
from qa.wording.joining import (
    ALL_ALIKE,
    BY_EACH,
    COMPARED,
    NAME_NEXT,
    ONE_AFTER_OTHER,
    OWNED,
    RESPECTIVELY,
    STARTED_FROM,
    each_branch,
    each_of_kind,
    owner_of,
    split_names,
    unites,
)


@pytest.mark.parametrize(
    ("stem", "names"),
    [
        ("城镇、农村居民人均可支配收入", ["城镇居民人均可支配收入", "农村居民人均可支配收入"]),  # 2023 惠州
        ("城乡居民收入", ["城镇居民收入", "农村居民收入"]),
        ("存贷款余额", ["存款余额", "贷款余额"]),
        ("基础设施、制造业投资", ["基础设施投资", "制造业投资"]),
        ("规模以上工业增加值、利润", ["规模以上工业增加值", "规模以上工业利润"]),
        ("森林覆盖率和湿地保护率", ["森林覆盖率", "湿地保护率"]),
        ("第一、二、三产业增加值", ["第一产业增加值", "第二产业增加值", "第三产业增加值"]),  # 2002 四川
        ("一、二、三产业增加值", ["第一产业增加值", "第二产业增加值", "第三产业增加值"]),
        ("有色冶金、石化化工、装备制造产业增加值", ["有色冶金产业增加值", "石化化工产业增加值", "装备制造产业增加值"]),  # 2026 甘肃
        ("金融业、软件和信息服务业增加值", ["金融业增加值", "软件和信息服务业增加值"]),  # 2026 上海
        ("基本养老保险、基本医疗保险参保率", ["基本养老保险参保率", "基本医疗保险参保率"]),
        ("生产安全事故起数、死亡人数、受伤人数", ["生产安全事故起数", "生产安全事故死亡人数", "生产安全事故受伤人数"]),  # 2020 万州
        ("上海机场航空旅客和货邮吞吐量", ["上海机场航空旅客吞吐量", "上海机场货邮吞吐量"]),
        ("居民医保和公共卫生人均财政补助标准", ["居民医保人均财政补助标准", "公共卫生人均财政补助标准"]),  # 2022 国务院
        ("刑事案件、治安案件、命案数", ["刑事案件数", "治安案件数", "命案数"]),
        ("接待游客、实现旅游总花费", ["接待游客", "实现旅游总花费"]),  # 2026 云南
        ("绿色、有机食品认证面积", ["绿色食品认证面积", "有机食品认证面积"]),  # 2016 大庆
        ("原煤、原油、天然气产量", ["原煤产量", "原油产量", "天然气产量"]),  # 2026 甘肃
        ("城市、县城建成区面积", ["城市建成区面积", "县城建成区面积"]),
        ("粮食、油料、棉花、蔬菜产量", ["粮食产量", "油料产量", "棉花产量", "蔬菜产量"]),
        (
            "规模以上工业增加值、固定资产投资、社会消费品零售总额、外贸进出口和地方一般预算收入",  # 2013 陕西
            ["规模以上工业增加值", "固定资产投资", "社会消费品零售总额", "外贸进出口", "地方一般预算收入"],
        ),
    ],
)  # fmt: skip
def test_each_thing_has_its_full_name(stem: str, names: list[str]) -> None:
    assert split_names(stem, len(names)) == names


@pytest.mark.parametrize(("stem", "count"), [("生产总值", 2), ("粮食、油料产量", 3), ("、粮食", 2), ("", 2)])
def test_another_number_of_things_is_not_dealt_out(stem: str, count: int) -> None:
    assert split_names(stem, count) == []


@pytest.mark.parametrize(
    ("text", "said"), [("分别增长", True), ("依次为", True), ("各达", True), ("各地", False), ("各项收入", False)]
)
def test_one_by_one(text: str, said: bool) -> None:
    assert bool(RESPECTIVELY.search(text)) is said


THINGS = st.lists(
    st.sampled_from(["粮食产量", "棉花产量", "固定资产投资", "财政收入", "农村人口"]), min_size=2, max_size=6
)


@given(THINGS, st.sampled_from(["、", "和", "以及"]))
def test_names_that_are_whole_stay_as_they_are(names: list[str], last: str) -> None:
    assert split_names(f"{'、'.join(names[:-1])}{last}{names[-1]}", len(names)) == names


@pytest.mark.parametrize(
    ("text", "one"),
    [
        ("进出口总额接连突破", True),  # 2026 广东
        ("地区生产总值连续跨越", True),
        ("外贸先后迈上", True),
        ("收入和利润达到", False),
    ],
)
def test_one_thing_higher_each_time(text: str, one: bool) -> None:
    assert bool(ONE_AFTER_OTHER.search(text)) is one


@pytest.mark.parametrize(("text", "named"), [("、贷款", True), ("以上、煤炭", True), ("、5.3", False), ("，", False)])
def test_a_name_next(text: str, named: bool) -> None:
    assert bool(NAME_NEXT.match(text)) is named


@pytest.mark.parametrize(
    ("text", "alike"),
    [("覆盖率均达", True), ("双双突破", True), ("产业园、产业集群各", True), ("人均收入", False), ("各类", False)],
)
def test_one_figure_of_all(text: str, alike: bool) -> None:
    assert bool(ALL_ALIKE.search(text)) is alike


def test_where_a_change_began() -> None:
    assert STARTED_FROM.search("城镇化率从") and STARTED_FROM.search("由上年的")
    assert not STARTED_FROM.search("城镇化率达到")


@pytest.mark.parametrize(
    ("name", "other", "unites_"),
    [
        # 包头 2018 and 承德 2024, 宁夏 2026 and 四川 2026, 湖南 2026
        ("办理人大代表建议和政协委员提案", "人大代表建议", True),
        ("改造老旧小区、抗震宜居农房", "改造老旧小区", True),
        ("城镇和农村居民收入", "农村居民收入", True),
        ("研究与试验发展经费", "研发经费", False),
        ("批发和零售业增加值", "工业增加值", False),
        ("人大代表建议和政协提案", "代表建议和委员提案", False),
    ],
)
def test_a_name_of_two_things_and_one_of_them(name: str, other: str, unites_: bool) -> None:
    assert unites(name, other) is unites_


@pytest.mark.parametrize(
    ("stem", "each"),
    [
        ("锂离子动力电池、新能源汽车等绿色产品产量", ["锂离子动力电池产量", "新能源汽车产量"]),  # 2026 江苏
        ("钢铁、石化和建材等行业增加值", ["钢铁增加值", "石化增加值", "建材增加值"]),
        ("集成电路、工业机器人等产量", ["集成电路产量", "工业机器人产量"]),
        ("建设北京、上海等项目投资", []),
        ("粮食产量、工业增加值等产值", []),
        ("高等教育投资", []),
    ],
)
def test_a_list_of_one_kind(stem: str, each: list[str]) -> None:
    assert each_of_kind(stem) == each


@pytest.mark.parametrize(
    ("clause", "owner"),
    [
        ("成渝地区双城经济圈建设走深走实", "成渝地区双城经济圈"),  # 2026 四川
        ("庆阳数据中心集群从无到有", "庆阳数据中心集群"),  # 2026 甘肃
        ("万州机场旅客吞吐量", "万州机场"),  # 2020 万州
        ("长三角一体化深入推进", "长三角"),
        ("农业全面丰收", ""),
    ],
)
def test_whose_a_clause_speaks_of(clause: str, owner: str) -> None:
    assert owner_of(clause) == owner


@pytest.mark.parametrize(
    ("clause", "site"),
    [
        ("中国—东盟人工智能应用合作中心揭牌运营", "中国—东盟人工智能应用合作中心"),  # 2026 广西
        ("建设长春智算中心", "长春智算中心"),  # 2026 吉林
        ("世界500强企业研发中心增长", ""),
        ("临港科创城正式启用", "临港科创城"),
        ("营商环境持续优化", ""),
    ],
)
def test_where_firms_move_in(clause: str, site: str) -> None:
    assert joining.site_of(clause) == site


def test_what_an_owner_has() -> None:
    for name in ("经济总量", "通航城市", "年旅客吞吐量", "新增国际航线", "落地特许药械"):
        assert OWNED.fullmatch(name)
    for name in ("地区生产总值", "数字经济增加值", "新增就业"):
        assert not OWNED.fullmatch(name)


def test_each_is_one_of_the_kind() -> None:
    stem = "电子信息、装备制造、特色消费品等产业集群"  # 2026 四川
    assert joining.each_one_of_kind(stem) == ["电子信息产业集群", "装备制造产业集群", "特色消费品产业集群"]
    assert joining.each_one_of_kind("钢铁、石化等行业") == ["钢铁行业", "石化行业"]  # 2026 河北
    assert joining.each_one_of_kind("新材料、食品等园区") == ["新材料园区", "食品园区"]
    assert joining.each_one_of_kind("打造食品、医药等产业") == []
    assert joining.each_one_of_kind("电子信息产业集群") == []


@pytest.mark.parametrize(
    ("clause", "count", "names"),
    [
        ("推进石化能源新材料、电子信息两大万亿级产业集群建设", 2, ["石化能源新材料产业", "电子信息产业"]),  # 2023 惠州
        ("做强钢铁、石化、食品三大产业", 3, ["钢铁产业", "石化产业", "食品产业"]),
        ("钢铁、石化、食品三大产业", 3, ["钢铁产业", "石化产业", "食品产业"]),
        ("推进石化、电子两大产业", 3, []),
        ("推进乡村振兴", 2, []),
    ],
)
def test_so_many_branches_are_named(clause: str, count: int, names: list[str]) -> None:
    assert joining.named_so_many(clause, count) == names


@pytest.mark.parametrize(
    ("name", "firm"),
    [
        ("金融机构存款余额", "金融机构"),  # 2013 陕西, 2016 大庆
        ("省属企业产业类投资", "省属企业"),  # 2026 甘肃
        ("金川集团工业总产值", "金川集团"),  # 2026 甘肃
        ("金融机构", ""),
        ("存款余额", ""),
    ],
)
def test_whose_measures_are_told_one_behind_the_other(name: str, firm: str) -> None:
    assert joining.firm_of(name) == firm


@pytest.mark.parametrize(
    ("stem", "names"),
    [
        (
            "困难残疾人生活补贴、重度残疾人护理补贴标准",
            ["困难残疾人生活补贴标准", "重度残疾人护理补贴标准"],
        ),  # 2026 广东
        ("刑事案件、治安案件", ["刑事案件", "治安案件"]),  # 2019 诸暨
        ("老年人、糖尿病患者规范管理服务率", ["老年人规范管理服务率", "糖尿病患者规范管理服务率"]),  # 2026 广东
        ("高血压、糖尿病患者规范管理服务率", ["高血压患者规范管理服务率", "糖尿病患者规范管理服务率"]),
    ],
)
def test_what_is_said_of_both_is_said_once(stem: str, names: list[str]) -> None:
    assert joining.split_names(stem, 2) == names


@pytest.mark.parametrize(
    ("lead", "rest"),
    [
        ("分别提高到每人每月", "分别提高到"),  # 2026 内蒙古
        ("补助标准提高每人每年", "补助标准提高"),
        ("提高到户均", "提高到"),
        ("城镇化率提高", "城镇化率提高"),
    ],
)
def test_per_what_stands_before_a_figure(lead: str, rest: str) -> None:
    assert BY_EACH.sub("", lead) == rest


@pytest.mark.parametrize(
    ("told", "names"),
    [
        ("装备制造业、高端食品加工业产值", ["装备制造业产值", "高端食品加工业产值"]),  # 2026 海南
        ("住宿业、餐饮业营业收入", ["住宿业营业收入", "餐饮业营业收入"]),
        ("建筑业、金融业、批发业增加值", ["建筑业增加值", "金融业增加值", "批发业增加值"]),
        ("电子信息、汽车产业产值", []),
        ("装备制造业产值", []),
    ],
)
def test_branches_named_in_full(told: str, names: list[str]) -> None:
    assert each_branch(told) == names


@pytest.mark.parametrize(
    ("text", "one"),
    [("收入与全省平均之比", True), ("收入和农村居民收入之比", True), ("城市同全国的比值", True), ("学校与医院", False)],
)
def test_what_is_compared_is_one_measure(text: str, one: bool) -> None:
    assert bool(re.search(COMPARED, text)) is one


@pytest.mark.parametrize(
    ("stem", "names"),
    [
        ("策克、满洲里、二连浩特口岸", ["策克口岸", "满洲里口岸", "二连浩特口岸"]),  # 内蒙古
        ("“义新欧”和赣欧班列", ["“义新欧”班列", "赣欧班列"]),  # 浙江, 江西
        ("天河和凤凰机场", ["天河机场", "凤凰机场"]),  # 湖北, 海南
        ("国家级、省级专精特新企业", ["国家级专精特新企业", "省级专精特新企业"]),  # 承德
    ],
)
def test_the_head_of_the_last_is_that_of_all(stem: str, names: list[str]) -> None:
    assert split_names(stem, len(names)) == names


def test_things_of_their_own_share_no_ending_that_the_dictionary_knows() -> None:
    # 2022 顺德, 2026 重庆
    assert split_names("停车位、充电桩、农贸市场、社区体育公园", 4) == ["停车位", "充电桩", "农贸市场", "社区体育公园"]
    assert split_names("长安、赛力斯新能源汽车产量", 2) == ["长安新能源汽车产量", "赛力斯新能源汽车产量"]


def test_firms_that_are_counted_behind_their_names() -> None:
    # 2023 义乌, 2026 重庆, 2026 安徽
    assert split_names("晶澳、天合、东方日升四家龙头企业产值", 3) == ["晶澳产值", "天合产值", "东方日升产值"]
    assert split_names("长安、赛力斯两家企业新能源汽车产量", 2) == ["长安新能源汽车产量", "赛力斯新能源汽车产量"]
    assert split_names("江淮、奇瑞两家车企出口量", 2)[0] != "江淮"
