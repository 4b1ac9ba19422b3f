"""A decoded file to clean text: one paragraph a line, nothing that is not the report, pages and headings remembered.

Cleaning is idempotent: it repeats its pass until the text stays the same.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, cycle, pairwise

from qa.corpus import headings, noise
from qa.corpus.characters import normalise
from qa.corpus.extracted import Removed
from qa.corpus.lines import BOLD_OFF, BOLD_ON, CONTINUED, PAGE_BREAK, Line, join, strip_marks
from qa.corpus.noise import RemovedKind
from qa.corpus.oneline import broken_up
from qa.corpus.pagemarks import mark_inline_pages, page_marks, running_heads
from qa.records import Page

_PASSES = 6
_CHINESE = f"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’—…·‰℃{PAGE_BREAK}{BOLD_ON}{BOLD_OFF}\U00020000-\U0003ffff"
# Each way begins with the space itself, so that the search skips from space to space.
_SPACES = re.compile(rf" +(?=[{_CHINESE}%])| (?<=[{_CHINESE} ] ) *")
_TAG = re.compile(
    r"</?(?:p|br|div|span|strong|b|i|em|u|font|a|img|table|tbody|thead|tr|td|th|ul|ol|li|h[1-6]|center|sup|sub)\b[^<>\n]{0,300}>",
    re.I,
)
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#x[0-9a-fA-F]{2,5});")
_LINK = re.compile(r"!?\[([^\[\]\n]{0,200})\]\((?:[^()\s]|\([^()\s]{0,100}\)){1,400}(?: [\"'][^\"'\n]*[\"'])?\)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>~|])")
_RULE = re.compile(r"^(?:[-*_=~·.—－]\s*){4,}$|^[-*_=]{3}$|^\|?(?:\s*:?-{2,}:?\s*\|)+\s*:?-*:?\s*$")
_HEADING = re.compile(r"^(#{1,6})\s*(?=\S)(.*?)\s*#*$")
_BULLET = re.compile(r"^(?:>\s*|[-*+•●■◆▪]\s+(?!\d+\s*-?$))+")
_BOLD = re.compile(r"\*\*|__(?=\S)|(?<=\S)__")
_FENCE = re.compile(r"^(?:```|~~~)\w*$")
_GLUED_HEADING = re.compile(r"(?<=[。！？!])([一二三四五六七八九十]{1,2}、[^。！？；，、：!?;,:\n]{3,30})$")
# No glued heading is longer.
_GLUED_CHARS = 40
_GLUED_ITEM = re.compile(r"(?<=[。！？；])(?=——[\u4e00-\u9fff“])")
_MARK = re.compile(f"[{PAGE_BREAK}{BOLD_ON}{BOLD_OFF}]")


@dataclass(frozen=True, slots=True)
class Emphasis:
    """A span that the source set as a heading (``level`` 1 to 6, markdown) or in bold (``level`` 0)."""

    start: int
    end: int
    level: int


@dataclass(frozen=True, slots=True)
class Cleaned:
    """``text`` has one paragraph a line. ``pages`` tile it when the source shows page numbers, else are empty."""

    text: str
    pages: tuple[Page, ...] = ()
    emphases: tuple[Emphasis, ...] = ()
    removed: tuple[Removed, ...] = ()


def clean(text: str, *, pages: Sequence[int] = ()) -> Cleaned:
    """``pages``: numbers of the pages between the form feeds, as of a PDF; the numbers printed on them only go."""
    cleaned = _pass(text, pages)
    for _ in range(_PASSES):
        again = _pass(cleaned.text)
        if again.text == cleaned.text:
            break
        cleaned = _carried(cleaned, again)
    return cleaned


def _pass(text: str, pages: Sequence[int] = ()) -> Cleaned:
    removed: list[Removed] = []
    lines, numbers = _without_page_marks(_lines(mark_inline_pages(broken_up(normalise(text))), removed), removed, pages)
    disclaimers = noise.present_phrases("\n".join(line.text for line in lines))
    kept = _without_watermarks(_without_noise(lines, disclaimers, removed), disclaimers, removed)
    lines = [piece for line in kept for piece in _unglued(line)]
    paragraphs = [piece for paragraph in join(lines) for piece in _unglued(paragraph)]
    return _assembled(paragraphs, numbers, tuple(removed))


# -- lines and their markup ------------------------------------------------------------------------------------


def _lines(text: str, removed: list[Removed]) -> list[Line]:
    lines: list[Line] = []
    gap = 0
    marked = "<" in text or "&" in text or "](" in text or "\\" in text
    for raw in text.replace("\f", f"\n{PAGE_BREAK}\n").split("\n"):
        bare = raw.replace(CONTINUED, "")
        stripped = (_without_markup(bare) if marked and bare != PAGE_BREAK else bare).strip()
        text, level = _unmarked(stripped)
        if text:
            lines.append(Line(text, gap, bare.startswith("  "), level, raw.startswith(CONTINUED)))
            gap = 0
        elif stripped:
            removed.append(Removed(RemovedKind.MARKUP, stripped))
        else:
            gap += 1
    return lines


def _without_markup(raw: str) -> str:
    raw = _LINK.sub(lambda match: "" if match[0].startswith("!") else match[1], raw)
    bare = _TAG.sub("", raw)
    return _ESCAPE.sub(r"\1", normalise(html.unescape(bare)) if _ENTITY.search(raw) else bare)


def _unmarked(stripped: str) -> tuple[str, int]:
    """The text of a line without markdown, empty when nothing is left, and its level as a heading."""
    if not stripped or _RULE.match(stripped) or _FENCE.match(stripped):
        return "", 0
    heading = _HEADING.match(stripped) if stripped.startswith("#") else None
    text = _bold_marked(heading[2] if heading else _BULLET.sub("", stripped))
    text = _SPACES.sub("", text).strip() if " " in text else text
    if not strip_marks(text) and text != PAGE_BREAK:
        return "", 0
    return text, len(heading[1]) if heading else 0


def _bold_marked(text: str) -> str:
    """Bold marks of a line, in turn opening and closing; one left open at a line end closes there."""
    if "**" not in text and "__" not in text:
        return text
    parts = _BOLD.split(text)
    marks = cycle((BOLD_ON, BOLD_OFF))
    marked = parts[0] + "".join(next(marks) + part for part in parts[1:])
    return marked + BOLD_OFF if len(parts) % 2 == 0 else marked


# -- pages ----------------------------------------------------------------------------------------------------


class _Kept:
    """Lines that stay. Page breaks of lines that go move to the end of the line before, or to the first that stays."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._owed = ""

    def keep(self, line: Line) -> None:
        self.lines.append(replace(line, text=self._owed + line.text) if self._owed else line)
        self._owed = ""

    def drop(self, text: str) -> None:
        breaks = PAGE_BREAK * text.count(PAGE_BREAK)
        if self.lines and breaks:
            self.lines[-1] = replace(self.lines[-1], text=self.lines[-1].text + breaks)
        else:
            self._owed += breaks


