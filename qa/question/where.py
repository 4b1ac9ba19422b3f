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
    r"全国(?!性|首|第|各|最|文明|卫生|人大|政协|示范|先进|.{0,12}(?:称号|奖|城市|县|试点))|我国|中国(?!特色|共产党|式)|国务院|中央政府|国家(?=(?:19|20)\d\d|层面)"
)
#: The country beside another place (比全国同期快, 全国和包头谁高); 全国 alone is often no place there (全国首批).
_COUNTRY_BESIDE = re.compile(
    r"(?<![在居占列为获评])全国(?=同年|同期|(?:19|20)\d\d|各(?:是|自|有|为|达|多少|从)|谁|又|呢|是|那|的?目标|"
    r"\s*[和与跟、，,；;：:？?]|多少|几)|(?<=[和与跟比])全国(?![首第性文先示卫各最人政的])|全国的(?:目标|水平|数|情况)|国家层面|国家(?=(?:19|20)\d\d|的?报告|给|把|拿)|(?:国务院|中央政府)(?=的?(?:政府)?(?:工作)?报告|[和与跟给说定提呢都]|(?:19|20)\d\d|那边|层面)|(?<=[和与跟])国务院(?!的?(?:表彰|激励|批准|督查))"
)
#: They deliver no report of this kind; in the country's reports they are a topic.
_NO_REPORTS = {"香港特别行政区", "澳门特别行政区", "台湾省"}
#: The report named is not this place's when other words stand between (1999年的报告里，澳门…).
_OWN_REPORT = re.compile(r"^\s*(?:市|省|县|区)?(?:的|(?:19|20)\d\d年?的?|政府|工作|那|份)*报告")
_ANY_REPORT = re.compile(r"报告(?:里|中|说|讲|提|显示|列)?")
#: Words of a city or county about itself: the country's reports are not meant.
_LOCAL = re.compile(
    r"[全我本该]市|[全我本该]县|[全我本该]区(?!域)|市[里委]|市[一-鿿]{1,4}[局委办](?![^，。？?]{0,2}长)|市政府|市长|县长|区长"
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


def speaks_locally(text: str) -> bool:
    """Whether the wording is that of a city or county, not of the country."""
    return bool(_LOCAL.search(text))


def find_where(text: str, gazetteer: Gazetteer, covered: Sequence[str]) -> Where:
    """``covered`` are the full names of the places that have reports."""
    mentions = [m for m in gazetteer.find(text) if m.place.level is not Level.COUNTRY]
    spans = [PlaceSpan(m.place.name, m.start, m.end) for m in mentions if m.place.name in covered]
    spans = spans or _parents(mentions, covered) or _latin(text, gazetteer, covered)
    spans += _country(_COUNTRY_BESIDE if spans else _COUNTRY, text, covered)
    foreign = [m for m in mentions if m.place.name not in covered and not set(m.place.parents) & set(covered)]
    missing = _missing(text, foreign, spans, covered)
    if not spans and not missing:
        spans = _homophones(text, gazetteer, covered)
    places = tuple(dict.fromkeys(span.place for span in sorted(spans, key=lambda span: span.start)))
    if not places and not missing and _ALL.search(text):
        places = tuple(covered)
    return Where(places, missing, tuple(sorted(spans, key=lambda span: span.start)))


def _country(pattern: re.Pattern[str], text: str, covered: Sequence[str]) -> list[PlaceSpan]:
    if "全国" not in covered:
        return []
    return [PlaceSpan("全国", *match.span()) for match in pattern.finditer(text)]


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
        if place is None or place.level is Level.COUNTRY:
            continue
        wanted = lazy_pinyin(place.short, style=Style.TONE3)
        size = len(wanted)
        starts = (i for i in range(len(sounds) - size + 1) if size > 1 and sounds[i : i + size] == wanted)
        found += [PlaceSpan(name, start, start + size) for start in starts]
    return found


def _missing(
    text: str, foreign: Sequence[Mention], spans: Sequence[PlaceSpan], covered: Sequence[str]
) -> tuple[str, ...]:
    """Uncovered places that are asked about, not just named as a partner, a source or a destination."""
    if spans:
        asked = [m for m in foreign if _CONTRAST.search(text) and any(_joined(text, m, span) for span in spans)]
    else:
        asked = [m for m in foreign if not _OBJECT.search(text[: m.start]) and not _is_topic(text, m, covered)]
    return tuple(dict.fromkeys(mention.place.name for mention in asked))


def _is_topic(text: str, mention: Mention, covered: Sequence[str]) -> bool:
    """Whether the question names another report and only asks what it says of this place."""
    if mention.place.name in _NO_REPORTS and "全国" in covered:
        return True
    before = _ANY_REPORT.search(text, 0, mention.start)
    return bool(before) and not _OWN_REPORT.match(text[mention.end :])


def _joined(text: str, mention: Mention, span: PlaceSpan) -> bool:
    between = text[mention.end : span.start] if mention.end <= span.start else text[span.end : mention.start]
    return bool(_JOIN.match(between))
