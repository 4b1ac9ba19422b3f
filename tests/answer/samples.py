"""Hits of one sentence each."""

from __future__ import annotations

from qa.records import Hit, Scores
from tests.samples import make_report


def hit(place: str, text: str, score: float, scope: int = 0, year: int = 2020) -> Hit:
    """A result of ``year`` - 1, reported in ``year``."""
    (passage,) = make_report(place, year, [text], [])[1]
    return Hit(passage, Scores(score), ((passage.sentences[0], score),), scope)
