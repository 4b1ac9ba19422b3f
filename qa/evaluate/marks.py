"""All marks of one question, and the marks of a run by slice, each with its interval."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from qa.evaluate.answers import AnswerMarks, Verdict, mark_answer
from qa.evaluate.citing import CitationMarks, Grounding, mark_citations
from qa.evaluate.judge import Judgement, load_judgements, of_answer
from qa.evaluate.questions import CATEGORIES, CATEGORY_LABELS, Question
from qa.evaluate.ranking import CUTS, DEPTH, RANKED, READ, RetrievalMarks, mark_retrieval
from qa.evaluate.record import Run
from qa.evaluate.shelf import Card, find
from qa.evaluate.stats import Estimate, Part, percentile, ratio
from qa.evaluate.system import Outcome
from qa.records import Timings
from qa.words import fold


@dataclass(frozen=True, slots=True)
class Marked:
    """One question with its reply and all its marks; a group of marks is None where it does not apply.

    ``judgement`` is an optional model's, see ``qa.evaluate.judge``.
    """

    question: Question
    outcome: Outcome
    retrieval: RetrievalMarks | None
    answer: AnswerMarks | None
    citation: CitationMarks | None
    judgement: Judgement | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """A mark of a run: what each question adds to it (None: nothing). ``rising``: more is better.

    ``conditional``: which questions it is made of depends on the replies, as of a precision.
    """

    key: str
    label: str
    part: Callable[[Marked], Part | None]
    rising: bool = True
    conditional: bool = False


@dataclass(frozen=True, slots=True)
class Slice:
    """A group of questions: ``group`` says by what they were put together, ``label`` which these are."""

    group: str
    label: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scores:
    """The marks of one slice, in the order of ``MEASURES``; None where no question of it is measured."""

    slice: Slice
    estimates: tuple[Estimate | None, ...]

    def of(self, key: str) -> Estimate | None:
        return self.estimates[[measure.key for measure in MEASURES].index(key)]


#: Stages of a reply that are timed: key, label, how to read its seconds.
STAGES: tuple[tuple[str, str, Callable[[Timings], float | None]], ...] = (
    ("evidence", "出证据", lambda seconds: seconds.evidence),
    ("first_token", "首字", lambda seconds: seconds.first_token),
    ("total", "全部", lambda seconds: seconds.total),
)


@dataclass(frozen=True, slots=True)
class Speed:
    """Seconds of one stage over the calls that did not fail."""

    key: str
    label: str
    p50: Estimate
    p95: Estimate


@dataclass(frozen=True, slots=True)
class Cost:
    """Tokens of the model in a run: ``answers`` say what they cost, ``asked`` of them cost anything, ``estimated`` of those are
    not the server's own count. ``read`` and ``written`` are of all together."""

    answers: int
    asked: int
    estimated: int
    read: int
    written: int

    @property
    def each(self) -> float:
        return (self.read + self.written) / self.answers


@dataclass(frozen=True, slots=True)
class Summary:
    """The first of ``slices`` is the whole run. ``modes`` counts how replies were made: a run whose model was
    down shows here, as quoted answers, and not only in its marks. ``cost`` is of those that say it."""

    slices: tuple[Scores, ...]
    speeds: tuple[Speed, ...]
    modes: tuple[tuple[str, int], ...]
    cost: Cost | None = None

    @property
    def whole(self) -> Scores:
        return self.slices[0]


def mark_run(run: Run) -> tuple[Marked, ...]:
    """Marks for every question that has a reply, in the order asked."""
    phrases, judgements = run.meta.refusal_phrases, load_judgements(run.folder)
    replies = ((question, run.outcomes[question.id]) for question in run.questions if question.id in run.outcomes)
    return tuple(
        replace(mark(question, outcome, run.meta.cards, phrases), judgement=of_answer(judgements, question, outcome))
        for question, outcome in replies
    )


