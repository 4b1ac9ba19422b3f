"""From a question and its history to a plan of searches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from qa.places import Gazetteer
from qa.question import followup
from qa.question.catalog import Catalog, years_of
from qa.question.indicators import report_wording
from qa.question.kind import aspect_of, kind_of, without_instructions
from qa.question.where import PlaceSpan, Where, find_where
from qa.question.years import YearMention, asks_every_report, find_years
from qa.records import Aspect, Filters, Kind, Plan, ReportBrief, Scope, Turn
from qa.words import simplify


@dataclass(frozen=True, slots=True)
class _Heard:
    """One question of the conversation, with what it took over from the ones before."""

    text: str
    where: Where
    mentions: tuple[YearMention, ...]
    topic: str


@dataclass(frozen=True, slots=True)
class _Period:
    """Years asked of one place: data years, or the years of the reports to read."""

    place: str | None
    data_years: tuple[int, ...] = ()
    report_years: tuple[int, ...] = ()
    aspect: Aspect | None = None
    span: int = 0


class Planner:
    """Understands questions over the reports of one store."""

    def __init__(self, catalog: Catalog, gazetteer: Gazetteer) -> None:
        self._catalog = catalog
        self._gazetteer = gazetteer

    def plan(self, question: str, history: Sequence[Turn] = (), filters: Filters = Filters()) -> Plan:
        heard = self._hear(question, history)
        kind = kind_of(heard.text, len(heard.where.places), sum(bool(mention.years) for mention in heard.mentions))
        if kind is Kind.INSTRUCTION:
            heard = self._listen(without_instructions(heard.text), None)
        heard = self._limit(heard, filters)
        periods = self._periods(heard, filters)
        scopes, missing_years = self._scopes(heard, periods, kind, filters)
        return Plan(
            question=_readable(heard),
            kind=kind,
            places=heard.where.places,
            data_years=_union(period.data_years for period in periods),
            report_years=_union(period.report_years for period in periods),
            aspect=aspects.pop() if len(aspects := {period.aspect for period in periods}) == 1 else None,
            scopes=scopes,
            missing_places=heard.where.missing,
            missing_years=missing_years,
            keywords=report_wording(heard.topic),
        )

    def _hear(self, question: str, history: Sequence[Turn]) -> _Heard:
        heard: _Heard | None = None
        for earlier in followup.user_questions(history):
            heard = self._listen(simplify(earlier).strip(), heard)
        return self._listen(simplify(question).strip(), heard)

    def _listen(self, text: str, before: _Heard | None) -> _Heard:
        where = find_where(text, self._gazetteer, self._catalog.places)
        mentions = find_years(text)
        topic = followup.strip_spans(text, [*_spans(where), *followup.year_spans(mentions)])
        if before is None:
            return _Heard(text, where, mentions, topic)
        bare = followup.own_topic(text, _spans(where))
        elliptic = followup.needs_topic(text, bare)
        own_place = bool(where.places or where.missing)
        relative = followup.relative_years(text, _union(mention.years for mention in before.mentions))
        if relative:
            mentions = (YearMention(relative, 0, 0),)
        elif not mentions and (elliptic or not own_place):
            mentions = tuple(replace(mention, start=0, end=0) for mention in before.mentions)
        return _Heard(
            text,
            where if own_place else Where(before.where.places, before.where.missing, ()),
            mentions,
            f"{topic} {before.topic}" if elliptic else topic,
        )

    def _limit(self, heard: _Heard, filters: Filters) -> _Heard:
        """The caller's place filter speaks where the question is silent."""
        if not filters.place or heard.where.places or heard.where.missing:
            return heard
        places = tuple(self._full_name(place) for place in filters.place)
        covered = tuple(place for place in places if place in self._catalog.places)
        missing = tuple(place for place in places if place not in self._catalog.places)
        return replace(heard, where=Where(covered, missing, ()))

    def _full_name(self, name: str) -> str:
        place = self._gazetteer.get(name)
        return place.name if place else name

    def _periods(self, heard: _Heard, filters: Filters) -> tuple[_Period, ...]:
        places: Sequence[str | None] = heard.where.places or (None,)
        mentions = heard.mentions
        if not mentions and filters.data_year:
            mentions = tuple(YearMention((year,), 0, 0) for year in filters.data_year)
        every = asks_every_report(heard.text) and len(mentions) < 2
        paired = _paired(heard.where.spans, mentions)
        aspects = _aspects(heard.text, mentions)
        found: list[_Period] = []
        for place in places:
            found += _periods_of(place, () if every else paired.get(place, ()) if paired else mentions, aspects)
        return tuple(found)

    def _scopes(
        self, heard: _Heard, periods: Sequence[_Period], kind: Kind, filters: Filters
    ) -> tuple[tuple[Scope, ...], tuple[int, ...]]:
        """Searches for every period that some report covers, and the years that none does."""
        scopes: list[Scope] = []
        missing: list[int] = []
        apart = kind in (Kind.TREND, Kind.COMPARE)
        for period in periods:
            reports = _long_reviews(self._reports(period, filters), period.span)
            found = self._dated(heard, period, reports, apart) if period.data_years else []
            if not period.data_years:
                found = _undated(heard, period, reports, apart)
            scopes += found
            missing += [] if found else period.data_years or period.report_years
        return tuple(dict.fromkeys(scopes)), tuple(dict.fromkeys(missing))

    def _reports(self, period: _Period, filters: Filters) -> tuple[ReportBrief, ...]:
        reports = self._catalog.of([period.place] if period.place else [])
        wanted = set(period.report_years) | set(filters.report_year)
        chosen = [r for r in reports if not wanted or r.year in wanted]
        chosen = [r for r in chosen if not filters.report_id or r.id in filters.report_id]
        if filters.place:
            names = {self._full_name(place) for place in filters.place}
            chosen = [r for r in chosen if r.place in names]
        return tuple(chosen)

    def _dated(self, heard: _Heard, period: _Period, reports: Sequence[ReportBrief], apart: bool) -> list[Scope]:
        """Reports that review or plan these years; failing that, reports that name them in passing."""
        years = set(period.data_years)
        chosen = [r for r in reports if years & set(years_of(r, period.aspect))]
        chosen = chosen or [r for r in reports if years & set(years_of(r, None))]
        exact = not chosen
        chosen = chosen or [r for r in reports if years & self._catalog.mentioned[r.id]]
        return [
            Scope(heard.topic, period.place, period.data_years, tuple(r.id for r in group), period.aspect, exact)
            for group in _groups(chosen, apart and len(years) > 1)
        ]


