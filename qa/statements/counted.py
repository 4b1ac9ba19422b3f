"""Things counted: a figure's words before it and the thing behind it put together (52家|企业的改制任务)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.figures import FigureKind
from qa.figures.units import COUNT, MEASURED, ORDER
from qa.statements.named import Named
from qa.statements.reading import Clause, Taken
from qa.wording import behind, sizes, subject
from qa.wording.basis import A_TASK
from qa.wording.indicators import dictionary_names

BY_COUNT = frozenset({COUNT, "人次", "户次", "列次"})
_TRANSITIVE = re.compile(
    r"(?:新增|引进|引入|建成|建设|改造|新建|新建改建|培育|培训|实施|完成|落地|开工|投产|签约|获批|荣获|获得|入选|创建|推进|打造|新认定|新设|新引进|新培育|新开工|组织|举办|承办|开展|安排|拥有|发放|救助|解决|安置|抓好|办理|查处|新上|启动|竣工|谋划|储备|争取|办好|办成|设立|整治|建立|使用|动用|覆盖|惠及|有|达|共)$"
)
_LISTED_IN_FULL = 12
_CUT = re.compile("[，,；;。：:]")


def done_for(run: Sequence[Clause]) -> tuple[str, str]:
    """牲畜饮水困难 and 饮水困难 of 105万人、82万头牲畜的饮水困难: what the last is counted with, and what of it is said of all."""
    units = {clause.figure.symbol for clause in run}
    owner, of, rest = run[-1].trail.strip().partition("的")
    told = behind.name_behind(rest) if of and owner and len(units) == len(run) > 1 else ""
    return (f"{owner}{told}", told) if told else ("", "")


def shared_behind(plain: str, item: Named, later: Named) -> str:
    """4个项目和6个市场|完成改造, 市级260个、县级400个|重点项目: what is said behind the second of the first, too."""
    counted = item.clause.figure.measure.dimension == later.clause.figure.measure.dimension == COUNT
    counted = counted and not _CUT.search(plain, item.clause.figure.end, later.clause.figure.start)
    if item.clause is later.clause or not counted:
        return ""
    deed = behind.deed_shared(item.name, later.name)
    if deed and plain[item.clause.figure.end : later.clause.begin].strip().endswith("、"):
        return f"{item.name}{deed}"
    rest = behind.behind_level(item.name, later.name.removeprefix(subject.acts(later.name)))
    if rest:
        return f"{item.name}{rest}"
    if later.clause.lead.strip() or not item.clause.trail.strip():
        return ""
    said, of, _ = later.name.rpartition("的")
    alone = item.name == behind.name_behind(item.clause.trail) and not item.clause.lead.strip(" 有")
    return f"{said}{of}{item.name}" if said and alone and "的" not in item.name else ""


def count_of(clause: Clause) -> int:
    """How many things a counted figure says there are; 0 for another, and for one that no list would tell in full."""
    counted = clause.figure.kind is FigureKind.QUANTITY and clause.figure.measure.dimension == COUNT
    few = counted and clause.figure.value in range(2, _LISTED_IN_FULL + 1) and not clause.figure.scale
    return int(clause.figure.value) if few and behind.name_behind(clause.trail) else 0


def measured_behind(clause: Clause, name: str) -> str:
    """实施总额|4万亿元的投资计划: what a measure is one of may follow it."""
    measure = name.removeprefix(subject.acts(name))
    thing = behind.name_behind(clause.trail) if clause.trail.lstrip().startswith("的") else ""
    return f"{thing}{measure}" if thing and subject.LEANS.match(measure) else ""


def _leads_on(taken: Taken, clause: Clause) -> bool:
    """Whether the words behind the thing counted lead to another figure: 200个|省级重点项目完成投资|2710亿元."""
    end = clause.figure.end + len(clause.trail)
    return any(other.figure.start == end for other in taken.clauses)


def with_object(taken: Taken, clause: Clause, lead: str, name: str, last: Named | None) -> str:
    """``name`` with the thing counted where it stands behind the figure: 52家|企业的改制任务."""
    if clause.figure.measure.dimension == ORDER.dimension:
        return f"{name}{behind.size_of_order(clause.trail)}" if name else ""
    big = (
        sizes.OF_PROJECTS.match(taken.plain, clause.figure.end) if clause.figure.measure.dimension in MEASURED else None
    )
    if big and not subject.name_before(lead):
        return f"{big['thing']}{big['kind']}"
    sized = behind.sized(clause.trail) if name and clause.figure.measure.dimension in MEASURED else ""
    if sized:
        return sized if lead.rstrip().endswith("、") else f"{name.rpartition('、')[2]}{sized}"
    counted = clause.figure.measure.dimension in BY_COUNT or not clause.figure.unit
    doing = not name or subject.ends_acting(name) or _TRANSITIVE.search(lead.rstrip()) or lead.rstrip().endswith("的")
    if clause.figure.kind is FigureKind.PERCENT or not (counted or doing) or A_TASK.match(clause.trail):
        return name
    if clause.figure.symbol == "人" and clause.trail.startswith("口"):
        return f"{name}人口"
    thing = behind.name_behind(clause.trail)
    if not name and not dictionary_names(thing) and not _leads_on(taken, clause):
        thing = behind.name_behind(clause.trail, said=True)
    if behind.says(clause.trail) and not name and last is not None:
        # 82项|获国家认可 after 制度创新成果120项.
        counted_before = last.name.removeprefix(subject.acts(last.name)).rpartition("的")[2]
        return f"{thing}的{counted_before}" if counted_before else thing
    if not thing or behind.MARK_PASSED.match(thing):
        return name
    if not name and _leads_on(taken, clause):
        # 23个|断面水质达标率100%: what is measured of those counted.
        return behind.measured_of(thing)
    done = _TRANSITIVE.search(lead.rstrip())
    verb = done[0] if done and not name.endswith(done[0]) and subject.acts(done[0]) else ""
    return f"{name}{verb}{thing}"
