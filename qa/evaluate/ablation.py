"""What each step of the search is worth: the same questions put to it with one step more each time.

Retrieval only. The textbook pipeline stands in the first row; every row below the first three keeps what the one
above it has. The table is kept in the run's folder (``ablation.json``) and shown in its report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from qa.answer.settle import Answers, settle
from qa.answer.shelf import Shelf
from qa.answer.sufficiency import Sufficiency
from qa.errors import InputError
from qa.evaluate.marks import MEASURES, mark, parts
from qa.evaluate.plain import TOP, Models, Plain
from qa.evaluate.questions import Question
from qa.evaluate.ranking import DEPTH
from qa.evaluate.shelf import Card
from qa.evaluate.stats import Estimate, ratio
from qa.evaluate.system import Outcome, shown_hit
from qa.index.lexical import LexicalIndex
from qa.index.store import Store
from qa.index.vectors import VectorIndex, Vectors
from qa.models.embedder import Embedder
from qa.question.plan import Planner
from qa.records import Hit, Kind, Plan, Scope
from qa.retrieve import Retriever, Weights
from qa.settings import RetrieveSettings
from qa.words import Words, simplify

ABLATION = "ablation.json"
COLUMNS = ("recall@4", "recall@8", f"complete@{DEPTH}", "place", "year")
#: Groups of categories that the table tells apart.
GROUPS = (("单项事实", ("fact",)), ("比较、趋势、列举、追问", ("compare", "trend", "list", "followup")))

#: Weights of the passages' ranks alone: the sentences have no say.
RANKS = Weights(dense=0, words=0, year=0, aspect=0, figure=0, unit=0, amiss=0)


@dataclass(frozen=True, slots=True)
class Parts:
    """What the search is made of."""

    store: Store
    planner: Planner
    words: Words
    embedder: Embedder
    settings: RetrieveSettings
    seeds: Path


@dataclass(frozen=True, slots=True)
class Row:
    """One step: ``marks`` by group and column, None where nothing was measured."""

    label: str
    marks: tuple[tuple[Estimate | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Ablation:
    """``counts``: questions of each group that have evidence."""

    groups: tuple[str, ...]
    counts: tuple[int, ...]
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


Step = tuple[str, Callable[[Question], Outcome]]
_TABLE: TypeAdapter[Ablation] = TypeAdapter(Ablation)


def ablate(
    made_of: Parts, questions: Sequence[Question], cards: tuple[Card, ...], seed: int, progress: Callable[[str], None]
) -> Ablation:
    """Marks of every step over the ``questions`` that have evidence; ``progress`` is told each step's label."""
    asked = [question for question in questions if question.evidence]
    rows = []
    for label, find in steps(made_of):
        progress(label)
        rows.append(Row(label, _marks(asked, find, cards, seed)))
    counts = tuple(sum(question.category in kinds for question in asked) for _, kinds in GROUPS)
    labels = {measure.key: measure.label for measure in MEASURES}
    return Ablation(tuple(name for name, _ in GROUPS), counts, tuple(labels[key] for key in COLUMNS), tuple(rows))


def steps(made_of: Parts) -> Iterator[Step]:
    """From the textbook to ours; what a step needs is made when its turn comes."""
    plain = Plain(made_of.seeds, Models(made_of.embedder, None))
    yield f"教科书式基线（{TOP} 段）", lambda question: plain.answer(question.question, question.turns)
    bare = without_headings(made_of.store, made_of.embedder.encode_passages, made_of.words)
    yield "只用向量", _search(made_of, bare, replace(RANKS, words_rank=0), as_it_is)
    yield "只用词（BM25）", _search(made_of, bare, replace(RANKS, dense_rank=0), as_it_is)
    yield "两者融合", _search(made_of, bare, RANKS, as_it_is)
    yield "＋标题", _search(made_of, made_of.store, RANKS, as_it_is)
    yield "＋过滤", _search(made_of, made_of.store, RANKS, partial(filtered, made_of.planner))
    yield "＋分头检索", _search(made_of, made_of.store, RANKS, partial(planned, made_of.planner))
    yield "＋句子打分", _search(made_of, made_of.store, Weights(), partial(planned, made_of.planner))
    sufficiency = Sufficiency(made_of.store, Shelf(made_of.store), made_of.words)
    settled = partial(_settled, sufficiency.answers)
    yield "＋定地区（本系统）", _search(made_of, made_of.store, Weights(), partial(planned, made_of.planner), settled)


def without_headings(store: Store, encode: Callable[[Sequence[str]], Vectors], words: Words) -> Store:
    """``store`` with passages embedded and counted without place, year and section."""
    texts = [passage.text for passage in store.passages]
    return store.ranked_by(VectorIndex.build(encode(texts)), LexicalIndex.build([words.cut(text) for text in texts]))


def as_it_is(question: Question) -> Plan:
    """One search of everything for the question's own words, deaf to the history."""
    return _one_search(question, ())


def filtered(planner: Planner, question: Question) -> Plan:
    """The same, inside the reports of the places and years that were understood."""
    scopes = planned(planner, question).scopes
    return _one_search(question, tuple(dict.fromkeys(id_ for scope in scopes for id_ in scope.report_ids)))


def planned(planner: Planner, question: Question) -> Plan:
    return planner.plan(question.question, question.turns)


def load_ablation(folder: Path) -> Ablation | None:
    """The table of a run; None when none was made. Raises InputError when it cannot be read."""
    path = folder / ABLATION
    try:
        return _TABLE.validate_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValidationError) as exc:
        raise InputError(f"读不了消融表 {path}，请用 qa eval ablate 重做") from exc


def save_ablation(folder: Path, table: Ablation) -> None:
    (folder / ABLATION).write_bytes(_TABLE.dump_json(table, indent=1))


def _settled(answers: Answers, plan: Plan, hits: Sequence[Hit]) -> Sequence[Hit]:
    _, kept = settle(plan, hits, answers)
    return kept


def _one_search(question: Question, report_ids: tuple[str, ...]) -> Plan:
    text = simplify(question.question)
    return Plan(text, Kind.FACT, (), (), (), None, (Scope(query=text, report_ids=report_ids),))


def _search(
    made_of: Parts,
    store: Store,
    weights: Weights,
    plan: Callable[[Question], Plan],
    chosen: Callable[[Plan, Sequence[Hit]], Sequence[Hit]] = lambda _, hits: hits,
) -> Callable[[Question], Outcome]:
    retriever = Retriever(store, made_of.embedder.encode_query, made_of.words, made_of.settings, weights)

    def find(question: Question) -> Outcome:
        made = plan(question)
        return Outcome(passages=tuple(map(shown_hit, chosen(made, retriever.run(made, DEPTH)))))

    return find


def _marks(
    asked: Sequence[Question], find: Callable[[Question], Outcome], cards: tuple[Card, ...], seed: int
) -> tuple[tuple[Estimate | None, ...], ...]:
    marked = [mark(question, find(question), cards, ()) for question in asked]
    measures = [next(measure for measure in MEASURES if measure.key == key) for key in COLUMNS]
    return tuple(
        tuple(
            ratio(parts(measure, [one for one in marked if one.question.category in kinds]), seed)
            for measure in measures
        )
        for _, kinds in GROUPS
    )
