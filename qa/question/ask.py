"""The one typed reading of what a question wants of figures."""

from __future__ import annotations

from collections.abc import Sequence

from qa.question.followup import own_topic
from qa.question.wanted import facet_asked
from qa.records import Ask, Aspect, Facet, Kind, Operation, Plan, Scope
from qa.wording import asking
from qa.wording.indicators import indicators_in
from qa.wording.prose import asks_difference, is_measure
from qa.wording.subject import MEASURE

COMPARED = frozenset({Kind.COMPARE, Kind.TREND})
#: More places or years than this are counted, not named.
_NAMED = 4
_FACETS = {Facet.RISE: "增速", Facet.SHARE: "占比", Facet.RANK: "位次"}
_BASES = {Aspect.TARGET: "目标", Aspect.RESULT: "结果"}
_CONTESTS = frozenset({Operation.HIGHEST, Operation.LOWEST, Operation.DIFFERENCE})
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


def ask_of(plan: Plan) -> Ask:
    """What ``plan``, whose question is whole, wants of figures."""
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
    return Ask(figures, operations, bound, silent, asking.asks_change(text), _understood(plan, operations))


def _names_figure(query: str, text: str) -> bool:
    """Whether an indicator is asked for; where it is asked how a matter differs only if that is all the matter."""
    found = indicators_in(query)
    if asks_difference(text):
        return any(is_measure(query.replace(name, "")) for indicator in found for name in indicator.names)
    return bool(found)


def _understood(plan: Plan, operations: Sequence[Operation]) -> str:
    """张家口市 · 2023年 · 居民人均可支配收入 · 增速 · 目标 · 找最高."""
    subjects = dict.fromkeys(filter(None, map(_subject, plan.scopes)))
    facet = facet_asked(plan.scopes[0].query, plan.question) if plan.scopes else None
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
    """The dictionary's name of what a search is for, else its own words."""
    phrase = scope.subject or scope.query
    found = indicators_in(phrase)
    return "、".join(indicator.names[0] for indicator in found) if found else own_topic(phrase, ())
