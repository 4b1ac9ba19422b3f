"""Gazetteer of Chinese administrative divisions: names, short names, former names, pinyin.

Data: ``qa/data/divisions.tsv`` (present divisions) and ``qa/data/place_forms.tsv`` (renamings and phrases
that only look like a place). 全国 is a place too: State Council reports speak of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files

NATION = "全国"
SUFFIXES = (
    "特别行政区",
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "地区",
    "林区",
    "特区",
    "省",
    "市",
    "区",
    "县",
    "旗",
    "盟",
)
SUFFIX_PINYIN = ("sheng", "shi", "xian", "qu", "qi", "meng", "zhou", "diqu", "zizhiqu", "zizhizhou", "zizhixian")
NOT_A_PLACE = "-"
ONLY_AFTER_PARENT = "="
# After the name of a county of two characters these show that the match is an accident: 建成县级, 提高县域.
ACCIDENT_MARKS = "级域区城市乡镇"
# Towns and zones are in no list of divisions: what a report gives figures of is one by how it ends.
TOWN_ENDS = ("镇", "街道", "乡")
ZONE_ENDS = (
    "新区",
    "开发区",
    "高新区",
    "经开区",
    "工业园区",
    "合作区",
    "保税区",
    "度假区",
    "示范区",
    "先行区",
    "城镇群",
)
# After a short name these make it the name of a road, and the like: 南京路, 中山街.
ROAD_MARKS = "路街道巷桥"


class Level(StrEnum):
    COUNTRY = "country"
    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    TOWN = "town"
    ZONE = "zone"


@dataclass(frozen=True, slots=True)
class Place:
    """``name`` is the full official name, ``parents`` the full names above it, highest first, without 全国."""

    name: str
    short: str
    level: Level
    parents: tuple[str, ...]
    aliases: tuple[str, ...]
    pinyin: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A place named at ``start``:``end``. ``others`` are further places of that very name, when the text does not tell."""

    place: Place
    start: int
    end: int
    text: str
    others: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class _Form:
    """What a written form may mean; ``bound`` ones, and ``bearers`` beyond ``places``, count only after a parent's name."""

    places: tuple[Place, ...]
    bound: bool = False
    short: bool = False
    bearers: tuple[Place, ...] = ()


class Gazetteer:
    def __init__(
        self, places: Sequence[Place], free_shorts: Mapping[str, tuple[Place, ...]], other_forms: dict[str, str]
    ) -> None:
        self._by_name: dict[str, list[Place]] = defaultdict(list)
        for place in places:
            self._by_name[place.name].append(place)
        self._by_alias: dict[str, list[Place]] = defaultdict(list)
        self._by_pinyin: dict[str, list[Place]] = defaultdict(list)
        for place in places:
            self._by_pinyin[place.pinyin].append(place)
            for alias in {place.short, *place.aliases} - {place.name}:
                self._by_alias[alias].append(place)
        self._forms: dict[str, dict[str, _Form]] = defaultdict(dict)
        self._index(places, free_shorts, other_forms)
        self._lengths = {
            head: sorted({len(form) for form in forms}, reverse=True) for head, forms in self._forms.items()
        }

    def _index(
        self, places: Sequence[Place], free_shorts: Mapping[str, tuple[Place, ...]], other_forms: dict[str, str]
    ) -> None:
        shorts: dict[str, list[Place]] = defaultdict(list)
        for place in places:
            if place.short != place.name:
                shorts[place.short].append(place)
            for form in (place.name, *place.aliases):
                self._add(form, _Form((*self._known(form), place), bound=other_forms.get(form) == ONLY_AFTER_PARENT))
        for short, bearers in shorts.items():
            if not self._known(short):
                free = free_shorts.get(short, ())
                self._add(short, _Form(free or tuple(bearers), bound=not free, short=True, bearers=tuple(bearers)))
        for form, meaning in other_forms.items():
            if meaning == NOT_A_PLACE:
                self._add(form, _Form(()))

    def _known(self, form: str) -> tuple[Place, ...]:
        known = self._forms[form[:2]].get(form)
        return known.places if known else ()

    def _add(self, form: str, meaning: _Form) -> None:
        self._forms[form[:2]][form] = meaning

    def get(self, name: str) -> Place | None:
        """The place of that full name, former name or short name; None when there is none or more than one."""
        for table in (self._by_name, self._by_alias):
            found = table.get(name, [])
            if len(found) == 1:
                return found[0]
            if found:
                best, second = sorted(found, key=_rank)[:2]
                return best if _rank(best)[0] < _rank(second)[0] else None
        return None

    def within(self, parent: str, name: str) -> Place | None:
        """The place of that full name in the one called ``parent`` in full, be it a town or a zone that no list has."""
        listed = next((place for place in self._by_name.get(name, []) if parent in place.parents), None)
        return listed or self._unlisted(parent, name)

    def _unlisted(self, parent: str, name: str) -> Place | None:
        level = Level.TOWN if name.endswith(TOWN_ENDS) else Level.ZONE if name.endswith(ZONE_ENDS) else None
        above = self.get(parent)
        if level is None or above is None:
            return None
        return Place(name, name, level, (*above.parents, above.name), (), "")

    def names(self, name: str) -> bool:
        """Whether a place, or more than one, has that full name, former name or short name."""
        return name in self._by_name or name in self._by_alias

    def by_pinyin(self, pinyin: str) -> tuple[Place, ...]:
        """Places whose name is written so without tones, with or without the pinyin of 市, 省, 县…"""
        key = "".join(char for char in pinyin.lower() if char.isalpha())
        found = self._by_pinyin.get(key)
        if found is None:
            found = [place for suffix in SUFFIX_PINYIN for place in self._by_pinyin.get(_without(key, suffix), [])]
        return tuple(sorted(found, key=_rank))

    def find(self, text: str) -> list[Mention]:
        """Places named in ``text``, in order, not overlapping; at each position the longest name wins."""
        found: list[Mention] = []
        position = 0
        while position < len(text) - 1:
            # Nearly every position ends here: no name begins so.
            if text[position : position + 2] not in self._lengths:
                position += 1
                continue
            match = self._match(text, position, found[-1] if found else None)
            if match is None:
                position += 1
                continue
            length, mention = match
            if mention:
                found.append(mention)
            position += length
        return _resolve(found)

    def _match(self, text: str, start: int, previous: Mention | None) -> tuple[int, Mention | None] | None:
        head = text[start : start + 2]
        for length in self._lengths.get(head, ()):
            form = self._forms[head].get(text[start : start + length])
            if form is None:
                continue
            if not form.places:
                return length, None
            end = start + length
            if length == 2 and not form.short and text[end : end + 1] in tuple(ACCIDENT_MARKS):
                continue
            places = _allowed(form, text[end : end + 1], previous if previous and previous.end == start else None)
            if places:
                return length, Mention(places[0], start, end, text[start:end], places[1:])
        return None


