"""From a question and its history to a plan of searches."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from qa.places import Gazetteer
from qa.question import followup
from qa.question.catalog import Catalog, years_of
from qa.question.indicators import report_wording
from qa.question.kind import asks_both, asks_change, asks_whole, aspect_of, kind_of, sets_against, without_instructions
from qa.question.parts import ask_spans, asks_of, pairs, parts_of, subjects_of
from qa.question.where import PlaceSpan, Where, find_where, speaks_locally
from qa.question.years import PLACE, YearMention, asks_every_report, find_years, relative_to
from qa.records import Aspect, Filters, Kind, Plan, ReportBrief, Scope, Turn
from qa.words import simplify

#: Kinds of question that may ask several things at once; the others fetch many sentences as they are.
_TWO = 2
_PARTED = frozenset({Kind.FACT, Kind.YES_NO, Kind.EXPLAIN})
#: Kinds that a text may seem to be of only because its questions are of several years or places.
_JOINED = frozenset({Kind.FACT, Kind.COMPARE, Kind.TREND})
_CLAUSE_END = re.compile(r"[，,。；;？?！!]")
#: How the course of figures is asked for; no word of what is searched.
_COURSE = re.compile(
    r"(?:是|一路)*怎么(?:走|变|变化|涨|升|降)(?:的|过来)?|走势(?:如何|怎么样|怎样)?|的?变化(?:趋势|情况|轨迹)?(?:如何|怎么样)?|把?[、,，和]*的?数[字据]?都?列(?:一下|出来|一列|举)?|[、,，]{2,}"
)
_AIMED, _JOINER = (
    re.compile(r"年?.{0,3}?(?:目标|计划|任务|预期|打算|安排|想|要)"),
    re.compile(r"年?\s*[、和与及,，]*\s*"),
)
_RANGED = re.compile(r"\d年?(?:底|末|初)?\s*[到至—–~～-]")
_GROUP = re.compile(r"农[民村牧]民?(?:居民)?|农村人|城[镇市](?:居民)?|城里人?|乡下人?|乡村居民")
_BESIDE = 1
#: Character pairs that make a topic of its own.
_NEW = 3


@dataclass(frozen=True, slots=True)
class _Heard:
    """One question of the conversation, with what it took over from the ones before.

    ``context`` is the topic of the one before where this one counts on it, ``began`` that of the first of a chain of such;
    ``against`` is the one before itself where this one asks how its value compares with that.
    """

    text: str
    where: Where
    mentions: tuple[YearMention, ...]
    own: str
    context: str = ""
    against: _Heard | None = None
    began: str = ""

    @property
    def root(self) -> str:
        return self.began or self.own

    @property
    def topic(self) -> str:
        return f"{self.own} {self.context}" if self.context else self.own

    @property
    def topics(self) -> tuple[str, ...]:
        """What to search for, one by one."""
        return (self.topic,) if self.context else parts_of(self.own)


@dataclass(frozen=True, slots=True)
class _Period:
    """Years asked of one place: data years, or the years of the reports to read.

    ``span`` years up to each report, or from it on when ``ahead``.
    """

    place: str | None
    data_years: tuple[int, ...] = ()
    report_years: tuple[int, ...] = ()
    aspect: Aspect | None = None
    span: int = 0
    ahead: bool = False


class Planner:
    """Understands questions over the reports of one store."""

    def __init__(self, catalog: Catalog, gazetteer: Gazetteer) -> None:
        self._catalog = catalog
        self._gazetteer = gazetteer

    def plan(self, question: str, history: Sequence[Turn] = (), filters: Filters = Filters()) -> Plan:
        *earlier, heard = self._hear(question, history)
        heard = self._closed(heard)
        kind = kind_of(heard.text, len(heard.where.places), len(_told(heard.text, heard.mentions)))
        if (
            (heard.against and len(heard.mentions) > 1)
            or _of_both(heard)
            or (kind in _PARTED and sets_against(heard.text) and len(subjects_of(heard.own)) == _TWO)
        ):
            kind = Kind.COMPARE
        if kind is Kind.INSTRUCTION:
            heard = self._listen(without_instructions(heard.text), None)
        heard = self._limit(heard, filters)
        parts = self._apart(heard, earlier[-1] if earlier else None) if kind in _JOINED else []
        if parts:
            return _joined(heard, [self._plan(self._limit(part, filters), Kind.FACT, filters) for part in parts])
        return self._plan(heard, kind, filters)

    def _closed(self, heard: _Heard) -> _Heard:
        """Years up to today closed with the last that a report speaks of; a change over more years than any report
        reviews asked of the first and the last of them."""
        known = [years_of(report, None) for report in self._catalog.of(heard.where.places)]
        latest = max((year for years in known for year in years), default=0)
        mentions: list[YearMention] = []
        for mention in heard.mentions:
            if mention.since:
                mention = replace(mention, years=tuple(range(mention.years[0], latest + 1)) or mention.years)
            reviewed = any(set(mention.years) <= set(years) for years in known)
            far = _RANGED.search(heard.text[mention.start : mention.end]) and asks_change(heard.text)
            if far and not reviewed and not mention.of_report:
                first, last = mention.years[0], mention.years[-1]
                mentions += [replace(mention, years=(first,), end=mention.start), replace(mention, years=(last,))]
            else:
                mentions.append(mention)
        return replace(heard, mentions=tuple(mentions))

    def _plan(self, heard: _Heard, kind: Kind, filters: Filters) -> Plan:
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
        )

    def _apart(self, heard: _Heard, before: _Heard | None) -> list[_Heard]:
        """The questions of a text that asks different things of different years or places; empty for one question.

        Each names its own year or place, and is heard as one that follows the one before it.
        """
        texts = self._groups_of_asks(heard.text)
        if len(texts) < 2 or heard.context or sets_against(heard.text):
            return []
        parts: list[_Heard] = []
        for text in texts:
            parts.append(self._listen(text, parts[-1] if parts else before))
        topics = [pairs(followup.own_topic(part.text, _spans(part.where))) for part in parts]
        alone = all(not part.context and len(topic) > _NEW for part, topic in zip(parts, topics, strict=True))
        first, *others = topics
        return parts if alone and all(len(topic & first) < len(topic) / 2 for topic in others) else []

    def _groups_of_asks(self, text: str) -> list[str]:
        """What ``text`` asks, each part that names a year or place with those after it that name none."""
        groups: list[str] = []
        for asked in asks_of(text):
            where = self._where(asked)
            named = bool(where.places or find_years(asked))
            if groups and not named:
                groups[-1] = f"{groups[-1]},{asked}"
            else:
                groups.append(asked)
        return groups

    def _hear(self, question: str, history: Sequence[Turn]) -> list[_Heard]:
        heard: list[_Heard] = []
        for text in (*followup.user_questions(history), question):
            heard.append(self._listen(simplify(text).strip(), heard[-1] if heard else None))
        return heard

    def _where(self, text: str) -> Where:
        """Places that ``text`` names; else those of the people whose reports it speaks of (李克强2018年的报告)."""
        where = find_where(text, self._gazetteer, self._catalog.places)
        if where.places or where.missing:
            return where
        named = [(text.find(name), name, place) for name, place in self._catalog.speakers.items() if name in text]
        spans = tuple(PlaceSpan(place, start, start + len(name)) for start, name, place in sorted(named))
        return Where(tuple(dict.fromkeys(span.place for span in spans)), (), spans)

    def _listen(self, text: str, before: _Heard | None) -> _Heard:
        where = self._where(text)
        # A place may stand between a year and the report it is the year of (1993年国务院的报告).
        mentions = _with_relative(text, find_years(_blanked(text, where.spans)), before)
        topic = followup.strip_spans(text, [*_spans(where), *followup.year_spans(mentions)])
        if before is None:
            return _Heard(text, where, mentions, topic)
        bare = followup.own_topic(text, _spans(where))
        elliptic = followup.needs_topic(text, bare)
        own_place = bool(where.places or where.missing)
        dated = any(mention.years for mention in mentions)
        relative = () if dated else followup.relative_years(text, _union(m.years for m in before.mentions))
        taken = tuple(replace(mention, start=0, end=0) for mention in before.mentions)
        if relative:
            mentions = (YearMention(relative, 0, 0),)
        elif not mentions and (elliptic or not own_place):
            mentions = taken
        spoken = _union(mention.years for mention in mentions) if dated else ()
        against = elliptic and followup.set_against(text, spoken, _union(m.years for m in before.mentions))
        if against:
            mentions = _against(mentions, taken)
        return _Heard(
            text,
            where if own_place else Where(before.where.places, before.where.missing, ()),
            mentions,
            topic,
            _context(bare, before) if elliptic else "",
            before if against else None,
            before.root if elliptic else "",
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
        if heard.against:
            aspects |= {mention: _aspect_against(heard.against, mention) for mention in mentions if not mention.end}
        found: list[_Period] = []
        for place in places:
            found += _periods_of(
                heard.text, place, () if every else paired.get(place, ()) if paired else mentions, aspects
            )
        return tuple(found)

    def _scopes(
        self, heard: _Heard, periods: Sequence[_Period], kind: Kind, filters: Filters
    ) -> tuple[tuple[Scope, ...], tuple[int, ...]]:
        """Searches for every period that some report covers, and the years that none does."""
        scopes: list[Scope] = []
        missing: list[int] = []
        apart = kind in (Kind.TREND, Kind.COMPARE)
        topics = heard.topics if kind in _PARTED else (_COURSE.sub("", heard.topic) or heard.topic,)
        subjects = () if heard.context or len(topics) > 1 or kind not in _JOINED else subjects_of(heard.own)
        searches = [(f"{subject}是多少", subject) for subject in subjects] or [(topic, "") for topic in topics]
        for period in periods:
            near = self._reports(heard, period, filters)
            reports = _long_plans(near) if period.ahead else _long_reviews(near, period.span)
            dated = bool(period.data_years)
            found = (self._dated if dated else _undated)(heard, period, reports, apart)
            scopes += [
                replace(scope, query=query, keywords=report_wording(query), subject=subject)
                for query, subject in searches
                for scope in found
            ]
            missing += [] if found else period.data_years or period.report_years
        if _of_both(heard) and any(not scope.only_other for scope in scopes):
            scopes = [scope for scope in scopes if not scope.only_other]
        return tuple(dict.fromkeys(scopes)), tuple(dict.fromkeys(missing))

    def _reports(self, heard: _Heard, period: _Period, filters: Filters) -> tuple[ReportBrief, ...]:
        reports = self._catalog.of([period.place] if period.place else [])
        if not period.place and speaks_locally(heard.text):
            reports = tuple(report for report in reports if report.place != "全国") or reports
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
        spoken = [r for r in reports if years & set(years_of(r, None))]
        asked = [r for r in spoken if years & set(years_of(r, period.aspect))]
        whole = [r for r in asked if years <= set(years_of(r, period.aspect))]
        apart = apart and len(years) > 1 and not (whole and asks_whole(heard.text))
        chosen = (whole if not apart else ()) or asked or spoken
        named = [r for r in reports if years & self._catalog.mentioned[r.id]]
        # A report on a whole term seldom has the figures of a year inside it; another may name them in passing.
        inside = all(not years & {*r.reviewed[-1:], *r.planned} for r in chosen)
        chosen = list(dict.fromkeys((*chosen, *named))) if inside and len(years) == 1 else chosen or named
        template = Scope(
            query=heard.topic,
            place=period.place,
            data_years=period.data_years,
            aspect=period.aspect,
            exact=not spoken,
            only_other=bool(spoken) and not asked,
        )
        return [replace(template, report_ids=tuple(report.id for report in group)) for group in _groups(chosen, apart)]


def _undated(heard: _Heard, period: _Period, reports: Sequence[ReportBrief], apart: bool) -> list[Scope]:
    """One search over all the reports, or one a report where they are to be set side by side."""
    return [
        Scope(
            query=heard.topic,
            place=period.place,
            data_years=_span_years(period, group),
            report_ids=tuple(report.id for report in group),
            aspect=period.aspect,
        )
        for group in _groups(reports, apart and period.place is not None)
    ]


def _span_years(period: _Period, reports: Sequence[ReportBrief]) -> tuple[int, ...]:
    """The years that 过去五年 or 今后五年 means in a report; none when several reports are asked."""
    if not period.span or len(reports) != 1:
        return ()
    [report] = reports
    if period.ahead:
        return tuple(range(report.year, report.year + period.span)) if report.year else ()
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


def _aspects(text: str, mentions: Sequence[YearMention]) -> dict[YearMention | None, Aspect | None]:
    """Result or target a mention (2007年任务、2013—2016年完成数); key None is the whole question's, which
    holds for all when no year has its own."""
    whole = aspect_of(text)
    asked = [
        (mention, text[start:end])
        for start, end in ask_spans(text)
        for mention in mentions
        if start <= mention.start < end
    ]
    if len(asked) == len(mentions) and len({aspect_of(part) for _, part in asked}) > 1:
        return {None: whole} | {mention: aspect_of(part) for mention, part in asked}
    ends = [*(mention.start for mention in mentions[1:]), len(text)]
    local = [aspect_of(text[mention.end : end]) for mention, end in zip(mentions, ends, strict=False)]
    own = len(set(local) - {None}) > 1 or _of_one_alone(text, mentions, local)
    aspects: dict[YearMention | None, Aspect | None] = {None: whole}
    return aspects | dict(zip(mentions, local if own else [whole] * len(mentions), strict=True))


def _of_one_alone(text: str, mentions: Sequence[YearMention], local: Sequence[Aspect | None]) -> bool:
    """Whether one year alone is asked for its target (2020年、2021年和2022年目标; 2019到2021年的变化，以及2022年的目标);
    of two that are joined (2016年、2017年目标) both are."""
    aimed = [mention for mention, aspect in zip(mentions, local, strict=True) if aspect is Aspect.TARGET]
    if len(aimed) != 1 or len(mentions) < 2 or not _AIMED.match(text, aimed[0].end):
        return False
    between = [text[a.end : b.start] for a, b in pairwise(mentions)]
    return len(mentions) > 2 or not all(map(_JOINER.fullmatch, between))


def _periods_of(
    text: str,
    place: str | None,
    mentions: Sequence[YearMention],
    aspects: Mapping[YearMention | None, Aspect | None],
) -> list[_Period]:
    of_reports = _union(mention.years for mention in mentions if mention.of_report)
    told = _told(text, mentions)
    if asks_both(text) and len(told) == 1 and told[0].years and not told[0].of_report:
        return [_period(place, told[0], of_reports, aspect) for aspect in (Aspect.TARGET, Aspect.RESULT)]
    if any(not mention.of_report for mention in told):
        return [_period(place, mention, of_reports, aspects[mention]) for mention in told]
    return [_Period(place, (), (year,), aspects[None]) for year in of_reports] or [_Period(place, aspect=aspects[None])]


def _of_both(heard: _Heard) -> bool:
    """Whether one year's target is asked for beside its result."""
    told = _told(heard.text, heard.mentions)
    return asks_both(heard.text) and len(told) == 1 and bool(told[0].years) and len(heard.where.places) < 2


