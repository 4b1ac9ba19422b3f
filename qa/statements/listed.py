"""A figure that goes on a list: what it shares with the one before, whose it is, what was done, on what level it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.figures import FigureKind
from qa.figures.units import COUNT
from qa.statements.named import Named
from qa.statements.reading import Clause
from qa.statements.several import joined, mark_before
from qa.wording import sharing, subject
from qa.wording.yields import yield_shared

_SHORT = 8
_BOTH = 2


@dataclass(frozen=True, slots=True)
class Said:
    """What a figure's own words say; the fields are those of ``Named``."""

    name: str
    stem: str
    verb: str
    moved: str


def gone_on(clause: Clause, last: Named, said: Said, plain: str) -> Said:
    """``said`` with what the list leaves out that ``last`` is on, too."""
    if last.stem and last.name.startswith(f"{last.stem}{said.name}"):
        # 金融机构贷款余额…，贷款新增: the same again, of the same owner.
        return replace(said, name=f"{last.stem}{said.name}", stem=last.stem)
    if said.verb or said.stem or not joined(clause, last, said.name, plain):
        return said
    name = said.name
    if last.stem and subject.MEASURE.search(name) and len(name) <= _SHORT and not name.startswith(last.stem):
        return replace(said, name=f"{last.stem}{name}", stem=last.stem)
    if mark_before(plain, clause) == "、" and (per := sharing.per_shared(name, last.name)):
        return replace(said, name=f"{per}{name}")
    if _yields(clause, last, plain) and (measure := yield_shared(name, last.name)):
        return replace(said, name=f"{name}{measure}")
    if _counted(clause, last) and _level_of_all(last):
        name = f"{sharing.level_shared(name, last.name)}{name}"
    if subject.NEW.search(name):
        # 改扩建幼儿园630所，中心城区|新建|学校6所: it says itself what was done.
        return replace(said, name=name)
    if last.verb and clause.figure.kind is FigureKind.QUANTITY and _done_too(clause, last, name):
        return replace(said, name=f"{last.verb}{name}", verb=last.verb)
    alike = clause.figure.measure.dimension == last.clause.figure.measure.dimension
    if last.moved and not said.moved and alike and not subject.MEASURE.search(name):
        return replace(said, name=name, moved=last.moved)
    return replace(said, name=name)


def _yields(clause: Clause, last: Named, plain: str) -> bool:
    """Whether as much, or as much more, is told as of the one before, right behind it: 粮食产量500亿斤、蔬菜2000万吨."""
    same = clause.figure.symbol == last.clause.figure.symbol or COUNT not in (
        clause.figure.measure.dimension,
        last.clause.figure.measure.dimension,
    )
    return mark_before(plain, clause) == "、" and clause.figure.kind is last.clause.figure.kind and same


def handled(found: Sequence[Named]) -> str:
    """人大代表建议、政协提案, of what was counted last: 办理人大代表建议395件、政协提案495件."""
    things: list[str] = []
    for item in reversed(found):
        if item.clause.figure.symbol != found[-1].clause.figure.symbol or len(things) == _BOTH:
            break
        things.append(sharing.handled_thing(item.name))
    return "、".join(reversed(things))


def _level_of_all(last: Named) -> bool:
    """Not where each tells its own (省级学院7个、|省级联合体5个、共同体8个), nor behind its figure (10家|省级平台、30家孵化器)."""
    lead = last.clause.lead.strip()
    return bool(subject.name_before(lead).removeprefix(subject.acts(lead))) and not sharing.tells_level(lead)


def _counted(clause: Clause, last: Named) -> bool:
    return clause.figure.measure.dimension == last.clause.figure.measure.dimension == COUNT


def _done_too(clause: Clause, last: Named, name: str) -> bool:
    """Whether what was done to the thing before was done to this: 新增养老床位2.5万张、托位8.1万个."""
    if not subject.MEASURE.search(name):
        return True
    if clause.figure.unit == last.clause.figure.unit and subject.GIVES.search(last.clause.lead.rstrip()):
        return True
    return _counted(clause, last) and bool(subject.NEW.fullmatch(last.verb)) and not subject.LEANS.match(name)
