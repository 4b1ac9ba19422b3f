"""The words behind a figure."""

from __future__ import annotations

import pytest

from qa.wording import behind


@pytest.mark.parametrize(
    ("trail", "name"),
    [
        ("企业的改制任务", "企业改制任务"),
        ("以上的高新技术企业", "高新技术企业"),
        ("学校全部开工", "学校"),
        ("居民搬迁，", "居民搬迁"),
        ("赋能县率先发展", "赋能县"),
        ("测评点中有", "测评点"),
        ("世界遗产保护利用水平不断提升", "世界遗产"),  # 2026 福建
        ("医院服务能力持续增强", "医院"),
        ("普通高中办学能力", "普通高中办学能力"),
        ("", ""),
        ("，", ""),
    ],
)
def test_the_name_behind_a_counted_figure(trail: str, name: str) -> None:
    assert behind.name_behind(trail) == name


@pytest.mark.parametrize(
    ("trail", "name"),
    [
        ("案例入选全国典型", "入选全国典型的案例"),  # 2026 江苏
        ("困难群众纳入城乡低保", "纳入城乡低保的困难群众"),  # 2026 四川
        ("自治州通高铁", "通高铁的自治州"),  # 2026 云南
        ("项目全部开工", "开工的项目"),
        ("省份实现了农民工随迁子女参加高考", "实现农民工随迁子女参加高考的省份"),  # 2015 国务院
        ("企业入选", "企业"),
        ("约束性指标未能如期完成", "约束性指标未能"),
    ],
)
def test_what_is_said_of_those_counted_tells_which(trail: str, name: str) -> None:
    assert behind.name_behind(trail, said=True) == name


@pytest.mark.parametrize(
    ("trail", "group"),
    [
        ("的龙头企业与农牧民形成利益联结", ("龙头企业", "与农牧民形成利益联结")),  # 2018 包头
        ("以上的学生都能在永久校舍中学习", ("学生", "都能在永久校舍中学习")),  # 2009 国务院
        ("公办中小学校纳入集团化管理", ("公办中小学校", "纳入集团化管理")),  # 2026 海南
        ("以上", None),
        ("的增长速度", None),
        ("的目标", None),
        ("", None),
    ],
)
def test_those_whom_a_percentage_is_a_share_of(trail: str, group: tuple[str, str] | None) -> None:
    assert behind.group_behind(trail) == group


@pytest.mark.parametrize(
    ("trail", "way"),
    [
        ("区域医疗中心建设进展顺利", True),  # 2026 甘肃
        ("专精特新项目加快推进", True),  # 2026 四川
        ("先行先试改革扎实推进", True),  # 2018 包头
        ("学校建成", False),
        ("住房全部交付", False),
    ],
)
def test_what_is_under_way(trail: str, way: bool) -> None:
    assert bool(behind.UNDER_WAY.match(trail)) is way


def test_a_mark_passed_is_nothing_counted() -> None:
    assert behind.MARK_PASSED.match("大关") and not behind.MARK_PASSED.match("海关")


def test_a_level_alone_takes_the_thing_of_the_next() -> None:
    assert behind.behind_level("建强国家级", "省级区域医疗中心") == "区域医疗中心"  # 2026 辽宁
    assert behind.behind_level("学校", "省级区域医疗中心") == ""


@pytest.mark.parametrize(
    ("thing", "counted"),
    [
        ("国省考断面水质达标率", "国省考断面"),  # 2024 承德
        ("重点产业产值占农林牧渔业总产值", "重点产业"),  # 2026 云南
        ("企业年销售收入", "企业"),  # 2002 四川
        ("矿产查明资源量", "矿产"),  # 2026 四川
        ("创业者发放创业担保贷款", "创业者发放创业担保贷款"),
    ],
)
def test_those_counted_and_what_is_measured_of_them(thing: str, counted: str) -> None:
    assert behind.measured_of(thing) == counted


