"""The years of one figure, and whether it tells what was or what is to be."""

from __future__ import annotations

import pytest

from qa.records import Basis, Facet
from qa.statements.dates import dated
from qa.statements.focus import Focus
from qa.statements.naming import names_of
from qa.statements.reading import taken_apart
from qa.wording.times import Clock
from tests.statements.read import plan, review, when


def told(text: str, year: int | None, focus: Focus, facet: Facet = Facet.LEVEL, number: int = 0) -> str:
    """Years, how and basis of figure ``number`` of a sentence in a paragraph of ``focus``."""
    clock = Clock(year)
    taken = taken_apart(text, clock)
    assert taken is not None
    found = dated(taken, names_of(taken, "")[number], facet, focus, clock)
    first, last = found.period.first, found.period.last
    return f"{first if first == last else f'{first}-{last}'} {found.period.how.value} {found.basis.value}"


def back(first: int | None, last: int | None = None) -> Focus:
    return Focus(first, last or first, None, Basis.RESULT)


def ahead(first: int, last: int | None = None) -> Focus:
    return Focus(first, last or first, (first, first + 4), Basis.TARGET)


@pytest.mark.parametrize(
    ("text", "year", "focus", "facet", "expected"),
    [
        ("粮食产量126万吨。", 2007, back(2006), Facet.LEVEL, "2006 year result"),
        ("贷款余额126亿元。", 2007, back(2006), Facet.LEVEL, "2006 end result"),
        ("城镇新增就业45万人。", 2022, back(2017, 2021), Facet.NEW, "2017-2021 total result"),
        ("高速公路里程5500公里。", 2022, back(2017, 2021), Facet.LEVEL, "2021 end result"),
        ("完成造林50万亩。", 2022, back(2017, 2021), Facet.LEVEL, "2017-2021 total result"),
        ("培育特色品牌265个。", 2022, back(2017, 2021), Facet.LEVEL, "2017-2021 total result"),
        ("25个案例获评最佳案例。", 2022, back(2017, 2021), Facet.LEVEL, "2017-2021 total result"),
        ("改善灌溉面积113万亩。", 2022, back(2017, 2021), Facet.LEVEL, "2017-2021 total result"),
        ("中亚班列开行超2700列。", 2022, back(2017, 2021), Facet.LEVEL, "2017-2021 total result"),
        ("服务业增加值3万亿元。", 2022, back(2017, 2021), Facet.LEVEL, "2021 year result"),
        ("高新技术企业达到900家。", 2022, back(2017, 2021), Facet.LEVEL, "2021 year result"),
        ("为16万个学校配备了设备。", 2022, back(2017, 2021), Facet.LEVEL, "2017-2021 total result"),
        ("固定资产投资居全国第4位。", 2022, back(2017, 2021), Facet.RANK, "2021 year result"),
        ("每年办成10件为民实事。", 2022, back(2017, 2021), Facet.LEVEL, "2017-2021 average result"),
        ("我国有13亿人口。", 2015, ahead(2015), Facet.LEVEL, "2014 end result"),
        ("森林覆盖率54%。", 2022, back(2017, 2021), Facet.LEVEL, "2021 end result"),
        ("财政收入增长40%。", 2022, back(2017, 2021), Facet.RISE, "2017-2021 span result"),
        ("财政收入比上年增长4%。", 2022, back(2017, 2021), Facet.RISE, "2021 year result"),
        ("财政收入年均增长4%。", 2022, back(2017, 2021), Facet.RISE, "2017-2021 average result"),
        ("比2015年增长30%。", 2022, back(2021), Facet.RISE, "2016-2021 span result"),
        ("1992年同1987年相比，粮食增产10%。", 1993, back(1992), Facet.RISE, "1988-1992 span result"),
        ("比前五年增加3亿元。", 2013, back(2012), Facet.RISE, "2012 total result"),
        ("2030年达到3万亿元。", 2026, back(2025), Facet.LEVEL, "2030 year target"),
        ("力争再造林60万亩。", 2024, ahead(2024), Facet.LEVEL, "2024 year target"),
        ("去年造林60万亩。", 2024, ahead(2024), Facet.LEVEL, "2023 year result"),
        ("目前已造林60万亩。", 2024, ahead(2024), Facet.LEVEL, "2023 year result"),
        ("“十五五”时期年均增长5%。", 2026, ahead(2026), Facet.RISE, "2026-2030 average target"),
        ("增长6%的预期目标。", 2024, back(2023), Facet.RISE, "2023 year target"),
        ("造林60万亩。", None, back(None), Facet.LEVEL, "None year result"),
        ("国务院颁布行政法规150件。", 2003, back(1998, 2002), Facet.LEVEL, "1998-2002 total result"),
        ("财政赤字率一直控制在3%以内。", 2018, back(2013, 2017), Facet.LEVEL, "2013-2017 year result"),
        ("五年间，国家财政扶贫资金达480亿元。", 2003, back(1998, 2002), Facet.LEVEL, "1998-2002 total result"),
        ("五年内本专科毕业生1300万人。", 2003, back(1998, 2002), Facet.LEVEL, "1998-2002 total result"),
        ("从1978年到1985年八年间，农业总产值每年要增长4%。", 1978, ahead(1978), Facet.RISE, "1978-1985 average target"),
        ("从2012年到2017年，居民收入年均增长7.4%。", 2018, back(2017), Facet.RISE, "2013-2017 average result"),
        ("粮食总产量连续5年超万亿斤。", 2012, back(2011), Facet.LEVEL, "2007-2011 year result"),
        ("经济总量连续三年居全国第一。", 2026, back(2025), Facet.RANK, "2025 end result"),
        ("医保参保率稳定在95%以上。", 2026, back(2021, 2025), Facet.LEVEL, "2025 end result"),
        ("5年来，群众满意度保持在99%以上。", 2026, back(2025), Facet.LEVEL, "2021-2025 year result"),
        ("粮食产量稳定在760亿斤以上。", 2026, back(2021, 2025), Facet.LEVEL, "2021-2025 year result"),
        ("铁路投资要保持在8000亿元以上。", 2015, ahead(2015, 2019), Facet.LEVEL, "2019 year target"),
        ("能耗强度累计下降17.3%。", 2026, Focus(2025, 2025, (2021, 2025), Basis.RESULT), Facet.FALL, "2021-2025 span result"),
        ("现已吸纳农村劳动力1亿多人。", 1993, back(1988, 1992), Facet.LEVEL, "1992 year result"),
        ("自贸试验区4项制度创新成果全国复制推广。", 2026, back(2021, 2025), Facet.LEVEL, "2021-2025 total result"),
        ("历史遗留的24万多户登记问题得到有效化解。", 2026, back(2021, 2025), Facet.LEVEL, "2021-2025 total result"),
    ],
)  # fmt: skip
def test_years_and_basis(text: str, year: int | None, focus: Focus, facet: Facet, expected: str) -> None:
    assert told(text, year, focus, facet) == expected


