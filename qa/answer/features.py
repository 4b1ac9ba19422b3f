"""What is asked held against the sentences that would be quoted: the numbers that ``qa.answer.sufficiency`` weighs."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from statistics import fmean, pstdev

from qa.answer.asks import told_in
from qa.answer.evidence import Form, Numbered
from qa.answer.moments import BASES
from qa.answer.pieces import clauses as clauses_of
from qa.answer.says import says, words_asked
from qa.answer.shelf import Shelf
from qa.answer.withheld import only_counted, unlisted
from qa.question.asks import asks_in
from qa.question.parts import own_words, pairs
from qa.question.wanted import Wanted, Word
from qa.records import Hit, Kind, Part, Plan, Statement
from qa.statements.lookup import When, fits_all
from qa.statements.match import likeness
from qa.wording.subject import MEASURE

#: What a verb counts beside a noun, and a word that only the heading says beside one of the sentence.
_DEED, _HEADED = 0.4, 0.6
#: What a stated name costs that says as much again, and the number of words from which on more tell nothing.
_FURTHER, _MOST = 0.3, 8
#: Scores are told apart no finer (``qa.retrieve.Weights``).
_SPREAD = 0.2
#: Characters that a measure is known by.
_CORE = 2


@dataclass(frozen=True, slots=True)
class Features:
    """``score`` of the best sentence (points of ``qa.retrieve.Weights``), its ``lead`` over the best that would not be
    quoted, and how far above the mean of all it ``stands`` (in standard deviations). ``said``: the share of the asked words
    that are said, rare ones counting more, ``shared`` that of the pairs of characters; ``rarest``: of the words that are not
    (natural logarithm, as BM25 weighs them); ``closest``: the share that one clause says. Flags, 1.0 where so: what is measured
    (``head``), this being another ``measure``, what tells its ``kind``, whose it is (``owner``) or a ``name`` is left unsaid.
    ``words``: how many are asked. Of the figures in these sentences that are of the years, basis and facet asked
    for: ``like`` is the likeness of the nearest name 0..1, ``missing`` the share of nouns that it leaves out; ``unlike`` is
    how much nearer one comes that is not of those. ``told``: the share of the asked figures that have one of their kind.
    ``searches`` (logarithm of their number), ``length`` of the question (logarithm of its pairs of characters). ``items``:
    a list would be told; ``withheld``: names are asked for, and things only counted."""

    score: float
    lead: float
    stands: float
    said: float
    shared: float
    rarest: float
    closest: float
    head: float
    measure: float
    kind: float
    owner: float
    name: float
    words: float
    like: float
    missing: float
    unlike: float
    told: float
    figures: float
    listed: float
    explained: float
    confirmed: float
    searches: float
    dated: float
    length: float
    items: float
    withheld: float


NAMES = tuple(field.name for field in fields(Features))


def features_of(
    plan: Plan,
    wanted: Sequence[Wanted],
    best: Sequence[Numbered],
    hits: Sequence[Hit],
    shelf: Shelf,
    rarity: Callable[[str], float],
) -> Features:
    """``wanted``: what each search is for; ``best`` would be quoted of all that ``hits`` hold; ``rarity`` of a word."""
    each = [
        _Beside(plan, number, one, [item for item in best if item.scope == number] or best, shelf, rarity)
        for number, one in enumerate(wanted)
    ]
    unsaid = [word for one in each for word in one.unsaid]
    score, lead, stands = _ranked(best, hits)
    parts = _parts(plan)
    return Features(
        score=score,
        lead=lead,
        stands=stands,
        said=fmean(one.said for one in each) if each else 1.0,
        shared=_shared(plan, best),
        rarest=max((rarity(word.text) for word in unsaid), default=0.0),
        closest=fmean(one.closest for one in each) if each else 1.0,
        head=float(any(one.headless for one in each)),
        measure=float(any(one.other_measure for one in each)),
        kind=float(any(word.modifies for word in unsaid)),
        owner=float(any(word.owner for word in unsaid)),
        name=float(any(word.owner or not word.known or word.text.isascii() for word in unsaid)),
        words=float(min(_MOST, len(wanted[0].words) if wanted else 0)),
        like=max((one.like for one in each), default=0.0),
        missing=min((one.missing for one in each), default=1.0),
        unlike=max((one.unlike for one in each), default=0.0),
        told=fmean(any(told_in(part, item.text) for item in best) for part in parts) if parts else 1.0,
        figures=float(plan.ask.figures),
        listed=float(plan.kind is Kind.LIST),
        explained=float(plan.kind is Kind.EXPLAIN),
        confirmed=float(plan.kind is Kind.YES_NO),
        searches=math.log(max(1, len(plan.scopes))),
        dated=float(bool(plan.data_years or plan.report_years)),
        length=math.log1p(len(plan.ask.words)),
        items=float(any(item.form is not Form.RANKED for item in best)),
        withheld=float(only_counted(plan, best) or unlisted(plan, best) is not None),
    )


def _ranked(best: Sequence[Numbered], hits: Sequence[Hit]) -> tuple[float, float, float]:
    quoted = {(item.hit.passage.report_id, item.sentence.start) for item in best}
    found = [((hit.passage.report_id, one.start), score) for hit in hits for one, score in hit.sentences]
    scores = [score for _, score in found] or [0.0]
    top = max((item.score for item in best), default=0.0)
    rest = max((score for place, score in found if place not in quoted), default=0.0)
    return top, top - rest, (top - fmean(scores)) / (pstdev(scores) + _SPREAD)


def _shared(plan: Plan, best: Sequence[Numbered]) -> float:
    """Share of the pairs of characters in what is searched for; one that several searches have counts once."""
    asked = frozenset(pair for scope in plan.scopes for pair in pairs(scope.query))
    said = frozenset(pair for item in best for pair in pairs(f"{item.text} {' '.join(item.hit.passage.section)}"))
    return len(asked & said) / len(asked) if asked else 1.0


def _parts(plan: Plan) -> list[Part]:
    """The figures asked for; of one search those that it is for, which may be a part of the question."""
    one = plan.scopes[0].query if len(plan.scopes) == 1 else ""
    return [part for part in (asks_in(own_words(one) or one) if one else plan.ask.parts) if part.figure]


@dataclass(frozen=True)
class _Beside:
    """What one search is for, beside the sentences that would be quoted for it."""

    plan: Plan
    number: int
    wanted: Wanted
    items: Sequence[Numbered]
    shelf: Shelf
    rarity: Callable[[str], float]

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """What is asked for but for the places; the thing it is done to rather than the deed."""
        asked = words_asked(self.plan, self.wanted)
        return tuple([word for word in asked if word.noun or word.leads] or asked)

    @cached_property
    def text(self) -> str:
        return "".join(item.text for item in self.items).lower()

    @cached_property
    def headings(self) -> str:
        return "".join("".join(item.hit.passage.section) for item in self.items).lower()

    @cached_property
    def unsaid(self) -> tuple[Word, ...]:
        return tuple(word for word in self.words if not says(word, self.text) and not says(word, self.headings))

    @cached_property
    def _worth(self) -> dict[Word, float]:
        """What each word counts: rare ones more, a deed less than its object."""
        return {word: self.rarity(word.text) * (1.0 if word.noun else _DEED) for word in self.words}

    @property
    def said(self) -> float:
        total = sum(self._worth.values())
        got = sum(each * self._said(word) for word, each in self._worth.items())
        return got / total if total else 1.0

    def _said(self, word: Word) -> float:
        return 1.0 if says(word, self.text) else _HEADED if says(word, self.headings) else 0.0

    @property
    def headless(self) -> bool:
        nouns = self.wanted.nouns
        return bool(nouns) and not says(nouns[-1], self.text)

    @property
    def other_measure(self) -> bool:
        """Whether the measure asked for is left unsaid, be it by everyday words that may mean it."""
        nouns = self.wanted.nouns
        measure = MEASURE.search(nouns[-1].text) if nouns else None
        return bool(measure) and nouns[-1].text[-_CORE:] not in self.text and self.headless

    @property
    def closest(self) -> float:
        """The greatest share of the asked words, rare ones counting more, that one clause says."""
        total = sum(self._worth.values())
        clauses = [item.text[start:end].lower() for item in self.items for start, end in clauses_of(item.text)]
        most = max(
            (sum(each for word, each in self._worth.items() if says(word, clause)) for clause in clauses), default=0.0
        )
        return most / total if total else 1.0

    @cached_property
    def _fitting(self) -> tuple[tuple[float, float], ...]:
        """Likeness and share of nouns left out of each statement that is of the years, basis and facet asked for."""
        return tuple(self._near(each, item) for item, each in self._stated() if fits_all(self.wanted, self._when, each))

    @property
    def like(self) -> float:
        return max((like for like, _ in self._fitting), default=0.0)

    @property
    def missing(self) -> float:
        return min((missing for _, missing in self._fitting), default=1.0)

    @property
    def unlike(self) -> float:
        return max((self._near(each, item)[0] for item, each in self._stated()), default=0.0) - self.like

    @property
    def _when(self) -> When:
        scope = self.plan.scopes[self.number]
        return When(scope.data_years, BASES[scope.aspect] if scope.aspect else None)

    def _stated(self) -> Iterator[tuple[Numbered, Statement]]:
        for item in self.items:
            rows = self.shelf.within(item.hit.passage.report_id, item.sentence.start, item.sentence.end)
            yield from ((item, told.statement) for told in self.shelf.read(rows))

    def _near(self, statement: Statement, item: Numbered) -> tuple[float, float]:
        alone = likeness(self.wanted, statement, statement.indicator)
        missing = likeness(self.wanted, statement, item.text).missing
        nouns = len(self.wanted.nouns)
        return alone.score - _FURTHER * min(1.0, alone.further), len(missing) / nouns if nouns else 0.0
