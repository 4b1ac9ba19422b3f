from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.evaluate.ranking import mark_retrieval, ndcg, rank_of, recall_at, reciprocal_rank
from qa.evaluate.system import Shown
from tests.evaluate.fakes import CARDS, NORTH, SOUTH, question, refusable, shown

QUOTE = "全市粮食总产达到126.5万吨，增长18.7%"


def test_the_rank_is_where_the_passages_so_far_hold_the_quote() -> None:
    halves = [shown("别的内容"), shown(NORTH[:15]), shown(NORTH[7:])]
    assert rank_of(QUOTE, CARDS[:1], halves) == 3
    assert rank_of(QUOTE, CARDS[:1], halves[:2]) is None


def test_the_same_words_in_another_report_do_not_count() -> None:
    assert rank_of(QUOTE, CARDS[:1], [shown(NORTH, "south-2024"), shown(NORTH)]) == 2


def test_recall_counts_quotes() -> None:
    assert recall_at((1, 5, None, 12), 4) == 0.25
    assert recall_at((1, 5, None, 12), 12) == 0.75


def test_reciprocal_rank_is_of_the_first_found_within_the_cut() -> None:
    assert reciprocal_rank((4, 2, None), 10) == 0.5
    assert reciprocal_rank((11, None), 10) == 0.0


@pytest.mark.parametrize(
    ("ranks", "expected"),
    [
        ((1,), 1.0),
        ((3,), 1 / math.log2(4)),
        ((1, 2), 1.0),
        ((1, 1), 1.0),
        ((None, None), 0.0),
        ((1, None), 1 / (1 + 1 / math.log2(3))),
        ((11,), 0.0),
    ],
)
def test_ndcg(ranks: tuple[int | None, ...], expected: float) -> None:
    assert ndcg(ranks, 10) == pytest.approx(expected)


@given(st.lists(st.one_of(st.none(), st.integers(1, 15)), min_size=1, max_size=14))
def test_ndcg_stays_between_0_and_1_and_never_falls_when_a_quote_rises(ranks: list[int | None]) -> None:
    value = ndcg(ranks, 10)
    assert 0 <= value <= 1 + 1e-9
    better = [1 if index == 0 else rank for index, rank in enumerate(ranks)]
    assert ndcg(better, 10) >= value - 1e-9


def test_place_and_year_are_shares_of_what_is_read() -> None:
    other = Shown("x", "y", "东海市", 2020)
    marks = mark_retrieval(question(), [shown(NORTH), shown(SOUTH, "south-2024"), other, other], CARDS)
    assert marks is not None
    assert (marks.place, marks.year) == (0.25, 0.5)
    assert marks.recall == (1.0, 1.0, 1.0, 1.0)


def test_files_of_a_plain_system_have_the_place_of_their_report() -> None:
    marks = mark_retrieval(question(), [Shown("000_aa.txt", NORTH), Shown("001_bb.txt", SOUTH)], CARDS)
    assert marks is not None
    assert (marks.place, marks.year, marks.ranks) == (0.5, 1.0, (1,))


def test_nothing_retrieved_is_nothing_found() -> None:
    marks = mark_retrieval(question(), [], CARDS)
    assert marks is not None
    assert (marks.recall, marks.mrr, marks.ndcg, marks.place) == ((0.0,) * 4, 0.0, 0.0, None)


def test_there_is_nothing_to_find_for_an_unanswerable_question() -> None:
    assert mark_retrieval(refusable(), [shown(NORTH)], CARDS) is None
