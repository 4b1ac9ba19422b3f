"""From a plan to hits: filters, two rankings, fusion, then the sentence inside the passage.

Each search of a plan ranks passages by vector and by BM25 inside its own reports, fuses both, and scores
the sentences of the best passages; a passage is worth what its best sentence is worth.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qa.index.store import Store
from qa.index.vectors import Mask, Vectors
from qa.records import Aspect, Filters, Hit, Passage, Plan, Scope, Scores, Sentence
from qa.settings import RetrieveSettings
from qa.words import Words, simplify

#: Reciprocal rank fusion, Cormack, Clarke and Büttcher, SIGIR 2009, with their constant.
RRF = 60

_UNIT_ASKED = re.compile(r"(?:多少|几)([^\W\d_a-zA-Z]{1,4})")
_QUANTITY = re.compile(r"多少|几|多大|多高|多长|多快|增幅|涨幅|占比|比重|how many|how much|what percent", re.IGNORECASE)
_UNITS = (
    "平方公里 平方米 立方米 公里 万吨 亿元 万元 个百分点 个点 人次 家 户 个 条 所 座 套 人 名 元 亩 吨 项 件 次 场 处 辆 台 "
    "岁 天 倍 亿 万 张 种 类 村 县 册 部 支 头 只 千瓦 公顷 米 分"
).split()


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each signal counts for a sentence; chosen on the fixed set (``make eval``)."""

    dense: float = 1.0
    words: float = 0.8
    passage: float = 0.3
    year: float = 0.5
    aspect: float = 0.15
    figure: float = 0.1
    unit: float = 0.15


@dataclass(frozen=True, slots=True)
class _Ranked:
    """One passage of one search."""

    row: int
    scores: Scores
    sentences: tuple[tuple[Sentence, float], ...]


