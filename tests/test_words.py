from __future__ import annotations

import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

import qa
from qa.wording.indicators import terms
from qa.words import VERSION, Words, fold, simplify


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


def test_a_planted_cache_is_not_read_and_no_home_is_needed(tmp_path: Path) -> None:
    """jieba would read what anyone left in the shared folder for temporary files."""
    shared, own = tmp_path / "shared", tmp_path / "own"
    shared.mkdir()
    (shared / "jieba.cache").write_bytes(b"planted")
    code = "import sys; from pathlib import Path; from qa.words import Words; print(Words(Path(sys.argv[1])).cut('农村公路'))"
    for temporary in (shared, tmp_path / "none"):
        environ = {"TMPDIR": str(temporary), "PYTHONPATH": str(Path(qa.__file__).parents[1])}
        done = subprocess.run([sys.executable, "-c", code, str(own)], env=environ, capture_output=True, text=True)
        assert "'公路'" in done.stdout, done.stderr
    assert [path.name for path in shared.iterdir()] == ["jieba.cache"]
    assert (shared / "jieba.cache").read_bytes() == b"planted"


def test_the_version_changes_with_the_dictionary_terms() -> None:
    """Other terms cut texts otherwise: then raise ``VERSION``, or stores keep words that questions no longer have."""
    digest = sha256("\n".join(terms()).encode()).hexdigest()[:16]
    assert (VERSION, digest) == ("10", "7eb6ac71c52d7787")


def test_words_with_their_parts_of_speech(words: Words) -> None:
    tagged = words.tagged("市长李克良说城镇登记失业率3.1%")
    assert "".join(word for word, _ in tagged) == "市长李克良说城镇登记失业率3.1%"
    assert ("市长", "n") in tagged and ("李克良", "nr") in tagged and ("城镇登记失业率", "x") in tagged
    assert "李克良" not in [word for word, _ in words.tagged("市长李克良", guess=False)]
