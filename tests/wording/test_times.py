"""Words of time: which years each means, relative to the year of a report."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.figures.numerals import chinese_year
from qa.wording.times import FIRST_YEAR, ITSELF, LAST_YEAR, Clock, Time, Use, plan_years, times_in, year_of_each


def told(text: str, year: int | None) -> list[tuple[str, int, int, str]]:
    return [(text[t.start : t.end], t.first, t.last, t.use.value) for t in times_in(text, Clock(year))]


@pytest.mark.parametrize(
    ("year", "text", "said", "first", "last", "use"),
    [
        (1978, "从一九六六年到一九七六年，粮食产量平均每年增长", "一九六六年到一九七六年", 1966, 1976, "from"),
        (1979, "一九七八年，钢产量达到三千一百七十八万吨", "一九七八年", 1978, 1978, "at"),
        (1985, "从１９７８年到１９８３年".translate({i + 0xFEE0: i for i in range(0x30, 0x3A)}), "1978年到1983年", 1978, 1983, "from"),
        (1978, "从1978年到1985年八年间", "1978年到1985年", 1978, 1985, "span"),
        (1985, "从1953年到1978年的二十六年间", "1953年到1978年", 1953, 1978, "span"),
        (2018, "从2012年到2017年五年间", "2012年到2017年", 2012, 2017, "from"),
        (1998, "“八五”期间", "“八五”期间", 1991, 1995, "span"),
        (2001, "“十五”计划", "“十五”", 2001, 2005, "span"),
        (2002, "比上年增长9.2%", "比上年", 2001, 2001, "base"),
        (2013, "五年来", "五年来", 2008, 2012, "span"),
        (2013, "由2007年的3451件", "2007年", 2007, 2007, "from"),
        (2016, "2015年建成", "2015年", 2015, 2015, "at"),
        (2026, "2024—2025雪季接待游客", "2024—2025", 2024, 2025, "span"),  # 2026 吉林
        (2026, "2025—2026学年", "2025—2026", 2025, 2026, "span"),
        (2026, "、5年提升10.6个百分点", "5年", 2021, 2025, "span"),  # 2026 山东
        (2022, "两年平均增长5.5%", "两年", 2020, 2021, "span"),  # 2022 宜昌
        (2020, "十三五期间", "十三五期间", 2016, 2020, "span"),
        # 贵州 2010, 河南 2014, 山西 2016
        (2010, "“十一五”前四年累计", "“十一五”前四年", 2006, 2009, "span"),
        (2014, "“十二五”前三年，全省", "“十二五”前三年", 2011, 2013, "span"),
        (2016, "“十二五”后两年新增", "“十二五”后两年", 2014, 2015, "span"),
        (2021, "“十三五”末", "“十三五”末", 2020, 2020, "at"),
        (2022, "未来五年", "未来五年", 2022, 2026, "span"),
        (2023, "与去年同期相比", "与去年同期", 2022, 2022, "base"),
        (2023, "2012年以来", "2012年以来", 2012, 2022, "span"),
        (2024, "“十四五”以来", "“十四五”以来", 2021, 2023, "span"),
        (2024, "近三年", "近三年", 2021, 2023, "span"),
        (2026, "“十四五”以来", "“十四五”以来", 2021, 2025, "span"),
        (2026, "“十五五”时期", "“十五五”时期", 2026, 2030, "span"),
        (2026, "较2020年", "较2020年", 2020, 2020, "base"),
        (2026, "今年以来", "今年以来", 2026, 2026, "at"),
        (2026, "2021年、2022年", "2021年、2022年", 2021, 2022, "span"),
        (2026, "2021—2025年", "2021—2025年", 2021, 2025, "span"),
    ],
)  # fmt: skip
def test_years_of_words(year: int, text: str, said: str, first: int, last: int, use: str) -> None:
    assert told(text, year) == [(said, first, last, use)]


@pytest.mark.parametrize(
    "text",
    [
        "二十五个项目", "三年级学生", "五年级", "90年代", "每年", "年底", "2000年底以前发布的行政法规", "《规划（2016—2022年）》",
        "年人均收入", "粮食丰收", "2300元（2010年不变价）", "按2000年可比价计算",
    ],
)  # fmt: skip
def test_what_is_no_time(text: str) -> None:
    assert told(text, 2003) == []


def test_years_of_a_document_s_name_are_not_those_of_its_figures() -> None:
    assert told("《规划（2016—2022年）》印发，2021年投资20亿元", 2022) == [("2021年", 2021, 2021, "at")]


def test_ends() -> None:
    for text in ("到2030年", "2025年末", "“十四五”末", "至2030年底"):
        (time,) = times_in(text, Clock(2024))
        assert time.ends, text
    (time,) = times_in("2025年", Clock(2024))
    assert not time.ends


def test_so_many_years_in_a_plan_are_bare_and_a_budget_is_compared_with() -> None:
    # 2021 宜昌, 2026 青海; 2024 国务院
    assert all(times_in(text, Clock(2021))[0].bare for text in ("能耗五年累计降低16%", "五年新增10万人"))
    assert told("比上年年初预算增加1800亿元", 2024) == [("比上年年初预算", 2023, 2023, "base")]
    assert told("上年预算执行情况", 2024) == [("上年", 2023, 2023, "at")]


def test_the_year_before_whatever_year_is_spoken_of() -> None:
    assert [time.yearly for time in times_in("比上年增长，比2020年增长", Clock(2024))] == [True, False]


def test_without_the_year_of_the_report_only_years_written_out_are_known() -> None:
    assert told("去年，五年来，2023年，“十四五”时期，今后五年", None) == [
        ("2023年", 2023, 2023, "at"),
        ("“十四五”时期", 2021, 2025, "span"),
    ]


def test_five_year_plans() -> None:
    assert [plan_years(name)[:: 4] for name in ("一", "二", "三", "十", "十四", "十五")] == [
        (1953, 1957), (1958, 1962), (1966, 1970), (2001, 2005), (2021, 2025), (2026, 2030),
    ]  # fmt: skip
    assert plan_years("二十") == ()


@given(st.integers(FIRST_YEAR, LAST_YEAR))
def test_a_year_in_either_writing(year: int) -> None:
    han = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(year))
    assert chinese_year(han) == chinese_year(str(year)) == year
    if str(year)[:2] in ("19", "20"):
        assert told(f"{han}年", 2000) == [(f"{han}年", year, year, "at")]


WORDS = st.sampled_from(
    ["2023年", "“十四五”", "以来", "去年", "比", "到", "从", "、", "五年", "来", "末", "年", "近三年", "二〇", "《", "》", "粮食"]
)  # fmt: skip


@given(st.lists(WORDS, max_size=12).map("".join), st.none() | st.integers(1954, 2030))
def test_times_stand_in_order_and_in_the_text(text: str, year: int | None) -> None:
    found: tuple[Time, ...] = times_in(text, Clock(year))
    assert all(0 <= time.start < time.end <= len(text) and time.first <= time.last for time in found)
    assert all(one.end <= other.end and one.start < other.start for one, other in pairwise(found))
    assert all(time.use is not Use.AT or time.first == time.last for time in found)


def test_years_written_wide_and_a_time_that_ends_where_it_is_told() -> None:
    assert told("从１９７９年到１９８４年安排了", 1985) == [
        ("１９７９年到１９８４年", 1979, 1984, "from")
    ]  # 1985 国务院
    assert told("从党的二十大到二〇三五年，用13年时间", 2026)[-1][1:3] == (2023, 2035)  # 2026 广东
    assert told("再用5年时间", 2026)[-1][1:3] == (2026, 2030)


@pytest.mark.parametrize(
    ("behind", "itself"),
    [
        ("，面对复杂严峻的形势", True),
        ("是全面贯彻落实党的十六大精神的第一年", True),  # 2003 国务院
        ("全省地区生产总值", True),
        ("我省经济", True),
        ("人均生产总值提升至", False),  # 2026 海南
        ("营业收入突破2.5万亿元", False),  # 2026 海南
        ("的47万公里", False),  # 2003 国务院
    ],
)
def test_what_follows_the_year_that_a_paragraph_is_about(behind: str, itself: bool) -> None:
    assert bool(ITSELF.match(behind)) is itself


@pytest.mark.parametrize("text", ["给“十六五”预留一定空间", "为“十五五”良好开局打牢基础", "为“十五五”发展奠定坚实基础"])
def test_a_plan_that_is_only_made_ready_for(text: str) -> None:
    # 2026 新疆, 安徽, 四川
    assert times_in(text, Clock(2026)) == ()
    assert times_in("“十五五”时期打牢基础", Clock(2026))


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("各份报告定的当年城镇新增就业目标", 0),
        ("四份报告里上一年的GDP增速", -1),
        ("这几份里去年粮食产量最多的", -1),
        ("各份报告今年的赤字率", 0),
        ("哪份报告的赤字规模比上年增加最多", None),
        ("各份报告里的森林覆盖率", None),
    ],
)
def test_the_year_that_is_each_reports_own(text: str, on: int | None) -> None:
    assert year_of_each(text) == on
