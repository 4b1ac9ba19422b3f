from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from qa.models.thinking import ThinkFilter

TEXT = st.text(alphabet="<think>/答 \n", max_size=40)


def _shown(pieces: list[str]) -> str:
    reasoning = ThinkFilter()
    return "".join(map(reasoning.feed, pieces)) + reasoning.rest()


def test_reasoning_goes_and_its_blank_lines_too() -> None:
    assert _shown(["前<think>想</think>\n\n 后\n"]) == "前后\n"


def test_an_unclosed_mark_drops_the_rest() -> None:
    assert _shown(["答案<think>没完", "没了</thin"]) == "答案"


def test_a_mark_that_turns_out_to_be_none_is_kept() -> None:
    assert _shown(["a<", "th", "ick>"]) == "a<thick>"
    assert _shown(["5 <"]) == "5 <"


def test_only_what_may_be_a_mark_is_held_back() -> None:
    assert ThinkFilter().feed("增长<th") == "增长"


@given(TEXT, st.lists(st.integers(0, 40)))
def test_the_cuts_do_not_matter(text: str, cuts: list[int]) -> None:
    places = sorted({0, len(text), *(cut for cut in cuts if cut < len(text))})
    pieces = [text[a:b] for a, b in pairwise(places)]
    assert _shown(pieces) == _shown([text])


@given(TEXT, TEXT)
def test_no_reasoning_is_ever_shown(before: str, after: str) -> None:
    assert "SECRET" not in _shown([before, "<think>SECRET</think>", after])


@given(st.text())
def test_text_without_marks_passes_unchanged(text: str) -> None:
    if "<think>" not in text:
        assert _shown([text]) == text
