"""A report summed up: its headline results, targets and tasks, and what it promises to do for the people, all cited.

Without a model that is the report at a glance; a capable one gets the same and what stands below each heading, to tell it
in its own words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qa.answer.about_report import report_name, reports_of
from qa.answer.asked import holder
from qa.answer.composed import Composed
from qa.answer.evidence import Numbered
from qa.answer.glance import Glance, Headline, Point, glance
from qa.answer.labels import told_shortly, worded_facet, written
from qa.answer.material import Gathered, Material
from qa.answer.spans import Span
from qa.answer.stated import numbered
from qa.index.store import Store
from qa.profile import Profile
from qa.records import CheckedFigure, Facet, Hit, Kind, Plan, Report, Role, Scores, Statement
from qa.statements.lookup import Told
from qa.wording.deeds import bare
from qa.wording.prose import Part, asks_summary, part_of_report, summed

#: More reports than this are too many for one answer; of several each is told more shortly.
_MOST = 3
_RESULTS, _TARGETS, _POINTS = 8, 8, 10
#: Sentences of each section that a model reads, as far as there is room.
_BELOW = 4
_MOVED = frozenset({Facet.RISE, Facet.FALL})


@dataclass(frozen=True, slots=True)
class Summary:
    """``composed`` is None where it is not clear which reports are meant; ``missing`` then says so."""

    glances: tuple[Glance, ...]
    composed: Composed | None
    evidence: tuple[Numbered, ...] = ()
    missing: str = ""

    @property
    def hits(self) -> tuple[Hit, ...]:
        return tuple({item.hit.passage.id: item.hit for item in self.evidence}.values())


def summed_up(plan: Plan, store: Store) -> Summary | None:
    """None where ``plan`` asks for no summary of whole reports, nor of those parts of them that each report has."""
    parts = _parts(plan)
    if not parts:
        return None
    reports = _meant(plan, store)
    if not reports or (not plan.places and len({report.place for report in reports}) > 1):
        return Summary((), None, missing="要总结哪一份没有说明，请写明地方和年份再问。")
    if len(reports) > _MOST:
        missing = f"要总结的有{len(reports)}份，一次最多总结{_MOST}份，请写明是哪几份再问。"
        return Summary((), None, missing=missing)
    glances = tuple(_only(glance(store.stated, report), parts) for report in reports)
    cited = _Cited(store)
    lines: list[str] = []
    for seen in glances:
        told = list(_told(seen, cited, len(glances)))
        lines += [f"{report_name(seen.report)}要点：", *(told or ["没有找到逐项列出的内容。"])]
    if not cited.items:
        return None
    used = tuple(item.number for item in cited.items)
    composed = Composed("\n".join(lines), used, "extractive", figures=tuple(cited.figures))
    return Summary(glances, composed, tuple(cited.items))


def _parts(plan: Plan) -> frozenset[Part]:
    """The parts of reports that ``plan`` asks for in general: 总结…, 两省今年的目标有什么不同."""
    queries = {scope.query for scope in plan.scopes}
    if len(queries) != 1:
        return frozenset()
    (query,) = queries
    if asks_summary(query):
        return frozenset() if summed(query) else frozenset(Part)
    differ = plan.kind is Kind.COMPARE and len(plan.places) > 1 and plan.ask.matter.differs
    part = part_of_report(query) if differ or plan.ask.matter.gist else None
    # A report has one year at a glance.
    return frozenset({part}) if part and len(plan.data_years) <= 1 else frozenset()


def _only(seen: Glance, parts: frozenset[Part]) -> Glance:
    return replace(
        seen,
        results=seen.results if Part.RESULTS in parts else (),
        targets=seen.targets if Part.TARGETS in parts else (),
        tasks=seen.tasks if Part.TASKS in parts else (),
        deeds=seen.deeds if Part.DEEDS in parts else (),
    )


def _meant(plan: Plan, store: Store) -> Sequence[Report]:
    """The reports that ``plan`` names; without a year the latest of each place."""
    reports = reports_of(plan, store)
    if not (plan.report_years or plan.data_years):
        reports = list({each.place: each for each in sorted(reports, key=lambda each: each.year or 0)}.values())
    return sorted(reports, key=lambda each: plan.places.index(each.place) if each.place in plan.places else 0)


class _Cited:
    """The sentences and lines that are cited, each with its number."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._numbers: dict[tuple[str, int], int] = {}
        self.items: list[Numbered] = []
        self.figures: list[CheckedFigure] = []

    def statement(self, statement: Statement) -> str:
        item = numbered(statement, self._store, 0, 0)
        if item is None:
            return ""
        number = self._number(replace(item, parts=()))
        self.figures.append(CheckedFigure(statement.text, "quoted", number))
        return f"[{number}]"

    def point(self, report: Report, point: Point) -> str:
        item = line_of(report, point, self._store)
        return f"[{self._number(item)}]" if item else ""

    def _number(self, item: Numbered) -> int:
        key = (item.hit.passage.report_id, item.sentence.start)
        if key not in self._numbers:
            self._numbers[key] = len(self.items) + 1
            self.items.append(replace(item, number=len(self.items) + 1))
        return self._numbers[key]


