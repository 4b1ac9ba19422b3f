"""Which report a question set means by a name, and which report a system showed."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePath

from qa.evaluate.system import Shown
from qa.records import Report, Statement
from qa.statements.columns import Columns


@dataclass(frozen=True, slots=True)
class Card:
    """What the marks need to know of a report: enough to re-mark a run without the store."""

    id: str
    names: tuple[str, ...]
    title: str
    place: str | None
    year: int | None

    @property
    def label(self) -> str:
        return f"{self.place or '地点不明'} {self.year or '年份不明'}"

    def goes_by(self, doc: str) -> bool:
        """Whether ``doc`` is this report's id, its file's name, or that name up to an underscore or the suffix."""
        return doc == self.id or any(
            doc == name or doc == PurePath(name).stem or name.startswith(f"{doc}_") for name in self.names
        )

    def is_source_of(self, shown: Shown) -> bool:
        """Whether ``shown`` comes from this report: by id or file name, else by place and year of delivery.

        The second way serves servers that number their reports otherwise than the local store.
        """
        if shown.report == self.id or shown.report in self.names:
            return True
        return self.place is not None and self.year is not None and (shown.place, shown.year) == (self.place, self.year)


@dataclass(frozen=True, slots=True)
class Shelf:
    """The reports that questions are checked and marked against, the fingerprint of their store, and what they state."""

    reports: tuple[Report, ...]
    index: str
    statements: Columns = field(default_factory=lambda: Columns.of(()), repr=False, compare=False)

    def of(self, report: Report) -> tuple[Statement, ...]:
        return self.statements.statements(self.statements.select(report_ids=[report.id]))

    def cards(self) -> tuple[Card, ...]:
        return tuple(card_of(report) for report in self.reports)


def card_of(report: Report) -> Card:
    names = tuple(PurePath(source.name).name for source in report.sources)
    return Card(report.id, names, report.title, report.place, report.year)


def find(cards: tuple[Card, ...], doc: str) -> tuple[Card, ...]:
    """The reports that go by ``doc``: none, one, or more than one when the name is ambiguous."""
    return tuple(card for card in cards if card.goes_by(doc))
