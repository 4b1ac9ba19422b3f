"""Small reports and the statements read from them, told shortly."""

from __future__ import annotations

from dataclasses import replace

from qa.records import Report, Statement
from qa.statements.extract import statements_of
from qa.statements.lookup import Told
from tests.samples import make_report


def review(place: str, year: int, *sentences: str, since: int | None = None) -> tuple[Statement, ...]:
    """Statements of the review of a report of ``year``; ``since``: the first year of a review of several."""
    reviewed = tuple(range(since, year)) if since else ()
    return statements_of(make_report(place, year, sentences, [], reviewed)[0])


def plan(place: str, year: int, *sentences: str) -> tuple[Statement, ...]:
    """Statements of the targets of a report of ``year``."""
    return statements_of(make_report(place, year, [], sentences)[0])


def unknown(report: Report) -> Report:
    """``report`` without a year, a place, or years of its sections."""
    sections = tuple(replace(section, years=()) for section in report.sections)
    return replace(report, year=None, place=None, reviewed=(), planned=(), sections=sections)


def named(statements: tuple[Statement, ...]) -> list[tuple[str, str]]:
    return [(s.indicator, s.text) for s in statements]


def when(statement: Statement) -> str:
    """2025 year result, 2021-2025 average target."""
    first, last, how = statement.period.first, statement.period.last, statement.period.how
    years = "?" if first is None else str(first) if first == last else f"{first}-{last}"
    return f"{years} {how.value} {statement.basis.value}"


def tellings(*reports: Report) -> tuple[Told, ...]:
    """All statements of ``reports`` with their sentences."""
    return tuple(
        Told(s, report.text[s.sentence_start : s.sentence_end]) for report in reports for s in statements_of(report)
    )
