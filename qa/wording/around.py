"""What web pages print around a report, and where the report itself begins to be spoken."""

from __future__ import annotations

import re

#: The first words of the speech; titles, dates and what a paper says of the meeting stand before them.
SPEECH = re.compile(r"各位代表\s*[：:！!，,]")
#: Headings of links and readings of the report that a page prints before or behind it.
AROUND_REPORT = re.compile(
    r"^(?:[\[【]?(?:一图|图解|图说|速读|速览|解读|视频|直播|评论|相关(?:附件|链接|阅读|新闻|报道)|延伸阅读|责任编辑|来源)|.{0,24}(?:热议|关于政府工作报告的决议))"
)


def speech_begins(text: str, before: int) -> int:
    """Where the speech begins, at most at ``before``; 0 when nothing says so."""
    match = SPEECH.search(text, 0, before)
    return match.start() if match else 0
