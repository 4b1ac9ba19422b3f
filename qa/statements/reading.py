"""A sentence taken apart: its figures, each with the words that lead to it and those right behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.figures import Figure, FigureKind, Motion, find_figures
from qa.figures.units import COUNT, LABEL, MEASURED, RATIO, TIME
from qa.wording import sizes, spans
from qa.wording.adjuncts import DONE_ASIDE
from qa.wording.behind import MEETING
from qa.wording.joining import COMPARED, PER_EACH, RESPECTIVELY
from qa.wording.subject import GOOD_SIDES, RANKS, goes_on
from qa.wording.times import Clock, Time, times_in

_CUT = re.compile(r"[，,；;：:。！？!?（）()\n|①-⑳]|——")
_LISTED = re.compile(
    rf"^\s*(?:左右|以上|以下|以内|上下)?(?:[、，,/]|和|与|及|以及|或){{1,2}}\s*(?:{PER_EACH})?(?:约|近|超过?)?$"
)
_SPLIT = re.compile(rf"、|以及|(?!{COMPARED})(?:和(?![美谐田平睦])|与)|(?<!普)及")
#: Spans of time are quantities of their own only where something comes to last so long.
_LASTS = re.compile(r"(?:到|至|为|缩短|压缩|压减|缩减|提前|延长|达|不超过|提高|寿命|平均)(?:了|约|近)?\s*$")
#: 十大重点民生实事: as many as are to be done, where other 大 are names (四大主导产业).
_DEEDS = re.compile(r"[^，。；、\d]{0,6}(?:实事|民生工程|惠民工程)")
#: 第一 where nothing follows that is first: not 中西部第一经济大省.
_RANK_ENDS = re.compile(r"(?![\d.])(?:[，,。；;、：）)”」的和与及]|\s|$)")
_OF_TIME = re.compile(r"天数|时间|时限|寿命|年龄|年限|工期|周期|时长")
#: 5000万元以上产业项目, 千吨级航道, 每50公斤: what kind of thing, not how much of it.
_KIND_OF = re.compile(r"^(?:级(?!以)|(?:及?以上|以下)的?(?![，。；、的]|$)[一-鿿]{2}|级及以上)")
#: 超10亿元|项目60个.
_KINDS_COUNTED = re.compile(r"[一-鿿]{0,5}(?:项目|企业|产业|园区|工程|基地)\d")
_PER = re.compile(r"每$")
_THRESHOLD = re.compile(r"(?:举办|举行|承办|开展|组织|突破|超过|超|达到?|上|过|逾|近|破|增|减|元|约)\s*$")
_SCALE_ONLY = re.compile(r"[十百千万亿]+")
#: What may follow a number without a unit; a change goes on from one (由4.07缩小到3.60).
_BARE_ENDS = re.compile(
    r"[，。；、）)]|以[上下内]|左右|(?:提高|上升|提升|增加|增长|扩大|下降|降低|降|减少|缩小|收窄|升|增)[到至]|$"
)
_HEDGED = re.compile(r"\s*(?:以上|以内|左右|以下)?、")
_QUARTERS = ("季度", "月", "工作日", "小时", "榨季", "采暖季", "供暖季", "年头")
_ASIDE = re.compile(r"[（(][^（）()]{1,14}[）)]")
_NOTE = re.compile(r"[\[【［]\^?\d{1,3}[\]】］]")


@dataclass(frozen=True, slots=True)
class Clause:
    """One figure of a sentence (offsets into it): ``lead`` are the words before it back to the last cut or figure,
    ``trail`` those behind it; ``begin`` is where ``lead`` starts. ``run`` numbers figures listed one behind the other
    (5.1%、6.2%和7.3%); ``starts``: a change begins here (从33.6%); ``ends``: a change begun there leads here."""

    figure: Figure
    lead: str
    trail: str
    begin: int
    run: int
    place_in_run: int
    starts: bool = False
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """A sentence with its figures and words of time; in ``plain`` the latter are blanked out."""

    text: str
    plain: str
    clauses: tuple[Clause, ...]
    times: tuple[Time, ...]


def taken_apart(text: str, clock: Clock) -> Taken | None:
    """None for a sentence without a figure."""
    counted = [figure for figure in find_figures(text) if _counts(text, figure)]
    if not counted:
        return None
    times = times_in(text, clock)
    figures = _without_thresholds(text, [figure for figure in counted if not _in_time(figure, times)])
    tallies = [figure for figure in figures if _tallies(text, figure)]
    figures = [figure for figure in figures if figure not in tallies]
    if not figures:
        return None
    plain = _without_asides(_blanked(text, [*times, *tallies]), figures)
    return Taken(text, plain, tuple(_clauses(plain, figures)), times)


def _tallies(text: str, figure: Figure) -> bool:
    counts = figure.measure.dimension == COUNT and figure.value == figure.number
    return counts and sizes.tallies(text[: figure.start], int(figure.number), text[figure.end :])


def _without_thresholds(text: str, figures: Sequence[Figure]) -> list[Figure]:
    """Without what those counted are above: 15个|县区财政收入过亿元 counts districts, 超千亿元的|县域达12个, too."""
    kept: list[Figure] = []
    for i, figure in enumerate(figures):
        if figure.measure.dimension in MEASURED and sizes.ABOVE.search(text[: figure.start]):
            before = text[kept[-1].end : figure.start] if kept else ""
            counted = (
                bool(kept)
                and kept[-1].measure.dimension == COUNT
                and sizes.COUNTED_ALONE.search(text[: kept[-1].start])
            )
            following = text[figure.end : figures[i + 1].start] if i + 1 < len(figures) else ""
            of_those = following and figures[i + 1].measure.dimension == COUNT and sizes.OF_THOSE.fullmatch(following)
            if (counted and sizes.ABOVE_WHAT.fullmatch(before)) or of_those:
                continue
        kept.append(figure)
    return kept


def _without_asides(text: str, figures: Sequence[Figure]) -> str:
    """With marks of notes and asides that state nothing (县（市、区）, 细颗粒物（PM2.5）浓度) blanked out."""
    text = _NOTE.sub(lambda note: " " * len(note[0]), text)
    for aside in _ASIDE.finditer(text):
        start, end = aside.span()
        if not any(start < figure.start < end for figure in figures):
            # 新（改）建: what is done belongs to the word.
            kept = aside[0][1:-1] if DONE_ASIDE.fullmatch(aside[0][1:-1]) else ""
            text = f"{text[:start]} {kept:{end - start - 1}}{text[end:]}"
    return text


def _counts(text: str, figure: Figure) -> bool:
    """Whether it is a quantity said of something, and no date, name, heading or slogan."""
    dimension = figure.measure.dimension
    if figure.kind is FigureKind.ORDINAL:
        placed = figure.symbol in ("位", "名") or figure.text[:1] in ("前", "首", "榜")
        return placed or (not figure.unit and bool(_RANK_ENDS.match(text, figure.end)))
    if figure.kind not in (FigureKind.QUANTITY, FigureKind.PERCENT) or dimension == LABEL:
        return False
    if dimension in TIME:
        behind = text[figure.end : figure.end + 4]
        lasts = _LASTS.search(text, max(0, figure.start - 8), figure.start)
        cut = max((match.end() for match in _CUT.finditer(text, 0, figure.start)), default=0)
        timed = _OF_TIME.search(text, cut, figure.start)
        if figure.unit == "岁":
            return bool(timed)
        return bool(lasts or timed) and not behind.startswith(("来", "间"))
    if _of_kind(text, figure):
        return False
    if figure.symbol == "大" and not _DEEDS.match(text, figure.end):
        return False
    if figure.symbol == "次" and behind_is_meeting(text, figure):
        return False
    return bool(figure.unit) or figure.scale != "" or _bare_quantity(text, figure)


def _of_kind(text: str, figure: Figure) -> bool:
    """Whether the number only tells what kind of thing is spoken of, or is a name in quotes."""
    before, behind = text[: figure.start], text[figure.end : figure.end + 8]
    if before.endswith(("“", "「")) and behind.startswith(("”", "」")):
        return True
    if behind.startswith("”") and sizes.NAMED_SO_MANY.search(text[: figure.end]):
        return True
    if figure.symbol == "个" and behind.startswith(_QUARTERS):
        return True
    if figure.symbol == "类" and sizes.CLASS_OF.match(text, figure.end):
        return True
    if figure.symbol == "个" and behind.startswith("方面"):
        return not sizes.SIDES_OF.match(behind)
    per = _PER.search(before[-1:]) and (figure.measure.dimension != COUNT or (figure.symbol == "人" and figure.scale))
    if per or figure.measure.dimension == "电压":
        return True
    if not figure.symbol and figure.scale and behind.startswith(("人民", "民")) and not behind.startswith("人民币"):
        return True
    if behind.startswith("级") and sizes.OF_PROJECTS.match(text, figure.end):
        return bool(_SCALE_ONLY.fullmatch(figure.text.removesuffix(figure.symbol)))
    if sizes.OF_CAPACITY.match(behind) or (
        figure.measure.dimension in MEASURED and sizes.SO_BIG.match(text, figure.end)
    ):
        return True
    if before.endswith(("超", "超过")) and figure.measure.dimension in MEASURED and _KINDS_COUNTED.match(behind):
        return True
    scale = _SCALE_ONLY.fullmatch(figure.text.removesuffix(figure.symbol)) and not sizes.WHOLE.fullmatch(figure.text)
    if scale and not _THRESHOLD.search(before[-6:]):
        return True
    if figure.measure.dimension == COUNT or figure.kind is not FigureKind.QUANTITY or not _KIND_OF.match(behind):
        return False
    cut = _CUT.search(text, figure.end)
    return bool(re.search(r"[\d一二三四五六七八九十百]", text[figure.end : cut.start() if cut else len(text)]))


def behind_is_meeting(text: str, figure: Figure) -> bool:
    return bool(MEETING.match(text, figure.end))


def _bare_quantity(text: str, figure: Figure) -> bool:
    """Whether a number without a unit is a quantity (恩格尔系数降至28.9), and no mark of order, ratio or part of a name."""
    if figure.measure.dimension == RATIO:
        return True
    if figure.spelled or text[figure.start - 1 : figure.start] in tuple(":∶"):
        return False
    led = re.search(r"[到至为达约近超过增减升降数率比值系由从]\s*$|[由从][^，。；]{0,8}年的$", text[: figure.start])
    return bool(led) and bool(_BARE_ENDS.match(text, figure.end))


def _in_time(figure: Figure, times: Sequence[Time]) -> bool:
    return any(time.start < figure.end and figure.start < time.end for time in times)


def _blanked(text: str, stretches: Sequence[Time | Figure]) -> str:
    for each in stretches:
        text = text[: each.start] + " " * (each.end - each.start) + text[each.end :]
    return text


def _clauses(plain: str, figures: Sequence[Figure]) -> list[Clause]:
    found: list[Clause] = []
    run, place = -1, 0
    for i, figure in enumerate(figures):
        before = figures[i - 1] if i else None
        respectively = place or (found and RESPECTIVELY.search(found[-1].lead))
        listed = before is not None and (
            _listed(plain, before, figure) or (respectively and _moved(plain, before, figure))
        )
        run, place = (run, place + 1) if listed else (run + 1, 0)
        begin = _begin(plain, before.end if before else 0, figure.start)
        lead = plain[begin : figure.start]
        trail = _trail(plain, figure, figures[i + 1] if i + 1 < len(figures) else None)
        found.append(Clause(figure, lead, trail, begin, run, place))
    return _with_ranks(_with_changes(plain, found))


def _with_ranks(clauses: list[Clause]) -> list[Clause]:
    """排名由369位上升到235位, 排38位: places, though no 第 says so."""
    told: list[Clause] = []
    for clause in clauses:
        figure = clause.figure
        goes_on = clause.ends and bool(told) and told[-1].figure.kind is FigureKind.ORDINAL
        ranks = goes_on or (RANKS.search(clause.lead) and figure.motion not in (Motion.RISE, Motion.FALL))
        if figure.symbol == "位" and figure.kind is FigureKind.QUANTITY and ranks:
            clause = replace(clause, figure=replace(figure, kind=FigureKind.ORDINAL))
        told.append(clause)
    return told


def _with_changes(plain: str, clauses: list[Clause]) -> list[Clause]:
    """从33.6%提高到34.1%, 从46503元和16935元分别提高到58794元和23184元: the figures where a change began, and those it led to."""
    runs: dict[int, list[Clause]] = {}
    for clause in clauses:
        runs.setdefault(clause.run, []).append(clause)
    marked: list[Clause] = []
    began = False
    for run in runs.values():
        behind = plain[run[-1].figure.end : run[-1].figure.end + 24]
        starts = bool(spans.FROM.search(run[0].lead)) and bool(spans.TO.match(behind))
        changes = starts or began
        marked += [replace(clause, starts=starts, ends=began) for clause in run] if changes else run
        began = starts
    return marked


def _listed(plain: str, before: Figure, figure: Figure) -> bool:
    """Whether one figure follows another with nothing but a comma or an and between: 5.1%、6.2%和7.3%."""
    between = plain[before.end : figure.start]
    alike = before.measure.dimension == figure.measure.dimension or not before.unit
    if not _LISTED.match(between):
        return False
    # 争列省重点项目44个，120个省市重点项目全部开工: the second counts other things.
    return not re.search("[，,]", between) or (alike and not re.match("[一-鿿]", plain[figure.end : figure.end + 1]))


def _moved(plain: str, before: Figure, figure: Figure) -> bool:
    """分别|增长3.2%、下降8.6%: one figure behind another, each with how it moved."""
    return before.unit == figure.unit and spans.MOVED_NEXT.fullmatch(plain, before.end, figure.start) is not None


def _begin(plain: str, before: int, start: int) -> int:
    """Where the words that lead to a figure begin: behind the last cut; behind the figure before, and what that is of."""
    cuts = [match.end() for match in _CUT.finditer(plain, before, start)]
    if cuts:
        return cuts[-1]
    joint = _SPLIT.search(plain, before, start) if before else None
    return joint.end() if joint else before


def _trail(plain: str, figure: Figure, following: Figure | None) -> str:
    end = following.start if following else len(plain)
    cut = _CUT.search(plain, figure.end, end)
    end = cut.start() if cut else end
    said = plain[figure.end : end]
    if following and not cut:
        joint = _SPLIT.search(said)
        return said[: joint.start()] if joint else said
    # 100座黄浦江、苏州河驿站: one thing; 项目40个、增长5%: another begins.
    if figure.measure.dimension == COUNT and GOOD_SIDES.match(said.strip()):
        return said
    listed = figure.measure.dimension == COUNT and not _HEDGED.match(said)
    cuts = (at.start() for at in re.finditer("、", said) if not listed or goes_on(said[at.end() :]))
    return said[: next(cuts, len(said))]
