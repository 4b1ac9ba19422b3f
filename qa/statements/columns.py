"""All statements of a store as columns, on disk and in memory; row i is the same statement in each.

``statements.parquet`` has one row a statement, report by report, in the order of the text:

    report_id                     the report that states it
    sentence_start, sentence_end  its sentence in the report's text, in characters, half-open: the citation
    start, end                    the figure as written, in characters of the report's text
    text                          the figure as written
    kind                          quantity, percent, year, date, ordinal, name
    value, upper                  the figure and the far end of a range (null: no range), in ``unit``
    value_exact, upper_exact      the same in decimal digits where a double is not exact, else null
    unit                          元 for 亿元, % …; empty when none is written
    hedge                         约, 近, 以上, 以内, 预计; null when exact
    indicator                     full name of what the figure is of
    names                         the dictionary's names for it, possibly none
    place                         where; null when the report does not tell
    first, last                   data years, both included; null when the report does not tell
    how                           year, end, span, average, total, since
    basis                         result, target, base, norm
    facet                         level, rise, fall, share, rank, new
    whole                         what a share is a share of, else empty
    group                         equal for figures of one report that are told in one breath

Texts are dictionary-encoded, and stay so in memory: a row is a number in each column, and only the rows that are asked
for become statements.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache, cached_property, partial
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from qa.figures import FigureKind, Hedge
from qa.records import Basis, Facet, How, Period, Statement

Rows = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

_NAME = pa.dictionary(pa.int32(), pa.string())
_BATCH = 50_000
# Beyond this a dictionary would go over to plain text in the file, which reads slowly.
_DICTIONARY_BYTES = 1 << 28
# A table of what is looked for is quicker than comparing with so many.
_FEW = 8
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


# -- on disk ----------------------------------------------------------------------------------------------------------


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _digits(value: Decimal | None) -> str | None:
    """``value`` where the shortest digits of its double are not the same number."""
    return None if value is None or Decimal(repr(float(value))) == value else str(value)


_FIELDS: tuple[tuple[pa.Field, Callable[[Statement], object]], ...] = (
    (pa.field("report_id", _NAME, nullable=False), lambda s: s.report_id),
    (pa.field("sentence_start", pa.int32(), nullable=False), lambda s: s.sentence_start),
    (pa.field("sentence_end", pa.int32(), nullable=False), lambda s: s.sentence_end),
    (pa.field("start", pa.int32(), nullable=False), lambda s: s.start),
    (pa.field("end", pa.int32(), nullable=False), lambda s: s.end),
    (pa.field("text", _NAME, nullable=False), lambda s: s.text),
    (pa.field("kind", _NAME, nullable=False), lambda s: s.kind.value),
    (pa.field("value", pa.float64(), nullable=False), lambda s: _float(s.value)),
    (pa.field("upper", pa.float64()), lambda s: _float(s.upper)),
    (pa.field("value_exact", pa.string()), lambda s: _digits(s.value)),
    (pa.field("upper_exact", pa.string()), lambda s: _digits(s.upper)),
    (pa.field("unit", _NAME, nullable=False), lambda s: s.unit),
    (pa.field("hedge", _NAME), lambda s: s.hedge and s.hedge.value),
    (pa.field("indicator", _NAME, nullable=False), lambda s: s.indicator),
    (pa.field("names", pa.list_(pa.field("element", _NAME)), nullable=False), lambda s: s.names),
    (pa.field("place", _NAME), lambda s: s.place),
    (pa.field("first", pa.int16()), lambda s: s.period.first),
    (pa.field("last", pa.int16()), lambda s: s.period.last),
    (pa.field("how", _NAME, nullable=False), lambda s: s.period.how.value),
    (pa.field("basis", _NAME, nullable=False), lambda s: s.basis.value),
    (pa.field("facet", _NAME, nullable=False), lambda s: s.facet.value),
    (pa.field("whole", _NAME, nullable=False), lambda s: s.whole),
    (pa.field("group", pa.int32(), nullable=False), lambda s: s.group),
)
SCHEMA = pa.schema([field for field, _ in _FIELDS])


def dump(statements: Iterable[Statement]) -> bytes:
    """The columns of ``statements`` as a Parquet file: equal statements, equal bytes. They are not held all at once."""
    table = pa.Table.from_batches([_batch(part) for part in _parts(statements)], SCHEMA)
    table = table.unify_dictionaries().combine_chunks()
    buffer = io.BytesIO()
    pq.write_table(
        table,
        buffer,
        compression="zstd",
        row_group_size=max(1, len(table)),
        dictionary_pagesize_limit=_DICTIONARY_BYTES,
    )
    return buffer.getvalue()


def _parts(statements: Iterable[Statement]) -> Iterator[Sequence[Statement]]:
    given = iter(statements)
    while part := list(islice(given, _BATCH)):
        yield part


def _batch(part: Sequence[Statement]) -> pa.RecordBatch:
    arrays = [_array(field, [of(statement) for statement in part]) for field, of in _FIELDS]
    return pa.RecordBatch.from_arrays(arrays, schema=SCHEMA)


def _array(field: pa.Field, values: list[Any]) -> pa.Array:
    if field.name == "names":
        offsets = np.cumsum([0, *map(len, values)], dtype=np.int32)
        flat = pa.array([name for names in values for name in names], pa.string()).dictionary_encode()
        return pa.ListArray.from_arrays(pa.array(offsets), flat, type=field.type)
    return pa.array(values, pa.string()).dictionary_encode() if field.type == _NAME else pa.array(values, field.type)


def _read(data: bytes, columns: Sequence[str] | None = None) -> pa.Table:
    """Raises ValueError when ``data`` is no such file. In this thread alone: a fork has no others, and they gain little."""
    try:
        file = pq.ParquetFile(pa.BufferReader(data), pre_buffer=False)
        if not file.schema_arrow.equals(SCHEMA):
            raise ValueError("columns of another form")
        return file.read(columns, use_threads=False).unify_dictionaries().combine_chunks()
    except pa.ArrowException as exc:
        raise ValueError("no columns") from exc


def indicator_names_in(data: bytes) -> list[str]:
    """The ``indicator_names`` of the columns of ``data``. Raises ValueError when it was not made by ``dump``."""
    column = _read(data, ["indicator"])["indicator"]
    return list(column.chunk(0).dictionary.to_pylist()) if column.num_chunks else []


# -- in memory --------------------------------------------------------------------------------------------------------


class _Coded:
    """A column of texts: ``codes`` (n,) into ``values``, -1 for none."""

    def __init__(self, array: pa.DictionaryArray) -> None:
        self.codes: npt.NDArray[np.int32] = array.indices.fill_null(-1).to_numpy()
        self.values = array.dictionary

    def of(self, wanted: Sequence[str]) -> Rows:
        """Codes of these texts; those that no row has are left out."""
        texts = [str(text) for text in wanted]
        if len(texts) <= _FEW:
            masks = [pc.equal(self.values, text) for text in texts]
        else:
            masks = [pc.is_in(self.values, pa.array(texts, pa.string()))]
        found = [np.flatnonzero(mask.to_numpy(zero_copy_only=False)) for mask in masks]
        return np.concatenate([np.empty(0, np.int64), *found])

    def containing(self, part: str) -> Rows:
        """Codes of the texts that ``part``, not empty, is in. All texts are gone through as one array of characters."""
        characters, begins = self._characters
        wanted = np.frombuffer(part.encode("utf-32-le"), np.uint32)
        at = np.flatnonzero(characters == wanted[0])
        at = at[at + len(wanted) <= len(characters)]
        for place, character in enumerate(wanted[1:], start=1):
            at = at[characters[at + place] == character]
        codes = np.searchsorted(begins, at, side="right") - 1
        return np.unique(codes[at + len(wanted) <= begins[codes + 1]])

    @cached_property
    def _characters(self) -> tuple[npt.NDArray[np.uint32], Rows]:
        """The characters of all texts one behind the other, and where each text begins; one more for the end."""
        begins = np.concatenate([[0], np.cumsum(pc.utf8_length(self.values).to_numpy(zero_copy_only=False))])
        joined = "".join(self.values.to_pylist()).encode("utf-32-le")
        return np.frombuffer(joined, np.uint32), begins.astype(np.int64)


def _among(codes: npt.NDArray[np.int32], wanted: npt.NDArray[np.int64], size: int) -> Mask:
    """Which of ``codes`` are one of ``wanted``; ``size`` is the number of codes there are."""
    if len(wanted) <= _FEW:
        mask = np.zeros(len(codes), dtype=bool)
        for code in wanted:
            mask |= codes == code
        return mask
    table = np.zeros(size + 1, dtype=bool)
    table[wanted] = True
    found: Mask = table[codes]
    return found


def _runs(years: Iterable[int]) -> list[tuple[int, int]]:
    """First and last of each run of years without a gap."""
    runs: list[tuple[int, int]] = []
    for year in sorted(set(years)):
        if runs and runs[-1][1] == year - 1:
            runs[-1] = (runs[-1][0], year)
        else:
            runs.append((year, year))
    return runs


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
        self._name = _Coded(names.values)
        self._name_offsets = names.offsets.to_numpy()
        self._row_of_name = np.repeat(np.arange(len(table), dtype=np.int32), np.diff(self._name_offsets))
        first, last = self._array("first"), self._array("last")
        #: The data years of each row; one end stands for both where the other is not told, none fits no year.
        self.first: npt.NDArray[np.int16] = pc.fill_null(pc.coalesce(first, last), _NO_FIRST).to_numpy()
        self.last: npt.NDArray[np.int16] = pc.fill_null(pc.coalesce(last, first), _NO_LAST).to_numpy()
        if (backward := self.first > self.last).any():
            self.first, self.last = np.where(backward, _NO_FIRST, self.first), np.where(backward, _NO_LAST, self.last)
        #: Whether a row is of each of its years, or of their end, and not of several years together.
        self.single = _among(self._how.codes, self._how.of([How.YEAR, How.END]), len(self._how.values))

    @classmethod
    def load(cls, *parts: bytes) -> Columns:
        """The statements of all ``parts``, at least one, in their order. Raises ValueError when one was not made by ``dump``."""
        tables = [_read(data) for data in parts]
        return cls(tables[0] if len(tables) == 1 else pa.concat_tables(tables).unify_dictionaries().combine_chunks())

    @classmethod
    def of(cls, statements: Iterable[Statement]) -> Columns:
        return cls.load(dump(statements))

    def __len__(self) -> int:
        return len(self._table)

    def _array(self, name: str) -> pa.Array:
        column = self._table[name]
        return column.chunk(0) if column.num_chunks else pa.array([], column.type)

    def _coded(self, name: str) -> _Coded:
        return _Coded(self._array(name))

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

    def _have(self, column: _Coded, wanted: npt.NDArray[np.int64], rows: Rows) -> Mask:
        codes = column.codes if rows is self._all else column.codes[rows]
        return _among(codes, wanted, len(column.values))

    def _named(self, indicators: Sequence[str]) -> Mask:
        mask = _among(self._indicator.codes, self._indicator.of(indicators), len(self._indicator.values))
        named = _among(self._name.codes, self._name.of(indicators), len(self._name.values))
        mask[self._row_of_name[named]] = True
        return mask

    def _of_years(self, years: Sequence[int], rows: Rows, loosely: bool) -> Mask:
        kept = (self.first, self.last, self.single)
        first, last, single = kept if rows is self._all else (column[rows] for column in kept)
        runs = _runs(years)
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
        return np.flatnonzero(_among(self._indicator.codes, codes, len(self._indicator.values)))

    def own(self, places: Mapping[str, str | None]) -> Mask:
        """Which rows (n,) are of the very place that their report is of, by ``places`` (report id -> place)."""
        code_of = {place: code for code, place in enumerate(self._place.values.to_pylist())}
        of_report = [code_of.get(places.get(report), -2) for report in self._reports.values.to_pylist()]
        mask: Mask = self._place.codes == np.array([*of_report, -2], dtype=np.int32)[self._reports.codes]
        return mask

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
        return tuple(map(partial(_statement, cache(_period), cache(_decimal)), *columns))

    def _taken(self, name: str, rows: Rows) -> list[Any]:
        """Column by column, each text of a dictionary made once: a row at a time takes three times as long."""
        if name == "names":
            return self._dictionary_of(rows)
        array = self._array(name).take(pa.array(rows))
        if array.type != _NAME:
            return list(array.to_pylist())
        codes = array.indices.fill_null(-1).to_numpy()
        used = np.unique(codes[codes >= 0])
        texts = dict(zip(used.tolist(), array.dictionary.take(pa.array(used)).to_pylist(), strict=True))
        return [texts.get(code) for code in codes.tolist()]

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
        places = _grouped(self._indicator.codes[told], self._place.codes[told])
        own = self._indicator.codes[single]
        years = _grouped(np.concatenate([own, own]), np.concatenate([self.first[single], self.last[single]]))
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


def _grouped(keys: npt.NDArray[Any], values: npt.NDArray[Any]) -> dict[int, list[int]]:
    """The distinct values of each key, ascending; values from -2**31 to 2**31."""
    pairs = np.unique((keys.astype(np.int64) << 32) + (values.astype(np.int64) + (1 << 31)))
    grouped: dict[int, list[int]] = {}
    for key, value in zip((pairs >> 32).tolist(), ((pairs & 0xFFFFFFFF) - (1 << 31)).tolist(), strict=True):
        grouped.setdefault(key, []).append(value)
    return grouped


def _decimal(number: float, digits: str | None) -> Decimal:
    """The exact number; whole ones without a point."""
    whole = digits is None and number.is_integer() and abs(number) < 2**53
    return Decimal(int(number)) if whole else Decimal(digits or repr(number))


# A look into a dictionary takes a tenth of the time that an enumeration takes to be called.
_KINDS: Mapping[str, FigureKind] = {each.value: each for each in FigureKind}
_HEDGES: Mapping[str, Hedge] = {each.value: each for each in Hedge}
_HOWS: Mapping[str, How] = {each.value: each for each in How}
_BASES: Mapping[str, Basis] = {each.value: each for each in Basis}
_FACETS: Mapping[str, Facet] = {each.value: each for each in Facet}


def _period(first: int | None, last: int | None, how: str) -> Period:
    return Period(first, last, _HOWS[how])


def _statement(
    period: Callable[[int | None, int | None, str], Period],
    number: Callable[[float, str | None], Decimal],
    report_id: str,
    sentence_start: int,
    sentence_end: int,
    start: int,
    end: int,
    text: str,
    kind: str,
    value: float,
    upper: float | None,
    value_exact: str | None,
    upper_exact: str | None,
    unit: str,
    hedge: str | None,
    indicator: str,
    names: Sequence[str],
    place: str | None,
    first: int | None,
    last: int | None,
    how: str,
    basis: str,
    facet: str,
    whole: str,
    group: int,
) -> Statement:
    """Of the columns, in their order; ``period`` and ``number`` make what many of them share."""
    return Statement(
        report_id,
        sentence_start,
        sentence_end,
        start,
        end,
        text,
        _KINDS[kind],
        number(value, value_exact),
        None if upper is None else number(upper, upper_exact),
        unit,
        None if hedge is None else _HEDGES[hedge],
        indicator,
        tuple(names),
        place,
        period(first, last, how),
        _BASES[basis],
        _FACETS[facet],
        whole,
        group,
    )
