from __future__ import annotations

import pytest

from qa.wording.deeds import DEEDS, asks_deeds, bare


@pytest.mark.parametrize(
    "text",
    ["着力办好十件实事：", "2019年十件民生实事，经市人大代表票决产生：", "四、认真办好为民实事", "继续办好10件惠民实事", "为民办实事项目", "12类45件民生实事", "十项为民工程"],
)  # fmt: skip
def test_deeds_are_announced(text: str) -> None:
    assert DEEDS.search(text)


@pytest.mark.parametrize("item", ["（一）修路", "1.修路；", "一是修路。", "12、修路", "(3)修路", "①修路", "修路"])
def test_items_are_equal_whatever_their_number(item: str) -> None:
    assert bare(item) == "修路"


@pytest.mark.parametrize("text", ["坚持实事求是", "多做打基础、利长远的实事", "实施文化惠民工程", "功实干实事"])
def test_other_words_are_not(text: str) -> None:
    assert not DEEDS.search(text)


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("兰考县2023年十件民生实事", True),
        ("青岛2024年民生实事清单", True),
        ("遵义2021年10件实事？", True),
        ("江西今年要办多少件民生实事", False),
        ("甘肃办了十件民生实事", True),
        ("宁夏有没有办民生实事", False),
        ("上海民生实事项目投资", False),
    ],
)
def test_whoever_only_names_the_deeds_asks_for_their_list(question: str, asks: bool) -> None:
    assert asks_deeds(question) is asks
