"""Figures computed from quoted figures, each with its formula; the model never does arithmetic.

Sums and differences are exact, in the scale and unit of the largest operand (13.5万户 − 5.2万户 = 8.3万户). Divisions are
rounded half up: ratios to two decimals, percentages to one, averages and earlier values to the digits of the operands
(averages to one decimal at least). A function returns None where the operands cannot be combined.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from qa.figures import Figure, FigureKind, Motion, comparable, last_digit
from qa.figures.units import COUNT, SHARE

_RATIO_STEP = Decimal("0.01")
_PERCENT_STEP = Decimal("0.1")
_COMPUTABLE = {FigureKind.QUANTITY, FigureKind.PERCENT, FigureKind.YEAR}


@dataclass(frozen=True, slots=True)
class Derived:
    """``value`` is in ``unit``, scale included (万户); ``text`` is both together; ``note`` is empty without reservations."""

    value: Decimal
    unit: str
    text: str
    formula: str
    note: str


def difference(a: Figure, b: Figure) -> Derived | None:
    """The larger minus the smaller; of two percentages, in percentage points."""
    if not _combinable((a, b)):
        return None
    large, small = sorted((a, b), key=lambda figure: figure.size, reverse=True)
    x, y = _aligned((large, small))
    unit = "个百分点" if large.measure.dimension == SHARE else _unit((large, small))
    return _derived(x - y, unit, f"{_show(x)}−{_operand(y)}={_show(x - y)}", _notes((a, b)))


def total(figures: Sequence[Figure]) -> Derived | None:
    if not _combinable(figures) or any(f.measure.dimension == SHARE for f in figures):
        return None
    numbers = _aligned(figures)
    result = sum(numbers, Decimal(0))
    return _derived(result, _unit(figures), f"{'+'.join(map(_show, numbers))}={_show(result)}", _notes(figures))


def average(figures: Sequence[Figure]) -> Derived | None:
    if not _combinable(figures):
        return None
    numbers = _aligned(figures)
    step = min(_PERCENT_STEP, *map(last_digit, numbers))
    result, sign = _rounded(sum(numbers, Decimal(0)) / len(numbers), step)
    formula = f"({'+'.join(map(_show, numbers))})÷{len(numbers)}{sign}{_show(result)}"
    return _derived(result, _unit(figures), formula, _notes(figures, "简单平均"))


def ratio(a: Figure, b: Figure) -> Derived | None:
    """How many times ``b`` ``a`` is."""
    if not _combinable((a, b)) or not b.size:
        return None
    x, y = _aligned((a, b))
    result, sign = _rounded(x / y, _RATIO_STEP)
    return _derived(result, "倍", f"{_show(x)}÷{_show(y)}{sign}{_show(result)}", _notes((a, b)))


def share(part: Figure, whole: Figure) -> Derived | None:
    """``part`` in percent of ``whole``."""
    if not _combinable((part, whole)) or not whole.size:
        return None
    x, y = _aligned((part, whole))
    result, sign = _rounded(100 * x / y, _PERCENT_STEP)
    return _derived(result, "%", f"{_show(x)}÷{_show(y)}{sign}{_show(result)}%", _notes((part, whole)))


def growth(new: Figure, old: Figure) -> Derived | None:
    """Growth from ``old`` to ``new`` in percent, negative for a fall."""
    if not _combinable((new, old)) or old.size <= 0:
        return None
    x, y = _aligned((new, old))
    result, sign = _rounded(100 * (x - y) / y, _PERCENT_STEP)
    formula = f"({_show(x)}−{_show(y)})÷{_show(y)}{sign}{_show(result)}%"
    return _derived(result, "%", formula, _notes((new, old), "按绝对数计算，与报告公布的可比增速可能不同"))


def previous(value: Figure, rate: Figure) -> Derived | None:
    """The value one period earlier, from the value and its growth: value ÷ (1 + rate)."""
    percent = rate.size if rate.motion is not Motion.FALL else -abs(rate.size)
    if rate.measure.dimension != SHARE or value.upper is not None or rate.upper is not None or percent <= -100:
        return None
    result, _ = _rounded(value.number / (1 + percent / 100), last_digit(value.number))
    operator = "−" if percent < 0 else "+"
    formula = f"{_show(value.number)}÷(1{operator}{_show(abs(percent))}%)≈{_show(result)}"
    return _derived(result, value.scale + value.symbol, formula, _notes((value, rate), "按增速反推，为估算"))


def _combinable(figures: Sequence[Figure]) -> bool:
    first = figures[0] if figures else None
    return first is not None and all(
        f.kind in _COMPUTABLE and f.upper is None and comparable(first, f, counters=True) for f in figures
    )


def _aligned(figures: Sequence[Figure]) -> tuple[Decimal, ...]:
    """The operands as numbers in the scale and unit of the largest."""
    largest = max(figures, key=lambda figure: abs(figure.size))
    step = largest.factor * largest.measure.factor * largest.measure.base
    return tuple(f.number if _written_alike(f, largest) else f.size / step for f in figures)


def _written_alike(a: Figure, b: Figure) -> bool:
    return (a.scale, a.measure) == (b.scale, b.measure)


def _unit(figures: Sequence[Figure]) -> str:
    """Scale and unit of the largest operand; the scale alone when things of different kinds were counted."""
    largest = max(figures, key=lambda figure: abs(figure.size))
    counted = {f.symbol for f in figures if f.measure.dimension == COUNT}
    if len(counted) > 1:
        return largest.scale
    return largest.scale + (largest.symbol or next((f.symbol for f in figures if f.symbol), ""))


def _rounded(value: Decimal, step: Decimal) -> tuple[Decimal, str]:
    rounded = value.quantize(step, ROUND_HALF_UP)
    return rounded, "=" if rounded == value else "≈"


def _show(number: Decimal) -> str:
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace("-", "−")


def _operand(number: Decimal) -> str:
    return f"({_show(number)})" if number < 0 else _show(number)


def _derived(value: Decimal, unit: str, formula: str, notes: str) -> Derived:
    return Derived(value, unit, f"{_show(value)}{unit}", formula, notes)


def _notes(figures: Sequence[Figure], *more: str) -> str:
    notes = list(more)
    hedges = sorted({hedge for f in figures if (hedge := f.hedge)})
    if hedges:
        notes.append(f"原文为{'、'.join(f'“{hedge}”' for hedge in hedges)}之数，为估算")
    symbols = list(dict.fromkeys(f.symbol for f in figures if f.symbol))
    if len(symbols) > 1 and not any(f.measure.dimension == SHARE for f in figures):
        notes.append(f"计量单位不同（{'、'.join(symbols)}）")
    return "；".join(notes)
