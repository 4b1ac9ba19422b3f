"""Percentages that are shares, and what of which."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.figures.units import SHARE
from qa.statements.carrying import full, leaning, topic_before
from qa.statements.named import Named
from qa.statements.reading import Clause, Taken
from qa.wording import behind, shares, subject
from qa.wording.basis import OF_A_GOAL
from qa.wording.joining import owner_of
from qa.wording.times import Use

_BRINGS = "贡献"


def percent_of(taken: Taken, clause: Clause, lead: str, carried: str) -> Named | None:
    """A percentage that is a share: of a whole named before it (占…比重), or of those named behind it (82%的企业…)."""
    if clause.figure.measure.dimension != SHARE:
        return None
    share = shares.SHARE_OF_WHOLE.search(lead)
    if share:
        return _share(taken, clause, lead, share, carried)
    beside = shares.SHARE_OF.search(lead)
    if beside and clause.trail.strip() in ("", "左右", "以上", "以内"):
        part = subject.name_before(lead[: beside.start()]).removesuffix("只")
        part = full(part, carried) if part else carried
        how = "相当于" if beside["how"] == "相当于" else "占"
        return Named(clause, f"{part}{how}{beside['whole']}比例", beside["whole"])
    if told := _done(clause, lead) or _contributed(clause, lead, carried):
        return told
    if behind.SPEED_BEHIND.match(clause.trail) and not subject.MEASURE.search(subject.name_before(lead)):
        # Growth of nothing named is that of the economy.
        return Named(clause, carried or "经济增长", own=False, moved="rise")
    group = behind.group_behind(clause.trail)
    if group is None or OF_A_GOAL.match(clause.trail) or subject.RISE.search(lead) or subject.FALL.search(lead):
        return None
    noun, said = group
    name = subject.name_before(lead)
    used = behind.USED_FOR.match(clause.trail)
    if used and (name or (carried and subject.MEASURE.search(carried))):
        return Named(clause, f"{name or carried}{used['use']}占比", name or carried)
    if subject.WIDENED.search(lead):
        return Named(clause, f"{name or carried}占{noun}比重", noun)
    if name and lead.rstrip(" 超近约").endswith("的"):
        return Named(clause, f"{name}{noun}{said}占比", name)
    if name and not behind.of_the_group(name, clause.trail):
        return None
    return Named(clause, f"{said}的{noun}占比" if said else f"{name}{noun}占比", noun)


def _done(clause: Clause, lead: str) -> Named | None:
    """化解隐性债务任务|完成90%以上: how much of it is done."""
    match = shares.DONE.search(lead)
    if match is None or clause.trail.strip() not in ("", "左右", "以上", "以内"):
        return None
    name = subject.name_before(lead[: match.start()])
    return Named(clause, f"{name}完成比例", leaves=name) if name and not subject.MEASURE.search(name) else None


def _contributed(clause: Clause, lead: str, carried: str) -> Named | None:
    """民营经济贡献了|71.9%的税收、|80.6%的货物出口: what of all that its owner brings in; listed, told with the first alone."""
    all_of = shares.BROUGHT_IN.match(clause.trail)
    brings = shares.CONTRIBUTED.search(lead)
    goes_on = carried.endswith(_BRINGS) and not lead.strip("、，和与及 ")
    if all_of is None or not (brings or goes_on):
        return None
    told = subject.name_before(lead[: brings.start()]) if brings else ""
    owner = told or subject.without_measure(shares.WITHIN_NAME.sub("", carried)).removesuffix(_BRINGS)
    return Named(clause, f"{owner}{_BRINGS}{all_of['what']}占比", all_of["what"], leaves=f"{owner}{_BRINGS}")


def _share(taken: Taken, clause: Clause, lead: str, share: re.Match[str], carried: str) -> Named:
    """占…比重: the part is named before 占, or was spoken of before."""
    part = subject.name_before(lead[: share.start()])
    if part and "其中" in lead and subject.MEASURE.search(carried) and not subject.MEASURE.search(part):
        stem = subject.without_measure(carried)
        part = part if stem in part else f"{stem}{part}"
    if subject.LEANS.match(part):
        part = leaning(part, topic_before(taken, clause.begin, whose=True), shares.WITHIN_NAME.sub("", carried))
    part = full(part, carried) if part else topic_before(taken, clause.begin) or carried
    whole = share["whole"].strip(" 的")
    if shares.OF_HOME.fullmatch(whole) and (owner := owner_of(carried)) and not part.startswith(owner):
        # 前海合作区地区生产总值2760亿元，实际使用外资占全市的43.7%: no share of the city is the city's own.
        part = f"{owner}{part}"
    return Named(clause, f"{part}占{whole}比重" if whole else f"{part}占比", whole, leaves=carried)


def of_that_year(taken: Taken, found: Sequence[Named]) -> list[Named]:
    """分别恢复到2019年的70%和62%: the share of what they were in that year; the words before the first lead to all listed."""
    wholes = {
        item.clause.run: shares.of_year(time.first)
        for item in found
        for time in taken.times
        if item.clause.figure.measure.dimension == SHARE
        and not item.clause.place_in_run
        and time.use is Use.BASE
        and shares.LIKE_YEAR.match(taken.text[time.start : time.end])
        and shares.LEADS_ON.fullmatch(taken.text[time.end : item.clause.figure.start])
    }
    return [replace(item, whole=wholes.get(item.clause.run, item.whole)) for item in found]
