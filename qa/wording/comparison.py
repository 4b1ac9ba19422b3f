"""Figures set against each other.

The text is without the names of places, which are no words (成都 holds 都).
"""

from __future__ import annotations

import re

#: Whether one comes up to the other: 够得上湖南的水平吗, 高还是低.
REACHES = re.compile(r"[够赶追比]得上|[够赶追比]不上|够不够|[高多大快]了?还是[低少小慢]|[低少小慢]了?还是[高多大快]")

#: Right before what something is compared with: 比|2021年, 跟|去年.
COMPARED_WITH = re.compile(r"[比较同跟与和]$")
#: Two things of one place or year are asked for side by side.
BEYOND = re.compile(
    r"顺差|逆差|多出|少了?多少|高出|低了?多少|差距|相差|比较|(?<![占同环之分价贷])比(?![重例率如亚])|较(?=上年|去年|上一年|(?:19|20)\d\d)|"
    r"谁|哪个|走势|变化|怎么走|各是|各为|分别|(?<![首古陪之瓷煤酒])都(?![市会城])"
)


_ENDS = re.compile(r"[从由](?:多少|几)[^，,。；;？?]{0,10}?[到至成为](?:了)?(?:多少|几)")


def asks_ends(text: str) -> bool:
    """Whether where a change began and where it led are asked for: 从多少涨到多少."""
    return bool(_ENDS.search(text))


#: Behind another place (甘肃呢？两个哪个涨得快): it is to be set against the one asked about before.
_BOTH_PLACES = re.compile(
    r"[，,。？?；;\s]+(?:[这那它]?[两俩]个?(?:地|者|边|家|省|市|处|地方|相)?)(?:比起来|相比|之间|里|中)?"
    r"(?:[^，,。？?；;]{0,3}(?:谁|哪)[^，,。？?；;]{0,12}|(?:比较|对比|比)(?:一下|一比|看)[^，,。？?；;]{0,8})[？?]?$"
)


def sets_both(text: str) -> int:
    """Where the part begins that sets the place that ``text`` names against the one before it; 0 where none does."""
    found = _BOTH_PLACES.search(text)
    return found.start() if found else 0
