"""An opened store: reports, passages, statements, vectors and words in memory; row i is the same passage in each ranking."""

from __future__ import annotations

import io
import logging
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt
from pydantic import ValidationError

from qa.errors import StoreCorrupt, StoreError, StoreMismatch
from qa.index import layout
from qa.index.content import PASSAGE, REPORT
from qa.index.layout import Manifest, Recipe
from qa.index.lexical import LexicalIndex, Rows, Scores
from qa.index.vectors import Mask, VectorIndex, Vectors
from qa.records import Passage, Report, Sentence
from qa.statements.columns import Columns
from qa.statements.enumerations import Enumeration, load_enumerations
from qa.statements.stated import Stated

REPORTS, PASSAGES, STATEMENTS = "reports.jsonl", "passages.jsonl", "statements.parquet"
ENUMERATIONS = "enumerations.jsonl"
VECTORS, INDICATORS = "vectors.faiss", "indicators.npy"
SENTENCES, WORDS, SENTENCE_WORDS = "sentences.npy", "words", "sentence-words"

# A reader may find its generation gone when two builds end while it opens; the one in use by then is there.
_TRIES = 3

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Content:
    """What the reports say: whole, in passages, figure by figure, and what they count off."""

    reports: Sequence[Report]
    passages: Sequence[Passage]
    statements: Columns
    enumerations: Sequence[Enumeration] = ()


@dataclass(frozen=True, slots=True)
class Rankings:
    """``sentence_vectors`` are float16, (sentences, dimension), passage by passage; ``indicator_vectors`` float16, one for
    each name in the order of ``Columns.indicator_names``."""

    vectors: VectorIndex
    sentence_vectors: npt.NDArray[np.float16]
    indicator_vectors: npt.NDArray[np.float16]
    words: LexicalIndex
    sentence_words: LexicalIndex


class Store:
    """Read-only."""

    def __init__(self, generation: str, manifest: Manifest, content: Content, rankings: Rankings) -> None:
        self.generation = generation
        self.manifest = manifest
        self.reports = tuple(content.reports)
        self.passages = tuple(content.passages)
        self.statements = content.statements
        self.vectors = rankings.vectors
        self.enumerations = tuple(content.enumerations)
        self.sentence_vectors = rankings.sentence_vectors
        self.indicator_vectors = rankings.indicator_vectors
        self._rankings = rankings
        self._by_id = {report.id: report for report in self.reports}
        self._first_sentence = np.cumsum([0, *(len(p.sentences) for p in self.passages)])
        self._check_rows()
        self._check_statements()
        self._columns()

    def ranked_by(self, vectors: VectorIndex, words: LexicalIndex) -> Store:
        """The same passages and sentences with other rankings of passages."""
        content = Content(self.reports, self.passages, self.statements, self.enumerations)
        return Store(self.generation, self.manifest, content, replace(self._rankings, vectors=vectors, words=words))

    @cached_property
    def stated(self) -> Stated:
        """The statements with the reports they stand in."""
        return Stated(self.generation, self.statements, self.reports)

    def enumerations_of(self, report_id: str) -> Sequence[Enumeration]:
        """What one report counts off, by where it stands in it."""
        return self._enumerations_of.get(report_id, ())

    def nearest_indicators(self, vector: Vectors, most: int = 10) -> list[tuple[str, float]]:
        """The names of indicators nearest to ``vector`` (dimension,), best first, with cosines."""
        cosines = self.indicator_vectors @ vector.astype(np.float16)
        best = np.argsort(-cosines, kind="stable")[:most]
        names = self.statements.indicator_names
        return [(names[row], float(cosines[row])) for row in best.tolist()]

    def report(self, report_id: str) -> Report | None:
        return self._by_id.get(report_id)

    def report_of(self, passage: Passage) -> Report:
        return self._by_id[passage.report_id]

    def passages_of(self, report_id: str) -> Sequence[Passage]:
        """All passages of one report, in its order."""
        return self._passages_of.get(report_id, ())

    def select(
        self,
        places: Sequence[str] = (),
        data_years: Sequence[int] = (),
        report_ids: Sequence[str] = (),
    ) -> Mask:
        """Rows (n,) of these places, speaking of one of these data years, of these reports; empty means any."""
        mask = np.ones(len(self.passages), dtype=bool)
        if places or report_ids:
            named = [
                (not places or report.place in places) and (not report_ids or report.id in report_ids)
                for report in self.reports
            ]
            mask &= np.array(named, dtype=bool)[self._report_of_row]
        if data_years:
            spoken = [self._by_year[year] for year in data_years if year in self._by_year]
            mask &= np.logical_or.reduce(spoken) if spoken else False
        return mask

    def nearest(self, vector: Vectors, k: int, mask: Mask) -> list[tuple[int, float]]:
        """The ``k`` rows nearest to ``vector`` (dimension,), best first, with cosines."""
        return self.vectors.search(vector, k, mask)

    def by_words(self, words: Sequence[str], k: int, mask: Mask) -> list[tuple[int, float]]:
        """The ``k`` rows with the highest BM25, best first; rows without any word are left out."""
        scores = self._rankings.words.scores(words) * mask
        rows = np.flatnonzero(scores)
        if k < len(rows):
            rows = rows[np.argpartition(-scores[rows], k)[:k]]
        ranked = rows[np.lexsort((rows, -scores[rows]))]
        return [(int(row), float(scores[row])) for row in ranked]

    def sentence_scores(self, words: Sequence[str], sentences: Rows) -> Scores:
        """BM25 of these sentence rows, in their order."""
        return self._rankings.sentence_words.scores(words, sentences)

    def sentences_of(self, rows: Sequence[int]) -> tuple[Rows, Rows]:
        """Sentence rows of these passages, one passage after the other, and where each passage begins in them;
        one more for the end."""
        passages = np.asarray(rows, dtype=np.int64)
        first, sizes = (
            self._first_sentence[passages],
            self._first_sentence[passages + 1] - self._first_sentence[passages],
        )
        begins = np.concatenate(([0], np.cumsum(sizes)))
        return np.arange(begins[-1]) + np.repeat(first - begins[:-1], sizes), begins

    def _check_rows(self) -> None:
        rows = {len(self.passages), len(self.vectors), len(self._rankings.words)}
        words = len(self._rankings.sentence_words)
        sentences = {int(self._first_sentence[-1]), len(self.sentence_vectors), words}
        names = {len(self.statements.indicator_names), len(self.indicator_vectors)}
        if len(rows) > 1 or len(sentences) > 1 or len(names) > 1:
            raise StoreCorrupt("索引各部分的行数不一致，请重新运行 qa ingest")

    def _check_statements(self) -> None:
        """Each must have its sentence: it is shown as the citation."""
        for report_id, end in self.statements.extents().items():
            report = self._by_id.get(report_id)
            if report is None or end > len(report.text):
                raise StoreCorrupt("索引里有指标数据找不到原句，请重新运行 qa ingest")
        for each in self.enumerations:
            report = self._by_id.get(each.report_id)
            if report is None or not each.items or max(item.end for item in each.items) > len(report.text):
                raise StoreCorrupt("索引里有列举找不到原文，请重新运行 qa ingest")

    def _columns(self) -> None:
        numbers = {report.id: number for number, report in enumerate(self.reports)}
        self._report_of_row = np.array([numbers[passage.report_id] for passage in self.passages], dtype=np.int32)
        self._enumerations_of: dict[str, list[Enumeration]] = defaultdict(list)
        for each in self.enumerations:
            self._enumerations_of[each.report_id].append(each)
        self._by_year: dict[int, Mask] = defaultdict(lambda: np.zeros(len(self.passages), dtype=bool))
        self._passages_of: dict[str, list[Passage]] = defaultdict(list)
        for row, passage in enumerate(self.passages):
            self._passages_of[passage.report_id].append(passage)
            for year in passage.years:
                self._by_year[year][row] = True


