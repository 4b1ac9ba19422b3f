"""How an answer says that what the question takes for granted is not so: 与报告不符, 并非500公里."""

from __future__ import annotations

import re

_CORRECTS = re.compile(r"不符|不一致|有误|不准确|不属实|不正确|不对|并非|而非|不是|(?:没有|未)达到|不到")
_SENTENCE_END = re.compile(r"(?<=[。！？!?；;\n])")


def corrected(text: str) -> str:
    """The sentences of ``text`` that set something right."""
    return "".join(part for part in _SENTENCE_END.split(text) if _CORRECTS.search(part))
