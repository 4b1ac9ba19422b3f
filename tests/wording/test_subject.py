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
        ("千人口托位数", "每千人口托位数"),  # 2026 江苏
        ("万人发明专利拥有量", "每万人发明专利拥有量"),
        ("每千人口执业医师数", "每千人口执业医师数"),
        ("千人计划入选人数", "千人计划入选人数"),
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


@pytest.mark.parametrize(
    ("name", "rest"),
    [
        ("新增公园", "公园"),
        ("新建和改造高标准农田", "改造高标准农田"),  # 2026 内蒙古
        ("新创建和美乡村", "和美乡村"),  # 2026 安徽
    ],
)
def test_all_of_a_kind_and_not_those_that_are_new(name: str, rest: str) -> None:
    assert subject.without_new(name) == rest


def test_who_does_it_may_be_named_first() -> None:
    assert subject.acts_within("国务院提出法律议案")  # 2003 国务院
    assert subject.acts_within("宁远机场开通航线")  # 2017 张家口
    assert not subject.acts_within("国家级区域医疗中心建设进展")


def test_what_was_meant_to_be_is_no_part_of_a_name() -> None:
    assert subject.name_before("货币发行还比年初计划少了近") == "货币发行"  # 1999 国务院
    assert subject.name_before("比年度计划") == ""


@pytest.mark.parametrize(
    ("trail", "good"),
    [
        ("吸引力强、带动面广的消费场景", True),  # 2026 四川
        ("竞争力强、影响力大的龙头企业", True),
        ("主业突出、辐射面广的企业", False),
        ("示范村、整治村", False),
    ],
)
def test_good_sides_that_are_all_of_one_thing(trail: str, good: bool) -> None:
    assert bool(subject.GOOD_SIDES.match(trail)) is good


@pytest.mark.parametrize(
    ("lead", "bettered"),
    [
        ("森林抚育提升", True),
        ("林分优化提升", True),
        ("老旧管网改造提升", True),
        ("城镇化率提升", False),
    ],  # 2026 广东, 2023 惠州
)
def test_what_is_bettered_is_no_rise(lead: str, bettered: bool) -> None:
    assert bool(subject.BETTERED.search(lead)) is bettered
    assert bool(subject.RISE.search(lead)) is not bettered


def test_who_gives_and_what_is_won_and_handled() -> None:
    assert subject.GIVES.search("中央财政安排")  # 2009 国务院
    assert not subject.GIVES.search("继续安排")
    assert subject.WON.match("获国家科技奖励")  # 2002 四川
    assert subject.WON.match("在全国复制推广") and subject.WON.match("向全国推广")  # 2026 天津, 重庆
    assert not subject.WON.match("国家科技奖励")
    for rate in ("办结率", "办复率", "群众满意率", "按期办结率"):  # 2026 云南, 2026 宁夏, 2022 宜昌
        assert subject.HANDLED.fullmatch(rate)
    assert not subject.HANDLED.fullmatch("失业率")


def test_who_contributes() -> None:
    for name in ("对规模以上工业增长贡献率", "对经济增长贡献率", "对GDP综合贡献率"):  # 2026 云南, 四川, 海南
        assert subject.CONTRIBUTES.match(name)
    assert not subject.CONTRIBUTES.match("科技进步贡献率")
    assert subject.WHOLE_ECONOMY.search("国内生产总值")  # 2018 国务院
    assert not subject.WHOLE_ECONOMY.search("服务业增加值")


@pytest.mark.parametrize(
    ("lead", "name"),
    [
        ("规划提出的地区生产总值", "地区生产总值"),  # 2016 大庆
        ("年末金融机构贷款余额", "金融机构贷款余额"),  # 2020 万州
        ("按期办结率", "按期办结率"),  # 2022 宜昌
        ("分类实施黑土地保护工程", "实施黑土地保护工程"),  # 2026 辽宁
        ("共建设各类保障性住房", "建设各类保障性住房"),  # 2013 陕西
        ("如期完成裁减员额", "裁减员额"),  # 2003 国务院
        ("低效建设用地减量", "低效建设用地"),  # 2026 上海
        ("农民负担减轻", "农民负担"),  # 2002 四川
        ("高端装备成长为", "高端装备"),  # 2026 河北
        ("比年初增加", ""),  # 2002 四川
    ],
)
def test_what_leads_to_a_name(lead: str, name: str) -> None:
    assert subject.name_before(lead) == name


@pytest.mark.parametrize(
    ("lead", "new"),
    [
        ("新增的涉税市场主体纳税", False),  # 2022 国务院
        ("新增的", True),
        ("新建和改扩建", False),  # 2026 西藏
        ("新建更新设施农业", False),  # 2026 辽宁
        ("新建和加密建设", False),  # 2026 广东
        ("新建绿道", True),
    ],
)
def test_what_came_in_new(lead: str, new: bool) -> None:
    assert bool(subject.NEW.search(lead)) is new


@pytest.mark.parametrize(("name", "among"), [("世界", True), ("全球", True), ("亚洲", True), ("世界遗产", False)])
def test_among_whom_alone(name: str, among: bool) -> None:
    assert bool(subject.AMONG_ALL.fullmatch(name)) is among
