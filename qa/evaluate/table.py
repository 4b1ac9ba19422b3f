"""Several runs side by side in one Markdown table, over the questions that all of them were asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa.errors import InputError
from qa.evaluate.marks import MEASURES, STAGES, Summary, mark_run, summarise
from qa.evaluate.record import Run
from qa.evaluate.report import cell
from qa.evaluate.stats import Estimate

#: Marks that the table also gives by category.
BY_CATEGORY = ("right", "recall@4")


@dataclass(frozen=True, slots=True)
class Column:
    run: Run
    summary: Summary


def side_by_side(runs: Sequence[Run], seed: int) -> str:
    """Each mark of each run with its interval, then by category, then seconds; "–" where a run has no such mark.

    Raises InputError when the runs share no question.
    """
    columns = _columns(runs, seed)
    heads = [f"{cell(column.run.name)}（{cell(column.run.meta.system)}）" for column in columns]
    questions = len(columns[0].summary.whole.slice.ids)
    lines = [*_head([f"{questions} 题", *heads]), *_whole(columns), *_categories(columns), *_seconds(columns)]
    machines = dict.fromkeys(_machine(column.run) for column in columns)
    return "\n".join([*lines, "", f"方括号内为 95% 区间。机器：{'；'.join(machines)}。", ""])


def _columns(runs: Sequence[Run], seed: int) -> list[Column]:
    marked = [{one.question.id: one for one in mark_run(run)} for run in runs]
    first = marked[0]
    common = [key for key in first if all(key in one and one[key].question == first[key].question for one in marked)]
    if not common:
        raise InputError(f"{'、'.join(run.name for run in runs)} 没有共同的问题，无法并列")
    cards = runs[0].meta.cards
    chosen = [[one[key] for key in common] for one in marked]
    return [Column(run, summarise(group, cards, seed)) for run, group in zip(runs, chosen, strict=True)]


def _head(cells: Sequence[str]) -> list[str]:
    return [_line(cells), _line(["---"] * len(cells))]


def _whole(columns: Sequence[Column]) -> list[str]:
    rows = []
    for measure in MEASURES:
        estimates = [column.summary.whole.of(measure.key) for column in columns]
        if any(estimates):
            rows.append(
                _line([f"{measure.label}{'' if measure.rising else '（越低越好）'}", *map(interval, estimates)])
            )
    return rows


def _categories(columns: Sequence[Column]) -> list[str]:
    labels = {measure.key: measure.label for measure in MEASURES}
    slices = [scores.slice for scores in columns[0].summary.slices if scores.slice.group == "类别"]
    rows = []
    for key in BY_CATEGORY:
        for part in slices:
            found = [next(s for s in column.summary.slices if s.slice.label == part.label) for column in columns]
            estimates = [scores.of(key) for scores in found]
            if any(estimates):
                rows.append(_line([f"{labels[key]}·{part.label}（{len(part.ids)} 题）", *map(interval, estimates)]))
    return rows


def _seconds(columns: Sequence[Column]) -> list[str]:
    rows = []
    for key, label, _ in STAGES:
        speeds = [next((s for s in column.summary.speeds if s.key == key), None) for column in columns]
        if any(speeds):
            cells = [f"{s.p50.value:.2f} / {s.p95.value:.2f}" if s else "–" for s in speeds]
            rows.append(_line([f"{label}，秒 p50 / p95", *cells]))
    return rows


def interval(estimate: Estimate | None) -> str:
    return "–" if estimate is None else f"{estimate.value:.3f} [{estimate.low:.3f}, {estimate.high:.3f}]"


def _machine(run: Run) -> str:
    machine = run.meta.machine
    return f"{machine['processor']}，{machine['cores']} 核，{machine['memory']}"


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
