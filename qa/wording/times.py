"""Words of time in a report's sentence: which data years each means, and whether it dates a figure or only a comparison."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from qa.figures.numerals import chinese_year, whole_number
from qa.figures.patterns import FULL_WIDTH

FIRST_YEAR, LAST_YEAR = 1949, 2099
_Y = r"(?:(?:19|20)\d\d|[一二][〇零○一二三四五六七八九]{3})"
_N = r"(?<![\d一二三四五六七八九十.])[一二两三四五六七八九十]|(?<![\d.])\d{1,2}(?!\d)"
_SINCE_THAT = r"(?:比|较|与|同|和|跟|是|为|相当于|超过了?|恢复到|达到|基于|高于|低于|快于)"
#: 2024—2025|雪季: one season of two years.
SEASON = "雪季|冰雪季|冬季|采暖季|供暖季|榨季|学年|赛季"
#: Years of the five-year plans by ordinal; the first three years of the 1960s had none.
_PLANS = {"一": 1953, "二": 1958} | {
    name: 1966 + 5 * i
    for i, name in enumerate(
        ("三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五", "十六", "十七")
    )
}


class Use(StrEnum):
    """What a word of time does: dates what follows, spans it, is compared with, or starts a change."""

    AT = "at"
    SPAN = "span"
    BASE = "base"
    FROM = "from"


@dataclass(frozen=True, slots=True)
class Time:
    """``text[start:end]`` means the years ``first`` to ``last``; ``ends``: the end of that time
    (年底, 到2030年); ``yearly``: the year before whatever year is spoken of (上年); ``bare``: a number of years and
    no word on which, so that a plan means those to come (五年新增就业30万人, 旅游收入五年增长2.3倍)."""

    start: int
    end: int
    first: int
    last: int
    use: Use
    ends: bool = False
    yearly: bool = False
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """What words of time are relative to: the year of the report (None: unknown)."""

    year: int | None

    def back(self, count: int) -> tuple[int, int] | None:
        """The ``count`` years before the report's."""
        return None if self.year is None else (self.year - count, self.year - 1)

    def ahead(self, count: int) -> tuple[int, int] | None:
        return None if self.year is None else (self.year, self.year + count - 1)


_TIME = re.compile(
    rf"(?P<title>《[^《》]{{0,60}}》|[（(]{_Y}\s*[—–\-－～~至]+\s*{_Y}年?[）)])"
    rf"|(?P<range>(?P<r1>{_Y})年?\s*(?:[—–\-－～~]+|至|到)\s*(?P<r2>{_Y})(?:年|(?={SEASON})))"
    rf"|(?P<two>(?P<t1>{_Y})(?:年)?[、和](?P<t2>{_Y})年)"
    rf"|(?P<year>(?P<y>{_Y})年(?!代)(?P<yend>底|末|年底|年末)?(?P<ysince>以来)?)"
    r"|[“\"「]?(?P<plan>(?:十[一二三四五六]|(?<=[“\"「])(?:十|[一二三四五六七八九]))五)[”\"」]?(?:规划)?"
    r"(?P<ptail>以来|初期|时期|期间|期末|末|[前后][一二三四两]年|前(?![一二三四两]年)|五年|目标)?"
    rf"|(?P<past>(?:过去|近|这|(?<!学)前|刚刚过去的?)(?:的)?(?P<p1>{_N})年(?:来|间|多来)?(?!前)|(?P<p2>{_N})年(?:多)?(?:来|间|累计|(?=平均增长))|(?<![一-鿿\d.])(?P<p3>[三四五5])年(?=[一-鿿])(?![级底末初内度一二三四五六七八九十以后前来间规制中期免])"
    r"|(?<=[一-鿿])(?<!连续)(?<![每用再满第争后来均了为到经])(?P<p4>五)年(?=(?:净增|累计|共?增[长加]|共|翻|提高|提升|下降|减少|降低|新增)))"
    rf"|(?P<coming>(?:今后|未来|再用|用)(?:的)?(?P<c1>{_N})年(?:左右)?(?:时间|间|内)?|(?P<c2>[二两三四五六七八2-8])年内)"
    rf"|(?P<ago>(?P<g>{_N})年前)"
    r"|(?P<rel>上一?年度?(?:同期|末|底|(?:年初)?预算(?:执行)?数?(?=[增减提下多少])|(?:执行|决算)数?(?=[增减提下多少]))?|去年(?:同期|末|底)?|前年|今年(?:以来|底|末)?|本年度?|明年|一年来|全年|当年|年内|(?<![\d千万])年[底末]|年初)"
)
_RELATIVE = {"上": -1, "去": -1, "前": -2, "今": 0, "本": 0, "明": 1, "一": -1}
_BEFORE = re.compile(rf"{_SINCE_THAT}[“\"「]?$")
_STARTS = re.compile(r"(?:从|由|自)[“\"「]?$")
#: 2000年底以前发布的: no year of the figure's.
_AROUND = re.compile(r"(?:以前|之前|前(?!三|半)|以后|之后|后)(?!来)")
_MADE_READY = re.compile(
    r"[为给][“\"「]?十[一二三四五六]?五[^，。；]{0,14}?(?:留|奠定|打[下牢好]|开[好局]|创造|夯实|提供|蓄|积累)"
)
_APPOSED = re.compile(r"(?:的|这|[，,])?")
#: 从1978年到1985年|八年间, 1953年到1978年|的二十六年间: both years and those between, where they are as many.
_COUNTED = re.compile(r"(?:的|这|[，,])?(?P<count>[一二两三四五六七八九十]{1,3}|\d{1,2})年(?:来|间|中|内|里|期间)")
#: 2300元（2010年不变价）: how it was made comparable.
_PRICES = re.compile(r"(?:年)?(?:的)?(?:不变|可比|固定)?价(?:格|计)?")
_REACHES = re.compile(r"(?:到|至)[“\"「]?$")


