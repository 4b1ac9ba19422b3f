"""Text as the marks compare it, and how much of a gold quote some texts hold."""

from __future__ import annotations

import re
from collections.abc import Iterable

from qa.corpus.characters import normalise
from qa.words import fold

#: A run this long shared by quote and passage is no accident; shorter ones ("全市实现") are everywhere.
RUN = 8
#: A quote counts as found when this share of its characters is covered: the rest is a page mark or a stray sign.
ENOUGH = 0.9

#: ``[1]``, ``[1,2]``, ``[1-3]``, ``【1】``, ``[^1]``.
CITATION_MARK = re.compile(r"[\[【]\^?(\d{1,3}(?:\s*[,，、\-–—]\s*\d{1,3})*)[\]】]")
_SPACE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]+")
_EMPHASIS = re.compile(r"\*+|`+|__")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


def bare(text: str) -> str:
    """``text`` in the form that reports are stored in, folded (simplified, lower case), without any white space."""
    return _SPACE.sub("", fold(normalise(text)))


def shown(answer: str) -> str:
    """What a reader reads of an answer: bare, without citation marks, Markdown emphasis and thousands separators."""
    return _THOUSANDS.sub("", bare(_EMPHASIS.sub("", CITATION_MARK.sub("", answer))))


class Coverage:
    """Which characters of one quote the texts seen so far hold.

    A text holds the characters that lie in a run of at least ``RUN`` characters (or the whole quote, when
    shorter) common to both. So a quote that a splitter cut in two is found when both parts were seen, a page
    mark in the middle costs nothing, and phrases that every report uses do not add up to a find.
    """

    def __init__(self, quote: str) -> None:
        self._quote = bare(quote)
        self._run = min(RUN, len(self._quote))
        self._held = [False] * len(self._quote)

    def add(self, text: str) -> None:
        text = bare(text)
        for start in range(len(self._quote) - self._run + 1):
            if self._quote[start : start + self._run] in text:
                self._held[start : start + self._run] = [True] * self._run

    @property
    def share(self) -> float:
        """Share of the quote's characters held, 0..1."""
        return sum(self._held) / len(self._held) if self._held else 0.0

    @property
    def found(self) -> bool:
        return self.share >= ENOUGH


def holds(texts: Iterable[str], quote: str) -> bool:
    """Whether ``texts`` together hold ``quote`` (see Coverage)."""
    coverage = Coverage(quote)
    for text in texts:
        coverage.add(text)
    return coverage.found
