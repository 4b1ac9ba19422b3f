"""The style sheets of a web page, as far as they decide what of it is seen on a screen of usual width.

Parsed by tinycss2. Selectors of tags, classes, ids and attributes, one inside another, are matched here and not by a
library: pages are not to be trusted, and what is matched must not cost more than their size.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

import tinycss2
from lxml import etree

#: Properties that decide whether text is seen, struck out, raised, or set line by line.
RELEVANT = frozenset(
    "display visibility opacity font-size position left top right bottom text-indent margin-left margin-top height width"
    " max-height max-width overflow overflow-x overflow-y clip clip-path transform color background background-color"
    " background-image background-clip -webkit-background-clip text-decoration text-decoration-line vertical-align"
    " white-space font filter -webkit-text-fill-color content-visibility".split()
)
SCREEN_WIDTH, SCREEN_HEIGHT = 1280, 800
_MAX_STYLE = 500_000
_PER_KEY = 64
_OUTER = 64
_TESTS = 10_000_000
_FEATURE = re.compile(r"\(\s*(?:(min|max)-)?(?:device-)?(width|height)\s*:\s*([\d.]+)(px|em|rem)?\s*\)")
_OTHER_FEATURE = re.compile(r"\(([^()]*)\)")
#: What a desk has: a mouse, a wide screen, colours.
_HOLDS = re.compile(
    r"^\s*(?:color|prefers-color-scheme\s*:\s*light|any-hover\s*:\s*hover|hover\s*:\s*hover|pointer\s*:\s*fine|orientation\s*:\s*landscape)\s*$"
)

Declarations = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Compound:
    """``a.b#c[d=e]``; ``tag`` empty for any."""

    tag: str
    ids: frozenset[str]
    classes: frozenset[str]
    attributes: frozenset[tuple[str, str | None]]

    def matches(self, element: etree._Element) -> bool:
        if self.tag and element.tag != self.tag:
            return False
        if self.ids and self.ids != {element.get("id")}:
            return False
        if self.classes and not self.classes <= set((element.get("class") or "").split()):
            return False
        return all(name in element.attrib and value in (None, element.get(name)) for name, value in self.attributes)


Outer = tuple[tuple[_Compound, bool], ...]


@dataclass(frozen=True, slots=True)
class _Rule:
    """``outer``: the elements around it from the inside out, each with whether it must be the very next one."""

    weight: tuple[int, int, int, int]
    inner: _Compound
    outer: Outer
    plain: tuple[tuple[str, str], ...]
    important: tuple[tuple[str, str], ...]


class StyleSheets:
    """The rules of all style sheets in a page, found again by what their last part names."""

    def __init__(self, sheets: Iterable[str]) -> None:
        self._by_key: dict[str, list[_Rule]] = defaultdict(list)
        self._tests = _TESTS
        self._inside: dict[tuple[etree._Element | None, Outer], bool] = {}
        order = 0
        for sheet in sheets:
            for rule in _rules(tinycss2.parse_stylesheet(sheet[:_MAX_STYLE], skip_comments=True, skip_whitespace=True)):
                order += 1
                for found in _read(rule, order):
                    key = next(
                        iter((*(f"#{i}" for i in found.inner.ids), *(f".{c}" for c in found.inner.classes))), None
                    )
                    self._by_key[key or found.inner.tag].append(found)
        for key, rules in self._by_key.items():
            # The last of equal weight wins; a page with more rules for one name is made to cost.
            self._by_key[key] = rules[-_PER_KEY:]

    @classmethod
    def of(cls, root: etree._Element) -> StyleSheets:
        sheets = [style for style in root.iter("style") if media_holds(style.get("media") or "all")]
        return cls("".join(style.itertext()) for style in sheets)

    def declared(self, element: etree._Element) -> Declarations:
        """What holds of ``element`` by itself, its own style included; values in small letters."""
        rules = sorted(self._matching(element), key=lambda rule: rule.weight) if self._by_key else ()
        inline = _declarations(element.get("style") or "")
        values = dict(pair for rule in rules for pair in rule.plain)
        values |= dict(inline[0])
        values |= dict(pair for rule in rules for pair in rule.important)
        return values | dict(inline[1])

    def _matching(self, element: etree._Element) -> Iterator[_Rule]:
        names = [f".{name}" for name in (element.get("class") or "").split()[:_PER_KEY]]
        for key in ("", element.tag, *names, f"#{element.get('id')}"):
            for rule in self._by_key.get(key, ()):
                self._tests -= 1
                if self._tests > 0 and rule.inner.matches(element) and self._is_inside(element, rule.outer):
                    yield rule

    def _is_inside(self, element: etree._Element, outer: Outer) -> bool:
        """Whether the elements around it are as they must be; the same for all elements side by side."""
        if not outer:
            return True
        around = element.getparent(), outer
        if around not in self._inside:
            self._tests -= _OUTER
            self._inside[around] = _is_inside(element, outer)
        return self._inside[around]


def _is_inside(element: etree._Element, outer: Outer) -> bool:
    ancestors = islice(element.iterancestors(), _OUTER)
    for compound, next_one in outer:
        found = next((each for each in ancestors if next_one or compound.matches(each)), None)
        if found is None or not compound.matches(found):
            return False
    return True


