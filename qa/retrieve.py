"""From a plan to hits: filters, two rankings, fusion, then the sentence inside the passage.

Each search of a plan ranks passages by vector and by BM25 inside its own reports, fuses both, and scores
the sentences of the best passages; a passage is worth what its best sentence is worth.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from qa.deadline import NEVER, Deadline
from qa.index.arrays import Chained
from qa.index.store import Store
from qa.index.texts import sentence_text
from qa.index.vectors import Vectors
from qa.records import Aspect, Filters, Hit, Plan, Role, Scope, Scores
from qa.settings import RetrieveSettings
from qa.wording.asking import asks_quantity
from qa.wording.prose import asks_amiss, tells_amiss
from qa.words import Words, simplify

Floats = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]
#: Relevance 0..1 of each text to a question, higher is better.
Rerank = Callable[[str, Sequence[str]], Floats]

#: Reciprocal rank fusion, Cormack, Clarke and Büttcher, SIGIR 2009, with their constant.
RRF = 60
#: Numbers in the sentence vectors of a store that is small (128 MB).
_WIDENED = 32_000_000

_UNIT_ASKED = re.compile(r"(?:多少|几)([^\W\d_a-zA-Z]{1,4})")
_UNITS = (
    "平方公里 平方米 立方米 公里 万吨 亿元 万元 个百分点 个点 人次 家 户 个 条 所 座 套 人 名 元 亩 吨 项 件 次 场 处 辆 台 "
    "岁 天 倍 亿 万 张 种 类 村 县 册 部 支 头 只 千瓦 公顷 米 分 年"
).split()


class PassageRanking(Protocol):
    """Ranks the passages (rows) of one generation: the opened store itself, or a server that holds their vectors and words."""

    def rank(
        self, vector: Vectors | None, words: Sequence[str], k: int, filters: Filters
    ) -> tuple[list[tuple[int, float]], list[tuple[int, float]]]:
        """The ``k`` nearest to ``vector`` with cosines, none without one, and the ``k`` with the highest BM25 of ``words``,
        each best first. Raises StoreError."""
        ...

    def check(self) -> None:
        """Raises StoreError when it cannot rank now."""
        ...


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each signal counts, chosen on the fixed set: ``dense_rank`` and ``words_rank`` for a passage in the
    fusion of both rankings, the others for a sentence. With 0 a signal is not asked for (``qa eval ablate``)."""

    dense_rank: float = 1.0
    words_rank: float = 1.0
    dense: float = 1.0
    words: float = 0.8
    passage: float = 0.3
    year: float = 0.5
    aspect: float = 0.15
    figure: float = 0.1
    unit: float = 0.15
    amiss: float = 0.5
    rerank: float = 1.0


@dataclass(frozen=True, slots=True)
class _Ranked:
    """One passage of one search; ``worth`` of each of its sentences, -inf for those that cannot count."""

    row: int
    scores: Scores
    worth: Floats


