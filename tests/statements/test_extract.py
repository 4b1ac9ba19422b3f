"""Every figure of a report: its name, years, basis, facet and place, in reports of all decades."""

from __future__ import annotations

import time
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.corpus import read_reports
from qa.figures import Hedge
from qa.records import Facet, Report, Role, Section
from qa.settings import ROOT
from qa.statements.extract import statements_of
from tests.samples import make_report
from tests.statements.read import named, plan, review, unknown, when


@pytest.mark.parametrize(
    ("place", "year", "text", "told"),
    [
        (
            "惠州市", 2023, "城镇、农村居民人均可支配收入分别增长4.3%和6.1%。",
            [("城镇居民人均可支配收入", "4.3%"), ("农村居民人均可支配收入", "6.1%")],
        ),
        (
            "四川省", 2002, "第一、二、三产业分别增长3.9%、9.8%、10.1%。",
            [("第一产业", "3.9%"), ("第二产业", "9.8%"), ("第三产业", "10.1%")],
        ),
        (
            "河北省", 2026, "森林覆盖率、草原综合植被盖度、空气质量优良天数比例、地表水优良比例分别达到36%、73.9%、78%和90%。",
            [("森林覆盖率", "36%"), ("草原综合植被盖度", "73.9%"), ("空气质量优良天数比例", "78%"), ("地表水优良比例", "90%")],
        ),
        (
            "河北省", 2026, "高速公路、高速铁路、普通干线公路、农村公路和内河航道里程分别达到8500公里、2400公里、2.1万公里、18万公里、120公里。",
            [("高速公路里程", "8500公里"), ("高速铁路里程", "2400公里"), ("普通干线公路里程", "2.1万公里"), ("农村公路里程", "18万公里"), ("内河航道里程", "120公里")],
        ),
        (
            "陕西省", 2013, "城镇居民和农民人均收入分别由2007年的10763元和2645元提高到2012年的20734元和5763元。",
            [("城镇居民人均收入", "10763元"), ("农民人均收入", "2645元"), ("城镇居民人均收入", "20734元"), ("农民人均收入", "5763元")],
        ),
    ],
)  # fmt: skip
def test_figures_told_one_by_one(place: str, year: int, text: str, told: list[tuple[str, str]]) -> None:
    assert named(review(place, year, text)) == told


@pytest.mark.parametrize(
    ("sentences", "told"),
    [
        (("全市一般公共预算收入90.8亿元，同比增长9.2%。",), ["一般公共预算收入"] * 2),
        (("粮食产量126万吨。", "增长18.7%。"), ["粮食产量"] * 2),
        (("生产总值14451亿元，增长12.9%。", "其中，第一产业增加值1370亿元，增长6%。"), ["生产总值"] * 2 + ["第一产业增加值"] * 2),
        (("5家企业入选，其中民营企业3家。",), ["企业", "民营企业"]),
        (("粮食生产再获丰收，总产达到126万吨。",), ["粮食生产总产"]),
        (("地区生产总值4261亿元，总量居全省第三位，占全省比重9.8%。",), ["地区生产总值", "地区生产总值总量", "地区生产总值占全省比重"]),
        (("引进项目约二十个，投资超过三千万元。",), ["引进项目", "引进项目投资"]),
        (("地区生产总值增长5.8%，高于6%的预期目标0.2个百分点。",), ["地区生产总值"] * 3),
        (("在去年增长5.8%的基础上，地区生产总值增长6%。",), ["地区生产总值"] * 2),
    ],
)  # fmt: skip
def test_subjects_are_carried_over(sentences: tuple[str, ...], told: list[str]) -> None:
    assert [name for name, _ in named(review("宜昌市", 2021, *sentences))] == told


@pytest.mark.parametrize(
    ("place", "year", "text", "begins", "ends"),
    [
        ("陕西省", 2013, "专利授权量由2007年的3451件增加到2012年的14908件。", "2007 year base", "2012 year result"),
        ("陕西省", 2013, "城镇化率由40.6%提高到50%。", "2011 year base", "2012 end result"),
        ("全国", 1979, "全国农业机械总站由二十个增加到三十三个。", "1977 year base", "1978 year result"),
        ("四川省", 2002, "研发经费占生产总值比重从1.2%提高到1.5%。", "2000 year base", "2001 end result"),
    ],
)
def test_a_change_has_both_its_ends(place: str, year: int, text: str, begins: str, ends: str) -> None:
    first, last = review(place, year, text)
    assert (when(first), when(last)) == (begins, ends)
    assert first.indicator == last.indicator and first.facet is last.facet
    assert first.group == last.group


