from __future__ import annotations

from importlib.resources import files

import pytest

from qa.places import Level, Place, load_gazetteer
from qa.question.where import Where, Within, find_where
from qa.wording.abbreviations import NEVER_ALONE, PROVINCES

PROVINCIAL = tuple(dict.fromkeys(PROVINCES.values()))[:31]
CITIES = ("张家口市", "承德市", "包头市")


def asked(text: str, covered: tuple[str, ...] = PROVINCIAL) -> Where:
    return find_where(text, load_gazetteer(), covered)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("闽今年的GDP目标", ("福建省",)),
        ("2023年沪的GDP", ("上海市",)),
        ("粤苏浙哪个高", ("广东省", "江苏省", "浙江省")),
        ("川渝两地2023年GDP", ("四川省", "重庆市")),
        ("湘、鄂、赣2023年GDP增速", ("湖南省", "湖北省", "江西省")),
        ("粤比苏的GDP高多少", ("广东省", "江苏省")),
        ("云贵川三省GDP", ("云南省", "贵州省", "四川省")),
        ("青、宁、新三省区GDP", ("青海省", "宁夏回族自治区", "新疆维吾尔自治区")),
        ("甘2023年的GDP", ("甘肃省",)),
        ("河南和鄂谁的GDP高", ("河南省", "湖北省")),
        ("豫2023年和皖2023年的GDP", ("河南省", "安徽省")),
        ("Hebei GDP 2023", ("河北省",)),
        ("What was Hebei's GDP in 2023?", ("河北省",)),
        ("Hunan’s and Sichuan's GDP", ("湖南省", "四川省")),
    ],
)
def test_short_names_of_one_character(text: str, places: tuple[str, ...]) -> None:
    where = asked(text)
    assert (where.places, where.missing) == (places, ())


@pytest.mark.parametrize(
    "text",
    [
        "川流不息",
        "2023年新增就业多少人",
        "云计算产业规模",
        "青年就业率",
        "一台设备多少钱",
        "新2024年目标",
        "京沪高铁投资多少",
        "川藏铁路建设了多少公里",
        "晋升了多少人",
        "鲁班工坊建了几个",
        "皖北地区粮食产量",
        "推动新旧动能转换",
        "贵重金属产量",
        "经济复苏了吗",
        "自治区今年GDP",
        "东北虎有多少只",
        "西部陆海新通道开行多少列",
        "京津冀协同发展疏解了多少项目",
        "长三角一体化示范区",
    ],
)
def test_characters_and_names_that_stand_for_something_else(text: str) -> None:
    assert asked(text) == Where((), (), ())


def _initials() -> dict[str, str]:
    """One character of each province that may stand alone."""
    return {name: char for char, name in reversed(PROVINCES.items()) if char not in NEVER_ALONE}


@pytest.mark.parametrize(
    "frame", ["{}2023年GDP增速是多少", "2023年{}的GDP目标", "{}和湖北2023年谁的GDP高", "湖北、{}两省GDP"]
)
@pytest.mark.parametrize("name", [name for name in PROVINCIAL if name not in ("湖北省", "新疆维吾尔自治区")])
def test_a_province_is_the_same_by_every_name(name: str, frame: str) -> None:
    place = load_gazetteer().get(name)
    assert place
    wheres = [asked(frame.format(form)) for form in (name, place.short, _initials()[name])]
    assert {(where.places, where.missing, where.within) for where in wheres} == {
        (wheres[0].places, (), ()),
    }
    assert name in wheres[0].places


def _unmistakable(place: Place) -> bool:
    known = load_gazetteer().get(place.short)
    return known == place and [m.place for m in load_gazetteer().find(place.short)] == [place]


def prefectures() -> list[Place]:
    lines = files("qa.data").joinpath("divisions.tsv").read_text(encoding="utf-8").splitlines()
    names = [line.split("\t")[1] for line in lines if len(line.split("\t")[0]) == 4]
    places = (load_gazetteer().get(name) for name in names)
    return [place for place in places if place and place.level is Level.PREFECTURE]


def test_a_city_is_the_same_by_every_name() -> None:
    for place in prefectures():
        if not _unmistakable(place):
            continue
        wheres = [asked(f"2023年{form}的GDP是多少", (place.name,)) for form in (place.name, place.short)]
        assert [where.places for where in wheres] == [(place.name,)] * 2, place.name
        wheres = [asked(f"2023年{form}的GDP是多少") for form in (place.name, place.short)]
        assert [[(w.place, w.report_place) for w in where.within] for where in wheres] == [
            [(place.name, place.parents[0])]
        ] * 2


