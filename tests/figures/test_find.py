"""Reading figures: real phrasings of reports from 1978 to 2024."""

from __future__ import annotations

import re
import time
from decimal import Decimal

import cn2an
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qa.figures import Figure, FigureKind, Hedge, Motion, find_figures, patterns


def only(text: str) -> Figure:
    figures = find_figures(text)
    assert len(figures) == 1, figures
    return figures[0]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("地区生产总值完成1461亿元", "146100000000", "元"),
        ("收入比缩小至2.52∶1", "2.52", "∶1"),  # 2026 云南
        ("收入比收窄至2：1以内", "2", "∶1"),  # 2026 海南
        ("城乡收入比为二点六比一", "2.6", "∶1"),
        ("算力规模突破4000P", "4000", "P"),  # 2026 云南
        ("飞行规模达2061万架次", "20610000", "架次"),  # 2026 广东
        ("智能算力达4800PF", "4800", "P"),  # 2026 湖南
        ("算力总规模达到13.8EFLOPS，", "13800", "P"),  # 2026 福建, 浙江
        ("算力规模达到500Eflops以上", "500000", "P"),  # 2026 贵州
        ("烤烟782万担，", "391000000", "公斤"),  # 2010 贵州
        ("棉花产量达到五千万担", "2500000000", "公斤"),  # 1978 国务院
        ("吞吐量达到5506.3万标准箱", "55063000", "标准箱"),  # 2026 上海
        ("游客突破百万大关", "1000000", ""),  # 2020 万州
        ("惠及近千万家庭", "10000000", ""),  # 2022 国务院
        ("班列开行超万列", "10000", "列"),  # 2026 江苏
        ("产量居全国首位", "1", ""),
        ("增速居全国前10位", "10", "位"),  # 2026 甘肃
        ("跻身全球城市前五位", "5", "位"),  # 2026 上海
        ("安置职工3.07万名", "30700", "名"),
        ("棚户区改造完成6.6万套", "66000", "套"),
        ("完成降碳交易6099万元", "60990000", "元"),
        ("我国经济规模达到1.2万亿", "1200000000000", ""),
        ("完成出口总值2.9亿美元", "290000000", "美元"),
        ("总额１，４６１亿元", "146100000000", "元"),
        ("总额1,461.5亿元", "146150000000", "元"),
        ("比上年增长１４．２％", "14.2", "%"),
        ("全社会固定资产投资增长19·5％", "19.5", "%"),
        ("在普遍增产的基础上每年增长百分之四点三以上", "4.3", "%"),
        ("百分之九十的社员", "90", "%"),
        ("覆盖面百分之百", "100", "%"),
        ("千分之五点八三", "5.83", "‰"),
        ("人口自然增长率为5.83‰", "5.83", "‰"),
        ("接近两成", "20", "%"),
        ("占八成三", "83", "%"),
        ("比全省平均水平低8.4个百分点", "8.4", "百分点"),
        ("提高两个百分点", "2", "百分点"),
        ("高4.8个点", "4.8", "百分点"),
        ("粮食产量达到四亿零七百多万吨", "407000000", "吨"),
        ("国外资金达二十六亿六千万美元", "2660000000", "美元"),
        ("进出口总额达到一千二百零一亿元", "120100000000", "元"),
        ("棉花六百零八万吨", "6080000", "吨"),
        ("粮食产量达到八千亿斤", "400000000000", "公斤"),
        ("全国工业总产值损失一千亿元", "100000000000", "元"),
        ("新增就业1亿3千多万人", "130000000", "人"),
        ("突破3万多亿元", "3000000000000", "元"),
        ("更新改造项目七万四千个", "74000", "个"),
        ("农民纯收入三百五十五元", "355", "元"),
        ("安排四千二百多万城镇劳动力就业", "42000000", ""),
        ("还有近35万剩余劳动力", "350000", ""),
        ("治理水土流失面积200平方公里", "200", "平方公里"),
        ("治理水土流失200km²", "200", "平方公里"),
        ("造林3万公顷", "450000", "亩"),
        ("开工面积31.5万平方米", "315000", "平方米"),
        ("竣工25.7万㎡", "257000", "平方米"),
        ("高速公路通车里程达到927公里", "927", "公里"),
        ("总产量29亿斤以上", "1450000000", "公斤"),
        ("装机容量达到1057万千瓦", "10570000", "千瓦"),
        ("光伏装机2.5吉瓦", "2500000", "千瓦"),
        ("发电3.4亿千瓦时", "340000000", "千瓦时"),
        ("库容1.2亿立方米", "120000000", "立方米"),
        ("接待国内外游客530.6万人次", "5306000", "人次"),
        ("年均浓度下降到32μg/ m3", "32", "微克/立方米"),
        ("平均浓度23微克/立方米", "23", "微克/立方米"),
        ("涨到7.29倍", "7.29", "倍"),
        ("增加了一倍", "1", "倍"),
        ("工农业年总产值翻两番", "2", "番"),
        ("收入翻番", "1", "番"),
        ("历时半年", "0.5", "年"),
        ("历时两年半", "2.5", "年"),
        ("10分钟健身圈", "10", "分钟"),
        ("人大代表建议240件", "240", "件"),
        ("办好十三个项目", "13", "个"),
        ("一百二十个大型项目", "120", "个"),
        ("减少三分之一", str(Decimal(100) / 3), "%"),
        ("取消四分之一以上", "25", "%"),
        ("机构精简1／4", "25", "%"),
        ("气温-3.5℃", "-3.5", "℃"),
        ("每吨标准煤价格800元/吨", "800", "元/吨"),
        ("财政收入过亿元的县区", "100000000", "元"),
        ("争取5所以上优质学校", "5", "所"),
        ("坐席2023个", "2023", "个"),
    ],
)
def test_value_and_unit(text: str, value: str, unit: str) -> None:
    figure = only(text)
    assert (figure.value, figure.unit) == (Decimal(value), unit)
    assert text[figure.start : figure.end] == figure.text


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("增长5%—6%", "5", "6", "%"),
        ("增长5—6%", "5", "6", "%"),
        ("增长5%到6%", "5", "6", "%"),
        ("每年要增长百分之四到五", "4", "5", "%"),
        ("培育3至5个", "3", "5", "个"),
        ("培育1-2个特色产业链", "1", "2", "个"),
        ("培育三到五个", "3", "5", "个"),
        ("2.5万-3万户", "25000", "30000", "户"),
        ("2.5-3万户", "25000", "30000", "户"),
        ("产量２．１—２．５亿吨", "210000000", "250000000", "吨"),
        ("收入七八百元", "700", "800", "元"),
        ("增加两、三倍", "2", "3", "倍"),
        ("在两三年内", "2", "3", "年"),
        ("2013—2016年", "2013", "2016", "年"),
        ("1978－1982", "1978", "1982", "年"),
        ("从１９７９年到１９８４年", "1979", "1984", "年"),
        ("一九七八年至一九八五年", "1978", "1985", "年"),
        ("1—11月", "1", "11", "月"),
    ],
)
def test_ranges(text: str, low: str, high: str, unit: str) -> None:
    figure = only(text)
    assert (figure.low, figure.high, figure.unit) == (Decimal(low), Decimal(high), unit)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("增长5.2%，达到22000亿元", ["5.2", "2200000000000"]),
        ("从55%提高到90%", ["55", "90"]),
        ("由15个减少到9个", ["15", "9"]),
        ("从40个到29个", ["40", "29"]),
        ("分别增长16%和25.5%", ["16", "25.5"]),
        ("人大代表建议240件、政协提案333件", ["240", "333"]),
        ("粮食126.5万吨，2007年安排10万亩", ["1265000", "2007", "100000"]),
        ("增长5%——2023年的8%", ["5", "2023", "8"]),
        ("9.03万套与9.03%", ["90300", "9.03"]),
        ("达到98%[1]，比53%高[2][3]。", ["98", "53"]),
        ("1. 新建6所\n（2）改建8所\n三、共14所", ["6", "8", "14"]),
    ],
)
def test_several(text: str, values: list[str]) -> None:
    assert [figure.value for figure in find_figures(text)] == [Decimal(value) for value in values]