@pytest.mark.parametrize(
    ("trail", "project"),
    [
        ("锌基合金等项目建设", "锌基合金项目"),  # 2026 甘肃
        ("不锈钢基料等一批重大工业项目相继建成", "不锈钢基料项目"),  # 2018 包头
        ("重油催化热裂解项目上半年开工", "重油催化热裂解项目"),  # 2016 大庆
        ("的巨化硅氟新材料项目", ""),
        ("以上清洁能源供热工程", ""),
        ("，增长5%", ""),
    ],
)
def test_projects_by_their_size(trail: str, project: str) -> None:
    assert behind.sized(trail) == project


@pytest.mark.parametrize(
    ("trail", "size"),
    [("产业", "产业规模"), ("城市", "经济总量"), ("规模", "")],  # 2026 河北, 辽宁, 江苏
)
def test_what_is_of_that_order(trail: str, size: str) -> None:
    assert behind.size_of_order(trail) == size


@pytest.mark.parametrize(
    ("name", "later", "deed"),
    [
        ("实施老旧小区", "实施街区改造", "改造"),  # 2026 四川
        ("推进先行片区", "推进补短村建设", "建设"),  # 2026 四川
        ("完成农村公路", "农村危桥改造", "改造"),
        ("实施节水工程", "灌区改造", ""),
        ("改造老旧小区", "街区改造", ""),
        ("老旧小区", "街区改造", ""),
    ],
)
def test_the_deed_told_with_the_last_is_of_the_first_too(name: str, later: str, deed: str) -> None:
    assert behind.deed_shared(name, later) == deed


@pytest.mark.parametrize(
    ("trail", "name"),
    [
        ("三级公立综合医院在国家绩效监测中获评A级以上", "获评A级以上的三级公立综合医院"),  # 2026 广东
        ("为民工程均完成了预期目标", "完成预期目标的为民工程"),  # 2007 张家口
        ("国省控河流断面均达到国家地表水Ⅲ类水质标准", "达到国家地表水Ⅲ类水质标准的国省控河流断面"),  # 2017 张家口
        ("民生实事中，八件全面完成", "民生实事"),  # 2022 宜昌
        ("巨化硅氟新材料项目刷新我省单体工业项目投资纪录", "巨化硅氟新材料项目"),  # 2026 甘肃
    ],
)
def test_who_judged_and_that_all_did(trail: str, name: str) -> None:
    assert behind.name_behind(trail, said=True) == name


def test_those_who_did_what_is_counted_next() -> None:
    assert behind.measured_of("省级纵向支持组团实施重点项目") == "省级纵向支持组团"  # 2026 广东
    assert behind.measured_of("科技特派团带动农户") == "科技特派团"
    assert behind.measured_of("国省考断面水质达标率") == "国省考断面"  # 2024 承德


@pytest.mark.parametrize(("trail", "leaps"), [("跃升", True), ("跨越", True), ("的增长", True), ("规模", False)])
def test_what_leaps_to_an_order(trail: str, leaps: bool) -> None:
    # 2026 河北: 实现万亿级跃升.
    assert bool(behind.LEAPS.match(trail)) is leaps


@pytest.mark.parametrize(
    ("trail", "what"),
    [
        ("地级以上市全覆盖", "地级以上市"),
        ("县的全覆盖", "县"),
        ("乡镇全覆盖，成效明显", "乡镇"),
        ("县覆盖率", ""),
        ("全覆盖", ""),
    ],
)
def test_what_is_covered(trail: str, what: str) -> None:
    assert behind.covered(trail) == what


@pytest.mark.parametrize(
    ("trail", "meets"),
    [
        ("、八次全会部署", True),  # 2026 广东: 省委十三届七次
        ("全会和省委经济工作会议", True),  # 2026 云南: 省委十一届九次
        ("会议和市第十", True),  # 2019 诸暨: 省十二届人大五次
        ("以上", False),
        ("、共办理建议", False),
    ],
)
def test_which_meeting_it_was(trail: str, meets: bool) -> None:
    assert bool(behind.MEETING.match(trail)) is meets
