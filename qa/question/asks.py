"""The single things that a question, or a search of it, asks: of which dimension and facet the figure is to be."""

from __future__ import annotations

from functools import lru_cache

from qa.figures.units import POINTS, SHARE
from qa.question.parts import asks_of, pairs
from qa.question.wanted import facet_asked
from qa.records import Facet, Part
from qa.wording.asking import asks_new, asks_quantity, asks_whole, dimensions_asked, dimensions_meant, units_asked
from qa.wording.indicators import report_wording

#: What is said against something else.
RELATIVE = frozenset({SHARE, POINTS, "倍数", "番"})


@lru_cache(maxsize=256)
def asks_in(question: str) -> tuple[Part, ...]:
    """What ``question`` asks, one after the other; the whole of it where it asks one thing."""
    parts = asks_of(question) or [question]
    whole = facet_asked(question)
    return tuple(_ask(part, whole if len(parts) == 1 else facet_asked(part)) for part in parts)


def _ask(text: str, facet: Facet | None) -> Part:
    dimensions = dimensions_asked(text) or dimensions_meant(text)
    if facet is Facet.RISE and not set(dimensions) & RELATIVE:
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
        units_asked(text),
    )
