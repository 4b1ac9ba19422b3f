"""What a report opens with and what tells nothing of anything: its title, and the words that lay it before the meeting."""

from __future__ import annotations

import re

_TITLE = re.compile(r"^\s*(?:\d{4}年)?[一-鿿（）()\d]{0,20}政府工作报告\s*$")
_LAID_BEFORE = re.compile(
    r"(?:向(?:大会|会议)|代表[一-鿿]{2,14}政府)[^。]{0,16}(?:报告工作|作(?:政府)?工作报告)|请予审议"
)


def is_formality(text: str) -> bool:
    return bool(_TITLE.match(text) or _LAID_BEFORE.search(text))
