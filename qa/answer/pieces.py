"""What of a sentence says one figure: its clause, or its piece of an enumeration, and what names its subject; nothing of
the other figures that stand beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from qa.figures import find_figures
from qa.question.parts import pairs
from qa.records import Statement
from qa.wording.joining import NAME_NEXT, RESPECTIVELY
from qa.wording.spans import BEGUN

Span = tuple[int, int]

#: A mark that ends a clause; none inside a number, brackets or quotation marks.
_END = re.compile(r"(?<!\d)[，,](?!$)|(?<=\d)[，,](?!\d)|[；;]|(?<=[。！？])")
_INSIDE = re.compile(r"（[^（）]*）|\([^()]*\)|“[^“”]*”")
_CLOSING = "”）)"
#: Share of the name that must be said for its subject to be understood.
_NAMED = 0.6


def clauses(text: str) -> list[Span]:
    """Where the clauses of ``text`` stand, tiling it."""
    held = [match.span() for match in _INSIDE.finditer(text)]
    cuts = [m.end() for m in _END.finditer(text) if not any(start < m.end() <= end for start, end in held)]
    bounds = [0, *(cut for cut in dict.fromkeys(cuts) if 0 < cut < len(text)), len(text)]
    return list(pairwise(bounds))


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """``spans`` in order, those that touch as one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def stating(statement: Statement, beside: Sequence[Statement], text: str, offset: int, ends: bool) -> tuple[Span, ...]:
    """The pieces of a sentence that say ``statement`` and name its subject. ``text`` begins at ``offset`` of the report;
    ``beside`` are the statements of its sentence; ``ends``: where a change led (提高到) is asked for, not its start."""
    start, end = statement.start - offset, statement.end - offset
    pieces = pieces_of(text)
    first = next((i for i, piece in enumerate(pieces) if start < piece[1]), 0)
    last = next((i for i, piece in enumerate(pieces) if end <= piece[1]), len(pieces) - 1)
    own = pieces[first][0], pieces[last][1]
    within = next((c for c in clauses(text) if c[0] <= own[0] < c[1]), own)
    before = pieces[:first]
    named = [
        piece if piece[0] >= within[0] else _carrying(statement, beside, text, offset, piece)
        for piece in _naming(statement, text, before, own)
    ]
    if named and RESPECTIVELY.search(text[slice(*own)]):
        # 增加值145亿元、利润24亿元，分别增长14.5%、53.4%: all or nothing.
        return ((min(named)[0], own[1]),)
    told = [
        piece
        for piece in pieces
        if own[0] <= piece[0] < own[1]
        or (within[0] <= piece[0] < within[1] and _same(statement, beside, piece, offset))
        # 增长43.2%，排名全省第二: more of the same thing right beside, where more than one thing is asked.
        or (
            not ends
            and (piece[0] == within[1] or piece[1] == within[0])
            and _same(statement, beside, piece, offset, said=True)
        )
    ]
    begun = BEGUN.search(text, own[0], start) if ends else None
    return joined([*named, *(part for piece in told for part in _without(piece, begun.span() if begun else None))])


def pieces_of(text: str) -> list[Span]:
    """Where the clauses of ``text`` stand, and in them what each figure is told in, tiling it."""
    return [piece for clause in clauses(text) for piece in _pieces(text, clause)]


def _pieces(text: str, clause: Span) -> list[Span]:
    """The parts of a clause that 、 sets apart, each with its own figure and its own name."""
    said = text[slice(*clause)]
    if RESPECTIVELY.search(said):
        return [clause]
    held = [match.span() for match in _INSIDE.finditer(said)]
    figures = find_figures(said)
    marks = [match.end() for f in figures[:-1] if (match := NAME_NEXT.match(said, f.end))]
    cuts = [clause[0] + mark for mark in marks if not any(a < mark <= b for a, b in held)]
    return list(pairwise([clause[0], *cuts, clause[1]]))


def _same(statement: Statement, beside: Sequence[Statement], piece: Span, offset: int, said: bool = False) -> bool:
    """Whether a piece beside the figure says more of the same thing, or (unless it must have ``said`` so) nothing that is
    known of another."""
    told = [other for other in beside if piece[0] <= other.start - offset < piece[1]]
    return (not told and not said) or any(o.period == statement.period and _alike(o, statement) for o in told)


def _alike(one: Statement, other: Statement) -> bool:
    """Whether two are of one thing: 小巨人企业, 小巨人企业总数; 出口 is another indicator than 进出口总额."""
    if one.names and other.names:
        return bool(set(one.names) & set(other.names))
    return one.indicator in other.indicator or other.indicator in one.indicator


def _naming(statement: Statement, text: str, before: Sequence[Span], own: Span) -> Iterator[Span]:
    """The pieces ``before`` that name the subject where the ``own`` one leaves it out."""
    wanted = pairs(statement.indicator)
    said = wanted & pairs(text[slice(*own)])
    for piece in reversed(before):
        more = wanted & pairs(text[slice(*piece)]) - said
        if len(said) >= _NAMED * len(wanted):
            break
        if more:
            said |= more
            yield piece


def _carrying(statement: Statement, beside: Sequence[Statement], text: str, offset: int, piece: Span) -> Span:
    """A piece that names the subject: as far as it does, where the figure in it is of something else."""
    if _same(statement, beside, piece, offset):
        return piece
    return _up_to(text, piece, pairs(statement.indicator) & pairs(text[slice(*piece)]))


def _up_to(text: str, piece: Span, words: Iterable[str]) -> Span:
    """``piece`` up to the last of ``words`` where a figure follows it."""
    said = text[slice(*piece)]
    end = max(said.rfind(word) + len(word) for word in words)
    end += 1 if said[end : end + 1] and said[end] in _CLOSING else 0
    figures = find_figures(said)
    split = any(match.start() < end < match.end() for match in _INSIDE.finditer(said))
    if not figures or split or any(figure.start < end for figure in figures):
        return piece
    return piece[0], piece[0] + end


def _without(piece: Span, cut: Span | None) -> list[Span]:
    if cut is None or not piece[0] <= cut[0] < piece[1]:
        return [piece]
    return [span for span in ((piece[0], cut[0]), (cut[1], piece[1])) if span[0] < span[1]]
