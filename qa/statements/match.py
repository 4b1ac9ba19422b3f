"""How well a statement answers what is asked: the one place where an asked indicator meets a stated one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from operator import or_

from qa.figures import FigureKind
from qa.figures.units import COUNT, POINTS, SHARE
from qa.question.wanted import Wanted, Word
from qa.records import Facet, How, Statement
from qa.wording.asking import asks_new
from qa.wording.framing import (
    MADE,
    contrasted,
    deed_of,
    does,
    narrowed,
    only_begun,
    part_of_year,
    said,
    saying,
    tells_apart,
    thing,
)
from qa.wording.indicators import Indicator, plain_name
from qa.wording.measures import may_name_unit, measured, names_unit, thing_measured
from qa.wording.subject import BARE, MEASURE, OTHER_MEASURE, PRICED

#: What a word that is said in the sentence but not in the figure's own name counts.
_BESIDE = 0.45
#: What a verb counts beside a noun.
_DEED = 0.4
#: A match of less is none; ``_BESIDE`` is less.
NEAR = 0.5
#: A match of this much says just what is asked; one of less is only near.
SURE = 0.75
#: What it is at most where a word stands only behind the figure, with another.
_UNSURE = SURE - 0.01
#: A name of so many characters tells one thing alone.
_LONG = 12
_CLAUSE_END = re.compile("[，；。,;]")
#: Changes in these are no amounts.
_RELATIVE = frozenset({SHARE, POINTS, "倍数", "番"})
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
    return matching(wanted).likeness(statement, sentence)


def matching(wanted: Wanted) -> Matching:
    """What is kept of a question as long as it is asked again: level and growth of one thing have the same names."""
    return _matching(wanted.phrase, wanted.words, wanted.indicators, wanted.new)


@dataclass(frozen=True, slots=True)
class _Asked:
    """An asked word and how it is said: as it is, by its ``meanings``, or as a ``thing`` with its ``deed`` apart from it.
    ``aside``: a deed that counts only where no thing is named."""

    word: Word
    other: bool
    aside: bool
    thing: str
    deed: str
    meanings: tuple[str, ...]

    @property
    def counts(self) -> bool:
        return self.word.noun or self.other

    @property
    def weight(self) -> float:
        return 1.0 if self.counts else _DEED

    @property
    def patterns(self) -> Iterator[str]:
        """One of these fits, in small letters, wherever a name may say the word."""
        yield from map(saying, (self.word.text, *self.meanings))
        yield from map(re.escape, filter(None, (self.deed and self.thing, thing_measured(self.word.text).lower())))

    def said_in(self, text: str) -> bool:
        # 改造城镇老旧小区 says 老旧小区改造: the deed and the thing, apart.
        if self.deed and self.thing in text and self.deed in text:
            return True
        return said(self.word.text, text) or any(said(meaning, text) for meaning in self.meanings)


@dataclass(frozen=True, slots=True)
class _Named:
    """What a stated name alone tells; ``says``: which of the asked words it says."""

    says: tuple[bool, ...]
    listed: bool
    further: float
    deeds: int
    literal: float


class Matching:
    """What is asked beside many statements: what their names tell is worked out once a name, and there are far fewer names
    than statements."""

    def __init__(self, phrase: str, words: tuple[Word, ...], indicators: tuple[Indicator, ...], new: bool) -> None:
        self._phrase, self._indicators, self._new = phrase, indicators, new
        self._nouns = tuple(word for word in words if word.noun)
        self._asked = tuple(map(self._asked_word, words))
        self._parts = part_of_year(phrase)
        #: In everyday words (经济总量) no name of the dictionary's line is nearer than another.
        self._everyday = {alias.lower() for indicator in indicators for alias in indicator.aliases}
        self._all = "".join((phrase, *(text for word in words for text in word.meanings)))
        self._known: dict[tuple[str, tuple[str, ...]], _Named] = {}

    def _asked_word(self, word: Word) -> _Asked:
        named, deed = thing(word.text), deed_of(word.text)
        return _Asked(
            word,
            tells_apart(word.text),
            bool(self._nouns) and ((self._new and asks_new(word.text)) or does(word.text)),
            named,
            deed if named != word.text and len(named) > 1 else "",
            tuple(map(str.lower, word.meanings)),
        )

    @property
    def pattern(self) -> str:
        """It fits, in small letters, every name that says a word of what is asked; "" where none can. A statement whose name
        says none, and which the dictionary has in no line of ``names``, is not even near: its sentence counts for less."""
        return "|".join(dict.fromkeys(each for asked in self._asked for each in asked.patterns))

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for indicator in self._indicators for name in indicator.names))

    def likeness(self, statement: Statement, sentence: str) -> Likeness:
        named = self._named(statement)
        beside, name = _up_to(statement, sentence).lower(), statement.indicator
        sentence = sentence.lower()
        got = total = 0.0
        most = 1.0
        missing: list[str] = []
        for asked, says in zip(self._asked, named.says, strict=True):
            if self._counts_nothing(asked, named.listed, statement):
                continue
            total += asked.weight
            if says or self._measures(asked.word, statement):
                got += asked.weight
            elif asked.said_in(beside) and not self._other_measure(asked.word, name):
                got += asked.weight * _BESIDE
            elif asked.counts and asked.said_in(sentence):
                most = _UNSURE
            elif asked.counts:
                missing.append(asked.word.text)
        score = min(most, got / total if total else (1.0 if named.listed else 0.0))
        apart = self._parts and self._parts - part_of_year(f"{name}{sentence}")
        return Likeness(
            score, tuple(missing), 1.0 if apart else named.further, named.listed, named.deeds, named.literal
        )

    def _counts_nothing(self, asked: _Asked, listed: bool, statement: Statement) -> bool:
        """Whether it goes without saying: what the unit tells (高标准农田面积, of 476万亩), and a deed beside its thing."""
        if asked.word.noun:
            # Reading a figure takes as long as all the rest does.
            told = len(self._nouns) > 1 and may_name_unit(asked.word.text)
            return told and names_unit(asked.word.text, statement.figure)
        return not asked.other and bool(self._nouns) and (listed or asked.aside)

    def _measures(self, word: Word, statement: Statement) -> bool:
        measured_thing = thing_measured(word.text) and measured(word.text, statement.figure)
        return bool(measured_thing) and measured_thing in statement.indicator

    def _named(self, statement: Statement) -> _Named:
        key = statement.indicator, statement.names
        if key not in self._known:
            self._known[key] = self._tells(*key)
        return self._known[key]

    def _tells(self, name: str, names: tuple[str, ...]) -> _Named:
        listed = any(self._of_line(name, names, indicator) for indicator in self._indicators)
        lower = name.lower()
        # A verb alone (盖起来) means too much else.
        own = [asked.said_in(lower) if self._nouns else said(asked.word.text, lower) for asked in self._asked]
        meant = [listed and any(meaning in names for meaning in asked.word.meanings) for asked in self._asked]
        own_words = [asked.word.text for asked in self._asked if asked.word.text not in self._everyday]
        literal = sum(text in lower for text in own_words) / max(1, len(self._asked))
        return _Named(
            tuple(map(or_, own, meant)),
            listed,
            0.0 if listed else self._further(name),
            sum(says for asked, says in zip(self._asked, own, strict=True) if not asked.word.noun),
            literal + (0.0 if lower in self._everyday else _spelled(self._phrase, name)),
        )

    def _of_line(self, name: str, names: tuple[str, ...], indicator: Indicator) -> bool:
        """Whether the dictionary has both in one line; one that names another of its things outright (存栏, asked 出栏)
        is not."""
        if not set(names) & set(indicator.names) or only_begun(name, self._phrase):
            return False
        official = "".join(each for each in indicator.names if each in self._phrase)
        return not official or not contrasted(name, official)

    def _other_measure(self, word: Word, name: str) -> bool:
        """Whether the name ends in another measure than what is asked of the same thing: 资产总额, asked 工业总产值."""
        return self._nouns[-1:] == (word,) and bool(MEASURE.search(word.text) and MEASURE.search(name))

    def _further(self, name: str) -> float:
        """Share of the stated name that the question does not say; all of it where it is of a narrower thing
        (民间|投资)."""
        if narrowed(name, self._all) or contrasted(name, self._phrase) or only_begun(name, self._all):
            return 1.0
        plain = MADE.sub("", thing(plain_name(name)))
        if self._indicators and (measure := OTHER_MEASURE.search(plain)) and measure[0] not in self._all:
            # 规上工业增速 asked: 工业投资 is another measure of the same.
            return 1.0
        rest = "".join(char for char in plain if char not in self._all)
        return len(rest) / max(1, len(plain))


#: A question is asked of many statements at once, and what it looks up has few phrases.
_matching = lru_cache(maxsize=16)(Matching)


def _up_to(statement: Statement, sentence: str) -> str:
    """``sentence`` up to the end of the clause of the figure: what is told behind it (口岸货运量1.23亿吨，其中甲口岸…) has its own."""
    end = statement.end - statement.sentence_start
    clause = _CLAUSE_END.search(sentence, end)
    return sentence[: clause.start()] if clause else sentence


def _spelled(phrase: str, name: str) -> float:
    """How much of the question the whole name is, where it stands there as the report writes it; 0 where it does not."""
    plain = thing(plain_name(name))
    return min(1.0, len(plain) / _LONG) if plain in phrase and not BARE.match(plain) else 0.0


def facet_fits(wanted: Wanted, statement: Statement) -> bool:
    """Whether the figure is of the kind asked for: growth in percent, a level in its unit, a share, a rank."""
    if wanted.dimensions and not any(_dimension_fits(asked, _dimension(statement)) for asked in wanted.dimensions):
        return False
    if statement.whole and wanted.facet is not Facet.SHARE:
        # 研发投入强度 asked: 全社会研发投入占地区生产总值比重 is another name of it.
        return wanted.facet in (None, Facet.LEVEL) and _called(wanted, statement)
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
            statement.facet in MOVES and _dimension(statement) not in _RELATIVE
        )
    return statement.facet is not Facet.RANK


def _dimension(statement: Statement) -> str:
    return statement.figure.measure.dimension


def _called(wanted: Wanted, statement: Statement) -> bool:
    """Whether the dictionary has the whole of its name in a line of what is asked for."""
    return any(name in indicator.names for indicator in wanted.indicators for name in statement.names)


def _dimension_fits(asked: str, stated: str) -> bool:
    if asked == stated:
        return True
    # 旅居人数超550万: a number without its unit is a count of something.
    if COUNT in (asked, stated) or not stated:
        return {asked, stated} <= {COUNT, "人次", "户次", ""}
    return asked == POINTS and stated == SHARE
