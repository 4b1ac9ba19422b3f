"""``qa ingest`` and ``qa reports``."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from qa.corpus import explain as explaining
from qa.corpus.files import Found
from qa.corpus.watch import changes, snapshot
from qa.errors import FileError, InputError, QAError
from qa.intake import ingest as taking
from qa.intake.show import (
    counted,
    explanation_json,
    ingested_json,
    print_explanation,
    print_json,
    print_outcome,
    print_reports,
    report_row,
)
from qa.progress import progress_bar
from qa.settings import Settings

WATCH_SECONDS = 1.0

out = Console()
err = Console(stderr=True)

Json = Annotated[bool, typer.Option("--json", help="输出 JSON，供程序读取。")]


def ingest(
    context: typer.Context,
    paths: Annotated[list[Path] | None, typer.Argument(help="报告文件或文件夹，默认 seeds/。")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只读取和识别，不写索引。")] = False,
    explain: Annotated[
        Path | None, typer.Option("--explain", metavar="FILE", help="显示清理时从这个文件去掉了什么、认出了什么。")
    ] = None,
    wait: Annotated[bool, typer.Option("--wait", help="另一个进程正在写索引时，等它写完。")] = False,
    add: Annotated[bool, typer.Option("--add", help="加进现有索引，索引里的其他报告不重读。")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="入库后继续看着这些文件，有变动就重新入库。")] = False,
    as_json: Json = False,
) -> None:
    """读取报告，建立索引；未变的内容不重新计算。有文件读不了时，其余照常入库，退出码为 1。"""
    settings = context.ensure_object(Settings)
    if explain is not None:
        _explain(explain, as_json)
        return
    if watch and (dry_run or as_json):
        raise InputError("--watch 不能与 --dry-run 或 --json 同用")
    if add and (dry_run or watch or not paths):
        raise InputError("--add 要写明文件或文件夹，不能与 --dry-run 或 --watch 同用")
    encoder = taking.embedder_of(settings)
    seen = snapshot(paths or [settings.seeds_dir])
    problems = _once(settings, paths or [], encoder, dry_run=dry_run, add=add, wait=wait, as_json=as_json)
    if watch:
        _watch(settings, paths or [], encoder, seen)
    if problems:
        raise typer.Exit(1)


def reports(context: typer.Context, as_json: Json = False) -> None:
    """列出索引里的报告。"""
    from qa.index.store import open_store

    store = open_store(context.ensure_object(Settings).index_dir)
    rows = counted(store.passages, store.reports)
    if as_json:
        print_json([report_row(*row) for row in rows])
    else:
        print_reports(out, rows)


def _once(
    settings: Settings,
    paths: Sequence[Path],
    encoder: taking.OpenEncoder,
    *,
    dry_run: bool = False,
    add: bool = False,
    wait: bool = True,
    as_json: bool = False,
) -> bool:
    """Whether some file could not be read."""
    with progress_bar(err, transient=True) as report:
        if add:
            result = taking.add(settings, paths, report, encoder, wait=wait)
        else:
            result = taking.ingest(settings, paths, report, encoder, dry_run=dry_run, wait=wait)
    if as_json:
        print_json(ingested_json(result))
    else:
        print_reports(out, counted(result.corpus.passages, result.corpus.reports))
        print_outcome(out, result)
    for problem in result.corpus.problems:
        err.print(Text(f"跳过 {problem.file}：{problem.message}"), soft_wrap=True)
    return bool(result.corpus.problems)


def _explain(file: Path, as_json: bool) -> None:
    try:
        explanation = explaining.explain(Found(file, file.parent, file.name, inside=False))
    except FileError as exc:
        raise InputError(f"{file.name}：{exc}") from exc
    if as_json:
        print_json(explanation_json(explanation))
    else:
        print_explanation(out, explanation)


def _watch(
    settings: Settings, paths: Sequence[Path], encoder: taking.OpenEncoder, seen: frozenset[tuple[str, int, int, int]]
) -> None:
    """Until Ctrl+C; a round that fails is told and the next change tried."""
    err.print("正在看着这些文件（Ctrl+C 停止）……")
    try:
        for _ in changes(paths or [settings.seeds_dir], lambda: time.sleep(WATCH_SECONDS), seen):
            try:
                _once(settings, paths, encoder)
            except QAError as exc:
                err.print(Text(f"错误：{exc}"), soft_wrap=True)
    except KeyboardInterrupt:
        err.print("已停止。")