def test_a_change_over_a_term_begins_before_it() -> None:
    first, last, steps, average = review(
        "广东省", 2026, "地区生产总值从10.8万亿元增加到14.2万亿元，连续跨越4个万亿元台阶、年均增长4.9%。", since=2021
    )
    assert [when(s) for s in (first, last, average)] == [
        "2020 year base",
        "2025 year result",
        "2021-2025 average result",
    ]
    assert (steps.indicator, steps.text) == ("地区生产总值台阶", "4个")


@pytest.mark.parametrize(
    ("place", "year", "since", "text", "told"),
    [
        ("全国", 1978, None, "从一九六六年到一九七六年，粮食产量平均每年增长百分之四点三。", ["1967-1976 average result"]),
        ("全国", 1979, None, "钢产量达到三千一百七十八万吨，比上年增长百分之三十三点九。", ["1978 year result", "1978 year result"]),
        ("四川省", 2002, None, "国内生产总值达到4421.8亿元，按可比价格计算比上年增长9.2%。", ["2001 year result", "2001 year result"]),
        ("宜昌市", 2022, 2017, "五年来，累计新建农村公路3200公里，年均增长8.2%。", ["2017-2021 total result", "2017-2021 average result"]),
        ("贵州省", 2026, None, "“十四五”以来，累计新增城镇就业310万人，地区生产总值年均增长5.5%。", ["2021-2025 total result", "2021-2025 average result"]),
        ("陕西省", 2013, 2008, "五年获得国家科学技术奖励151项。", ["2008-2012 total result"]),
        ("陕西省", 2013, 2008, "贷款余额14138亿元。", ["2012 end result"]),
        ("张家口市", 2024, None, "地区生产总值比2020年增长23%。", ["2021-2023 span result"]),
    ],
)  # fmt: skip
def test_years_of_results(place: str, year: int, since: int | None, text: str, told: list[str]) -> None:
    assert [when(s) for s in review(place, year, text, since=since)] == told


@pytest.mark.parametrize(
    ("place", "year", "text", "told"),
    [
        ("全国", 1978, "到一九八五年，粮食产量达到八千亿斤，钢产量达到六千万吨。", ["1985 year target"] * 2),
        ("贵州省", 2026, "到2030年，地区生产总值达到3万亿元。", ["2030 year target"]),
        ("湖南省", 2026, "“十五五”时期，地区生产总值年均增长5%左右。", ["2026-2030 average target"]),
        ("承德市", 2024, "城镇新增就业4.3万人以上，城镇调查失业率5.5%左右。", ["2024 year target", "2024 end target"]),
        ("承德市", 2024, "2023年完成造林50万亩，今年力争再造林60万亩。", ["2023 year result", "2024 year target"]),
        ("广东省", 2026, "今年安排财政资金1200亿元，比上年增加80亿元，力争新增就业110万人以上。", ["2026 year target"] * 3),
        ("承德市", 2024, "在去年增长5.8%的基础上，今年地区生产总值增长6%左右。", ["2023 year base", "2024 year target"]),
        ("承德市", 2024, "去年已建成示范村120个。", ["2023 year result"]),
    ],
)  # fmt: skip
def test_years_of_targets_and_results_named_among_them(place: str, year: int, text: str, told: list[str]) -> None:
    assert [when(s) for s in plan(place, year, text)] == told


def test_a_target_named_in_a_review() -> None:
    done, goal, above = review("承德市", 2024, "地区生产总值增长5.8%，高于6%的预期目标0.2个百分点。")
    assert [when(s) for s in (done, goal, above)] == ["2023 year result", "2023 year target", "2023 year result"]


