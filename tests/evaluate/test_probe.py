"""The probe: questions after what no report names are to be refused, those after what one states answered."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa.evaluate import probe as probes
from qa.evaluate.probe import (
    HEADS,
    SUBJECTS,
    WORDINGS,
    Found,
    Probe,
    Probed,
    Swap,
    Verdict,
    Way,
    by_report,
    judged,
    probe,
)
from qa.evaluate.shelf import Shelf
from qa.evaluate.system import Ours, Outcome
from qa.figures import find_figures
from qa.records import Basis, Facet, How, Period
from qa.statements.columns import Columns
from tests.evaluate.fakes import FakeAssistant, report
from tests.statements.made import stated

TEXT = "葡萄出口增长43.2%。粮食产量126.5万吨，增长18.7%。今年粮食产量达到130万吨。"
NORTH = report("north-2024", "000_aa.txt", "北山市", 2024, TEXT)
GRAIN = "粮食产量126.5万吨，增长18.7%。"
SHELF = Shelf(
    (NORTH,),
    "index-1",
    Columns.of(
        [
            stated(NORTH, "葡萄出口增长43.2%。", "43.2%", "葡萄出口", 2023, facet=Facet.RISE, names=()),
            stated(NORTH, GRAIN, "126.5万吨", "粮食产量", 2023),
            stated(NORTH, GRAIN, "18.7%", "粮食产量", 2023, facet=Facet.RISE),
            stated(NORTH, "今年粮食产量达到130万吨。", "130万吨", "粮食产量", 2024, basis=Basis.TARGET),
        ]
    ),
)
TRUE = {each.question: each for each in probes.true(SHELF)}


def outcome(answer: str, refused: bool = False) -> Outcome:
    return Outcome(answer=answer, refused=refused)


def test_tables_are_as_large_as_asked() -> None:
    assert len(HEADS) >= 15
    assert len({subject for words in SUBJECTS.values() for subject in words.split()}) >= 40
    assert len(WORDINGS) >= 6
    assert {subject for head in HEADS for subject in head.subjects} == set(SUBJECTS)


def test_only_heads_that_are_told_and_subjects_that_are_not() -> None:
    asked = [each.question for each in probes.swapped(SHELF)]
    assert len(asked) == len(set(asked)) > 100
    assert not any("葡萄" in question for question in asked)
    assert "北山市2023年水稻出口是多少？" in asked
    assert "北山市2024年水稻产量的目标是多少？" in asked
    assert not any("投资" in question or "企业" in question for question in asked)


def test_no_part_of_a_subject_is_named() -> None:
    named = replace(SHELF, reports=(replace(NORTH, text=TEXT + "望远。拖拉。"),))
    asked = [each.question for each in probes.swapped(named)]
    assert not any("望远镜" in question or "拖拉机" in question for question in asked)


def test_another_name_of_a_subject_is_it() -> None:
    named = replace(SHELF, reports=(replace(NORTH, text=TEXT + "发展集成电路。"),))
    assert any("芯片" in each.question for each in probes.swapped(SHELF))
    assert not any("芯片" in each.question for each in probes.swapped(named))


@pytest.mark.parametrize(
    ("question", "right"),
    [
        ("北山市2023年粮食产量是多少？", "126.5万吨"),
        ("2023年，北山市的粮食产量达到了多少万吨？", "126.5万吨"),
        ("北山市2023年粮食产量增长了百分之几？", "18.7%"),
        ("北山市2024年粮食产量的目标是多少？", "130万吨"),
    ],
)
def test_what_is_stated_is_asked_for_with_its_figure(question: str, right: str) -> None:
    assert [figure.text for figure in TRUE[question].right] == [right]


def test_an_open_question_takes_any_figure_of_it() -> None:
    assert [figure.text for figure in TRUE["2023年北山市粮食产量怎么样，有没有具体数字？"].right] == [
        "126.5万吨",
        "18.7%",
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"names": ()},
        {"period": Period(2019, 2023, How.AVERAGE)},
        {"period": Period(2022, 2022)},
        {"basis": Basis.BASE},
        {"place": "东山县"},
    ],
)
def test_what_the_dictionary_or_the_year_does_not_give_is_not_asked_for(changes: dict[str, object]) -> None:
    statement = stated(NORTH, GRAIN, "126.5万吨", "粮食产量", 2023, **changes)
    assert not list(probes.true(replace(SHELF, statements=Columns.of([statement]))))


@pytest.mark.parametrize(
    ("answer", "refused", "verdict"),
    [
        ("没有给出。", True, Verdict.REFUSED),
        ("没有给出，只给出增长18.7%。", True, Verdict.REFUSED),
        ("水稻出口增长43.2%[1]。", False, Verdict.FALSE),
        ("“出口增长43.2%”[1]。", False, Verdict.FALSE),
        ("2023年出口有所增长。", False, Verdict.VAGUE),
        ("2023年5月出口增长。", False, Verdict.VAGUE),
        ("", False, Verdict.VAGUE),
    ],
)
def test_verdicts_on_what_is_not_named(answer: str, refused: bool, verdict: Verdict) -> None:
    asked = Probe("报告", "北山市2023年水稻出口是多少？")
    assert judged(asked, outcome(answer, refused)).verdict is verdict


def test_a_figure_of_the_question_is_none_of_the_answer() -> None:
    asked = Probe("报告", "北山市2023年水稻出口过了5亿元没有？")
    assert judged(asked, outcome("没有提到5亿元。")).verdict is Verdict.VAGUE


@pytest.mark.parametrize(
    ("answer", "refused", "verdict"),
    [
        ("粮食产量1265000吨[1]。", False, Verdict.RIGHT),
        ("粮食产量130万吨[1]。", False, Verdict.WRONG),
        ("只给出126.5万吨。", True, Verdict.WRONG),
    ],
)
def test_verdicts_on_what_is_stated(answer: str, refused: bool, verdict: Verdict) -> None:
    asked = Probe("报告", "问", tuple(find_figures("126.5万吨")))
    assert judged(asked, outcome(answer, refused)).verdict is verdict


def test_a_failed_call_is_no_refusal() -> None:
    failed = judged(Probe("报告", "问"), Outcome(error="模型没有回应"))
    assert (failed.verdict, failed.answer) == (Verdict.VAGUE, "模型没有回应")


def test_the_same_seed_asks_the_same() -> None:
    first, again, other = (FakeAssistant() for _ in range(3))
    for assistant, seed in ((first, 1), (again, 1), (other, 2)):
        probe(Ours(assistant, 12), SHELF, 20, seed)
    assert first.asked == again.asked != other.asked
    assert len(first.asked) == 20 + min(10, len(TRUE))


def test_an_assistant_that_refuses_all_holds_the_floors_and_gets_nothing_right() -> None:
    told: list[Probed] = []
    found = probe(Ours(FakeAssistant(), 12), SHELF, 20, 0, told.append)
    assert found.held
    assert (found.refused, found.true_right, found.swapped) == (1.0, 0.0, 20)
    assert tuple(told) == found.probed


def test_one_false_answer_holds_no_floor() -> None:
    question = probes.drawn(probes.swapped(SHELF), 20, 0)[0].question
    found = probe(Ours(FakeAssistant({question: "达到9亿元[1]。"}), 12), SHELF, 20, 0)
    assert not found.held
    assert [each.probe.question for each in found.of(Verdict.FALSE)] == [question]


def test_nothing_asked_holds_no_floor() -> None:
    assert not Found(()).held


def test_counts_by_report_end_with_the_whole() -> None:
    found = probe(Ours(FakeAssistant(), 12), SHELF, 20, 0)
    assert [name for name, _ in by_report(found)] == [NORTH.title, "全部"]
    assert by_report(found)[-1][1].total() == len(found.probed)


def test_every_way_of_asking_has_its_wordings() -> None:
    assert {way for way, _ in WORDINGS} == set(Way)


GROWN = report("north-2024", "000_aa.txt", "北山市", 2024, "水果产量120万吨。蔬菜产量80万吨，蔬菜价格平稳。")
FRUIT = Shelf(
    (GROWN,),
    "index-1",
    Columns.of(
        [
            stated(GROWN, "水果产量120万吨。", "120万吨", "水果产量", 2023, names=()),
            stated(GROWN, "蔬菜产量80万吨，蔬菜价格平稳。", "80万吨", "蔬菜产量", 2023, names=()),
        ]
    ),
)


def test_measures_that_are_told_of_a_thing_are_swapped_for_those_that_are_not() -> None:
    asked = [each.question for each in probes.remeasured(FRUIT)]
    assert "北山市2023年水果价格是多少？" in asked and "北山市2023年水果出口额是多少？" in asked
    assert not any("产量" in question for question in asked)
    assert not any("蔬菜价格" in question for question in asked)
    assert "北山市2023年蔬菜出口额是多少？" in asked


def test_measures_are_asked_for_where_they_are_to_be() -> None:
    answers = {each.question: outcome("没有", refused=True) for each in probes.remeasured(FRUIT)}

    class Refusing:
        name = "refusing"

        def answer(self, question: str, _: object) -> Outcome:
            return answers.get(question, outcome("120万吨"))

    found = probe(Refusing(), FRUIT, 10, 0, swap=Swap.MEASURE)
    assert found.refused == 1.0 and found.swapped == 10
