"""``qa statements``, ``qa table``, ``qa outcomes``, ``qa mentions`` and ``qa indicators``; the store and what reads it are loaded when one is called."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from qa.errors import InputError
from qa.records import Basis, Facet
from qa.settings import Settings

out = Console()
err = Console(stderr=True)

Json = Annotated[bool, typer.Option("--json", help="输出 JSON，与 HTTP 接口的相同。")]
Csv = Annotated[Path | None, typer.Option("--csv", metavar="FILE", help="写成 CSV 文件（Excel 可直接打开）。")]
Xlsx = Annotated[Path | None, typer.Option("--xlsx", metavar="FILE", help="写成 Excel 工作簿。")]
Places = Annotated[list[str] | None, typer.Option("--place", help="只看这些地方，可重复；可写简称。")]
Years = Annotated[list[int] | None, typer.Option("--year", help="只看这些年份的数字，可重复。")]


class BasisChoice(StrEnum):
    RESULT = "result"
    TARGET = "target"
    BOTH = "both"


_BASES = {
    BasisChoice.RESULT: (Basis.RESULT,),
    BasisChoice.TARGET: (Basis.TARGET,),
    BasisChoice.BOTH: (Basis.RESULT, Basis.TARGET),
}


def statements(
    context: typer.Context,
    report: Annotated[str, typer.Argument(help="报告编号，或地方加年份，如 承德2024。")],
    csv: Csv = None,
    xlsx: Xlsx = None,
    as_json: Json = False,
) -> None:
    """列出一份报告里的每个数字：什么指标、哪里、哪年、结果还是目标、原句。"""
    from qa.lookup import show, store
    from qa.statements.export import statement_rows

    stated = store.opened(context.ensure_object(Settings))
    found = stated.columns.statements(stated.columns.select(report_ids=[store.find(stated, report).id]))
    wrote = store.written(err, statement_rows(stated, found), csv, xlsx)
    if as_json:
        from qa.web.data import statement_out

        show.print_models([statement_out(stated, statement) for statement in found])
    elif not wrote:
        show.print_rows(out, *show.statement_cells(stated, found))


def table(
    context: typer.Context,
    indicator: Annotated[list[str], typer.Argument(help="指标，可带“增长”，可写几个。")],
    year: Years = None,
    place: Places = None,
    basis: Annotated[BasisChoice, typer.Option(help="结果、目标，或都要。")] = BasisChoice.RESULT,
    facet: Annotated[Facet | None, typer.Option(help="数量、增长、下降、占比、位次、新增；不给就看指标名。")] = None,
    csv: Csv = None,
    xlsx: Xlsx = None,
    as_json: Json = False,
) -> None:
    """把指标列成表：一行一个地方，一列一个年份；报告没有说到的写明“未提及”。

    例：qa table 地区生产总值增长 --year 2026 --basis target
    """
    from qa.lookup import show, store
    from qa.statements.export import table_rows
    from qa.statements.table import pivot

    stated = store.opened(context.ensure_object(Settings))
    places = [stated.full(name) for name in place or ()]
    made = pivot(stated, indicator, places=places, years=year or (), basis=_BASES[basis], facet=facet)
    wrote = store.written(err, table_rows(stated, made), csv, xlsx)
    if as_json:
        from qa.web.tables import table_out

        show.print_models(table_out(stated, made))
        return
    if not wrote:
        if out.is_terminal:
            out.print(made.title, style="bold", markup=False, highlight=False)
        show.print_rows(out, *show.table_cells(made))
    for note in made.notes:
        err.print(f"注：{note}", markup=False, highlight=False, soft_wrap=True)


def outcomes(
    context: typer.Context,
    indicator: Annotated[str, typer.Argument(help="指标，可带“增长”。")],
    year: Annotated[list[int] | None, typer.Option("--year", help="只看为这些年份定的目标，可重复。")] = None,
    place: Places = None,
    facet: Annotated[Facet | None, typer.Option(help="数量、增长等；不给就取目标最常定的一面。")] = None,
    csv: Csv = None,
    xlsx: Xlsx = None,
    as_json: Json = False,
) -> None:
    """目标与结果对照：各地为每年定了多少，后来的报告说做到多少，达到没有、差多少。

    例：qa outcomes 地区生产总值增长 --place 宜昌
    """
    from qa.lookup import show, store
    from qa.statements.export import outcome_rows
    from qa.statements.outcomes import outcomes as compared

    stated = store.opened(context.ensure_object(Settings))
    places = [stated.full(name) for name in place or ()]
    found = compared(stated, indicator, places=places, years=year or (), facet=facet)
    wrote = store.written(err, outcome_rows(stated, found), csv, xlsx)
    if as_json:
        from qa.web.tables import outcomes_out

        show.print_models(outcomes_out(stated, found))
        return
    if not wrote:
        if out.is_terminal:
            out.print(found.name, style="bold", markup=False, highlight=False)
        show.print_rows(out, *show.outcome_cells(found))
    for note in found.notes:
        err.print(f"注：{note}", markup=False, highlight=False, soft_wrap=True)


def mentions(
    context: typer.Context,
    phrase: Annotated[str, typer.Argument(help="要找的词句，逐字找。")],
    place: Places = None,
    report_year: Annotated[list[int] | None, typer.Option("--report-year", help="只看这些年份的报告，可重复。")] = None,
    csv: Csv = None,
    xlsx: Xlsx = None,
    as_json: Json = False,
) -> None:
    """一个提法的来历：哪些报告说到、几次、哪年最早，第一句原文；全部正文逐字找过。

    例：qa mentions 低空经济
    """
    from qa.corpus.mentions import mentions as found_in
    from qa.lookup import show, store
    from qa.statements.export import mention_rows

    if not phrase.strip():
        raise InputError("要找的词句是空的")
    stated = store.opened(context.ensure_object(Settings))
    places = [stated.full(name) for name in place or ()]
    found = found_in(phrase, stated.reports.values(), places, report_year or ())
    wrote = store.written(err, mention_rows(found), csv, xlsx)
    if as_json:
        from qa.web.data import mentions_out
        from qa.web.inputs import MAX_SIZE, MentionsQuery

        whole = MentionsQuery.model_construct(phrase=phrase, page=1, size=len(found.found) or 1, sentences=MAX_SIZE)
        show.print_models(mentions_out(stated.index, found, whole))
        return
    if not wrote:
        show.print_rows(out, *show.mention_cells(found))
    err.print(show.told_mentions(found), markup=False, highlight=False, soft_wrap=True)


def indicators(
    context: typer.Context,
    place: Places = None,
    year: Years = None,
    most: Annotated[int, typer.Option("-n", min=1, help="列出几个。")] = 50,
    as_json: Json = False,
) -> None:
    """列出报告说到的指标，说得最多的在前；哪些叫法算同一个、为什么。"""
    from qa.lookup import show, store

    stated = store.opened(context.ensure_object(Settings))
    places = [stated.full(name) for name in place or ()]
    rows = stated.columns.select(places=places, years=year or ()) if place or year else None
    total, listed = stated.names.listed(rows, most)
    if as_json:
        from qa.web.data import indicator_out

        show.print_models([indicator_out(joined) for joined in listed])
        return
    show.print_rows(out, *show.indicator_cells(listed))
    if total > len(listed):
        err.print(f"共 {total} 个指标，列出前 {len(listed)} 个（-n 可多列）。", soft_wrap=True)
