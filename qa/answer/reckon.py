"""Figures that no report gives, reckoned from those that one does: what the question asks for in ``qa.wording.reckoning``,
the operands in ``operands`` and ``sharing``, the arithmetic in ``derive``, what is made of them in ``ways``; here it is told."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from qa.answer import derive, grown, operands
from qa.answer.clauses import merged
from qa.answer.composed import Composed
from qa.answer.evidence import Numbered, with_number
from qa.answer.labels import period_label, told_shortly
from qa.answer.operands import Pool
from qa.answer.quote import quote_lines
from qa.answer.shelf import Shelf
from qa.answer.stated import Cell, numbered
from qa.answer.sums import Problem, Sum
from qa.answer.ways import WAYS
from qa.deadline import NEVER, Deadline
from qa.index.store import Store
from qa.records import Aspect, Basis, CheckedFigure, Form, Plan, Reckoning, Scope
from qa.statements.lookup import Told
from qa.words import Words

#: Where no place is asked about and there are more than so many, no one of them is meant.
_MOST_PLACES = 40
#: What may be reckoned of each of several places, of so many at the most.
_OF_EACH = frozenset(
    {Form.RATE, Form.BEFORE, Form.REST, Form.YEARLY, Form.QUOTIENT, Form.PART, Form.EXPECTED, Form.CHANGE}
)
_FEW_PLACES = 6
#: Reckonings with places within one that reports: 杭州占全省多少, 扣掉阜阳还有多少.
_OF_PARTS = (Form.PAIR, Form.JOINT, Form.REST)


@dataclass(frozen=True, slots=True)
class Reckoned:
    """The text with the sentences it rests on."""

    composed: Composed
    evidence: tuple[Numbered, ...]


@dataclass(frozen=True, slots=True)
class Lacking:
    """Nothing can be reckoned, since a figure is not stated: which, and the sentence of the one that is."""

    text: str
    stated: Numbered


def reckoned(
    plan: Plan,
    cells: Sequence[Cell],
    shelf: Shelf,
    store: Store,
    words: Words,
    allowed: Collection[str] = (),
    deadline: Deadline = NEVER,
) -> Reckoned | Lacking | None:
    """The reckoning that the question asks for, or what it lacks; None where it asks for none, or where ``deadline`` leaves
    no time to see which of several places is meant."""
    readings = plan.ask.reckonings.readings
    forms = {reading.form for reading in readings}
    # The change of several things is told one by one.
    several = len({scope.subject for scope in plan.scopes}) > 1 and Form.CHANGE in forms and Form.PAIR not in forms
    if not readings or plan.missing_places or several:
        return None
    if len(plan.places) > 1:
        return _of_each(plan, cells, shelf, store, words, allowed)
    by_place = [Problem(plan.ask.reckonings, pool, tuple(cells)) for pool in _pools(plan, shelf, store, words, allowed)]
    found: list[tuple[Sum, Pool]] = []
    for asked in by_place:
        if len(found) > 1 or (len(by_place) > 1 and deadline.passed):
            return None
        sum_ = _reckon(asked, readings)
        found += [(sum_, asked.pool)] if sum_ is not None else []
    if not found and len(by_place) == 1:
        return _lacking(by_place[0], readings, store)
    # Without a place only what one place alone states is meant.
    return _told(found, store) if len(found) == 1 else None


def _of_each(
    plan: Plan, cells: Sequence[Cell], shelf: Shelf, store: Store, words: Words, allowed: Collection[str]
) -> Reckoned | None:
    """The same reckoned of each of a few places, and set side by side; None unless it can be of all."""
    readings = [reading for reading in plan.ask.reckonings.readings if reading.form in _OF_EACH]
    if not readings or len(plan.places) > _FEW_PLACES or plan.ask.bound:
        return None
    found: list[tuple[Sum, Pool]] = []
    for place in plan.places:
        alone = replace(plan, places=(place,), scopes=tuple(s for s in plan.scopes if s.place == place))
        there = tuple(cell for cell in cells if cell.place == place)
        pools = list(_pools(alone, shelf, store, words, allowed)) if alone.scopes else []
        sum_ = _reckon(Problem(plan.ask.reckonings, pools[0], there), readings) if len(pools) == 1 else None
        if sum_ is None:
            return None
        found.append((sum_, pools[0]))
    return _told(found, store, _beside([sum_ for sum_, _ in found], plan.places))


def _beside(sums: Sequence[Sum], places: Sequence[str]) -> str:
    """Which of the places has most, where each has one result and all have one unit."""
    results = [each.results[0].derived for each in sums]
    if len({result.unit for result in results}) > 1 or any(len(each.results) > 1 for each in sums):
        return ""
    ordered = sorted(zip(results, places, strict=True), key=lambda item: -item[0].value)
    (most, first), (least, last) = ordered[0], ordered[-1]
    if most.value == least.value:
        return "各处相同。"
    apart = derive.moved(most, least)
    return (
        f"{first}最高，{last}最低，相差{apart.text}（{apart.formula}）。"
        if len(sums) > 2
        else f"{first}更高，高出{apart.text}（{apart.formula}）。"
    )


def _reckon(asked: Problem, readings: Sequence[Reckoning]) -> Sum | None:
    for reckoning in readings:
        found = WAYS[reckoning.form](asked, reckoning)
        if found is not None and found.results:
            return found
    return None


def _pools(plan: Plan, shelf: Shelf, store: Store, words: Words, allowed: Collection[str]) -> Iterator[Pool]:
    """The statements of the place asked about, or of each place there is."""
    ids = tuple({report_id: None for scope in plan.scopes for report_id in scope.report_ids})
    template = plan.scopes[0] if plan.scopes else Scope("", place=plan.places[0] if plan.places else None)
    template = replace(template, report_ids=ids)
    # Parts are told of places within, and the whole of the one that they lie in.
    parts = template.named if _of_parts(plan, template.named) else ()
    searches = (template, replace(template, named=())) if parts else (template,)
    by_place: dict[str | None, dict[Told, None]] = {}
    for search in searches:
        for told in shelf.asked(search, ids if plan.report_years else allowed):
            report = store.report(told.statement.report_id)
            by_place.setdefault(report.place if report else None, {})[told] = None
            if len(by_place) > _MOST_PLACES:
                return
    years = tuple(sorted({*plan.data_years, *plan.missing_years}))
    target = plan.aspect is Aspect.TARGET and (years or plan.ask.reckonings.planned)
    for home, told_there in by_place.items():
        planned = target or _only_planned(tuple(told_there), years)
        basis = Basis.TARGET if planned else None
        yield Pool(tuple(told_there), years, basis, words, plan.ask.reckonings.figures, parts, home)


def _of_parts(plan: Plan, named: Sequence[str]) -> bool:
    """Whether places within one that reports are parts of what is reckoned: 杭州和宁波的GDP占全省的多少."""
    asked = [reading for reading in plan.ask.reckonings.readings if reading.form in _OF_PARTS]
    return any(name in operand for reading in asked for operand in reading.operands for name in named)


def _only_planned(told: Sequence[Told], years: Sequence[int]) -> bool:
    """Whether the reports tell of the years asked for as of years to come."""
    of_years = [each.statement.basis for each in told if each.statement.period.last in years]
    return Basis.TARGET in of_years and Basis.RESULT not in of_years


def _lacking(asked: Problem, readings: Sequence[Reckoning], store: Store) -> Lacking | None:
    """For a reckoning and nothing else: one operand is stated, the other is not."""
    if any(reckoning.form is Form.PART for reckoning in readings):
        # By a share, and not by growth.
        return None
    for reckoning in readings:
        if not reckoning.explicit or reckoning.form not in (Form.BEFORE, Form.PRODUCT):
            continue
        needed = _needed(asked.pool, reckoning)
        given = [told for _, told in needed if told is not None]
        lacked = "、".join(name for name, told in needed if told is None)
        item = numbered(given[0].statement, store, 1, 0) if given and lacked else None
        if item is not None:
            told = told_shortly(given[0].statement, given[0].sentence)
            return Lacking(f"没有给出{lacked}，只给出{period_label(given[0].statement)}{told}[1]，无法推算。", item)
    return None


def _needed(pool: Pool, reckoning: Reckoning) -> list[tuple[str, Told | None]]:
    """What a reckoning is made of, by name, and where it is stated."""
    if reckoning.form is Form.PRODUCT:
        return [(f"“{name}”", operands.one(pool, name)) for name in reckoning.operands]
    free, phrase = replace(pool, years=()), reckoning.operands[0]
    return [("数额", operands.one(free, phrase)), ("增速", grown.growth(free, phrase))]


# -- telling ---------------------------------------------------------------------------------------------------------


def _told(found: Sequence[tuple[Sum, Pool]], store: Store, beside: str = "") -> Reckoned | None:
    """``beside``: how the sums of several places stand to each other."""
    numbers: dict[tuple[str, int], int] = {}
    used: list[tuple[Told, Numbered]] = []
    for sum_, pool in found:
        for told in sum_.operands:
            item = numbered(told.statement, store, 0, 0, pool.told)
            if item is None:
                return None
            used.append((told, with_number(item, numbers)))
    evidence = merged([item for _, item in used])
    several = len(found) > 1
    said = "；".join(f"{sum_.lead}{_results(sum_)}" for sum_, _ in found)
    note = "".join(sum_.note for sum_, _ in found)
    given = "，".join(
        f"{(told.statement.place or '') if several else ''}{period_label(told.statement)}"
        f"{told_shortly(told.statement, told.sentence)}[{item.number}]"
        for told, item in used
    )
    figures = [CheckedFigure(told.statement.text, "quoted", item.number) for told, item in used]
    results = [result.derived for sum_, _ in found for result in sum_.results]
    figures += [CheckedFigure(result.text, "derived", formula=result.formula) for result in results]
    return Reckoned(
        Composed(
            f"{said}。{beside}{note}\n所用数字：{given}。\n依据：\n{quote_lines(evidence)}",
            tuple(item.number for item in evidence),
            "extractive",
            tuple(figures),
        ),
        evidence,
    )


def _results(found: Sum) -> str:
    return "；".join(f"{result.text}（{derive.explained(result.derived)}）" for result in found.results)
