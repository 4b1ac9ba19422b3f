"""Things counted by how big they are: 亿元以上项目58个，其中10亿元以上9个; 产值过50亿元的企业1家、过10亿元的5家."""

from __future__ import annotations

import re

from qa.wording.subject import acts

_ABOVE_OF = re.compile(r"(?:超过?|过)[\d.一二三四五六七八九十百千万亿]+(?:元|吨|人次|人|亩)的")
_SIZE = re.compile(r"[\d.一二三四五六七八九十百千万亿]+(?:美?元|吨|亩)(?:及?以[上下])")
_SIZE_ALONE = re.compile(
    rf"[\s，、]*(?:其中|新增|有|含)*[\s，]*(?P<size>{_SIZE.pattern})的?(?:达到?|有|不少于|超过?)?\s*"
)


def above_other(lead: str, before: str) -> str:
    """产值过10亿元的企业 of 过10亿元的, behind 产值过50亿元的企业."""
    here = _ABOVE_OF.fullmatch(lead.strip())
    return _ABOVE_OF.sub(here[0], before, count=1) if here and _ABOVE_OF.search(before) else ""


def of_size(lead: str, before: str) -> str:
    """50亿元以上项目 of 其中50亿元以上, behind 新签约亿元以上项目; empty when ``lead`` tells more than a size."""
    size = _SIZE_ALONE.fullmatch(lead)
    if not size or not before:
        return ""
    doing = acts(before)
    thing = _SIZE.sub("", before.removeprefix(doing), count=1).removeprefix("的")
    return f"{doing}{size['size']}{thing}"
