"""The statements that a search may be answered from: of all that its reports state only what may be of what is asked is
read, and the rest when it is looked at."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice

import numpy as np

from qa.index.store import Store
from qa.places import load_gazetteer
from qa.question.wanted import Wanted
from qa.records import Report, Scope, Statement
from qa.statements.coded import Rows
from qa.statements.likely import Likely
from qa.statements.lookup import Found, Told, When, look_up
from qa.statements.match import Matching, Outcome, matching

#: Statements that are kept at hand, and questions whose names are.
_KEPT, _ASKED = 1 << 16, 16
_NONE: Rows = np.empty(0, dtype=np.int64)


class Shelf:
    """The statements of one store, read when first asked for. Safe to call from several threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._kept: dict[int, Told] = {}
        self._by_place: dict[str | None, list[Report]] = {}
        for report in store.reports:
            self._by_place.setdefault(report.place, []).append(report)
        self.likely = lru_cache(_ASKED)(self._likely)

    def of(self, report: Report) -> tuple[Told, ...]:
        return self.read(self._store.statements.rows_of(report.id))

    def read(self, rows: Rows) -> tuple[Told, ...]:
        """Many at once cost far less than one after the other; those read last are kept at hand."""
        wanted: list[int] = rows.tolist()
        with self._lock:
            told = {row: self._kept[row] for row in wanted if row in self._kept}
        missing = [row for row in dict.fromkeys(wanted) if row not in told]
        if missing:
            made = dict(zip(missing, map(self._told, self._store.statements.statements(missing)), strict=True))
            told |= made
            with self._lock:
                self._kept |= made
                for row in [*islice(self._kept, max(0, len(self._kept) - _KEPT))]:
                    del self._kept[row]
        return tuple(told[row] for row in wanted)

    def _told(self, statement: Statement) -> Told:
        report = self._store.report(statement.report_id)
        return Told(statement, report.text[statement.sentence_start : statement.sentence_end] if report else "")

    def _likely(self, asked: Matching) -> Likely:
        return Likely(self._store.statements, asked)

    def asked(self, scope: Scope, allowed: Collection[str]) -> Held:
        """The statements that a search may be answered from: of its place, else of the reports it names."""
        # A place within another has no reports of its own.
        reports = self._by_place.get(scope.place, []) if scope.place in self._by_place else self._named(scope)
        return Held(self, scope, [report for report in reports if not allowed or report.id in allowed])

    def rows_of(self, reports: Iterable[Report]) -> Rows:
        return together(self._store.statements.rows_of(report.id) for report in reports)

    def within(self, report_id: str, start: int, end: int) -> Rows:
        return self._store.statements.within(report_id, start, end)

    def _named(self, scope: Scope) -> list[Report]:
        found = (self._store.report(report_id) for report_id in scope.report_ids)
        return [report for report in found if report is not None]


class Held:
    """What some reports state of the place of a search; gone through, it is all read."""

    def __init__(self, shelf: Shelf, scope: Scope, reports: Sequence[Report]) -> None:
        self._shelf = shelf
        self._scope = scope
        self._reports = {report.id: report for report in reports}
        self._likely: dict[Matching, Rows] = {}

    def __iter__(self) -> Iterator[Told]:
        for report in self._reports.values():
            yield from filter(self._is_of, self._shelf.of(report))

    def likely(self, wanted: Wanted) -> Rows:
        """The rows that may be of what is wanted."""
        asked = matching(wanted)
        if asked not in self._likely:
            self._likely[asked] = self._shelf.likely(asked).among(self._shelf.rows_of(self._reports.values()))
        return self._likely[asked]

    def look_up(self, wanted: Wanted, when: When) -> Found:
        told = [one for one in self._shelf.read(self.likely(wanted)) if self._is_of(one)]
        own = {_without_place(one, self._scope.named): one for one in told if one.statement.place in self._scope.named}
        found = look_up(wanted, when, own) if own else None
        if found and found.best and found.outcome is Outcome.EXACT:
            return replace(found, best=own[found.best], same=tuple(own[one] for one in found.same))
        return look_up(wanted, when, told)

    def beside(self, statement: Statement) -> tuple[Told, ...]:
        """What the sentence of ``statement`` states."""
        return self.within(statement.report_id, statement.sentence_start, statement.sentence_end)

    def within(self, report_id: str, start: int, end: int) -> tuple[Told, ...]:
        """What a part of the text of a report states."""
        rows = self._shelf.within(report_id, start, end) if report_id in self._reports else _NONE
        return tuple(filter(self._is_of, self._shelf.read(rows)))

    def _is_of(self, told: Told) -> bool:
        """Whether a statement is of the place asked about: the province's own is none of a city's without a report."""
        statement, named = told.statement, self._scope.named
        home = statement.place == self._reports[statement.report_id].place or _of_area(statement)
        if not named:
            return home
        before = told.sentence[: statement.end - statement.sentence_start]
        return statement.place in named or (home and any(name in before for name in named))


def _without_place(told: Told, names: Sequence[str]) -> Told:
    """What a place's own figure is of, without its name, which may say much else (前海深港现代服务业合作区)."""
    name = told.statement.indicator
    rest = next((name.removeprefix(each) for each in names if name.startswith(each) and name != each), name)
    return replace(told, statement=replace(told.statement, indicator=rest))


def _of_area(statement: Statement) -> bool:
    """Whether it is of an area, and of no place that has reports of its own: 成渝地区双城经济圈经济总量 is asked for in 四川."""
    return statement.place is not None and not load_gazetteer().names(statement.place)


def together(rows: Iterable[Rows]) -> Rows:
    return np.concatenate([_NONE, *rows])