def _without_page_marks(
    lines: list[Line], removed: list[Removed], pages: Sequence[int]
) -> tuple[list[Line], list[int]]:
    """Page marks become PAGE_BREAK at the end of the line before; returns the numbers of the pages in order."""
    marks = page_marks(lines)
    others = running_heads(lines, marks)
    if pages:
        marks, others = _feeds(lines, marks, others, pages)
    kept = _Kept()
    at_head = False
    gap = 0
    for index, line in enumerate(lines):
        if index not in marks and index not in others:
            kept.keep(replace(line, gap=gap) if gap > line.gap else line)
            gap = 0
            continue
        gap = max(gap, line.gap)
        if strip_marks(line.text):
            removed.append(Removed(RemovedKind.PAGE_MARK, line.plain))
        if index in marks:
            # A first mark with no text before it stands at the head of its page, others at the foot.
            first = not pages and not kept.lines and not at_head
            at_head = at_head or first
            kept.drop("" if first else PAGE_BREAK)
    numbers = [number for _, number in sorted(marks.items())]
    return kept.lines, list(pages) if pages else _page_numbers(numbers, at_head)


def _feeds(
    lines: Sequence[Line], printed: dict[int, int], others: set[int], pages: Sequence[int]
) -> tuple[dict[int, int], set[int]]:
    """Index of each form feed -> number of the page that it ends; and the printed marks, which only go."""
    ends = [index for index, line in enumerate(lines) if line.text == PAGE_BREAK]
    feeds = dict(zip(ends, pages, strict=False))
    return feeds, (printed.keys() - feeds.keys()) | others


def _page_numbers(numbers: list[int], at_head: bool) -> list[int]:
    """Numbers of the pages between the breaks, the last page included."""
    if at_head or not numbers:
        return numbers
    return [*numbers, numbers[-1] + 1 if numbers[-1] else 0]


# -- what is not the report -----------------------------------------------------------------------------------


def _without_noise(lines: Sequence[Line], disclaimers: tuple[str, ...], removed: list[Removed]) -> list[Line]:
    kept = _Kept()
    after_end = labelled = False
    # Behind the end of a report a title may be that of another report, or of a link: as there is prose to come, or not.
    ahead = list(accumulate(len(line.text) if noise.is_prose(line.plain) else 0 for line in reversed(lines)))[::-1]
    for line, prose in zip(lines, ahead, strict=True):
        plain = line.plain
        kind = noise.line_kind(plain, disclaimers)
        if kind is None and after_end and not (noise.is_body(plain) and (prose or not noise.is_head(plain))):
            kind = RemovedKind.AROUND
        if noise.opens_label(plain) or (labelled and kind is None and noise.is_value(plain)):
            kind = RemovedKind.PAGE_DATA
        labelled = noise.opens_label(plain)
        if kind is None:
            after_end = False
            kept.keep(line)
            continue
        after_end = after_end or noise.ends_the_report(kind)
        removed.append(Removed(kind, plain))
        kept.drop(line.text)
    return _without_preamble(kept.lines, removed)


