"""A part and the whole that it is of, told in one breath (经营主体858万户，其中企业236万户) or in sentences of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from qa.answer.operands import TOLD_TOGETHER, TRIED, Likely, Pool, likely, one_sentence, set_together, siblings
from qa.places import NATION
from qa.question.wanted import Wanted
from qa.statements.lookup import Told
from qa.statements.match import SURE
from qa.wording.indicators import dictionary_names
from qa.wording.remainder import parts_left_out

#: Beside its whole so short a name of a part tells what it is: 绿电.
_PART = 2


def of_whole(pool: Pool, part: str, whole: str) -> tuple[Told, Told] | None:
    """A part and the whole, in that order."""
    found = max(_pairs(pool, part, whole), key=_worth, default=None)
    return (found[0].told, found[1].told) if found else None


def parts_of_whole(pool: Pool, part: str, whole: str) -> tuple[Told, ...]:
    """All the parts that ``part`` names (民营企业和个体工商户), and behind them the whole; empty unless all are told."""
    names = parts_left_out(part)
    found = [each for name in names if (each := of_whole(pool, name, whole))] if len(names) > 1 else []
    parts, wholes = dict.fromkeys(each[0] for each in found), {each[1] for each in found}
    if len(found) > 1 and len(parts) == len(names) and len(wholes) == 1:
        return (*parts, found[0][1])
    return of_whole(pool, part, whole) or ()


def _pairs(pool: Pool, part: str, whole: str) -> Iterator[tuple[Likely, Likely]]:
    for all_ in likely(pool, pool.wanted(whole), pool.fits_beside, SURE)[:TRIED]:
        wanted = _wanted_part(pool, part, f"{whole}，{all_.statement.indicator}")
        for mine in likely(pool, wanted, pool.fits_beside, SURE)[:TRIED]:
            own = replace(mine, further=0.0) if _named_by(mine, all_, part) else mine
            if not own.narrow and _is_part(own, all_, part, whole):
                yield own, all_


def _named_by(mine: Likely, all_: Likely, part: str) -> bool:
    """对东盟|进出口, of 外贸进出口总值: the part names of which the same is measured."""
    rest = mine.statement.indicator.replace(part, "").lstrip("对与和向")
    return rest != mine.statement.indicator and bool(set(dictionary_names(rest)) & set(all_.statement.names))


def _wanted_part(pool: Pool, part: str, whole: str) -> Wanted:
    """What is called ``part``, with what the whole is called said of it, too (企业|经营主体总量); of a place its own of the
    whole."""
    wanted = pool.wanted(part, _PART)
    placed = not wanted.words and any(name in part for name in pool.named)
    return replace(pool.wanted(whole) if placed else wanted, phrase=f"{part}，{whole}")


def _is_part(mine: Likely, all_: Likely, part: str, whole: str) -> bool:
    a, b = mine.statement, all_.statement
    # 政协提案 is no whole of 建议提案 that 代表建议 are part of.
    named = (whole[at : at + 2] for at in range(len(whole) - 1))
    called = "，".join((b.indicator, *b.names))
    other = any(pair in a.indicator and pair not in called and pair not in part for pair in named)
    # 出口占全国的比重: the whole is the nation's, and no other figure of the place; nor is a thing part of itself.
    if ("全国" in whole and not {NATION} & {b.place, b.indicator[:2]}) or a.indicator == b.indicator:
        return False
    fits = not all_.narrow or siblings((mine, all_), f"{part}{whole}")
    alike = set_together((mine, replace(all_, further=0.0)), f"{part}{whole}")
    return fits and alike and not other and a.figure.size <= b.figure.size


def _worth(found: tuple[Likely, Likely]) -> float:
    return sum(each.worth for each in found) + (TOLD_TOGETHER if one_sentence(found) else 0.0)
