"""Which places a question asks about, which of them no report covers, and which only a report of the place above may
name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from pypinyin import Style, lazy_pinyin

from qa.places import NATION, Gazetteer, Level
from qa.question.everywhere import all_asked, contested, inside, of_the_levels
from qa.question.groups import GroupMention, find_groups
from qa.question.names import (
    Named,
    Told,
    before_indicator,
    blanked,
    indicators_at,
    names_in,
    names_of,
    shorts_of,
    shorts_within,
)
from qa.question.parts import ask_spans
from qa.question.years import find_years
from qa.wording.country import COUNTRY, COUNTRY_BESIDE, LOCAL
from qa.wording.everywhere import CONTEST, EXCEPT, PROVINCES, WHICH_PLACE
from qa.wording.partners import (
    AGAINST,
    ANY_REPORT,
    CONTRAST,
    JOIN,
    JOIN_THINGS,
    OBJECT,
    OWN_REPORT,
    PARTNER,
    RANKED_IN,
    THINGS_OF,
)
from qa.wording.sounds import PARTICLES
from qa.wording.whereabouts import sites_at

#: They deliver no report of this kind; in the country's reports they are a topic.
_NO_REPORTS = {"香港特别行政区", "澳门特别行政区", "台湾省"}
#: Xi'an has an apostrophe, and so has Chengde's.
_LATIN = re.compile(r"[A-Za-z][A-Za-z'’]{3,}")
_INNER_UNITS = frozenset({"县", "镇", "开发区"})
_OWN = re.compile(r"['’](?:s)?$")


@dataclass(frozen=True, slots=True)
class PlaceSpan:
    """A covered place as the question names it; ``place`` is the full name of a place with reports."""

    place: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Within:
    """A place without reports in one that has some. Only a sentence with one of ``names`` speaks of it: a figure of
    ``report_place`` itself is none of its own (吉林市 in 吉林省)."""

    place: str
    report_place: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Where:
    """``places``: to be read, in order, those of ``within`` and the members of ``groups`` among them.

    ``missing``: asked and covered by no report. ``groups``: names of the groups asked about; ``uncovered_members``:
    members that no report covers, to be told, while the others are answered. ``everywhere``: all the places that
    there are reports of are asked (各省, 哪个市), or all but some; ``all_at`` is where the text says so. ``inner``: all
    places of that kind within those of ``places`` (浙江各市: 市), of which there are no reports. ``compared``: those
    ``within`` are set side by side.
    """

    places: tuple[str, ...]
    missing: tuple[str, ...]
    spans: tuple[PlaceSpan, ...]
    within: tuple[Within, ...] = ()
    groups: tuple[str, ...] = ()
    uncovered_members: tuple[str, ...] = ()
    everywhere: bool = False
    all_at: tuple[int, int] = (0, 0)
    inner: str = ""
    compared: bool = False


def speaks_locally(text: str) -> bool:
    """Whether the wording is that of a city or county, not of the country."""
    return bool(LOCAL.search(text))


def find_where(text: str, gazetteer: Gazetteer, covered: Sequence[str], told: Told = lambda _: ()) -> Where:
    """``covered`` are the full names of the places that have reports; ``told`` those within one that its reports tell of."""
    reader = _Reader(text, gazetteer, tuple(covered), told)
    return reader.with_everywhere(reader.named_outright())


@dataclass(frozen=True, slots=True)
class _Kept:
    """A named place that is asked about: itself covered, or ``within`` one that is; ``start``: of its name with those of
    the places above it."""

    named: Named
    report_place: str
    start: int
    within: Within | None = None

    def span(self, compared: bool) -> PlaceSpan:
        """The name of a place within another stays part of the topic, where it is not ``compared`` with others."""
        end = self.named.start if self.within and not compared else self.named.end
        return PlaceSpan(self.report_place, self.start, end)


class _Reader:
    """One text, its places found once."""

    def __init__(self, text: str, gazetteer: Gazetteer, covered: tuple[str, ...], told: Told) -> None:
        self._text = text
        self._gazetteer = gazetteer
        self._covered = covered
        # A province's name may hold that of a group (广西壮族自治区), and so may 各省、自治区、直辖市.
        holders = [(m.start, m.end) for m in gazetteer.find(text)] + [m.span() for m in PROVINCES.finditer(text)]
        groups = [m for m in find_groups(text) if not _lies_in(m, holders)]
        named = names_in(text, gazetteer, [(m.start, m.end) for m in groups])
        named = sorted([*named, *shorts_of(covered, text, gazetteer, named)], key=lambda each: each.start)
        named = sorted([*named, *shorts_within(covered, text, gazetteer, told, named)], key=lambda each: each.start)
        #: The text without the characters of its places, which are no words (成都 holds 都).
        self._marked = blanked(text, [*((each.start, each.end) for each in named), *((m.start, m.end) for m in groups)])
        self._contrast = bool(CONTRAST.search(self._marked))
        self._indicators = indicators_at(self._marked)
        spared = [match.span(match.lastindex or 0) for match in EXCEPT.finditer(self._marked)]
        self._groups = [m for m in groups if not _lies_in(m, spared)]
        self._named = [each for each in named if not _lies_in(each, spared)]
        self._left_out = self._covered_of(
            [each for each in named if _lies_in(each, spared)], [m for m in groups if _lies_in(m, spared)]
        )

    def named_outright(self) -> Where:
        kept = self._kept()
        within = [each.named for each in kept if each.within]
        # 霍尔果斯和阿拉山口两个口岸: what bears their names, and not the cities.
        compared = self._contrast and len(within) > 1 and not THINGS_OF.match(self._text, within[-1].end)
        spans = self._without_partners([each.span(compared) for each in kept]) or self._latin()
        groups = self._asked_groups(bool(spans))
        spans += [PlaceSpan(name, m.start, m.end) for m in groups for name in m.group.split(self._covered)[0]]
        spans += self._country(COUNTRY_BESIDE if spans else COUNTRY)
        among = [match.span() for match in RANKED_IN.finditer(self._marked)]
        foreign = [
            each
            for each in self._named
            if not self._readable(each) and not self._is_attribute(each) and not _lies_in(each, among)
        ]
        missing = self._missing(foreign, spans)
        if not spans and not missing:
            missing = self._of_lone_groups()
        if not spans and not missing:
            spans = self._homophones()
        spans = sorted((span for span in spans if span.place not in self._left_out), key=lambda span: span.start)
        places = _once(span.place for span in spans)
        without = _once(name for m in groups for name in m.group.split(self._covered)[1])
        return Where(
            places,
            missing,
            tuple(spans),
            within=tuple(dict.fromkeys(each.within for each in kept if each.within and each.span(compared) in spans)),
            compared=compared,
            groups=_once(m.group.name for m in groups),
            uncovered_members=tuple(name for name in without if name not in missing),
        )

    def with_everywhere(self, where: Where) -> Where:
        """``where`` with all the covered places that the text asks for as a whole: all there are, those in the places
        it names (四川各市), or all but some. Any other place named means that no such thing is asked."""
        if where.groups or where.missing:
            return where
        found = all_asked(self._marked, self._gazetteer, self._covered)
        if not found.places and not where.places and self._indicators and self._of_places():
            found = contested(self._marked, self._covered)
        asked = found.places
        if self._left_out and not where.places:
            asked = asked or of_the_levels(tuple(self._left_out), self._gazetteer, self._covered)
        if len(where.places) > 1 and found.unit in ("", "省") and not self._asked_apart(found.start):
            # 上海、云南…十二份报告有哪几份给了: of those named.
            return replace(where, all_at=(found.start, found.end))
        if where.places and not self._asked_apart(found.start):
            asked = tuple(name for name in asked if inside(name, where.places, self._gazetteer))
        asked = tuple(name for name in asked if name not in self._left_out)
        if len(asked) == 1 and found.unit in _INNER_UNITS and not where.places:
            # 哪几个县, where one county reports: those of a place that is not named.
            return where
        if not asked:
            # 这四份市级报告: those of the places named.
            return replace(where, all_at=(found.start, found.end), inner=found.unit if where.places else "")
        return replace(where, places=asked, spans=(), within=(), everywhere=True, all_at=(found.start, found.end))

    def _of_places(self) -> bool:
        """Whether a contest is one of places, and not of two years that the text sets against each other."""
        years = {mention.years for mention in find_years(self._text) if mention.years}
        return len(years) < 2 or bool(WHICH_PLACE.search(self._text))

    def _asked_apart(self, start: int) -> bool:
        """Whether all places are asked about in a question of its own, and those named in another: 哪个省最多？广东又是多少？"""
        spans = [(a, b) for a, b in ask_spans(self._text) if a <= start < b]
        return (
            bool(spans)
            # 山东和安徽各多少？哪个省高: of those two.
            and (
                len({*filter(None, map(self._covered_name, self._named))}) < 2
                or bool(indicators_at(self._text[slice(*spans[0])]))
            )
            and bool(CONTEST.search(self._text[slice(*spans[0])]))
            and not any(spans[0][0] <= each.start < spans[0][1] for each in self._named)
        )

    # Places with reports, and those inside them.

    def _kept(self) -> list[_Kept]:
        """The covered places; and those inside one that is named itself or, where no covered place is, inside any."""
        outright = {name for each in self._named if (name := self._covered_name(each))}
        kept: list[_Kept] = []
        for each in self._named:
            name = self._covered_name(each)
            if name and not self._is_attribute(each):
                kept.append(_Kept(each, name, self._start(each)))
        own = [each.span(False) for each in kept]
        for each in self._named:
            spared = self._covered_name(each) or self._is_attribute(each)
            inner = None if spared else self._within(each, outright)
            if inner and (not outright or inner.report_place in outright or self._beside(each, own)):
                kept.append(_Kept(each, inner.report_place, self._start(each), inner))
                own.append(PlaceSpan(inner.report_place, each.start, each.end))
        return sorted(kept, key=lambda each: each.named.start)

    def _covered_name(self, named: Named) -> str:
        return next((place.name for place in named.meanings if place.name in self._covered), "")

    def _covered_of(self, named: Sequence[Named], groups: Sequence[GroupMention]) -> frozenset[str]:
        members = (name for m in groups for name in m.group.split(self._covered)[0])
        return frozenset(filter(None, (*map(self._covered_name, named), *members)))

    def _readable(self, named: Named) -> bool:
        """Whether the place or one above it has reports."""
        return bool(self._covered_name(named) or self._within(named, ()))

    def _within(self, named: Named, outright: Collection[str]) -> Within | None:
        """A covered place that the text names ``outright`` is meant rather than a nearer one."""
        for place in named.meanings:
            above = [parent for parent in reversed(place.parents) if parent in self._covered]
            if above:
                report_place = next((parent for parent in above if parent in outright), above[0])
                names = names_of(place, self._gazetteer, self._text[named.start : named.end])
                return Within(place.name, report_place, (*names, *sites_at(self._text, named.end)))
        return None

    def _is_attribute(self, named: Named) -> bool:
        """Whether the name only says where the next one lies (河北省承德市)."""
        behind = next((each for each in self._named if each.start == named.end), None)
        return bool(behind) and any(named.place.name in place.parents for place in (behind.meanings if behind else ()))

    def _start(self, named: Named) -> int:
        """Where the name begins with those of the places above it (重庆市万州区)."""
        above = next((each for each in self._named if each.end == named.start and self._is_attribute(each)), None)
        return self._start(above) if above else named.start

    def _without_partners(self, spans: list[PlaceSpan]) -> list[PlaceSpan]:
        """Without the places that another one only takes from, gives to or is measured in, where any is left."""
        partners = [match.span() for match in PARTNER.finditer(self._marked)]
        asked = [span for span in spans if not _lies_in(span, partners)]
        return asked or spans

    def _country(self, pattern: re.Pattern[str]) -> list[PlaceSpan]:
        if NATION not in self._covered:
            return []
        return [PlaceSpan(NATION, *match.span()) for match in pattern.finditer(self._text)]

    def _latin(self) -> list[PlaceSpan]:
        found = []
        for match in _LATIN.finditer(self._text):
            sound = _OWN.sub("", match.group().lower())
            named = [p.name for p in self._gazetteer.by_pinyin(sound) if p.name in self._covered]
            found += [PlaceSpan(named[0], *match.span())] if named else []
        return found

    def _homophones(self) -> list[PlaceSpan]:
        """A covered place written with a wrong character of the same sound (城德 for 承德), tones included."""
        sounds = lazy_pinyin(list(self._text), style=Style.TONE3, errors="default")
        found = []
        for name in self._covered:
            place = self._gazetteer.get(name)
            if place is None or place.level is Level.COUNTRY:
                continue
            wanted = lazy_pinyin(place.short, style=Style.TONE3)
            size = len(wanted)
            starts = (i for i in range(len(sounds) - size + 1) if size > 1 and sounds[i : i + size] == wanted)
            ends = (start + size for start in starts)
            found += [PlaceSpan(name, end - size, end) for end in ends if not self._text[:end].endswith(PARTICLES)]
        return found

    # Places without reports.

    def _missing(self, foreign: Sequence[Named], spans: Sequence[PlaceSpan]) -> tuple[str, ...]:
        """Uncovered places that are asked about, not just named as a partner, a source or a destination."""
        if spans:
            return _once(each.place.name for each in self._set_beside(foreign, spans))
        asked = [
            each
            for each in foreign
            if not OBJECT.search(self._text[: self._head(each).start]) and not self._is_topic(each)
        ]
        return _once(each.place.name for each in asked)

    def _set_beside(self, foreign: Sequence[Named], spans: Sequence[PlaceSpan]) -> list[Named]:
        """Those beside a covered place, or beside one of these."""
        beside = list(spans)
        found: list[Named] = []
        # Both ways, for those listed before a covered place.
        for each in (*foreign, *reversed(foreign)):
            if each not in found and self._beside(each, beside):
                found.append(each)
                beside.append(PlaceSpan(each.place.name, each.start, each.end))
        return sorted(found, key=lambda each: each.start)

    def _beside(self, named: Named, spans: Sequence[PlaceSpan]) -> bool:
        """Whether ``named`` is set side by side with one of ``spans``: what is asked of both."""
        for span in spans:
            between = _between(self._text, named, span)
            if self._contrast and JOIN_THINGS.match(between):
                return True
            if between and not JOIN.match(between):
                continue
            behind = max(named.end, span.end)
            if self._contrast or named.initial or before_indicator(self._marked, behind, self._indicators):
                return True
        return False

    def _head(self, named: Named) -> Named:
        """The first of the places listed together with ``named``."""
        head = named
        for before in reversed([each for each in self._named if each.end <= named.start]):
            between = _between(self._text, before, head)
            if between and not JOIN.match(between):
                break
            head = before
        return head

    def _is_topic(self, named: Named) -> bool:
        """Whether the question names another report and only asks what it says of this place."""
        if named.place.name in _NO_REPORTS and NATION in self._covered:
            return True
        before = ANY_REPORT.search(self._text, 0, named.start)
        return bool(before) and not OWN_REPORT.match(self._text[named.end :])

    # Groups.

    def _asked_groups(self, beside_others: bool) -> list[GroupMention]:
        """Groups some of whose members have reports; beside a named place only where the two are joined."""
        asked = [m for m in self._groups if m.asked and m.group.split(self._covered)[0]]
        if not beside_others:
            return asked
        return [m for m in asked if any(self._compared(m, each) for each in self._named)]

    def _compared(self, mention: GroupMention, named: Named) -> bool:
        """Whether the group and the place are joined, or the later one is what the other is compared with."""
        later = max(mention.start, named.start)
        against = self._contrast and AGAINST.search(self._text[:later])
        return bool(JOIN.match(_between(self._text, mention, named)) or against)

    def _of_lone_groups(self) -> tuple[str, ...]:
        """The members of groups of which none has a report; a national report may speak of the group itself."""
        asked = [m for m in self._groups if m.asked and NATION not in self._covered]
        return _once(name for m in asked for name in m.group.split(self._covered)[1])


class _Stretch(Protocol):
    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


def _between(text: str, a: _Stretch, b: _Stretch) -> str:
    return text[a.end : b.start] if a.end <= b.start else text[b.end : a.start]


def _lies_in(stretch: _Stretch, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start <= stretch.start and stretch.end <= end for start, end in spans)


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
