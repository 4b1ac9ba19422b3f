"""Words of a question that say no more than what a figure is measured in: 面积 of 476万亩, 消费额 of 75亿元."""

from __future__ import annotations

import re

from qa.figures import Figure

#: The dimensions of money.
MONEY = ("人民币", "美元")
#: Measures of which none is told for another, each with the words that a report tells it in.
_TOLD_AS = tuple(
    (re.compile(f"(?:{asked})$"), re.compile(told))
    for asked, told in (
        ("产值", "产值"),
        ("增加值", "增加值"),
        ("产量", "产量|总产|生产|单产|产[^业值能品销权城]|[收采]获?"),
        ("营业收入|营收", "收入|营收"),
        ("销售额|销售收入|销量|零售额|成交额|交易额", "销|零售|成交|交易|卖"),
        ("出口额", "出口|外销"),
        ("进口额", "进口"),
        ("利润", "利润|利税|盈利"),
        ("税收|纳税额", "税"),
        ("投资额|总投资", "投|资金"),
        ("面积", "面积|亩|公顷|平方"),
        ("用电量", "用电|电量"),
        ("发电量", "发电|电量"),
        ("就业人数|从业人数|从业人员|员工数?", "就业|从业|员工|职工|用工|岗位|带动"),
        ("价格|均价|单价", "价|元/|每[斤公吨]"),
        ("起降架次|架次", "架次|起降"),
        ("吞吐量", "吞吐|货邮量|过货量"),
        ("周转量", "周转"),
        ("装机(?:容量|规模)?", "装机"),
        ("产能", "产能|能力"),
        ("床位数?", "床"),
        ("学位数?", "学位"),
        ("存栏量?", "存栏"),
        ("出栏量?", "出栏"),
    )
)
_OF_UNIT = {"面积": ("面积",), "里程": ("长度",), "长度": ("长度",), "金额": MONEY, "资金": MONEY}


def names_unit(word: str, figure: Figure) -> bool:
    """Whether ``word`` says no more than the unit of ``figure`` does: 面积 of 476万亩, 套数 of 7.5万套."""
    return figure.measure.dimension in _OF_UNIT.get(word, ()) or word == f"{figure.unit}数"


def may_name_unit(word: str) -> bool:
    """Whether there is a figure whose unit says as much: whose figure it is need not be read for other words."""
    return word in _OF_UNIT or word.endswith("数")


def measured(word: str, figure: Figure) -> str:
    """The thing of a word that ends in what its ``figure`` measures, "" for others: 消费 of 消费额, for 75亿元."""
    money = figure.measure.dimension in MONEY
    return thing_measured(word) if word.endswith("额" if money else "量") else ""


#: 一汽整车|销量, which reports tell as 整车销售330万辆.
_DEED_MEASURED = {"销量": "销售"}


def thing_measured(word: str) -> str:
    """The thing of a word that ends in a measure, whatever figure it is of, "" for others."""
    if word in _DEED_MEASURED:
        return _DEED_MEASURED[word]
    return word[:-1] if len(word) > 2 and word.endswith(("额", "量")) else ""


def measure_named(asked: str) -> str:
    """The measure that ``asked`` ends with, of those that are never told for one another; "" where it ends with none."""
    return next((found[0] for measure, _ in _TOLD_AS if (found := measure.search(asked))), "")


def told_apart(measure: str, text: str) -> bool:
    """Whether ``text`` does not tell ``measure``: 投资额 where the 产值 of the same thing is told."""
    return any(each.search(measure) and not told.search(text) for each, told in _TOLD_AS)
