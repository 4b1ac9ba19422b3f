"""The rows of a comparison or trend: for every search of a plan the sentence and the figure that answer it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from qa.answer.evidence import ASPECTS, Numbered, fits, of_other_years, years_label
from qa.answer.pick import Picked, pick
from qa.answer.sufficient import may_state
from qa.figures import Figure, comparable
from qa.records import Aspect, Kind, Plan, Scope

#: How much a sentence's own score counts beside that of the figure picked in it.
_SENTENCE = 6.0
#: Sentences and figures tried for a row; fewer when there are many rows.
_SENTENCES, _FIGURES = 4, 3
_MOST_CHOICES = 20_000
#: How far below the best sentence one may lie and still be tried for a figure.
_TRIED = 1.0
#: What makes figures of like units more likely to be the ones that are asked for.
_ALIKE = 1.0
_RESULT = 2.0
#: One figure of one sentence cannot be the value of two years or places.
_TWICE = 100.0
_CLOSE = 0.2
#: Years of a sentence that speaks of a whole term.
_TERM = 3
#: Of the 3 points that a sentence can have (``qa.retrieve.Weights``).
_CLOSE_ENOUGH = 1.9


@dataclass(frozen=True, slots=True)
class Row:
    """One search of the plan (``scope``): the sentences shown for it, and the figure that answers it."""

    scope: int
    label: str
    items: tuple[Numbered, ...]
    picked: Picked | None

    @property
    def figure(self) -> Figure | None:
        return self.picked.figure if self.picked else None

    @property
    def mark(self) -> str:
        return f"[{self.items[0].number}]"


@dataclass(frozen=True, slots=True)
class _Choice:
    item: Numbered
    picked: Picked | None
    value: float

    @property
    def place(self) -> tuple[str, int, int] | None:
        """Where the figure stands in its report."""
        if self.picked is None:
            return None
        return self.item.hit.passage.report_id, self.item.sentence.start, self.picked.figure.start


def rows_of(plan: Plan, evidence: Sequence[Numbered]) -> list[Row]:
    """In the order of the question, one subject after the other; a trend of one place in the order of its years."""
    if all(scope.same_where(plan.scopes[0]) for scope in plan.scopes):
        # Subjects of one place and year are set against each other: no figure is that of both.
        return _rows_of_one(plan, list(range(len(plan.scopes))), evidence)
    subjects: dict[str, list[int]] = {}
    for number, scope in enumerate(plan.scopes):
        subjects.setdefault(scope.subject, []).append(number)
    return [row for numbers in subjects.values() for row in _rows_of_one(plan, numbers, evidence)]


def _rows_of_one(plan: Plan, order: list[int], evidence: Sequence[Numbered]) -> list[Row]:
    if plan.kind is Kind.TREND and len(plan.places) < 2:
        order.sort(key=lambda number: plan.scopes[number].data_years)
    ranked = [_ranked(plan.scopes[number], number, evidence) for number in order]
    chosen = _choose([plan.scopes[number] for number in order], ranked)
    aspects = len({choice.item.sentence.aspect for choice in chosen if choice}) > 1
    return [
        Row(number, _label(plan, number, choice, aspects), _shown(choice, items), choice.picked if choice else None)
        for number, choice, items in zip(order, chosen, ranked, strict=True)
    ]


def _ranked(scope: Scope, number: int, evidence: Sequence[Numbered]) -> list[Numbered]:
    items = (item for item in evidence if item.scope == number)
    return sorted(items, key=lambda item: (not fits(item.sentence, scope), -item.score))


def _choose(scopes: Sequence[Scope], ranked: Sequence[Sequence[Numbered]]) -> list[_Choice | None]:
    """One sentence and figure a row: those that fit best together, figures of like units preferred."""
    options = [_options(scope, items) for scope, items in zip(scopes, ranked, strict=True)]
    most = max(2, int(_MOST_CHOICES ** (1 / max(1, len(options)))))
    best = max(product(*(row[:most] for row in options)), key=_worth)
    return list(best)


def _options(scope: Scope, items: Sequence[Numbered]) -> list[_Choice | None]:
    """Best first, the best sentence without a figure among them; a single None when there is no sentence."""
    if not items or of_other_years(items[0].sentence, scope):
        return [None]
    best = items[0]
    fitting = fits(best.sentence, scope)
    near = [i for i in items[:_SENTENCES] if i.score >= best.score - _TRIED and fits(i.sentence, scope) == fitting]
    tried = [item for item in near if may_state(scope, item.text) and not _of_a_term(item, scope)]
    if not tried:
        # A sentence this close may well say it in other words; it is shown, but no figure is taken from it.
        return [_Choice(best, None, 0.0) if best.score >= _CLOSE_ENOUGH and not scope.exact else None]
    found = [
        _Choice(item, picked, picked.score + _SENTENCE * (item.score - best.score) + _usual(item, scope))
        for item in tried
        for picked in pick(scope.wording, item.text, scope.data_years)[:_FIGURES]
    ]
    found.sort(key=lambda choice: -choice.value)
    return [*found[:1], _Choice(best, None, 0.0), *found[1:]]


def _of_a_term(item: Numbered, scope: Scope) -> bool:
    """Whether the sentence is of a term: of several years that are not all asked for, of which the one asked for is neither
    named nor the last."""
    years, asked = item.sentence.years, scope.data_years
    if not asked or len(years) < _TERM or set(years) <= set(asked):
        return False
    return asked[-1] != years[-1] and not any(f"{year}年" in item.text for year in asked)


def _usual(item: Numbered, scope: Scope) -> float:
    """Results are meant where the question leaves it open."""
    return _RESULT if scope.aspect is None and item.sentence.aspect is Aspect.RESULT else 0.0


def _worth(choices: Sequence[_Choice | None]) -> float:
    chosen = [choice for choice in choices if choice]
    figures = [choice.picked.figure for choice in chosen if choice.picked]
    alike = max((sum(comparable(one, other, counters=True) for other in figures) for one in figures), default=0)
    places = Counter(choice.place for choice in chosen if choice.picked)
    again = sum(count - 1 for count in places.values())
    return sum(choice.value for choice in chosen) + (_ALIKE * alike if alike > 1 else 0.0) - _TWICE * again


def _shown(choice: _Choice | None, items: Sequence[Numbered]) -> tuple[Numbered, ...]:
    """The sentence of the figure; without a figure the best sentence, and the second when it is nearly as good."""
    if choice is None:
        return ()
    if choice.picked:
        return (choice.item,)
    return tuple(item for item in items[:2] if item.score >= items[0].score - _CLOSE)


def _label(plan: Plan, number: int, choice: _Choice | None, aspects: bool) -> str:
    """Place and years of a search; the report's year where the question names none, and result or target where
    the rows differ in it."""
    scope = plan.scopes[number]
    report_year = choice.item.hit.passage.report_year if choice else None
    spoken = scope.data_years
    alike = [s for s in plan.scopes if (s.place, s.data_years, s.subject) == (scope.place, spoken, scope.subject)]
    if choice and len(alike) > 1:
        # Several reports were searched for one span of years: each row is of those that its sentence speaks of.
        spoken = tuple(year for year in choice.item.sentence.years if year in spoken)
    years = years_label(spoken) or (f"{report_year}年报告" if report_year else "")
    aspect = ASPECTS[choice.item.sentence.aspect] if choice and aspects else ""
    return f"{scope.place or ''}{years}{scope.subject}{aspect}" or f"第{number + 1}项"
