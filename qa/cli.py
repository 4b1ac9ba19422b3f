"""The command line: thin commands over the rooms. Errors are one line on stderr and exit code 1."""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import TypeAdapter
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from qa.errors import InputError, QAError
from qa.evaluate.commands import app_for
from qa.evaluate.targets import Openers
from qa.records import Answer, Evidence, Filters, Hit, Report, Token
from qa.settings import Settings, load_settings
from qa.setup import assistant_for, models_for, open_assistant, open_shelf
from qa.setup import ingest as ingest_reports

app = typer.Typer(no_args_is_help=True, add_completion=False, help="政府工作报告问答：每句话都注明出处。")
models = typer.Typer(no_args_is_help=True, help="下载与查看本地模型。")
app.add_typer(models, name="models")
app.add_typer(app_for(Openers(lambda: load_settings(os.environ), open_shelf, assistant_for, models_for)), name="eval")

out = Console()
err = Console(stderr=True)

Json = Annotated[bool, typer.Option("--json", help="输出 JSON，供程序读取。")]
Places = Annotated[list[str] | None, typer.Option("--place", help="只查这些地方，可重复。")]
Years = Annotated[list[int] | None, typer.Option("--report-year", help="只查这些年份的报告，可重复。")]
TopK = Annotated[int | None, typer.Option("-k", "--top-k", min=1, max=50, help="返回的段落数。")]


@app.callback()
def common(
    context: typer.Context,
    settings: Annotated[Path | None, typer.Option(help="设置文件（TOML），默认 ./qa.toml。")] = None,
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help="显示运行日志。")] = False,
) -> None:
    logging.basicConfig(level=logging.INFO if verbose else logging.ERROR, format="%(levelname)s %(name)s: %(message)s")
    context.obj = load_settings(os.environ, settings)


@models.command("pull")
def models_pull(context: typer.Context) -> None:
    """下载当前设置需要的模型（可断点续传，校验哈希）。"""
    from qa.models import pull

    with _progress() as report:
        pull(_settings(context), report)


@models.command("list")
def models_list(context: typer.Context, as_json: Json = False) -> None:
    """列出本地模型及其状态。"""
    from qa.models import ModelStatus, catalogue

    statuses = catalogue(_settings(context))
    if as_json:
        _print_json(TypeAdapter(tuple[ModelStatus, ...]).dump_python(statuses, mode="json"))
        return
    table = Table("模型", "用途", "许可", "大小", "状态", "位置")
    for status in statuses:
        state = "已就绪" if status.present else "未下载"
        table.add_row(
            status.name, status.purpose, status.licence, f"{status.size / 1e6:.0f} MB", state, str(status.path)
        )
    out.print(table)


@app.command()
def ingest(
    context: typer.Context,
    paths: Annotated[list[Path] | None, typer.Argument(help="报告文件或文件夹，默认 seeds/。")] = None,
    as_json: Json = False,
) -> None:
    """读取报告，建立索引；未变的内容不重新计算。有文件读不了时，其余照常入库，退出码为 1。"""
    with _progress() as report:
        result = ingest_reports(_settings(context), paths or [], report)
    if as_json:
        _print_json(
            {
                "index": result.generation,
                "changed": result.changed,
                "reports": [_report_row(r, _count(result.corpus.passages, r)) for r in result.corpus.reports],
                "problems": [{"file": p.file, "message": p.message} for p in result.corpus.problems],
            }
        )
    else:
        _print_reports([(r, _count(result.corpus.passages, r)) for r in result.corpus.reports])
        out.print(f"索引 {result.generation} " + ("已更新。" if result.changed else "没有变化。"))
    for problem in result.corpus.problems:
        err.print(f"跳过 {problem.file}：{problem.message}", markup=False)
    if result.corpus.problems:
        raise typer.Exit(1)


@app.command()
def ask(
    context: typer.Context,
    question: Annotated[str, typer.Argument(help="要问的问题。")],
    place: Places = None,
    report_year: Years = None,
    top_k: TopK = None,
    as_json: Json = False,
) -> None:
    """提一个问题，得到注明出处的回答。"""
    filters = Filters(place=tuple(place or ()), report_year=tuple(report_year or ()))
    assistant = open_assistant(_settings(context))
    try:
        for event in assistant.stream(_checked(question), (), filters, top_k):
            if isinstance(event, Answer):
                _print_answer(event, as_json)
            elif not as_json and sys.stderr.isatty():
                err.print(event.text if isinstance(event, Token) else _found(event), end="", style="dim", markup=False)
    finally:
        assistant.close()


