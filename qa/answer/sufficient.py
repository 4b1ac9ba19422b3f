"""Whether what was found is enough to answer, or shows that the question cannot be answered from the reports.

Embeddings cannot tell this: for every indicator there is a sentence that sounds like it. So the words decide:
an indicator that the question names must stand in a sentence of the right year, with a figure near it when
a figure is asked for; and an event that the question takes for granted must be in the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.question.indicators import Indicator, indicators_in
from qa.records import Hit, Kind, Plan, RefusalReason, Scope, Sentence
from qa.retrieve import asks_quantity

_CLAUSE = re.compile(r"[^，。；,;！？]+")


@dataclass(frozen=True, slots=True)
class _Premise:
    """A turn of events: how a question takes it for granted, and what a report that tells of it says."""

    asked: re.Pattern[str]
    told: re.Pattern[str]


def _premise(asked: str, told: str = "") -> _Premise:
    return _Premise(re.compile(asked), re.compile(told or asked))


_PREMISES = (
    _premise(r"叫停|停建|停工|搁置|取消|中止|终止|下马|暂停|放弃|撤销"),
    _premise(
        r"下滑|下降|减少|降低|回落|萎缩|负增长|缩水|大跌|滑坡|下跌|恶化",
        r"下滑|降|减|回落|萎缩|负增长|缩|跌|滑坡|恶化|-\d|不足|困难",
    ),
    _premise(
        r"没能|未能|没有?通过|未通过|没有?完成|未完成|失败|落选|落空|被摘牌|丢了|出局",
        r"未|没|失败|落选|落空|摘牌|差距|不足",
    ),
    _premise(r"亏损|倒闭|破产|烂尾|拖延|延期|推迟"),
)
#: Sentences that must tell of an event that the question takes for granted.
_BEST = 2
_WHY = re.compile(r"为什么|为何|为啥|原因|怎么(?:造成|会|回事)|造成的|问题出在|怪谁|责任|如何(?:看待|解释)|咋")


def reason_after_search(plan: Plan, hits: Sequence[Hit]) -> RefusalReason | None:
    """Why the passages found do not do; None when they do."""
    if plan.kind is Kind.INSTRUCTION:
        return RefusalReason.INSTRUCTION
    if not any(hit.sentences for hit in hits):
        return RefusalReason.NOT_STATED
    if _false_premise(plan, hits):
        return RefusalReason.FALSE_PREMISE
    answered = [_stated(scope, [hit for hit in hits if hit.scope == n], plan) for n, scope in enumerate(plan.scopes)]
    if any(answered):
        return None
    only_named = all(scope.exact for scope in plan.scopes)
    return RefusalReason.NO_REPORT_FOR_YEAR if only_named else RefusalReason.NOT_STATED


def _false_premise(plan: Plan, hits: Sequence[Hit]) -> bool:
    """Whether the question asks for the reason of an event that the best sentences do not tell of."""
    if not _WHY.search(plan.question):
        return False
    ranked = sorted(((score, hit, sentence) for hit in hits for sentence, score in hit.sentences), key=_by_score)
    told = "".join(hit.passage.sentence_text(sentence) for _, hit, sentence in ranked[:_BEST])
    return any(premise.asked.search(plan.question) and not premise.told.search(told) for premise in _PREMISES)


def _stated(scope: Scope, hits: Sequence[Hit], plan: Plan) -> bool:
    """Whether every indicator asked for stands in a sentence that fits the search."""
    asked = indicators_in(scope.query)
    sentences = [(hit, sentence) for hit in hits for sentence, _ in hit.sentences if _speaks_of(sentence, scope)]
    if not asked:
        return bool(sentences) and not scope.exact
    quantity = asks_quantity(plan.question) and plan.kind is not Kind.EXPLAIN
    texts = [hit.passage.sentence_text(sentence) for hit, sentence in sentences]
    return all(any(_names(indicator, text, quantity) for text in texts) for indicator in asked)


def _by_score(ranked: tuple[float, Hit, Sentence]) -> float:
    return -ranked[0]


def _speaks_of(sentence: Sentence, scope: Scope) -> bool:
    return not scope.data_years or not sentence.years or bool(set(sentence.years) & set(scope.data_years))


def _names(indicator: Indicator, text: str, quantity: bool) -> bool:
    """Whether ``text`` names the indicator, with a figure in that clause or after it when one is asked for."""
    return any(not quantity or re.search(r"\d", rest) for rest in _from_clauses_naming(indicator, text))


def _from_clauses_naming(indicator: Indicator, text: str) -> Iterator[str]:
    for clause in _CLAUSE.finditer(text):
        if any(name.lower() in clause[0].lower() for name in (*indicator.names, *indicator.aliases)):
            yield text[clause.start() :]
