"""What the second of two names leaves out, because the first before it says it: whose it is, of which kind, on what level."""

from __future__ import annotations

import re

from qa.wording.indicators import dictionary_names
from qa.wording.subject import CONTRASTS, MEASURE, acts

#: 限上仓储会员店、集合店零售额合计增长15.7%: one figure of all.
TOGETHER = re.compile("合计|总|平均|等|其他|“")
#: 新农合和城镇居民医保|财政补助标准: of each its own.
_OF_STANDARD = re.compile(
    r"(?P<first>[一-鿿]{2,10})[、和与](?P<second>[一-鿿]{2,12}?)(?P<what>(?:财政|政府|人均|低保|特困)?(?:补助|补贴|保障|养老金|救助|发放|缴费)标准)"
)
_FUNDED = re.compile(r"(?:项目|工程|企业)$")


def each_standard(told: str) -> list[str]:
    """新农合财政补助标准 and 城镇居民医保财政补助标准: what several get each, and no sum; empty for other names."""
    found = _OF_STANDARD.fullmatch(told)
    return [f"{found[name]}{found['what']}" for name in ("first", "second")] if found else []


def funded(name: str, before: str) -> str:
    """国债项目资金, of 资金 told with 国债项目."""
    return f"{before}{name}" if name == "资金" and _FUNDED.search(before) else name


_SHORT_INCOME, _INCOME = "居民收入", "居民人均可支配收入"
#: 货物进出口增长6%，其中|出口|增长8%.
_TRADE_SIDE = re.compile("(?:出口|进口)(?:总?额|总值)?")
_TRADE = re.compile("进出口|(?:出口|进口)(?:总?额|总值)?$")
#: 一般公共预算收入增长2.3%、支出7000亿元.
_SIDES = ("支出", "收入")
#: 城镇, 农村居民: so much longer than the contrast itself a name may be that stands for a whole one.
_STANDS_FOR = 3


_LEVEL = re.compile(r"(?:国家(?:级|(?=现代|乡村|农业))|世界级|[省市县]级|自治区级)(?:及?以上)?(?:现代农业(?=产业))?")
_ANY_LEVEL = re.compile("国家|世界|全国|全球|级|[省市县][^，。]")


def level_shared(name: str, before: str) -> str:
    """国家级 of 建成国家级绿色工厂136家、|绿色工业园区10个: on what level they are is told with the first alone; of firms each
    has its own."""
    level = _LEVEL.match(before.removeprefix(acts(before)))
    return "" if level is None or _ANY_LEVEL.search(name) or name.endswith("企业") or name.startswith("“") else level[0]


#: 每千人口|医疗卫生机构床位, 每万人口高价值发明专利: per how many, told with the first alone.
_PER = re.compile(r"每(?:[百千万]|[一十百千万]+名?)(?:常住|户籍)?(?:人口?|老年人口?|老人|儿童)(?:拥有(?!量))?")


def per_shared(name: str, before: str) -> str:
    """每千人口 of 每千人口医疗卫生机构床位7.9张、|执业（助理）医师3.6人; empty where ``before`` tells none or ``name`` is a measure of its own."""
    per = per_of(before)
    return "" if not per or name.startswith("每") or _ANY_RATE.search(name) or acts(name) else per


def per_of(name: str) -> str:
    """每万人口 of 每万人口发明专利拥有量."""
    per = _PER.match(name)
    return per[0] if per else ""


_ANY_RATE = re.compile("人均|率$|指数$|寿命|新增")
_HANDLING = re.compile(r"^(?:我们|高质量|认真|累计)*(?:办理|办结|办复|承办|答复)|(?:按期|按时)?(?:[一-鿿]{2}率)+$")


def handled_thing(name: str) -> str:
    """人大代表建议 of 办理人大代表建议."""
    return _HANDLING.sub("", name)


def tells_level(name: str) -> bool:
    return bool(_LEVEL.match(name))


def completed(name: str, before: str) -> str:
    """``name`` with what it leans on in the name ``before`` it: 农村居民, or 农村居民收入, after 居民人均可支配收入."""
    for side, other in (_SIDES, _SIDES[::-1]):
        if name == side and before.endswith(other):
            return before.removesuffix(other) + side
    if _TRADE_SIDE.fullmatch(name):
        return f"{_TRADE.split(before)[0]}{name}" if _TRADE.search(before) else name
    if name.endswith(_SHORT_INCOME) and before.endswith(_INCOME):
        return name.removesuffix(_SHORT_INCOME) + _INCOME
    contrasts = CONTRASTS if name.startswith(_GROUPS) else ()
    for contrast in contrasts:
        here = next((word for word in contrast if name.startswith(word)), None)
        there = next((word for word in contrast if before.startswith(word) and word != here), None)
        if (
            here
            and there
            and MEASURE.search(before)
            and len(name) - len(here) <= _STANDS_FOR
            and not MEASURE.search(name)
        ):
            return here + before[len(there) :]
    if before.endswith(_ADDED) and _BRANCH.fullmatch(name) and not acts(name):
        return f"{name}{_ADDED}"
    return _in_group(name, before)


#: 规上工业增加值增长7.3%，|采矿业|增长9.2%: a branch has what was told of all.
_BRANCH = re.compile(r"(?!.*(?:企业|级|产业链|创业|就业|毕业|从业|事业|物业))[一-鿿、“”]{2,12}(?:业|产业)")
_ADDED = "增加值"


#: 城镇常住居民, and no name of a measure.
_GROUP_LENGTH = 6
_GROUPS = tuple(word for contrast in CONTRASTS for word in contrast)


def _in_group(name: str, before: str) -> str:
    """城镇居民人均可支配收入, of 城镇 behind 居民人均可支配收入, which is of all and says of none: where the dictionary knows it."""
    if len(name) > _GROUP_LENGTH or not name.startswith(_GROUPS) or not MEASURE.search(before) or MEASURE.search(name):
        return name
    again = next((size for size in (3, 2) if before.startswith(name[-size:])), 0)
    whole = f"{name}{before[again:]}"
    return whole if dictionary_names(whole) else name
