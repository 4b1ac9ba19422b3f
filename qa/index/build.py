"""From reports and passages to a published store; what the store before holds of them is kept, not made again."""

from __future__ import annotations

import math
import os
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
from filelock import FileLock, Timeout

from qa.errors import StoreCorrupt, StoreError, StoreLocked
from qa.index import layout
from qa.index.content import digests, name_of, recipe_for
from qa.index.layout import FIRST, Held, Manifest, Recipe
from qa.index.lexical import LexicalIndex
from qa.index.part import (
    SENTENCE_WORDS,
    WORDS,
    Known,
    PassageEncoder,
    Progress,
    Writer,
    open_part,
    vectors_in,
)
from qa.index.store import check_recipe, open_newest
from qa.index.unfinished import Unfinished
from qa.records import Passage, Report
from qa.words import Words

__all__ = ["PassageEncoder", "Progress", "add_to_store", "build_store", "bytes_needed", "recipe_for"]

# Bytes of a store per byte of its texts, vectors aside: the texts themselves and the words of passages and sentences.
_TEXT_GROWTH = 12
# Of the columns of the statements, however few there are.
_COLUMNS = 12_000
# The new store must fit beside the old one, with as much to spare as it needs itself.
_SPARE = 2
# Parts of about one size that make one together, so that there are ever a handful of each size.
_MERGED = 4
# Who holds the lock, for whom it is in the way: the lock file itself is emptied by each who tries it.
_WRITER = ".writer"


class Mirror(Protocol):
    """Another place that ranks the passages of the generations on disk. Every method raises StoreUnavailable."""

    def hold(self, folder: Path, progress: Progress) -> None:
        """Take over the generation in ``folder``; what is there already stays."""
        ...

    def names(self, root: Path) -> set[str]:
        """What it holds, or should, for all generations under ``root``."""
        ...

    def drop(self, names: set[str]) -> None: ...


#: Of each report (id) the record with its passages.
_Given = Mapping[str, tuple[Report, Sequence[Passage]]]


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
    mirror: Mirror | None = None,
) -> str:
    """Write and publish a store of just these reports; its generation is returned. The encoder is opened only for new texts.

    ``mirror`` has the new generation before readers are pointed to it, and lets go what none asks for any more.
    Raises StoreLocked when another process is writing (unless it is to ``wait`` for its end), StoreError when the disk is full or cannot be written; the
    store in use stays as it is.
    """
    with _writing(root, bytes_needed(recipe.dimension, passages), wait):
        wanted, given = digests(reports, passages), _by_report(reports, passages)
        return _Build(root, recipe, open_encoder, words, progress, mirror).publish(wanted, given)


def add_to_store(
    root: Path,
    recipe: Recipe,
    reports: Sequence[Report],
    passages: Sequence[Passage],
    open_encoder: Callable[[], PassageEncoder],
    words: Words,
    progress: Progress = lambda _what, _done, _total: None,
    *,
    instead_of: Sequence[str] = (),
    wait: bool = False,
    mirror: Mirror | None = None,
) -> str:
    """As ``build_store``, of the reports of the store in use without those (ids) that these are ``instead_of``, and of these.

    Raises StoreMissing, StoreCorrupt and StoreMismatch when there is no such store to add to, too.
    """
    with _writing(root, bytes_needed(recipe.dimension, passages), wait):
        manifest = layout.read_manifest(root / layout.current_generation(root))
        check_recipe(manifest.recipe, recipe)
        kept = {name: digest for name, digest in manifest.reports.items() if name not in instead_of}
        wanted, given = kept | digests(reports, passages), _by_report(reports, passages)
        return _Build(root, recipe, open_encoder, words, progress, mirror).publish(wanted, given)


@contextmanager
def _writing(root: Path, needed: int, wait: bool) -> Iterator[None]:
    try:
        root.mkdir(parents=True, exist_ok=True)
        with FileLock(root / ".lock", timeout=-1 if wait else 0):
            (root / _WRITER).write_text(f"{os.getpid()} {time.strftime('%H:%M:%S')}", encoding="utf-8")
            _check_space(root, needed)
            yield
    except Timeout as exc:
        raise StoreLocked(f"{_writer(root)}正在写索引 {root}，请等它结束后再试（qa ingest --wait 会自己等）") from exc
    except OSError as exc:
        reason = f"写索引 {exc.filename or root} 失败：{exc.strerror or exc}"
        raise StoreError(f"{reason}（约需 {_megabytes(needed)}；正在使用的索引完好）") from exc


def _by_report(reports: Sequence[Report], passages: Sequence[Passage]) -> _Given:
    own: dict[str, list[Passage]] = {report.id: [] for report in reports}
    for passage in passages:
        own[passage.report_id].append(passage)
    return {report.id: (report, own[report.id]) for report in reports}


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


@dataclass(frozen=True, slots=True)
class _Before:
    """The generation in use, as it is on disk."""

    folder: Path
    manifest: Manifest

    @property
    def generation(self) -> str:
        return self.folder.name

    def folder_of(self, part: Held) -> Path:
        return self.folder / part.folder

    def is_whole(self, part: Held) -> bool:
        try:
            layout.verify(self.folder_of(part), self.manifest.files_of(part))
        except StoreError:
            return False
        return True

    def link(self, kept: Sequence[Held], draft: Path) -> dict[str, str]:
        """The hashes of what is kept, which stands in ``draft`` then, too."""
        files: dict[str, str] = {}
        for part in kept:
            own = self.manifest.files_of(part)
            layout.link(own, self.folder_of(part), draft / part.folder)
            files |= {PurePosixPath(part.folder, name).as_posix(): digest for name, digest in own.items()}
        return files

    def let_go(self, kept: Sequence[Held], given: _Given) -> tuple[Known, _Given]:
        """Vectors by text, and reports beside those ``given``, of the parts that are not kept; of a damaged one nothing."""
        known: dict[str, npt.NDArray[np.floating[Any]]] = {}
        found: dict[str, tuple[Report, Sequence[Passage]]] = {}
        for part in self.manifest.parts:
            if part in kept or not self.is_whole(part):
                continue
            opened = open_part(self.folder_of(part), {})
            known |= vectors_in(self.folder_of(part), opened)
            for number, report in enumerate(opened.reports):
                rows = opened.passages.of_report(number).tolist()
                found[report.id] = (report, [opened.passages[row] for row in rows])
        return known, {**found, **given}


