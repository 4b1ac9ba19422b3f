"""Figures set against each other.

The text is without the names of places, which are no words (成都 holds 都).
"""

from __future__ import annotations

import re

from qa.wording.partners import PLACE

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
    r"[，,。？?；;\s]+(?:[这那它]?(?P<count>[两俩三四五])个?(?:地|者|边|家|省|市|处|地方|相)?)(?:比起来|相比|之间|里|中)?"
    r"(?:[^，,。？?；;]{0,6}(?:谁|哪|各)[^，,。？?；;]{0,12}|(?:比较|对比|比|排)(?:一下|一比|看|个?序)[^，,。？?；;]{0,8}"
    r"|(?:从|由)[高大多快低小少慢]到[^，,。？?；;]{0,6}|(?:相差|差)(?:多少|几)[^，,。？?；;]{0,6})[。？?]?$"
)
#: 跟广东比谁更多: with the place asked about before.
_WITH_PLACE = re.compile(rf"^(?:那么?)?(?:跟|和|与|同){PLACE}+(?:相?比|比起来|比较)")
_CLAUSE_END = re.compile(r"[，,。？?；;]")
_NUMERALS = {"两": 2, "俩": 2, "三": 3, "四": 4, "五": 5}


def sets_both(text: str) -> tuple[int, int]:
    """Where the part begins that sets the places that ``text`` names against the one before them, and how many they are
    together; zeros where none does."""
    found = _BOTH_PLACES.search(text)
    if found and _CLAUSE_END.search(text[: found.start()]):
        # 甘肃呢？新建了哪些学校，两地各投资多少: of something else.
        return 0, 0
    return (found.start(), _NUMERALS[found["count"]]) if found else (0, 0)


def sets_with_before(marked: str) -> bool:
    """Whether the place in ``marked`` (□ for its characters) is set against the one asked about before: 跟广东比谁更多."""
    return bool(_WITH_PLACE.search(marked))
