"""Files and folders to a corpus: extract, clean, tell apart, identify, outline, merge copies, split."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qa.corpus import corrections
from qa.corpus.characters import simplified
from qa.corpus.clean import Cleaned, clean
from qa.corpus.copies import merge_copies
from qa.corpus.corrections import NO_CORRECTION, Correction, load_corrections
from qa.corpus.extract import extract
from qa.corpus.extracted import Extracted
from qa.corpus.facts import facts_of
from qa.corpus.files import Found, find_files, read_found
from qa.corpus.identify import Identity, identify
from qa.corpus.outline import outline
from qa.corpus.segments import segments
from qa.corpus.split import split
from qa.corpus.term import with_terms
from qa.errors import FileError
from qa.records import Passage, Report, Source

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


@dataclass(frozen=True, slots=True)
class Reading:
    """One file on its way: its bytes' hash, its text as found, its reports in the order of the file."""

    sha256: str
    extracted: Extracted
    simple: str | None
    cleaned: Cleaned
    parts: tuple[tuple[Cleaned, Identity], ...]


def read_reports(paths: Sequence[Path], *, passage_chars: int, progress: Callable[[str], None] | None = None) -> Corpus:
    """All reports in ``paths`` (files, or folders walked in sorted order) with passages of at most ``passage_chars``.

    ``progress`` is called with the name of each file before it is read. A file that cannot be used is a Problem.
    Raises InputError when a file of corrections beside the reports has faults.
    """
    files = list(find_files(paths))
    said = load_corrections(found.folder for found in files)
    found_reports: list[Report] = []
    problems = [Problem(corrections.FILE, f"没有名为 {name} 的文件") for name in said.unused(files)]
    for found in files:
        correction = said.of(found)
        if correction.skip:
            continue
        if progress:
            progress(found.name)
        try:
            found_reports += _reports(read_file(found, correction), found.name)
        except FileError as exc:
            problems.append(Problem(found.name, str(exc)))
    return _corpus(found_reports, passage_chars, problems)


def read_beside(corpus: Corpus, stored: Sequence[Report], *, passage_chars: int) -> Corpus:
    """``corpus`` with ``stored`` reports that its own may be copies of."""
    return _corpus([*stored, *corpus.reports], passage_chars, corpus.problems)


def _corpus(found: Sequence[Report], passage_chars: int, problems: Sequence[Problem]) -> Corpus:
    reports = merge_copies(found)
    passages = tuple(passage for report in reports for passage in split(report, passage_chars))
    return Corpus(reports, passages, tuple(problems))


def read_file(found: Found, correction: Correction = NO_CORRECTION) -> Reading:
    """Raises FileError when the file cannot be read or has no Chinese text to speak of."""
    reading = look_at(found, correction)
    if sum("\u4e00" <= char <= "\u9fff" for char in reading.cleaned.text) < _MIN_HANZI:
        raise FileError(_nothing(reading))
    return reading


def look_at(found: Found, correction: Correction = NO_CORRECTION) -> Reading:
    """The file on its way, however little it has to say. Raises FileError when it cannot be read."""
    data = read_found(found)
    extracted = extract(data)
    simple = simplified(extracted.text)
    cleaned = clean(simple or extracted.text, pages=extracted.pages)
    parts = tuple((part, identify(part.text, found.name, correction)) for part in segments(cleaned))
    return Reading(hashlib.sha256(data).hexdigest(), extracted, simple, cleaned, parts)


def _nothing(reading: Reading) -> str:
    """Why a file gave no report: because it has no text, or because all of it was left out."""
    left_out = (*reading.extracted.removed, *reading.cleaned.removed)
    count = sum("\u4e00" <= char <= "\u9fff" for piece in left_out for char in piece.text)
    if count >= _MIN_HANZI:
        return f"没有可用的中文正文：有 {count} 个字是隐藏的或不属于正文，没有收录（用 qa ingest --explain 查看）"
    if len(reading.extracted.text.strip()) < _MIN_HANZI:
        return "文件是空的或几乎没有正文"
    return "没有可用的中文正文"


def _reports(reading: Reading, name: str) -> Iterator[Report]:
    source = Source(name, reading.sha256)
    converted = (TRADITIONAL,) if reading.simple else ()
    warnings = (*reading.extracted.warnings, *converted, *_removal_warning(reading))
    for part, identity in reading.parts:
        yield report_of(_marked(part, reading.extracted), identity, source, warnings)


def _marked(cleaned: Cleaned, extracted: Extracted) -> Cleaned:
    """``cleaned`` with what is to be known of its pages."""
    pages = (
        replace(page, recognised=page.number in extracted.recognised, doubtful=page.number in extracted.doubtful)
        for page in cleaned.pages
    )
    return replace(cleaned, pages=tuple(pages))


def _removal_warning(reading: Reading) -> tuple[str, ...]:
    removed = sum(len(piece.text) for piece in reading.cleaned.removed)
    share = removed / max(1, len(reading.extracted.text))
    return (f"清理时去掉了文件的 {share:.0%}，请核对",) if share > _MUCH_REMOVED else ()


def report_of(
    cleaned: Cleaned,
    identity: Identity,
    source: Source,
    warnings: tuple[str, ...] = (),
) -> Report:
    year = identity.year.value if identity.year else None
    digest = hashlib.sha256(cleaned.text.encode()).hexdigest()
    sections = outline(cleaned, year, identity.reviewed)
    reviewed, planned = identity.reviewed, identity.planned
    if not identity.years_said:
        reviewed, planned = with_terms(reviewed, planned, sections)
    return Report(
        id=_report_id(identity, digest),
        kind=identity.kind,
        title=identity.title,
        place=identity.place.value.name if identity.place else None,
        year=year,
        reviewed=reviewed,
        planned=planned,
        meeting=identity.meeting.value if identity.meeting else None,
        date=identity.date.value if identity.date else None,
        speaker=identity.speaker.value if identity.speaker else None,
        text=cleaned.text,
        sha256=digest,
        pages=cleaned.pages,
        sections=sections,
        sources=(source,),
        warnings=(*warnings, *identity.warnings),
        facts=facts_of(cleaned.text, identity),
    )


def _report_id(identity: Identity, digest: str) -> str:
    place = identity.place.value.pinyin if identity.place else "unknown"
    year = identity.year.value if identity.year else "unknown"
    return f"{place}-{year}-{digest[:8]}"