def open_store(root: Path, recipe: Recipe | None = None) -> Store:
    """The generation in use, every byte verified; the one before it, with a warning, when this one is damaged.

    Raises StoreMissing, StoreCorrupt, or StoreMismatch when ``recipe`` (what the settings ask for) differs.
    """
    for _ in range(_TRIES):
        generation = layout.current_generation(root)
        try:
            return open_folder(root / generation, generation, recipe)
        except StoreError as exc:
            if layout.current_generation(root) == generation:
                return _fallback(root, recipe, exc)
    raise StoreCorrupt(f"索引 {root} 正在反复重建，请稍后再试")


def _fallback(root: Path, recipe: Recipe | None, problem: StoreError) -> Store:
    """The generation before the damaged one. Raises ``problem`` when there is none or it is no better."""
    before = layout.pointer(root).before if isinstance(problem, StoreCorrupt) else None
    if before is None:
        raise problem
    try:
        store = open_folder(root / before, before, recipe)
    except StoreError:
        raise problem from None
    log.warning("the generation before is used: %s", problem)
    return store


def open_folder(folder: Path, generation: str, recipe: Recipe | None) -> Store:
    """The generation in ``folder``, in use or not yet; raises as ``open_store`` does."""
    manifest = layout.read_manifest(folder)
    if recipe is not None:
        check_recipe(manifest.recipe, recipe)
    contents = layout.verified(folder, manifest)
    try:
        return _assemble(generation, manifest, contents, folder)
    except (KeyError, ValueError, ValidationError, OSError) as exc:
        raise StoreCorrupt(f"索引 {folder} 读不了或不合格式，请重新运行 qa ingest") from exc


def check_recipe(stored: Recipe, wanted: Recipe) -> None:
    """Raises StoreMismatch naming the first field that differs, both values and the cure."""
    labels = {
        "format": "格式版本",
        "embedder": "向量模型",
        "dimension": "向量维数",
        "passage_chars": "段落字数上限",
        "words": "词表版本",
        "statements": "指标读法版本",
    }
    for field, label in labels.items():
        found, expected = getattr(stored, field), getattr(wanted, field)
        if found != expected:
            raise StoreMismatch(
                f"索引的{label}是 {found}，当前设置是 {expected}；请运行 qa ingest 重建，或改回原来的设置"
            )


def _assemble(generation: str, manifest: Manifest, contents: dict[str, bytes], folder: Path) -> Store:
    content = Content(
        [REPORT.validate_json(line) for line in contents[REPORTS].splitlines()],
        [PASSAGE.validate_json(line) for line in contents[PASSAGES].splitlines()],
        Columns.load(contents[STATEMENTS]),
        load_enumerations(contents[ENUMERATIONS]),
    )
    rankings = Rankings(
        VectorIndex.from_bytes(contents[VECTORS]),
        np.load(io.BytesIO(contents[SENTENCES]), allow_pickle=False),
        np.load(io.BytesIO(contents[INDICATORS]), allow_pickle=False),
        LexicalIndex.load(folder / WORDS),
        LexicalIndex.load(folder / SENTENCE_WORDS),
    )
    return Store(generation, manifest, content, rankings)


def sentence_list(passages: Sequence[Passage]) -> list[tuple[Passage, Sentence]]:
    """Every sentence under its passage, in row order."""
    return [(passage, sentence) for passage in passages for sentence in passage.sentences]
