"""What places aim at beside what they reached: the targets of all of them, each with its result and how far the two lie apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from qa.answer import derive
from qa.answer.derive import Derived
from qa.answer.rows import Row, joined, name_of, same_kind
from qa.records import Basis


@dataclass(frozen=True, slots=True)
class Gap:
    """What one place aims at beside what it reached; ``size`` above zero where it aims higher."""

    aim: Row
    end: Row
    derived: Derived | None

    @property
    def size(self) -> Decimal:
        return self.aim.size - self.end.size


def gaps_of(rows: Sequence[Row]) -> list[Gap]:
    """Targets beside results of one thing in two places or more, those first that aim the furthest below; empty where no
    two places have both."""
    if len({row.cell.wanted.phrase for row in rows}) > 1:
        return []
    found: list[Gap] = []
    for place in dict.fromkeys(row.cell.place for row in rows):
        own = [row for row in rows if row.cell.place == place]
        aims = [row for row in own if row.statement.basis is Basis.TARGET]
        ends = [row for row in own if row.statement.basis is Basis.RESULT]
        if len(aims) == len(ends) == 1 and same_kind(aims[0], ends[0]):
            derived = derive.difference(aims[0].figure, ends[0].figure)
            found.append(Gap(aims[0], ends[0], derived))
    alike = [gap for gap in found if same_kind(gap.aim, found[0].aim)]
    return sorted(alike, key=lambda gap: gap.size) if len(alike) > 1 else []


def told_gaps(gaps: Sequence[Gap]) -> list[str]:
    plain = [gap for gap in gaps if gap.derived]
    below, above = [gap for gap in plain if gap.size < 0], [gap for gap in plain if gap.size > 0]
    name = name_of([gap.aim for gap in gaps])
    parts = [
        f"目标{word}结果的有{len(some)}个，{word}得最多的是{some[edge].aim.cell.place}（{_amount(some[edge])}）"
        for word, some, edge in (("低于", below, 0), ("高于", above, -1))
        if some
    ]
    highest = max(gaps, key=lambda gap: gap.aim.size).aim
    parts.insert(0, f"目标最高的是{joined([gap.aim for gap in gaps if gap.aim.size == highest.size])}")
    lines = [f"{name}：{'；'.join(parts)}。"] if len(parts) > 1 else [f"{name}：{parts[0]}；各处的目标与结果相同。"]
    return lines + [
        f"- {gap.aim.cell.place}：目标{gap.aim.marked}，结果{gap.end.marked}"
        + (f"，{derive.with_formula(gap.derived)}" if gap.derived else "")
        for gap in gaps
    ]


def _amount(gap: Gap) -> str:
    return gap.derived.text if gap.derived else ""
