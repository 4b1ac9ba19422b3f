"""Names told together and counted: “功能完善、景观提升”等四大工程, 6条高铁; what a question counts, and where a text names it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.figures.numerals import whole_number
from qa.wording.ordinals import counted_in

_NUMBER = r"[二两三四五六七八九十]|\d{1,2}"
_MEASURE = "大|个|项|条|类|种|座|家|件|处"
#: “五向图强”, “三大行动”: a name that begins with a number.
_QUOTED = re.compile(rf"“(?P<number>{_NUMBER})(?:{_MEASURE})?(?P<core>[一-鿿]{{1,8}})”")
#: 哪几个“必须”: what several things begin with.
_OPENING = re.compile(r"(?:哪|这|那)(?:几|[二两三四五六七八九十])(?:个|条|项|大)?“(?P<core>[一-鿿]{2,6})”")
_HOW_MANY = re.compile(rf"几(?P<measure>{_MEASURE})")
_ASKED = re.compile(r"(?:又|各|都|具体|指|里|中).*$")
_CLAUSE = re.compile(r"[^，。；：！？\n]+")
_JOINT = re.compile(r"[”\"]?(?:、|以及|[和与及])[“\"]?|”“")
_COUNT = re.compile(rf"(?:等|这)?(?P<number>{_NUMBER})(?P<measure>{_MEASURE})(?P<noun>[一-鿿A-Z0-9]{{2,14}})")
#: Right behind a name: what it stands for is asked.
_APART = re.compile(
    r"(?:行动|工程|建设|战略|目标)?(?:都|各|分别|具体|究竟|到底)?(?:说|讲|指)?的?(?:是|指|包括|有)(?:的是)?(?:哪|什么|啥)"
)
_NUMERALS = "一二两三四五六七八九十"
_QUOTES = '“”"'
_FEW, _LONG, _BRIEF = 2, 24, 8
_EXPLAINED = re.compile(r"^[”\"]?(?:[一-鿿]{0,4}(?:：|:|，?(?:即|就是|是指|包括|指的是|指))|是)")


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a question counts: 四, 工程, said 四大工程. ``quoted``: it stands so in quotation marks; ``opening``: the word that each of the
    things begins with; ``number`` None: how many is asked. ``apart``: it
    alone is to be taken apart (“三个定位”说的是哪三个)."""

    number: int | None
    core: str
    quoted: bool = False
    opening: bool = False
    measure: str = ""
    said: str = ""
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """Names told together at ``start`` to ``end`` of a text; ``sure``: counted there as the phrase counts them."""

    start: int
    end: int
    sure: bool


def phrases_in(question: str) -> tuple[Phrase, ...]:
    """What ``question`` counts and wants named, in order, each once."""
    found: dict[int, Phrase] = {}
    for match in _QUOTED.finditer(question):
        if match["core"][0] in _NUMERALS and match[0][2] == match["core"][0]:
            # “十一五” counts nothing.
            continue
        apart = bool(_APART.match(question, match.end()))
        found[match.start("number")] = Phrase(
            whole_number(match["number"]), match["core"], True, said=match[0].strip(_QUOTES), apart=apart
        )
    for match in _OPENING.finditer(question):
        found[match.start("core")] = Phrase(None, match["core"], True, True, said=match["core"])
    for counted in counted_in(question):
        if len(counted.noun) > 1 and counted.number >= _FEW:
            noun = _ASKED.sub("", counted.noun) or counted.noun
            phrase = Phrase(counted.number, noun)
            # 冶金、机械、能源三大产业: whoever names them does not ask for them.
            if not any(run.sure for run in named_in(phrase, question)):
                found.setdefault(counted.start, phrase)
    if not found:
        for match in _HOW_MANY.finditer(question):
            found[match.start()] = Phrase(None, question, measure=match["measure"])
    return tuple(dict.fromkeys(phrase for _, phrase in sorted(found.items())))


def named_in(phrase: Phrase, text: str) -> Iterator[Run]:
    """Where ``text`` tells just the things that ``phrase`` counts."""
    for clause in _CLAUSE.finditer(text):
        joints = list(_JOINT.finditer(clause[0]))
        if joints:
            yield from (
                Run(clause.start(), clause.start() + end, sure) for end, sure in _runs(phrase, clause[0], joints)
            )


def _runs(phrase: Phrase, clause: str, joints: list[re.Match[str]]) -> Iterator[tuple[int, bool]]:
    for count in _COUNT.finditer(clause, joints[0].end()):
        names = sum(joint.end() <= count.start() for joint in joints) + 1
        number = whole_number(count["number"])
        if names == number and _meant(phrase, number, count["measure"], count["noun"]):
            yield count.end(), True
    if phrase.number is None or not phrase.quoted or phrase.number <= _FEW:
        return
    names_ = _names(clause, joints)
    bearing = [_bears(phrase, name, last) for name, last in zip(names_, [*[False] * len(joints), True], strict=True)]
    alike = sum(bearing) == phrase.number and _together(bearing)
    behind = len(names_) == phrase.number and bearing == [False] * len(joints) + [True]
    if alike or (behind and _kind_of(phrase, names_)):
        yield len(clause), False


