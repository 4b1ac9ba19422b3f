"""Passages as tables: what is made on access is what was given, from memory and from disk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from qa.index.passages import Passages
from qa.records import Passage, Report
from tests.samples import two_reports


def given() -> tuple[tuple[Report, ...], tuple[Passage, ...]]:
    """One with a page that was read from its picture."""
    reports, (first, *rest) = two_reports()
    return reports, (replace(first, page=3, recognised=True), *rest)


def saved(folder: Path) -> Passages:
    reports, passages = given()
    Passages.of(reports, passages).save(folder)
    return Passages.load(folder, reports)


def test_each_is_what_was_given_by_number_by_span_and_in_order(tmp_path: Path) -> None:
    passages = given()[1]
    for found in (Passages.of(*given()), saved(tmp_path)):
        assert found == passages and list(found) == list(passages)
        assert (found[0], found[-1], found[1:3]) == (passages[0], passages[-1], passages[1:3])
        assert found != passages[1:]
        with pytest.raises(IndexError):
            found[len(passages)]


def test_no_passages_are_a_table_too(tmp_path: Path) -> None:
    Passages.of((), ()).save(tmp_path)
    assert len(Passages.load(tmp_path, ())) == 0


def test_rows_of_a_report_and_the_years_it_speaks_of(tmp_path: Path) -> None:
    reports, passages = given()
    found = saved(tmp_path)
    for number, report in enumerate(reports):
        own = [passage for passage in passages if passage.report_id == report.id]
        assert [found[row] for row in found.of_report(number).tolist()] == own
        assert found.mentioned()[report.id] == {year for each in own for year in each.years}
        assert found.held_by(number, own[-1].start) == own[-1]
        assert found.held_by(number, len(report.text) + 1) is None


def test_the_first_sentence_that_has_a_span_is_found_without_making_the_others(tmp_path: Path) -> None:
    reports, passages = given()
    found = saved(tmp_path)
    for number, report in enumerate(reports):
        own = [(p, s) for p in passages if p.report_id == report.id for s in p.sentences]
        for _, sentence in own:
            # Passages overlap: the first of those that have it.
            first = next(each for each in own if each[1].start == sentence.start)
            assert found.saying(number, [(sentence.start, sentence.end)]) == first
            assert found.saying(number, [(sentence.end - 1, sentence.end)]) == first
        assert found.saying(number, [(own[-1][1].start, own[-1][1].end), (own[0][1].start, own[0][1].end)]) == own[0]
        assert found.saying(number, [(len(report.text), len(report.text) + 1)]) is None
        assert found.saying(number, []) is None


@pytest.mark.parametrize(
    "change",
    [lambda p: replace(p, title="别的"), lambda p: replace(p, report_year=1), lambda p: replace(p, text=p.text[:-1])],
)
def test_a_passage_that_says_other_than_its_report_is_refused(change: Callable[[Passage], Passage]) -> None:
    reports, (first, *rest) = two_reports()
    with pytest.raises(ValueError, match=first.id):
        Passages.of(reports, (change(first), *rest))


def test_tables_of_other_reports_do_not_fit(tmp_path: Path) -> None:
    saved(tmp_path)
    reports = two_reports()[0]
    for other in (
        reports[:1],
        (replace(reports[0], text="短"), reports[1]),
        (replace(reports[0], sections=()), reports[1]),
    ):
        with pytest.raises(ValueError, match="fit"):
            Passages.load(tmp_path, other)
