"""Whether every name and every content word of a text stands in what it rests on: models invent mayors."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qa.answer.citations import without_marks
from qa.figures import find_figures
from qa.places import Level, load_gazetteer
from qa.wording.answering import HEADS, SAME, tells_only
from qa.wording.indicators import indicators_in
from qa.wording.names import DIVISION, LATIN, may_be_name, persons_in, quoted_names, speaks_of_itself
from qa.words import Words, fold

#: Tags of what a text may claim: nouns, verbs, kinds (民营), set phrases, terms of the dictionary; and of names.
_CLAIMS = ("n", "v", "b", "i", "j", "l", "x")
_NAMES = ("nr", "ns", "nt", "nz")
_RUN = re.compile(r"[一-鿿·]+")
#: Guessing takes a millisecond a character; a run without punctuation that is longer than this is no sentence.
_GUESSED = 100
#: What may stand between a word and its head.
_LINKS = frozenset("的 总 数".split())
_HAN = re.compile(r"[一-鿿]")
_LEAST = 2
#: A word written out at length (国企, 国有企业) has at most so many characters between two of its own.
_GAP = 3
_NOT_TEXT = re.compile(r"[^㐀-鿿豈-﫿a-z0-9.%+·]")


def ungrounded(text: str, evidence: Sequence[str], question: str, words: Words) -> tuple[str, ...]:
    """Names and content words of ``text`` that stand neither in ``evidence`` nor in ``question``, in order.

    Figures are the business of ``check_figures``; words that only tell (报告, 达到) need no ground.
    """
    source = fold("\n".join((*evidence, question)))
    bare = without_marks(text)
    for figure in find_figures(bare):
        # A unit may be written otherwise (摄氏度 for ℃).
        bare = bare[: figure.start] + " " * (figure.end - figure.start) + bare[figure.end :]
    found = (*speaks_of_itself(bare), *_names(bare, question, source), *_words(bare, source, words))
    return tuple(dict.fromkeys(each for each in found if not _stands(each, source)))


def _stands(name: str, source: str) -> bool:
    return _plain(name) in _plain(source)


def _plain(text: str) -> str:
    return _NOT_TEXT.sub("", fold(text))


def _names(text: str, question: str, source: str) -> Iterator[str]:
    """Persons, places, what is set in quotation marks, Latin names."""
    yield from persons_in(text, question)
    yield from quoted_names(text)
    for mention in load_gazetteer().find(text):
        name = text[mention.start : mention.end]
        if mention.place.level is not Level.COUNTRY and DIVISION.sub("", fold(name)) not in source:
            yield name
    for match in LATIN.finditer(text):
        if not _named_otherwise(fold(match[0]), source):
            yield match[0]


def _words(text: str, source: str, words: Words) -> Iterator[str]:
    """Names that no dictionary has are guessed; other guessed words are scraps (数是, 上作)."""
    runs = [run for run in _RUN.findall(text) if len(run) <= _GUESSED]
    for run in runs:
        for word, tag in words.tagged(run):
            named = tag.startswith(_NAMES) and word not in HEADS and may_be_name(word, tag)
            if named and not _grounded(word, source):
                yield word
    before = False
    for word, tag in words.tagged(text, guess=False):
        if word in _LINKS:
            continue
        told = tag.startswith(_CLAIMS) and len(_HAN.findall(word)) >= _LEAST
        if told and not (before and word in HEADS) and not _grounded(word, source):
            yield word
        before = tag.startswith(_CLAIMS) and (word in HEADS or word in source)


def _grounded(word: str, source: str) -> bool:
    """Whether ``word`` is grounded as a whole, or cut into parts that are, heads and words of telling at its end:
    快速增长, 农民人均纯收入, 投资额; but 数字经济 is no 经济."""
    if tells_only(word) or _otherwise(word, source):
        return True
    reached = {0}
    for end in range(1, len(word) + 1):
        if any(start in reached and _part_grounded(word[start:end], start, source) for start in range(end)):
            reached.add(end)
    return len(word) in reached or _all_tell(word)


def _part_grounded(part: str, start: int, source: str) -> bool:
    if start and part in HEADS:
        return True
    if len(part) < _LEAST:
        return False
    return part in source or (start > 0 and tells_only(part)) or _named_otherwise(part, source)


def _all_tell(word: str) -> bool:
    half = len(word) // 2
    return len(word) == 2 * _LEAST and tells_only(word[:half]) and tells_only(word[half:])


def _otherwise(word: str, source: str) -> bool:
    """Whether ``source`` has the word, in pieces, written out at length (国企, 国有企业) or shortened (高校 for 高等学校),
    or under another name of the same thing."""
    if DIVISION.sub("", word) in source or all(word[at : at + 2] in source for at in range(len(word) - 1)):
        return True
    if len(word) >= 2 * _LEAST and any(word[0] + later in source for later in word[len(word) // 2 :]):
        return True
    spread = f"[^，。；！？\n]{{0,{_GAP}}}?".join(map(re.escape, word))
    return re.search(spread, source) is not None or _named_otherwise(word, source)


def _named_otherwise(word: str, source: str) -> bool:
    same = (other for group in SAME if word in group for other in group)
    return any(name in source for name in (*same, *_indicator_names(word)))


def _indicator_names(word: str) -> Iterator[str]:
    """Other names of the indicator that ``word`` is: all for an everyday name (GDP); for one of a report's only those that
    share two characters, since a line may hold several things (风电, 光伏)."""
    pairs = [word[at : at + 2] for at in range(len(word) - 1)]
    for indicator in indicators_in(word):
        if word in map(fold, indicator.aliases):
            yield from indicator.names
        elif word in map(fold, indicator.names):
            yield from (name for name in indicator.names if any(pair in name for pair in pairs))
