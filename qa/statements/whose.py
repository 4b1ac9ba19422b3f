"""The place that a figure is of, where it is not that of its report: the nation, an area, a city or county named first."""

from __future__ import annotations

from functools import lru_cache

from qa.places import NATION, load_gazetteer
from qa.wording.subject import acts
from qa.wording.whereabouts import (
    AREA_BEHIND,
    LEVEL_WORD,
    area_of,
    may_begin_with_a_place,
    measured_of_place,
    place_measure,
    told_of_place,
    zone_of,
)

_LONGEST = 14
_REMEMBERED = 4096


def place_and_name(name: str, home: str | None) -> tuple[str | None, str]:
    """The place, and the indicator without the nation; an area or a city stays in the name, as reports write it."""
    place, told = told_of_place(name, home)
    if place != home:
        return place, told
    return _elsewhere(told, home) or home, told


@lru_cache(_REMEMBERED)
def _elsewhere(name: str, home: str | None) -> str:
    """陵水黎安国际教育创新试验区 or 大连市, where ``name`` begins with it and it is no more than part of ``home``."""
    area = area_of(name)
    if area:
        return area if area != home else ""
    if not may_begin_with_a_place(name):
        return ""
    # Behind the name of its province a county goes by its short name, too.
    before = "" if home is None or home == NATION else home
    named = load_gazetteer().find(f"{before}{name[:_LONGEST]}")
    mention = next((found for found in named if found.start == len(before)), None)
    if mention is None or mention.place.name == home or mention.place.name == NATION:
        return zone_of(name)
    inside = home == NATION or home in mention.place.parents
    rest = name[mention.end - len(before) :]
    area_behind = AREA_BEHIND.match(rest)
    if area_behind and (inside or any(other.name == home for other in mention.others)):
        return f"{mention.text}{area_behind[0]}"
    # 阜阳市肉牛饲养量: so a city is called where a figure is its own; 成都市域铁路 is no figure of 成都市.
    whole = mention.text == mention.place.name and not LEVEL_WORD.match(name, mention.end - len(before) - 1)
    return mention.place.name if inside and (whole or measured_of_place(rest)) else zone_of(name)


def is_place(name: str) -> bool:
    """Whether it is the name of a province, city or county, and no more."""
    return load_gazetteer().names(name)


@lru_cache(_REMEMBERED)
def of_place_alone(name: str, before: str) -> str:
    """崇州市新建高标准农田, of 崇州市 behind 新建高标准农田, 温州生产总值 behind 宁波生产总值: a place has what was told before.

    Empty where ``name`` is no place, or nothing that a place may have was told."""
    if not is_place(name):
        return ""
    there = next((found for found in load_gazetteer().find(before) if not found.start), None)
    thing = before[there.end :] if there else before
    has = place_measure(thing) or (thing if acts(thing) else "")
    return f"{name}{has}" if has else ""