@app.command()
def search(
    context: typer.Context,
    query: Annotated[str, typer.Argument(help="要查的词句。")],
    top_k: TopK = None,
    place: Places = None,
    report_year: Years = None,
    as_json: Json = False,
) -> None:
    """只检索，不作答：列出段落与两种排序的得分。"""
    settings = _settings(context)
    assistant = open_assistant(settings, chat=False)
    filters = Filters(place=tuple(place or ()), report_year=tuple(report_year or ()))
    hits = assistant.search(_checked(query), top_k or settings.retrieve.top_k, filters)
    if as_json:
        _print_json(TypeAdapter(tuple[Hit, ...]).dump_python(hits, mode="json"))
        return
    for number, hit in enumerate(hits, start=1):
        passage, scores = hit.passage, hit.scores
        parts = [f"综合 {scores.fused:.3f}"]
        parts += [f"向量 {scores.dense:.3f}"] if scores.dense is not None else []
        parts += [f"词 {scores.words:.2f}"] if scores.words is not None else []
        out.print(f"{number}. {passage.title} · {' > '.join(passage.section)}（{'，'.join(parts)}）", markup=False)
        out.print(f"   {passage.text}", markup=False, style="dim")


@app.command()
def reports(context: typer.Context, as_json: Json = False) -> None:
    """列出索引里的报告。"""
    from qa.index.store import open_store

    store = open_store(_settings(context).index_dir)
    rows = [(report, _count(store.passages, report)) for report in store.reports]
    if as_json:
        _print_json([_report_row(*row) for row in rows])
    else:
        _print_reports(rows)


@app.command()
def serve(
    context: typer.Context,
    host: Annotated[str | None, typer.Option(help="监听地址。")] = None,
    port: Annotated[int | None, typer.Option(help="端口。")] = None,
) -> None:
    """启动 HTTP 服务。"""
    from qa.web.server import serve as run

    settings = _settings(context)
    changes = {key: value for key, value in (("host", host), ("port", port)) if value is not None}
    settings = settings.model_copy(update={"web": settings.web.model_copy(update=changes)})
    err.print("正在打开索引和模型……")
    assistant = open_assistant(settings, wait=False)
    err.print(f"服务地址：http://{settings.web.host}:{settings.web.port}（Ctrl+C 停止）", markup=False)
    run(assistant, settings)


def main() -> None:
    """Entry point: every error of ours becomes one line on stderr and exit code 1."""
    try:
        app()
    except QAError as exc:
        err.print(f"错误：{exc}", markup=False, highlight=False, soft_wrap=True)
        sys.exit(1)


def _settings(context: typer.Context) -> Settings:
    return context.ensure_object(Settings)


def _checked(text: str) -> str:
    if not any(character.isalnum() for character in text):
        raise InputError("问题是空的，请输入要问的内容")
    if len(text) > 2000:
        raise InputError("问题太长，请控制在 2000 字以内")
    return text


def _count(passages: Any, report: Report) -> int:
    return sum(passage.report_id == report.id for passage in passages)


def _report_row(report: Report, passages: int) -> dict[str, Any]:
    row = TypeAdapter(Report).dump_python(report, mode="json", exclude={"text", "sections", "pages"})
    return {**row, "chars": len(report.text), "sections": len(report.sections), "passages": passages}


def _print_reports(rows: list[tuple[Report, int]]) -> None:
    table = Table("编号", "地方", "报告年", "回顾", "安排", "章节", "段落", "字数", "来源", "提示")
    for report, passages in rows:
        sources = "、".join(s.name + (f"（{s.copies} 份相同）" if s.copies > 1 else "") for s in report.sources)
        table.add_row(
            report.id,
            report.place or "未知",
            str(report.year or "未知"),
            _span(report.reviewed),
            _span(report.planned),
            str(len(report.sections)),
            str(passages),
            str(len(report.text)),
            sources,
            "；".join(report.warnings),
        )
    out.print(table)


def _span(years: tuple[int, ...]) -> str:
    return f"{years[0]}—{years[-1]}" if len(years) > 1 else "".join(map(str, years))


def _print_answer(answer: Answer, as_json: bool) -> None:
    if as_json:
        from qa.web.convert import answer_out

        sys.stdout.write(answer_out(answer).model_dump_json(indent=1) + "\n")
        return
    out.print(answer.answer, markup=False, highlight=False)
    for citation in answer.citations:
        where = " > ".join((citation.title, *citation.section))
        page = f"，第 {citation.page} 页" if citation.page else ""
        out.print(f"[{citation.number}] {where}{page}", markup=False, style="bold", highlight=False)
        out.print(f"    {citation.quote}", markup=False, style="dim", highlight=False)


def _found(event: Evidence) -> str:
    return f"找到 {len(event.hits)} 段……\n"


def _print_json(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")


@contextmanager
def _progress() -> Iterator[Any]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=False) as bar:
        tasks: dict[str, Any] = {}

        def report(description: str, done: int, total: int) -> None:
            key = description if total else "…"
            if key not in tasks:
                tasks[key] = bar.add_task(description, total=total or None)
            bar.update(tasks[key], description=description, completed=done, total=total or None)

        yield report
