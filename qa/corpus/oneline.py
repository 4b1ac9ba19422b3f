"""A report that lost all its line ends: title, salutation and headings get lines of their own again."""

from __future__ import annotations

import re

_MOST_LINES = 3
_LONG = 100
_HEAD_CHARS = 300
_END = re.compile(r"[。！？]")
_TITLE = re.compile(
    r"^\s*[^。，；：！？\n]{0,40}?政府工作报告(?:[（(][^（）()\n]{1,60}[）)])?(?=\s*(?:各位代表|同志们|尊敬的|[—\-]{1,2}|(?:19|20)\d\d年|在\S{2,20}会|\S{2,14}长))"
)
_SALUTATION = re.compile(r"(?:尊敬的)?各位代表(?:、?同志们)?[：:]")
_CHAPTER = re.compile(
    r"(?<=[。！？；])\s*(?=[一二三四五六七八九十]{1,2}、|[（(][一二三四五六七八九十]{1,2}[）)]|各位代表[！，])"
)
#: Where the words of a heading end and its text begins without a mark between them.
_HEADING = re.compile(
    r"^[一二三四五六七八九十]{1,2}、[^。，；：！？\n]{2,40}?(?:回顾|总结|情况|成就|安排|部署|任务|目标|要求|思路|重点|工作|建设|举措|措施)"
    r"(?=过去|刚刚过去|一年来|[二三四五]年来|(?:19|20)\d\d年|[去今明]年|新的一年|当前|全[国省市县区州旗盟]|我们|各位代表|[（(]一[）)]|做好|必须|坚持|按照|围绕)",
    re.M,
)


def broken_up(text: str) -> str:
    """``text`` with line ends where it must have had them, when nearly all of it is one line."""
    lines = [line for line in text.split("\n") if line.strip()]
    longest = max(map(len, lines), default=0)
    if not lines or len(lines) > _MOST_LINES or longest < max(_LONG, 0.8 * sum(map(len, lines))):
        return text
    if len(_END.findall(text)) < 2:
        return text
    text = _TITLE.sub(lambda title: f"{title[0]}\n", text, count=1)
    salutation = _SALUTATION.search(text, 0, _HEAD_CHARS)
    if salutation:
        text = f"{text[: salutation.start()]}\n{salutation[0]}\n{text[salutation.end() :]}"
    return _HEADING.sub(lambda heading: f"{heading[0]}\n", _CHAPTER.sub("\n", text))
