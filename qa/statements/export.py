"""Statements and tables of them as CSV and as a workbook.

Numbers stay numbers. A text that a spreadsheet would take for a formula gets an apostrophe before it; what no workbook
may hold (control characters) is left out.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from openpyxl import Workbook

from qa.corpus.mentions import Mention, Mentions
from qa.places import load_gazetteer
from qa.records import Basis, Period, Statement
from qa.statements.outcomes import VERDICTS, Outcome, Outcomes
from qa.statements.stated import Stand, Stated, stand_of, worded
from qa.statements.table import BASES, FACETS, SILENT, Cell, Column, Pivot, amount

T = TypeVar("T")
Value = str | int | Decimal | None
Row = Sequence[Value]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
UNKNOWN = "未写明"
#: Behind the number of a page that was read from its picture.
RECOGNISED = "（识别文字）"
STATEMENT_HEADER = (
    "指标", "数字", "数值", "数值上限", "单位", "地方", "数据年份", "性质", "方面", "占什么的比", "报告", "章节", "页", "原句", "起始字符", "结束字符", "正文SHA-256", "报告编号",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
#: The most characters that a cell of a workbook holds.
_LONGEST = 32_767


def period_text(period: Period) -> str:
    """2025, 2021—2025, or that the report does not tell."""
    years = dict.fromkeys(str(year) for year in (period.first, period.last) if year is not None)
    return "—".join(years) or UNKNOWN


def statement_rows(stated: Stated, statements: Iterable[Statement]) -> Iterator[Row]:
    """The header, then a row a statement."""
    yield STATEMENT_HEADER
    for statement in statements:
        stand = stated.stand(statement)
        yield (
            statement.indicator,
            worded(statement),
            statement.value,
            statement.upper,
            statement.unit,
            statement.place or UNKNOWN,
            period_text(statement.period),
            BASES[statement.basis],
            FACETS[statement.facet],
            statement.whole,
            stand.title,
            " > ".join(stand.section),
            stand.page,
            stand.quote,
            stand.start,
            stand.end,
            stand.sha256,
            stand.report_id,
        )


@dataclass(frozen=True, slots=True)
class Arranged:
    """How the rows of a table stand: by the column with the heading ``by`` ("" by what heads the rows; None as they are),
    ``turned`` with its years down and its places across."""

    by: str | None = None
    descending: bool = True
    turned: bool = False


def table_rows(stated: Stated, table: Pivot, arranged: Arranged = Arranged()) -> Iterator[Row]:
    """The header, then a row a place; each column of the table is four: as written, number, unit, where it stands.

    A fifth has what other reports say otherwise, where any does.
    """
    differs = any(cell.others for line in table.lines for cell in line.cells)
    parts = ("", "（数值）", "（单位）", "（出处）") + (("（另说）",) if differs else ())
    rows = [(line.place, list(zip(table.columns, line.cells, strict=True))) for line in table.lines]
    corner, heads = "地方", list(table.headings)
    if arranged.turned:
        turned = [(heading, [row[1][number] for row in rows]) for number, heading in enumerate(heads)]
        corner, heads, rows = "年份", [row[0] for row in rows], turned
    yield (corner, *(heading + part for heading in heads for part in parts))
    for label, cells in _ordered(rows, heads, arranged):
        yield (label, *(value for column, cell in cells for value in _cell(stated, column, cell)[: len(parts)]))


_Rows = list[tuple[str, list[tuple[Column, Cell]]]]


def _ordered(rows: _Rows, heads: Sequence[str], arranged: Arranged) -> _Rows:
    if arranged.by is None:
        return rows
    if arranged.by not in heads:
        return _spelled(rows, [label for label, _ in rows], arranged)
    number = heads.index(arranged.by)
    return _sized(rows, [_size(*row[1][number]) for row in rows], arranged)


def _size(column: Column, cell: Cell) -> Decimal | None:
    return amount(column, cell.statement) if cell.statement else None


def _sized(items: Sequence[T], sizes: Sequence[Decimal | int | None], arranged: Arranged) -> list[T]:
    """What has no number comes last, either way."""
    told = [place for place, size in enumerate(sizes) if size is not None]
    told.sort(key=lambda place: sizes[place] or 0, reverse=arranged.descending)
    return [items[place] for place in (*told, *(place for place, size in enumerate(sizes) if size is None))]


def _spelled(items: Sequence[T], labels: Sequence[str], arranged: Arranged) -> list[T]:
    """By what heads the rows: places by how they are spoken."""
    places = load_gazetteer()
    spoken = [place.pinyin if (place := places.get(label)) else label for label in labels]
    order = sorted(range(len(items)), key=spoken.__getitem__, reverse=arranged.descending)
    return [items[place] for place in order]


def _cell(stated: Stated, column: Column, cell: Cell) -> tuple[Value, ...]:
    statement = cell.statement
    if statement is None:
        return SILENT, None, None, None, None
    others = "；".join(f"{worded(other)}（{stated.stand(other).title}）" for other in cell.others)
    where = cited(stated.stand(statement))
    return worded(statement), amount(column, statement), statement.unit, where, others or None


OUTCOME_HEADER = ("地方", "年份", "指标", "目标", "目标（数值）", "目标（单位）", "目标（出处）", "结果", "结果（数值）", "结果（单位）", "结果（出处）", "判断", "结果减目标")  # fmt: skip


def outcome_rows(stated: Stated, found: Outcomes, arranged: Arranged = Arranged()) -> Iterator[Row]:
    """The header, then a row a target: the target and the result as written, number, unit, where each stands."""
    yield OUTCOME_HEADER
    for outcome in _arranged_outcomes(found, arranged):
        target = _cell(stated, found.column(outcome, Basis.TARGET), outcome.target)
        result = _cell(stated, found.column(outcome, Basis.RESULT), outcome.result)
        told = (VERDICTS[outcome.verdict], outcome.difference)
        yield (outcome.place, outcome.year, found.name, *target[:4], *result[:4], *told)


def _arranged_outcomes(found: Outcomes, arranged: Arranged) -> Sequence[Outcome]:
    """By a column of the page, whose last is called 结果比目标."""
    all_, verdicts = found.outcomes, list(VERDICTS)
    sizes: Mapping[str, Callable[[Outcome], Decimal | int | None]] = {
        "年份": lambda each: each.year,
        "目标": lambda each: _size(found.column(each, Basis.TARGET), each.target),
        "结果": lambda each: _size(found.column(each, Basis.RESULT), each.result),
        "判断": lambda each: verdicts.index(each.verdict),
        "结果比目标": lambda each: each.difference,
    }
    if arranged.by is None:
        return all_
    if arranged.by not in sizes:
        return _spelled(all_, [each.place for each in all_], arranged)
    return _sized(all_, [sizes[arranged.by](each) for each in all_], arranged)


MENTION_HEADER = ("提法", "报告", "地方", "报告年份", "次数", "章节", "页", "原句", "起始字符", "结束字符", "报告编号")


def mention_rows(found: Mentions, arranged: Arranged = Arranged()) -> Iterator[Row]:
    """The header, then a row a sentence that has the phrase; how often its report has it stands in each of its rows."""
    yield MENTION_HEADER
    for mention in _arranged_mentions(found.found, arranged):
        report = mention.report
        for start, end in mention.sentences:
            stand = stand_of(report, start, end)
            where = (" > ".join(stand.section), stand.page, stand.quote, start, end, report.id)
            yield (found.phrase, report.title, report.place or UNKNOWN, report.year, mention.count, *where)


def _arranged_mentions(found: Sequence[Mention], arranged: Arranged) -> Sequence[Mention]:
    """By a column of the page; the first sentence, its last one, leaves them as they are."""
    if arranged.by is None or arranged.by == "第一句":
        return found
    if arranged.by == "年份":
        return _sized(found, [each.report.year for each in found], arranged)
    if arranged.by == "次数":
        return _sized(found, [each.count for each in found], arranged)
    return _spelled(found, [each.report.place or each.report.title for each in found], arranged)


def cited(stand: Stand) -> str:
    """Where a sentence stands and the sentence, on one line."""
    page = f"，第 {stand.page} 页{RECOGNISED if stand.recognised else ''}" if stand.page else ""
    return f"{' > '.join((stand.title, *stand.section))}{page}：{stand.quote}"


def as_csv(rows: Iterable[Row]) -> bytes:
    """With the mark by which Excel knows UTF-8."""
    text = io.StringIO()
    csv.writer(text).writerows([_written(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _written(value: Value) -> str | int:
    if isinstance(value, Decimal):
        return format(value, "f")
    return value if isinstance(value, int) else _safe(value or "")


def as_xlsx(rows: Iterable[Row], sheet: str = "数据") -> bytes:
    book = Workbook(write_only=True)
    page = book.create_sheet(sheet)
    page.freeze_panes = "B2"
    for row in rows:
        page.append([_celled(value) for value in row])
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def _celled(value: Value) -> str | int | float | None:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() and abs(value) < 10**15 else float(value)
    return _safe(value)[:_LONGEST] if isinstance(value, str) else value


def _safe(text: str) -> str:
    text = _UNFIT.sub("", text)
    return f"'{text}" if text.startswith(_FORMULA) else text
