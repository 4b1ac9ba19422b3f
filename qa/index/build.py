"""From reports and passages to a published store; vectors of unchanged texts are kept."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt
from filelock import FileLock, Timeout

from qa.errors import QAError, StoreError, StoreLocked
from qa.index import layout
from qa.index.layout import FORMAT, Recipe
from qa.index.lexical import LexicalIndex
from qa.index.store import (
    PASSAGES,
    REPORTS,
    SENTENCE_WORDS,
    SENTENCES,
    VECTORS,
    WORDS,
    Store,
    dump_passages,
    dump_reports,
    open_store,
    sentence_list,
)
from qa.index.texts import passage_text, sentence_text
from qa.index.vectors import VectorIndex, Vectors
from qa.records import Passage, Report
from qa.words import VERSION as WORDS_VERSION
from qa.words import Words

Progress = Callable[[str, int, int], None]


class PassageEncoder(Protocol):
    """What the build needs of an embedder; vectors are unit length, (n, dimension)."""

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors: ...


def recipe_for(embedder: str, dimension: int, passage_chars: int) -> Recipe:
    return Recipe(
        format=FORMAT, embedder=embedder, dimension=dimension, passage_chars=passage_chars, words=WORDS_VERSION
    )


def generation_of(recipe: Recipe, reports: Sequence[Report], passages: Sequence[Passage]) -> str:
    """Name of the store with this content: equal content, equal name."""
    content = [json.dumps(recipe.model_dump(), sort_keys=True).encode(), dump_reports(reports), dump_passages(passages)]
    return layout.sha256(b"\0".join(content))[:16]


def is_current(root: Path, generation: str) -> bool:
    """Whether ``generation`` is in use; nothing but the pointer is read."""
    try:
        return layout.current_generation(root) == generation
    except StoreError:
        return False


def build_store(
    root: Path,
    recipe: Recipe,
    reports: Sequence[Report],
    passages: Sequence[Passage],
    open_encoder: Callable[[], PassageEncoder],
    words: Words,
    progress: Progress = lambda _what, _done, _total: None,
) -> str:
    """Write and publish a store; its generation is returned. The encoder is opened only for new texts.

    Raises StoreLocked when another process is writing.
    """
    root.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(root / ".lock", timeout=0):
            return _build(root, recipe, reports, passages, open_encoder, words, progress)
    except Timeout as exc:
        raise StoreLocked(f"另一个进程正在写索引 {root}，请等它结束后再试") from exc


def _build(
    root: Path,
    recipe: Recipe,
    reports: Sequence[Report],
    passages: Sequence[Passage],
    open_encoder: Callable[[], PassageEncoder],
    words: Words,
    progress: Progress,
) -> str:
    previous = _previous(root)
    generation = generation_of(recipe, reports, passages)
    draft = layout.draft_folder(root, generation)
    (draft / REPORTS).write_bytes(dump_reports(reports))
    (draft / PASSAGES).write_bytes(dump_passages(passages))
    _write_vectors(draft, recipe, passages, _known_vectors(previous, recipe), open_encoder, progress)
    _write_words(draft, passages, words)
    counts = {
        "reports": len(reports),
        "passages": len(passages),
        "sentences": sum(len(passage.sentences) for passage in passages),
    }
    layout.write_manifest(draft, recipe, counts, {report.id: report.sha256 for report in reports})
    layout.publish(root, draft, generation)
    layout.collect(root, keep={generation} | ({previous.generation} if previous else set()))
    return generation


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
    return known | dict(zip(texts, store.sentence_vectors.astype(np.float32), strict=True))


def _write_vectors(
    draft: Path,
    recipe: Recipe,
    passages: Sequence[Passage],
    known: dict[str, npt.NDArray[np.float32]],
    open_encoder: Callable[[], PassageEncoder],
    progress: Progress,
) -> None:
    of_passages = [passage_text(passage) for passage in passages]
    of_sentences = [sentence_text(passage, sentence) for passage, sentence in sentence_list(passages)]
    new = [text for text in dict.fromkeys(of_passages + of_sentences) if text not in known]
    if new:
        vectors = open_encoder().encode_passages(new, lambda done: progress("计算向量", done, len(new)))
        known = known | dict(zip(new, vectors, strict=True))
    VectorIndex.build(_stack(of_passages, known, recipe.dimension)).save(draft / VECTORS)
    np.save(draft / SENTENCES, _stack(of_sentences, known, recipe.dimension).astype(np.float16), allow_pickle=False)


def _stack(texts: Sequence[str], known: dict[str, npt.NDArray[np.float32]], dimension: int) -> Vectors:
    stacked = np.zeros((len(texts), dimension), dtype=np.float32)
    for row, text in enumerate(texts):
        stacked[row] = known[text]
    return stacked


def _write_words(draft: Path, passages: Sequence[Passage], words: Words) -> None:
    LexicalIndex.build([words.cut(passage_text(passage)) for passage in passages]).save(draft / WORDS)
    sentences = [words.cut(sentence_text(passage, sentence)) for passage, sentence in sentence_list(passages)]
    LexicalIndex.build(sentences).save(draft / SENTENCE_WORDS)
