"""Which figure of a sentence answers a topic: by the words around it, its unit, and the year it is said of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from qa.answer.placed import YEAR, Placed, placed
from qa.figures import Figure, FigureKind, Motion
from qa.question.parts import pairs
from qa.retrieve import asked_units
from qa.wording.indicators import indicators_in, without_names

_RATE = re.compile(r"增速|增幅|涨幅|增长率|占比|比重|比例|[^效功]率|几个(?:百分)?点|百分之")
_RATE_ASKED = re.compile(r"增速|增幅|涨幅|增长率|百分之几|百分之多少|几个(?:百分)?点|占比|比重")
#: What the question says it does not ask for (不要增速).
_DECLINED = re.compile(r"(?:不[要是看用]|别[给说拿])[^，,。？?；;]{0,8}")
_LEVEL_ASKED = re.compile(r"总量|总额|总数|总规模|绝对[数值]|多少[万亿]|几[万亿]|多少元|多少吨|多少钱")
_SHARE_OF = re.compile(r"占比|比重|比例|占")
_GROWTH = re.compile(r"增速|增幅|涨幅|涨了|增长|增加了?百分之")
#: In 服务业占地区生产总值比重 the figure is none of the latter.
OF_WHOLE = re.compile(r"占[^，。；]{1,14}?(?:的?比[重例]|的)")
#: 2005年与2000年相比，增长57.3%; 比2012年提高11.4个百分点.
_SINCE = re.compile(r"(?:与|和|同|比|较)(\d{4})年")
_AVERAGE = re.compile(r"年均|平均每年|每年平均")
_VERBS = re.compile(
    r"(?:[累共]计|分别|已|共|约|再|就|可|均|年均|增长|增加|提高|达|到|至|为|是|完成|实现|突破|超过|占|由|从|了|各)+$"
)
#: Weights of the signals, in shared character pairs.
_FAR, _BEHIND, _UNIT, _LEVEL, _HEAD, _NAMED = 0.4, 0.9, 3.0, 0.5, 1.0, 3.0
_OTHER_YEAR, _DATED, _START, _AVERAGED = -5.0, 3.0, -3.0, 5.0
#: A level for a rate, or the other way round.
_OTHER_KIND = -8.0
#: 今后五年 is a figure only where years are asked for.
_YEARS_ASKED = re.compile(r"[几少多]年|年限|多长|多久")
#: Words before a figure that are too few to name anything.
_SHORT = 3


@dataclass(frozen=True, slots=True)
class Picked:
    """A figure and how well it fits; it may be the sum of two that stand side by side."""

    figure: Figure
    score: float


@dataclass(frozen=True, slots=True)
class _Topic:
    text: str
    wanted: frozenset[str]
    units: tuple[str, ...]
    years: tuple[int, ...]
    names: frozenset[str]
    kind: FigureKind | None


def _kind_asked(query: str) -> FigureKind | None:
    """A level (多少亿元, 总量) or a rate (增速, 百分之几); None when either will do."""
    # 总额 in 社会消费品零售总额 asks for no total.
    both = "总量" in query
    query = without_names(_DECLINED.sub("", query))
    if _RATE_ASKED.search(query):
        return None if both or _LEVEL_ASKED.search(query) else FigureKind.PERCENT
    return FigureKind.QUANTITY if _LEVEL_ASKED.search(query) else None


def pick(topic: str, text: str, years: Sequence[int] = ()) -> list[Picked]:
    """Figures of ``text`` that may belong to ``topic``, best first.

    The words before a figure share something with the topic (those behind it when nothing stands before:
    120个省市重点项目), its unit is the one asked for, and it is not said of a year other than ``years``.
    """
    asked, items = _topic(topic, tuple(years)), placed(text)
    found = [Picked(item.figure, score) for item in items if (score := _score(item, asked)) > 0]
    return sorted(found, key=lambda picked: -picked.score)


@lru_cache(maxsize=64)
def _topic(text: str, years: tuple[int, ...]) -> _Topic:
    """One for all the sentences that a question is held against."""
    units = asked_units(text) or (("%",) if _RATE.search(text) else ())
    names = frozenset(name for indicator in indicators_in(text) for name in indicator.names)
    return _Topic(text, pairs(text), units, years, names, _kind_asked(text))


def _score(item: Placed, topic: _Topic) -> float:
    """0 or less when nothing around the figure has to do with the topic."""
    near = item.near if _SHARE_OF.search(topic.text) else OF_WHOLE.sub("", item.near)
    words, head, weight = near, _VERBS.sub("", near)[-2:], 1.0
    if len(item.near) < _SHORT and topic.wanted & pairs(item.behind):
        words, head, weight = item.behind, item.behind[:2], _BEHIND
    if _of_several_years(item, topic):
        return 0.0
    shared = weight * len(topic.wanted & pairs(words)) + _FAR * len(topic.wanted & pairs(item.far))
    if not shared or (item.figure.symbol == "年" and not _YEARS_ASKED.search(topic.text)):
        return 0.0
    signals = (
        _HEAD if head in topic.wanted else 0.0,
        _named_fit(topic, words, item.far),
        _year_fit(item, topic),
        _average_fit(item, topic),
        _unit_fit(item, topic),
    )
    return shared + sum(signals)


def _year_fit(item: Placed, topic: _Topic) -> float:
    named = [int(year) for year in YEAR.findall(item.near)]
    if topic.years and named:
        # 从2012年的47.5%提高到54.2%: of 2012 to 2016 the figure reached is the one asked for.
        return _DATED if named[-1] == topic.years[-1] else _START if named[-1] in topic.years else _OTHER_YEAR
    return _START if item.starts else 0.0


def _of_several_years(item: Placed, topic: _Topic) -> bool:
    """Whether a figure that is asked for of one year is a yearly average, or the change since an earlier year."""
    if len(topic.years) != 1 or _AVERAGE.search(topic.text):
        return False
    [asked] = topic.years
    since = [int(year) for year in _SINCE.findall(item.far + item.near)]
    return bool(_AVERAGE.search(item.near)) or any(year < asked - 1 and str(year) not in topic.text for year in since)


def _average_fit(item: Placed, topic: _Topic) -> float:
    """Whether both, or neither, speak of a yearly average."""
    said = bool(_AVERAGE.search(item.near))
    if _AVERAGE.search(topic.text):
        return _AVERAGED if said else -_AVERAGED
    return 0.0


def _named_fit(topic: _Topic, words: str, far: str) -> float:
    """Whether the words name the indicator asked for, or another one (再就业 for 城镇新增就业)."""
    for text, weight in ((words, 1.0), (far, _FAR)):
        named = indicators_in(text)
        if named and topic.names:
            return weight * (_NAMED if any(topic.names & set(indicator.names) for indicator in named) else -_NAMED)
    return 0.0


def _unit_fit(item: Placed, topic: _Topic) -> float:
    figure = item.figure
    percent = figure.kind is FigureKind.PERCENT
    level = _LEVEL if figure.motion is Motion.LEVEL else 0.0
    if percent and _GROWTH.search(topic.text):
        level = _OTHER_KIND if "占" in item.near else -_UNIT if figure.motion is Motion.LEVEL else _LEVEL
    if topic.kind is FigureKind.QUANTITY and percent:
        return _OTHER_KIND
    if not topic.units:
        return level
    if any(unit in ("%", "个百分点", "个点") for unit in topic.units) != percent:
        return level + _OTHER_KIND
    return level + (_UNIT if percent or any(unit in figure.text for unit in topic.units) else 0.0)
