"""The sentences put before the model and the reader: few, numbered, each under its report's heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from qa.answer.pick import OF_WHOLE, pick
from qa.index.store import Store
from qa.question.parts import pairs
from qa.records import Aspect, Citation, Hit, Kind, Plan, Role, Scope, Sentence
from qa.wording.formalities import is_formality
from qa.wording.indicators import indicators_in, visible_in

#: A list may need a sentence for every item.
_MORE_FOR_LIST = 6
#: How far a sentence that is quoted already may lie below the best one and still do instead of it.
_GIVEN = 0.15
#: What covering the whole question would be worth, in units of the sentence score.
_COVERAGE = 3.0
#: Titles and forms of address (各位代表) have fewer characters.
_SAYS_NOTHING = 7
_HAN, _FIGURES = re.compile(r"[一-鿿]"), re.compile(r"\d(?![\d年])")
#: What it is worth to name the indicator asked for, and to name it for the place as a whole (全市生产总值); what it costs
#: to name a longer one that it is a part of.
_NAMED, _IN_ALL, _OTHER = 0.2, 0.4, 0.6
_WHOLE = "(?:全[市省县区州旗国]|我[市省县国]|全年|预计|初步(?:统计|核算)[，,]?)+"
#: What it costs to stand among the problems or the definitions of a report, when a figure is asked for.
_ASIDE = 0.4
_MEANT = 0.5
#: What a figure that fits fully (so many points of ``pick``) adds to a sentence's score, and how many are tried.
_FIGURE, _FULL, _TRIED = 0.7, 12.0, 8
#: Years of a plan that is more than a year's.
_TERM = 3
#: Sentences that a row of a comparison may take its figure from, however many rows there are.
_ROWS, _ROW = frozenset({Kind.COMPARE, Kind.TREND}), 4
_OF_FIGURES = frozenset({Kind.FACT, Kind.YES_NO, Kind.COMPARE, Kind.TREND})
#: Marks that end a clause, and what stands for clauses left out.
TRAILING, GAP = "，,；;。、 \n", "……"
ASPECTS = {Aspect.RESULT: "结果", Aspect.TARGET: "目标"}


class Form(StrEnum):
    """How a sentence enters the answer: by its rank, in any case, or in any case as an item of a list."""

    RANKED = "ranked"
    WANTED = "wanted"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Numbered:
    """One sentence of evidence. ``scope`` is the search of the plan that found it, ``parts`` what of it is shown (none: all)."""

    number: int
    hit: Hit
    sentence: Sentence
    score: float
    form: Form = Form.RANKED
    parts: tuple[tuple[int, int], ...] = ()

    @property
    def scope(self) -> int:
        return self.hit.scope

    @property
    def text(self) -> str:
        return self.hit.passage.sentence_text(self.sentence).strip()

    @property
    def shown(self) -> str:
        """The clauses that answer, as they stand; what is left out between two of them is marked."""
        runs = [self.text[slice(*part)] for part in self.parts] or [self.text]
        return GAP.join([*(run.rstrip(TRAILING) for run in runs[:-1]), runs[-1]])

    @property
    def heading(self) -> str:
        """Place, report and whether it is a result or a target, of which years (张家口市2024年报告，2023年结果)."""
        passage = self.hit.passage
        report = f"{passage.place or ''}{passage.report_year}年报告" if passage.report_year else passage.title
        return f"{report}，{years_label(self.sentence.years)}{ASPECTS[self.sentence.aspect]}"


_Ranked = tuple[Hit, Sentence, float]


def years_label(years: Sequence[int]) -> str:
    if not years:
        return ""
    if len(years) > 1 and years[-1] - years[0] == len(years) - 1:
        return f"{years[0]}—{years[-1]}年"
    return "、".join(f"{year}年" for year in years[:3])


def choose(plan: Plan, hits: Sequence[Hit], limit: int) -> tuple[Numbered, ...]:
    """The best sentences, numbered from 1: ``limit`` in all, each search of the plan with the same share; one that
    several searches found has one number.

    Sentences of the years and aspect asked for go before all others. What asks for several things at once (a list,
    分别) draws on more sentences, chosen so that together they cover what the question enumerates.
    """
    wanted = plan.ask.words if enumerates(plan) else frozenset()
    limit = limit + _MORE_FOR_LIST if wanted else limit
    share = max(_ROW if plan.kind in _ROWS else 2, limit // max(1, len(plan.scopes)))
    chosen: list[_Ranked] = []
    for number in range(len(plan.scopes)):
        ranked = ranked_in(plan, number, hits)
        found = _covering(ranked, wanted, share) if wanted else ranked[:share]
        chosen = [*chosen, *found] if plan.kind in _ROWS else _joined(plan, chosen, found, ranked)
    numbers = {place: number for number, place in enumerate(dict.fromkeys(map(_place, chosen)), start=1)}
    return tuple(Numbered(numbers[_place(item)], *item) for item in chosen)


def _joined(
    plan: Plan, chosen: Sequence[_Ranked], found: Sequence[_Ranked], ranked: Sequence[_Ranked]
) -> list[_Ranked]:
    """``chosen`` with what one more search found; parts of one question search the same place and tell nothing twice.

    What is told for one part need not be told again for another that it answers as well.
    """
    if not ranked:
        return list(chosen)
    scope = plan.scopes[ranked[0][0].scope]
    parts = [item for item in chosen if plan.scopes[item[0].scope].same_where(scope)]
    if not parts:
        return [*chosen, *found]
    told = _place(parts[0])
    if any(_place(item) == told and item[2] >= ranked[0][2] - _GIVEN for item in ranked):
        return list(chosen)
    # The best sentence of this part may so far be a lesser one of another: here it is told.
    best = _place(found[0])
    kept = [item for item in chosen if item not in parts[1:] or _place(item) != best]
    places = {_place(item) for item in kept}
    return [*kept, *(item for item in found if _place(item) not in places)]


def ranked_in(plan: Plan, number: int, hits: Sequence[Hit]) -> list[_Ranked]:
    """The sentences that one search of ``plan`` found, best first."""
    scope = plan.scopes[number]
    ranked = _by_name(scope, _ranked([hit for hit in hits if hit.scope == number]))
    if plan.ask.quantity and plan.kind in _OF_FIGURES:
        ranked = _by_figure(scope, _results_first(scope, ranked))
    return sorted(ranked, key=lambda item: not fits(item[1], scope))


def _by_name(scope: Scope, ranked: Sequence[_Ranked]) -> Sequence[_Ranked]:
    """Ranked anew by whether they name an indicator asked for; its name inside a longer one (地区生产总值 in
    单位地区生产总值能耗) is that of another."""
    asked = indicators_in(scope.query)
    names = [name for indicator in asked for name in indicator.names]
    if not asked:
        return ranked
    of_all = re.compile(f"{_WHOLE}(?:共?实现|共?完成)?(?:{'|'.join(map(re.escape, names))})")

    def worth(item: _Ranked) -> _Ranked:
        text = OF_WHOLE.sub("", item[0].passage.sentence_text(item[1]))
        if any(visible_in(indicator, text) for indicator in asked):
            return item[0], item[1], item[2] + _NAMED + (_IN_ALL if of_all.search(text) else 0.0)
        return item[0], item[1], item[2] - (_OTHER if any(name in text for name in names) else 0.0)

    return sorted(map(worth, ranked), key=lambda item: -item[2])


def _results_first(scope: Scope, ranked: Sequence[_Ranked]) -> Sequence[_Ranked]:
    """Where the question leaves open whether the target or the result of a year is meant, the result is; and what a
    report tells of its problems comes after what it tells of its work."""
    open_ = scope.aspect is None and bool(scope.data_years)

    def worth(item: _Ranked) -> _Ranked:
        hit, sentence, score = item
        meant = _MEANT if open_ and sentence.aspect is Aspect.RESULT else 0.0
        return hit, sentence, score + meant - (_ASIDE if hit.passage.role is Role.OTHER else 0.0)

    return sorted(map(worth, ranked), key=lambda item: -item[2])


def _by_figure(scope: Scope, ranked: Sequence[_Ranked]) -> list[_Ranked]:
    """The best few ranked anew by how well a figure in them answers the question."""

    def worth(item: _Ranked) -> _Ranked:
        picked = pick(scope.wording, item[0].passage.sentence_text(item[1]), scope.data_years)[:1]
        return item[0], item[1], item[2] + _FIGURE * min(_FULL, picked[0].score if picked else 0.0) / _FULL

    return sorted((worth(item) for item in ranked[:_TRIED]), key=lambda item: -item[2]) + list(ranked[_TRIED:])


def enumerates(plan: Plan) -> bool:
    """Whether several sentences may be needed for what one search asks for."""
    return plan.kind is Kind.LIST or (plan.kind is Kind.FACT and plan.ask.listing.each)


def fits(sentence: Sentence, scope: Scope) -> bool:
    """Whether ``sentence`` speaks of the years, and of results or targets, as ``scope`` asks."""
    if _plans_a_term(scope) and sentence.years == scope.data_years[:1]:
        # The target of the first year is none for the five years to come.
        return False
    return not of_other_years(sentence, scope) and (scope.aspect is None or sentence.aspect is scope.aspect)


def of_other_years(sentence: Sentence, scope: Scope) -> bool:
    years = set(sentence.years)
    return bool(years and scope.data_years) and not years & set(scope.data_years)


def _plans_a_term(scope: Scope) -> bool:
    return scope.aspect is Aspect.TARGET and len(scope.data_years) >= _TERM


def _ranked(hits: Sequence[Hit]) -> list[_Ranked]:
    """Sentences of ``hits``, best first, each once (passages overlap)."""
    best: dict[tuple[str, int], _Ranked] = {}
    for hit in hits:
        for sentence, score in hit.sentences:
            if _says_nothing(hit.passage.sentence_text(sentence)):
                continue
            key = (hit.passage.report_id, sentence.start)
            if key not in best or score > best[key][2]:
                best[key] = (hit, sentence, score)
    return sorted(best.values(), key=lambda item: -item[2])


def _says_nothing(text: str) -> bool:
    """Whether it is a title or a form of address; what is short and has a figure (民间投资增长9%) is not."""
    return is_formality(text) or (len(_HAN.findall(text)) < _SAYS_NOTHING and not _FIGURES.search(text))


def _covering(ranked: Sequence[_Ranked], wanted: frozenset[str], most: int) -> list[_Ranked]:
    """Greedy choice: a sentence is worth its score and what it adds of ``wanted``."""
    rest, covered = list(ranked), frozenset[str]()
    chosen: list[_Ranked] = []

    def worth(item: _Ranked) -> float:
        new = wanted & pairs(item[0].passage.sentence_text(item[1])) - covered
        return item[2] + _COVERAGE * len(new) / len(wanted)

    while rest and len(chosen) < most:
        best = max(rest, key=worth)
        rest.remove(best)
        chosen.append(best)
        covered |= pairs(best[0].passage.sentence_text(best[1]))
    return chosen


def _place(item: _Ranked) -> tuple[str, int]:
    return item[0].passage.report_id, item[1].start


def with_number(item: Numbered, numbers: dict[tuple[str, int], int]) -> Numbered:
    """``item`` with the number of its sentence in ``numbers``, a new one where it has none yet. A long sentence of a report
    may stand in several pieces, each of them cited by itself."""
    place = item.hit.passage.report_id, item.sentence.start
    return replace(item, number=numbers.setdefault(place, len(numbers) + 1))


def renumbered(items: Sequence[Numbered], known: Sequence[Numbered]) -> tuple[Numbered, ...]:
    """``items`` numbered after ``known``, each sentence with the number that it has there already."""
    numbers = {(each.hit.passage.report_id, each.sentence.start): each.number for each in known}
    following = max(numbers.values(), default=0)
    for item in items:
        key = (item.hit.passage.report_id, item.sentence.start)
        if key not in numbers:
            following += 1
            numbers[key] = following
    return tuple(replace(i, number=numbers[i.hit.passage.report_id, i.sentence.start]) for i in items)


def prompt_lines(evidence: Sequence[Numbered]) -> str:
    return "\n".join(dict.fromkeys(f"[{item.number}]（{item.heading}）{item.text}" for item in evidence))


def citation(item: Numbered, store: Store) -> Citation:
    passage = item.hit.passage
    report = store.report_of(passage)
    page = report.page_at(item.sentence.start)
    return Citation(
        number=item.number,
        passage_id=passage.id,
        report_id=passage.report_id,
        title=passage.title,
        place=passage.place,
        report_year=passage.report_year,
        section=passage.section,
        page=page.number if page else None,
        start=item.sentence.start,
        end=item.sentence.end,
        text=passage.text,
        quote=item.text,
        sha256=report.sha256,
        recognised=page is not None and page.recognised,
    )
