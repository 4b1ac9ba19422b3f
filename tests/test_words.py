from __future__ import annotations

from pathlib import Path

import pytest

from qa.words import Words, fold, simplify


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Words:
    return Words(tmp_path_factory.mktemp("jieba"), ["城镇登记失业率"])


@pytest.mark.parametrize(
    ("a", "b"),
    [("陝西", "陕西"), ("２０２３年", "2023年"), ("⼭⻄", "山西"), ("ＧＤＰ", "gdp"), ("臺灣", "台湾")],
)
def test_forms_of_one_word_are_the_same(a: str, b: str) -> None:
    assert fold(a) == fold(b)


def test_simplify_keeps_case() -> None:
    assert simplify("Ｒ＆Ｄ經費") == "R&D经费"


def test_figures_and_latin_words_are_whole(words: Words) -> None:
    assert words.cut("PM2.5降到1,461亿元，增长7.9%")[:2] == ["pm2.5", "降到"]
    assert {"1461", "7.9%"} <= set(words.cut("1,461亿元，增长7.9%"))


def test_given_terms_are_words(words: Words) -> None:
    assert "城镇登记失业率" in words.cut("城镇登记失业率控制在4%以内")


def test_word_that_no_dictionary_has_is_found_by_its_pairs(words: Words) -> None:
    assert {"囍甴", "甴曱"} <= set(words.cut("囍甴曱项目"))


def test_private_cache(tmp_path: Path) -> None:
    Words(tmp_path / "own")
    assert list((tmp_path / "own").iterdir())
