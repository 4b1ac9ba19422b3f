"""The routes of the data: statements, tables of them, and the names of their indicators."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Response

from qa.answer.glance import Beside, Change, Comparison, Glance, Headline, Named, Point, compared, glance
from qa.corpus.mentions import Mention, Mentions, mentions
from qa.records import Basis, Report, Statement
from qa.settings import WebSettings
from qa.statements.export import XLSX, Arranged, Row, as_csv, as_xlsx, mention_rows, outcome_rows, table_rows
from qa.statements.names import Joined
from qa.statements.outcomes import Outcomes, outcomes
from qa.statements.stated import Stated, stand_of, worded
from qa.statements.table import Pivot, UnknownIndicator, pivot
from qa.web.bounded import Bounded
from qa.web.convert import json_reply, raw_reply, report_not_found
from qa.web.data_schemas import (
    BesideFiguresOut,
    BesideOut,
    BesidePointOut,
    DataTableOut,
    HeadlineFigureOut,
    HeadlineOut,
    IndicatorOut,
    IndicatorsOut,
    JoinedNameOut,
    MentionOut,
    MentionsOut,
    MentionYearOut,
    OutcomesOut,
    PeriodOut,
    PointOut,
    StandOut,
    StatementOut,
    StatementsOut,
    SummaryHeadOut,
    SummaryOut,
)
from qa.web.inputs import IndicatorsQuery, MentionsQuery, OutcomesQuery, StatementsQuery, TableQuery
from qa.web.problems import Problem
from qa.web.routes import ReportId, missing
from qa.web.service import Service
from qa.web.tables import outcomes_json, table_json

#: A table with more cells is refused: each has its sentence with it.
MAX_CELLS = 20_000
BASES = {
    "result": (Basis.RESULT,),
    "target": (Basis.TARGET,),
    "both": (Basis.RESULT, Basis.TARGET),
}
FORMATS = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "xlsx": (XLSX, as_xlsx),
}
TABLE_REPLY = {
    "description": "表；csv 与 xlsx 为文件，每列有原文、数值、单位、出处",
    "content": {"text/csv": {"schema": {"type": "string"}}, XLSX: {"schema": {"type": "string", "format": "binary"}}},
}


class DataRoutes:
    def __init__(self, service: Service, settings: WebSettings) -> None:
        self._service = service
        self._bounded = Bounded(settings)

    def add_to(self, router: APIRouter) -> None:
        add = partial(router.add_api_route, methods=["GET"], tags=["数据"])
        add("/v1/statements", self.statements, response_model=StatementsOut, summary="报告里的数字，逐条带出处")
        add("/v1/indicators", self.indicators, response_model=IndicatorsOut, summary="有哪些指标，哪些叫法算同一个")
        add(
            "/v1/table",
            self.table,
            response_model=DataTableOut,
            responses={200: TABLE_REPLY, **missing("资料库中没有这个指标")},
            summary="把数字列成表：一行一个地区",
        )
        add(
            "/v1/reports/{report_id}/summary",
            self.summary,
            response_model=SummaryOut,
            responses=missing("资料库中没有这份报告"),
            summary="一份报告的速览：主要结果、目标、任务、民生实事",
        )
        add(
            "/v1/reports/{report_id}/beside/{other_id}",
            self.beside,
            response_model=BesideOut,
            responses=missing("资料库中没有这份报告"),
            summary="两份报告对照：新的、没有了的、变了的",
        )
        add(
            "/v1/mentions",
            self.mentions,
            response_model=MentionsOut,
            responses={200: TABLE_REPLY},
            summary="一个提法的来历：哪些报告说到，哪年最早",
        )
        add(
            "/v1/outcomes",
            self.outcomes,
            response_model=OutcomesOut,
            responses={200: TABLE_REPLY, **missing("资料库中没有这个指标")},
            summary="目标与结果对照：定了多少，后来做到多少",
        )

    async def statements(self, query: Annotated[StatementsQuery, Query()]) -> Response:
        """年份是数字所属的年份；几年的累计、年均只在问的正是那几年时列出。没有写明地区或年份的，那一项为空。"""
        return await self._answered(lambda stated: statements_out(stated, query))

    async def indicators(self, query: Annotated[IndicatorsQuery, Query()]) -> Response:
        """说得最多的在前。城镇与农村、规模以上与全部、人均与总量等绝不算作同一个指标。"""
        return await self._answered(lambda stated: indicators_out(stated, query))

    async def table(self, query: Annotated[TableQuery, Query()]) -> Response:
        """每格是一个数字和它的原句；报告没有说到的写明“未提及”。只取本地的、那一年的数字，不用几年的累计、年均来填。"""
        return await self._bounded.run(partial(self._table, query))

    async def outcomes(self, query: Annotated[OutcomesQuery, Query()]) -> Response:
        """目标是地方为那一年定的，结果是后来的报告说的那一年。至少达到目标数为达到；“以内”的目标、失业率等以少为好的反过来；
        “左右”的目标，四舍五入后相同为大致达到。"""
        return await self._bounded.run(partial(self._outcomes, query))

    async def summary(self, report_id: ReportId) -> Response:
        """结果与目标取各报告最常说的指标，任务取工作安排下的标题，民生实事取逐条列出的清单；每项都带出处。"""
        return await self._bounded.run(lambda: json_reply(summary_of(self._service.stated(), report_id)))

    async def beside(self, report_id: ReportId, other_id: ReportId) -> Response:
        """数字按指标对照，各取自己所回顾、所部署的那一年；任务与实事按原文逐字比，序号不算。"""
        return await self._bounded.run(lambda: json_reply(beside_of(self._service.stated(), report_id, other_id)))

    async def mentions(self, query: Annotated[MentionsQuery, Query()]) -> Response:
        """逐字找遍全部报告的正文：哪些报告说到、各几次、哪一年最早、哪一年最近，原句是什么；也说找了多少份。"""
        return await self._bounded.run(partial(self._mentions, query))

    async def _answered(self, made: Callable[[Stated], StatementsOut | IndicatorsOut]) -> Response:
        return await self._bounded.run(lambda: json_reply(made(self._service.stated())))

    def _table(self, query: TableQuery) -> Response:
        stated = self._service.stated()
        table = table_of(stated, query)
        if query.format == "json":
            return raw_reply(table_json(stated, table))
        arranged = Arranged(query.by, query.order == "desc", query.turned)
        return _file("table", query.format, table_rows(stated, table, arranged))

    def _outcomes(self, query: OutcomesQuery) -> Response:
        stated = self._service.stated()
        found = outcomes_of(stated, query)
        if query.format == "json":
            return raw_reply(outcomes_json(stated, found))
        arranged = Arranged(query.by, query.order == "desc")
        return _file("outcomes", query.format, outcome_rows(stated, found, arranged))

    def _mentions(self, query: MentionsQuery) -> Response:
        stated = self._service.stated()
        places = [stated.full(place) for place in query.place]
        found = mentions(query.phrase, stated.reports.values(), places, query.report_year)
        if query.format == "json":
            return json_reply(mentions_out(stated.index, found, query))
        arranged = Arranged(query.by, query.order == "desc")
        return _file("mentions", query.format, mention_rows(found, arranged))


def _file(name: str, form: str, rows: Iterable[Row]) -> Response:
    media, written = FORMATS[form]
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    return Response(written(rows), media_type=media, headers=headers)


def table_of(stated: Stated, query: TableQuery, most: int = 0) -> Pivot:
    """Raises Problem 404 ``indicator_not_found``, 422 ``table_too_large``."""
    places = [stated.full(place) for place in query.place]
    basis = BASES[query.basis]
    try:
        table = pivot(stated, query.indicator, places=places, years=query.year, basis=basis, facet=query.facet)
    except UnknownIndicator as exc:
        raise _not_found(exc) from exc
    _check_size(len(table.lines) * len(table.columns), most)
    return table


def outcomes_of(stated: Stated, query: OutcomesQuery, most: int = 0) -> Outcomes:
    """Raises Problem 404 ``indicator_not_found``, 422 ``table_too_large``."""
    places = [stated.full(place) for place in query.place]
    try:
        found = outcomes(stated, query.indicator, places=places, years=query.year, facet=query.facet)
    except UnknownIndicator as exc:
        raise _not_found(exc) from exc
    _check_size(2 * len(found.outcomes), most)
    return found


def _not_found(unknown: UnknownIndicator) -> Problem:
    hint = f"；相近的有：{'、'.join(unknown.near)}" if unknown.near else ""
    return Problem(404, "indicator_not_found", f"资料库中没有这个指标{hint}。", param="indicator")


def _check_size(cells: int, most: int) -> None:
    """``most`` 0: as many as a table may have."""
    if cells > (most or MAX_CELLS):
        raise Problem(422, "table_too_large", f"表不能超过 {most or MAX_CELLS} 格，请限定地区或年份。", param="year")


def mentions_out(index: str, found: Mentions, query: MentionsQuery) -> MentionsOut:
    shown = found.found[(query.page - 1) * query.size :][: query.size]
    return MentionsOut(
        index=index,
        phrase=found.phrase,
        searched=found.searched,
        total=len(found.found),
        count=found.count,
        first=found.first,
        last=found.last,
        years=[MentionYearOut.model_validate(year) for year in found.years],
        page=query.page,
        size=query.size,
        mentions=[_mention_out(mention, query.sentences) for mention in shown],
    )


def _mention_out(mention: Mention, most: int) -> MentionOut:
    report = mention.report
    return MentionOut(
        report_id=report.id,
        title=report.title,
        place=report.place,
        report_year=report.year,
        count=mention.count,
        sentences=[StandOut.model_validate(stand_of(report, *span)) for span in mention.sentences[:most]],
    )


def summary_of(stated: Stated, report_id: str) -> SummaryOut:
    """Raises Problem 404 ``report_not_found``."""
    report = _held(stated, report_id)
    seen = glance(stated, report)
    return SummaryOut(
        **_head_out(seen).model_dump(),
        index=stated.index,
        results=[_headline_out(stated, each) for each in seen.results],
        targets=[_headline_out(stated, each) for each in seen.targets],
        tasks=[_point_out(report, each) for each in seen.tasks],
        deeds=[_point_out(report, each) for each in seen.deeds],
    )


def beside_of(stated: Stated, report_id: str, other_id: str) -> BesideOut:
    """Raises Problem 404 ``report_not_found``."""
    found = compared(stated, _held(stated, report_id), _held(stated, other_id))
    return BesideOut(
        index=stated.index,
        now=_head_out(found.now),
        then=_head_out(found.then),
        results=[_beside_out(stated, each) for each in found.results],
        targets=[_beside_out(stated, each) for each in found.targets],
        tasks=[_named_out(found, each) for each in found.tasks],
        deeds=[_named_out(found, each) for each in found.deeds],
    )


def _held(stated: Stated, report_id: str) -> Report:
    report = stated.reports.get(report_id)
    if report is None:
        raise report_not_found()
    return report


def _head_out(seen: Glance) -> SummaryHeadOut:
    report = seen.report
    return SummaryHeadOut(
        report_id=report.id,
        title=report.title,
        place=report.place,
        report_year=report.year,
        year=seen.year,
        planned=seen.planned,
    )


def _beside_out(stated: Stated, beside: Beside) -> BesideFiguresOut:
    now, then = (_figures_out(stated, own) for own in (beside.now, beside.then))
    return BesideFiguresOut(indicator=beside.indicator, change=beside.change, now=now, then=then)


def _named_out(found: Comparison, named: Named) -> BesidePointOut:
    report = (found.then if named.change is Change.GONE else found.now).report
    return BesidePointOut(**_point_out(report, named.point).model_dump(), change=named.change)


def _headline_out(stated: Stated, headline: Headline) -> HeadlineOut:
    return HeadlineOut(indicator=headline.indicator, figures=_figures_out(stated, headline.statements))


def _figures_out(stated: Stated, statements: Sequence[Statement]) -> list[HeadlineFigureOut]:
    return [
        HeadlineFigureOut(
            facet=each.facet,
            text=worded(each),
            value=float(each.value),
            unit=each.unit,
            citation=_stand(stated, each),
        )
        for each in statements
    ]


def _point_out(report: Report, point: Point) -> PointOut:
    stand = StandOut.model_validate(stand_of(report, point.start, point.end))
    return PointOut(text=stand.quote.strip(), citation=stand)


def statements_out(stated: Stated, query: StatementsQuery) -> StatementsOut:
    rows = stated.columns.select(
        places=[stated.full(place) for place in query.place],
        years=query.year,
        basis=query.basis,
        facet=query.facet,
        report_ids=query.report_id,
        q=query.q,
        among=stated.names.rows_of(query.indicator) if query.indicator else None,
    )
    shown = rows[(query.page - 1) * query.size :][: query.size]
    return StatementsOut(
        index=stated.index,
        total=len(rows),
        page=query.page,
        size=query.size,
        statements=[statement_out(stated, statement) for statement in stated.columns.statements(shown)],
    )


def statement_out(stated: Stated, statement: Statement) -> StatementOut:
    return StatementOut(
        indicator=statement.indicator,
        names=list(statement.names),
        text=statement.text,
        shown=worded(statement),
        kind=statement.kind,
        value=float(statement.value),
        upper=None if statement.upper is None else float(statement.upper),
        unit=statement.unit,
        hedge=statement.hedge,
        place=statement.place,
        period=PeriodOut.model_validate(statement.period),
        basis=statement.basis,
        facet=statement.facet,
        whole=statement.whole,
        group=statement.group,
        start=statement.start,
        end=statement.end,
        citation=_stand(stated, statement),
    )


def _stand(stated: Stated, statement: Statement) -> StandOut:
    return StandOut.model_validate(stated.stand(statement))


def indicators_out(stated: Stated, query: IndicatorsQuery) -> IndicatorsOut:
    places = [stated.full(place) for place in query.place]
    rows = stated.columns.select(places=places, years=query.year) if query.place or query.year else None
    total, found = stated.names.listed(rows, query.size, (query.page - 1) * query.size, query.q)
    indicators = [indicator_out(joined) for joined in found]
    return IndicatorsOut(index=stated.index, total=total, page=query.page, size=query.size, indicators=indicators)


def indicator_out(joined: Joined) -> IndicatorOut:
    others = zip(joined.names[1:], joined.reasons, strict=True)
    return IndicatorOut(
        name=joined.name,
        count=joined.count,
        places=len(joined.places),
        years=list(joined.years),
        dictionary=list(joined.dictionary),
        joined=[JoinedNameOut(name=name.name, count=name.count, reason=reason) for name, reason in others],
    )
