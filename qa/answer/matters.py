"""How a matter stands in several places, or how it changed: the reports' own sentences set side by side, or year by year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.answer.composed import Composed
from qa.answer.evidence import Form, Numbered, years_label
from qa.answer.quote import quote_lines
from qa.question.ask import COMPARED
from qa.question.parts import pairs
from qa.records import Cell, Kind, Plan, Table
from qa.wording.prose import matter

#: Sentences of each place or report that are looked at, and shown; of one report alone.
LOOKED_AT, _EACH, _ALONE = 8, 3, 6
#: Of more searches than this the best sentence alone.
_MANY = 6
#: How far below the best of its search a sentence may score, and the share of the matter's words that it must have.
_FAR, _NAMES = 0.7, 0.5
#: What a word is worth that only the heading has, and what a sentence that says more than a heading does.
_HEADED, _LONG, _FULL = 0.4, 0.5, 40


def tells_matters(plan: Plan) -> bool:
    """Whether one matter is to be compared or followed, and no figure of it."""
    told = plan.ask.matter.differs or plan.ask.matter.course
    one = len({scope.query for scope in plan.scopes}) == 1
    return told and one and plan.kind in COMPARED and not plan.ask.figures


def unnamed(plan: Plan) -> str:
    """That the question speaks of two places and names none; empty where it does not."""
    two = not plan.places and not plan.missing_places and plan.ask.matter.two
    return "要对照的是哪两个地方没有说明，请写出地名再问。" if two else ""


def matters_told(plan: Plan, evidence: Sequence[Numbered]) -> tuple[Composed, tuple[Numbered, ...]] | None:
    """An answer with the sentences it cites; None where nothing is to be told so, or no sentence names the matter."""
    if not tells_matters(plan) or any(item.form is Form.ITEM for item in evidence):
        return None
    rows = [_named(plan, number, evidence) for number in range(len(plan.scopes))]
    if not any(rows):
        return None
    numbers = {each: place for place, each in enumerate(dict.fromkeys(i.number for row in rows for i in row), start=1)}
    rows = [[replace(item, number=numbers[item.number]) for item in row] for row in rows]
    what = matter(plan.scopes[0].query)
    lines: list[str] = []
    cells: list[tuple[Cell, ...]] = []
    for number, items in enumerate(rows):
        name = _label(plan, number, evidence)
        lines.append(quote_lines(items) if items else f"{name}：没有找到直接说到“{what}”的句子。")
        cells += [(Cell(name), Cell(item.text, item.number)) for item in items] or [(Cell(name), Cell("未提及"))]
    by_place = plan.kind is Kind.COMPARE and len(plan.places) > 1
    how = "各地报告的原句对照如下" if by_place else "按年份先后，报告的原句如下"
    used = tuple(numbers.values())
    text = "\n".join((f"关于“{what}”，{how}：", *dict.fromkeys(lines)))
    table = Table(("对象", "原文"), tuple(dict.fromkeys(cells)))
    return Composed(text, used, "extractive", table=table), tuple(item for row in rows for item in row)


def _named(plan: Plan, number: int, evidence: Sequence[Numbered]) -> list[Numbered]:
    """The best sentences of a search that name the matter, as they came about: by year, then as they stand."""
    wanted = pairs(matter(plan.scopes[number].query))
    own = [item for item in evidence if item.scope == number and _share(item, wanted) >= _NAMES]
    searches = len(plan.scopes)
    most = _ALONE if searches == 1 else _EACH if searches <= _MANY else 1
    ranked = sorted(own, key=_worth, reverse=True)[:most]
    near = [item for item in ranked if _worth(item) >= _worth(ranked[0]) - _FAR]
    return sorted(
        near, key=lambda item: (item.hit.passage.report_year or 0, item.sentence.years[-1:], item.sentence.start)
    )


def _worth(item: Numbered) -> float:
    return item.score + _LONG * min(len(item.text), _FULL) / _FULL


def _share(item: Numbered, wanted: frozenset[str]) -> float:
    headings = "".join(item.hit.passage.section)
    found = [1.0 if pair in item.text else _HEADED if pair in headings else 0.0 for pair in wanted]
    return sum(found) / len(found) if found else 1.0


def _label(plan: Plan, number: int, evidence: Sequence[Numbered]) -> str:
    """张家口市2023年; of a search without years the report: 张家口市2024年报告."""
    scope = plan.scopes[number]
    if scope.data_years and len({each.data_years for each in plan.scopes}) > 1:
        return f"{scope.place or ''}{years_label(scope.data_years)}"
    found = next((item.hit.passage for item in evidence if item.scope == number), None)
    if found is None:
        return scope.place or "收录的报告"
    return f"{found.place or ''}{found.report_year}年报告" if found.report_year else found.title
