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


#: 兰考县2023年十件民生实事, 民生实事清单: the deeds are named, and nothing is asked of them but what they are.
_LIST_OF_DEEDS = re.compile(
    r"(?:(?:民生|为民|惠民|便民|利民)实事|(?:[一二三四五六七八九十]{1,3}|\d{1,2})(?:大|件|项|类|方面)实事)"
    r"(?:工程|项目)?的?(?:完整|全部|具体)?(?:清单|名单|内容|列表|明细)?[？?。！!]?$"
)
_ASKS_ELSE = re.compile("多少|几|吗|有没有|是否|是不是|谁|哪|怎|为什么|完成")


def asks_deeds(question: str) -> bool:
    """Whether a question only names the deeds a report lists, and so asks for the list."""
    return bool(_LIST_OF_DEEDS.search(question)) and not _ASKS_ELSE.search(question)
