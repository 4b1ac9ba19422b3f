"""Records to wire schemas, all in one place."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import Response
from pydantic import BaseModel

from qa.records import Answer, Citation, Evidence, Hit, Report, ServiceStatus, Token, Usage
from qa.web.problems import Problem
from qa.web.schemas import (
    AnswerOut,
    CitationOut,
    CoverageOut,
    EvidenceOut,
    FactOut,
    FigureOut,
    PassageOut,
    PlanOut,
    ReadyOut,
    ReportBriefOut,
    ReportDetailOut,
    ReportOut,
    ReportsOut,
    ReportTextOut,
    ScoresOut,
    SearchOut,
    SectionOut,
    SourceOut,
    TableOut,
    TimingsOut,
    TokenOut,
    UsageOut,
)
from qa.web.service import Service

#: What stands between an answer and its footnotes.
FOOTNOTES = "\n\n---\n\n引用\n"


def json_reply(body: BaseModel, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    return Response(body.model_dump_json(), status_code=status, headers=headers, media_type="application/json")


def raw_reply(body: bytes) -> Response:
    """What is JSON already."""
    return Response(body, media_type="application/json")


def passage_out(hit: Hit) -> PassageOut:
    passage = hit.passage
    return PassageOut(
        passage_id=passage.id,
        report_id=passage.report_id,
        title=passage.title,
        place=passage.place,
        report_year=passage.report_year,
        section=list(passage.section),
        role=passage.role,
        years=list(passage.years),
        page=passage.page,
        recognised=passage.recognised,
        start=passage.start,
        end=passage.end,
        text=passage.text,
        score=hit.scores.fused,
        scores=ScoresOut.model_validate(hit.scores),
    )


def passages_out(hits: tuple[Hit, ...]) -> list[PassageOut]:
    return [passage_out(hit) for hit in hits]


def citations_out(citations: tuple[Citation, ...]) -> list[CitationOut]:
    return [CitationOut.model_validate(citation) for citation in citations]


def evidence_out(evidence: Evidence) -> EvidenceOut:
    return EvidenceOut(
        plan=PlanOut.model_validate(evidence.plan),
        ask=evidence.plan.ask.understood,
        passages=passages_out(evidence.hits),
    )


def token_out(token: Token) -> TokenOut:
    return TokenOut(text=token.text)


def answer_out(answer: Answer) -> AnswerOut:
    return AnswerOut(
        id=answer.id,
        question=answer.question,
        answer=answer.answer,
        refused=answer.refused,
        refusal_reason=answer.refusal_reason,
        citations=citations_out(answer.citations),
        passages=passages_out(answer.passages),
        figures=[FigureOut.model_validate(figure) for figure in answer.figures],
        coverage=CoverageOut.model_validate(answer.coverage),
        mode=answer.mode,
        model=answer.model,
        index=answer.index,
        timings=TimingsOut.model_validate(answer.timings),
        plan=PlanOut.model_validate(answer.plan),
        ask=answer.plan.ask.understood,
        table=TableOut.model_validate(answer.table) if answer.table else None,
        chart=answer.chart,
        nearest=passages_out(answer.nearest),
        usage=usage_out(answer.usage),
    )


def usage_out(usage: Usage) -> UsageOut:
    return UsageOut(
        input_tokens=usage.input,
        output_tokens=usage.output,
        estimated=usage.estimated,
        cached=usage.cached,
        limited=usage.limited,
    )


def with_footnotes(answer: Answer) -> str:
    """The answer and below it the sentences that it cites, for who reads text alone."""
    if not answer.citations:
        return answer.answer
    return answer.answer + FOOTNOTES + "\n".join(map(_footnote, answer.citations))


def _footnote(citation: Citation) -> str:
    year = f"{citation.report_year}年" if citation.report_year else ""
    where = [f"《{citation.title}》", f"{citation.place or ''}{year}", " > ".join(citation.section)]
    where.append(citation.shown_page)
    return f"[{citation.number}] {'，'.join(filter(None, where))}：“{citation.quote}”"


def search_out(query: str, hits: tuple[Hit, ...]) -> SearchOut:
    return SearchOut(query=query, hits=passages_out(hits))


def report_out(report: Report, passages: int) -> ReportOut:
    return ReportOut(
        **ReportBriefOut.model_validate(report).model_dump(),
        meeting=report.meeting,
        date=report.date,
        speaker=report.speaker,
        facts=[FactOut.model_validate(fact) for fact in report.facts],
        sections=len(report.sections),
        passages=passages,
        chars=len(report.text),
        pages=len(report.pages),
        sha256=report.sha256,
        sources=[SourceOut.model_validate(source) for source in report.sources],
        copies=sum(source.copies for source in report.sources),
        warnings=list(report.warnings),
    )


def report_detail_out(report: Report, passages: int) -> ReportDetailOut:
    outline = [SectionOut.model_validate(section) for section in report.sections]
    return ReportDetailOut(**report_out(report, passages).model_dump(), outline=outline)


def reports_out(service: Service) -> ReportsOut:
    return ReportsOut(reports=[report_out(report, service.passages_of(report.id)) for report in service.reports()])


def find_report(service: Service, report_id: str) -> Report:
    """Raises Problem 404 ``report_not_found``."""
    for report in service.reports():
        if report.id == report_id:
            return report
    raise report_not_found()


def report_not_found() -> Problem:
    return Problem(404, "report_not_found", "资料库中没有这份报告。")


def report_text_out(report: Report, start: int, end: int) -> ReportTextOut:
    return ReportTextOut(
        report_id=report.id,
        start=start,
        end=end,
        chars=len(report.text),
        sha256=report.sha256,
        text=report.text[start:end],
    )


def ready_out(status: ServiceStatus) -> ReadyOut:
    degraded = status.chat is not None and not status.chat_healthy
    return ReadyOut(
        status="degraded" if degraded else "ready",
        index=status.index,
        reports=status.reports,
        passages=status.passages,
        embedder=status.embedder,
        chat=status.chat,
        chat_healthy=status.chat_healthy,
        chat_started=status.chat_started,
    )
