"""An opened store: reports and statements in memory, passages, vectors and words mapped from disk, of all parts as one; row
i is the same passage in each ranking."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import ValidationError

from qa.errors import StoreCorrupt, StoreError, StoreMismatch
from qa.index import layout
from qa.index.arrays import Chained
from qa.index.layout import FORMAT, Held, Manifest, Recipe
from qa.index.lexical import LexicalIndex, Rows, Scores
from qa.index.part import STATEMENTS, Part, open_part
from qa.index.passages import Passages
from qa.index.vectors import VectorIndex, Vectors
from qa.records import Filters, Passage, Report, Sentence
from qa.statements.columns import Columns
from qa.statements.enumerations import Enumeration
from qa.statements.glossary import Term, terms_of
from qa.statements.parquet import indicator_names_in
from qa.statements.stated import Stated

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
    sentence_vectors: Chained
    indicator_vectors: Chained
    words: LexicalIndex
    sentence_words: LexicalIndex


class Store:
    """Read-only."""

    def __init__(
        self, generation: str, manifest: Manifest, content: Content, rankings: Rankings, parts: Sequence[Part]
    ) -> None:
        self.generation = generation
        self.manifest = manifest
        #: What it was put together from.
        self.parts = tuple(parts)
        self.reports = tuple(content.reports)
        self.passages = content.passages
        self.statements = content.statements
        self.vectors = rankings.vectors
        self.words = rankings.words
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
        rankings = replace(self._rankings, vectors=vectors, words=words)
        return Store(self.generation, self.manifest, content, rankings, self.parts)

    @cached_property
    def stated(self) -> Stated:
        """The statements with the reports they stand in."""
        return Stated(self.generation, self.statements, self.reports)

    def enumerations_of(self, report_id: str) -> Sequence[Enumeration]:
        """What one report counts off, by where it stands in it."""
        return self._enumerations_of.get(report_id, ())

    def terms_of(self, report_id: str) -> Sequence[Term]:
        """The terms that one report explains, read from its text when first asked for."""
        report = self.report(report_id)
        if report is not None and report_id not in self._terms_of:
            self._terms_of[report_id] = terms_of(report)
        return self._terms_of.get(report_id, ())

    def nearest_indicators(self, vector: Vectors, most: int = 10) -> list[tuple[str, float]]:
        """The names of indicators nearest to ``vector`` (dimension,), best first, with cosines."""
        cosines = self.indicator_vectors.times(vector.astype(np.float16))
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

    def saying(self, report_id: str, spans: Iterable[tuple[int, int]]) -> tuple[Passage, Sentence] | None:
        """The first sentence of a report, with its passage, that has a character of one of ``spans`` of its text."""
        number = self._number.get(report_id)
        return None if number is None else self.passages.saying(number, spans)

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
        wanted = ((self._of_place, places), (self._of_id, report_ids), (self._of_year, report_years))
        kept = [{number for each in values for number in of.get(each, ())} for of, values in wanted if values]
        if kept:
            rows = self.passages.of_reports(sorted(set.intersection(*kept)))
        if data_years:
            spoken = np.array([not set(data_years).isdisjoint(years) for years in self.passages.years], dtype=bool)
            rows = rows[spoken[self.passages.years_of_row[rows]]] if len(spoken) else rows[:0]
        return rows

    def rank(
        self, vector: Vectors | None, words: Sequence[str], k: int, filters: Filters
    ) -> tuple[list[tuple[int, float]], list[tuple[int, float]]]:
        """``nearest`` (with a vector) and ``by_words`` inside the filters."""
        rows = self.select(filters.place, filters.data_year, filters.report_id, filters.report_year)
        return self.nearest(vector, k, rows) if vector is not None else [], self.by_words(words, k, rows)

    def check(self) -> None:
        """What ranks from files that were verified is ready."""

    def nearest(self, vector: Vectors, k: int, rows: Rows) -> list[tuple[int, float]]:
        """The ``k`` of ``rows`` nearest to ``vector`` (dimension,), best first, with cosines."""
        return self.vectors.search(vector, k, None if len(rows) == len(self.passages) else rows)

    def by_words(self, words: Sequence[str], k: int, rows: Rows) -> list[tuple[int, float]]:
        """The ``k`` of ``rows``, ascending, with the highest BM25, best first; those without any word are left out."""
        scores = self.words.scores(words, None if len(rows) == len(self.passages) else rows)
        found = np.flatnonzero(scores)
        if k < len(found):
            found = found[np.argpartition(-scores[found], k)[:k]]
        ranked = found[np.lexsort((found, -scores[found]))]
        return list(zip(rows[ranked].tolist(), scores[ranked].tolist(), strict=True))

    def sentence_scores(self, words: Sequence[str], sentences: Rows) -> Scores:
        """BM25 of these sentence rows, in their order."""
        return self._rankings.sentence_words.scores(words, sentences)

    def rarity(self, words: Sequence[str]) -> float:
        """How rare the rarest of ``words`` is among all sentences, as BM25 weighs it."""
        return self._rankings.sentence_words.rarity(words)

    def sentences_of(self, rows: Sequence[int]) -> tuple[Rows, Rows]:
        """Sentence rows of these passages, one passage after the other, and where each passage begins in them;
        one more for the end."""
        passages, begin = np.asarray(rows, dtype=np.int64), self.passages.first_sentence
        first, sizes = begin[passages], begin[passages + 1] - begin[passages]
        begins = np.concatenate(([0], np.cumsum(sizes)))
        return np.arange(begins[-1]) + np.repeat(first - begins[:-1], sizes), begins

    def _check_rows(self) -> None:
        rows = {len(self.passages), len(self.vectors), len(self.words)}
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
        self._terms_of: dict[str, Sequence[Term]] = {}
        self._enumerations_of: dict[str, list[Enumeration]] = defaultdict(list)
        for each in self.enumerations:
            self._enumerations_of[each.report_id].append(each)
        self._of_id, self._of_place, self._of_year = (
            _places_of(getattr(report, field) for report in self.reports) for field in ("id", "place", "year")
        )


def _places_of(values: Iterable[Any]) -> Mapping[Any, Sequence[int]]:
    """Where each of them stands."""
    found: dict[Any, list[int]] = {}
    for place, value in enumerate(values):
        found.setdefault(value, []).append(place)
    return found


def open_store(root: Path, recipe: Recipe | None = None, held: Sequence[Part] = ()) -> Store:
    """The generation in use, every byte verified; the one before it, with a warning, when this one is damaged. What a store
    that is open already holds of it (its ``parts``) is not read again.

    Raises StoreMissing, StoreCorrupt, or StoreMismatch when ``recipe`` (what the settings ask for) differs.
    """
    for _ in range(_TRIES):
        generation = layout.current_generation(root)
        try:
            return open_folder(root / generation, generation, recipe, held)
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


def open_folder(folder: Path, generation: str, recipe: Recipe | None, held: Sequence[Part] = ()) -> Store:
    """The generation in ``folder``, in use or not yet; what of it is ``held`` by an opened one is taken from there. Raises as
    ``open_store`` does."""
    manifest = _checked(folder, recipe)
    return _assembled(folder, generation, manifest, manifest.parts, held)


def open_newest(folder: Path, generation: str, recipe: Recipe) -> Store:
    """The part of the generation that was written last, as if it were all; raises as ``open_store`` does."""
    manifest = _checked(folder, recipe)
    return _assembled(folder, generation, manifest, manifest.parts[-1:], ())


def _checked(folder: Path, recipe: Recipe | None) -> Manifest:
    manifest = layout.read_manifest(folder)
    # Of another format not even the hashes are of the same kind: that is no damage.
    check_recipe(manifest.recipe, recipe or manifest.recipe.model_copy(update={"format": FORMAT}))
    return manifest


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


def _assembled(
    folder: Path, generation: str, manifest: Manifest, wanted: Sequence[Held], held: Sequence[Part]
) -> Store:
    if not wanted:
        raise StoreCorrupt(f"索引清单 {folder / layout.MANIFEST} 没有内容，请重新运行 qa ingest")
    try:
        parts = [_part(folder / each.folder, each, manifest.files_of(each), held) for each in wanted]
        return _store(
            generation, manifest, parts, [(folder / each.folder / STATEMENTS).read_bytes() for each in wanted]
        )
    except (KeyError, ValueError, ValidationError, OSError) as exc:
        raise StoreCorrupt(f"索引 {folder} 读不了或不合格式，请重新运行 qa ingest") from exc


def _part(folder: Path, wanted: Held, files: Mapping[str, str], held: Sequence[Part]) -> Part:
    opened = next((part for part in held if part.files == files), None)
    layout.verify(folder, {STATEMENTS: files[STATEMENTS]} if opened else files)
    part = opened or open_part(folder, files)
    if tuple(report.id for report in part.reports) != wanted.reports:
        raise ValueError("other reports than the manifest names")
    return part


def _store(generation: str, manifest: Manifest, parts: Sequence[Part], columns: Sequence[bytes]) -> Store:
    passages = Passages.joined([part.passages for part in parts])
    enumerations = [each for part in parts for each in part.enumerations]
    reports = [report for part in parts for report in part.reports]
    rankings = Rankings(
        VectorIndex.joined([part.vectors for part in parts]),
        Chained([part.sentence_vectors for part in parts]),
        _indicators(parts, columns),
        LexicalIndex.joined([part.words for part in parts]),
        LexicalIndex.joined([part.sentence_words for part in parts]),
    )
    content = Content(reports, passages, Columns.load(*columns), enumerations)
    return Store(generation, manifest, content, rankings, parts)


def _indicators(parts: Sequence[Part], columns: Sequence[bytes]) -> Chained:
    """One vector a name, in the order of the columns of all: where a part names it first."""
    if len(parts) == 1:
        return Chained([parts[0].indicator_vectors])
    seen: set[str] = set()
    arrays = []
    for part, data in zip(parts, columns, strict=True):
        names = indicator_names_in(data)
        new = [row for row, name in enumerate(names) if name not in seen]
        seen.update(names)
        arrays.append(part.indicator_vectors if len(new) == len(names) else part.indicator_vectors[new])
    return Chained(arrays)
