"""The text of an answer and how it came about, before it is wrapped for the reader."""

from __future__ import annotations

from dataclasses import dataclass

from qa.records import CheckedFigure, Mode, Table


@dataclass(frozen=True, slots=True)
class Composed:
    """``used`` are the numbers of the evidence cited in ``text``; ``dropped`` counts unknown marks removed."""

    text: str
    used: tuple[int, ...]
    mode: Mode
    figures: tuple[CheckedFigure, ...] = ()
    dropped: int = 0
    table: Table | None = None
