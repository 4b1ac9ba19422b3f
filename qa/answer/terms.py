"""What a report means by one of its terms, as it explains it itself behind its text."""

from __future__ import annotations

from qa.answer.asked import cited_at
from qa.answer.composed import Composed
from qa.answer.evidence import Numbered
from qa.answer.mentions import name_of
from qa.answer.spans import Span
from qa.index.store import Store
from qa.records import Hit, Plan
from qa.wording.meaning import bare, is_term

#: So many reports that explain a term are quoted, and so many are read for one.
_MOST, _READ = 6, 40
_PAIR = 2


def explained(plan: Plan, store: Store) -> tuple[Composed, tuple[Numbered, ...], tuple[Hit, ...]] | None:
    """The explanation of the term that is asked for, with its evidence; None where none is asked for, or none of the
    reports asked about explains it."""
    begins = bare(plan.ask.term)[:_PAIR]
    if not begins:
        return None
    ids = dict.fromkeys(report_id for scope in plan.scopes for report_id in scope.report_ids)
    # Of ten thousand reports few have the word at all.
    having = (report for report in map(store.report, ids) if report is not None and begins in report.text)
    found = [
        (report, term) for report in having for term in store.terms_of(report.id) if is_term(term.name, plan.ask.term)
    ]
    if not found:
        return None
    lines, items = [], list[Numbered]()
    for number, (report, term) in enumerate(found[:_MOST], start=1):
        items.append(cited_at(number, report, store.passages_of(report.id), Span(term.start, term.end)))
        told = report.text[term.start : term.end].strip("。")
        lines.append(f"{name_of(report)}的名词解释，{term.name}：“{told}”[{number}]。")
    numbers = tuple(item.number for item in items)
    return Composed("\n".join(lines), numbers, "extractive"), tuple(items), tuple(item.hit for item in items)


def unwritten(plan: Plan, store: Store) -> str:
    """What is missing where the meaning of a term in quotation marks is asked that no report asked about writes; "" where
    none is, or where too many reports are asked about."""
    term = bare(plan.ask.term)
    ids = {report_id for scope in plan.scopes for report_id in scope.report_ids}
    if not term or len(ids) > _READ or term not in map(bare, plan.ask.listing.quoted):
        return ""
    written = (bare(report.text) for report in map(store.report, ids) if report is not None)
    return "" if any(term in text for text in written) else f"没有写到“{plan.ask.term.strip('“”')}”。"
