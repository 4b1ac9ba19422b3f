"""What a report is: kind, title, place, year, years reviewed and planned, meeting, date, speaker.

Each is looked for in the title, then the first lines, the text, the file name; the first that says it wins, and
a later one that says otherwise is a warning. What the user says of the file stands above all of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import TypeVar

from qa.corpus import headings
from qa.corpus.corrections import NO_CORRECTION, Correction
from qa.corpus.delivery import date_of, first_year, looks_back_and_ahead, years_of
from qa.corpus.findings import WHERE_LABELS, Finding, Pieces, Where
from qa.corpus.term import reviewed_years
from qa.hanzi import to_simplified
from qa.places import NATION, Gazetteer, Level, Place, load_gazetteer
from qa.records import ReportKind

T = TypeVar("T")
NATION_ISSUER = "国务院"
_HEAD_PARAGRAPHS = 10
_HEAD_CHARS = 120
_OPENING_CHARS = 900
_FREQUENT_PLACE = 4

_MEETING = re.compile(
    r"(?:在)?((?:(?:(?!第)[\u4e00-\u9fff]){2,20})?第?[一二三四五六七八九十百]+届(?:全国)?人民代表大会(?:常务委员会)?第[一二三四五六七八九十]+次会议)"
)
_TOLD_TO = re.compile(
    r"向((?:[\u4e00-\u9fff]{2,20})?第[一二三四五六七八九十百]+届(?:全国)?人民代表大会(?:第[一二三四五六七八九十]+次会议)?)(?:报告|作)"
)
_ASSEMBLY_OF = re.compile(
    r"([\u4e00-\u9fff]{2,16})第[一二三四五六七八九十]+届(?:人民代表大会|人民政府)|[代受]表?([\u4e00-\u9fff]{2,16}?)人民政府|^([\u4e00-\u9fff]{2,16}?)人民政府"
)
_NATIONAL = re.compile(r"全国人民代表大会|代表国务院|国务院总理|中央人民政府")
_SELF = {
    "省": re.compile(r"[我全]省|省委、省政府|省人民政府"),
    "市": re.compile(r"[我全]市|市委|市人民政府|市政府"),
    "县": re.compile(r"[我全]县|县委|县人民政府"),
    "旗": re.compile(r"[我全]旗|旗委|旗人民政府"),
    "州": re.compile(r"[我全]州|州委|州人民政府"),
    "盟": re.compile(r"[我全]盟|盟委|盟行署"),
    "区": re.compile(r"[我全]区|区委|区人民政府|自治区党委"),
}
_OFFICE = r"(?:总理|主席|省长|市长|州长|盟长|县长|区长|旗长|专员|主任)[（(]?代?[）)]?\s*"
_PERSON = r"((?:[\u4e00-\u9fff]{1,2} ?[\u4e00-\u9fff]{1,2}|[\u4e00-\u9fff]{1,6}·[\u4e00-\u9fff·]{1,10}))"
_NAME_AFTER_OFFICE = re.compile(rf"{_OFFICE}{_PERSON}$")
#: A head that lost its line breaks: …第四次会议上省长王予波各位代表：
_RUN_ON = re.compile(rf"会议?上[\u4e00-\u9fff]{{0,14}}?{_OFFICE}{_PERSON}(?=各位代表|同志们)")
_REPORT_OPENING = re.compile(
    r"我(?:受.{2,20}委托|代表).{2,24}(?:报告|作政府工作报告)|作政府工作报告|报告政府工作|政府工作报告"
)
_PART = re.compile(
    r"[\u4e00-\u9fff]{0,24}?[\u4e00-\u9fff](?:镇|乡|苏木|街道(?:办事处)?|开发区|高新区|产业园区?|工业园区?|示范区|保税区|新区|管理区|度假区|风景区)(?=\d|[二人管政年工])"
)
_OTHER_BODY = re.compile(r"法院|检察院|常务委员会|常委会|政治协商|政协|财政预算|预算执行")


@dataclass(frozen=True, slots=True)
class Identity:
    """``reviewed`` and ``planned`` are the years of the report as a whole; ``years_said``: a user said which."""

    kind: ReportKind
    title: str
    place: Finding[Place] | None
    year: Finding[int] | None
    reviewed: tuple[int, ...]
    planned: tuple[int, ...]
    meeting: Finding[str] | None
    date: Finding[str] | None
    speaker: Finding[str] | None
    warnings: tuple[str, ...]
    years_said: bool = False


def identify(text: str, file_name: str, correction: Correction = NO_CORRECTION) -> Identity:
    pieces = _pieces(text, file_name)
    kind = correction.said_kind() or _kind(pieces)
    places = _said(correction.said_place()) or list(_places(pieces, load_gazetteer()))
    years = _said(correction.year) or years_of(pieces, kind)
    year = years[0] if years else None
    place = places[0] if places else None
    part = _part_of(pieces.title, place)
    work = kind is ReportKind.WORK_REPORT and year is not None
    reviewed = reviewed_years(year.value, pieces.paragraphs, " ".join(pieces.head)) if work and year else ()
    date = correction.date.isoformat() if correction.date else None
    return Identity(
        kind=kind,
        title=correction.title
        or (pieces.title if part else "")
        or _title(kind, pieces, place.value if place else None, year.value if year else None),
        place=place,
        year=year,
        reviewed=reviewed if correction.reviewed is None else tuple(sorted(correction.reviewed)),
        planned=((year.value,) if work and year else ())
        if correction.planned is None
        else tuple(sorted(correction.planned)),
        meeting=_first(_said(correction.meeting)) or _meeting(pieces),
        date=_first(_said(date)) or date_of(pieces),
        speaker=_first(_said(correction.speaker)) or _speaker(pieces),
        warnings=(*_conflict("年份", years), *_place_conflict(places), *_part_warning(part, place)),
        years_said=correction.reviewed is not None or correction.planned is not None,
    )


def _said(value: T | None) -> list[Finding[T]]:
    return [] if value is None else [Finding(value, Where.USER, 1.0)]


def _first(found: Sequence[Finding[T]]) -> Finding[T] | None:
    return found[0] if found else None


def _pieces(text: str, file_name: str) -> Pieces:
    paragraphs = tuple(text.split("\n"))
    head: list[str] = []
    for paragraph in paragraphs[:_HEAD_PARAGRAPHS]:
        numbered = headings.numbering(paragraph)
        if len(paragraph) > _HEAD_CHARS or headings.is_salutation(paragraph) or (numbered and numbered.level == 1):
            break
        head.append(paragraph)
    title = next((line for line in head if headings.is_title(line) and first_year(line)), "")
    title = title or max((line for line in head if headings.is_title(line)), key=len, default="")
    return Pieces(title, tuple(head), text[:_OPENING_CHARS], text, PurePath(file_name).stem, paragraphs)


# -- kind and title -------------------------------------------------------------------------------------------


def _kind(pieces: Pieces) -> ReportKind:
    title = pieces.title
    if re.search(r"决议|决定", title):
        return ReportKind.RESOLUTION
    if re.search(r"规划|纲要|计划", title):
        return ReportKind.PLAN
    if _OTHER_BODY.search(title):
        return ReportKind.OTHER
    if "政府工作报告" in title or re.search(r"(?:人民政府|国务院|行政公署|行署|管理委员会|管委会)工作报告", title):
        return ReportKind.WORK_REPORT
    looks = _REPORT_OPENING.search(pieces.opening) or looks_back_and_ahead(pieces.text)
    return ReportKind.WORK_REPORT if looks or "政府工作报告" in pieces.stem else ReportKind.OTHER


def _title(kind: ReportKind, pieces: Pieces, place: Place | None, year: int | None) -> str:
    if kind is not ReportKind.WORK_REPORT:
        return pieces.title or next(iter(pieces.head), "") or pieces.stem
    issuer = "" if place is None else NATION_ISSUER if place.name == NATION else place.name
    if issuer or year:
        return f"{issuer}{f'{year}年' if year else ''}政府工作报告"
    return pieces.title or "政府工作报告"


# -- place ----------------------------------------------------------------------------------------------------


def _places(pieces: Pieces, gazetteer: Gazetteer) -> Iterator[Finding[Place]]:
    for line, where in ((pieces.title, Where.TITLE), *((line, Where.HEAD) for line in pieces.head)):
        place = _place_in_line(line, gazetteer)
        if place:
            yield Finding(place, where, 0.95)
    named = _place_in_opening(pieces.opening, gazetteer)
    if named:
        yield Finding(named, Where.TEXT, 0.9)
    # A report on the whole country names single places as examples.
    counted = None if named and named.level is Level.COUNTRY else _place_by_count(pieces.text, gazetteer)
    if counted:
        yield counted
    place = _place_in_line(pieces.stem, gazetteer)
    if place:
        yield Finding(place, Where.FILE_NAME, 0.6)


def _place_in_line(line: str, gazetteer: Gazetteer) -> Place | None:
    """The lowest place that the line names before the words for the assembly or the report."""
    # A single traditional or variant character (陝西, 陜西) does not make the text a traditional one.
    mentions = gazetteer.find(to_simplified(line).replace("陜", "陕"))
    sub = [mention.place for mention in mentions if mention.place.level is not Level.COUNTRY and not mention.others]
    if sub:
        return max(sub, key=lambda place: len(place.parents))
    nation = any(mention.place.level is Level.COUNTRY for mention in mentions)
    return gazetteer.get(NATION) if nation or _NATIONAL.search(line) else None


def _part_of(title: str, place: Finding[Place] | None) -> str:
    """What the title names below or beside the place, that no list of divisions has: 龙水镇, 经济技术开发区."""
    if place is None or place.where is Where.USER:
        return ""
    match = _PART.search(title)
    return match[0] if match and not match[0].endswith(place.value.name) else ""


def _place_in_opening(opening: str, gazetteer: Gazetteer) -> Place | None:
    """张家口市第十三届人民政府, 我代表临沂市人民政府, 我代表国务院."""
    if _NATIONAL.search(opening):
        return gazetteer.get(NATION)
    for match in _ASSEMBLY_OF.finditer(opening):
        place = _place_in_line(next(group for group in match.groups() if group), gazetteer)
        if place:
            return place
    return None


def _place_by_count(text: str, gazetteer: Gazetteer) -> Finding[Place] | None:
    """The place that a text which says 我市 names most, among places that can be called 市."""
    calls = {suffix: len(pattern.findall(text)) for suffix, pattern in _SELF.items()}
    suffix = max(calls, key=lambda name: calls[name])
    counts = Counter(
        mention.place for mention in gazetteer.find(text) if not mention.others and mention.place.name.endswith(suffix)
    )
    if not calls[suffix] or not counts:
        return None
    (place, count), *others = counts.most_common(2)
    second = others[0][1] if others else 0
    if count < _FREQUENT_PLACE or count < 2 * second:
        return None
    return Finding(place, Where.TEXT, 0.8 if count >= 10 else 0.6)


# -- meeting, date, speaker -----------------------------------------------------------------------------------


def _meeting(pieces: Pieces) -> Finding[str] | None:
    for line in (*filter(headings.is_meeting_line, pieces.head), "".join(pieces.head)):
        match = _MEETING.search(line.replace(" ", ""))
        if match:
            return Finding(re.sub(r"^.*?(?:日?在|已经?)", "", match[1]), Where.HEAD, 0.95)
    # Other meetings that the text names are past ones.
    told = _TOLD_TO.search(pieces.opening)
    return Finding(told[1], Where.TEXT, 0.8) if told else None


def _speaker(pieces: Pieces) -> Finding[str] | None:
    for line in pieces.head:
        if headings.is_speaker_line(line):
            match = _NAME_AFTER_OFFICE.search(line)
            if match:
                return Finding(match[1].replace(" ", ""), Where.HEAD, 0.95)
    for line in pieces.head:
        if match := _RUN_ON.search(line):
            return Finding(match[1].replace(" ", ""), Where.HEAD, 0.9)
    for before, line in zip(pieces.head, pieces.head[1:], strict=False):
        if headings.is_name(line) and headings.is_header(before) and not headings.is_title(line):
            return Finding(line.replace(" ", ""), Where.HEAD, 0.7)
    return None


# -- conflicts ------------------------------------------------------------------------------------------------


def _conflict(what: str, found: Sequence[Finding[int]]) -> tuple[str, ...]:
    if not found:
        return (f"没有认出报告的{what}",)
    first = found[0]
    other = next((finding for finding in found[1:] if finding.value != first.value and finding.sure >= 0.6), None)
    if other is None:
        return ()
    return (
        f"{what}不一致：{WHERE_LABELS[first.where]}说 {first.value}，{WHERE_LABELS[other.where]}说 {other.value}，以前者为准",
    )


def _part_warning(part: str, place: Finding[Place] | None) -> tuple[str, ...]:
    return (f"标题说的是 {part}，行政区划表里没有，按所在的 {place.value.name} 收录",) if part and place else ()


def _place_conflict(found: Sequence[Finding[Place]]) -> tuple[str, ...]:
    if not found:
        return ("没有认出报告的地方",)
    first = found[0]
    for other in found[1:]:
        related = first.value.name in other.value.parents or other.value.name in first.value.parents
        if other.value != first.value and not related:
            labels = WHERE_LABELS
            return (
                f"地方不一致：{labels[first.where]}说 {first.value.name}，{labels[other.where]}说 {other.value.name}，以前者为准",
            )
    return ()
