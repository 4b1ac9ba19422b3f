"""Places without reports of their own, in those that report: which of them a question means that names none with reports."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from qa.places import NATION, Gazetteer, Level, Place
from qa.question.catalog import Catalog
from qa.question.everywhere import of_kind
from qa.question.names import names_of, stands_alone
from qa.question.where import PlaceSpan, Where, Within
from qa.wording.whereabouts import any_zone


class Inner:
    """The places within others that the reports of one store give figures of."""

    def __init__(self, catalog: Catalog, gazetteer: Gazetteer) -> None:
        self._catalog = catalog
        self._gazetteer = gazetteer

    def named_alone(self, text: str) -> Where:
        """The place within one that reports, which alone tells of it, by a short name that may be a word elsewhere (崇州)."""
        at = ((text.find(each.short), each, home) for each, home in self._short_names if each.short in text)
        found = [(start, place, home) for start, place, home in at if stands_alone(place.short, text, start)]
        if len({home for _, _, home in found}) != 1:
            return Where((), (), ())
        within = tuple(Within(place.name, home, names_of(place, self._gazetteer)) for _, place, home in found)
        spans = tuple(PlaceSpan(home, start, start) for start, _, home in found)
        return Where((found[0][2],), (), spans, within=within)

    def all_of(self, where: Where) -> Where:
        """``where`` with the places of the kind asked for that the reports of those named give figures of (浙江各市)."""
        within = [
            Within(name, home, names_of(place, self._gazetteer))
            for home in where.places
            for name in self._catalog.told_within(home)
            if (place := self._gazetteer.within(home, name)) and of_kind(where.inner, place)
        ]
        return replace(where, within=tuple(within), compared=len(within) > 1) if within else where

    @cached_property
    def _short_names(self) -> tuple[tuple[Place, str], ...]:
        """Places within those that report, and tell of them, with these; made when the first question names no place."""
        return tuple(
            (place, home)
            for home in self._catalog.places
            if home != NATION
            for name in self._catalog.told_within(home)
            if (place := self._gazetteer.within(home, name)) and len(place.short) > 1 and _names_one(place)
        )


def _names_one(place: Place) -> bool:
    """Whether its short name, or that of a town or zone, tells which one it is: 花桥经济开发区, not any 高新区."""
    unlisted = place.level in (Level.TOWN, Level.ZONE)
    return not any_zone(place.name) if unlisted else place.short != place.name
