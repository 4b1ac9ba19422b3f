"""Finding figures in Chinese text and reading each one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from qa.figures import patterns
from qa.figures.figure import Figure, FigureKind, Hedge, Motion
from qa.figures.numerals import chinese_number, chinese_year, mixed_number, scale_factor
from qa.figures.units import (
    COUNT,
    DAY_OF_YEAR,
    LABEL,
    MEASURED,
    NO_UNIT,
    ORDER,
    POINTS,
    RANK,
    SHARE,
    TIME,
    UNITS,
    Unit,
    per,
)

_YEARS = range(1600, 2200)
_BARE_YEARS = range(1900, 2100)
_LOOK_BACK = 24
_KINDS = {
    SHARE: FigureKind.PERCENT,
    POINTS: FigureKind.PERCENT,
    DAY_OF_YEAR: FigureKind.DATE,
    RANK: FigureKind.ORDINAL,
    LABEL: FigureKind.NAME,
}
_SCALE_ONLY = re.compile(r"[百千万亿]+")
_STARTS_WITH_SCALE = re.compile(r"[十百千万亿]")
_SUBSTANTIAL = re.compile(r"(?=.*[万亿]).{2,}|.{2,}[百千].*|.+点.+|.*[百千].{2,}")


@dataclass(frozen=True, slots=True)
class _Number:
    """``value`` is ``scale`` included; ``upper`` for 七八百 and the like."""

    written: str
    value: Decimal
    scale: str
    spelled: bool
    upper: Decimal | None = None


def find_figures(text: str) -> tuple[Figure, ...]:
    """Figures in order of their place in ``text``, never overlapping; linear in the length of ``text``."""
    plain = text.translate(patterns.FULL_WIDTH)
    found: list[Figure] = []
    position = 0
    while match := patterns.TOKEN.search(plain, position):
        figure = _read(plain, match)
        position = figure.end if figure else match.end()
        if figure is not None:
            _append(found, _in_context(plain, figure, found))
    return tuple(replace(figure, text=text[figure.start : figure.end]) for figure in _shared_points(plain, found))


def _shared_points(plain: str, found: list[Figure]) -> list[Figure]:
    """分别高4.2和0.7个百分点: the first is of points, too."""
    for number in range(len(found) - 2, -1, -1):
        here, later = found[number], found[number + 1]
        listed = later.measure.dimension == POINTS and patterns.LIST_LINK.fullmatch(plain, here.end, later.start)
        if listed and not (here.unit or here.scale or here.spelled) and here.kind is FigureKind.QUANTITY:
            found[number] = replace(here, measure=later.measure, kind=later.kind)
    return found


def _read(plain: str, match: re.Match[str]) -> Figure | None:
    start, end = match.span()
    if match["skip"]:
        return None
    if match["number"]:
        return _counted(plain, match)
    if match["ratio"]:
        number = _parse(match["ratio"])
        ratio = None if number is None else _figure(start, end, number.value, UNITS["∶1"])
        return ratio and replace(ratio, spelled=number is not None and number.spelled)
    if match["top"] or match["fore"]:
        return _placed(match)
    if match["name"]:
        return replace(_figure(start, end, Decimal(0), NO_UNIT), kind=FigureKind.NAME)
    if match["parts"]:
        return _fraction(plain, match)
    if match["slash"]:
        above, below = map(Decimal, match["slash"].split("/"))
        return _figure(start, end, 100 * above / below, UNITS["%"]) if above < below else None
    if match["half"]:
        return _half(plain, match)
    times = _parse(match["doubled"] or "一")
    return _figure(start, end, times.value if times else Decimal(1), UNITS["番"])


def _placed(match: re.Match[str]) -> Figure | None:
    """首位 is the first place, 前十 a place no worse than the tenth."""
    number = _parse(match["fore"] or "一")
    if number is None:
        return None
    unit = UNITS["位"] if match["forth"] == "位" else NO_UNIT
    hedge = Hedge.UNDER if match["fore"] else None
    placed = _figure(*match.span(), number.value, unit)
    return replace(placed, kind=FigureKind.ORDINAL, hedge=hedge, spelled=number.spelled)


def _figure(
    start: int,
    end: int,
    value: Decimal,
    unit: Unit,
    scale: str = "",
    *,
    upper: Decimal | None = None,
    hedge: Hedge | None = None,
    spelled: bool = False,
) -> Figure:
    factor = scale_factor(scale)
    kind = _KINDS.get(unit.dimension, FigureKind.QUANTITY)
    number = value / factor if scale else value
    return Figure("", start, end, number, scale, unit, factor, kind, hedge=hedge, upper=upper, spelled=spelled)


def _half(plain: str, match: re.Match[str]) -> Figure | None:
    start, end = match.span()
    if match["half"] != "半":
        return replace(_figure(start, end, Decimal(50), UNITS["%"]), spelled=True)
    unit = patterns.SPELLED_UNIT.match(plain, end)
    return (
        None if unit is None else replace(_figure(start, unit.end(), Decimal("0.5"), UNITS[unit["unit"]]), spelled=True)
    )


def _fraction(plain: str, match: re.Match[str]) -> Figure | None:
    below, above = _parse(match["parts"]), _parse(match["of"])
    if below is None or above is None or not below.value:
        return None
    unit = UNITS["‰" if match["parts"] == "千" else "%"]
    whole = Decimal(1000 if match["parts"] == "千" else 100)
    figure = replace(_figure(match.start(), match.end(), above.value * whole / below.value, unit), spelled=True)
    again = patterns.AGAIN.match(plain, match.end())
    other = _parse(again["number"]) if again else None
    if again is None or other is None or other.value <= above.value:
        return figure
    return replace(figure, end=again.end(), upper=other.value * whole / below.value)


def _parse(written: str) -> _Number | None:
    """The number; 多, 余 and 几 inside it are left to the hedge."""
    text = re.sub(r"[多余几\s]", "", written).replace("，", ",").replace("·", ".")
    if text[-1].isdecimal() or text.lstrip("-")[0].isdecimal():
        size, scale = mixed_number(text.lstrip("-"))
        return _Number(written, -size if text[0] == "-" else size, scale, spelled=False)
    if patterns.YEAR_DIGITS.fullmatch(text):
        return _Number(written, Decimal(chinese_year(text)), "", spelled=True)
    if "点" not in text and (pair := patterns.ADJACENT.search(text)):
        return _parse_adjacent(text, pair)
    value = chinese_number(text)
    return None if value is None else _Number(written, value, _rounded_scale(text), spelled=True)


def _rounded_scale(spelled: str) -> str:
    ending = patterns.LARGE_SCALE.search(spelled)
    return ending[0] if ending else ""


def _parse_adjacent(text: str, pair: re.Match[str]) -> _Number | None:
    """七八百 is from 700 to 800."""
    low, high = (chinese_number(text[: pair.start()] + digit + text[pair.end() :]) for digit in pair[0])
    if low is None or high is None:
        return None
    return _Number(text, low, _rounded_scale(text), spelled=True, upper=high)


def _counted(plain: str, match: re.Match[str]) -> Figure | None:
    number = _parse(match["number"])
    if number is None:
        return None
    figure = _ranged(plain, _measured(plain, match.start(), match.end(), number))
    if patterns.NTH.search(plain, max(0, match.start() - 2), match.start()):
        figure = replace(figure, start=plain.rindex("第", 0, match.start()), kind=FigureKind.ORDINAL)
        ranked = patterns.RANKED.search(plain, max(0, match.start() - 16), match.start())
        return figure if not number.spelled or figure.unit or ranked else None
    if number.spelled and not _spelled_figure(plain, figure, number):
        return None
    return _as_year(_as_order(figure, number))


def _measured(plain: str, start: int, end: int, number: _Number) -> Figure:
    """The number with the unit and the 多 that follow it."""
    match = (patterns.SPELLED_UNIT if number.spelled else patterns.UNIT).match(plain, end)
    if match is None:
        unit, more = NO_UNIT, patterns.MORE.match(plain, end) is not None
    else:
        unit, more, end = _unit(match), bool(match["more"]), match.end()
    more = more or bool(re.search("[多余几]", number.written))
    upper = None if number.upper is None else number.upper * unit.factor
    rest = _rest(plain, end, unit)
    return _figure(
        start,
        end + bool(rest),
        number.value + rest,
        unit,
        number.scale,
        upper=upper,
        hedge=Hedge.OVER if more else None,
        spelled=number.spelled,
    )


def _unit(match: re.Match[str]) -> Unit:
    unit = UNITS[re.sub(r"\s", "", match["unit"])]
    return per(unit, UNITS[re.sub(r"\s", "", match["per"])]) if match["per"] else unit


def _rest(plain: str, end: int, unit: Unit) -> Decimal:
    """What one more character after the unit adds: 两年半 is 2.5 years, 八成三 is 8.3 tenths."""
    following = patterns.AFTER_UNIT.match(plain, end)
    if following is None:
        return Decimal(0)
    if following["half"]:
        return Decimal("0.5") if unit.dimension in TIME else Decimal(0)
    return (chinese_number(following["tenth"]) or Decimal(0)) / 10 if unit.written == "成" else Decimal(0)


def _ranged(plain: str, first: Figure) -> Figure:
    """``first`` extended to 3至5个, 2.5—3万户, 2013年—2016年 when a second end follows it."""
    again = patterns.AGAIN.match(plain, first.end)
    number = _parse(again["number"]) if again else None
    if again is None or number is None:
        return first
    last = _measured(plain, again.start("number"), again.end("number"), number)
    first = _share_unit(first, last)
    change = first.symbol != "年" and patterns.FROM.search(plain, max(0, first.start - 2), first.start)
    if change or not _same_range(first, last):
        return first
    return replace(first, end=last.end, upper=last.size / first.measure.base, hedge=last.hedge)


def _share_unit(first: Figure, last: Figure) -> Figure:
    if first.unit or not last.unit:
        return first
    scale = first.scale or (last.scale if first.number < last.number else "")
    shared = _figure(first.start, first.end, first.number * scale_factor(scale), last.measure, scale)
    return replace(shared, spelled=first.spelled)


def _same_range(first: Figure, last: Figure) -> bool:
    if not first.unit and not last.unit:
        return _bare_year(first) and _bare_year(last)
    return first.measure.dimension == last.measure.dimension and first.size < last.size and last.upper is None


def _bare_year(figure: Figure) -> bool:
    return not figure.unit and not figure.scale and not figure.spelled and figure.value in _BARE_YEARS


def _as_year(figure: Figure) -> Figure:
    """2016年 and the bare 2016 are years, 30年 and 2000多年 durations."""
    dated = figure.symbol == "年" and not figure.scale and figure.value in _YEARS
    if figure.hedge is not None or not (dated or _bare_year(figure)):
        return figure
    return replace(figure, kind=FigureKind.YEAR, measure=UNITS["年"])


def _as_order(figure: Figure, number: _Number) -> Figure:
    """万亿级 is an amount where something has come to it; 三级 is a name."""
    if figure.symbol != ORDER.written or not (number.spelled and _SCALE_ONLY.fullmatch(number.written)):
        return figure
    return replace(figure, kind=FigureKind.QUANTITY, measure=ORDER)


def _spelled_figure(plain: str, figure: Figure, number: _Number) -> bool:
    """Whether Chinese numerals are a figure here, and not part of a word or idiom (一个, 千方百计, 万户, 十几)."""
    if plain[figure.start - 1 : figure.start] in ("几", "数") and _STARTS_WITH_SCALE.match(number.written):
        return False
    if patterns.SLOGAN.match(plain, figure.start + len(number.written)):
        return False
    if not figure.unit:
        if _SCALE_ONLY.fullmatch(number.written):
            return _round_amount(plain, figure)
        return bool(_SUBSTANTIAL.fullmatch(number.written))
    if _SCALE_ONLY.fullmatch(number.written):
        return _round_amount(plain, figure)
    return number.written != "一" or figure.measure.dimension not in {COUNT, RANK, LABEL, *TIME}


def _round_amount(plain: str, figure: Figure) -> bool:
    """Whether a numeral that is a scale alone is an amount: 万亿元, 突破百万大关, 超千万人次; not 千家万户, 百万雄师."""
    before = plain[figure.start - 1 : figure.start]
    if figure.measure.dimension in MEASURED:
        return before not in tuple("(（：: ")
    if figure.measure.dimension in TIME or len(figure.text or plain[figure.start : figure.end]) < 2:
        return False
    if figure.symbol == ORDER.written:
        return patterns.SO_GREAT.search(plain, max(0, figure.start - 4), figure.start) is not None
    if figure.symbol in ("场", "场次") and patterns.HELD.search(plain, max(0, figure.start - 2), figure.start):
        return True
    passed = patterns.PASSED.search(plain, max(0, figure.start - 4), figure.start)
    return bool(passed) and (bool(figure.unit) or bool(patterns.ROUND.match(plain, figure.end)))


def _in_context(plain: str, figure: Figure, found: list[Figure]) -> Figure:
    """With the hedge and the motion read from the words around the figure."""
    if figure.kind in (FigureKind.NAME, FigureKind.YEAR, FigureKind.DATE):
        return figure
    start = max(0, figure.start - _LOOK_BACK)
    motion = _motion(plain, start, figure.start) or _shared_motion(plain, figure, found)
    hedge = _hedge(plain, figure, start)
    return figure if hedge is figure.hedge and motion is None else replace(figure, hedge=hedge, motion=motion)


def _hedge(plain: str, figure: Figure, start: int) -> Hedge | None:
    before = patterns.HEDGE_BEFORE.search(plain, max(start, figure.start - 6), figure.start)
    for match in (patterns.HEDGE_AFTER.match(plain, figure.end), before):
        if match and not (match.lastgroup == "nearly" and figure.measure.dimension in TIME):
            return Hedge[(match.lastgroup or "").upper()]
    if figure.hedge is None and patterns.EXPECTED.search(plain, start, figure.start):
        return Hedge.EXPECTED
    return figure.hedge


def _motion(plain: str, start: int, end: int) -> Motion | None:
    match = patterns.MOTION.search(plain, max(start, end - 10), end)
    if match is None:
        return None
    if match["level"]:
        return Motion.LEVEL
    return Motion.RISE if match["rise"] else Motion.FALL


def _shared_motion(plain: str, figure: Figure, found: list[Figure]) -> Motion | None:
    """In 分别增长16%和25.5% the second figure is a rise too."""
    if not found or found[-1].measure.dimension != figure.measure.dimension:
        return None
    return found[-1].motion if patterns.LIST_LINK.fullmatch(plain, found[-1].end, figure.start) else None


def _append(found: list[Figure], figure: Figure) -> None:
    """Adds ``figure``; the day of a month (4月10日) joins its month, as month + day / 100."""
    last = found[-1] if found else None
    if last and last.end == figure.start and (last.symbol, figure.symbol) == ("月", "日") and last.upper is None:
        figure = replace(last, end=figure.end, number=last.number + figure.number / 100)
        found.pop()
    found.append(figure)
