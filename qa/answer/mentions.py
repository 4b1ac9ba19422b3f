"""Which report first speaks of something: found by the exact words, in the order of the reports' years."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.answer.composed import Composed
from qa.answer.evidence import Numbered
from qa.answer.quote import quote_lines
from qa.index.store import Store
from qa.records import Cell, Hit, Kind, Passage, Plan, Report, Scores, Sentence, Table

_FIRST = re.compile(
    r"(?:最早|最先|首次|第一次|头一回|开始)(?:在?报告[里中])?(?:提到|提出|提及|出现|写进|写入|写到|讲到|说到|谈到|有)|"
    r"(?:提到|提出|提及|出现|写进|写入|讲到|说到).{0,12}(?:最早|首次|第一次)"
)
_QUOTED = re.compile(r"[“\"「『]([^”\"」』]{2,20})[”\"」』]")
_ASKING = re.compile(
    r"哪一?[个份年篇次]?(?:市|省|县|地方|城市|报告|年)?|什么时候|何时|最早|最先|首次|第一次|头一回|开始|提到|提出|提及|出现|写进|写入|写到|讲到|"
    r"说到|谈到|政府工作报告|工作报告|报告[里中]?|几份|这个?(?:说法|词|提法|概念)|[的了过是在从起被由有吗呢里中]|[，。、？?！,\s]"
)
_CITY = re.compile(r"哪个?(?:市|县|省|区|城市|地方)")
_LEAST = 2
#: More reports than this that say nothing are counted, not named.
_NAMED = 4


def first_mention(plan: Plan, store: Store) -> tuple[Composed, tuple[Numbered, ...], tuple[Hit, ...]] | None:
    """The first sentence of every report that has the words asked for, oldest report first, with its evidence.

    None when the question does not ask who spoke of something first, or when no report has the words.
    """
    term = asked_term(plan)
    if term is None:
        return None
    ids = {report_id for scope in plan.scopes for report_id in scope.report_ids}
    local = bool(_CITY.search(plan.question))
    reports = [r for r in store.reports if r.id in ids and not (local and r.place == "全国")]
    reports = sorted(reports, key=lambda r: (r.year is None, r.year or 0, r.id))
    found = [(report, place) for report in reports if (place := _first_place(term, store.passages_of(report.id)))]
    if not found:
        return None
    hits = tuple(Hit(passage, Scores(1.0), ((sentence, 1.0),)) for _, (passage, sentence) in found)
    items = tuple(Numbered(number, hit, hit.sentences[0][0], 1.0) for number, hit in enumerate(hits, start=1))
    return _composed(term, [report for report, _ in found], reports, items), items, hits


def asked_term(plan: Plan) -> str | None:
    """The words whose first mention is asked for: those in quotation marks, else what is left of the topic."""
    if plan.kind is not Kind.WHICH or not plan.scopes or not _FIRST.search(plan.question):
        return None
    quoted = _QUOTED.search(plan.question)
    term = quoted[1] if quoted else _ASKING.sub("", plan.scopes[0].query)
    return term if len(term) >= _LEAST else None


def _first_place(term: str, passages: Sequence[Passage]) -> tuple[Passage, Sentence] | None:
    places = ((passage, s) for passage in passages for s in passage.sentences if term in passage.sentence_text(s))
    return next(places, None)


def _composed(term: str, found: Sequence[Report], searched: Sequence[Report], items: Sequence[Numbered]) -> Composed:
    first = [item for item, report in zip(items, found, strict=True) if report.year == found[0].year]
    names = "、".join(_name(report) for report in found if report.year == found[0].year)
    silent = [report for report in searched if report not in found]
    told = f"收录的报告里，最早写到“{term}”的是{names}{''.join(f'[{item.number}]' for item in first)}。"
    listed = "、".join(map(_name, silent)) if len(silent) <= _NAMED else f"其余{len(silent)}份报告"
    without = f"{listed}没有写到。" if silent else ""
    rows = tuple((Cell(_name(report)), Cell(item.text, item.number)) for report, item in zip(found, items, strict=True))
    return Composed(
        "\n".join(part for part in (told, quote_lines(items), without) if part),
        tuple(item.number for item in items),
        "extractive",
        table=Table(("报告", "原文"), rows),
    )


def _name(report: Report) -> str:
    return f"{report.place or ''}{report.year or ''}年报告"
