"""A wish to see figures drawn is no question of its own: what is asked is what was asked before, or what stands beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa.records import Turn
from qa.wording.drawing import asks_to_draw, without_drawing
from qa.words import simplify


@dataclass(frozen=True, slots=True)
class Wish:
    """What to answer; ``drawn``: as a chart, too."""

    question: str
    history: tuple[Turn, ...]
    drawn: bool


def wish_of(question: str, history: Sequence[Turn]) -> Wish:
    asked = tuple(turn for turn in history if turn.role != "user" or not asks_to_draw(simplify(turn.content)))
    said = simplify(question)
    if not asks_to_draw(said):
        rest = without_drawing(said)
        return Wish(question, asked, False) if rest == said else Wish(rest, asked, True)
    last = max((place for place, turn in enumerate(asked) if turn.role == "user"), default=None)
    if last is None:
        return Wish(question, asked, False)
    before = asked[last].content
    return Wish(without_drawing(simplify(before)), asked[:last], True)
