"""How well a statement answers what is asked: the one place where an asked indicator meets a stated one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from qa.figures import FigureKind
from qa.figures.units import COUNT, POINTS, SHARE
from qa.question.wanted import Wanted, Word
from qa.records import Facet, How, Statement
from qa.wording.asking import asks_new, measured, names_unit, without_new
from qa.wording.framing import (
    MADE,
    contrasted,
    deed_of,
    does,
    narrowed,
    only_begun,
    part_of_year,
    said,
    tells_apart,
    thing,
)
from qa.wording.indicators import Indicator, plain_name
from qa.wording.subject import BARE, MEASURE, OTHER_MEASURE, PRICED

#: What a word that is said in the sentence but not in the figure's own name counts.
_BESIDE = 0.45
#: What a verb counts beside a noun.
_DEED = 0.4
#: A match of this much says just what is asked; one of less is only near.
SURE = 0.75
#: A name of so many characters tells one thing alone.
_LONG = 12
_CLAUSE_END = re.compile("[，；。]")
MOVES = frozenset({Facet.RISE, Facet.FALL})


def stands(statement: Statement) -> bool:
    """Whether it is all there is at the end of a year: no match for what came in during it, and nothing to add that to."""
    return statement.facet is Facet.LEVEL and statement.period.how is How.END


class Outcome(StrEnum):
    """How the nearest statement relates to what is asked."""

    EXACT = "exact"
    OTHER_FACET = "other_facet"
    OTHER_BASIS = "other_basis"
    OTHER_YEAR = "other_year"
    NARROWER = "narrower"
    NEAR = "near"
    ABSENT = "absent"
    UNSEEN = "unseen"


@dataclass(frozen=True, slots=True)
class Likeness:
    """``score`` 0..1 of the names; ``missing`` are asked words that nothing says; ``further`` is the share of
    the stated name that was not asked for; ``deeds`` are asked verbs that the name has; ``literal`` is the share of the
    asked words that the name has as they are asked, the dictionary aside."""

    score: float
    missing: tuple[str, ...]
    further: float
    listed: bool
    deeds: int = 0
    literal: float = 0.0


def likeness(wanted: Wanted, statement: Statement, sentence: str) -> Likeness:
    """How far the statement is of what is asked, years and facet aside. What is done with a thing (新建, 改造)
    counts where no thing is named."""
    name = statement.indicator
    beside = _up_to(statement, sentence)
    listed = any(_of_line(wanted, statement, indicator) for indicator in wanted.indicators)
    words = wanted.words
    got = total = 0.0
    missing: list[str] = []
    for word in words:
        if word.noun and len(wanted.nouns) > 1 and names_unit(word.text, statement.figure):
            # 高标准农田面积, of 476万亩.
            continue
        came_in = wanted.new and asks_new(word.text)
        told_apart = tells_apart(word.text)
        if not word.noun and not told_apart and wanted.nouns and (listed or came_in or does(word.text)):
            continue
        weight = 1.0 if word.noun or told_apart else _DEED
        total += weight
        measured_thing = measured(word.text, statement.figure)
        if (
            (listed and any(meaning in statement.names for meaning in word.meanings))
            or _says(word, name, literally=not wanted.nouns)
            or (measured_thing and measured_thing in name)
        ):
            got += weight
        elif _says(word, beside) and not _other_measure(word, wanted, name):
            got += weight * _BESIDE
        elif word.noun or told_apart:
            missing.append(word.text)
    score = got / total if total else (1.0 if listed else 0.0)
    deeds = sum(_says(word, name) for word in wanted.words if not word.noun)
    literal = sum(word.text in name.lower() for word in words) / max(1, len(words)) + _spelled(wanted.phrase, name)
    apart = part_of_year(wanted.phrase) - part_of_year(f"{name}{sentence}")
    further = 1.0 if apart else 0.0 if listed else _further(wanted, name)
    return Likeness(score, tuple(missing), further, listed, deeds, literal)


def _up_to(statement: Statement, sentence: str) -> str:
    """``sentence`` up to the end of the clause of the figure: what is told behind it (口岸货运量1.23亿吨，其中甲口岸…) has its own."""
    end = statement.end - statement.sentence_start
    clause = _CLAUSE_END.search(sentence, end)
    return sentence[: clause.start()] if clause else sentence


def _of_line(wanted: Wanted, statement: Statement, indicator: Indicator) -> bool:
    """Whether the dictionary has both in one line; one that names another of its things outright (存栏, asked 出栏) is not."""
    if not set(statement.names) & set(indicator.names) or only_begun(statement.indicator, wanted.phrase):
        return False
    official = "".join(name for name in indicator.names if name in wanted.phrase)
    return not official or not contrasted(statement.indicator, official)


def _spelled(phrase: str, name: str) -> float:
    """How much of the question the whole name is, where it stands there as the report writes it; 0 where it does not."""
    plain = thing(plain_name(name))
    return min(1.0, len(plain) / _LONG) if plain in phrase and not BARE.match(plain) else 0.0


def _other_measure(word: Word, wanted: Wanted, name: str) -> bool:
    """Whether the name ends in another measure than what is asked of the same thing: 资产总额, asked 工业总产值."""
    return wanted.nouns[-1:] == (word,) and bool(MEASURE.search(word.text) and MEASURE.search(name))


def _says(word: Word, text: str, literally: bool = False) -> bool:
    """``literally``: as it is asked; a verb alone (盖起来) means too much else."""
    text = text.lower()
    if literally:
        return said(word.text, text)
    # 改造城镇老旧小区 says 老旧小区改造: the deed and the thing, apart.
    named, deed = thing(word.text), deed_of(word.text)
    if deed and named != word.text and len(named) > 1 and named in text and deed in text:
        return True
    return said(word.text, text) or any(said(meaning.lower(), text) for meaning in word.meanings)


def _further(wanted: Wanted, name: str) -> float:
    """Share of the stated name that the question does not say; all of it where it is of a narrower thing (民间|投资)."""
    asked = "".join((wanted.phrase, *(text for word in wanted.words for text in word.meanings)))
    if narrowed(name, asked) or contrasted(name, wanted.phrase):
        return 1.0
    plain = MADE.sub("", thing(plain_name(name)))
    plain = without_new(plain) if wanted.new else plain
    if wanted.indicators and (measure := OTHER_MEASURE.search(plain)) and measure[0] not in asked:
        # 规上工业增速 asked: 工业投资 is another measure of the same.
        return 1.0
    rest = "".join(char for char in plain if char not in asked)
    return len(rest) / max(1, len(plain))


def facet_fits(wanted: Wanted, statement: Statement) -> bool:
    """Whether the figure is of the kind asked for: growth in percent, a level in its unit, a share, a rank."""
    figure_dimension = statement.figure.measure.dimension
    if wanted.dimensions and not any(_dimension_fits(asked, figure_dimension) for asked in wanted.dimensions):
        return False
    if statement.whole and wanted.facet is not Facet.SHARE:
        return False
    if wanted.facet is Facet.RISE:
        return statement.facet in MOVES
    if wanted.facet is Facet.RANK:
        return statement.facet is Facet.RANK
    if wanted.facet is Facet.SHARE:
        return statement.facet is Facet.SHARE or (
            statement.kind is FigureKind.PERCENT and statement.facet is Facet.LEVEL
        )
    if wanted.whole and statement.facet is Facet.NEW:
        return False
    if wanted.facet is Facet.LEVEL and PRICED.search(statement.indicator):
        return statement.facet is not Facet.RANK
    if wanted.facet is Facet.LEVEL:
        return statement.facet in (Facet.LEVEL, Facet.NEW, Facet.SHARE) or (
            statement.facet in MOVES and figure_dimension not in (SHARE, POINTS)
        )
    return statement.facet is not Facet.RANK


def _dimension_fits(asked: str, stated: str) -> bool:
    if asked == stated:
        return True
    # 旅居人数超550万: a number without its unit is a count of something.
    if COUNT in (asked, stated) or not stated:
        return {asked, stated} <= {COUNT, "人次", "户次", ""}
    return asked == POINTS and stated == SHARE
