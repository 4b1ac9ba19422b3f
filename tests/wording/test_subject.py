"""The words around a figure: its name, and what is said of it."""

from __future__ import annotations

import pytest

from qa.wording import subject


@pytest.mark.parametrize(
    ("lead", "name"),
    [
        ("全国农业机械总站由", "全国农业机械总站"),  # 1978 国务院
        ("国内生产总值达到", "国内生产总值"),  # 2002 四川
        ("粮食总产量预计达到", "粮食总产量"),
        ("城镇登记失业率控制在", "城镇登记失业率"),  # 2013 陕西
        ("居民人均可支配收入分别增长", "居民人均可支配收入"),
        ("其中民营企业", "民营企业"),  # 2026
        ("全省新建农村公路", "新建农村公路"),
        ("一般公共预算收入完成", "一般公共预算收入"),
        ("我市高标准农田累计达到", "高标准农田"),  # seeds
        ("力争新增就业", "新增就业"),
        ("经济总量连跨", "经济总量"),
        ("经济总量全国排", "经济总量"),
        ("碳减排", "碳减排"),
        ("增长", ""),
        ("电解铝产能", "电解铝产能"),  # 2026 云南; the end of a word is no verb
        ("自贸试验区改革任务", "自贸试验区改革任务"),
        ("有机产品认证数", "有机产品认证数"),
        ("对共建国家进出口年均增长", "对共建国家进出口"),
        ("对老旧小区进行改造", "老旧小区进行改造"),
        ("基本养老保险参保率", "基本养老保险参保率"),
        ("新标准提高到人均", "人均新标准"),  # 2009 国务院
        ("城乡低保标准提高到每人每月", "城乡低保标准"),
        ("扣除留抵退税因素后增长", ""),  # 2023 惠州
        ("剔除虚增空转因素后同比增长", ""),  # 2018 包头
        ("进出口总额连续两年过", "进出口总额"),
        ("磷化工等产业产值", "产业产值"),
        ("中央财政用于科技、教育等方面的支出", "中央财政用于科技、教育等方面的支出"),  # 2006 国务院
        ("“一网通办”首办成功率超过", "“一网通办”首办成功率"),
    ],
)
def test_the_name_before_a_figure(lead: str, name: str) -> None:
    assert subject.name_before(lead) == name


@pytest.mark.parametrize(
    ("clause", "topic"),
    [
        ("粮食生产再获丰收", "粮食生产"),
        ("工业经济平稳增长", "工业经济"),
        ("对外开放不断扩大", "对外开放"),
        ("我省脱贫攻坚取得决定性胜利", "脱贫攻坚"),
        ("在", ""),
    ],
)
def test_what_a_clause_without_a_figure_speaks_of(clause: str, topic: str) -> None:
    assert subject.topic(clause) == topic


@pytest.mark.parametrize(
    ("name", "before", "full"),
    [
        ("农村居民", "城镇居民人均可支配收入", "农村居民人均可支配收入"),
        ("二产", "一产增加值", "二产增加值"),
        ("出口", "进口总额", "出口"),
        ("粮食产量", "城镇居民人均可支配收入", "粮食产量"),
        ("农村居民人均可支配收入", "城镇居民消费支出", "农村居民人均可支配收入"),
    ],
)
def test_the_other_of_a_contrast_is_completed(name: str, before: str, full: str) -> None:
    if name == "出口":
        # A measure by itself leans on nothing.
        assert subject.MEASURE.search(name)
    assert subject.completed(name, before) == full


@pytest.mark.parametrize(
    ("lead", "rise", "fall", "reached"),
    [
        ("生产总值增长", True, False, False),
        ("工业增加值", False, False, False),
        ("增长近", True, False, False),
        ("下降", False, True, False),
        ("失业率降至", False, False, True),
        ("提高到", False, False, True),
        ("能耗降低", False, True, False),
        ("高于", True, False, False),
        ("低于", False, True, False),
        ("收入", False, False, False),
    ],
)
def test_rise_fall_and_what_was_reached(lead: str, rise: bool, fall: bool, reached: bool) -> None:
    assert [bool(p.search(lead)) for p in (subject.RISE, subject.FALL, subject.REACHED)] == [rise, fall, reached]