@pytest.mark.parametrize(
    ("text", "facets"),
    [
        ("生产总值增长5%。", [Facet.RISE]),
        ("单位生产总值能耗下降3%。", [Facet.FALL]),
        ("失业率下降0.3个百分点。", [Facet.FALL]),
        ("城镇化率67.1%、提高1.1个百分点。", [Facet.LEVEL, Facet.RISE]),
        ("增速5.2%，高于全国平均水平0.5个百分点。", [Facet.RISE, Facet.RISE]),
        ("居民消费价格涨幅2.1%，低于控制目标0.9个百分点。", [Facet.RISE, Facet.FALL]),
        ("居民收入实现翻番，工业增加值翻一番。", [Facet.RISE, Facet.RISE]),
        ("旅游收入是上年的2.5倍，增长1.2倍。", [Facet.LEVEL, Facet.RISE]),
        ("人口自然增长率4.7‰。", [Facet.LEVEL]),
        ("城镇新增就业4.3万人。", [Facet.NEW]),
        ("新建学校一百二十余所。", [Facet.NEW]),
        ("民生支出占财政支出的比重保持在80%以上。", [Facet.SHARE]),
        ("第三产业增加值占生产总值的比重达到34.5%。", [Facet.SHARE]),
        ("原油产量居全国第一，煤炭产量居全国第二位，经济总量全国排第16位。", [Facet.RANK] * 3),
        ("工业增加值358亿元。", [Facet.LEVEL]),
        ("PM2.5年均浓度下降到32微克/立方米，细颗粒物（PM2.5）浓度下降19%。", [Facet.LEVEL, Facet.FALL]),
        ("新能源项目占比保持在80%以上，空气质量优良天数比例98%。", [Facet.SHARE, Facet.LEVEL]),
        ("铁路新增1700公里，净增企业130家，“四上”企业新增12家和44家。", [Facet.NEW, Facet.RISE, Facet.NEW, Facet.NEW]),
        ("提升40所普通高中办学能力。", [Facet.LEVEL]),
        ("今年的经济增长预期为7%左右。", [Facet.RISE]),
        ("压减炼钢产能216万吨、煤炭产能178万吨。", [Facet.FALL, Facet.FALL]),
        ("排名由369位上升到235位，能力排名提升4位。", [Facet.RANK, Facet.RANK, Facet.RISE]),
        ("城镇登记失业率降至3.1%。", [Facet.LEVEL]),
    ],
)
def test_facets(text: str, facets: list[Facet]) -> None:
    assert [s.facet for s in review("陕西省", 2013, text)] == facets


def test_a_ratio_is_a_level_of_its_year() -> None:
    """Of 2026 云南, 甘肃 and 海南."""
    texts = (
        "城乡居民收入比由2.9∶1缩小至2.52∶1。",
        "城乡居民收入比值由3.27缩小至2.93。",
        "城乡居民收入比收窄至2：1以内。",
    )
    told = [s for text in texts for s in review("云南省", 2026, text, since=2021)]
    assert {(s.indicator, s.facet) for s in told} == {("城乡居民收入比", Facet.LEVEL)}
    assert [when(s) for s in told] == ["2020 year base", "2025 year result"] * 2 + ["2025 year result"]
    assert [str(s.value) for s in told] == ["2.9", "2.52", "3.27", "2.93", "2"]


def test_a_sentence_printed_twice_states_once() -> None:
    text = "全市地区生产总值达到1461亿元，增长5.2%。"
    assert len(review("承德市", 2024, text, "民生改善。", text)) == 2
    assert len(review("承德市", 2024, "粮食产量126万吨。", "增长5%。", "油料产量2万吨。", "增长5%。")) == 4


def test_what_a_page_prints_before_the_speech_is_no_statement() -> None:
    text = "承德市2024年政府工作报告\n本报讯 全市生产总值增长5.2%。\n各位代表：\n粮食产量126万吨。\n解读：出口4亿元。\n"
    made, _ = make_report("承德市", 2024, [text], [])
    spoken, links = text.index("粮食"), text.index("解读")
    sections = (
        Section((), 0, spoken, Role.OTHER, ()),
        Section(("一、2023年工作回顾",), spoken, links, Role.REVIEW, (2023,)),
        Section(("一、2023年工作回顾", "解读：各界看报告"), links, len(text), Role.OTHER, ()),
    )
    report = replace(made, sections=sections)
    assert named(statements_of(report)) == [("粮食产量", "126万吨")]


def test_measured_by_the_year_before_is_no_figure_of_it() -> None:
    times, compared = review("张家口市", 2024, "旅游收入是上年的2.5倍。", "入境游客比上年的3.2万人增长一成。")[:2]
    assert (when(times), when(compared)) == ("2023 year result", "2022 year base")


def test_a_share_has_its_whole() -> None:
    (share,) = review("四川省", 2002, "第三产业增加值占生产总值的比重达到34.5%。")
    assert (share.indicator, share.whole) == ("第三产业增加值占生产总值比重", "生产总值")
    amount, own, part = review("河南省", 2026, "全国粮食产量1.4万亿斤，我省粮食产量1351亿斤，占全国的十分之一。")
    assert (part.indicator, part.whole, part.value) == ("粮食产量占全国比重", "全国", Decimal(10))
    assert (amount.place, own.place, amount.indicator, own.indicator) == ("全国", "河南省", "粮食产量", "粮食产量")


