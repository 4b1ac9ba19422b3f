"""Role and data years of each paragraph, read one after the other."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.corpus import headings
from qa.corpus.years import PLAN_NAME, explicit_years, span
from qa.records import Role
from qa.wording.times import plan_years

_REVIEW_HEADING = re.compile(
    r"回顾|过去|总结|成就|成绩|取得|年来|去年|上年|经济形势|工作情况|完成情况|执行情况|斗争和新时期"
)
_TARGET_HEADING = re.compile(r"目标(?!任务和主要工作)|总体要求|总体思路|指导思想|政策取向|总体部署|总体安排|指导原则")
_SELF_HEADING = re.compile(r"自身建设|政府建设|法治政府|廉洁政府|服务型政府|施政能力|效能建设|作风建设")
_CLOSING_HEADING = re.compile(rf"^(?:结束语|结语|附)|{headings.NOTES.pattern}")
# An annex of what is to be done: 附件：2020年10件民生实事.
_TASK_LIST = re.compile(r"实事|重点工作|任务|目标|项目(?:表|清单|安排)")
_PROBLEMS = re.compile(r"(?:看到|认识到|清醒|存在|面临).{0,40}(?:困难|问题|不足|差距|挑战|矛盾)")
#: 针对长期存在的重审批问题，…: what was done about it.
_TACKLED = re.compile(r"针对|着眼|聚焦|着力|围绕|解决")
#: 二、存在的困难和挑战: looks back, as such paragraphs at the end of a review do.
_PROBLEM_HEADING = re.compile(r"(?:存在|面临)的?(?:主要|突出)?(?:问题|困难|不足|短板|挑战|矛盾)")
_PROBLEMS_START = re.compile(
    r"^(?:各位代表[！，,]?)?(?:同时|但是|当然|在肯定成绩|在总结成绩|肯定成绩|成绩|我们也|站在|与此同时|回顾).{0,30}"
)
_FIGURE = re.compile(r"\d+(?:\.\d+)?(?:%|‰|个百分点|亿|万)|百分之[一二三四五六七八九十]|\d+(?=[个家所座项])")
_GOALS = re.compile(r"(?:主要)?(?:预期|奋斗)?目标(?:建议|初步)?(?:是|为|[：:])|(?:主要|预期)目标")
_REVIEW_START = re.compile(
    r"^(?:各位代表[！，,：:])?(?:(?:过去|刚刚过去|这|近)的?[一二两三四五]?年|[一二两三四五六七八]年来|回顾|回首|一年来|去年|上年|过去一年"
    r"|.{0,20}任期是?从|.{0,24}一次会议以来)"
)
_AHEAD_START = re.compile(
    r"^(?:各位代表[！，,])?(?:今后|未来|下一步|展望|今年|新的一年|做好.{0,6}工作|.{0,6}前景|实现上述|按照上述|为实现)"
)
_THIS_YEAR_START = re.compile(r"^(?:各位代表[！，,])?(?:今年|新的一年)")
_CLOSING_START = re.compile(r"^各位代表[！，,].{0,300}(?:让我们|而努力奋斗|团结起来)")
_LAST_YEAR_FOCUS = re.compile(
    r"^(?:各位代表[！，,])?(?:(?:刚刚)?过去的(?:(?:19|20)\d{2}年|一年)|过去一年|一年来|去年[，,])"
)
#: 2012年是本届政府的收官之年: what follows is of that year.
_YEAR_FOCUS = re.compile(r"^(?:各位代表[！，,])?((?:19|20)\d{2})年[，,]?是")
_TERM_FOCUS = re.compile(
    r"^(?:各位代表[！，,])?(?:(?:过去|这)?[二三四五]年(?:来|的)|过去[二三四五]年[，,]|这[二三四五]年是|回顾|回首"
    r"|[^。]{0,40}[”\"」](?:规划|时期)?[^。]{0,12}(?:收官|结束|完成)[^。]{0,12}。(?:过去|这)?五年来)"
)
_TERM_AHEAD = re.compile(r"(?:今后|未来)(?:的)?([三四五])年")
_SALUTATION_CHARS = 12
_GOAL_FIGURES = 3
_CURRENT = re.compile(r"今年|年内|本年")


# In a chapter on what is ahead a paragraph may look back: 过去五年，中国政府坚定不移地执行独立自主的和平外交政策。
_LOOKS_BACK = re.compile(
    r"^(?:各位代表[！，,])?(?:(?:刚刚)?过去(?:的)?[一二三四五]?年(?:来)?[，,]|[一二三四五]年来[，,]|去年[，,])"
)
_PLAN = re.compile(rf"{PLAN_NAME.pattern}[”\"」]?(?:时期|期间|发展)")
#: “十四五”时期，上海发展历程极不平凡: of a plan, where the chapter is on the next one.
_OF_A_PLAN = re.compile(rf"^[“\"「]{PLAN_NAME.pattern}[”\"」]?(?:时期|期间)[，,]")
#: 关于《国民经济和社会发展第十五个五年规划纲要（草案）》的说明
_OUTLINE_OF_PLAN = re.compile(r"第(十[一二三四五六七八九]?|[一二三四五六七八九])个五年(?:规划|计划)")
_PLAN_AHEAD = re.compile(rf"{PLAN_NAME.pattern}[”\"」]?.{{0,24}}(?:目标|任务|思路|部署|要求|展望|建议|安排)")
#: “十三五”时期目标任务|和2016年工作安排
_AND_A_YEAR = re.compile(r"(?<=[和与及、])(?:19|20)\d{2}年")
_ITEM = re.compile(r"^(?:[一二三四五六七八九十]{1,2}是|第[一二三四五六七八九十]{1,2}[，,])")


@dataclass(frozen=True, slots=True)
class Outlook:
    role: Role
    years: tuple[int, ...]


class Roles:
    """Follows a report from paragraph to paragraph; ``numbered``: it has headings of the first level."""

    def __init__(self, year: int | None, reviewed: tuple[int, ...], numbered: bool) -> None:
        self._year = year
        self._reviewed = reviewed
        self._numbered = numbered
        self._chapter = ""
        self._role = Role.OTHER
        self._past = reviewed
        self._ahead = self._this_year()
        self._problems = False
        self._notes = False

    def read(self, text: str, path: tuple[str, ...], level: int | None) -> Outlook:
        """Outlook of the paragraph ``text`` under ``path``; ``level`` of its own heading, if any."""
        if headings.is_header(text) or (headings.is_salutation(text) and len(text) < _SALUTATION_CHARS):
            return Outlook(Role.OTHER, ()) if not path else self._outlook(text, path)
        chapter = path[0] if path else ""
        if chapter != self._chapter:
            self._chapter = chapter
            if level == 1:
                self._enter(chapter)
        elif level is None or not self._numbered:
            self._follow(text)
        elif self._role is Role.OTHER and not self._notes and _TASK_LIST.search(text):
            self._role = Role.TASKS
        self._focus(text)
        return self._outlook(text, path)

    def _enter(self, heading: str) -> None:
        self._role = self._of_heading(heading)
        # Reports on plans and budgets have no years of review but those of their headings.
        self._past = self._reviewed or tuple(sorted(explicit_years(heading)))
        if self._role is Role.REVIEW and len(self._reviewed) == 1 and _plan_first(heading):
            # “十四五”时期和2025年工作回顾 begins with the five years.
            self._past = self._plan_behind() or self._past
        coming = _TERM_AHEAD.search(heading)
        self._ahead = self._coming(coming) if coming else self._plan_ahead(heading) or self._this_year()

    def _plan_behind(self) -> tuple[int, ...]:
        """Years of the plan that ends with the year reviewed, where the chapter looks back on both (2015年和“十二五”时期)."""
        plan = _PLAN.search(self._chapter)
        years = plan_years(plan[1]) if plan else ()
        return years if years[-1:] == self._reviewed[-1:] else ()

    def _plan_ahead(self, heading: str) -> tuple[int, ...]:
        """Years of the plan whose goals the chapter sets, alone or before those of a year; a chapter on a year of it is on
        that year."""
        plan = _PLAN_AHEAD.search(heading)
        alone = not explicit_years(heading) or (
            plan is not None and _AND_A_YEAR.search(heading, plan.start()) is not None
        )
        drafted = None if plan else _OUTLINE_OF_PLAN.search(heading)
        named = plan or drafted
        years = plan_years(named[1]) if named and alone else ()
        return years if self._year is not None and years[-1:] >= (self._year,) else ()

    def _of_heading(self, heading: str) -> Role:
        named = explicit_years(heading)
        self._notes = self._notes or headings.NOTES.match(heading) is not None
        if self._notes or _CLOSING_HEADING.search(heading):
            return Role.TASKS if not self._notes and _TASK_LIST.search(heading) else Role.OTHER
        if _SELF_HEADING.search(heading):
            return Role.SELF_BUILDING
        ahead = self._year in named or _CURRENT.search(heading) or _TERM_AHEAD.search(heading)
        if _REVIEW_HEADING.search(heading) and (not ahead or "回顾" in heading):
            return Role.REVIEW
        if _TARGET_HEADING.search(heading) and not re.search(r"任务|主要工作", heading):
            return Role.TARGETS
        if _PROBLEM_HEADING.search(heading) and not ahead:
            return Role.REVIEW
        return Role.REVIEW if named and self._year and max(named) < self._year else Role.TASKS

    def _follow(self, text: str) -> None:
        """Without a heading of the first level the openings of paragraphs lead from the review to what is ahead."""
        if self._numbered and self._chapter:
            if (
                self._role is Role.REVIEW
                and self._year in explicit_years(self._chapter)
                and self._names_this_year(text)
            ):
                self._role = Role.TASKS
            coming = _TERM_AHEAD.search(text[:40]) if self._role is not Role.REVIEW else None
            if coming:
                self._ahead = self._coming(coming)
            elif self._role is not Role.REVIEW and (self._names_this_year(text) or self._turns_to_this_year(text)):
                self._ahead = self._this_year()
            return
        if _AHEAD_START.match(text) or self._names_this_year(text):
            self._role = Role.TASKS
            coming = _TERM_AHEAD.search(text[:40])
            self._ahead = self._coming(coming) if coming else self._this_year()
        elif _REVIEW_START.match(text) and self._role in (Role.OTHER, Role.REVIEW):
            self._role = Role.REVIEW

    def _turns_to_this_year(self, text: str) -> bool:
        """今年是… in a chapter on a plan and on this year."""
        return self._year in explicit_years(self._chapter) and _THIS_YEAR_START.match(text) is not None

    def _names_this_year(self, text: str) -> bool:
        return self._year is not None and self._year in explicit_years(text[:20])

    def _focus(self, text: str) -> None:
        """A report on a term speaks of the last year by itself for a while: 刚刚过去的2017年…"""
        if self._role is not Role.REVIEW or self._year is None:
            return
        named = _YEAR_FOCUS.match(text)
        last = named is not None and int(named[1]) == self._year - 1
        if (last or _LAST_YEAR_FOCUS.match(text)) and len(self._past) > 1:
            self._past = (self._year - 1,)
        elif _TERM_FOCUS.match(text):
            self._past = self._reviewed if len(self._reviewed) > 1 else self._plan_behind() or self._reviewed

    def _outlook(self, text: str, path: tuple[str, ...]) -> Outlook:
        if self._role is Role.REVIEW:
            self._problems = _states_problems(text) or (self._problems and _ITEM.match(text) is not None)
            return Outlook(Role.OTHER, self._past[-1:]) if self._problems else Outlook(Role.REVIEW, self._past)
        if self._role is Role.OTHER or headings.is_definition(text):
            return Outlook(Role.OTHER, ())
        if _CLOSING_START.match(text):
            return Outlook(Role.OTHER, self._ahead)
        past = self._past_row(path) or self._past_plan(text) or (self._past if _LOOKS_BACK.match(text) else ())
        if past:
            return Outlook(Role.REVIEW, past)
        if any(_SELF_HEADING.search(heading) for heading in path):
            return Outlook(Role.SELF_BUILDING, self._ahead)
        goals = _GOALS.search(text[:80]) and len(_FIGURE.findall(text)) >= _GOAL_FIGURES
        return Outlook(Role.TARGETS if goals else self._role, self._ahead)

    def _past_row(self, path: tuple[str, ...]) -> tuple[int, ...]:
        """Years of a heading that names a past plan: “十五”期间国民经济和社会发展主要情况."""
        return self._ended(_PLAN.search(path[1]) if len(path) > 1 else None)

    def _past_plan(self, text: str) -> tuple[int, ...]:
        return self._ended(_OF_A_PLAN.match(text))

    def _ended(self, plan: re.Match[str] | None) -> tuple[int, ...]:
        years = plan_years(plan[1]) if plan else ()
        return years if years and self._year is not None and years[-1] < self._year else ()

    def _this_year(self) -> tuple[int, ...]:
        return (self._year,) if self._year is not None else ()

    def _coming(self, match: re.Match[str]) -> tuple[int, ...]:
        count = {"三": 3, "四": 4, "五": 5}[match[1]]
        return span(self._year, self._year + count - 1) if self._year is not None else ()


def _plan_first(heading: str) -> bool:
    """Whether a heading names a plan, and no year before it."""
    plan = _PLAN.search(heading)
    return plan is not None and not explicit_years(heading[: plan.start()])


def _states_problems(text: str) -> bool:
    found = _PROBLEMS.search(text[:120])
    if found is None or _TACKLED.search(text[: found.end()]):
        return False
    return _PROBLEMS_START.match(text) is not None or "问题" in text[:60]
