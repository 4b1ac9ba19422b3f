"""Checking every figure of an answer against the sentences it cites."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from qa.answer.derive import Derived
from qa.answer.indicator import Indicated, contradicts, indicated
from qa.figures import Figure, FigureKind, Hedge, comparable, find_figures, rounds_to, same_value
from qa.figures.units import COUNT, TIME
from qa.records import CheckedFigure

_MARKS = re.compile(r"(?:\s?\[\d+\])+")
_SENTENCE_END = re.compile(r"[。；;！？!?\n|]")
_HEADING_YEAR = re.compile(r"^[^，。；！？\n]{0,30}?(\d{4})年[^，。；！？\n]{0,10}报告")
# A report speaks of its own five-year term and plans five years ahead.
_REACH = 5
_SMALL_COUNT = 10
_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class _Source:
    """One cited sentence, its figures, and the year of its report."""

    number: int
    figures: tuple[Indicated, ...]
    report_year: int | None


def check_figures(
    answer: str, evidence: Mapping[int, str], question: str = "", derived: Sequence[Derived] = ()
) -> tuple[CheckedFigure, ...]:
    """The figures of ``answer`` (marks as ``[n]``), each quoted, derived or unsupported, in order.

    ``evidence`` gives for each number the cited sentence with its heading (张家口市2024年报告：…). A figure must stand in a
    sentence cited for its claim, or in any when the claim has no mark, under the same indicator. Years may come from the
    heading or the question. ``derived`` are the figures that code computed for this answer.
    """
    sources = {number: _source(number, text) for number, text in evidence.items()}
    asked = find_figures(question)
    text = _MARKS.sub(lambda marks: " " * len(marks[0]), _without_operands(answer, derived))
    checked = (
        _check(said, _cited(marked, sources), asked, derived)
        for said in indicated(text)
        if not _counts(said.figure, marked := _marked(answer, said.figure))
    )
    return tuple(figure for figure in checked if figure is not None)


def _without_operands(answer: str, derived: Sequence[Derived]) -> str:
    """``answer`` with the left sides of its formulas blank, so that only their results are checked."""
    # The longest first: 1461÷475.5 stands in (1461÷475.5)^(1/10)−1.
    for operands in sorted((re.split("[=≈]", result.formula)[0] for result in derived), key=len, reverse=True):
        for written in (operands, operands.replace("−", "-")):
            answer = answer.replace(written, " " * len(written))
    return answer


def _source(number: int, text: str) -> _Source:
    heading = _HEADING_YEAR.match(text)
    return _Source(number, indicated(text), int(heading[1]) if heading else None)


def _cited(marked: Sequence[int], sources: Mapping[int, _Source]) -> tuple[_Source, ...]:
    """The sources of these numbers; all of them where there is none."""
    return tuple(sources[number] for number in marked if number in sources) or tuple(sources.values())


def _marked(answer: str, figure: Figure) -> tuple[int, ...]:
    """The numbers of the marks next after the figure in its sentence."""
    ending = _SENTENCE_END.search(answer, figure.end)
    stop = ending.end() if ending and ending[0] not in "|\n" else ending.start() if ending else len(answer)
    trailing = _MARKS.match(answer, stop)
    marks = _MARKS.search(answer, figure.end, trailing.end() if trailing else stop)
    return tuple(int(number) for number in re.findall(r"\d+", marks[0])) if marks else ()


def _counts(figure: Figure, marked: Sequence[int]) -> bool:
    """Whether the figure counts the reports that are cited behind it: 5份报告[1][2][3][4][5]."""
    return len(marked) > 1 and figure.number == len(marked) and not figure.scale and figure.unit == "份"


def _check(
    said: Indicated, cited: Sequence[_Source], asked: Sequence[Figure], derived: Sequence[Derived]
) -> CheckedFigure | None:
    """None for a small spelled count that the answer made of its own (两个方面) and for a period the question gave."""
    figure = said.figure
    if figure.kind in (FigureKind.YEAR, FigureKind.DATE):
        return _check_date(figure, cited, asked)
    matches = [(source, quoted) for source in cited for quoted in source.figures if _same(figure, quoted.figure)]
    computed = _computed(figure, derived)
    if computed is None or figure.unit:
        for source, quoted in matches:
            if not _other_claim(said, quoted, source):
                return CheckedFigure(figure.text, "quoted", source.number)
    found = computed or _approximated(figure, cited)
    if found is None and not matches and _own_count(figure, asked):
        return None
    return found or CheckedFigure(figure.text, "unsupported")


def _same(figure: Figure, quoted: Figure) -> bool:
    """Also true of a bare number (in a table, in a formula) that is written in the quote with a unit."""
    if same_value(figure, quoted, counters=True):
        return True
    if figure.kind is FigureKind.ORDINAL and quoted.kind is FigureKind.QUANTITY and figure.unit:
        # 由369位上升到235位 tells ranks as 第369位 does.
        return figure.unit == quoted.unit and figure.number == quoted.number and not quoted.scale
    bare = not figure.unit and not figure.scale and figure.kind is FigureKind.QUANTITY
    return bare and figure.number == quoted.number and quoted.upper is None and quoted.kind is not FigureKind.YEAR


def _other_claim(said: Indicated, quoted: Indicated, source: _Source) -> bool:
    """Whether the same number is said of something else, or as a fall for a rise, or as the level for the change."""
    motions = {said.figure.motion, quoted.figure.motion} - {None}
    return len(motions) > 1 or contradicts(said, quoted, source.figures)


def _computed(figure: Figure, derived: Sequence[Derived]) -> CheckedFigure | None:
    for result in derived:
        if any(_same(figure, other) for other in find_figures(result.text)):
            return CheckedFigure(figure.text, "derived", formula=result.formula)
    return None


def _approximated(figure: Figure, cited: Sequence[_Source]) -> CheckedFigure | None:
    for source in cited:
        for quoted in source.figures:
            if _approximates(figure, quoted.figure):
                return CheckedFigure(figure.text, "derived", source.number, f"{quoted.figure.text}≈{figure.text}")
    return None


def _approximates(said: Figure, exact: Figure) -> bool:
    """Whether a hedged figure (近两成, 约475亿元) is a fair way of saying the exact one (18.7%, 475.5亿元)."""
    if (
        said.upper is not None
        or exact.upper is not None
        or not comparable(said, exact, counters=True)
        or said.size <= 0
    ):
        return False
    share = exact.size / said.size
    if said.hedge is Hedge.NEARLY:
        return 1 - _TENTH <= share < 1
    if said.hedge is Hedge.OVER:
        return 1 <= share <= 1 + _TENTH
    return said.hedge is Hedge.ABOUT and rounds_to(exact, said)


def _own_count(figure: Figure, asked: Sequence[Figure]) -> bool:
    if figure.measure.dimension in TIME and any(same_value(figure, other) for other in asked):
        return True
    small = figure.spelled and figure.upper is None and figure.number <= _SMALL_COUNT and not figure.scale
    return small and (figure.kind is FigureKind.ORDINAL or figure.measure.dimension in {COUNT, *TIME})


def _check_date(figure: Figure, cited: Sequence[_Source], asked: Sequence[Figure]) -> CheckedFigure:
    for source in cited:
        if _dated(figure, [quoted.figure for quoted in source.figures], source.report_year):
            return CheckedFigure(figure.text, "quoted", source.number)
    if _dated(figure, asked, None) and _within_reach(figure, cited):
        return CheckedFigure(figure.text, "quoted")
    return CheckedFigure(figure.text, "unsupported")


def _dated(figure: Figure, known: Sequence[Figure], report_year: int | None) -> bool:
    """Whether the date, or both ends of the span, is among ``known``, in a span of it, or the year of the report or before."""
    if figure.kind is FigureKind.DATE:
        return any(same_value(figure, other) for other in known)
    years = [other for other in known if other.kind is FigureKind.YEAR]
    spans = [(other.value, other.upper or other.value) for other in years]
    if report_year is not None:
        spans.append((Decimal(report_year - 1), Decimal(report_year)))
    return all(any(low <= end <= high for low, high in spans) for end in (figure.value, figure.upper or figure.value))


def _within_reach(figure: Figure, cited: Sequence[_Source]) -> bool:
    """Whether some cited report can speak of the year although only the question names it.

    A single year is the one reviewed or a planned one; a span may be a whole term, or lead from the year of one report
    to that of another.
    """
    if figure.kind is not FigureKind.YEAR or any(source.report_year is None for source in cited):
        return True
    back = 1 if figure.upper is None else _REACH
    last = figure.upper or figure.value
    years = [source.report_year for source in cited if source.report_year is not None]
    inside = any(year - back <= figure.value and last <= year + _REACH for year in years)
    ends = all(any(year - 1 <= end <= year + _REACH for year in years) for end in (figure.value, last))
    return not years or inside or ends
