"""Everyday names of indicators, and the reports' own wording for them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
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
    """Indicators that ``text`` names in any wording; a longer name hides the shorter ones inside it.

    A name that may mean several (财政收入) gives one indicator with the names of all.
    """
    found: dict[tuple[int, int], list[Indicator]] = defaultdict(list)
    for indicator in load_indicators():
        for name in dict.fromkeys((*indicator.names, *indicator.aliases)):
            for match in re.finditer(re.escape(name), text, re.IGNORECASE):
                found[match.span()].append(indicator)
    visible = [span for span in found if not any(_hides(other, span) for other in found)]
    return tuple(dict.fromkeys(_merged(found[span]) for span in sorted(visible)))


def _hides(longer: tuple[int, int], span: tuple[int, int]) -> bool:
    return longer != span and longer[0] <= span[0] and span[1] <= longer[1]


def _merged(indicators: Sequence[Indicator]) -> Indicator:
    names = dict.fromkeys(name for indicator in indicators for name in indicator.names)
    aliases = dict.fromkeys(alias for indicator in indicators for alias in indicator.aliases)
    return Indicator(tuple(names), tuple(aliases))


def report_wording(text: str) -> tuple[str, ...]:
    """The reports' names for the indicators in ``text``, those already written there left out."""
    names = [name for indicator in indicators_in(text) for name in indicator.names]
    return tuple(dict.fromkeys(name for name in names if name not in text))


def terms() -> tuple[str, ...]:
    """All names in the reports' wording, as dictionary words for the word cutter."""
    return tuple(dict.fromkeys(name for indicator in load_indicators() for name in indicator.names))
