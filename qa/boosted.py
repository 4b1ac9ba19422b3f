"""Boosted decision trees kept as data: what a fitted model says, worked out without the library that fitted it.

Friedman, Greedy function approximation: a gradient boosting machine, Annals of Statistics 29, 2001.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

#: A leaf, or the place of a feature, the value that it is held against, and where it leads up to and above that.
Node = float | tuple[int, float, "Node", "Node"]


@dataclass(frozen=True, slots=True)
class Boosted:
    """``base`` and the leaves are log odds; ``features`` names the values that the trees ask for, in their order."""

    features: tuple[str, ...]
    base: float
    trees: tuple[Node, ...]

    def likelihood(self, values: Sequence[float]) -> float:
        """0..1, of one value a feature."""
        return 1 / (1 + math.exp(-self.base - sum(_leaf(tree, values) for tree in self.trees)))


def load_boosted(path: Path) -> Boosted:
    """Raises OSError, ValueError or KeyError where the file holds no such model."""
    told = json.loads(path.read_text(encoding="utf-8"))
    return Boosted(tuple(told["features"]), float(told["base"]), tuple(map(_node, told["trees"])))


def _node(told: float | list[Any]) -> Node:
    if not isinstance(told, list):
        return float(told)
    feature, at, below, above = told
    return int(feature), float(at), _node(below), _node(above)


def _leaf(node: Node, values: Sequence[float]) -> float:
    while isinstance(node, tuple):
        feature, at, below, above = node
        node = below if values[feature] <= at else above
    return node
