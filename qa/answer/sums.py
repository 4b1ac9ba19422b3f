"""What a reckoning comes to: the figures derived, what goes before them, and what they are made of."""

from __future__ import annotations

from dataclasses import dataclass

from qa.answer.derive import Derived, rounded_for_people
from qa.answer.labels import period_label
from qa.answer.operands import Pool
from qa.answer.stated import Cell
from qa.records import Reckonings, Statement
from qa.statements.lookup import Told

FALL = "降幅"


@dataclass(frozen=True, slots=True)
class Result:
    """A derived figure and what goes before it; ``about``: an estimate, rounded for people."""

    said: str
    derived: Derived
    about: bool = False

    @property
    def text(self) -> str:
        if self.about:
            return f"{self.said}约{rounded_for_people(self.derived)}"
        return f"{self.said}{self.derived.text.removeprefix('−' if self.said == FALL else '')}"


@dataclass(frozen=True, slots=True)
class Sum:
    lead: str
    results: tuple[Result, ...]
    operands: tuple[Told, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """The question as far as a reckoning needs it: what it says of reckonings, the statements and what was found."""

    said: Reckonings
    pool: Pool
    cells: tuple[Cell, ...]


def result_of(said: str, derived: Derived | None) -> Result | None:
    return Result(said, derived) if derived else None


def where_of(statement: Statement) -> str:
    return f"{statement.place or ''}{period_label(statement)}"
