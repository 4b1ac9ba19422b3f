"""What a web page does not show: hidden by attribute, by its own style, or by the page's style sheet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from lxml import etree

_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)"
    r"|font-size\s*:\s*0(?:\.0+)?(?:px|pt|em|rem|%)?\s*(?:;|!|$)"
    r"|(?:left|top|right|bottom|text-indent|margin-left)\s*:\s*-\d{3,}"
    r"|clip(?:-path)?\s*:\s*(?:rect\(0|inset\((?:50|100)%)",
    re.I,
)
_COLOUR = re.compile(r"(?<![-\w])color\s*:\s*([^;!]+)", re.I)
_BACKGROUND = re.compile(r"background(?:-color)?\s*:\s*([^;!]+)", re.I)
_ZERO_SIZE = re.compile(r"(?:^|;)\s*(?:max-)?(?:height|width)\s*:\s*0(?:px)?\s*(?:;|$)", re.I)
_CLIPPED = re.compile(r"overflow(?:-[xy])?\s*:\s*hidden", re.I)
_WHITE = frozenset({"white", "#fff", "#ffffff", "rgb(255,255,255)", "rgba(255,255,255,1)"})
_CLEAR = frozenset({"transparent", "rgba(0,0,0,0)"})
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
# Only selectors that name one class or one id are understood; others need a browser.
_SIMPLE = re.compile(r"^(?:[a-z][a-z0-9]*)?([.#])([\w-]+)$", re.I)
_MAX_STYLE = 500_000
_OUTER = 64


@dataclass(frozen=True, slots=True)
class HiddenRules:
    """Classes and ids that the page's own style sheet hides."""

    classes: frozenset[str]
    ids: frozenset[str]

    @classmethod
    def of(cls, root: etree._Element) -> HiddenRules:
        names: dict[str, set[str]] = {".": set(), "#": set()}
        for style in root.iter("style"):
            for selectors, body in _RULE.findall(_COMMENT.sub("", (style.text or "")[:_MAX_STYLE])):
                if _hides_itself(body):
                    for selector in selectors.split(","):
                        simple = _SIMPLE.match(selector.strip())
                        if simple:
                            names[simple[1]].add(simple[2])
        return cls(frozenset(names["."]), frozenset(names["#"]))

    def hides(self, element: etree._Element) -> bool:
        if "hidden" in element.attrib or (element.tag == "input" and element.get("type") == "hidden"):
            return True
        if element.get("id") in self.ids or self.classes & set((element.get("class") or "").split()):
            return True
        style = element.get("style") or ""
        return bool(style) and (_hides_itself(style) or _is_white_on_white(element, style))


def _hides_itself(style: str) -> bool:
    if _HIDING.search(style) or (_ZERO_SIZE.search(style) and _CLIPPED.search(style)):
        return True
    colour = _colour(_COLOUR, style)
    return colour in _CLEAR or (colour != "" and colour == _colour(_BACKGROUND, style))


def _is_white_on_white(element: etree._Element, style: str) -> bool:
    """White text where no element around it sets a background."""
    if _colour(_COLOUR, style) not in _WHITE:
        return False
    return not any(
        _BACKGROUND.search(outer.get("style") or "") or outer.get("bgcolor") or outer.get("background")
        for outer in (element, *islice(element.iterancestors(), _OUTER))
    )


def _colour(pattern: re.Pattern[str], style: str) -> str:
    match = pattern.search(style)
    return re.sub(r"\s", "", match[1]).lower() if match else ""
