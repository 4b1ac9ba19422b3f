"""Reckoning that a chat model asks for: it names operation and figures of the table, code works out the result.

A call stands in the text where its result belongs, {{相差 数3 数7}}: what a model reckons by itself is wrong too often to be
shown, and a call in the running text needs nothing of the server and can be filled in while the text streams.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from qa.answer import derive
from qa.answer.derive import Derived
from qa.answer.material import Row
from qa.figures import Figure
from qa.figures.units import POINTS, SHARE
from qa.records import Facet, How

_CALL = re.compile(r"\{\{\s*(?P<name>[一-鿿]{1,8})\s*[:：,，(（]?\s*(?P<operands>[^{}]*?)\s*[)）]?\s*\}\}")
_OPERAND = re.compile(r"(?:数|#)?\s*(\d{1,3})")
_OPERANDS = re.compile(r"(?:(?:数|#)?\s*\d{1,3}[\s,，、;；和与]*)+")
_BRACES = re.compile(r"\{\{|\}\}")
#: Longer than this no call is: what is held back goes on.
_LONGEST = 80


def _signed(row: Row) -> Figure:
    """A fall in percent or points is growth below zero."""
    figure = row.statement.figure
    relative = figure.measure.dimension in (SHARE, POINTS)
    return replace(figure, number=-figure.number) if row.statement.facet is Facet.FALL and relative else figure


def _figures(rows: Sequence[Row]) -> list[Figure]:
    return [_signed(row) for row in rows]


def _yearly_growth(new: Row, old: Row) -> Derived | None:
    last, first = new.statement.period.last, old.statement.period.last
    if last is None or first is None:
        return None
    return derive.yearly_growth(new.statement.figure, old.statement.figure, last - first)


def _yearly(whole: Row) -> Derived | None:
    first, last = whole.statement.period.first, whole.statement.period.last
    if first is None or last is None or whole.statement.period.how is How.AVERAGE:
        return None
    return derive.yearly(whole.statement.figure, last - first + 1)


def _previous(value: Row, moved: Row) -> Derived | None:
    if moved.statement.facet not in (Facet.RISE, Facet.FALL) or value.statement.facet is not Facet.LEVEL:
        return None
    return derive.previous(value.statement.figure, moved.statement.figure)


_Way = Callable[..., Derived | None]
#: Operations by the names that the prompt gives them, with how many figures they take (0: two or more).
OPERATIONS: Mapping[str, tuple[int, _Way]] = {
    "相差": (2, lambda a, b: derive.difference(_signed(a), _signed(b))),
    "合计": (0, lambda *rows: derive.total(_figures(rows))),
    "平均": (0, lambda *rows: derive.average(_figures(rows))),
    "倍数": (2, lambda a, b: derive.ratio(_signed(a), _signed(b))),
    "占比": (2, lambda a, b: derive.share(_signed(a), _signed(b))),
    "增长率": (2, lambda a, b: derive.growth(_signed(a), _signed(b))),
    "年均增长率": (2, _yearly_growth),
    "年均": (1, _yearly),
    "人均": (2, lambda a, b: derive.rate(_signed(a), _signed(b))),
    "折算": (2, lambda a, b: derive.product(_signed(a), _signed(b))),
    "上年": (2, _previous),
}
_MANY = 2
#: Told in as many digits as people say, the formula having the others.
_ESTIMATES = frozenset({"上年", "人均", "折算"})


@dataclass(frozen=True, slots=True)
class Filled:
    """``text`` with results for calls, ``without`` with nothing in their stead; ``problems`` (Chinese) of calls that cannot be."""

    text: str
    without: str
    derived: tuple[Derived, ...] = ()
    problems: tuple[str, ...] = ()


def fill(text: str, rows: Sequence[Row]) -> Filled:
    """Every call of ``text`` replaced by its result with the formula and the marks of the sentences it rests on."""
    derived: list[Derived] = []
    problems: list[str] = []
    known = {row.number: row for row in rows}

    def result(match: re.Match[str]) -> str:
        found = _called(match, known)
        if isinstance(found, str):
            problems.append(f"算式{match[0].strip('{} ')}{found}")
            return ""
        worked, used = found
        derived.append(worked)
        if match["name"] in _ESTIMATES:
            # The formula goes on to end in all the digits.
            worked = replace(worked, text=derive.rounded_for_people(worked))
            derived.append(worked)
        marks = "".join(dict.fromkeys(f"[{row.item.number}]" for row in used))
        return f"{worked.text}（{derive.explained(worked)}）{marks}"

    filled = _CALL.sub(result, text)
    if _BRACES.search(filled):
        problems.append("算式的写法不对")
    return Filled(_once(filled), _CALL.sub("", text), tuple(derived), tuple(dict.fromkeys(problems)))


def _called(match: re.Match[str], known: Mapping[int, Row]) -> tuple[Derived, list[Row]] | str:
    """The result with what it rests on, or why there is none."""
    way = OPERATIONS.get(match["name"])
    if way is None:
        return "不是可用的算法"
    if not _OPERANDS.fullmatch(match["operands"]):
        return "只能用数据表里的编号"
    rows = [known.get(int(number)) for number in _OPERAND.findall(match["operands"])]
    used = [row for row in rows if row is not None]
    count, work = way
    if len(used) < len(rows):
        return "用了数据表里没有的编号"
    if len(used) != count if count else len(used) < _MANY:
        return "的数的个数不对"
    worked = work(*used)
    return (worked, used) if worked is not None else "不能算：这些数的单位或口径不同"


_TWICE = re.compile(r"((?:\[\d+\])+)([，,。；;、]?)((?:\[\d+\])+)")


def _once(text: str) -> str:
    """No mark twice in a row: the model often cites what the result already does."""

    def merged(match: re.Match[str]) -> str:
        marks = dict.fromkeys(re.findall(r"\[\d+\]", match[1] + match[3]))
        return f"{''.join(marks)}{match[2]}"

    return _TWICE.sub(merged, text)


class Filling:
    """Fills in calls of a text that comes in pieces; what may become a call is held back."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows
        self._held = ""

    def feed(self, piece: str) -> str:
        self._held += piece
        return "".join(self._ready())

    def rest(self) -> str:
        held, self._held = self._held, ""
        return held

    def _ready(self) -> Iterator[str]:
        while self._held:
            start = self._held.find("{")
            if start < 0:
                yield self.rest()
                return
            yield self._held[:start]
            self._held = self._held[start:]
            end = self._held.find("}}")
            if end < 0:
                if len(self._held) > _LONGEST or (len(self._held) > 1 and self._held[1] != "{"):
                    yield self._held[0]
                    self._held = self._held[1:]
                    continue
                return
            call, self._held = self._held[: end + 2], self._held[end + 2 :]
            yield fill(call, self._rows).text
