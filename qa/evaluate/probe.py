"""Questions after things that a report never names under heads that it does (葡萄|出口): each has to be refused. The same
wordings with what the report states have to be answered."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from qa.evaluate.shelf import Shelf
from qa.evaluate.system import Outcome, System
from qa.figures import Figure, FigureKind, find_figures, same_value
from qa.places import load_gazetteer
from qa.records import Basis, Facet, How, Report, Statement
from qa.wording.indicators import report_wording

#: What answers may get wrong at most: no false figure, and of a hundred questions three that are not refused.
FALSE_AT_MOST, REFUSED_AT_LEAST = 0, 0.97


@dataclass(frozen=True, slots=True)
class Head:
    """A general word that figures are told of; ``subjects`` are the lists it goes with, ``unit`` what it is asked in."""

    text: str
    subjects: tuple[str, ...]
    unit: str
    counted: bool = False


SUBJECTS = {
    "crops": "葡萄 水稻 茶叶 甘蔗 芒果 咖啡 橡胶 烟叶 花生 芝麻 荔枝 椰子 苎麻 香蕉 菠萝 亚麻 榴莲 剑麻",
    "goods": "芯片 游艇 卫星 手表 钢琴 雨伞 眼镜 轮胎 相机 香水 珠宝 火箭 拖拉机 打火机 洗衣机 望远镜 葡萄酒 茶叶",
    "trades": "电竞 殡葬 动漫 渔业 核电 潮汐能 邮轮 婚庆 彩票 典当 宠物 拍卖 赛马 直升机 珠宝 海水淡化",
    "people": "潜水 围棋 翻译 精算 配音 古籍 手语 海洋 赛艇 击剑 速记 珠算",
    "groups": "海归 船员 外籍 渔民 矿工 演员 厨师 海员 保姆",
    "lines": "磁悬浮 轻轨 有轨电车 缆车 运河 海底隧道 输油管道",
    "visits": "邮轮 滑翔 海岛 潜水 房车 帆船 观鲸",
}
HEADS = (
    Head("播种面积", ("crops",), "万亩"),
    Head("种植面积", ("crops",), "万亩"),
    Head("产量", ("crops", "goods"), "吨"),
    Head("投资", ("trades", "goods"), "亿元"),
    Head("出口", ("crops", "goods"), "亿元"),
    Head("进口", ("crops", "goods"), "亿元"),
    Head("收入", ("trades", "goods"), "亿元"),
    Head("营业收入", ("trades",), "亿元"),
    Head("增加值", ("trades",), "亿元"),
    Head("产值", ("trades", "goods"), "亿元"),
    Head("利润", ("trades",), "亿元"),
    Head("贷款", ("trades", "crops"), "亿元"),
    Head("资金", ("trades", "people"), "亿元"),
    Head("交易额", ("goods", "crops"), "亿元"),
    Head("销售额", ("goods", "crops"), "亿元"),
    Head("里程", ("lines",), "公里"),
    Head("就业", ("groups",), "人"),
    Head("游客", ("visits",), "人次", True),
    Head("企业", ("trades", "goods"), "家", True),
    Head("人才", ("people",), "名", True),
    Head("项目", ("trades", "goods"), "个", True),
    Head("基地", ("crops", "trades"), "个", True),
    Head("园区", ("trades", "goods"), "个", True),
    Head("机构", ("trades", "people"), "家", True),
    Head("学校", ("people",), "所", True),
    Head("平台", ("trades", "goods"), "个", True),
)


#: Measures that tell different things of one, and the unit that each is asked in.
MEASURES = {
    "产量": "吨",
    "产值": "亿元",
    "增加值": "亿元",
    "营业收入": "亿元",
    "销售额": "亿元",
    "出口额": "亿元",
    "利润": "亿元",
    "税收": "亿元",
    "投资额": "亿元",
    "种植面积": "万亩",
    "用电量": "亿千瓦时",
    "就业人数": "万人",
    "价格": "元",
}
#: Characters that a measure or a thing is known by, and those of a longer name that is none of one thing.
_CORE, _NAME = 2, 8
_SENTENCE = re.compile(r"[^。；\n]+")


class Swap(StrEnum):
    """What of a question is none of the report's: the thing, or the measure of a thing that it tells another of."""

    THING = "thing"
    MEASURE = "measure"


class Way(StrEnum):
    """What a wording asks for."""

    LEVEL = "level"
    GROWTH = "growth"
    COUNT = "count"
    TARGET = "target"
    GOAL = "goal"
    OPEN = "open"


