"""How far something moved in each of several places: the first and the last figure of each, and who moved furthest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from qa.answer import derive
from qa.answer.derive import Derived
from qa.answer.rows import Row, name_of, same_kind
from qa.records import Basis, Plan

#: First and last.
_TWO = 2


@dataclass(frozen=True, slots=True)
class Course:
    """Where one place began and where it came to; ``size`` is below zero for a fall."""

    first: Row
    last: Row
    derived: Derived

    @property
    def size(self) -> Decimal:
        return self.last.size - self.first.size

    @property
    def place(self) -> str:
        return self.last.cell.place or ""


def courses_of(plan: Plan, rows: Sequence[Row]) -> list[Course]:
    """The course of one thing in two places or more, the furthest down first, where the change is asked for; empty where
    no two places have both ends."""
    if not plan.ask.change or len(plan.places) < _TWO or len({row.cell.wanted.phrase for row in rows}) > 1:
        return []
    found = [course for place in plan.places if (course := _course(place, rows))]
    alike = [course for course in found if same_kind(course.last, found[0].last)]
    return sorted(alike, key=lambda course: course.size) if len(alike) > 1 else []


def _course(place: str, rows: Sequence[Row]) -> Course | None:
    own = [row for row in rows if row.cell.place == place and row.statement.basis is not Basis.TARGET]
    ordered = sorted(own, key=lambda row: row.statement.period.last or 0)
    if len(ordered) != _TWO or not same_kind(*ordered):
        return None
    first, last = ordered
    derived = derive.difference(first.figure, last.figure)
    apart = first.statement.period.last != last.statement.period.last
    return Course(first, last, derived) if derived and apart else None


def told_courses(courses: Sequence[Course]) -> list[str]:
    fell = [course for course in courses if course.size < 0]
    rose = [course for course in reversed(courses) if course.size > 0]
    parts = [_edges(word, some) for word, some in (("上升", rose), ("下降", fell)) if some]
    name = name_of([course.last for course in courses])
    lines = [f"{name}：{'；'.join(parts) or '各处都没有变'}。"]
    return lines + [
        f"- {each.place}：{each.first.label.removeprefix(each.place)}{each.first.marked} → "
        f"{each.last.label.removeprefix(each.place)}{each.last.marked}，{derive.with_formula(each.derived)}"
        for each in (*rose, *fell)
    ]


def _edges(word: str, some: Sequence[Course]) -> str:
    most, least = some[0], some[-1]
    said = f"{word}最多的是{most.place}（{most.derived.text}）"
    return f"{said}，最少的是{least.place}（{least.derived.text}）" if len(some) > 1 else said
