"""How reports count things off and say beforehand how many there are: 一是…二是…, （一）, 1., ——; 八个聚焦, 办好10件实事."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.figures.numerals import whole_number

_HAN = r"[一二三四五六七八九十]{1,3}"
_MARK = re.compile(
    rf"[（(](?P<round>{_HAN}|\d{{1,2}})[)）]|第(?P<nth>{_HAN})(?:[，,、]|是)|(?P<be>{_HAN})是|(?P<must>{_HAN})要|"
    rf"(?P<comma>{_HAN})[、．]|(?P<dot>\d{{1,2}})[.．、](?!\d)|(?P<ring>[①-⑳])|(?P<dash>——|—|●|•)"
)
#: Where an item may begin: at a new line, or behind a stop; the marks of headings only at a new line or a colon.
_BEGIN = re.compile(r"(?:^|(?<=[。；：:;！？\n]))[ \t　]*(?=[（(第①-⑳—●•\d一二三四五六七八九十])", re.MULTILINE)
_OF_HEADINGS = frozenset({"comma", "dot", "dash"})
#: 1.新建学校50所；|2.改造小区420个: numbers go on in one line.
_GOES_ON = "；;"
_COUNTED = re.compile(
    r"(?<![第零一二三四五六七八九十百千万亿\d.])(?P<number>[一二两三四五六七八九十]{1,3}|\d{1,2})\s*"
    r"(?P<measure>个方面|个|项|条|大(?!于|约|力)|件|点|类|方面|批)(?![月县市区乡镇村百季家人])(?P<noun>[一-鿿]{0,10})"
)
_THINGS = re.compile(
    r"(?<![第零一二三四五六七八九十百千万亿\d.])([一二两三四五六七八九十]{1,3}|\d{1,2})\s*"
    r"(个?方面|项|条|大(?!于|约|力)|件|点|类|种|批|步|块|部分|个(?!月|百分|县|市|区|乡|村))"
)
_NOUN_ENDS = re.compile(
    r"(?:和|与|及|等|的|是|为|占|对|入选|获|同步|分别|产值|已|均|全|都|在|将|要|进展|建设|加快|深入|取得|完成|圆满|任务完成|落地|落实|实施|如下|主要|包括).*$"
)
#: Said before what is counted off.
ANNOUNCES = re.compile(r"如下|以下|下列|几[个项点条方]|[：:]\s*$")
SALUTATION = re.compile(r"[各同]位|同志|女士|先生")
#: A·B·C|三大产业, A、B、C|“七大产业集群”: what a list of names may be counted by, right behind it.
_NAMED = re.compile(
    r"(?:围绕|聚焦|瞄准|突出)?(?P<names>[^，。；：！？\n]{5,90}?)(?:等|这)?[“\"]?(?P<number>[二两三四五六七八九十]|\d{1,2})(?P<measure>大|个|项|类|条)(?P<noun>[一-鿿]{2,12})"
)
#: Names are told apart by pauses alone (铝及铝加工、装备), where that makes as many; else by what joins them, too.
PAUSES = re.compile("、")
NAME_ENDS = re.compile(r"[、]|和|与|及|以及")


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark of order: ``text[start:end]`` says that item number ``number`` follows; dashes all say 0."""

    form: str
    number: int
    start: int
    end: int
    opens_line: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """``number`` things are spoken of in ``text[start:end]``: 8, 八个聚焦, 聚焦."""

    number: int
    said: str
    noun: str
    start: int
    end: int


def marks_in(text: str) -> Iterator[Mark]:
    for begin in _BEGIN.finditer(text):
        found = _MARK.match(text, begin.end())
        form = found.lastgroup if found else None
        if found is None or form is None:
            continue
        at = begin.start()
        opens = at == 0 or text[at - 1] in "\n：:"
        if form in _OF_HEADINGS and not opens and not (form == "dot" and text[at - 1] in _GOES_ON):
            continue
        number = _number(found[form], form)
        if number is not None:
            yield Mark(form, number, found.start(), found.end(), at == 0 or text[at - 1] == "\n")


def _number(written: str, form: str) -> int | None:
    if form == "dash":
        return 0
    if form == "ring":
        return ord(written) - ord("①") + 1
    return whole_number(written)


def counted_in(text: str) -> tuple[Counted, ...]:
    """The numbers of things that ``text`` speaks of, with what they are."""
    found = []
    for match in _COUNTED.finditer(text):
        number = whole_number(match["number"])
        if number:
            # The first two characters are the noun's own: 为民|实事.
            noun = match["noun"][:2] + _NOUN_ENDS.sub("", match["noun"][2:])
            end = match.start("noun") + len(noun)
            found.append(Counted(number, text[match.start() : end], noun, match.start(), end))
    return tuple(found)


_FEW = 3


def counts_in(text: str) -> tuple[tuple[int, str], ...]:
    """Numbers of things that ``text`` announces or asks for, each with its measure word (十个方面: 10, 个方面)."""
    numbers = ((whole_number(match[1]), match[2]) for match in _THINGS.finditer(text))
    return tuple((number, measure) for number, measure in numbers if number)


@dataclass(frozen=True, slots=True)
class NamedTogether:
    """集成电路、生物医药、人工智能|三大产业: ``parts`` are the spans of the names."""

    counted: Counted
    parts: tuple[tuple[int, int], ...]


def named_together(text: str) -> Iterator[NamedTogether]:
    """Lists of just as many names as the words right behind them say."""
    for match in _NAMED.finditer(text):
        counted = next(iter(counted_in(text[match.start("number") : match.end()])), None)
        if counted is None or counted.number < _FEW:
            continue
        splits = (_spans(text, ends, *match.span("names")) for ends in (PAUSES, NAME_ENDS))
        parts = next((each for each in splits if len(each) == counted.number), ())
        if parts and all(end - start > 1 for start, end in parts):
            at = match.start("number")
            yield NamedTogether(Counted(counted.number, counted.said, counted.noun, at, at + len(counted.said)), parts)


def _spans(text: str, ends: re.Pattern[str], start: int, stop: int) -> tuple[tuple[int, int], ...]:
    """What ``ends`` tells apart between ``start`` and ``stop``."""
    cuts = [match.span() for match in ends.finditer(text, start, stop)]
    return tuple(zip([start, *(end for _, end in cuts)], [*(begin for begin, _ in cuts), stop], strict=True))
