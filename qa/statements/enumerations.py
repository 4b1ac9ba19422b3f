"""The enumerations of a report: what is counted off in it, each item whole, and the words that announce them.

Ordinals (一是…, （一）, 1., ①, ——), sentences that begin with the word announced (八个聚焦), parts behind a colon,
headings below a heading, and names counted together (A、B、C三大产业). A list that is only named in one place (八项民生工程) is
followed to where its items stand.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import pairwise

from pydantic import TypeAdapter

from qa.corpus.headings import NOTES
from qa.records import Report, Role
from qa.wording.ordinals import ANNOUNCES, SALUTATION, Counted, Mark, counted_in, marks_in, named_together
from qa.wording.subject import acts
from qa.wording.times import Clock, times_in

_STOP = re.compile(r"[。；;：:\n！？]")
_END = re.compile(r"[。！？\n]")
_PART = re.compile(r"[；;]\s*")
_COLON = re.compile(r"[：:][ \t]*")
#: Items of one list begin no further apart than this; those that are chapters of the report may.
_FAR = 6_000
_FEW, _MANY, _UNNUMBERED = 2, 60, 3
#: A sentence in front of the first item that is as short as a heading announces it.
_SHORT = 36
#: An announcement shorter than this says nothing of what (主要是：).
_TELLING = 7
_ALIKE = 4
_ALIKE_START = re.compile(rf"^([一-鿿]{{{_ALIKE}}})", re.MULTILINE)
_MARGIN = 20
#: So many of the items must bear the word that a list elsewhere is named by.
_BEAR = 0.6


class Form(StrEnum):
    """How the items are told apart."""

    ORDINALS = "ordinals"
    HEADINGS = "headings"
    ALIKE = "alike"
    PARTS = "parts"
    NAMES = "names"


@dataclass(frozen=True, slots=True)
class Item:
    """``text[start:end]`` is the whole item without its mark, ``text[start:head]`` its first clause."""

    start: int
    head: int
    end: int


@dataclass(frozen=True, slots=True)
class Enumeration:
    """``title`` is the announcing sentence or heading, at ``start`` to ``end`` (both the first item's start when nothing
    announces it); ``count`` how many are announced; ``names`` what the report calls the list elsewhere (八项民生工程);
    ``path`` the headings above it."""

    report_id: str
    title: str
    start: int
    end: int
    count: int | None
    form: Form
    path: tuple[str, ...]
    items: tuple[Item, ...]
    names: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        return self.count in (None, len(self.items))


ENUMERATION: TypeAdapter[Enumeration] = TypeAdapter(Enumeration)


def dump_enumerations(enumerations: Sequence[Enumeration]) -> bytes:
    return b"".join(ENUMERATION.dump_json(each) + b"\n" for each in enumerations)


def load_enumerations(data: bytes) -> tuple[Enumeration, ...]:
    return tuple(ENUMERATION.validate_json(line) for line in data.splitlines())


def enumerations_of(report: Report) -> tuple[Enumeration, ...]:
    """Every enumeration of ``report``, by where its first item stands; explanations of terms behind it are none, nor is
    what was read in doubtful order."""
    reading = _Reading(report)
    sure = [each for each in reading.all() if not report.doubtful_at(each.items[0].start, each.items[-1].end)]
    found = {tuple(item.start for item in each.items): each for each in reversed(sure)}
    ordered = sorted(found.values(), key=lambda each: (each.items[0].start, -len(each.items)))
    return tuple(_followed(reading, ordered))


@dataclass(slots=True)
class _Run:
    form: str
    marks: list[Mark] = field(default_factory=list)

    def goes_on(self, mark: Mark) -> bool:
        last = self.marks[-1]
        near = mark.start - last.start < _FAR or (mark.opens_line and mark.form == "comma")
        counts_on = mark.number in (0, len(self.marks) + 1)
        return self.form == mark.form and near and counts_on and last.opens_line >= mark.opens_line


class _Reading:
    def __init__(self, report: Report) -> None:
        self.report = report
        self.sections = report.sections
        notes = (s.start for s in report.sections if s.path and NOTES.match(s.path[0]))
        self.end = min([*notes, len(report.text)])
        self.begin = next((s.start for s in report.sections if s.role is not Role.OTHER), 0)
        self.text = " " * self.begin + report.text[self.begin : self.end]

    def all(self) -> Iterator[Enumeration]:
        yield from self._by_ordinals()
        yield from self._by_parts()
        yield from self._by_announced_word()
        yield from self._alike()
        yield from self._below_headings()
        yield from self._named_together()

    def _by_ordinals(self) -> Iterator[Enumeration]:
        for run in _runs(self.text):
            starts = [mark.end for mark in run.marks]
            yield self._announced(starts, run.marks[0].start, [mark.start for mark in run.marks], Form.ORDINALS)

    def _announced(self, starts: Sequence[int], first: int, marks: Sequence[int], form: Form) -> Enumeration:
        """The items at ``starts`` with the sentence before the first that announces them, or the heading above."""
        path = self._above(first)
        before = self._sentence_before(first)
        wording = self.text[slice(*before)]
        counts = [each.number for each in counted_in(wording)]
        opens = self.text.rfind("\n", 0, first) < before[0] and before[0] - self.text.rfind("\n", 0, before[0]) <= 1
        tells = bool(ANNOUNCES.search(wording)) or len(starts) in counts or (opens and 0 < len(wording) <= _SHORT)
        if not tells or SALUTATION.match(wording) or not wording.strip():
            before = self._heading(path, first)
            wording = self.text[slice(*before)]
            counts = [each.number for each in counted_in(wording)]
        title = wording if len(wording) >= _TELLING or not path else path[-1]
        count = len(starts) if len(starts) in counts else None
        return self._made(title, before, count, form, path, self._items(starts, marks))

    def _made(
        self,
        title: str,
        at: tuple[int, int],
        count: int | None,
        form: Form,
        path: tuple[str, ...],
        items: Sequence[Item],
    ) -> Enumeration:
        title = title.strip(" 　\n：:。；，、")
        path = path[:-1] if path and path[-1] == title else path
        return Enumeration(self.report.id, title or self.report.title, *at, count, form, path, tuple(items))

    def _items(self, starts: Sequence[int], marks: Sequence[int]) -> list[Item]:
        """From each start to the mark of the next; the last one as far as its like go."""
        ends = [*marks[1:], 0]
        lines = [self.text.count("\n", start, end) for start, end in zip(starts, ends[:-1], strict=False)]
        ends[-1] = self._last_end(starts, max(lines, default=0))
        return [self._item(start, end) for start, end in zip(starts, ends, strict=True)]

    def _item(self, start: int, end: int) -> Item:
        start += len(self.text[start:end]) - len(self.text[start:end].lstrip(" \t　、，,"))
        end = start + len(self.text[start:end].rstrip())
        stop = _STOP.search(self.text, start, end)
        return Item(start, stop.start() if stop else end, end)

    def _last_end(self, starts: Sequence[int], most_lines: int) -> int:
        """Where the last item ends: with its section, its paragraph, or after as many sentences as the others have."""
        start = starts[-1]
        if most_lines > 1:
            return self._section_end(start)
        paragraph = self.text.find("\n", start)
        paragraph = self.end if paragraph < 0 else paragraph
        if most_lines or len(starts) < _FEW:
            return paragraph
        most = max(_sentences(self.text[a:b]) for a, b in pairwise(starts))
        stops = [stop.end() for stop in _END.finditer(self.text, start, paragraph)]
        return stops[most - 1] if len(stops) > most else paragraph

    def _section_end(self, at: int) -> int:
        """Where the heading that stands at ``at`` has no more text below it."""
        number = self._number_at(at)
        path = self.sections[number].path if number >= 0 else ()
        end = at
        for section in self.sections[max(number, 0) :]:
            if section.path[: len(path)] != path:
                break
            end = section.end
        return min(max(end, at), self.end)

    def _by_parts(self) -> Iterator[Enumeration]:
        """Parts between semicolons behind a colon, up to the full stop."""
        for colon in _COLON.finditer(self.text):
            stop = _END.search(self.text, colon.end())
            end = stop.start() if stop else self.end
            starts = [colon.end(), *(m.end() for m in _PART.finditer(self.text, colon.end(), end))]
            starts = [start for start in starts if start < end]
            if len(starts) < _FEW or next(marks_in(self.text[starts[0] : starts[0] + 4]), None):
                continue
            at = self._sentence_before(colon.end())
            counts = [each.number for each in counted_in(self.text[slice(*at)])]
            items = [self._item(a, b) for a, b in zip(starts, [*starts[1:], end], strict=True)]
            yield self._made(
                self.text[slice(*at)], at, counts[-1] if counts else None, Form.PARTS, self._above(colon.start()), items
            )

    def _by_announced_word(self) -> Iterator[Enumeration]:
        """“八个聚焦”, and eight sentences that begin with 聚焦."""
        for counted in counted_in(self.text):
            word = counted.noun[:2]
            if counted.number < _UNNUMBERED or not word or len(counted.noun) > 2 * len(word):
                continue
            begin = re.compile(rf"(?:(?<=[。；：\n])){re.escape(word)}")
            starts = [m.start() for m in begin.finditer(self.text, counted.end, min(self.end, counted.end + _FAR))]
            if len(starts) < counted.number:
                continue
            starts = starts[: counted.number]
            at = self._sentence_around(counted.start)
            yield self._made(
                self.text[slice(*at)], at, counted.number, Form.ALIKE, self._above(at[0]), self._items(starts, starts)
            )

    def _alike(self) -> Iterator[Enumeration]:
        """Three paragraphs or more that begin alike, each near the one before."""
        starts: dict[str, list[int]] = {}
        for begin in _ALIKE_START.finditer(self.text):
            if SALUTATION.match(begin[1]) or times_in(begin[1], Clock(None)) or "年" in begin[1]:
                continue
            run = starts.setdefault(begin[1], [])
            if run and begin.start() - run[-1] > _FAR:
                if len(run) >= _UNNUMBERED:
                    yield self._announced(run, run[0], run, Form.ALIKE)
                run = starts[begin[1]] = []
            run.append(begin.start())
        for run in starts.values():
            if len(run) >= _UNNUMBERED:
                yield self._announced(run, run[0], run, Form.ALIKE)

    def _below_headings(self) -> Iterator[Enumeration]:
        """Headings without ordinals that stand right below one heading (run-in headings, too)."""
        below: dict[tuple[str, ...], dict[str, int]] = {}
        for section in self.sections:
            for depth in range(1, len(section.path)):
                if section.start < self.end:
                    below.setdefault(section.path[:depth], {}).setdefault(section.path[depth], section.start)
        for path, headings in below.items():
            plain = {heading: at for heading, at in headings.items() if next(marks_in(heading), None) is None}
            starts = [self._heading_at(heading, at) for heading, at in plain.items()]
            known = [start for start in starts if start is not None]
            if len(known) < max(_FEW, len(headings) - 1):
                continue
            items = [self._item(start, self._section_end(start)) for start in known]
            at = self._heading(path, known[0])
            counts = [each.number for each in counted_in(path[-1])]
            count = len(items) if len(items) in counts else None
            yield self._made(path[-1], at, count, Form.HEADINGS, path[:-1], items)

    def _named_together(self) -> Iterator[Enumeration]:
        for line in re.finditer(r"[^\n]+", self.text):
            for named in named_together(line[0]):
                start = line.start()
                spans = [(start + a, start + b) for a, b in named.parts]
                spans[0] = (spans[0][0] + len(acts(self.text[slice(*spans[0])])), spans[0][1])
                items = [self._item(a, b) for a, b in spans]
                at = (start + named.counted.start, start + named.counted.end)
                yield self._made(named.counted.said, at, named.counted.number, Form.NAMES, self._above(at[0]), items)

    def _sentence_before(self, at: int) -> tuple[int, int]:
        end = len(self.text[:at].rstrip())
        start = max(self.text.rfind(stop, 0, max(0, end - 1)) for stop in "。！？\n；") + 1
        return min(start, end), end

    def _sentence_around(self, at: int) -> tuple[int, int]:
        start = max(self.text.rfind(stop, 0, at) for stop in "。！？\n；") + 1
        stop = _END.search(self.text, at)
        return start, stop.start() if stop else self.end

    def _number_at(self, at: int) -> int:
        number = bisect_right(self.sections, at, key=lambda section: section.start) - 1
        return number if number >= 0 and at < self.sections[number].end else -1

    def _path(self, at: int) -> tuple[str, ...]:
        number = self._number_at(at)
        return self.sections[number].path if number >= 0 else ()

    def _above(self, at: int) -> tuple[str, ...]:
        """The headings above what stands at ``at``, itself no heading above itself."""
        path = self._path(at)
        line = self.text[at : at + 80].lstrip("—● 　")
        while path and (line.startswith(path[-1]) or path[-1] in line[: len(path[-1]) + _MARGIN // 4]):
            path = path[:-1]
        return path

    def _heading(self, path: tuple[str, ...], first: int) -> tuple[int, int]:
        """Where the heading right above stands; nowhere is at the first item."""
        if not path:
            return first, first
        section = next((s.start for s in self.sections if s.path[: len(path)] == path), first)
        at = self._heading_at(path[-1], section)
        return (first, first) if at is None else (at, at + len(path[-1]))

    def _heading_at(self, heading: str, near: int) -> int | None:
        margin = 2 * len(heading) + _MARGIN
        at = self.text.find(heading, max(0, near - margin), near + margin)
        return at if at >= 0 else None


def _sentences(text: str) -> int:
    return max(1, len(_END.findall(text)))


def _runs(text: str) -> Iterator[_Run]:
    """Marks of one form that follow each other from one on; a mark of an outer list ends the lists inside its items."""
    stack: list[_Run] = []
    for mark in marks_in(text):
        depth = next((at for at in reversed(range(len(stack))) if stack[at].goes_on(mark)), None)
        if depth is not None:
            yield from stack[depth + 1 :]
            del stack[depth + 1 :]
            stack[depth].marks.append(mark)
        elif mark.number in (0, 1):
            stack.append(_Run(mark.form, [mark]))
    yield from stack


def _followed(reading: _Reading, found: Sequence[Enumeration]) -> Iterator[Enumeration]:
    """``found`` with the names that lists have elsewhere: 八项民生工程 for eight items that are each an …工程."""
    lists = [each for each in found if _FEW <= len(each.items) <= _MANY]
    names: dict[int, list[Counted]] = {}
    for counted in counted_in(reading.text):
        if counted.number < _UNNUMBERED or len(counted.noun) < 2:
            continue
        meant = max(range(len(lists)), key=lambda at: _bears(reading, lists[at], counted), default=None)
        if meant is not None and _bears(reading, lists[meant], counted) >= _BEAR:
            names.setdefault(meant, []).append(counted)
    for number, each in enumerate(lists):
        told = names.get(number, [])
        count = each.count or (len(each.items) if told else None)
        yield replace(each, count=count, names=tuple(dict.fromkeys(name.said for name in told)))


def _bears(reading: _Reading, each: Enumeration, counted: Counted) -> float:
    """How surely ``counted`` names this list: as many items, most of them or its title with the word."""
    if len(each.items) != counted.number or each.form is Form.NAMES:
        return 0.0
    if each.start <= counted.start < max(each.end, each.start + 1):
        return 1.0 + _BEAR
    word = counted.noun[-2:]
    heads = [reading.text[item.start : item.head] for item in each.items]
    share = sum(word in head for head in heads) / len(heads)
    return max(share, 1.0 if counted.noun in each.title else 0.0)