def line_of(report: Report, point: Point, store: Store) -> Numbered | None:
    """A heading or an item of a list as evidence."""
    passages = store.passages_of(report.id)
    if not passages:
        return None
    passage, sentence = holder(report, passages, Span(point.start, point.end))
    own = replace(sentence, start=point.start, end=point.end)
    return Numbered(0, Hit(passage, Scores(1.0), ((own, 1.0),)), own, 1.0)


def _told(seen: Glance, cited: _Cited, among: int) -> Iterator[str]:
    if results := _headlines(seen.report, seen.results[: _RESULTS // among], cited):
        yield f"{seen.year}年主要结果：{results}。"
    if targets := _headlines(seen.report, seen.targets[: _TARGETS // among], cited):
        yield f"{seen.planned}年主要目标：{targets}。"
    for name, points in (("主要任务", seen.tasks), ("民生实事", seen.deeds)):
        shown = points[: _POINTS // among]
        if shown:
            yield f"{name}（{len(points)}项{f'，列前{len(shown)}项' if len(shown) < len(points) else ''}）："
            yield from (f"- {_wording(seen.report, point)}{cited.point(seen.report, point)}" for point in shown)


def _headlines(report: Report, headlines: Sequence[Headline], cited: _Cited) -> str:
    return "；".join(filter(None, (_headline(report, each, cited) for each in headlines)))


def _headline(report: Report, headline: Headline, cited: _Cited) -> str:
    """地区生产总值1850亿元[1]、增长5.1%[1], with one mark where it is one sentence."""
    first, *others = headline.statements
    said, mark = told_shortly(first, _sentence(report, first)), cited.statement(first)
    if not mark:
        return ""
    for other in others:
        figure = written(other, _sentence(report, other))
        more = (
            f"{worded_facet(other)}{figure}" if other.facet in _MOVED else told_shortly(other, _sentence(report, other))
        )
        behind = cited.statement(other)
        said, mark = (f"{said}、{more}", mark) if behind == mark else (f"{said}{mark}、{more}", behind)
    return f"{said}{mark}"


def _sentence(report: Report, statement: Statement) -> str:
    return report.text[statement.sentence_start : statement.sentence_end]


def _wording(report: Report, point: Point) -> str:
    return bare(report.text[point.start : point.end])


def material_of(summary: Summary, plan: Plan, store: Store, profile: Profile) -> Material:
    """What a capable model reads to sum up: figures first, then every heading, then what each section says, in turn."""
    gathered = Gathered(store, profile)
    for seen in summary.glances:
        for headline in (*seen.results, *seen.targets):
            for statement in headline.statements:
                gathered.figure(Told(statement, _sentence(seen.report, statement)), 0)
    points = [(seen.report, point) for seen in summary.glances for point in (*seen.tasks, *seen.deeds)]
    for report, point in points:
        if item := line_of(report, point, store):
            gathered.sentence(item.hit, item.sentence, item.score)
    below = [items for seen in summary.glances for items in _by_section(seen.report, store)]
    for place in range(_BELOW):
        for items in below:
            if place < len(items):
                gathered.sentence(items[place].hit, items[place].sentence, items[place].score)
    return gathered.material(plan)


def _by_section(report: Report, store: Store) -> list[list[Numbered]]:
    """The sentences of each section that tells of work done or to do."""
    found: dict[tuple[str, ...], list[Numbered]] = {}
    for passage in store.passages_of(report.id):
        if passage.role is not Role.OTHER:
            items = (Numbered(0, Hit(passage, Scores(0.5), ((each, 0.5),)), each, 0.5) for each in passage.sentences)
            found.setdefault(passage.section, []).extend(items)
    return list(found.values())
