"""Questions about a report itself, answered from what it says of itself, cited to the line, without a model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qa.answer.asked import cited_at
from qa.answer.citations import without_marks
from qa.answer.composed import Composed
from qa.answer.evidence import Numbered
from qa.answer.spans import Span
from qa.index.store import Store
from qa.records import Cell, Fact, FactKind, Hit, Plan, Report, ReportKind, Table
from qa.wording.asking_about import About

#: Reports beyond these are counted and not listed; from so many on they are a table; so many that are silent are named.
_MOST, _TABLE, _NAMED = 40, 3, 4
#: A line longer than this is a paragraph: the citation is the sentence.
_LINE = 120
_NAMES = {
    About.SPEAKER: "报告人",
    About.OFFICE: "报告人的职务",
    About.DATE: "作报告的日期",
    About.MEETING: "作报告的会议",
    About.YEAR: "年份",
}
_KINDS = {
    About.SPEAKER: (FactKind.SPEAKER, FactKind.OFFICE),
    About.OFFICE: (FactKind.OFFICE, FactKind.SPEAKER),
    About.DATE: (FactKind.DATE,),
    About.MEETING: (FactKind.MEETING,),
    About.YEAR: (FactKind.DATE, FactKind.MEETING, FactKind.SPEAKER),
}


@dataclass(frozen=True, slots=True)
class AboutReport:
    """``composed`` is None when no report says what is asked; then ``missing`` tells what that is."""

    composed: Composed | None
    evidence: tuple[Numbered, ...]
    hits: tuple[Hit, ...]
    missing: str = ""


@dataclass(frozen=True, slots=True)
class _Told:
    """What one report says of itself in reply, what of it it does not say, and the numbers of the lines cited."""

    report: Report
    text: str
    silent: str
    numbers: tuple[int, ...]


def about_report(plan: Plan, store: Store) -> AboutReport | None:
    """The answer to a question about reports themselves; None when ``plan`` asks about something else."""
    of, asked = plan.ask.report, plan.ask.report.about
    reports = reports_of(plan, store)
    named = [report for report in reports if report.speaker in of.speakers]
    if not asked or not reports or not (named or of.named or About.SPEAKER in asked):
        return None
    if About.YEAR in asked and not named and len(reports) > 1:
        return None
    lines = _Lines(store)
    told = [_of_report(report, asked, lines) for report in (named or reports)[:_MOST]]
    if not any(one.text for one in told):
        return AboutReport(None, (), (), f"没有写明{told[0].silent}。")
    composed = _composed(told, max(0, len(named or reports) - _MOST))
    return AboutReport(composed, tuple(lines.items), tuple(item.hit for item in lines.items))


def reports_of(plan: Plan, store: Store) -> list[Report]:
    """The work reports asked for: those delivered in the years named, which are not years of data here; one a place and
    year, the one that says most of itself."""
    ids = {report_id for scope in plan.scopes for report_id in scope.report_ids}
    work = [r for r in store.reports if r.kind is ReportKind.WORK_REPORT]
    years = plan.report_years or plan.data_years
    found = [r for r in work if r.year in years and r.place in plan.places] if years and plan.places else []
    found = (
        found or [r for r in work if r.id in ids and (not years or r.year in years)] or [r for r in work if r.id in ids]
    )
    best: dict[tuple[str | None, int | None], Report] = {}
    for report in sorted(found, key=lambda r: (r.year is None, r.year or 0, r.id)):
        key = report.place, report.year
        if key not in best or len(report.facts) > len(best[key].facts):
            best[key] = report
    return list(best.values())


class _Lines:
    """The lines that facts stand in, each with its number, in the order they are asked for."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.items: list[Numbered] = []
        self._numbers: dict[tuple[str, int], int] = {}

    def number(self, report: Report, fact: Fact) -> int | None:
        """None for what a user said of the report: it stands in no line."""
        if fact.start is None or fact.end is None:
            return None
        span = _line(report.text, fact.start, fact.end)
        key = report.id, span.start
        if key not in self._numbers:
            passages = self._store.passages_of(report.id)
            if not passages:
                return None
            self._numbers[key] = len(self.items) + 1
            self.items.append(cited_at(len(self.items) + 1, report, passages, span))
        return self._numbers[key]


def _line(text: str, start: int, end: int) -> Span:
    """The line around a fact, or in a paragraph its sentence."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    if last - first > _LINE:
        first = max(first, text.rfind("。", first, start) + 1)
        stop = text.find("。", end, last)
        last = stop + 1 if stop >= 0 else last
    return Span(first, last)


def _of_report(report: Report, asked: Sequence[About], lines: _Lines) -> _Told:
    facts = {fact.kind: fact for fact in report.facts}
    said: list[str] = []
    numbers: dict[int, None] = {}
    for about in asked:
        sentence = _sentence(about, report, facts)
        if sentence:
            used = [facts[kind] for kind in _KINDS[about] if kind in facts]
            marks = dict.fromkeys(number for fact in used if (number := lines.number(report, fact)) is not None)
            said.append(f"{sentence}{''.join(f'[{number}]' for number in marks)}")
            numbers |= marks
    silent = [_NAMES[about] for about in asked if not _sentence(about, report, facts)]
    return _Told(report, "，".join(said), "、".join(silent), tuple(numbers))


def _sentence(about: About, report: Report, facts: Mapping[FactKind, Fact]) -> str:
    """What stands behind the name of the report; empty where the report does not say."""
    said = {kind: fact.value for kind, fact in facts.items()}
    speaker, office = said.get(FactKind.SPEAKER, ""), said.get(FactKind.OFFICE, "")
    day = _day(said[FactKind.DATE]) if FactKind.DATE in said else ""
    if about is About.SPEAKER and not speaker and office:
        return f"的报告人写作{office}，没有写明姓名"
    values = {
        About.SPEAKER: speaker and f"由{office}{speaker}作",
        About.OFFICE: office and f"写明的报告人职务是{office}",
        About.DATE: day and f"于{day}作",
        About.MEETING: FactKind.MEETING in said and f"在{said[FactKind.MEETING]}上作",
        About.YEAR: report.year and f"{f'由{office}{speaker}' if speaker else ''}于{day or f'{report.year}年'}作",
    }
    return values[about] or ""


def _day(date: str) -> str:
    year, month, day = date.split("-")
    return f"{year}年{int(month)}月{int(day)}日"


def report_name(report: Report) -> str:
    issuer = "国务院" if report.place == "全国" else report.place or ""
    return f"{issuer}{report.year or ''}{'年' if report.year else ''}政府工作报告"


def _composed(told: Sequence[_Told], beyond: int) -> Composed:
    lines = [f"{report_name(one.report)}{one.text}。" for one in told if one.text]
    for what in dict.fromkeys(one.silent for one in told if one.silent):
        names = [report_name(one.report) for one in told if one.silent == what]
        listed = "、".join(names) if len(names) <= _NAMED else f"其余{len(names)}份报告"
        lines.append(f"{listed}的文本没有写明{what}。")
    if beyond:
        lines.append(f"另有{beyond}份报告没有列出，请按地方或年份再问。")
    used = tuple(dict.fromkeys(number for one in told for number in one.numbers))
    table = Table(("报告", "报告文本写明的内容"), tuple(map(_row, told))) if len(told) >= _TABLE else None
    return Composed("\n".join(lines), used, "extractive", table=table)


def _row(one: _Told) -> tuple[Cell, ...]:
    return Cell(report_name(one.report)), Cell(
        without_marks(one.text) or "未提及", one.numbers[0] if one.numbers else None
    )
