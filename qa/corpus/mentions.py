"""The history of a phrase: every report that has it, how often, in which sentences, and which reports do not.

Complete: every text is gone through. Letter case does not matter; where the phrase has a blank, the text may have any
white space or none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qa.corpus.split import sentence_spans
from qa.records import Report


@dataclass(frozen=True, slots=True)
class Mention:
    """``count`` is how often ``report`` has the phrase, ``sentences`` the spans that have it, in the order of the text."""

    report: Report
    count: int
    sentences: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class YearTold:
    """Of the reports of one year (None: of unknown years) how many there are, how many have the phrase, how often."""

    year: int | None
    searched: int
    reports: int
    count: int


@dataclass(frozen=True, slots=True)
class Mentions:
    """``found`` and ``years`` by the reports' years, unknown ones last."""

    phrase: str
    searched: int
    found: tuple[Mention, ...]
    years: tuple[YearTold, ...]

    @property
    def count(self) -> int:
        return sum(mention.count for mention in self.found)

    @property
    def first(self) -> int | None:
        """The year of the earliest report that has it."""
        return next((mention.report.year for mention in self.found), None)

    @property
    def last(self) -> int | None:
        return next((m.report.year for m in reversed(self.found) if m.report.year is not None), None)


def mentions(
    phrase: str,
    reports: Iterable[Report],
    places: Sequence[str] = (),
    years: Sequence[int] = (),
    wanted: re.Pattern[str] | None = None,
) -> Mentions:
    """Where the ``reports`` of these places and years (none: all) have ``phrase``, which is not empty; ``wanted``: what it
    stands for."""
    wanted = wanted or _pattern(phrase)
    searched = [
        report for report in reports if (not places or report.place in places) and (not years or report.year in years)
    ]
    searched.sort(key=lambda report: (report.year is None, report.year or 0))
    found = tuple(mention for report in searched if (mention := _in(report, wanted)))
    return Mentions(phrase, len(searched), found, tuple(_by_year(searched, found)))


def _pattern(phrase: str) -> re.Pattern[str]:
    """Without letters a plain text, which is looked for fastest."""
    parts = [re.escape(part) for part in phrase.split()]
    return re.compile(r"\s*".join(parts), re.IGNORECASE if re.search("[A-Za-z]", phrase) else 0)


def _in(report: Report, wanted: re.Pattern[str]) -> Mention | None:
    found = (match.span() for match in wanted.finditer(report.text))
    places = [(start, end) for start, end in found if not report.doubtful_at(start, end)]
    return Mention(report, len(places), tuple(_sentences(report.text, places))) if places else None


def _sentences(text: str, places: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The sentences, each once, that these ``places`` begin in."""
    done = -1
    for start, _ in places:
        if start < done:
            continue
        line = text.rfind("\n", 0, start) + 1
        line_end = text.find("\n", start)
        spans = sentence_spans(text, line, line_end if line_end >= 0 else len(text))
        begin, done = next((a, b) for a, b in spans if b > start)
        bare = text[begin:done]
        yield begin + len(bare) - len(bare.lstrip()), done - len(bare) + len(bare.rstrip())


def _by_year(searched: Sequence[Report], found: Sequence[Mention]) -> Iterator[YearTold]:
    for year in dict.fromkeys(report.year for report in searched):
        counts = [mention.count for mention in found if mention.report.year == year]
        yield YearTold(year, sum(report.year == year for report in searched), len(counts), sum(counts))
