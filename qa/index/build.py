"""From reports and passages to a published store; vectors of unchanged texts are kept."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
from filelock import FileLock, Timeout

from qa.errors import QAError, StoreError, StoreLocked
from qa.index import layout
from qa.index.arrays import write_array
from qa.index.content import dump_reports, generation_of, recipe_for
from qa.index.layout import FORMAT, Recipe
from qa.index.lexical import LexicalIndex
from qa.index.passages import Passages
from qa.index.store import (
    ENUMERATIONS,
    INDICATORS,
    REPORTS,
    SENTENCE_VECTORS,
    SENTENCE_WORDS,
    STATEMENTS,
    VECTORS,
    WORDS,
    Store,
    open_folder,
    open_store,
    sentence_list,
)
from qa.index.texts import passage_text, sentence_text
from qa.index.vectors import VectorIndex, Vectors
from qa.records import Passage, Report, Statement
from qa.statements.columns import Columns, dump
from qa.statements.enumerations import dump_enumerations, enumerations_of
from qa.statements.extract import statements_of
from qa.words import Words

__all__ = ["PassageEncoder", "Progress", "build_store", "bytes_needed", "recipe_for"]

Progress = Callable[[str, int, int], None]

# Bytes of a store per byte of its texts, vectors aside: the texts themselves and the words of passages and sentences.
_TEXT_GROWTH = 12
# Of the columns of the statements, however few there are.
_COLUMNS = 12_000
# The new store must fit beside the old one, with as much to spare as it needs itself.
_SPARE = 2
# Who holds the lock, for whom it is in the way: the lock file itself is emptied by each who tries it.
_WRITER = ".writer"


class PassageEncoder(Protocol):
    """What the build needs of an embedder; vectors are unit length, (n, dimension)."""

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors: ...


def build_store(
    root: Path,
    recipe: Recipe,
    reports: Sequence[Report],
    passages: Sequence[Passage],
    open_encoder: Callable[[], PassageEncoder],
    words: Words,
    progress: Progress = lambda _what, _done, _total: None,
    *,
    wait: bool = False,
) -> str:
    """Write and publish a store; its generation is returned. The encoder is opened only for new texts.

    Raises StoreLocked when another process is writing (unless it is to ``wait`` for its end), StoreError when the disk is full or cannot be written; the
    store in use stays as it is.
    """
    needed = bytes_needed(recipe.dimension, passages)
    try:
        root.mkdir(parents=True, exist_ok=True)
        with FileLock(root / ".lock", timeout=-1 if wait else 0):
            (root / _WRITER).write_text(f"{os.getpid()} {time.strftime('%H:%M:%S')}", encoding="utf-8")
            _check_space(root, needed)
            return _build(root, recipe, reports, passages, open_encoder, words, progress)
    except Timeout as exc:
        raise StoreLocked(f"{_writer(root)}正在写索引 {root}，请等它结束后再试（qa ingest --wait 会自己等）") from exc
    except OSError as exc:
        reason = f"写索引 {exc.filename or root} 失败：{exc.strerror or exc}"
        raise StoreError(f"{reason}（约需 {_megabytes(needed)}；正在使用的索引完好）") from exc


def _writer(root: Path) -> str:
    try:
        number, since = (root / _WRITER).read_text(encoding="utf-8").split()
    except (OSError, ValueError):
        return "另一个进程"
    return f"进程 {number}（{since} 起）"


def bytes_needed(dimension: int, passages: Sequence[Passage]) -> int:
    """Estimated size of the store on disk."""
    sentences = sum(len(passage.sentences) for passage in passages)
    vectors = dimension * (4 * len(passages) + 2 * sentences)
    return _COLUMNS + vectors + _TEXT_GROWTH * sum(len(passage.text.encode()) for passage in passages)


def _check_space(root: Path, needed: int) -> None:
    free = shutil.disk_usage(root).free
    if free < _SPARE * needed:
        raise StoreError(
            f"磁盘空间不足：写索引要求有 {_megabytes(_SPARE * needed)} 空闲，{root} 所在的磁盘只有 {_megabytes(free)}"
        )


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"


def _build(
    root: Path,
    recipe: Recipe,
    reports: Sequence[Report],
    passages: Sequence[Passage],
    open_encoder: Callable[[], PassageEncoder],
    words: Words,
    progress: Progress,
) -> str:
    layout.sweep(root)
    previous = _previous(root)
    generation = generation_of(recipe, reports, passages)
    if not layout.is_whole(root / generation):
        draft = layout.draft_folder(root, generation)
        try:
            _write(draft, recipe, reports, passages, _known_vectors(previous, recipe), open_encoder, words, progress)
            _read_back(draft, generation, recipe)
            layout.seal(root, draft, generation)
        except BaseException:
            layout.remove(draft)
            raise
    before = previous.generation if previous and previous.generation != generation else None
    layout.point_to(root, generation, before)
    layout.collect(root, keep={generation, before or generation})
    return generation


def _write(
    draft: Path,
    recipe: Recipe,
    reports: Sequence[Report],
    passages: Sequence[Passage],
    known: dict[str, npt.NDArray[np.float32]],
    open_encoder: Callable[[], PassageEncoder],
    words: Words,
    progress: Progress,
) -> None:
    (draft / REPORTS).write_bytes(dump_reports(reports))
    Passages.of(reports, passages).save(draft)
    stated = _Counted(reports, progress)
    columns = dump(stated)
    (draft / STATEMENTS).write_bytes(columns)
    enumerations = [each for report in reports for each in enumerations_of(report)]
    (draft / ENUMERATIONS).write_bytes(dump_enumerations(enumerations))
    _write_vectors(draft, recipe, passages, Columns.load(columns).indicator_names, known, open_encoder, progress)
    _write_words(draft, passages, words)
    counts = {
        "reports": len(reports),
        "passages": len(passages),
        "sentences": sum(len(passage.sentences) for passage in passages),
        "statements": stated.count,
        "enumerations": len(enumerations),
    }
    layout.write_manifest(draft, recipe, counts, {report.id: report.sha256 for report in reports})


class _Counted:
    """The statements of ``reports``, read as they are asked for and counted."""

    def __init__(self, reports: Sequence[Report], progress: Progress) -> None:
        self._reports = reports
        self._progress = progress
        self.count = 0

    def __iter__(self) -> Iterator[Statement]:
        for done, report in enumerate(self._reports, start=1):
            statements = statements_of(report)
            self.count += len(statements)
            yield from statements
            self._progress("读取指标", done, len(self._reports))


def _read_back(draft: Path, generation: str, recipe: Recipe) -> None:
    """Opens the store before it gets its name: NumPy loses the tail of an array on a full disk without a word."""
    try:
        open_folder(draft, generation, recipe)
    except StoreError as exc:
        raise StoreError(f"刚写下的索引读回来不对（磁盘可能已满）：{exc}；原有索引没有变动") from exc


def _previous(root: Path) -> Store | None:
    try:
        return open_store(root)
    except QAError:
        return None


def _known_vectors(store: Store | None, recipe: Recipe) -> dict[str, npt.NDArray[np.float32]]:
    """Vectors of ``store`` by embedded text; none when they were made in another way."""
    if store is None or (store.manifest.recipe.format, store.manifest.recipe.embedder) != (FORMAT, recipe.embedder):
        return {}
    known = dict(zip(map(passage_text, store.passages), store.vectors.vectors(), strict=True))
    texts = [sentence_text(passage, sentence) for passage, sentence in sentence_list(store.passages)]
    known |= dict(zip(texts, store.sentence_vectors.astype(np.float32), strict=True))
    names = store.statements.indicator_names
    return known | dict(zip(names, store.indicator_vectors.astype(np.float32), strict=True))


def _write_vectors(
    draft: Path,
    recipe: Recipe,
    passages: Sequence[Passage],
    names: Sequence[str],
    known: dict[str, npt.NDArray[np.float32]],
    open_encoder: Callable[[], PassageEncoder],
    progress: Progress,
) -> None:
    of_passages = [passage_text(passage) for passage in passages]
    of_sentences = [sentence_text(passage, sentence) for passage, sentence in sentence_list(passages)]
    new = [text for text in dict.fromkeys([*of_passages, *of_sentences, *names]) if text not in known]
    if new:
        vectors = open_encoder().encode_passages(new, lambda done: progress("计算向量", done, len(new)))
        known = known | dict(zip(new, vectors, strict=True))
    VectorIndex.build(_stack(of_passages, known, recipe.dimension)).save(draft / VECTORS)
    for file, texts in ((SENTENCE_VECTORS, of_sentences), (INDICATORS, names)):
        write_array(draft / file, _stack(texts, known, recipe.dimension, np.float16))


def _stack(
    texts: Sequence[str],
    known: dict[str, npt.NDArray[np.float32]],
    dimension: int,
    kind: type[np.floating[Any]] = np.float32,
) -> npt.NDArray[Any]:
    stacked = np.zeros((len(texts), dimension), dtype=kind)
    for row, text in enumerate(texts):
        stacked[row] = known[text]
    return stacked


def _write_words(draft: Path, passages: Sequence[Passage], words: Words) -> None:
    LexicalIndex.build(words.cut(passage_text(passage)) for passage in passages).save(draft / WORDS)
    sentences = (words.cut(sentence_text(passage, sentence)) for passage, sentence in sentence_list(passages))
    LexicalIndex.build(sentences).save(draft / SENTENCE_WORDS)
