"""Headings to sections: a flat sequence that tiles the text, each with its path, role and data years."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qa.corpus import headings
from qa.corpus.clean import Cleaned, Emphasis
from qa.corpus.roles import Outlook, Roles
from qa.records import Section

MAX_DEPTH = 4
_SECTION_LEVEL, _UNNUMBERED_LEVEL, _ITEM_LEVEL, _LEAD_LEVEL = 1, 2, 3, 4
_FIRST_SENTENCE = re.compile(r"^[^。！；!;]*[。！；!;]?[”’」）)]*")
_ITEM = re.compile(
    r"^(?:第[一二三四五六七八九十]{1,2}[，,、]|[一二三四五六七八九十]{1,2}(?:是|要)(?!要)|——|[一二三四五六七八九十两]年来[，,](?!我们))"
)
_LEAVES_ROW = re.compile(
    r"^(?:各位代表|同志们|(?:同时|但是|当然)[，,]我们|在?(?:肯定|总结|看到|取得)成绩|一年来[，,]我们|[二三四五]年来[，,]我们|过去(?:的)?[一二三四五]年[，,]我们)"
)
_CLOSING = re.compile(rf"^(?:结束语|结语|附件|附[:：]|附录)|{headings.NOTES.pattern}")
_BACK_CHAPTER = re.compile(
    r"回顾|(?:过去|这)的?[一二三四五]年|(?:19|20)\d\d年(?:的?政府)?工作(?:总结|情况|完成情况)|[一二三四五]年来的?(?:工作|成就|主要成绩)"
)
_AHEAD_CHAPTER = re.compile(
    r"(?:今后|未来)的?[一二三四五]年|总体(?:要求|思路|目标|部署)|(?:奋斗|预期|主要)目标|指导思想|自身建设"
    r"|(?:(?:19|20)\d\d年|今年|新的一年|下一步)(?:的?政府|全[市省县区州]|经济社会发展|国民经济)*的?.{0,6}(?:工作|任务|目标|安排|部署|重点|打算)"
)
_ROW_START = re.compile(r"[（(] ?一 ?[）)]")
_LEAD_IN = re.compile(
    r"方面(?:的?工作|任务|重点)?[：:。]?$|(?:任务|工作|目标)(?:是|为)?[：:。]$|重点(?:抓好|推进|做好).{0,16}[：:。]$"
)
_LEAD = re.compile(r"[^\d，,：:。！是有很都也仍我]{3,21}。")
# A paragraph with several lead sentences has several subjects: 冬奥效应全面释放。
_SECOND_LEAD = re.compile(r"(?<=。)[^\d，,、：:。！；“”]{4,14}。")
_RUN_IN_CHARS = 60
_ITEM_CHARS = 45
_ITEM_PARAGRAPH = 90
_CLOSING_CHARS = 22
_LEAD_IN_CHARS = 40
_STANDALONE_CHARS = 60


@dataclass(frozen=True, slots=True)
class _Heading:
    """``alone``: the whole paragraph; ``titled``: and without a full stop, as titles of chapters are."""

    level: int
    text: str
    alone: bool
    titled: bool = False


@dataclass(frozen=True, slots=True)
class _Paragraph:
    start: int
    end: int
    text: str
    heading: _Heading | None


def outline(cleaned: Cleaned, year: int | None, reviewed: tuple[int, ...]) -> tuple[Section, ...]:
    """Sections of the report delivered in ``year``; they tile ``cleaned.text`` from 0 to its end."""
    paragraphs = _paragraphs(cleaned)
    roles = Roles(year, reviewed, numbered=any(p.heading and p.heading.level == _SECTION_LEVEL for p in paragraphs))
    return _tiled(_merged(_sections(paragraphs, roles)), len(cleaned.text))


def _paragraphs(cleaned: Cleaned) -> list[_Paragraph]:
    bold = {emphasis.start: emphasis for emphasis in cleaned.emphases if emphasis.level == 0}
    marked = {emphasis.start: emphasis for emphasis in cleaned.emphases if emphasis.level}
    texts = cleaned.text.split("\n")
    body = _body_start(texts)
    found: list[_Paragraph] = []
    start = 0
    for index, text in enumerate(texts):
        heading = _heading(text, bold.get(start), marked.get(start)) if index >= body else None
        found.append(_Paragraph(start, start + len(text), text, heading))
        start += len(text) + 1
    return _with_leads(_ranked(_with_chapters(_with_lead_ins(found))))


def _with_chapters(paragraphs: list[_Paragraph]) -> list[_Paragraph]:
    """Lines without a number that name the chapters of a report (过去五年工作回顾, 2022年工作安排) as its chapters, and the
    numbered headings one level below; only where one looks back, one ahead, and no numbered heading does either."""
    alone = [p for p in paragraphs if p.heading and p.heading.alone]
    numbered = [p for p in alone if headings.numbering(p.text) and p.heading and p.heading.level == _SECTION_LEVEL]
    bare = [p for p in alone if p.heading and p.heading.level == _UNNUMBERED_LEVEL and _looks(p.text)]
    if {_looks(p.text) for p in bare} != {"back", "ahead"} or any(_looks(p.text) for p in numbered):
        return paragraphs
    return [_below_chapter(p, p in bare) for p in paragraphs]


def _below_chapter(paragraph: _Paragraph, chapter: bool) -> _Paragraph:
    heading = paragraph.heading
    if chapter:
        return replace(paragraph, heading=_Heading(_SECTION_LEVEL, paragraph.text, True, True))
    if heading is None or not headings.numbering(paragraph.text) or _CLOSING.match(paragraph.text):
        return paragraph
    return replace(paragraph, heading=replace(heading, level=min(heading.level + 1, _ITEM_LEVEL)))


def _looks(text: str) -> str:
    """Whether a heading names a chapter that looks back or ahead; empty for other headings."""
    if _BACK_CHAPTER.search(text):
        return "back"
    return "ahead" if _AHEAD_CHAPTER.search(text) else ""


def _ranked(paragraphs: list[_Paragraph]) -> list[_Paragraph]:
    """Levels by use: chapters stand alone; a report numbered （一）（二） throughout has them one level up.

    一、 inside such a chapter, or run into a paragraph where other chapters stand alone, counts points of a list.
    """
    chapters = [p.heading for p in paragraphs if p.heading and p.heading.level == 1 and not _CLOSING.match(p.text)]
    rows = [p.heading for p in paragraphs if p.heading and p.heading.level == 2 and headings.numbering(p.text)]
    alone = any(heading.titled for heading in chapters)
    if alone or (chapters and not any(heading.titled for heading in rows)):
        return [_moved(p, 1, _ITEM_LEVEL) if alone and p.heading and not p.heading.alone else p for p in paragraphs]
    return [_moved(_moved(p, 1, _ITEM_LEVEL), 2, 1) if not _CLOSING.match(p.text) else p for p in paragraphs]


def _moved(paragraph: _Paragraph, level: int, to: int) -> _Paragraph:
    heading = paragraph.heading
    numbered = headings.numbering(paragraph.text)
    if heading is None or numbered is None or heading.level != level or numbered.level != level:
        return paragraph
    return replace(paragraph, heading=replace(heading, level=to))


def _with_leads(paragraphs: list[_Paragraph]) -> list[_Paragraph]:
    """Lead sentences head their paragraphs where paragraphs side by side have them; a single one is a sentence."""
    led = [p.heading is None and _leads(p.text) for p in paragraphs]
    beside = [any(led[max(0, i - 1) : i] + led[i + 1 : i + 2]) for i in range(len(led))]
    return [
        replace(p, heading=_Heading(_LEAD_LEVEL, _wording(_first_sentence(p.text)), False))
        if is_led and is_beside
        else p
        for p, is_led, is_beside in zip(paragraphs, led, beside, strict=True)
    ]


def _leads(text: str) -> bool:
    sentence = _first_sentence(text)
    if len(sentence) == len(text) or not _LEAD.fullmatch(sentence) or headings.is_salutation(text):
        return False
    return not _SECOND_LEAD.search(text, len(sentence))


def _body_start(texts: Sequence[str]) -> int:
    """Index of the first paragraph after title, meeting, speaker and salutation."""
    for index, text in enumerate(texts):
        numbered = headings.numbering(text)
        chapter = _looks(text) and not headings.is_header(text) and not headings.ends_sentence(text)
        if (numbered and numbered.level <= 2) or len(text) > _STANDALONE_CHARS or chapter:
            return index
    return 0


def _heading(text: str, bold: Emphasis | None, marked: Emphasis | None) -> _Heading | None:
    if headings.is_definition(text):
        return None
    numbered = headings.numbering(text)
    sentence = _first_sentence(text)
    alone = len(sentence) == len(text)
    if numbered and len(sentence) <= _RUN_IN_CHARS and numbered.level <= MAX_DEPTH:
        return _Heading(numbered.level, _wording(sentence), alone, alone and not headings.ends_sentence(text))
    if marked and alone and not headings.is_header(text):
        return _Heading(min(max(marked.level - 1, 1), 3), _wording(text), True, True)
    return _unnumbered(text, sentence, alone, bold)


def _unnumbered(text: str, sentence: str, alone: bool, bold: Emphasis | None) -> _Heading | None:
    if _CLOSING.match(text) and len(text) <= _CLOSING_CHARS:
        return _Heading(_SECTION_LEVEL, _wording(text), True)
    if _ITEM.match(text) and len(sentence) <= _ITEM_CHARS and len(text) >= _ITEM_PARAGRAPH:
        return _Heading(_ITEM_LEVEL, _wording(sentence), False)
    if alone:
        titled = len(text) <= _STANDALONE_CHARS and not headings.ends_sentence(text) and not headings.is_header(text)
        return _Heading(_UNNUMBERED_LEVEL, text, True) if titled and not headings.is_salutation(text) else None
    in_bold = bold is not None and bold.end - bold.start <= _RUN_IN_CHARS and len(sentence) <= _RUN_IN_CHARS
    if in_bold and not headings.is_salutation(text):
        return _Heading(_LEAD_LEVEL, _wording(sentence), False)
    return None


def _first_sentence(text: str) -> str:
    match = _FIRST_SENTENCE.match(text)
    return match[0] if match else text


def _wording(sentence: str) -> str:
    return sentence.rstrip("。；;：:！!").removeprefix("——")


def _with_lead_ins(paragraphs: list[_Paragraph]) -> list[_Paragraph]:
    """Where （一） begins a row outside any chapter the line before it heads the row: 今后五年，要着力做好七个方面工作。"""
    found = list(paragraphs)
    in_chapter = False
    for index, paragraph in enumerate(found):
        heading = paragraph.heading
        if heading and heading.level == _SECTION_LEVEL:
            in_chapter = True
        elif index and not in_chapter and _ROW_START.match(paragraph.text):
            before = found[index - 1]
            if before.heading is None and len(before.text) <= _LEAD_IN_CHARS and _LEAD_IN.search(before.text):
                found[index - 1] = replace(before, heading=_Heading(_SECTION_LEVEL, _wording(before.text), True, True))
    return found


def _sections(paragraphs: Sequence[_Paragraph], roles: Roles) -> Iterator[Section]:
    """One section a paragraph; headings that stand alone wait for the text below them."""
    path: dict[int, str] = {}
    pending: int | None = None
    for index, paragraph in enumerate(paragraphs):
        heading = paragraph.heading
        if heading:
            path = {level: text for level, text in path.items() if level < heading.level}
            path[heading.level] = heading.text
        else:
            # A lead sentence heads its own paragraph only; an address to the assembly leaves the row of （一）（二）.
            leaving = _LEAVES_ROW.match(paragraph.text) is not None
            path = {level: text for level, text in path.items() if level < (2 if leaving else _LEAD_LEVEL)}
        outlook = roles.read(
            paragraph.text, tuple(path[level] for level in sorted(path)), heading.level if heading else None
        )
        start = paragraph.start if pending is None else pending
        if heading and heading.alone and index + 1 < len(paragraphs):
            pending = start
            continue
        pending = None
        yield _section(path, start, paragraph.end, outlook)


def _section(path: dict[int, str], start: int, end: int, outlook: Outlook) -> Section:
    return Section(tuple(path[level] for level in sorted(path))[:MAX_DEPTH], start, end, outlook.role, outlook.years)


def _merged(sections: Iterator[Section]) -> list[Section]:
    merged: list[Section] = []
    for section in sections:
        last = merged[-1] if merged else None
        if last and (last.path, last.role, last.years) == (section.path, section.role, section.years):
            merged[-1] = replace(last, end=section.end)
        else:
            merged.append(section)
    return merged


def _tiled(sections: Sequence[Section], length: int) -> tuple[Section, ...]:
    """Line ends between sections belong to the section before."""
    ends = [*(section.start for section in sections[1:]), length]
    return tuple(replace(section, end=end) for section, end in zip(sections, ends, strict=True))
