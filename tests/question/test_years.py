from __future__ import annotations

import pytest

from qa.question.years import asks_every_report, find_years, relative_to, with_years_told


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2023年GDP增速", [(2023,)]),
        ("二〇二三年粮食产量", [(2023,)]),
        ("“十一五”前四年能耗累计降了多少", [(2006, 2007, 2008, 2009)]),
        ("“十三五”后两年新增就业", [(2019, 2020)]),
        ("一九八五年的目标", [(1985,)]),
        ("2013到2016这四年", [(2013, 2014, 2015, 2016)]),
        ("2011—2013年和2019年", [(2011, 2012, 2013), (2019,)]),
        ("从2016年底到2018年", [(2016, 2017, 2018)]),
        ("十三五期间修了多少路", [(2016, 2017, 2018, 2019, 2020)]),
        ("“十五”末的产值", [(2005,)]),
        ("“十四五”期末的覆盖率", [(2025,)]),
        ("“十四五”收官之年的产值", [(2025,)]),
        ("“十五”时期的产值", [(2001, 2002, 2003, 2004, 2005)]),
        ("23年和24年相比", [(2023,), (2024,)]),
        ("从2020年、2025年到2030年目标", [(2020,), (2025,), (2030,)]),
        ("近10年来的变化", []),
        ("历时3年完成", []),
        ("第2019号文件", [(2019,)]),
        ("投资20231万元", []),
        ("110国道改造", []),
    ],
)
def test_years_of_a_question(text: str, years: list[tuple[int, ...]]) -> None:
    assert [mention.years for mention in find_years(text) if mention.years] == years


@pytest.mark.parametrize(
    ("text", "reports"),
    [
        ("2024年报告提到的2023年产值", [2024]),
        ("2017年那份报告里", [2017]),
        ("从2007年、2017年、2024年三份报告看", [2007, 2017, 2024]),
        ("2019年政府工作报告中2018年的增速", [2019]),
        ("its January 2018 report", [2018]),
        ("2019年的任务", []),
    ],
)
def test_years_of_reports_are_told_from_data_years(text: str, reports: list[int]) -> None:
    assert [mention.years[0] for mention in find_years(text) if mention.of_report] == reports


def test_mention_slices_back() -> None:
    text = "海州市二〇二一年到2023年的粮食产量"
    assert [text[mention.start : mention.end] for mention in find_years(text)] == ["二〇二一年到2023年"]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("过去五年建了多少学校", [5]),
        ("近两年高新技术企业的变化", [2]),
        ("连续两年增长", []),
        ("四年来", [4]),
        ("五年下来", [5]),
        ("张家口四年和包头五年各改了多少户", [4, 5]),
        ("2013到2016这四年", []),
        ("2006年建了", []),
        ("PM2.5年均浓度", []),
        ("去年和前年", []),
    ],
)
def test_reviews_of_several_years(text: str, spans: list[int]) -> None:
    assert [mention.span for mention in find_years(text) if mention.span] == spans


def test_every_report() -> None:
    assert asks_every_report("三份报告里各建了多少")
    assert not asks_every_report("2017年那份报告里")


@pytest.mark.parametrize(
    ("text", "beside", "years"),
    [
        ("去年出栏多少头?今年守的底线又是多少", False, [2025, 2026]),
        ("眼下做到了多大?2027年打算冲到多少", True, [2025]),
        ("现在有多少公里", False, []),
        ("今年和上年比,今年多了多少", False, [2025, 2026]),
        ("2010年比上年增长多少", True, []),
        ("算力已经做到多大,今年想冲到多少", False, [2025, 2026]),
        ("2023年已经建成多少", True, []),
    ],
)
def test_years_as_the_report_of_2026_means_them(text: str, beside: bool, years: list[int]) -> None:
    assert sorted(year for mention in relative_to(text, 2026, beside) for year in mention.years) == years


def test_a_plan_period_named_twice_is_one() -> None:
    (mention,) = find_years("未来五年(“十五五”)的年均增速")
    assert mention.years == (2026, 2027, 2028, 2029, 2030)


@pytest.mark.parametrize(
    ("text", "before", "told"),
    [
        ("2023年新增就业多少？隔年的任务呢？", (), "2023年新增就业多少？2024年的任务呢？"),
        ("2006年GDP多少，十年之后是多少", (), "2006年GDP多少，2016年是多少"),
        ("次年的目标是多少", (2018,), "2019年的目标是多少"),
        ("三年后建成多少", (), "三年后建成多少"),
        ("五年级学生有多少", (2018,), "五年级学生有多少"),
    ],
)
def test_a_year_counted_from_another_is_written_out(text: str, before: tuple[int, ...], told: str) -> None:
    assert with_years_told(text, before) == told
