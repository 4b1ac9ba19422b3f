"""Numbers and running heads of printed pages, among the lines of a file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from qa.corpus import headings
from qa.corpus.lines import CONTINUED, PAGE_BREAK, Line

_TITLE_LINES = 5
_DASH = "—–－‐―─"
_PAGE_LINES = (
    re.compile(rf"^[{_DASH}\-_·•~]{{1,3}}\s*(\d{{1,4}})\s*(?:[{_DASH}\-_·•~]{{1,3}})?$"),
    re.compile(r"^第\s*(\d{1,4})\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?$"),
    re.compile(r"^(\d{1,4})\s*/\s*\d{1,4}\s*页?$"),
    re.compile(r"^(?:page|p\.)\s*(\d{1,4})(?:\s*(?:of|/)\s*\d{1,4})?$", re.I),
)
_BARE_PAGE = re.compile(r"^(\d{1,3})$")
_INLINE_PAGE = re.compile(rf"[{_DASH}](?<![\n\d{_DASH}].)[{_DASH}]? ?(\d{{1,3}}) ?[{_DASH}]{{1,2}}(?![\n\d{_DASH}]|$)")


def mark_inline_pages(text: str) -> str:
    """Page marks that were joined into the line get a line of their own: 全面— 12 —贯彻."""
    found = [int(match[1]) for match in _INLINE_PAGE.finditer(text)]
    return _INLINE_PAGE.sub(rf"\n— \1 —\n{CONTINUED}", text) if _is_sequence(found) else text


def _is_sequence(numbers: Sequence[int]) -> bool:
    steps = [later - earlier for earlier, later in pairwise(numbers)]
    return len(numbers) >= 3 and sum(step == 1 for step in steps) >= 0.7 * len(steps)


def page_marks(lines: Sequence[Line]) -> dict[int, int]:
    """Index of a line that is a page mark -> page number."""
    found: dict[int, int] = {}
    bare: dict[int, int] = {}
    feeds: list[int] = []
    for index, line in enumerate(lines):
        if line.text == PAGE_BREAK:
            feeds.append(index)
        elif len(line.text) <= 24:
            match = next((m for m in (pattern.match(line.text) for pattern in _PAGE_LINES) if m), None)
            if match:
                found[index] = int(match[1])
            elif number := _BARE_PAGE.match(line.text):
                bare[index] = int(number[1])
    if feeds:
        # Beside the end of a page, or the last line of all: elsewhere a number is a cell of a table.
        ends = {place for feed in (*feeds, len(lines)) for place in (feed - 1, feed + 1)}
        bare = {index: number for index, number in bare.items() if index in ends}
    if not found and _is_sequence(list(bare.values())):
        found = bare
    numbered = len(found) >= len(feeds) * 0.7 and bool(found)
    return found | dict.fromkeys(feeds, 0) if numbered else found | {i: n for n, i in enumerate(feeds, start=1)}


def running_heads(lines: Sequence[Line], marks: dict[int, int]) -> set[int]:
    """Short lines that stand next to page marks again and again: the running head or foot of the pages.

    The head of the first page has no mark before it. A title that is the running head too stays where it stands first.
    """
    beside = {0, *(index + step for index in marks for step in (-1, 1))} - marks.keys()
    plains = {i: lines[i].plain for i in sorted(beside) if 0 <= i < len(lines)}
    counts = Counter(plain for plain in plains.values() if _may_run(plain))
    least = min(3, max(2, sum(lines[index].text == PAGE_BREAK for index in marks)))
    heads = {plain for plain, count in counts.items() if count >= least}
    title = next((i for i, line in enumerate(lines[:_TITLE_LINES]) if headings.is_title(line.plain)), None)
    return {i for i, plain in plains.items() if plain in heads and i != title}


def _may_run(plain: str) -> bool:
    return len(plain) <= 40 and not headings.is_salutation(plain) and not headings.ends_sentence(plain)
