"""A summary and a comparison on the terminal and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from qa.evaluate.answers import VERDICT_LABELS, Verdict
from qa.evaluate.compare import Comparison, Difference
from qa.evaluate.judge import agreement
from qa.evaluate.marks import MEASURES, Marked, Summary
from qa.evaluate.record import Run
from qa.evaluate.stats import Estimate

#: What the table by slice has room for; the report has them all.
COLUMNS = ("recall@8", "right", "trap", "wrong", "refused", "citation_recall", "citation_precision", "evidence_cited")


def summary_json(run: Run, summary: Summary) -> str:
    """One object: ``slices`` with every measured mark as {value, low, high, n}, and ``seconds`` by stage."""
    return json.dumps(
        {
            "run": run.name,
            "system": run.meta.system,
            "index": run.meta.index,
            "questions": len(run.questions),
            "answered": len(run.outcomes),
            "modes": dict(summary.modes),
            "tokens": asdict(summary.cost) if summary.cost else None,
            "slices": [
                {
                    "group": one.slice.group,
                    "label": one.slice.label,
                    "n": len(one.slice.ids),
                    "marks": _marks(one.estimates),
                }
                for one in summary.slices
            ],
            "seconds": {speed.key: {"p50": asdict(speed.p50), "p95": asdict(speed.p95)} for speed in summary.speeds},
        },
        ensure_ascii=False,
        indent=2,
    )


def comparison_json(comparison: Comparison) -> str:
    """One object: ``slices`` with before, after and change of every mark, and ``changed`` with both answers."""
    return json.dumps(
        {
            "before": comparison.before,
            "after": comparison.after,
            "questions": comparison.questions,
            "slices": [
                {
                    "group": one.slice.group,
                    "label": one.slice.label,
                    "n": len(one.slice.ids),
                    "marks": {difference.measure.key: _difference(difference) for difference in one.differences},
                }
                for one in comparison.slices
            ],
            "changed": [
                {
                    "id": one.question.id,
                    "question": one.question.question,
                    "before": _reply(one),
                    "after": _reply(other),
                }
                for one, other in comparison.changed
            ],
        },
        ensure_ascii=False,
        indent=2,
    )


def print_summary(console: Console, run: Run, summary: Summary) -> None:
    console.print(_whole(run, summary))
    console.print(_by_slice(summary))
    if summary.modes:
        console.print("回答方式：" + "，".join(f"{mode} {count}" for mode, count in summary.modes))
    if (cost := summary.cost) and cost.asked:
        guessed = f"，其中 {cost.estimated} 题是估计" if cost.estimated else ""
        told = f"模型用量：每题 {cost.each:.0f} 词元（{cost.answers} 题读 {cost.read}、写 {cost.written}"
        console.print(f"{told}；{cost.asked} 题用了模型{guessed}）")
    for speed in summary.speeds:
        console.print(f"{speed.label}：p50 {speed.p50.value:.2f} 秒，p95 {speed.p95.value:.2f} 秒（{speed.p50.n} 题）")


def judged_line(marked: Iterable[Marked]) -> str:
    """How often the judge and the string marks agree."""
    pairs = [
        (one.answer.verdict is Verdict.RIGHT, one.judgement.right) for one in marked if one.answer and one.judgement
    ]
    found = agreement(pairs)
    if not found.n:
        return "没有解释类的回答可评判。"
    kappa = "无法计算（两种评分都只有一种结果）" if found.kappa is None else f"{found.kappa:.2f}"
    return f"评判了 {found.n} 个解释类回答，与要点评分一致 {found.alike} 个，Cohen κ {kappa}。"


def print_comparison(console: Console, comparison: Comparison) -> None:
    title = f"{comparison.before} → {comparison.after}（{comparison.questions} 题，成对差与 95% 区间，* 区间不含 0）"
    table = _table(title, ("分组", "指标", "前", "后", "差"))
    for one in comparison.slices:
        for difference in one.differences:
            table.add_row(escape(one.slice.label), *_difference_cells(difference))
    console.print(table)
    console.print(f"变化的问题：{len(comparison.changed)}")
    for before, after in comparison.changed:
        console.print(f"\n[bold]{escape(before.question.id)}[/] {escape(before.question.question)}")
        console.print(f"  前（{_state(before)}）：{escape(_reply(before)['answer'] or '–')}")
        console.print(f"  后（{_state(after)}）：{escape(_reply(after)['answer'] or '–')}")


def _whole(run: Run, summary: Summary) -> Table:
    title = f"{run.meta.system} · {run.meta.question_file} · {len(run.outcomes)}/{len(run.questions)} 题"
    table = _table(title, ("指标", "值", "95% 区间", "题数"))
    for measure, estimate in zip(MEASURES, summary.whole.estimates, strict=True):
        if estimate is not None:
            interval = f"{estimate.low:.3f}–{estimate.high:.3f}"
            table.add_row(measure.label, f"{estimate.value:.3f}", interval, str(estimate.n))
    return table


def _by_slice(summary: Summary) -> Table:
    keys = [key for key in COLUMNS if summary.whole.of(key) is not None]
    labels = {measure.key: measure.label for measure in MEASURES}
    table = _table("按类别、报告、问法", ("分组", "题数", *(labels[key] for key in keys)))
    for scores in summary.slices:
        cells = (_cell(scores.of(key)) for key in keys)
        table.add_row(escape(scores.slice.label), str(len(scores.slice.ids)), *cells)
    return table


def _table(title: str, columns: Iterable[str]) -> Table:
    table = Table(title=escape(title), title_justify="left")
    for place, column in enumerate(columns):
        table.add_column(column, justify="left" if place == 0 else "right", no_wrap=place == 0, overflow="fold")
    return table


def _cell(estimate: Estimate | None) -> str:
    return "–" if estimate is None else f"{estimate.value:.2f}"


def _marks(estimates: Iterable[Estimate | None]) -> dict[str, dict[str, float]]:
    measured = zip(MEASURES, estimates, strict=True)
    return {measure.key: asdict(estimate) for measure, estimate in measured if estimate is not None}


def _difference(difference: Difference) -> dict[str, object]:
    return {"before": difference.before, "after": difference.after, "change": asdict(difference.change)}


def _difference_cells(difference: Difference) -> tuple[str, str, str, str]:
    change = difference.change
    text = f"{change.value:+.3f} [{change.low:+.3f}, {change.high:+.3f}]{' *' if difference.certain else ''}"
    return difference.measure.label, f"{difference.before:.3f}", f"{difference.after:.3f}", escape(text)


def _reply(marked: Marked) -> dict[str, str | None]:
    return {"verdict": _state(marked), "answer": marked.outcome.error or marked.outcome.answer}


def _state(marked: Marked) -> str:
    if marked.answer is not None:
        return VERDICT_LABELS[marked.answer.verdict]
    return "证据齐全" if marked.retrieval is not None and marked.retrieval.complete == 1 else "证据不全"
