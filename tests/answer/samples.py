"""Hits of one sentence each, and plans with what their questions want."""

from __future__ import annotations

from dataclasses import replace

from qa.question.ask import ask_of
from qa.records import Hit, Plan, Scores
from tests.samples import make_report


def hit(place: str, text: str, score: float, scope: int = 0, year: int = 2020) -> Hit:
    """A result of ``year`` - 1, reported in ``year``."""
    (passage,) = make_report(place, year, [text], [])[1]
    return Hit(passage, Scores(score), ((passage.sentences[0], score),), scope)


def read(plan: Plan) -> Plan:
    """``plan`` with what its question wants."""
    return replace(plan, ask=ask_of(plan))
