"""The command line: thin commands over the rooms. Errors are one line on stderr and exit code 1."""

from __future__ import annotations

import json
import logging
import os
import sys
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from pydantic import TypeAdapter
from rich.console import Console
from rich.table import Table
from typer.core import TyperGroup

from qa.errors import InputError, QAError, StoreLocked
from qa.intake import commands as intake
from qa.lookup import commands as lookup
from qa.profile import profile_of, shown_profile
from qa.progress import progress_bar
from qa.records import Answer, Evidence, Filters, Hit, Token
from qa.settings import Settings, as_toml, load_settings, shown


def _house() -> Any:
    """All rooms put together: loaded by the commands that answer, not before ``ingest`` and ``--help``."""
    from qa import setup

    return setup


class _Evaluation(TyperGroup):
    """Stands in for ``qa eval``, which brings most of the house along, until it is called."""

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> Any:
        from qa.evaluate.commands import app_for
        from qa.evaluate.targets import Openers

        house = _house()
        openers = Openers(
            lambda: load_settings(os.environ), house.open_shelf, house.assistant_for, house.models_for, house.open_parts
        )
        group = typer.main.get_group(app_for(openers))
        return group.make_context(info_name, args, parent, **extra)


app = typer.Typer(no_args_is_help=True, add_completion=False, help="政府工作报告问答：每句话都注明出处。")
models = typer.Typer(no_args_is_help=True, help="下载与查看本地模型。")
app.add_typer(models, name="models")
feedback = typer.Typer(no_args_is_help=True, help="读者对回答的评价。")
app.add_typer(feedback, name="feedback")
app.add_typer(typer.Typer(cls=_Evaluation, help="用固定的问题集评测，记录、查看和比较结果。"), name="eval")
app.command("ingest")(intake.ingest)
app.command("reports")(intake.reports)
app.command("statements")(lookup.statements)
app.command("table")(lookup.table)
app.command("outcomes")(lookup.outcomes)
app.command("mentions")(lookup.mentions)
app.command("indicators")(lookup.indicators)

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

    with progress_bar(err) as report:
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


@models.command("serve")
def models_serve(
    context: typer.Context,
    port: Annotated[int, typer.Option(min=1, max=65535, help="端口。")] = 8100,
) -> None:
    """单独运行本地对话模型，供几个 qa serve 进程共用；打印它们需要的环境变量。"""
    from qa.models.shared import run_shared

    run_shared(_settings(context), port, lambda line: out.print(line, markup=False, highlight=False, soft_wrap=True))


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
    assistant = _house().open_assistant(_settings(context))
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
    assistant = _house().open_assistant(settings, chat=False)
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
def serve(
    context: typer.Context,
    host: Annotated[str | None, typer.Option(help="监听地址。")] = None,
    port: Annotated[int | None, typer.Option(help="端口。")] = None,
    workers: Annotated[int | None, typer.Option(min=1, max=64, help="几个进程，共用资料库与模型。")] = None,
) -> None:
    """启动 HTTP 服务；设置见 qa settings 与 docs/service.md。

    同时作答与排队的个数、限速都是每个进程各算各的；每个密钥一天的用量是合计的。
    """
    from qa.web.guard import check_guard
    from qa.web.server import open_traces, run_worker, start_logs
    from qa.web.server import serve as run

    settings = _settings(context)
    given = {"host": host, "port": port, "workers": workers}
    changes = {key: value for key, value in given.items() if value is not None}
    settings = settings.model_copy(update={"web": settings.web.model_copy(update=changes)})
    check_guard(settings.web)
    traces = open_traces(settings.web) if settings.web.workers == 1 else None
    start_logs(settings)
    # Who reads the log by program finds nothing but JSON there.
    people = Console(stderr=True, quiet=not err.is_terminal, highlight=False)
    people.print("正在打开索引和模型……")
    where = f"服务地址：http://{settings.web.host}:{settings.web.port}（Ctrl+C 停止）"
    if settings.web.workers > 1:
        people.print(where, markup=False)
        _house().serve_workers(settings, run_worker)
        return
    assistant = _house().open_assistant(settings, wait=False)
    people.print(where, markup=False)
    run(assistant, settings, traces)


@app.command("mcp")
def serve_agents(context: typer.Context) -> None:
    """在标准输入输出上为智能体提供工具（MCP）：问答、检索、取数、报告；每个结果带出处。"""
    import anyio

    from qa.web.agents import serve_stdio

    settings = _settings(context)
    assistant = _house().open_assistant(settings, wait=False)
    try:
        anyio.run(serve_stdio, assistant, settings)
    finally:
        assistant.close()


@feedback.command("export")
def feedback_export(
    context: typer.Context,
    rating: Annotated[Literal["up", "down", "all"], typer.Option(help="只要评价为好或不好的，或全部。")] = "down",
) -> None:
    """把评价过的回答导出为问题集（JSONL）；改正答案和要点后，即可加入评测。"""
    from qa.web.export import export

    for question in export(_settings(context).web.feedback_file, None if rating == "all" else rating):
        sys.stdout.write(question.model_dump_json() + "\n")


@app.command("settings")
def show_settings(context: typer.Context, as_json: Json = False) -> None:
    """列出生效的设置；密钥不显示。"""
    settings = _settings(context)
    values, profile = shown(settings), shown_profile(profile_of(settings))
    if as_json:
        _print_json({**values, "profile": profile})
        return
    # What comes of the settings is no setting: a comment, so that the output is a settings file.
    told = "\n".join(f"# {line}" for line in as_toml(profile).splitlines()) if profile else "# 不用对话模型，只引原句"
    sys.stdout.write(f"{as_toml(values)}\n\n# 对话模型按上面的设置这样用：\n{told}\n")


def main() -> None:
    """Entry point: every error of ours becomes one line on stderr and exit code 1, or 75 when trying again helps."""
    try:
        app()
    except QAError as exc:
        err.print(f"错误：{exc}", markup=False, highlight=False, soft_wrap=True)
        sys.exit(getattr(os, "EX_TEMPFAIL", 75) if isinstance(exc, StoreLocked) else 1)


def _settings(context: typer.Context) -> Settings:
    return context.ensure_object(Settings)


def _checked(text: str) -> str:
    if not any(character.isalnum() for character in text):
        raise InputError("问题是空的，请输入要问的内容")
    if len(text) > 2000:
        raise InputError("问题太长，请控制在 2000 字以内")
    return text


def _print_answer(answer: Answer, as_json: bool) -> None:
    if as_json:
        from qa.web.convert import answer_out

        sys.stdout.write(answer_out(answer).model_dump_json(indent=1) + "\n")
        return
    if answer.plan.ask.understood:
        out.print(f"问的是：{answer.plan.ask.understood}", markup=False, style="dim", highlight=False)
    out.print(answer.answer, markup=False, highlight=False)
    for citation in answer.citations:
        where = " > ".join((citation.title, *citation.section))
        page = f"，{citation.shown_page}" if citation.page else ""
        out.print(f"[{citation.number}] {where}{page}", markup=False, style="bold", highlight=False)
        out.print(f"    {citation.quote}", markup=False, style="dim", highlight=False)


def _found(event: Evidence) -> str:
    return f"找到 {len(event.hits)} 段……\n"


def _print_json(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")
