from __future__ import annotations

import pytest

from qa.wording.correcting import corrected


@pytest.mark.parametrize(
    "text",
    [
        "与报告不符：报告里是386公里，不是500公里[1]。",
        "2019年新建农村公路386公里，并非500公里[1]。",
        "提问中的6.5%有误，报告为7.8%[2]。",
    ],
)
def test_what_is_set_right(text: str) -> None:
    assert corrected(f"前一句。{text}") == text


@pytest.mark.parametrize(
    "text", ["2019年新建农村公路386公里[1]。", "地区生产总值增长7.8%[1]。", "接待游客900万人次[3]。"]
)
def test_what_only_tells(text: str) -> None:
    assert corrected(text) == ""
