"""Everyday names of indicators, and the reports' own wording for them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Indicator:
    """``names``: how reports write it; ``aliases``: how people ask for it."""

    names: tuple[str, ...]
    aliases: tuple[str, ...]


@lru_cache(maxsize=1)
def load_indicators() -> tuple[Indicator, ...]:
    lines = files("qa.data").joinpath("indicators.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return tuple(Indicator(tuple(names.split("|")), tuple(aliases.split("|"))) for names, aliases in rows)


def indicators_in(text: str) -> tuple[Indicator, ...]:
    """Indicators that ``text`` names in any wording; a longer name hides the shorter ones inside it."""
    spans: list[tuple[int, int, Indicator]] = []
    for indicator in load_indicators():
        for name in (*indicator.names, *indicator.aliases):
            spans += [(*match.span(), indicator) for match in re.finditer(re.escape(name), text, re.IGNORECASE)]
    spans.sort(key=lambda span: (span[0] - span[1], span[0]))
    chosen: list[tuple[int, int, Indicator]] = []
    for start, end, indicator in spans:
        hidden = any(first <= start and end <= last and (first, last) != (start, end) for first, last, _ in chosen)
        if not hidden:
            chosen.append((start, end, indicator))
    chosen.sort(key=lambda span: span[0])
    return tuple(dict.fromkeys(indicator for _, _, indicator in chosen))


def report_wording(text: str) -> tuple[str, ...]:
    """The reports' names for the indicators in ``text``, those already written there left out."""
    names = [name for indicator in indicators_in(text) for name in indicator.names]
    return tuple(dict.fromkeys(name for name in names if name not in text))


def terms() -> tuple[str, ...]:
    """All names in the reports' wording, as dictionary words for the word cutter."""
    return tuple(dict.fromkeys(name for indicator in load_indicators() for name in indicator.names))