def test_steps_and_marks_passed_are_told_from_amounts() -> None:
    assert named(review("江苏省", 2026, "经济总量连跨4个万亿元台阶，突破14万亿元大关。")) == [
        ("经济总量台阶", "4个"),
        ("经济总量", "14万亿元"),
    ]
    assert named(review("江苏省", 2026, "财政收入迈上千亿元台阶，达到1050亿元。")) == [
        ("财政收入台阶", "千亿元"),
        ("财政收入", "1050亿元"),
    ]
    assert named(review("诸暨市", 2019, "人均GDP突破10万元大关。")) == [("人均GDP", "10万元")]


@pytest.mark.parametrize(
    ("text", "value", "upper", "unit", "hedge"),
    [
        ("地区生产总值增长5%—6%。", "5", "6", "%", None),
        ("新增就业4至5万人。", "40000", "50000", "人", None),
        ("地方财政收入近100亿元。", "10000000000", None, "元", Hedge.NEARLY),
        ("引进项目约二十个。", "20", None, "个", Hedge.ABOUT),
        ("粮食产量1100万吨以上。", "11000000", None, "吨", Hedge.OVER),
        ("人口自然增长率控制在7‰以内。", "7", None, "‰", Hedge.UNDER),
        ("农业机械总站三十三个。", "33", None, "个", None),
        ("工业总产值增长百分之十四点三。", "14.3", None, "%", None),
        ("粮食产量八千亿斤。", "400000000000", None, "公斤", None),
        ("工业增加值翻一番。", "1", None, "番", None),
    ],
)  # fmt: skip
def test_values(text: str, value: str, upper: str | None, unit: str, hedge: Hedge | None) -> None:
    (statement,) = plan("张家口市", 2024, text)
    assert (statement.value, statement.unit, statement.hedge) == (Decimal(value), unit, hedge)
    assert statement.upper == (None if upper is None else Decimal(upper))


def test_what_is_no_figure() -> None:
    text = "三大攻坚战取得进展，建成“两个中心”，24小时办结，2023年12月完成，召开会议，每50公里一座，60岁以上老人受益。"
    assert review("承德市", 2024, text) == ()


def test_figures_told_in_one_breath_have_one_group() -> None:
    total, growth, other = review("四川省", 2002, "国内生产总值达到4421.8亿元，增长9.2%；粮食产量3000万吨。")
    assert total.group == growth.group != other.group


def test_the_dictionary_knows_the_name() -> None:
    (statement,) = review("四川省", 2002, "国内生产总值增长9.2%。")
    assert "地区生产总值" in statement.names
    assert review("四川省", 2002, "养蚕户增长9.2%。")[0].names == ()


def test_a_chapter_of_rules_sets_norms() -> None:
    text = "名词解释\n低保标准每人每月600元。"
    sections = (Section(("名词解释",), 0, len(text), Role.OTHER, ()),)
    report = replace(make_report("承德市", 2024, [text], [])[0], sections=sections)
    assert [s.basis.value for s in statements_of(report)] == ["norm"]


# -- what holds for every report ---------------------------------------------------------------------------------------

CLAUSES = st.sampled_from(
    [
        "粮食产量126.5万吨，", "增长5%；", "其中，", "城镇、农村居民收入分别增长4%和6%。", "由20个增加到33个，", "五年来，", "“十五五”时期，",
        "２０２５年", "占全省的比重", "百分之十四点三", "居全国第二", "（含税收80亿元）", "翻番。", "\n", "到2030年，", "比上年", "4至5万人", "——",
        "突破", "大关", "的预期目标", "在…基础上", "7‰以内", "|", "“", "和", "、", "个", "。",
    ]
)  # fmt: skip
TEXTS = st.lists(CLAUSES, max_size=25).map("".join)


def made(text: str, year: int) -> Report:
    return make_report("临江市", year, [text], [text])[0]


