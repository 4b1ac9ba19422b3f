"""What the statements of a store say to each search of a plan."""

from __future__ import annotations

from dataclasses import replace
from operator import is_
from pathlib import Path

import pytest

from qa.answer.labels import label, period_label, told_shortly, written
from qa.answer.library import Opened
from qa.answer.shelf import Shelf
from qa.answer.stated import cells_of
from qa.index.store import Store
from qa.records import Scope, Statement
from qa.statements.match import Outcome
from tests.answer.fakes import assistant_over, last, shared_words
from tests.answer.opened import asked, open_store
from tests.samples import make_report
from tests.statements.read import plan as read_plan
from tests.statements.read import review

TERM = (2016, 2017, 2018, 2019, 2020)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Opened:
    return open_store(tmp_path_factory.mktemp("stated"))


def told(opened: Opened, question: str) -> list[tuple[str, str]]:
    plan, cells = asked(opened, question)
    return [(label(cell, plan), cell.statement.text if cell.statement else cell.found.outcome.value) for cell in cells]


@pytest.mark.parametrize(
    ("question", "cells"),
    [
        ("洛阳2019年新建了多少公里农村公路？", [("洛阳市2019年", "386公里")]),
        ("洛阳2019年计划新建多少公里农村公路？", [("洛阳市2019年", "400公里")]),
        ("洛阳2018年地区生产总值增速是多少？", [("洛阳市2018年", "7.9%")]),
        ("洛阳2018年地区生产总值多少亿元？", [("洛阳市2018年", "5000亿元")]),
        ("2019年洛阳和大同地区生产总值增速各是多少？", [("洛阳市2019年", "8%"), ("大同市2019年", "6.6%")]),
        ("洛阳2018年和2019年地区生产总值增速分别是多少？", [("洛阳市2018年", "7.9%"), ("洛阳市2019年", "8%")]),
        ("大同2019年粮食产量多少万吨？", [("大同市2019年", "absent")]),
    ],
)
def test_a_cell_for_each_thing_asked(opened: Opened, question: str, cells: list[tuple[str, str]]) -> None:
    assert told(opened, question) == cells


def test_a_cell_cites_the_sentence_of_its_statement(opened: Opened) -> None:
    _, (cell,) = asked(opened, "洛阳2019年新建了多少公里农村公路？")
    assert cell.item is not None and cell.mark == "[1]"
    assert cell.item.text == "新建农村公路386公里，改造危桥52座。"
    assert cell.item.hit.passage.report_id.endswith("2020")


def test_one_sentence_has_one_number(opened: Opened) -> None:
    _, cells = asked(opened, "2019年洛阳的地区生产总值和大同的地区生产总值增速各是多少？")
    numbers = {(cell.item.hit.passage.id, cell.item.sentence.start): cell.item.number for cell in cells if cell.item}
    assert len(set(numbers.values())) == len(numbers) == len({cell.item.number for cell in cells if cell.item})


def test_what_is_near_is_kept_and_no_statement(opened: Opened) -> None:
    _, (cell,) = asked(opened, "洛阳2018年危桥改造多少座？")
    assert (cell.found.outcome, cell.statement) == (Outcome.OTHER_YEAR, None)
    _, (narrow,) = asked(opened, "洛阳2019年投资增长多少？")
    assert (narrow.found.outcome, narrow.statement) == (Outcome.NARROWER, None)
    assert narrow.near is not None and narrow.near.indicator == "民间投资"


def test_only_reports_that_are_allowed_are_read(opened: Opened) -> None:
    plan, (free,) = asked(opened, "洛阳2019年新建了多少公里农村公路？")
    first = next(r.id for r in opened.store.reports if (r.place, r.year) == ("洛阳市", 2019))
    (cell,) = cells_of(plan, opened.shelf, opened.store, shared_words(), (first,))
    assert free.statement is not None and cell.statement is None
    assert {each.statement.report_id for each in cell.told} == {first}


def test_the_shelf_reads_a_report_once_and_its_place_alone(opened: Opened) -> None:
    store: Store = opened.store
    shelf = Shelf(store)
    (report,) = (r for r in store.reports if r.place == "大同市")
    assert all(map(is_, shelf.of(report), shelf.of(report)))
    assert {t.statement.report_id for t in shelf.asked(Scope("公路", "大同市"), ())} == {report.id}
    assert not list(shelf.asked(Scope("公路", "太原市"), ()))
    assert {t.statement.report_id for t in shelf.asked(Scope("公路", None, (), (report.id,)), ())} == {report.id}


