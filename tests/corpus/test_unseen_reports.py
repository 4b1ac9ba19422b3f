"""Made-up reports of places, years and layouts that the seeds do not have (tests/questions/reports)."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.corpus import read_reports
from qa.corpus.split import split
from qa.records import Aspect, Report, ReportKind, Sentence

FOLDER = Path(__file__).resolve().parents[1] / "questions" / "reports"


@pytest.fixture(scope="module")
def reports() -> dict[tuple[str | None, int | None], Report]:
    return {(report.place, report.year): report for report in read_reports([FOLDER], passage_chars=260).reports}


def told(report: Report, words: str) -> Sentence:
    """The sentence in which ``words`` stand."""
    return next(
        sentence
        for passage in split(report, 260)
        for sentence in passage.sentences
        if words in passage.sentence_text(sentence)
    )


def test_places_and_years(reports: dict[tuple[str | None, int | None], Report]) -> None:
    assert {key: report.reviewed for key, report in reports.items()} == {
        ("宜昌市", 2021): (2016, 2017, 2018, 2019, 2020),
        ("宜昌市", 2022): (2017, 2018, 2019, 2020, 2021),
        ("诸暨市", 2019): (2018,),
        ("陕西省", 2013): (2008, 2009, 2010, 2011, 2012),
        ("万州区", 2020): (2019,),
        ("大庆市", 2016): (2011, 2012, 2013, 2014, 2015),
        ("惠州市", 2023): (2022,),
        ("四川省", 2002): (2001,),
    }
    assert {report.kind for report in reports.values()} == {ReportKind.WORK_REPORT}


@pytest.mark.parametrize(
    ("place", "year", "words", "years", "aspect"),
    [
        ("宜昌市", 2022, "累计实现城镇新增就业45.2万人", (2017, 2018, 2019, 2020, 2021), Aspect.RESULT),
        ("宜昌市", 2022, "固定资产投资增长21.3%", (2021,), Aspect.RESULT),
        ("宜昌市", 2022, "规上工业企业超过2200家", (2022, 2023, 2024, 2025, 2026), Aspect.TARGET),
        ("宜昌市", 2022, "固定资产投资增长13%以上", (2022,), Aspect.TARGET),
        ("陕西省", 2013, "全年实现生产总值14451亿元", (2012,), Aspect.RESULT),
        ("陕西省", 2013, "高速公路通车总里程达到5500公里", (2013, 2014, 2015, 2016, 2017), Aspect.TARGET),
        ("陕西省", 2013, "共办理人大代表建议2868件", (2008, 2009, 2010, 2011, 2012), Aspect.RESULT),
        ("大庆市", 2016, "社会消费品零售总额1091.4", (2015,), Aspect.RESULT),
        ("大庆市", 2016, "五年累计完成固定资产投资", (2011, 2012, 2013, 2014, 2015), Aspect.RESULT),
        ("大庆市", 2016, "三次产业结构由2010年的3.3:82.2:14.5调整为6.7:63.9:29.4", (2010, 2015), Aspect.RESULT),
        ("四川省", 2002, "全省国内生产总值达到4421.8亿元", (2001,), Aspect.RESULT),
        ("万州区", 2020, "居民消费价格涨幅控制在3.5%左右", (2020,), Aspect.TARGET),
        ("惠州市", 2023, "规模以上工业增加值2366.9亿元", (2022,), Aspect.RESULT),
    ],
)
def test_years_results_and_targets(
    reports: dict[tuple[str | None, int | None], Report],
    place: str,
    year: int,
    words: str,
    years: tuple[int, ...],
    aspect: Aspect,
) -> None:
    sentence = told(reports[place, year], words)
    assert (sentence.years, sentence.aspect) == (years, aspect)
