"""The part of a sentence that answers: clauses as they stand, in one piece, the rest of a long sentence left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from qa.answer.asks import answered_by, figures_for, told_in
from qa.answer.evidence import TRAILING, Form, Numbered, enumerates
from qa.answer.pieces import Span, clauses, joined, pieces_of
from qa.figures import find_figures
from qa.question.asks import asks_in
from qa.question.parts import own_words, pairs
from qa.records import Facet, Kind, Part, Plan

_LEADING = re.compile(r"[\s，,；;]*(?:其中|同时|此外|另外|并且?|而且?|[且也还])?[：:，,]?")
#: Sentences up to this length are shown as they are; where more is asked than a part of them tells, longer ones too.
_SHORT, _MIDDLING = 28, 60
#: What length costs a choice of clauses, and what a figure of the kind asked for is worth.
_LENGTH, _FIGURE = 0.5, 0.6
#: Sentences beside the one shown that may go on with the same thing, and the words that they must share with what is asked.
_BESIDE, _SHARED = 2, 2
#: Share of the words of the best sentence that a further one must have; what the words of the question around a part of it count.
_AS_MUCH, _AROUND = 0.7, 0.5
_OF_FIGURES = frozenset({Kind.FACT, Kind.YES_NO, Kind.COMPARE, Kind.TREND})


def answering(asks: Sequence[Part], words: frozenset[str], text: str) -> Span:
    """The fewest clauses of ``text`` that have its words of the question and figures of the kinds asked for."""
    spans = clauses(text)
    wanted = words & pairs(text)
    kinds = [ask for ask in asks if any(figures_for(ask, text))]
    if len(text) <= _SHORT or not kinds or not wanted:
        return 0, len(text)

    def worth(span: Span) -> float:
        inside = text[slice(*span)]
        told = sum(any(figures_for(ask, inside)) for ask in kinds) / len(kinds)
        return len(wanted & pairs(inside)) / len(wanted) + _FIGURE * told - _LENGTH * len(inside) / len(text)

    runs = ((a[0], b[1]) for i, a in enumerate(spans) for b in spans[i:])
    return max(runs, key=worth)


def shortened(plan: Plan, items: Sequence[Numbered]) -> tuple[Numbered, ...]:
    """``items`` with the part of each that is shown, where the question asks for figures; without those that say much
    less of what is asked than another."""
    asks = [ask for ask in plan.ask.parts if ask.figure]
    if plan.kind not in _OF_FIGURES or not asks or plan.ask.several:
        return tuple(items)
    short = [_short(plan, asks, item) for item in items]
    if len(plan.places) > 1 or any(item.form is not Form.RANKED for item in short):
        return tuple(short)
    kept: set[int] = set()
    for ask in asks:
        worth = {item.number: _telling(plan, ask, item) for item in short}
        kept |= {number for number, each in worth.items() if each >= _AS_MUCH * max(worth.values())}
    return tuple(item for item in short if item.number in kept)


def _telling(plan: Plan, ask: Part, item: Numbered) -> float:
    """How much of one thing asked, and of the question around it, is in what is shown."""
    said = pairs(item.shown)
    return len(ask.words & said) + _AROUND * len(plan.ask.words & said)


def _short(plan: Plan, asks: Sequence[Part], item: Numbered) -> Numbered:
    if item.form is not Form.RANKED or item.parts:
        return item
    return widened(plan, replace(item, parts=(answering(asks, _words(plan, item), item.text),)))


def widened(plan: Plan, item: Numbered, whole: bool = False, alone: bool = False) -> Numbered:
    """``item`` with the clauses for each thing asked beside what its parts tell: those that have words of it, else a
    figure of the kind right behind (2006年引进多少资金，涨幅多大); ``whole``: all of the sentence for any; ``alone``: what
    is asked in other searches has its own sentences."""
    asks = asks_in(plan.scopes[item.scope].query) if alone else plan.ask.parts
    if not item.parts or (len(asks) < 2 and not enumerates(plan)):
        # Several things asked that are not told apart (到底是涨还是跌) may stand anywhere in the sentence.
        return replace(item, parts=()) if whole and not alone else item
    untold = list(asks) if enumerates(plan) else _untold(asks, item.shown)
    one = len(plan.places) < 2
    if untold and (whole or (one and len(item.text) <= _MIDDLING)):
        return replace(item, parts=())
    found = [_saying(item, ask, partial(_goes_on, ask, one)) for ask in untold]
    return replace(item, parts=joined([*item.parts, *filter(None, found)]))


def reaching(item: Numbered, query: str, silent: bool, within: bool = False) -> Numbered:
    """``item`` with what may tell a part of the question that no statement does: a clause with words of it, else the one
    right behind, of whatever kind where no other sentence (``silent``) surely tells it; all of it where it is found
    ``within`` the sentence and no clause stands out."""
    if not item.parts:
        return item
    found: list[Span] = []
    for ask in asks_in(own_words(query) or query):
        saying = _saying(item, ask, None if silent else partial(_goes_on, ask, True))
        typed = bool(ask.dimensions or ask.facet) and told_in(ask, item.shown)
        if saying is None and within and not typed:
            return replace(item, parts=())
        found += [saying] if saying else []
    return replace(item, parts=joined([*item.parts, *found]))


def _saying(item: Numbered, ask: Part, goes_on: Callable[[str], bool] | None = None) -> Span | None:
    """The clause that has most words of what is asked, else the one behind what is shown where that ``goes_on``."""
    spans = pieces_of(item.text)
    shown = [span for span in spans if any(part[0] < span[1] and span[0] < part[1] for part in item.parts)]
    # Another figure than the one that is shown already.
    fresh = (
        [s for s in spans if s not in shown and any(figures_for(ask, item.text[slice(*s)]))] if ask.figure else spans
    )
    best = max(fresh, key=lambda span: _near(ask, item.text[slice(*span)]), default=None)
    if best and _near(ask, item.text[slice(*best)]) >= _SHARED:
        return best if best not in shown else max(item.parts)
    behind = next((span for span in spans if span[0] >= max(item.parts)[1]), None)
    return behind if behind and (goes_on is None or goes_on(item.text[slice(*behind)])) else None


def _goes_on(ask: Part, one: bool, clause: str) -> bool:
    """Whether a clause that has no word of what is asked tells it: its growth, its rank, its share; and, where ``one``
    place alone is asked about, whatever else: how far two are apart no sentence tells."""
    return ask.figure and told_in(ask, clause) and (one or ask.facet in (Facet.RISE, Facet.RANK, Facet.SHARE))


def _untold(asks: Sequence[Part], text: str) -> list[Part]:
    """The things asked that have no figure of their own in ``text``."""
    # 亿元以上项目: a size that things are of is told of nothing.
    free = [figure for figure in find_figures(text) if figure.text[0] not in "百千万亿"]
    untold: list[Part] = []
    for ask in asks:
        typed = [figure for figure in free if ask.dimensions or ask.facet is Facet.SHARE or figure.unit in ask.units]
        own = next((figure for figure in typed if answered_by(ask, figure)), None)
        if own is None:
            untold.append(ask)
        else:
            free.remove(own)
    return untold


def _near(ask: Part, clause: str) -> int:
    return len(ask.words & pairs(clause))


def _words(plan: Plan, item: Numbered) -> frozenset[str]:
    return pairs(plan.scopes[item.scope].wording)


def relied_on(claim: str, item: Numbered) -> Numbered:
    """``item`` with the clauses that ``claim`` rests on, from the first to the last: for each figure of it the one that
    shares most words with it, or, where it has none, those that share some."""
    text = item.text
    spans = clauses(text)
    if len(text) <= _SHORT or len(spans) < 2:
        return item
    words = pairs(claim)
    shared = {span: len(words & pairs(text[slice(*span)])) for span in spans}
    kept: set[Span] = set()
    for figure in dict.fromkeys(figure.text for figure in find_figures(claim)):
        saying = [s for s in spans if figure in {found.text for found in find_figures(text[slice(*s)])}]
        kept |= {max(saying, key=lambda span: shared[span])} if saying else set()
    kept = kept or {span for span in spans if shared[span] >= _SHARED}
    return replace(item, parts=((min(kept)[0], max(kept)[1]),)) if kept else item


def further(plan: Plan, shown: Sequence[Numbered]) -> tuple[Numbered, ...]:
    """What stands beside the sentences ``shown`` and answers parts of the question that they do not, or less."""
    asks = plan.ask.parts
    found: list[Numbered] = []
    for ask in asks if len(asks) > 1 else ():
        told = max((_shared(ask, clause) for item in shown for clause in _clauses(item.shown)), default=0)
        best = max(_beside(shown), key=lambda each: _shared(ask, each.shown), default=None)
        if ask.figure and best and _shared(ask, best.shown) > told and best.shown not in [item.shown for item in found]:
            found.append(replace(best, number=_number(best, shown, found)))
    return tuple(found)


def _clauses(text: str) -> list[str]:
    return [text[start:end] for start, end in clauses(text)]


def _shared(ask: Part, clause: str) -> int:
    """How many words a clause with a figure of the kind asked for shares with what is asked; 0 when they are too few."""
    shared = len(ask.words & pairs(clause)) if any(figures_for(ask, clause)) else 0
    return shared if shared >= min(_SHARED, len(ask.words) / 2) else 0


def _number(item: Numbered, shown: Sequence[Numbered], found: Sequence[Numbered]) -> int:
    known = {(each.hit.passage.report_id, each.sentence.start): each.number for each in (*shown, *found)}
    return known.get((item.hit.passage.report_id, item.sentence.start), max(known.values()) + 1)


def _beside(shown: Sequence[Numbered]) -> Iterator[Numbered]:
    """The clauses of the sentences shown and of those beside them."""
    for item in shown:
        sentences = item.hit.passage.sentences
        at = next((i for i, each in enumerate(sentences) if each.start == item.sentence.start), None)
        for near in sentences[max(0, at - _BESIDE) : at + _BESIDE + 1] if at is not None else ():
            whole = replace(item, sentence=near, parts=())
            yield from (replace(whole, parts=(span,)) for span in clauses(whole.text))


def merged(items: Iterable[Numbered | None]) -> tuple[Numbered, ...]:
    """Each sentence once, with all of it that is shown of any."""
    once: dict[int, Numbered] = {}
    for item in items:
        if item is None:
            continue
        other = once.get(item.number, item)
        parts = joined((*item.parts, *other.parts)) if item.parts and other.parts else ()
        once[item.number] = replace(item, parts=parts)
    return tuple(once.values())


def trimmed(text: str) -> str:
    """A run of clauses without the connective it begins with and the mark it ends with."""
    lead = _LEADING.match(text)
    return text[lead.end() if lead else 0 :].rstrip(TRAILING)
