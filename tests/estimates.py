"""A plain stand-in for the fitted model: the scores of stores with made-up vectors are like none that it was fitted to."""

from __future__ import annotations

from qa.answer.features import Features

_HALF = 0.5


def plainly(features: Features) -> float:
    """Enough are all names asked for, and figures of all kinds asked for in a sentence that says half of what is asked and
    gives no other kind of figure of it."""
    said = features.words == 0 or (features.said >= _HALF and features.unlike < _HALF)
    near = said or features.like >= _HALF
    return float(not features.withheld and (not features.figures or (features.told == 1.0 and near)))
