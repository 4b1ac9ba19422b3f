"""A place named before an indicator: the figure is that place's and not the report's."""

from __future__ import annotations

import re

_NATION = re.compile(r"^(?:全国|我国|中国)(?=[一-鿿]{2})(?!性|人大|政协|首|第|最|文明|重点|示范|一流|百强|先进)")


def told_of_place(name: str, place: str | None) -> tuple[str | None, str]:
    """The place a figure is of, and the name of its indicator without it."""
    nation = _NATION.match(name)
    if nation and place != "全国":
        return "全国", name[nation.end() :]
    return place, name[nation.end() :] if nation else name
