"""From a question and its history to a plan of searches."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from qa.places import Gazetteer
from qa.question import followup
from qa.question.apart import asked_again, asks_each, groups_of_asks, unlike, without_each
from qa.question.ask import ask_of
from qa.question.catalog import Catalog, years_of
from qa.question.heard import Heard
from qa.question.inner import Inner
from qa.question.kind import (
    asks_both,
    asks_change,
    asks_who_says,
    aspect_of,
    kind_of,
    sets_against,
    sets_against_each_other,
    without_instructions,
)
from qa.question.parts import level_and_growth, pairs, subjects_of, with_sides
from qa.question.periods import Period, aspects_of, of_each_report, paired, periods_of, told_of, union
from qa.question.relative import with_relative
from qa.question.searches import Searches, Sought, full_name
from qa.question.talk import talk_of
from qa.question.where import PlaceSpan, Where, find_where
from qa.question.years import PLACE, YearMention, asks_every_report, find_years, with_years_told
from qa.records import Aspect, Filters, Kind, Plan, Turn
from qa.wording import prose
from qa.wording.asking import with_whole_verbs
from qa.wording.comparison import COMPARED_WITH, sets_both, sets_with_before
from qa.wording.joining import EACH_BY_ITSELF
from qa.wording.telling import without_asides, without_telling
from qa.words import simplify

#: Kinds of question that may ask several things at once; the others fetch many sentences as they are.
_PARTED = frozenset({Kind.FACT, Kind.YES_NO, Kind.EXPLAIN})
#: Kinds that a text may seem to be of only because its questions are of several years or places.
_JOINED = frozenset({Kind.FACT, Kind.COMPARE, Kind.TREND})
#: Kinds that a request to sum up something may seem to be of.
_SUMMED = frozenset({Kind.FACT, Kind.LIST, Kind.YES_NO, Kind.WHICH})
#: Indicators that are set against each other.
_TWO = 2
_RANGED = re.compile(r"\d年?(?:底|末|初)?\s*[到至—–~～-]")
#: Character pairs that make a topic of its own.
_NEW = 3


class Planner:
    """Understands questions over the reports of one store."""

    def __init__(self, catalog: Catalog, gazetteer: Gazetteer) -> None:
        self._catalog = catalog
        self._gazetteer = gazetteer
        self._searches = Searches(catalog, gazetteer)
        self._inner = Inner(catalog, gazetteer)

    def plan(self, question: str, history: Sequence[Turn] = (), filters: Filters = Filters()) -> Plan:
        plan = self._planned(question, history, filters)
        own = simplify(question)
        leans = bool(history) and own.strip() != plan.question
        talk = talk_of(plan.question if plan.kind is Kind.TALK else own)
        return replace(plan, ask=replace(ask_of(plan, self._catalog.people), leans=leans, talk=talk))

    def joined(self, questions: Sequence[str], filters: Filters = Filters()) -> Plan:
        """One plan for several whole questions, each a step of what is asked."""
        plans = [self.plan(question, (), filters) for question in questions]
        if len(plans) == 1:
            return plans[0]
        plan = _joined("".join(questions), plans)
        return replace(plan, ask=ask_of(plan, self._catalog.people))

    def _planned(self, question: str, history: Sequence[Turn], filters: Filters) -> Plan:
        *earlier, heard = self._hear(question, history)
        talk = talk_of(heard.text)
        if talk is not None and talk.polite:
            return Plan(heard.text, Kind.TALK, (), (), (), None, ())
        heard = self._closed(heard)
        # Which of all the places says something is no comparison of them.
        sought = heard.where.everywhere and asks_who_says(heard.text)
        compared = len(heard.where.within) if heard.where.compared else len(heard.where.places)
        kind = kind_of(heard.text, 0 if sought else compared, len(told_of(heard.text, heard.mentions)))
        if (
            (heard.against and len(heard.mentions) > 1)
            or _of_both(heard)
            or (kind in _PARTED and sets_against_each_other(heard.text) and len(subjects_of(heard.own)) == _TWO)
        ):
            kind = Kind.COMPARE
        if kind in _SUMMED and prose.asks_summary(heard.own):
            kind = Kind.EXPLAIN
        if kind is Kind.INSTRUCTION:
            heard = self._listen(without_instructions(heard.text), None)
        heard = self._limit(heard, filters)
        one = kind not in _JOINED or heard.where.everywhere
        parts = [] if one else self._apart(heard, kind, earlier[-1] if earlier else None)
        if parts:
            return _joined(
                _readable(heard), [self._plan(self._limit(part, filters), _kind_told(part), filters) for part in parts]
            )
        return self._plan(heard, kind, filters)

    def _closed(self, heard: Heard) -> Heard:
        """Years up to today closed with the last that a report speaks of, a change since one year with the last that a
        report looks back on; a change over more years than any report reviews asked of the first and the last of them."""
        known = [years_of(report, None) for report in self._catalog.of(heard.where.places)]
        latest = max((year for years in known for year in years), default=0)
        mentions: list[YearMention] = []
        if _since_one(heard):
            told = (year for report in self._catalog.of(heard.where.places) for year in years_of(report, Aspect.RESULT))
            mentions.append(YearMention((max(told, default=latest),), 0, 0))
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

    def _plan(self, heard: Heard, kind: Kind, filters: Filters) -> Plan:
        periods = self._periods(heard, filters)
        topics = heard.topics if kind in _PARTED else (prose.compared_matter(heard.topic),)
        subjects = () if heard.context or kind not in _JOINED else with_sides(heard.own)
        subjects = subjects or (
            () if heard.context or len(topics) > 1 or kind not in _JOINED else subjects_of(heard.own)
        )
        if not heard.context and kind is Kind.COMPARE and (len(heard.where.places) > 1 or heard.where.compared):
            subjects = level_and_growth(heard.own) or subjects
        queries = [(f"{subject}是多少", subject) for subject in subjects] or [(topic, "") for topic in topics]
        apart = heard.where.compared and kind is Kind.COMPARE
        sought = Sought(
            heard.text, tuple(queries), heard.where.within, apart, apart and bool(heard.where.inner), _of_both(heard)
        )
        scopes, missing_years = self._searches.of(sought, periods, kind, filters)
        return Plan(
            question=_readable(heard),
            kind=kind,
            places=tuple(each.place for each in heard.where.within) if apart else heard.where.places,
            data_years=union(period.data_years for period in periods),
            report_years=union(period.report_years for period in periods),
            aspect=aspects.pop() if len(aspects := {period.aspect for period in periods}) == 1 else None,
            scopes=scopes,
            missing_places=heard.where.missing,
            missing_years=missing_years,
        )

    def _apart(self, heard: Heard, kind: Kind, before: Heard | None) -> list[Heard]:
        """The questions of a text that asks different things of different years or places, or one thing in ways that no
        course tells; empty for one question.

        Each names its own year or place, and is heard as one that follows the one before it.
        """
        texts = groups_of_asks(heard.text, lambda asked: bool(self._where(asked).places))
        if len(texts) < 2 or (heard.context and before is None) or sets_against(without_each(heard.text)):
            return []
        parts: list[Heard] = []
        for text in texts:
            parts.append(self._listen(text, parts[-1] if parts else before))
        topics = [pairs(followup.own_topic(part.text, _spans(part.where))) for part in parts]
        alone = all(not part.context and len(topic) > _NEW for part, topic in zip(parts, topics, strict=True))
        first, *others = topics
        unlike_topics = alone and all(len(topic & first) < len(topic) / 2 for topic in others)
        if unlike_topics and not sets_against(heard.text):
            return parts
        kinds = {_kind_of_part(part) for part in parts}
        # 两省2025年各增长多少？2026年目标又各定多少: told one by one, since nothing is set against anything.
        facts = kinds == {Kind.FACT} or (kinds <= {Kind.FACT, Kind.COMPARE} and all(map(EACH_BY_ITSELF.search, texts)))
        if not facts or not (kind is Kind.FACT or unlike(texts) or any(map(asks_each, texts[1:]))):
            return []
        spoken = [before.own] if before else []
        whole = [parts[0]]
        for heard_before, part in pairwise(parts):
            spoken.append(heard_before.own)
            again = asked_again(part.own, spoken) if part.context or asks_each(part.own) else ()
            whole += [replace(part, own=own, context=about) for own, about in again] or [part]
        return whole

    def _hear(self, question: str, history: Sequence[Turn]) -> list[Heard]:
        heard: list[Heard] = []
        asked = [simplify(text).strip() for text in followup.user_questions(history)]
        # Courtesies between questions are nothing that a question follows on.
        for text in (*(text for text in asked if talk_of(text) is None), simplify(question).strip()):
            heard.append(
                self._listen(with_whole_verbs(without_telling(without_asides(text))), heard[-1] if heard else None)
            )
        return heard

    def _where(self, text: str) -> Where:
        """Places that ``text`` names; else those of the people whose reports it speaks of (李克强2018年的报告)."""
        where = find_where(text, self._gazetteer, self._catalog.places, self._catalog.told_within)
        if where.inner and not where.within:
            where = self._inner.all_of(where)
        if where.places or where.missing:
            return where
        named = [(text.find(name), name, place) for name, place in self._catalog.speakers.items() if name in text]
        spans = tuple(PlaceSpan(place, start, start + len(name)) for start, name, place in sorted(named))
        return (
            Where(tuple(dict.fromkeys(span.place for span in spans)), (), spans)
            if spans
            else self._inner.named_alone(text)
        )

    def _where_after(self, text: str, before: Heard | None) -> Where:
        """Where a question looks, heard after the one before it, whose place a bare 哪个市 or 这里面 is within."""
        where = self._where(text)
        if before is None or not where.everywhere:
            return where
        if len(before.where.places) == 1 and not where.spans:
            # 哪个市最多, after a province: of its cities, where those with reports are not of it.
            home = before.where.places[0]
            inner = self._where(f"{home}{text}")
            said_at = inner.all_at[0] - len(home), inner.all_at[1] - len(home)
            where = replace(inner, spans=(), all_at=said_at) if inner.compared else where
        if where.everywhere and not any(where.all_at) and followup.points_back(text):
            # 这里面有几家: of what was spoken of, no contest of places.
            return Where((), (), ())
        return where

    def _listen(self, text: str, before: Heard | None) -> Heard:
        text = with_years_told(text, union(mention.years for mention in before.mentions) if before else ())
        where = self._where_after(text, before)
        # A place may stand between a year and the report it is the year of (1993年国务院的报告).
        at = where if where.places or before is None else before.where
        mentions = with_relative(
            text, find_years(_blanked(text, where.spans)), before.mentions if before else (), self._latest(at)
        )
        topic = followup.strip_spans(text, [*_spans(where), *followup.year_spans(mentions)])
        if before is None:
            return Heard(text, where, mentions, topic)
        own_place = bool(where.places or where.missing)
        both, many = sets_both(text) if own_place and before.where.places else (0, 0)
        together = tuple(dict.fromkeys((*before.where.places, *where.places)))
        with_before = own_place and sets_with_before(_blanked(text, where.spans))
        said = followup.without_way(text[:both] if both else text)
        bare = followup.own_topic(said, _spans(where))
        elliptic = followup.needs_topic(said, _spans(where))
        if elliptic and (with_before or (both and many == len(together))):
            where = replace(where, places=together)
        dated = any(mention.years for mention in mentions)
        relative = () if dated else followup.relative_years(text, union(m.years for m in before.mentions))
        taken = tuple(replace(mention, start=0, end=0) for mention in before.mentions)
        if relative:
            mentions = (YearMention(relative, 0, 0),)
        elif not mentions and (elliptic or not own_place):
            mentions = taken
        if mentions and not any(mention.years for mention in mentions):
            # 今后五年, in the report of the question before.
            mentions = (*(mention for mention in taken if mention.of_report), *mentions)
        spoken = union(mention.years for mention in mentions) if dated else ()
        against = elliptic and followup.set_against(text, spoken, union(m.years for m in before.mentions))
        if against:
            mentions = _against(mentions, taken)
        return Heard(
            text,
            where if own_place else replace(before.where, spans=()),
            mentions,
            topic,
            followup.taken_over(bare, before.root, before.topic, followup.leans(text)) if elliptic else "",
            before if against else None,
            before.root if elliptic else "",
            before.root if not elliptic and followup.begins_with_less(said, _spans(where)) else "",
        )

    def _latest(self, where: Where) -> int | None:
        """The year of the latest report of the places asked about, of all where none is named: what 今年 means there."""
        years = {max(r.year or 0 for r in self._catalog.of([place])) for place in where.places or self._catalog.places}
        return max(years) if len(years) == 1 or where.places else None

    def _limit(self, heard: Heard, filters: Filters) -> Heard:
        """The caller's place filter speaks where the question is silent."""
        if not filters.place or heard.where.places or heard.where.missing:
            return heard
        places = tuple(full_name(place, self._gazetteer) for place in filters.place)
        covered = tuple(place for place in places if place in self._catalog.places)
        missing = tuple(place for place in places if place not in self._catalog.places)
        return replace(heard, where=Where(covered, missing, ()))

    def _periods(self, heard: Heard, filters: Filters) -> tuple[Period, ...]:
        places: Sequence[str | None] = heard.where.places or (None,)
        mentions = heard.mentions
        if not mentions and filters.data_year:
            mentions = tuple(YearMention((year,), 0, 0) for year in filters.data_year)
        by_place = paired(heard.text, heard.where.spans, mentions)
        if each := of_each_report(heard.text, self._catalog.of(heard.where.places), mentions, by_place):
            return each
        every = asks_every_report(heard.text) and len(mentions) < 2
        aspects = aspects_of(heard.text, mentions)
        if heard.against:
            aspects |= {mention: _aspect_against(heard.against, mention) for mention in mentions if not mention.end}
            # 要完成这个目标，至少要比2013年多: of the year compared with, what came of it.
            aspects |= {m: None for m in mentions if m.end and heard.text[: m.start].endswith(("比", "较"))}
        found: list[Period] = []
        for place in places:
            found += periods_of(
                heard.text, place, () if every else by_place.get(place, ()) if by_place else mentions, aspects
            )
        return tuple(found)


