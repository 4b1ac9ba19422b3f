"""What is asked of a thing besides how much there is of it: 进出口总额、增速、全国排第几, 产量以及占全国比重."""

from __future__ import annotations

import re

_GROWTH = re.compile(r"(?:其|它的?|同比)?(?:增速|增幅|涨幅|增长率|增长速度)")
_RANK = re.compile(r"(?:其|它)?(?:在)?全(?P<whole>[国省市])的?(?:排名?(?:第几|多少)?|位次|名次|第几)|排(?:名)?第几")
_SHARE = re.compile(
    r"(?:其|它)?占(?P<whole>全[国省市区县]|(?:全[国省市])?(?:GDP|地区生产总值|生产总值|经济总量)|(?:规上|规模以上)?工业(?:增加值|总产值)?)的?(?:比重|比例|份额|多少|几成)?|占的?(?:比重|比例|份额)"
)
#: What parts one from the other; 和 where a side follows.
SIDES_BETWEEN = re.compile(
    r"[、，,]|以及|及(?=增|其|同比|占)|(?<=[一-鿿A-Za-z])[和与](?=(?:其|它的?|同比)?(?:增速|增幅|涨幅|增长率|占全|占GDP|占地区|占生产|占的?[比份]))"
)
#: 又是多少, behind the last of them.
HOW_MUCH_BEHIND = re.compile(r"(?:又|各|分别|都)*(?:是|有|为)?(?:多少)?[？?。]*$")


def side_of(token: str) -> str:
    """The side that ``token`` names, as it is said behind the name of a thing; "" where it names none."""
    if _GROWTH.fullmatch(token):
        return "增速"
    ranked, shared = _RANK.fullmatch(token), _SHARE.fullmatch(token)
    if ranked:
        return f"在全{ranked['whole'] or '国'}排第几"
    return f"占{shared['whole'] or ''}比重" if shared else ""
