"""How an answer says that what it was given does not tell: 材料中没有提到."""

from __future__ import annotations

import re

_GIVEN = "(?:材料|原句|报告|资料|文中|文本|所给|提供的|上述|以上|句子|原文|其中)"
_NOT = "(?:没有|并没有|未|并未|尚未)(?:明确|直接|具体|单独|专门)*"
_TELL = "(?:提及|提到|说明|给出|涉及|提供|写明|披露|列出|公布|包含|包括|记载|交代|找到|回答|作出(?:评价|说明|解释))"
_FIND = "(?:回答|得出|确定|判断|得知|找到答案)"
_SILENT = re.compile(r"(?:没有|未|无法|不能)(?:提及|提到|说明|给出|找到|回答|涉及|提供|确定)|材料中没有|原句中没有")
_DECLINES = re.compile(
    rf"{_GIVEN}[^，。；]{{0,30}}{_NOT}{_TELL}|^{_NOT}(?:提及|提到|找到|查到|给出|涉及)"
    rf"|{_GIVEN}[^，。；]{{0,12}}(?:没有|无)(?:相关|直接|这方面的?|对应的?|关于[^，。；]{{1,24}})*(?:信息|数据|内容|答案|记载|依据|说明)"
    # 我无法回答这个问题 says nothing of the material: so do models that shy at a question.
    rf"|(?:根据|从|由|依据|凭)?{_GIVEN}[^。；]{{0,20}}(?:无法|不能|难以)[^，。；]{{0,16}}{_FIND}"
    rf"|(?:无法|不能|难以)(?:根据|从|由|依据)[^，。；]{{0,16}}{_FIND}"
    rf"|{_NOT}(?:找到|查到)(?:相关|直接|对应|有关|这方面)|[^，。；]{{1,40}}(?:并未|未|没有)(?:提及|提到)[。，；]?$"
)
_CLAUSE_END = re.compile(r"(?<=[，,。！？!?；;\n])")
_SENTENCE_END = re.compile(r"(?<=[。！？!?；;\n])")


def is_silent(text: str) -> bool:
    """Whether ``text`` says somewhere that something is not told."""
    return _SILENT.search(text) is not None or _DECLINES.search(text) is not None


def sentences_that_tell(text: str) -> tuple[str, ...]:
    """The sentences of ``text`` that say something and not that something is missing."""
    parts = [part.strip() for part in _SENTENCE_END.split(text) if part.strip()]
    return tuple(part for part in parts if not is_silent(part))


def claims(text: str) -> str:
    """``text`` without the clauses that only say what is missing."""
    return "".join(clause for clause in _CLAUSE_END.split(text) if not is_silent(clause))


def begins_silent(text: str) -> bool:
    """Whether the first sentence already says that the answer is not there: what follows is at best what is nearest."""
    first = next((part for part in _SENTENCE_END.split(text) if part.strip()), "")
    return _DECLINES.search(first.strip().rstrip("。")) is not None
