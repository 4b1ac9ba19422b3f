"""What the store covers, as a planner needs it: places, and which report speaks of which year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from qa.records import Aspect, Report, ReportBrief


def brief(report: Report) -> ReportBrief:
    return ReportBrief(report.id, report.kind, report.title, report.place, report.year, report.reviewed, report.planned)


class Catalog:
    """``mentioned[report id]`` are the years that any of its sentences names, beyond what it reviews and plans; ``told`` gives
    the places that it has figures of."""

    def __init__(
        self,
        reports: Sequence[Report],
        mentioned: Mapping[str, set[int]],
        told: Callable[[str], Sequence[str]] = lambda _: (),
    ) -> None:
        self.reports = tuple(brief(report) for report in reports)
        self.places = tuple(dict.fromkeys(report.place for report in self.reports if report.place))
        self._by_place: dict[str, list[ReportBrief]] = defaultdict(list)
        for report in self.reports:
            if report.place:
                self._by_place[report.place].append(report)
        spoken: dict[str, set[str]] = defaultdict(set)
        for each in reports:
            if each.speaker and each.place:
                spoken[each.speaker].add(each.place)
        #: The place whose reports a person delivered, by the name; those of several places are left out.
        self.speakers = {name: min(places) for name, places in spoken.items() if len(places) == 1}
        #: All who delivered a report.
        self.people = frozenset(report.speaker for report in reports if report.speaker)
        self.mentioned = mentioned
        self._told = told

    def of(self, places: Sequence[str]) -> tuple[ReportBrief, ...]:
        """Reports of these places, of all places when none is given."""
        if not places:
            return self.reports
        return tuple(report for place in places for report in self._by_place.get(place, ()))

    def told_within(self, place: str) -> tuple[str, ...]:
        """The places besides ``place`` that its reports give figures of."""
        told = (name for report in self.of((place,)) for name in self._told(report.id))
        return tuple(name for name in dict.fromkeys(told) if name != place)

    def nearest(self, years: Sequence[int], places: Sequence[str], most: int = 3) -> tuple[ReportBrief, ...]:
        """Reports nearest to what was asked: of the same place first, then by distance in years."""
        reports = self.of(places) or self.reports

        def distance(report: ReportBrief) -> int:
            spoken = {*report.reviewed, *report.planned, *([report.year] if report.year else [])}
            return min((abs(a - b) for a in spoken for b in years), default=0)

        return tuple(sorted(reports, key=distance)[:most])


def years_of(report: ReportBrief, aspect: Aspect | None) -> tuple[int, ...]:
    """Data years that ``report`` gives results or targets for (both when ``aspect`` is None)."""
    if aspect is Aspect.RESULT:
        return report.reviewed
    if aspect is Aspect.TARGET:
        return report.planned
    return tuple(sorted({*report.reviewed, *report.planned}))
