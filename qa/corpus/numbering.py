"""Numbers that Word writes before numbered paragraphs; they are in no text of the document.

Definitions: ECMA-376 part 1, 17.9 (abstractNum, num, lvl, lvlText).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

_DIGITS = "零一二三四五六七八九"
_CHINESE = frozenset(
    "chineseCounting chineseCountingThousand japaneseCounting ideographDigital taiwaneseCounting taiwaneseCountingThousand koreanCounting"
    " chineseLegalSimplified".split()
)
_CIRCLED = frozenset({"decimalEnclosedCircle", "decimalEnclosedCircleChinese"})
_MAX_LABEL = 20


@dataclass(frozen=True, slots=True)
class _Level:
    """``text`` is the label with %1 to %9 for the counts of the levels."""

    format: str
    text: str
    start: int
    restarts: bool = True


class Numbering:
    """Counts as it is asked, so that it must be asked in the order of the document."""

    def __init__(self, root: Any) -> None:
        """``root`` is the parsed numbering.xml, or None when the document has none."""
        self._levels: dict[str, dict[int, _Level]] = {}
        self._list_of: dict[str, str] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        linked: dict[str, str] = {}
        styled: dict[str, str] = {}
        for element in root if root is not None else ():
            name = _name(element)
            if name == "abstractNum":
                kind = _attribute(element, "abstractNumId")
                self._levels[kind] = dict(_levels(element))
                links = {_name(child): _attribute(child, "val") for child in element}
                linked[kind] = links.get("numStyleLink", "")
                styled |= {links["styleLink"]: kind} if "styleLink" in links else {}
            elif name == "num":
                self._add(element)
        for kind, style in linked.items():
            # A list that borrows its levels from a style of lists.
            self._levels[kind] = self._levels[kind] or self._levels.get(styled.get(style, ""), {})

    def _add(self, element: Any) -> None:
        """A list of the document: a kind of list, and what this one has otherwise."""
        number = _attribute(element, "numId")
        kind = next((_attribute(child, "val") for child in element if _name(child) == "abstractNumId"), "")
        starts: dict[int, int] = {}
        levels: dict[int, _Level] = {}
        for override in element:
            depth = _attribute(override, "ilvl")
            if _name(override) != "lvlOverride" or not depth.isdigit():
                continue
            start = next((_attribute(child, "val") for child in override if _name(child) == "startOverride"), "")
            starts |= {int(depth): int(start)} if start.isdigit() else {}
            levels |= dict(_levels(override))
        if levels:
            # Its own levels make it a kind of its own.
            self._levels[f"{kind} {number}"] = self._levels.get(kind, {}) | levels
            kind = f"{kind} {number}"
        self._list_of[number], self._restarts[number] = kind, starts

    def label(self, numbering: tuple[str, int] | None) -> str:
        """The number to write before the next paragraph of the list and level, empty for bullets and no list."""
        if numbering is None:
            return ""
        number, depth = numbering
        kind = self._list_of.get(number, "")
        level = self._levels.get(kind, {}).get(depth)
        if level is None:
            return ""
        counts = self._counts[kind]
        for first, start in self._restarts.pop(number, {}).items():
            # Where a list that begins anew is used first; from then on it counts like any other.
            counts[first] = start - 1
        for deeper in [other for other in counts if other > depth and self._levels[kind].get(other, level).restarts]:
            del counts[deeper]
        counts[depth] = counts.get(depth, level.start - 1) + 1
        return self._written(kind, level, counts) if level.format not in ("bullet", "none") else ""

    def _written(self, kind: str, level: _Level, counts: dict[int, int]) -> str:
        text = level.text
        for depth, other in self._levels[kind].items():
            text = text.replace(f"%{depth + 1}", _number(counts.get(depth, other.start), other.format))
        return text if len(text) <= _MAX_LABEL else ""


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _attribute(element: Any, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _levels(abstract: Any) -> list[tuple[int, _Level]]:
    found = []
    for element in abstract:
        depth = _attribute(element, "ilvl")
        if _name(element) == "lvl" and depth.isdigit():
            values = {_name(child): _attribute(child, "val") for child in element}
            start = values.get("start", "1")
            level = _Level(
                values.get("numFmt", "decimal"),
                values.get("lvlText", ""),
                int(start) if start.isdigit() else 1,
                restarts=values.get("lvlRestart") != "0",
            )
            found.append((int(depth), level))
    return found


def _number(count: int, form: str) -> str:
    if form in _CHINESE and 0 < count < 100:
        return _chinese(count)
    if form in _CIRCLED and 1 <= count <= 20:
        return chr(0x2460 + count - 1)
    if form in ("lowerLetter", "upperLetter") and 1 <= count <= 26:
        return chr((0x61 if form == "lowerLetter" else 0x41) + count - 1)
    return str(count)


def _chinese(count: int) -> str:
    tens, ones = divmod(count, 10)
    written = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return written + (_DIGITS[ones] if ones else "")
