"""How questions ask for the course of a thing beyond what has come of it."""

from __future__ import annotations

import re

_ON = re.compile(
    r"(?:之后|往后|以后|今后|将来|未来|下一?步|接下来|后面|再)[^，,。？?；;]{0,8}?(?:定|要|到|奔|达|朝|是|打算|计划|目标)|[定奔要]到|目标|打算|计划|规划|力争|预期(?!寿命)"
)


def goes_on(text: str) -> bool:
    """Whether what a course is to lead to is asked for, too: 这几年怎么变化的，之后定到多少."""
    return bool(_ON.search(text))
