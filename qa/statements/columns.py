"""All statements of a store as columns in memory (``parquet`` tells what each holds).

Texts stay dictionary-encoded: a row is a number in each column, and only the rows that are asked for become statements.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property, partial
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from qa.figures import FigureKind, Hedge
from qa.records import Basis, Facet, How, Statement
from qa.statements.coded import Coded, Mask, Rows, grouped, one_of, year_runs
from qa.statements.parquet import CODED, SCHEMA, decimal_of, dump, period_of, read, statement_of

_NO_FIRST, _NO_LAST = 32_767, -32_768
_CHOICES: dict[str, type[StrEnum]] = {"kind": FigureKind, "hedge": Hedge, "how": How, "basis": Basis, "facet": Facet}


@dataclass(frozen=True, slots=True)
class IndicatorName:
    """One indicator as it is written, how often, where, of which years, and the dictionary's names for it."""

    name: str
    count: int
    places: tuple[str, ...]
    years: tuple[int, ...]
    names: tuple[str, ...]


class Columns:
    """Read-only; ``Columns.load(dump(statements))`` has the very same statements."""

    def __init__(self, table: pa.Table) -> None:
        self._table = table
        for name, choices in _CHOICES.items():
            if not {*self._coded(name).values.to_pylist()} <= {*choices}:
                raise ValueError(f"unknown {name}")
        self._all: Rows = np.arange(len(table), dtype=np.int64)
        self._all.setflags(write=False)
        self._reports = self._coded("report_id")
        self._indicator = self._coded("indicator")
        self._place = self._coded("place")
        self._how, self._basis, self._facet = (self._coded(name) for name in ("how", "basis", "facet"))
        names = self._array("names")
        self._name = Coded(names.values)
        self._name_offsets = names.offsets.to_numpy()
        self._row_of_name = np.repeat(np.arange(len(table), dtype=np.int32), np.diff(self._name_offsets))
        first, last = self._array("first"), self._array("last")
        #: The data years of each row; one end stands for both where the other is not told, none fits no year.
        self.first: npt.NDArray[np.int16] = pc.fill_null(pc.coalesce(first, last), _NO_FIRST).to_numpy()
        self.last: npt.NDArray[np.int16] = pc.fill_null(pc.coalesce(last, first), _NO_LAST).to_numpy()
        if (backward := self.first > self.last).any():
            self.first, self.last = np.where(backward, _NO_FIRST, self.first), np.where(backward, _NO_LAST, self.last)
        #: Whether a row is of each of its years, or of their end, and not of several years together.
        self.single = one_of(self._how.codes, self._how.of([How.YEAR, How.END]), len(self._how.values))

    @classmethod
    def load(cls, *parts: bytes) -> Columns:
        """The statements of all ``parts``, at least one, in their order. Raises ValueError when one was not made by ``dump``."""
        tables = [read(data) for data in parts]
        return cls(tables[0] if len(tables) == 1 else pa.concat_tables(tables).unify_dictionaries().combine_chunks())

    @classmethod
    def of(cls, statements: Iterable[Statement]) -> Columns:
        return cls.load(dump(statements))

    def __len__(self) -> int:
        return len(self._table)

    def _array(self, name: str) -> pa.Array:
        column = self._table[name]
        return column.chunk(0) if column.num_chunks else pa.array([], column.type)

    def _coded(self, name: str) -> Coded:
        return Coded(self._array(name))

    def select(
        self,
        *,
        places: Sequence[str] = (),
        years: Sequence[int] = (),
        indicators: Sequence[str] = (),
        basis: Sequence[Basis] = (),
        facet: Sequence[Facet] = (),
        how: Sequence[How] = (),
        report_ids: Sequence[str] = (),
        q: str = "",
        loosely: bool = False,
        among: Rows | None = None,
    ) -> Rows:
        """Rows of ``among``, in its order, or of all, ascending, that have one of each of these; empty means any.

        ``indicators`` are names as stored or the dictionary's; ``q`` is a part of the name as stored. A row is of a
        data year that its period holds; a change, mean or sum of several years only of all of these together, unless
        ``loosely``.
        """
        rows = self._all if among is None else among
        if indicators:
            named = self._named(indicators)
            rows = np.flatnonzero(named) if among is None else rows[named[rows]]
        if q:
            rows = rows[self._have(self._indicator, self._indicator.containing(q), rows)]
        for column, wanted in (
            (self._reports, report_ids),
            (self._place, places),
            (self._basis, basis),
            (self._facet, facet),
            (self._how, how),
        ):
            if wanted:
                rows = rows[self._have(column, column.of(wanted), rows)]
        return rows[self._of_years(years, rows, loosely)] if years else rows

    def rows_of(self, report_id: str) -> Rows:
        """The rows of one report, ascending; what it takes goes by their number."""
        rows, begins = self._by_report
        code = self._code_of_report.get(report_id)
        return self._all[:0] if code is None else rows[begins[code] : begins[code + 1]]

    @cached_property
    def _by_report(self) -> tuple[Rows, Rows]:
        """All rows, report by report, and where in them each begins, by its code; one more for the end."""
        rows = np.argsort(self._reports.codes, kind="stable")
        return rows, np.searchsorted(self._reports.codes[rows], np.arange(len(self._reports.values) + 1))

    @cached_property
    def _code_of_report(self) -> dict[str, int]:
        return {report: code for code, report in enumerate(self._reports.values.to_pylist())}

    def within(self, report_id: str, start: int, end: int) -> Rows:
        """The rows whose figure begins in this part of the text of the report."""
        rows = self.rows_of(report_id)
        begins = self._numbers["start"][rows]
        found: Rows = rows[(begins >= start) & (begins < end)]
        return found

    def moments(self) -> dict[str, set[int]]:
        """The single years that each report (id) states figures of: 2020 of 从2020年的5.6万元增至7.8万元."""
        single = np.flatnonzero(self.single & (self.first == self.last))
        if not len(single):
            return {}
        years = self.first[single].astype(np.int64)
        begin, size = int(years.min()), int(years.max()) - int(years.min()) + 1
        told = np.zeros((len(self._reports.values), size), dtype=bool)
        told[self._reports.codes[single], years - begin] = True
        ids = self._reports.values.to_pylist()
        return {name: {begin + int(each) for each in np.flatnonzero(row)} for name, row in zip(ids, told, strict=True)}

    def _have(self, column: Coded, wanted: npt.NDArray[np.int64], rows: Rows) -> Mask:
        codes = column.codes if rows is self._all else column.codes[rows]
        return one_of(codes, wanted, len(column.values))

    def _named(self, indicators: Sequence[str]) -> Mask:
        mask = one_of(self._indicator.codes, self._indicator.of(indicators), len(self._indicator.values))
        return mask | self.naming(indicators)

    def _of_years(self, years: Sequence[int], rows: Rows, loosely: bool) -> Mask:
        kept = (self.first, self.last, self.single)
        first, last, single = kept if rows is self._all else (column[rows] for column in kept)
        runs = year_runs(years)
        mask = np.zeros(len(rows), dtype=bool)
        for start, end in runs:
            mask |= (first <= end) & (last >= start)
        if loosely:
            return mask
        mask &= single
        if len(runs) == 1:
            mask |= ~single & (first == runs[0][0]) & (last == runs[0][1])
        return mask

    def stating(self, codes: Rows) -> Rows:
        """Rows whose indicator is written as one of these names, given by their ``indicator_codes``."""
        return np.flatnonzero(one_of(self._indicator.codes, codes, len(self._indicator.values)))

    def own(self, places: Mapping[str, str | None]) -> Mask:
        """Which rows (n,) are of the very place that their report is of, by ``places`` (report id -> place)."""
        code_of = {place: code for code, place in enumerate(self._place.values.to_pylist())}
        of_report = [code_of.get(places.get(report), -2) for report in self._reports.values.to_pylist()]
        mask: Mask = self._place.codes == np.array([*of_report, -2], dtype=np.int32)[self._reports.codes]
        return mask

    def places_of(self, report_id: str) -> tuple[str, ...]:
        """The places that the statements of one report are of."""
        codes = np.unique(self._place.codes[self.rows_of(report_id)])
        return tuple(self._place.values.take(pa.array(codes[codes >= 0])).to_pylist())

    @property
    def place_codes(self) -> npt.NDArray[np.int32]:
        """Equal for rows (n,) of the same place; -1 where none is told."""
        return self._place.codes

    @property
    def report_codes(self) -> npt.NDArray[np.int32]:
        """Equal for rows (n,) of the same report."""
        return self._reports.codes

    def facets(self, rows: Rows) -> Iterator[Facet]:
        values = [Facet(value) for value in self._facet.values.to_pylist()]
        return (values[code] for code in self._facet.codes[rows].tolist())

    def sides(self, rows: Rows) -> Iterator[tuple[int, str, Basis, Facet]]:
        """Year, place, basis and facet of those ``rows`` that are of one year and place, each combination once."""
        rows = rows[(self.first[rows] == self.last[rows]) & (self._place.codes[rows] >= 0)]
        codes: tuple[npt.NDArray[Any], ...] = (self.first, self._place.codes, self._basis.codes, self._facet.codes)
        # One number for each combination, which sorts many times faster than rows of four.
        keys = np.zeros(len(rows), dtype=np.int64)
        for column, bits in zip(codes, (16, 32, 4, 4), strict=True):
            keys = (keys << bits) + column[rows]
        firsts = rows[np.unique(keys, return_index=True)[1]]
        combined = np.stack([column[firsts] for column in codes], axis=1)
        bases = [Basis(value) for value in self._basis.values.to_pylist()]
        facets = [Facet(value) for value in self._facet.values.to_pylist()]
        places = self._place.values.take(pa.array(combined[:, 1])).to_pylist()
        for place, (year, _, basis, facet) in zip(places, combined.tolist(), strict=True):
            yield year, place, bases[basis], facets[facet]

    def values(self, rows: Rows) -> list[float]:
        """The figures of ``rows`` in their units; a range's lower end."""
        values: list[float] = self._array("value").to_numpy()[rows].tolist()
        return values

    def years(self, rows: Rows) -> tuple[int, ...]:
        """The data years that ``rows`` are of singly, ascending."""
        alone = self.single[rows] & (self.first[rows] == self.last[rows])
        return tuple(np.unique(self.first[rows[alone]]).tolist())

    def by_report(self, values: Mapping[str, int]) -> npt.NDArray[np.int64]:
        """The value of each row's report (n,); 0 for reports that have none."""
        of_report = [values.get(report, 0) for report in self._reports.values.to_pylist()]
        return np.array([*of_report, 0], dtype=np.int64)[self._reports.codes]

    def statement(self, row: int) -> Statement:
        return self.statements([row])[0]

    def statements(self, rows: Sequence[int] | Rows) -> tuple[Statement, ...]:
        """The statements of these rows, in their order. Raises IndexError for a row that there is not."""
        taken = np.asarray(rows, dtype=np.int64)
        if len(taken) and not (taken.min() >= 0 and taken.max() < len(self)):
            raise IndexError("no such row")
        columns = [self._taken(name, taken) for name in SCHEMA.names]
        # Some thousand statements are of a few periods, and many of the same figure.
        return tuple(map(partial(statement_of, cache(period_of), cache(decimal_of)), *columns))

    def _taken(self, name: str, rows: Rows) -> list[Any]:
        if name == "names":
            return self._dictionary_of(rows)
        if name in self._texts:
            return self._texts[name].texts(rows)
        if name in self._numbers:
            taken: list[Any] = self._numbers[name][rows].tolist()
            return taken
        return list(self._array(name).take(pa.array(rows)).to_pylist())

    @cached_property
    def _texts(self) -> dict[str, Coded]:
        """The columns that statements have their texts from."""
        return {name: self._coded(name) for name in SCHEMA.names if SCHEMA.field(name).type == CODED}

    @cached_property
    def _numbers(self) -> dict[str, npt.NDArray[Any]]:
        """The columns of numbers that every row has, as they lie there: nothing is copied."""
        every = [field.name for field in SCHEMA if not field.nullable and pa.types.is_primitive(field.type)]
        return {name: self._array(name).to_numpy(zero_copy_only=len(self) > 0) for name in every}

    def _dictionary_of(self, rows: Rows) -> list[tuple[str, ...]]:
        """The dictionary's names of each row. Most rows have none or those of many others: each list is made once."""
        offsets, codes = self._name_offsets, self._name.codes
        begins, ends = offsets[rows].tolist(), offsets[rows + 1].tolist()
        made: dict[bytes, tuple[str, ...]] = {b"": ()}
        found = []
        for begin, end in zip(begins, ends, strict=True):
            key = codes[begin:end].tobytes() if end > begin else b""
            if key not in made:
                made[key] = tuple(self._name.values.take(pa.array(codes[begin:end])).to_pylist())
            found.append(made[key])
        return found

    def extents(self) -> dict[str, int]:
        """Where the last sentence of each report that states something ends, in characters."""
        ends = np.zeros(len(self._reports.values), dtype=np.int64)
        np.maximum.at(ends, self._reports.codes, self._array("sentence_end").to_numpy())
        return dict(zip(self._reports.values.to_pylist(), ends.tolist(), strict=True))

    # -- names --------------------------------------------------------------------------------------------------------

    @property
    def indicator_names(self) -> list[str]:
        """Every distinct name, in the order of ``indicator_codes``."""
        names: list[str] = self._indicator.values.to_pylist()
        return names

    @property
    def indicator_codes(self) -> npt.NDArray[np.int32]:
        """The name of each row (n,), as its place in ``indicator_names``."""
        return self._indicator.codes

    def codes_of(self, names: Sequence[str]) -> Rows:
        """The ``indicator_codes`` of these names; those that no row has are left out."""
        return self._indicator.of(names)

    def naming(self, names: Sequence[str]) -> Mask:
        """Which rows (n,) the dictionary has one of these ``names`` for."""
        mask = np.zeros(len(self), dtype=bool)
        if names:
            mask[self._row_of_name[one_of(self._name.codes, self._name.of(names), len(self._name.values))]] = True
        return mask

    def saying(self, pattern: str, codes: Rows) -> Mask:
        """Which of the names with these ``indicator_codes`` have, in small letters, a place that ``pattern`` fits."""
        return self._indicator.matching(pattern, codes)

    def codes_containing(self, part: str) -> Rows:
        """The ``indicator_codes`` of the names that ``part``, not empty, is in."""
        return self._indicator.containing(part)

    def indicators(self, rows: Rows | None = None, most: int | None = None) -> tuple[IndicatorName, ...]:
        """The ``most`` frequent names of indicators of ``rows``, or of all, most stated first; of equal ones the earlier."""
        rows = self._all if rows is None else rows
        counts = np.bincount(self._indicator.codes[rows], minlength=len(self._indicator.values))
        ranked = np.argsort(-counts, kind="stable")
        return self.described(ranked[counts[ranked] > 0][:most], rows)

    def described(self, codes: Rows, rows: Rows | None = None) -> tuple[IndicatorName, ...]:
        """The names with these codes, in their order, as ``rows`` state them."""
        rows = self._all if rows is None else rows
        wanted = np.zeros(len(self._indicator.values), dtype=bool)
        wanted[codes] = True
        rows = rows[wanted[self._indicator.codes[rows]]]
        counts = np.bincount(self._indicator.codes[rows], minlength=len(wanted)).tolist()
        told, single = (
            rows[self._place.codes[rows] >= 0],
            rows[self.single[rows] & (self.first[rows] <= self.last[rows])],
        )
        places = grouped(self._indicator.codes[told], self._place.codes[told])
        own = self._indicator.codes[single]
        years = grouped(np.concatenate([own, own]), np.concatenate([self.first[single], self.last[single]]))
        names = self._names_of(wanted)
        return tuple(
            IndicatorName(
                name,
                counts[code],
                tuple(self._place.values[place].as_py() for place in places.get(code, ())),
                tuple(years.get(code, ())),
                names.get(code, ()),
            )
            for code, name in zip(codes.tolist(), self._indicator.values.take(pa.array(codes)).to_pylist(), strict=True)
        )

    def dictionary_names(self) -> dict[int, tuple[str, ...]]:
        """The dictionary's names of all indicators that have any, by the ``indicator_codes``."""
        return self._names_of(np.ones(len(self._indicator.values), dtype=bool))

    def _names_of(self, wanted: Mask) -> dict[int, tuple[str, ...]]:
        """The dictionary's names of these indicators, as the first row that has any gives them."""
        having = self._row_of_name[wanted[self._indicator.codes[self._row_of_name]]]
        codes, at = np.unique(self._indicator.codes[having], return_index=True)
        names = self._array("names").take(pa.array(having[at])).to_pylist()
        return dict(zip(codes.tolist(), map(tuple, names), strict=True))
