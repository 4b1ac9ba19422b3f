from __future__ import annotations

import pytest

from qa.wording.silence import begins_silent, claims, is_silent, sentences_that_tell

DECLINED = [
    "材料中没有提到承德市2023年的葡萄产量。",
    "报告未提及这一数字。",
    "所给原句没有给出2016年的总量，只说增长6.5%[1]。",
    "未提及。",
    "没有找到相关信息。",
    "根据以上材料，无法确定谁获得了奖励。",
    "无法根据原句回答葡萄产量。",
    "材料中没有关于芯片收入的数据。",
    "该市2023年芯片收入，报告并未提到。",
    "提供的资料里没有明确说明原因。",
]
TOLD = [
    "2023年承德市粮食总产量增长5%[1]。",
    "企业亏损没有扩大[1]。",
    "全市没有发生重大事故[2]。",
    "不能完成的任务有3项[1]。",
    "全面解决了没有住房的群众的困难[1]。",
]


@pytest.mark.parametrize("text", DECLINED)
def test_it_says_that_it_is_not_there(text: str) -> None:
    assert begins_silent(text) and is_silent(text)


@pytest.mark.parametrize("text", ["抱歉，我无法回答这个问题。", "对不起，我不能回答。", "我不能确定。"])
def test_a_model_that_shies_says_nothing_of_the_material(text: str) -> None:
    assert is_silent(text) and not begins_silent(text)


@pytest.mark.parametrize("text", TOLD)
def test_it_tells(text: str) -> None:
    assert not begins_silent(text) and not is_silent(text)
    assert sentences_that_tell(text)


def test_what_is_missing_may_come_last() -> None:
    text = "粮食总产126.5万吨[1]。材料中没有提到水稻产量。"
    assert is_silent(text) and not begins_silent(text)
    assert sentences_that_tell(text) == ("粮食总产126.5万吨[1]。",)


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ("报告没有给出总量，只说增长6.5%[1]。", "只说增长6.5%[1]。"),
        ("粮食126.5万吨[1]；没有提到水稻。", "粮食126.5万吨[1]；"),
        ("粮食126.5万吨，增长18.7%。", "粮食126.5万吨，增长18.7%。"),
    ],
)
def test_what_is_claimed_beside(text: str, claimed: str) -> None:
    assert claims(text) == claimed
