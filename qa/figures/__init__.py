"""Figures in Chinese text: found, read as exact numbers with units, and compared. No model, no input or output."""

from qa.figures.compare import comparable, last_digit, rounds_to, same_value
from qa.figures.figure import Figure, FigureKind, Hedge, Motion
from qa.figures.find import find_figures

__all__ = [
    "Figure",
    "FigureKind",
    "Hedge",
    "Motion",
    "comparable",
    "find_figures",
    "last_digit",
    "rounds_to",
    "same_value",
]
