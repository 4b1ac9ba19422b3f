"""Which reports speak of something: all of them, in the order of their years, with their first sentence on it."""

from __future__ import annotations

from collections.abc import Sequence

from qa.answer.composed import Composed
from qa.answer.evidence import Numbered
from qa.answer.quote import quote_lines
from qa.corpus.mentions import Mention, Mentions, mentions
from qa.index.store import Store
from qa.places import NATION
from qa.records import Cell, Hit, Plan, Report, Scores, Table
from qa.wording.mentioning import Sought

#: More reports than this that say nothing are counted, not named; and so many sentences are quoted.
_NAMED, _QUOTED = 8, 6


def mentioned(plan: Plan, store: Store) -> tuple[Composed, tuple[Numbered, ...], tuple[Hit, ...]] | None:
    """What the reports asked about say of a phrase, with its evidence; None where no mention of one is asked for, or where
    none of them has it."""
    asked = plan.ask.mention
    if asked is None:
        return None
    ids = {report_id for scope in plan.scopes for report_id in scope.report_ids}
    local = len(set(plan.places) - {NATION}) > 1
    searched = sorted(
        (report for report in store.reports if report.id in ids and not (local and report.place == NATION)),
        key=lambda report: (report.year is None, report.year or 0, report.id),
    )
    found = mentions(asked.phrase, searched)
    cited = [
        (mention, place) for mention in found.found if (place := store.saying(mention.report.id, mention.sentences))
    ]
    if not cited:
        return None
    hits = tuple(Hit(passage, Scores(1.0), ((sentence, 1.0),)) for _, (passage, sentence) in cited)
    items = tuple(Numbered(number, hit, hit.sentences[0][0], 1.0) for number, hit in enumerate(hits, start=1))
    return _composed(asked.sought, found, [mention for mention, _ in cited], searched, items), items, hits


def named_alike(plan: Plan, store: Store) -> tuple[Composed, tuple[Numbered, ...], tuple[Hit, ...]] | None:
    """The names that a question asks for with a placeholder (“某超”), report by report; None where it has none, or no report
    has such a name."""
    asked = plan.ask.placeholder
    if asked is None or not plan.scopes:
        return None
    # 江苏有“苏超”，还有哪些省: whoever gives one example asks for all.
    years = plan.report_years or sorted({r.year for r in store.reports if r.place in plan.places and r.year})[-1:]
    reports = [report for report in store.reports if not years or report.year in years]
    wanted = asked.names
    found = mentions(asked.said, reports, wanted=wanted)
    cited = [
        (mention, place) for mention in found.found if (place := store.saying(mention.report.id, mention.sentences))
    ]
    if not cited:
        return None
    hits = tuple(Hit(passage, Scores(1.0), ((sentence, 1.0),)) for _, (passage, sentence) in cited)
    items = tuple(Numbered(number, hit, hit.sentences[0][0], 1.0) for number, hit in enumerate(hits, start=1))
    told = [
        f"{mention.report.place or name_of(mention.report)}{'、'.join(dict.fromkeys(wanted.findall(mention.report.text)))}[{item.number}]"
        for (mention, _), item in zip(cited, items, strict=True)
    ]
    text = f"收录的{found.searched}份报告里，有{len(told)}份写到“{asked.said}”这样的名字：{'；'.join(told)}。\n{quote_lines(items)}"
    return Composed(text, tuple(item.number for item in items), "extractive"), items, hits


def _composed(
    sought: Sought, found: Mentions, cited: Sequence[Mention], searched: Sequence[Report], items: Sequence[Numbered]
) -> Composed:
    having = {mention.report.id for mention in found.found}
    silent = [report for report in searched if report.id not in having]
    listed = "、".join(map(name_of, silent)) if len(silent) <= _NAMED else f"其余{len(silent)}份报告"
    rows = tuple(
        (Cell(name_of(mention.report)), Cell(f"{mention.count}次"), Cell(item.text, item.number))
        for mention, item in zip(cited, items, strict=True)
    )
    return Composed(
        "\n".join(
            part
            for part in (
                _told(sought, found, cited, items),
                quote_lines(items[:_QUOTED]),
                f"{listed}没有写到。" if silent else "",
            )
            if part
        ),
        tuple(item.number for item in items),
        "extractive",
        table=Table(("报告", "次数", "原文"), rows),
    )


def _told(sought: Sought, found: Mentions, cited: Sequence[Mention], items: Sequence[Numbered]) -> str:
    marked = [(mention, f"[{item.number}]") for mention, item in zip(cited, items, strict=True)]
    if sought in (Sought.FIRST, Sought.LAST):
        years = [mention.report.year for mention in cited if mention.report.year is not None]
        year = (min if sought is Sought.FIRST else max)(years, default=None)
        of_year = [f"{name_of(m.report)}{mark}" for m, mark in marked if m.report.year == year]
        order = "最早" if sought is Sought.FIRST else "最近一次"
        return f"收录的报告里，{order}写到“{found.phrase}”的是{'、'.join(of_year)}。"
    counted = "、".join(f"{name_of(m.report)}{m.count}次{mark}" for m, mark in marked)
    if sought is Sought.OFTEN:
        by_year = "；".join(f"{told.year or '年份不明'}年{told.count}次" for told in found.years if told.count)
        return f"收录的{found.searched}份报告里，“{found.phrase}”共出现{found.count}次：{by_year}。按报告：{counted}。"
    return f"收录的{found.searched}份报告里，有{len(found.found)}份写到“{found.phrase}”：{counted}。"


def name_of(report: Report) -> str:
    """青海省2026年报告."""
    return f"{report.place or ''}{report.year or ''}年报告"
