"""A figure with the name of what it is of."""

from __future__ import annotations

from dataclasses import dataclass

from qa.statements.reading import Clause


@dataclass(frozen=True, slots=True)
class Named:
    """A figure with one name of what it is of; ``whole`` is what a share is a share of; ``own``: no name carried over.
    ``stem``: whose it is (规模以上工业 of 增加值), ``verb``: the doing it begins with; ``moved``: rise or fall that it
    begins with; ``leaves``: the name that later figures lean on, when it is not this one."""

    clause: Clause
    name: str
    whole: str = ""
    own: bool = True
    stem: str = ""
    verb: str = ""
    moved: str = ""
    leaves: str = ""
