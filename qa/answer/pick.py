"""Which figure of a sentence answers a topic: by the words around it, its unit, and the year it is said of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from qa.answer import derive
from qa.answer.derive import Derived
from qa.answer.evidence import pairs
from qa.figures import Figure, FigureKind, Motion, find_figures
from qa.retrieve import asked_units

_CLAUSE = re.compile(r"[，。；：、,;:（(]")
_SHARE = re.compile(r"增速|增幅|涨幅|增长率|占比|比重|比例|[^效功]率|几个(?:百分)?点")
_YEAR = re.compile(r"(\d{4})年")
_VERBS = re.compile(
    r"(?:[累共]计|分别|已|共|约|再|就|可|均|年均|增长|增加|提高|达|到|至|为|是|完成|实现|突破|超过|占|由|从|了|各)+$"
)
_AND = re.compile(r"和|与|及|以及|、")
#: Weights of the signals, in shared character pairs.
_FAR, _BEHIND, _UNIT, _LEVEL, _HEAD, _OTHER_YEAR = 0.4, 0.9, 3.0, 0.5, 2.0, -5.0
#: Words before a figure that are too few to name anything.
_SHORT = 3


@dataclass(frozen=True, slots=True)
class Picked:
    """A figure and how well it fits; ``derived`` when it is the sum of two that stand side by side."""

    figure: Figure
    score: float
    derived: Derived | None = None


@dataclass(frozen=True, slots=True)
class _Placed:
    """A figure with the words right before it, those of the clause before, and those right behind it."""

    figure: Figure
    near: str
    far: str
    behind: str


def pick(topic: str, text: str, years: Sequence[int] = ()) -> list[Picked]:
    """Figures of ``text`` that may belong to ``topic``, best first.

    The words before a figure share something with the topic (those behind it when nothing stands before:
    120个省市重点项目), its unit is the one asked for, and it is not said of a year other than ``years``.
    """
    wanted, units = pairs(topic), _units(topic)
    placed = _placed(text)
    found = [Picked(item.figure, score) for item in placed if (score := _score(item, wanted, units, years)) > 0]
    return sorted([*found, *_sums(topic, placed, found)], key=lambda picked: -picked.score)


def _placed(text: str) -> list[_Placed]:
    figures = [f for f in find_figures(text) if f.kind in (FigureKind.QUANTITY, FigureKind.PERCENT)]
    ends = [0, *(figure.end for figure in figures)]
    starts = [*(figure.start for figure in figures[1:]), len(text)]
    return [
        _Placed(figure, *_before(text, before, figure.start), _CLAUSE.split(text[figure.end : after])[0])
        for before, figure, after in zip(ends, figures, starts, strict=False)
    ]


def _before(text: str, before: int, start: int) -> tuple[str, str]:
    """Words between the figure before and this one, and those of the clause before them."""
    cuts = [match.end() for match in _CLAUSE.finditer(text, 0, start)]
    begin = max(before, cuts[-1] if cuts else 0)
    earlier = [cut for cut in cuts if cut < begin]
    return text[begin:start], text[earlier[-1] if earlier else 0 : begin]


def _score(item: _Placed, wanted: frozenset[str], units: Sequence[str], years: Sequence[int]) -> float:
    """0 or less when nothing around the figure has to do with the topic."""
    words, head = item.near, _VERBS.sub("", item.near)[-2:]
    weight = 1.0
    if len(item.near) < _SHORT and wanted & pairs(item.behind):
        words, head, weight = item.behind, item.behind[:2], _BEHIND
    shared = weight * len(wanted & pairs(words)) + _FAR * len(wanted & pairs(item.far))
    if not shared:
        return 0.0
    named = [int(year) for year in _YEAR.findall(item.near)]
    other_year = _OTHER_YEAR if years and named and named[-1] not in years else 0.0
    return shared + (_HEAD if head in wanted else 0.0) + _unit_fit(item.figure, units) + other_year


def _units(topic: str) -> tuple[str, ...]:
    return asked_units(topic) or (("%",) if _SHARE.search(topic) else ())


def _unit_fit(figure: Figure, units: Sequence[str]) -> float:
    level = _LEVEL if figure.motion is Motion.LEVEL else 0.0
    if not units:
        return level
    share = any(unit in ("%", "个百分点", "个点") for unit in units)
    if share or figure.kind is FigureKind.PERCENT:
        return level + (_UNIT if share and figure.kind is FigureKind.PERCENT else -_UNIT)
    return level + (_UNIT if any(unit in figure.text for unit in units) else 0.0)


def _sums(topic: str, placed: Sequence[_Placed], found: Sequence[Picked]) -> list[Picked]:
    """The sum of two neighbouring figures, each of one half of a topic that joins two things (建议和提案)."""
    halves = [pairs(half) for half in _AND.split(topic, maxsplit=1)]
    if len(halves) < 2 or not found:
        return []
    sums = []
    for first, second in pairwise(placed):
        apart = halves[0] & pairs(first.near) and halves[1] & pairs(second.near)
        crossed = halves[1] & pairs(first.near) - halves[0] or halves[0] & pairs(second.near) - halves[1]
        total = derive.total((first.figure, second.figure)) if apart and not crossed else None
        summed = find_figures(total.text) if total else ()
        if total and summed:
            sums.append(Picked(summed[0], max(picked.score for picked in found) + _HEAD, total))
    return sums
