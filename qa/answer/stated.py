"""What the statements of the store say to each search of a plan: the cells of every answer that turns on a figure."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.answer.evidence import Numbered, years_label
from qa.index.store import Store
from qa.question.wanted import Wanted, wanted_of
from qa.records import Aspect, Basis, Facet, Hit, How, Plan, Report, Scope, Scores, Statement
from qa.statements.extract import statements_of
from qa.statements.lookup import Found, Told, When, look_up
from qa.statements.match import Outcome
from qa.words import Words

#: Reports whose statements are kept at hand.
_KEPT = 512
_BASES = {Aspect.RESULT: Basis.RESULT, Aspect.TARGET: Basis.TARGET}


@dataclass(frozen=True, slots=True)
class Cell:
    """What the reports state of one search of the plan; ``item`` is the sentence to cite, None when nothing is near."""

    scope: int
    place: str | None
    wanted: Wanted
    found: Found
    item: Numbered | None

    @property
    def statement(self) -> Statement | None:
        """The exact one; None when there is only something near."""
        exact = self.found.outcome is Outcome.EXACT and self.found.best is not None
        return self.found.best.statement if exact and self.found.best else None

    @property
    def near(self) -> Statement | None:
        return self.found.best.statement if self.found.best else None

    @property
    def mark(self) -> str:
        return f"[{self.item.number}]" if self.item else ""


class Shelf:
    """The statements of one store, report by report, read when first asked for. Safe to call from several threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, tuple[Told, ...]] = OrderedDict()
        self._by_place: dict[str | None, list[Report]] = {}
        for report in store.reports:
            self._by_place.setdefault(report.place, []).append(report)

    def of(self, report: Report) -> tuple[Told, ...]:
        with self._lock:
            if report.id in self._kept:
                self._kept.move_to_end(report.id)
                return self._kept[report.id]
        text = report.text
        told = tuple(Told(s, text[s.sentence_start : s.sentence_end]) for s in statements_of(report))
        with self._lock:
            self._kept[report.id] = told
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return told

    def asked(self, scope: Scope, allowed: Sequence[str]) -> Iterator[Told]:
        """The statements that a search may be answered from: of its place, else of the reports it names."""
        reports = self._by_place.get(scope.place, []) if scope.place else self._named(scope)
        for report in reports:
            if not allowed or report.id in allowed:
                yield from (told for told in self.of(report) if told.statement.place == report.place)

    def _named(self, scope: Scope) -> list[Report]:
        found = (self._store.report(report_id) for report_id in scope.report_ids)
        return [report for report in found if report is not None]


def cells_of(plan: Plan, shelf: Shelf, store: Store, words: Words, allowed: Sequence[str] = ()) -> tuple[Cell, ...]:
    """One cell a search of ``plan``, numbered for citation; linear in the statements of the places asked about.

    ``allowed`` are the reports that the caller limits the answer to; empty: all.
    """
    cells: list[Cell] = []
    numbers: dict[tuple[str, int], int] = {}
    wanted: dict[str, Wanted] = {}
    for place, scope in enumerate(plan.scopes):
        phrase = scope.subject or scope.query
        if phrase not in wanted:
            wanted[phrase] = wanted_of(phrase, words, plan.question)
        asked = wanted[phrase]
        when = When(scope.data_years, _BASES[scope.aspect] if scope.aspect else None)
        found = look_up(asked, when, shelf.asked(scope, allowed))
        item = None
        if found.best is not None:
            key = (found.best.statement.report_id, found.best.statement.sentence_start)
            number = numbers.setdefault(key, len(numbers) + 1)
            item = numbered(found.best.statement, store, number, place)
        cells.append(Cell(place, scope.place, asked, found, item))
    return tuple(cells)


def numbered(statement: Statement, store: Store, number: int, scope: int) -> Numbered | None:
    """The sentence of a statement as evidence; None when no passage holds it (a heading)."""
    for passage in store.passages_of(statement.report_id):
        if passage.start <= statement.start < passage.end:
            for sentence in passage.sentences:
                if sentence.start <= statement.start < sentence.end:
                    return Numbered(number, Hit(passage, Scores(1.0), ((sentence, 1.0),), scope), sentence, 1.0)
    return None


def label(cell: Cell, plan: Plan) -> str:
    """Place, years and, where rows differ in them, the indicator and whether result or target: 承德市2023年."""
    statement = cell.near
    scope = plan.scopes[cell.scope]
    place = cell.place or (statement.place if statement else None) or ""
    years = years_label(scope.data_years) or (period_label(statement) if statement else "")
    subject = scope.subject.removesuffix("是多少") if len({s.subject for s in plan.scopes}) > 1 else ""
    bases = {c.aspect for c in plan.scopes}
    basis = (
        {Aspect.TARGET: "目标", Aspect.RESULT: "结果"}.get(scope.aspect, "") if scope.aspect and len(bases) > 1 else ""
    )
    return f"{place}{years}{subject}{basis}"


def period_label(statement: Statement) -> str:
    """2025年, 2021—2025年; empty when the report does not tell."""
    first, last = statement.period.first, statement.period.last
    if first is None or last is None:
        return ""
    return f"{first}年" if first == last else f"{first}—{last}年"


_MOVED = {Facet.RISE: "增长", Facet.FALL: "下降"}
_BEFORE = (
    "约",
    "近",
    "超过",
    "超",
    "突破",
    "逾",
    "不低于",
    "不少于",
    "不超过",
    "低于",
    "高于",
    "达到",
    "接近",
    "将近",
    "过",
)
_BEHIND = ("以上", "以下", "以内", "左右", "之内", "上下")


def written(statement: Statement, sentence: str) -> str:
    """The figure with its hedge as the report writes it: 超过5.5%, 86万人以上."""
    start, end = statement.start - statement.sentence_start, statement.end - statement.sentence_start
    before = next(
        (word for word in sorted(_BEFORE, key=len, reverse=True) if sentence[:start].rstrip("了").endswith(word)), ""
    )
    behind = next((word for word in _BEHIND if sentence[end:].startswith(word)), "")
    hedge = "" if before == "达到" else before
    return f"{hedge}{statement.text}{behind}"


def told_shortly(statement: Statement, sentence: str) -> str:
    """Indicator, change and figure: 居民人均可支配收入增长7.2%, 森林覆盖率54.5%."""
    figure = written(statement, sentence)
    name = statement.indicator
    average = "年均" if statement.period.how is How.AVERAGE and "年均" not in name else ""
    moved = _MOVED.get(statement.facet, "")
    new = "新增" if statement.facet is Facet.NEW and "新" not in name else ""
    return f"{new}{name}{average}{moved}{figure}"