@pytest.mark.parametrize(
    ("sentence", "text", "short"),
    [
        ("居民人均可支配收入增长7.2%。", "7.2%", "居民人均可支配收入增长7.2%"),
        ("单位生产总值能耗下降3%以上。", "3%以上", "单位生产总值能耗下降3%以上"),
        ("粮食产量超过1100万吨。", "超过1100万吨", "粮食产量超过1100万吨"),
        ("森林覆盖率达到54.5%。", "54.5%", "森林覆盖率54.5%"),
        ("地方财政收入突破了100亿元。", "突破100亿元", "地方财政收入突破100亿元"),
        ("城镇新增就业4.3万人左右。", "4.3万人左右", "城镇新增就业4.3万人左右"),
        ("五年来，粮食产量年均增长3%。", "3%", "粮食产量年均增长3%"),
    ],
)
def test_a_figure_with_its_hedge_and_what_it_is_of(sentence: str, text: str, short: str) -> None:
    (statement,) = review("承德市", 2024, sentence)
    assert written(statement, sentence) == text
    assert told_shortly(statement, sentence) == short


def test_years_of_a_label() -> None:
    one: Statement = read_plan("湖南省", 2026, "粮食产量610亿斤。")[0]
    several = read_plan("湖南省", 2026, "“十五五”时期，粮食产量年均增长1%。")[0]
    assert (period_label(one), period_label(several)) == ("2026年", "2026—2030年")


def test_a_city_without_a_report_gets_no_figure_of_its_province(opened: Opened) -> None:
    plan, _ = asked(opened, "洛阳2019年新建农村公路多少公里")
    of_a_part = replace(plan, scopes=tuple(replace(scope, named=("伊川县", "伊川")) for scope in plan.scopes))
    assert all(cell.statement is None for cell in cells_of(of_a_part, opened.shelf, opened.store, shared_words()))


def test_a_part_that_names_no_thing_asks_about_that_of_the_first(opened: Opened) -> None:
    plan, _ = asked(opened, "洛阳2018年地区生产总值是多少亿元？一般算来,又增了几成？")
    assert [scope.query for scope in plan.scopes] == ["地区生产总值是多少亿元", "一般算来,又增了几成"]
    assert told(opened, "洛阳2018年地区生产总值是多少亿元？一般算来,又增了几成？") == [
        ("洛阳市2018年", "5000亿元"),
        ("洛阳市2018年", "7.9%"),
    ]


def test_the_pieces_of_a_long_sentence_are_cited_apart(tmp_path: Path) -> None:
    # 2026 湖南: a sentence cut between 5.53万亿元 and 增长4.8%, for it is longer than a passage.
    before, after = "着力推进重点任务，" * 20, "持续办好民生实事，" * 20
    text = (
        "洛阳市2020年政府工作报告\n各位代表：\n现在，我代表市人民政府向大会报告工作，请予审议。\n一、2019年工作回顾\n"
        f"过去一年，{before}全市地区生产总值达到5035亿元，增长7.8%，{after}社会稳定。\n"
    )
    answer = last(assistant_over(tmp_path, text, "洛阳.txt").stream("洛阳2019年地区生产总值多少，增速多少？"))
    quotes = {citation.number: citation.quote for citation in answer.citations}
    cited = {figure.text: figure.citation for figure in answer.figures}
    assert len(quotes) == 2 and set(cited) == {"5035亿元", "7.8%"}
    assert all(number and text in quotes[number] for text, number in cited.items())


def test_a_figure_of_one_year_is_not_said_of_several(tmp_path: Path) -> None:
    opened = open_store(tmp_path, (make_report("洛阳市", 2021, ["利用外资3亿美元。"], []),))
    assert told(opened, "洛阳2016—2020年利用外资多少？") == [("洛阳市2020年", "3亿美元")]


def test_a_year_that_a_report_states_figures_of_is_covered(tmp_path: Path) -> None:
    opened = open_store(tmp_path, (make_report("洛阳市", 2021, ["五年来，森林覆盖率从40.1%提高到44.3%。"], []),))
    assert told(opened, "洛阳2015年森林覆盖率是多少？") == [("洛阳市2015年", "40.1%")]


def test_growth_of_several_years_is_told_by_the_year(tmp_path: Path) -> None:
    opened = open_store(tmp_path, (make_report("洛阳市", 2021, ["五年来，地区生产总值年均增长5.7%。"], []),))
    assert told(opened, "洛阳2016—2020年地区生产总值增幅是多少？") == [("洛阳市2016—2020年", "5.7%")]


