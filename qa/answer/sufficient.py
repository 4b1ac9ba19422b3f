"""Whether what was found is enough to answer, or shows that the question cannot be answered from the reports.

Embeddings cannot tell this: for every indicator there is a sentence that sounds like it. So the words decide:
an indicator that the question names must stand in a sentence of the right year, with a figure near it when
a figure is asked for; and an event that the question takes for granted must be in the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from qa.answer.outstanding import outstanding
from qa.answer.pick import AVERAGE, OF_WHOLE, kind_asked
from qa.answer.placed import placed
from qa.figures import Figure, FigureKind
from qa.question.followup import own_topic
from qa.question.parts import pairs
from qa.records import Aspect, Hit, Kind, Plan, RefusalReason, Scope, Sentence
from qa.wording.indicators import Indicator, longer_names, named_spans, visible_in
from qa.wording.presuming import tells_of

_HAN = re.compile(r"[一-鿿]")
_CLAUSE = re.compile(r"[^，。；,;！？]+")


@dataclass(frozen=True, slots=True)
class _Asked:
    """An indicator that a question asks for, with its words there."""

    wording: str
    indicator: Indicator

    @property
    def official(self) -> bool:
        return self.wording in self.indicator.names

    def named_in(self, clause: str) -> bool:
        """By its name; everyday words may also stand in the report itself (合资企业: 合资经营企业)."""
        if visible_in(self.indicator, clause):
            return True
        if self.official:
            return self.wording in clause and not any(longer in clause for longer in longer_names(self.wording))
        wanted = pairs(self.wording)
        return len(wanted & pairs(clause)) >= _HALF * len(wanted) > 0


#: Of several years together, and of none of them.
_SUMS_UP = re.compile(rf"{AVERAGE.pattern}|累计|[三四五]年(?:来|间|共|累)")
#: Share of the character pairs of a name that stand for it.
_MOST, _HALF = 0.5, 0.5
#: Words in front of a figure that name nothing new, and how many others name something.
_SAME = re.compile(
    r"比上年|同比|可比口径|按可比价格?|同口径|总量|总额|规模|达到?|到|为|增长|增加|提高|下降|降低|完成|实现|突破|约|近|[，、,和其中\s]"
)
_OTHER = 3
#: Sentences one of which must have a word of the question, and those that must tell of an event that the question takes for granted.
_TOUCHED, _BEST = 3, 2
#: Of the 3 points that a sentence can have (``qa.retrieve.Weights``); and the share of the words of a question. On the
#: question sets no answerable fact lies below both.
_WEAK, _FEW = 2.2, 0.24


def reason_after_search(plan: Plan, hits: Sequence[Hit]) -> RefusalReason | None:
    """Why the passages found do not do; None when they do."""
    if plan.kind is Kind.INSTRUCTION:
        return RefusalReason.INSTRUCTION
    if not any(hit.sentences for hit in hits):
        return RefusalReason.NOT_STATED
    if _false_premise(plan, hits):
        return RefusalReason.FALSE_PREMISE
    if only_other(plan):
        return RefusalReason.NOT_STATED
    if len(_silent(plan, hits)) < len(plan.scopes):
        return None
    only_named = all(scope.exact for scope in plan.scopes)
    return RefusalReason.NO_REPORT_FOR_YEAR if only_named else RefusalReason.NOT_STATED


def silent_parts(plan: Plan, hits: Sequence[Hit]) -> tuple[int, ...]:
    """The searches of a question of several parts that found nothing of what theirs asks for; the rows of a comparison
    tell so themselves."""
    parts = len({scope.query for scope in plan.scopes}) > 1 and plan.kind not in (Kind.COMPARE, Kind.TREND)
    return _silent(plan, hits) if parts else ()


def _silent(plan: Plan, hits: Sequence[Hit]) -> tuple[int, ...]:
    return tuple(
        number
        for number, scope in enumerate(plan.scopes)
        if not _stated(scope, [hit for hit in hits if hit.scope == number], plan) and not _meant(plan, number, hits)
    )


def _meant(plan: Plan, number: int, hits: Sequence[Hit]) -> bool:
    """Whether one sentence must be what is asked about; not where the question names an indicator as reports do, which a
    sentence without that name does not give (卖出去的新房 is no 出口)."""
    scope = plan.scopes[number]
    official = any(
        _Asked(scope.query[slice(*span)], indicator).official for span, indicator in named_spans(scope.query)
    )
    found = None if official else outstanding(plan, number, hits)
    return found is not None and _speaks_of(*found, scope)


def only_other(plan: Plan) -> bool:
    """Whether a figure of a result is insisted on where the reports have only targets, or the other way round."""
    insists = plan.ask.quantity and plan.ask.insists
    return insists and bool(plan.scopes) and all(scope.only_other for scope in plan.scopes)


def _false_premise(plan: Plan, hits: Sequence[Hit]) -> bool:
    """Whether the question asks for the reason of an event that the best sentences do not tell of."""
    if not plan.ask.matter.presumed:
        return False
    ranked = sorted(
        ((score, hit, sentence) for hit in hits for sentence, score in hit.sentences), key=lambda item: -item[0]
    )
    told = "".join(hit.passage.sentence_text(sentence) for _, hit, sentence in ranked[:_BEST])
    return any(not tells_of(event, told) for event in plan.ask.matter.presumed)


def _stated(scope: Scope, hits: Sequence[Hit], plan: Plan) -> bool:
    """Whether the indicators asked for stand in sentences that fit the search, with figures of the kind asked for: all
    that are asked for in the reports' own names, one of those that everyday words may mean."""
    asked = [_Asked(scope.query[slice(*span)], indicator) for span, indicator in named_spans(scope.query)]
    sentences = [(hit, sentence) for hit in hits for sentence, _ in hit.sentences if _speaks_of(hit, sentence, scope)]
    if scope.exact:
        sentences = [
            (hit, sentence)
            for hit, sentence in sentences
            if _of_just(sentence, hit.passage.sentence_text(sentence), scope)
        ]
    if not asked:
        told = [s for s in sentences if not scope.exact or plan.report_years or _looks_ahead(*s)]
        return bool(told) and (plan.kind is not Kind.FACT or _touches(scope, hits))
    texts = [hit.passage.sentence_text(sentence) for hit, sentence in sentences]
    kind = kind_asked(scope.query)
    if (kind is None and not plan.ask.quantity) or plan.kind is Kind.EXPLAIN:
        stated = [each for each in asked if any(_names(each, text) for text in texts)]
    else:
        stated = [each for each in asked if any(_gives_figure(each, text, kind) for text in texts)]
    return bool(stated) and (plan.kind is Kind.LIST or all(each in stated for each in asked if each.official))


