"""What the name of an operand tells of the figure that is looked for: 人均数, 研发投入强度占生产总值比重, 月均标准, 营造林面积."""

from __future__ import annotations

import re

from qa.wording.joining import split_names

#: How reports say that a figure is of several years together.
TOGETHER = "累计"
#: The part and the whole in the name of a share: 研发经费支出相当于生产总值的比例.
_SHARE_OF = re.compile(r"^(?P<part>.+?)(?:相当于|占)(?P<whole>.{2,}?)的?(?:比例|比重|份额|比)?$")
_MONTHLY = re.compile(r"每?月")
_NOTHING = re.compile(
    r"大约|大概|(?<![节签合制条契])约(?!束)|差不多|左右|块钱|(?:有|是)?多大(?:的)?规模|请|按总量算?|按绝对数算?|的?(?:成绩|成效|成果|情况|进展)(?:怎么样|如何|怎样|是什么)?(?=[?？]?$)"
)
_MEASURED = re.compile(r"(?<=[一-鿿]{2})(?:总?面积|数量|总数|规模|的?数)$")
#: 三块投资, 两项合计, 这三样: how many were named, and no part of a name.
_COUNTED = re.compile(r"(?:这|那)?[一二两三四五六七八]+(?:大?块|项|样|类|方面|者|大?领域|种|个|市|地|省|县|区)(?:的)?")
#: 杭州跟宁波: as 和.
_WITH = re.compile(r"(?<=[一-鿿]{2})跟(?=[一-鿿]{2})(?!踪|进|随|上|着|[去前]年)")
_TARGET = re.compile(r"(?:预期)?目标|计划|安排|力争|争取|预计|打算|在(?=[一-鿿]{2,4}、)")


def each_of(name: str, whole: str) -> str:
    """What ``name`` (人均数, 人均水平) means beside the total ``whole``: 人均地区生产总值."""
    return f"人均{whole}" if re.fullmatch(r"人均(?:数|值|水平|量|额)?", name) else name


def share_of(name: str) -> tuple[str, str] | None:
    """What is a share of what, by the name of the share; None where it does not tell."""
    match = _SHARE_OF.search(name)
    return (match["part"], match["whole"]) if match else None


def by_month(name: str) -> bool:
    """Whether ``name`` tells something by the month: 月均标准."""
    return bool(_MONTHLY.search(name))


def plainly(name: str) -> str:
    """``name`` without words that name nothing (大约, 有多大规模), and without a measure that the unit says: 营造林 for 营造林面积."""
    return _MEASURED.sub("", _NOTHING.sub("", name))


def listed(stem: str) -> tuple[str, ...]:
    """The two to five things that ``stem`` names."""
    counted = _WITH.sub("和", _TARGET.sub("", _COUNTED.sub("", stem))).strip("的在 ")
    for count in range(2, 6):
        names = split_names(counted, count)
        if names:
            return tuple(name.strip("的 ") for name in names)
    return ()
