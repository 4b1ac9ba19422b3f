"""Groups of places by a common name (长三角, 东北三省) and who belongs to them (``qa/data/place_groups.tsv``)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from qa.question.names import before_indicator, indicators_at
from qa.wording.regions import ASKED_AFTER, MORE, NOT_ASKED_BEFORE, TAIL

_NEEDS_TAIL = "+"


@dataclass(frozen=True, slots=True)
class Group:
    """``members`` are full names, "A/B" where B stands for A when only B has reports; ``instead`` are other members for
    when none of them has a report."""

    name: str
    forms: tuple[str, ...]
    members: tuple[str, ...]
    instead: tuple[str, ...] = ()

    def split(self, covered: Collection[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Members with reports and members without."""
        for members in (self.members, self.instead):
            named = [_one_of(member.split("/"), covered) for member in members]
            if with_reports := tuple(name for name in named if name in covered):
                return with_reports, tuple(name for name in named if name not in covered)
        return (), tuple(member.split("/")[0] for member in self.members)


@dataclass(frozen=True, slots=True)
class GroupMention:
    """``asked``: the words around it show that its members are asked about; else it may be part of a name or a topic."""

    group: Group
    start: int
    end: int
    asked: bool


def find_groups(text: str) -> list[GroupMention]:
    """Groups named in ``text``, in order, not overlapping; the longest name wins."""
    found: list[GroupMention] = []
    indicators = indicators_at(text)
    for match in _pattern().finditer(text):
        group, needs_tail = _forms()[match[0]]
        tail = (TAIL if needs_tail else MORE).match(text, match.end())
        if tail is None:
            continue
        behind = bool(ASKED_AFTER.match(text, tail.end())) or before_indicator(text, tail.end(), indicators)
        asked = behind and not NOT_ASKED_BEFORE.search(text[: match.start()])
        found.append(GroupMention(group, match.start(), tail.end(), asked))
    return found


def _one_of(names: list[str], covered: Collection[str]) -> str:
    return next((name for name in names if name in covered), names[0])


@cache
def load_groups() -> tuple[Group, ...]:
    return tuple(_rows())


def _rows() -> Iterator[Group]:
    for line in files("qa.data").joinpath("place_groups.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, forms, *members = (tuple(filter(None, cell.split("|"))) for cell in line.split("\t"))
            yield Group(name[0], forms, *members)


@cache
def _forms() -> Mapping[str, tuple[Group, bool]]:
    forms: dict[str, tuple[Group, bool]] = {}
    for group in load_groups():
        for form in (group.name, *group.forms):
            forms[form.removesuffix(_NEEDS_TAIL)] = (group, form.endswith(_NEEDS_TAIL))
    return forms


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _forms()), key=len, reverse=True)))
