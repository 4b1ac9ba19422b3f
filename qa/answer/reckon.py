"""Figures that no report gives, reckoned from those that one does: what the question asks for in ``qa.wording.reckoning``,
the operands in ``operands``, the arithmetic in ``derive``; here they are put together and told, conclusion first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from qa.answer import derive, operands
from qa.answer.composed import Composed
from qa.answer.derive import Derived, rounded_for_people
from qa.answer.evidence import Numbered
from qa.answer.operands import Ends, Pool
from qa.answer.quote import quote_lines
from qa.answer.stated import Cell, Shelf, numbered, period_label, told_shortly, written
from qa.deadline import NEVER, Deadline
from qa.figures import Figure, FigureKind, comparable, find_figures, same_value
from qa.figures.units import SHARE
from qa.index.store import Store
from qa.places import load_gazetteer
from qa.question.followup import strip_spans, year_spans
from qa.question.parts import asks_of
from qa.question.years import find_years
from qa.records import Aspect, Basis, CheckedFigure, Operation, Plan, Scope, Statement
from qa.statements.lookup import Told
from qa.statements.match import MOVES
from qa.wording.asking import dimensions_asked
from qa.wording.reckoning import (
    Form,
    Reckoning,
    given,
    is_per_head,
    leads_before,
    means_target,
    reckonings_in,
    tells_course,
    years_before,
)
from qa.words import Words

_FALL = "降幅"
#: Where no place is asked about and there are more than so many, no one of them is meant.
_MOST_PLACES = 40


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


@dataclass(frozen=True, slots=True)
class _Result:
    """A derived figure and what goes before it; ``about``: an estimate, rounded for people."""

    said: str
    derived: Derived
    about: bool = False

    @property
    def text(self) -> str:
        if self.about:
            return f"{self.said}约{rounded_for_people(self.derived)}"
        return f"{self.said}{self.derived.text.removeprefix('−' if self.said == _FALL else '')}"


@dataclass(frozen=True, slots=True)
class _Sum:
    lead: str
    results: tuple[_Result, ...]
    operands: tuple[Told, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Asked:
    """The question as far as a reckoning needs it: its text without places and years, the statements and what was found."""

    plan: Plan
    text: str
    pool: Pool
    cells: tuple[Cell, ...]

    @property
    def dimensions(self) -> tuple[str, ...]:
        return dimensions_asked(self.text)


def reckoned(
    plan: Plan,
    cells: Sequence[Cell],
    shelf: Shelf,
    store: Store,
    words: Words,
    allowed: Sequence[str] = (),
    deadline: Deadline = NEVER,
) -> Reckoned | Lacking | None:
    """The reckoning that the question asks for, or what it lacks; None where it asks for none, or where ``deadline`` leaves
    no time to see which of several places is meant."""
    text = _bare(plan)
    readings = reckonings_in(text)
    forms = {reading.form for reading in readings}
    # The change of several things is told one by one.
    several = len({scope.subject for scope in plan.scopes}) > 1 and Form.CHANGE in forms and Form.PAIR not in forms
    if not readings or plan.missing_places or len(plan.places) > 1 or several:
        return None
    by_place = [_Asked(plan, text, pool, tuple(cells)) for pool in _pools(plan, shelf, words, allowed)]
    found: list[_Sum] = []
    for asked in by_place:
        if len(found) > 1 or (len(by_place) > 1 and deadline.passed):
            return None
        sum_ = _reckon(asked, readings)
        found += [sum_] if sum_ is not None else []
    if not found and len(by_place) == 1:
        return _lacking(by_place[0], readings, store)
    # Without a place only what one place alone states is meant.
    return _told(found[0], store) if len(found) == 1 else None


def _reckon(asked: _Asked, readings: Sequence[Reckoning]) -> _Sum | None:
    for reckoning in readings:
        found = _WAYS[reckoning.form](asked, reckoning)
        if found is not None and found.results:
            return found
    return None


def _pools(plan: Plan, shelf: Shelf, words: Words, allowed: Sequence[str]) -> Iterator[Pool]:
    """The statements of the place asked about, or of each place there is."""
    ids = tuple({report_id: None for scope in plan.scopes for report_id in scope.report_ids})
    template = plan.scopes[0] if plan.scopes else Scope("", place=plan.places[0] if plan.places else None)
    by_place: dict[str | None, list[Told]] = {}
    for told in shelf.asked(replace(template, report_ids=ids), ids if plan.report_years else allowed):
        if not template.named or any(name in told.sentence for name in template.named):
            by_place.setdefault(told.statement.place, []).append(told)
        if len(by_place) > _MOST_PLACES:
            return
    years = tuple(sorted({*plan.data_years, *plan.missing_years}))
    target = plan.aspect is Aspect.TARGET and (years or means_target(plan.question))
    for told_there in by_place.values():
        planned = target or _only_planned(told_there, years)
        yield Pool(tuple(told_there), years, Basis.TARGET if planned else None, words)


def _only_planned(told: Sequence[Told], years: Sequence[int]) -> bool:
    """Whether the reports tell of the years asked for as of years to come."""
    of_years = [each.statement.basis for each in told if each.statement.period.last in years]
    return Basis.TARGET in of_years and Basis.RESULT not in of_years


def _bare(plan: Plan) -> str:
    """The question without places, years and the figures it is asked with; what it goes on from behind it."""
    text = plan.question.replace("（承上文：", "，").rstrip("）")
    mentions = [mention for mention in find_years(text) if mention.years or not leads_before(text[mention.end :])]
    text = strip_spans(text, year_spans(mentions))
    named = [(m.start, m.end) for m in load_gazetteer().find(text) if m.place.name in plan.places]
    text = strip_spans(text, named)
    return strip_spans(text, [(figure.start, figure.end) for figure in _figures(text)])


def _figures(text: str) -> list[Figure]:
    """The amounts and shares that a question is asked with."""
    return [
        figure
        for figure in find_figures(text)
        if figure.kind in (FigureKind.QUANTITY, FigureKind.PERCENT) and not figure.spelled and figure.unit
    ]


def _unlike(question: str, operands_: Sequence[Told]) -> str:
    """What the question takes for granted and the report has otherwise; the report's own figure is used."""
    wrong = []
    for told in operands_:
        figure = told.statement.figure
        mine = [given for given in _figures(question) if comparable(given, figure, counters=True)]
        if mine and not any(same_value(given, figure, counters=True) for given in mine):
            wrong.append(f"{mine[0].text}（报告为{told.statement.text}）")
    return f"提问中的{'、'.join(wrong)}与报告不符，按报告的数计算。" if wrong else ""