def _speaks_of(hit: Hit, sentence: Sentence, scope: Scope) -> bool:
    """Whether the years fit; the yearly average of a longer period says nothing of a single year in it."""
    if not scope.data_years or not sentence.years:
        return True
    text = hit.passage.sentence_text(sentence)
    if len(scope.data_years) == 1 and len(sentence.years) > 2 and _SUMS_UP.search(text):
        [asked] = scope.data_years
        at_the_end = asked == sentence.years[-1] and any(not _SUMS_UP.search(item.near) for item in placed(text))
        return at_the_end or f"{asked}年" in text
    return bool(set(sentence.years) & set(scope.data_years))


def _of_just(sentence: Sentence, text: str, scope: Scope) -> bool:
    """Whether a sentence that names the years in passing says something of just them, as result or target as asked."""
    if scope.aspect not in (None, sentence.aspect):
        return False
    return set(sentence.years) <= set(scope.data_years) or _gives(text, scope.data_years)


def _gives(text: str, years: Sequence[int]) -> bool:
    """Whether a figure is said of one of ``years`` (由2007年的5757亿元增加到…, 到2017年达到…), and no other is set against it."""
    return any(
        re.search(rf"(?<![比较与和同]){year}年(?:的|底|末|分别|达到?|突破|超过)[^，。；]{{0,16}}?\d", text)
        for year in years
    )


def _touches(scope: Scope, hits: Sequence[Hit]) -> bool:
    """Whether the best sentences have words of what is asked, in its own wording or the reports': some at least, and
    not too few where the sentences are weak besides."""
    wanted = pairs(own_topic(scope.query, ()))
    if not wanted or not _HAN.search(scope.query):
        return True
    ranked = sorted(((score, h, s) for h in hits for s, score in h.sentences), key=lambda item: -item[0])[:_TOUCHED]
    said = pairs("".join(hit.passage.sentence_text(sentence) for _, hit, sentence in ranked))
    if said & pairs(" ".join(scope.keywords)):
        return True
    strong = scope.exact or ranked[0][0] >= _WEAK
    return bool(said & wanted) and (strong or len(said & wanted) >= _FEW * len(wanted))


def _looks_ahead(hit: Hit, sentence: Sentence) -> bool:
    """Whether the sentence sets a goal for years after its report."""
    return sentence.aspect is Aspect.TARGET and min(sentence.years, default=0) > (hit.passage.report_year or 0)


def _gives_figure(asked: _Asked, text: str, kind: FigureKind | None) -> bool:
    """Whether ``text`` gives a figure of the indicator; of ``kind`` where that matters."""
    figures = [figure for clause in _clauses_naming(asked, text) for figure in _figures_from(text, clause)]
    return any(kind in (None, figure.kind) for figure in figures)


def _figures_from(text: str, clause: re.Match[str]) -> Iterator[Figure]:
    """The figures of a clause and those that go on about the same thing (…，增长8%); without any, all that follow."""
    items = [item for item in placed(text) if item.figure.start >= clause.start()]
    own = [item for item in items if item.figure.start < clause.end()]
    later = items[len(own) :]
    going_on = takewhile(lambda item: len(_SAME.sub("", item.near)) < _OTHER, later)
    yield from (item.figure for item in (*own, *(going_on if own else later)))


def _names(asked: _Asked, text: str) -> bool:
    return any(_clauses_naming(asked, text))


def _clauses_naming(asked: _Asked, text: str) -> Iterator[re.Match[str]]:
    for clause in _CLAUSE.finditer(text):
        if asked.named_in(OF_WHOLE.sub("", clause[0])):
            yield clause