_CHINESE_YEAR = re.compile(r"[一二][〇零○一二三四五六七八九]{3}(?=年(?!代))")
#: A year counted from another: 2023年…，隔年的任务; 十年之后是多少.
LATER = re.compile(
    r"(?:第二年|次年|翌年|隔年|转过?年|又过了?一年)(?!级)|(?:过了?)?(?P<later>[一二两三四五六七八九十]{1,3}|\d{1,2})年(?:之|以)?后(?!的?今天)"
)


def arabic_years(text: str) -> str:
    """``text``, as long as it was, with years in Chinese digits written like the others: 一九九四年 -> 1994年."""
    return _CHINESE_YEAR.sub(lambda match: str(chinese_year(match[0])), text)


def plan_years(ordinal: str) -> tuple[int, ...]:
    """Years of a five-year plan by the part before 五: 十四 -> 2021 to 2025; none for what is no plan."""
    first = _PLANS.get(ordinal)
    return () if first is None else tuple(range(first, first + 5))


def part_of_plan(years: tuple[int, ...], side: str, count: str) -> tuple[int, ...]:
    """“十二五”|前|三|年: those of the ``years`` of a plan."""
    number = whole_number(count) or len(years)
    return years[-number:] if side == "后" else years[:number]


def times_in(text: str, clock: Clock) -> tuple[Time, ...]:
    """The words of time of ``text`` in order; names of documents (《…规划（2016—2022）》) are none."""
    if not any(mark in text for mark in "年五季"):
        return ()
    text = text.translate(FULL_WIDTH)
    found: list[Time] = []
    for match in _TIME.finditer(text):
        years = _years(match, clock)
        if match["p2"] and found and _APPOSED.fullmatch(text[found[-1].end : match.start()]):
            # 从1978年到1985年八年间: the same years again.
            continue
        reached = found[-1] if match["c1"] and found and found[-1].ends else None
        if reached and years and _APPOSED.fullmatch(text[reached.end : match.start()]):
            # 到2035年，用13年时间: the years that end there.
            years = reached.last - (years[1] - years[0]), reached.last
        if match["plan"] and _MADE_READY.search(text, match.start() - 2, match.start() + 24):
            # 给“十六五”预留空间, 为“十五五”打好基础: told of the time before.
            continue
        if _AROUND.match(text, match.end()) or (match["year"] and _PRICES.match(text, match.end())):
            continue
        if years and FIRST_YEAR <= years[0] <= years[1] <= LAST_YEAR:
            found.append(_time(text, match, years))
    return tuple(found)


def _all_counted(text: str, match: re.Match[str], years: tuple[int, int]) -> bool:
    counted = _COUNTED.match(text, match.end()) if match["range"] else None
    return counted is not None and whole_number(counted["count"]) == years[1] - years[0] + 1


def _years(match: re.Match[str], clock: Clock) -> tuple[int, int] | None:
    if match["range"] or match["two"]:
        return chinese_year(match["r1"] or match["t1"]), chinese_year(match["r2"] or match["t2"])
    if match["year"]:
        year = chinese_year(match["y"])
        since = match["ysince"] and clock.year and year < clock.year
        return year, clock.year - 1 if since and clock.year else year
    if match["plan"]:
        return _plan(match, clock)
    if match["past"]:
        return clock.back(_count(match["p1"] or match["p2"] or match["p3"] or match["p4"]))
    if match["coming"]:
        return clock.ahead(_count(match["c1"] or match["c2"]))
    if match["ago"]:
        return None if clock.year is None else (clock.year - 1 - _count(match["g"]),) * 2
    return _relative(match["rel"], clock) if match["rel"] else None


