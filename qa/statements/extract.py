"""From a report to its statements; a pure function."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from qa.corpus.split import sentence_spans
from qa.figures import Figure, FigureKind, Motion
from qa.figures.units import COUNT, ORDER, POINTS, TIME
from qa.records import Facet, Report, Role, Section, Statement
from qa.statements.dates import dated
from qa.statements.focus import Focus, Speaking
from qa.statements.named import Named
from qa.statements.naming import names_of
from qa.statements.reading import Clause, Taken, taken_apart
from qa.statements.whose import is_place, place_and_name
from qa.wording import behind, subject
from qa.wording.around import AROUND_REPORT, speech_begins
from qa.wording.basis import OF_A_GOAL
from qa.wording.indicators import dictionary_names
from qa.wording.joining import BY_EACH
from qa.wording.spans import OF_SEASON, TURNED
from qa.wording.times import Use
from qa.wording.whereabouts import TOGETHER, area_opening

#: Shorter sentences (增长5%。) may be said of several things.
_SAYS_MUCH = 12
#: A sentence that ends so goes on in the next.
_PART = "；;"
#: A place, and only what became of it or which others.
_PLACE_ALONE = re.compile(r"\s*(?P<name>[一-鿿]{2,8}?)(?=、|分别|增长|下降|突破|达|超)")
_GOES_ON = re.compile(r"^[\s，,]*(?:其中|同比|比上年|较上年|增长|增加|下降|提高|[同另]时|分别|年均|以[上内]|左右)")


def statements_of(report: Report) -> tuple[Statement, ...]:
    """Every figure of ``report`` with all that is said of it, in the order of the text.

    A report without year or place gives statements with those fields None. A sentence that is printed twice, as web
    pages print the summary before the report, states once; one that was read in doubtful order states nothing.
    """
    return tuple(_once(report, _statements(report)))


def _once(report: Report, statements: Iterator[Statement]) -> Iterator[Statement]:
    first: dict[tuple[str, int], int] = {}
    for statement in statements:
        start, end = statement.sentence_start, statement.sentence_end
        told = ("".join(report.text[start:end].split()), statement.start - start)
        if len(told[0]) < _SAYS_MUCH or first.setdefault(told, start) == start:
            yield statement


def _statements(report: Report) -> Iterator[Statement]:
    speaking = Speaking(report)
    spoken = (section.start for section in report.sections if section.role is not Role.OTHER)
    begins = speech_begins(report.text, next(spoken, 0))
    for section in report.sections:
        if section.role is Role.OTHER and section.path and AROUND_REPORT.match(section.path[-1]):
            continue
        for start, end in _paragraphs(report.text, section):
            focus = speaking.of(section, report.text[start:end])
            before = area = ""
            together = False
            for first, last in sentence_spans(report.text, start, end):
                if last <= begins or report.doubtful_at(first, last):
                    continue
                text = report.text[first:last]
                area = area_opening(text) or area
                together = bool(area) and (
                    bool(TOGETHER.search(text)) or (together and report.text[first - 1] in _PART)
                )
                taken = taken_apart(text, speaking.clock)
                if taken is None:
                    before = before if _GOES_ON.match(text) else ""
                    continue
                carried = before if _GOES_ON.match(text) or _of_next_place(report.text, first, text) else ""
                focus = _against(taken, focus, speaking)
                named = names_of(taken, carried)
                shared = area if together else ""
                for statement in _of_sentence(report, taken, named, focus, speaking, first):
                    here = statement.place == report.place and shared
                    yield replace(statement, place=shared) if here else statement
                before = named[-1].name if named else ""


def _of_next_place(whole: str, first: int, text: str) -> bool:
    """龙华区突破3000亿元；|光明区、坪山区分别增长8.1%、13.4%: of the same as the part before, in other places."""
    place = _PLACE_ALONE.match(text)
    return whole[first - 1] in _PART and place is not None and is_place(place["name"])


def _against(taken: Taken, focus: Focus, speaking: Speaking) -> Focus:
    """The focus of a sentence that opens with 1992年同1987年相比: what it and those behind it tell is of the years between."""
    for last, base in pairwise(taken.times):
        compares = base.use is Use.BASE and taken.text[base.end :].startswith(("相比", "比较"))
        if compares and last.use is Use.AT and last.end >= base.start - 1 and base.last < last.first:
            speaking.compared(base.last + 1, last.last, focus.basis)
            return replace(focus, first=base.last + 1, last=last.last)
    return focus


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
    facet: Facet | None = None
    for item in named:
        if item.own and item.name != name:
            group, name = offset + item.clause.figure.start, item.name
        facet = facet if facet and _beside_a_goal(item) else facet_of(item)
        yield _statement(report, taken, item, facet, focus, speaking, offset, group)


def _beside_a_goal(named: Named) -> bool:
    """增长7.8%，略低于|8%|的预定目标: the goal is of what was told before, and 低于 says nothing of it."""
    clause = named.clause
    beside = subject.ABOVE.search(clause.lead) or subject.BELOW.search(clause.lead)
    return not named.own and bool(beside) and bool(OF_A_GOAL.match(clause.trail))


def _statement(
    report: Report, taken: Taken, named: Named, facet: Facet, focus: Focus, speaking: Speaking, offset: int, group: int
) -> Statement:
    figure = named.clause.figure
    when = dated(taken, named, facet, focus, speaking.clock)
    place, name = place_and_name(named.name if facet is Facet.RANK else _bare(named.name), report.place)
    name = f"{_season_left_out(taken, figure.start, name)}{name}"
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
        names=dictionary_names(subject.without_gap(name) if figure.measure.dimension == POINTS else name),
        place=place,
        period=when.period,
        basis=when.basis,
        facet=facet,
        whole=named.whole,
        group=group,
    )


def _season_left_out(taken: Taken, start: int, name: str) -> str:
    """雪季, of 2024—2025雪季接待游客1.63亿人次，实现旅游收入2881亿元: what the season had is none of the year's."""
    for time in reversed(taken.times):
        season = OF_SEASON.match(taken.text, time.end) if time.end <= start else None
        if season is not None:
            return "" if season[0] in name else season[0]
    return ""