def _told(text: str, mentions: Sequence[YearMention]) -> list[YearMention]:
    """The mentions that say which years are asked about: those of reports only where no other does.

    A bare span (五年来) beside years only says how long they are; one ahead, or in a clause of its own, is a period
    of its own.
    """
    asked = [mention for mention in mentions if not mention.of_report]
    dated = [mention for mention in asked if mention.years]
    told = [m for m in asked if m.years or m.ahead or not any(_one_clause(text, m, other) for other in dated)]
    return told or list(mentions)


def _one_clause(text: str, a: YearMention, b: YearMention) -> bool:
    between = text[a.end : b.start] if a.end <= b.start else text[b.end : a.start]
    return not _CLAUSE_END.search(between)


def _period(place: str | None, mention: YearMention, of_reports: tuple[int, ...], aspect: Aspect | None) -> _Period:
    if mention.ahead:
        aspect = Aspect.TARGET
    elif mention.span and aspect is Aspect.TARGET:
        # 这几年怎么变的，2018年打算到多少: what is planned is another year's.
        aspect = None
    return _Period(place, mention.years, of_reports, aspect, mention.span, mention.ahead)


def _paired(spans: Sequence[PlaceSpan], mentions: Sequence[YearMention]) -> dict[str | None, list[YearMention]]:
    """Mentions by the place they stand behind (张家口2016年…承德2023年); empty when not every place has its own."""
    if len({span.place for span in spans}) < 2 or len(mentions) < 2:
        return {}
    paired: dict[str | None, list[YearMention]] = {span.place: [] for span in spans}
    for mention in mentions:
        before = [span for span in spans if span.end <= mention.start]
        # 2012年陕西…和2018年诸暨…: a year right before a place is that place's.
        beside = [span for span in before if mention.start - span.end <= _BESIDE]
        beside = beside or [span for span in spans if 0 <= span.start - mention.end <= _BESIDE]
        paired[(beside or before[-1:] or spans)[0].place].append(mention)
    return paired if all(paired.values()) else {}


