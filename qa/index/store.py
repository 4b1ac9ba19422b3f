"""An opened store: reports and statements in memory, passages, vectors and words mapped from disk; row i is the same
passage in each ranking."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt
from pydantic import ValidationError

from qa.errors import StoreCorrupt, StoreError, StoreMismatch
from qa.index import layout
from qa.index.arrays import mapped
from qa.index.content import REPORT
from qa.index.layout import FORMAT, Manifest, Recipe
from qa.index.lexical import LexicalIndex, Rows, Scores
from qa.index.passages import Passages
from qa.index.vectors import VectorIndex, Vectors
from qa.records import Passage, Report, Sentence
from qa.statements.columns import Columns
from qa.statements.enumerations import Enumeration, load_enumerations
from qa.statements.stated import Stated

REPORTS, STATEMENTS = "reports.jsonl", "statements.parquet"
ENUMERATIONS = "enumerations.jsonl"
VECTORS, INDICATORS = "vectors.faiss", "indicators.npy"
SENTENCE_VECTORS, WORDS, SENTENCE_WORDS = "sentence-vectors.npy", "words", "sentence-words"

# A reader may find its generation gone when two builds end while it opens; the one in use by then is there.
_TRIES = 3

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Content:
    """What the reports say: whole, in passages, figure by figure, and what they count off."""

    reports: Sequence[Report]
    passages: Passages
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
        self.passages = content.passages
        self.statements = content.statements
        self.vectors = rankings.vectors
        self.enumerations = tuple(content.enumerations)
        self.sentence_vectors = rankings.sentence_vectors
        self.indicator_vectors = rankings.indicator_vectors
        self._rankings = rankings
        self._number = {report.id: number for number, report in enumerate(self.reports)}
        self._all: Rows = np.arange(len(self.passages))
        self._all.setflags(write=False)
        self._check_rows()
        self._check_statements()
        self._by_report()

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
        number = self._number.get(report_id)
        return None if number is None else self.reports[number]

    def report_of(self, passage: Passage) -> Report:
        return self.reports[self._number[passage.report_id]]

    def passages_of(self, report_id: str) -> Sequence[Passage]:
        """All passages of one report, in its order."""
        rows = self._rows_of(report_id)
        return self.passages[int(rows[0]) : int(rows[-1]) + 1] if len(rows) else ()

    def count_of(self, report_id: str) -> int:
        """How many passages a report has; 0 for an unknown one."""
        return len(self._rows_of(report_id))

    def passage_at(self, report_id: str, offset: int) -> Passage | None:
        """The first passage of a report that holds this character of its text."""
        number = self._number.get(report_id)
        return None if number is None else self.passages.held_by(number, offset)

    def _rows_of(self, report_id: str) -> Rows:
        number = self._number.get(report_id)
        return self._all[:0] if number is None else self.passages.of_report(number)

    def select(
        self,
        places: Sequence[str] = (),
        data_years: Sequence[int] = (),
        report_ids: Sequence[str] = (),
        report_years: Sequence[int] = (),
    ) -> Rows:
        """Rows, ascending, of these places, speaking of one of these data years, of these reports, of reports of these
        years; empty means any. What it takes goes by the rows selected, not by those there are."""
        rows = self._all
        if places or report_ids or report_years:
            ids, named = set(report_ids), set(places)
            numbers = (
                sorted({self._number[each] for each in ids if each in self._number}) if ids else self._number.values()
            )
            kept = [
                number
                for number in numbers
                if (not named or self.reports[number].place in named)
                and (not report_years or self.reports[number].year in report_years)
            ]
            rows = np.concatenate([self._all[:0], *map(self.passages.of_report, kept)])
        if data_years:
            spoken = np.array([not set(data_years).isdisjoint(years) for years in self.passages.years], dtype=bool)
            rows = rows[spoken[self.passages.years_of_row[rows]]] if len(spoken) else rows[:0]
        return rows

    def nearest(self, vector: Vectors, k: int, rows: Rows) -> list[tuple[int, float]]:
        """The ``k`` of ``rows`` nearest to ``vector`` (dimension,), best first, with cosines."""
        return self.vectors.search(vector, k, None if len(rows) == len(self.passages) else rows)

    def by_words(self, words: Sequence[str], k: int, rows: Rows) -> list[tuple[int, float]]:
        """The ``k`` of ``rows``, ascending, with the highest BM25, best first; those without any word are left out."""
        scores = self._rankings.words.scores(words, None if len(rows) == len(self.passages) else rows)
        found = np.flatnonzero(scores)
        if k < len(found):
            found = found[np.argpartition(-scores[found], k)[:k]]
        ranked = found[np.lexsort((found, -scores[found]))]
        return list(zip(rows[ranked].tolist(), scores[ranked].tolist(), strict=True))

    def sentence_scores(self, words: Sequence[str], sentences: Rows) -> Scores:
        """BM25 of these sentence rows, in their order."""
        return self._rankings.sentence_words.scores(words, sentences)

    def sentences_of(self, rows: Sequence[int]) -> tuple[Rows, Rows]:
        """Sentence rows of these passages, one passage after the other, and where each passage begins in them;
        one more for the end."""
        passages, begin = np.asarray(rows, dtype=np.int64), self.passages.first_sentence
        first, sizes = begin[passages], begin[passages + 1] - begin[passages]
        begins = np.concatenate(([0], np.cumsum(sizes)))
        return np.arange(begins[-1]) + np.repeat(first - begins[:-1], sizes), begins

    def _check_rows(self) -> None:
        rows = {len(self.passages), len(self.vectors), len(self._rankings.words)}
        words = len(self._rankings.sentence_words)
        sentences = {len(self.passages.sentences), len(self.sentence_vectors), words}
        names = {len(self.statements.indicator_names), len(self.indicator_vectors)}
        if len(rows) > 1 or len(sentences) > 1 or len(names) > 1:
            raise StoreCorrupt("索引各部分的行数不一致，请重新运行 qa ingest")

    def _check_statements(self) -> None:
        """Each must have its sentence: it is shown as the citation."""
        for report_id, end in self.statements.extents().items():
            report = self.report(report_id)
            if report is None or end > len(report.text):
                raise StoreCorrupt("索引里有指标数据找不到原句，请重新运行 qa ingest")
        for each in self.enumerations:
            report = self.report(each.report_id)
            if report is None or not each.items or max(item.end for item in each.items) > len(report.text):
                raise StoreCorrupt("索引里有列举找不到原文，请重新运行 qa ingest")

    def _by_report(self) -> None:
        self._enumerations_of: dict[str, list[Enumeration]] = defaultdict(list)
        for each in self.enumerations:
            self._enumerations_of[each.report_id].append(each)


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
    log.warning("the generation before is used: %s", str(problem))
    return store


def open_folder(folder: Path, generation: str, recipe: Recipe | None) -> Store:
    """The generation in ``folder``, in use or not yet; raises as ``open_store`` does."""
    manifest = layout.read_manifest(folder)
    # Of another format not even the hashes are of the same kind: that is no damage.
    check_recipe(manifest.recipe, recipe or manifest.recipe.model_copy(update={"format": FORMAT}))
    layout.verify(folder, manifest)
    try:
        return _assemble(generation, manifest, folder)
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


def _assemble(generation: str, manifest: Manifest, folder: Path) -> Store:
    with (folder / REPORTS).open("rb") as lines:
        reports = [REPORT.validate_json(line) for line in lines]
    content = Content(
        reports,
        Passages.load(folder, reports),
        Columns.load((folder / STATEMENTS).read_bytes()),
        load_enumerations((folder / ENUMERATIONS).read_bytes()),
    )
    rankings = Rankings(
        VectorIndex.load(folder / VECTORS),
        mapped(folder / SENTENCE_VECTORS),
        mapped(folder / INDICATORS),
        LexicalIndex.load(folder / WORDS),
        LexicalIndex.load(folder / SENTENCE_WORDS),
    )
    return Store(generation, manifest, content, rankings)


def sentence_list(passages: Iterable[Passage]) -> list[tuple[Passage, Sentence]]:
    """Every sentence under its passage, in row order."""
    return [(passage, sentence) for passage in passages for sentence in passage.sentences]
