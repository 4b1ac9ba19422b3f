"""How the text of a DOCX looks, by its styles and by what is set beside them, and so what of it nobody sees."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from qa.corpus.noise import RemovedKind
from qa.corpus.wordfile import child_of, tag_of, value_of

_HEADING_STYLE = re.compile(r"^(?:heading|标题)\s*([1-6])$", re.I)
_TITLE_STYLE = re.compile(r"^(?:title|标题)$", re.I)
# Half points: no reader sees smaller type.
_TINY = 4
_WHITE = 0xF8


@dataclass(frozen=True, slots=True)
class Look:
    """How characters look; None where nothing is said of it. ``white``: of the colour of paper; ``ground``: on a colour."""

    bold: bool | None = None
    hidden: bool | None = None
    struck: bool | None = None
    raised: bool | None = None
    white: bool | None = None
    ground: bool | None = None
    tiny: bool | None = None

    def over(self, base: Look) -> Look:
        """What this says, and what ``base`` says where this is silent."""
        return Look(*(getattr(base, name) if (own := getattr(self, name)) is None else own for name in self.__slots__))

    @property
    def fate(self) -> RemovedKind | None:
        if self.hidden or self.tiny or (self.white and not self.ground):
            return RemovedKind.HIDDEN
        return RemovedKind.DELETED if self.struck else None


@dataclass(frozen=True, slots=True)
class Style:
    level: int = 0
    look: Look = Look()
    numbering: tuple[str, int] | None = None


def styles_of(root: Any) -> dict[str, Style]:
    """Style id -> level of heading (0: body text), look, numbering; what a style is based on counts where it is silent."""
    styles = [style for style in root if tag_of(style) == "style"] if root is not None else []
    found = {value_of(style, attribute="styleId") or "": style for style in styles}
    return {name: _style(name, found) for name in found}


def _style(name: str, found: dict[str, Any]) -> Style:
    level, look, numbering = 0, Look(), None
    seen: set[str] = set()
    while name in found and name not in seen:
        seen.add(name)
        style = found[name]
        properties = child_of(style, "pPr")
        level = level or level_of(value_of(style, "name") or "", value_of(properties, "outlineLvl"))
        look = look.over(look_of(child_of(style, "rPr"))).over(Look(ground=is_shaded(properties)))
        numbering = numbering or numbering_of(properties)
        name = value_of(style, "basedOn") or ""
    return Style(level, look, numbering)


def look_of(properties: Any) -> Look:
    """What the properties of a run say of it."""
    if properties is None:
        return Look()
    values = {tag_of(child): value_of(child) or "" for child in properties}
    switches = {name: value not in ("0", "false", "off", "none") for name, value in values.items()}
    struck = [switches[name] for name in ("strike", "dstrike") if name in switches]
    size, position, colour = values.get("sz", ""), values.get("position", ""), values.get("color")
    raised = values["vertAlign"] == "superscript" if "vertAlign" in values else None
    if raised is None and position.lstrip("-").isdigit():
        raised = int(position) > 0
    return Look(
        bold=switches.get("b"),
        hidden=switches.get("vanish"),
        struck=any(struck) if struck else None,
        raised=raised,
        white=_is_white(colour) if colour else None,
        ground=True if values.get("highlight", "none") != "none" else is_shaded(properties),
        tiny=int(size) <= _TINY if size.isdigit() else None,
    )


def _is_white(colour: str) -> bool:
    channels = [colour[i : i + 2] for i in (0, 2, 4)] if re.fullmatch("[0-9A-Fa-f]{6}", colour) else []
    return bool(channels) and all(int(channel, 16) >= _WHITE for channel in channels)


def is_shaded(properties: Any) -> bool | None:
    """Whether a colour that is not that of paper lies under the text; None where nothing is said."""
    fill = value_of(properties, "shd", attribute="fill")
    return None if fill is None else fill not in ("", "auto") and not _is_white(fill)


def level_of(style_name: str, outline: str | None) -> int:
    match = _HEADING_STYLE.match(style_name.strip())
    if match:
        return int(match[1])
    if outline is not None and outline.isdigit() and int(outline) < 6:
        return int(outline) + 1
    return 1 if _TITLE_STYLE.match(style_name.strip()) else 0


def numbering_of(properties: Any) -> tuple[str, int] | None:
    number = value_of(properties, "numPr", "numId")
    level = value_of(properties, "numPr", "ilvl") or "0"
    return (number, int(level)) if number and level.isdigit() else None
