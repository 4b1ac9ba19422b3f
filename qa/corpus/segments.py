"""Reports that follow one another in one file: the same one again, or another."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from qa.corpus import headings
from qa.corpus.clean import Cleaned, Emphasis
from qa.records import Page

# A head has the title again, the meeting, the speaker; what lies between two heads is longer than this.
_MIN_BODY = 300
_HEAD_LINES = 8
_NOTES_LINES, _NOTES_CHARS = 3, 30
_OPENING = re.compile(
    r"现在.{0,4}我(?:代表|向)|我(?:受|代表).{2,30}(?:报告|作政府工作报告)|本届政府.{0,40}(?:报告|任期)|请予审议"
)


def segments(cleaned: Cleaned) -> tuple[Cleaned, ...]:
    """One Cleaned per report in the file; what was removed stays with the first."""
    starts = list(_starts(cleaned.text))
    bounds = [0, *starts[1:], len(cleaned.text)] if starts else [0, len(cleaned.text)]
    return tuple(
        _slice(cleaned, start, end, first=start == 0) for start, end in itertools.pairwise(bounds) if end > start
    )


def _starts(text: str) -> Iterator[int]:
    """Offsets where the head of a report begins."""
    paragraphs = text.split("\n")
    position = 0
    last_start: int | None = None
    head_until = -1
    for index, paragraph in enumerate(paragraphs):
        if index > head_until and _begins_head(paragraphs, index) and not _of_notes(paragraphs[index + 1 :]):
            if last_start is None or position - last_start >= _MIN_BODY:
                last_start = position
                yield position
            head_until = index + _HEAD_LINES
        position += len(paragraph) + 1


def _of_notes(following: list[str]) -> bool:
    """Whether a title stands again above the glossary of its report."""
    for line in following[:_NOTES_LINES]:
        if headings.NOTES.match(line):
            return True
        if len(line) > _NOTES_CHARS:
            return False
    return False


def _begins_head(paragraphs: list[str], index: int) -> bool:
    line = paragraphs[index]
    if headings.is_title(line) or headings.is_meeting_line(line):
        return True
    following = paragraphs[index + 1] if index + 1 < len(paragraphs) else ""
    return headings.is_salutation(line) and len(line) < 30 and _OPENING.search(following[:80]) is not None


def _slice(cleaned: Cleaned, start: int, end: int, first: bool) -> Cleaned:
    text = cleaned.text[start:end].rstrip("\n")
    end = start + len(text)
    pages = tuple(
        Page(page.number, max(page.start, start) - start, min(page.end, end) - start)
        for page in cleaned.pages
        if page.start < end and page.end > start
    )
    emphases = tuple(
        Emphasis(e.start - start, e.end - start, e.level) for e in cleaned.emphases if start <= e.start and e.end <= end
    )
    return Cleaned(text, pages, emphases, cleaned.removed if first else ())
