"""What a store is made of and the name that follows from it; light enough to ask before anything is loaded."""

from __future__ import annotations

import gc
import json
import os
import re
from collections.abc import Container, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from pydantic import TypeAdapter

from qa.index import layout
from qa.index.layout import FORMAT, Recipe
from qa.records import Passage, Report
from qa.statements import VERSION as STATEMENTS_VERSION
from qa.words import VERSION as WORDS_VERSION

REPORT: TypeAdapter[Report] = TypeAdapter(Report)
PASSAGE: TypeAdapter[Passage] = TypeAdapter(Passage)


#: The two files of the reports of a part.
REPORTS, TEXTS = "reports.jsonl", "texts.txt"
_ID = re.compile(rb'\{"id":"([^"]*)"')


def recipe_for(embedder: str, dimension: int, passage_chars: int) -> Recipe:
    return Recipe(
        format=FORMAT,
        embedder=embedder,
        dimension=dimension,
        passage_chars=passage_chars,
        words=WORDS_VERSION,
        statements=STATEMENTS_VERSION,
    )


def digests(reports: Sequence[Report], passages: Sequence[Passage]) -> dict[str, str]:
    """Of each report (id) a hash of all that a store holds of it."""
    parts = {report.id: [REPORT.dump_json(report)] for report in reports}
    for passage in passages:
        parts[passage.report_id].append(PASSAGE.dump_json(passage))
    return {report_id: layout.sha256(b"\0".join(each))[:32] for report_id, each in parts.items()}


def name_of(recipe: Recipe, content: Mapping[str, str]) -> str:
    """Name of the store of the reports with these ``digests``: equal content, equal name."""
    told = [json.dumps(recipe.model_dump(), sort_keys=True), *sorted(content.values())]
    return layout.sha256("\0".join(told).encode())[:16]


def generation_of(recipe: Recipe, reports: Sequence[Report], passages: Sequence[Passage]) -> str:
    return name_of(recipe, digests(reports, passages))


def dump_reports(reports: Sequence[Report]) -> tuple[bytes, bytes]:
    """The reports without their texts, a line each with the length of its text in bytes before it; and the texts."""
    texts = [report.text.encode() for report in reports]
    lines = (
        b"%d %s\n" % (len(text), REPORT.dump_json(replace(report, text="")))
        for report, text in zip(reports, texts, strict=True)
    )
    return b"".join(lines), b"".join(texts)


def load_reports(folder: Path, wanted: Container[str] | None = None) -> tuple[Report, ...]:
    """All, or those with these ids. Raises OSError or ValueError when the files are not those of ``dump_reports``."""
    with _no_collection(), (folder / REPORTS).open("rb") as told, (folder / TEXTS).open("rb") as written:
        return tuple(report for line in told if (report := _report(line, written, wanted)))


def _report(line: bytes, texts: BinaryIO, wanted: Container[str] | None) -> Report | None:
    length, _, record = line.partition(b" ")
    named = _ID.match(record)
    if wanted is not None and named and named[1].decode() not in wanted:
        texts.seek(int(length), os.SEEK_CUR)
        return None
    # Read as JSON, texts would take three quarters of the time.
    return replace(REPORT.validate_json(record), text=texts.read(int(length)).decode())


@contextmanager
def _no_collection() -> Iterator[None]:
    """Millions of records are made and none is garbage: looking for some takes as long again."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