@dataclass(frozen=True, slots=True)
class _Build:
    root: Path
    recipe: Recipe
    open_encoder: Callable[[], PassageEncoder]
    words: Words
    progress: Progress
    mirror: Mirror | None

    def publish(self, wanted: Mapping[str, str], given: _Given) -> str:
        """A generation of the reports with these digests; ``given`` are those that no part of the one in use has."""
        layout.sweep(self.root)
        before = self._before()
        generation = name_of(self.recipe, wanted)
        if not layout.is_whole(self.root / generation):
            draft = layout.draft_folder(self.root, generation)
            try:
                kept = self._kept(before, wanted, whole=before is not None and before.generation != generation)
                self._write(draft, before, kept, wanted, given)
                _read_back(draft, generation, self.recipe)
                layout.seal(self.root, draft, generation)
            except BaseException:
                layout.remove(draft)
                raise
        self._unfinished().clear()
        older = before.generation if before and before.generation != generation else None
        if self.mirror:
            self.mirror.hold(self.root / generation, self.progress)
        layout.point_to(self.root, generation, older)
        self._collect({generation, older or generation})
        return generation

    def _unfinished(self) -> Unfinished:
        return Unfinished(self.root, self.recipe.embedder, self.recipe.dimension)

    def _collect(self, keep: set[str]) -> None:
        before = self.mirror.names(self.root) if self.mirror else set()
        layout.collect(self.root, keep)
        if self.mirror:
            self.mirror.drop(before - self.mirror.names(self.root))

    def _before(self) -> _Before | None:
        """None where nothing of it can be used."""
        try:
            folder = self.root / layout.current_generation(self.root)
            manifest = layout.read_manifest(folder)
        except StoreError:
            return None
        made = (manifest.recipe.format, manifest.recipe.embedder)
        return _Before(folder, manifest) if made == (self.recipe.format, self.recipe.embedder) else None

    def _kept(self, before: _Before | None, wanted: Mapping[str, str], *, whole: bool) -> list[Held]:
        """The parts of the generation before that need not be written again; ``whole``: they are taken to be undamaged."""
        if before is None or before.manifest.recipe != self.recipe:
            return []
        stored = before.manifest.reports
        kept = [
            part
            for part in before.manifest.parts
            if all(wanted.get(name) == stored[name] for name in part.reports) and (whole or before.is_whole(part))
        ]
        count = len(wanted) - sum(len(part.reports) for part in kept)
        while count:
            alike = [part for part in kept if part.folder != FIRST and _tier(len(part.reports)) <= _tier(count)]
            if len(alike) < _MERGED - 1:
                break
            kept = [part for part in kept if part not in alike]
            count += sum(len(part.reports) for part in alike)
        first = [part for part in kept if part.folder == FIRST]
        return kept if first and len(first[0].reports) >= _MERGED * count else []

    def _write(
        self, draft: Path, before: _Before | None, kept: Sequence[Held], wanted: Mapping[str, str], given: _Given
    ) -> None:
        known, given = before.let_go(kept, given) if before else ({}, given)
        held = {name for part in kept for name in part.reports}
        fresh = [name for name in wanted if name not in held]
        if missing := [name for name in fresh if name not in given]:
            raise StoreCorrupt(f"索引里的报告 {missing[0]} 读不了，请重新运行 qa ingest")
        files = before.link(kept, draft) if before else {}
        parts = list(kept)
        if fresh or not kept:
            folder = str(1 + max((int(part.folder) for part in kept[1:]), default=0)) if kept else FIRST
            (draft / folder).mkdir(exist_ok=True)
            averages = _averages(draft) if kept else None
            unfinished, dimension = self._unfinished(), self.recipe.dimension
            writer = Writer(dimension, self.open_encoder, self.words, self.progress, known, unfinished, averages)
            reports = [given[name][0] for name in fresh]
            rows = writer.write(draft / folder, reports, [each for name in fresh for each in given[name][1]])
            parts.append(Held(folder=folder, reports=tuple(fresh), counts=rows))
        counts = sum((Counter(part.counts) for part in parts), Counter())
        manifest = Manifest(recipe=self.recipe, counts=counts, reports=dict(wanted), files=files, parts=tuple(parts))
        layout.write_manifest(draft, manifest)


def _tier(count: int) -> int:
    """Of the numbers of one tier the largest is less than ``_MERGED`` times the smallest."""
    return int(math.log(count, _MERGED) + 1e-9)


def _averages(draft: Path) -> tuple[float, float]:
    """By which the words of those that join the first part are to be measured."""
    return LexicalIndex.load(draft / WORDS).average, LexicalIndex.load(draft / SENTENCE_WORDS).average


def _read_back(draft: Path, generation: str, recipe: Recipe) -> None:
    """Opens what is new of the store before it gets its name: what was written may not be what can be read."""
    try:
        open_newest(draft, generation, recipe)
    except StoreError as exc:
        raise StoreError(f"刚写下的索引读回来不对（磁盘可能已满）：{exc}；原有索引没有变动") from exc
