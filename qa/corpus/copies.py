"""Copies of a report, in one file or in several, kept once with all their sources."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.records import Report, Source

SHINGLE = 5
SAME = 0.9
# The shorter of two texts may lack a part of the longer one; this share of it must be in there.
CONTAINED = 0.95
_NOT_TEXT = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9.%]+")


@dataclass(frozen=True, slots=True)
class _Kept:
    report: Report
    shingles: frozenset[int]


def merge_copies(reports: Sequence[Report]) -> tuple[Report, ...]:
    """``reports`` without copies, in order; of near copies the longest text stays, with the sources of all.

    Near copies are looked for among reports of the same kind, place and year: other years of a place repeat
    whole sentences and stay apart.
    """
    groups: dict[tuple[str, str | None, int | None], list[_Kept]] = defaultdict(list)
    order: list[tuple[tuple[str, str | None, int | None], int]] = []
    for report in reports:
        key = (report.kind.value, report.place, report.year)
        group = groups[key]
        kept = _Kept(report, shingles(report.text))
        index = next((i for i, other in enumerate(group) if _same(other.shingles, kept.shingles)), None)
        if index is None:
            order.append((key, len(group)))
            group.append(kept)
        else:
            group[index] = _merged(group[index], kept)
    return tuple(groups[key][index].report for key, index in order)


def shingles(text: str) -> frozenset[int]:
    """Hashes of all runs of five characters, punctuation and spaces aside."""
    plain = _NOT_TEXT.sub("", text)
    return frozenset(hash(plain[i : i + SHINGLE]) for i in range(max(1, len(plain) - SHINGLE + 1)))


def _same(left: frozenset[int], right: frozenset[int]) -> bool:
    common = len(left & right)
    return common >= SAME * len(left | right) or common >= CONTAINED * min(len(left), len(right))


def _merged(first: _Kept, second: _Kept) -> _Kept:
    longer, shorter = (second, first) if len(second.report.text) > len(first.report.text) else (first, second)
    sources = _joined_sources((*first.report.sources, *second.report.sources))
    warnings = tuple(dict.fromkeys((*longer.report.warnings, *_difference(longer, shorter))))
    return _Kept(replace(longer.report, sources=sources, warnings=warnings), longer.shingles)


def _difference(longer: _Kept, shorter: _Kept) -> tuple[str, ...]:
    """A word of warning when the copies are not the same text."""
    if longer.report.sha256 == shorter.report.sha256:
        return ()
    share = len(longer.shingles & shorter.shingles) / max(1, len(longer.shingles | shorter.shingles))
    names = "、".join(source.name for source in shorter.report.sources)
    return (f"{names} 中有一份相近的副本（相同 {share:.0%}），保留了较长的一份",)


def _joined_sources(sources: Sequence[Source]) -> tuple[Source, ...]:
    joined: dict[tuple[str, str], Source] = {}
    for source in sources:
        known = joined.get((source.name, source.sha256))
        joined[source.name, source.sha256] = replace(known, copies=known.copies + source.copies) if known else source
    return tuple(joined.values())
