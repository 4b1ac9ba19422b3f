"""Copies of a report, in one file or in several, kept once with all their sources; versions with other figures stay.

Candidates are found by a sample of their shingles, the same ones of every text (those whose hash is a multiple of
``SAMPLING``), so that cost and memory grow with the number of reports and not with its square. Such a sample keeps
both resemblance and containment: Broder, "On the resemblance and containment of documents" (1997), section 4.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from qa.corpus.versions import differences
from qa.records import Report, Source

SHINGLE = 5
SAME = 0.9
# The shorter of two texts may lack a part of the longer one; this share of it must be in there.
CONTAINED = 0.95
SAMPLING = 64
# Samples are compared exactly when they share this much: a sample of 100 is off by 0.1 now and then.
_NEAR = 0.6
# Stock sentences stand in many reports; a shingle of more of them than this tells nothing.
_COMMON = 40
# Differences that a warning spells out.
_SHOWN = 3
_NOT_TEXT = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9.%]+")

_FIGURES = re.compile(r"\d+(?:\.\d+)?%?")

_Key = tuple[str, str, int]


class _Shelf:
    """The reports kept so far, found again by their text, by what they say they are, or by their samples."""

    def __init__(self) -> None:
        self.kept: list[Report] = []
        self._versions: list[tuple[int, int]] = []
        self._by_text: dict[str, int] = {}
        self._by_key: dict[_Key, list[int]] = defaultdict(list)
        self._by_shingle: dict[int, list[int]] = defaultdict(list)

    def add(self, report: Report) -> None:
        sample = sampled(report.text)
        row = self._find(report, sample)
        if row is None:
            row = len(self.kept)
            self._versions += [(other, row) for other in self._copies(report, sample)]
            self.kept.append(report)
        else:
            self.kept[row] = _merged(self.kept[row], report)
        self._note(row, report, sample)

    def _note(self, row: int, report: Report, sample: frozenset[int]) -> None:
        self._by_text[report.sha256] = row
        key = _key(report)
        if key and row not in self._by_key[key]:
            self._by_key[key].append(row)
        for shingle in sample:
            rows = self._by_shingle[shingle]
            if len(rows) <= _COMMON and row not in rows:
                rows.append(row)

    def _find(self, report: Report, sample: frozenset[int]) -> int | None:
        if report.sha256 in self._by_text:
            return self._by_text[report.sha256]
        return next((row for row in self._copies(report, sample) if not differences(self.kept[row], report)), None)

    def _copies(self, report: Report, sample: frozenset[int]) -> Iterator[int]:
        return (row for row in self._candidates(report, sample) if _same(self.kept[row], report))

    def told(self) -> tuple[Report, ...]:
        """The reports kept, those that are the same but for figures told of one another."""
        told = list(self.kept)
        for one, other in self._versions:
            told[one], told[other] = _told_of(told[one], told[other]), _told_of(told[other], told[one])
        return tuple(told)

    def _candidates(self, report: Report, sample: frozenset[int]) -> Iterator[int]:
        key = _key(report)
        alike = self._by_key.get(key, []) if key else []
        yield from alike
        telling = [rows for rows in (self._by_shingle.get(shingle, []) for shingle in sample) if len(rows) <= _COMMON]
        shared = Counter(row for rows in telling for row in rows)
        yield from (
            row
            for row, count in shared.most_common()
            if row not in alike and count >= _NEAR * min(len(telling), len(self.kept[row].text) / SAMPLING)
        )


def merge_copies(reports: Sequence[Report]) -> tuple[Report, ...]:
    """``reports`` without copies, in order; of near copies the longest text stays, with the sources of all.

    Texts that say of themselves that they are of different places or years stay apart, unless they are identical:
    other years of a place repeat whole sentences. So do versions of one report that differ in a figure, each told of it.
    """
    shelf = _Shelf()
    for report in reports:
        shelf.add(report)
    return shelf.told()


@lru_cache(maxsize=4)
def shingles(text: str) -> frozenset[int]:
    """Hashes of all runs of five characters, punctuation and spaces aside; the same in every process."""
    data = _NOT_TEXT.sub("", text).encode("utf-16-le")
    return frozenset(zlib.crc32(data[i : i + 2 * SHINGLE]) for i in range(0, max(1, len(data) - 2 * SHINGLE + 2), 2))


def sampled(text: str) -> frozenset[int]:
    """Those of the shingles that every text is sampled by."""
    return frozenset(shingle for shingle in shingles(text) if shingle % SAMPLING == 0)


def _told_of(report: Report, other: Report) -> Report:
    """``report`` with the figures that the other version of it gives otherwise."""
    found = tuple(sorted(differences(report, other), key=lambda each: each.start))
    names = "、".join(source.name for source in other.sources)
    shown = "；".join(f"这里是 {report.text[each.start : each.end]}，那里是 {each.other}" for each in found[:_SHOWN])
    more = f"等 {len(found)} 处" if len(found) > _SHOWN else ""
    warning = f"{names} 是同一份报告，有数字不同，两份都保留：{shown}{more}"
    return replace(report, differing=(*report.differing, *found), warnings=(*report.warnings, warning))


def _key(report: Report) -> _Key | None:
    return (report.kind.value, report.place, report.year) if report.place and report.year else None


def _same(left: Report, right: Report) -> bool:
    if _differ(left.place, right.place) or _differ(left.year, right.year) or left.kind != right.kind:
        return False
    first, second = shingles(left.text), shingles(right.text)
    common = len(first & second)
    return common >= SAME * len(first | second) or common >= CONTAINED * min(len(first), len(second))


def _differ(left: object, right: object) -> bool:
    """Whether both are known and not the same."""
    return left is not None and right is not None and left != right


def _merged(first: Report, second: Report) -> Report:
    kept, other = (second, first) if _worth(second) > _worth(first) else (first, second)
    warnings = tuple(dict.fromkeys((*kept.warnings, *_difference(kept, other))))
    return replace(kept, sources=_joined_sources((*first.sources, *second.sources)), warnings=warnings)


def _worth(report: Report) -> tuple[bool, bool, int]:
    """A copy that says what it is comes before a longer one that does not."""
    return report.place is not None, report.year is not None, len(report.text)


def _difference(kept: Report, other: Report) -> tuple[str, ...]:
    """A word of warning when the copies are not the same text, and when they do not give the same figures."""
    if kept.sha256 == other.sha256:
        return ()
    first, second = shingles(kept.text), shingles(other.text)
    share = len(first & second) / max(1, len(first | second))
    names = "、".join(source.name for source in other.sources)
    figures = Counter(_FIGURES.findall(other.text)) - Counter(_FIGURES.findall(kept.text))
    differing = f"，其中 {'、'.join(list(figures)[:5])} 等数字与保留的一份不同，请核对" if figures else ""
    return (f"{names} 中有一份相近的副本（相同 {share:.0%}），保留了较完整的一份{differing}",)


def _joined_sources(sources: Sequence[Source]) -> tuple[Source, ...]:
    joined: dict[tuple[str, str], Source] = {}
    for source in sources:
        known = joined.get((source.name, source.sha256))
        joined[source.name, source.sha256] = replace(known, copies=known.copies + source.copies) if known else source
    return tuple(joined.values())
