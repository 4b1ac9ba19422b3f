from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.evaluate.quotes import Coverage, bare, holds, shown

QUOTE = "全市粮食总产达到126.5万吨，增长18.7%"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全 市\n粮食　总产\u200b", "全市粮食总产"),
        ("１２６．５萬噸", "126.5万吨"),
        ("Ａbc", "abc"),
    ],
)
def test_bare_folds_width_script_case_and_space(text: str, expected: str) -> None:
    assert bare(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新增**5**家[1]。", "新增5家。"),
        ("新增5[1,2]家【3】", "新增5家"),
        ("共1,065公里", "共1065公里"),
        ("305项,120个", "305项,120个"),
        ("2013,2014年", "2013,2014年"),
    ],
)
def test_shown_is_what_a_reader_reads(text: str, expected: str) -> None:
    assert shown(text) == expected


def test_a_quote_in_two_passages_is_found_when_both_were_seen() -> None:
    coverage = Coverage(QUOTE)
    coverage.add("过去一年，全市粮食总产达到126.")
    assert not coverage.found
    coverage.add("126.5万吨，增长18.7%。新增高标准农田")
    assert coverage.found


def test_a_page_mark_in_the_middle_costs_nothing() -> None:
    assert holds(["全市粮食总产达到126.5- 12 -万吨，增长18.7%"], QUOTE)


def test_common_phrases_do_not_add_up_to_a_find() -> None:
    assert not holds(["全市粮食总产", "总产达到12", "增长18.7%"], QUOTE)


def test_another_figure_in_the_same_words_is_no_find() -> None:
    assert not holds(["全市粮食总产达到154.2万吨，增长21.3%"], QUOTE)


def test_a_short_quote_has_to_be_whole() -> None:
    assert holds(["奖金75元以上"], "75元")
    assert not holds(["奖金7元5角"], "75元")


@given(st.text(alphabet="省市县乡增长5.%，", min_size=1, max_size=60), st.integers(0, 60))
def test_the_two_halves_with_an_overlap_always_hold_the_quote(quote: str, cut: int) -> None:
    cut = min(cut, len(quote))
    assert holds([quote[: cut + 8], quote[max(0, cut - 8) :]], quote)
