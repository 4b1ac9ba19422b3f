"""A run as something to look at: one self-contained HTML page and a Markdown summary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from qa.evaluate.ablation import Ablation, load_ablation
from qa.evaluate.answers import VERDICT_LABELS, Verdict
from qa.evaluate.marks import MEASURES, STAGES, Marked, Measure, Scores, Summary
from qa.evaluate.questions import CATEGORY_LABELS
from qa.evaluate.ranking import READ
from qa.evaluate.record import Run
from qa.evaluate.reliability import Bin, reliability
from qa.evaluate.shelf import find
from qa.evaluate.stats import Estimate

HTML, MARKDOWN = "report.html", "report.md"
#: The latency plot, in SVG units.
WIDTH, HEIGHT = 640, 240


@dataclass(frozen=True, slots=True)
class Row:
    """One mark of the whole run; ``None`` when it was not measured."""

    measure: Measure
    estimate: Estimate | None


@dataclass(frozen=True, slots=True)
class Bar:
    """One slice in the bar chart of one mark."""

    group: str
    label: str
    n: int
    estimate: Estimate


@dataclass(frozen=True, slots=True)
class Stack:
    """Verdicts of one category: (verdict, its label, count), those that occur."""

    label: str
    n: int
    counts: tuple[tuple[Verdict, str, int], ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """Share of questions done after so many seconds, as the points of an SVG polyline."""

    key: str
    label: str
    points: str


@dataclass(frozen=True, slots=True)
class GoldSeen:
    """A gold sentence, the report it is in, and the rank at which retrieval found it (None: not)."""

    report: str
    quote: str
    rank: int | None


@dataclass(frozen=True, slots=True)
class Case:
    """One question that went wrong, beside its gold."""

    marked: Marked
    verdict: str
    category: str
    gold: tuple[GoldSeen, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """All that the templates show."""

    run: Run
    summary: Summary
    rows: tuple[Row, ...]
    columns: tuple[Measure, ...]
    bars: tuple[Bar, ...]
    bar_title: str
    stacks: tuple[Stack, ...]
    curves: tuple[Curve, ...]
    ticks: tuple[tuple[float, str], ...]
    cases: tuple[Case, ...]
    ablation: Ablation | None
    reliability: tuple[Bin, ...]


def write_report(run: Run, marked: Sequence[Marked], summary: Summary) -> tuple[Path, Path]:
    """Writes both files into the run's folder and names them."""
    page = build(run, marked, summary)
    html, markdown = run.folder / HTML, run.folder / MARKDOWN
    html.write_text(_render("page.html.j2", page), encoding="utf-8")
    markdown.write_text(_render("summary.md.j2", page), encoding="utf-8")
    return html, markdown


def build(run: Run, marked: Sequence[Marked], summary: Summary) -> Page:
    rows = tuple(Row(measure, summary.whole.of(measure.key)) for measure in MEASURES)
    measured = tuple(row for row in rows if row.estimate is not None)
    answered = any(one.answer is not None for one in marked)
    charted = next(measure for measure in MEASURES if measure.key == ("right" if answered else f"recall@{READ}"))
    return Page(
        run=run,
        summary=summary,
        rows=measured,
        columns=tuple(row.measure for row in measured),
        bars=tuple(bar for scores in summary.slices if (bar := _bar(scores, charted)) is not None),
        bar_title=charted.label,
        stacks=_stacks(marked) if answered else (),
        curves=_curves(marked),
        ticks=_ticks(_slowest(marked)),
        cases=tuple(_case(one, run) for one in marked if _went_wrong(one)),
        ablation=load_ablation(run.folder),
        reliability=reliability(marked),
    )


def _render(template: str, page: Page) -> str:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).with_name("pages")),
        autoescape=select_autoescape(["html.j2"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["cell"] = cell
    return environment.get_template(template).render(page=page, width=WIDTH, height=HEIGHT)


def cell(text: object) -> str:
    """Text that neither breaks a Markdown table nor becomes mark-up."""
    escaped = str(text).replace("&", "&amp;").replace("<", "&lt;").replace("\\", "\\\\")
    return " ".join(escaped.replace("|", "\\|").replace("`", "\\`").replace("*", "\\*").split())


def _bar(scores: Scores, measure: Measure) -> Bar | None:
    estimate = scores.of(measure.key)
    return None if estimate is None else Bar(scores.slice.group, scores.slice.label, estimate.n, estimate)


def _stacks(marked: Sequence[Marked]) -> tuple[Stack, ...]:
    found = []
    for category, label in CATEGORY_LABELS.items():
        verdicts = [one.answer.verdict for one in marked if one.question.category == category and one.answer]
        counts = tuple((kind, VERDICT_LABELS[kind], verdicts.count(kind)) for kind in Verdict if kind in verdicts)
        if verdicts:
            found.append(Stack(label, len(verdicts), counts))
    return tuple(found)


def _slowest(marked: Sequence[Marked]) -> float:
    return max((one.outcome.seconds.total for one in marked if one.outcome.error is None), default=0.0) or 1.0


def _curves(marked: Sequence[Marked]) -> tuple[Curve, ...]:
    slowest = _slowest(marked)
    curves = []
    for key, label, read in STAGES:
        readings = (read(one.outcome.seconds) for one in marked if one.outcome.error is None)
        seconds = sorted(reading for reading in readings if reading is not None)
        if seconds:
            curves.append(Curve(key, label, _steps([second / slowest for second in seconds])))
    return tuple(curves)


def _steps(shares: Sequence[float]) -> str:
    """The empirical distribution of ``shares`` (0..1, ascending) as a staircase from the lower left."""
    points = [(0.0, 0.0)]
    for done, share in enumerate(shares, start=1):
        points += [(share, points[-1][1]), (share, done / len(shares))]
    return " ".join(f"{x * WIDTH:.1f},{(1 - y) * HEIGHT:.1f}" for x, y in points)


def _ticks(slowest: float) -> tuple[tuple[float, str], ...]:
    """Round seconds for the axis, as (place 0..1, label), at most six."""
    step = next(step for exponent in range(-4, 6) for step in _steps_of(exponent) if slowest / step <= 6)
    count = int(slowest / step)
    return tuple((place * step / slowest, f"{place * step:g}") for place in range(count + 1))


def _steps_of(exponent: int) -> tuple[float, ...]:
    return tuple(float(f"{lead}e{exponent}") for lead in (1, 2, 5))


def _went_wrong(marked: Marked) -> bool:
    if marked.outcome.error is not None:
        return True
    if marked.answer is not None:
        return marked.answer.verdict is not Verdict.RIGHT
    return marked.retrieval is not None and marked.retrieval.complete < 1


def _case(marked: Marked, run: Run) -> Case:
    verdict = VERDICT_LABELS[marked.answer.verdict] if marked.answer is not None else "证据不全"
    return Case(marked, verdict, CATEGORY_LABELS[marked.question.category], _gold(marked, run))


def _gold(marked: Marked, run: Run) -> tuple[GoldSeen, ...]:
    evidence = marked.question.evidence
    ranks = marked.retrieval.ranks if marked.retrieval is not None else (None,) * len(evidence)
    reports = ["、".join(card.label for card in find(run.meta.cards, gold.doc)) for gold in evidence]
    return tuple(
        GoldSeen(report or gold.doc, gold.quote, rank)
        for report, gold, rank in zip(reports, evidence, ranks, strict=True)
    )
