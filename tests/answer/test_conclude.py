"""Answers made of statements: the conclusion, the table, and what is kept apart."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from qa.answer.composed import Composed
from qa.answer.conclude import compared, told
from qa.answer.library import Opened
from qa.records import Table
from tests.answer.opened import asked, open_store
from tests.samples import make_report


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Opened:
    return open_store(tmp_path_factory.mktemp("conclude"))


def facts(opened: Opened, question: str) -> Composed:
    composed = told(*asked(opened, question))
    assert composed is not None
    return composed


def sides(opened: Opened, question: str) -> Composed:
    composed = compared(*asked(opened, question))
    assert composed is not None
    # Whatever is marked, in the text or in the table, is used, and the other way round.
    marked = {int(n) for n in re.findall(r"\[(\d+)\]", composed.text)}
    marked |= (
        {cell.citation for row in composed.table.rows for cell in row if cell.citation} if composed.table else set()
    )
    assert marked == set(composed.used)
    return composed


def cells(table: Table | None) -> list[tuple[str, str]]:
    assert table is not None
    return [(row[0].text, row[1].text) for row in table.rows]


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("洛阳2019年新建了多少公里农村公路？", "洛阳市2019年新建农村公路386公里[1]。"),
        ("洛阳2019年地区生产总值增速是多少？", "洛阳市2019年地区生产总值增长8%[1]。"),
        ("洛阳2020年计划新建多少公里农村公路？", "洛阳市2020年新建农村公路410公里以上[1]。"),
        ("洛阳2019年单位生产总值能耗下降多少？", "洛阳市2019年单位生产总值能耗下降3%[1]。"),
    ],
)
def test_one_figure_is_one_line(opened: Opened, question: str, line: str) -> None:
    composed = facts(opened, question)
    assert composed.text.splitlines()[0] == line
    assert (composed.mode, composed.table) == ("extractive", None)
    assert [figure.status for figure in composed.figures] == ["quoted"]


def test_nothing_is_told_unless_all_is(opened: Opened) -> None:
    assert told(*asked(opened, "大同2019年粮食产量多少万吨？")) is None
    plan, found = asked(opened, "2019年洛阳和长治新建农村公路多少公里？")
    assert told(plan, found) is None
    assert compared(*asked(opened, "大同2019年粮食产量多少万吨？")) is None


def test_the_higher_of_two_comes_first_with_the_difference(opened: Opened) -> None:
    composed = sides(opened, "2019年洛阳和大同地区生产总值增速哪个高？")
    assert composed.text.splitlines()[0].startswith(
        "洛阳市2019年更高：地区生产总值增速，洛阳市2019年8%[1]，大同市2019年6.6%[2]"
    )
    assert "8−6.6=1.4，即1.4个百分点" in composed.text
    assert cells(composed.table) == [("洛阳市2019年", "8%"), ("大同市2019年", "6.6%")]
    assert {figure.status for figure in composed.figures} == {"quoted", "derived"}


def test_what_is_the_same_is_said_to_be(opened: Opened) -> None:
    assert "两者相同" in sides(opened, "2019年大同和长治地区生产总值增速哪个高？").text


def test_three_are_ranked(opened: Opened) -> None:
    composed = sides(opened, "2019年洛阳、大同、长治地区生产总值增速谁最高？")
    assert "最高的是洛阳市2019年8%[1]" in composed.text.splitlines()[0]
    assert cells(composed.table)[0] == ("洛阳市2019年", "8%")


def test_a_course_goes_in_the_order_of_its_years(opened: Opened) -> None:
    composed = sides(opened, "洛阳2018年、2019年地区生产总值增速怎么变化？")
    assert "洛阳市2018年7.9%[1] → 洛阳市2019年8%[2]，前后上升" in composed.text


def test_a_target_has_not_moved(opened: Opened) -> None:
    composed = sides(opened, "洛阳新建农村公路2019年、2020年怎么变化？")
    assert "，目标高于结果；" in composed.text and "前后" not in composed.text


def test_how_many_give_it_is_told_where_that_is_asked(opened: Opened) -> None:
    composed = sides(opened, "2019年有几个市给出了地区生产总值增速？最高的是谁")
    assert "给出的有3个，最高的是洛阳市2019年8%[1]" in composed.text


def test_a_report_that_is_silent_is_named_and_no_other_figure_takes_the_place(opened: Opened) -> None:
    composed = sides(opened, "2019年洛阳和长治各新建了多少公里农村公路，哪个多？")
    assert "长治市" in composed.text and "12亿元" not in [text for _, text in cells(composed.table)]
    assert ("洛阳市2019年", "386公里") in cells(composed.table)
    assert not [figure for figure in composed.figures if figure.status == "derived"]


def test_a_mean_is_reckoned_where_it_is_asked_for(opened: Opened) -> None:
    composed = sides(opened, "洛阳2018年、2019年地区生产总值增速平均是多少？")
    assert "(7.9+8)÷2" in composed.text


def test_who_keeps_a_bound_is_told_and_the_others_are_counted(opened: Opened) -> None:
    composed = sides(opened, "2019年哪些地方地区生产总值增速在7%及以上？")
    assert composed.text.startswith("地区生产总值增速不低于7%的有1个：洛阳市2019年8%[1]；给出了数而不在此列的还有2个。")


def test_who_is_silent_is_told_where_that_is_asked(opened: Opened) -> None:
    assert "没有给出这一项的有2个——" in sides(opened, "2019年哪几个市没有给出民间投资增速？").text


def test_an_open_end_is_on_its_own_side_of_a_bound(tmp_path: Path) -> None:
    aims = {
        "洛阳市": "地区生产总值增长5%以上。",
        "大同市": "地区生产总值增长5%左右。",
        "长治市": "地区生产总值增长4.5%左右。",
    }
    made = open_store(tmp_path, tuple(make_report(place, 2021, [], [aim]) for place, aim in aims.items()))
    assert "不高于5%的有2个：大同市2021年5%左右" in sides(made, "2021年哪些地方地区生产总值增长目标在5%以下？").text
    strict = sides(made, "2021年把地区生产总值增长目标定在5%以下（不含5%）的地方有哪些？").text
    assert "低于5%的有1个：长治市2021年4.5%左右" in strict


def test_the_first_of_all_places_without_naming_any(opened: Opened) -> None:
    composed = sides(opened, "2019年地区生产总值增速谁最高、谁最低，相差几个百分点？")
    assert "最高的是洛阳市2019年8%[1]" in composed.text and "即1.4个百分点" in composed.text


def test_each_place_has_the_year_that_stands_beside_it(opened: Opened) -> None:
    composed = sides(opened, "2018年的洛阳和2019年的大同，地区生产总值增速哪个高？")
    assert cells(composed.table) == [("洛阳市2018年", "7.9%"), ("大同市2019年", "6.6%")]


def test_growth_of_nothing_named_is_that_of_the_economy(opened: Opened) -> None:
    assert "洛阳市2019年更高：地区生产总值增速" in sides(opened, "2019年洛阳和大同谁的增速高？").text


def test_who_fell_is_told_by_a_bound_of_nothing(opened: Opened) -> None:
    assert sides(opened, "2019年地区生产总值负增长的有哪些市？").text.startswith("地区生产总值增速为负的没有。")


def test_a_sum_is_told_without_the_highest(opened: Opened) -> None:
    composed = sides(opened, "2019年洛阳和大同新建农村公路加起来多少公里？")
    assert composed.text.startswith("386+510=896，即896公里。") and "更高" not in composed.text


def test_what_cannot_be_compared_is_said_to_be_so(opened: Opened) -> None:
    composed = sides(opened, "2019年洛阳和大同的民间投资与地区生产总值各是多少？")
    assert "更高" not in composed.text


@pytest.mark.parametrize(
    ("question", "turns"),
    [
        ("洛阳2019年新建了多少公里农村公路？", True),
        ("洛阳2019年GDP", True),
        ("洛阳2020年粮食产量目标", True),
        ("洛阳2019年芯片产量", True),
        ("洛阳2019年农业发展情况", False),
        ("洛阳和大同谁的增速目标高", True),
        ("2019年洛阳和大同地区生产总值哪个高？", True),
        ("洛阳为什么建设农村公路？", False),
        ("洛阳有哪些措施发展农业？", False),
        ("你好", False),
    ],
)
def test_questions_that_turn_on_figures(opened: Opened, question: str, turns: bool) -> None:
    assert asked(opened, question)[0].ask.figures is turns


def test_a_target_is_set_against_its_result(opened: Opened) -> None:
    first = sides(opened, "洛阳2019年农村公路的目标比实际高还是低？").text.splitlines()[0]
    assert first.startswith("洛阳市2019年目标高于洛阳市2019年结果：")


def test_growth_that_is_not_stated_does_not_hide_the_figure(opened: Opened) -> None:
    composed = facts(opened, "洛阳2019年新建了多少公里农村公路，比上年涨了多少？")
    assert "386公里[1]。报告没有直接给出它的增幅。" in composed.text.splitlines()[0]


@pytest.fixture(scope="module")
def aims(tmp_path_factory: pytest.TempPathFactory) -> Opened:
    made = (
        make_report("洛阳市", 2020, ["地区生产总值增长8%。"], ["地区生产总值增长7%左右。"]),
        make_report("大同市", 2020, ["地区生产总值增长6.6%。"], ["地区生产总值增长7%左右。"]),
        make_report("长治市", 2020, ["地区生产总值增长5%。"], ["地区生产总值增长5.5%-6%。"]),
    )
    return open_store(tmp_path_factory.mktemp("aims"), made)


def test_the_targets_of_all_places_are_set_against_their_results(aims: Opened) -> None:
    composed = sides(aims, "各市2020年的GDP增速目标比2019年实际低多少？哪个市低得最多？")
    first, *rest = composed.text.splitlines()
    assert "目标低于结果的有1个，低于得最多的是洛阳市（1个百分点）" in first
    assert "目标高于结果的有1个，高于得最多的是大同市（0.4个百分点）" in first
    assert any(line.startswith("- 洛阳市：目标7%左右[") and "8−7=1" in line for line in rest)
    assert any(line.startswith("- 长治市：目标") and "−" not in line for line in rest)


def test_of_many_places_a_figure_of_another_time_is_named_without_its_size(tmp_path: Path) -> None:
    names = ("洛阳市", "大同市", "长治市", "吕梁市", "运城市", "临汾市", "晋中市", "朔州市")
    made = [
        make_report(place, 2020, [f"粮食产量{200 + n}万吨。"] if n < 5 else [], [f"粮食产量{300 + n}万吨以上。"])
        for n, place in enumerate(names)
    ]
    plan, cells = asked(open_store(tmp_path, made), "各市2019年粮食产量谁最高？")
    composed = compared(plan, cells)
    assert composed is not None and "最高的是吕梁市" not in composed.text and "最高的是运城市" in composed.text
    assert "只给出2020年目标的：临汾市、晋中市、朔州市。" in composed.text
    assert "305" not in composed.text


def test_one_that_does_not_come_up_to_the_other_is_said_to_be_lower(opened: Opened) -> None:
    text = sides(opened, "2019年大同的地区生产总值增速是多少，够得上洛阳吗？").text
    assert text.startswith("大同市2019年低于洛阳市2019年：地区生产总值增速")


UNLIKE = (
    make_report("洛阳市", 2021, ["办理人大代表建议和政协委员提案427件。", "改造老旧小区1.5万户。", "市场主体净增20万户。", "PM2.5浓度31微克/立方米。"], ["新建公园3座。"]),
    make_report("大同市", 2021, ["办理人大代表建议240件、政协委员提案333件。", "改造老旧小区300个。", "市场主体从60万户增至90万户。", "PM2.5浓度28微克/立方米。"], ["新建公园3座。"]),
)  # fmt: skip


@pytest.fixture(scope="module")
def unlike(tmp_path_factory: pytest.TempPathFactory) -> Opened:
    return open_store(tmp_path_factory.mktemp("unlike"), UNLIKE)


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("2020年洛阳和大同改造老旧小区哪个多？", ["1.5万户", "300个"]),
        ("2020年洛阳和大同市场主体哪个多？", ["20万户", "90万户"]),
    ],
)
def test_nothing_is_concluded_of_what_is_not_alike(unlike: Opened, question: str, figures: list[str]) -> None:
    text = sides(unlike, question).text
    assert all(figure in text for figure in figures) and "口径不同，不能直接比较" in text, text
    assert "更高" not in text and "−" not in text


def test_a_bound_without_a_unit(unlike: Opened) -> None:
    text = sides(unlike, "2020年各市PM2.5浓度低于30的有哪些？").text
    assert text.startswith("PM2.5浓度低于30的有1个：大同市2020年28微克/立方米")


def test_parts_are_added_up_beside_what_is_told_of_them_together(unlike: Opened) -> None:
    text = sides(unlike, "2020年洛阳和大同办理人大代表建议哪个多？").text
    assert "240+333=573" in text and "573−427=146" in text and "427−240" not in text
    assert text.count("大同市2020年更多") == 1 and "洛阳市2021年报告" in text.partition("依据")[2], text


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Opened:
    told = (
        "地区生产总值5万亿元，增长5%。",
        "合肥市地区生产总值达1.4万亿元，芜湖市突破5700亿元，滁州、阜阳2市均超过3500亿元。",
        "铜陵市新建学校20所。",
        "肥西县、长丰县地区生产总值分别增长7%、6%。",
    )
    return open_store(tmp_path_factory.mktemp("province"), [make_report("安徽省", 2026, told, [])])


def test_the_places_within_one_are_set_side_by_side(province: Opened) -> None:
    made = sides(province, "安徽各市2025年GDP分别是多少？")
    assert cells(made.table)[:2] == [("合肥市2025年", "1.4万亿元"), ("芜湖市2025年", "突破5700亿元")]
    assert made.text.startswith("地区生产总值：最高的是合肥市2025年1.4万亿元[1]")
    assert "铜陵市" not in made.text and "这里列出的是报告写到的" in made.text


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        (
            "合肥和芜湖2025年GDP谁高？",
            "合肥市2025年更高：地区生产总值，合肥市2025年1.4万亿元[1]，芜湖市2025年突破5700亿元[1]",
        ),
        ("安徽哪个市2025年GDP最高？", "地区生产总值：最高的是合肥市2025年1.4万亿元[1]"),
        (
            "安徽有哪些市2025年GDP超过5000亿元？",
            "地区生产总值高于5000亿元的有2个：合肥市2025年1.4万亿元[1]、芜湖市2025年突破5700亿元[1]",
        ),
        ("安徽哪个县2025年GDP增长最快？", "肥西县2025年更高：地区生产总值增速，肥西县2025年7%[1]，长丰县2025年6%[1]"),
    ],
)
def test_which_of_the_places_within_one(province: Opened, question: str, begins: str) -> None:
    assert sides(province, question).text.startswith(begins)


def test_a_place_within_one_by_its_short_name_alone(province: Opened) -> None:
    """芜湖 without 安徽; a street that bears the name is none."""
    assert facts(province, "2025年芜湖GDP多少？").text.startswith("安徽省2025年芜湖市地区生产总值突破5700亿元[1]")
    plan, _ = asked(province, "2025年肥西路改造了多少米？")
    assert not any(scope.named for scope in plan.scopes)


def test_one_place_is_told_in_percent_of_another(tmp_path: Path) -> None:
    said = {"洛阳市": "地区生产总值5.53万亿元。", "大同市": "地区生产总值14.58万亿元。"}
    made = open_store(tmp_path, tuple(make_report(place, 2020, [each], []) for place, each in said.items()))
    assert "5.53÷14.58≈37.9%" in sides(made, "2019年洛阳的GDP相当于大同的百分之几？").text


def test_what_came_about_is_told_as_a_course(opened: Opened) -> None:
    composed = sides(opened, "洛阳2018年和2019年地区生产总值增速变化了多少？")
    assert "洛阳市2018年7.9%[1] → 洛阳市2019年8%[2]，前后上升" in composed.text and "更高" not in composed.text
