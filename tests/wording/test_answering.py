from __future__ import annotations

import pytest

from qa.wording.answering import DOING, HEADS, SAME, TELLING, tells_only


@pytest.mark.parametrize(
    "word",
    [
        "报告",
        "其中",
        "办法",
        "同一",
        "修通",
        "建起",
        "谈到",
        "数据",
        "完成",
        "达到",
        "增长",
        "增至",
        "走高",
        "大增",
        "放缓",
    ],
)
def test_words_that_claim_nothing(word: str) -> None:
    assert tells_only(word)


@pytest.mark.parametrize("word", ["葡萄", "芯片", "疫情", "民间", "地铁", "减税", "降雨", "升旗", "市长"])
def test_words_that_claim(word: str) -> None:
    assert not tells_only(word)


def test_lists_are_told_apart() -> None:
    assert not {word for word in TELLING | DOING if len(word) < 2}
    assert all(len(group) > 1 for group in SAME)


def test_a_head_names_a_kind_and_no_product() -> None:
    assert {"容量", "岗位", "电站", "项目"} <= HEADS
    assert not HEADS & {"葡萄", "水泥", "教育", "旅游", "公路"}