def test_a_course_begins_where_it_came_from(tmp_path: Path) -> None:
    opened = open_store(tmp_path, (make_report("洛阳市", 2021, ["五年来，森林覆盖率从40.1%提高到44.3%。"], [], TERM),))
    cells = [cell for cell in told(opened, "洛阳2016—2020年森林覆盖率是怎么变的？") if "%" in cell[1]]
    assert cells == [("洛阳市2015年", "40.1%"), ("洛阳市2020年", "44.3%")]


COURSE = ["五年来，城镇化率由48%提高到55%，年均提高1.4个百分点。", "研发投入由8亿元增加到14亿元。", "新增装机3万千瓦、装机总量达到9万千瓦。", "装机总量由2万千瓦增加到9万千瓦。"]  # fmt: skip


@pytest.mark.parametrize(
    ("question", "cells"),
    [
        # 山西 2016: the yearly gain is none of the course; 顺德 2022: what is planned, where that is asked
        ("洛阳十三五期间城镇化率走势如何？", [("洛阳市2015年", "48%"), ("洛阳市2020年", "55%")]),
        ("洛阳城镇化率这几年怎么变的？", [("洛阳市2015年", "48%"), ("洛阳市2020年", "55%")]),
        (
            "洛阳城镇化率这几年怎么变的，之后定到多少？",
            [("洛阳市2015年", "48%"), ("洛阳市2020年", "55%"), ("洛阳市2025年目标", "60%")],
        ),
        ("洛阳城镇化率怎么变的，2025年目标多少？", ["48%", "55%", "60%"]),
        # 福建 2026: 涨 asks for no rate; 新疆 2026: all there is, and not what came in
        ("洛阳研发投入一路怎么涨上来的？", [("洛阳市2015年", "8亿元"), ("洛阳市2020年", "14亿元")]),
        ("洛阳装机总量这几年怎么变化？", [("洛阳市2015年", "2万千瓦"), ("洛阳市2020年", "9万千瓦")]),
    ],
)
def test_a_course_that_the_report_tells_itself(tmp_path: Path, question: str, cells: list[object]) -> None:
    made = make_report("洛阳市", 2021, COURSE, ["到2025年，城镇化率达到60%以上。"], TERM)
    found = told(open_store(tmp_path, (made,)), question)
    assert found == cells or [text for _, text in found] == cells


def test_an_area_is_found_by_its_name_and_is_not_its_province(tmp_path: Path) -> None:
    said = ["西咸新区完成投资650亿元。", "经济总量1.6万亿元。"]  # 2013 陕西
    opened = open_store(tmp_path, (make_report("陕西省", 2014, said, []),))
    assert [text for _, text in told(opened, "陕西2013年西咸新区投资多少亿元？")] == ["650亿元"]
    assert [text for _, text in told(opened, "陕西2013年经济总量多少亿元？")] == ["1.6万亿元"]


def test_what_came_in_is_compared_with_what_came_in(tmp_path: Path) -> None:
    opened = open_store(
        tmp_path, (make_report("洛阳市", 2020, ["新增公园127座，累计达到1100座。"], ["新增公园100座。"]),)
    )
    assert {text for _, text in told(opened, "洛阳2020年打算建的公园比2019年多还是少？")} == {"100座", "127座"}


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("五年来，细颗粒物平均浓度累计下降27.4%。", "27.4%"),
        ("五年来，细颗粒物平均浓度年均下降6.2%。", "6.2%"),
    ],
)
def test_the_change_between_two_years_that_the_report_tells_as_one(tmp_path: Path, sentence: str, text: str) -> None:
    made = open_store(tmp_path, [make_report("石家庄市", 2026, [sentence], [], tuple(range(2021, 2026)))])
    _, cells = asked(made, "石家庄2025年细颗粒物平均浓度比2020年下降多少？")
    assert [cell.statement and cell.statement.text for cell in cells] == [text]


def test_two_paces_are_set_against_each_other_and_no_levels(tmp_path: Path) -> None:
    made = open_store(
        tmp_path,
        [
            make_report("石家庄市", 2010, ["地区生产总值50亿元。"], ["地区生产总值增长11%左右。"]),
            make_report("石家庄市", 2026, ["地区生产总值70亿元。"], ["地区生产总值增长5%左右。"]),
        ],
    )
    _, cells = asked(made, "石家庄2026年和2010年的GDP增速目标差几个百分点？")
    assert {cell.statement.text for cell in cells if cell.statement} == {"5%", "11%"}
