"""Lists that no report enumerates: one sentence for each name asked about, and the honours of a year."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from qa.answer.asked import UNFOUND, Asked
from qa.answer.evidence import Numbered
from qa.records import Passage, Sentence

_BETWEEN_NAMES = re.compile(r"[、，]|以及|[和与及]")
_BEFORE_FIRST = re.compile(r".*[对把在给让为将于年的从]")
_BEHIND_LAST = re.compile(r"(?:这?[几各两三四五六七八九十]|分别|都|等|的|是|怎|如何|有).*")
_SEPARATELY = re.compile(r"分别|各(?:是|指|有|管|怎|如何|自)|怎么定位|如何定位")
_NAMES = 3
#: What one more name in a sentence costs: naming all together says nothing of each.
_TOGETHER = 0.3
_HONOUR_ASKED = re.compile(
    r"获评|评为|入选|荣获|荣膺|授予|命名|跻身|(?:获得?|获批|列[入为]|拿[到下了]|评上|摘|挂上).{0,12}(?:试点|示范|先进|基地|称号|荣誉|牌子|招牌|名号)"
)
_HONOUR = re.compile(
    r"获评|评为|入选|荣获|荣膺|授予|命名为|跻身|认定为|摘得|进入[^，]{0,30}行列|"
    r"(?:获批|列[入为]|成为)(?=[^，]{0,6}(?:全国|国家|首批|自治区|省))"
)
_HONOURS = re.compile(r"试点|示范|先进|基地|试验区|百强|领跑|模范|园林|卫生城|文明城")
_NATIONAL = re.compile(r"全国|国家|中国")
_CLAUSE = re.compile(r"[，,；;：:]")


@dataclass(frozen=True, slots=True)
class _Naming:
    """A sentence that names some of the names asked about."""

    passage: Passage
    sentence: Sentence
    named: frozenset[str]
    worth: float


def names_in(question: str) -> tuple[str, ...]:
    """The names that a question lists and asks about one by one (对A、B和C分别怎么…); none for other questions."""
    asked = _SEPARATELY.search(question)
    pieces = _BETWEEN_NAMES.split(question[: asked.start()]) if asked else []
    if len(pieces) < _NAMES:
        return ()
    pieces[0] = _BEFORE_FIRST.sub("", pieces[0])
    pieces[-1] = _BEHIND_LAST.sub("", pieces[-1])
    return tuple(dict.fromkeys(piece for piece in pieces if 2 <= len(piece) <= 6))


def named(asked: Asked) -> list[Numbered]:
    """For each of the names the question lists the sentence that speaks of it alone, all of one section where one
    speaks of all; empty when a name is missing."""
    names = names_in(asked.plan.question)
    if len(names) < _NAMES:
        return []
    found = _namings(asked, names)
    sections: dict[tuple[str, tuple[str, ...]], list[_Naming]] = {}
    for each in found:
        sections.setdefault((each.passage.report_id, each.passage.section), []).append(each)
    whole = [some for some in sections.values() if set(names) == {name for each in some for name in each.named}]
    best = max(whole, key=lambda some: max(each.worth for each in some), default=found)
    return _one_each(asked, names, best)


def _namings(asked: Asked, names: Sequence[str]) -> list[_Naming]:
    found: list[_Naming] = []
    for passage, sentence, text in asked.sentences():
        own = frozenset(name for name in names if name in text)
        if own and len(own) < len(names):
            one = asked.found[passage.report_id].get(sentence.start)
            worth = (one.score - asked.best if one else -UNFOUND) + asked.cover(text)
            found.append(_Naming(passage, sentence, own, worth))
    return found


def _one_each(asked: Asked, names: Sequence[str], found: Sequence[_Naming]) -> list[Numbered]:
    chosen: dict[tuple[str, int], Numbered] = {}
    for name in names:
        own = [each for each in found if name in each.named]
        if not own:
            return []
        best = max(own, key=lambda each: each.worth - _TOGETHER * len(each.named))
        chosen[best.passage.report_id, best.sentence.start] = asked.wanted(best.passage, best.sentence)
    return list(chosen.values())


def honours(asked: Asked) -> list[Numbered]:
    """All sentences of just the years asked for that state an honour of the kind asked for, of the names asked
    about; empty when no honours, or so many of them, are asked for."""
    question = asked.plan.question
    if asked.counts or not asked.scope.data_years or not _HONOUR_ASKED.search(question):
        return []
    kinds, names = frozenset(_HONOURS.findall(question)), names_in(question)
    national = bool(_NATIONAL.search(question))
    return [
        asked.wanted(passage, sentence)
        for passage, sentence, text in asked.sentences()
        if set(sentence.years) <= set(asked.scope.data_years)
        and (not names or any(name in text for name in names))
        and any(_honours(clause, kinds, national) for clause in _CLAUSE.split(text))
    ]


def _honours(clause: str, kinds: Set[str], national: bool) -> bool:
    """Whether ``clause`` states an honour of one of these kinds (empty: any), by the whole country or by anyone."""
    of_kind = not kinds or bool(kinds & set(_HONOURS.findall(clause)))
    return bool(_HONOUR.search(clause)) and of_kind and (not national or bool(_NATIONAL.search(clause)))
