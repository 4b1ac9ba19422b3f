"""Which data years a piece of text speaks of, and whether it states a result or a target."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from qa.figures.numerals import chinese_year, whole_number
from qa.records import Aspect, Role
from qa.wording.times import FIRST_YEAR, LAST_YEAR, plan_years

# Titles and names carry years that are not data years: 《…规划（2016—2022）》, “2024年冰雪旅游十佳城市”, （2011—2020）.
_NAMES = re.compile(
    r"《[^《》]{0,60}》|[（(]\d{4}年?(?:不变|可比|当年)?价格?[）)]|“[^“”]{0,24}”|[（(]\d{4}\s*[—–\-－～~至]+\s*\d{4}年?[）)]"
)
_RANGE = re.compile(r"(?<!\d)((?:19|20)\d{2})年?\s*(?:[—–\-－～~]+|至|到)\s*((?:19|20)\d{2})年")
_YEAR = re.compile(r"(?<![\d.])((?:19|20)\d{2})年(?!代)")
_TWO_YEARS = re.compile(r"(?<![\d.])((?:19|20)\d{2})[、和]((?:19|20)\d{2})年")
_CHINESE_YEAR = re.compile(r"([一二][〇零○一二三四五六七八九]{3})年(?!代)")
_FROM_YEAR = re.compile(
    r"(?:从|由|自|比|较|与|和|同)(?:(?:19|20)\d{2}|[一二][〇零○一二三四五六七八九]{3})年|(?:是|为|达到|相当于)(?:19|20)\d{2}年的?[\d.]+倍"
    r"|(?:恢复到?|回到|达到|相当于|超过|接近)(?:19|20)\d{2}年(?:同期|底|末)?的?(?:水平|[\d.]+[%％倍]|百分之)"
)
_SINCE = re.compile(r"((?:19|20)\d{2})年以来")
_WHOLE_TERM = re.compile(r"年均|平均每年|累计")
_RELATIVE = (
    # "比上年增长" names the base of a comparison, not the year spoken of.
    (re.compile(r"(?<![比较同与])(?:去年|上年|上一年)(?!同期|相比)"), -1),
    (re.compile(r"(?<![比较同与])今年(?!以来)|本年度|(?<![\d一二两三四五六七八九十])年内"), 0),
    (re.compile(r"明年"), 1),
    (re.compile(r"前年"), -2),
)
_PAST_YEARS = re.compile(
    r"(?:过去|近|这|前)?的?(?<![\d一二三四五六七八九十])([二两三四五六七八九十2-9])年(?:来|以来|间|累计)|(?:过去|这|近)的?([二两三四五2-5])年"
)
_TERM_PAST = re.compile(r"(?:过去|这)?([三四五])年来[，,]")
_COMING_YEARS = re.compile(
    r"(?:今后|未来)的?([三四五3-5])年|用([二两三四五2-5])年(?:左右)?(?:的)?时间|([二两三四五2-5])年内"
)
#: A five-year plan by its ordinal: “十三五”, 十三五规划; without quotes 十五 and the like are numbers.
PLAN_NAME = re.compile(
    r"((?<=[“\"「])(?:十|[一二三四五六七八九])|十[一二三四五六])五(?=[”\"」]|时期|期间|规划|末|以来|五年|发展)"
)
_PLAN = re.compile(rf"{PLAN_NAME.pattern}[”\"」]?(时期|期间|末|五年|以来)")
#: 是“十一五”时期的1.3倍, 是近五年来最快的: a period that is only compared with.
_BASE_OF = re.compile(r"[比较是为与同于过][“\"「]?$")
_BEST_IN = re.compile(r"[，,]?(?:增长|增速|增幅|涨幅|降幅)?(?:最|首次|第一次|第[一二三]|新高)")
_FORWARD = re.compile(
    r"力争|确保|争取|(?<!即)将(?!军|士|近|来)|今后|下一步|着力|必须|继续|努力|要(?!求|素|点|闻)|预期目标|计划(?:完成|建设|实现|新增)|拟安排|控制在"
)
_DONE = re.compile(r"已经?|完成了|达到了|实现了|取得了|荣获|获批|超过了|比上年|同比|较上年|分别增长|建成了?")
_PAUSE = re.compile(r"[，；：;:]|,(?!\d)")
# A past year that is not told of: 2015年建成的527个新寨要完善配套, 推动已落户企业达产, 在去年增长12%的基础上再增长8%.
_NOT_TOLD = re.compile(
    r"(?:已经?|未|完成|建成|签约|开工|受灾|确定|批准|引进|实施|启动|脱贫|新增|落地|投产|入库|认定)[^，。\d]{0,6}的|基础上"
    r"|^(?:推动|推进|加快|支持|促进|做好|抓好|用好|加强|深化|鼓励|引导|落实|巩固|盘活|完善|提升|保持|实施|开展)"
)
_QUANTITY = re.compile(r"\d|百分之|[一二两三四五六七八九十百千][万亿]")
_YEAR_NAME = re.compile(r"(?:(?:19|20)\d{2}|[一二][〇零○一二三四五六七八九]{3})年")
_LAST = re.compile(r"(?<![比较同与])(?:去年|上年度?|上一年)(?!同期|相比)|目前|截至|截止|已经?(?=[\u4e00-\u9fff])")
_NOW = re.compile(r"(?<![比较同与])今年|(?<![\d一二两三四五六七八九十])年内|明年|本年度|再(?!次|创|一)")
_STRONG_FORWARD = re.compile(
    r"(?:今年|明年|今后|下一步|未来).{0,12}(?:要|将|力争|确保|继续)|力争到|到\d{4}年.{0,30}(?:力争|要|将|确保|实现)"
)


@dataclass(frozen=True, slots=True)
class Base:
    """What holds where the text names no year: the report's year, its term, the section's years and role.

    ``spoken``: the year it was delivered in, when that is not the report's: late in the year before.
    """

    report_year: int | None
    reviewed: tuple[int, ...]
    years: tuple[int, ...]
    role: Role
    spoken: int | None = None

    @property
    def ahead(self) -> bool:
        return self.role in (Role.TARGETS, Role.TASKS, Role.SELF_BUILDING)


def span(first: int, last: int) -> tuple[int, ...]:
    return tuple(range(first, last + 1)) if FIRST_YEAR <= first <= last <= LAST_YEAR and last - first <= 40 else ()


def count_of(written: str) -> int:
    """How many years: 一 to 十, or digits."""
    return whole_number(written) or 0


def explicit_years(text: str) -> set[int]:
    """Calendar years written out in ``text``, names and titles aside."""
    if "年" not in text:
        return set()
    text = _NAMES.sub("", text)
    found: set[int] = set()
    for match in _RANGE.finditer(text):
        found.update(span(int(match[1]), int(match[2])))
    found.update(int(match[1]) for match in _YEAR.finditer(text))
    found.update(int(year) for match in _TWO_YEARS.finditer(text) for year in match.groups())
    found.update(chinese_year(match[1]) for match in _CHINESE_YEAR.finditer(text))
    return {year for year in found if FIRST_YEAR <= year <= LAST_YEAR}


def sentence_years(text: str, base: Base) -> tuple[int, ...]:
    """Data years of a sentence, ascending: those it names, else those of its section."""
    if "年" not in text and ("五" not in text or not PLAN_NAME.search(text)):
        return base.years
    told = _TERM_PAST.match(text)
    if told and base.ahead and base.report_year is not None:
        # A report on its own work, among what is to be done: 五年来，共办理建议2868件.
        return span(base.report_year - count_of(told[1]), base.report_year - 1)
    found = explicit_years(text)
    if found and len(found) == len(_FROM_YEAR.findall(text)):
        # 从2012年的47.5%提高到54.2%: the second figure is of the section's last year.
        found.update(base.years[-1:])
    if found and _WHOLE_TERM.search(text):
        # 年均增长8.8%，2016年完成1631.3亿元 states both.
        found.update(_period_years(text, base) or base.years)
    found.update(_relative_years(text, base))
    for since in _SINCE.finditer(text):
        # 1998年以来 goes on to the last year that the section speaks of; what is the best since then is that year's.
        found.update(span(int(since[1]), max(base.years, default=int(since[1]))))
        if _BEST_IN.match(text, since.end()):
            return base.years
    if not found:
        found.update(_period_years(text, base))
    elif base.ahead and (max(found) < min(base.years, default=0) or "" in _figure_times(text, base)):
        # What is to be done with the 527 villages built in 2015 is to be done now.
        found.update(base.years if sentence_aspect(text, base) is Aspect.TARGET else ())
    return tuple(sorted(found)) or base.years


def _relative_years(text: str, base: Base) -> Iterable[int]:
    year = base.spoken or base.report_year
    return [] if year is None else [year + step for pattern, step in _RELATIVE if pattern.search(text)]


def _period_years(text: str, base: Base) -> tuple[int, ...]:
    plan = next((match for match in _PLAN.finditer(text) if not _BASE_OF.search(text, 0, match.start())), None)
    if plan:
        years = plan_years(plan[1])
        if plan[2] == "以来" and base.report_year is not None:
            return tuple(year for year in years if year < base.report_year)
        return years[-1:] if plan[2] == "末" else years
    if base.report_year is None:
        return ()
    coming = _COMING_YEARS.search(text)
    if coming:
        return span(base.report_year, base.report_year + count_of(coming[1] or coming[2] or coming[3]) - 1)
    past = _PAST_YEARS.search(text)
    if past and base.role is Role.REVIEW and not _BEST_IN.match(text, past.end()):
        count = count_of(past[1] or past[2])
        return base.reviewed if len(base.reviewed) == count else span(base.report_year - count, base.report_year - 1)
    return ()


def sentence_aspect(text: str, base: Base) -> Aspect:
    """What the section's role says, unless the sentence clearly says otherwise."""
    usual = Aspect.TARGET if base.ahead and not _TERM_PAST.match(text) else Aspect.RESULT
    named = explicit_years(text)
    year = base.report_year
    if usual is Aspect.RESULT:
        first = min(named, default=0)
        ahead = year is not None and (first > year or (first == year and not _DONE.search(text)))
        return Aspect.TARGET if _STRONG_FORWARD.search(text) or ahead else usual
    if (named or _LAST.search(text)) and _figure_times(text, base) == {"past"}:
        return Aspect.RESULT
    behind = year is not None and bool(named) and max(named) < year
    if behind and _DONE.search(text) and not _FORWARD.search(text):
        return Aspect.RESULT
    return usual


def _figure_times(text: str, base: Base) -> set[str]:
    """Where the figures of the sentence stand: "past" or "ahead" as the words before them say, "" before any says so."""
    found: set[str] = set()
    time = ""
    for clause in _PAUSE.split(text):
        time = _time(clause, base) or time
        if _QUANTITY.search(_YEAR_NAME.sub("", clause)):
            found.add(time)
    return found


def _time(clause: str, base: Base) -> str:
    named = explicit_years(_FROM_YEAR.sub("", clause)) if "年" in clause else set()
    year = base.report_year
    current = _NOW.search(clause) or _FORWARD.search(clause) or (year is not None and max(named, default=0) >= year)
    past = bool(named) or _LAST.search(clause) is not None
    return "ahead" if current or (past and _NOT_TOLD.search(clause)) else "past" if past else ""
