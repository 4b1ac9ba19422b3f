"""Asking about a report itself: who delivered it, in what office, on which day, at which meeting, of which year."""

from __future__ import annotations

import re
from enum import StrEnum


class About(StrEnum):
    SPEAKER = "speaker"
    OFFICE = "office"
    DATE = "date"
    MEETING = "meeting"
    YEAR = "year"


_REPORT = "(?:政府)?(?:工作)?报告"
_WHO = "(?:谁|哪一?位(?:领导|同志|市长|省长|主席|总理|县长|区长|州长)?|哪个人|什么人|何人)"
_WHEN = "(?:哪一?天|哪一?日|几月几[日号]|几[日号]|什么时候|什么时间|什么日期|何时|何日|啥时候|哪个日子)"
_NAME = f"(?:{_WHO}|什么名字?|啥名字?|哪些人)"
_DELIVER = "(?:作|做|宣读|发表|宣布|提交|讲|念|报告|写)(?!为|用|风|物|好|到|成|出|得)(?:的|了|过|出)*"
_CHIEF = "(?:总理|自治区主席|省长|市长|州长|盟长|县长|区长|旗长)"
#: Behind the question nothing more: 报告是什么时候提出乡村振兴的 asks about something else.
_END = r"(?:呢|啊|呀|吗)?[?？。！!\s]*$"
_ON = r"(?:是|由|系|于|在|为|，|,)*"
_THERE = "(?:代表[^，。？?]{0,12}|向(?:大会|全国|全[市省县区]|人大|人民代表大会)[^，。？?]{0,6}|在(?:大会|会)上|当时)*"