def test_where_a_change_begins() -> None:
    text = "专利由2007年的3451件增加到14908件。"
    assert told(text, 2013, back(2012)) == "2007 year base"
    assert told(text, 2013, back(2012), number=1) == "2012 year result"
    without = "专利由3451件增加到14908件。"
    assert told(without, 2013, back(2012)) == "2011 year base"
    assert told(without, 2013, back(2008, 2012)) == "2007 year base"


def test_where_a_change_led_is_the_last_year_of_a_term() -> None:
    text = "居民基本医保人均财政补助标准由240元提高到450元。"  # 2018 国务院
    assert [told(text, 2018, back(2013, 2017), number=n) for n in (0, 1)] == ["2012 year base", "2017 year result"]


def test_a_mean_is_above_the_mean_of_the_years_before() -> None:
    text = "地区生产总值年均增长4.5%，高于“十三五”时期1.2个百分点。"  # 2026 辽宁
    assert told(text, 2026, back(2021, 2025), Facet.RISE, 1) == "2021-2025 average result"


def test_a_part_of_what_added_up() -> None:
    text = "五年共计12319亿元，其中用于低保的资金1777亿元。"  # 2003 国务院
    assert told(text, 2003, back(2002), number=1) == "1998-2002 total result"


def test_a_year_from_which_something_went_on_begins_no_change() -> None:
    text = "从1999年起连续扩招，录取率从36%提高到59%。"  # 2003 国务院
    assert told(text, 2003, back(1998, 2002)) == "1997 year base"


