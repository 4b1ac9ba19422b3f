"""What a web page does not show: hidden, struck out, of the colour of its ground, off the screen."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

import tinycss2.color4
from lxml import etree

from qa.corpus.noise import RemovedKind
from qa.corpus.styles import Declarations, StyleSheets
from qa.corpus.variables import Customs, Variables

_NUMBER = re.compile(r"(-?\d*\.?\d+)(px|pt|em|rem|%|vw|vh|cm|in)?")
_PIXELS = {"em": 16.0, "rem": 16.0, "pt": 4 / 3, "cm": 38.0, "in": 96.0, "vw": 12.8, "vh": 8.0, "%": 10.0}
#: Nobody centres by so much; what is moved further is not to be seen.
_FAR = -990
_TINY = 1.5
#: Raised by less than a line of print.
_LINE = 16.0
_SHIFT = re.compile(r"translate(?:3d|x|y)?\(\s*(-[\d.]+(?:px|em|rem|vw|vh))")
_SHRUNK = re.compile(r"scale(?:3d|x|y)?\(\s*0(?:\.0+)?\s*[,)]")
_FADED = re.compile(r"opacity\(\s*0*\.?0*%?\s*\)")
_CLIPPED = re.compile(r"rect\(\s*0|inset\(\s*(?:50|100)%|circle\(\s*0")
_PRE = frozenset({"pre", "pre-wrap", "pre-line", "break-spaces"})
_PICTURE = re.compile(r"url\(|gradient\(|var\(|image")
_STRUCK_TAGS = frozenset({"s", "strike", "del"})
_AS_AT_FIRST = ("initial", "canvastext", "windowtext")
#: Colours nearer than this, of 1, cannot be told apart.
_NEAR = 0.04

Colour = tuple[float, float, float]
_PAPER: Colour = (1.0, 1.0, 1.0)
_INK: Colour = (0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Look:
    """How the text of an element looks. ``gone``: nothing inside can be seen; ``unseen``: not unless what is inside says
    otherwise; ``by_script``: hidden in a way that scripts undo. ``ground`` is None where a picture may lie below."""

    gone: bool = False
    unseen: bool = False
    tiny: bool = False
    by_script: bool = False
    struck: bool = False
    raised: bool = False
    pre: bool = False
    clear: bool = False
    ink: Colour = _INK
    ground: Colour | None = _PAPER
    customs: Customs = field(default_factory=dict)

    @property
    def fate(self) -> RemovedKind | None:
        if self.gone or self.unseen or self.tiny or self.clear or self._lost_in_ground:
            return RemovedKind.HIDDEN
        return RemovedKind.DELETED if self.struck else None

    @property
    def _lost_in_ground(self) -> bool:
        return self.ground is not None and all(abs(a - b) < _NEAR for a, b in zip(self.ink, self.ground, strict=True))


class Looks:
    """Works out looks from the outside in. ``shown``: elements that a script shows, whatever is said of them."""

    def __init__(self, sheets: StyleSheets, shown: frozenset[etree._Element] = frozenset()) -> None:
        self._sheets = sheets
        self._shown = shown
        self._variables = Variables()

    def of(self, element: etree._Element, outer: Look) -> Look:
        said = self._sheets.declared(element)
        if not said and not _speaks(element):
            return outer
        said, customs = self._variables.resolved(said, outer.customs)
        return replace(_look(element, said, outer, element in self._shown), customs=customs)


def _speaks(element: etree._Element) -> bool:
    """Whether the element itself changes how its text looks."""
    return element.tag in ("sup", "pre", "font", "td", "th", "tr", "table", "body") or (
        element.tag in _STRUCK_TAGS or "hidden" in element.attrib
    )


def _look(element: etree._Element, said: Declarations, outer: Look, shown: bool) -> Look:
    scripted = said.get("display") == "none" or _is_zero(said.get("opacity")) or _is_shut(said)
    scripted = (
        scripted or said.get("content-visibility") == "hidden" or _FADED.search(said.get("filter", "")) is not None
    )
    scripted = scripted or _SHRUNK.search(said.get("transform", "")) is not None
    scripted = (scripted or ("hidden" in element.attrib and "display" not in said)) and not shown
    unseen = outer.unseen
    if "visibility" in said:
        unseen = said["visibility"] in ("hidden", "collapse") and not shown
    size = said.get("font-size") or _size_in(said.get("font", ""))
    look = replace(
        outer,
        gone=outer.gone or scripted or _is_away(said),
        unseen=unseen,
        tiny=outer.tiny if size is None or (outer.tiny and size.endswith(("%", "em"))) else _is_tiny(size),
        by_script=scripted or (unseen and not outer.unseen),
        struck=outer.struck
        or element.tag in _STRUCK_TAGS
        or "line-through" in said.get("text-decoration", "") + said.get("text-decoration-line", ""),
        raised=outer.raised
        or said.get("vertical-align", "super" if element.tag == "sup" else "") in ("super", "text-top")
        or _is_lifted(said),
        pre=said["white-space"] in _PRE if "white-space" in said else outer.pre or element.tag == "pre",
    )
    return _coloured(look, element, said)


def _coloured(look: Look, element: etree._Element, said: Declarations) -> Look:
    ink = said.get("-webkit-text-fill-color") or said.get("color")
    ink = ink or (element.get("color") if element.tag == "font" else None)
    if ink in _AS_AT_FIRST:
        look = replace(look, clear=False, ink=_INK)
    elif ink and (read := _colour(ink)):
        look = replace(look, clear=read[1] < _NEAR, ink=read[0])
    if "text" in (said.get("background-clip"), said.get("-webkit-background-clip")):
        # The letters are cut out of the ground.
        return replace(look, ground=None, clear=False)
    ground = " ".join(said.get(name, "") for name in ("background", "background-color", "background-image")).strip()
    ground = ground or element.get("bgcolor") or ("url()" if element.get("background") else "")
    if not ground:
        return look
    if _PICTURE.search(ground):
        return replace(look, ground=None)
    read = next((colour for word in _words(ground) if (colour := _colour(word))), None)
    return replace(look, ground=read[0]) if read and read[1] > 1 - _NEAR else look


def _words(value: str) -> list[str]:
    return re.findall(r"[\w#-]+(?:\([^()]*\))?", value)


def _colour(value: str) -> tuple[Colour, float] | None:
    """A colour and how far it covers; None for words that name none."""
    found = tinycss2.color4.parse_color(value.strip())
    if found is None or found == "currentcolor":
        return None
    red, green, blue = found.to("srgb").coordinates
    return (red or 0.0, green or 0.0, blue or 0.0), float(found.alpha)


def _is_zero(value: str | None) -> bool:
    match = _NUMBER.fullmatch(value) if value else None
    return match is not None and float(match[1]) <= 0.01


def _is_tiny(value: str) -> bool:
    """A share is one of the size around, taken for that of print."""
    match = _NUMBER.fullmatch(value)
    return match is not None and _pixels(match) * (0.016 if match[2] == "%" else 1) < _TINY


def _size_in(font: str) -> str | None:
    """The size in ``bold 0/0 a``: a number with a unit, or nought."""
    sizes = (word.partition("/")[0] for word in font.split())
    return next((size for size in sizes if (match := _NUMBER.fullmatch(size)) and (match[2] or _is_zero(size))), None)


def _is_shut(said: Declarations) -> bool:
    """A box of no size that shows nothing outside itself."""
    clips = any("hidden" in said.get(name, "") for name in ("overflow", "overflow-x", "overflow-y"))
    return clips and any(_is_nothing(said.get(name)) for name in ("height", "width", "max-height", "max-width"))


def _is_nothing(value: str | None) -> bool:
    """A box for those who hear a page read is a point wide."""
    match = _NUMBER.fullmatch(value) if value else None
    return match is not None and _pixels(match) < _TINY


def _is_lifted(said: Declarations) -> bool:
    """Moved up by a part of a line, as programs write raised numbers that have no tag for them."""
    lift = _NUMBER.fullmatch(said.get("vertical-align", ""))
    if lift is None and said.get("position") == "relative":
        moved = _NUMBER.fullmatch(said.get("top", ""))
        return moved is not None and -_LINE < _pixels(moved) <= -_TINY
    return lift is not None and _TINY <= _pixels(lift) < _LINE


def _is_away(said: Declarations) -> bool:
    """Moved off the screen, or cut off by its own clip."""
    if _CLIPPED.search(said.get("clip", "") + said.get("clip-path", "")):
        return True
    shifts = ["text-indent", "margin-left", "margin-top"]
    if said.get("position") in ("absolute", "fixed", "relative"):
        shifts += ["left", "top", "right", "bottom"]
    lengths = [said.get(name, "") for name in shifts] + _SHIFT.findall(said.get("transform", ""))
    return any(_pixels(match) <= _FAR for match in map(_NUMBER.fullmatch, lengths) if match)


def _pixels(match: re.Match[str]) -> float:
    return float(match[1]) * _PIXELS.get(match[2] or "", 1.0)
