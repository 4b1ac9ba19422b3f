"""The store on disk: names, the manifest, and how a folder is published and found.

    index/CURRENT                 name of the generation in use, and of the one before it
    index/<generation>/           immutable once it has its name
        manifest.json             how it was made, and the hash of every other file
        reports.jsonl texts.txt statements.parquet enumerations.jsonl
        passages.npy sentences.npy years.json vectors.npy (vectors.faiss) sentence-vectors.npy indicators.npy words/ sentence-words/
        1/ 2/ ...                 the same files of the reports that were added since; see ``parts``

What a generation shares with the one before is not written again: its files are hard links to those. A generation is
written beside the others, synced, renamed, and only then named in CURRENT, so that a
killed build leaves the old store in use (tried with kill -9 at random moments and at every system call that
writes; see the tests).
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import xxhash
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from qa.errors import StoreCorrupt, StoreMissing

#: Raised whenever the files, or the texts that are embedded, change their form.
FORMAT = 5
CURRENT = "CURRENT"
MANIFEST = "manifest.json"
#: The folder of the part that was written first, or anew: the generation's own.
FIRST = "."
_TMP = ".tmp"
_GENERATION = re.compile(r"[0-9a-f]{16}")
_MAX_MANIFEST = 64_000_000
_BLOCK = 1 << 22


class Recipe(BaseModel):
    """Everything besides the reports that decides what a store holds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: int
    embedder: str
    dimension: int
    passage_chars: int
    words: str
    statements: str = ""


class Held(BaseModel):
    """One part of a generation: the folder in it, the ids of its reports, and rows of each kind."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    folder: str = Field(pattern=r"^(\.|[1-9]\d*)$")
    reports: tuple[str, ...]
    counts: dict[str, int]


class Manifest(BaseModel):
    """``counts``: rows of all parts together. ``reports``: id -> hash of all that is stored of it. ``files``: path -> XXH3 of 128 bits, which notices damage as well
    as any and reads gigabytes a second; who can forge a file can forge its hash here, too.

    ``seal`` is the sha256 of all the other fields, so that the manifest itself cannot be wrong in silence.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    recipe: Recipe
    counts: dict[str, int]
    reports: dict[str, str]
    files: dict[str, str]
    parts: tuple[Held, ...] = ()
    seal: str = ""

    def files_of(self, part: Held) -> dict[str, str]:
        """The files of one part, by their paths in its folder."""
        inside = {str(PurePosixPath(name).relative_to(part.folder)): name for name in self._within(part.folder)}
        return {name: self.files[path] for name, path in inside.items()}

    def _within(self, folder: str) -> Iterator[str]:
        others = {part.folder for part in self.parts} - {folder}
        for name in self.files:
            if PurePosixPath(name).is_relative_to(folder) and (folder != FIRST or name.split("/")[0] not in others):
                yield name

    def sealed(self) -> Manifest:
        # As it was written: what an older manifest does not say is not sealed either.
        text = json.dumps(self.model_dump(exclude={"seal"}, exclude_unset=True), sort_keys=True)
        return self.model_copy(update={"seal": sha256(text.encode())})


@dataclass(frozen=True, slots=True)
class Pointer:
    """What CURRENT says. ``written`` (inode, nanoseconds) differs after each publication, also of the same generation."""

    generation: str
    before: str | None
    written: tuple[int, int]


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def current_generation(root: Path) -> str:
    """Name of the generation in use; raises as ``pointer`` does."""
    return pointer(root).generation


def pointer(root: Path) -> Pointer:
    """Raises StoreMissing when nothing was published yet, StoreCorrupt when the generation is not there."""
    try:
        with (root / CURRENT).open(encoding="utf-8") as stream:
            info = os.fstat(stream.fileno())
            names = [*stream.read().split(), "", ""]
    except FileNotFoundError as exc:
        raise StoreMissing(f"还没有建立索引（{root}），请先运行 qa ingest") from exc
    except (OSError, UnicodeDecodeError) as exc:
        raise StoreCorrupt(f"读不了索引指针 {root / CURRENT}，请重新运行 qa ingest") from exc
    if not _is_generation(root, names[0]):
        raise StoreCorrupt(f"索引指针 {root / CURRENT} 指向不存在的一代，请重新运行 qa ingest")
    before = names[1] if _is_generation(root, names[1]) else None
    return Pointer(names[0], before, (info.st_ino, info.st_mtime_ns))


def _is_generation(root: Path, name: str) -> bool:
    return name.isalnum() and (root / name).is_dir() and not (root / name).is_symlink()


