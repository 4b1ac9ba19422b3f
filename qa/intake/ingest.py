"""Read reports and publish a store of them; models and indexes are loaded only when something changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from qa.corpus import Corpus, read_beside, read_reports
from qa.errors import InputError, StoreCorrupt, StoreError
from qa.index import layout
from qa.index.content import generation_of, load_reports, recipe_for
from qa.index.layout import Manifest, Recipe
from qa.models.identity import EmbedderIdentity, remembered
from qa.records import Report
from qa.settings import Settings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qa.index.milvus import Milvus
    from qa.words import Words

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

        return load_embedder(settings, settings.embedder.processes)

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
    corpus = _read(paths or [settings.seeds_dir], settings.split.passage_chars, progress)
    difference = _difference(settings.index_dir, corpus)
    identity = remembered(settings)
    if identity:
        generation = generation_of(_recipe(settings, identity), corpus.reports, corpus.passages)
        if _is_there(settings, generation):
            return Ingested(corpus, generation, changed=False, written=False, difference=difference)
    if dry_run:
        return Ingested(corpus, generation if identity else None, changed=True, written=False, difference=difference)
    return _published(settings, corpus, progress, open_encoder(), difference, wait)


def add(
    settings: Settings, paths: Sequence[Path], progress: Progress, open_encoder: OpenEncoder, *, wait: bool = False
) -> Ingested:
    """Read ``paths`` and publish a store of the reports of the one in use and of these; nothing else is read again.

    A report is compared with those stored of the same place and year: a copy is none more, a better one takes its place.
    Raises as ``ingest`` does, and StoreMissing, StoreCorrupt or StoreMismatch when there is no store that can be added to.
    """
    from qa.index.build import add_to_store

    chars, root = settings.split.passage_chars, settings.index_dir
    corpus = _read(paths, chars, progress)
    before = root / layout.current_generation(root)
    manifest = layout.read_manifest(before)
    alike = _alike(manifest.reports, [report.id for report in corpus.reports])
    stored = _stored(before, manifest, alike)
    both = read_beside(corpus, stored, passage_chars=chars)
    reports = _told_otherwise(both.reports, stored)
    ids = {report.id for report in reports}
    gone = tuple(sorted(alike - {report.id for report in both.reports}))
    difference = Difference(tuple(sorted(ids - alike)), gone, len(manifest.reports) - len(gone))
    encoder = open_encoder()
    published = add_to_store(
        root,
        _recipe(settings, EmbedderIdentity(encoder.name, encoder.dimension)),
        reports,
        [passage for passage in both.passages if passage.report_id in ids],
        lambda: encoder,
        _words(settings),
        progress,
        instead_of=gone,
        wait=wait,
        mirror=_milvus(settings),
    )
    changed = published != before.name
    return Ingested(corpus, published, changed=changed, written=changed, difference=difference)


def _stored(folder: Path, manifest: Manifest, wanted: set[str]) -> list[Report]:
    """The reports stored with these ids. Raises StoreCorrupt."""
    try:
        parts = [part for part in manifest.parts if not wanted.isdisjoint(part.reports)]
        return [report for part in parts for report in load_reports(folder / part.folder, wanted)]
    except (OSError, ValueError) as exc:
        raise StoreCorrupt(f"读不了索引 {folder} 里的报告，请重新运行 qa ingest") from exc


def _told_otherwise(reports: Sequence[Report], stored: Sequence[Report]) -> list[Report]:
    """Without those that are as they are stored: one more file with the same text is not worth writing them again."""
    before = {report.id: report for report in stored}
    return [
        report
        for report in reports
        if report.id not in before or replace(report, sources=before[report.id].sources) != before[report.id]
    ]


def _alike(stored: Mapping[str, str], new: Sequence[str]) -> set[str]:
    """The reports stored (ids) of the place and year of a new one, or with its very text."""
    parts = {part for report_id in new for part in report_id.rsplit("-", 1)}
    return {report_id for report_id in stored if not parts.isdisjoint(report_id.rsplit("-", 1))}


def _read(paths: Sequence[Path], passage_chars: int, progress: Progress) -> Corpus:
    """Raises InputError when there is no report."""
    corpus = read_reports(paths, passage_chars=passage_chars, progress=lambda name: progress(f"读取 {name}", 0, 0))
    if not corpus.passages:
        raise InputError("没有读到任何报告：" + "；".join(f"{p.file}：{p.message}" for p in corpus.problems))
    return corpus


def _words(settings: Settings) -> Words:
    from qa.wording.indicators import terms
    from qa.words import Words

    return Words(settings.cache / "jieba", terms())


def _published(
    settings: Settings, corpus: Corpus, progress: Progress, encoder: Encoder, difference: Difference, wait: bool
) -> Ingested:
    """What was remembered of the embedder may be wrong; what it says itself is not."""
    from qa.index.build import build_store

    recipe = _recipe(settings, EmbedderIdentity(encoder.name, encoder.dimension))
    generation = generation_of(recipe, corpus.reports, corpus.passages)
    if _is_there(settings, generation):
        return Ingested(corpus, generation, changed=False, written=False, difference=difference)
    reports, passages = corpus.reports, corpus.passages
    build_store(
        settings.index_dir,
        recipe,
        reports,
        passages,
        lambda: encoder,
        _words(settings),
        progress,
        wait=wait,
        mirror=_milvus(settings),
    )
    return Ingested(corpus, generation, changed=True, written=True, difference=difference)


def _is_there(settings: Settings, generation: str) -> bool:
    """Whether nothing is left to do for readers to have it."""
    if not layout.is_current(settings.index_dir, generation):
        return False
    milvus = _milvus(settings)
    return milvus is None or milvus.has(settings.index_dir / generation)


def _milvus(settings: Settings) -> Milvus | None:
    if settings.store.backend == "local":
        return None
    # Light to ask before anything is loaded, unless it is asked for.
    from qa.index.milvus import open_milvus

    return open_milvus(settings.store)


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
