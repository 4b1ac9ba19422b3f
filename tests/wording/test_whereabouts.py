"""The nation named before an indicator."""

from __future__ import annotations

import pytest

from qa.wording.whereabouts import (
    AREA_BEHIND,
    LEVEL_WORD,
    TOGETHER,
    any_zone,
    area_of,
    area_opening,
    measured_of_place,
    place_measure,
    sites_at,
    told_of_place,
    zone_of,
)


@pytest.mark.parametrize(
    ("name", "place", "told"),
    [
        ("全国粮食产量", "河南省", ("全国", "粮食产量")),
        ("我国粮食产量", "四川省", ("全国", "粮食产量")),
        ("粮食产量", "河南省", ("河南省", "粮食产量")),
        ("全国粮食产量", "全国", ("全国", "粮食产量")),
        ("全国文明城市", "承德市", ("承德市", "全国文明城市")),
        ("全国人大代表建议", "河北省", ("河北省", "全国人大代表建议")),
        ("全国首个示范区", "陕西省", ("陕西省", "全国首个示范区")),
        ("全国粮食产量", None, ("全国", "粮食产量")),
        ("粮食产量", None, (None, "粮食产量")),
        ("全国", None, (None, "全国")),
        ("中国自由贸易试验区试点任务", "新疆维吾尔自治区", ("新疆维吾尔自治区", "自由贸易试验区试点任务")),  # 2026 新疆
    ],
)
def test_place_and_name(name: str, place: str | None, told: tuple[str | None, str]) -> None:
    assert told_of_place(name, place) == told


@pytest.mark.parametrize(
    ("name", "area"),
    [
        ("成渝地区双城经济圈经济总量", "成渝地区双城经济圈"),  # 2026 四川
        ("辽西先导区承接京津冀转移项目", "辽西先导区"),  # 2026 辽宁
        ("西咸新区建设投资", "西咸新区"),  # 2013 陕西
        ("京津冀区域优良天数比率", "京津冀区域"),  # 2026 河北
        ("长江流域水生生物完整性指数等级", "长江流域"),  # 2026 云南
        ("国家级新区", ""),
        ("经济总量", ""),
    ],
)
def test_an_area_of_its_own_name(name: str, area: str) -> None:
    assert area_of(name) == area


@pytest.mark.parametrize(
    ("behind", "area"),
    [
        ("都市圈跨域通办事项", "都市圈"),  # 2026 辽宁: 沈阳都市圈
        ("全球研发中心城市新增研发机构", "全球研发中心城市"),  # 2026 湖南: 长沙
        ("数据中心集群算力规模", "数据中心集群"),  # 2026 甘肃: 庆阳
        ("工业园区国家级经开区综合考核评价", "工业园区"),  # 2026 江苏: 苏州
        ("机场旅客吞吐量", ""),
    ],
)
def test_an_area_that_bears_the_name_of_a_city(behind: str, area: str) -> None:
    match = AREA_BEHIND.match(behind)
    assert (match[0] if match else "") == area


@pytest.mark.parametrize(
    ("rest", "whole"),
    [
        ("经济总量", True),  # 2026 四川: 泸州; 2026 辽宁: 大连
        ("原油产量", True),  # 1978 国务院: 大庆
        ("机场旅客吞吐量", False),  # 2026 湖南: 长沙
        ("港沿海货物吞吐量", False),  # 2026 河北: 唐山
    ],
)
def test_what_is_measured_of_a_whole_city(rest: str, whole: bool) -> None:
    assert measured_of_place(rest) is whole


@pytest.mark.parametrize(
    ("paragraph", "area"),
    [
        ("成渝地区双城经济圈建设走深走实，经济总量超9万亿元", "成渝地区双城经济圈"),  # 2026 四川
        ("（一）深入推进粤港澳大湾区建设", "粤港澳大湾区"),
        ("推动京津冀区域协同发展", "京津冀区域"),
        ("经济总量超9万亿元", ""),
    ],
)
def test_the_area_that_a_sentence_opens_with(paragraph: str, area: str) -> None:
    assert area_opening(paragraph) == area