def test_names_of_growth_and_names_that_lean() -> None:
    shorter = {
        name: subject.GROWTH_NAME.sub("", name)
        for name in ("工业产值平均每年的增长速度", "居民消费价格涨幅", "人口自然增长率")
    }
    assert shorter == {
        "工业产值平均每年的增长速度": "工业产值",
        "居民消费价格涨幅": "居民消费价格",
        "人口自然增长率": "人口自然增长率",
    }
    assert subject.BARE.match("总产量") and not subject.BARE.match("粮食总产量")


def test_doing_and_moving_inside_a_name() -> None:
    assert subject.moving("中央财政将增加支出") == ("中央财政支出", "rise")
    assert subject.moving("压减地下水开采量") == ("地下水开采量", "fall")
    assert subject.moving("工业增加值") == ("工业增加值", "")
    assert subject.parted("规模以上工业完成增加值") == ("规模以上工业增加值", "规模以上工业")
    assert subject.without_examples("建设北京、上海等", 5) == ("建设", True)
    assert subject.without_examples("推进户籍、资源税和文化体制", 3) == ("推进", True)
    assert subject.without_examples("建设学校", 3) == ("建设学校", False)
    assert (subject.acts("新建改建农村公路"), subject.acts("农村公路")) == ("新建改建", "")
    assert subject.ends_acting("国务院增发") and not subject.ends_acting("国务院")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("安全生产事故死亡人数", "生产安全事故死亡人数"),
        ("城乡居民收入比值", "城乡居民收入比"),
        ("集中力量办好重点民生实事", "民生实事"),
        ("高质量办成为民实事", "为民实事"),
        ("县级“暖心驿站", "县级“暖心驿站”"),
        ("旧居改造”", "旧居改造"),
    ],
)
def test_one_way_of_writing(name: str, told: str) -> None:
    assert subject.told(name) == told


@pytest.mark.parametrize(
    ("lead", "place"), [("排名由", True), ("稳居", True), ("居世界", True), ("减排", False), ("院士", False)]
)
def test_words_that_make_a_number_a_place(lead: str, place: bool) -> None:
    assert bool(subject.RANKS.search(lead)) is place


@pytest.mark.parametrize(
    ("name", "before", "full"),
    [
        ("支出", "地方一般公共预算收入", "地方一般公共预算支出"),  # 2026 云南
        ("收入", "政府性基金支出", "政府性基金收入"),
        ("支出", "教育投入", "支出"),
    ],
)
def test_the_other_side_of_a_budget_is_of_the_same_budget(name: str, before: str, full: str) -> None:
    assert subject.completed(name, before) == full


def test_how_far_above_or_below_whom() -> None:
    assert subject.gap_in("规上工业增加值增长高于全国平均水平") == ("规上工业增加值增长", "高于", "全国")
    assert subject.gap_in("高出年初确定的预期目标") == ("", "高出", "年初确定的预期目标")
    assert subject.gap_in("比全国平均水平高") == ("", "高于", "全国")
    assert subject.gap_in("服务业比重比全国低近") == ("服务业比重", "低于", "全国")
    assert subject.gap_in("增速比全省快") == ("增速", "快于", "全省")
    for other in ("增长", "清洁能源消费比重提高", "非油经济占比五年提高", "比上年高", "物流总费用与GDP的比率降低"):
        assert subject.gap_in(other) is None
    assert subject.without_gap("规模工业增加值增速高于全国") == "规模工业增加值"
    assert subject.without_gap("城镇化率") == "城镇化率"


def test_who_does_it_may_be_named_first() -> None:
    assert subject.acts_within("国务院提出法律议案")  # 2003 国务院
    assert subject.acts_within("宁远机场开通航线")  # 2017 张家口
    assert not subject.acts_within("国家级区域医疗中心建设进展")


def test_a_topic_before_a_mark_is_what_the_figure_is_of() -> None:
    assert subject.said_before_mark("大病保险制度基本建立、已有") == "大病保险制度"  # 2018 国务院
    assert subject.said_before_mark("老旧小区、农房") == ""
    assert subject.said_before_mark("福建、江西两省") == ""


def test_what_was_meant_to_be_is_no_part_of_a_name() -> None:
    assert subject.name_before("货币发行还比年初计划少了近") == "货币发行"  # 1999 国务院
    assert subject.name_before("比年度计划") == ""


def test_money_is_of_the_projects_named_before() -> None:
    assert subject.funded("资金", "获批国债项目") == "获批国债项目资金"  # 2024 承德
    assert subject.funded("资金", "民生支出占比") == "资金"
