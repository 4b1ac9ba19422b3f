"""One search of a question and what it found, weighed sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from qa.answer.evidence import Form, Numbered, fits
from qa.answer.spans import Span
from qa.index.store import Store
from qa.question.parts import pairs
from qa.records import Hit, Passage, Plan, Report, Scope, Scores, Sentence
from qa.wording.ordinals import counts_in

#: Words of asking, not of what is asked.
_ASKING = re.compile(
    r"哪[些几一二两三四五六七八九十]*|什么|分别|各[是有指自管]?|都[是有]|怎么|如何|为什么|为何|列[全出举]|麻烦|请|报告|具体|[吗呢啊?？]"
)
#: Weights in units of the sentence score (about 2.5 for a good sentence): the share of the question's words, the
#: number asked for, and that with the very measure word (五项 is rather 五项工作 than 五个方面).
COVER, COUNT, SAME_UNIT = 1.5, 0.6, 0.2
#: How far below the best sentence one lies that was not found at all.
UNFOUND = 1.2


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence with its score for the question."""

    hit: Hit
    sentence: Sentence
    score: float

    @property
    def text(self) -> str:
        return self.hit.passage.sentence_text(self.sentence)


@dataclass(frozen=True)
class Asked:
    """``number`` is the place of ``scope`` in ``plan``; ``hits`` are its own."""

    plan: Plan
    scope: Scope
    number: int
    hits: Sequence[Hit]
    store: Store

    @cached_property
    def found(self) -> dict[str, dict[int, Found]]:
        """Every sentence found, by report and where it begins."""
        found: dict[str, dict[int, Found]] = {}
        for hit in self.hits:
            own = found.setdefault(hit.passage.report_id, {})
            for sentence, score in hit.sentences:
                if sentence.start not in own or own[sentence.start].score < score:
                    own[sentence.start] = Found(hit, sentence, score)
        return found

    @cached_property
    def ranked(self) -> tuple[Found, ...]:
        """The same, best first."""
        return tuple(sorted((one for own in self.found.values() for one in own.values()), key=lambda one: -one.score))

    @property
    def best(self) -> float:
        return self.ranked[0].score if self.ranked else 0.0

    @cached_property
    def reports(self) -> tuple[Report, ...]:
        return tuple(report for report in map(self.store.report, self.found) if report)

    @cached_property
    def topic(self) -> frozenset[str]:
        return pairs(_ASKING.sub(" ", self.scope.query))

    @property
    def counts(self) -> frozenset[tuple[int, str]]:
        """The numbers of things asked for, each with its measure word."""
        return self.plan.ask.listing.counts

    def cover(self, text: str) -> float:
        """What it is worth to share words with the question."""
        return COVER * sum(pair in text for pair in self.topic) / len(self.topic) if self.topic else 0.0

    def count_worth(self, count: int, unit: str) -> float:
        """What it is worth to be so many."""
        if (count, unit) in self.counts:
            return COUNT + SAME_UNIT
        return COUNT if any(count == asked for asked, _ in self.counts) else 0.0

    def counted(self, text: str) -> float:
        """What it is worth that ``text`` names the number asked for."""
        return max((self.count_worth(*each) for each in counts_in(text)), default=0.0)

    def sentences(self) -> Iterator[tuple[Passage, Sentence, str]]:
        """Every sentence of the reports found that fits the search, once, in the reports' order."""
        for report in self.reports:
            seen: set[int] = set()
            for passage in self.store.passages_of(report.id):
                for sentence in passage.sentences:
                    if sentence.start not in seen and fits(sentence, self.scope):
                        seen.add(sentence.start)
                        yield passage, sentence, passage.sentence_text(sentence)

    def wanted(self, passage: Passage, sentence: Sentence) -> Numbered:
        """A sentence that belongs to the answer whatever its score."""
        one = self.found.get(passage.report_id, {}).get(sentence.start)
        hit = one.hit if one else Hit(passage, Scores(0.0), (), self.number)
        return Numbered(0, hit, sentence, one.score if one else 0.0, Form.WANTED)

    def cited(self, report: Report, span: Span, form: Form) -> Numbered:
        """``span`` as evidence, in the passage that it lies in."""
        passage, sentence = holder(report, self.store.passages_of(report.id), span)
        own = replace(sentence, start=span.start, end=span.end)
        return Numbered(0, Hit(passage, Scores(0.0), ((own, self.best),), self.number), own, self.best, form)


def holder(report: Report, passages: Sequence[Passage], span: Span) -> tuple[Passage, Sentence]:
    """The passage and the sentence that ``span`` belongs to.

    A heading outside of all passages belongs to the one behind it, which is made to begin there.
    """
    passage = next((each for each in passages if each.start <= span.start and span.end <= each.end), None)
    if passage is None:
        behind = next((each for each in passages if each.end >= span.end), passages[-1])
        start = min(span.start, behind.start)
        passage = replace(behind, start=start, text=report.text[start : max(behind.end, span.end)])
    return passage, next((each for each in passage.sentences if each.end > span.start), passage.sentences[-1])


def cited_at(number: int, report: Report, passages: Sequence[Passage], span: Span) -> Numbered:
    """``span`` of a report as evidence that was not searched for."""
    passage, sentence = holder(report, passages, span)
    own = replace(sentence, start=span.start, end=span.end)
    return Numbered(number, Hit(passage, Scores(1.0), ((own, 1.0),)), own, 1.0)
