"""All passages of a store as two tables of numbers, mapped from disk; a Passage is made when it is asked for.

    passages.npy     a row a passage: its report, section, years, page and how that was read, bounds and first sentence
    sentences.npy    a row a sentence, passage by passage: bounds, years, result or target, whether it has a digit
    years.json       the distinct tuples of years that both tables number

What a passage has of its report (title, place, year, the words themselves) is not written again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, overload

import numpy as np
import numpy.typing as npt

from qa.index.arrays import mapped, write_array
from qa.records import Aspect, Passage, Report, Sentence

Rows = npt.NDArray[np.int64]
Table = npt.NDArray[Any]

PASSAGES, SENTENCES, YEARS = "passages.npy", "sentences.npy", "years.json"
_NO_PAGE = -1
# Passages that stay made, some 3 kB each: a small store soon has all of them, a large one those just asked for.
_KEPT = 1 << 14
_DIGIT = re.compile(r"\d")
_NUMBERS = ("report", "section", "years", "page", "start", "end", "first", "count")
_SENTENCE = np.dtype([("start", "<i4"), ("end", "<i4"), ("years", "<i4"), ("target", "?"), ("digit", "?")])


def _passage_type(id_bytes: int) -> np.dtype[Any]:
    return np.dtype([*((name, "<i4") for name in _NUMBERS), ("recognised", "?"), ("id", f"S{max(1, id_bytes)}")])


class Passages(Sequence[Passage]):
    """Row i is the same passage in each ranking. Safe to use from several threads."""

    def __init__(
        self, reports: Sequence[Report], table: Table, sentences: Table, years: Sequence[Sequence[int]]
    ) -> None:
        """Raises ValueError when the parts do not fit together."""
        self._reports = tuple(reports)
        self._table = table
        #: Rows (sentences,) with ``start``, ``end``, ``years`` (into ``years``), ``target`` and ``digit``.
        self.sentences = sentences
        #: The distinct tuples of years that passages and sentences speak of.
        self.years = tuple(map(tuple, years))
        self._check()
        #: The report of each row (n,), as its place among the reports, and its years as a place in ``years``.
        self.report_of_row: npt.NDArray[np.int32] = np.ascontiguousarray(table["report"])
        self.years_of_row: npt.NDArray[np.int32] = np.ascontiguousarray(table["years"])
        #: Where the passages of each report begin; one more for the end.
        self.first_of_report = np.searchsorted(self.report_of_row, np.arange(len(self._reports) + 1))
        #: Where the sentences of each row begin; one more for the end.
        self.first_sentence: Rows = np.append(table["first"].astype(np.int64), len(sentences))
        self._records = _Records(self._reports, table, sentences, self.years)
        self._at = lru_cache(maxsize=_KEPT)(self._records.made)

    @classmethod
    def of(cls, reports: Sequence[Report], passages: Iterable[Passage]) -> Passages:
        """Of records in memory; each report's passages together, in the order of the reports. Raises ValueError when one
        says other than its report."""
        return cls(reports, *_tables(reports, passages))

    @classmethod
    def joined(cls, parts: Sequence[Passages]) -> Passages:
        """The passages of all, one table behind the other; of several the numbers are copied."""
        if len(parts) == 1:
            return parts[0]
        years: dict[tuple[int, ...], int] = {}
        tables, sentences, reports = list[Table](), list[Table](), list[Report]()
        for part in parts:
            codes = np.array([years.setdefault(each, len(years)) for each in part.years], dtype=np.int32)
            table, own = np.array(part._table), np.array(part.sentences)
            table["report"] += len(reports)
            table["first"] += sum(map(len, sentences))
            for numbers in (table, own):
                numbers["years"] = codes[numbers["years"]]
            tables.append(table)
            sentences.append(own)
            reports += part._reports
        return cls(reports, np.concatenate(tables), np.concatenate(sentences), list(years))

    @classmethod
    def load(cls, folder: Path, reports: Sequence[Report]) -> Passages:
        """Raises OSError or ValueError when the files are not those that ``save`` wrote for ``reports``."""
        years = json.loads((folder / YEARS).read_bytes())
        return cls(reports, mapped(folder / PASSAGES), mapped(folder / SENTENCES), years)

    def save(self, folder: Path) -> None:
        write_array(folder / PASSAGES, self._table)
        write_array(folder / SENTENCES, self.sentences)
        (folder / YEARS).write_text(json.dumps(self.years), encoding="utf-8")

    def __len__(self) -> int:
        return len(self._table)

    @overload
    def __getitem__(self, row: int) -> Passage: ...
    @overload
    def __getitem__(self, row: slice) -> Sequence[Passage]: ...
    def __getitem__(self, row: int | slice) -> Passage | Sequence[Passage]:
        if isinstance(row, slice):
            return tuple(self._at(each) for each in range(*row.indices(len(self))))
        if not -len(self) <= row < len(self):
            raise IndexError("no such passage")
        return self._at(row % len(self))

    def __iter__(self) -> Iterator[Passage]:
        """Without keeping them: who goes through all has no use for the last ones."""
        return map(self._records.made, range(len(self)))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(one == another for one, another in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]

    def text_of(self, row: int) -> str:
        """The text of one row, for who needs no more of the passage."""
        where = self._table[row]
        return self._reports[int(where["report"])].text[int(where["start"]) : int(where["end"])]

    def of_report(self, number: int) -> Rows:
        """Rows of the report with this place among the reports."""
        return np.arange(self.first_of_report[number], self.first_of_report[number + 1])

    def of_reports(self, numbers: Sequence[int]) -> Rows:
        """Rows of these reports, one report after the other."""
        first = self.first_of_report[np.asarray(numbers, dtype=np.int64)]
        counts = self.first_of_report[np.asarray(numbers, dtype=np.int64) + 1] - first
        rows: Rows = np.arange(counts.sum()) + np.repeat(first - np.cumsum(counts) + counts, counts)
        return rows

    def held_by(self, number: int, offset: int) -> Passage | None:
        """The first passage of a report that holds this character of its text."""
        rows = slice(int(self.first_of_report[number]), int(self.first_of_report[number + 1]))
        table = self._table[rows]
        (holding,) = np.nonzero((table["start"] <= offset) & (offset < table["end"]))
        return self[rows.start + int(holding[0])] if len(holding) else None

    def saying(self, number: int, spans: Iterable[tuple[int, int]]) -> tuple[Passage, Sentence] | None:
        """The first sentence of a report, with its passage, that has a character of one of ``spans`` of its text."""
        first, last = self.first_of_report[number : number + 2]
        begin = int(self.first_sentence[first])
        own = self.sentences[begin : int(self.first_sentence[last])]
        starts, ends = own["start"], own["end"]
        held = np.zeros(len(own), dtype=bool)
        for start, end in spans:
            held |= (starts < end) & (start < ends)
        if not held.any():
            return None
        at = begin + int(np.argmax(held))
        row = int(np.searchsorted(self.first_sentence, at, side="right")) - 1
        passage = self[row]
        return passage, passage.sentences[at - int(self.first_sentence[row])]

    def mentioned(self) -> dict[str, set[int]]:
        """The years that the passages of each report (id) speak of."""
        pairs = np.unique((self.report_of_row.astype(np.int64) << 32) + self.years_of_row)
        mentioned: dict[str, set[int]] = {report.id: set() for report in self._reports}
        for report, kind in zip((pairs >> 32).tolist(), (pairs & 0xFFFFFFFF).tolist(), strict=True):
            mentioned[self._reports[report].id].update(self.years[kind])
        return mentioned

    def _check(self) -> None:
        table, sentences = self._table, self.sentences
        if (
            table.dtype.names != (*_NUMBERS, "recognised", "id")
            or sentences.dtype != _SENTENCE
            or table.ndim != 1
            or sentences.ndim != 1
        ):
            raise ValueError("tables of another form")
        for numbers in (table["report"], table["section"], table["years"], sentences["years"]):
            if len(numbers) and numbers.min() < 0:
                raise ValueError("a number below zero")
        lengths = np.array([len(report.text) for report in self._reports])
        sections = np.array([len(report.sections) for report in self._reports])
        most = max(int(part["years"].max()) if len(part) else -1 for part in (table, sentences))
        ends = table["first"].astype(np.int64) + table["count"]
        fits = (
            bool(np.all(np.diff(table["report"]) >= 0))
            and (not len(table) or int(table["report"][-1]) < len(self._reports))
            and bool(np.all(table["section"] < sections[table["report"]]))
            and bool(np.all((table["start"] >= 0) & (table["end"] <= lengths[table["report"]])))
            and most < len(self.years)
            and bool(np.array_equal(table["first"], np.concatenate(([0], ends))[:-1]))
            and int(ends[-1] if len(ends) else 0) == len(sentences)
        )
        if not fits:
            raise ValueError("passages and reports do not fit together")


@dataclass(frozen=True, slots=True)
class _Records:
    """Apart from ``Passages``, which keeps some: a store that is let go must be gone at once, with all its files."""

    reports: Sequence[Report]
    table: Table
    sentences: Table
    years: Sequence[tuple[int, ...]]

    def made(self, row: int) -> Passage:
        number, section, years, page, start, end, first, count, recognised, passage_id = self.table[row].item()
        report = self.reports[number]
        place = report.sections[section]
        return Passage(
            id=passage_id.decode(),
            report_id=report.id,
            title=report.title,
            place=report.place,
            report_year=report.year,
            section=place.path,
            role=place.role,
            years=self.years[years],
            page=None if page == _NO_PAGE else page,
            start=start,
            end=end,
            text=report.text[start:end],
            sentences=tuple(
                Sentence(begin, stop, self.years[kind], Aspect.TARGET if target else Aspect.RESULT)
                for begin, stop, kind, target, _ in self.sentences[first : first + count].tolist()
            ),
            recognised=recognised,
        )


def _tables(reports: Sequence[Report], passages: Iterable[Passage]) -> tuple[Table, Table, list[tuple[int, ...]]]:
    numbers = {report.id: number for number, report in enumerate(reports)}
    sections = [{(each.path, each.role): place for place, each in enumerate(report.sections)} for report in reports]
    years: dict[tuple[int, ...], int] = {}
    rows: list[tuple[int | bytes, ...]] = []
    sentences: list[tuple[int, int, int, bool, bool]] = []
    for passage in passages:
        number = numbers[passage.report_id]
        _agree(passage, reports[number])
        rows.append(
            (
                number,
                sections[number][passage.section, passage.role],
                years.setdefault(passage.years, len(years)),
                _NO_PAGE if passage.page is None else passage.page,
                passage.start,
                passage.end,
                len(sentences),
                len(passage.sentences),
                passage.recognised,
                passage.id.encode(),
            )
        )
        sentences += [
            (
                each.start,
                each.end,
                years.setdefault(each.years, len(years)),
                each.aspect is Aspect.TARGET,
                _DIGIT.search(passage.sentence_text(each)) is not None,
            )
            for each in passage.sentences
        ]
    kind = _passage_type(max((len(row[-1]) for row in rows if isinstance(row[-1], bytes)), default=1))
    return np.array(rows, dtype=kind), np.array(sentences, dtype=_SENTENCE), list(years)


def _agree(passage: Passage, report: Report) -> None:
    told = (passage.title, passage.place, passage.report_year, passage.text)
    if told != (report.title, report.place, report.year, report.text[passage.start : passage.end]):
        raise ValueError(f"passage {passage.id} says other than its report")