@pytest.mark.parametrize(
    ("text", "within"),
    [
        ("苏州2023年GDP", Within("苏州市", "江苏省", ("苏州市", "苏州"))),
        ("江苏苏州2023年GDP", Within("苏州市", "江苏省", ("苏州市", "苏州"))),
        ("江苏省苏州市昆山市2023年GDP", Within("昆山市", "江苏省", ("昆山市", "昆山"))),
        ("吉林市2023年GDP", Within("吉林市", "吉林省", ("吉林市",))),
        ("海南州2023年GDP", Within("海南藏族自治州", "青海省", ("海南藏族自治州", "海南州"))),
        ("陕西2012年西安的PM2.5", Within("西安市", "陕西省", ("西安市", "西安"))),
    ],
)
def test_a_city_without_reports_is_within_its_province(text: str, within: Within) -> None:
    where = asked(text)
    assert (where.places, where.missing, where.within) == ((within.report_place,), (), (within,))


def test_a_county_is_within_its_city_or_the_place_named() -> None:
    assert asked("沽源县2023年粮食", CITIES).within == (Within("沽源县", "张家口市", ("沽源县", "沽源")),)
    covered = ("河北省", "张家口市")
    assert asked("沽源县2023年粮食", covered).within[0].report_place == "张家口市"
    assert asked("河北的报告里沽源县怎么说", covered).within[0].report_place == "河北省"


def test_the_short_name_of_a_district_is_not_that_of_its_city() -> None:
    (within,) = asked("承德县2023年粮食", CITIES).within
    assert within.names == ("承德县",)


def test_the_province_in_front_only_says_where_a_city_lies() -> None:
    assert asked("河北省承德市2023年GDP", ("河北省", "承德市")).places == ("承德市",)


@pytest.mark.parametrize(
    ("text", "place"), [("重庆市万州区2020年交通投资", "万州区"), ("广东省惠州市2022年出口", "惠州市"), ("河北省承德市围场县2023年粮食", "承德市")]
)  # fmt: skip
def test_the_places_above_are_part_of_the_name(text: str, place: str) -> None:
    where = asked(text, (place,))
    assert (where.places, where.missing, where.spans[0].start) == ((place,), (), 0)


def test_a_city_with_the_name_of_its_province_is_itself() -> None:
    assert asked("吉林市2023年GDP", ("吉林市",)).places == ("吉林市",)
    assert asked("吉林2023年GDP", ("吉林市",)) == Where((), ("吉林省",), ())


@pytest.mark.parametrize(
    ("text", "group", "count"),
    [
        ("京津冀2023年GDP谁最高", "京津冀", 3),
        ("长三角GDP总量各是多少", "长三角", 4),
        ("直辖市2023年GDP", "直辖市", 4),
        ("四大直辖市里谁的GDP最高", "直辖市", 4),
        ("五个自治区2023年GDP", "自治区", 5),
        ("东北地区2023年GDP", "东北三省", 3),
        ("东三省谁的粮食多", "东北三省", 3),
        ("中部六省2023年粮食产量", "中部六省", 6),
        ("西北五省区GDP", "西北五省区", 5),
        ("西南五省区市GDP", "西南五省区市", 5),
        ("华东2023年GDP", "华东", 7),
        ("西部各省GDP", "西部地区", 12),
        ("东部地区的GDP", "东部地区", 10),
        ("沿海省份GDP", "沿海省份", 11),
        ("长江经济带11省市GDP", "长江经济带", 11),
        ("黄河流域九省区GDP", "黄河流域九省区", 9),
        ("成渝两地GDP", "成渝", 2),
        ("江浙沪2023年GDP对比", "江浙沪", 3),
    ],
)
def test_groups_by_their_members(text: str, group: str, count: int) -> None:
    where = asked(text)
    assert (where.groups, len(where.places), where.uncovered_members) == ((group,), count, ())


def test_members_without_reports_are_told_and_no_reason_to_refuse() -> None:
    where = asked("一线城市2023年GDP")
    assert (where.places, where.missing) == (("北京市", "上海市"), ())
    assert where.uncovered_members == ("广州市", "深圳市")


