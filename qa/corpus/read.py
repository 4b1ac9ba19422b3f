"""Files and folders to a corpus: decode, clean, tell apart, identify, outline, merge copies, split."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from qa.corpus.characters import simplified
from qa.corpus.clean import Cleaned, clean
from qa.corpus.copies import merge_copies
from qa.corpus.decode import decode, read_bytes
from qa.corpus.identify import Identity, identify
from qa.corpus.outline import outline
from qa.corpus.segments import segments
from qa.corpus.split import split
from qa.errors import FileError
from qa.records import Passage, Report, Source

SUFFIXES = frozenset({".txt", ".md", ".markdown", ".text"})
_NOT_REPORTS = ("readme", "license", "changelog", "notice")
_MIN_HANZI = 50
TRADITIONAL = "原文是繁体字，已转为简体字"
# Where more than this share of a file went, the reader should look at what was taken.
_MUCH_REMOVED = 0.3


@dataclass(frozen=True, slots=True)
class Problem:
    """A file that gave no report, and why, in Chinese."""

    file: str
    message: str


@dataclass(frozen=True, slots=True)
class Corpus:
    reports: tuple[Report, ...]
    passages: tuple[Passage, ...]
    problems: tuple[Problem, ...]


def read_reports(paths: Sequence[Path], *, passage_chars: int, progress: Callable[[str], None] | None = None) -> Corpus:
    """All reports in ``paths`` (files, or folders walked in sorted order) with passages of at most ``passage_chars``.

    ``progress`` is called with the name of each file before it is read. A file that cannot be used is a Problem.
    """
    found: list[Report] = []
    problems: list[Problem] = []
    for path, name in _files(paths):
        if progress:
            progress(name)
        try:
            found += _read_file(path, name)
        except FileError as exc:
            problems.append(Problem(name, str(exc)))
    reports = merge_copies(found)
    passages = tuple(passage for report in reports for passage in split(report, passage_chars))
    return Corpus(reports, passages, tuple(problems))


def _files(paths: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """Each file once, with the name to show. Named files are read whatever their name; in folders only reports."""
    seen: set[Path] = set()
    for path in paths:
        inside = sorted(_walk(path)) if path.is_dir() else [path]
        for file in inside:
            real = file.resolve()
            if real not in seen:
                seen.add(real)
                yield file, _shown(file.relative_to(path).as_posix() if path.is_dir() else file.name)


def _walk(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if (
            path.suffix.lower() in SUFFIXES
            and not hidden
            and not path.stem.lower().startswith(_NOT_REPORTS)
            and not path.is_dir()
        ):
            yield path


def _shown(name: str) -> str:
    """The name with what cannot be printed escaped: broken bytes, control and bidirectional characters."""
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape", "backslashreplace").decode() for char in name
    )


def _read_file(path: Path, name: str) -> Iterator[Report]:
    if path.is_symlink() and not path.exists():
        raise FileError("是失效的链接")
    data = read_bytes(path)
    decoded = decode(data)
    simple = simplified(decoded.text)
    cleaned = clean(simple or decoded.text)
    if sum("\u4e00" <= char <= "\u9fff" for char in cleaned.text) < _MIN_HANZI:
        raise FileError("文件是空的或几乎没有正文" if len(decoded.text.strip()) < _MIN_HANZI else "没有可用的中文正文")
    source = Source(name, hashlib.sha256(data).hexdigest())
    converted = (TRADITIONAL,) if simple else ()
    warnings = (*decoded.warnings, *converted, *_removal_warning(decoded.text, cleaned))
    return iter([_report(part, name, source, warnings) for part in segments(cleaned)])


def _removal_warning(text: str, cleaned: Cleaned) -> tuple[str, ...]:
    share = sum(len(piece.text) for piece in cleaned.removed) / max(1, len(text))
    return (f"清理时去掉了文件的 {share:.0%}，请核对",) if share > _MUCH_REMOVED else ()


def _report(cleaned: Cleaned, name: str, source: Source, warnings: tuple[str, ...]) -> Report:
    identity = identify(cleaned.text, name)
    year = identity.year.value if identity.year else None
    digest = hashlib.sha256(cleaned.text.encode()).hexdigest()
    return Report(
        id=_report_id(identity, digest),
        kind=identity.kind,
        title=identity.title,
        place=identity.place.value.name if identity.place else None,
        year=year,
        reviewed=identity.reviewed,
        planned=identity.planned,
        meeting=identity.meeting.value if identity.meeting else None,
        date=identity.date.value if identity.date else None,
        speaker=identity.speaker.value if identity.speaker else None,
        text=cleaned.text,
        sha256=digest,
        pages=cleaned.pages,
        sections=outline(cleaned, year, identity.reviewed),
        sources=(source,),
        warnings=(*warnings, *identity.warnings),
    )


def _report_id(identity: Identity, digest: str) -> str:
    place = identity.place.value.pinyin if identity.place else "unknown"
    year = identity.year.value if identity.year else "unknown"
    return f"{place}-{year}-{digest[:8]}"
