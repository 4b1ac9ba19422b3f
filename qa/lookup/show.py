"""Statements, tables of them and names of indicators on the screen."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from pydantic import BaseModel
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from qa.corpus.mentions import Mentions
from qa.records import Basis, Statement
from qa.statements.export import UNKNOWN, period_text
from qa.statements.names import Joined
from qa.statements.outcomes import VERDICTS, Outcomes, told_difference
from qa.statements.stated import Stated, worded
from qa.statements.table import BASES, FACETS, SILENT, Cell, Pivot, why_empty

Cells = Sequence[Sequence[str]]


def print_rows(out: Console, header: Sequence[str], rows: Cells) -> None:
    """A table on a terminal, where long values go on in the next line; elsewhere a line a row with tabs between."""
    if not out.is_terminal:
        for line in (header, *rows):
            out.file.write("\t".join(" ".join(cell.split()) for cell in line) + "\n")
        return
    table = Table(*(Column(name, overflow="fold") for name in header))
    for row in rows:
        table.add_row(*map(Text, row))
    out.print(table)


def print_models(shown: BaseModel | Sequence[BaseModel]) -> None:
    """As JSON on stdout, a list of several."""
    if isinstance(shown, BaseModel):
        sys.stdout.write(shown.model_dump_json(indent=1) + "\n")
    else:
        sys.stdout.write("[" + ",\n".join(each.model_dump_json() for each in shown) + "]\n")


def statement_cells(stated: Stated, statements: Sequence[Statement]) -> tuple[Sequence[str], Cells]:
    header = ("指标", "数字", "地方", "年份", "性质", "方面", "原句")
    rows = [
        (
            each.indicator,
            worded(each),
            each.place or UNKNOWN,
            period_text(each.period),
            BASES[each.basis],
            FACETS[each.facet],
            stated.stand(each).quote,
        )
        for each in statements
    ]
    return header, rows


def table_cells(table: Pivot) -> tuple[Sequence[str], Cells]:
    return ("地方", *table.headings), [(line.place, *map(_shown, line.cells)) for line in table.lines]


def outcome_cells(found: Outcomes) -> tuple[Sequence[str], Cells]:
    header = ("地方", "年份", "目标", "结果", "判断", "结果比目标")
    return header, [
        (
            each.place,
            str(each.year),
            _shown(each.target),
            _shown(each.result) if each.result.statement else why_empty(found.column(each, Basis.RESULT), each.result),
            VERDICTS[each.verdict],
            told_difference(each),
        )
        for each in found.outcomes
    ]


def mention_cells(found: Mentions) -> tuple[Sequence[str], Cells]:
    header = ("报告", "年份", "次数", "第一句")
    return header, [
        (
            mention.report.title,
            str(mention.report.year or UNKNOWN),
            str(mention.count),
            mention.report.text[slice(*mention.sentences[0])],
        )
        for mention in found.found
    ]


def told_mentions(found: Mentions) -> str:
    if not found.found:
        return f"{found.searched} 份报告都没有说到“{found.phrase}”。"
    years = f"，最早 {found.first} 年，最近 {found.last} 年" if found.first else ""
    return f"{found.searched} 份报告中有 {len(found.found)} 份说到“{found.phrase}”，共 {found.count} 次{years}。"


def _shown(cell: Cell) -> str:
    if cell.statement is None:
        return SILENT
    others = "、".join(worded(other) for other in cell.others)
    return worded(cell.statement) + (f" *（另说 {others}）" if others else "")


def indicator_cells(listed: Sequence[Joined]) -> tuple[Sequence[str], Cells]:
    header = ("指标", "次数", "地方", "年份", "同一指标的其他叫法")
    return header, [
        (joined.name, str(joined.count), _places(joined.places), _years(joined.years), _others(joined))
        for joined in listed
    ]


def _places(places: Sequence[str]) -> str:
    return "、".join(places) if len(places) <= 3 else f"{'、'.join(places[:2])}等 {len(places)} 个"


def _years(years: Sequence[int]) -> str:
    return f"{years[0]}—{years[-1]}" if len(years) > 1 else "".join(map(str, years)) or UNKNOWN


def _others(joined: Joined) -> str:
    others = zip(joined.names[1:], joined.reasons, strict=True)
    return "；".join(f"{name.name}（{name.count} 次，{reason}）" for name, reason in others)
