"""A question that asks several things of the same place and year: one search for each.

The text is the topic of a question: without its places and years, simplified, half width.
"""

from __future__ import annotations

import re

from qa.question.followup import needs_topic, own_topic
from qa.wording.asking import AMOUNT_TOO, RANKING, asks_growth, asks_rank, unmeasured
from qa.wording.indicators import named_spans
from qa.wording.joining import EACH_ASKED, EACH_GROWS, GROWTH_TOO, JOINS, split_names
from qa.wording.sides import HOW_MUCH_BEHIND, SIDES_BETWEEN, side_of
from qa.wording.subject import MEASURE, acts

_ASKING = re.compile(
    r"多少|几(?!乎|年来)|多[大高长快]|什么|哪|谁|[吗嘛没]$|没有$|是否|是不是|有没有(?!(?:具体|确切|准确)的?数[字据值])|为[何啥]|如何|怎|理由|原因|依据|百分之几|[高低多少快慢涨跌升降大小]了?还是[高低多少快慢涨跌升降大小]|呢$"
)
_CLAUSE = re.compile(r"[，,；;。？?！!]|(?<=多少)、|(?<=多少[一-鿿])、|(?<=几[一-鿿])、")
#: More things than this are one enumeration, not so many questions.
_MOST = 5
#: A part with fewer words of its own means nothing without the first one (理由是什么).
_ALONE = 4
_EMPTY = 2
_SO_MANY_OF = re.compile(r"(?:多少|几)[百千万亿]*[一-鿿][一-鿿]{2,}$")
#: 社会消费品零售总额|及增速: its growth, too.
_ITS_GROWTH = re.compile(r"(?:以?及|和|与|、)(?:其|它的|同比)?(?:增速|增幅|增长率|涨幅)(?!目标)")
_MOST_SUBJECTS, _MOST_SIDES = 4, 6
#: What belongs to an indicator right behind its name.
_RATE_OR_LEVEL = re.compile(
    r"的?(?:新增|增速|增幅|涨幅|增长率|增长|总量|总额|规模|目标|实际)?(?:目标|增速|增幅|完成数?)?"
)
_AND = re.compile("[、和与及]")
_LISTED = re.compile(
    r"((?:[一-鿿]{1,5}[、和与及])+)([一-鿿]{1,4}?)(总?产量|产值|增加值|收成|播种面积|人均可?支?配?收入|零售价格|参保率|覆盖率|入学率|登记失业率)"
)
_JOINED = re.compile(rf"(?:{_RATE_OR_LEVEL.pattern})(?:[、，,]|以?及|和|与|跟)(?:实现|完成)?")


def parts_of(topic: str) -> tuple[str, ...]:
    """What to search for, at most three things; the topic itself when it asks one.

    A clause that asks nothing belongs to the next one that does. A part without words of its own (实际是多少)
    asks about the one before and needs no search.
    """
    asked = asks_of(topic)
    if len(asked) < 2:
        return (topic,)
    first, *others = asked
    others = [part for other in others if (part := _whole(other, first))]
    return (first, *others)[:_MOST] if others else (topic,)


def subjects_of(topic: str) -> tuple[str, ...]:
    """The indicators of a topic that names two to four, each with the words that belong to it (GDP增速、城镇新增就业);
    none for other topics."""
    subjects = _subjects(topic)
    if EACH_GROWS.search(topic) and not any(map(asks_growth, subjects)):
        return tuple(map(growth_of, subjects))
    return subjects


def _subjects(topic: str) -> tuple[str, ...]:
    shared = _of_one_measure(topic) or with_sides(topic)
    if shared:
        return shared
    asked = _asked_one_by_one(topic)
    if asked:
        return asked
    spans = named_spans(topic)
    if not 1 < len({indicator.names for _, indicator in spans}) == len(spans) <= _MOST_SUBJECTS:
        return _each_by_name(topic)
    starts = [start for (start, _), _ in spans]
    ends = [*starts[1:], len(topic)]
    grown = [_ITS_GROWTH.match(topic, end) for (_, end), _ in spans]
    if any(grown) and all(
        _side_by_side(topic, (start, found.end() if found else end), following)
        for ((start, end), _), found, following in zip(spans, grown, starts[1:], strict=False)
    ):
        names = [(topic[start:end], bool(found)) for ((start, end), _), found in zip(spans, grown, strict=True)]
        return tuple(each for name, growth in names for each in ((name, growth_of(name)) if growth else (name,)))
    if not all(_side_by_side(topic, span, start) for (span, _), start in zip(spans, starts[1:], strict=False)):
        return _each_by_name(topic)
    behind = [_RATE_OR_LEVEL.match(topic, end) for (_, end), _ in spans]
    words = [match[0] if match else "" for match in behind]
    return tuple(
        # Where one name reaches into the next (城里人和农民的收入) the dictionary's own is clearer.
        (topic[start:end] if end <= following else indicator.names[0]) + (own or words[-1])
        for ((start, end), indicator), following, own in zip(spans, ends, words, strict=True)
    )


