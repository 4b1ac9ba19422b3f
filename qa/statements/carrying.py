"""What a figure's own words leave out: the name, the doing or the owner that the clauses and figures before it told."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.statements import whose
from qa.statements.named import Named
from qa.statements.reading import Clause, Taken
from qa.wording import sharing, subject, topics
from qa.wording.adjuncts import EVERYWHERE
from qa.wording.joining import owner_of, shared_ending, site_of
from qa.wording.undertakings import undertaken

_ADVERB = 2
_KIND, _SHORT = 2, 5
_BOUNDARY = re.compile(r"[，,；;：:。！？!?（）()\n|]|——")

#: A number, and no part of a name: G331沿边开放旅游大通道.
_NUMBER = re.compile(r"(?<![A-Za-z\d])\d")

#: 区域创新能力|连续14年|居全国第一方阵
_LASTING = re.compile(r"连续\d+年")


def topic_before(taken: Taken, begin: int, whose: bool = False) -> str:
    """What the clauses before speak of, the nearest first, as far back as they have no figure of their own.

    ``whose``: the owner of a measure, and no measure itself.
    """
    while begin > 0:
        earlier = clause_before(taken.plain, begin)
        start = taken.plain.rfind(earlier, 0, begin) if earlier else 0
        if not earlier or any(start <= clause.figure.start < begin for clause in taken.clauses):
            return ""
        if _NUMBER.search(_LASTING.sub("", earlier)):
            return ""
        topic = "" if EVERYWHERE.fullmatch(earlier) else topics.topic(earlier)
        if topic and not (whose and subject.MEASURE.search(topic)):
            return topic
        begin = start
    return ""


def undertaking_before(taken: Taken, begin: int) -> str:
    """城市品质提升三年行动, of the clause right before one that tells what was done within it."""
    return undertaken(_without_figure(taken, begin))


def owner_before(taken: Taken, begin: int) -> str:
    """庆阳数据中心集群, whose measures the next clause tells, where the clause right before begins with it."""
    clause = _without_figure(taken, begin)
    owner = owner_of(subject.name_before(clause)) or site_of(clause)
    # 大幅提升|口岸竞争力: something is done to it.
    return "" if subject.acts(owner) or subject.acts(owner[_ADVERB:]) else owner


def owner_of_counted(name: str, last: Named, clause: Clause) -> str:
    """长株潭一体化, of 长株潭一体化|39个|重点项目完成投资|496亿元: whose they are that are counted, and measured behind."""
    if clause.begin != last.clause.figure.end or not last.clause.lead.strip():
        return ""
    thing = next((name[:size] for size in range(len(name), 1, -1) if last.name.endswith(name[:size])), "")
    owner = last.name.removesuffix(thing) if thing else ""
    several = "、" in owner and "等" not in owner
    does = subject.ends_acting(owner) or subject.acts(owner) or subject.NEW.match(owner)
    return "" if several or does or subject.name_before(owner) != owner or owner.endswith("中") else owner


def _without_figure(taken: Taken, begin: int) -> str:
    """The clause right before; empty where it has a figure of its own."""
    earlier = clause_before(taken.plain, begin)
    return "" if _NUMBER.search(earlier) else earlier


def clause_before(plain: str, begin: int) -> str:
    pieces = [piece for piece in _BOUNDARY.split(plain[: max(0, begin - 1)]) if piece.strip()]
    return pieces[-1].strip() if pieces else ""


def since_cut(plain: str, start: int, after: int) -> str:
    cuts = [match.end() for match in _BOUNDARY.finditer(plain, after, start)]
    return plain[cuts[-1] if cuts else after : start]


def cell_before(plain: str, begin: int) -> str:
    """The nearest cell of words before a figure that has a cell of a table of its own."""
    if not plain[:begin].endswith("|"):
        return ""
    cells = [re.split("[，,；;：:。]", cell.strip("，,；;：:。 "))[-1] for cell in plain[:begin].split("|")]
    return next((cell for cell in reversed(cells) if cell and not re.search(r"\d", cell)), "")


def full(name: str, before: str) -> str:
    if not before:
        return name
    if alone := whose.of_place_alone(name, before):
        return alone
    # 全社会研发投入798亿元，投入强度…
    again = shared_ending(before, name)
    if again and subject.OF_IT.match(name[again:]):
        return f"{before}{name[again:]}"
    # 技术就地转化额82.7亿元，就地转化率…: another measure of what was told with more words.
    stem = subject.ONE_MEASURE.sub("", before)
    again = shared_ending(stem, name) if stem != before else 0
    if again > 1 and subject.ONE_MEASURE.fullmatch(name[again:]) and not before.endswith(name[again:]):
        return f"{stem}{name[again:]}"
    return sharing.funded(sharing.completed(name, before), before)


def leaning(name: str, topic: str, carried: str) -> str:
    """总产 after 粮食生产再获丰收; 利用率 after 新能源投资."""
    if topic:
        return f"{topic}{name}"
    if subject.OF_WHOLE.match(name):
        return f"{subject.NEW.sub('', carried, count=1) if name.startswith('总') and subject.NEW.match(carried) else carried}{name}"
    stem = subject.without_measure(carried)
    if name.endswith("占比"):
        # 清洁能源装机占比|…、发电量占比: of what is told twice over.
        stem = subject.without_measure(stem)
    # 每万人口|拥有量 of 有效发明专利.
    per = sharing.per_of(name)
    return f"{per}{stem}{name[max(len(per), shared_ending(stem, name)) :]}"


def leaning_or_full(taken: Taken, clause: Clause, name: str, carried: str) -> str:
    if subject.LEANS.match(name):
        return leaning(name, topic_before(taken, clause.begin, whose=True), carried)
    return full(name, carried)


def doing(verb: str, last: str) -> str:
    """安置房开工1.2万套、竣工4600套; 清理行政法规756件，废止71件: another thing done to the same."""
    if subject.ends_acting(last):
        return f"{subject.without_end_act(last)}{verb}"
    thing = last.removeprefix(subject.acts(last)).rpartition("的")[2]
    return f"{verb}{thing}" if thing else verb


def as_part(name: str, last: str) -> str:
    """其中高铁370公里 after 新增铁路运营里程: 新增高铁运营里程; the part stands where the whole stood."""
    verb = subject.acts(last)
    thing = last.removeprefix(verb)
    if measured := measured_as(name, last):
        return measured
    if subject.WON.match(name):
        return f"{name}的{thing}"
    alike = next((at for at in range(len(thing)) if thing[at] in name and at < len(thing) - 2), None)
    rest = thing[alike + 1 :] if alike is not None else thing
    return f"{verb}{name}{rest}" if not subject.acts(name) else f"{name}{rest}"


def another_kind(name: str, last: Named) -> str:
    """新发行置换债券, of 其中置换债券 behind 新发行地方政府债券: a kind of what was done; empty where it is none."""
    same = len(name) > _KIND and last.name.endswith(name[-_KIND:]) and last.name.startswith(last.verb)
    return f"{last.verb}{name}" if last.verb and same and not subject.acts(name) and name not in last.name else ""


def measured_as(name: str, last: str) -> str:
    """策克口岸货运量, of 策克口岸 after 口岸货运量: what was measured of a thing of its kind; empty where none was."""
    _, same, measure = last.rpartition(name[-_KIND:]) if name else ("", "", "")
    told = same and len(measure) <= _SHORT and subject.MEASURE.search(measure) and not subject.MEASURE.search(name)
    return f"{name}{measure}" if told else ""


def leaned_on(last: Named) -> str:
    return last.leaves or last.name.removesuffix("台阶")


def distinct(found: Sequence[Named]) -> list[str]:
    return list(dict.fromkeys(item.name for item in found))
