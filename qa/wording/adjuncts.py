"""What stands before a name and is no part of it: who decided it, for whom, along what, with whom, by what measure."""

from __future__ import annotations

import re

#: 新|（改）|建: an aside that belongs to what is done.
DONE_ASIDE = re.compile("[改扩续]{1,2}")
#: 对 names whom a trade is with and is part of the name (对东盟进出口); elsewhere it leads to what is done to something.
_TOWARDS = re.compile(r"^对(?!外|口|接|标|象)(?!.*(?:进出口|出口|进口|投资|贸易|贡献|增长))")
#: 与国内知名医疗机构合作|共建院士工作站.
_WITH_WHOM = re.compile(
    r"^[\s，]*与[^，。；]{2,16}?(?:合作|联合|共同|携手)*(?=共建|共设|新建|建成|建立|建设|签署|签订)"
)
#: 面向共建“一带一路”国家|布局建设, 根据当地资源禀赋|打造: the name begins with what is done.
_ALONG = re.compile(
    r"^[\s，]*(?:其中)?(?:面向|围绕|聚焦|针对|依托|根据|按照|结合|立足|借助)[^，。；]{2,24}?"
    r"(?=(?:布局|规划|重点|新|改造)*(?:(?<!共)建设|新建|建成|打造|开展|实施|培育|组建|设立|提供|引进|开发|开设|举办|推出|出台|制定|部署|投放|谋划|遴选))"
)
#: 中央决定将|农民人均纯收入2300元作为…标准, 这|项目: who says so, and that it was named before.
_DECIDED = re.compile(
    r"^[\s，]*(?:(?:中央|国家|国务院|[省市县区自治]{1,3}委、?[省市县区]?(?:政府)?)?决定(?:将|把|对)?|这(?![里样种些次]))"
)
#: 比上年执行数|增长6.5%: what it is compared with, and nothing of its own.
_AGAINST = re.compile(r"^[\s，]*[比较]?(?:预计|(?:预算)?执行|预算|决算|完成)数$")

#: 光伏制造业营收|受价格下行影响|下降6.8%: why, and nothing of its name.
_BECAUSE = re.compile(r"(?<=[一-鿿]{2})(?:受|因)[^，。；]{2,16}?(?:影响|拖累|带动|等因素)$")
#: 从中央到地方|，一律削减10%: how far it goes.
EVERYWHERE = re.compile(r"(?:从|由|上至|上自)[一-鿿]{2,4}(?:到|至|下至)[一-鿿]{2,4}")


def without_adjuncts(name: str) -> str:
    """``name`` without what leads to it; empty where nothing else is there."""
    return "" if _AGAINST.match(name) else _BECAUSE.sub("", _ALONG.sub("", _WITH_WHOM.sub("", _DECIDED.sub("", name))))


def without_towards(name: str) -> str:
    return _TOWARDS.sub("", name)