@given(TEXTS, st.integers(1954, 2030))
@settings(max_examples=150, deadline=None)
def test_offsets_slice_back_to_the_words(text: str, year: int) -> None:
    report = made(text, year)
    statements = statements_of(report)
    for s in statements:
        assert report.text[s.start : s.end] == s.text
        assert s.sentence_start <= s.start < s.end <= s.sentence_end
        assert "\n" not in report.text[s.sentence_start : s.sentence_end]
        assert not (set("，。；\n") & set(s.indicator)), text
    assert [s.start for s in statements] == sorted(s.start for s in statements)
    assert statements == statements_of(report)


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_without_year_and_place_only_years_written_out_are_told(text: str) -> None:
    report = unknown(made(text, 2024))
    known = {*range(2001, 2006), *range(2021, 2031)}
    for s in statements_of(report):
        assert s.place in (None, "全国")
        assert {s.period.first, s.period.last} <= known | {None}


def test_a_report_without_year_and_place_gives_its_figures_with_nothing_made_up() -> None:
    report = unknown(
        make_report("临江市", 2021, ["生产总值增长6.1%，比上年提高1个百分点。"], ["生产总值增长6.5%。"])[0]
    )
    statements = statements_of(report)
    assert [s.text for s in statements] == ["6.1%", "1个百分点", "6.5%"]
    assert {(s.place, s.period.first, s.period.last) for s in statements} == {(None, None, None)}


@pytest.fixture(scope="module")
def seed() -> Report:
    reports = read_reports([ROOT / "seeds"], passage_chars=260).reports
    return next(r for r in reports if (r.place, r.year) == ("承德市", 2024))


def test_a_seed(seed: Report) -> None:
    found = {(s.indicator, s.text, when(s), s.facet.value) for s in statements_of(seed)}
    assert {
        ("城镇新增就业", "4.44万人", "2023 year result", "new"),
        ("城镇新增就业", "4.3万人", "2024 year target", "new"),
        ("地区生产总值", "6%", "2024 year target", "rise"),
    } <= found


def test_time_grows_with_the_text_and_no_faster(seed: Report) -> None:
    """A million characters and two, in one section of many paragraphs; processor time, generously."""
    body = "\n".join(seed.text[s.start : s.end] for s in seed.sections)
    spent = []
    for size in (1_000_000, 2_000_000):
        text = (body + "\n") * (size // len(body) + 1)
        sections = (Section(("一、2023年工作回顾",), 0, size, Role.REVIEW, (2023,)),)
        report = replace(seed, text=text[:size], sections=sections, pages=())
        began = time.process_time()
        statements_of(report)
        spent.append(time.process_time() - began)
    assert spent[1] < 3 * spent[0], spent


@pytest.mark.parametrize(
    "text", ["增长5%，" * 3000, "粮食、" * 3000 + "产量5万吨。", "（" * 3000 + "5万吨", "1" * 3000 + "万吨"]
)
def test_one_long_sentence_stays_in_time(text: str) -> None:
    began = time.process_time()
    statements_of(make_report("临江市", 2021, [text], [])[0])
    assert time.process_time() - began < 10


def test_no_report_of_the_repository_is_without_statements() -> None:
    folder = Path(ROOT) / "tests" / "questions" / "reports"
    for report in read_reports([folder], passage_chars=260).reports:
        assert len(statements_of(report)) > 100, report.title


def test_a_goal_that_was_passed_is_of_what_was_told() -> None:
    told = review(
        "全国",
        1999,
        "国内生产总值增长7.8%，略低于8%的预定目标。",
        "居民消费价格上涨2%，低于3%左右的预期目标。",
        "城镇调查失业率5.2%，低于5.5%左右的预期目标。",
    )
    assert [(s.text, s.facet) for s in told[1::2]] == [
        ("8%", Facet.RISE),
        ("3%", Facet.RISE),
        ("5.5%", Facet.LEVEL),
    ]


def test_a_rise_by_so_much_for_each() -> None:
    rises = review("河南省", 2026, "城镇和农村居民基础养老金分别提高每人每月20元和每人每年300元。")
    assert [(s.indicator, s.text, s.facet) for s in rises] == [
        ("城镇居民基础养老金", "20元", Facet.RISE),
        ("农村居民基础养老金", "300元", Facet.RISE),
    ]


def test_the_next_places_have_what_the_part_before_told() -> None:
    told = review("深圳市", 2025, "龙华区地区生产总值突破3000亿元；光明区、坪山区分别增长8.1%、13.4%；民生支出增长5%。")
    assert [(s.indicator, s.place) for s in told] == [
        ("龙华区地区生产总值", "龙华区"),
        ("光明区地区生产总值", "光明区"),
        ("坪山区地区生产总值", "坪山区"),
        ("民生支出", "深圳市"),
    ]
