"""Thousands of names looked for in a text at once, each with what it stands for.

A text is gone through once: by its first two characters few names are left to compare at any place.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Generic, TypeVar

T = TypeVar("T")

#: What ``*`` stands for in a name: a few characters of one clause.
_GAP = r"[^，。；：？！,;:?!]{0,8}?"


class Names(Generic[T]):
    """``*`` in a name stands for a few characters; capitals do not matter."""

    def __init__(self, names: Iterable[tuple[str, T]]) -> None:
        # What names begin with, up to a gap, and how long that may be behind two characters, or one.
        self._begun: dict[str, list[_Name[T]]] = defaultdict(list)
        for place, (name, value) in enumerate(names):
            begun, *rest = name.lower().split("*")
            self._begun[begun].append(_Name(place, begun, rest, value))
        self._lengths: dict[str, list[int]] = defaultdict(list)
        for length, two in sorted({(len(begun), begun[:2]) for begun in self._begun}):
            self._lengths[two].append(length)

    def found(self, text: str, first: int = 0, last: int | None = None) -> Iterator[tuple[int, int, T]]:
        """Start, end and value of each name that begins from ``first`` to ``last`` (half-open), by where it begins, then
        as the names were given."""
        lowered, lengths, none = _lowered(text), self._lengths, ()
        for start in range(first, len(text) if last is None else last):
            one, two = lengths.get(lowered[start], none), lengths.get(lowered[start : start + 2], none)
            if one or two:
                for name, end in self._at(text, lowered, start, sorted({*one, *two})):
                    yield start, end, name.value

    def _at(self, text: str, lowered: str, start: int, lengths: Iterable[int]) -> list[tuple[_Name[T], int]]:
        ends_of = (start + length for length in lengths if start + length <= len(lowered))
        names = [name for end in ends_of for name in self._begun.get(lowered[start:end], ())]
        ends = [(name, end) for name in names if (end := name.end(text, lowered, start))]
        return sorted(ends, key=lambda each: each[0].place) if len(ends) > 1 else ends


class _Name(Generic[T]):
    """``place`` among all names; ``rest`` behind what it begins with, from gap to gap."""

    def __init__(self, place: int, begun: str, rest: Sequence[str], value: T) -> None:
        self.place = place
        self.value = value
        self._begun = begun
        self._rest = rest

    def end(self, text: str, lowered: str, start: int) -> int:
        """Of the name in a text where what it begins with stands at ``start``; 0 where it does not go on."""
        if not self._rest:
            return start + len(self._begun)
        if self._rest[-1] not in lowered:
            return 0
        match = self._pattern.match(text, start)
        return match.end() if match else 0

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        """Made where it may be found: making those of all names takes most of a second."""
        return re.compile(_GAP.join(map(re.escape, (self._begun, *self._rest))), re.IGNORECASE)


def _lowered(text: str) -> str:
    lowered = text.lower()
    # İ is two characters in lower case.
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
