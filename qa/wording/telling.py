"""What questions say of the telling alone: that reports give the figure at all, and which of their figures do not count.

哪些省在报告里给了具体数字, 写成美元的不用管: no part of what is asked about.
"""

from __future__ import annotations

import re

_NUMBER = r"(?:具体|确切|明确|准确|详细|实际)?(?:的)?(?:数字?|数值|数据|读数|数目)(?![量据值经化]|字[经化])"
_REPORTS = r"(?:在|把)?(?:政府)?(?:工作)?报告(?:里面?|中|上)?(?:都|直接|明确|各)*"
_GIVES = r"(?<![没未不])(?<!没有)(?:说|写|报|给|公布|列|标|交代|亮)(?:出来?|明|清|了)+(?:眼下|现在|当前|目前)?"
#: 报告里给出…具体读数的, 报了数的: figures of which it is only said that they are told.
_TELLING = re.compile(rf"(?:{_REPORTS})?{_GIVES}(?P<what>[^，,。；;？?（）()什哪几多谁]{{0,20}}?){_NUMBER}")
#: 给了人次, 公布了基站数量: what says which figure is meant stays.
_COUNTER = re.compile(
    rf"(?:{_REPORTS})?{_GIVES}(?P<what>[^，,。；;？?（）()什哪几多谁]{{0,20}}?(?:人次|金额|数额|数量|总数|件数|家数|户数))"
    r"(?=的|[，,。？?]|$)"
)
_ASIDE = re.compile(
    r"[（(](?:不是|不算|不含|不看|只说|只算|除外)[^（）()]*[)）]|[（(][^（）()]*(?:不算|不计|除外)[)）]"
)
_LEFT_OUT = re.compile(
    r"[，,；;。][^，,；;。？?]{1,16}的(?:都)?(?:不用管|不用算|不计入?|别算|除外|不用列)(?=[，,；;。？?]|$)"
)
#: 比调整前高了多少: than what it was; 在现有基础上再加多少: to what there is.
_THAN_BEFORE = re.compile(
    r"[比较跟](?:上?调整?|调高|提标|调标|上调)(?:之|以)?前的?(?=[高低多少提涨降增减])|(?<=现有|目前|原有|当前)的?基础(?:之)?上"
)
#: 入境（境外）游客, 重点（重大）项目: the same in other words, within a name.
_OTHER_WORDS = re.compile(r"(?<=[一-鿿])(?<!的)[（(][一-鿿]{1,6}[）)](?=[一-鿿])(?![占和与、的是有各])")
#: 5%以下（不含5%）: below it, and not at it.
_EDGE_OUT = re.compile(
    r"(?P<edge>\d[\d.]*(?:[%％]|[百千万亿]*[一-鿿]{1,2}?))以(?P<side>[上下])[（(]不(?:含|包括)[^（）()]*[）)]"
)


def without_asides(text: str) -> str:
    """``text`` without other words in brackets for a part of a name."""
    return _OTHER_WORDS.sub("", text)


def without_telling(text: str) -> str:
    """``text`` without what it says of the telling alone; what is told, or a phrase that is looked for, stays."""
    text = _EDGE_OUT.sub(lambda m: f"{'高于' if m['side'] == '上' else '低于'}{m['edge']}", _THAN_BEFORE.sub("", text))
    text = _LEFT_OUT.sub("", _ASIDE.sub("", text))
    text = _COUNTER.sub(r"\g<what>", text)
    return _TELLING.sub(r"\g<what>", text)
