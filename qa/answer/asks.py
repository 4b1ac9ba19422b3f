"""The single things that a question asks, and whether a figure can be the answer to one: by its dimension and facet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from qa.figures import Figure, FigureKind, Motion, find_figures
from qa.figures.units import COUNT, POINTS, SHARE
from qa.question.parts import asks_of, pairs
from qa.question.wanted import facet_asked
from qa.records import Facet
from qa.wording.asking import asks_new, asks_quantity, asks_whole, dimensions_asked, dimensions_meant
from qa.wording.indicators import report_wording
from qa.wording.subject import NEW

_GIVEN = frozenset({FigureKind.QUANTITY, FigureKind.PERCENT, FigureKind.ORDINAL})
_RELATIVE = frozenset({SHARE, POINTS, "倍数", "番"})
_COUNTED = frozenset({COUNT, "人次", "户次", ""})
_MONEY = frozenset({"人民币", "美元", "港元", "欧元"})
#: Dimensions that questions ask for in one word: 几度 of warmth or of current, 占百分之几.
_ALIKE = (_COUNTED, _MONEY, frozenset({SHARE, POINTS}), frozenset({"电量", "温度"}))
_CLAUSE = re.compile(r"[，,；;。]")
_PLACES = ("位", "名", "")


@dataclass(frozen=True, slots=True)
class Part:
    """``words`` are the character pairs of ``text``; ``dimensions`` and ``facet`` of the figure asked for, where the words
    tell; ``figure``: whether one is asked for at all; ``new``: of what came in,
    ``whole``: of all there is."""

    text: str
    words: frozenset[str]
    dimensions: tuple[str, ...]
    facet: Facet | None
    figure: bool
    new: bool = False
    whole: bool = False

    def answered_by(self, figure: Figure) -> bool:
        """Whether a figure is of the kind asked for, whatever it is said of."""
        if figure.kind not in _GIVEN:
            return False
        dimension = figure.measure.dimension
        moved = figure.motion in (Motion.RISE, Motion.FALL)
        if self.facet is Facet.RANK:
            return figure.kind is FigureKind.ORDINAL or figure.unit in _PLACES
        if figure.kind is FigureKind.ORDINAL:
            return False
        if self.dimensions:
            return any(_alike(asked, dimension) for asked in self.dimensions)
        if self.facet is Facet.RISE:
            return moved or dimension in _RELATIVE
        if self.facet is Facet.SHARE:
            return dimension in _RELATIVE
        return self.facet is not Facet.LEVEL or not (moved and dimension in _RELATIVE)

    def told_in(self, text: str) -> bool:
        """Whether ``text`` has such a figure, and not of what came in where all there is is asked for, or the other way
        round (新增装机, 总装机); a number of things is said with a word of what is asked, in its clause or the one before."""
        for figure in find_figures(text):
            *before, lead = _CLAUSE.split(text[: figure.start])
            around = f"{''.join(before[-1:])}，{lead}{_CLAUSE.split(text[figure.start :])[0]}"
            if COUNT in self.dimensions and self.words and not self.words & pairs(around):
                continue
            told_new, told_whole = bool(NEW.search(lead)), asks_whole(lead)
            contrary = (self.new and told_whole and not told_new) or (self.whole and told_new and not told_whole)
            if self.answered_by(figure) and not contrary:
                return True
        return False


@lru_cache(maxsize=256)
def asks_in(question: str) -> tuple[Part, ...]:
    """What ``question`` asks, one after the other; the whole of it where it asks one thing."""
    parts = asks_of(question) or [question]
    whole = facet_asked(question)
    return tuple(_ask(part, whole if len(parts) == 1 else facet_asked(part)) for part in parts)


def _ask(text: str, facet: Facet | None) -> Part:
    dimensions = dimensions_asked(text) or dimensions_meant(text)
    if facet is Facet.RISE and not set(dimensions) & _RELATIVE:
        dimensions = ()
    words = pairs(text).union(*map(pairs, report_wording(text)))
    return Part(
        text,
        words,
        dimensions,
        facet,
        asks_quantity(text) or text.rstrip("？?。").endswith("呢"),
        asks_new(text),
        asks_whole(text),
    )


def _alike(asked: str, stated: str) -> bool:
    return asked == stated or stated.startswith(f"{asked}/") or any({asked, stated} <= kind for kind in _ALIKE)


def figures_for(ask: Part, text: str) -> Iterator[Figure]:
    """The figures of ``text`` that are of the kind asked for."""
    return (figure for figure in find_figures(text) if ask.answered_by(figure))
