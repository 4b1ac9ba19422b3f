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
# Lines of digits and Latin letters are narrower on the page than their columns; real last lines are shorter still.
_SHORT_LINE = 0.7
_MAX_WIDTH = 200
_HEADING_CHARS = 60
_NUMBERED_CHARS = 90
_LONG = 80
#: A line that ends inside a number or a ratio (6.7:63.9:).
_RATIO_END = re.compile(r"\d[:：∶.,]$")
# No rule looks further into a paragraph than this, characters from either end.
_ENDS = 300
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
    """How a file sets its paragraphs. ``width``: columns of a full line when lines are wrapped, else None;
    ``set_in``: their first lines begin with spaces, and no others do."""

    width: int | None
    gap: int
    set_in: bool

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


@dataclass(slots=True)
class _Paragraph:
    """A paragraph as it grows. ``plain`` is the whole of it as long as it is short; of a long one only the ends count."""

    first: Line
    parts: list[str]
    plain: str
    length: int
    pieces: int = 1

    @classmethod
    def begun(cls, line: Line, plain: str) -> _Paragraph:
        return cls(line, [line.text], plain, len(plain))

    def add(self, line: Line, plain: str) -> None:
        between = _between(self.plain, plain)
        self.parts += [between, line.text] if between else [line.text]
        self.length += len(between) + len(plain)
        grown = self.plain + between + plain
        self.plain = grown if len(grown) <= 2 * _ENDS else grown[:_ENDS] + grown[-_ENDS:]
        self.pieces += 1

    def line(self) -> Line:
        return replace(self.first, text="".join(self.parts)) if self.pieces > 1 else self.first


def join(lines: Sequence[Line]) -> list[Line]:
    """Paragraphs of ``lines``; each keeps the gap, indent and level of its first line."""
    style = _style(lines)
    paragraphs: list[_Paragraph] = []
    last = ""
    for line in lines:
        plain = line.plain
        if paragraphs and not _breaks(paragraphs[-1], last, line, plain, style):
            paragraphs[-1].add(line, plain)
        else:
            paragraphs.append(_Paragraph.begun(line, plain))
        last = plain
    return [paragraph.line() for paragraph in paragraphs]


def _between(left: str, right: str) -> str:
    """Latin words need the space that a line end stood for; Chinese text has none."""
    ends = left[-1:], right[:1]
    return " " if all(end.isascii() and end.isalpha() for end in ends) else ""


def _style(lines: Sequence[Line]) -> _Style:
    plains = [line.plain for line in lines]
    gaps = Counter(
        line.gap
        for line, before in zip(lines[1:], plains, strict=False)
        if headings.ends_sentence(before) and len(before) > 20
    )
    width = _wrap_width(plains)
    return _Style(width, gaps.most_common(1)[0][0] if gaps else 0, width is not None and _sets_in(lines, plains, width))


def _sets_in(lines: Sequence[Line], plains: Sequence[str], width: int) -> bool:
    inside = [
        line.indented
        for line, before in zip(lines[1:], plains, strict=False)
        if columns(before) >= width - _SLACK and not headings.ends_sentence(before)
    ]
    return sum(line.indented for line in lines) >= 0.03 * len(lines) and sum(inside) <= 0.1 * len(inside)


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


def _breaks(paragraph: _Paragraph, last: str, line: Line, plain: str, style: _Style) -> bool:
    """Whether ``line`` begins a paragraph; ``last`` is the line before it, ``paragraph`` what it would be joined to."""
    before, pieces = paragraph.plain, paragraph.pieces
    if line.continued:
        return False
    if line.level or paragraph.first.level:
        return True
    if plain.startswith(_CONTINUES):
        return False
    if _RATIO_END.search(before) and plain[:1].isdigit():
        return False
    ended = headings.ends_sentence(before)
    numbered = headings.numbering(plain)
    if numbered and (numbered.level <= 2 or ended):
        return True
    if headings.is_header(before) or (headings.is_header(plain) and (ended or headings.is_name(before))):
        return line.gap >= style.gap or headings.is_header(plain) or not headings.is_speaker_line(before + plain)
    if line.gap < style.gap and style.width is None:
        return (ended and len(before) > _LONG and len(plain) > _LONG) or (line.indented and _is_heading(before))
    if style.width is not None and style.set_in:
        return _breaks_set_in(before, pieces, ended, line, columns(last) >= _SHORT_LINE * style.width)
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


def _breaks_set_in(before: str, pieces: int, ended: bool, line: Line, long: bool) -> bool:
    """A line that is not set in goes on with the paragraph, unless the one before was too short to be a full line."""
    if line.indented or not long:
        return ended or _stands_alone(before, pieces, 2)
    return ended and headings.is_salutation(line.plain)


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
