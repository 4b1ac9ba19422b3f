"""Comparing figures as numbers with units."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from qa.figures.figure import Figure, FigureKind, Motion
from qa.figures.units import COUNT, POINTS, SHARE

_NEVER_BARE = frozenset({SHARE, POINTS, "倍数", "番"})


def comparable(a: Figure, b: Figure, *, counters: bool = False) -> bool:
    """Whether both are of one kind and in units of one dimension; a missing unit fits all but shares and multiples.

    Counters (家, 户, 个) are compared as written unless ``counters`` says that any two are the same.
    """
    if a.kind is not b.kind and {a.kind, b.kind} != {FigureKind.QUANTITY, FigureKind.PERCENT}:
        return False
    if not a.unit or not b.unit:
        return not {a.measure.dimension, b.measure.dimension} & _NEVER_BARE
    if a.measure.dimension == COUNT == b.measure.dimension:
        return counters or a.unit == b.unit
    return a.measure.dimension == b.measure.dimension


def same_value(a: Figure, b: Figure, *, counters: bool = False) -> bool:
    """Whether both say the same number: 1461亿 and 146100000000元, 百分之五 and 5%, 两成 and 20%, -3% and 下降3%."""
    if FigureKind.NAME in (a.kind, b.kind):
        return a.kind is b.kind and a.text == b.text
    return comparable(a, b, counters=counters) and _same_size(a, b) and a.upper_size == b.upper_size


def _same_size(a: Figure, b: Figure) -> bool:
    if (a.size < 0) == (b.size < 0):
        return a.size == b.size
    positive = b if a.size < 0 else a
    return positive.motion is Motion.FALL and abs(a.size) == abs(b.size)


def rounds_to(exact: Figure, rounded: Figure) -> bool:
    """Whether ``rounded`` is ``exact`` rounded half up to the digits ``rounded`` is written with (18.7% to 19%)."""
    if not comparable(exact, rounded, counters=True) or exact.upper is not None or rounded.upper is not None:
        return False
    step = rounded.factor * rounded.measure.factor * rounded.measure.base
    return (exact.size / step).quantize(last_digit(rounded.number), ROUND_HALF_UP) == rounded.number


def last_digit(number: Decimal) -> Decimal:
    """One unit of the last place written: 0.01 for 7.29, 1 for 120."""
    exponent = number.as_tuple().exponent
    return Decimal(1).scaleb(min(exponent, 0) if isinstance(exponent, int) else 0)
