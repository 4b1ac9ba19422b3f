from __future__ import annotations

import pytest

from qa.corpus.notemarks import raised


@pytest.mark.parametrize("mark", ["1", "12", "[3]", "①", "注2", "（4）", "*", "1,2", "〔7〕"])
def test_numbers_of_notes_are_not_read(mark: str) -> None:
    assert raised(mark, "全年完成投资") == ""


@pytest.mark.parametrize(
    ("text", "before", "read"), [("2", "新增绿地3万m", "²"), ("3", "蓄水2.1亿m", "³"), ("4", "3.2×10", "⁴")]
)
def test_exponents_are_read(text: str, before: str, read: str) -> None:
    assert raised(text, before) == read


def test_words_set_high_are_words() -> None:
    assert raised("试行", "办法") == "试行"
    assert raised("2022", "增长") == "2022"