def _spans(where: Where) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in where.spans]


def _context(own: str, before: _Heard) -> str:
    """What a question with the words ``own`` takes over: the topic before it; what a chain (生猪呢？柑橘呢？) began with, where
    it has words of its own, which count twice."""
    if _GROUP.search(own):
        # 城里人呢 asks the same of the others.
        return f"{own} {_GROUP.sub('', before.root)}"
    return f"{own} {before.root}" if len(own) > 1 else before.topic


def _against(mentions: tuple[YearMention, ...], before: tuple[YearMention, ...]) -> tuple[YearMention, ...]:
    """``mentions``, then those of the question before that are of other years."""
    own = _union(mention.years for mention in mentions)
    others = tuple(mention for mention in before if mention.years and not set(mention.years) & set(own))
    return (*mentions, *others) if own else mentions


def _aspect_against(before: _Heard, mention: YearMention) -> Aspect | None:
    """Result or target ``mention``, which the text does not name itself: what the question before asked of its years."""
    asked = any(set(mention.years) & set(other.years) for other in before.mentions)
    return aspect_of(before.text) if asked else None


def _with_relative(text: str, mentions: tuple[YearMention, ...], before: _Heard | None) -> tuple[YearMention, ...]:
    """``mentions`` and what 去年 or 今年 means in the one report spoken of, here or in the question before."""
    own = _union(mention.years for mention in mentions if mention.of_report)
    taken = _union(mention.years for mention in before.mentions if mention.of_report) if before else ()
    known = own or taken
    if len(known) != 1 or any(mention.years and not mention.of_report for mention in mentions):
        return mentions
    relative = relative_to(text, known[0])
    return (*mentions, relative) if relative else mentions


def _joined(heard: _Heard, plans: Sequence[Plan]) -> Plan:
    """One plan for several questions asked at once."""
    aspects = {plan.aspect for plan in plans}
    return Plan(
        question=_readable(heard),
        kind=Kind.FACT,
        places=tuple(dict.fromkeys(place for plan in plans for place in plan.places)),
        data_years=_union(plan.data_years for plan in plans),
        report_years=_union(plan.report_years for plan in plans),
        aspect=aspects.pop() if len(aspects) == 1 else None,
        scopes=tuple(scope for plan in plans for scope in plan.scopes),
        missing_places=tuple(dict.fromkeys(place for plan in plans for place in plan.missing_places)),
        missing_years=_union(plan.missing_years for plan in plans),
    )


def _blanked(text: str, spans: Sequence[PlaceSpan]) -> str:
    for span in spans:
        text = f"{text[: span.start]}{PLACE * (span.end - span.start)}{text[span.end :]}"
    return text


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
    prefix = "".join((*taken, *years))
    return f"{prefix}{heard.text}" + (f"（承上文：{heard.context}）" if heard.context else "")