def _rules(nodes: Iterable[Any]) -> Iterator[Any]:
    """Qualified rules, also those in media queries that hold."""
    stack = [iter(nodes)]
    while stack:
        node = next(stack[-1], None)
        if node is None:
            stack.pop()
        elif node.type == "qualified-rule":
            yield node
        elif node.type == "at-rule" and node.content is not None and len(stack) < _OUTER:
            name = node.lower_at_keyword
            holds = name in ("supports", "layer") or (name == "media" and media_holds(tinycss2.serialize(node.prelude)))
            if holds:
                stack.append(iter(tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)))


def media_holds(query: str) -> bool:
    """Whether a media query holds on a screen of usual width."""
    return any(map(_holds, query.lower().split(",")))


def _holds(query: str) -> bool:
    words = _OTHER_FEATURE.sub(" ", query).split()
    negated = "not" in words
    kinds = [word for word in words if word not in ("not", "only", "and", "or")]
    holds = all(kind in ("all", "screen") for kind in kinds)
    for bound, side, number, unit in _FEATURE.findall(query):
        length = float(number) * (16 if unit in ("em", "rem") else 1)
        size = SCREEN_WIDTH if side == "width" else SCREEN_HEIGHT
        holds = holds and (size >= length if bound == "min" else size <= length if bound == "max" else size == length)
    rest = _OTHER_FEATURE.findall(_FEATURE.sub("", query))
    return (holds and all(_HOLDS.match(feature) for feature in rest)) != negated


def _read(rule: Any, order: int) -> Iterator[_Rule]:
    plain, important = _relevant(tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True))
    if not plain and not important:
        return
    for selector in _split(rule.prelude):
        parts = _compounds(selector)
        if parts is None:
            continue
        compounds = [compound for compound, _ in parts]
        ids, names, tags = (
            sum(map(len, (c.ids for c in compounds))),
            sum(len(c.classes) + len(c.attributes) for c in compounds),
            sum(bool(c.tag) for c in compounds),
        )
        outer = tuple((parts[i][0], parts[i + 1][1]) for i in range(len(parts) - 2, -1, -1))
        yield _Rule((ids, names, tags, order), parts[-1][0], outer, plain, important)


def _relevant(nodes: Iterable[Any]) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """Declarations that count, custom properties among them, those called important apart."""
    found: tuple[list[tuple[str, str]], list[tuple[str, str]]] = ([], [])
    for node in nodes:
        if node.type == "declaration" and (node.lower_name in RELEVANT or node.lower_name.startswith("--")):
            found[node.important].append((node.lower_name, tinycss2.serialize(node.value).strip().lower()))
    return tuple(found[0]), tuple(found[1])


@lru_cache(maxsize=4096)
def _declarations(style: str) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    if not style:
        return (), ()
    return _relevant(tinycss2.parse_blocks_contents(style, skip_comments=True, skip_whitespace=True))


def _split(prelude: Iterable[Any]) -> Iterator[list[Any]]:
    selector: list[Any] = []
    for node in prelude:
        if node == ",":
            yield selector
            selector = []
        elif node.type != "comment":
            selector.append(node)
    yield selector


def _compounds(nodes: list[Any]) -> list[tuple[_Compound, bool]] | None:
    """Compounds from the outside in, each with whether it is a child of the one before; None for what needs a browser."""
    parts: list[tuple[list[Any], bool]] = [([], False)]
    while nodes and nodes[-1].type == "whitespace":
        nodes = nodes[:-1]
    for node in nodes:
        if node.type == "whitespace":
            parts += [([], False)] if parts[-1][0] else []
        elif node == ">":
            parts = parts if parts[-1][0] else parts[:-1]
            parts.append(([], True))
        else:
            parts[-1][0].append(node)
    found = [(_compound(each), child) for each, child in parts]
    known = [(compound, child) for compound, child in found if compound is not None]
    return known if known and len(known) == len(found) else None


def _compound(nodes: list[Any]) -> _Compound | None:
    tag, ids, classes, attributes = "", set(), set(), set()
    if nodes and nodes[0] == "*":
        nodes = nodes[1:]
        if not nodes:
            return _Compound("", frozenset(), frozenset(), frozenset())
    dotted = False
    if len(nodes) == 2 and nodes[0] == ":" and nodes[1].type == "ident" and nodes[1].lower_value == "root":
        return _Compound("html", frozenset(), frozenset(), frozenset())
    for node in nodes:
        if dotted and node.type == "ident":
            classes.add(node.value)
        elif dotted:
            return None
        elif node.type == "ident":
            tag = node.lower_value
        elif node.type == "hash":
            ids.add(node.value)
        elif node.type == "[] block":
            inside = [each for each in node.content if each.type != "whitespace"]
            values = [each.value for each in inside]
            if len(values) not in (1, 3) or inside[0].type != "ident" or (len(values) == 3 and inside[1] != "="):
                return None
            attributes.add((inside[0].lower_value, str(values[2]) if len(values) == 3 else None))
        elif node != ".":
            return None
        dotted = node == "."
    if not nodes or dotted or not (tag or ids or classes or attributes):
        return None
    return _Compound(tag, frozenset(ids), frozenset(classes), frozenset(attributes))