def _plan(match: re.Match[str], clock: Clock) -> tuple[int, int] | None:
    years = plan_years(match["plan"][:-1])
    tail = match["ptail"] or ""
    # 二十五 and the like are numbers, not plans.
    if not years or (not tail and match[0][0] not in '“"「'):
        return None
    if tail == "以来" and clock.year is not None and years[0] < clock.year <= years[-1]:
        return years[0], clock.year - 1
    first, last = years[0], years[-1]
    if tail.endswith("年") and tail[0] in "前后":
        some = part_of_plan(years, tail[0], tail[1])
        return some[0], some[-1]
    return {"末": (last, last), "期末": (last, last), "前": (first - 1, first - 1)}.get(tail, (first, last))


def _relative(word: str, clock: Clock) -> tuple[int, int] | None:
    step = _RELATIVE.get(word[0])
    return None if clock.year is None or step is None else (clock.year + step,) * 2


def _count(written: str) -> int:
    return whole_number(written) or 0


def _time(text: str, match: re.Match[str], years: tuple[int, int]) -> Time:
    start, end = match.span()
    several = years[0] < years[1] or bool(match["past"] or match["coming"])
    use = Use.SPAN if several else Use.AT
    before = _BEFORE.search(text, max(0, start - 5), start)
    starts = _STARTS.search(text, max(0, start - 3), start)
    same = match["rel"] and match["rel"].endswith("同期")
    if before or match["ago"] or same:
        use, start = Use.BASE, before.start() if before else start
    elif starts and not (match["year"] and match["ysince"]) and not _all_counted(text, match, years):
        use = Use.FROM
    reaches = _REACHES.search(text, max(0, start - 2), start)
    ends = (
        bool(match["year"] and match["yend"])
        or bool(reaches)
        or bool(match["plan"] and match["ptail"] in ("末", "期末"))
    )
    yearly = (use is Use.BASE and bool(match["rel"])) or (use is Use.FROM and match[0].startswith("上"))
    return Time(
        start,
        end,
        *years,
        use,
        ends,
        yearly,
        bool(match["p3"] or match["p4"] or (match["p2"] and match[0].endswith("累计"))),
    )


#: What follows the year that a paragraph is about: 2025年，…; 2025年人均生产总值提升至… only dates a figure.
ITSELF = re.compile(r"[，,：:、]|是|以来|全[省市区年县]|[我本][省市区县]|，?面对|各")
#: 比上年增长 says of no year that it is asked about.
RELATIVE = re.compile(r"去年|(?<![比较])上年(?!度)|今年|明年|前年")
#: 已经做到多少 beside a year to come is told of the last year; 2023年已经建成 is of its own.
NOW = re.compile(r"(?<!\d年)(?:眼下|目前|如今|现在|当前|现有|已经)")
#: 当年 in a report that is named, and no other year: the report's own.
OWN_YEAR = re.compile(r"(?<!年)当年")
#: The year before the one that was spoken of last, not before the report's.
BEFORE_IT = "上年"
_COMPARED = tuple("比较跟与和同")
#: The year of a report among several: 上一年, 当年.
_OF_EACH = re.compile(r"(?P<before>上一?年度?|去年|前一年)|(?<!年)当年|今年|本年度?")
#: “十一五”|前四年, as people ask for it.
PART_OF_PLAN = re.compile(r"[”\"']?的?(?P<side>[前头后])(?P<count>[一二两三四])年(?!级)")
#: How many years from the report's each lies, by its first character.
YEARS_ON = {"去": -1, "上": -1, "今": 0, "明": 1, "前": -2}


def dates(text: str) -> bool:
    """Whether ``text`` names a year counted from the report's, and not only one to compare with: 今年, but not 比去年."""
    return any(not is_compared(text, match.start()) for match in RELATIVE.finditer(text))


def is_compared(text: str, start: int) -> bool:
    """Whether the year that stands there is one to compare with."""
    return text[:start].endswith(_COMPARED)


def year_of_each(text: str) -> int | None:
    """How many years from its own the year lies that each of several reports is asked for (上一年, 当年); None where they are
    asked for no such year."""
    found = next((match for match in _OF_EACH.finditer(text) if not is_compared(text, match.start())), None)
    return None if found is None else -1 if found["before"] else 0