# -- one way for each form -------------------------------------------------------------------------------------------


def _rate(asked: _Asked, reckoning: Reckoning) -> _Sum | None:
    if not reckoning.explicit and is_per_head(asked.text):
        return None
    # 修了多少公里？平均每座花了多少天: each in its own unit.
    each = next((part for part in asks_of(asked.text) if f"每{reckoning.per}" in part), asked.text)
    dimensions = dimensions_asked(each) or ("人民币",)
    found = operands.amount_and_count(asked.pool, reckoning.operands[0], reckoning.per, dimensions)
    result = derive.rate(found[0].statement.figure, found[1].statement.figure) if found else None
    if found is None or result is None:
        return None
    counter = found[1].statement.figure.symbol or reckoning.per
    return _Sum(
        f"{_where(found[0].statement)}{found[0].statement.indicator}",
        (_Result(f"平均每{counter}", result, True),),
        found,
    )


def _product(asked: _Asked, reckoning: Reckoning) -> _Sum | None:
    found = [operands.one(asked.pool, name) for name in reckoning.operands]
    if found[0] is None or found[1] is None:
        return None
    count, part = sorted((found[0], found[1]), key=lambda told: told.statement.kind is FigureKind.PERCENT)
    result = derive.product(count.statement.figure, part.statement.figure)
    if result is None:
        return None
    return _Sum(_where(count.statement), (_Result("推算", result, True),), (count, part))


def _pair(asked: _Asked, reckoning: Reckoning) -> _Sum | None:
    moments = _moments(asked)
    names = _named_in_full(asked, reckoning.operands)
    if Operation.SHARE in reckoning.results and operands.shared(asked.pool, *names):
        return None
    sums = [_pair_at(replace(asked.pool, years=years), names, reckoning) for years in moments]
    if any(each is None for each in sums) or not sums:
        return None
    kept = [each for each in sums if each]
    if len(kept) == 1:
        return kept[0]
    results = [replace(r, said=f"{each.lead}{r.said}") for each in kept for r in each.results]
    first, last = kept[0].results[0].derived, kept[-1].results[0].derived
    moved = derive.moved(first, last)
    results.append(_Result("前后" + ("扩大" if last.value > first.value else "缩小"), moved))
    return _Sum("", tuple(results), tuple(dict.fromkeys(told for each in kept for told in each.operands)))


