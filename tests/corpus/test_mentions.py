from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from qa.corpus.mentions import Mentions, YearTold, mentions
from qa.records import Report
from tests.samples import make_report

EARLY, _ = make_report(
    "临江市", 2021, ["发展数字经济。农业增长。"], ["壮大数字经济；数字经济占比提高，加快数字经济试点。"]
)
LATE, _ = make_report("东港市", 2024, ["低空经济起步。"], ["发展低空经济。"])
SILENT, _ = make_report("海州市", 2024, ["农业增长。"], [])
UNDATED = replace(LATE, id="undated", year=None, place=None)
HELD = (UNDATED, LATE, SILENT, EARLY)


def told(found: Mentions) -> list[tuple[str, int, list[str]]]:
    return [(m.report.id, m.count, [m.report.text[a:b] for a, b in m.sentences]) for m in found.found]


def test_every_report_that_has_it_by_year_with_its_sentences_each_once() -> None:
    found = mentions("数字经济", HELD)
    assert told(found) == [(EARLY.id, 4, ["发展数字经济。", "壮大数字经济；", "数字经济占比提高，加快数字经济试点。"])]
    assert (found.searched, found.count, found.first, found.last) == (4, 4, 2021, 2021)


def test_reports_that_do_not_have_it_are_counted_by_year() -> None:
    found = mentions("低空经济", HELD)
    assert [m.report.id for m in found.found] == [LATE.id, "undated"]
    assert found.years == (YearTold(2021, 1, 0, 0), YearTold(2024, 2, 1, 2), YearTold(None, 1, 1, 2))
    assert (found.first, found.last) == (2024, 2024)


def test_nothing_found_is_a_finding_too() -> None:
    found = mentions("元宇宙", HELD)
    assert (found.found, found.searched, found.count, found.first, found.last) == ((), 4, 0, None, None)


def test_places_and_years_limit() -> None:
    assert mentions("低空经济", HELD, places=["海州市"]).searched == 1
    assert mentions("低空经济", HELD, years=[2024]).searched == 2


def test_white_space_and_letter_case_do_not_matter() -> None:
    report = replace(SILENT, text="加快5G 基站建设。\n5g基站 覆盖。")
    assert told(mentions("5G基站", [report]))[0][1] == 1
    assert told(mentions("5g 基站", [report]))[0][1:] == (2, ["加快5G 基站建设。", "5g基站 覆盖。"])
    assert mentions("(", [replace(SILENT, text="一(二")]).count == 1


@given(st.text("甲乙。；\n“” ", max_size=60), st.sampled_from(["甲", "甲乙", "乙甲"]))
def test_each_place_is_in_one_of_the_sentences(text: str, phrase: str) -> None:
    report: Report = replace(SILENT, text=text)
    found = mentions(phrase, [report])
    assert found.count == text.count(phrase)
    for mention in found.found:
        assert sum(text[a:b].count(phrase[0]) for a, b in mention.sentences) >= 1
        assert list(mention.sentences) == sorted(set(mention.sentences))
