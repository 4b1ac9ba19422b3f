"""What a question was understood to ask, said again in plain words, a step at a time: 承德市2024年社会消费品零售总额目标是多少？"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

#: What a step wants, and how it is asked for; the first is what is meant where nothing is said.
AGAIN: Mapping[str, str] = {
    "value": "是多少",
    "list": "有哪些",
    "reason": "的原因是什么",
    "verdict": "是不是这样",
    "mention": "最早在哪份报告里提到",
    "summary": "怎么样",
}
FACETS: Mapping[str, str] = {"any": "", "level": "", "growth": "增速", "share": "占比", "rank": ""}
BASES: Mapping[str, str] = {"any": "", "result": "", "target": "目标"}
#: What is to be done with several values, in words that the rules know; those without words are left to whoever sees the
#: values.
OPERATIONS: Mapping[str, str] = {
    "none": "",
    "compare": "分别是多少，哪个更高",
    "highest": "谁最高",
    "lowest": "谁最低",
    "order": "从高到低怎么排",
    "difference": "相差多少",
    "sum": "合计是多少",
    "mean": "平均是多少",
    "ratio": "",
    "share": "",
    "growth": "",
    "yearly_growth": "",
    "per_head": "",
    "previous": "",
    "other": "",
}
_OF_SEVERAL = "分别是多少"
_FEW = 2


@dataclass(frozen=True, slots=True)
class Step:
    """One thing asked: each field as the words of the question bear it out."""

    want: str
    places: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    of_report: bool = False
    indicators: tuple[str, ...] = ()
    facet: str = "any"
    basis: str = "any"
    operation: str = "none"
    unit: str = ""
    names: tuple[str, ...] = ()
    asserted: tuple[str, ...] = ()

    @property
    def reckons(self) -> bool:
        """Whether its values are only what something is worked out from."""
        return self.operation != "none" and not OPERATIONS[self.operation]


def restated(step: Step) -> str:
    """``step`` as a question."""
    about = f"{'和'.join(step.places)}{_when(step)}{_subject(step)}"
    if step.want == "mention":
        return f"{'和'.join(step.places)}{AGAIN['mention']}{_subject(step)}？"
    if step.want == "verdict" and step.asserted:
        return f"{about}是不是{'、'.join(step.asserted)}？"
    if step.want != "value":
        return f"{about}{AGAIN[step.want]}？"
    if step.facet == "rank":
        return f"{about}排第几？"
    return f"{about}{FACETS[step.facet]}{BASES[step.basis]}{_asking(step)}？"


def _asking(step: Step) -> str:
    if OPERATIONS[step.operation]:
        return OPERATIONS[step.operation]
    several = max(len(step.places), len(step.years), len(step.indicators)) > 1
    return f"{_OF_SEVERAL if several else AGAIN['value']}{step.unit}"


def _when(step: Step) -> str:
    years = step.years
    if not years:
        return ""
    whole = len(years) > _FEW and years[-1] - years[0] == len(years) - 1
    told = f"{years[0]}—{years[-1]}年" if whole else "、".join(f"{year}年" for year in years)
    return f"{told}报告里" if step.of_report else told


def _subject(step: Step) -> str:
    """Names tell which of the indicators' things is meant: 官厅水库|投资."""
    names = "、".join(name for name in step.names if not any(name in each for each in (*step.indicators, *step.places)))
    return f"{names}{'、'.join(step.indicators)}"