#: ``{place}`` is the full name, ``{short}`` the short one.
WORDINGS = (
    (Way.LEVEL, "{place}{year}年{thing}是多少？"),
    (Way.LEVEL, "{year}年，{place}的{thing}达到了多少{unit}？"),
    (Way.GROWTH, "{place}{year}年{thing}增长了百分之几？"),
    (Way.GROWTH, "{year}年{short}{thing}增速是多少"),
    (Way.COUNT, "{place}在{year}年一共有多少{unit}{thing}？"),
    (Way.TARGET, "{place}{year}年{thing}的目标是多少？"),
    (Way.TARGET, "{short}打算{year}年{thing}做到多少？"),
    (Way.GOAL, "{place}{year}年{thing}增长目标定的是百分之几？"),
    (Way.LEVEL, "{short}{year}{thing}多少"),
    (Way.LEVEL, "想问下{short}{year}年那个{thing}到底有多少啊"),
    (Way.OPEN, "{year}年{place}{thing}怎么样，有没有具体数字？"),
)
_AMOUNTS, _MOVES = frozenset({Facet.LEVEL, Facet.NEW}), frozenset({Facet.RISE, Facet.FALL})
_FACETS = {
    Way.LEVEL: _AMOUNTS,
    Way.GROWTH: _MOVES,
    Way.TARGET: _AMOUNTS,
    Way.GOAL: _MOVES,
    Way.OPEN: frozenset(Facet),
}
_GOALS = frozenset({Way.TARGET, Way.GOAL})
_NO_FIGURE = frozenset({FigureKind.YEAR, FigureKind.DATE})


class Verdict(StrEnum):
    """``VAGUE``: not refused, yet without a figure."""

    REFUSED = "refused"
    FALSE = "false"
    VAGUE = "vague"
    RIGHT = "right"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Probe:
    """One question; ``right`` are the figures of which the answer has to give one, none where nothing is stated."""

    report: str
    question: str
    right: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Probed:
    """A question with what became of it; ``answer`` is the text, or the error."""

    probe: Probe
    verdict: Verdict
    answer: str


@dataclass(frozen=True, slots=True)
class Found:
    """All that was asked."""

    probed: tuple[Probed, ...]

    def of(self, *verdicts: Verdict) -> tuple[Probed, ...]:
        return tuple(each for each in self.probed if each.verdict in verdicts)

    @property
    def swapped(self) -> int:
        return sum(not each.probe.right for each in self.probed)

    @property
    def refused(self) -> float:
        return len(self.of(Verdict.REFUSED)) / max(1, self.swapped)

    @property
    def true_right(self) -> float:
        return len(self.of(Verdict.RIGHT)) / max(1, len(self.probed) - self.swapped)

    @property
    def held(self) -> bool:
        """Whether the floors are; nothing asked holds none."""
        return self.swapped > 0 and len(self.of(Verdict.FALSE)) <= FALSE_AT_MOST and self.refused >= REFUSED_AT_LEAST