def _bare(name: str) -> str:
    """The name without the word for its growth: 居民消费价格 for 居民消费价格涨幅."""
    for pattern in (subject.GROWTH_NAME, subject.DECLINE_NAME):
        shorter = pattern.sub("", name)
        if shorter != name and len(shorter) > 1 and subject.told(shorter) == shorter:
            return shorter
    return name


def facet_of(named: Named) -> Facet:
    """What of its indicator the figure is, from the words right before it."""
    clause, figure = named.clause, named.clause.figure
    if figure.kind is FigureKind.ORDINAL:
        return Facet.RANK
    if figure.measure.dimension == COUNT and named.name.endswith("台阶"):
        return Facet.RISE
    if named.whole or (figure.kind is FigureKind.PERCENT and subject.SHARE_NAME.search(named.name)):
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
    # 新建商品住房去化周期由24.6个月缩短: what lasts is never brought in.
    lasts = figure.measure.dimension in TIME or figure.kind is FigureKind.PERCENT
    if not lasts and (subject.NEW.search(clause.lead) or _brought_in(named)):
        return Facet.NEW
    return Facet.LEVEL


def _brought_in(named: Named) -> bool:
    """Whether the thing before was new, and so is this; 新增的涉税市场主体 tells which they are."""
    if not subject.NEW.match(named.verb):
        return False
    return bool(subject.NEW.match(named.name)) or not named.name.startswith(named.verb)


def _moved(clause: Clause) -> Facet | None:
    figure: Figure = clause.figure
    lead = BY_EACH.sub("", clause.lead)
    turned = TURNED.match(clause.trail if clause.starts else clause.lead)
    if (clause.ends or clause.starts or subject.REACHED.search(clause.lead)) and not turned:
        return None
    if clause.lead.rstrip().endswith("新增") and figure.kind is not FigureKind.PERCENT:
        return Facet.NEW
    if _improved(clause):
        return None
    if figure.unit == "番" or (figure.unit == ORDER.name and behind.LEAPS.match(clause.trail)):
        return Facet.RISE
    if subject.RISE.search(lead) or (figure.motion is Motion.RISE and not subject.BETTERED.search(clause.lead)):
        return Facet.RISE
    if subject.IMPROVED.search(clause.lead) and figure.kind is FigureKind.PERCENT:
        return Facet.FALL if subject.LOWER_IS_BETTER.search(clause.lead) else Facet.RISE
    if subject.FALL.search(lead) or figure.motion is Motion.FALL:
        return Facet.FALL
    if figure.measure.dimension == POINTS:
        beside = {Facet.RISE: subject.ABOVE, Facet.FALL: subject.BELOW}
        return next((facet for facet, words in beside.items() if words.search(clause.lead)), None)
    return None


def _improved(clause: Clause) -> bool:
    """提升|40所|普通高中办学能力: what is bettered is counted, and not by how much."""
    counted = clause.figure.kind is FigureKind.QUANTITY and clause.figure.measure.dimension in (COUNT, "")
    return counted and subject.BETTERS.search(clause.lead) is not None and bool(behind.name_behind(clause.trail))