class Retriever:
    """Searches one store. ``encode`` turns a question into a unit vector (dimension,)."""

    def __init__(
        self,
        store: Store,
        encode: Callable[[str], Vectors],
        words: Words,
        settings: RetrieveSettings,
        weights: Weights = Weights(),
        rerank: Rerank | None = None,
        ranking: PassageRanking | None = None,
    ) -> None:
        """``ranking``: what ranks the passages of ``store`` in its place."""
        self._store = store
        self._ranking: PassageRanking = ranking or store
        self._encode = encode
        # The searches of one plan mostly share their words, and all questions those of the dictionary.
        self._cut = lru_cache(maxsize=2048)(words.cut)
        self._settings = settings
        self._weights = weights
        self._rerank = rerank
        self._traits = _Traits(store)
        # Widening half precision is a sixth of a search: small stores are widened once.
        vectors = store.sentence_vectors
        few = math.prod(vectors.shape) <= _WIDENED
        self._sentence_vectors = Chained([vectors.whole().astype(np.float32)]) if few else vectors

    def run(self, plan: Plan, top_k: int | None = None, deadline: Deadline = NEVER) -> tuple[Hit, ...]:
        """Hits of every search of ``plan``, best first inside a search, the searches taking turns; of those that
        ``deadline`` leaves time for."""
        top_k = top_k or self._settings.top_k
        quota = max(top_k, 3 * len(plan.scopes))
        per_scope: list[list[_Ranked]] = []
        for scope in plan.scopes:
            late = deadline.passed and per_scope
            per_scope.append([] if late else self._rank(scope, Filters(report_id=scope.report_ids), quota))
        hits: list[Hit] = []
        for place in range(max(map(len, per_scope), default=0)):
            for number, ranked in enumerate(per_scope):
                if place < len(ranked) and len(hits) < quota:
                    hits.append(self._hit(ranked[place], number))
        return tuple(hits)

    def search(self, query: str, k: int, filters: Filters = Filters()) -> tuple[Hit, ...]:
        """Retrieval alone: both rankings and their fusion, limited only by ``filters``."""
        return tuple(self._hit(item, 0) for item in self._rank(Scope(query=simplify(query)), filters, k))

    def check(self) -> None:
        """Raises StoreError when passages cannot be ranked now."""
        self._ranking.check()

    def _rank(self, scope: Scope, filters: Filters, most: int) -> list[_Ranked]:
        """At the ``most`` best passages inside the filters, best first."""
        vector = self._encode(scope.query)
        words = [word for text in (scope.query, *scope.keywords) for word in self._cut(text)]
        wanted, weights = self._settings.candidates, self._weights
        nearest, by_words = self._ranking.rank(
            vector if weights.dense_rank else None, words if weights.words_rank else (), wanted, filters
        )
        dense, lexical = dict(nearest), dict(by_words)
        fused = fuse(((weights.dense_rank, tuple(dense)), (weights.words_rank, tuple(lexical))))
        rows = sorted(fused, key=lambda row: -fused[row])[:wanted]
        if not rows:
            return []
        worth, begins = self._worth(scope, vector, words, {row: fused[row] for row in rows})
        best = self._distinct(rows, worth, begins, most)
        return [_Ranked(row, Scores(score, dense.get(row), lexical.get(row)), each) for row, score, each in best]

    def _worth(
        self, scope: Scope, vector: Vectors, words: Sequence[str], fused: Mapping[int, float]
    ) -> tuple[Floats, Rows]:
        """What each sentence of the rows of ``fused`` is worth, row by row, and where each row begins."""
        rows, weights = tuple(fused), self._weights
        sentences, begins = self._store.sentences_of(rows)
        passage = np.array(tuple(fused.values()), dtype=np.float32) / np.float32(max(fused.values()))
        total = self._bonus(scope, rows, sentences)
        total += np.float32(weights.passage) * np.repeat(passage, np.diff(begins))
        if weights.dense:
            found = self._sentence_vectors[sentences].astype(np.float32, copy=False)
            total += weights.dense * _unit(found @ vector)
        if weights.words:
            total += weights.words * _unit(self._store.sentence_scores(words, sentences))
        if self._rerank:
            total += weights.rerank * self._reranked(self._rerank, scope, rows, total)
        return total, begins

    def _distinct(self, rows: Sequence[int], worth: Floats, begins: Rows, most: int) -> list[tuple[int, float, Floats]]:
        """Rows with what the best and each of their sentences is worth, best first, without passages whose best
        sentence a better one already shows (passages overlap by a sentence) or none of whose sentences counts."""
        bests = np.maximum.reduceat(worth, begins[:-1])
        kept: list[tuple[int, float, Floats]] = []
        shown: set[tuple[int, int]] = set()
        passages = self._store.passages
        for place in np.argsort(-bests, kind="stable").tolist():
            if len(kept) == most or bests[place] == -np.inf:
                break
            each = worth[begins[place] : begins[place + 1]]
            row = rows[place]
            best = passages.sentences[int(passages.first_sentence[row]) + int(each.argmax())]
            sentence = (int(passages.report_of_row[row]), int(best["start"]))
            if sentence not in shown:
                shown.add(sentence)
                kept.append((row, float(bests[place]), each))
        return kept

    def _bonus(self, scope: Scope, rows: Sequence[int], sentences: Rows) -> Floats:
        """What year, aspect and the kind of figure asked for add; -inf for sentences that cannot count."""
        weights, traits = self._weights, self._traits
        bonus = np.zeros(len(sentences), dtype=np.float32)
        if scope.data_years:
            bonus += traits.year_worth(scope, sentences, weights.year)
        wanted = scope.aspect or (Aspect.RESULT if scope.data_years else None)
        if wanted:
            bonus += weights.aspect * (traits.targets(sentences) == (wanted is Aspect.TARGET))
        if asks_amiss(scope.query):
            bonus += weights.amiss * self._of_what_is_amiss(rows)
        if asks_quantity(scope.query):
            bonus += weights.figure * traits.figures(sentences)
            units = asked_units(scope.query)
            bonus += weights.unit * self._counted_in(units, rows) if units else np.float32(0)
        return bonus

    def _of_what_is_amiss(self, rows: Sequence[int]) -> npt.NDArray[np.bool_]:
        """Whether each sentence of ``rows`` stands where a report tells its problems: part of no review, and of its year."""
        passages = self._store.passages
        read = (passages[row] for row in rows)
        found = [each.role is Role.OTHER and bool(each.years) and tells_amiss(each.text) for each in read]
        counts = [int(passages.first_sentence[row + 1] - passages.first_sentence[row]) for row in rows]
        return np.repeat(found, counts)

    def _counted_in(self, units: Sequence[str], rows: Sequence[int]) -> npt.NDArray[np.bool_]:
        """Whether each sentence of ``rows`` has a figure in one of ``units``."""
        counted = _figure_in(tuple(units))
        passages = self._store.passages
        found: list[bool] = []
        for row in rows:
            if counted.search(passages.text_of(row)):
                passage = passages[row]
                found += [counted.search(passage.sentence_text(s)) is not None for s in passage.sentences]
            else:
                # As with most: their sentences need not be looked at.
                found += [False] * int(passages.first_sentence[row + 1] - passages.first_sentence[row])
        return np.array(found, dtype=bool)

    def _reranked(self, rerank: Rerank, scope: Scope, rows: Sequence[int], total: Floats) -> Floats:
        """Scores of the best sentences by ``rerank``, zeros for the others."""
        passages = [self._store.passages[row] for row in rows]
        pairs = [(passage, sentence) for passage in passages for sentence in passage.sentences]
        best = np.argsort(-total, kind="stable")[: self._settings.reranked]
        scores = np.zeros(len(total), dtype=np.float32)
        scores[best] = rerank(scope.query, [sentence_text(*pairs[place]) for place in best])
        return scores

    def _hit(self, item: _Ranked, scope: int) -> Hit:
        passage = self._store.passages[item.row]
        pairs = zip(passage.sentences, item.worth.tolist(), strict=True)
        counting = sorted((pair for pair in pairs if pair[1] > -np.inf), key=lambda pair: -pair[1])
        return Hit(passage, item.scores, tuple(counting), scope)


