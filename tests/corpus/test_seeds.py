"""The five seeds as found, and the quotes of the fixed question set."""

import json
import re
from functools import cache
from pathlib import Path

import pytest

from qa.corpus import Corpus, read_reports
from qa.records import Aspect, Report, Role

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


@cache
def corpus() -> Corpus:
    return read_reports([SEEDS], passage_chars=260)


def by_number() -> dict[str, Report]:
    return {source.name[:3]: report for report in corpus().reports for source in report.sources}


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_exactly_five_reports() -> None:
    found = [(r.title, r.place, r.year, r.reviewed, r.planned) for r in corpus().reports]
    assert found == [
        ("张家口市2007年政府工作报告", "张家口市", 2007, (2006,), (2007,)),
        ("张家口市2017年政府工作报告", "张家口市", 2017, (2013, 2014, 2015, 2016), (2017, 2018, 2019, 2020, 2021)),
        ("张家口市2024年政府工作报告", "张家口市", 2024, (2023,), (2024,)),
        ("承德市2024年政府工作报告", "承德市", 2024, (2023,), (2024,)),
        ("包头市2018年政府工作报告", "包头市", 2018, (2013, 2014, 2015, 2016, 2017), (2018, 2019, 2020, 2021, 2022)),
    ]
    assert corpus().problems == ()
    assert [report.warnings for report in corpus().reports] == [()] * 5


def test_meeting_date_speaker_sources() -> None:
    found = by_number()
    assert (found["001"].meeting, found["001"].date, found["001"].speaker) == (
        "张家口市第十四届人民代表大会第一次会议",
        "2017-04-10",
        "武卫东",
    )
    assert (found["002"].date, found["002"].speaker) == ("2024-01-30", "李克良")
    assert (found["004"].date, found["004"].speaker) == ("2018-01-06", "赵江涛")
    assert [source.copies for report in corpus().reports for source in report.sources] == [1, 8, 1, 1, 1]


@pytest.mark.parametrize("dirt", ["www.", "验证码", "导航", "— 1 —", "— 23", "**", "#", "本站", "\u3000", "  "])
def test_no_dirt_is_left(dirt: str) -> None:
    assert all(dirt not in report.text for report in corpus().reports)


def test_paragraphs_are_whole() -> None:
    for report in corpus().reports:
        for line in report.text.split("\n"):
            assert len(line) <= 60 or line[-1] in "。！!？：；”", line[-20:]


def test_pages_of_the_one_that_shows_them() -> None:
    pages = by_number()["003"].pages
    assert [page.number for page in pages] == list(range(1, 24))
    assert by_number()["003"].text[: pages[0].end].endswith("视察承德重要讲话精神，全面")


def test_every_quote_of_the_question_set_is_found() -> None:
    texts = {number: squeezed(report.text) for number, report in by_number().items()}
    lines = (SEEDS / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    quotes = [item for line in lines for item in json.loads(line)["evidence"]]
    assert quotes
    assert [item for item in quotes if squeezed(item["quote"]) not in texts[item["doc"]]] == []


def test_every_quote_lies_in_one_passage() -> None:
    numbers = {report.id: number for number, report in by_number().items()}
    texts: dict[str, list[str]] = {}
    for passage in corpus().passages:
        texts.setdefault(numbers[passage.report_id], []).append(squeezed(passage.text))
    lines = (SEEDS / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    quotes = [item for line in lines for item in json.loads(line)["evidence"]]
    lost = [item for item in quotes if not any(squeezed(item["quote"]) in text for text in texts[item["doc"]])]
    assert lost == []


@pytest.mark.parametrize(
    ("number", "words", "years", "aspect"),
    [
        ("000", "全市粮食总产达到126.5万吨", (2006,), Aspect.RESULT),
        ("000", "全市生产总值增长13%", (2007,), Aspect.TARGET),
        ("001", "2016年完成1461亿元", (2013, 2014, 2015, 2016), Aspect.RESULT),
        ("001", "森林覆盖率达到50%以上", (2017, 2018, 2019, 2020, 2021), Aspect.TARGET),
        ("001", "全市地区生产总值增长8%", (2017,), Aspect.TARGET),
        ("003", "全市地区生产总值增长5.6%", (2023,), Aspect.RESULT),
        ("003", "地区生产总值增长6%左右", (2024,), Aspect.TARGET),
        ("004", "民生支出累计达到1510亿元", (2013, 2014, 2015, 2016, 2017), Aspect.RESULT),
        ("004", "预计完成地区生产总值3450亿元", (2017,), Aspect.RESULT),
        ("004", "地区生产总值增长7%左右", (2018,), Aspect.TARGET),
    ],
)
def test_years_and_aspect_of_sentences(number: str, words: str, years: tuple[int, ...], aspect: Aspect) -> None:
    report = by_number()[number]
    offset = report.text.index(words)
    sentences = {
        s for p in corpus().passages if p.report_id == report.id for s in p.sentences if s.start <= offset < s.end
    }
    assert {(s.years, s.aspect) for s in sentences} == {(years, aspect)}


def test_roles_are_all_there() -> None:
    for number in ("000", "001", "003", "004"):
        roles = {section.role for section in by_number()[number].sections}
        assert {Role.REVIEW, Role.TARGETS, Role.TASKS} <= roles


def test_few_passages_are_tiny() -> None:
    lengths = [len(passage.text) for passage in corpus().passages]
    assert max(lengths) <= 260
    assert sum(length < 60 for length in lengths) <= 0.03 * len(lengths)
