"""Several things with several figures, and several things with one figure: each name told in full."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.figures import FigureKind
from qa.figures.units import MEASURED, POINTS, SHARE
from qa.statements.carrying import clause_before, distinct, since_cut
from qa.statements.counted import BY_COUNT
from qa.statements.named import Named
from qa.statements.reading import Clause, Taken
from qa.statements.whose import is_place
from qa.wording import shares, sharing, subject
from qa.wording.joining import (
    ALL_ALIKE,
    OF_EACH,
    ONE_AFTER_OTHER,
    RESPECTIVELY,
    STARTED_FROM,
    each_branch,
    each_of_kind,
    each_one_of_kind,
    named_so_many,
    split_names,
)
from qa.wording.topics import topic

#: Both are told in full where each is a measure: 访视率、健康管理率|达到90%以上.
_TOLD_IN_FULL = 3
_BESIDE_MARKS = "、和与及"
#: 药物和生物制品, one of several that 、 tells apart.
_HELD_APART, _PUT_BACK = str.maketrans("和与及", "\ue000\ue001\ue002"), str.maketrans("\ue000\ue001\ue002", "和与及")
_BESIDE = re.compile(f"[{_BESIDE_MARKS}]")


def dealt(taken: Taken, run: Sequence[Clause], found: Sequence[Named]) -> list[str]:
    """Names dealt out to figures listed one behind the other; empty when the words name another number of things."""
    count = len(run)
    if ONE_AFTER_OTHER.search(run[0].lead) or run[0].figure.symbol == "批次":
        return []
    lead = since_cut(taken.plain, run[0].figure.start, found[-1].clause.figure.end if found else 0)
    stem = RESPECTIVELY.split(lead)[0] if RESPECTIVELY.search(lead) else lead
    stem = STARTED_FROM.sub("", stem) if run[0].starts else stem
    gap = subject.gap_in(lead) if run[0].figure.measure.dimension == POINTS else None
    if gap:
        names = split_names(subject.name_before(gap[0]), count)
        return [f"{name}{gap[1]}{gap[2]}" for name in names]
    names = split_names(subject.name_before(stem), count)
    if names:
        measure = _measured_behind(lead)
        # 新建高标准农田27.8万亩，崇州市、大邑县分别新建|5.2万亩、3.1万亩: what each has is told before.
        before = all(map(is_place, names)) and subject.ACT_ONLY.fullmatch(measure)
        apart = not measure or before or any(map(subject.MEASURE.search, names))
        return names if apart else [f"{name}{measure}" for name in names]
    of_kind = each_of_kind(stem)
    if len(of_kind) == count:
        return of_kind
    share = shares.SHARE_OF_WHOLE.search(stem)
    if share and not subject.name_before(stem[: share.start()]) and len(told := distinct(found)[-count:]) == count:
        # 甲、乙产业增加值分别增长8.4%、9.6%，占规上工业的比重分别为|69.5%、49.2%
        return [f"{name}占{share['whole'].strip(' 的')}比重" for name in told]
    own = subject.name_before(stem)
    if own and subject.ONLY_GROWTH.fullmatch(own) and len(told := distinct(found)[-count:]) == count:
        # …分别提高到948元和9260元，增幅分别为|4.1%、6.8%: of each in turn.
        return told
    if own and subject.LEANS.match(own):
        branches = named_so_many(clause_before(taken.plain, run[0].begin), count)
        return [f"{name}{own}" for name in branches]
    if own:
        return []
    told = distinct(found)[-count:]
    if len(told) == count:
        return told
    earlier = clause_before(taken.plain, run[0].begin)
    return split_names(subject.name_before(earlier), count) or split_names(topic(earlier), count)


def _measured_behind(lead: str) -> str:
    """地区生产总值, of 合肥、芜湖分别完成地区生产总值…: what each has, told behind them; empty where nothing is."""
    behind = RESPECTIVELY.split(lead, maxsplit=1)[1:]
    told = subject.name_before(behind[0]) if behind else ""
    measure = told.removeprefix(subject.acts(told))
    if subject.MEASURE.search(measure):
        return measure if not subject.LEANS.match(measure) else ""
    # 张浦镇、千灯镇分别建成示范片区3个、2个
    return told if subject.acts(told) else ""


def alike_of(taken: Taken, clause: Clause, found: Sequence[Named]) -> list[str]:
    """森林覆盖率和湿地保护率均达50%, 产业园、产业集群各1个: one figure of several things."""
    parts = ALL_ALIKE.split(clause.lead, maxsplit=1)
    if len(parts) < 2:
        return _told_in_full(clause)
    if not parts[0].strip():
        return _of_all(taken, clause, found)
    measures = subject.measures_among(re.sub(r"\s+", "", parts[0])) or each_of_kind(parts[0])
    if not measures and clause.figure.measure.dimension in MEASURED | {SHARE}:
        measures = each_one_of_kind(parts[0])
    if measures:
        return measures
    stem = subject.name_before(parts[0])
    counted = clause.figure.measure.dimension in BY_COUNT
    for count in (2, 3, 4, 5):
        names = split_names(stem, count)
        if not names:
            continue
        if counted or OF_EACH.search(clause.lead):
            verb = subject.acts(names[0])
            others = [f"{sharing.level_shared(name, names[0])}{name}" if counted else name for name in names[1:]]
            return [names[0], *(name if subject.acts(name) else f"{verb}{name}" for name in others)]
        if names[-1].endswith(("数", "数量")):
            names = [names[0], *(f"{sharing.level_shared(name, names[0])}{name}" for name in names[1:])]
        if all(map(is_place, names)) or all(
            subject.MEASURE.search(name) or subject.COUNTED.search(name) or subject.BARE.match(name) for name in names
        ):
            return names
    return []


def _told_in_full(clause: Clause) -> list[str]:
    """孕产妇产后访视率、儿童健康管理率|达到90%以上: each a measure of its own, of which no single figure is told."""
    if clause.figure.measure.dimension == POINTS or "占" in clause.lead:
        return []
    told = subject.name_before(STARTED_FROM.sub("", clause.lead) if clause.starts else clause.lead)
    if clause.figure.kind is not FigureKind.PERCENT:
        return sharing.each_standard(told)
    names = [name.strip() for name in _BESIDE.split(told)]
    listed = _several_share(told) or each_branch(told)
    if listed:
        return listed
    full_names = len(names) > 1 and all(len(n) >= _TOLD_IN_FULL and subject.MEASURE.search(n) for n in names)
    return names if full_names and not any(map(subject.LEANS.match, names[:1])) else []


def _several_share(told: str) -> list[str]:
    """海洋药物和生物制品、海洋电力、海洋旅游|增速: three and more that one rate is told of, each with what is measured."""
    names = told.split("、")
    if len(names) < _TOLD_IN_FULL or sharing.TOGETHER.search(told) or _BESIDE.search(names[-1]):
        return []
    if any(len(name) < _TOLD_IN_FULL or subject.acts(name) for name in names):
        return []
    growth = subject.GROWTH_NAME.search(names[-1])
    if growth:
        return [*(f"{name}{growth[0]}" for name in names[:-1]), names[-1]]
    if not names[-1].endswith("率"):
        return []
    shared = split_names("、".join(name.translate(_HELD_APART) for name in names), len(names))
    shared = [name.translate(_PUT_BACK) for name in shared]
    return [] if shared == names else shared


def _of_all(taken: Taken, clause: Clause, found: Sequence[Named]) -> list[str]:
    """研发人员达159万人、高技能人才达843万人，|均居全国首位: said of what the clause before, or the two before, told."""
    names = distinct([item for item in found if item.clause.figure.kind is not FigureKind.ORDINAL])
    if not names or not found or subject.name_before(ALL_ALIKE.sub("", clause.lead)):
        return []
    listed: list[str] = []
    for item in reversed(found):
        listed.append(item.name)
        if mark_before(taken.plain, item.clause) not in _BESIDE_MARKS:
            break
    told = list(dict.fromkeys(reversed(listed)))
    told = told if len(told) > 1 else names[-2:]
    return told if len(told) > 1 else []


def mark_before(plain: str, clause: Clause) -> str:
    return plain[clause.begin - 1] if clause.begin else ""


def joined(clause: Clause, last: Named, name: str, plain: str) -> bool:
    """Whether the figure goes on the list of the one before: 新增A 30个、B 100户; 建成A 235个，B 88个."""
    mark = mark_before(plain, clause)
    if mark in _BESIDE_MARKS:
        return True
    counts = clause.figure.measure.dimension == last.clause.figure.measure.dimension
    counts = counts and clause.figure.symbol == last.clause.figure.symbol
    alone = bool(clause.lead.strip()) and clause.lead.strip() == name and not subject.ends_doing(name)
    return mark in "，," and counts and alone