class _Traits:
    """What a score asks of sentences, given by their rows."""

    def __init__(self, store: Store) -> None:
        self._sentences = store.passages.sentences
        self._years = tuple(map(frozenset, store.passages.years))

    def targets(self, sentences: Rows) -> npt.NDArray[np.bool_]:
        return self._column("target", sentences)

    def figures(self, sentences: Rows) -> npt.NDArray[np.bool_]:
        return self._column("digit", sentences)

    def _column(self, name: str, sentences: Rows) -> npt.NDArray[Any]:
        found: npt.NDArray[Any] = self._sentences[name][sentences]
        return found

    def year_worth(self, scope: Scope, sentences: Rows, weight: float) -> Floats:
        """Half of ``weight`` for speaking of a year asked for, the rest for speaking of no other."""
        kinds = self._column("years", sentences)
        worth = np.full(len(self._years), -np.inf if scope.exact else 0.0, dtype=np.float32)
        asked = frozenset(scope.data_years)
        for kind in np.unique(kinds).tolist():
            shared = len(asked & self._years[kind])
            if shared:
                worth[kind] = weight * (1 + shared / len(asked | self._years[kind])) / 2
        each: Floats = worth[kinds]
        return each


def asked_units(query: str) -> tuple[str, ...]:
    """Units right behind 多少 or 几 (多少公里 -> 公里, 几家 -> 家)."""
    units = []
    for match in _UNIT_ASKED.finditer(query):
        asked = match[1]
        written = (asked, asked[1:]) if asked[0] in "万亿" else (asked,)
        units += [unit for unit in _UNITS if any(form.startswith(unit) for form in written)][:1]
    return tuple(units)


@lru_cache(maxsize=256)
def _figure_in(units: tuple[str, ...]) -> re.Pattern[str]:
    # 2016年 is a year and no number of them.
    number = r"(?<!\d)(?!(?:19|20)\d\d年)\d[\d.]*" if "年" in units else r"\d"
    return re.compile(rf"{number}[万亿]*(?:{'|'.join(map(re.escape, units))})")


def fuse(rankings: Sequence[tuple[float, Sequence[int]]]) -> dict[int, float]:
    """Reciprocal rank fusion of rows given best first, each ranking with its weight."""
    fused: dict[int, float] = {}
    for weight, ranking in rankings:
        for rank, row in enumerate(ranking, start=1):
            fused[row] = fused.get(row, 0.0) + weight / (RRF + rank)
    return fused


def _unit(values: Floats) -> Floats:
    """Scaled to 0..1; all zeros when they do not differ."""
    low, high = float(values.min()), float(values.max())
    return (values - low) / (high - low) if high > low else np.zeros_like(values)
