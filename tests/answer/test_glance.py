"""A report at a glance, from its own figures, headings and lists."""

from __future__ import annotations

from dataclasses import replace

from qa.answer.glance import Change, Glance, Headline, Point, compared, glance
from qa.records import Report, Role, Section
from qa.statements.columns import Columns
from qa.statements.extract import statements_of
from qa.statements.stated import Stated, worded
from tests.samples import make_report

REVIEW = [
    "地区生产总值500亿元，增长6.1%。", "全国增长8.8%。", "粮食产量50万吨。", "城镇新增就业3万人。", "办成十件民生实事：一是修路3条；二是建校2所；三是通水1处。",
]  # fmt: skip
TARGETS = [
    "地区生产总值增长6%左右。",
    "粮食产量52万吨以上。",
    "城镇新增就业3.1万人。",
    "抓好七个方面工作。",
    "到2025年地区生产总值700亿元。",
]
TASKS = """三、“十四五”时期主要任务
（一）远方一。做事。
（二）远方二。做事。
（三）远方三。做事。
四、2021年工作安排
（一）扩大投资
做事。
（二）振兴乡村
做事。
（三）改善民生
今年办好三件民生实事：
1.新建学校5所；
2.改造老旧小区20个；
3.修建公园2座。"""


def held() -> Report:
    report, _ = make_report("临江市", 2021, REVIEW, TARGETS)
    start = len(report.text) + 1
    text = f"{report.text}\n{TASKS}"

    def section(path: tuple[str, ...], heading: str, years: tuple[int, ...]) -> Section:
        at = text.index(heading, start)
        following = text.find("\n", at + len(heading) + 1)
        return Section(
            path, at, following if heading != "（三）改善民生" and following > 0 else len(text), Role.TASKS, years
        )

    plan, year = "三、“十四五”时期主要任务", "四、2021年工作安排"
    sections = [section((plan, name), name, (2021,)) for name in ("（一）远方一", "（二）远方二", "（三）远方三")]
    sections += [
        section((year, name), name, (2021,)) for name in ("（一）扩大投资", "（二）振兴乡村", "（三）改善民生")
    ]
    return replace(report, text=text, sections=(*report.sections, *sections))


def seen(report: Report) -> Glance:
    return glance(Stated("g", Columns.of(statements_of(report)), [report]), report)


def told(headlines: tuple[Headline, ...]) -> list[tuple[str, list[str]]]:
    return [(each.indicator, [worded(statement) for statement in each.statements]) for each in headlines]


def words(report: Report, points: tuple[Point, ...]) -> list[str]:
    return [report.text[point.start : point.end].strip("；。\n") for point in points]


def test_headlines_are_its_own_figures_of_the_year_in_the_order_of_the_text() -> None:
    found = seen(held())
    assert (found.year, found.planned) == (2020, 2021)
    assert told(found.results) == [
        ("地区生产总值", ["500亿元", "6.1%"]),
        ("粮食产量", ["50万吨"]),
        ("城镇新增就业", ["3万人"]),
        ("民生实事", ["十件"]),
    ]
    assert told(found.targets) == [
        ("地区生产总值", ["6%左右"]),
        ("粮食产量", ["52万吨以上"]),
        ("城镇新增就业", ["3.1万人"]),
        ("民生实事", ["三件"]),
        ("改造老旧小区", ["20个"]),
    ]


def test_tasks_are_the_headings_of_the_year_and_not_of_the_plan() -> None:
    report = held()
    assert words(report, seen(report).tasks) == ["（一）扩大投资", "（二）振兴乡村", "（三）改善民生"]


def test_deeds_are_those_promised_not_those_done() -> None:
    report = held()
    assert words(report, seen(report).deeds) == ["新建学校5所", "改造老旧小区20个", "修建公园2座"]


def test_two_reports_side_by_side() -> None:
    now = held()
    then, _ = make_report(
        "临江市", 2020, ["地区生产总值470亿元，增长5%。", "粮食产量50万吨。", "森林覆盖率40%。"], [], (2019,)
    )
    text = f"{then.text}\n三、2020年工作安排\n一是修路。\n二是扩大投资\n三是治水。"
    at = text.index("三、2020")
    spans = [(name, text.index(name)) for name in ("一是修路", "二是扩大投资", "三是治水")]
    tasks = [
        Section(("三、2020年工作安排", name), start, start + len(name), Role.TASKS, (2020,)) for name, start in spans
    ]
    then = replace(then, id="then", text=text, planned=(2020,), sections=(*then.sections, *tasks))
    assert at > 0
    both = (now, then)
    stated = Stated("g", Columns.of(s for report in both for s in statements_of(report)), both)
    found = compared(stated, now, then)
    told = {
        each.indicator: (each.change, [worded(s) for s in each.now], [worded(s) for s in each.then])
        for each in found.results
    }
    assert told == {
        "地区生产总值": (Change.CHANGED, ["500亿元", "6.1%"], ["470亿元", "5%"]),
        "粮食产量": (Change.SAME, ["50万吨"], ["50万吨"]),
        "城镇新增就业": (Change.NEW, ["3万人"], []),
        "民生实事": (Change.NEW, ["十件"], []),
        "森林覆盖率": (Change.GONE, [], ["40%"]),
    }
    assert [each.change for each in found.targets] == [Change.NEW] * 5
    changes = [each.change for each in found.tasks]
    assert changes == [Change.SAME, Change.NEW, Change.NEW, Change.GONE, Change.GONE]
    assert [each.change for each in found.deeds] == [Change.NEW] * 3


def test_a_report_that_says_nothing_of_it_has_nothing() -> None:
    report, _ = make_report("海州市", 2021, ["略。"], [])
    bare = replace(report, reviewed=(), planned=())
    found = seen(bare)
    assert (found.results, found.targets, found.tasks, found.deeds) == ((), (), (), ())
    assert (found.year, found.planned) == (None, None)
