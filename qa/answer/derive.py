"""Figures computed from quoted figures, each with its formula; the model never does arithmetic.

Sums and differences are exact, in the scale and unit of the largest operand (13.5万户 − 5.2万户 = 8.3万户). Divisions are
rounded half up: ratios to two decimals, percentages to one, averages and earlier values to the digits of the operands
(averages to one decimal at least). A function returns None where the operands cannot be combined.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from qa.figures import Figure, FigureKind, Motion, comparable, last_digit
from qa.figures.units import COUNT, POINTS, RATIO, SHARE

_RATIO_STEP = Decimal("0.01")
_PERCENT_STEP = Decimal("0.1")
_FOLD = "倍数"
_SCALES = (("亿", Decimal(10) ** 8), ("万", Decimal(10) ** 4))
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
    unit = "" if RATIO in _dimensions((a, b)) else unit
    return _in_words(_derived(x - y, unit, f"{_show(x)}−{_operand(y)}={_show(x - y)}", _notes((a, b))))


#: What is less than one of a scale is told in the next: 3355万部 for 0.3355亿部.
_NEXT_SCALE = (("万亿", "亿"), ("亿", "万"))


def _in_words(result: Derived) -> Derived:
    below = next((names for names in _NEXT_SCALE if result.unit.startswith(names[0])), None)
    if below is None or not 0 < abs(result.value) < 1:
        return result
    unit = f"{below[1]}{result.unit.removeprefix(below[0])}"
    return replace(result, text=f"{_show(result.value * 10_000)}{unit}")


def total(figures: Sequence[Figure], of_one_whole: bool = False) -> Derived | None:
    """Shares add up only where they are ``of_one_whole``."""
    if not _combinable(figures) or (not of_one_whole and any(f.measure.dimension == SHARE for f in figures)):
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
    note = "" if SHARE in _dimensions((new, old)) else "按绝对数计算，与报告公布的可比增速可能不同"
    return _derived(result, "%", formula, _notes((new, old), note))


def previous(value: Figure, moved: Figure) -> Derived | None:
    """The value one period earlier, from the value and its growth: value ÷ (1 + rate), or less what was added."""
    if value.upper is not None or moved.upper is not None:
        return None
    fell = moved.motion is Motion.FALL
    if moved.measure.dimension == value.measure.dimension or moved.measure.dimension == POINTS:
        return _less(value, moved, fell)
    percent = _percent(moved)
    if percent is None or value.measure.dimension == SHARE:
        return None
    percent = -abs(percent) if fell else percent
    if percent <= -100:
        return None
    result = value.number / (1 + percent / 100)
    result, _ = _rounded(result, min(last_digit(value.number), _significant(result, 3)))
    shown = f"{_show(moved.number)}倍" if moved.measure.dimension == _FOLD else f"{_show(abs(percent))}%"
    formula = f"{_show(value.number)}÷(1{'−' if percent < 0 else '+'}{shown.removesuffix('倍')})≈{_show(result)}"
    return _derived(result, value.scale + value.symbol, formula, _notes((value, moved), "按增速反推，为估算"))


def of_share(value: Figure, part: Figure) -> Derived | None:
    """What ``value`` is ``part``, in percent, of: value ÷ share."""
    percent = _percent(part)
    if value.upper is not None or part.upper is not None or not percent or value.measure.dimension == SHARE:
        return None
    exact = 100 * value.number / percent
    result, sign = _rounded(exact, min(last_digit(value.number), _significant(exact, 3)))
    formula = f"{_show(value.number)}÷{_show(percent)}%{sign}{_show(result)}"
    return _derived(result, value.scale + value.symbol, formula, _notes((value, part), "按占比反推，为估算"))


def expected(value: Figure, moved: Figure) -> Derived | None:
    """The value one period later, from the value and the growth to come: value × (1 + rate)."""
    percent = _percent(moved)
    if value.upper is not None or moved.upper is not None or percent is None or value.measure.dimension == SHARE:
        return None
    percent = -abs(percent) if moved.motion is Motion.FALL else percent
    exact = value.number * (1 + percent / 100)
    result, sign = _rounded(exact, min(last_digit(value.number), _significant(exact, 3)))
    formula = f"{_show(value.number)}×(1{'−' if percent < 0 else '+'}{_show(abs(percent))}%){sign}{_show(result)}"
    return _derived(result, value.scale + value.symbol, formula, _notes((value, moved), "按增速推算，为估算"))


def of_year(monthly: Derived) -> Derived:
    """Twelve times what is told by the month."""
    result = monthly.value * 12
    return _derived(result, monthly.unit, f"{_show(monthly.value)}×12={_show(result)}", monthly.note)


def _less(value: Figure, moved: Figure, fell: bool) -> Derived | None:
    if value.measure.dimension == SHARE:
        x, y, unit = value.number, moved.number, "%"
    else:
        x, y = _aligned((value, moved))
        unit = _unit((value, moved))
    result = x + y if fell else x - y
    if result <= 0:
        return None
    formula = f"{_show(x)}{'+' if fell else '−'}{_show(y)}={_show(result)}"
    return _derived(result, unit, formula, _notes((value, moved)))


def _percent(rate: Figure) -> Decimal | None:
    if rate.measure.dimension == _FOLD:
        return rate.size * 100
    return rate.size if rate.measure.dimension == SHARE else None


def product(count: Figure, part: Figure) -> Derived | None:
    """So much of ``count`` as the share ``part`` says."""
    if part.measure.dimension != SHARE or count.measure.dimension == SHARE or count.upper is not None:
        return None
    exact, scale, of = count.number * part.size / 100, count.scale, _show(count.number)
    if exact < 1 and len(scale) > 1:
        # 4.5% of 5.67万亿元 are 2551.5亿元.
        exact, scale, of = exact * 10_000, scale[1:], f"{of}{scale}"
    result, sign = _rounded(exact, min(_PERCENT_STEP, last_digit(count.number)))
    formula = f"{of}×{_show(part.size)}%{sign}{_show(result)}"
    return _derived(result, scale + count.symbol, formula, _hedged((count, part)))


def headcount(whole: Figure, each: Figure) -> Derived | None:
    """How many share ``whole`` where so much comes to ``each``: 14.2万亿元 at 16.7万元 are 8503万人."""
    if whole.upper is not None or each.upper is not None or each.size <= 0 or not _combinable((whole, each)):
        return None
    result, _ = _rounded(whole.number * whole.factor / (each.number * each.factor) / 10_000, Decimal(1))
    formula = f"{_written(whole)}÷{_written(each)}≈{_show(result)}万人"
    return _derived(result, "万人", formula, _hedged((whole, each)))


def rate(amount: Figure, count: Figure) -> Derived | None:
    """``amount`` for each of ``count``, in a scale that people say: 9699元, 12.87亿元."""
    if amount.upper is not None or count.upper is not None or count.size <= 0 or SHARE in _dimensions((amount, count)):
        return None
    each = amount.number * amount.factor / (count.number * count.factor)
    scale, factor = next(((name, size) for name, size in _SCALES if abs(each) >= size), ("", Decimal(1)))
    result, sign = _rounded(each / factor, max(_significant(each / factor, 4), _RATIO_STEP))
    formula = f"{_written(amount)}÷{_written(count)}{sign}{_show(result)}{scale}{amount.symbol}"
    return _derived(result, scale + amount.symbol, formula, _hedged((amount, count)))


def yearly(whole: Figure, years: int) -> Derived | None:
    """``whole`` spread over so many years."""
    if whole.upper is not None or years < 1:
        return None
    exact = whole.number / years
    result, sign = _rounded(exact, min(_PERCENT_STEP, last_digit(whole.number), _significant(exact, 3)))
    unit = "个百分点" if whole.measure.dimension == SHARE else whole.scale + whole.symbol
    return _derived(result, unit, f"{_show(whole.number)}÷{years}{sign}{_show(result)}", _notes((whole,)))


def yearly_growth(new: Figure, old: Figure, years: int) -> Derived | None:
    """The growth that leads from ``old`` to ``new`` when it is the same each year."""
    if not _combinable((new, old)) or old.size <= 0 or new.size <= 0 or years < 1:
        return None
    x, y = _aligned((new, old))
    result, _ = _rounded(100 * ((x / y) ** (Decimal(1) / years) - 1), _PERCENT_STEP)
    formula = f"({_show(x)}÷{_show(y)})^(1/{years})−1≈{_show(result)}%"
    return _derived(result, "%", formula, _notes((new, old), "按绝对数计算，与报告公布的可比增速可能不同"))


def gained_yearly(gained: Derived, years: int) -> Derived:
    """What was gained in so many years, a year."""
    exact = gained.value / years
    result, sign = _rounded(exact, min(_PERCENT_STEP, last_digit(gained.value), _significant(exact, 3)))
    return _derived(result, gained.unit, f"{_show(gained.value)}÷{years}{sign}{_show(result)}", gained.note)


def moved(first: Derived, last: Derived) -> Derived:
    """By how much two derived figures of one unit differ."""
    large, small = sorted((first.value, last.value), reverse=True)
    result = large - small
    return _derived(result, first.unit, f"{_show(large)}−{_show(small)}={_show(result)}", "")


def rounded_for_people(derived: Derived) -> str:
    """1012亿元 for 1012.2亿元, 2.564 for 2.5644: four digits, and none behind the point of three before it."""
    step = Decimal(1) if abs(derived.value) >= 100 else max(_significant(derived.value, 4), _RATIO_STEP)
    rounded = derived.value.quantize(max(step, last_digit(derived.value)), ROUND_HALF_UP)
    return f"{_show(rounded)}{derived.unit}"


def explained(derived: Derived) -> str:
    """The formula with its unit and its reservations."""
    unit = "" if derived.formula.endswith(derived.unit) else derived.unit
    return f"{derived.formula}{unit}{f'；{derived.note}' if derived.note else ''}"


def _dimensions(figures: Sequence[Figure]) -> set[str]:
    return {figure.measure.dimension for figure in figures}


def _written(figure: Figure) -> str:
    return f"{_show(figure.number)}{figure.scale}{figure.symbol}"


def _significant(value: Decimal, digits: int) -> Decimal:
    """The step that leaves so many digits, none behind the point of a longer number."""
    return Decimal(1).scaleb(min(0, value.adjusted() + 1 - digits)) if value else Decimal(1)


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
    symbols = list(dict.fromkeys(f.symbol for f in figures if f.symbol))
    units = ""
    if len(symbols) > 1 and not any(f.measure.dimension in (SHARE, _FOLD) for f in figures):
        units = f"计量单位不同（{'、'.join(symbols)}），已换算"
    return "；".join(note for note in (*more, _hedged(figures), units) if note)


def _hedged(figures: Sequence[Figure]) -> str:
    hedges = sorted({hedge for f in figures if (hedge := f.hedge)})
    return f"原文为{'、'.join(f'“{hedge}”' for hedge in hedges)}之数，为估算" if hedges else ""


def with_formula(result: Derived) -> str:
    """8−7=1，即1个百分点（…）."""
    note = f"（{result.note}）" if result.note else ""
    return f"{result.formula}，即{result.text}{note}"