def mark(question: Question, outcome: Outcome, cards: tuple[Card, ...], phrases: Sequence[str]) -> Marked:
    answer = mark_answer(question, outcome, phrases)
    passages = outcome.passages if outcome.error is None else ()
    retrieval = mark_retrieval(question, passages, cards) if passages is not None else None
    citation = mark_citations(question, outcome, answer.verdict, cards) if answer is not None else None
    return Marked(question, outcome, retrieval, answer, citation)


def summarise(marked: Sequence[Marked], cards: tuple[Card, ...], seed: int) -> Summary:
    """Every mark of every slice with its 95% interval; the same ``seed`` gives the same intervals."""
    by_id = {one.question.id: one for one in marked}
    scores = tuple(
        Scores(part, tuple(_estimate(measure, [by_id[key] for key in part.ids], seed) for measure in MEASURES))
        for part in slices([one.question for one in marked], cards)
    )
    modes = Counter(one.outcome.mode for one in marked if one.outcome.mode is not None)
    return Summary(scores, tuple(_speeds(marked, seed)), tuple(modes.most_common()), _cost(marked))


def parts(measure: Measure, marked: Iterable[Marked]) -> list[Part]:
    return [part for one in marked if (part := measure.part(one)) is not None]


def slices(questions: Sequence[Question], cards: tuple[Card, ...]) -> tuple[Slice, ...]:
    """The whole set, then by category, by report and by the way the question is written; empty ones left out."""
    found = [Slice("全部", "全部", tuple(question.id for question in questions))]
    for category in CATEGORIES:
        found.append(_slice("类别", CATEGORY_LABELS[category], questions, partial(_is_of, category)))
    for card in cards:
        found.append(_slice("报告", card.label, questions, partial(_rests_on, cards, card)))
    for style in dict.fromkeys(map(style_of, questions)):
        found.append(_slice("问法", style, questions, partial(_is_written, style)))
    return tuple(one for one in found if one.ids)


def style_of(question: Question) -> str:
    """How a question is written: in a foreign language, in traditional or full-width characters, or plainly."""
    text = question.question
    if sum("一" <= char <= "鿿" for char in text) * 5 < len(text):
        return "外文"
    return "简体" if fold(text) == text.lower().translate(_PUNCTUATION) else "繁体或全角"


#: Full-width punctuation is how Chinese is written; it does not make a question a full-width one.
_PUNCTUATION = str.maketrans({"，": ",", "？": "?", "！": "!", "：": ":", "；": ";", "（": "(", "）": ")", "…": "..."})


def _slice(group: str, label: str, questions: Sequence[Question], belongs: Callable[[Question], bool]) -> Slice:
    return Slice(group, label, tuple(question.id for question in questions if belongs(question)))


def _is_of(category: str, question: Question) -> bool:
    return question.category == category


def _rests_on(cards: tuple[Card, ...], card: Card, question: Question) -> bool:
    return any(card in find(cards, doc) for doc in question.docs)


def _is_written(style: str, question: Question) -> bool:
    return style_of(question) == style


def _estimate(measure: Measure, marked: Sequence[Marked], seed: int) -> Estimate | None:
    return ratio(parts(measure, marked), seed)


def _cost(marked: Sequence[Marked]) -> Cost | None:
    told = [one.outcome.usage for one in marked if one.outcome.usage is not None]
    asked = [usage for usage in told if usage.input or usage.output]
    read, written = sum(usage.input for usage in asked), sum(usage.output for usage in asked)
    return Cost(len(told), len(asked), sum(usage.estimated for usage in asked), read, written) if told else None


def _speeds(marked: Sequence[Marked], seed: int) -> Iterator[Speed]:
    clocked = [one.outcome.seconds for one in marked if one.outcome.error is None]
    for key, label, read in STAGES:
        seconds = [reading for reading in map(read, clocked) if reading is not None]
        p50, p95 = percentile(seconds, 0.5, seed), percentile(seconds, 0.95, seed)
        if p50 is not None and p95 is not None:
            yield Speed(key, label, p50, p95)


def _of_retrieval(read: Callable[[RetrievalMarks], float | None], marked: Marked) -> Part | None:
    value = read(marked.retrieval) if marked.retrieval is not None else None
    return None if value is None else Part(value)