@pytest.mark.parametrize(
    "text",
    [
        "“四个办奥”理念、“十三五”规划、“一带一路”、“三北”防护林",
        "一是、二是、第一，第二，一批、一些、一个、一系列、进一步、一次性、一年来",
        "千方百计、千家万户、万众一心、百年大计、十分重要、一心一意、数百家、几十个、数以万计",
        "统一、唯一、三峡、五台山、万全区、十堰、百色、四平市、二氧化碳、零距离、零就业家庭",
        "三位一体、五位一体、四人帮、八项规定、四个意识、两个维护、三期叠加、三公经费、四个现代化",
        "上半年、下半年、第三产业、一二三产业、十四五时期、八五计划、二三产业、两会、三农",
        "[1][2]【3】［4］[^5][1-3]",
        "增幅（万元）单位：亿元",
    ],
)
def test_not_figures(text: str) -> None:
    assert not find_figures(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("G109改线", "G109"),
        ("110国道改建", "110国道"),
        ("PM2.5达标", "PM2.5"),
        ("建设5G基站", "5G"),
        ("4A级景区", "4A"),
        ("12345政务服务热线", "12345"),
        ("“3+1”保障", "3+1"),
        ("“1355”防贫工作法", "1355"),
        ("21世纪", "21世纪"),
        ("八十年代", "八十年代"),
        ("三级医院", "三级"),
        ("500强", "500强"),
        ("5·12地震", "5·12"),
    ],
)
def test_names(text: str, name: str) -> None:
    figure = only(text)
    assert (figure.kind, figure.text) == (FigureKind.NAME, name)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("2016年", FigureKind.YEAR, "2016"),
        ("１９８４年", FigureKind.YEAR, "1984"),
        ("二〇二三年", FigureKind.YEAR, "2023"),
        ("一九八○年", FigureKind.YEAR, "1980"),
        ("中国制造2025战略", FigureKind.YEAR, "2025"),
        ("30年改革", FigureKind.QUANTITY, "30"),
        ("2000多年历史", FigureKind.QUANTITY, "2000"),
        ("4月10日", FigureKind.DATE, "4.10"),
        ("十月六日", FigureKind.DATE, "10.06"),
        ("第18届", FigureKind.ORDINAL, "18"),
        ("第十四届", FigureKind.ORDINAL, "14"),
        ("十三届", FigureKind.ORDINAL, "13"),
        ("居全国第二位", FigureKind.ORDINAL, "2"),
        ("7.5%", FigureKind.PERCENT, "7.5"),
    ],
)
def test_kinds(text: str, kind: FigureKind, value: str) -> None:
    figure = only(text)
    assert (figure.kind, figure.value) == (kind, Decimal(value))


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("达到98%以上", Hedge.OVER),
        ("城镇登记失业率控制在4.6%以内", Hedge.UNDER),
        ("增长6%左右", Hedge.ABOUT),
        ("建成住宅约六亿平方米", Hedge.ABOUT),
        ("近35万剩余劳动力", Hedge.NEARLY),
        ("人均生产总值突破3万元", Hedge.OVER),
        ("超过60%", Hedge.OVER),
        ("不低于100个", Hedge.OVER),
        ("至少5家", Hedge.OVER),
        ("举办400余场", Hedge.OVER),
        ("建成200多个", Hedge.OVER),
        ("两千多万人", Hedge.OVER),
        ("降到百分之一以下", Hedge.UNDER),
        ("不超过3%", Hedge.UNDER),
        ("预计完成475亿元", Hedge.EXPECTED),
        ("近五年", None),
        ("通过3个项目", None),
        ("完成475亿元", None),
    ],
)
def test_hedges(text: str, hedge: Hedge | None) -> None:
    assert only(text).hedge is hedge


