"""Lines of a file back to paragraphs: which line ends are real, whatever the page or the e-mail did to the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from qa.corpus import headings

# Marks kept inside the text until the paragraphs stand; private use, removed from every input before.
PAGE_BREAK = "\ue000"
BOLD_ON = "\ue001"
BOLD_OFF = "\ue002"
CONTINUED = "\ue003"
_MARKS = re.compile(f"[{PAGE_BREAK}{BOLD_ON}{BOLD_OFF}]")
# Tolerance of a full line, columns: punctuation that hangs over or moves to the next line, and a wide word.
_SLACK = 5
_INDENT = 4
_MAX_WIDTH = 200
_HEADING_CHARS = 60
_NUMBERED_CHARS = 90
_LONG = 80
_OPEN_END = tuple("，,、“‘《（(〈【—-的和与及")
_CONTINUES = tuple("，,。、；;：:！!？?）)》”’】%％")


@dataclass(frozen=True, slots=True)
class Line:
    """``gap``: blank lines before it; ``level``: depth of a markdown heading, 0 for other lines.

    ``continued``: a page mark was taken out of the middle of a line before it.
    """

    text: str
    gap: int = 0
    indented: bool = False
    level: int = 0
    continued: bool = False

    @property
    def plain(self) -> str:
        return _MARKS.sub("", self.text)


@dataclass(frozen=True, slots=True)
class _Style:
    """How a file sets its paragraphs. ``width``: columns of a full line when lines are wrapped, else None."""

    width: int | None
    gap: int

    def is_full(self, plain: str, first: bool) -> bool:
        """Whether the line goes to the margin; the first of a paragraph is set in by two characters."""
        return self.width is not None and columns(plain) >= self.width - _SLACK - (_INDENT if first else 0)

    def looks_first(self, plain: str) -> bool:
        """Whether the line, its indent lost, is shorter than a full one by that indent and goes on below."""
        return (
            self.width is not None
            and abs(self.width - _INDENT - columns(plain)) <= 1
            and not headings.ends_sentence(plain)
        )


def strip_marks(text: str) -> str:
    return _MARKS.sub("", text)


def columns(text: str) -> int:
    # Three bytes in UTF-8 for a hanzi: half of bytes and characters together is its two columns.
    return (len(text) + len(text.encode("utf-8", "surrogatepass"))) // 2


def join(lines: Sequence[Line]) -> list[Line]:
    """Paragraphs of ``lines``; each keeps the gap, indent and level of its first line."""
    style = _style(lines)
    paragraphs: list[Line] = []
    last = ""
    pieces = 0
    for line in lines:
        plain = line.plain
        if paragraphs and not _breaks(paragraphs[-1], last, pieces, line, plain, style):
            paragraphs[-1] = replace(paragraphs[-1], text=_glue(paragraphs[-1].text, line.text))
            pieces += 1
        else:
            paragraphs.append(line)
            pieces = 1
        last = plain
    return paragraphs


def _glue(left: str, right: str) -> str:
    """Latin words need the space that a line end stood for; Chinese text has none."""
    apart = strip_marks(left)[-1:].isascii() and strip_marks(right)[:1].isascii()
    between = apart and strip_marks(left)[-1:].isalpha() and strip_marks(right)[:1].isalpha()
    return f"{left} {right}" if between else left + right


def _style(lines: Sequence[Line]) -> _Style:
    plains = [line.plain for line in lines]
    gaps = Counter(
        line.gap
        for line, before in zip(lines[1:], plains, strict=False)
        if headings.ends_sentence(before) and len(before) > 20
    )
    return _Style(_wrap_width(plains), gaps.most_common(1)[0][0] if gaps else 0)


def _wrap_width(plains: Iterable[str]) -> int | None:
    """Columns of a full line when the file breaks lines inside sentences, else None."""
    rows = [(columns(plain), headings.ends_sentence(plain)) for plain in plains]
    if len(rows) < 8:
        return None
    broken = sorted(width for width, ended in rows if not ended)
    if len(broken) < 0.35 * len(rows):
        return None
    full = broken[int(len(broken) * 0.8)]
    near = sum(full - 8 <= width <= full + 8 for width in broken)
    longer = sum(width > full + 8 for width, _ in rows)
    wrapped = near >= 0.6 * len(broken) and longer <= 0.05 * len(rows) and 20 <= full <= _MAX_WIDTH
    return full if wrapped else None


def _breaks(paragraph: Line, last: str, pieces: int, line: Line, plain: str, style: _Style) -> bool:
    """Whether ``line`` begins a paragraph; ``last`` is the line before it, ``paragraph`` what it would be joined to."""
    before = paragraph.plain
    if line.continued:
        return False
    if line.level or paragraph.level:
        return True
    if plain.startswith(_CONTINUES):
        return False
    ended = headings.ends_sentence(before)
    numbered = headings.numbering(plain)
    if numbered and (numbered.level <= 2 or ended):
        return True
    if headings.is_header(before) or (headings.is_header(plain) and (ended or headings.is_name(before))):
        return line.gap >= style.gap or headings.is_header(plain) or not headings.is_speaker_line(before + plain)
    if line.gap < style.gap and style.width is None:
        return ended and len(before) > _LONG and len(plain) > _LONG
    if style.width is not None:
        full = style.is_full(last, pieces == 1)
        return (
            _breaks_wrapped(full, ended, line, style.looks_first(plain))
            if ended or full
            else _stands_alone(before, pieces, 2)
        )
    return ended or _stands_alone(before, pieces, 1)


def _breaks_wrapped(full: bool, ended: bool, line: Line, first: bool) -> bool:
    return ended and (not full or line.indented or first or headings.is_salutation(line.plain))


def _is_heading(before: str) -> bool:
    """A numbered heading without a full stop, complete as far as one can see."""
    if headings.has_inner_end(before) or before.endswith(_OPEN_END):
        return False
    numbered = headings.numbering(before)
    return (numbered is not None and len(before) <= _NUMBERED_CHARS) or headings.is_name(before)


def _stands_alone(before: str, pieces: int, most: int) -> bool:
    """A heading or name: short, of at most so many lines, without a full stop. A sentence cut by a page end is longer."""
    if _is_heading(before):
        return True
    if before.startswith("——"):
        return False
    short = pieces <= most and len(before) <= _HEADING_CHARS and before.count("，") <= 2
    return short and not headings.has_inner_end(before) and not before.endswith(_OPEN_END)
