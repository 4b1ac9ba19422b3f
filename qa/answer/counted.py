"""What a question counts (四大工程, 6条高铁, “五向图强”, 哪几个“必须”), where the reports name just so many: before the count,
each bearing the word, below the heading, or one paragraph after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from qa.answer.asked import Asked
from qa.answer.evidence import Form, Numbered, fits
from qa.answer.listing import enumerated
from qa.answer.spans import Span
from qa.figures import find_figures
from qa.records import Aspect, Passage, Plan, Report, Sentence
from qa.wording.counted import Phrase, named_in, tells_aims

#: What it is worth that the report counts the names itself, and what other years or another aspect cost.
_SURE, _UNFIT = 1.0, 0.5
#: Paragraphs that begin alike are a list from so many on; a heading, and the first sentence below it, are no longer.
_ALIKE, _HEADING, _FIRST = 3, 30, 60


def quoted_name(asked: Asked) -> list[Numbered]:
    """The sentence that counts off what the question calls by a name in quotation marks, where one surely does."""
    quoted = [each for each in asked.plan.ask.listing.counted if each.quoted and not each.opening]
    told = [item for each in quoted for _, item, sure in _candidates(asked, each) if sure]
    return told[:1] if len(quoted) == 1 else []


def counted_off(asked: Asked) -> list[list[Numbered]]:
    """The sentences that name the things, for each phrase of the question; none for those that no report names."""
    found = (_named(asked, each) for each in asked.plan.ask.listing.counted)
    return [items for items in found if items]


def surely_listed(plan: Plan, evidence: Sequence[Numbered]) -> bool:
    """Whether what was asked to be named is, however little its sentence has of the question's words."""
    counted = any(item.parts and item.form is Form.WANTED for item in evidence)
    return counted or (plan.ask.listing.group is not None and any(item.form is Form.ITEM for item in evidence))


def of_group(asked: Asked) -> list[Numbered]:
    """The items of a list that are for the group of people whom the question limits it to; empty where it does not."""
    group = asked.plan.ask.listing.group
    if group is None:
        return []
    items = enumerated(replace(asked, scope=replace(asked.scope, query=group.whole)))
    kept = [item for item in items if item.form is Form.ITEM and group.meant_in(item.text)]
    return [*(item for item in items if item.form is not Form.ITEM), *kept] if kept else []


def aims(asked: Asked) -> list[Numbered]:
    """The sentence that sets the main targets of the one year asked about; empty where not all of them are asked for."""
    if asked.counts or len(asked.scope.data_years) != 1 or not asked.plan.ask.listing.aims:
        return []
    found = [each for each in asked.sentences() if each[1].years == asked.scope.data_years]
    found = [each for each in found if each[1].aspect is Aspect.TARGET]
    first = next((at for at, (_, _, text) in enumerate(found) if tells_aims(text)), None)
    if first is None:
        return []
    # 主要预期目标是：生产总值增长6%；居民收入与经济同步；粮食产量9亿斤: its paragraph goes on with them.
    told = [found[first]]
    for each in _of_paragraph(asked, found[first:]):
        if not (_goes_on(asked, told[-1]) or find_figures(each[2])):
            break
        told.append(each)
    return [asked.wanted(passage, sentence) for passage, sentence, _ in told]


def _goes_on(asked: Asked, told: tuple[Passage, Sentence, str]) -> bool:
    """Whether a sentence ends before its full stop."""
    passage, sentence, _ = told
    return asked.store.report_of(passage).text[sentence.start : sentence.end].rstrip().endswith(("；", ";"))


def _of_paragraph(asked: Asked, found: Sequence[tuple[Passage, Sentence, str]]) -> list[tuple[Passage, Sentence, str]]:
    """Those behind the first that stand in its paragraph."""
    passage, first, _ = found[0]
    text = asked.store.report_of(passage).text
    end = text.find("\n", first.end)
    return [
        e for e in found[1:] if e[0].report_id == passage.report_id and e[1].start < (end if end >= 0 else len(text))
    ]


def _named(asked: Asked, phrase: Phrase) -> list[Numbered]:
    if phrase.opening:
        return max((_beginning(asked, report, phrase) for report in _reports(asked)), key=len, default=[])
    best = max(_candidates(asked, phrase), key=lambda each: each[0], default=None)
    return [best[1]] if best is not None else []


def _candidates(asked: Asked, phrase: Phrase) -> Iterator[tuple[float, Numbered, bool]]:
    for passage, sentence in _sentences(asked):
        item = asked.wanted(passage, sentence)
        for run in named_in(phrase, item.text):
            worth = asked.cover(f"{''.join(passage.section[-1:])} {item.text}") + (_SURE if run.sure else 0.0)
            unfit = 0.0 if fits(sentence, asked.scope) else _UNFIT
            yield worth - unfit, replace(item, parts=((run.start, run.end),)), run.sure


def _reports(asked: Asked) -> Sequence[Report]:
    """The reports found; where the search found nothing, those that it was to look in."""
    return asked.reports or [report for each in asked.scope.report_ids if (report := asked.store.report(each))]


def _sentences(asked: Asked) -> Iterator[tuple[Passage, Sentence]]:
    """Every sentence of the reports found, once."""
    for report in _reports(asked):
        once = {each.start: (p, each) for p in asked.store.passages_of(report.id) for each in p.sentences}
        yield from once.values()


def _lines(report: Report) -> Iterator[Span]:
    start = 0
    for line in report.text.splitlines(keepends=True):
        if line.strip():
            yield Span(start + len(line) - len(line.lstrip()), start + len(line.rstrip()))
        start += len(line)


def _beginning(asked: Asked, report: Report, phrase: Phrase) -> list[Numbered]:
    """The paragraphs that begin with a word, one after the other, under what stands before them."""
    lines = list(_lines(report))
    runs = [
        [at for at, _ in group]
        for begins, group in groupby(
            enumerate(lines), key=lambda each: report.text.startswith(phrase.core, each[1].start)
        )
        if begins
    ]
    best = max(runs, key=len, default=[])
    if len(best) < _ALIKE:
        return []
    heads = [asked.cited(report, _first(report, lines[at]), Form.ITEM) for at in best]
    lead = [asked.cited(report, _last(report, lines[best[0] - 1]), Form.WANTED)] if best[0] else []
    return [*lead, *heads]


def _first(report: Report, line: Span) -> Span:
    end = next((at for at in range(line.start, line.end) if report.text[at] in "。！？；"), line.end)
    return Span(line.start, end)


def _last(report: Report, line: Span) -> Span:
    start = max(report.text.rfind(mark, line.start, line.end - 1) for mark in "。！？；") + 1
    return Span(max(start, line.start), line.end)