def probe(
    system: System,
    shelf: Shelf,
    most: int,
    seed: int,
    tell: Callable[[Probed], None] = lambda _: None,
    swap: Swap = Swap.THING,
) -> Found:
    """Up to ``most`` questions after what no report names, and half as many after what one states; the same for one ``seed``."""
    found = []
    made = swapped(shelf) if swap is Swap.THING else remeasured(shelf)
    for each in (*drawn(made, most, seed), *drawn(true(shelf), most // 2, seed)):
        found.append(judged(each, system.answer(each.question, ())))
        tell(found[-1])
    return Found(tuple(found))


def drawn(probes: Iterator[Probe], most: int, seed: int) -> list[Probe]:
    every = sorted({each.question: each for each in probes}.values(), key=lambda each: each.question)
    return Random(seed).sample(every, min(most, len(every)))  # noqa: S311


def judged(asked: Probe, outcome: Outcome) -> Probed:
    text = outcome.answer or ""
    figures = _figures(text)
    if asked.right:
        given = not outcome.refused and any(same_value(mine, right) for mine in figures for right in asked.right)
        verdict = Verdict.RIGHT if given else Verdict.WRONG
    elif outcome.refused:
        verdict = Verdict.REFUSED
    else:
        known = _figures(asked.question)
        new = [each for each in figures if not any(same_value(each, other) for other in known)]
        verdict = Verdict.FALSE if new else Verdict.VAGUE
    return Probed(asked, verdict, outcome.error or text)


def _figures(text: str) -> list[Figure]:
    return [figure for figure in find_figures(text) if figure.kind not in _NO_FIGURE]


# -- questions -------------------------------------------------------------------------------------------------------


def swapped(shelf: Shelf) -> Iterator[Probe]:
    """Every head that a report tells a figure of, with every subject that the report never names."""
    for report in _dated(shelf):
        names = {statement.indicator for statement in shelf.of(report)}
        for head in HEADS:
            if any(head.text in name for name in names):
                for subject in _unnamed(head, report.text):
                    yield from _asked(report, head, subject)


def _unnamed(head: Head, text: str) -> list[str]:
    """The subjects of which the text names no part, nor any other name (集成电路 for 芯片)."""
    subjects = dict.fromkeys(subject for kind in head.subjects for subject in SUBJECTS[kind].split())
    return [subject for subject in subjects if not any(part in text for part in _parts(subject))]


def _parts(subject: str) -> list[str]:
    return [*(subject[i : i + 2] for i in range(len(subject) - 1)), *report_wording(subject, akin=False)]


def _asked(report: Report, head: Head, subject: str) -> Iterator[Probe]:
    for way, wording in WORDINGS:
        if way is not Way.COUNT or head.counted:
            year = report.planned[0] if way in _GOALS else report.reviewed[-1]
            yield Probe(report.title, _worded(wording, report, year, f"{subject}{head.text}", head.unit))


def remeasured(shelf: Shelf) -> Iterator[Probe]:
    """Every thing that a report tells one measure of, asked for another one that no sentence of the report has beside it:
    水果价格 where 水果产量 is told."""
    for report in _dated(shelf):
        sentences = _SENTENCE.findall(report.text)
        for name, measure in dict.fromkeys(_measured(shelf, report)):
            thing = name.removesuffix(measure)
            for other, unit in MEASURES.items():
                core = other[:_CORE]
                if core not in name and not any(thing[-_CORE:] in said and core in said for said in sentences):
                    for way, wording in WORDINGS:
                        if way is Way.LEVEL:
                            asked = _worded(wording, report, report.reviewed[-1], f"{thing}{other}", unit)
                            yield Probe(report.title, asked)


def _measured(shelf: Shelf, report: Report) -> Iterator[tuple[str, str]]:
    """The names of amounts of the last year that end in a measure, and the measure."""
    for each in shelf.of(report):
        plain = each.place == report.place and each.basis is Basis.RESULT and each.facet in _AMOUNTS
        measure = next((measure for measure in MEASURES if each.indicator.endswith(measure)), "")
        if plain and measure and _CORE <= len(each.indicator) - len(measure) <= _NAME:
            yield each.indicator, measure


def true(shelf: Shelf) -> Iterator[Probe]:
    """Everything that the dictionary knows and a report states of its own place for one year, as result or target."""
    for report in _dated(shelf):
        told = [statement for statement in shelf.of(report) if _plain(statement, report)]
        for statement in told:
            for way, wording in WORDINGS:
                if _suits(way, statement):
                    right = tuple(each.figure for each in told if _same(each, statement) and _suits(way, each))
                    question = _worded(
                        wording, report, statement.period.last or 0, statement.indicator, _unit(statement)
                    )
                    yield Probe(report.title, question, right)


def _plain(statement: Statement, report: Report) -> bool:
    year = {Basis.RESULT: report.reviewed[-1:], Basis.TARGET: report.planned[:1]}.get(statement.basis, ())
    one = statement.period.how in (How.YEAR, How.END) and statement.period.first == statement.period.last
    return bool(statement.names) and one and statement.period.last in year and statement.place == report.place


def _suits(way: Way, statement: Statement) -> bool:
    basis = Basis.TARGET if way in _GOALS else Basis.RESULT
    return statement.basis is basis and statement.facet in _FACETS.get(way, ())


def _same(one: Statement, other: Statement) -> bool:
    return one.names == other.names and one.period.last == other.period.last


def _unit(statement: Statement) -> str:
    """亿元 of 137.6亿元; nothing for a percentage."""
    return "" if statement.kind is FigureKind.PERCENT else statement.text.lstrip("0123456789.,．，多余近约")


def _worded(wording: str, report: Report, year: int, thing: str, unit: str) -> str:
    place = report.place or ""
    short = next((mention.place.short for mention in load_gazetteer().find(place)), place)
    return wording.format(place=place, short=short, year=year, thing=thing, unit=unit)


def _dated(shelf: Shelf) -> Sequence[Report]:
    return [report for report in shelf.reports if report.place and report.reviewed and report.planned]


# -- what is printed -------------------------------------------------------------------------------------------------


def by_report(found: Found) -> list[tuple[str, Counter[Verdict]]]:
    """How the questions about each report ended, and all of them."""
    counts: dict[str, Counter[Verdict]] = {}
    for each in found.probed:
        counts.setdefault(each.probe.report, Counter())[each.verdict] += 1
    whole = sum(counts.values(), Counter[Verdict]())
    return [*sorted(counts.items()), ("全部", whole)]
