"""How sure a figure is: bootstrap intervals over questions, paired differences between two runs, and shares of counts."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

RESAMPLES = 2000
LEVEL = 0.95

Floats = npt.NDArray[np.float64]
Statistic = Callable[[Floats], Floats]


@dataclass(frozen=True, slots=True)
class Part:
    """What one question adds to a mark: the mark is the sum of ``num`` over the sum of ``den``.

    A mean over questions has ``den`` 1; precision of refusals has 1 for the questions that were refused.
    """

    num: float
    den: float = 1.0


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with its 95% interval and the number of questions behind it."""

    value: float
    low: float
    high: float
    n: int


def ratio(parts: Sequence[Part], seed: int) -> Estimate | None:
    """Σnum/Σden with a percentile bootstrap interval (Efron & Tibshirani, An Introduction to the Bootstrap, 1993, ch. 13).

    None when nothing was measured (Σden = 0). The interval of a mark that is the same for every question has
    no width: that says nothing about other questions, only that these did not differ.
    """
    data = _columns(parts)
    return _estimate(data, _ratios, len(parts), seed) if data[:, 1].sum() else None


def percentile(seconds: Sequence[float], share: float, seed: int) -> Estimate | None:
    """The ``share`` quantile (0..1) of ``seconds``, linear between neighbours, with its bootstrap interval."""
    if not seconds:
        return None
    data = np.asarray(seconds, dtype=np.float64)[:, None]
    return _estimate(data, lambda rows: np.asarray(np.quantile(rows[..., 0], share, axis=-1)), len(seconds), seed)


def paired(before: Sequence[Part], after: Sequence[Part], seed: int) -> Estimate | None:
    """``after`` minus ``before``, the i-th part of both being the same question; questions are drawn in pairs."""
    data = np.hstack([_columns(before), _columns(after)])
    if not (data[:, 1].sum() and data[:, 3].sum()):
        return None
    return _estimate(data, lambda rows: _ratios(rows[..., 2:]) - _ratios(rows[..., :2]), len(before), seed)


def wilson(right: int, n: int) -> Estimate | None:
    """``right`` of ``n`` with the score interval (Wilson 1927), as if each of the ``n`` were drawn by itself; None of none.

    Unlike the bootstrap it has a width when all are right.
    """
    if not n:
        return None
    z = NormalDist().inv_cdf((1 + LEVEL) / 2)
    share, spread = right / n, z * z / n
    centre = (share + spread / 2) / (1 + spread)
    half = z / (1 + spread) * math.sqrt(share * (1 - share) / n + spread / (4 * n))
    return Estimate(share, max(0.0, centre - half) if right else 0.0, min(1.0, centre + half) if right < n else 1.0, n)


def _columns(parts: Sequence[Part]) -> Floats:
    return np.asarray([(part.num, part.den) for part in parts], dtype=np.float64).reshape(len(parts), 2)


def _ratios(rows: Floats) -> Floats:
    sums = rows.sum(axis=-2)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.where(sums[..., 1] > 0, sums[..., 0] / sums[..., 1], np.nan))


def _estimate(data: Floats, statistic: Statistic, n: int, seed: int) -> Estimate:
    """``data`` is (questions, columns); resamples whose denominator is empty are left out."""
    draws = np.random.default_rng(seed).integers(0, len(data), size=(RESAMPLES, len(data)))
    resampled = statistic(data[draws])
    resampled = resampled[~np.isnan(resampled)]
    tail = (1 - LEVEL) / 2
    low, high = np.quantile(resampled, [tail, 1 - tail]) if len(resampled) else (math.nan, math.nan)
    return Estimate(float(statistic(data)), float(low), float(high), n)