def _without_preamble(lines: list[Line], removed: list[Removed]) -> list[Line]:
    """Short lines above the title: the name of the site and the like."""
    first_body = next(
        (i for i, line in enumerate(lines) if noise.is_body(line.plain) and not headings.is_header(line.plain)), 0
    )
    title = next((i for i, line in enumerate(lines[:first_body]) if headings.is_header(line.plain)), 0)
    kept = _Kept()
    for index, line in enumerate(lines):
        if index < title and noise.is_site_name(line.plain):
            removed.append(Removed(RemovedKind.AROUND, line.plain))
            kept.drop(line.text)
        else:
            kept.keep(line)
    return kept.lines


def _without_watermarks(lines: Sequence[Line], disclaimers: tuple[str, ...], removed: list[Removed]) -> list[Line]:
    kept = _Kept()
    for line in lines:
        text, cut = noise.cut_watermarks(line.text, disclaimers)
        if not cut:
            kept.keep(line)
            continue
        removed += [Removed(RemovedKind.WATERMARK, strip_marks(piece)) for piece in cut]
        text = _SPACES.sub("", text).strip()
        text += PAGE_BREAK * (line.text.count(PAGE_BREAK) - text.count(PAGE_BREAK))
        if strip_marks(text):
            kept.keep(replace(line, text=text))
        else:
            kept.drop(text)
    return kept.lines


# -- paragraphs to text ---------------------------------------------------------------------------------------


def _unglued(paragraph: Line) -> Iterator[Line]:
    """A heading or a —— item that stands at the end of, or inside, the paragraph before gets its own."""
    text = paragraph.text
    if "——" not in text and "、" not in text:
        yield paragraph
        return
    for part in _GLUED_ITEM.split(text) if "——" in text else (text,):
        heading = _GLUED_HEADING.search(part, max(0, len(part) - _GLUED_CHARS))
        pieces = (part[: heading.start()], part[heading.start() :]) if heading else (part,)
        for piece in pieces:
            yield replace(paragraph, text=piece) if piece != paragraph.text else paragraph
            paragraph = replace(paragraph, gap=0, level=0) if len(piece) != len(text) else paragraph


def _assembled(paragraphs: Sequence[Line], numbers: Sequence[int], removed: tuple[Removed, ...]) -> Cleaned:
    pieces: list[str] = []
    breaks: list[int] = []
    emphases: list[Emphasis] = []
    position = 0
    bold = -1
    for paragraph in paragraphs:
        start = position
        for part in _parts(paragraph.text):
            if part == PAGE_BREAK:
                breaks.append(position)
            elif part == BOLD_ON:
                bold = position
            elif part == BOLD_OFF:
                if 0 <= bold < position:
                    emphases.append(Emphasis(bold, position, 0))
                bold = -1
            else:
                pieces.append(part)
                position += len(part)
        if paragraph.level:
            emphases.append(Emphasis(start, position, paragraph.level))
        pieces.append("\n")
        position += 1
    text = "".join(pieces).rstrip("\n")
    return Cleaned(text, _pages(breaks, numbers, len(text)), tuple(emphases), removed)


def _parts(text: str) -> Iterator[str]:
    position = 0
    for match in _MARK.finditer(text):
        if match.start() > position:
            yield text[position : match.start()]
        yield match[0]
        position = match.end()
    if position < len(text):
        yield text[position:]


def _pages(breaks: Sequence[int], numbers: Sequence[int], length: int) -> tuple[Page, ...]:
    bounds = [0, *breaks, length]
    spans = list(pairwise(bounds))
    if (not breaks and not numbers) or len(numbers) < len(spans) - 1:
        return ()
    if len(numbers) == len(spans) - 1:
        numbers = [max(1, numbers[0] - 1), *numbers]
    return tuple(Page(number, start, end) for number, (start, end) in zip(numbers, spans, strict=False) if end > start)


# -- repeated passes ------------------------------------------------------------------------------------------


def _carried(first: Cleaned, second: Cleaned) -> Cleaned:
    """The second pass with the pages and emphases of the first, moved to where their characters are now."""
    places = _alignment(first.text, second.text)
    pages = [Page(page.number, places[page.start], places[page.end]) for page in first.pages]
    emphases = [Emphasis(places[e.start], places[e.end], e.level) for e in first.emphases]
    return Cleaned(
        second.text,
        tuple(page for page in pages if page.end > page.start),
        tuple(e for e in emphases if e.end > e.start),
        first.removed + second.removed,
    )


def _alignment(old: str, new: str) -> list[int]:
    """For each offset of ``old`` the offset in ``new``; a pass only takes characters away and moves line ends."""
    places = [0] * (len(old) + 1)
    at = 0
    for index, char in enumerate(old):
        places[index] = at
        while at < len(new) and new[at] == "\n" and char != "\n":
            at += 1
        if at < len(new) and new[at] == char:
            at += 1
    places[len(old)] = len(new)
    return places
