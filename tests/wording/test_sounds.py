"""Words that sound alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.wording.sounds import sounds


@pytest.mark.parametrize(
    ("word", "text", "alike"),
    [
        ("数居", "数据中心", True),
        ("承得", "承德市森林覆盖率", True),
        ("铁陆", "铁路里程", True),
        ("数据", "数据中心", True),
        ("葡萄", "粮食产量", False),
        ("数", "数据", False),
        ("", "数据", False),
        ("西安", "先", False),
        ("矿工", "状况公开", False),
        ("核电", "水气热和电", False),
        ("香水", "16项税费", False),
        ("中心数据", "数据中心", False),
    ],
)
def test_sounds(word: str, text: str, alike: bool) -> None:
    assert sounds(word, text) is alike


@given(st.text("数据中心铁路公里承德", min_size=2, max_size=6), st.text("粮食产量", max_size=3))
def test_what_is_written_sounds(word: str, around: str) -> None:
    assert sounds(word, around + word + around)
