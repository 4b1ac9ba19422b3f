"""Whether a figure can be the answer to one of the things that a question asks: by its dimension and facet."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.figures import Figure, FigureKind, Motion, find_figures
from qa.figures.units import COUNT, POINTS, SHARE
from qa.question.asks import RELATIVE
from qa.question.parts import pairs
from qa.records import Facet, Part
from qa.wording.asking import asks_whole
from qa.wording.subject import NEW

_GIVEN = frozenset({FigureKind.QUANTITY, FigureKind.PERCENT, FigureKind.ORDINAL})
_COUNTED = frozenset({COUNT, "人次", "户次", ""})
_MONEY = frozenset({"人民币", "美元", "港元", "欧元"})
#: Dimensions that questions ask for in one word: 几度 of warmth or of current, 占百分之几.
_ALIKE = (_COUNTED, _MONEY, frozenset({SHARE, POINTS}), frozenset({"电量", "温度"}))
_CLAUSE = re.compile(r"[，,；;。]")
_PLACES = ("位", "名", "")


def answered_by(part: Part, figure: Figure) -> bool:
    """Whether a figure is of the kind asked for, whatever it is said of."""
    if figure.kind not in _GIVEN:
        return False
    dimension = figure.measure.dimension
    moved = figure.motion in (Motion.RISE, Motion.FALL)
    if part.facet is Facet.RANK:
        return figure.kind is FigureKind.ORDINAL or figure.unit in _PLACES
    if figure.kind is FigureKind.ORDINAL:
        return False
    if part.dimensions:
        return any(_alike(asked, dimension) for asked in part.dimensions)
    if part.facet is Facet.RISE:
        return moved or dimension in RELATIVE
    if part.facet is Facet.SHARE:
        return dimension in RELATIVE
    return part.facet is not Facet.LEVEL or not (moved and dimension in RELATIVE)


def told_in(part: Part, text: str) -> bool:
    """Whether ``text`` has such a figure, and not of what came in where all there is is asked for, or the other way
    round (新增装机, 总装机); a number of things is said with a word of what is asked, in its clause or the one before."""
    for figure in find_figures(text):
        *before, lead = _CLAUSE.split(text[: figure.start])
        around = f"{''.join(before[-1:])}，{lead}{_CLAUSE.split(text[figure.start :])[0]}"
        if COUNT in part.dimensions and part.words and not part.words & pairs(around):
            continue
        told_new, told_whole = bool(NEW.search(lead)), asks_whole(lead)
        contrary = (part.new and told_whole and not told_new) or (part.whole and told_new and not told_whole)
        if answered_by(part, figure) and not contrary:
            return True
    return False


def _alike(asked: str, stated: str) -> bool:
    return asked == stated or stated.startswith(f"{asked}/") or any({asked, stated} <= kind for kind in _ALIKE)


def figures_for(ask: Part, text: str) -> Iterator[Figure]:
    """The figures of ``text`` that are of the kind asked for."""
    return (figure for figure in find_figures(text) if answered_by(ask, figure))
