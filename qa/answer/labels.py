"""How a cell and a statement are said: place and years, the figure with its hedge, the indicator with its change."""

from __future__ import annotations

from qa.answer.evidence import years_label
from qa.answer.stated import Cell
from qa.records import Aspect, Basis, Facet, How, Plan, Statement
from qa.wording.shares import year_of
from qa.wording.subject import RANKED_IN

_ASPECTS = {Basis.RESULT: Aspect.RESULT, Basis.TARGET: Aspect.TARGET}


def label(cell: Cell, plan: Plan, named: bool = True) -> str:
    """Place, years and, where rows differ in them, the indicator (where it is to be
    ``named``) and whether result or target: 承德市2023年."""
    statement = cell.near
    scope = plan.scopes[cell.scope]
    place = cell.place or (statement.place if statement else None) or ""
    own = period_label(statement) if statement and (not cell.when.years or _of_last(cell)) else ""
    years = own or years_label(cell.when.years)
    subject = scope.subject.removesuffix("是多少") if named and len({s.subject for s in plan.scopes}) > 1 else ""
    several = len({c.aspect for c in plan.scopes}) > 1
    told = _ASPECTS.get(statement.basis) if statement and several else None
    # What a course is to lead to is no part of what it was.
    aimed = cell.when.basis is Basis.TARGET and scope.aspect is None
    aspect = Aspect.TARGET if aimed else (scope.aspect or told) if several else None
    basis = {Aspect.TARGET: "目标", Aspect.RESULT: "结果"}.get(aspect, "") if aspect else ""
    return f"{place}{years}{subject}{basis}"


def _of_last(cell: Cell) -> bool:
    """Whether several years are asked for and the figure is of one of them: it is not said of the others."""
    statement = cell.statement
    return len(cell.when.years) > 1 and statement is not None and statement.period.first == statement.period.last


def period_label(statement: Statement) -> str:
    """2025年, 2021—2025年; empty when the report does not tell."""
    first, last = statement.period.first, statement.period.last
    if first is None or last is None:
        return ""
    return f"{first}年" if first == last else f"{first}—{last}年"


_KINDS = {Facet.LEVEL: "数额", Facet.SHARE: "占比", Facet.RANK: "位次", Facet.NEW: "新增"}


def worded_facet(statement: Statement) -> str:
    return _MOVED.get(statement.facet) or _KINDS[statement.facet]


_MOVED = {Facet.RISE: "增长", Facet.FALL: "下降"}
_BEFORE = (
    "约",
    "近",
    "超过",
    "超",
    "突破",
    "逾",
    "不低于",
    "不少于",
    "不超过",
    "低于",
    "高于",
    "达到",
    "接近",
    "将近",
    "过",
)
_BEHIND = ("以上", "以下", "以内", "左右", "之内", "上下")


def written(statement: Statement, sentence: str) -> str:
    """The figure with its hedge as the report writes it: 超过5.5%, 86万人以上."""
    start, end = statement.start - statement.sentence_start, statement.end - statement.sentence_start
    before = next(
        (word for word in sorted(_BEFORE, key=len, reverse=True) if sentence[:start].rstrip("了").endswith(word)), ""
    )
    behind = next((word for word in _BEHIND if sentence[end:].startswith(word)), "")
    if statement.facet is Facet.RANK and (field := RANKED_IN.search(sentence[:start])):
        before = field[0]
    hedge = "" if before == "达到" else before
    return f"{hedge}{statement.text}{behind}"


def told_shortly(statement: Statement, sentence: str) -> str:
    """Indicator, change and figure: 居民人均可支配收入增长7.2%, 森林覆盖率54.5%."""
    figure = written(statement, sentence)
    name = statement.indicator
    if year_of(statement.whole):
        return f"{name}相当于{statement.whole}的{figure}"
    average = "年均" if statement.period.how is How.AVERAGE and "年均" not in name else ""
    moved = _MOVED.get(statement.facet, "")
    new = "新增" if statement.facet is Facet.NEW and "新" not in name else ""
    return f"{new}{name}{average}{moved}{figure}"
