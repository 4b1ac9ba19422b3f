"""From a report to its statements; a pure function."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.corpus.split import sentence_spans
from qa.figures import Figure, FigureKind, Motion
from qa.figures.units import COUNT, POINTS
from qa.records import Facet, Report, Section, Statement
from qa.statements.dates import dated
from qa.statements.focus import Focus, Speaking
from qa.statements.naming import Named, names_of
from qa.statements.reading import Clause, Taken, taken_apart
from qa.wording import subject
from qa.wording.indicators import dictionary_names
from qa.wording.whereabouts import told_of_place

_GOES_ON = re.compile(r"^[\s，,]*(?:其中|同比|比上年|较上年|增长|增加|下降|提高|[同另]时|分别|年均)")


def statements_of(report: Report) -> tuple[Statement, ...]:
    """Every figure of ``report`` with all that is said of it, in the order of the text.

    A report without year or place gives statements with those fields None.
    """
    return tuple(_statements(report))


def _statements(report: Report) -> Iterator[Statement]:
    speaking = Speaking(report)
    for section in report.sections:
        for start, end in _paragraphs(report.text, section):
            focus = speaking.of(section, report.text[start:end])
            before = ""
            for first, last in sentence_spans(report.text, start, end):
                text = report.text[first:last]
                taken = taken_apart(text, speaking.clock)
                if taken is None:
                    before = before if _GOES_ON.match(text) else ""
                    continue
                carried = before if _GOES_ON.match(text) else ""
                named = names_of(taken, carried)
                yield from _of_sentence(report, taken, named, focus, speaking, first)
                before = named[-1].name if named else ""


def _paragraphs(text: str, section: Section) -> Iterator[tuple[int, int]]:
    start = section.start
    while start < section.end:
        stop = text.find("\n", start, section.end)
        stop = section.end if stop < 0 else stop
        if stop > start:
            yield start, stop
        start = stop + 1


def _of_sentence(
    report: Report, taken: Taken, named: list[Named], focus: Focus, speaking: Speaking, offset: int
) -> Iterator[Statement]:
    group = offset
    name = ""
    for item in named:
        if item.own and item.name != name:
            group, name = offset + item.clause.figure.start, item.name
        yield _statement(report, taken, item, focus, speaking, offset, group)


def _statement(
    report: Report, taken: Taken, named: Named, focus: Focus, speaking: Speaking, offset: int, group: int
) -> Statement:
    figure = named.clause.figure
    facet = facet_of(named)
    when = dated(taken, named, facet, focus, speaking.clock)
    place, name = told_of_place(_bare(named.name), report.place)
    return Statement(
        report_id=report.id,
        sentence_start=offset,
        sentence_end=offset + len(taken.text),
        start=offset + figure.start,
        end=offset + figure.end,
        text=figure.text,
        kind=figure.kind,
        value=figure.value,
        upper=figure.upper,
        unit=figure.unit,
        hedge=figure.hedge,
        indicator=name,
        names=dictionary_names(name),
        place=place,
        period=when.period,
        basis=when.basis,
        facet=facet,
        whole=named.whole,
        group=group,
    )


def _bare(name: str) -> str:
    """The name without the word for its growth: 居民消费价格 for 居民消费价格涨幅."""
    for pattern in (subject.GROWTH_NAME, subject.DECLINE_NAME):
        shorter = pattern.sub("", name)
        if shorter != name and len(shorter) > 1:
            return shorter
    return name


def facet_of(named: Named) -> Facet:
    """What of its indicator the figure is, from the words right before it."""
    clause, figure = named.clause, named.clause.figure
    if figure.kind is FigureKind.ORDINAL:
        return Facet.RANK
    if named.whole or named.name.endswith(("占比", "比重")):
        return _moved(clause) or Facet.SHARE
    moved = _moved(clause) or (Facet(named.moved) if named.moved else None)
    if moved:
        return moved
    if figure.kind is FigureKind.PERCENT and not clause.starts and not subject.REACHED.search(clause.lead):
        # 增速5.2% of what was named before: the name is that of the thing.
        said = (named.name, subject.name_before(clause.lead))
        if any(map(subject.GROWTH_NAME.search, said)):
            return Facet.RISE
        if any(map(subject.DECLINE_NAME.search, said)):
            return Facet.FALL
    if figure.kind is not FigureKind.PERCENT and (subject.NEW.search(clause.lead) or subject.NEW.match(named.verb)):
        return Facet.NEW
    return Facet.LEVEL


def _moved(clause: Clause) -> Facet | None:
    figure: Figure = clause.figure
    if clause.ends or clause.starts or subject.REACHED.search(clause.lead):
        return None
    if figure.unit == "番" or subject.RISE.search(clause.lead) or figure.motion is Motion.RISE:
        return Facet.RISE if not _counts_new(clause) else None
    if subject.IMPROVED.search(clause.lead) and figure.kind is FigureKind.PERCENT:
        return Facet.FALL if subject.LOWER_IS_BETTER.search(clause.lead) else Facet.RISE
    if subject.FALL.search(clause.lead) or figure.motion is Motion.FALL:
        return Facet.FALL
    if figure.measure.dimension == POINTS:
        beside = {Facet.RISE: subject.ABOVE, Facet.FALL: subject.BELOW}
        return next((facet for facet, words in beside.items() if words.search(clause.lead)), None)
    return None


def _counts_new(clause: Clause) -> bool:
    return bool(re.search(r"新增\s*$", clause.lead)) and clause.figure.measure.dimension in {COUNT, "人次"}
