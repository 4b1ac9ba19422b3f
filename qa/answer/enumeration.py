"""Enumerations in the text of a report: the sentence that announces one, and its items in their order.

Pure text work: ordinals (一是…, 第一，…, （一）…, 1.…, ①, ——), sentences that begin alike, parts behind a colon
parted by semicolons, paragraphs behind a colon, and the headings below one heading. Offsets are of ``Report.text``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from qa.records import Report, Section


@dataclass(frozen=True, slots=True)
class Span:
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Enumeration:
    """``items`` are the first clause of each item, in the order of the text; ``intro`` the sentence in front of
    them where it announces them (a heading where ``headed``), and ``count`` how many it announces. ``path`` are
    the headings above."""

    intro: Span | None
    count: int | None
    items: tuple[Span, ...]
    path: tuple[str, ...]
    headed: bool = False

    @property
    def complete(self) -> bool:
        return self.count in (None, len(self.items))


_DIGITS = "零一二三四五六七八九"
_HAN = r"[一二三四五六七八九十]{1,3}"
_COUNT = re.compile(
    r"(?<![第零一二三四五六七八九十百千万亿\d.])([一二两三四五六七八九十]{1,3}|\d{1,2})\s*"
    r"(个?方面|项|条|大(?!于|约|力)|件|点|类|种|批|步|块|部分|个(?!月|百分|县|市|区|乡|村))"
)
_ORDINAL = re.compile(
    rf"[（(](?P<round>{_HAN}|\d{{1,2}})[)）]|第(?P<nth>{_HAN})(?:[，,、]|是)|(?P<be>{_HAN})是|(?P<must>{_HAN})要|"
    rf"(?P<comma>{_HAN})、|(?P<dot>\d{{1,2}})[.．、](?!\d)|(?P<ring>[①-⑳])|(?P<dash>——|—|●|•)"
)
#: Where an item may begin: a new line, or behind a stop. The ordinals of headings only at a new line or a colon.
_BEGIN = re.compile(r"(?:^|(?<=[。；：:;，,！？\n]))[ \t　]*(?=[（(第①-⑳—●•\d一二三四五六七八九十])", re.MULTILINE)
_HEADED = frozenset({"comma", "dot", "dash"})
_STOP = re.compile(r"[。；;\n！？]")
_BULLET = re.compile(r"[—●• \t　]+")
_END = re.compile(r"[。！？\n]")
_COLON = re.compile(r"[：:]\n?")
_ANNOUNCES = re.compile(r"如下|以下|下列|几[个项点条方]|[：:]\s*$")
_SALUTATION = re.compile(r"[各同]位|同志|女士|先生")
#: An item of an enumeration without ordinals is no longer than this, and the next one begins no further away.
_FAR = 2500
_LINE = re.compile(r"[^\n]+")
#: A first sentence as short as a heading, and a sentence as short inside a paragraph.
_RUN_IN = re.compile(r"[^。！？；：\n]{4,32}。")
_SHORT = re.compile(r"(?<=[。；])([^。！？；：，\d\n]{4,16}。)")
_MOST_RUN_INS = 12
#: The number of things announced stands so near the end of its sentence (当前主要面临三方面重要机遇。).
_NEAR_END = 16
_LED_IN = 400
_FEW, _MANY = 2, 30
_UNNUMBERED = 3
#: Characters that sentences beginning alike share.
_ALIKE = 4
_ALIKE_START = re.compile(rf"(?:^|(?<=[。；\n]))([一-鿿]{{{_ALIKE}}})", re.MULTILINE)


def number_of(numeral: str) -> int:
    """3 of 三 or 3, 12 of 十二, 23 of 二十三."""
    if numeral.isdigit():
        return int(numeral)
    tens, ten, ones = numeral.replace("两", "二").rpartition("十")
    return (_DIGITS.index(tens or "一") * 10 if ten else 0) + (_DIGITS.index(ones) if ones else 0)


def counts_in(text: str) -> tuple[tuple[int, str], ...]:
    """Numbers of things that ``text`` announces or asks for, each with its measure word (十个方面: 10, 个方面)."""
    return tuple((number_of(m[1]), m[2]) for m in _COUNT.finditer(text) if _well_formed(m[1]))


def _well_formed(numeral: str) -> bool:
    return numeral.isdigit() or len(numeral) == 1 or "十" in numeral[:2]


def enumerations(report: Report) -> tuple[Enumeration, ...]:
    """Every enumeration of ``report``, by where its first item stands."""
    return _found(report.text, report.sections)


@lru_cache(maxsize=128)
def _found(text: str, sections: tuple[Section, ...]) -> tuple[Enumeration, ...]:
    announced = [*_behind_colons(text)]
    runs = [*_runs(text), *_alike(text)]
    found = [_announced(text, run, sections) for run in runs]
    taken = {e.intro.end for e in found if e.intro}
    found += [_of_parts(text, sections, *parts) for parts in announced if parts[0].end not in taken]
    found += _below_headings(text, sections)
    return tuple(sorted((e for e in found if len(e.items) >= _FEW), key=lambda e: e.items[0].start))


def _runs(text: str) -> Iterator[list[int]]:
    """Starts of items whose ordinals of one form follow each other from one on."""
    open_runs: dict[str, list[list[int]]] = {}
    for begin in _BEGIN.finditer(text):
        mark = _ORDINAL.match(text, begin.end())
        form = mark.lastgroup if mark else None
        if mark is None or form is None or (form in _HEADED and not _opens_line(text, begin.start())):
            continue
        runs = open_runs.setdefault(form, [])
        ordinal = _ordinal(mark[form], form, runs, mark.start())
        run = next((run for run in reversed(runs) if len(run) == ordinal - 1), None) if ordinal > 1 else None
        if run is not None:
            run.append(mark.start())
        elif ordinal == 1:
            runs.append([mark.start()])
    yield from (run for runs in open_runs.values() for run in runs if len(run) >= _FEW)


def _opens_line(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] in "\n：:"


def _ordinal(mark: str, form: str, runs: Sequence[Sequence[int]], at: int) -> int:
    """Which item it is; dashes count on from the one before when that is near."""
    if form == "dash":
        return len(runs[-1]) + 1 if runs and at - runs[-1][-1] < _FAR else 1
    if form == "ring":
        return ord(mark) - ord("①") + 1
    return number_of(mark) if _well_formed(mark) else 0


def _alike(text: str) -> Iterator[list[int]]:
    """Starts of sentences that begin with the same characters, each near the one before."""
    starts: dict[str, list[int]] = {}
    for begin in _ALIKE_START.finditer(text):
        if _SALUTATION.match(begin[1]):
            continue
        run = starts.setdefault(begin[1], [])
        if run and begin.start() - run[-1] > _FAR:
            yield from _led_in(text, run)
            run = starts[begin[1]] = []
        run.append(begin.start())
    for run in starts.values():
        yield from _led_in(text, run)


def _led_in(text: str, run: list[int]) -> Iterator[list[int]]:
    """``run`` with its first item where that stands inside a sentence (体会到：…，必须坚持…。…必须坚持…。)."""
    if len(run) < _FEW:
        return
    before = text.rfind(text[run[0] : run[0] + _ALIKE], max(0, run[0] - _LED_IN), run[0])
    first = [before] if before > 0 and text[before - 1] in "，：:" else []
    if len(first) + len(run) >= _UNNUMBERED:
        yield first + run


def _announced(text: str, starts: Sequence[int], sections: Sequence[Section]) -> Enumeration:
    """The items at ``starts`` with what announces them: a colon, 以下 and the like, or their number."""
    intro = sentence_before(text, starts[0])
    wording = text[intro.start : intro.end]
    counts = [count for count, _ in counts_in(wording) if count >= _FEW]
    near_end = [count for count, _ in counts_in(wording[-_NEAR_END:])]
    if not _ANNOUNCES.search(wording) and len(starts) not in near_end:
        return Enumeration(None, None, tuple(_heads(text, starts)), _path(sections, starts[0]))
    count = len(starts) if len(starts) in counts else counts[-1] if counts else None
    return Enumeration(intro, count, tuple(_heads(text, starts[:count])), _path(sections, intro.start))


def sentence_before(text: str, at: int) -> Span:
    end = len(text[:at].rstrip())
    start = max(text.rfind(stop, 0, max(0, end - 1)) for stop in "。！？\n；") + 1
    return Span(start, end)


def _heads(text: str, starts: Sequence[int]) -> Iterator[Span]:
    """From each of ``starts`` to the end of its first clause, or to where the next item begins."""
    ends = (*starts[1:], len(text)) if starts else ()
    for start, following in zip(starts, ends, strict=True):
        begin = _BULLET.match(text, start)
        bare = begin.end() if begin else start
        stop = _STOP.search(text, bare, following)
        yield Span(bare, stop.end() if stop and stop[0] != "\n" else stop.start() if stop else following)


def _behind_colons(text: str) -> Iterator[tuple[Span, tuple[int, ...]]]:
    """What a colon announces: parts up to the full stop, parted by semicolons; else the paragraphs that follow."""
    for colon in _COLON.finditer(text):
        intro = sentence_before(text, colon.start() + 1)
        if _SALUTATION.match(text, intro.start):
            continue
        stop = _END.search(text, colon.end())
        end = stop.start() if stop else len(text)
        while end + 1 < len(text) and text[end] == "\n" and text[end - 1] in "；;":
            following = _END.search(text, end + 1)
            end = following.start() if following else len(text)
        parts = [colon.end(), *(m.end() for m in re.finditer(r"[；;]\n?", text[:end]) if m.end() > colon.end())]
        if len([part for part in parts if part < end]) >= _FEW:
            yield intro, tuple(part for part in parts if part < end)
        elif colon[0].endswith("\n"):
            yield intro, tuple(_paragraphs(text, colon.end()))


def _paragraphs(text: str, start: int) -> Iterator[int]:
    for _ in range(_MANY):
        yield start
        start = text.find("\n", start) + 1
        if not start:
            return


def _of_parts(text: str, sections: Sequence[Section], intro: Span, starts: Sequence[int]) -> Enumeration:
    """Parts or paragraphs behind ``intro``: as many as it announces; else those of its section."""
    counts = counts_in(text[intro.start : intro.end])
    count = counts[-1][0] if counts and counts[-1][0] >= _FEW else None
    path = _path(sections, intro.start)
    if count is None:
        starts = [start for start in starts if _path(sections, start)[: len(path)] == path]
    starts = _topmost(sections, starts, len(path))[:count]
    return Enumeration(intro, count, tuple(_heads(text, starts)), path)


def _topmost(sections: Sequence[Section], starts: Sequence[int], depth: int) -> Sequence[int]:
    """Those of ``starts`` that begin the sections one below ``depth``, where the first does."""
    heads = {section.start for section in sections if len(section.path) == depth + 1}
    below = [start for start in starts if start in heads]
    return below if len(below) >= _FEW and starts[0] in heads else starts


def _below_headings(text: str, sections: Sequence[Section]) -> Iterator[Enumeration]:
    """What stands right below one heading, which announces it: headings, those with ordinals apart from those
    without; or the first sentences of its paragraphs."""
    places = _places(text, sections)
    for path, place in places.items():
        counts = counts_in(path[-1])
        count = counts[-1][0] if counts else None
        below = [(heading[-1], span) for heading, span in places.items() if heading[:-1] == path]
        numbered = [span for heading, span in below if _ORDINAL.match(heading)]
        plain = [span for heading, span in below if not _ORDINAL.match(heading)]
        run_ins = _run_ins(text, place.end, _end_of(sections, path))
        first = run_ins[0].start if run_ins else None
        # Paragraphs that begin with a heading of their own go deeper than the headings do.
        run_ins = [] if any(span.start == first for _, span in below) else run_ins
        for items in (numbered, plain, run_ins):
            if len(items) >= _FEW and all(item.start > place.start for item in items):
                yield Enumeration(place, count, tuple(items), path[:-1], headed=True)


def _places(text: str, sections: Sequence[Section]) -> dict[tuple[str, ...], Span]:
    """Where each heading stands, by its path."""
    places: dict[tuple[str, ...], Span] = {}
    for section in sections:
        for depth in range(1, len(section.path) + 1):
            path = section.path[:depth]
            if path not in places and (place := _heading(text, path[-1], section.start)):
                places[path] = place
    return places


def _end_of(sections: Sequence[Section], path: tuple[str, ...]) -> int:
    return max(section.end for section in sections if section.path[: len(path)] == path)


def _run_ins(text: str, start: int, end: int) -> list[Span]:
    """The short first sentences of the paragraphs between ``start`` and ``end`` (加大精准脱贫力度。…); in a single
    paragraph its short sentences. None where other paragraphs stand between."""
    lines = [(m.start(), m.end()) for m in _LINE.finditer(text, start, end) if m[0].strip("。 ")]
    firsts = [Span(begin, stop.end()) for begin, _ in lines if (stop := _RUN_IN.match(text, begin))]
    if _FEW <= len(lines) <= _MOST_RUN_INS:
        return firsts if len(firsts) >= len(lines) - 1 else []
    short = [Span(m.start(1), m.end(1)) for m in _SHORT.finditer(text, start, end)] if len(lines) == 1 else []
    return short if len(short) >= _UNNUMBERED else []


def _heading(text: str, heading: str, near: int) -> Span | None:
    """Where ``heading`` stands around the start of its section."""
    margin = 2 * len(heading) + 20
    at = text.find(heading, max(0, near - margin), near + margin)
    return Span(at, at + len(heading)) if at >= 0 else None


def _path(sections: Sequence[Section], at: int) -> tuple[str, ...]:
    return next((section.path for section in sections if section.start <= at < section.end), ())