def _kind_of(phrase: Phrase, names: list[str]) -> bool:
    """重大风险、精准脱贫、污染防治|攻坚战: the last name goes on with what all are; no 一批 and nothing behind 等."""
    last, core, _ = names[-1].partition(phrase.core)
    plain = len(phrase.core) > 1 and core and phrase.core[0] not in "一两二三" and "等" not in last
    return bool(plain) and 1 < len(last) <= _BRIEF and all(len(name) < _LONG for name in names)


def _meant(phrase: Phrase, number: int | None, measure: str, noun: str) -> bool:
    if phrase.number is None:
        # 要修的高铁一共几条: as the text counts what the question names.
        return measure == phrase.measure and any(noun[:size] in phrase.core for size in (3, 2) if len(noun) >= size)
    return number == phrase.number and (noun.startswith(phrase.core) or phrase.core.startswith(noun))


def _names(clause: str, joints: list[re.Match[str]]) -> list[str]:
    starts = [0, *(joint.end() for joint in joints)]
    ends = [*(joint.start() for joint in joints), len(clause)]
    return [clause[a:b].strip(_QUOTES) for a, b in zip(starts, ends, strict=True)]


def _bears(phrase: Phrase, name: str, last: bool) -> bool:
    """Whether a name has all characters of what is counted, in order: 向种图强 of 五向图强, 市场化 of 五化."""
    if len(phrase.core) == 1 and len(name) > _BRIEF and not last:
        return False
    at = -1
    for character in phrase.core:
        at = name.find(character, at + 1)
        if at < 0:
            return False
    return True


def _together(bearing: list[bool]) -> bool:
    first = bearing.index(True)
    return all(bearing[first : first + sum(bearing)])


def told_in(phrase: Phrase, text: str) -> bool:
    """Whether ``text`` names the things, goes on to say what they are, or sums them up (这“三条保障线”)."""
    core = re.escape(phrase.core)
    explained = any(_EXPLAINED.match(text[match.end() :]) for match in re.finditer(core, text))
    summed_up = re.match(rf"(?:这|以上|上述)“?[^，。]{{0,4}}{core}", text)
    return explained or bool(summed_up) or any(True for _ in named_in(phrase, text))


#: Whom a list is to be cut down to, and by which words its items tell that they are for them.
_GROUPS = {
    "老年人|老人|长者|老龄": "老年|养老|老人|敬老|适老|长者|助餐",
    "残疾人|残障": "残疾|残障|无障碍",
    "儿童|孩子|小孩|娃娃|婴幼儿|学生": "儿童|孩子|婴幼儿|托育|幼儿|青少年|学位|学校|学生|中小学|入学|孤儿",
    "妇女|女性": "妇女|孕|宫颈|两癌|母婴|女性",
    "农民|农村": "农民|农村|乡村|农牧民|村级|农业",
    "毕业生|大学生": "毕业生|大学生|高校",
}
_ONLY = re.compile(
    r"[里中]?面?[，,]?(?:我?只(?:要|看|说|列|想)|专(?:门)?(?:冲着?|针对|面向|给|为|管)|(?:是)?(?:冲着|针对|面向|涉及)|(?:跟|和|与)(?=[^，,]{1,5}有关))"
)


@dataclass(frozen=True, slots=True)
class Group:
    """People whom a list is to be cut down to: ``whole`` asks for all of it, ``told`` is what the items for them say."""

    whole: str
    told: str

    def meant_in(self, text: str) -> bool:
        return bool(re.search(self.told, text))


def group_in(question: str) -> Group | None:
    """Whom alone a question asks for out of a list: 十件实事里，专门给老年人的; None where it asks for all."""
    only = _ONLY.search(question)
    if only is None:
        return None
    for asked, told in _GROUPS.items():
        if re.match(rf"[^，,。？?]{{0,4}}(?:{asked})", question[only.end() :]):
            return Group(f"{question[: only.start()]}有哪些？", told)
    return None


_AIMS = re.compile(r"主要(?:预期)?目标|预期目标|(?:经济社会)?发展目标")
_AIMED = re.compile(r"(?:预期目标[^，。；]{0,6}|主要目标)(?:是|为|：)")


def asks_aims(question: str) -> bool:
    """Whether the main targets of a year are asked for, all of them."""
    return bool(_AIMS.search(question))


def tells_aims(text: str) -> bool:
    return bool(_AIMED.search(text))