def _of_both(heard: Heard) -> bool:
    """Whether one year's target is asked for beside its result."""
    told = told_of(heard.text, heard.mentions)
    return asks_both(heard.text) and len(told) == 1 and bool(told[0].years) and len(heard.where.places) < 2


def _since_one(heard: Heard) -> bool:
    """Whether one year is all that is named, for what it has changed by since: 收入比2021年多了多少元."""
    if len(heard.mentions) != 1 or len(heard.mentions[0].years) != 1 or heard.mentions[0].of_report:
        return False
    start = heard.mentions[0].start
    return COMPARED_WITH.search(heard.text[:start]) is not None and asks_change(heard.text)


def _kind_of_part(heard: Heard) -> Kind:
    return kind_of(without_each(heard.text), len(heard.where.places), len(told_of(heard.text, heard.mentions)))


def _kind_told(part: Heard) -> Kind:
    """How one of several parts is told: of several places a row each."""
    return Kind.COMPARE if len(part.where.places) > 1 else Kind.FACT


def _spans(where: Where) -> list[tuple[int, int]]:
    return [*((span.start, span.end) for span in where.spans), *([where.all_at] if any(where.all_at) else [])]


def _against(mentions: tuple[YearMention, ...], before: tuple[YearMention, ...]) -> tuple[YearMention, ...]:
    """``mentions``, then those of the question before that are of other years."""
    own = union(mention.years for mention in mentions)
    others = tuple(mention for mention in before if mention.years and not set(mention.years) & set(own))
    return (*mentions, *others) if own else mentions


