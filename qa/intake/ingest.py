"""Read reports and publish a store of them; models and indexes are loaded only when something changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from qa.corpus import Corpus, read_reports
from qa.errors import InputError, StoreError
from qa.index import layout
from qa.index.content import generation_of, recipe_for
from qa.index.layout import Recipe
from qa.models.identity import EmbedderIdentity, remembered
from qa.settings import Settings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Progress = Callable[[str, int, int], None]


class Encoder(Protocol):
    """An embedder as far as the store needs it: unit vectors, (n, dimension), float32."""

    name: str
    dimension: int

    def encode_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]: ...


OpenEncoder = Callable[[], Encoder]


@dataclass(frozen=True, slots=True)
class Difference:
    """Reports (ids) against the store that was in use before."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    kept: int


@dataclass(frozen=True, slots=True)
class Ingested:
    """``generation`` names the store of this corpus (None: not known without loading the embedder, in a dry run);
    ``changed`` is False when just this store was in use and whole before; ``written`` is False in a dry run."""

    corpus: Corpus
    generation: str | None
    changed: bool
    written: bool
    difference: Difference


def embedder_of(settings: Settings) -> OpenEncoder:
    """Opens the embedder at the first call and gives the same one ever after."""

    @cache
    def load() -> Encoder:
        from qa.models.embedder import load_embedder

        return load_embedder(settings)

    return load


def ingest(
    settings: Settings,
    paths: Sequence[Path],
    progress: Progress,
    open_encoder: OpenEncoder,
    *,
    dry_run: bool = False,
    wait: bool = False,
) -> Ingested:
    """Read ``paths`` (default: the seeds folder) and publish a store of just these reports, after another writer
    has ended when it is to ``wait``.

    Raises InputError when no file is a report; files that cannot be read are listed in ``corpus.problems``.
    """
    corpus = read_reports(
        paths or [settings.seeds_dir],
        passage_chars=settings.split.passage_chars,
        progress=lambda name: progress(f"读取 {name}", 0, 0),
    )
    if not corpus.passages:
        raise InputError("没有读到任何报告：" + "；".join(f"{p.file}：{p.message}" for p in corpus.problems))
    difference = _difference(settings.index_dir, corpus)
    identity = remembered(settings)
    if identity:
        generation = generation_of(_recipe(settings, identity), corpus.reports, corpus.passages)
        if layout.is_current(settings.index_dir, generation):
            return Ingested(corpus, generation, changed=False, written=False, difference=difference)
    if dry_run:
        return Ingested(corpus, generation if identity else None, changed=True, written=False, difference=difference)
    return _published(settings, corpus, progress, open_encoder(), difference, wait)


def _published(
    settings: Settings, corpus: Corpus, progress: Progress, encoder: Encoder, difference: Difference, wait: bool
) -> Ingested:
    """What was remembered of the embedder may be wrong; what it says itself is not."""
    from qa.index.build import build_store
    from qa.wording.indicators import terms
    from qa.words import Words

    recipe = _recipe(settings, EmbedderIdentity(encoder.name, encoder.dimension))
    generation = generation_of(recipe, corpus.reports, corpus.passages)
    if layout.is_current(settings.index_dir, generation):
        return Ingested(corpus, generation, changed=False, written=False, difference=difference)
    words = Words(settings.cache / "jieba", terms())
    reports, passages = corpus.reports, corpus.passages
    build_store(settings.index_dir, recipe, reports, passages, lambda: encoder, words, progress, wait=wait)
    return Ingested(corpus, generation, changed=True, written=True, difference=difference)


def _recipe(settings: Settings, identity: EmbedderIdentity) -> Recipe:
    return recipe_for(identity.name, identity.dimension, settings.split.passage_chars)


def _difference(root: Path, corpus: Corpus) -> Difference:
    try:
        before = set(layout.read_manifest(root / layout.current_generation(root)).reports)
    except StoreError:
        before = set()
    now = [report.id for report in corpus.reports]
    added = tuple(report_id for report_id in now if report_id not in before)
    return Difference(added, tuple(sorted(before - set(now))), len(now) - len(added))