def read_manifest(folder: Path) -> Manifest:
    problem = f"索引清单 {folder / MANIFEST} 缺失或损坏，请重新运行 qa ingest"
    try:
        if (folder / MANIFEST).stat().st_size > _MAX_MANIFEST:
            raise StoreCorrupt(problem)
        manifest = Manifest.model_validate_json((folder / MANIFEST).read_bytes())
    except (OSError, ValidationError) as exc:
        raise StoreCorrupt(problem) from exc
    if manifest != manifest.sealed():
        raise StoreCorrupt(problem)
    return manifest


def verify(folder: Path, files: Mapping[str, str]) -> None:
    """Reads ``files`` of the generation piece by piece and checks each against its hash. Raises StoreCorrupt."""
    for name, digest in files.items():
        path = folder / name
        if not path.resolve().is_relative_to(folder.resolve()):
            raise StoreCorrupt(f"索引清单里的路径 {name} 越界，请重新运行 qa ingest")
        try:
            found = digest_of(path)
        except OSError as exc:
            raise StoreCorrupt(f"读不了索引文件 {path}，请重新运行 qa ingest") from exc
        if found != digest:
            raise StoreCorrupt(f"索引文件 {path} 与清单不符（已损坏），请重新运行 qa ingest")


def is_whole(folder: Path) -> bool:
    """Whether the generation is there and every byte of it is right; read piece by piece."""
    try:
        manifest = read_manifest(folder)
        return all(digest_of(folder / name) == digest for name, digest in manifest.files.items())
    except (StoreCorrupt, OSError):
        return False


def is_current(root: Path, generation: str) -> bool:
    """Whether ``generation`` is in use and whole: a damaged store must be built again."""
    try:
        return current_generation(root) == generation and is_whole(root / generation)
    except (StoreMissing, StoreCorrupt):
        return False


def digest_of(path: Path) -> str:
    digest = xxhash.xxh3_128()
    with path.open("rb", buffering=0) as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def sweep(root: Path) -> None:
    """Remove what builds that died have left; only for who holds the lock."""
    for leftover in root.glob(f"*{_TMP}"):
        remove(leftover)


def remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def draft_folder(root: Path, generation: str) -> Path:
    """An empty folder to write a generation into."""
    folder = root / f"{generation}{_TMP}"
    folder.mkdir()
    return folder


def link(files: Iterable[str], source: Path, target: Path) -> None:
    """The same files in another folder, not written again where the disk can do that."""
    for name in files:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(source / name, target / name)
        except OSError:
            shutil.copyfile(source / name, target / name)


def write_manifest(draft: Path, manifest: Manifest) -> None:
    """With the hashes of the files that it does not name yet."""
    paths = {path.relative_to(draft).as_posix(): path for path in sorted(_files(draft))}
    files = {name: manifest.files.get(name) or digest_of(path) for name, path in paths.items()}
    sealed = manifest.model_copy(update={"files": files}).sealed()
    text = json.dumps(sealed.model_dump(), ensure_ascii=False, indent=1, sort_keys=True)
    (draft / MANIFEST).write_text(text, encoding="utf-8")


def seal(root: Path, draft: Path, generation: str) -> None:
    """Give ``draft`` its name, everything in it on the disk first. A damaged generation of that name goes."""
    for path in [*_files(draft), *_folders(draft)]:
        _sync(path)
    final = root / generation
    if final.exists():
        final.rename(root / f"{generation}-damaged{_TMP}")
    draft.rename(final)
    _sync(root)


def point_to(root: Path, generation: str, before: str | None) -> None:
    """Make ``generation`` the one in use, in one step that a crash cannot split; ``before`` is there to fall back on."""
    draft = root / f"{CURRENT}{_TMP}"
    draft.write_text("".join(f"{name}\n" for name in (generation, before) if name), encoding="utf-8")
    _sync(draft)
    draft.replace(root / CURRENT)
    _sync(root)


def generations(root: Path) -> list[Path]:
    """The folders of all that there are, in use or not."""
    return [path for path in root.iterdir() if _GENERATION.fullmatch(path.name)]


def collect(root: Path, keep: set[str]) -> None:
    """Remove the generations that no reader can ask for any more, and what is left of damaged ones."""
    for folder in [path for path in generations(root) if path.name not in keep]:
        # Without its name first: what is left of a removal that dies must not look like a generation.
        folder.rename(root / f"{folder.name}-old{_TMP}")
    sweep(root)


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def _folders(folder: Path) -> Iterator[Path]:
    yield from (path for path in folder.rglob("*") if path.is_dir())
    yield folder


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
