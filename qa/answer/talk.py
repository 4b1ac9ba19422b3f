"""Replies to what asks nothing of the reports: what the service does, what it holds, and questions it can answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from qa.question.catalog import Catalog
from qa.records import Aspect, Passage, ReportBrief, Talk

PassagesOf = Callable[[str], Sequence[Passage]]

_OPENINGS = {
    Talk.GREETING: "你好！我回答政府工作报告里的问题，并注明原文出处。",
    Talk.THANKS: "不客气！还想了解政府工作报告里的什么，请接着问。",
    Talk.FAREWELL: "再见！想查政府工作报告时再来问我。",
    Talk.ABILITY: "我回答政府工作报告里的问题：查数字和目标、列举措、比较不同地方、看历年变化，每个回答都注明原文出处；报告里没有的，我会直说。",
}
_REFUSALS = {
    Talk.WEATHER: "天气不在服务范围内，无法回答：这里只回答政府工作报告里的内容。",
    Talk.OPINION: "评价和看法不在服务范围内，无法回答：这里只回答政府工作报告里的内容，不作评判。",
}
_OUTSIDE = "这超出了服务范围，无法办理：这里只回答政府工作报告里的内容。"
_EMPTY = "目前还没有收录任何报告。"
#: What examples ask of, those that most reports state first.
_INDICATORS = (
    "地区生产总值",
    "国内生产总值",
    "一般公共预算收入",
    "城镇新增就业",
    "社会消费品零售总额",
    "固定资产投资",
    "森林覆盖率",
    "粮食总产量",
    "新建农村公路",
)
_GROWTH = r"(?:预期|同比|比上年|年均)?(?:目标)?(?:增长|增速)(?:率|为|目标|预期)*\d"
_LEVEL = r"(?:完成|达到|实现|突破|为|达|约|超过|稳定在|\d)+"
#: So many places are listed one by one.
_LISTED = 6
_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class _Fact:
    """What a sentence of a report states a figure of: the place, the year, result or target, growth or level."""

    place: str
    year: int
    name: str
    aspect: Aspect
    growth: bool

    @property
    def question(self) -> str:
        target = "目标" if self.aspect is Aspect.TARGET else ""
        return f"{self.place}{self.year}年{self.name}{self._what}{target}是多少？"

    @property
    def _what(self) -> str:
        return "增速" if self.growth else ""

    def compared(self, other: _Fact) -> str:
        return f"{self.year}年{self.place}和{other.place}的{self.name}{self._what}各是多少？"

    def comparable(self, other: _Fact) -> bool:
        same = (self.year, self.name, self.aspect, self.growth) == (other.year, other.name, other.aspect, other.growth)
        return same and self.place != other.place


def talk_reply(talk: Talk, catalog: Catalog, passages_of: PassagesOf) -> str:
    """The friendly answer to a courtesy or a question about the service."""
    if talk is Talk.FAREWELL:
        return _OPENINGS[talk]
    return "\n".join((_OPENINGS[talk], *_offer(catalog, passages_of)))


def out_of_scope_text(talk: Talk | None, catalog: Catalog, passages_of: PassagesOf) -> str:
    """An honest no that says what can be asked instead."""
    opening = _REFUSALS.get(talk, _OUTSIDE) if talk else _OUTSIDE
    return "\n".join((opening, *_offer(catalog, passages_of)))


def examples(catalog: Catalog, passages_of: PassagesOf) -> tuple[str, ...]:
    """Up to three questions that the reports answer: a result, a target, and a comparison where two places share one."""
    facts = [fact for report in _newest(catalog) for fact in _facts(report, passages_of(report.id))]
    results = [fact for fact in facts if fact.aspect is Aspect.RESULT]
    targets = [fact for fact in facts if fact.aspect is Aspect.TARGET]
    pairs = (a.compared(b) for a, b in combinations(results, 2) if a.comparable(b))
    first = [*(fact.question for fact in results[:1]), *(fact.question for fact in targets[:1]), *list(pairs)[:1]]
    others = (fact.question for fact in (*results[1:], *targets[1:]))
    tasks = (f"{report.place}{report.year}年报告提出了哪些重点工作？" for report in _newest(catalog))
    return tuple(dict.fromkeys((*first, *others, *tasks)))[:_EXAMPLES]


def held(catalog: Catalog) -> str:
    """Places and years of the reports, one by one where they are few."""
    years: dict[str, set[int]] = {}
    for report in catalog.reports:
        years.setdefault(report.place or "地区未知", set()).update({report.year} if report.year else ())
    if not years:
        return _EMPTY
    every = sorted(set().union(*years.values()))
    if len(years) <= _LISTED:
        listed = (
            f"{place}（{'、'.join(map(str, sorted(those)))}年）" if those else place for place, those in years.items()
        )
        return f"现有报告：{'；'.join(listed)}。"
    span = f"，{every[0]}—{every[-1]}年" if every else ""
    return f"现有{len(years)}个地方的{len(catalog.reports)}份报告{span}：{'、'.join(list(years)[:_LISTED])}等。"


def _offer(catalog: Catalog, passages_of: PassagesOf) -> Iterator[str]:
    yield held(catalog)
    asked = examples(catalog, passages_of)
    if asked:
        yield f"可以这样问：{'；'.join(f'“{question}”' for question in asked)}"


def _newest(catalog: Catalog) -> list[ReportBrief]:
    """The newest report of each of a few places, newest first."""
    newest: dict[str, ReportBrief] = {}
    for report in sorted(catalog.reports, key=lambda report: -(report.year or 0)):
        if report.place and report.year:
            newest.setdefault(report.place, report)
    return list(newest.values())[:_LISTED]


def _facts(report: ReportBrief, passages: Sequence[Passage]) -> Iterator[_Fact]:
    """For a result and for a target the first of ``_INDICATORS`` that the report states with its figure."""
    wanted = {Aspect.RESULT: report.reviewed[-1:], Aspect.TARGET: report.planned[:1]}
    for aspect, years in wanted.items():
        texts = [
            passage.sentence_text(sentence)
            for passage in passages
            for sentence in passage.sentences
            if sentence.aspect is aspect and sentence.years == years
        ]
        found = (_stated(name, text) for name in _INDICATORS for text in texts)
        fact = next((each for each in found if each), None)
        if fact and report.place:
            name, growth = fact
            yield _Fact(report.place, years[0], name, aspect, growth)


def _stated(name: str, text: str) -> tuple[str, bool] | None:
    """``name`` and whether its growth is stated rather than its level; None where neither is."""
    for growth, pattern in ((True, _GROWTH), (False, _LEVEL)):
        match = re.search(rf"{name}{pattern}", text)
        if match and match[0][-1].isdigit():
            return name, growth
    return None
