"""The enumeration of the reports that a question asks for, if any: the one announced as asked, and worth more than
every sentence outside of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from qa.answer.asked import COUNT, UNFOUND, Asked
from qa.answer.evidence import Form, Numbered, fits
from qa.answer.spans import Span
from qa.records import Kind, Report, Sentence
from qa.statements.enumerations import Enumeration
from qa.statements.enumerations import Form as Told

#: Weights in units of the sentence score: the share of the question's words that the items have (to that of the
#: announcement), the wording the question quotes, years or aspect that differ, and the share of the best sentences
#: that lie inside.
_ITEMS_COVER, _PHRASE, _UNFIT, _MASS, _BEST = 1 / 3, 0.6, 0.5, 0.6, 10
#: How much what stands before the announcing sentence says of an enumeration, and how many characters that is.
_CONTEXT, _BEFORE = 0.6, 120
#: Items alone, without a sentence that announces them, are this much weaker a sign.
_ITEM_ONLY = 0.15
#: So much below the best sentence one is still as good; and what not being announced in words costs.
_MARGIN = 0.3
_CANDIDATES = 8
#: Nearly everything lies in an enumeration longer than this.
_LONG = 3000
#: An announcement shorter than this does not say of what (主要是：).
_TELLING = 9


def enumerated(asked: Asked) -> list[Numbered]:
    """The announcing sentence and the items, in the order of the report; empty when no enumeration is asked for.

    An explanation is only what a sentence announces that is found itself or names the cause.
    """
    candidates = [
        _Candidate(asked, report, each) for report in asked.reports for each in asked.store.enumerations_of(report.id)
    ]
    if asked.plan.kind is Kind.EXPLAIN:
        candidates = [each for each in candidates if each.explains()]
    candidates.sort(key=lambda each: -each.worth)
    best = next((each for each in candidates[:_CANDIDATES] if each.worth >= each.bar()), None)
    return best.evidence() if best else []


@dataclass(frozen=True)
class _Candidate:
    asked: Asked
    report: Report
    enumeration: Enumeration

    @cached_property
    def announcement(self) -> Span | None:
        """The sentence or heading that announces it; None for items that nothing does."""
        start, end = self.enumeration.start, self.enumeration.end
        return Span(start, end) if start < end else None

    @property
    def headed(self) -> bool:
        return self.enumeration.form is Told.HEADINGS

    @cached_property
    def intro(self) -> str:
        span = self.announcement
        said = self.report.text[span.start : span.end] if span else ""
        return " ".join((said, *self.enumeration.names))

    @cached_property
    def heads(self) -> tuple[Span, ...]:
        """The first clause of each item."""
        return tuple(Span(item.start, item.head) for item in self.enumeration.items)

    @cached_property
    def items(self) -> str:
        return " ".join(self.report.text[span.start : span.end] for span in self.heads)

    @cached_property
    def lead(self) -> Span:
        """What stands right before in its paragraph and may say what it is about (…面临不少困难。主要是：)."""
        start = (self.announcement or self.heads[0]).start
        paragraph = self.report.text.rfind("\n", 0, start) + 1
        return Span(start if self.headed else max(paragraph, start - _BEFORE), start)

    @cached_property
    def worth(self) -> float:
        """How well it answers, on the scale of ``_outside``."""
        before = self.report.text[max(0, self.lead.end - _BEFORE) : self.lead.end]
        about = " ".join((self.intro, *(() if self.headed else (before,)), *self.enumeration.path[-1:]))
        covered = _CONTEXT * self.asked.cover(about) + (1 - _CONTEXT) * self.asked.cover(self.intro)
        among = _ITEMS_COVER * self.asked.cover(self.items)
        if not covered + among:
            return -UNFOUND
        worth = self._closeness() + covered + among + _MASS * self._share_inside() + self._number()
        return worth + (_PHRASE if self._phrased() else 0.0) - (0.0 if self._fits() else _UNFIT)

    def bar(self) -> float:
        """What the best sentence that is no part of it is worth."""
        own = [self.lead] if self.announcement else []
        own += self.heads if self._supported() else ()
        return max(
            (
                one.score - self.asked.best + self.asked.cover(one.text) + self.asked.counted(one.text)
                for one in self.asked.ranked
                if one.hit.passage.report_id != self.report.id
                or not (self._announces(one.sentence) or _overlap(own, one.sentence))
            ),
            default=0.0,
        )

    def explains(self) -> bool:
        return bool(self.announcement) and not self.headed and self._supported()

    def evidence(self) -> list[Numbered]:
        announcing = [self.asked.cited(self.report, span, Form.WANTED) for span in self._announcing()]
        return announcing + [
            self.asked.cited(self.report, span, Form.ITEM) for span in self.heads[: self.asked.plan.ask.listing.first]
        ]

    def _announcing(self) -> tuple[Span, ...]:
        """The sentence that announces; with the one before where it says nothing by itself."""
        intro = self.announcement
        if intro is None or self.headed or intro.end - intro.start >= _TELLING:
            return (intro,) if intro else ()
        before = _sentence_before(self.report.text, intro.start)
        return (before, intro) if before.end - before.start >= _TELLING else (intro,)

    def _number(self) -> float:
        """Being so many as asked for; where no number is asked for, being announced in words."""
        if not self.asked.counts:
            return -_MARGIN if self.headed or not self.announcement else 0.0
        named = self.asked.counted(self.intro) if self.enumeration.count else 0.0
        as_many = self.asked.count_worth(len(self.enumeration.items), "")
        return max(named, as_many) if as_many and self.enumeration.complete else -COUNT

    def _supported(self) -> bool:
        """Whether the whole is meant and not one of its items: as many as asked for, or found more than once."""
        if self.asked.count_worth(len(self.enumeration.items), "") or self._phrased():
            return True
        near = self.asked.best - _MARGIN
        if self._announced() >= near:
            return True
        return sum(self._score([item]) >= near for item in self.heads) > 1

    def _phrased(self) -> bool:
        """Whether the wording that the question quotes announces the items or is part of several."""
        if any(self.asked.plan.says(name) for name in self.enumeration.names):
            return True
        phrases = self.asked.plan.ask.listing.quoted
        return any(p in self.intro or self.items.count(p) > 1 for p in phrases)

    def _share_inside(self) -> float:
        """How many of the best sentences lie inside, the items' own further sentences included."""
        first, last = self.heads[0], self.enumeration.items[-1]
        end = self.report.text.find("\n", last.end)
        whole = Span(first.start, end if end >= 0 else len(self.report.text))
        if whole.end - whole.start > _LONG:
            return 0.0
        best = self.asked.ranked[:_BEST]
        inside = [one.hit.passage.report_id == self.report.id and _overlap([whole], one.sentence) for one in best]
        return sum(inside) / len(inside) if inside else 0.0

    def _closeness(self) -> float:
        """How near the best sentence the announcement, or the best item, comes; 0 is as near as can be."""
        near = self._score([*self.heads, self.lead])
        return max(self._announced(), near - _ITEM_ONLY, self.asked.best - UNFOUND) - self.asked.best

    def _announced(self) -> float:
        """The score of the announcing sentence."""
        own = self.asked.found[self.report.id].values()
        return max((one.score for one in own if self._announces(one.sentence)), default=float("-inf"))

    def _announces(self, sentence: Sentence) -> bool:
        """Whether ``sentence`` announces; one that holds an item as well (四项建设：…路网项目；) by what it was
        found for."""
        if not self.announcement or not _overlap([self.announcement], sentence):
            return False
        inside = [span for span in self.heads if _overlap([span], sentence)]
        items = " ".join(self.report.text[span.start : span.end] for span in inside)
        return not inside or self.asked.cover(self.intro) >= self.asked.cover(items)

    def _score(self, spans: Sequence[Span]) -> float:
        """The score of the best sentence in ``spans``."""
        own = self.asked.found[self.report.id].values()
        return max((one.score for one in own if _overlap(spans, one.sentence)), default=float("-inf"))

    def _fits(self) -> bool:
        span = self.announcement or self.heads[0]
        return fits(self.asked.cited(self.report, span, Form.ITEM).sentence, self.asked.scope)


def _sentence_before(text: str, at: int) -> Span:
    end = len(text[:at].rstrip())
    stop = max(text.rfind(mark, 0, max(0, end - 1)) for mark in "。！？\n")
    return Span(stop + 1, end)


def _overlap(spans: Iterable[Span], sentence: Sentence) -> bool:
    return any(span.start < sentence.end and sentence.start < span.end for span in spans)
