"""The terms that a report explains behind its text (名词解释, 注释), each with its explanation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from qa.corpus.headings import NOTES
from qa.records import Report
from qa.wording.meaning import NUMBERED_TERM, PLAIN_TERM

_BEGINS = re.compile(NOTES.pattern, re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Term:
    """``text[start:end]`` of the report explains ``name``."""

    report_id: str
    name: str
    start: int
    end: int


def terms_of(report: Report) -> tuple[Term, ...]:
    """Every term that is explained, in the report's order; empty where nothing is explained behind the text."""
    begins = [match.start() for match in _BEGINS.finditer(report.text)]
    return tuple(_terms(report, begins[-1])) if begins else ()


def _terms(report: Report, begin: int) -> Iterator[Term]:
    begin = report.text.find("\n", begin) + 1
    numbered, plain = (list(each.finditer(report.text, begin)) for each in (NUMBERED_TERM, PLAIN_TERM))
    found = numbered if 2 * len(numbered) >= len(plain) else plain
    ends = [match.start() for match in found] + [len(report.text)]
    for match, (_, end) in zip(found, pairwise(ends), strict=True):
        told = report.text[match.end() : end].rstrip()
        if told:
            yield Term(report.id, match["name"].strip(), match.end(), match.end() + len(told))