def _allowed(form: _Form, following: str, parent: Mention | None) -> tuple[Place, ...]:
    if form.short and following and following in ROAD_MARKS:
        return ()
    inside = tuple(p for p in form.bearers or form.places if parent and parent.place.name in p.parents)
    if form.bound:
        return inside
    return inside or form.places


def _resolve(mentions: Iterable[Mention]) -> list[Mention]:
    """Settles names borne by several places (鼓楼区) by a parent named elsewhere in the text."""
    known = list(mentions)
    named = {mention.place.name for mention in known if not mention.others}
    return [_settle(mention, named) if mention.others else mention for mention in known]


def _settle(mention: Mention, named: set[str]) -> Mention:
    candidates = (mention.place, *mention.others)
    inside = [place for place in candidates if named & set(place.parents)]
    if len(inside) == 1:
        return replace(mention, place=inside[0], others=())
    ranked = sorted(inside or candidates, key=_rank)
    if _rank(ranked[0])[0] < _rank(ranked[1])[0]:
        return replace(mention, place=ranked[0], others=())
    return replace(mention, place=ranked[0], others=tuple(ranked[1:]))


def _rank(place: Place) -> tuple[int, str]:
    return list(Level).index(place.level), "".join(place.parents) + place.name


def _without(key: str, suffix: str) -> str:
    return key.removesuffix(suffix) if key.endswith(suffix) else ""


@cache
def load_gazetteer() -> Gazetteer:
    rows = list(_rows("divisions.tsv"))
    forms = {row[0]: row[1] for row in _rows("place_forms.tsv")}
    names = {row[0]: row[1] for row in rows}
    existing = {*names.values(), *forms}
    former: dict[str, list[str]] = defaultdict(list)
    for form, name in forms.items():
        former[name].append(form)
    shorts: dict[str, int] = defaultdict(int)
    for row in rows:
        shorts[row[2]] += 1
    places = [Place(NATION, NATION, Level.COUNTRY, (), tuple(former[NATION]), "quanguo")]
    for code, name, short, pinyin, _ in rows:
        level = _level(code, name)
        aliases = (*former[name], *_changed_suffix(name, short, level, existing, shorts[short]))
        places.append(Place(name, short, level, _parents(code, names), aliases, pinyin))
    free: dict[str, tuple[Place, ...]] = {}
    for place, row in zip(places[1:], rows, strict=True):
        if row[4] == "1":
            free[place.short] = tuple(sorted((*free.get(place.short, ()), place), key=_rank))
    return Gazetteer(places, free, forms)


@cache
def nicknames() -> Mapping[str, str]:
    """What people call a place in questions (冰城), with its full name."""
    return {row[0]: row[1] for row in _rows("nicknames.tsv")}


def _rows(name: str) -> Iterator[list[str]]:
    for line in files("qa").joinpath("data", name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def _level(code: str, name: str) -> Level:
    if len(code) == 2:
        return Level.PROVINCE
    return Level.PREFECTURE if len(code) == 4 and name.endswith(("市", "州", "区", "盟")) else Level.COUNTY


def _parents(code: str, names: dict[str, str]) -> tuple[str, ...]:
    return tuple(names[code[:length]] for length in (2, 4) if length < len(code) and code[:length] in names)


def _changed_suffix(name: str, short: str, level: Level, existing: set[str], bearers: int) -> tuple[str, ...]:
    """Names from before a county became a city or district, a prefecture a city; 大理州 for an autonomous one."""
    if len(short) < 2 or short == name:
        return ()
    if level is Level.PREFECTURE:
        forms = [short + "地区", short + "州"] if name.endswith("州") else [short + "地区"]
        return tuple(form for form in forms if form not in existing)
    if level is Level.COUNTY and bearers == 1:
        endings = ("县",) if name.endswith(("市", "区")) else ("县",) if "自治" in name else ()
        return tuple(short + ending for ending in endings if short + ending not in existing)
    return ()
