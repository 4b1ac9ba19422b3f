"""Answers that code composes: comparisons and trends from one quoted sentence a search, and figures derived
from them. The model never does arithmetic."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.answer import derive
from qa.answer.composed import Composed
from qa.answer.derive import Derived
from qa.answer.evidence import Form, Numbered
from qa.answer.pick import Picked, pick
from qa.answer.quote import quote_lines
from qa.answer.rows import Row, rows_of
from qa.figures import Figure, FigureKind, Motion, comparable, find_figures
from qa.question.followup import asks_backward
from qa.records import Cell, CheckedFigure, Kind, Plan, Table
from qa.retrieve import asks_quantity
from qa.wording.indicators import indicators_in

_TIMES = re.compile(r"几倍|多少倍|翻了|倍数")
_CHANGE = re.compile(r"从多少|[升降涨]了(?:几|多少)|(?:提高|上升|下降|降低|增加|减少)了(?:几|多少)")
_SUM = re.compile(r"合计|加起来|加总|之和|(?:总共|一共|共计)(?!有?多少年)")
#: A change, to which levels do not add up (三年一共增加了多少); additions (新增就业, 增加386公里) do.
_MOVE = re.compile(r"净增|变化|变动|(?<!新)(?:增加|增长|提高|上升|下降|降低|减少|[升降涨减])了?(?:几|多少)")
_MEAN = re.compile(r"平均(?:值|数|下来|算下来|是多少|为多少)|取平均")
_PART = re.compile(r"(?:占|相当于|是)[^，。？?]{0,14}(?:百分之几|百分之多少|几成|比例|比重)")
_GROWTH_ASKED = re.compile(r"(?:增长|增加|涨|提高|减少|下降|降)了?(?:百分之|几成)|增幅|涨幅|增长率|增速")
#: Words of what is measured.
_MEASURE = re.compile(
    r"[率量额数值价]|规模|面积|里程|收入|人口|增[长速幅]|[升降涨跌]|翻|倍|多少|浓度|指标|GDP|gdp", re.IGNORECASE
)
_GROWTH_WORDS = re.compile(r"增[幅速]|涨幅|增长率|增长")
_AGAINST = re.compile(r"([^，,。；;？?]*)比(?=[^，,。；;？?]*(?:[高低快慢多少大小]|差))")
#: A number that came in during a year is not comparable with one that there are in all.
_NEW, _ALL = re.compile(r"新增|新认定|新建|新开|新培育|新入|新设"), re.compile(r"达到|总数|总量|累计|共有|保有量|存量")
_PER = re.compile(r"每\d*(?:公斤|千克|斤|吨|亩|公顷|人|户|月|天|度|立方米|平方米)")
_MOVED: dict[Motion | None, str] = {Motion.RISE: "上升", Motion.FALL: "下降"}
_CONCLUDED = frozenset({Kind.COMPARE, Kind.TREND})
_SILENT = "未提及"
_PAIRS = (("高", "低"), ("快", "慢"), ("多", "少"), ("大", "小"))


def compare(plan: Plan, evidence: Sequence[Numbered]) -> Composed | None:
    """A line and a table row for every search of ``plan``; None when all are of one place and year,
    or the answer is a list."""
    listed = any(item.form is Form.ITEM for item in evidence)
    one_place = all(scope.same_where(plan.scopes[0]) for scope in plan.scopes)
    if listed or (one_place and not (plan.kind in _CONCLUDED and plan.scopes[0].subject)):
        return None
    rows = rows_of(plan, evidence)
    if not any(row.items for row in rows):
        return None
    lines = dict.fromkeys(quote_lines(row.items) if row.items else f"{row.label}：{_SILENT}。" for row in rows)
    # A fact of several places or years, told side by side, was not asked to be compared.
    conclusions, derived = _conclusions(plan, rows) if _of_figures(plan) else ([], [])
    figures = [_checked(row, row.picked) for row in rows if row.picked] + derived
    return Composed(
        text="\n".join([*lines, *conclusions]),
        used=tuple(dict.fromkeys(item.number for row in rows for item in row.items)),
        mode="extractive",
        figures=tuple(figures),
        table=Table(("对象", "数值", "原文"), tuple(_cells(row) for row in rows)),
    )


def year_before(plan: Plan, evidence: Sequence[Numbered]) -> Composed | None:
    """The value one year earlier, computed from a quoted value and its growth; None when not asked for."""
    if not asks_backward(plan.question):
        return None
    for item in evidence:
        pair = _value_and_rate(plan.scopes[0].query, item.text)
        result = derive.previous(*pair) if pair else None
        if pair and result:
            value, rate = pair
            text = f"{quote_lines([item])}\n据此反推：{result.formula}，上一年约为{result.text}（{result.note}）[{item.number}]。"
            quoted = [CheckedFigure(figure.text, "quoted", item.number) for figure in (value, rate)]
            derived = CheckedFigure(result.text, "derived", item.number, result.formula)
            return Composed(text, (item.number,), "extractive", (*quoted, derived))
    return None


def _value_and_rate(topic: str, text: str) -> tuple[Figure, Figure] | None:
    topic = _GROWTH_WORDS.sub("", topic)
    values = [picked.figure for picked in pick(topic, text) if picked.figure.kind is FigureKind.QUANTITY]
    if not values:
        return None
    value = values[0]
    rates = [f for f in find_figures(text) if f.kind is FigureKind.PERCENT and 0 <= f.start - value.end <= 12]
    return (value, rates[0]) if rates else None


def _of_figures(plan: Plan) -> bool:
    """Whether figures are compared: a course told in words (合作怎么一步步做实) is quoted and not computed."""
    if plan.kind is not Kind.TREND:
        return plan.kind in _CONCLUDED
    named = any(indicators_in(scope.query) for scope in plan.scopes)
    return named or asks_quantity(plan.question) or bool(_MEASURE.search(plan.question))


def _conclusions(plan: Plan, rows: Sequence[Row]) -> tuple[list[str], list[CheckedFigure]]:
    """One conclusion for every subject that has any; one for all where two subjects of one place and year are compared."""
    if all(scope.same_where(plan.scopes[0]) for scope in plan.scopes):
        text, figures = _conclude(plan, rows)
        return [text] if text else [], figures
    subjects = dict.fromkeys(plan.scopes[row.scope].subject for row in rows)
    found = [_conclude(plan, [row for row in rows if plan.scopes[row.scope].subject == each]) for each in subjects]
    return [text for text, _ in found if text], [figure for _, figures in found for figure in figures]


def _conclude(plan: Plan, rows: Sequence[Row]) -> tuple[str, list[CheckedFigure]]:
    """One sentence computed from the rows that have a figure, with the figures it derives; empty without two."""
    with_figure = [row for row in rows if row.figure]
    levels = [row for row in with_figure if row.figure and row.figure.kind is not FigureKind.PERCENT]
    mixed = 0 < len(levels) < len(with_figure)
    rates = [row for row in with_figure if mixed and row not in levels]
    compared = _largest_alike(levels if mixed else with_figure)
    others = [row for row in (levels if mixed else with_figure) if row not in compared]
    told = "；".join(
        f"{'，'.join(f'{row.label}只给出{row.figure.text}{row.mark}' for row in rows if row.figure)}，{why}"
        for rows, why in ((rates, "没有给出绝对数，不能直接比较高低"), (others, "口径不同，没有列入比较"))
        if rows
    )
    figures = [row.figure for row in compared if row.figure]
    if len(figures) < 2:
        return (f"{told}。" if told else ""), []
    apart = _apart(compared)
    if apart:
        return f"{apart}{_marks(compared)}。", []
    results = [result for result in _derivations(plan, compared) if result]
    sums = [
        f"{row.label}{row.picked.derived.formula}{row.mark}" for row in compared if row.picked and row.picked.derived
    ]
    derived = [f"{result.formula}，即{result.text}{_note(result)}{_marks(compared)}" for result in results]
    course = _courses(plan, compared) if plan.kind is Kind.TREND else _ranking(plan, compared)
    checked = [CheckedFigure(result.text, "derived", formula=result.formula) for result in results]
    return "；".join(part for part in (told, *sums, course, *derived) if part) + "。", checked


def _largest_alike(rows: Sequence[Row]) -> Sequence[Row]:
    """The most rows whose figures can be set against each other; all of two, which are told apart if they cannot."""
    if len(rows) < 3:
        return rows
    alike = [[row for row in rows if _alike(row, first)] for first in rows]
    best = max(alike, key=len)
    return best if len(best) > 1 else rows


def _alike(a: Row, b: Row) -> bool:
    return a.figure is not None and b.figure is not None and comparable(a.figure, b.figure, counters=True)


def _apart(rows: Sequence[Row]) -> str:
    """Why the figures of ``rows`` cannot be set against each other; empty when they can."""
    picked = [row.picked for row in rows if row.picked]
    first, *others = (found.figure for found in picked)
    if not all(comparable(first, other, counters=True) for other in others):
        return "各处给出的数口径不同，不能直接比较高低"
    if len({_counts_new(found) for found in picked} - {None}) > 1:
        return "有的是新增数，有的是总数，口径不同，不能直接比较高低"
    per = dict.fromkeys(map(_per, rows))
    if len(per) > 1:
        return f"各处的计算单位不同（{'、'.join(each or '没有说明' for each in per)}），不能直接比较高低"
    if {Motion.RISE, Motion.FALL} <= {found.figure.motion for found in picked}:
        told = "，".join(
            f"{row.label}{_MOVED.get(row.figure.motion, '')}{row.figure.text}" for row in rows if row.figure
        )
        return f"升降方向不同：{told}"
    return ""


def _counts_new(picked: Picked) -> bool | None:
    """Whether the figure counts what was new (True) or all there is (False); None when the words do not say."""
    new, whole = bool(_NEW.search(picked.words)), bool(_ALL.search(picked.words))
    return None if new == whole else new


def _per(row: Row) -> str:
    """What the figure is the price or share of, by the words of its clause (每50公斤); empty when they do not say."""
    before = row.items[0].text[: row.figure.start] if row.figure else ""
    return "、".join(_PER.findall(re.split("[，。；]", before)[-1]))


def _derivations(plan: Plan, rows: Sequence[Row]) -> list[Derived | None]:
    """The change inside each row, the sum or the average where asked for; of two rows the difference, and the ratio,
    share or growth where asked for."""
    question = plan.question
    changes = [derive.difference(p.began, p.figure) for row in rows if (p := row.picked) and p.began]
    if changes and _CHANGE.search(question):
        return changes
    figures = [row.figure for row in rows if row.figure]
    whole = [derive.total(figures)] if _SUM.search(question) and _adds_up(question, rows) else []
    whole += [derive.average(figures)] if _MEAN.search(question) else []
    if whole or len(figures) != 2:
        return whole
    first, second = figures
    larger, smaller = (first, second) if first.size >= second.size else (second, first)
    further = [derive.ratio(larger, smaller)] if _TIMES.search(question) else []
    further += [derive.share(first, second)] if _PART.search(question) else []
    if _GROWTH_ASKED.search(question) and first.kind is not FigureKind.PERCENT and _two_years(plan, rows):
        later, earlier = sorted(rows, key=lambda row: plan.scopes[row.scope].data_years, reverse=True)
        further += [derive.growth(later.figure, earlier.figure)] if later.figure and earlier.figure else []
    return [derive.difference(first, second), *further]


def _adds_up(question: str, rows: Sequence[Row]) -> bool:
    """Whether the sum of the figures is what was asked for: that of levels is no change."""
    added = all(row.picked and (row.picked.figure.motion or _counts_new(row.picked)) for row in rows)
    return added or not _MOVE.search(question)


def _two_years(plan: Plan, rows: Sequence[Row]) -> bool:
    """Whether the rows tell one thing of one place in different years, so that it can have grown."""
    scopes = [plan.scopes[row.scope] for row in rows]
    same = len({(scope.place, scope.subject) for scope in scopes}) == 1
    return same and len({scope.data_years for scope in scopes}) == len(scopes)


def _marks(rows: Sequence[Row]) -> str:
    return "".join(dict.fromkeys(row.mark for row in rows))


def _note(result: Derived) -> str:
    return f"（{result.note}）" if result.note else ""


def _ranking(plan: Plan, rows: Sequence[Row]) -> str:
    sized = [(row.figure.size, row) for row in rows if row.figure]
    if len({size for size, _ in sized}) == 1:
        return f"各处相同{_marks(rows)}"
    ordered = [row for _, row in sorted(sized, key=lambda pair: -pair[0])]
    if len(rows) > 2:
        listed = "，".join(f"{row.label}{row.figure.text}{row.mark}" for row in ordered if row.figure)
        return f"从高到低：{listed}"
    more, less = _more_less(plan.question)
    first, last = _subject_first(plan, rows)
    word = more if ordered[0] is first else less
    return f"{first.label}比{last.label}{word}{_marks(rows)}"


def _subject_first(plan: Plan, rows: Sequence[Row]) -> tuple[Row, Row]:
    """The two rows, first the one that the question asks to be compared (2024年的目标比这个高还是低)."""
    first, last = rows
    against = _AGAINST.search(plan.question)
    if against is None:
        return first, last
    years = [plan.scopes[row.scope].data_years for row in (first, last)]
    named = [bool(own) and f"{own[-1]}年" in against[1] for own in years]
    return (last, first) if named == [False, True] else (first, last)


def _more_less(question: str) -> tuple[str, str]:
    """高 and 低, unless the question speaks of 快慢, 大小 or 多少 (the asking 多少 aside)."""
    asked = re.sub(r"(?<![了比更])多少", "", question)
    return next((pair for pair in _PAIRS if any(word in asked for word in pair)), ("高", "低"))


def _courses(plan: Plan, rows: Sequence[Row]) -> str:
    """The course of every place apart."""
    places = dict.fromkeys(plan.scopes[row.scope].place for row in rows)
    each = ([row for row in rows if plan.scopes[row.scope].place == place] for place in places)
    return "；".join(_course(own) for own in each if len(own) > 1)


def _course(rows: Sequence[Row]) -> str:
    """How the figures go from the first row to the last."""
    figures = [row.figure for row in rows if row.figure]
    steps = "→".join(f"{row.label}{row.figure.text}{row.mark}" for row in rows if row.figure)
    first, last = figures[0].size, figures[-1].size
    rate = figures[0].kind is FigureKind.PERCENT and figures[0].motion in (Motion.RISE, Motion.FALL)
    up, down = ("上升（加快）", "下降（放慢）") if rate else ("上升", "下降")
    return f"{steps}，前后{up if last > first else down if last < first else '持平'}"


def _cells(row: Row) -> tuple[Cell, ...]:
    if not row.items:
        return Cell(row.label), Cell(_SILENT), Cell(_SILENT)
    number = row.items[0].number
    figure = row.figure.text if row.figure else _SILENT
    return Cell(row.label), Cell(figure, number if row.figure else None), Cell(row.items[0].text, number)


def _checked(row: Row, picked: Picked) -> CheckedFigure:
    number = row.items[0].number
    if picked.derived:
        return CheckedFigure(picked.figure.text, "derived", number, picked.derived.formula)
    return CheckedFigure(picked.figure.text, "quoted", number)
