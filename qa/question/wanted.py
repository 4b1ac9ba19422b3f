"""What a question asks the figure of: its words, dictionary lines, whether level or growth, in which unit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.places import load_gazetteer
from qa.question.parts import own_words
from qa.records import Facet, Shared
from qa.wording import asking
from qa.wording.abbreviations import initials_of
from qa.wording.comparison import asks_ends
from qa.wording.framing import EACH, FIRST_FEW, FRAMING, SIZED, does, leads_in
from qa.wording.heads import is_head, leads_to_head, qualified
from qa.wording.indicators import Indicator, indicators_in, named_spans, report_wording, without_names, wording_from
from qa.wording.regions import REGIONS
from qa.wording.subject import BARE, MEASURE, acts
from qa.wording.unread import whole
from qa.words import Words

_NOUNS = ("n", "vn", "b", "j", "nz", "eng", "an", "l", "x", "i", "s")
_PROPER = ("nr", "ns", "nt", "nz")
_PLACE = "ns"
_NO_NOUN = ("m", "q", "t", "r", "f")
#: Numbers, measures, pronouns, particles, prepositions, conjunctions: no part of a name.
_GRAMMAR = ("m", "q", "r", "u", "p", "c", "y", "w", "f")
_CLAUSE = re.compile(r"[^,，;；。?？:：!！]+")
#: What is no number of the things that 人次 or 家数 count.
_NO_COUNT = frozenset({Facet.RISE, Facet.SHARE, Facet.RANK})
_ASIDE = re.compile(r"[（(][^（）()]{1,4}[）)]")
_HAN = re.compile(r"[一-鿿]")
_HOW_MANY = ("多少", "几")
#: A shorter name may be a word for more.
_WHOLE = 4
_TIMES = re.compile(r"\d|[一二三四五六七八九十]{1,3}(?=年)")

#: How a question names an indicator, and the indicator.
Named = tuple[str, Indicator]


@dataclass(frozen=True, slots=True)
class Word:
    """``modifies``: stands right before another noun, whose kind it tells (葡萄|出口); ``noun``: names a thing.
    ``leads``: a verb right before a head, which may tell its kind. ``meanings`` are the reports' names for it where the
    dictionary knows it; ``known``: a word of the language, not mistyped. ``owner``: a proper name, or whose it is that is
    asked about somewhere (茅台在四川的产量)."""

    text: str
    noun: bool
    modifies: bool
    meanings: tuple[str, ...] = ()
    leads: bool = False
    known: bool = False
    owner: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """``facet`` None: level or growth, whichever is stated. ``whole``: all there is, ``new``: what came in.
    ``dimensions`` of the units asked for, possibly none; ``units`` begin with their measure words as they are asked for."""

    phrase: str
    words: tuple[Word, ...]
    indicators: tuple[Indicator, ...]
    facet: Facet | None
    dimensions: tuple[str, ...]
    average: bool
    total: bool
    whole: bool = False
    new: bool = False
    units: tuple[str, ...] = ()

    @property
    def nouns(self) -> tuple[Word, ...]:
        return tuple(word for word in self.words if word.noun)


def shared_by(question: str) -> Shared:
    """What ``question`` says once for all that it asks."""
    bound = asking.threshold_in(question)
    edge = (bound.low or bound.high) if bound else None
    return Shared(
        growth=asking.asks_growth(question),
        level=asking.asks_level(question),
        below_nothing=asking.asks_below_nothing(question),
        dimensions=(edge.measure.dimension,) if edge and edge.measure.dimension else (),
        units=(edge.symbol,) if edge and edge.symbol else (),
    )


def wanted_of(phrase: str, words: Words, shared: Shared | None = None) -> Wanted:
    """``phrase`` is the question without its places and years; ``shared`` what the whole question says once."""
    phrase = asking.without_number(EACH.sub("", _ASIDE.sub("", phrase)) or phrase)
    # 赚了多少钱, of a part that takes 来了多少人 along: its own unit.
    own = own_words(phrase) or phrase
    spans = named_spans(phrase)
    clause = _naming_clause(phrase, spans)
    facet = (_facet_of_part(own) if own != phrase else None) or facet_asked(phrase, shared)
    meant = () if facet in _NO_COUNT else asking.dimensions_meant(phrase)
    own_unit = (
        () if facet in _NO_COUNT or own == phrase else asking.dimensions_asked(own) or asking.dimensions_meant(own)
    )
    counted = () if facet in _NO_COUNT else _counted(clause, words)
    content = _content(clause, words, named_spans(clause))
    if own != phrase:
        content = _of_its_own(content, own)
    indicators = tuple(dict.fromkeys(indicator for _, indicator in spans))
    if not content and facet is Facet.RISE and asking.asks_pace(phrase):
        # 谁的增速目标高: growth of nothing named is that of the economy.
        content, indicators = _economy()
    return Wanted(
        phrase,
        content,
        indicators,
        facet,
        # 有多少公里，在全国排什么位置: a place in an order has no unit.
        ()
        if facet is Facet.RANK
        else own_unit or asking.dimensions_asked(phrase) or meant or counted or (shared.dimensions if shared else ()),
        asking.asks_average(phrase),
        asking.asks_total(phrase),
        asking.asks_whole(phrase),
        asking.asks_new(phrase),
        asking.units_asked(phrase) or (shared.units if shared else ()),
    )


def _of_its_own(content: Sequence[Word], own: str) -> tuple[Word, ...]:
    """``content`` without the proper names that a part takes along where it has its ``own``: 策克呢, after 甘其毛都口岸."""
    if not any(word.owner and word.text in own for word in content):
        return tuple(content)
    return tuple(word for word in content if not word.owner or word.text in own)


def _economy() -> tuple[tuple[Word, ...], tuple[Indicator, ...]]:
    (indicator,) = indicators_in("地区生产总值")
    return (Word(indicator.names[0], True, False, indicator.names, known=True),), (indicator,)


def _counted(clause: str, words: Words) -> tuple[str, ...]:
    """The dimensions that words such as 家数 and 人次 name by themselves."""
    return tuple(filter(None, (asking.dimension_counted(text) for text, _ in words.tagged(clause, guess=False))))


def _naming_clause(phrase: str, spans: list[tuple[tuple[int, int], Indicator]]) -> str:
    """The clauses that name an indicator of the dictionary: the others tell what to do with it (谁最高, 排个座次)."""
    if not spans:
        return phrase
    kept = []
    for clause in _CLAUSE.finditer(phrase):
        named = any(clause.start() <= start < clause.end() for (start, _), _ in spans)
        if named and not leads_in(clause[0]):
            kept.append(clause[0])
    return ",".join(kept) or phrase


def facet_asked(phrase: str, shared: Shared | None = None) -> Facet | None:
    """What of the indicator is asked for, in ``phrase`` or for all that is; None when the words leave it open."""
    if asking.asks_rank(phrase):
        return Facet.RANK
    if asking.asks_share(phrase):
        return Facet.SHARE
    if shared.below_nothing if shared else asking.asks_below_nothing(phrase):
        return Facet.RISE
    if asking.asks_growth(phrase) and not asking.asks_level(phrase):
        return Facet.RISE
    if asks_ends(phrase):
        return Facet.LEVEL
    # 社会消费品零售总额, where growth is asked of all: its name asks for no level.
    said = without_names(phrase) if shared and shared.growth and not shared.level else phrase
    if asking.asks_level(said) and not asking.asks_growth(phrase):
        return Facet.LEVEL
    own = asking.asks_level(said) or asking.dimensions_asked(phrase)
    if shared and not own and shared.growth:
        return None if shared.level else Facet.RISE
    return None


def _facet_of_part(own: str) -> Facet | None:
    """What a part that goes on about the one before asks for in so many words; 是多少 alone may be of growth."""
    facet = facet_asked(own)
    return facet if facet is not Facet.LEVEL or asking.dimensions_asked(own) else None


def _content(phrase: str, words: Words, spans: list[tuple[tuple[int, int], Indicator]]) -> tuple[Word, ...]:
    wordings = [(phrase[slice(*span)].lower(), indicator) for span, indicator in spans]
    clauses = [_words_of(clause[0], words, wordings) for clause in _CLAUSE.finditer(phrase) if _HAN.search(clause[0])]
    # 换成一个单位后谁定得高: a clause without a thing says what to do with the things of the others.
    told = [found for found in clauses if any(word.noun for word in found)] or clauses
    found = [word for found in told for word in found]
    sized = [
        Word(size, True, True, known=True) for size in SIZED.findall(phrase) if not any(size in w.text for w in found)
    ]
    found += sized if any(word.noun for word in found) else []
    untold = [phrase[start:end] for (start, end), indicator in spans if not _told(indicator, found)]
    found += [Word(text.lower(), True, False, _meanings(text.lower(), wordings)) for text in untold]
    nouns = [word for word in found if word.noun]
    at = phrase.lower().find(nouns[0].text.lower()) if len(nouns) == 1 and not spans else -1
    if at >= 0:
        # 投资增速: the everyday wording goes on behind the noun.
        wording = (name for name in wording_from(phrase, at, at + len(nouns[0].text)) if name not in FRAMING)
        alone = replace(nouns[0], meanings=tuple(dict.fromkeys((*nouns[0].meanings, *wording))))
        found = [alone if word is nouns[0] else word for word in found]
    return tuple(dict.fromkeys(found))


def _words_of(phrase: str, words: Words, wordings: Sequence[Named]) -> list[Word]:
    """Content words of one clause."""
    cut = whole(words.tagged(_parted(phrase, words), guess=False))
    tagged = qualified([(text, flag) for text, flag in cut if text.strip()])
    found: list[Word] = []
    counted = next((i for i, (text, _) in enumerate(tagged) if text in _HOW_MANY), len(tagged))
    for i, (text, flag) in enumerate(tagged):
        following = tagged[i + 1] if i + 1 < len(tagged) else ("", "")
        # 多少家|呼叫外包企业: a verb before the thing counted tells its kind.
        noun = _is_noun(text, flag) or (
            i > counted and _is_deed(text, flag) and not does(text) and _goes_on(tagged[i + 1 :])
        )
        if not noun and not _is_deed(text, flag) and not (_is_kind(text, flag) and _is_noun(*following)):
            continue
        named = _is_noun(*following) and not following[1].startswith(_PLACE)
        named = named or (following[0] in FRAMING and following[1][:1] == "n")
        modifies = noun and (named or leads_to_head(tagged[i + 1 :]))
        leads = not noun and not does(text) and is_head(following[0])
        owner = noun and (flag.startswith(_PROPER) or following[0] == "在")
        meanings = _meanings(text, wordings, akin=not modifies)
        # 净菜进京, of what is sent to 北京.
        meanings += initials_of(text) if flag.startswith(_PLACE) else ()
        found.append(Word(text, noun, modifies, meanings, leads, words.knows(text), owner))
    return found


def _parted(phrase: str, words: Words) -> str:
    """``phrase`` with blanks around each name that the word cutter cuts into (社|零增长 is 社零|增长), and behind a measure
    word that it takes for the beginning of the thing counted (多少架|飞机)."""
    phrase = asking.COUNTED_BEFORE.sub(r"\g<0> ", phrase)
    cuts, position = {0}, 0
    for text, _ in words.tagged(phrase, guess=False):
        position += len(text)
        cuts.add(position)
    for (start, end), _ in reversed(named_spans(phrase)):
        # The word that goes on behind the name begins inside it.
        if end not in cuts and max(cut for cut in cuts if cut < end) > start:
            phrase = f"{phrase[:start]} {phrase[start:end]} {phrase[end:]}"
    return phrase


def _is_kind(text: str, flag: str) -> bool:
    """Whether the word may tell what kind of thing the noun behind it is, whatever the dictionary takes it for."""
    return len(text) > 1 and not flag.startswith(_GRAMMAR) and _asked(text) and not does(text)


def _told(indicator: Indicator, words: Sequence[Word]) -> bool:
    """Whether some word stands for the indicator already (PM2.5 is none of the word cutter's)."""
    return any(set(word.meanings) & set(indicator.names) for word in words)


def _goes_on(rest: Sequence[tuple[str, str]]) -> bool:
    """Whether a thing follows, further verbs of its name at most between: 外包|企业."""
    for text, flag in rest:
        if _is_noun(text, flag):
            return True
        if not flag.startswith("v") or text in FRAMING:
            return False
    return False


def _is_noun(text: str, flag: str) -> bool:
    if flag.startswith(_PLACE) and (text in REGIONS or load_gazetteer().get(text) is not None):
        # Where it is asked about is no part of what is.
        return False
    named = (flag.startswith(_NOUNS) and not flag.startswith(_NO_NOUN)) or MEASURE.fullmatch(text) or BARE.match(text)
    deed = acts(text) == text or (flag.startswith("v") and does(text))
    return len(text) > 1 and bool(named) and _asked(text) and not deed


def _is_deed(text: str, flag: str) -> bool:
    return len(text) > 1 and flag.startswith(("v", "a")) and _asked(text)


def _asked(text: str) -> bool:
    framing = text in FRAMING or bool(asking.dimension_counted(text) or FIRST_FEW.fullmatch(text))
    return not framing and not _TIMES.search(text) and text[0] not in "哪几谁"


def _of_wording(text: str, indicator: Indicator) -> bool:
    """Whether a name of ``indicator`` has the word, or part of it: 国际, between 机场 and 旅客 of 机场*旅客, is none of them."""
    pieces = (piece for name in (*indicator.names, *indicator.aliases) for piece in name.lower().split("*"))
    return any(piece and (text in piece or piece in text) for piece in pieces)


def _meanings(text: str, named: Sequence[Named], akin: bool = True) -> tuple[str, ...]:
    """The reports' names of the indicators that are named by a wording in which the word stands, or that have it in their
    names, and of the word in everyday use. 装机容量 names 新能源装机; the 风电 before it does not."""
    names: list[str] = []
    for wording, indicator in named:
        own = any(text in name.lower() for name in indicator.names)
        if own or (text in wording and _of_wording(text, indicator)) or (len(wording) > 1 and wording in text):
            names += indicator.names
    # Everyday words within a whole name (机场 of 机场旅客吞吐量) stand for nothing more.
    whole = len(text) >= _WHOLE and text in names
    return tuple(dict.fromkeys((*names, *(() if whole else report_wording(text, akin)))))
