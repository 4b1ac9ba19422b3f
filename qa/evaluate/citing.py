"""Marks of citations: is each sentence borne out by what it cites, and is the evidence among it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from qa.evaluate.answers import Verdict, derivable, invented, stands_in, stated
from qa.evaluate.questions import Question
from qa.evaluate.quotes import CITATION_MARK, bare, holds, shown
from qa.evaluate.shelf import Card, find
from qa.evaluate.system import Outcome, Shown
from qa.figures import Figure
from qa.figures.units import TIME


class Grounding(StrEnum):
    SUPPORTED = "supported"
    WRONGLY_CITED = "wrongly_cited"
    NOT_GROUNDED = "not_grounded"


@dataclass(frozen=True, slots=True)
class CitedSentence:
    """``precise`` of the ``citations`` cited (numbers that lead to a citation) bear on the sentence."""

    text: str
    citations: tuple[int, ...]
    precise: tuple[int, ...]
    grounding: Grounding


@dataclass(frozen=True, slots=True)
class CitationMarks:
    """Shares 0..1. ``precision`` is None when nothing was cited, ``recall`` when the answer claims nothing.

    ``evidence_cited`` and ``evidence_quoted``: share of the gold quotes covered by the cited passages, and by
    the sentences quoted from them.
    """

    sentences: tuple[CitedSentence, ...]
    recall: float | None
    precision: float | None
    evidence_cited: float
    evidence_quoted: float
    invented: tuple[str, ...]


#: Shorter pieces ("如下", "1.") claim nothing.
CLAIM = 6
_MARKS = rf"(?:\s*{CITATION_MARK.pattern})+"
_MARKS_AFTER_END = re.compile(rf"([。！？!?]+[”’」』\"')）]*)({_MARKS})")
_SENTENCE = re.compile(r"[^。！？!?\n]+(?:[。！？!?]+[”’」』\"')）]*)?")
_SEPARATOR = re.compile(r"[,，、]")


def mark_citations(
    question: Question, outcome: Outcome, verdict: Verdict, cards: tuple[Card, ...]
) -> CitationMarks | None:
    """None for what has nothing to cite: failed calls, refusals, unanswerable questions, systems that do not cite."""
    unfit = verdict in (Verdict.FAILED, Verdict.REFUSED) or not question.evidence
    if unfit or outcome.answer is None or outcome.citations is None:
        return None
    judge = _Judge(question, outcome, cards)
    sentences = tuple(judge.sentence(text, numbers) for text, numbers in claims(outcome.answer))
    cited = sum(len(sentence.citations) for sentence in sentences)
    supported = sum(sentence.grounding is Grounding.SUPPORTED for sentence in sentences)
    return CitationMarks(
        sentences=sentences,
        recall=supported / len(sentences) if sentences else None,
        precision=sum(len(sentence.precise) for sentence in sentences) / cited if cited else None,
        evidence_cited=judge.evidence(
            [(citation, f"{citation.text}\n{citation.quote}") for citation in outcome.citations]
        ),
        evidence_quoted=judge.evidence([(citation, citation.quote) for citation in outcome.citations]),
        invented=invented(outcome.answer, judge.given()),
    )


def claims(answer: str) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """The sentences of an answer that claim something, each with the numbers it cites, in order.

    A mark behind the full stop belongs to the sentence before it. Lead-ins that end in a colon, table heads
    and pieces under six characters claim nothing.
    """
    moved = _MARKS_AFTER_END.sub(lambda match: f"{match[2]}{match[1]}", answer)
    found = ((piece[0].strip(), _numbers(piece[0])) for piece in _SENTENCE.finditer(moved))
    return tuple((text, numbers) for text, numbers in found if _claims(text))


def _claims(text: str) -> bool:
    words = shown(text)
    return len(words) >= CLAIM and not words.endswith(":") and not (words.startswith("|") and not stated(text))


def _numbers(text: str) -> tuple[int, ...]:
    numbers: dict[int, None] = {}
    for mark in CITATION_MARK.finditer(text):
        for part in _SEPARATOR.split(mark[1]):
            ends = [int(end) for end in re.split(r"[\-–—]", part)]
            numbers |= dict.fromkeys(range(ends[0], ends[-1] + 1))
    return tuple(numbers)


class _Judge:
    """Decides support for the sentences of one answer."""

    def __init__(self, question: Question, outcome: Outcome, cards: tuple[Card, ...]) -> None:
        self._question, self._outcome, self._cards = question, outcome, cards
        self._citations = {citation.number: citation for citation in outcome.citations or ()}

    def sentence(self, text: str, numbers: tuple[int, ...]) -> CitedSentence:
        """One sentence by ALCE's definition (Gao et al., Enabling LLMs to Generate Text with Citations, 2023).

        Recall: all its citations together support it. Precision: of a supported sentence, a citation counts
        unless it supports nothing alone and the others support the sentence without it. Of an unsupported
        sentence no citation counts; it is *wrongly cited* when some passage shown would have supported it, else
        *not grounded* (the split of WebCiteS, Deng et al. 2024).
        """
        cited = [self._citations[number] for number in numbers if number in self._citations]
        known = tuple(citation.number for citation in cited)
        if self._supports(cited, text):
            precise = tuple(one.number for one in cited if self._needed(one, cited, text))
            return CitedSentence(text, known, precise, Grounding.SUPPORTED)
        anywhere = self._supports([*(self._outcome.passages or ()), *self._citations.values()], text)
        return CitedSentence(text, known, (), Grounding.WRONGLY_CITED if anywhere else Grounding.NOT_GROUNDED)

    def evidence(self, held: Sequence[tuple[Shown, str]]) -> float:
        """Share of the gold quotes that the texts from their own report hold."""
        golds = self._question.evidence
        return sum(holds(self._from(gold.doc, held), gold.quote) for gold in golds) / len(golds)

    def given(self) -> list[str]:
        """All the texts a figure may rightly come from."""
        sources = [*(self._outcome.passages or ()), *self._citations.values()]
        history = [turn.content for turn in self._question.history]
        return [self._question.question, self._question.answer, *history, *(source.text for source in sources)]

    def _supports(self, sources: Sequence[Shown], text: str) -> bool:
        """Whether ``sources`` bear out ``text``: without a language model, by figures and by the gold quotes.

        Every figure it states (dates, years and spans of time that the question gives apart) must stand in the sources or
        follow from two that do. A
        sentence without figures is borne out when the sources hold a gold quote of their own report, or the
        sentence's own words.
        """
        if not sources:
            return False
        given = [figure for figure in stated(self._question.question) if figure.measure.dimension in TIME]
        figures = [figure for figure in stated(text) if not stands_in(figure, given)]
        if figures:
            known = tuple(figure for source in sources for figure in stated(source.text))
            grounded = [figure for figure in self._all_figures() if stands_in(figure, known)]
            return all(stands_in(figure, known) or derivable(figure, grounded) for figure in figures)
        if holds([bare(source.text) for source in sources], shown(text)):
            return True
        held = [(source, source.text) for source in sources]
        return any(holds(self._from(gold.doc, held), gold.quote) for gold in self._question.evidence)

    def _needed(self, one: Shown, cited: Sequence[Shown], text: str) -> bool:
        return self._supports([one], text) or not self._supports([other for other in cited if other is not one], text)

    def _all_figures(self) -> tuple[Figure, ...]:
        return stated(self._outcome.answer or "")

    def _from(self, doc: str, held: Sequence[tuple[Shown, str]]) -> list[str]:
        cards = find(self._cards, doc)
        return [text for source, text in held if any(card.is_source_of(source) for card in cards)]
