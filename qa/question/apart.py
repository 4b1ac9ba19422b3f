"""What one text asks one after another of different times or places: 2017年收入多少，涨了百分之几？2018年目标又是涨多少？"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from qa.question.parts import asks_of, own_words, parts_of
from qa.question.wanted import facet_asked
from qa.question.years import find_years
from qa.records import Facet
from qa.wording.asking import asks_average, asks_total, unmeasured
from qa.wording.joining import EACH_OF_THEM
from qa.wording.times import dates


def groups_of_asks(text: str, names_place: Callable[[str], bool]) -> list[str]:
    """What ``text`` asks, each part that names a year or place with those after it that name none."""
    groups: list[str] = []
    for asked in asks_of(text):
        named = bool(find_years(asked)) or dates(asked) or names_place(asked)
        if groups and not named:
            groups[-1] = f"{groups[-1]},{asked}"
        else:
            groups.append(asked)
    return groups


def unlike(texts: Sequence[str]) -> bool:
    """Whether the parts ask for figures of different kinds, which no course tells: a level and the growth that is planned,
    all of five years and what one has."""
    first, *others = texts
    kinds = _facets(first)
    return len(kinds) > 1 or any(
        (None not in {*kinds, *_facets(text)} and _facets(text) != kinds)
        or asks_total(text) != asks_total(first)
        or asks_average(text) != asks_average(first)
        for text in others
    )


def asks_each(text: str) -> bool:
    """Whether all the things are meant that were asked about before: 这两项的目标是多少."""
    return bool(EACH_OF_THEM.search(text))


def without_each(text: str) -> str:
    return EACH_OF_THEM.sub("", text)


def asked_again(own: str, before: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """What a part with the words ``own`` asks, and about what, after the topics ``before``: each of two things where it
    speaks of both, else the first of several; empty where it goes on about the topic before as it is."""
    things = _things(before[-1:])
    if asks_each(own):
        things = things if len(things) > 1 else _things(before[-2:])
        return tuple((without_each(own), thing) for thing in things) if len(things) > 1 else ()
    return ((own, things[0]),) if things and len(asks_of(before[-1])) > 1 else ()


def _things(topics: Sequence[str]) -> tuple[str, ...]:
    """What each clause asks about, without how; none for one that goes on about another's."""
    asked = [part for topic in topics for part in parts_of(topic) if not own_words(part)]
    return tuple(dict.fromkeys(unmeasured(part) for part in asked))


def _facets(text: str) -> set[Facet | None]:
    return {facet_asked(asked) for asked in asks_of(text)}