def _undated(heard: _Heard, period: _Period, reports: Sequence[ReportBrief], apart: bool) -> list[Scope]:
    """One search over all the reports, or one a report where they are to be set side by side."""
    return [
        Scope(
            query=heard.topic,
            place=period.place,
            data_years=group[0].reviewed if period.span and len(group) == 1 else (),
            report_ids=tuple(report.id for report in group),
            aspect=period.aspect,
        )
        for group in _groups(reports, apart and period.place is not None)
    ]


def _long_reviews(reports: Sequence[ReportBrief], span: int) -> Sequence[ReportBrief]:
    """The reports that review just ``span`` years, or at least several; all when none does or ``span`` is 0."""
    long = [report for report in reports if span and len(report.reviewed) > 2]
    return [report for report in long if len(report.reviewed) == span] or long or reports


def _groups(reports: Sequence[ReportBrief], apart: bool) -> list[list[ReportBrief]]:
    ordered = sorted(reports, key=lambda report: (report.year or 0, report.id))
    if apart:
        return [[report] for report in ordered]
    return [ordered] if ordered else []


def _aspects(text: str, mentions: Sequence[YearMention]) -> dict[YearMention | None, Aspect | None]:
    """Result or target a mention (2007年任务、2013—2016年完成数); key None is the whole question's, which
    holds for all when no year has its own."""
    whole = aspect_of(text)
    ends = [*(mention.start for mention in mentions[1:]), len(text)]
    local = [aspect_of(text[mention.end : end]) for mention, end in zip(mentions, ends, strict=False)]
    own = len(mentions) > 1 and len(set(local)) > 1
    aspects: dict[YearMention | None, Aspect | None] = {None: whole}
    return aspects | dict(zip(mentions, local if own else [whole] * len(mentions), strict=True))


def _periods_of(
    place: str | None, mentions: Sequence[YearMention], aspects: Mapping[YearMention | None, Aspect | None]
) -> list[_Period]:
    data = [mention for mention in mentions if mention.years and not mention.of_report]
    spans = [mention.span for mention in mentions if mention.span]
    of_reports = _union(mention.years for mention in mentions if mention.of_report)
    if data:
        return [_Period(place, mention.years, of_reports, aspects[mention]) for mention in data]
    if of_reports:
        return [_Period(place, (), (year,), aspects[None]) for year in of_reports]
    return [_Period(place, aspect=aspects[None], span=spans[0] if spans else 0)]


def _paired(spans: Sequence[PlaceSpan], mentions: Sequence[YearMention]) -> dict[str | None, list[YearMention]]:
    """Mentions by the place they stand behind (张家口2016年…承德2023年); empty when not every place has its own."""
    if len({span.place for span in spans}) < 2 or len(mentions) < 2:
        return {}
    paired: dict[str | None, list[YearMention]] = {span.place: [] for span in spans}
    for mention in mentions:
        before = [span for span in spans if span.end <= mention.start]
        paired[(before[-1] if before else spans[0]).place].append(mention)
    return paired if all(paired.values()) else {}


def _spans(where: Where) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in where.spans]


def _union(groups: Iterable[Sequence[int]]) -> tuple[int, ...]:
    return tuple(sorted({year for group in groups for year in group}))


def _readable(heard: _Heard) -> str:
    """The question with what it took over from the history in front of it."""
    own = find_years(heard.text)
    taken = [place for place in heard.where.places if not heard.where.spans] if heard.where.places else []
    years = (
        []
        if any(m.years for m in own)
        else [f"{mention.years[0]}年" for mention in heard.mentions if len(mention.years) == 1]
    )
    extra = heard.topic if heard.topic not in heard.text and " " in heard.topic else ""
    prefix = "".join((*taken, *years))
    return f"{prefix}{heard.text}" + (f"（承上文：{extra.split(' ', 1)[1]}）" if extra else "")