def with_sides(topic: str) -> tuple[str, ...]:
    """Things with what is asked of each besides: 进出口总额、增速、全国排第几,出口额和增速又是多少; none for other topics."""
    tokens = (token.strip() for token in SIDES_BETWEEN.split(HOW_MUCH_BEHIND.sub("", topic)))
    # 出口多少，占全省比重: what is asked of the thing itself is how much there is.
    told = [bare for token in tokens if (bare := HOW_MUCH_BEHIND.sub("", token))]
    subjects: list[str] = []
    thing = ""
    for token in told:
        side = side_of(token)
        if side and not thing:
            return ()
        if not side and (_ASKING.search(token) or not (named_spans(token) or MEASURE.search(token))):
            return ()
        thing = thing if side else token.rpartition("：")[2].rpartition(":")[2]
        subjects.append(f"{thing}{side}")
    sided = any(side_of(token) for token in told)
    return tuple(dict.fromkeys(subjects)) if sided and 1 < len(subjects) <= _MOST_SIDES else ()


def level_and_growth(topic: str) -> tuple[str, ...]:
    """An indicator and its growth, where each is asked for: 快递量各多少，增速哪个最快; 新能源汽车产量和增速比一比; GDP增速
    哪个高，总量呢."""
    spans = named_spans(topic)
    if len({indicator.names for _, indicator in spans}) != 1:
        return ()
    spans = spans[-1:]
    joined = GROWTH_TOO.match(topic)
    if joined and spans[0][0][1] <= joined.end("name"):
        return joined["name"], growth_of(joined["name"])
    name = topic[slice(*spans[0][0])]
    first, *others = asks_of(topic) or [""]
    if name not in first or not others:
        return ()
    if asks_growth(first):
        return (growth_of(name), name) if any(map(AMOUNT_TOO.match, others)) else ()
    return (name, growth_of(name)) if all(map(asks_growth, others)) else ()


def growth_of(subject: str) -> str:
    """The growth of what a search is for, as a subject of its own."""
    return f"{subject}增速"


def _asked_one_by_one(topic: str) -> tuple[str, ...]:
    """The indicators of clauses each of which asks for one of its own: GDP谁涨得快？规上工业增加值又是谁涨得快？"""
    asked = asks_of(topic)
    # 种树（营造林）: one thing by two names.
    named = [list({each[1].names: each for each in named_spans(part)}.values()) for part in asked]
    if not 1 < len(asked) <= _MOST_SUBJECTS or any(len(spans) != 1 for spans in named):
        return ()
    if len({spans[0][1].names for spans in named}) < len(asked):
        return ()
    names = [part[slice(*spans[0][0])] for part, spans in zip(asked, named, strict=True)]
    return tuple(
        growth_of(name) if asks_growth(part) and not asks_growth(name) else name
        for part, name in zip(asked, names, strict=True)
    )


def _each_by_name(topic: str) -> tuple[str, ...]:
    """The things of which each figure is asked for, whatever they are: 义新欧班列和赣欧班列各开了多少列."""
    asked = EACH_ASKED.fullmatch(topic)
    count = len(JOINS.split(asked["things"])) if asked else 0
    if asked is None or not 1 < count <= _MOST_SUBJECTS:
        return ()
    names = split_names(asked["things"], count)
    if named_spans(topic[: asked.start("things")]) and not any(len(own_topic(name, ())) >= _EMPTY for name in names):
        # 固定资产投资：实际增速和目标各是多少: sides of what is named before them.
        return ()
    if any(len(name) < _EMPTY or acts(name) == name or name.endswith("的") for name in names):
        # 新建和改扩建学校: two deeds, and not two things; 最高的和最低的分别是谁.
        return ()
    deed = acts(names[0]) if names else ""
    return tuple(f"{'' if acts(name) else deed}{name}{asked['asked']}" for name in names)


