"""The places that a text names: by full, short or former name, or by one character (闽, 川渝)."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise

from qa.places import Gazetteer, Level, Mention, Place, nicknames
from qa.wording.abbreviations import (
    AFTER,
    ALONE_BEFORE,
    ALONE_BEHIND,
    AS_PROVINCE,
    BEFORE,
    COMMON,
    JOINER,
    NEVER_ALONE,
    NOT_AFTER,
    OF,
    OF_FIRMS,
    PIECE,
    PLAINLY_AFTER,
    PROVINCES,
    RUN,
)
from qa.wording.indicators import named_spans
from qa.wording.partners import PLACE
from qa.wording.whereabouts import LEVEL_WORD, NO_NAME, TOWN_BEHIND

_JOINER = re.compile(JOINER)
_TWO = 2
#: The places within one that its reports give figures of.
Told = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Named:
    """A place as the text names it. ``others`` bear the same name. ``initial``: by one character."""

    place: Place
    start: int
    end: int
    others: tuple[Place, ...] = ()
    initial: bool = False

    @property
    def meanings(self) -> tuple[Place, ...]:
        return (self.place, *self.others)


def names_in(text: str, gazetteer: Gazetteer, taken: Sequence[tuple[int, int]] = ()) -> list[Named]:
    """Places named in ``text`` outside the spans ``taken``, in order, without the country."""
    free = blanked(text, [*taken, *(match.span() for match in NO_NAME.finditer(text))], " ")
    mentions = (_by_short(mention, free) for mention in gazetteer.find(free) if not _of_town(mention, free))
    found = [_named(mention, gazetteer) for mention in mentions if mention.place.level is not Level.COUNTRY]
    marked = blanked(text, [*taken, *((named.start, named.end) for named in found)])
    called = [
        Named(place, match.start(), match.end())
        for match in _nicknames().finditer(marked)
        if (place := gazetteer.get(nicknames()[match[0]]))
    ]
    found += called
    marked = blanked(marked, [(named.start, named.end) for named in called])
    patterns = (AS_PROVINCE,) if found else (AS_PROVINCE, OF_FIRMS)
    plain = [match.span() for pattern in patterns for match in pattern.finditer(marked)]
    alone = ((start, start + 1) for start in _initials(blanked(marked, plain)))
    found += [
        Named(place, start, end, initial=True)
        for start, end in (*plain, *alone)
        if (place := gazetteer.get(PROVINCES[text[start]]))
    ]
    return sorted(found, key=lambda named: named.start)


@cache
def _nicknames() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, nicknames()), key=len, reverse=True)))


def shorts_of(covered: tuple[str, ...], text: str, gazetteer: Gazetteer, taken: Sequence[Named]) -> list[Named]:
    """Short names of places that have reports, though elsewhere they may be ordinary words: 兰考2022年财政收入."""
    free = blanked(text, [(named.start, named.end) for named in taken])
    return [
        Named(place, match.start(), match.end())
        for place in _with_shorts(covered, gazetteer)
        if place.short in free
        for match in re.finditer(f"{ALONE_BEFORE}{re.escape(place.short)}{ALONE_BEHIND}", free)
    ]


def shorts_within(
    covered: Sequence[str], text: str, gazetteer: Gazetteer, told: Told, named: Sequence[Named]
) -> Iterator[Named]:
    """Beside the name of a place with reports, those within it by their short names, be these words elsewhere: 成都…崇州、大邑."""
    free = blanked(text, [(each.start, each.end) for each in named])
    homes = {place.name: place for each in named for place in each.meanings if place.name in covered}
    for name, home in homes.items():
        for place in (gazetteer.within(name, inner) for inner in told(name)):
            at = _named_at(free, place, home) if place and len(place.short) > 1 else None
            if place and at:
                yield Named(place, *at)


def _named_at(free: str, place: Place, home: Place) -> tuple[int, int] | None:
    """Where ``place`` is named by its short name, or by what follows the name of ``home`` in it: 昆山|高新区."""
    at = free.find(place.short)
    if at >= 0:
        return at, at + len(place.short)
    rest = place.short.removeprefix(home.short)
    at = free.find(f"{PLACE}{rest}") if rest != place.short and len(rest) > 1 else -1
    return (at + 1, at + 1 + len(rest)) if at >= 0 else None


def names_of(place: Place, gazetteer: Gazetteer, *written: str) -> tuple[str, ...]:
    """By what a sentence may name ``place``: not by a short name that means another one (吉林, 海南)."""
    means = {name: gazetteer.get(name) for name in (place.name, *written, place.short)}
    return tuple(name for name, meant in means.items() if meant in (None, place) or name == place.name)


def stands_alone(short: str, text: str, start: int) -> bool:
    """Whether the short name that stands at ``start`` begins what is said of the place, and is no road's or school's."""
    return re.compile(f"{ALONE_BEFORE}{re.escape(short)}{ALONE_BEHIND}").match(text, start) is not None


@lru_cache(maxsize=4)
def _with_shorts(covered: tuple[str, ...], gazetteer: Gazetteer) -> tuple[Place, ...]:
    places = (gazetteer.get(name) for name in covered)
    return tuple(each for each in places if each and each.level is not Level.COUNTRY and each.short != each.name)


def _of_town(mention: Mention, text: str) -> bool:
    """龙江镇 is no 龙江县: a town has the short name of what lies elsewhere."""
    below = mention.place.level in (Level.COUNTY, Level.PREFECTURE) and mention.text == mention.place.short
    return below and TOWN_BEHIND.match(text, mention.end) is not None


def _by_short(mention: Mention, text: str) -> Mention:
    """遵义|市场主体: the last character of its full name begins the next word."""
    short = mention.place.short
    if mention.text == f"{short}{mention.text[-1:]}" and LEVEL_WORD.match(text, mention.end - 1):
        return replace(mention, text=short, end=mention.end - 1)
    return mention


def _named(mention: Mention, gazetteer: Gazetteer) -> Named:
    """北京天津河北 names the province, though 天津 has a 河北区."""
    meant = gazetteer.get(mention.text)
    if meant and meant.level is Level.PROVINCE:
        return Named(meant, mention.start, mention.end)
    return Named(mention.place, mention.start, mention.end, mention.others)


def blanked(text: str, spans: Sequence[tuple[int, int]], filler: str = PLACE) -> str:
    """``text`` with ``filler`` for each character of the spans."""
    for start, end in spans:
        text = f"{text[:start]}{filler * (end - start)}{text[end:]}"
    return text


def _initials(marked: str) -> list[int]:
    """Where characters stand that name a province by themselves."""
    found: list[int] = []
    indicators = indicators_at(marked)
    for run in RUN.finditer(marked):
        pieces = [match.span() for match in PIECE.finditer(marked, *run.span())]
        found += _longest(marked, pieces, indicators)
    return found


def _longest(marked: str, pieces: Sequence[tuple[int, int]], indicators: frozenset[int]) -> list[int]:
    """The one-character names of the longest part of a run that stands as words."""
    for size in range(len(pieces), 0, -1):
        for first in range(len(pieces) - size + 1):
            part = pieces[first : first + size]
            own = [start for start, _ in part if marked[start] != PLACE]
            if own and _stands(marked, part, indicators):
                return own
    return []


def _stands(marked: str, part: Sequence[tuple[int, int]], indicators: frozenset[int]) -> bool:
    """Whether the words around ``part`` show that it names places; more is asked of characters of ordinary words."""
    start, end = part[0][0], part[-1][1]
    plainly = bool(PLAINLY_AFTER.match(marked, end)) or before_indicator(marked, end, indicators)
    if NOT_AFTER.match(marked, end) or not (plainly or AFTER.match(marked, end)):
        return False
    names = {marked[slice(*piece)] for piece in part}
    sure = bool(names - COMMON)
    led = bool(BEFORE.search(marked[:start]))
    if len(names) < _TWO:
        return led and not names & NEVER_ALONE and (plainly or sure)
    if all(_JOINER.fullmatch(marked, a, b) for (_, a), (b, _) in pairwise(part)):
        return led or marked[start] == PLACE
    return sure or plainly


def before_indicator(text: str, position: int, indicators: Collection[int]) -> bool:
    """Whether the name of an indicator begins at ``position`` or behind a 的 there; ``indicators`` are where they begin."""
    behind = OF.match(text, position)
    return bool(behind and behind.end() in indicators)


def indicators_at(text: str) -> frozenset[int]:
    return frozenset(start for (start, _), _ in named_spans(text))
