"""What a question says that it is to be reckoned from: 按常住人口和城镇化率估算, 拿GDP除以人口, 占全国23.9%，由此推算全国."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.records import Form, Operation, Reckoning
from qa.wording.asking import asks_share, operations_in
from qa.wording.backward import without_backward
from qa.wording.operands import listed

EACH_ONE = re.compile(r"人均|平均|每人")
#: 按人口和城镇化率估算: the operands, given.
_GIVEN = re.compile(
    r"(?:按照?|用|拿|根据|以|凭|靠|从)(?P<names>[^，,。；;？?]{2,40}?)(?:来|去)?(?:估算|推算|测算|计算|估计|换算|倒推|回推|反推|算算|算一算|算一下|算|推|估|[，,](?=(?:人均|平均|每人|每户)))"
)
_TIMES = re.compile(
    r"^(?P<a>[^，,。；;？?]{2,20}?)(?:乘以?|×|\*)(?P<b>[^，,。；;？?]{2,20}?)(?:[，,。；;？?]|$|[算得约是等])"
)
#: 按|年末常住人口|粗算，人均生产总值: what is stated per head elsewhere is to be worked out.
_BY_PEOPLE = re.compile(
    r"(?:按照?|用|(?<!除)以|拿)(?P<b>[^，,。；;]{0,6}人口)数?[^，,。；;和与、]{0,4}?[粗估推折]?[算除](?:一下|下来)?[，,]?"
)
#: 快递业务量|按|常住人口|平摊: one thing for each of another.
_SPREAD = re.compile(
    r"(?P<a>[^，,。；;？?]{2,20}?)按(?:照)?(?P<b>[^，,。；;？?和与、]{2,12}?)(?:平摊|均摊|分摊|摊|平均|来?算(?=[，,]))"
)
_DIVIDED = re.compile(
    r"(?:[拿用把将按]|根据)?(?P<a>[^，,。；;？?拿用把将按]{2,20}?)(?:除以|÷)(?P<b>[^，,。；;？?]{2,20}?)(?:[，,。；;？?]|$|[算得约是等])"
)
#: 宁夏的总量除以人口: of nothing named, that of the economy.
_ECONOMY = re.compile(r"^的?(?:经济)?总量$")
#: 按经济总量和人均数倒推，大概多少人.
_BY_EACH = re.compile(
    r"(?:按照?|[用拿从]|根据|以)[^，,。；;？?]{0,6}?(?:里的?|中的?)?(?P<a>[^，,。；;？?里中的]{2,14})(?:和|与|跟|、)(?P<b>人均[^，,。；;？?]{1,12}?)(?:来|去)?[倒反]?(?:[推测估计]算|[推算估])"
)
_GROWTH_NAME = re.compile(r"(?:它|其)?的?(?:同比)?(?:增长率|增长速度|增速|增幅|涨幅|升幅|降幅|涨跌幅|增长)$")
#: 用2025年的人次和增长率算: of what is asked for itself.
_OF_ITSELF = re.compile(
    r"(?:它|其|报告)?(?:里|中)?的?(?:总|预计|完成|实际)?(?:人次|人数|户数|家数|件数|数量?|数额|数值|数据|金额|额|量|规模|结果)"
)
_OF_IT = re.compile(r"^(?:其中|里面|当中)的?")
#: 占全国23.9%，由此推算全国|: the whole that a stated part is a share of.
_WHOLE_OF_PART = re.compile(
    r"(?P<part>[^，,。；;？?]{2,24}?)(?:占|相当于)(?P<whole>全[国省市区县州球])[^，,。；;？?]{0,8}[，,。；;？?]+"
    r"(?:那么?)?(?:由此|据此|以此|照此|按此|这样|倒|反)[^，,。；;？?]{0,6}?[推算](?P<asked>[^，,。；;？?]{0,8}?(?P=whole)[^，,。；;？?]*)"
)


def product(text: str) -> Reckoning | None:
    times = _TIMES.search(text)
    if times:
        return Reckoning(Form.PRODUCT, (times["a"], times["b"]), explicit=True)
    names = given(text)
    two = len(names) == 2 and not _sets_against(text) and not _of_growth(names)
    return Reckoning(Form.PRODUCT, names, explicit=False) if two else None


def left_of_two(text: str) -> Reckoning | None:
    """按进出口总值和其中的出口额推算: what is left of the one without the other."""
    names = given(text)
    if len(names) != 2 or _of_growth(names) or asks_share(text) or EACH_ONE.search(text) or _sets_against(text):
        return None
    return Reckoning(Form.REST, (names[0], _OF_IT.sub("", names[1])), (Operation.DIFFERENCE,), explicit=True)


def whole_of_share(text: str) -> Reckoning | None:
    found = _WHOLE_OF_PART.search(text)
    return Reckoning(Form.WHOLE, (found["part"],), explicit=True) if found else None


def _of_growth(names: Sequence[str]) -> bool:
    """Whether a level and its growth are given: 人次和增长率."""
    return len(names) == 2 and bool(_GROWTH_NAME.search(names[1]))


def from_growth(text: str) -> Reckoning | None:
    """用2025年的人次和增长率算: the level before."""
    names = given(text)
    if not _of_growth(names):
        return None
    named = _GIVEN.sub("", text) if _OF_ITSELF.fullmatch(names[0]) else names[0]
    return Reckoning(Form.BEFORE, (without_backward(named),), (Operation.BACKWARD,), explicit=True)


def quotient(text: str) -> Reckoning | None:
    by_people = _BY_PEOPLE.search(text)
    if by_people and "人均" in text:
        amount = f"{text[: by_people.start()]}{text[by_people.end() :]}".replace("人均", "")
        return Reckoning(Form.QUOTIENT, (amount, by_people["b"]), per="人", explicit=True)
    match = _BY_EACH.search(text) or _DIVIDED.search(text) or (EACH_ONE.search(text) and _SPREAD.search(text))
    per = "人" if EACH_ONE.search(text) else ""
    if match:
        named = _ECONOMY.sub("地区生产总值", match["a"]), match["b"]
        return Reckoning(Form.QUOTIENT, named, per=per, explicit=True)
    names = given(text)
    each = len(names) == 2 and not _of_growth(names) and EACH_ONE.search(text) and not _sets_against(text)
    return Reckoning(Form.QUOTIENT, names, per=per) if each else None


def _sets_against(text: str) -> bool:
    """Whether what is given is to be told apart, as it is: 城里比农村多多少，是几倍."""
    return bool({Operation.DIFFERENCE, Operation.RATIO} & set(operations_in(text)))


def given(text: str) -> tuple[str, ...]:
    """What the question says it is to be reckoned from: 按常住人口和城镇化率估算."""
    match = _GIVEN.search(text)
    return listed(match["names"]) if match else ()
