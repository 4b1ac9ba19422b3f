from __future__ import annotations

import pytest

from qa.question.parts import level_and_growth, parts_of, subjects_of, with_sides


@pytest.mark.parametrize(
    ("topic", "expected"),
    [
        ("粮食总产是多少", ("粮食总产是多少",)),
        ("粮食总产怎么样,有没有具体数字", ("粮食总产怎么样,有没有具体数字",)),
        ("赤字率是多少,赤字总额多大?", ("赤字率是多少", "赤字总额多大")),
        ("新建学校几所?实际是多少?", ("新建学校几所?实际是多少?",)),
        ("把目标下调到几?理由是什么?", ("把目标下调到几", "理由是什么 把目标下调到几")),
        ("在教育方面,新建学校几所,改造校舍多少平方米", ("在教育方面,新建学校几所", "改造校舍多少平方米")),
        ("新建学校几所,改造校舍多少平方米,请给出处", ("新建学校几所", "改造校舍多少平方米,请给出处")),
        (
            "甲厂产钢多少,乙厂产煤多少,丙厂产电多少,丁厂产布多少",
            ("甲厂产钢多少", "乙厂产煤多少", "丙厂产电多少", "丁厂产布多少"),
        ),
        (
            "加装多少台电梯、新增几个助餐点、改造多少个老旧小区",
            ("加装多少台电梯", "新增几个助餐点", "改造多少个老旧小区"),
        ),
    ],
)
def test_each_thing_asked_is_searched_for(topic: str, expected: tuple[str, ...]) -> None:
    assert parts_of(topic) == expected


def test_the_growth_of_one_is_asked_for_beside_another() -> None:
    assert subjects_of("社会消费品零售总额及增速、PM2.5年均浓度,放一起对比一下") == (
        "社会消费品零售总额",
        "社会消费品零售总额增速",
        "PM2.5年均浓度",
    )


@pytest.mark.parametrize(
    ("topic", "subjects"),
    [
        (
            "外贸:进出口总额、增速、全国排第几,出口额和增速又是多少?",
            ("进出口总额", "进出口总额增速", "进出口总额在全国排第几", "出口额", "出口额增速"),
        ),
        ("GDP和增速、占全国比重", ("GDP", "GDP增速", "GDP占全国比重")),
        ("氯化钾产量以及占全国比重", ("氯化钾产量", "氯化钾产量占全国比重")),
        ("出口多少,占全省比重", ("出口", "出口占全省比重")),
        ("核心产业增加值和占GDP的比重分别是多少", ("核心产业增加值", "核心产业增加值占GDP比重")),
        ("研发经费及占地区生产总值比重", ("研发经费", "研发经费占地区生产总值比重")),
        ("净增了多少万户经营主体,增幅是多少", ()),
        ("增速、粮食产量", ()),
        ("城镇居民人均可支配收入和农村居民人均可支配收入各是多少", ()),
    ],
)
def test_what_is_asked_of_each_besides(topic: str, subjects: tuple[str, ...]) -> None:
    assert with_sides(topic) == subjects


def test_sides_of_what_is_named_before_them_are_no_things() -> None:
    assert subjects_of("固定资产投资:实际增速和目标各是多少") == ()
    assert subjects_of("谁种树(营造林)更多?谁的PM2.5更低?") == ("营造林", "PM2.5")
    assert level_and_growth("入境游热三地入境游客哪里最多,增幅又是哪里最大?") == ("入境游客", "入境游客增速")


def test_a_part_that_points_back_takes_the_first_along() -> None:
    first, second = parts_of("农业税是哪年取消的?这个税种收了多少年?")
    assert second.startswith("这个税种收了多少年")
    assert first in second