@pytest.mark.parametrize(
    ("text", "motions"),
    [
        ("增长5.2%", [Motion.RISE]),
        ("单位生产总值能耗降低4%", [Motion.FALL]),
        ("增长到5.2%", [Motion.LEVEL]),
        ("下降至40%", [Motion.LEVEL]),
        ("提高了约11.4个百分点", [Motion.RISE]),
        ("分别下降1%、2%和3%", [Motion.FALL] * 3),
        ("达到53%", [None]),
        ("提高到90%，增长5%", [Motion.LEVEL, Motion.RISE]),
    ],
)
def test_motion(text: str, motions: list[Motion | None]) -> None:
    assert [figure.motion for figure in find_figures(text)] == motions


def test_as_written() -> None:
    figure = only("改造农村危房13.5万户")
    assert (figure.number, figure.scale, figure.symbol) == (Decimal("13.5"), "万", "户")


@given(st.integers(min_value=2, max_value=10**12))
@example(10_000_000)
@example(1_0001_0001)
def test_chinese_numerals_read_back(number: int) -> None:
    figure = only(f"共{cn2an.an2cn(number)}吨")
    assert figure.value == number


@given(st.decimals(min_value="0.01", max_value="99999", places=2))
def test_decimals_read_back(number: Decimal) -> None:
    assert only(f"增长{number}%").value == number
    assert only(f"增长百分之{cn2an.an2cn(str(number))}").value == number


