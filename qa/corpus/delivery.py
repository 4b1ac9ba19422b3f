"""When a report was delivered: the year it is the report of, and the date."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.corpus import headings
from qa.corpus.findings import Finding, Pieces, Where
from qa.corpus.years import PLAN_NAME
from qa.figures.numerals import chinese_year, whole_number
from qa.records import ReportKind
from qa.wording.times import arabic_years, plan_years

# A date of signature stands in one of the last lines.
_SIGNED = 3
_SURE = 0.9
# New governments are often elected, and report, in November or December.
_LATE_MONTH = 11
_CHINESE_DIGITS = "〇零○一二三四五六七八九"
_YEAR = re.compile(rf"(?<!\d)((?:19|20)\d{{2}})(?!\d)年?|([一二][{_CHINESE_DIGITS}]{{3}})年")
_AND_YEAR = re.compile(r"[与和及]((?:19|20)\d{2})年")
_DATE = re.compile(r"((?:19|20)\d{2})[年\-./](\d{1,2})[月\-./](\d{1,2})日?")
_CHINESE_DATE = re.compile(
    rf"([一二][{_CHINESE_DIGITS}]{{3}})年([一二三四五六七八九十]{{1,2}})月([一二三四五六七八九十]{{1,3}})日"
)
# Behind a day of delivery stands the meeting; behind one of publication the time of day.
_AT = re.compile(r"[^。；]{0,4}在[^。；]{2,40}(?:大会|会议)")
_HOUR = re.compile(r"\s*\d{1,2}[时:：]")
_REVIEW_OF = re.compile(
    r"((?:19|20)\d{2})年(?:(?:的|全[省市县区州旗盟])?(?:政府)?工作|经济社会发展|主要工作)?(?:情况)?(?:的?回顾|的?工作总结)"
)
_PLAN_FOR = re.compile(
    r"((?:19|20)\d{2})年(?:的?(?:总体)?(?:目标任务|主要任务|重点工作|重点任务|工作(?:的?总体)?(?:部署|安排|建议|要求|思路|重点|目标)"
    r"|政府工作(?:的?)?(?:任务|建议|安排|重点)|(?:全市|全省|全县|全区|我市|我省)?(?:国民)?经济(?:和|与)?社会发展的?(?:主要)?(?:预期)?目标|的?主要预期目标))"
)
_THIS_YEAR_IS = re.compile(
    rf"(?:今年|本年度?)是[^。；]{{0,60}}?(?:(\d{{1,3}})周年|{PLAN_NAME.pattern}[”\"」]?[^。；，]{{0,16}}?(开局|起步|第一|收官|最后一)(?:之)?年)"
)
_FOUNDED = {"新中国成立": 1949, "共和国成立": 1949, "建国": 1949, "建党": 1921, "共产党成立": 1921, "改革开放": 1978}
_LAST_YEAR_IS = re.compile(r"(?:刚刚)?过去的((?:19|20)\d{2})年")


def years_of(pieces: Pieces, kind: ReportKind) -> list[Finding[int]]:
    """Years of delivery by source, most trusted first."""
    return _of_delivery(list(_years(pieces, kind)), date_of(pieces))


def _years(pieces: Pieces, kind: ReportKind) -> Iterator[Finding[int]]:
    others = [line for line in pieces.head if line != pieces.title]
    for line, where, sure in ((pieces.title, Where.TITLE, 0.95), *((line, Where.HEAD, 0.95) for line in others)):
        found = first_year(line)
        if found and where is Where.TITLE:
            # 2019年预算执行情况和2020年预算草案 is a report of 2020.
            found = max([found, *(int(match[1]) for match in _AND_YEAR.finditer(line))])
        if found:
            yield Finding(found, where, sure)
    if kind is not ReportKind.WORK_REPORT:
        date = date_of(pieces)
        if date:
            yield Finding(int(date.value[:4]), date.where, date.sure)
    said = _year_of_text(arabic_years(pieces.text))
    if said:
        yield said
    signed = _date_in(pieces.paragraphs[-_SIGNED:], Where.TEXT, 0.8)
    if signed:
        yield Finding(int(signed.value[:4]), signed.where, signed.sure)
    found = first_year(pieces.stem)
    if found:
        yield Finding(found, Where.FILE_NAME, 0.6)


def _of_delivery(found: list[Finding[int]], date: Finding[str] | None) -> list[Finding[int]]:
    """``found`` with the text first where the title is named after the year reviewed, as some sites do, and where a
    session late in a year speaks of the year that ends and of the one to come: that is the report of the next year."""
    text = next((finding for finding in found if finding.where is Where.TEXT and finding.sure >= _SURE), None)
    if text is None:
        return found
    if date and int(date.value[5:7]) >= _LATE_MONTH and int(date.value[:4]) == text.value - 1:
        heads = (Where.HEAD, Where.TEXT)
        return [text, *(f for f in found if f.where not in heads or f.value not in (text.value - 1, text.value))]
    if found[0].where is not Where.TITLE or found[0].value != text.value - 1:
        return found
    return [text, *(finding for finding in found if finding is not text)]


def looks_back_and_ahead(text: str) -> bool:
    """Whether it reviews a year and plans for one, as work reports do."""
    text = arabic_years(text)
    return _REVIEW_OF.search(text) is not None and _PLAN_FOR.search(text) is not None


def first_year(line: str) -> int | None:
    match = _YEAR.search(line)
    if not match:
        return None
    return int(match[1]) if match[1] else chinese_year(match[2])


def _year_of_text(text: str) -> Finding[int] | None:
    """From headings such as 2023年工作回顾 (delivered the year after) and 2024年目标任务, and from what this year is."""
    votes: Counter[int] = Counter()
    for pattern, step in ((_REVIEW_OF, 1), (_PLAN_FOR, 0), (_LAST_YEAR_IS, 1)):
        votes.update(int(match[1]) + step for match in pattern.finditer(text))
    for match in _THIS_YEAR_IS.finditer(text):
        since = next((year for name, year in _FOUNDED.items() if name in match[0]), None)
        if match[1] and since:
            votes[since + int(match[1])] += 1
        elif match[2]:
            years = plan_years(match[2])
            votes.update(years[:1] if match[3] in ("开局", "起步", "第一") else years[-1:])
    if not votes:
        return None
    (year, count), *others = votes.most_common(2)
    sure = 0.9 if not others or others[0][1] < count else 0.5
    return Finding(year, Where.TEXT, sure)


def date_of(pieces: Pieces) -> Finding[str] | None:
    """In the head, else alone in one of the last lines."""
    return _date_in(pieces.head, Where.HEAD, 0.95) or _date_in(pieces.paragraphs[-_SIGNED:], Where.TEXT, 0.8)


def _date_in(lines: Sequence[str], where: Where, sure: float) -> Finding[str] | None:
    """The date of the meeting before any other: that of publication may stand above it."""
    dated = [
        (line, found)
        for line in (lines if where is Where.HEAD else filter(headings.is_date_line, lines))
        for found in dates_in(line)
    ]
    first = next((found for line, found in dated if _AT.match(line, found.end)), None)
    found = first or next((found for line, found in dated if not _HOUR.match(line, found.end)), None)
    return Finding(found.value, where, sure) if found else None


@dataclass(frozen=True, slots=True)
class Dated:
    """A date as YYYY-MM-DD and where it stands."""

    value: str
    start: int
    end: int


def dates_in(text: str) -> list[Dated]:
    """Dates of ``text`` in its order."""
    found = [
        Dated(f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}", *match.span()) for match in _DATE.finditer(text)
    ]
    found += [
        Dated(
            f"{chinese_year(match[1])}-{whole_number(match[2]) or 0:02}-{whole_number(match[3]) or 0:02}", *match.span()
        )
        for match in _CHINESE_DATE.finditer(text)
    ]
    return sorted(found, key=lambda date: date.start)