def _aspect_against(before: Heard, mention: YearMention) -> Aspect | None:
    """Result or target ``mention``, which the text does not name itself: what the question before asked of its years."""
    asked = any(set(mention.years) & set(other.years) for other in before.mentions)
    return aspect_of(before.text) if asked else None


def _joined(question: str, plans: Sequence[Plan]) -> Plan:
    """One plan for several questions asked at once, which ``question`` holds."""
    aspects = {plan.aspect for plan in plans}
    return Plan(
        question=question,
        kind=Kind.FACT,
        places=tuple(dict.fromkeys(place for plan in plans for place in plan.places)),
        data_years=union(plan.data_years for plan in plans),
        report_years=union(plan.report_years for plan in plans),
        aspect=aspects.pop() if len(aspects) == 1 else None,
        scopes=tuple(scope for plan in plans for scope in plan.scopes),
        missing_places=tuple(dict.fromkeys(place for plan in plans for place in plan.missing_places)),
        missing_years=union(plan.missing_years for plan in plans),
    )


def _blanked(text: str, spans: Sequence[PlaceSpan]) -> str:
    for span in spans:
        text = f"{text[: span.start]}{PLACE * (span.end - span.start)}{text[span.end :]}"
    return text


def _readable(heard: Heard) -> str:
    """The question with what it took over from the history in front of it."""
    own = find_years(heard.text)
    own_places = heard.where.spans or heard.where.everywhere
    taken = [] if own_places else heard.where.places
    years = (
        []
        if any(m.years for m in own)
        else [f"{mention.years[0]}年" for mention in heard.mentions if len(mention.years) == 1]
    )
    prefix = "".join((*taken, *years))
    return f"{prefix}{heard.text}" + (f"（承上文：{heard.context}）" if heard.context else "")