def test_a_change_from_the_year_before_the_one_told_of() -> None:
    """Of 2026 宁夏, whose 上年 is the one before the year reviewed."""
    text = "常住人口由上年729万人增加到732万人。"
    assert [told(text, 2026, back(2025), number=number) for number in (0, 1)] == ["2024 year base", "2025 end result"]


def test_what_is_compared_with() -> None:
    assert told("较“十三五”末的9323.1亿元增长三成。", 2026, back(2025)) == "2020 year base"
    assert told("比上年的3.2万人增长一成。", 2024, back(2023)) == "2022 year base"
    assert told("是上年的2.5倍。", 2024, back(2023)) == "2023 year result"
    assert told("在去年增长5.8%的基础上。", 2024, ahead(2024), Facet.RISE) == "2023 year base"


def test_the_pace_that_another_is_compared_with() -> None:
    text = "农业总产值平均每年增长7.9%，远远超过了1953年到1978年的二十六年间平均每年增长3.2%的速度。"  # 1985 国务院
    assert told(text, 1985, back(1984), Facet.RISE, 1) == "1953-1978 average base"
    text = "年均增长6.8%，高于2011—2015年年均增长5.9%的水平。"
    assert told(text, 2021, back(2016, 2020), Facet.RISE, 1) == "2011-2015 average base"


def test_a_rule_stays_one() -> None:
    assert told("2023年标准600元。", 2024, Focus(None, None, None, Basis.NORM)) == "2023 year norm"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("旅游收入五年增长2.3倍。", ["2016-2020 span result"]),
        ("高速公路里程五年增加420公里，达到1200公里。", ["2016-2020 span result", "2020 end result"]),
        (
            "市场主体五年翻了一番，由30.9万户增至62.8万户。",
            ["2016-2020 span result", "2015 year base", "2020 year result"],
        ),
        ("粮食产量连续五年增长，达到50万吨。", ["2020 year result"]),
    ],
)
def test_five_years_named_within_a_clause(text: str, told: list[str]) -> None:
    assert [when(s) for s in review("遵义市", 2021, text)] == told


def test_five_years_of_a_plan_are_those_to_come() -> None:
    assert [when(s) for s in plan("遵义市", 2021, "数字经济规模五年翻一番，达到800亿元。")] == ["2021 year target"] * 2


@pytest.mark.parametrize("part", ["包括境外筹资352亿美元", "其中境外筹资352亿美元", "含境外筹资352亿美元"])
def test_a_part_of_what_added_up_did_so_too(part: str) -> None:
    told = review("国务院", 2003, f"五年来，企业累计筹资7436亿元，{part}。", since=1998)
    assert [when(s) for s in told] == ["1998-2002 total result"] * 2


def test_what_all_is_covered_stands_at_the_end() -> None:
    (told,) = review("广东省", 2026, "五年来，技师学院实现21个地级以上市全覆盖。", since=2021)
    assert when(told) == "2025 end result"


def test_a_number_of_years_that_opens_a_plan_means_those_to_come() -> None:
    told = plan("大庆市", 2016, "五年城镇新增就业30万人，改造棚户区3.6万户。")
    assert {s.basis for s in told} == {Basis.TARGET}
    assert {s.basis for s in review("大庆市", 2016, "五年城镇新增就业30万人，改造棚户区3.6万户。")} == {Basis.RESULT}


def test_a_share_of_that_year_is_none_of_that_year() -> None:
    told = review("兰考县", 2023, "接待游客486万人次，旅游收入22.4亿元，分别恢复到2019年的70%和62%。")
    assert [(s.text, s.whole, when(s)) for s in told[2:]] == [
        ("70%", "2019年", "2022 year result"),
        ("62%", "2019年", "2022 year result"),
    ]
    assert [s.whole for s in review("大庆市", 2016, "进出口总值仅相当于2014年的六成左右。")] == ["2014年"]
    assert [s.whole for s in review("宜昌市", 2022, "零售额增长21.6%，规模恢复到2019年水平的95.3%。")] == ["", "2019年"]


def test_one_move_became_another() -> None:
    told = review("江西省", 2026, "外贸进出口总值4560亿元，由上年下降18.5%转为增长6.7%。")
    assert [(s.text, s.facet.value, s.period.last) for s in told[1:]] == [
        ("18.5%", "fall", 2024),
        ("6.7%", "rise", 2025),
    ]
