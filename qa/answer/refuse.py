"""Refusals: one Chinese sentence that says what is missing, one that says what is nearest."""

from __future__ import annotations

from collections.abc import Sequence

from qa.answer.evidence import years_label
from qa.question.catalog import Catalog
from qa.records import Aspect, Coverage, Hit, Kind, Plan, RefusalReason, ReportBrief, Scope
from qa.wording.presuming import tells_of

#: Refusals of questions that are wrong in themselves: the nearest sentence is cited to put them right.
CORRECTED = frozenset({RefusalReason.FALSE_PREMISE, RefusalReason.INSTRUCTION})

#: A topic longer than this is no name to be said again.
_SHORT = 12
#: Sentences one of which must tell of an event that the question takes for granted.
_BEST = 2


def reason_before_search(plan: Plan) -> RefusalReason | None:
    """Why ``plan`` cannot be answered at all; None when there is something to search."""
    if plan.kind is Kind.OUT_OF_SCOPE:
        return RefusalReason.OUT_OF_SCOPE
    if plan.missing_places and not plan.places:
        return RefusalReason.NO_REPORT_FOR_PLACE
    if plan.missing_years and not plan.scopes:
        return RefusalReason.NO_REPORT_FOR_YEAR
    return None if plan.scopes else RefusalReason.NOT_STATED


def only_other(plan: Plan) -> bool:
    """Whether a figure of a result is insisted on where the reports have only targets, or the other way round."""
    insists = plan.ask.quantity and plan.ask.insists
    return insists and bool(plan.scopes) and all(scope.only_other for scope in plan.scopes)


def reason_after_search(plan: Plan, hits: Sequence[Hit]) -> RefusalReason | None:
    """Why ``plan`` cannot be answered whatever was found, or because nothing was."""
    if plan.kind is Kind.INSTRUCTION:
        return RefusalReason.INSTRUCTION
    if presumes_wrongly(plan, hits):
        return RefusalReason.FALSE_PREMISE
    return RefusalReason.NOT_STATED if only_other(plan) or not any(hit.sentences for hit in hits) else None


def presumes_wrongly(plan: Plan, hits: Sequence[Hit]) -> bool:
    """Whether the reason is asked of an event that the best sentences do not tell of."""
    if not plan.ask.matter.presumed:
        return False
    ranked = sorted(((score, hit, each) for hit in hits for each, score in hit.sentences), key=lambda item: -item[0])
    told = "".join(hit.passage.sentence_text(sentence) for _, hit, sentence in ranked[:_BEST])
    return any(not tells_of(event, told) for event in plan.ask.matter.presumed)


def coverage_of(plan: Plan, catalog: Catalog) -> Coverage:
    missing = bool(plan.missing_places or plan.missing_years)
    years = plan.missing_years or plan.data_years
    return Coverage(
        places=(*plan.places, *plan.missing_places),
        years=plan.data_years or plan.report_years,
        missing_places=plan.missing_places,
        missing_years=plan.missing_years,
        nearest=catalog.nearest(years, plan.places) if missing else (),
    )


def refusal_text(reason: RefusalReason, plan: Plan, catalog: Catalog, missing: str = "") -> str:
    """What the reader is told, with what there is instead; ``missing``: what it is that is not stated, where known."""
    where = "、".join(plan.places)
    if reason is RefusalReason.NO_REPORT_FOR_PLACE:
        return f"没有收录{'、'.join(plan.missing_places)}的政府工作报告，无法回答。{_all_reports(catalog)}"
    if reason is RefusalReason.NO_REPORT_FOR_YEAR:
        years = years_label(plan.missing_years or plan.data_years)
        nearest = catalog.nearest(plan.missing_years or plan.data_years, plan.places)
        return f"收录的{where}政府工作报告没有覆盖{years}，无法回答。最接近的是{_listed(nearest)}。"
    if reason is RefusalReason.INSTRUCTION:
        return "提问里带有改变规则或改写事实的指令，不能采信；这里只依据报告原文回答。"
    if reason is RefusalReason.FALSE_PREMISE:
        return "提问的前提与报告不符：没有找到这样的说法。"
    # Before all that is told of the report: it may well state the same of the province.
    inner = dict.fromkeys(scope.named[0] for scope in plan.scopes if scope.named)
    if inner:
        return f"没有收录{'、'.join(inner)}的政府工作报告，{_searched(plan, catalog)}也没有给出它的这一项，不能用{where}的数字代替。"
    if missing:
        return f"{_searched(plan, catalog)}{missing}"
    if only_other(plan):
        return _other_told(plan, catalog)
    return f"{_searched(plan, catalog)}没有找到这一问题的答案，不能用别的地方、年份或指标的数字代替。"


def _other_told(plan: Plan, catalog: Catalog) -> str:
    wanted, given = ("目标", "结果") if plan.aspect is Aspect.TARGET else ("结果", "目标")
    years = years_label(plan.data_years)
    return f"{_searched(plan, catalog)}只有{years}的{given}，没有{years}的{wanted}，不能用{given}代替。"


def partly_missing(plan: Plan, silent: Sequence[int] = ()) -> str:
    """A closing sentence for an answer that covers only part of what was asked; empty when it covers all.

    ``silent`` are the searches of ``plan`` that found nothing.
    """
    parts = [f"{place}的报告没有收录" for place in plan.missing_places]
    if plan.missing_years:
        searched = {scope.place for scope in plan.scopes}
        without = [place for place in plan.places if place not in searched] if len(plan.places) > 1 else []
        parts.append(f"收录的{'、'.join(without)}报告没有覆盖{years_label(plan.missing_years)}")
    unsaid = "、".join(dict.fromkeys(f"“{_said_of(plan.scopes[number])}”" for number in silent))
    return "".join(
        (
            f"另外，{'，'.join(parts)}，这部分无法回答。" if parts else "",
            f"没有找到直接说明{unsaid}的句子，请以原文为准。" if unsaid else "",
        )
    )


def _said_of(scope: Scope) -> str:
    """What a search is for, as a reader says it: 2026年的目标, of 经营主体."""
    own, _, about = scope.query.partition(" ")
    named = 0 < len(about) < _SHORT and scope.data_years
    return f"{years_label(scope.data_years)}{about}{own.lstrip('的')}" if named else own


def _searched(plan: Plan, catalog: Catalog) -> str:
    ids = {report_id for scope in plan.scopes for report_id in scope.report_ids}
    reports = [report for report in catalog.reports if report.id in ids]
    if not reports or len(reports) > 4:
        return "收录的报告里"
    return "".join((_listed(reports), "里"))


def _all_reports(catalog: Catalog) -> str:
    years: dict[str, list[str]] = {}
    for report in sorted(catalog.reports, key=lambda report: report.year or 0):
        years.setdefault(report.place or "未知地区", []).append(str(report.year or "年份未知"))
    listed = [f"{place}（{'、'.join(those)}年）" for place, those in years.items()]
    return f"现有报告：{'；'.join(listed)}。"


def _listed(reports: Sequence[ReportBrief]) -> str:
    return "、".join(f"{r.place or ''}{r.year}年报告（讲{years_label((*r.reviewed, *r.planned))}）" for r in reports)
