"""How questions ask for lists: of names, of so many things, of honours, or of each thing that they name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.figures import Figure, FigureKind, find_figures
from qa.figures.numerals import whole_number
from qa.figures.units import COUNT
from qa.wording.ordinals import counts_in

_EACH = re.compile(r"分别|各[一-鿿]{0,2}(?:多少|几)|各(?:是|有|为|自|项|达|增|涨|降|占|比)")
_NAMES_ASKED = re.compile(
    r"名单|名册|花名|一家一家|一个一个|逐[个一家户条项]|叫什么|名字|名称|[是有]哪(?!一?年)|哪些|哪几|点[一个]?名"
)
_REGISTER = re.compile(r"名单|名册|花名")
#: Fewer things than this may be named without a pause between them.
FEW = 3
_FIRST = re.compile(r"(?:[前头]|最前面的?)(?P<count>[两二三四五六七八九十]|\d{1,2})(?:件|项|个(?!月|季)|条|样|类|点)")
#: What the question says it does not ask for.
_NOT_ASKED = re.compile(r"[(（，,]\s*(?:而?不是|不要|不含|不包括)[^)）。？?]*[)）]?")
_QUOTED = re.compile(r"“([^”]{2,12})”")
_BETWEEN_NAMES = re.compile(r"[、，]|以及|[和与及]")
_BEFORE_FIRST = re.compile(r".*[对把在给让为将于年的从]")
_BEHIND_LAST = re.compile(r"(?:这?[几各两三四五六七八九十]|分别|都|等|的|是|怎|如何|有).*")
_SEPARATELY = re.compile(r"分别|各(?:是|指|有|管|怎|如何|自)|怎么定位|如何定位")
#: Fewer names than this are no list.
NAMES = 3
_HONOUR_ASKED = re.compile(
    r"获评|评为|入选|荣获|荣膺|授予|命名|跻身|(?:获得?|获批|列[入为]|拿[到下了]|评上|摘|挂上).{0,12}(?:试点|示范|先进|基地|称号|荣誉|牌子|招牌|名号)"
)
_HONOUR = re.compile(
    r"获评|评为|入选|荣获|荣膺|授予|命名为|跻身|认定为|摘得|进入[^，]{0,30}行列|"
    r"(?:获批|列[入为]|成为)(?=[^，]{0,6}(?:全国|国家|首批|自治区|省))"
)
_HONOURS = re.compile(r"试点|示范|先进|基地|试验区|百强|领跑|模范|园林|卫生城|文明城")
_NATIONAL = re.compile(r"全国|国家|中国")


def asks_each(text: str) -> bool:
    """Whether several things are asked of one by one."""
    return bool(_EACH.search(text))


def asks_names(text: str) -> bool:
    """Whether the names of things are wanted, and not only what they are."""
    return bool(_NAMES_ASKED.search(text))


def asks_register(text: str) -> bool:
    """Whether a list of names is wanted in so many words."""
    return bool(_REGISTER.search(text))


def counted_things(text: str) -> list[Figure]:
    """The numbers of things, as many as would have to be named one by one."""
    found = find_figures(text)
    return [f for f in found if f.kind is FigureKind.QUANTITY and f.measure.dimension == COUNT and f.size >= FEW]


def counts_asked(text: str) -> frozenset[tuple[int, str]]:
    """The numbers of things asked for, each with its measure word."""
    return frozenset(each for each in counts_in(_NOT_ASKED.sub("", text)) if each[0] > 1)


def first_asked(text: str) -> int | None:
    """How many of a list are asked for, from its beginning: 15件实事的|前五件; None where all are."""
    match = _FIRST.search(text)
    return whole_number(match["count"]) if match else None


def quoted_in(text: str) -> tuple[str, ...]:
    """The wording in quotation marks."""
    return tuple(_QUOTED.findall(text))


def names_listed(text: str) -> tuple[str, ...]:
    """The names that a question lists and asks about one by one (对A、B和C分别怎么…); none for other questions."""
    asked = _SEPARATELY.search(text)
    pieces = _BETWEEN_NAMES.split(text[: asked.start()]) if asked else []
    if len(pieces) < NAMES:
        return ()
    pieces[0] = _BEFORE_FIRST.sub("", pieces[0])
    pieces[-1] = _BEHIND_LAST.sub("", pieces[-1])
    return tuple(dict.fromkeys(piece for piece in pieces if 2 <= len(piece) <= 6))


@dataclass(frozen=True, slots=True)
class Honours:
    """Honours of these ``kinds`` (empty: any), by the whole country or by anyone."""

    kinds: frozenset[str]
    national: bool

    def stated_in(self, clause: str) -> bool:
        of_kind = not self.kinds or bool(self.kinds & set(_HONOURS.findall(clause)))
        return bool(_HONOUR.search(clause)) and of_kind and (not self.national or bool(_NATIONAL.search(clause)))


def honours_asked(text: str) -> Honours | None:
    """The honours asked for; None where none are."""
    if not _HONOUR_ASKED.search(text):
        return None
    return Honours(frozenset(_HONOURS.findall(text)), bool(_NATIONAL.search(text)))
