"""Whether a report looks back on a year or, at the start of a term, on several."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.corpus import headings
from qa.corpus.years import PLAN_NAME, count_of, explicit_years, span
from qa.records import Role, Section
from qa.wording.times import plan_years

_COUNT = "[二两三四五六七八]"
# Not the last figure of a year: 二〇一八年工作回顾.
_BACK = re.compile(
    rf"(?:过去|这|前)的?({_COUNT})年|(?<![〇零○一二三四五六七八九十])(?:以来的|来的?)?({_COUNT})年(?:以?来|工作|政府工作|间)|的({_COUNT})年$"
)
_ONE_YEAR = re.compile(r"回顾|去年|上年|(?:19|20)\d{2}年")
_FIRST_SESSION = re.compile(r"第?一次会议")
_OFFICE_SINCE = re.compile(
    r"(?:本届|第.{1,4}届).{0,8}政府.{0,12}?((?:19|20)\d{2})年.{0,12}?(?:就职|开始|成立|产生|履职|任期)"
)
_ITEM = re.compile(rf"^(?:过去|这)?({_COUNT})年来[，,]")
_SINCE_SESSION = re.compile(rf"一次会议以来的({_COUNT})年|一次会议.{{0,20}}过去了({_COUNT})年")
_OPENING_CHARS = 1500
_LOOKS_BACK = re.compile(r"(?:回顾|总结|情况|成就)$")
_CHAPTER_CHARS = 30
#: Years of a term of office or of a plan, at least and at most.
_TERM = (3, 5)


def reviewed_years(year: int, paragraphs: Sequence[str], head: str) -> tuple[int, ...]:
    """Data years of the review of a report delivered in ``year``; ``head`` is its title and first lines."""
    opening = "\n".join(paragraphs)[:_OPENING_CHARS]
    since = _OFFICE_SINCE.search(opening)
    if since and 1 < year - int(since[1]) <= 8:
        return span(int(since[1]), year - 1)
    count = _term_length(year, paragraphs, opening, head)
    return span(year - count, year - 1) if count else (year - 1,)


def with_terms(
    reviewed: tuple[int, ...], planned: tuple[int, ...], sections: Sequence[Section]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The years reviewed and planned with those of the sections on a whole term: a report may look back on one year and on
    five, and plan one and five."""
    back = [section.years for section in sections if section.role is Role.REVIEW]
    ahead = [section.years for section in sections if section.role in (Role.TARGETS, Role.TASKS)]
    behind = [years for years in back if _is_term(years) and years[-1:] == reviewed[-1:]]
    coming = [years for years in ahead if _is_term(years) and years[:1] == planned[:1]]
    return _joined(reviewed, behind), _joined(planned, coming)


def _is_term(years: tuple[int, ...]) -> bool:
    return _TERM[0] <= len(years) <= _TERM[1] and years == span(years[0], years[-1])


def _joined(own: tuple[int, ...], terms: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(sorted({*own, *(year for years in terms for year in years)})) if own else own


def _term_length(year: int, paragraphs: Sequence[str], opening: str, head: str) -> int:
    """Years of the term looked back on, 0 for a report on one year."""
    for paragraph in paragraphs:
        if _is_chapter(paragraph):
            back = _BACK.search(paragraph)
            if back:
                return _number(back)
            if _ended_plan(paragraph, year):
                return 5
            if _ONE_YEAR.search(paragraph):
                return 0
            break
    since = _SINCE_SESSION.search(opening)
    if since:
        return _number(since)
    items = [match[1] for match in map(_ITEM.match, paragraphs) if match]
    if len(items) >= 3:
        return count_of(max(set(items), key=items.count))
    first = _BACK.search(opening) if _FIRST_SESSION.search(head) else None
    return _number(first) if first else 0


def _is_chapter(paragraph: str) -> bool:
    """A numbered heading of the first level, or a line that names a look back: “十四五”时期工作回顾."""
    numbered = headings.numbering(paragraph)
    if numbered:
        return numbered.level == 1 and len(paragraph) <= 60
    named = len(paragraph) <= _CHAPTER_CHARS and _LOOKS_BACK.search(paragraph)
    return bool(named) and not headings.has_inner_end(paragraph) and not headings.is_header(paragraph)


def _ended_plan(heading: str, year: int) -> bool:
    """Whether the heading looks back on a five-year plan that ended the year before, and on no single year of it."""
    plan = PLAN_NAME.search(heading)
    return plan is not None and plan_years(plan[1])[-1:] == (year - 1,) and not explicit_years(heading)


def _number(match: re.Match[str]) -> int:
    return count_of(next(group for group in match.groups() if group))
