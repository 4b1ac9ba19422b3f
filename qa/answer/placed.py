"""The figures of a sentence, each with the words that say what it is the figure of."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from qa.figures import Figure, FigureKind, find_figures

_CLAUSE = re.compile(r"[，。；：、,;:（(]")
_STOP = re.compile(r"[，。；：,;:（(]")
YEAR = re.compile(r"(\d{4})年")
_PICKED = (FigureKind.QUANTITY, FigureKind.PERCENT)
#: What is left of a misread number (25l亿元) is none.
_NUMERAL = re.compile(r"[\d〇零一二两三四五六七八九十百千半成]")
#: The first figure of 从2.1%提高到2.3% is where the change began.
_FROM, _TO = re.compile(r"(?:从|由)[^，。；]{0,12}$"), re.compile(r"^[^，。；\d]{0,10}[到至为]")
_GOING_ON = re.compile(
    r"\d[\d.]*[万亿千百]*(?:个?百分点|[%％‰元倍吨人户家]|公里|美元)?|比上年|同比|环比|首次|分别|达到?|突破|超过|完成|实现|增长|增加|提高|下降|减少|上升|约|近|为|到|其中|累计"
)
_NAMING = re.compile("[一-鿿]{2}")
_RESPECTIVELY = "分别"
_AND = re.compile(r"以及|[和与及、]")
#: Between two figures of one list (8940元、2670元; 15.9%和14.6%).
_LISTED = re.compile(r"^\s*(?:[、，,]|和|与|及|以及){1,2}\s*$")
_MODIFIER = 2
_BOTH, _EACH = "城乡", ("城镇", "农村")


@dataclass(frozen=True, slots=True)
class Placed:
    """A figure with the words right before it, those of the clause before, and those right behind it."""

    figure: Figure
    near: str
    far: str
    behind: str

    @property
    def starts(self) -> bool:
        return bool(_FROM.search(self.near) and _TO.search(self.behind))


def quantities(text: str) -> list[Figure]:
    """The figures of ``text`` that may answer a question: no years, ranks and dates."""
    return [figure for figure in find_figures(text) if figure.kind in _PICKED and _NUMERAL.search(figure.text)]


def placed(text: str) -> list[Placed]:
    figures = quantities(text)
    ends = [0, *(figure.end for figure in figures)]
    starts = [*(figure.start for figure in figures[1:]), len(text)]
    names = _names(text, figures)
    found: list[Placed] = []
    for before, figure, after in zip(ends, figures, starts, strict=False):
        item = Placed(figure, *_before(text, before, figure.start), _CLAUSE.split(text[figure.end : after])[0])
        if figure.start in names:
            item = replace(item, near=names[figure.start])
        elif found and found[-1].starts and _TO.search(f"{item.near}到"):
            name = YEAR.sub("", _FROM.sub("", found[-1].near))
            item = replace(item, near=f"{name}{item.near}", far=found[-1].far)
        found.append(item)
    return found


def _before(text: str, before: int, start: int) -> tuple[str, str]:
    """Words between the figure before and this one, and those of the clause before them."""
    cuts = [match.end() for match in _CLAUSE.finditer(text, 0, start)]
    begin = max(before, cuts[-1] if cuts else 0)
    earlier = [0, *(cut for cut in cuts if cut < begin)]
    # In 生产总值突破5000亿元，达到5022.7亿元，增长16.8% the clause before may name nothing either.
    while len(earlier) > 1 and not _NAMING.search(_GOING_ON.sub("", text[earlier[-1] : begin])):
        earlier.pop()
    return text[begin:start], text[earlier[-1] : begin]


def _names(text: str, figures: Sequence[Figure]) -> Mapping[int, str]:
    """For figures listed one behind the other (城市居民收入和农民收入分别达到8940元、2670元) the words of each, by its start."""
    found: dict[int, str] = {}
    known: list[str] = []
    for run in _runs(text, figures):
        lead = text[_last_cut(text, run[0].start) : run[0].start]
        stem, parted, verb = lead.partition(_RESPECTIVELY)
        own = _split(stem, len(run))
        known = own or (known if len(known) == len(run) and parted else [])
        said = verb if own else f"{stem}{verb}"
        found |= {figure.start: f"{name}{said}" for figure, name in zip(run, known, strict=False)}
    return found


def _runs(text: str, figures: Sequence[Figure]) -> list[list[Figure]]:
    """Figures with nothing but a comma or an and between them, two or more."""
    runs: list[list[Figure]] = []
    for figure in figures:
        if runs and _LISTED.match(text[runs[-1][-1].end : figure.start]):
            runs[-1].append(figure)
        else:
            runs.append([figure])
    return [run for run in runs if len(run) > 1]


def _last_cut(text: str, start: int) -> int:
    return max((match.end() for match in _STOP.finditer(text, 0, start)), default=0)


def _split(stem: str, count: int) -> list[str]:
    """The ``count`` things that ``stem`` names; none when it names another number of them."""
    if _BOTH in stem and count == len(_EACH):
        return [stem.replace(_BOTH, each) for each in _EACH]
    names = [name for name in _AND.split(stem) if name.strip()]
    if len(names) != count:
        return []
    # 城镇和农村居民收入: what the last one goes on with is said of all.
    return [name + names[-1][_MODIFIER:] if len(name) == _MODIFIER else name for name in names[:-1]] + names[-1:]
