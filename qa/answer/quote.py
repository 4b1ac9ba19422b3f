"""Answers made of the report's own sentences, quoted and cited; no model."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from qa.answer.citations import without_marks
from qa.answer.clauses import further, shortened, trimmed
from qa.answer.composed import Composed
from qa.answer.evidence import Form, Numbered, enumerates, fits, years_label
from qa.question.parts import pairs
from qa.records import Cell, Hit, Kind, Plan, Table

#: How many sentences of one search at the most, and how far a score may lie below the best one's.
_FACT, _PART, _EACH, _EXPLAIN, _LIST = (2, 0.15), (1, 0.0), (4, 0.6), (4, 0.8), (12, 0.55)


def best_sentences(plan: Plan, evidence: Sequence[Numbered]) -> tuple[Numbered, ...]:
    """The best sentences of every search and those nearly as good: few for most questions; a list's in the
    report's order."""
    most, margin = _limits(plan)
    kept: list[Numbered] = []
    for number, scope in enumerate(plan.scopes):
        found = [item for item in evidence if item.scope == number]
        wanted = [item for item in found if item.form is not Form.RANKED]
        if wanted:
            kept += wanted
            continue
        fitting = [item for item in found if fits(item.sentence, scope)] or found
        ranked = sorted(fitting, key=lambda item: -item.score)[:most]
        kept += [item for item in ranked if item.score >= ranked[0].score - margin]
    if plan.kind is Kind.LIST or any(item.form is not Form.RANKED for item in kept):
        kept.sort(key=lambda item: (item.hit.passage.report_id, item.sentence.start))
    return tuple({item.number: item for item in kept}.values())


def _limits(plan: Plan) -> tuple[int, float]:
    if plan.kind is Kind.LIST:
        return _LIST
    if plan.kind is Kind.EXPLAIN:
        return _EXPLAIN
    if enumerates(plan):
        return _EACH
    return _FACT if len(plan.scopes) < 2 else _PART


def side_by_side(plan: Plan, evidence: Sequence[Numbered], telling: Collection[int]) -> Composed | None:
    """The best sentence of every place or year asked about, and the silence of the others: all but the searches ``telling``
    something, where some do; no figure is taken from them. None for a question of one place and year, or one that a list
    answers."""
    listed = any(item.form is Form.ITEM for item in evidence)
    if listed or plan.kind not in (Kind.COMPARE, Kind.TREND) or all(s.same_where(plan.scopes[0]) for s in plan.scopes):
        return None
    # 谁提到了春假秋假: whoever has nothing of the words says nothing of it.
    said = pairs(plan.ask.mention.phrase) if plan.ask.mention else frozenset[str]()
    best = [
        item
        for item in best_sentences(plan, evidence)
        if (not telling or item.scope in telling) and (not said or said & pairs(item.text))
    ]
    lines: list[str] = []
    rows: list[tuple[Cell, ...]] = []
    for number, scope in enumerate(plan.scopes):
        items = [item for item in best if item.scope == number]
        name = f"{scope.place or ''}{years_label(scope.data_years)}" or f"第{number + 1}项"
        lines.append(quote_lines(items) if items else f"{name}：未提及。")
        rows.append((Cell(name), *([Cell(items[0].text, items[0].number)] if items else [Cell("未提及")])))
    if not best:
        return None
    used = tuple(dict.fromkeys(item.number for item in best))
    return Composed("\n".join(dict.fromkeys(lines)), used, "extractive", table=Table(("对象", "原文"), tuple(rows)))


def with_sources(text: str, used: Sequence[Numbered]) -> str:
    """``text`` followed by the sentences it relies on, those left out that it already gives word for word."""
    bare = without_marks(text)
    once = {item.number: item for item in used}.values()
    further = [item for item in once if trimmed(item.shown) not in bare]
    return f"{text}\n依据：\n{quote_lines(further)}" if further else text


def quote_lines(items: Sequence[Numbered]) -> str:
    """One line a sentence; the items of a list, each on its line, under what announces them or their heading."""
    lines: list[str] = []
    for place, item in enumerate(items):
        listed = item.form is Form.ITEM
        begins = listed and not (place and items[place - 1].form is Form.ITEM)
        announced = begins and place and lines[-1].endswith(f"[{items[place - 1].number}]：")
        lines += [f"{item.heading}："] if begins and not announced else []
        lines.append(f"- {_bare(item)}[{item.number}]" if listed else _line(item, items[place + 1 :]))
    return "\n".join(lines)


def _line(item: Numbered, following: Sequence[Numbered]) -> str:
    announces = bool(following) and following[0].form is Form.ITEM
    return f"{item.heading}：“{_bare(item)}”[{item.number}]{'：' if announces else '。'}"


def _bare(item: Numbered) -> str:
    return trimmed(item.shown) if item.parts else item.text.rstrip("。；;：:")


def nearest_first(plan: Plan, evidence: Sequence[Numbered], hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """``hits``, those first whose sentences would have been quoted, each with that sentence alone."""
    best = [replace(item.hit, sentences=((item.sentence, item.score),)) for item in best_sentences(plan, evidence)]
    once: dict[str, Hit] = {}
    for hit in (*best, *hits):
        once.setdefault(hit.passage.id, hit)
    return tuple(once.values())


def quoted(plan: Plan, evidence: Sequence[Numbered]) -> Composed:
    """The best sentences as they stand."""
    best = shortened(plan, best_sentences(plan, evidence))
    return Composed(quote_lines(best), tuple(item.number for item in best), "extractive")


def with_rest(plan: Plan, composed: Composed, evidence: Sequence[Numbered]) -> tuple[Composed, tuple[Numbered, ...]]:
    """``composed`` with what the sentences beside those shown say to the parts of the question that it leaves open."""
    shown = shortened(plan, [item for item in evidence if item.number in composed.used])
    rest = further(plan, shown)
    if not rest or composed.mode != "extractive" or len(composed.figures) >= plan.ask.count > 1:
        return composed, tuple(evidence)
    text = f"{composed.text}\n{quote_lines(rest)}"
    used = (*composed.used, *(item.number for item in rest))
    return replace(composed, text=text, used=used), (*evidence, *rest)