@pytest.mark.parametrize(
    ("topic", "subjects"),
    [
        ("地区生产总值增速、固定资产投资增速分别是多少", ("地区生产总值增速", "固定资产投资增速")),
        ("森林覆盖率和城镇化率各是多少", ("森林覆盖率", "城镇化率")),
        ("GDP和固定资产投资增速哪个快", ("GDP增速", "固定资产投资增速")),
        ("GDP谁涨得快?规上工业增加值又是谁涨得快?", ("GDP增速", "规上工业增加值增速")),
        ("粮食产量谁高,财政收入又是谁高", ("粮食产量", "财政收入")),
        ("地区生产总值是多少", ()),
        ("新建学校和医院各几所", ("新建学校几所", "新建医院几所")),
        ("新建和改扩建学校各几所", ()),
        ("增绿指标:公园、绿道、绿地分别新增多少", ("公园新增多少", "绿道新增多少", "绿地新增多少")),
        ("“义新欧”和赣欧班列各开了多少列", ("“义新欧”班列开了多少列", "赣欧班列开了多少列")),
        ("国家级、省级专精特新企业分别有多少家?", ("国家级专精特新企业有多少家", "省级专精特新企业有多少家")),
    ],
)
def test_indicators_side_by_side(topic: str, subjects: tuple[str, ...]) -> None:
    assert subjects_of(topic) == subjects


@pytest.mark.parametrize(
    ("topic", "subjects"),
    [
        ("给的粮食、原煤、钢产量定了什么目标", ("粮食产量", "原煤产量", "钢产量")),
        ("粮食和棉花收成多少", ("粮食收成", "棉花收成")),
        ("发电装机容量", ()),
        ("给企业省下了多少电费", ()),
    ],
)
def test_indicators_that_share_their_last_word(topic: str, subjects: tuple[str, ...]) -> None:
    assert subjects_of(topic) == subjects


def test_names_of_their_own_share_no_last_word() -> None:
    assert subjects_of("拿2023年的比一比:GDP、社零、居民人均可支配收入,哪个市涨得快?") == (
        "GDP",
        "社零",
        "居民人均可支配收入",
    )


@pytest.mark.parametrize(
    ("topic", "carried"),
    [
        ("造了多少辆新能源汽车,全国排第几", "全国排第几 造新能源汽车"),
        ("高铁里程达到多少公里,在全国什么位次", "在全国什么位次 高铁里程"),
        ("来旅居的人有多少,比上年涨了多少", "比上年涨了多少 来旅居的人"),
        ("城镇居民人均可支配收入多少,增长百分之几", "增长百分之几 城镇居民人均可支配收入"),
        ("粮食产量是多少,同比增长百分之几", "同比增长百分之几 粮食产量"),
    ],
)
def test_growth_and_rank_are_of_what_was_asked_before(topic: str, carried: str) -> None:
    assert parts_of(topic)[-1] == carried


@pytest.mark.parametrize(
    ("topic", "both"),
    [
        ("快递量,各多少亿件,增速哪个最快?", ("快递", "快递增速")),
        ("、两省新能源汽车产量和增速比一比,谁产得多、谁涨得快", ("新能源汽车产量", "新能源汽车产量增速")),
        ("粮食产量各是多少,谁增长得快", ("粮食产量", "粮食产量增速")),
        ("快递业务量各多少", ()),
        ("快递业务量谁涨得快,旅游收入谁涨得快", ()),
    ],
)
def test_an_amount_and_how_it_grew(topic: str, both: tuple[str, ...]) -> None:
    assert level_and_growth(topic) == both


def test_a_name_that_begins_before_the_list_is_no_item_of_it() -> None:
    both = "城镇居民人均可支配收入", "农村居民人均可支配收入"
    assert subjects_of(f"{both[0]}和{both[1]}各是多少") == both


@pytest.mark.parametrize(
    ("topic", "subjects"),
    [
        # 张家口 2017, 上海 2026, 四川 2026
        ("城镇和农村居民收入各增长多少", ("城镇居民人均可支配收入增速", "农村居民收入增速")),
        ("出口和进口分别增长多少?", ("出口增速", "进口增速")),
        ("粮食和油料产量各自同比增长百分之几", ("粮食产量增速", "油料产量增速")),
    ],
)
def test_the_growth_of_each(topic: str, subjects: tuple[str, ...]) -> None:
    assert subjects_of(topic) == subjects
