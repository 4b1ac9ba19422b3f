"""What the first characters of a line say about it: numbered headings, items, the start of a report."""

from __future__ import annotations

import re
from dataclasses import dataclass

NUMERALS = "一二三四五六七八九十百"
CLOSERS = '”’』」）)》】"'

_ENDS = frozenset("。！？!?；;：:…")
_INNER_END = re.compile(r"[。！？!?；;]")
_NUMBERED = (
    # A number of one or two numerals, so that 一二三产业、 is no heading.
    (
        1,
        re.compile(
            rf"第[{NUMERALS}\d]{{1,3}}(?:部分|章|编)[ 、：:]?|[一二三四五六七八九十]{{1,2}}(?:、(?![一二三四五六七八九十]{{1,2}}[、产])|[.．](?!\d))"
        ),
    ),
    (2, re.compile(rf"[（(] ?[{NUMERALS}]{{1,3}} ?[）)]")),
    (3, re.compile(r"\d{1,2}(?:[、．](?!\d)|\.(?!\d))")),
    (4, re.compile(r"[（(]\d{1,2}[）)]|[①-⑳]")),
)
_TITLE = re.compile(
    r"国民经济和社会发展.{0,30}(?:规划|纲要|计划|报告)(?:[（(]草案[）)])?$"
    r"|(?:政府)?工作报告(?:的?决议)?(?:[（(][^（）()]{1,30}[）)])?$|^关于.{0,40}(?:报告|决议|决定|规划|纲要|计划)$"
)
_NOT_IN_TITLE = re.compile(r"[。！？!?；;>＞»›|｜：:，,]")
_ANCHOR = re.compile(r"各位代表|同志们|尊敬的各位代表|主席、各位代表")
_MEETING = re.compile(
    r"^[—\-（(\s]{0,4}(?:\d{4}|[〇○零一二三四五六七八九十]{4})年.{0,9}[日在].{2,30}(?:大会|会议)"
    r".{0,14}(?:会议|上|通过)[）)。]?(?:.{0,20})$"
)
_SPEAKER = re.compile(
    r"^[\u4e00-\u9fff\s]{0,24}?(?:代?总理|代?主席|代?省长|代?市长|代?州长|代?盟长|代?县长|代?区长|代?旗长|专员|常务副\S{2}|副\S{2}|主任)"
    r"\s*[（(]?代?[）)]?\s*(?:[\u4e00-\u9fff]{1,2} ?[\u4e00-\u9fff]{1,2}|[\u4e00-\u9fff]{1,6}·[\u4e00-\u9fff·]{1,10})$"
)
_DATE_LINE = re.compile(
    r"^[—\-（(\s]{0,4}(?:\d{4}|[〇○零一二三四五六七八九]{4})年[\d一二三四五六七八九十]{1,2}月[\d一二三四五六七八九十]{1,3}日[）)]?$"
)
_AT_MEETING = re.compile(
    r"^[—\-（(\s]{0,4}在.{4,30}(?:大会|会议)(?:第.{1,3}次)?.{0,4}会?议?上[）)]?(?:[（(]?\d{4}年\d{1,2}月\d{1,2}日[）)]?)?$"
)
#: Explanations of terms behind the report: they name figures of other places and years.
NOTES = re.compile(
    r"^[【（(［\[]?(?:名词解释|注释|附注|注[:：]|(?:《?政府工作报告》?|本?报告)?(?:中|的)?(?:有关|相关|部分)?"
    r"(?:名词|用语|术语|词语|词汇|缩略语|指标|内容)(?:术语|概念)?(?:的)?(?:解释|说明|注释|释义))"
)
_DEFINITION = re.compile(r"^[^。；，]{1,40}[:：] ?(?:是指|指的是|指|即)")
_NAME = re.compile(r"^[\u4e00-\u9fff](?: ?[\u4e00-\u9fff·]){1,3}$")


@dataclass(frozen=True, slots=True)
class Numbering:
    """``level`` 1 for 一、 2 for （一） 3 for 1. 4 for （1）; ``end`` is where the wording begins."""

    level: int
    end: int


def numbering(line: str) -> Numbering | None:
    for level, pattern in _NUMBERED:
        match = pattern.match(line)
        if match:
            return Numbering(level, match.end())
    return None


def ends_sentence(line: str) -> bool:
    return line.rstrip(CLOSERS)[-1:] in _ENDS


def has_inner_end(line: str) -> bool:
    return _INNER_END.search(line) is not None


def is_title(line: str) -> bool:
    if not 4 <= len(line) <= 60 or _NOT_IN_TITLE.search(line) or numbering(line):
        return False
    return _TITLE.search(line.replace(" ", "")) is not None


def is_meeting_line(line: str) -> bool:
    return len(line) <= 70 and (_MEETING.match(line) or _AT_MEETING.match(line)) is not None


def is_speaker_line(line: str) -> bool:
    return len(line) <= 40 and _SPEAKER.match(line) is not None


def is_definition(line: str) -> bool:
    """1.“六稳”：指稳就业、稳金融…"""
    return _DEFINITION.match(line) is not None


def is_name(line: str) -> bool:
    return _NAME.match(line) is not None


def is_salutation(line: str) -> bool:
    """各位代表： alone or at the start of the first paragraph."""
    return _ANCHOR.match(line) is not None


def is_date_line(line: str) -> bool:
    return _DATE_LINE.match(line) is not None


def is_header(line: str) -> bool:
    """A line of a report's head: title, meeting, speaker, date."""
    return is_title(line) or is_meeting_line(line) or is_speaker_line(line) or is_date_line(line)