def _of_citation(read: Callable[[CitationMarks], float | None], marked: Marked) -> Part | None:
    value = read(marked.citation) if marked.citation is not None else None
    return None if value is None else Part(value)


def _verdict(verdict: Verdict, marked: Marked) -> Part | None:
    return None if marked.answer is None else Part(float(marked.answer.verdict is verdict))


def _wrongly_refused(marked: Marked) -> Part | None:
    return _verdict(Verdict.REFUSED, marked) if marked.question.answerable else None


def _judged(marked: Marked) -> Part | None:
    return None if marked.judgement is None else Part(float(marked.judgement.right))


def _included(marked: Marked) -> Part | None:
    return Part(marked.answer.included) if marked.answer is not None and marked.question.answerable else None


def _refusal_recall(marked: Marked) -> Part | None:
    """Of the unanswerable questions, how many were declined."""
    if marked.answer is None or marked.question.answerable:
        return None
    return Part(float(marked.answer.declined))


def _refusal_precision(marked: Marked) -> Part | None:
    """Of the questions declined, how many are unanswerable."""
    if marked.answer is None or not marked.answer.declined:
        return None
    return Part(float(not marked.question.answerable))


def _grounding(grounding: Grounding, marks: CitationMarks) -> float | None:
    if not marks.sentences:
        return None
    return sum(sentence.grounding is grounding for sentence in marks.sentences) / len(marks.sentences)


def _recall(place: int, marks: RetrievalMarks) -> float:
    return marks.recall[place]


def _complete(place: int, marks: RetrievalMarks) -> float:
    return float(marks.recall[place] == 1)


MEASURES = (
    *(
        Measure(f"recall@{cut}", f"证据召回@{cut}", partial(_of_retrieval, partial(_recall, place)))
        for place, cut in enumerate(CUTS)
    ),
    *(
        Measure(f"complete@{cut}", f"证据齐全@{cut}", partial(_of_retrieval, partial(_complete, CUTS.index(cut))))
        for cut in (READ, DEPTH)
    ),
    Measure(f"mrr@{RANKED}", f"MRR@{RANKED}", partial(_of_retrieval, lambda marks: marks.mrr)),
    Measure(f"ndcg@{RANKED}", f"nDCG@{RANKED}", partial(_of_retrieval, lambda marks: marks.ndcg)),
    Measure("place", "地区对", partial(_of_retrieval, lambda marks: marks.place)),
    Measure("year", "年份对", partial(_of_retrieval, lambda marks: marks.year)),
    Measure("right", "答对", partial(_verdict, Verdict.RIGHT)),
    Measure("trap", "中陷阱", partial(_verdict, Verdict.TRAP), rising=False),
    Measure("wrong", "答错", partial(_verdict, Verdict.WRONG), rising=False),
    Measure("refused", "误拒", _wrongly_refused, rising=False),
    Measure("failed", "调用失败", lambda marked: Part(float(marked.outcome.error is not None)), rising=False),
    Measure("included", "要点齐全", _included),
    Measure("judged", "评判答对（解释类）", _judged),
    Measure("citation_recall", "引用召回", partial(_of_citation, lambda marks: marks.recall)),
    Measure("citation_precision", "引用精确", partial(_of_citation, lambda marks: marks.precision)),
    Measure("wrongly_cited", "有据错引", partial(_of_citation, partial(_grounding, Grounding.WRONGLY_CITED)), False),
    Measure("not_grounded", "无据", partial(_of_citation, partial(_grounding, Grounding.NOT_GROUNDED)), False),
    Measure("evidence_cited", "证据被引", partial(_of_citation, lambda marks: marks.evidence_cited)),
    Measure("evidence_quoted", "证据在引句", partial(_of_citation, lambda marks: marks.evidence_quoted)),
    Measure("invented", "有编造数字", partial(_of_citation, lambda marks: float(bool(marks.invented))), False),
    Measure("refusal_precision", "拒答精确", _refusal_precision, conditional=True),
    Measure("refusal_recall", "拒答召回", _refusal_recall),
)
