"""Whether every name and every content word of a text stands in what it rests on: models invent mayors."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qa.answer.citations import without_marks
from qa.wording.answering import SAME, tells_only
from qa.wording.indicators import indicators_in
from qa.wording.names import DIVISION, LATIN, may_be_name, persons_in, quoted_names, speaks_of_itself
from qa.words import Words, fold

#: Tags of what a text may claim: nouns, verbs, kinds (民营), set phrases, terms of the dictionary; and of names.
_CLAIMS = ("n", "v", "b", "i", "j", "l", "x")
_NAMES = ("nr", "ns", "nt", "nz")
_RUN = re.compile(r"[一-鿿·]+")
#: Guessing takes a millisecond a character; a run without punctuation that is longer than this is no sentence.
_GUESSED = 100
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
    found = (*speaks_of_itself(bare), *_names(bare, question, source), *_words(bare, source, words))
    return tuple(dict.fromkeys(each for each in found if not _stands(each, source)))


def _stands(name: str, source: str) -> bool:
    return _plain(name) in _plain(source)


def _plain(text: str) -> str:
    return _NOT_TEXT.sub("", fold(text))


def _names(text: str, question: str, source: str) -> Iterator[str]:
    """Persons, what is set in quotation marks, Latin names."""
    yield from persons_in(text, question)
    yield from quoted_names(text)
    for match in LATIN.finditer(text):
        if not _otherwise(fold(match[0]), source):
            yield match[0]


def _words(text: str, source: str, words: Words) -> Iterator[str]:
    """Names that no dictionary has are guessed; other guessed words are scraps (数是, 上作)."""
    runs = [run for run in _RUN.findall(text) if len(run) <= _GUESSED]
    named = [
        word for run in runs for word, tag in words.tagged(run) if tag.startswith(_NAMES) and may_be_name(word, tag)
    ]
    told = [word for word, tag in words.tagged(text, guess=False) if tag.startswith(_CLAIMS)]
    for word in (*named, *told):
        if len(_HAN.findall(word)) >= _LEAST and not _grounded(fold(word), source):
            yield word


def _grounded(word: str, source: str) -> bool:
    """Whether ``word`` is grounded as a whole or cut into parts that are: 快速增长, 农民人均纯收入."""
    reached = {0}
    for end in range(_LEAST, len(word) + 1):
        if any(start in reached and _part_grounded(word[start:end], source) for start in range(end - _LEAST + 1)):
            reached.add(end)
    return len(word) in reached or _otherwise(word, source)


def _part_grounded(part: str, source: str) -> bool:
    return tells_only(part) or part in source or _named_otherwise(part, source)


def _otherwise(word: str, source: str) -> bool:
    """Whether ``source`` has the word in pieces, written out at length, or under another name of the same thing."""
    if DIVISION.sub("", word) in source or all(word[at : at + 2] in source for at in range(len(word) - 1)):
        return True
    spread = f"[^，。；！？\n]{{0,{_GAP}}}?".join(map(re.escape, word))
    return re.search(spread, source) is not None or _named_otherwise(word, source)


def _named_otherwise(word: str, source: str) -> bool:
    names = (name for indicator in indicators_in(word) for name in indicator.names)
    same = (other for group in SAME if word in group for other in group)
    return any(name in source for name in (*names, *same))
