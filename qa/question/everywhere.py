"""Questions of all the places that there are reports of (各省, 哪个市, 全部报告)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa.places import NATION, Gazetteer, Level, Place
from qa.wording import everywhere as words

_LEVELS = {"省": Level.PROVINCE, "市": Level.PREFECTURE, "县": Level.COUNTY, "镇": Level.TOWN, "开发区": Level.ZONE}
_UNITS = (
    (words.PROVINCES, "省"),
    (words.CITIES, "市"),
    (words.COUNTIES, "县"),
    (words.TOWNS, "镇"),
    (words.ZONES, "开发区"),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """``places`` that are asked for as a whole, and where the text says so (start == end: only by its sense); ``unit``: of
    which kind they are (省, 市, 县, 镇, 开发区; empty where any)."""

    places: tuple[str, ...] = ()
    start: int = 0
    end: int = 0
    unit: str = ""


def all_asked(marked: str, gazetteer: Gazetteer, covered: Sequence[str]) -> Asked:
    """The ``covered`` places of the kind that the text asks for as a whole; none where it asks for no such thing."""
    local = tuple(name for name in covered if name != NATION)
    if match := words.REPORTS.search(marked):
        return Asked(tuple(covered), *match.span())
    if match := words.PLACES.search(marked):
        return Asked(local, *match.span())
    for pattern, unit in _UNITS:
        if match := pattern.search(marked):
            return Asked(_of_unit(unit, gazetteer, covered), *match.span(), unit)
    return Asked(_counted(marked, gazetteer, covered))


def contested(marked: str, covered: Sequence[str]) -> Asked:
    """All places, where it is asked which of them is first and none is named."""
    local = tuple(name for name in covered if name != NATION)
    return Asked(local) if len(local) > 1 and words.CONTEST.search(marked) else Asked()


def of_the_levels(names: Sequence[str], gazetteer: Gazetteer, covered: Sequence[str]) -> tuple[str, ...]:
    """The ``covered`` places of the levels that ``names`` are of."""
    levels = {_level(name, gazetteer) for name in names}
    return tuple(name for name in covered if _level(name, gazetteer) in levels)


def of_kind(unit: str, place: Place) -> bool:
    """Whether it is of the kind that ``unit`` (省, 市, 县, 镇, 开发区) says; county-level cities are both cities and counties."""
    return place.level is _LEVELS[unit] or (unit == "市" and place.level is Level.COUNTY and place.name.endswith(unit))


def inside(name: str, wholes: Sequence[str], gazetteer: Gazetteer) -> bool:
    place = gazetteer.get(name)
    return bool(place) and (wholes == (NATION,) != (name,) or bool(set(place.parents if place else ()) & set(wholes)))


def _counted(marked: str, gazetteer: Gazetteer, covered: Sequence[str]) -> tuple[str, ...]:
    """这三个市 where just three have reports; of so many others those spoken of before are meant."""
    match = words.COUNTED.search(marked)
    if not match:
        return ()
    count = words.NUMERALS.get(match[1]) or int(match[1])
    units = "省市县" if match[2] == "地" else match[2][0] if match[2] in "省县" else "市"
    wanted = {name for unit in units for name in _of_unit(unit, gazetteer, covered)}
    return tuple(name for name in covered if name in wanted) if len(wanted) == count else ()


def _of_unit(unit: str, gazetteer: Gazetteer, covered: Sequence[str]) -> tuple[str, ...]:
    """Provinces, cities or counties; municipalities are cities where there are no others."""
    levels = {name: _level(name, gazetteer) for name in covered}
    found = [name for name, level in levels.items() if level is _LEVELS[unit]]
    if unit != "市":
        return tuple(found)
    cities = [name for name, level in levels.items() if name in found or (level is Level.COUNTY and name[-1] == unit)]
    return tuple(cities or (name for name, level in levels.items() if level is Level.PROVINCE and name[-1] == unit))


def _level(name: str, gazetteer: Gazetteer) -> Level | None:
    place = gazetteer.get(name)
    return place.level if place else None
