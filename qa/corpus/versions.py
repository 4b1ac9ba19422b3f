"""Two texts of one report that give other figures: where they differ."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from qa.records import Differing, Report

_SENTENCE = re.compile(r"[^。；！？\n]+")
_FIGURE = re.compile(r"\d+(?:[,，]\d{3})*(?:\.\d+)?[%‰]?")
_NOT_TEXT = re.compile(r"[^\u4e00-\u9fffA-Za-z#]+")
#: Shorter sentences may be said of two things.
_TELLING = 8
# Of sentences with the same words no more are compared.
_MOST = 400


@dataclass(frozen=True, slots=True)
class _Told:
    """The figures of one sentence: where they stand, and their values."""

    spans: tuple[tuple[int, int], ...]
    values: tuple[str, ...]


def differences(left: Report, right: Report) -> tuple[Differing, ...]:
    """The figures of ``left`` that ``right`` gives otherwise in the very same sentence."""
    return tuple(_differences(left, right))


def _differences(left: Report, right: Report) -> Iterator[Differing]:
    ours, theirs = _sentences(left.text), _sentences(right.text)
    for wording in ours.keys() & theirs.keys():
        for here, there in _paired(ours[wording], theirs[wording]):
            for place, own, other_place, other in zip(here.spans, here.values, there.spans, there.values, strict=True):
                if own != other:
                    yield Differing(*place, right.id, *other_place, right.text[slice(*other_place)])


def _paired(ours: list[_Told], theirs: list[_Told]) -> Iterator[tuple[_Told, _Told]]:
    """Sentences of the same words in the order of both texts, where one may lack some of them."""
    if len(ours) == len(theirs) == 1:
        yield ours[0], theirs[0]
        return
    values = [told.values for told in ours[:_MOST]], [told.values for told in theirs[:_MOST]]
    for what, begin, end, other_begin, other_end in SequenceMatcher(None, *values, autojunk=False).get_opcodes():
        if what == "replace" and end - begin == other_end - other_begin:
            yield from zip(ours[begin:end], theirs[other_begin:other_end], strict=True)


@lru_cache(maxsize=8)
def _sentences(text: str) -> dict[str, list[_Told]]:
    """Sentences with figures by their words, figures aside."""
    found: dict[str, list[_Told]] = defaultdict(list)
    for sentence in _SENTENCE.finditer(text):
        figures = list(_FIGURE.finditer(text, *sentence.span()))
        wording = _NOT_TEXT.sub("", _FIGURE.sub("#", sentence[0]))
        if figures and len(wording) >= _TELLING:
            values = tuple(figure[0].replace(",", "").replace("，", "") for figure in figures)
            found[wording].append(_Told(tuple(figure.span() for figure in figures), values))
    return found