def _moments(asked: _Asked) -> list[tuple[int, ...]]:
    """The years at which two things are set against each other: those asked for, each by itself."""
    years = asked.pool.years
    if len(years) > 1:
        return [years[:1], years[-1:]]
    return [years, ()] if years and tells_course(asked.text) else [years]


def _named_in_full(asked: _Asked, names: tuple[str, ...]) -> tuple[str, ...]:
    """贷款, 存款 where the question is to be reckoned from 银行的存款和贷款余额."""
    full = given(asked.text)
    return tuple(next((long for long in full if name in long), name) for name in names)


def _pair_at(pool: Pool, names: tuple[str, ...], reckoning: Reckoning) -> _Sum | None:
    found = operands.several(pool, names)
    if len(found) != 2:
        return None
    first, second = found
    a, b = first.statement, second.statement
    results: list[_Result | None] = []
    percent = a.kind is FigureKind.PERCENT
    for operation in reckoning.results:
        if percent and operation is not Operation.DIFFERENCE:
            continue
        if operation is Operation.SHARE:
            results.append(_result(f"{a.indicator}占{b.indicator}的", derive.share(a.figure, b.figure)))
        elif operation is Operation.RATIO:
            results.append(_result(f"{a.indicator}是{b.indicator}的", derive.ratio(a.figure, b.figure)))
        elif operation is Operation.DIFFERENCE:
            more = "多" if a.figure.size >= b.figure.size else "少"
            results.append(_result(f"{a.indicator}比{b.indicator}{more}", derive.difference(a.figure, b.figure)))
    return _Sum(_where(a), tuple(result for result in results if result), found)


def _sum(asked: _Asked, reckoning: Reckoning) -> _Sum | None:
    found = operands.several(asked.pool, reckoning.operands)
    result = derive.total([told.statement.figure for told in found]) if found else None
    if result is None:
        return None
    count = "零一二三四五六"[len(found)] if len(found) > 2 else "两"
    return _Sum(_where(found[0].statement), (_Result(f"{count}项合计", result),), found)


def _yearly(asked: _Asked, reckoning: Reckoning) -> _Sum | None:
    phrase = reckoning.operands[0]
    if operands.averaged(asked.pool, phrase):
        return None
    if Operation.GROWTH in reckoning.results:
        found = operands.ends(asked.pool, phrase)
        if found is None or found.years < 2:
            return None
        new, old = found.last.statement.figure, found.first.statement.figure
        return _changed(found, [_result("年均增长", derive.yearly_growth(new, old, found.years))])
    whole = operands.total(asked.pool, phrase)
    if whole is None:
        return None
    period = whole.statement.period
    years = (period.last or 0) - (period.first or 0) + 1
    result = derive.yearly(whole.statement.figure, years)
    return (
        _Sum(f"{_where(whole.statement)}{whole.statement.indicator}", (_Result("平均每年", result),), (whole,))
        if result
        else None
    )


def _before(asked: _Asked, reckoning: Reckoning) -> _Sum | None:
    """The level before: asked for by its year, as the one before, or by the year of the level and its growth alone."""
    years = asked.pool.years
    earlier = years_before(asked.text)
    ranked: list[tuple[int, operands.Grown]] = []
    for found in operands.grown(asked.pool, reckoning.operands[0], asked.dimensions):
        last = found.level.statement.period.last
        if found.since in years:
            ranked.append((0, found))
        elif last and earlier == last - found.since and (not years or years[-1] == last):
            ranked.append((1, found))
        elif reckoning.explicit and years == (last,):
            ranked.append((2, found))
    for _, found in sorted(ranked, key=lambda item: item[0]):
        level, growth = found.level.statement, found.growth.statement
        if not reckoning.explicit and _stated(asked.cells, found.since):
            return None
        result = derive.previous(level.figure, growth.figure)
        if result is not None:
            lead = f"{level.place or ''}{found.since}年{level.indicator}"
            note = _unlike(asked.plan.question, (found.level, found.growth))
            return _Sum(lead, (_Result("", result, True),), (found.level, found.growth), note)
    return None


def _stated(cells: Sequence[Cell], year: int) -> bool:
    """Whether the level of ``year`` is told by itself."""
    return any(
        cell.statement and cell.statement.period.last == year and cell.statement.facet not in MOVES for cell in cells
    )


