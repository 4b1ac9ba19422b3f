"""Everyday names of indicators and of other matters, and the reports' own wording for them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from qa.wording.framing import QUALIFIERS
from qa.wording.spotting import Names

_AND = re.compile("[和与及、]")


@dataclass(frozen=True, slots=True)
class Indicator:
    """``names``: how reports write it; ``aliases``: how people ask for it, ``*`` standing for a few characters."""

    names: tuple[str, ...]
    aliases: tuple[str, ...]


@lru_cache(maxsize=1)
def load_indicators() -> tuple[Indicator, ...]:
    return tuple(Indicator(names, aliases) for names, aliases in _pairs("indicators.tsv"))


@lru_cache(maxsize=1)
def _wording() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    return tuple(_pairs("wording.tsv"))


def _pairs(name: str) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The two columns of each line of a data file, both with their alternatives."""
    for line in files("qa.data").joinpath(name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            first, second = line.split("\t")
            yield tuple(first.split("|")), tuple(second.split("|"))


@lru_cache(maxsize=8192)
def indicators_in(text: str) -> tuple[Indicator, ...]:
    """Indicators that ``text`` names in any wording; a longer name hides the shorter ones inside it.

    A name that may mean several (财政收入) gives one indicator with the names of all.
    """
    return tuple(dict.fromkeys(found for _, found in named_spans(text)))


#: What makes another measure of a name that ends before it: 粮食总产|值, 投资|率.
_MEASURES_ON = re.compile("(?<=产)值|率")


def named_spans(text: str) -> list[tuple[tuple[int, int], Indicator]]:
    """Where ``text`` names indicators (``indicators_in``), in its order."""
    found: dict[tuple[int, int], list[Indicator]] = defaultdict(list)
    for start, end, indicator in _named().found(text):
        if not _MEASURES_ON.match(text, end):
            found[start, end].append(indicator)
    outright = [span for span, each in found.items() if any(_written(text[slice(*span)], one) for one in each)]
    told = {span: [one for one in each if not _loose(span, one, outright, text)] for span, each in found.items()}
    found = {span: each for span, each in told.items() if each}
    visible = [span for span in found if not any(_hides(other, span, text) for other in found)]
    return [(span, _merged(found[span])) for span in sorted(visible)]


@lru_cache(maxsize=1)
def _named() -> Names[Indicator]:
    """Every name of every indicator."""
    return Names(
        (name, indicator)
        for indicator in load_indicators()
        for name in dict.fromkeys((*indicator.names, *indicator.aliases))
    )


def visible_in(indicator: Indicator, text: str) -> bool:
    """Whether ``text`` names ``indicator`` itself and no longer name that it is a part of (城镇化率 in 常住人口城镇化率)."""
    lowered = text.lower()
    # Most texts have nothing of it: that is seen in a hundredth of the time that all their names take.
    if not any(begun in lowered for begun in _begun(indicator)):
        return False
    return any(set(found.names) & set(indicator.names) for found in indicators_in(text))


@lru_cache(maxsize=1024)
def _begun(indicator: Indicator) -> tuple[str, ...]:
    """What every name of the indicators begins with that have a name of ``indicator``, up to a gap; of one within another
    that alone: it stands wherever the other does."""
    akin = [each for each in load_indicators() if not set(each.names).isdisjoint(indicator.names)]
    begun = {name.lower().split("*")[0] for each in akin for name in (*each.names, *each.aliases)}
    return tuple(sorted(each for each in begun if not any(other in each for other in begun - {each})))


@lru_cache(maxsize=1024)
def without_names(text: str) -> str:
    """``text`` without the names of indicators in it."""
    for (start, end), _ in reversed(named_spans(text)):
        text = f"{text[:start]} {text[end:]}"
    return text


def _written(said: str, indicator: Indicator) -> bool:
    """Whether ``said`` is one of its names as it stands, with nothing in a gap of it."""
    return said.lower() in (name.lower() for name in (*indicator.names, *indicator.aliases))


def _loose(span: tuple[int, int], indicator: Indicator, outright: Sequence[tuple[int, int]], text: str) -> bool:
    """Whether what is found over a gap begins with the name of a narrower thing: 接待*人次 of 接待入境游客多少人次."""
    said = text[slice(*span)].lower()
    if _written(said, indicator):
        return False
    heads = (alias.lower().partition("*") for alias in indicator.aliases)
    begun = max((len(head) for head, gap, _ in heads if gap and said.startswith(head)), default=len(said))
    return any(
        start == span[0] and end < span[1] and QUALIFIERS.search(text, start + begun, end) is not None
        for start, end in outright
    )


def _hides(longer: tuple[int, int], span: tuple[int, int], text: str) -> bool:
    """Whether the longer name is just that; 城里人和农民的收入 names both."""
    inside = longer != span and longer[0] <= span[0] and span[1] <= longer[1]
    # 民间投资|增长: what begins inside a name is none.
    begun = longer[0] < span[0] < longer[1] < span[1]
    return (inside or begun) and not _AND.search(text[slice(*longer)])


def _merged(indicators: Sequence[Indicator]) -> Indicator:
    names = dict.fromkeys(name for indicator in indicators for name in indicator.names)
    aliases = dict.fromkeys(alias for indicator in indicators for alias in indicator.aliases)
    return Indicator(tuple(names), tuple(aliases))


@lru_cache(maxsize=1)
def _said() -> Names[int]:
    """Everyday wordings, each with its line of the file."""
    return Names((wording, line) for line, (wordings, _) in enumerate(_wording()) for wording in wordings)


@lru_cache(maxsize=1024)
def report_wording(text: str, akin: bool = True) -> tuple[str, ...]:
    """The reports' names for what ``text`` names in everyday words, those already written there left out.

    Not ``akin``: a word that is the reports' own stands for nothing else of its line (核电|水电).
    """
    names = [name for indicator in indicators_in(text) for name in indicator.names]
    lines = {line for _, _, line in _said().found(text)}
    names += [name for line in sorted(lines) for name in _wording()[line][1] if akin or text not in _wording()[line][1]]
    return tuple(dict.fromkeys(name for name in names if name not in text))


def wording_from(text: str, start: int, end: int) -> tuple[str, ...]:
    """The reports' names for everyday wordings of ``text`` that begin with ``text[start:end]`` (投资|增速)."""
    lines = {line for _, to, line in _said().found(text, start, end) if to >= end}
    return tuple(dict.fromkeys(name for line in sorted(lines) for name in _wording()[line][1]))


def terms() -> tuple[str, ...]:
    """All names in the reports' wording, as dictionary words for the word cutter."""
    return tuple(dict.fromkeys(name for indicator in load_indicators() for name in indicator.names))


_AROUND = re.compile(
    r"^(?:全[省市县区州国](?!域)|[我本][省市县区]|全社会|地方|主要|全年|全部(?!财政)|年末|年底)+|[（(][^（）()]*[）)]|[的\s“”]"
)
_ENDING = re.compile(
    r"(?:总量|总数|总人数|人数|数量|数|规模|金额|总额|额|水平|总规模|均值|平均值|平均|稳定|实现|完成)$"
)


@lru_cache(maxsize=1)
def _exact() -> Mapping[str, tuple[str, ...]]:
    """The dictionary's names of each thing by each of them, regional words and plain endings aside."""
    return {plain_name(name): indicator.names for indicator in reversed(load_indicators()) for name in indicator.names}


def plain_name(name: str) -> str:
    plain = _AROUND.sub("", name).replace("规上", "规模以上").replace("规模工业", "规模以上工业")
    return _ENDING.sub("", plain) or plain


@lru_cache(maxsize=65536)
def dictionary_names(name: str) -> tuple[str, ...]:
    """The dictionary's names for the indicator that a report calls just ``name``; empty when it has none."""
    return _exact().get(plain_name(name), ())
