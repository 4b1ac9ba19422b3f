"""What the second of two names leaves out."""

from __future__ import annotations

import pytest

from qa.wording import sharing, subject


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
    assert sharing.completed(name, before) == full


@pytest.mark.parametrize(
    ("name", "before", "full"),
    [
        ("城镇", "居民人均可支配收入", "城镇居民人均可支配收入"),  # 2026 陕西
        ("农村居民", "居民人均可支配收入", "农村居民人均可支配收入"),  # 2026 广西, 2026 山东
        ("农村常住居民", "居民人均可支配收入", "农村常住居民人均可支配收入"),
        ("农村公路", "固定资产投资", "农村公路"),
        ("城镇", "粮食产量", "城镇"),
    ],
)
def test_a_group_has_what_was_told_of_all_where_the_dictionary_knows_it(name: str, before: str, full: str) -> None:
    assert sharing.completed(name, before) == full


@pytest.mark.parametrize(
    ("name", "before", "full"),
    [
        ("支出", "地方一般公共预算收入", "地方一般公共预算支出"),  # 2026 云南
        ("收入", "政府性基金支出", "政府性基金收入"),
        ("支出", "教育投入", "支出"),
    ],
)
def test_the_other_side_of_a_budget_is_of_the_same_budget(name: str, before: str, full: str) -> None:
    assert sharing.completed(name, before) == full


@pytest.mark.parametrize(
    ("name", "before", "per"),
    [
        ("执业医师", "每千人口医疗卫生机构床位", "每千人口"),  # 2026 陕西
        ("执业医师", "每千人床位数", "每千人"),  # 2021 遵义
        ("人均预期寿命", "每千人口床位数", ""),
        ("每千人口托位", "每千人口床位数", ""),
        ("托位", "普惠床位", ""),
    ],
)
def test_per_how_many_is_told_with_the_first(name: str, before: str, per: str) -> None:
    assert sharing.per_shared(name, before) == per


@pytest.mark.parametrize(
    ("name", "before", "full"),
    [
        ("采矿业", "规上工业增加值", "采矿业增加值"),  # 2026 陕西
        ("高技术制造业", "制造业增加值", "高技术制造业增加值"),  # 2026 内蒙古
        ("规上企业", "规上工业增加值", "规上企业"),
        ("制造业", "固定资产投资", "制造业"),
    ],
)
def test_a_branch_has_what_was_told_of_all(name: str, before: str, full: str) -> None:
    assert sharing.completed(name, before) == full


def test_money_is_of_the_projects_named_before() -> None:
    assert sharing.funded("资金", "获批国债项目") == "获批国债项目资金"  # 2024 承德
    assert sharing.funded("资金", "民生支出占比") == "资金"


@pytest.mark.parametrize(
    ("name", "before", "full"),
    [
        ("出口", "货物进出口总额", "货物出口"),  # 2012 国务院
        ("进口", "货物出口", "货物进口"),
        ("出口", "外贸进出口总额", "外贸出口"),  # 2002 四川, 2022 宜昌
        ("出口", "工业增加值", "出口"),
    ],
)
def test_a_side_of_trade_is_of_the_same_trade(name: str, before: str, full: str) -> None:
    assert sharing.completed(name, before) == full


@pytest.mark.parametrize(
    ("name", "before", "level"),
    [
        ("绿色工业园区", "建成国家级绿色工厂", "国家级"),  # 2026 云南
        ("森林公园", "建成国家级自然保护区", "国家级"),  # 2017 张家口
        ("产业集群", "争创国家现代农业产业园", "国家现代农业"),  # 2026 海南
        ("中试基地", "新建省级以上概念验证中心", "省级以上"),  # 2026 辽宁
        ("专精特新中小企业", "新增国家级单项冠军企业", ""),  # 2026 甘肃: of firms each has its own
        ("市级美丽乡村", "创建省级美丽乡村", ""),
        ("“两山”实践创新基地", "创建国家级示范区", ""),
        ("绿色工业园区", "建成绿色工厂", ""),
    ],
)
def test_the_level_that_is_told_with_the_first(name: str, before: str, level: str) -> None:
    assert sharing.level_shared(name, before) == level


def test_who_tells_a_level_itself() -> None:
    assert sharing.tells_level("省级市域产教联合体")  # 2025 江西
    assert not sharing.tells_level("新建省级学院")


@pytest.mark.parametrize(
    ("name", "thing"),
    [
        ("办理人大代表建议", "人大代表建议"),  # 2026 云南
        ("高质量办理政协委员提案", "政协委员提案"),  # 2026 宁夏
        ("我们办理人大代表建议、政协提案办复率", "人大代表建议、政协提案"),  # 2020 万州
        ("“12345”市民热线诉求按期办结率", "“12345”市民热线诉求"),  # 2022 宜昌
    ],
)
def test_what_was_handled(name: str, thing: str) -> None:
    assert sharing.handled_thing(name) == thing


@pytest.mark.parametrize(
    ("told", "together"),
    [
        ("限上仓储会员店、集合店零售额合计", True),
        ("医疗、教育、社保等支出", True),
        ("进口、出口总额", True),
        ("海洋药物和生物制品、海洋电力、海洋旅游增速", False),
        ("孕产妇产后访视率、儿童健康管理率", False),
    ],
)
def test_one_figure_of_all_that_are_named(told: str, together: bool) -> None:
    assert bool(sharing.TOGETHER.search(told)) is together


@pytest.mark.parametrize(
    ("told", "each"),
    [
        # 2014 河南, 2012 国务院, 2021 宜昌
        ("新农合和城镇居民医保财政补助标准", ["新农合财政补助标准", "城镇居民医保财政补助标准"]),
        ("城镇居民医保和新农合补助标准", ["城镇居民医保补助标准", "新农合补助标准"]),
        ("城市、农村低保保障标准", ["城市低保保障标准", "农村低保保障标准"]),
        ("城乡居民基础养老金标准", []),
        ("补助标准", []),
    ],
)
def test_what_several_get_each(told: str, each: list[str]) -> None:
    assert sharing.each_standard(told) == each