@given(st.integers(min_value=1, max_value=10**9))
def test_thousands_separators_and_width_do_not_matter(number: int) -> None:
    full_width = str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    values = {only(f"完成{written}吨").value for written in (str(number), f"{number:,}", full_width)}
    assert values == {Decimal(number)}


_HAN = st.text(alphabet="全市企业收入较好发展改革建设显著优美生态河湖绿色", max_size=8)


@given(_HAN, _HAN, st.sampled_from(["5.2%", "1461亿元", "3.07万名", "百分之四十", "32μg/m3", "12个百分点"]))
def test_surrounding_characters_never_change_a_figure(before: str, after: str, written: str) -> None:
    figure = only(before + written + after)
    alone = only(written)
    assert (figure.text, figure.value, figure.unit) == (written, alone.value, alone.unit)


@given(
    st.text(
        alphabet="0123456789０９.,，%％万亿千百十一二两零点年月日个至到—-第半成倍番分之增长[]（）“”PM/多近", max_size=60
    )
)
def test_any_text_gives_ordered_slices(text: str) -> None:
    end = 0
    for figure in find_figures(text):
        assert end <= figure.start < figure.end
        assert text[figure.start : figure.end] == figure.text
        end = figure.end


@pytest.mark.parametrize(
    "piece", ["增长5.2%，达到22000亿元。", "一二三四五", "123,", "两千多万", "1" * 50, "“一", "A1-", "第"]
)
def test_time_is_linear(piece: str) -> None:
    started = time.perf_counter()
    find_figures(piece * (60_000 // len(piece)))
    assert time.perf_counter() - started < 3


@given(
    st.text(
        alphabet="0123.-/:∶+[【(（)）“”‘’A k\t\n 一二三十百千万亿半数番翻首前榜之位居全分点零年月个元，、增至",
        max_size=24,
    )
)
@example("（1）居全国首位，前十强")
def test_looking_for_beginnings_first_misses_nothing(text: str) -> None:
    everywhere = re.compile(re.sub(r"^\(\?=\[.*?\[【［\(（ \\t\\u3000\]\)", "", patterns.TOKEN.pattern), re.MULTILINE)
    assert everywhere.pattern != patterns.TOKEN.pattern
    assert [m.span() for m in patterns.TOKEN.finditer(text)] == [m.span() for m in everywhere.finditer(text)]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("A级物流企业数实现倍增，", "1", "番"),  # 2026 云南
        ("经济总量实现倍增", "1", "番"),  # 2026 广东
        ("一般公共预算收入达万亿级规模", "1000000000000", "级"),  # 2026 江苏
        ("高端装备成长为万亿级产业", "1000000000000", "级"),  # 2026 河北
        ("大连迈入万亿级城市", "1000000000000", "级"),  # 2026 辽宁
        ("建成15回跨境输电线路", "15", "回"),  # 2026 云南
        ("服务科考船2152航次", "2152", "航次"),  # 2026 海南
        ("30批次外国政要来访", "30", "批次"),  # 2026 四川
        ("举办千场专业性会议", "1000", "场"),  # 2026 海南
        ("100吉瓦时锂电池储能", "100000000", "千瓦时"),  # 2026 宁夏
    ],
)
def test_amounts_told_in_their_own_ways(text: str, value: str, unit: str) -> None:
    figure = only(text)
    assert (figure.value, figure.unit) == (Decimal(value), unit)


@pytest.mark.parametrize("text", ["实施倍增行动", "打造万亿级产业集群", "走进千家万户", "五级书记"])
def test_words_that_are_no_amounts(text: str) -> None:
    assert not [figure for figure in find_figures(text) if figure.kind is FigureKind.QUANTITY]


def test_points_told_once_for_both() -> None:
    first, second = find_figures("比各项贷款平均增速分别高4.2和0.7个百分点")  # 2015 国务院
    assert (first.unit, second.unit) == ("百分点", "百分点")
    assert [figure.unit for figure in find_figures("分别提高20.9、36.2、54个百分点")] == ["百分点"] * 3  # 2026 云南
    assert find_figures("完成3和0.7个百分点")[0].kind is FigureKind.PERCENT
    assert find_figures("稳增长十八条措施")[0].motion is None  # 2016 大庆
