"""``qa eval``: run, report, compare, check, statements, gate. A first argument that is no command means ``run``."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Annotated, Any, get_args

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from typer.core import TyperGroup

from qa.errors import InputError, QAError, QuestionSetError
from qa.evaluate.ablation import ablate, save_ablation
from qa.evaluate.compare import compare
from qa.evaluate.extraction import GOLD, REPORTS, compare_gold, estimates, load_gold
from qa.evaluate.gate import FLOORS, Profile, falls, load_profile, statement_falls
from qa.evaluate.judge import PROMPT as JUDGE
from qa.evaluate.judge import Judge, judge_run, keep_in, load_judgements
from qa.evaluate.marks import Summary, mark_run, summarise
from qa.evaluate.probe import FALSE_AT_MOST, REFUSED_AT_LEAST, Probed, Swap, probe
from qa.evaluate.questions import Category, Numbered, Question, check_docs, check_quotes, load, refuse
from qa.evaluate.ranking import DEPTH
from qa.evaluate.record import QUESTIONS, Run, create, reopen, writing
from qa.evaluate.remote import ChatEndpoint
from qa.evaluate.report import write_report
from qa.evaluate.run import Selection, ask, describe, select
from qa.evaluate.shelf import Shelf
from qa.evaluate.show import comparison_json, judged_line, print_comparison, print_summary, summary_json
from qa.evaluate.show_extraction import extraction_json, print_extraction
from qa.evaluate.show_probe import print_probe
from qa.evaluate.system import Ours, Outcome, System
from qa.evaluate.table import side_by_side
from qa.evaluate.targets import Openers, Pipeline, Target, fitted, open_system
from qa.prompts import load_prompts

SUMMARY = "summary.json"
RUNS = Path("runs")
NOT_HELD = f"未守住下限：虚假的数不多于 {FALSE_AT_MOST}，拒答不少于 {REFUSED_AT_LEAST}"

QuestionFile = Annotated[
    Path | None, typer.Argument(metavar="QUESTIONS", help="问题集（JSON Lines）；默认为 seeds 目录中的 questions.jsonl")
]
RunFolder = Annotated[Path, typer.Argument(metavar="RUN", help="评测目录")]
AsJson = Annotated[bool, typer.Option("--json", help="输出 JSON")]
Seed = Annotated[int, typer.Option(help="估计区间用的随机种子")]
FloorsFile = Annotated[Path, typer.Option("--floors", help="下限文件")]


class RunByDefault(TyperGroup):
    """``qa eval FILE`` is ``qa eval run FILE``."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if not args or (args[0] not in self.commands and args[0] not in ctx.help_option_names):
            args = ["run", *args]
        return super().parse_args(ctx, args)


def app_for(openers: Openers) -> typer.Typer:
    """The command group, to be mounted as ``qa eval``."""
    app = typer.Typer(cls=RunByDefault, help="用固定的问题集评测，记录、查看和比较结果。")
    commands = Commands(openers)
    app.command("run", help="评测一个问题集（默认命令，可省去 run）。")(commands.run)
    app.command("report", help="重新评分，写出网页和摘要。")(commands.report)
    app.command("compare", help="比较两次评测：成对差、区间、变化的问题。")(commands.compare)
    app.command("table", help="把几次评测并列成一张 Markdown 表。")(commands.table)
    app.command("ablate", help="给一次评测加上检索的消融表：逐步加上各环节，含教科书式基线。")(commands.ablate)
    app.command("judge", help="请一个语言模型评判解释类回答（默认不用），与要点评分对照。")(commands.judge)
    app.command("check", help="检查问题集的格式，并与库中的报告核对。")(commands.check)
    app.command("statements", help="对照人工标注的句子，看报告里的数字读得准不准；没守住下限时退出码为 1。")(
        commands.statements
    )
    app.command("probe", help="追问报告没有写的事物，看会不会给出虚假的数；没守住下限时退出码为 1。")(commands.probe)
    app.command("gate", help="看一次评测是否守住下限；没守住时退出码为 1。")(commands.gate)
    return app