class Retriever:
    """Searches one store. ``encode`` turns a question into a unit vector (dimension,)."""

    def __init__(
        self,
        store: Store,
        encode: Callable[[str], Vectors],
        words: Words,
        settings: RetrieveSettings,
        weights: Weights = Weights(),
    ) -> None:
        self._store = store
        self._encode = encode
        self._words = words
        self._settings = settings
        self._weights = weights

    def run(self, plan: Plan, top_k: int | None = None) -> tuple[Hit, ...]:
        """Hits of every search of ``plan``, best first inside a search, the searches taking turns."""
        top_k = top_k or self._settings.top_k
        per_scope = [self._search_scope(plan, scope) for scope in plan.scopes]
        quota = max(top_k, 3 * len(per_scope))
        hits: list[Hit] = []
        seen: set[tuple[int, int]] = set()
        for place in range(max(map(len, per_scope), default=0)):
            for number, ranked in enumerate(per_scope):
                if place < len(ranked) and len(hits) < quota and (number, ranked[place].row) not in seen:
                    seen.add((number, ranked[place].row))
                    hits.append(self._hit(ranked[place], number))
        return tuple(hits)

    def search(self, query: str, k: int, filters: Filters = Filters()) -> tuple[Hit, ...]:
        """Retrieval alone: both rankings and their fusion, limited only by ``filters``."""
        mask = self._store.select(filters.place, filters.data_year, filters.report_id)
        if filters.report_year:
            ids = [report.id for report in self._store.reports if report.year in filters.report_year]
            mask &= self._store.select(report_ids=ids) if ids else np.zeros_like(mask)
        text = simplify(query)
        ranked = self._rank(text, self._words.cut(text), Scope(query=text), mask)
        return tuple(self._hit(item, 0) for item in ranked[:k])

    def _search_scope(self, plan: Plan, scope: Scope) -> list[_Ranked]:
        mask = self._store.select(report_ids=scope.report_ids)
        words = self._words.cut(" ".join((scope.query, *plan.keywords)))
        return self._rank(scope.query, words, scope, mask)

    def _rank(self, query: str, words: Sequence[str], scope: Scope, mask: Mask) -> list[_Ranked]:
        vector = self._encode(query)
        wanted = self._settings.candidates
        dense = dict(self._store.nearest(vector, wanted, mask))
        lexical = dict(self._store.by_words(words, wanted, mask))
        fused = fuse([list(dense), list(lexical)])
        rows = sorted(fused, key=lambda row: -fused[row])[:wanted]
        if not rows:
            return []
        scored = self._score_sentences(query, vector, words, scope, rows, fused)
        ranked = [
            _Ranked(row, Scores(best[0][1] if best else 0.0, dense.get(row), lexical.get(row)), tuple(best))
            for row, best in scored.items()
        ]
        return _distinct(sorted(ranked, key=lambda item: -item.scores.fused), self._store.passages)

    def _score_sentences(
        self,
        query: str,
        vector: Vectors,
        words: Sequence[str],
        scope: Scope,
        rows: Sequence[int],
        fused: dict[int, float],
    ) -> dict[int, list[tuple[Sentence, float]]]:
        """Sentences of each row with their scores, best first."""
        spans = [self._store.sentences_of(row) for row in rows]
        index = np.concatenate([np.arange(span.start, span.stop) for span in spans])
        dense = self._store.sentence_vectors[index].astype(np.float32) @ vector
        lexical = self._store.sentence_scores(words)[index]
        top = max(fused[row] for row in rows)
        passage = np.repeat([fused[row] / top for row in rows], [len(span) for span in spans])
        weights = self._weights
        total = weights.dense * _unit(dense) + weights.words * _unit(lexical) + weights.passage * passage
        found: dict[int, list[tuple[Sentence, float]]] = {}
        position = 0
        for row in rows:
            passage_ = self._store.passages[row]
            pairs = []
            for sentence in passage_.sentences:
                bonus = self._bonus(query, passage_.sentence_text(sentence), sentence, scope)
                if bonus is not None:
                    pairs.append((sentence, float(total[position]) + bonus))
                position += 1
            if pairs:
                found[row] = sorted(pairs, key=lambda pair: -pair[1])
        return found

    def _bonus(self, query: str, text: str, sentence: Sentence, scope: Scope) -> float | None:
        """What year, aspect and the kind of figure asked for add; None when the sentence cannot count."""
        weights = self._weights
        bonus = 0.0
        if scope.data_years:
            shared = len(set(scope.data_years) & set(sentence.years))
            if scope.exact and not shared:
                return None
            every = len(set(scope.data_years) | set(sentence.years))
            bonus += weights.year * (1 + shared / every) / 2 if shared else 0.0
        wanted = scope.aspect or (Aspect.RESULT if scope.data_years else None)
        bonus += weights.aspect if wanted and sentence.aspect is wanted else 0.0
        if asks_quantity(query):
            bonus += weights.figure if re.search(r"\d", text) else 0.0
            bonus += weights.unit if any(re.search(rf"\d[万亿]*{unit}", text) for unit in asked_units(query)) else 0.0
        return bonus

    def _hit(self, item: _Ranked, scope: int) -> Hit:
        return Hit(self._store.passages[item.row], item.scores, item.sentences, scope)


def asks_quantity(query: str) -> bool:
    return bool(_QUANTITY.search(query))


def asked_units(query: str) -> tuple[str, ...]:
    """Units right behind 多少 or 几 (多少公里 -> 公里, 几家 -> 家)."""
    units = []
    for match in _UNIT_ASKED.finditer(query):
        asked = match[1]
        written = (asked, asked[1:]) if asked[0] in "万亿" else (asked,)
        units += [unit for unit in _UNITS if any(form.startswith(unit) for form in written)][:1]
    return tuple(units)


def fuse(rankings: Sequence[Sequence[int]]) -> dict[int, float]:
    """Reciprocal rank fusion of rows given best first."""
    fused: dict[int, float] = {}
    for ranking in rankings:
        for rank, row in enumerate(ranking, start=1):
            fused[row] = fused.get(row, 0.0) + 1 / (RRF + rank)
    return fused


def _unit(values: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Scaled to 0..1; all zeros when they do not differ."""
    low, high = float(values.min()), float(values.max())
    return (values - low) / (high - low) if high > low else np.zeros_like(values)


def _distinct(ranked: Sequence[_Ranked], passages: Sequence[Passage]) -> list[_Ranked]:
    """Without passages whose best sentence a better one already shows (passages overlap by a sentence)."""
    kept: list[_Ranked] = []
    shown: set[tuple[str, int]] = set()
    for item in ranked:
        best = item.sentences[0][0] if item.sentences else None
        key = (passages[item.row].report_id, best.start if best else -item.row)
        if key not in shown:
            shown.add(key)
            kept.append(item)
    return kept
