"""What statements leave open, looked for in sentences: the other parts of a question, and the rows of a comparison that
have no figure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from qa.answer.asks import answered_by, told_in
from qa.answer.clauses import reaching, shortened, widened
from qa.answer.composed import Composed
from qa.answer.conclude import told
from qa.answer.evidence import Numbered, choose, fits, renumbered
from qa.answer.named import of_named
from qa.answer.quote import best_sentences, quote_lines
from qa.answer.refuse import partly_missing
from qa.answer.says import says
from qa.answer.stated import Cell
from qa.answer.sufficiency import Sufficiency
from qa.question.ask import COMPARED
from qa.question.asks import asks_in
from qa.question.parts import own_words
from qa.records import Facet, Hit, Kind, Plan, Scope
from qa.statements.lookup import Found
from qa.statements.match import Outcome

#: More rows than this are told by their statements alone.
_ROWS = 4

Search = Callable[[Plan], tuple[Hit, ...]]


def parts_beside(
    plan: Plan, cells: Sequence[Cell], search: Search, limit: int, sufficiency: Sufficiency
) -> tuple[Composed, tuple[Numbered, ...]] | None:
    """An answer to a question of several parts: figures where statements answer, the best sentence for the others, and
    what no report says; None unless statements answer some part alone. ``limit``: sentences that are looked at."""
    known = [cell for cell in cells if cell.statement is not None]
    answered = {cell.scope for cell in known}
    open_ = [scope for number, scope in enumerate(plan.scopes) if number not in answered]
    composed = told(plan, known) if plan.kind is Kind.FACT and known and open_ else None
    if composed is None or len({scope.query for scope in plan.scopes}) < 2:
        return None
    rest = replace(plan, scopes=tuple(open_))
    hits = of_named(rest, search(rest))
    items = [cell.item for cell in known if cell.item]
    found = best_sentences(rest, choose(rest, hits, limit))
    silent = tuple(n for n, scope in enumerate(open_) if not _says(rest, n, found, hits, sufficiency))
    fresh = renumbered([item for item in found if item.scope not in silent], items)
    # A sentence that is quoted already is quoted further, not once more.
    again = {(item.scope, item.number) for item in fresh if item.number in {each.number for each in items}}
    beside = shortened(rest, [item for item in fresh if (item.scope, item.number) not in again])
    beside = tuple(item for item in beside if item.shown.rstrip("。") not in composed.text)
    for number, scope in enumerate(open_):
        before = max((c.scope for c in known if c.scope < plan.scopes.index(scope)), default=-1)
        told_there = [c.near for c in cells if plan.scopes[c.scope] == scope]
        for at, cell in enumerate(known):
            within = (number, _number(cell)) in again
            # What leads to the same figure is told by it: 卖得怎么样，销售额涨了多少.
            same = cell.statement in told_there and _answers(scope, cell)
            if (within or cell.scope == before) and (number in silent or not same):
                known[at] = _reaching(cell, scope, number in silent, within)
    composed = told(plan, known, beside) or composed
    items = [cell.item for cell in known if cell.item]
    near = _nearest(plan, cells, [open_[number] for number in silent], (*items, *beside))
    nearest = f"最接近的原文：\n{quote_lines(near)}" if near else ""
    lines = (composed.text, partly_missing(rest, silent), nearest)
    used = tuple(dict.fromkeys((*composed.used, *(item.number for item in (*beside, *near)))))
    evidence = {item.number: item for item in (*items, *beside, *near)}
    return replace(composed, text="\n".join(filter(None, lines)), used=used), tuple(evidence.values())


def _number(cell: Cell) -> int:
    return cell.item.number if cell.item else 0


def _answers(scope: Scope, cell: Cell) -> bool:
    """Whether the figure of ``cell`` is of the kind that a part asks for."""
    asks, statement = asks_in(own_words(scope.query) or scope.query), cell.statement
    return statement is not None and all(
        answered_by(ask, statement.figure) and (ask.facet is Facet.SHARE) <= (statement.facet is Facet.SHARE)
        for ask in asks
    )


def _reaching(cell: Cell, open_: Scope, silent: bool, within: bool) -> Cell:
    """``cell`` with more of its sentence, in which a part that no statement answers may be told: it was found ``within`` it,
    or that part follows the one that it answers; ``silent``: no other sentence surely tells it."""
    return replace(cell, item=reaching(cell.item, open_.query, silent, within)) if cell.item else cell


def _nearest(
    plan: Plan, cells: Sequence[Cell], silent: Sequence[Scope], shown: Sequence[Numbered]
) -> tuple[Numbered, ...]:
    """The sentences of the statements nearest to the parts that nothing surely answers, but for those shown."""
    near = [cell.item for cell in cells if cell.item and cell.statement is None and plan.scopes[cell.scope] in silent]
    said = [item.shown for item in shown]
    fresh = [replace(item, parts=()) for item in near if not any(item.shown in each for each in said)]
    once = {(item.hit.passage.report_id, item.sentence.start): item for item in fresh}
    return renumbered(tuple(once.values()), shown)


def nothing_anywhere(
    plan: Plan, cells: Sequence[Cell], search: Search, sufficiency: Sufficiency
) -> tuple[Plan, tuple[Hit, ...]] | None:
    """One search of all reports in place of one for each of many, with what it found, where that shows that no report
    answers; None where some may: what statements know of one, or what is found at once might be enough."""
    asked = plan.kind in COMPARED and plan.ask.figures and not plan.ask.matter.presumed
    alike = len({(scope.query, scope.data_years) for scope in plan.scopes}) == 1
    if not asked or not alike or len(plan.scopes) <= _ROWS or any(cell.statement is not None for cell in cells):
        return None
    ids = dict.fromkeys(report_id for scope in plan.scopes for report_id in scope.report_ids)
    once = replace(plan, scopes=(replace(plan.scopes[0], place=None, report_ids=tuple(ids)),))
    found = search(once)
    return None if sufficiency.answers(once, found) else (once, found)


def rows_beside(plan: Plan, cells: Sequence[Cell], search: Search, limit: int) -> tuple[Cell, ...]:
    """``cells``; where some rows of a few have their figure, the others with the sentence that may tell it in other
    words: it names all that is asked about and has a figure of the kind, of the years and the basis asked for."""
    open_ = [cell for cell in cells if cell.statement is None and cell.found.outcome is not Outcome.NARROWER]
    if not open_ or len(open_) == len(cells) or len(cells) > _ROWS:
        return tuple(cells)
    numbers = dict.fromkeys(cell.scope for cell in open_)
    rest = replace(plan, scopes=tuple(plan.scopes[number] for number in numbers))
    found = choose(rest, of_named(rest, search(rest)), limit)
    known = [cell.item for cell in cells if cell.item]
    near = dict(zip(numbers, range(len(numbers)), strict=True))
    again: list[Cell] = []
    for cell in cells:
        own = [item for item in found if cell in open_ and item.scope == near[cell.scope] and _names(plan, cell, item)]
        if own:
            (item,) = renumbered([replace(own[0], hit=replace(own[0].hit, scope=cell.scope))], known)
            known.append(item)
            cell = replace(cell, item=widened(plan, item), found=Found(Outcome.NEAR))
        again.append(cell)
    return tuple(again)


def _names(plan: Plan, cell: Cell, item: Numbered) -> bool:
    text = f"{item.text}{''.join(item.hit.passage.section)}".lower()
    nouns = [word for word in cell.wanted.nouns if word.text not in plan.places]
    named = all(says(word, text) for word in nouns)
    kind = any(told_in(part, item.text) for part in plan.ask.parts if part.figure)
    return bool(nouns) and named and kind and fits(item.sentence, plan.scopes[cell.scope])


def _says(plan: Plan, number: int, found: Sequence[Numbered], hits: Sequence[Hit], sufficiency: Sufficiency) -> bool:
    """Whether the sentences found for one search of ``plan`` answer it: with a figure of the kind where one is asked for."""
    own = [item.text for item in found if item.scope == number]
    asks = asks_in(plan.scopes[number].query)
    told = any(all(told_in(part, text) or not part.figure for part in asks) for text in own)
    return told and sufficiency.answers_part(plan, number, hits)
