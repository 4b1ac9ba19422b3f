"""All statements of a store as columns on disk; row i is the same statement in each.

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

Texts are dictionary-encoded.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from qa.figures import FigureKind, Hedge
from qa.records import Basis, Facet, How, Period, Statement

CODED = pa.dictionary(pa.int32(), pa.string())
_BATCH = 50_000
# Beyond this a dictionary would go over to plain text in the file, which reads slowly.
_DICTIONARY_BYTES = 1 << 28


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _digits(value: Decimal | None) -> str | None:
    """``value`` where the shortest digits of its double are not the same number."""
    return None if value is None or Decimal(repr(float(value))) == value else str(value)


_FIELDS: tuple[tuple[pa.Field, Callable[[Statement], object]], ...] = (
    (pa.field("report_id", CODED, nullable=False), lambda s: s.report_id),
    (pa.field("sentence_start", pa.int32(), nullable=False), lambda s: s.sentence_start),
    (pa.field("sentence_end", pa.int32(), nullable=False), lambda s: s.sentence_end),
    (pa.field("start", pa.int32(), nullable=False), lambda s: s.start),
    (pa.field("end", pa.int32(), nullable=False), lambda s: s.end),
    (pa.field("text", CODED, nullable=False), lambda s: s.text),
    (pa.field("kind", CODED, nullable=False), lambda s: s.kind.value),
    (pa.field("value", pa.float64(), nullable=False), lambda s: _float(s.value)),
    (pa.field("upper", pa.float64()), lambda s: _float(s.upper)),
    (pa.field("value_exact", pa.string()), lambda s: _digits(s.value)),
    (pa.field("upper_exact", pa.string()), lambda s: _digits(s.upper)),
    (pa.field("unit", CODED, nullable=False), lambda s: s.unit),
    (pa.field("hedge", CODED), lambda s: s.hedge and s.hedge.value),
    (pa.field("indicator", CODED, nullable=False), lambda s: s.indicator),
    (pa.field("names", pa.list_(pa.field("element", CODED)), nullable=False), lambda s: s.names),
    (pa.field("place", CODED), lambda s: s.place),
    (pa.field("first", pa.int16()), lambda s: s.period.first),
    (pa.field("last", pa.int16()), lambda s: s.period.last),
    (pa.field("how", CODED, nullable=False), lambda s: s.period.how.value),
    (pa.field("basis", CODED, nullable=False), lambda s: s.basis.value),
    (pa.field("facet", CODED, nullable=False), lambda s: s.facet.value),
    (pa.field("whole", CODED, nullable=False), lambda s: s.whole),
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
    return pa.array(values, pa.string()).dictionary_encode() if field.type == CODED else pa.array(values, field.type)


def read(data: bytes, columns: Sequence[str] | None = None) -> pa.Table:
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
    column = read(data, ["indicator"])["indicator"]
    return list(column.chunk(0).dictionary.to_pylist()) if column.num_chunks else []


def decimal_of(number: float, digits: str | None) -> Decimal:
    """The exact number; whole ones without a point."""
    whole = digits is None and number.is_integer() and abs(number) < 2**53
    return Decimal(int(number)) if whole else Decimal(digits or repr(number))


# A look into a dictionary takes a tenth of the time that an enumeration takes to be called.
_KINDS: Mapping[str, FigureKind] = {each.value: each for each in FigureKind}
_HEDGES: Mapping[str, Hedge] = {each.value: each for each in Hedge}
_HOWS: Mapping[str, How] = {each.value: each for each in How}
_BASES: Mapping[str, Basis] = {each.value: each for each in Basis}
_FACETS: Mapping[str, Facet] = {each.value: each for each in Facet}


def period_of(first: int | None, last: int | None, how: str) -> Period:
    return Period(first, last, _HOWS[how])


def statement_of(
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