@pytest.mark.parametrize(
    ("name", "area"),
    [
        ("皖北八市地区生产总值", "皖北八市"),  # 2026 安徽
        ("南疆四地州农村居民人均可支配收入", "南疆四地州"),  # 2026 新疆
        ("苏南五市规上工业增加值", "苏南五市"),
        ("全省四市地区生产总值", ""),
        ("皖北八市重点项目", ""),
    ],
)
def test_places_told_together_by_where_they_are(name: str, area: str) -> None:
    assert area_of(name) == area


def test_what_its_sides_have_together() -> None:
    for sentence in ("川渝省际通道达到28条", "让两地群众办两地事", "推动三省一市互认"):  # 2026 四川, 重庆, 江苏
        assert TOGETHER.search(sentence)
    assert not TOGETHER.search("全省高速公路里程")


@pytest.mark.parametrize("text", ["市场主体", "县域内就诊率", "区域创新", "市民", "市政道路"])
def test_words_that_begin_with_the_level_of_a_place(text: str) -> None:
    # 遵义市场主体, 兰考县域内就诊率, 昆山市民
    assert LEVEL_WORD.match(text) and not LEVEL_WORD.match("市政府") and not LEVEL_WORD.match("市2025年")


@pytest.mark.parametrize(
    ("name", "measure"),
    [
        ("省域副中心城市生产总值", "生产总值"),
        ("地区生产总值", "地区生产总值"),
        ("固定资产投资", "固定资产投资"),
        ("新建学校", ""),
    ],
)
def test_what_is_measured_of_a_whole_place(name: str, measure: str) -> None:
    assert place_measure(name) == measure


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("花桥经济开发区地区生产总值", "花桥经济开发区"),  # 2024 昆山
        ("巴城镇规上工业总产值", "巴城镇"),  # 2024 昆山
        ("东部新区固定资产投资", "东部新区"),  # 2024 成都
        ("国家级天府新区地区生产总值", "天府新区"),  # 2024 成都
        ("深汕特别合作区规上工业总产值", "深汕特别合作区"),  # 2025 深圳
        ("上合示范区生产总值", "上合示范区"),  # 2024 青岛
        ("城镇居民人均可支配收入", ""),
        ("新增城镇常住人口", ""),
        ("周庄两大古镇接待游客", ""),
        ("省级及以上开发区工业增加值", ""),
        ("各类开发区工业增加值", ""),
        ("昆山综合保税区进出口重箱", ""),
    ],
)
def test_towns_and_zones_are_known_by_how_they_end_before_what_a_whole_place_has(name: str, zone: str) -> None:
    assert zone_of(name) == zone


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("花桥经济开发区服务业增加值占比", "花桥经济开发区"),  # 2024 昆山
        ("昆山开发区规上工业总产值占全市比重", "昆山开发区"),  # 2024 昆山
        ("渝东南武陵山区城镇群地区生产总值", "渝东南武陵山区城镇群"),  # 2026 重庆
        ("重点开发区服务业增加值占比", ""),
    ],
)
def test_a_share_of_a_zone_is_the_zone_s_own(name: str, zone: str) -> None:
    assert zone_of(name) == zone


def test_a_zone_that_any_place_has_names_none() -> None:
    assert any_zone("高新区") and any_zone("综合保税区") and not any_zone("花桥经济开发区")


@pytest.mark.parametrize(
    ("text", "place", "own"),
    [
        # 湖北 2026, 海南 2026, 张家口 2017
        ("鄂州花湖机场货邮吞吐量", "鄂州", ("花湖",)),
        ("海口美兰国际机场旅客", "海口", ("美兰",)),
        ("张家口宁远机场航线", "张家口", ("宁远",)),
        ("郑州机场旅客吞吐量", "郑州", ()),
        ("宜昌生产总值", "宜昌", ()),
    ],
)
def test_what_lies_in_a_place_by_its_own_name(text: str, place: str, own: tuple[str, ...]) -> None:
    assert sites_at(text, len(place)) == own
