from __future__ import annotations

import pytest

from qa.wording.front_ends import wants_summary, wants_title

TITLES = [
    "使用四到五个字返回这句话的简要主题，不要解释、不要标点、不要多余文本。",
    "请总结上述对话为10个字以内的标题，不需要包含标点符号",
    "总结给出的会话，写成10字内标题，不要使用标点和特殊符号。",
    "Please write a four word title for our conversation without any lead-in or punctuation.",
]
SUMMARIES = [
    "简要总结一下对话内容，用作后续的上下文提示，控制在 200 字以内",
    "请概括以上聊天的要点，作为后续对话的背景",
    "Summarize the discussion briefly to use as a prompt for future context.",
]
QUESTIONS = [
    "2023年保定市粮食总产量多少？",
    "河北省2024年报告的主题是什么？",
    "总结一下承德市2024年的重点工作，不要解释",
    "报告里“主题教育”提了几次？不要标点",
    "对话窗口这个词哪年第一次写进报告？",
    "标题里有“高质量发展”的是哪份报告？",
]


@pytest.mark.parametrize("text", TITLES)
def test_a_title_is_wanted(text: str) -> None:
    assert wants_title(text) and not wants_summary(text)


@pytest.mark.parametrize("text", SUMMARIES)
def test_a_summary_is_wanted(text: str) -> None:
    assert wants_summary(text) and not wants_title(text)


@pytest.mark.parametrize("text", [*QUESTIONS, TITLES[0] + "增长" * 400])
def test_a_question_is_none(text: str) -> None:
    assert not wants_title(text) and not wants_summary(text)