def _side_by_side(topic: str, span: tuple[int, int], following: int) -> bool:
    """Whether a joining word stands between two names, or in the first one that reaches into the second."""
    start, end = span
    if end > following:
        return bool(_AND.search(topic, start, following))
    return bool(_JOINED.fullmatch(topic, end, following))


def _of_one_measure(topic: str) -> tuple[str, ...]:
    """Indicators that share their last word (粮食、原煤、钢产量)."""
    listed = _LISTED.search(topic)
    if not listed or any(start < listed.start() < end for (start, end), _ in named_spans(topic)):
        # 城镇居民人均|可支配收入和农村居民人均可支配收入: a name that begins before it.
        return ()
    names = (*_AND.split(listed[1])[:-1], listed[2])
    wordings = [f"{name}{listed[3]}" for name in names]
    if any(_is_name(name) and not _is_name(wording) for name, wording in zip(names, wordings, strict=True)):
        # GDP、社零、居民人均可支配收入: each is one of its own.
        return ()
    found = [text[span[0] :] for text in wordings for span, _ in named_spans(text) if span[1] == len(text)]
    return tuple(found) if len(found) == len(wordings) <= _MOST_SUBJECTS else ()


def _is_name(text: str) -> bool:
    return any(span == (0, len(text)) for span, _ in named_spans(text))


def asks_of(text: str) -> list[str]:
    """The clauses that ask something, each with those before it that ask nothing; the last with the rest."""
    asked: list[str] = []
    waiting = ""
    for clause in (clause.strip() for clause in _clauses(text)):
        waiting = f"{waiting},{clause}" if waiting else clause
        if _ASKING.search(clause):
            asked.append(waiting)
            waiting = ""
    if waiting and asked:
        asked[-1] = f"{asked[-1]},{waiting}"
    return asked


def _clauses(text: str) -> list[str]:
    """The clauses of ``text``; of 加装多少台电梯、新增几个助餐点 each that asks for itself."""
    found: list[str] = []
    for clause in _CLAUSE.split(text):
        each = clause.split("、")
        found += each if len(each) > 1 and all(map(_ASKING.search, each)) else [clause]
    return found


def ask_spans(text: str) -> list[tuple[int, int]]:
    """Where each thing that ``text`` asks begins and ends (``asks_of``); they tile the text."""
    spans: list[tuple[int, int]] = []
    start = position = 0
    for end in [*(match.end() for match in _CLAUSE.finditer(text)), len(text)]:
        if _ASKING.search(text[position:end].rstrip("，,；;。？?！!、")):
            spans.append((start, end))
            start = end
        position = end
    return [*spans[:-1], (spans[-1][0], len(text))] if spans else [(0, len(text))]


def pairs(text: str) -> frozenset[str]:
    """Neighbouring characters of every run of hanzi or letters: how much two texts share, without a dictionary."""
    runs = re.findall(r"[一-鿿A-Za-z]+", text)
    return frozenset(run[i : i + 2] for run in runs for i in range(len(run) - 1))


def own_words(query: str) -> str:
    """What a part says itself, of a search that takes the first part along behind a space; empty where none is taken."""
    own, taken, _ = query.partition(" ")
    return own if taken else ""


def _whole(part: str, first: str) -> str:
    """``part`` as a search of its own; empty when it only repeats ``first``."""
    own = own_topic(part, ())
    if len(own) < _EMPTY:
        # 比上年涨了多少: of what was asked before, without the measure that it was asked in.
        return f"{part} {unmeasured(first)}" if asks_growth(part) or asks_rank(part) else ""
    # 排全国第几: the place of what was asked before.
    bare_rank = asks_rank(part) and not named_spans(part) and len(RANKING.sub("", own)) < _EMPTY
    if bare_rank:
        return f"{part} {unmeasured(first)}"
    # 新增几个助餐点: what is done with so many of what.
    thing = bool(acts(part)) and _SO_MANY_OF.search(part) is not None
    alone = thing or (len(own) >= _ALONE and not needs_topic(part, ()))
    return part if alone else f"{part} {unmeasured(first) if asks_growth(part) else first}"
