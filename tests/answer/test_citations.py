from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answer.citations import clean_marks, without_marks


@pytest.mark.parametrize(
    ("written", "text", "used", "dropped"),
    [
        ("增长5%[1]。", "增长5%[1]。", (1,), 0),
        ("增长5%【2】。", "增长5%[2]。", (2,), 0),
        ("增长5%［１］。", "增长5%[1]。", (1,), 0),
        ("增长5%[^1]。", "增长5%[1]。", (1,), 0),
        ("增长5%[1-3]。", "增长5%[1][2][3]。", (1, 2, 3), 0),
        ("增长5%[1, 3]。", "增长5%[1][3]。", (1, 3), 0),
        ("增长5%[2、3]。", "增长5%[2][3]。", (2, 3), 0),
        ("增长5%[1][2]。", "增长5%[1][2]。", (1, 2), 0),
        ("增长5%[原句2]。", "增长5%[2]。", (2,), 0),
        ("增长5%[99]。", "增长5%。", (), 1),
        ("增长5%[0][-1]。", "增长5%。", (), 2),
        ("增长5%[2-9]。", "增长5%[2][3]。", (2, 3), 6),
        ("增长5%。", "增长5%。", (), 0),
        ("面积[平方公里]为9", "面积[平方公里]为9", (), 0),
    ],
)
def test_every_form_is_understood_and_unknown_numbers_are_dropped(
    written: str, text: str, used: tuple[int, ...], dropped: int
) -> None:
    marked = clean_marks(written, {1, 2, 3})
    assert (marked.text, marked.used, marked.dropped) == (text, used, dropped)


@given(st.text(alphabet="增长5%[]【】［］^-,、0123456789。", max_size=60))
def test_only_known_numbers_survive_whatever_is_written(written: str) -> None:
    once = clean_marks(written, {1, 2, 3})
    assert set(once.used) <= {1, 2, 3}


def test_text_without_marks() -> None:
    assert without_marks("增长5%[1][2]，达到9亿元【3】。") == "增长5%，达到9亿元。"
