"""The searches of a plan: which reports are asked, about which years, one by one or together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.places import Gazetteer
from qa.question.catalog import Catalog, years_of
from qa.question.kind import asks_whole
from qa.question.periods import Period
from qa.question.where import Within, speaks_locally
from qa.records import Filters, Kind, ReportBrief, Scope
from qa.wording.indicators import report_wording
from qa.wording.prose import asks_difference


@dataclass(frozen=True, slots=True)
class Sought:
    """What is searched for: each query with its subject (empty where it is none of several), of the places ``within`` others,
    each ``apart``; ``told``: those that a report tells of, be there others. ``both``: one year's target beside its result."""

    text: str
    queries: tuple[tuple[str, str], ...]
    within: tuple[Within, ...] = ()
    apart: bool = False
    told: bool = False
    both: bool = False


class Searches:
    """Over the reports of one store."""

    def __init__(self, catalog: Catalog, gazetteer: Gazetteer) -> None:
        self._catalog = catalog
        self._gazetteer = gazetteer

    def of(
        self, sought: Sought, periods: Sequence[Period], kind: Kind, filters: Filters
    ) -> tuple[tuple[Scope, ...], tuple[int, ...]]:
        """Searches for every period that some report covers, and the years that none does."""
        scopes: list[Scope] = []
        missing: list[int] = []
        apart = kind in (Kind.TREND, Kind.COMPARE)
        for period in periods:
            near = self._reports(sought, period, filters)
            reports = _long_plans(near) if period.ahead else _long_reviews(near, period.span)
            dated = bool(period.data_years)
            within = [each for each in sought.within if each.report_place == period.place]
            named = (
                [(each.place, each.names) for each in within]
                if sought.apart and within
                else [(period.place, tuple(name for each in within for name in each.names))]
            )
            found = self._dated(sought, period, reports, apart) if dated else _undated(period, reports, apart)
            scopes += [
                replace(
                    scope,
                    query=query,
                    keywords=report_wording(query),
                    subject=subject,
                    place=place,
                    named=names,
                    told=sought.told,
                )
                for query, subject in sought.queries
                for place, names in named
                for scope in found
            ]
            missing += [] if found else period.data_years or period.report_years
        if sought.both and any(not scope.only_other for scope in scopes):
            scopes = [scope for scope in scopes if not scope.only_other]
        if kind is Kind.TREND and any(not scope.only_other for scope in scopes):
            # 完成2024年目标要比2023年增加多少: of the year before there is the result.
            scopes = [replace(scope, aspect=None, only_other=False) if scope.only_other else scope for scope in scopes]
        undated = not any(period.data_years or period.report_years or period.span for period in periods)
        if kind is Kind.COMPARE and undated and asks_difference(sought.text):
            scopes = self._of_one_year(scopes)
        return tuple(dict.fromkeys(scopes)), tuple(dict.fromkeys(missing))

    def _of_one_year(self, scopes: list[Scope]) -> list[Scope]:
        """The searches of the latest year of which every place has a report; all where there is none."""
        year_of = {report.id: report.year or 0 for report in self._catalog.reports}
        years: dict[str | None, set[int]] = {}
        for scope in scopes:
            years.setdefault(scope.place, set()).update(year_of[each] for each in scope.report_ids)
        common = set[int].intersection(*years.values()) if years else set()
        return [s for s in scopes if max(common, default=0) in {year_of[each] for each in s.report_ids}] or scopes

    def _reports(self, sought: Sought, period: Period, filters: Filters) -> tuple[ReportBrief, ...]:
        reports = self._catalog.of([period.place] if period.place else [])
        if not period.place and speaks_locally(sought.text):
            reports = tuple(report for report in reports if report.place != "全国") or reports
        wanted = set(period.report_years) | set(filters.report_year)
        chosen = [r for r in reports if not wanted or r.year in wanted]
        chosen = [r for r in chosen if not filters.report_id or r.id in filters.report_id]
        if filters.place:
            names = {full_name(place, self._gazetteer) for place in filters.place}
            chosen = [r for r in chosen if r.place in names]
        return tuple(chosen)

    def _dated(self, sought: Sought, period: Period, reports: Sequence[ReportBrief], apart: bool) -> list[Scope]:
        """Reports that review or plan these years; failing that, reports that name them in passing."""
        years = set(period.data_years)
        spoken = [r for r in reports if years & set(years_of(r, None))]
        asked = [r for r in spoken if years & set(years_of(r, period.aspect))]
        whole = [r for r in asked if years <= set(years_of(r, period.aspect))]
        apart = apart and len(years) > 1 and not (whole and asks_whole(sought.text))
        chosen = (whole if not apart else ()) or asked or spoken
        named = [r for r in reports if years & self._catalog.mentioned.get(r.id, frozenset())]
        # A report on a whole term seldom has the figures of a year inside it; another may name them in passing.
        inside = all(not years & {*r.reviewed[-1:], *r.planned} for r in chosen)
        chosen = list(dict.fromkeys((*chosen, *named))) if inside and len(years) == 1 else chosen or named
        template = Scope(
            query="",
            place=period.place,
            data_years=period.data_years,
            aspect=period.aspect,
            exact=not spoken,
            only_other=bool(spoken) and not asked,
        )
        return [replace(template, report_ids=tuple(report.id for report in group)) for group in _groups(chosen, apart)]


def _undated(period: Period, reports: Sequence[ReportBrief], apart: bool) -> list[Scope]:
    """One search over all the reports, or one a report where they are to be set side by side."""
    return [
        Scope(
            query="",
            place=period.place,
            data_years=_span_years(period, group),
            report_ids=tuple(report.id for report in group),
            aspect=period.aspect,
        )
        for group in _groups(reports, apart and period.place is not None)
    ]


def _span_years(period: Period, reports: Sequence[ReportBrief]) -> tuple[int, ...]:
    """The years that 过去五年 or 今后五年 means in a report; none when several reports are asked."""
    if not period.span or len(reports) != 1:
        return ()
    [report] = reports
    if period.ahead:
        return tuple(range(report.year, report.year + period.span)) if report.year else ()
    if len(report.reviewed) == 1 and report.year:
        # 这五年 asked of a report on one year that looks back on a term as well.
        return tuple(range(report.year - period.span, report.year))
    return report.reviewed


def _long_reviews(reports: Sequence[ReportBrief], span: int) -> Sequence[ReportBrief]:
    """The reports that review just ``span`` years, or at least several; all when none does or ``span`` is 0."""
    long = [report for report in reports if span and len(report.reviewed) > 2]
    return [report for report in long if len(report.reviewed) == span] or long or reports


def _long_plans(reports: Sequence[ReportBrief]) -> Sequence[ReportBrief]:
    """Reports that open a new term and so plan several years; they review several, too. All when none does."""
    return [report for report in reports if len(report.reviewed) > 2 or len(report.planned) > 2] or reports


def _groups(reports: Sequence[ReportBrief], apart: bool) -> list[list[ReportBrief]]:
    ordered = sorted(reports, key=lambda report: (report.year or 0, report.id))
    if apart:
        return [[report] for report in ordered]
    return [ordered] if ordered else []


def full_name(name: str, gazetteer: Gazetteer) -> str:
    place = gazetteer.get(name)
    return place.name if place else name