def _change(asked: _Asked, reckoning: Reckoning) -> _Sum | None:
    if any(cell.statement and cell.statement.facet in MOVES for cell in asked.cells):
        return None
    dimensions = [dimension for dimension in asked.dimensions if dimension not in ("倍数", SHARE)]
    whole, *clauses = reckoning.operands
    found = [ends for clause in clauses if (ends := operands.ends(asked.pool, clause, dimensions))]
    if len({ends.last.statement for ends in found}) < 2:
        all_said = operands.ends(asked.pool, whole, dimensions)
        found = [all_said] if all_said else found[:1]
    if not _of_span(asked, reckoning):
        found = [ends for ends in found if not operands.grew(asked.pool, ends)]
    sums = [_change_of(asked.pool, ends, reckoning) for ends in found]
    if len(sums) < 2:
        return sums[0] if sums else None
    results = [replace(r, said=f"{each.lead}{r.said}") for each in sums for r in each.results]
    return _Sum("", tuple(results), tuple(told for each in sums for told in each.operands))


def _of_span(asked: _Asked, reckoning: Reckoning) -> bool:
    """Whether the change of several years is asked for; else that of one is meant where the report tells it."""
    mentions = find_years(asked.plan.question)
    return len(asked.pool.years) > 1 or Operation.RATIO in reckoning.results or any(m.span for m in mentions)


def _change_of(pool: Pool, found: Ends, reckoning: Reckoning) -> _Sum:
    new, old = found.last.statement.figure, found.first.statement.figure
    rose = new.size >= old.size
    results = [_result("增加" if rose else "减少", derive.difference(new, old))]
    told: Told | None = None
    percent = new.kind is FigureKind.PERCENT
    if Operation.RATIO in reckoning.results and not percent:
        results.append(_result("后者是前者的", derive.ratio(new, old)))
    if Operation.GROWTH in reckoning.results and not percent:
        told = operands.growth_of(pool, found)
        results.append(_result("增幅" if rose else _FALL, derive.growth(new, old)))
    changed = _changed(found, results)
    return replace(changed, operands=(*changed.operands, told)) if told else changed


def _changed(found: Ends, results: Sequence[_Result | None]) -> _Sum:
    first, last = found.first.statement, found.last.statement
    begun = period_label(first) if first.period.last != last.period.last else "原来的"
    lead = (
        f"{last.place or ''}{last.indicator}从{begun}{written(first, found.first.sentence)}"
        f"到{period_label(last)}{written(last, found.last.sentence)}，"
    )
    return _Sum(lead, tuple(result for result in results if result), (found.first, found.last))


_WAYS: Mapping[Form, Callable[[_Asked, Reckoning], _Sum | None]] = {
    Form.RATE: _rate,
    Form.PRODUCT: _product,
    Form.PAIR: _pair,
    Form.SUM: _sum,
    Form.YEARLY: _yearly,
    Form.BEFORE: _before,
    Form.CHANGE: _change,
}


def _lacking(asked: _Asked, readings: Sequence[Reckoning], store: Store) -> Lacking | None:
    """For a reckoning and nothing else: one operand is stated, the other is not."""
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
    return [("数额", operands.one(free, phrase)), ("增速", operands.growth(free, phrase))]


# -- telling ---------------------------------------------------------------------------------------------------------


def _result(said: str, derived: Derived | None) -> _Result | None:
    return _Result(said, derived) if derived else None


def _where(statement: Statement) -> str:
    return f"{statement.place or ''}{period_label(statement)}"


def _told(found: _Sum, store: Store) -> Reckoned | None:
    numbers: dict[tuple[str, int], int] = {}
    items = []
    for told in found.operands:
        key = (told.statement.report_id, told.statement.sentence_start)
        items.append(numbered(told.statement, store, numbers.setdefault(key, len(numbers) + 1), 0))
    if not all(items):
        return None
    evidence = tuple({item.number: item for item in items if item}.values())
    said = "；".join(f"{result.text}（{derive.explained(result.derived)}）" for result in found.results)
    given = "，".join(
        f"{period_label(told.statement)}{told_shortly(told.statement, told.sentence)}[{item.number}]"
        for told, item in zip(found.operands, items, strict=True)
        if item
    )
    figures = [
        CheckedFigure(told.statement.text, "quoted", item.number)
        for told, item in zip(found.operands, items, strict=True)
        if item
    ]
    figures += [CheckedFigure(r.derived.text, "derived", formula=r.derived.formula) for r in found.results]
    return Reckoned(
        Composed(
            f"{found.lead}{said}。{found.note}\n所用数字：{given}。\n依据：\n{quote_lines(evidence)}",
            tuple(item.number for item in evidence),
            "extractive",
            tuple(figures),
        ),
        evidence,
    )