_PATTERNS = {
    About.SPEAKER: (
        rf"(?<!不){_WHO}(?:来|在)?{_THERE}{_DELIVER}[^，。；？?]{{0,18}}{_REPORT}{_END}",
        rf"{_WHO}(?:来)?{_THERE}(?:向大会)?(?:报告|作报告|做报告)(?:的|了)?(?:政府)?(?:工作)?(?:的|了)?{_END}",
        rf"{_REPORT}[^，。；？?]{{0,4}}{_ON}{_WHO}(?:来)?(?:[在于]{_WHEN})?{_THERE}{_DELIVER}{_END}",
        rf"(?:报告人|作报告的?(?:人|领导|同志)|做报告的?(?:人|领导)|宣读人|宣读报告的?人|报告的?作者|报告者){_ON}(?:叫|叫做)?{_NAME}{_END}",
        rf"{_WHO}是[^，。；？?]{{0,16}}(?:报告人|作报告的人|宣读人){_END}",
        r"(?:报告人|作报告的人)(?:的)?(?:姓名|名字|名单)",
        rf"{_REPORT}(?:的)?(?:是|由)?{_CHIEF}{_WHO}?{_ON}(?:叫什么|姓什么|{_WHO})",
        rf"(?<![副常热])(?:作报告的|当时的?|时任)?{_CHIEF}(?:当时|那时)?(?:是|叫){_NAME}{_END}",
        rf"{_WHO}(?:是|当|任|担任|出任)(?:着|的)?[^，。；？?]{{0,14}}{_CHIEF}{_END}",
    ),
    About.OFFICE: (
        r"(?:什么|何种|何|哪个|啥)(?:职务|职位|官职|职称|身份|头衔|官)",
        r"(?:职务|职位|官职|身份|头衔)(?:是|为|叫)?(?:什么|啥|哪个)",
        rf"(?:任|担任|当)(?:的)?(?:是)?(?:什么|啥|何)(?:官|职|职务)?{_END}",
    ),
    About.DATE: (
        rf"{_REPORT}[^，。；？?]{{0,4}}{_ON}{_WHEN}(?:由[^，。；？?]{{2,10}})?{_THERE}{_DELIVER}{_END}",
        rf"{_WHEN}(?:由[^，。；？?]{{2,10}})?{_THERE}{_DELIVER}[^，。；？?]{{0,18}}{_REPORT}{_END}",
        rf"{_REPORT}(?:的)?(?:日期|时间|作出时间|发布日期|宣读时间){_ON}(?:{_WHEN}|什么|多少|哪){_END}",
        rf"(?:作|做|宣读|发表)(?:的)?{_REPORT}{_ON}{_WHEN}{_END}",
        rf"{_REPORT}的?(?:作出|发布|宣读|报告)?(?:日期|时间){_END}",
    ),
    About.MEETING: (
        rf"{_REPORT}[^，。；？?]{{0,4}}(?:是|由|，)*(?:在|于|向)(?:哪|什么|何|第几)(?:一?[次个届场])?[^，。；？?]{{0,10}}(?:会议|大会|人代会|人大|会)(?:上|期间)?(?:由[^，。；？?]{{2,10}})?{_THERE}(?:{_DELIVER})?{_END}",
        rf"(?:在|于|向)(?:哪|什么|何|第几)(?:一?[次个届场])?[^，。；？?]{{0,14}}(?:会议|大会|人代会|人大|会)(?:第几次会议)?上?{_THERE}{_DELIVER}[^，。；？?]{{0,16}}{_REPORT}{_END}",
        rf"{_REPORT}[^，。；？?]{{0,8}}(?:第几届|第几次|哪一?届|哪一?次)[^，。；？?]{{0,16}}(?:会议|大会|人代会|人大)[^，。；？?]{{0,4}}(?:{_DELIVER})?{_END}",
        rf"(?:作|做|宣读|发表){_REPORT}(?:的)?(?:会议|大会|会){_ON}(?:哪|什么|第几)[^，。；？?]{{0,10}}{_END}",
    ),
    About.YEAR: (
        rf"(?:是|作的?|做的?)(?:哪一?年|什么年份|哪个年份|何年)(?:度)?(?:的)?{_REPORT}{_END}",
        rf"{_REPORT}(?:是|属于|为)(?:哪一?年|什么年份|哪个年份|何年)(?:度)?(?:的|作的|做的)?{_END}",
        rf"(?:作的?|做的?)(?:是)?(?:哪一?年|哪几年|何年)(?:度)?(?:的)?{_REPORT}{_END}",
    ),
}
_ASKED = {about: tuple(map(re.compile, patterns)) for about, patterns in _PATTERNS.items()}
#: What a clause asks beside one that asks of a report: 谁作的，|哪一天，|在什么会议上.
_BESIDE = {
    About.SPEAKER: re.compile(rf"(?:是|由|又)*{_WHO}(?:来)?(?:{_DELIVER})?{_END}"),
    About.OFFICE: re.compile(rf"(?:是|任|又)*(?:什么|何种|哪个)(?:职务|职位|身份){_END}"),
    About.DATE: re.compile(rf"(?:是|在|于|又)*{_WHEN}(?:{_DELIVER})?{_END}"),
    About.MEETING: re.compile(
        rf"(?:是|又)*[在于](?:哪|什么|何|第几)[^，。；？?]{{0,10}}(?:会议|大会|人代会|人大|会)上?(?:{_DELIVER})?{_END}"
    ),
}
_OF_REPORT = re.compile(rf"{_REPORT}|报告人")


_CLAUSE = re.compile(r"[，,；;。？?]")
#: A follow-up has the question before it behind its own words.
_CONTEXT = re.compile(r"（承上文：(.*)）$", re.DOTALL)


def asked_about(text: str) -> tuple[About, ...]:
    """What ``text`` asks of a report itself; a follow-up that asks nothing of its own asks what was asked before."""
    context = _CONTEXT.search(text)
    own = _matched(_CONTEXT.sub("", text))
    return own or (_matched(context[1]) if context else ())


def _matched(text: str) -> tuple[About, ...]:
    clauses = _CLAUSE.split(text)
    asked = {
        about
        for about, patterns in _ASKED.items()
        if any(pattern.search(part) for pattern in patterns for part in (text, *clauses))
    }
    if asked:
        asked |= {about for about, beside in _BESIDE.items() if any(map(beside.match, clauses))}
    return tuple(about for about in _ASKED if about in asked)


def names_report(text: str) -> bool:
    """Without a report or a person of one, an office or a day is of something else."""
    return _OF_REPORT.search(text) is not None
