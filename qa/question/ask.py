"""The one typed reading of what a question wants."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from qa.figures import FigureKind, find_figures
from qa.question.asks import asks_in
from qa.question.followup import own_topic
from qa.question.kind import asks_confirmation, insists_on_aspect
from qa.question.parts import pairs
from qa.question.reckonings import reckonings_of
from qa.question.wanted import facet_asked, shared_by
from qa.records import (
    Ask,
    Aspect,
    Asserted,
    Facet,
    Kind,
    Listing,
    Matter,
    Mentioned,
    OfReport,
    Operation,
    Plan,
    Scope,
)
from qa.wording import asking, counted, listing, mentioning, outcomes, presuming, prose
from qa.wording.asking_about import asked_about, names_report
from qa.wording.comparison import REACHES
from qa.wording.course import goes_on
from qa.wording.indicators import indicators_in, named_spans
from qa.wording.meaning import term_asked
from qa.wording.prose import asks_difference, is_measure
from qa.wording.subject import MEASURE

COMPARED = frozenset({Kind.COMPARE, Kind.TREND})
#: More places or years than this are counted, not named.
_NAMED = 4
_FACETS = {Facet.RISE: "增速", Facet.SHARE: "占比", Facet.RANK: "位次"}
_BASES = {Aspect.TARGET: "目标", Aspect.RESULT: "结果"}
_CONTESTS = frozenset({Operation.HIGHEST, Operation.LOWEST, Operation.DIFFERENCE})
#: Figures that can be confirmed.
_CONFIRMED = (FigureKind.QUANTITY, FigureKind.PERCENT)
_OPERATIONS = {
    Operation.HIGHEST: "找最高",
    Operation.LOWEST: "找最低",
    Operation.ORDER: "排序",
    Operation.COUNT: "计数",
    Operation.DIFFERENCE: "相差多少",
    Operation.RATIO: "倍数",
    Operation.SHARE: "占比",
    Operation.SUM: "合计",
    Operation.MEAN: "平均",
    Operation.GROWTH: "增幅",
    Operation.BACKWARD: "倒推上年",
}


def ask_of(plan: Plan, people: Collection[str] = ()) -> Ask:
    """What ``plan``, whose question is whole, wants; ``people`` are those whose reports there are."""
    text = plan.question
    operations, bound = asking.operations_in(text), asking.threshold_in(text)
    silent = asking.asks_silent(text)
    named = any(_names_figure(scope.query, text) for scope in plan.scopes)
    quantity = asking.asks_quantity(text)
    # 江苏和浙江谁的GDP高, where one of them has no report.
    contested = bool(plan.missing_places) and bool(_CONTESTS & set(operations))
    if plan.kind in COMPARED:
        figures = bool(operations) or bound is not None or named or quantity or silent
    else:
        measured = named or any(MEASURE.search(scope.query.rstrip("？?。 ")) for scope in plan.scopes)
        figures = plan.kind is Kind.FACT and (
            quantity or (named and contested) or (measured and asking.asks_bare(text))
        )
    return Ask(
        figures=figures,
        operations=operations,
        bound=bound,
        silent=silent,
        change=asking.asks_change(text),
        understood=_understood(plan, operations),
        parts=asks_in(text),
        words=pairs(text),
        shared=shared_by(text),
        quantity=quantity,
        count=asking.figures_asked(text),
        ordinal=asking.asks_ordinal(text),
        several=asking.asks_several(text),
        insists=insists_on_aspect(text),
        reaches=bool(REACHES.search(text)),
        foreign=not asking.written_in_chinese(text),
        asserted=_asserted(text) if asks_confirmation(text) else (),
        reckonings=reckonings_of(plan),
        listing=_listing(text),
        matter=_matter(text),
        report=_of_report(text, people),
        mention=_mention(plan),
        placeholder=mentioning.placeholder_in(text),
        term=term_asked(plan.scopes[0].query) if plan.scopes and not figures else "",
        outcome=_outcome(plan),
    )


def _asserted(text: str) -> tuple[Asserted, ...]:
    found = [figure for figure in find_figures(text) if figure.kind in _CONFIRMED]
    return tuple(Asserted(figure, f"{text[: figure.start]}{text[figure.end :]}") for figure in found)


def _listing(text: str) -> Listing:
    return Listing(
        each=listing.asks_each(text),
        counts=listing.counts_asked(text),
        first=listing.first_asked(text),
        sizes=frozenset(figure.size for figure in listing.counted_things(text)),
        by_name=listing.asks_names(text),
        register=listing.asks_register(text),
        named=listing.names_listed(text),
        honours=listing.honours_asked(text),
        quoted=listing.quoted_in(text),
        counted=counted.phrases_in(text),
        group=counted.group_in(text),
        aims=counted.asks_aims(text),
    )


def _matter(text: str) -> Matter:
    return Matter(
        differs=asks_difference(text),
        course=prose.asks_course(text),
        two=prose.speaks_of_two(text),
        gist=prose.asks_summary(text),
        where=asking.asks_where(text),
        presumed=presuming.presumed_in(text),
        onward=goes_on(text),
    )


def _of_report(text: str, people: Collection[str]) -> OfReport:
    about = asked_about(text)
    named = frozenset(name for name in people if name in text) if about else frozenset()
    return OfReport(about, names_report(text), named)


def _mention(plan: Plan) -> Mentioned | None:
    sought = mentioning.sought_in(plan.question) if plan.scopes else None
    phrase = mentioning.phrase_in(plan.question, plan.scopes[0].query) if sought else ""
    return Mentioned(sought, phrase) if sought and phrase else None


def _outcome(plan: Plan) -> outcomes.Sought | None:
    sought = outcomes.sought_in(plan.question, plan.scopes[0].query) if plan.scopes else None
    named = indicators_in(plan.question) if sought else ()
    return replace(sought, indicator=named[0].names[0]) if sought and named else sought


def _names_figure(query: str, text: str) -> bool:
    """Whether an indicator is asked for; where it is asked how a matter differs only if that is all the matter."""
    found = indicators_in(query)
    if asks_difference(text):
        return any(is_measure(query.replace(name, "")) for indicator in found for name in indicator.names)
    return bool(found)


def _understood(plan: Plan, operations: Sequence[Operation]) -> str:
    """张家口市 · 2023年 · 居民人均可支配收入 · 增速 · 目标 · 找最高."""
    subjects = dict.fromkeys(filter(None, map(_subject, plan.scopes)))
    facet = facet_asked(plan.scopes[0].query, shared_by(plan.question)) if plan.scopes else None
    parts = [
        _several(plan.places, "个地方"),
        _several([f"{year}年" for year in plan.data_years], "年")
        or _several([f"{y}年报告" for y in plan.report_years], "份报告"),
        "、".join(list(subjects)[:_NAMED]),
        _FACETS.get(facet, "") if facet else "",
        _BASES.get(plan.aspect, "") if plan.aspect else "",
        *(_OPERATIONS[operation] for operation in operations if plan.kind in COMPARED),
    ]
    return " · ".join(part for part in parts if part)


def _several(names: Sequence[str], counted: str) -> str:
    return "、".join(names) if len(names) <= _NAMED else f"{len(names)}{counted}"


def _subject(scope: Scope) -> str:
    """The dictionary's name of what a search is for, as it is asked where that is one of its names, else its own words."""
    phrase = scope.subject or scope.query
    names = (
        written if (written := phrase[start:end]) in indicator.names else indicator.names[0]
        for (start, end), indicator in named_spans(phrase)
    )
    own = asking.unmeasured(phrase).strip("的?？ ") if asking.asks_quantity(phrase) else ""
    return "、".join(dict.fromkeys(names)) or own or own_topic(phrase, ())
