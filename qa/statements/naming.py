"""What each figure of a sentence is a figure of: its full name, subjects carried over, lists and 分别 dealt out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.figures import FigureKind
from qa.figures.units import COUNT
from qa.statements.reading import Clause, Taken
from qa.wording import subject
from qa.wording.basis import OF_A_GOAL, ON_TOP_OF
from qa.wording.joining import RESPECTIVELY, split_names

_MEASURED_BY_COUNT = frozenset({COUNT, "人次", "户次"})
_ALL_ALIKE = re.compile(r"(?:均|都|双双|分别|各)")
_SHARE = re.compile(
    r"占(?P<whole>[^，。；占]{0,24}?)(?:的)?(?:比重|比例|比率|份额|比)?(?:由|从)?(?:[^，。；占\w]*(?:稳定在|保持在|提高到|提升到|提高至|提升至|上升到|增加到|增至|升至|降至|下降到|达到|达|为|超过|超|突破|近|约|提高|提升|上升|下降|高达|不低于)*)?\s*$"
)
_SHARE_IN = re.compile(r"占(?P<whole>[^，。；占]{0,24}?)(?:的)?(?:比重|比例|比)$")
_FROM_TAIL = re.compile(r"(?:从|由)[^，。；、从由]{0,14}$")
_BOUNDARY = re.compile(r"[，,；;：:。！？!?（）()\n|]|——")
_TRANSITIVE = re.compile(
    r"(?:新增|引进|引入|建成|建设|改造|新建|新建改建|培育|培训|实施|完成|落地|开工|投产|签约|获批|荣获|获得|入选|创建|推进|打造|新认定|新设|新引进|新培育|新开工|组织|举办|承办|开展|安排|拥有|发放|救助|解决|安置|抓好|办理|查处|新上|启动|竣工|谋划|储备|争取|办好|设立|整治|建立|有|达|共)$"
)
_SHORT = 8
#: 迈上4个万亿元台阶: a step, and no amount of what climbs it.
_STEP = re.compile(r"^[”]?(?:[^，。；]{0,8})?(?:新?台阶|级台阶)")


@dataclass(frozen=True, slots=True)
class Named:
    """A figure with one name of what it is of; ``whole`` is what a share is a share of; ``own``: no name carried over.
    ``stem``: whose it is (规模以上工业 of 增加值), ``verb``: the doing it begins with; ``moved``: rise or fall that it begins with."""

    clause: Clause
    name: str
    whole: str = ""
    own: bool = True
    stem: str = ""
    verb: str = ""
    moved: str = ""


def names_of(taken: Taken, before: str) -> list[Named]:
    """The figures of a sentence with their names, one that is said of several things once for each.

    ``before`` is the name that the sentence before ended with, for a sentence that goes on about it.
    """
    found: list[Named] = []
    runs: dict[int, list[Clause]] = {}
    for clause in taken.clauses:
        runs.setdefault(clause.run, []).append(clause)
    for run in runs.values():
        found += _run(taken, run, found, before)
    return _named_later(found)


def _named_later(found: list[Named]) -> list[Named]:
    """在去年增长6%的基础上，今年生产总值增长5%: what the first is of is said with the second."""
    return [
        replace(item, name=later.name) if not item.name and ON_TOP_OF.match(item.clause.trail) else item
        for item, later in zip(found, [*found[1:], *found[-1:]], strict=True)
    ]


def _run(taken: Taken, run: Sequence[Clause], found: Sequence[Named], before: str) -> list[Named]:
    first = run[0]
    last_name = found[-1].name if found else before
    if first.ends and len(found) >= len(run) > 1 and all(item.clause.starts for item in found[-len(run) :]):
        # 从A和B分别提高到C和D: the second of each is of the same thing as the first.
        return [replace(began, clause=clause, own=False) for began, clause in zip(found[-len(run) :], run, strict=True)]
    if len(run) > 1:
        dealt = _dealt(taken, run, found)
        if dealt:
            return [Named(clause, _full(name, last_name)) for clause, name in zip(run, dealt, strict=True)]
    alike = _alike(first) if len(run) == 1 else []
    if alike:
        return [Named(first, _full(name, last_name)) for name in alike]
    one = _one(taken, first, found, before)
    return [replace(one, clause=clause) for clause in run]


def _dealt(taken: Taken, run: Sequence[Clause], found: Sequence[Named]) -> list[str]:
    """Names dealt out to figures listed one behind the other; empty when the words name another number of things."""
    count = len(run)
    lead = _since_cut(taken.plain, run[0].figure.start, found[-1].clause.figure.end if found else 0)
    stem = RESPECTIVELY.split(lead)[0] if RESPECTIVELY.search(lead) else lead
    stem = _FROM_TAIL.sub("", stem) if run[0].starts else stem
    names = split_names(subject.name_before(stem), count)
    if names:
        return names
    if subject.name_before(stem):
        return []
    told = _distinct(found)[-count:]
    if len(told) == count:
        return told
    earlier = _clause_before(taken.plain, run[0].begin)
    return split_names(subject.topic(earlier) or subject.name_before(earlier), count)


def _alike(clause: Clause) -> list[str]:
    """森林覆盖率和湿地保护率均达50%: one figure of several things."""
    parts = _ALL_ALIKE.split(clause.lead, maxsplit=1)
    if len(parts) < 2:
        return []
    stem = subject.name_before(parts[0])
    for count in (2, 3, 4):
        names = split_names(stem, count)
        if names and all(subject.MEASURE.search(name) for name in names):
            return names
    return []


def _one(taken: Taken, clause: Clause, found: Sequence[Named], before: str) -> Named:
    last = found[-1] if found else None
    if clause.ends and last is not None:
        # 由33.6%提高到34.1%: the second figure is of the same thing.
        return Named(clause, last.name, last.whole, own=False)
    lead = _FROM_TAIL.sub("", clause.lead) if clause.starts else clause.lead
    share = _SHARE.search(lead) if clause.figure.kind is FigureKind.PERCENT else None
    carried = last.name if last else before
    if share:
        return _share(taken, clause, lead, share, carried)
    lead, listed = subject.without_examples(lead)
    name = lead if listed else subject.name_before(lead)
    name = name if clause.starts or _STEP.match(clause.trail) else _with_object(clause, lead, name)
    if (subject.PREDICATE.match(name) and not subject.MEASURE.search(name)) or _beside_goal(clause, last):
        name = ""
    if not name:
        name = _cell_before(taken.plain, clause.begin)
    if not name:
        earlier = "" if found else _topic_before(taken, clause.begin)
        name = (earlier or carried).removesuffix("台阶")
        if _STEP.match(clause.trail):
            return Named(clause, f"{name}台阶", own=False)
        return Named(clause, name, last.whole if last else "", own=bool(earlier))
    if subject.BARE.match(name):
        return Named(clause, _leaning(name, _topic_before(taken, clause.begin), carried))
    within = _SHARE_IN.search(name)
    return _own(clause, name, last, carried, within["whole"] if within else "", taken.plain)


def _beside_goal(clause: Clause, last: Named | None) -> bool:
    """高于6%的预期目标|0.2个百分点: how far off the goal, of the same thing."""
    return last is not None and last.clause.figure.end == clause.begin and bool(OF_A_GOAL.match(clause.lead))


def _own(clause: Clause, name: str, last: Named | None, carried: str, whole: str, plain: str) -> Named:
    """A name of its own, with what it shares with the one listed before it: whose it is, or what is done."""
    name, moved = subject.moving(name)
    if _STEP.match(clause.trail):
        return Named(clause, f"{_full(name, carried)}台阶", own=False)
    name, stem = subject.parted(name)
    if "其中" in clause.lead and last is not None and _part_of(name, clause, last):
        name = f"{name}{last.name}"
    verb = subject.acts(name)
    if last is not None and _joined(clause, last, name, plain) and not verb and not stem:
        if last.stem and subject.MEASURE.search(name) and len(name) <= _SHORT and not name.startswith(last.stem):
            name, stem = f"{last.stem}{name}", last.stem
        elif last.verb and clause.figure.kind is FigureKind.QUANTITY and not subject.MEASURE.search(name):
            name, verb = f"{last.verb}{name}", last.verb
    return Named(clause, _full(name, carried), whole, stem=stem, verb=verb, moved=moved)


def _part_of(name: str, clause: Clause, last: Named) -> bool:
    """Whether 其中, leads to a part that is told by what it differs in alone: 其中南北山绿化工程20万亩."""
    same = clause.figure.measure.dimension == last.clause.figure.measure.dimension
    return same and not subject.MEASURE.search(name) and name[-2:] not in last.name


def _joined(clause: Clause, last: Named, name: str, plain: str) -> bool:
    """Whether the figure goes on the list of the one before: 新增A 30个、B 100户; 建成A 235个，B 88个."""
    mark = plain[clause.begin - 1] if clause.begin else ""
    counts = clause.figure.measure.dimension == last.clause.figure.measure.dimension == COUNT
    return mark == "、" or (mark in "，," and counts and clause.lead.strip() in (name, ""))


def _cell_before(plain: str, begin: int) -> str:
    """The nearest cell of words before a figure that has a cell of a table of its own."""
    if not plain[:begin].endswith("|"):
        return ""
    cells = [re.split("[，,；;：:。]", cell.strip("，,；;：:。 "))[-1] for cell in plain[:begin].split("|")]
    return next((cell for cell in reversed(cells) if cell and not re.search(r"\d", cell)), "")


def _share(taken: Taken, clause: Clause, lead: str, share: re.Match[str], carried: str) -> Named:
    """占…比重: the part is named before 占, or was spoken of before."""
    part = subject.name_before(lead[: share.start()])
    part = _full(part, carried) if part else _topic_before(taken, clause.begin) or carried
    whole = share["whole"].strip(" 的")
    return Named(clause, f"{part}占{whole}比重" if whole else f"{part}占比", whole)


def _with_object(clause: Clause, lead: str, name: str) -> str:
    """``name`` with the thing counted where it stands behind the figure: 52家|企业的改制任务."""
    counted = clause.figure.measure.dimension in _MEASURED_BY_COUNT or not clause.figure.unit
    doing = not name or subject.ends_acting(name) or _TRANSITIVE.search(lead.rstrip())
    if clause.figure.kind is FigureKind.PERCENT or not (counted or doing):
        return name
    thing = subject.name_behind(clause.trail)
    if not thing or subject.MARK_PASSED.match(thing):
        return name
    done = _TRANSITIVE.search(lead.rstrip())
    verb = done[0] if done and not name.endswith(done[0]) and subject.acts(done[0]) else ""
    return f"{name}{verb}{thing}"


def _leaning(name: str, topic: str, carried: str) -> str:
    """总产 after 粮食生产再获丰收; 利用率 after 新能源投资."""
    if topic:
        return f"{topic}{name}"
    measure = subject.MEASURE.search(carried)
    stem = carried[: measure.start()] if measure else carried
    stem = re.sub("(?:播种|种植|养殖)$", "", stem)
    overlap = next((size for size in (4, 3, 2) if name[:size] == stem[-size:]), 0)
    return f"{stem}{name[overlap:]}" if stem else name


def _full(name: str, before: str) -> str:
    return subject.completed(name, before) if before else name


def _distinct(found: Sequence[Named]) -> list[str]:
    return list(dict.fromkeys(item.name for item in found))


def _since_cut(plain: str, start: int, after: int) -> str:
    cuts = [match.end() for match in _BOUNDARY.finditer(plain, after, start)]
    return plain[cuts[-1] if cuts else after : start]


def _clause_before(plain: str, begin: int) -> str:
    pieces = [piece for piece in _BOUNDARY.split(plain[: max(0, begin - 1)]) if piece.strip()]
    return pieces[-1].strip() if pieces else ""


def _topic_before(taken: Taken, begin: int) -> str:
    """What the clause before speaks of, when it has no figure of its own."""
    earlier = _clause_before(taken.plain, begin)
    start = taken.plain.rfind(earlier, 0, begin)
    counted = any(start <= clause.figure.start < begin for clause in taken.clauses)
    return "" if counted or re.search(r"\d", earlier) else subject.topic(earlier)
