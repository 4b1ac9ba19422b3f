"""Which places a question asks about, and which of them no report covers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pypinyin import Style, lazy_pinyin

from qa.places import Gazetteer, Level, Mention

_ALL = re.compile(
    r"(?:[这那]|上述|以上)?(?:[两二三四五六七八九十几]|\d+)个?(?:地级)?(?:市|地|座城市|城市|省|县)(?![级长属区场])|各市|各地市"
)
_OBJECT = re.compile(
    r"(?:从|往|向|跟|与|由|对|到|同|去|给|为|连接|通往|对接|\bfrom|\bto|\bwith|\bin)\s*$", re.IGNORECASE
)
_JOIN = re.compile(r"^\s*(?:和|与|跟|同|及|以及|、|,|，|对比|相比|比|还是|\band\b|\bvs\b)\s*$", re.IGNORECASE)
_CONTRAST = re.compile(r"各|分别|谁|哪|相差|差|比|高|低|都", re.IGNORECASE)
_COUNTRY = re.compile(
    r"全国(?!性|首|第|各|最|文明|卫生|人大|政协|示范|先进|.{0,12}(?:称号|奖|城市|县|试点))|我国|中国(?!特色|共产党|式)|国务院|中央政府"
)
_LATIN = re.compile(r"[A-Za-z][A-Za-z']{3,}")


@dataclass(frozen=True, slots=True)
class PlaceSpan:
    """A covered place as the question names it; ``place`` is the full name of a place with reports."""

    place: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Where:
    """``places``: asked and covered, in order; ``missing``: asked and covered by no report."""

    places: tuple[str, ...]
    missing: tuple[str, ...]
    spans: tuple[PlaceSpan, ...]


def find_where(text: str, gazetteer: Gazetteer, covered: Sequence[str]) -> Where:
    """``covered`` are the full names of the places that have reports."""
    mentions = [m for m in gazetteer.find(text) if m.place.level is not Level.COUNTRY]
    spans = [PlaceSpan(m.place.name, m.start, m.end) for m in mentions if m.place.name in covered]
    spans = spans or _country(text, covered) or _parents(mentions, covered) or _latin(text, gazetteer, covered)
    foreign = [m for m in mentions if m.place.name not in covered and not set(m.place.parents) & set(covered)]
    missing = _missing(text, foreign, spans)
    if not spans and not missing:
        spans = _homophones(text, gazetteer, covered)
    places = tuple(dict.fromkeys(span.place for span in sorted(spans, key=lambda span: span.start)))
    if not places and not missing and _ALL.search(text):
        places = tuple(covered)
    return Where(places, missing, tuple(sorted(spans, key=lambda span: span.start)))


def _country(text: str, covered: Sequence[str]) -> list[PlaceSpan]:
    if "全国" not in covered:
        return []
    return [PlaceSpan("全国", *match.span()) for match in _COUNTRY.finditer(text)]


def _parents(mentions: Sequence[Mention], covered: Sequence[str]) -> list[PlaceSpan]:
    """A county or district points to the report of the place it lies in; the name itself stays a topic."""
    found = []
    for mention in mentions:
        above = [parent for parent in mention.place.parents if parent in covered and parent != "全国"]
        found += [PlaceSpan(above[-1], mention.start, mention.start)] if above else []
    return found


def _latin(text: str, gazetteer: Gazetteer, covered: Sequence[str]) -> list[PlaceSpan]:
    found = []
    for match in _LATIN.finditer(text):
        named = [place.name for place in gazetteer.by_pinyin(match.group().lower()) if place.name in covered]
        found += [PlaceSpan(named[0], *match.span())] if named else []
    return found


def _homophones(text: str, gazetteer: Gazetteer, covered: Sequence[str]) -> list[PlaceSpan]:
    """A covered place written with a wrong character of the same sound (城德 for 承德), tones included."""
    sounds = lazy_pinyin(list(text), style=Style.TONE3, errors="default")
    found = []
    for name in covered:
        place = gazetteer.get(name)
        if place is None:
            continue
        wanted = lazy_pinyin(place.short, style=Style.TONE3)
        size = len(wanted)
        starts = (i for i in range(len(sounds) - size + 1) if size > 1 and sounds[i : i + size] == wanted)
        found += [PlaceSpan(name, start, start + size) for start in starts]
    return found


def _missing(text: str, foreign: Sequence[Mention], spans: Sequence[PlaceSpan]) -> tuple[str, ...]:
    """Uncovered places that are asked about, not just named as a partner, a source or a destination."""
    if spans:
        asked = [m for m in foreign if _CONTRAST.search(text) and any(_joined(text, m, span) for span in spans)]
    else:
        asked = [m for m in foreign if not _OBJECT.search(text[: m.start])]
    return tuple(dict.fromkeys(mention.place.name for mention in asked))


def _joined(text: str, mention: Mention, span: PlaceSpan) -> bool:
    between = text[mention.end : span.start] if mention.end <= span.start else text[span.end : mention.start]
    return bool(_JOIN.match(between))
