"""How reports say that a figure is a share of a whole, or so many times of something else."""

from __future__ import annotations

import re

#: 占全市生产总值比重达到|44.6%: the whole is told before the figure.
SHARE_OF_WHOLE = re.compile(
    r"占(?!比(?![重例率]))(?P<whole>[^，。；占]{0,24}?)(?:的)?(?:比重|比例|比率|份额|比)?(?:由|从)?(?:[^，。；占\w]*(?:分别|均|仅|只|持续|连续|一直|始终|长期|首次|稳定在|保持在|提高到|提升到|提高至|提升至|上升到|增加到|增至|升至|降至|下降到|达到|达|为|超过|超|突破|近|约|提高|提升|上升|下降|高达|不低于)*)?\s*$"
)
#: 为年度计划|的121.6%: measured by something else.
SHARE_OF = re.compile(
    r"(?P<how>相当于|完成|达到?|仅?为|是|只有)(?P<whole>[^，。；、的]{2,16}?)的\s*(?:约|近|超过?)?\s*$"
)
#: The same within a name.
WITHIN_NAME = re.compile(r"占(?P<whole>[^，。；占]{0,24}?)(?:的)?(?:比重|比例|比)$")
#: 合计拉动规上工业增长|3.1个百分点: how much of its growth is theirs, and none of its own.
PULLED = re.compile(r"拉动(?P<what>[一-鿿]{2,16}?)(?:增长|增速|提高|提升)(?:了|约|近|超过?)*\s*$")
#: 民营经济贡献了|71.9%|的税收: what it brings in of all.
CONTRIBUTED = re.compile(r"贡献(?:了|超过?|近|约|全[国省市县区州])*\s*$")
BROUGHT_IN = re.compile(r"\s*(?:以上|左右|以内)?的(?P<what>[一-鿿]{2,10})")
#: 比重稳定在75%以上|、达到|76.3%: the same share again.
SHARE_AGAIN = re.compile(r"[、，\s]*(?:达到?|升至|为|提高到|超过?)(?:了|近|约)?\s*")
#: 主体结构|完成96.3%: how much of it is done, where what is done is no measure itself.
DONE = re.compile(r"(?<=..)完成(?:了|超过?|近|约)?\s*$")
#: 相当于前九年总和|的1.6倍.
TIMES_OF = re.compile(r"^[\s，,]*(?:是|为|相当于)[^，。]{0,14}的\s*(?:近|约|超过?)?$")
#: 恢复到2019年|水平的|95.3%: how much of what it was in that year there is.
LIKE_YEAR = re.compile(r"恢复到|相当于|达到|是|为")
LEADS_ON = re.compile(r"(?:同期)?(?:水平)?的(?:约|近|超过?)?")
#: A whole that a report calls its own place.
OF_HOME = re.compile(r"[全我本][省市县区州]")
_THAT_YEAR = re.compile(r"(?P<year>\d{4})年")


def of_year(year: int) -> str:
    """The whole that a share of what there was in ``year`` is of."""
    return f"{year}年"


def year_of(whole: str) -> int | None:
    """The year that a share is of, as :func:`of_year` writes it; None for other wholes."""
    match = _THAT_YEAR.fullmatch(whole)
    return int(match["year"]) if match else None
