"""Asks for a picture of figures: 画成图, 用柱状图表示, 画出各省2026年目标的折线图."""

from __future__ import annotations

import re

_PICTURE = r"(?:(?:柱状?|条形|折线|曲线|趋势|走势|对比|比较|统计|数据)图|图表|图形|图示|(?<![地蓝意版草])图(?![书们谋景纸斑章强腾博]))表?"
_MAKE = r"(?:画|绘|做|作|制作?|生成|转换?|变|换|弄|整理?|汇?总?结?|列|显示|展示|表示|呈现|出|给|来|要|看看?)(?:制|作)?"
_INTO = r"(?:成|为|出来?|一?[张个幅]|一下|下|点)*"
#: Of what is to be drawn when nothing is named: 把上面的结果…, 这些数据….
_IT = (
    r"(?:请|麻烦|帮我?|给我?|替我|你|您|能不能|能否|可不可以|可以|能|再|也|还|那就?|就|把|将|用|以|按|对|"
    r"上面|上述|以上|前面|刚才|刚刚|这些|那些|这个|那个|这|那|它们?|其|的|些?数[据字]|数|结果|表格?|比较|对比|变化|走势|趋势|回答|答案|"
    r"看看|看|一下|直观|形式|方式|样子|吗|呢|吧|么|好|谢谢|行|[\s，,。.？?！!；;：:])*"
)
_ENGLISH = r"(?:please )?(?:(?:can|could) you )?(?:draw|plot|show|make)(?: (?:it|this|that|them|these))?(?: (?:as|in|on))?(?: an?| the)?(?: (?:bar|line))?(?: (?:chart|graph|plot|figure))?(?: of (?:it|this|them))?[.?! ]*"
_ALONE = re.compile(
    rf"{_IT}(?:{_MAKE}{_INTO}{_IT}{_PICTURE}|{_PICTURE}{_IT}{_MAKE}{_INTO}|画(?:出来|一下|一画|画看)){_IT}|{_ENGLISH}",
    re.IGNORECASE,
)
_OF = re.compile(
    rf"^{_IT}(?:画|绘|做|作|制作|生成)(?:制|作)?(?:成|为|出来?|一[张个幅]|个|一?下)*(?P<of>[^，,。？?！!；;]{{5,}}?)的?{_PICTURE}{_IT}$",
    re.IGNORECASE,
)
_CLAUSES = re.compile(r"(?<=[，,。？?！!；;])")


def asks_to_draw(text: str) -> bool:
    """Whether ``text`` asks for a picture and for nothing else: it is one of what was told before."""
    return bool(text.strip()) and bool(_ALONE.fullmatch(text.strip()))


def without_drawing(text: str) -> str:
    """What ``text`` asks about besides being drawn; ``text`` itself where it asks for no picture."""
    of = _OF.match(text)
    if of:
        return of["of"]
    kept = [clause for clause in _CLAUSES.split(text) if not asks_to_draw(clause.rstrip("，,。？?！!；;"))]
    return "".join(kept).rstrip("，,；; ") or text
