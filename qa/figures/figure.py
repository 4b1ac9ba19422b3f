"""The record of one figure of a text."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from qa.figures.units import Unit


class FigureKind(StrEnum):
    QUANTITY = "quantity"
    PERCENT = "percent"
    YEAR = "year"
    DATE = "date"
    ORDINAL = "ordinal"
    NAME = "name"


class Hedge(StrEnum):
    """What keeps a figure from being exact, by the commonest word for it."""

    ABOUT = "约"
    NEARLY = "近"
    OVER = "以上"
    UNDER = "以内"
    EXPECTED = "预计"


class Motion(StrEnum):
    """Whether a figure is a rise (增长5%), a fall (下降5%) or the level reached by one (增长到5%)."""

    RISE = "增"
    FALL = "减"
    LEVEL = "到"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit; ``text`` is ``source[start:end]`` and leaves out hedge and motion.

    ``number`` × ``scale`` × ``symbol`` is what is written (3.07 × 万 × 名). ``low`` and ``high`` are the ends of a
    range in ``unit``, None otherwise. ``spelled``: in Chinese numerals. A NAME has no value (0).
    """

    text: str
    start: int
    end: int
    number: Decimal
    scale: str
    measure: Unit
    factor: int
    kind: FigureKind
    upper: Decimal | None = None
    hedge: Hedge | None = None
    motion: Motion | None = None
    spelled: bool = False

    @property
    def value(self) -> Decimal:
        """In ``unit``; the lower end of a range."""
        return self.number * self.factor * self.measure.factor

    @property
    def unit(self) -> str:
        """Canonical: 元 for 亿元, 亩 for 公顷, empty when none is written."""
        return self.measure.name

    @property
    def symbol(self) -> str:
        """The unit as written, without scale."""
        return self.measure.written

    @property
    def low(self) -> Decimal | None:
        return None if self.upper is None else self.value

    @property
    def high(self) -> Decimal | None:
        return self.upper

    @property
    def size(self) -> Decimal:
        """In the base of the dimension, where 公顷 and 平方公里 meet; the lower end of a range."""
        return self.value * self.measure.base

    @property
    def upper_size(self) -> Decimal | None:
        return None if self.upper is None else self.upper * self.measure.base
