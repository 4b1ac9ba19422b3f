"""What each figure of a sentence is a figure of: its full name, subjects carried over, lists and 分别 dealt out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.figures import FigureKind
from qa.figures.units import COUNT, POINTS, SHARE
from qa.statements.carrying import (
    another_kind,
    as_part,
    cell_before,
    distinct,
    doing,
    full,
    leaned_on,
    leaning,
    leaning_or_full,
    measured_as,
    owner_before,
    owner_of_counted,
    topic_before,
    undertaking_before,
)
from qa.statements.counted import count_of, done_for, measured_behind, shared_behind, with_object
from qa.statements.listed import Said, gone_on, handled
from qa.statements.named import Named
from qa.statements.reading import Clause, Taken
from qa.statements.several import alike_of, dealt
from qa.statements.shares import of_that_year, percent_of
from qa.wording import behind, shares, sizes, subject, topics, yields
from qa.wording.basis import OF_A_GOAL, ON_TOP_OF
from qa.wording.joining import OWNED, PER_EACH, STARTED_FROM, firm_of, owner_of
from qa.wording.shares import SHARE_AGAIN
from qa.wording.undertakings import told_within

_CAUSE = 16
#: 迈上4个万亿元台阶: a step, and no amount of what climbs it.
_STEP = re.compile(r"^[”]?(?:[^，。；]{0,8})?(?:新?台阶|级台阶)")
_MARKS = re.compile(r"^[万亿千百元\s]{0,6}(?:大关|关口)")
#: 在全国|168个城市中: among whom, not what is counted of the subject.
_AMONG = re.compile(r"(?<![定持制排])(?:在|于)(?:全国|全省|全球|世界|全市|[一-鿿]{0,4})$")
_OF_THEM = re.compile(r"[^，。；]{1,14}?(?:中|里|内)")
_FIELD = re.compile(r"在(?P<field>[^，在]{2,20}?)$")
_PER = re.compile(rf"^{PER_EACH}")
_LEVEL_OF_ALL = re.compile(r"达到?|突破|累计|总数|超过?|增至|至")


def names_of(taken: Taken, before: str) -> list[Named]:
    """The figures of a sentence with their names, one that is said of several things once for each.

    ``before`` is the name that the sentence before ended with, for a sentence that goes on about it.
    """
    found: list[Named] = []
    runs: dict[int, list[Clause]] = {}
    for clause in taken.clauses:
        runs.setdefault(clause.run, []).append(clause)
    for run in runs.values():
        found += _run(taken, [_led(clause, run[0]) for clause in run], found, before)
    later = of_that_year(taken, _named_later(taken.plain, found))
    return [_told(_covering(item)) for item in _ranked_by_growth(later)]


def _covering(item: Named) -> Named:
    """技师学院覆盖的地级以上市, of 技师学院实现21个|地级以上市全覆盖: not they are counted, but what they cover."""
    clause = item.clause
    what = behind.covered(clause.trail) if clause.figure.measure.dimension == COUNT and clause.lead.strip() else ""
    whose = item.name.removesuffix(f"{what}全覆盖").removesuffix(what)
    return replace(item, name=f"{whose}覆盖的{what}") if what and whose else item


def _ranked_by_growth(found: list[Named]) -> list[Named]:
    """固定资产投资增长6%，居全国第四: what holds the place is the growth, where nothing but growth is told."""
    return [
        replace(item, name=f"{item.name}增速") if _place_of_growth(item, found[:number]) else item
        for number, item in enumerate(found)
    ]


def _place_of_growth(item: Named, before: Sequence[Named]) -> bool:
    if item.clause.figure.kind is not FigureKind.ORDINAL or item.own or not item.name:
        return False
    same = [other.clause for other in before if other.name == item.name]
    return bool(same) and all(c.figure.kind is FigureKind.PERCENT and subject.RISE.search(c.lead) for c in same)


def _led(clause: Clause, first: Clause) -> Clause:
    """With the words that lead to the first of a list, which lead to all of it: 分别新增12项和44项."""
    alone = clause is first or _PER.sub("", clause.lead.strip(" 、和与及约近超"))
    return clause if alone else replace(clause, lead=first.lead)


def _told(item: Named) -> Named:
    name = subject.told(item.name)
    return item if name == item.name else replace(item, name=name)


def _named_later(plain: str, found: list[Named]) -> list[Named]:
    """在去年增长6%的基础上，今年生产总值增长5%; 12类45件民生实事: what the first is of is said with the second."""
    told: list[Named] = []
    for item in reversed(found):
        # From the last: 6个世界级、7个国家级、9个区域级产业集群.
        later = told[-1] if told else item
        name = _with_later(item, later) if _waits(item, later) else shared_behind(plain, item, later)
        told.append(replace(item, name=name) if name else item)
    return told[::-1]


def _with_later(item: Named, later: Named) -> str:
    own = subject.name_before(item.clause.lead)
    return f"{later.name}{own}" if subject.LEANS.match(own) else later.name


def _waits(item: Named, later: Named) -> bool:
    """Whether what ``item`` is of is said only with ``later``: 总投资2万亿元的389个项目, too."""
    if item.clause.trail.strip() == "的" and subject.LEANS.match(subject.name_before(item.clause.lead)):
        return item.clause is not later.clause
    if not item.name and ON_TOP_OF.match(item.clause.trail):
        return True
    touching = item.clause.figure.end == later.clause.figure.start
    return touching and (
        not item.name or bool(subject.ACT_ONLY.fullmatch(item.name)) or item.name == subject.acts(item.name)
    )


def _run(taken: Taken, run: Sequence[Clause], found: Sequence[Named], before: str) -> list[Named]:
    first = run[0]
    last_name = leaned_on(found[-1]) if found else before
    if first.ends and len(found) >= len(run) > 1 and all(item.clause.starts for item in found[-len(run) :]):
        # 从A和B分别提高到C和D: the second of each is of the same thing as the first.
        return [replace(began, clause=clause, own=False) for began, clause in zip(found[-len(run) :], run, strict=True)]
    if len(run) > 1:
        each = dealt(taken, run, found)
        if each:
            known = set(distinct(found))
            same = bool(found) and first.figure.measure == found[-1].clause.figure.measure
            names = [(measured_as(name, last_name) if same else "") or full(name, last_name) for name in each]
            return [
                Named(clause, name, _whole(clause, name), own=name not in known)
                for clause, name in zip(run, names, strict=True)
            ]
    alike = alike_of(taken, first, found) if len(run) == 1 else []
    if alike:
        return [Named(first, leaning_or_full(taken, first, name, last_name)) for name in alike]
    one = _one(taken, first, found, before)
    batches = behind.name_behind(run[-1].trail) if len(run) > 1 and first.figure.symbol == "批次" else ""
    if batches:
        # 两省14批次、1240名|医护人员: both are of those behind the last.
        return [replace(one, clause=clause, name=f"{one.name}{batches}") for clause in run]
    thing, done = done_for(run)
    if thing and one.name == subject.acts(one.name):
        # 解决了105万人、82万头|牲畜的饮水困难
        names = [f"{one.name}{done}"] * (len(run) - 1) + [f"{one.name}{thing}"]
        return [replace(one, clause=clause, name=name) for clause, name in zip(run, names, strict=True)]
    return [replace(one, clause=clause) for clause in run]


def _whole(clause: Clause, name: str) -> str:
    """规上工业, of 高技术产业增加值占规上工业比重, where the figure is that share and not how it grew."""
    within = shares.WITHIN_NAME.search(name) if clause.figure.measure.dimension == SHARE else None
    return within["whole"] if within else ""


def _step(clause: Clause) -> bool:
    """Whether steps are told and no amount: 迈上2个台阶, 跨过两个万亿元大关; 突破100亿元大关 is an amount."""
    counted = clause.figure.measure.dimension == COUNT
    return bool(_STEP.match(clause.trail) or (counted and _MARKS.match(clause.trail)))


def _one(taken: Taken, clause: Clause, found: Sequence[Named], before: str) -> Named:
    last = found[-1] if found else None
    if clause.ends and last is not None:
        # 由33.6%提高到34.1%: the second figure is of the same thing.
        return Named(clause, last.name, last.whole, own=False, leaves=last.leaves)
    lead = STARTED_FROM.sub("", clause.lead) if clause.starts else clause.lead
    carried = leaned_on(last) if last else before
    told = _by_kind(taken, clause, lead, last, carried) or _beside_others(clause, lead, found, carried, before)
    if told:
        return told
    name = _in_own_words(taken, clause, lead, last, carried) or cell_before(taken.plain, clause.begin)
    if not name:
        return _carried(taken, clause, found, carried)
    if found and subject.HANDLED.fullmatch(name):
        return Named(clause, f"{handled(found)}{name}")
    return _completed(taken, clause, lead, name, last, carried)


def _by_kind(taken: Taken, clause: Clause, lead: str, last: Named | None, carried: str) -> Named | None:
    """What figures of some kinds are of: shares, places, how far above another."""
    pulled = shares.PULLED.search(lead) if clause.figure.measure.dimension == POINTS else None
    if pulled:
        owner = subject.name_before(lead[: pulled.start()])
        return Named(clause, f"{owner}拉动{pulled['what']}增长", moved="rise", leaves=carried)
    beside = clause.figure.kind is FigureKind.QUANTITY and clause.figure.unit and subject.gap_between(lead)
    if clause.figure.measure.dimension == POINTS or beside:
        apart = _apart(taken, clause, last, carried)
        if apart:
            return apart
    if clause.figure.kind is FigureKind.ORDINAL:
        return _ranked(taken, clause, lead, last, carried)
    return percent_of(taken, clause, lead, carried) if clause.figure.kind is FigureKind.PERCENT else None


def _beside_others(clause: Clause, lead: str, found: Sequence[Named], carried: str, before: str) -> Named | None:
    """A figure told by another: 在168个城市中, 是上年的2.2倍, 其中50亿元以上14个."""
    among = _AMONG.search(lead) if clause.figure.measure.dimension == COUNT else None
    if among and _OF_THEM.match(clause.trail):
        leaves = subject.name_before(lead[: among.start()]) or carried
        whose = "全国" if among[0].endswith("全国") else ""
        return Named(clause, f"{whose}{behind.name_behind(clause.trail).removesuffix('中')}", leaves=leaves)
    if clause.figure.unit == "倍" and shares.TIMES_OF.search(lead) and carried:
        return Named(clause, carried, own=False)
    other = sizes.above_other(lead, carried) or sizes.of_size(lead, _counted_before(clause, found) or before)
    return Named(clause, other, leaves=carried) if other else None


def _in_own_words(taken: Taken, clause: Clause, lead: str, last: Named | None, carried: str) -> str:
    """The name in the words around the figure; empty when they say only what happened to a thing named before."""
    whole, (lead, listed) = lead, subject.without_examples(lead, count_of(clause))
    name = lead if listed else topics.said_before_mark(lead) or topics.done_to(subject.name_before(lead))
    name = name if clause.starts or _step(clause) else with_object(taken, clause, lead, name, last)
    if listed and name == lead:
        # 改造老旧小区、农房等|23万户: the examples say what is counted.
        name = subject.name_before(whole.rstrip()[:-1])
    said = subject.PREDICATE.match(name) and not subject.MEASURE.search(name) and (lead.strip() or "的" not in name)
    if said or _beside_goal(clause, last) or (subject.IS_ONE.match(lead.strip()) and carried):
        return ""
    return name


def _completed(taken: Taken, clause: Clause, lead: str, name: str, last: Named | None, carried: str) -> Named:
    """``name`` with what it leans on: the cause of an effect, the owner of a measure, the thing that is done to."""
    name = f"{name}{yields.thrown(name, last.name)}" if last else name
    effect = subject.EFFECT.match(lead)
    if effect:
        cause = topic_before(taken, clause.begin) or (leaned_on(last) if last else "")
        said = name if name.startswith(effect["effect"]) else f"{effect['effect']}{name}"
        shortly = cause if len(cause) <= _CAUSE else cause.removeprefix(subject.acts(cause))
        return Named(clause, f"{shortly}{said}" if len(shortly) <= _CAUSE else said, leaves=cause)
    measured = measured_behind(clause, name)
    if measured:
        return Named(clause, measured)
    whose = _whose(taken, clause, name, last)
    if whose:
        return Named(clause, f"{whose}{name}", stem=whose, verb=subject.acts(name))
    if subject.CONTRIBUTES.match(name):
        return Named(clause, f"{_contributor(taken, clause, carried)}{name}")
    if subject.LEANS.match(name):
        return Named(clause, leaning(name, topic_before(taken, clause.begin, whose=True), carried))
    if last is not None and subject.ACT_ONLY.fullmatch(name):
        return Named(clause, doing(name, last.name), verb=name)
    within = shares.WITHIN_NAME.search(name)
    return _own(clause, name, last, carried, within["whole"] if within else "", taken.plain)


def _contributor(taken: Taken, clause: Clause, carried: str) -> str:
    """服务业 of 服务业支撑作用更加明显, 非烟非能工业增加值 told before; the economy as a whole needs no name."""
    topic = topic_before(taken, clause.begin, whose=True)
    return topic or ("" if subject.WHOLE_ECONOMY.search(carried) else carried)


def _whose(taken: Taken, clause: Clause, name: str, last: Named | None) -> str:
    """The undertaking that it was done within, or the area or firm that has it, told right before and not again."""
    if told_within(name) or (last is None and subject.ACT_ONLY.fullmatch(name)):
        return undertaking_before(taken, clause.begin) or (last.stem if last else "")
    if OWNED.fullmatch(name) and not subject.LEANS.match(name):
        return owner_before(taken, clause.begin) or (owner_of(last.name) if last else "")
    return ""


def _counted_before(clause: Clause, found: Sequence[Named]) -> str:
    """The nearest name of what is counted as this figure counts."""
    same = (item for item in reversed(found) if item.clause.figure.symbol == clause.figure.symbol)
    return next((item.name for item in same), "")


def _apart(taken: Taken, clause: Clause, last: Named | None, carried: str) -> Named | None:
    """增长6.5%，高于全国0.6个百分点: how far what was told is above or below another of its kind."""
    gap = subject.gap_in(taken.text[clause.begin : clause.figure.start])
    if gap is None:
        return None
    said, how, whom = gap
    own = subject.name_before(said)
    name = full(own, carried) if own and not subject.PREDICATE.match(own) else carried
    grew = last is not None and name == carried and subject.RISE.search(last.clause.lead)
    speed = "增速" if grew and not subject.GROWTH_NAME.search(name) else ""
    moved = "fall" if subject.BELOW.match(how) else "rise"
    return Named(clause, f"{name}{speed}{how}{whom}", own=False, moved=moved, leaves=name) if name else None


def _carried(taken: Taken, clause: Clause, found: Sequence[Named], carried: str) -> Named:
    """A figure of what was named before, or of what the clause before speaks of."""
    last = found[-1] if found else None
    earlier = "" if found else topic_before(taken, clause.begin)
    if last and last.whole and SHARE_AGAIN.fullmatch(clause.lead) and clause.figure.measure.dimension == SHARE:
        return Named(clause, last.name, last.whole, own=False, leaves=last.leaves)
    name = (earlier or carried).removesuffix("台阶")
    if _step(clause):
        return Named(clause, f"{name}台阶", own=False)
    if last and subject.NEW.match(name) and _LEVEL_OF_ALL.search(clause.lead):
        # 新增公园127座，累计达到1100座: all of them, not those that are new.
        name = subject.without_new(name) or name
    return Named(clause, name, last.whole if last else "", own=bool(earlier))


def _ranked(taken: Taken, clause: Clause, lead: str, last: Named | None, carried: str) -> Named:
    """What holds a place: 增速居全国第2位, 在168个城市中排名第八, “世界500强”排名由369位上升到235位."""
    stem = subject.RANKED.sub("", re.sub(r"\s+", "", lead))
    field = _FIELD.search(stem)
    if field and not stem.endswith(("中", "里", "内")):
        owner = subject.name_before(stem[: field.start()]) or owner_of(carried)
        return Named(clause, f"{owner}{field['field']}排名", leaves=carried)
    among = _FIELD.search(stem.rstrip("中里"))
    if among and stem.endswith(("中", "里")) and (owner := subject.name_before(stem[: among.start()])):
        return Named(clause, f"{owner}{among['field']}" if subject.CONTEST.search(among["field"]) else owner)
    name = "" if stem.endswith(("中", "里")) else subject.name_before(stem)
    if carried and subject.AMONG_ALL.fullmatch(name):
        return Named(clause, f"{carried}{name}排名", leaves=carried)
    if not name or subject.PREDICATE.match(name) or subject.IS_ONE.match(stem):
        return _carried(taken, clause, [last] if last else [], carried)
    if subject.LEANS.match(name):
        return Named(clause, leaning(name, topic_before(taken, clause.begin, whose=True), carried), leaves=carried)
    return Named(clause, full(name, carried))


def _beside_goal(clause: Clause, last: Named | None) -> bool:
    """高于6%的预期目标|0.2个百分点: how far off the goal, of the same thing."""
    return last is not None and last.clause.figure.end == clause.begin and bool(OF_A_GOAL.match(clause.lead))


def _own(clause: Clause, name: str, last: Named | None, carried: str, whole: str, plain: str) -> Named:
    """A name of its own, with what it shares with the one listed before it: whose it is, or what is done."""
    name, moved = subject.moving(name)
    name = f"{name}产量" if yields.CROP.fullmatch(name) and yields.TOLD.search(clause.lead) else name
    if _step(clause):
        return Named(clause, f"{full(name, carried)}台阶", own=False)
    name, stem = subject.parted(name)
    stem = stem or firm_of(name)
    if name.startswith("用于") and subject.MEASURE.search(carried):
        return Named(clause, f"{subject.without_measure(carried)}{name}", whole, leaves=carried)
    if "其中" in clause.lead and last is not None and (kind := another_kind(name, last)):
        return Named(clause, kind, whole, verb=last.verb)
    if "其中" in clause.lead and last is not None and _part_of(name, clause, last):
        return Named(clause, as_part(name, last.name), whole, verb=last.verb)
    verb = subject.acts(name) or _done_before(clause.lead, name)
    if last is None:
        return Named(clause, full(name, carried), whole, stem=stem, verb=verb, moved=moved)
    if owner := owner_of_counted(name, last, clause):
        return Named(clause, f"{owner}{name}", whole, stem=owner, verb=verb, moved=moved)
    on = gone_on(clause, last, Said(name, stem, verb, moved), plain)
    return Named(clause, full(on.name, carried), whole, stem=on.stem, verb=on.verb, moved=on.moved)


def _done_before(lead: str, name: str) -> str:
    """中央财政支持 of 中央财政支持|5000所|卫生院: who does what to the thing counted, said of those listed behind it."""
    led = subject.name_before(lead)
    gives = subject.ends_acting(led) or subject.GIVES.search(lead.rstrip())
    return led if led and name != led and name.startswith(led) and gives else ""


def _part_of(name: str, clause: Clause, last: Named) -> bool:
    """Whether 其中, leads to a part that is told by what it differs in alone: 其中南北山绿化工程20万亩."""
    same = clause.figure.measure.dimension == last.clause.figure.measure.dimension
    part = name[-2:] not in last.name or bool(measured_as(name, last.name))
    return same and not subject.MEASURE.search(name) and part