def test_the_nearest_members_that_have_reports_are_taken() -> None:
    assert asked("珠三角2023年GDP").places == ("广东省",)
    assert asked("珠三角2023年GDP", ("广州市", "深圳市", "广东省")).places == ("广州市", "深圳市")
    assert asked("长三角2023年GDP", ("南京市", "苏州市")).places == ("南京市", "苏州市")
    assert asked("成渝2023年GDP", ("成都市", "重庆市")).uncovered_members == ()


def test_a_group_without_any_report_is_missing_but_a_topic_of_the_countrys() -> None:
    assert asked("长三角2023年GDP", CITIES).missing == ("上海市", "江苏省", "浙江省", "安徽省")
    assert asked("长三角2018年的试点", (*CITIES, "全国")).missing == ()


def test_a_group_beside_a_place_is_a_topic_unless_joined() -> None:
    assert asked("2016年张家口的空气质量怎么会在京津冀垫底", CITIES).places == ("张家口市",)
    assert asked("河北参与京津冀协同发展投了多少").places == ("河北省",)
    assert len(asked("东北三省和山东2023年谁的粮食多").places) == 4


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("各省GDP增速", 31),
        ("哪个省GDP增速最高", 31),
        ("全国哪个省GDP最高", 31),
        ("31个省GDP目标分别是多少", 31),
        ("各地2024年GDP目标", 31),
        ("全部报告里最高的GDP增速", 31),
        ("除了河北以外GDP最高的省是哪个", 30),
        ("除京沪外各省GDP目标", 29),
        ("除东北三省外各省GDP目标", 28),
        ("不算广东，哪个省GDP最高", 30),
    ],
)
def test_everything_there_is(text: str, count: int) -> None:
    where = asked(text)
    assert (where.everywhere, len(where.places), where.missing) == (True, count, ())


def test_all_places_of_one_kind_or_inside_one_place() -> None:
    covered = ("成都市", "绵阳市", "南京市", "四川省", "全国")
    assert asked("各市GDP", covered).places == ("成都市", "绵阳市", "南京市")
    assert asked("四川各市GDP", covered).places == ("成都市", "绵阳市")
    assert asked("全国各省GDP", covered).places == ("四川省",)
    assert asked("四川各市GDP").places == ("四川省",)
    assert asked("成都各地的学校", covered).places == ("成都市",)


def test_so_many_places_are_all_only_when_there_are_so_many() -> None:
    assert asked("三个市谁的GDP高", CITIES).places == CITIES
    assert asked("这两个市谁高", CITIES).places == ()


def test_a_place_where_something_happened_is_sought_not_compared() -> None:
    assert not asked("医疗车是在哪个城市研发成功的", CITIES).everywhere


@pytest.mark.parametrize(
    "text",
    [
        "河北从北京引进了多少项目",
        "河北往上海供应多少蔬菜",
        "河北对口支援西藏投入多少",
        "河北和安徽签了多少协议",
        "河北融入长三角的项目有多少",
        "河北与广东的合作",
    ],
)
def test_partners_stay_topics(text: str) -> None:
    where = asked(text)
    assert (where.places, where.missing) == (("河北省",), ())


@pytest.mark.parametrize("text", ["从北京引进了多少项目", "往北京送净菜多少", "对口支援西藏多少资金"])
def test_uncovered_partners_are_not_missing(text: str) -> None:
    assert asked(text, CITIES).missing == ()


def test_every_uncovered_place_of_a_comparison_is_missing() -> None:
    assert asked("承德、秦皇岛、唐山谁的GDP高", CITIES).missing == ("秦皇岛市", "唐山市")
    assert asked("秦皇岛、唐山、承德谁的GDP高", CITIES).missing == ("秦皇岛市", "唐山市")
    assert asked("粤苏浙哪个高", ("广东省", "浙江省")).missing == ("江苏省",)
    assert asked("粤2023年GDP", CITIES).missing == ("广东省",)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("北京天津河北三地GDP", ("北京市", "天津市", "河北省")),
        ("广东2023年GDP比江浙沪各省高多少", ("广东省", "江苏省", "浙江省", "上海市")),
    ],
)
def test_names_beside_each_other(text: str, places: tuple[str, ...]) -> None:
    assert asked(text).places == places


def test_a_whole_list_is_no_group() -> None:
    where = asked("各省、自治区、直辖市GDP目标")
    assert (where.everywhere, where.groups) == (True, ())