class Commands:
    """The commands; everything that must be opened comes in through ``openers``."""

    def __init__(self, openers: Openers) -> None:
        self._openers = openers
        self._out, self._err = Console(), Console(stderr=True)

    def run(
        self,
        questions: QuestionFile = None,
        url: Annotated[str | None, typer.Option(help="评测说 /v1/ask 的服务，如 http://127.0.0.1:8000")] = None,
        openai: Annotated[str | None, typer.Option(help="评测 OpenAI 兼容的接口（只评答案），与 --model 同用")] = None,
        model: Annotated[str | None, typer.Option(help="--openai 的模型名")] = None,
        api_key_env: Annotated[str, typer.Option(help="存放接口密钥的环境变量名")] = "OPENAI_API_KEY",
        pipeline: Annotated[Pipeline, typer.Option(help="ours 本系统；plain 教科书式 LangChain 基线")] = Pipeline.OURS,
        retrieval_only: Annotated[bool, typer.Option("--retrieval-only", help="只评检索，不用对话模型")] = False,
        limit: Annotated[int | None, typer.Option(min=1, help="最多几题")] = None,
        category: Annotated[
            list[str] | None, typer.Option(help=f"类别，可重复：{'、'.join(get_args(Category))}")
        ] = None,
        ids: Annotated[str | None, typer.Option(help="题目编号，逗号分隔")] = None,
        seed: Annotated[int | None, typer.Option(help="随机种子；给出时 --limit 随机抽题")] = None,
        out: Annotated[Path | None, typer.Option(help="评测目录；默认 runs 下按时间命名")] = None,
        resume: Annotated[Path | None, typer.Option(help="继续这次中断的评测")] = None,
        retry_failed: Annotated[bool, typer.Option("--retry-failed", help="继续时重问调用失败的题")] = False,
        gate: Annotated[str | None, typer.Option(help="按下限文件中的这一组选题，并要求守住下限")] = None,
        floors: FloorsFile = FLOORS,
        as_json: AsJson = False,
    ) -> None:
        with self._reported():
            profile = load_profile(gate, floors) if gate else None
            target = Target(url, openai, model, api_key_env, pipeline, retrieval_only or _bare(profile))
            selection = Selection(limit, _categories(category), _ids(ids, profile), seed)
            run = self._run(questions, target, selection, out, resume, retry_failed)
            summary = self._finish(run, seed or 0, as_json)
            self._hold(profile, summary)

    def report(self, run: RunFolder, seed: Seed = 0) -> None:
        with self._reported():
            record = Run(run)
            marked = mark_run(record)
            if not marked:
                raise InputError(f"{run} 中还没有任何回复")
            for path in write_report(record, marked, summarise(marked, record.meta.cards, seed)):
                self._out.print(str(path), soft_wrap=True)

    def compare(
        self,
        before: Annotated[Path, typer.Argument(metavar="A", help="前一次的评测目录")],
        after: Annotated[Path, typer.Argument(metavar="B", help="后一次的评测目录")],
        seed: Seed = 0,
        as_json: AsJson = False,
    ) -> None:
        with self._reported():
            comparison = compare(Run(before), Run(after), seed)
            if as_json:
                typer.echo(comparison_json(comparison))
            else:
                print_comparison(self._out, comparison)

    def table(
        self, runs: Annotated[list[Path], typer.Argument(metavar="RUN...", help="评测目录，一列一个")], seed: Seed = 0
    ) -> None:
        with self._reported():
            typer.echo(side_by_side([Run(run) for run in runs], seed), nl=False)

    def ablate(self, run: RunFolder, seed: Seed = 0) -> None:
        with self._reported():
            record = Run(run)
            made_of = self._openers.search(self._openers.settings())
            if made_of.store.generation != record.meta.index:
                raise InputError(
                    f"{run} 用的索引是 {record.meta.index}，现在的是 {made_of.store.generation}；请重新评测"
                )
            with writing(run):
                say = partial(self._err.print, markup=False, highlight=False)
                save_ablation(run, ablate(made_of, record.questions, record.meta.cards, seed, say))
        self.report(run, seed)

    def judge(
        self,
        run: RunFolder,
        url: Annotated[str, typer.Option(help="评判模型的 OpenAI 兼容接口")],
        model: Annotated[str, typer.Option(help="评判模型名，不要与作答的模型相同")],
        api_key_env: Annotated[str, typer.Option(help="存放接口密钥的环境变量名")] = "OPENAI_API_KEY",
        seed: Seed = 0,
    ) -> None:
        with self._reported():
            record = Run(run)
            prompt = load_prompts(self._openers.settings().prompts_dir)[JUDGE]
            judge = Judge(ChatEndpoint(url, model, os.environ.get(api_key_env)), model, prompt)
            replies = [(marked.question, marked.outcome) for marked in mark_run(record)]
            if model in {outcome.model for _, outcome in replies}:
                self._err.print(f"警告：{model} 正是作答的模型，评判自己的回答会偏宽", markup=False)
            with writing(run):
                failed = judge_run(judge, replies, load_judgements(run), partial(keep_in, run))
            for failure in failed:
                self._err.print(failure, markup=False, soft_wrap=True)
            self._out.print(judged_line(mark_run(record)), markup=False, soft_wrap=True)
        self.report(run, seed)
        if failed:
            raise typer.Exit(1)

    def check(self, questions: QuestionFile = None) -> None:
        with self._reported():
            settings = self._openers.settings()
            path = questions or settings.seeds_dir / "questions.jsonl"
            numbered = load(path)
            shelf = self._openers.shelf(settings)
            refuse(path, [*check_docs(numbered, shelf), *check_quotes(numbered, shelf)])
            self._out.print(f"{len(numbered)} 个问题，格式正确，证据都在库中。")

    def probe(
        self,
        most: Annotated[int, typer.Option(min=1, help="最多问多少个报告没有写的事物；写了的问一半")] = 400,
        seed: Annotated[int, typer.Option(help="抽题的随机种子")] = 0,
        swap: Annotated[
            Swap, typer.Option(help="换掉什么：thing 事物；measure 量（写了水果产量，问水果价格）")
        ] = Swap.THING,
    ) -> None:
        """No model is asked, whatever the settings say: what code answers by itself must already be right."""
        with self._reported():
            target = Target(retrieval_only=True)
            settings = fitted(self._openers.settings(), target)
            shelf = self._openers.shelf(settings)
            with self._openers.assistant(settings) as assistant, self._progress() as progress:
                task = progress.add_task("probe", total=None)

                def advance(_: Probed) -> None:
                    progress.advance(task)

                found = probe(Ours(assistant, DEPTH), shelf, most, seed, advance, swap)
            print_probe(self._out, found)
            if swap is Swap.THING and not found.held:
                self._err.print(NOT_HELD, markup=False, soft_wrap=True)
                raise typer.Exit(1)

    def gate(
        self,
        run: RunFolder,
        profile: Annotated[str, typer.Argument(metavar="PROFILE", help="下限文件中的组名")],
        floors: FloorsFile = FLOORS,
    ) -> None:
        with self._reported():
            record = Run(run)
            summary = summarise(mark_run(record), record.meta.cards, 0)
            self._hold(load_profile(profile, floors), summary)

    def statements(
        self,
        gold: Annotated[
            list[Path] | None, typer.Argument(metavar="GOLD...", help="标注文件（JSON Lines）；默认为仓库自带的")
        ] = None,
        reports: Annotated[
            list[Path] | None, typer.Option("--reports", help="标注句子所在报告的目录，可重复；默认为仓库自带的")
        ] = None,
        errors: Annotated[bool, typer.Option("--errors", help="列出每一处错误")] = False,
        floors: FloorsFile = FLOORS,
        as_json: AsJson = False,
    ) -> None:
        with self._reported():
            files = gold or sorted(GOLD.glob("*.jsonl"))
            sentences = [sentence for path in files for sentence in load_gold(path)]
            if not sentences:
                raise InputError(f"没有标注的句子：{'、'.join(map(str, files)) or GOLD}")
            pairs, missing = compare_gold(sentences, reports or REPORTS)
            measured = estimates(pairs)
            fallen = list(statement_falls(measured, floors))
            if missing:
                fallen.append(f"报告中没有这些句子：{'、'.join(missing)}")
            if as_json:
                typer.echo(extraction_json(len(sentences), measured, pairs))
            else:
                print_extraction(self._out, len(sentences), measured, pairs if errors else ())
            for fall in fallen:
                self._err.print(f"未守住下限：{fall}", markup=False, soft_wrap=True)
        if fallen:
            raise typer.Exit(1)

    def _run(
        self,
        questions: Path | None,
        target: Target,
        selection: Selection,
        out: Path | None,
        resume: Path | None,
        retry_failed: bool,
    ) -> Run:
        """Everything that can be wrong with the input is found before the system is opened or a folder made."""
        target.check()
        settings = fitted(self._openers.settings(), target)
        path = questions or (resume / QUESTIONS if resume else settings.seeds_dir / "questions.jsonl")
        numbered = load(path)
        chosen = select(numbered, selection)
        shelf = self._openers.shelf(settings)
        self._check(path, [item for item in numbered if item.question in chosen], shelf)
        with open_system(target, settings, self._openers, os.environ) as system:
            meta = describe(path, numbered, chosen, system.name, settings, shelf)
            run = reopen(resume, meta) if resume else create(out or _new_folder(system), meta, chosen)
            return self._ask(run, system, retry_failed)

    def _check(self, path: Path, questions: Sequence[Numbered], shelf: Shelf) -> None:
        """A report that is not in the store cannot be asked about; a quote lost in cleaning is a fault to measure."""
        refuse(path, check_docs(questions, shelf))
        for problem in check_quotes(questions, shelf):
            self._err.print(f"警告：{path} {problem}", markup=False, soft_wrap=True)

    def _ask(self, run: Run, system: System, retry_failed: bool) -> Run:
        with self._progress() as progress:
            task = progress.add_task(system.name, total=len(run.questions), completed=len(run.outcomes))

            def advance(question: Question, outcome: Outcome) -> None:
                if outcome.error is not None:
                    progress.console.print(f"{question.id} 调用失败：{outcome.error}", markup=False)
                progress.advance(task)

            try:
                return ask(run, system, advance, retry_failed)
            except KeyboardInterrupt:
                self._err.print(f"已中断，结果已保存；加上 --resume {run.folder} 可继续", markup=False, soft_wrap=True)
                raise typer.Exit(130) from None

    def _progress(self) -> Progress:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        return Progress(*columns, TimeElapsedColumn(), TimeRemainingColumn(), console=self._err)

    def _finish(self, run: Run, seed: int, as_json: bool) -> Summary:
        marked = mark_run(run)
        summary = summarise(marked, run.meta.cards, seed)
        text = summary_json(run, summary)
        (run.folder / SUMMARY).write_text(text + "\n", encoding="utf-8")
        html, _ = write_report(run, marked, summary)
        if as_json:
            typer.echo(text)
        else:
            print_summary(self._out, run, summary)
            self._out.print(f"报告：{html}", soft_wrap=True)
        return summary

    def _hold(self, profile: Profile | None, summary: Summary) -> None:
        fallen = falls(profile, summary) if profile else ()
        for fall in fallen:
            self._err.print(f"未守住下限：{fall}", markup=False, soft_wrap=True)
        if fallen:
            raise typer.Exit(1)

    @contextmanager
    def _reported(self) -> Iterator[None]:
        """Expected errors become a message on stderr: exit code 2 for a faulty question set, else 1."""
        try:
            yield
        except QAError as exc:
            self._err.print(str(exc), markup=False, soft_wrap=True, highlight=False)
            raise typer.Exit(2 if isinstance(exc, QuestionSetError) else 1) from exc


def _bare(profile: Profile | None) -> bool:
    return profile is not None and profile.retrieval_only


def _ids(ids: str | None, profile: Profile | None) -> tuple[str, ...]:
    if ids is not None:
        return tuple(part.strip() for part in ids.split(",") if part.strip())
    return profile.ids if profile is not None else ()


def _categories(names: list[str] | None) -> tuple[Category, ...]:
    known: tuple[Category, ...] = get_args(Category)
    unknown = sorted(set(names or ()) - set(known))
    if unknown:
        raise InputError(f"没有这些类别：{'、'.join(unknown)}；可用的有 {'、'.join(known)}")
    return tuple(category for category in known if category in (names or ()))


def _new_folder(system: System) -> Path:
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    return RUNS / f"{stamp}-{system.name.split()[0]}"
