"""What reports call the things that a government promises to do for the people in a year: 十件民生实事, 为民办实事项目."""

from __future__ import annotations

import re

_ORDINAL = re.compile(
    r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|[一二三四五六七八九十]{1,3}(?:是|要)|[①-⑳—●•·]+)\s*"
)
_STOPS = "。；;，, \n\t　"


def bare(item: str) -> str:
    """An item of a list without its number and stop, so that the same item of another list is equal."""
    return _ORDINAL.sub("", item).strip(_STOPS)


DEEDS = re.compile(r"(?:民生|为民|惠民|利民|便民|民心|[件项大][^，。；]{0,4})(?:办)?实事(?!求是)|为民工程|民心工程")
