"""Words of a question that say no more than what a figure is measured in: 面积 of 476万亩, 消费额 of 75亿元."""

from __future__ import annotations

from qa.figures import Figure

#: The dimensions of money.
MONEY = ("人民币", "美元")
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