def test_a_listed_place_without_report_is_told_though_nothing_is_compared() -> None:
    assert asked("粤、闽、台三省GDP").missing == ("台湾省",)
    assert asked("承德和唐山2023年的GDP增速", CITIES).missing == ("唐山市",)
    assert asked("承德和北京签了多少协议", CITIES).missing == ()


@pytest.mark.parametrize(
    "text",
    [
        "上海机场和成都航空枢纽的旅客吞吐量各有多大",
        "广东港口与宁波港口哪边吞吐量更高",
        "江苏高铁跟合肥高铁里程相差多少",
    ],
)
def test_places_with_words_of_their_things_between_them_are_both_asked_about(text: str) -> None:
    assert len(asked(text).places) == 2


def test_several_places_named_are_all_that_so_many_reports_mean() -> None:
    text = "2025年的入境游客，四川、江苏、湖南三份报告有哪几份给了？"
    assert asked(text, (*PROVINCIAL, "成都市")).places == ("四川省", "江苏省", "湖南省")


def test_the_cities_of_a_city_are_asked_for_by_their_number() -> None:
    assert find_where("苏州四个县级市2024年GDP谁最大", load_gazetteer(), ("苏州市",)).inner == "市"


def test_which_counties_are_none_of_places_where_one_county_reports() -> None:
    assert asked("整县摘帽的是哪几个县", (*CITIES, "兰考县")).places == ()
    assert not asked("如果洛阳2021年完成", ("洛阳市", "大同市")).missing


def test_a_contest_of_two_years_is_none_of_places() -> None:
    assert asked("2022年城镇新增就业的目标跟2021年实际比，谁多？").places == ()
    assert len(asked("2022年和2021年的GDP增速，哪个省更高？").places) == len(PROVINCIAL)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("兰考2022年财政收入", ("兰考县",)),
        ("承德2023年和兰考2022年的城镇登记失业率哪个最低", ("承德市", "兰考县")),
        ("兰考老百姓收入2022年多少", ("兰考县",)),
        ("承德2023年财政收入", ("承德市",)),
    ],
)
def test_the_short_name_of_a_place_that_has_reports_names_it(text: str, places: tuple[str, ...]) -> None:
    assert asked(text, (*CITIES, "兰考县")).places == places


@pytest.mark.parametrize(
    ("text", "rest"), [("成都市场主体", "市场主体"), ("成都市民收入", "市民收入"), ("成都市政府", "政府")]
)
def test_a_word_that_begins_with_the_level_of_the_place(text: str, rest: str) -> None:
    (span,) = asked(text, ("成都市",)).spans
    assert text[span.end :] == rest


def test_places_within_one_that_are_compared() -> None:
    both = find_where("成都的崇州和大邑GDP谁高", load_gazetteer(), ("成都市",), lambda _: ("崇州市", "大邑县"))
    assert [each.place for each in both.within] == ["崇州市", "大邑县"] and both.compared
    one = find_where("成都的崇州GDP是多少", load_gazetteer(), ("成都市",), lambda _: ("崇州市", "大邑县"))
    assert [each.place for each in one.within] == ["崇州市"] and not one.compared


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("四川各市州GDP", "市"),
        ("四川哪个县GDP最高", "县"),
        ("四川GDP", ""),
        ("四川哪个镇产值高", "镇"),
        ("四川各开发区GDP", "开发区"),
    ],
)
def test_all_places_of_a_kind_within_one(text: str, inner: str) -> None:
    assert asked(text, ("四川省",)).inner == inner


@pytest.mark.parametrize("things", ["两个口岸", "机场", "三大港口"])
def test_what_bears_the_names_of_places_is_none_of_them(things: str) -> None:
    where = asked(f"新疆的霍尔果斯市和阿拉山口市{things}2025年谁高", ("新疆维吾尔自治区",))
    assert not where.compared


def test_towns_and_zones_that_a_report_tells_of() -> None:
    told = ("昆山高新区", "花桥经济开发区", "千灯镇")
    both = find_where("昆山高新区和花桥经济开发区谁的GDP大", load_gazetteer(), ("昆山市",), lambda _: told)
    assert {each.place for each in both.within} == {"昆山高新区", "花桥经济开发区"} and both.compared
    town = find_where("昆山千灯镇工业产值", load_gazetteer(), ("昆山市",), lambda _: told)
    assert town.within == (Within("千灯镇", "昆山市", ("千灯镇",)),)
