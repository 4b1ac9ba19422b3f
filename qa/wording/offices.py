"""How a report names the office of who delivers it: 河北省人民政府省长, 自治区主席, 代市长."""

from __future__ import annotations

import re

#: What is said of a meeting (第四次会议上省长…) is no part of the office behind it.
_TITLE = (
    r"上?(?:(?![上在会届])[一-鿿]){0,14}?(?:代理?)?"
    r"(?:总理|主席|省长|市长|州长|盟长|县长|区长|旗长|行署专员|专员|主任)(?:[（(]代[）)])?"
)
_BEFORE = r"(?:^|(?<=[上日，。、—\-】）)：:\s]))"
_ALONE = re.compile(rf"(?:^|会议上)({_TITLE})$", re.MULTILINE)


def office_of(name: str, text: str) -> re.Match[str] | None:
    """The office (group 1) that stands right before ``name`` in ``text``."""
    spaced = r"\s*".join(map(re.escape, name))
    return re.search(rf"{_BEFORE}({_TITLE})\s*{spaced}", text, re.MULTILINE)


def office_alone(text: str) -> re.Match[str] | None:
    """An office (group 1) that ends a line of ``text`` with no name behind it."""
    return _ALONE.search(text)
