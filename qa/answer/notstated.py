"""The words that tell what a report does not state, and what it says instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa.answer.evidence import Numbered, years_label
from qa.answer.labels import period_label, told_shortly
from qa.answer.says import says, words_asked
from qa.answer.stated import Cell
from qa.answer.withheld import only_counted, unlisted
from qa.question.wanted import Wanted, Word
from qa.records import Basis, Facet, Plan
from qa.statements.lookup import Told
from qa.statements.match import MOVES, Outcome
from qa.statements.table import BASES
from qa.wording.joining import JOINS

#: The report speaks of just this, and gives another year, the growth for the level, the target for the result, or a part.
_ELSEWHERE = frozenset({Outcome.OTHER_YEAR, Outcome.OTHER_FACET, Outcome.OTHER_BASIS, Outcome.NARROWER})
_AIMED, _SEVERAL = "目标", 2
#: Characters of what is asked that the nearest sentence may leave unsaid.
_HALF = 0.5
_FACETS = {Facet.RISE: "增幅", Facet.LEVEL: "数额", Facet.SHARE: "占比", Facet.RANK: "位次"}


@dataclass(frozen=True, slots=True)
class NotStated:
    """What the reader is told, and the sentence that is nearest (None: nothing is near)."""

    text: str
    nearest: Numbered | None


def not_stated(plan: Plan, cells: Sequence[Cell], shown: Sequence[Numbered]) -> NotStated | None:
    """What is missing, and what is given in its place: names that are only counted, a figure of another year, kind or basis,
    a word of what is asked that the sentences ``shown`` do not have; None where nothing of all this can be told."""
    return _unnamed(plan, shown) or elsewhere(plan, cells) or _unsaid(plan, cells, shown) or _akin(plan, cells)


def _unnamed(plan: Plan, shown: Sequence[Numbered]) -> NotStated | None:
    if shown and only_counted(plan, shown):
        return NotStated("只给出了数量，没有列出名单，无法逐一回答。", shown[0])
    phrase = unlisted(plan, shown)
    return NotStated(f"没有逐一说明“{phrase.said}”是哪些，无法回答。", None) if phrase else None


def elsewhere(plan: Plan, cells: Sequence[Cell]) -> NotStated | None:
    """What the reports give of just the thing that is asked about; None where that is nothing."""
    # 产量和产值: of which of two things is not told; what joins places (承德和张家口的…) joins no things.
    joined = len(plan.places) < _SEVERAL and any(JOINS.search(cell.wanted.phrase) for cell in cells)
    near = [cell for cell in cells if cell.found.outcome in _ELSEWHERE and cell.item and not joined]
    cell = next(iter(near), None)
    told, item = (cell.found.best, cell.item) if cell else (None, None)
    if cell is None or told is None or item is None:
        return None
    return NotStated(f"{_asked(plan, cell)}，只给出{_given(told)}[{item.number}]。", item)


def _akin(plan: Plan, cells: Sequence[Cell]) -> NotStated | None:
    """What the reports give of something that bears the name of what is asked: 城镇居民收入, where that of all is asked for."""
    cell = next((each for each in cells if each.found.outcome is Outcome.NEAR and each.item), None)
    told, item = (cell.found.best, cell.item) if cell else (None, None)
    if cell is None or told is None or item is None or len(cells) > 1 or not plan.ask.figures:
        return None
    names = [name for each in cell.wanted.indicators for name in each.names]
    if told.statement.facet in MOVES or not any(name in told.statement.indicator for name in names):
        return None
    return NotStated(f"{_asked(plan, cell)}，最接近的是{_given(told)}[{item.number}]。", item)


def _given(told: Told) -> str:
    statement = told.statement
    return f"{period_label(statement)}{BASES[statement.basis]}：{told_shortly(statement, told.sentence)}"


def _unsaid(plan: Plan, cells: Sequence[Cell], shown: Sequence[Numbered]) -> NotStated | None:
    if not plan.ask.figures or not cells or not shown:
        return None
    text = "".join(f"{item.text}{''.join(item.hit.passage.section)}" for item in shown).lower()
    asked = [word for word in words_asked(plan, cells[0].wanted) if _tells_apart(word)]
    unsaid = [word for word in asked if not says(word, text)]
    if not unsaid:
        return None
    names = "、".join(dict.fromkeys(f"“{word.text}”" for word in unsaid))
    near = sum(len(word.text) for word in unsaid) <= _HALF * sum(len(word.text) for word in asked)
    return NotStated(f"{_asked(plan, cells[0])}，没有提到{names}。", shown[0] if near else None)


def _tells_apart(word: Word) -> bool:
    return word.noun or word.modifies or word.owner


def _asked(plan: Plan, cell: Cell) -> str:
    """没有给出2023年葡萄出口的增幅; where several places are asked about, of which."""
    several = len({scope.place for scope in plan.scopes}) > 1
    place = cell.place or (cell.near.place if cell.near else None)
    facet = _FACETS.get(cell.wanted.facet, "") if cell.wanted.facet else ""
    named = f"{years_label(cell.when.years)}{_subject(cell.wanted)}{_AIMED if cell.when.basis is Basis.TARGET else ''}"
    return f"{place if several and place else ''}没有给出{named}{f'的{facet}' if facet else ''}"


def _subject(wanted: Wanted) -> str:
    """The indicator as it is asked for where that is one of its names, else the dictionary's, else the words."""
    asked = next((name for each in wanted.indicators for name in each.names if name in wanted.phrase), None)
    known = next((each.names[0] for each in wanted.indicators), None)
    return asked or known or "".join(word.text for word in wanted.nouns) or "这一项"
