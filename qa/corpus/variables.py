"""Custom properties of style sheets: ``var(--name, fallback)`` gives way to what the elements around say of ``--name``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import tinycss2

from qa.corpus.styles import Declarations

#: Names that stand for names; and how long what they stand for may grow: pages are not to be trusted.
_DEEP, _LONG = 8, 500
#: Names that all elements of a page may copy from those around them, and parts of values that are put together.
_COPIES, _WORK = 2_000_000, 200_000

Customs = Mapping[str, str]


class Variables:
    """Of one page; what all its elements may cost is bounded."""

    def __init__(self) -> None:
        self._copies, self._work = _COPIES, _WORK

    def resolved(self, said: Declarations, outer: Customs) -> tuple[Declarations, Customs]:
        """``said`` with each name in its place, and the names that hold inside the element.

        A name that nothing explains stays: a style sheet that was not saved may.
        """
        own = {name: value for name, value in said.items() if name.startswith("--")}
        customs = outer
        if own and self._copies > 0:
            self._copies -= len(outer) + len(own)
            customs = {**outer, **own}
        return {
            name: self._put(value, customs) if "var(" in value else value
            for name, value in said.items()
            if not name.startswith("--")
        }, customs

    def _put(self, value: str, customs: Customs, depth: int = _DEEP) -> str:
        put = ""
        for node in tinycss2.parse_component_value_list(value):
            self._work -= 1
            if self._work < 0 or len(put) > _LONG:
                break
            put += self._part(node, customs, depth)
        return put.strip()

    def _part(self, node: Any, customs: Customs, depth: int) -> str:
        if node.type != "function" or not depth:
            return str(node.serialize())
        inside = tinycss2.serialize(node.arguments)
        if node.lower_name != "var":
            return f"{node.lower_name}({self._put(inside, customs, depth - 1)})"
        name, comma, fallback = inside.partition(",")
        found = customs.get(name.strip())
        if found == "initial" or (found is None and comma):
            found = fallback
        return str(node.serialize()) if found is None else self._put(found, customs, depth - 1)
