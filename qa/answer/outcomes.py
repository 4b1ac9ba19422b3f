"""What came of the targets: those of a year set against what the reports say of that year later, each cited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from qa.answer.clauses import merged
from qa.answer.composed import Composed
from qa.answer.evidence import Numbered, with_number, years_label
from qa.answer.stated import numbered
from qa.index.store import Store
from qa.records import Cell, CheckedFigure, Facet, Plan, Statement, Table
from qa.statements.outcomes import VERDICTS, Outcome, Outcomes, Verdict, outcomes, told_difference
from qa.statements.stated import worded
from qa.statements.table import SILENT, UnknownIndicator, Why
from qa.wording.outcomes import Sought, Told

#: What 增长目标 is the target of, where nothing else is named.
_GROWTH = "地区生产总值"
_ECONOMY = ("", "经济", "全国经济", "国民经济")
_WANTED = {
    Told.REACHED: (Verdict.MET, Verdict.NEAR),
    Told.MISSED: (Verdict.MISSED,),
    Told.ALL: tuple(Verdict),
}
_SURE = (Verdict.MET, Verdict.NEAR, Verdict.MISSED)
#: So many are told one by one; the table has them all.
_TOLD, _ROWS = 12, 60
HEADER = ("对象", "目标", "结果", "判断", "结果减目标")


@dataclass(frozen=True, slots=True)
class Untold:
    """``text`` says that nothing can be set against the targets asked about; ``nearest`` is where the last of them stands."""

    text: str
    nearest: Numbered | None = None


def outcomes_told(plan: Plan, store: Store) -> tuple[Composed, tuple[Numbered, ...]] | Untold | None:
    """None where nothing is asked of what came of targets, or where a search tells more."""
    sought = plan.ask.outcome
    if sought is None:
        return None
    found = _found(sought, plan, store)
    if found is None:
        return None
    known = [each for each in found.outcomes if each.verdict in _SURE]
    if not known:
        return _untold(sought, plan, found, store)
    shown = [each for each in found.outcomes if each.verdict in _WANTED[sought.told]]
    return _Telling(plan, store, found).of(sought, shown, known)


def _found(sought: Sought, plan: Plan, store: Store) -> Outcomes | None:
    name = sought.indicator or sought.name
    rate = sought.rate
    if not sought.indicator and sought.name in _ECONOMY:
        if not rate:
            return None
        name = _GROWTH
    try:
        return outcomes(
            store.stated, name, places=plan.places, years=plan.data_years, facet=Facet.RISE if rate else None
        )
    except UnknownIndicator:
        return None


def _untold(sought: Sought, plan: Plan, found: Outcomes, store: Store) -> Untold | None:
    """None where a report on that year may tell in words what came of its targets."""
    told_on = any(each.result.why is not Why.NO_REPORT for each in found.outcomes)
    if sought.told is Told.ALL and (told_on or not found.outcomes):
        return None
    targets = [each.target.statement for each in found.outcomes if each.target.statement]
    nearest = numbered(max(targets, key=_year), store, 1, 0) if targets and sought.told is Told.ALL else None
    what = f"{years_label(plan.data_years)}{found.name}目标"
    return Untold(f"没有一处既写明{what}、又写明其结果，无法对照。", nearest)


def _year(target: Statement) -> int:
    return target.period.last or 0


@dataclass(slots=True)
class _Telling:
    plan: Plan
    store: Store
    found: Outcomes
    numbers: dict[tuple[str, int], int] = field(default_factory=dict)
    items: dict[int, Numbered] = field(default_factory=dict)
    figures: list[CheckedFigure] = field(default_factory=list)

    def of(
        self, sought: Sought, shown: Sequence[Outcome], known: Sequence[Outcome]
    ) -> tuple[Composed, tuple[Numbered, ...]]:
        shown = shown[:_ROWS]
        rows = tuple(self._row(each) for each in shown)
        lines = [self._line(each) for each in shown[:_TOLD]]
        if len(shown) > _TOLD:
            lines.append(f"其余 {len(shown) - _TOLD} 个见表。")
        text = "\n".join((self._head(sought, shown, known), *lines))
        evidence = tuple(self.items.values())
        table = Table(HEADER, rows) if len(rows) > 1 else None
        used = tuple(item.number for item in evidence)
        return Composed(text, used, "extractive", tuple(self.figures), table=table), evidence

    def _head(self, sought: Sought, shown: Sequence[Outcome], known: Sequence[Outcome]) -> str:
        what = f"{self._where()}{years_label(self.plan.data_years)}{self.found.name}目标"
        if sought.told is Told.ALL and len(self.found.outcomes) == 1:
            return f"{what}{VERDICTS[known[0].verdict]}："
        counts = "，".join(
            f"{VERDICTS[verdict]} {count} 个" for verdict, count in self.found.counted().items() if count
        )
        all_ = f"{what}，收录的报告里共有 {len(self.found.outcomes)} 个：{counts}。"
        if sought.told is Told.ALL:
            return all_
        kind = "达到或大致达到" if sought.told is Told.REACHED else "未达到"
        if not shown:
            return f"{all_}没有{kind}的。"
        return f"{all_}{kind}的有：{'、'.join(_label(each) for each in shown[:_TOLD])}。"

    def _where(self) -> str:
        places = self.plan.places
        return places[0] if len(places) == 1 else ""

    def _line(self, outcome: Outcome) -> str:
        goal, came = self._marked(outcome.target.statement), self._marked(outcome.result.statement)
        difference = told_difference(outcome)
        told = f"，{VERDICTS[outcome.verdict]}{f'（{difference}）' if difference else ''}"
        result = f"结果{came}{told}" if came else "结果没有说"
        return f"{_label(outcome)}：目标{goal}，{result}。"

    def _row(self, outcome: Outcome) -> tuple[Cell, ...]:
        difference = told_difference(outcome)
        goal, came = outcome.target.statement, outcome.result.statement
        if goal is not None and came is not None and difference and outcome.difference:
            formula = f"{worded(came)}-{worded(goal)}"
            self.figures.append(CheckedFigure(difference.lstrip("高低"), "derived", None, formula))
        return (
            Cell(_label(outcome)),
            self._cell(goal),
            self._cell(came),
            Cell(VERDICTS[outcome.verdict]),
            Cell(difference or "—"),
        )

    def _cell(self, statement: Statement | None) -> Cell:
        item = self._item(statement)
        if statement is None:
            return Cell(SILENT)
        if item is not None:
            self.figures.append(CheckedFigure(statement.text, "quoted", item.number))
        return Cell(worded(statement), item.number if item else None)

    def _marked(self, statement: Statement | None) -> str:
        item = self._item(statement)
        if statement is None:
            return ""
        return f"{worded(statement)}[{item.number}]" if item else worded(statement)

    def _item(self, statement: Statement | None) -> Numbered | None:
        """The sentence of ``statement`` as evidence, each sentence once; None where it is a heading."""
        if statement is None:
            return None
        found = numbered(statement, self.store, 0, 0)
        if found is None:
            return None
        item = with_number(found, self.numbers)
        (self.items[item.number],) = merged([self.items.get(item.number), item])
        return item


def _label(outcome: Outcome) -> str:
    return f"{outcome.place}{outcome.year}年"
