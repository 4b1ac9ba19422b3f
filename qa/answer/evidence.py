"""The sentences put before the model and the reader: few, numbered, each under its report's heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.index.store import Store
from qa.records import Aspect, Citation, Hit, Kind, Plan, Report, Scope, Sentence

#: A list may need a sentence for every item.
_MORE_FOR_LIST = 6
#: How far below the best sentence one may score whose neighbours in an enumeration are still wanted.
_SIBLING_MARGIN = 0.55
_MOST_ITEMS = 12
#: Characters at the start that two items of one enumeration share.
_ALIKE = 4
_ORDINAL = re.compile(r"(?:第?[一二三四五六七八九十]{1,3}|[(（][一二三四五六七八九十\d]+)(是|要|、|，|,|[)）])")
#: Characters over which an enumeration stretches at the most.
_ENUMERATION = 2000
#: What covering the whole question would be worth, in units of the sentence score.
_COVERAGE = 3.0
_ASPECTS = {Aspect.RESULT: "结果", Aspect.TARGET: "目标"}


@dataclass(frozen=True, slots=True)
class Numbered:
    """One sentence of evidence. ``scope`` is the search of the plan that found it."""

    number: int
    hit: Hit
    sentence: Sentence
    score: float

    @property
    def scope(self) -> int:
        return self.hit.scope

    @property
    def text(self) -> str:
        return self.hit.passage.sentence_text(self.sentence).strip()

    @property
    def heading(self) -> str:
        """Place, report and whether it is a result or a target, of which years (张家口市2024年报告，2023年结果)."""
        passage = self.hit.passage
        report = f"{passage.place or ''}{passage.report_year}年报告" if passage.report_year else passage.title
        return f"{report}，{years_label(self.sentence.years)}{_ASPECTS[self.sentence.aspect]}"


_Ranked = tuple[Hit, Sentence, float]


def years_label(years: Sequence[int]) -> str:
    if not years:
        return ""
    if len(years) > 1 and years[-1] - years[0] == len(years) - 1:
        return f"{years[0]}—{years[-1]}年"
    return "、".join(f"{year}年" for year in years[:3])


def choose(plan: Plan, hits: Sequence[Hit], limit: int) -> tuple[Numbered, ...]:
    """The best sentences, numbered from 1: ``limit`` in all, each search of the plan with the same share.

    Sentences of the years and aspect asked for go before all others. A list draws on more sentences, chosen so
    that together they cover what the question enumerates, with the items that stand beside a chosen one.
    """
    wanted = pairs(plan.question) if plan.kind is Kind.LIST else frozenset()
    limit = limit + _MORE_FOR_LIST if wanted else limit
    share = max(2, limit // max(1, len(plan.scopes)))
    chosen: list[_Ranked] = []
    for number, scope in enumerate(plan.scopes):
        ranked = _ranked([hit for hit in hits if hit.scope == number])
        ranked.sort(key=lambda item: not fits(item[1], scope))
        chosen += with_siblings(_covering(ranked, wanted, share), ranked) if wanted else ranked[:share]
    return tuple(Numbered(number, *item) for number, item in enumerate(chosen, start=1))


def fits(sentence: Sentence, scope: Scope) -> bool:
    """Whether ``sentence`` speaks of the years, and of results or targets, as ``scope`` asks."""
    other_year = bool(sentence.years and scope.data_years) and not set(sentence.years) & set(scope.data_years)
    return not other_year and (scope.aspect is None or sentence.aspect is scope.aspect)


def pairs(text: str) -> frozenset[str]:
    """Neighbouring characters of every run of hanzi or letters: how much two texts share, without a dictionary."""
    runs = re.findall(r"[一-鿿A-Za-z]+", text)
    return frozenset(run[i : i + 2] for run in runs for i in range(len(run) - 1))


def _ranked(hits: Sequence[Hit]) -> list[_Ranked]:
    """Sentences of ``hits``, best first, each once (passages overlap)."""
    best: dict[tuple[str, int], _Ranked] = {}
    for hit in hits:
        for sentence, score in hit.sentences:
            key = (hit.passage.report_id, sentence.start)
            if key not in best or score > best[key][2]:
                best[key] = (hit, sentence, score)
    return sorted(best.values(), key=lambda item: -item[2])


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


def with_siblings(chosen: Sequence[_Ranked], ranked: Sequence[_Ranked]) -> list[_Ranked]:
    """``chosen`` and the sentences that go on with an enumeration one of the best of them is part of.

    Items of an enumeration begin alike (一是、二是; 必须坚持…) or are parted by semicolons.
    """
    if not chosen:
        return []
    floor = max(item[2] for item in chosen) - _SIBLING_MARGIN
    heads = [item for item in chosen if item[2] >= floor]
    found = {_place(item): item for item in chosen}
    for other in ranked:
        head = next((item for item in heads if _siblings(item, other)), None)
        if head is not None and _place(other) not in found:
            found[_place(other)] = (other[0], other[1], head[2])
    return sorted(found.values(), key=lambda item: -item[2])[:_MOST_ITEMS]


def _place(item: _Ranked) -> tuple[str, int]:
    return item[0].passage.report_id, item[1].start


def _siblings(a: _Ranked, b: _Ranked) -> bool:
    if a[0].passage.section != b[0].passage.section or a[0].passage.report_id != b[0].passage.report_id:
        return False
    first, second = (item[0].passage.sentence_text(item[1]).strip() for item in (a, b))
    ordinals = _ORDINAL.match(first), _ORDINAL.match(second)
    if ordinals[0] and ordinals[1]:
        return ordinals[0][1] == ordinals[1][1] and abs(a[1].start - b[1].start) < _ENUMERATION
    joined = (first.endswith("；") and b[1].start == a[1].end) or (second.endswith("；") and a[1].start == b[1].end)
    return joined or (first[:_ALIKE] == second[:_ALIKE])


def prompt_lines(evidence: Sequence[Numbered]) -> str:
    return "\n".join(f"[{item.number}]（{item.heading}）{item.text}" for item in evidence)


def citation(item: Numbered, store: Store) -> Citation:
    passage = item.hit.passage
    report = store.report_of(passage)
    return Citation(
        number=item.number,
        passage_id=passage.id,
        report_id=passage.report_id,
        title=passage.title,
        place=passage.place,
        report_year=passage.report_year,
        section=passage.section,
        page=page_at(report, item.sentence.start),
        start=item.sentence.start,
        end=item.sentence.end,
        text=passage.text,
        quote=item.text,
        sha256=report.sha256,
    )


def page_at(report: Report, offset: int) -> int | None:
    return next((page.number for page in report.pages if page.start <= offset < page.end), None)
