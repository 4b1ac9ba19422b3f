"""What a question wants, as those that answer read it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa.places import load_gazetteer
from qa.question.catalog import Catalog
from qa.question.plan import Planner
from qa.records import Ask, Facet, Form, OfReport, Talk, Turn
from qa.wording.asking_about import About
from qa.wording.mentioning import Sought
from qa.wording.presuming import Event
from tests.samples import make_report


def delivered(place: str, speaker: str) -> Planner:
    report = make_report(place, 2020, ["粮食总产达到88万吨。"], ["新建学校9所。"])[0]
    return Planner(Catalog((replace(report, speaker=speaker),), {}), load_gazetteer())


@pytest.fixture(scope="module")
def planner() -> Planner:
    return delivered("洛阳市", "刘宛康")


def wants(planner: Planner, question: str, *earlier: str) -> Ask:
    return planner.plan(question, [Turn("user", text) for text in earlier]).ask


def test_parts_have_their_own_dimensions_and_facets(planner: Planner) -> None:
    ask = wants(planner, "洛阳2019年粮食总产多少万吨，外贸出口增长百分之几？")
    assert [(part.figure, part.dimensions, part.facet) for part in ask.parts] == [
        (True, ("质量",), Facet.LEVEL),
        (True, (), Facet.RISE),
    ]
    assert (ask.quantity, ask.count, ask.several, ask.shared.growth) == (True, 2, True, True)


def test_a_follow_up_leans_on_the_question_before(planner: Planner) -> None:
    first = "洛阳2019年粮食总产是多少"
    assert wants(planner, "2020年呢", first).leans
    assert not wants(planner, "大同2019年新建了多少所学校", first).leans
    assert not wants(planner, first).leans


@pytest.mark.parametrize(
    ("text", "talk"), [("你好", Talk.GREETING), ("今天天气怎么样", Talk.WEATHER), ("洛阳2019年粮食总产是多少", None)]
)
def test_talk(planner: Planner, text: str, talk: Talk | None) -> None:
    assert wants(planner, text).talk is talk


def test_figures_to_be_confirmed_stand_beside_what_they_are_said_of(planner: Planner) -> None:
    [asserted] = wants(planner, "洛阳2019年粮食总产是88万吨，对吗").asserted
    assert (asserted.figure.text, "88万吨" in asserted.topic, "粮食总产" in asserted.topic) == ("88万吨", False, True)
    assert not wants(planner, "洛阳2019年粮食总产超过88万吨的县有哪些").asserted


def test_what_is_shared_out_has_its_own_unit(planner: Planner) -> None:
    found = wants(planner, "洛阳2019年改造了多少座桥，平均每座花了多少天").reckonings
    assert [reading.dimensions for reading in found.readings if reading.form is Form.RATE] == [("天数",)]
    assert not wants(planner, "洛阳2019年粮食总产是多少").reckonings.readings


def test_what_is_asked_of_a_report_and_of_people_that_delivered_one(planner: Planner) -> None:
    of_speaker = wants(planner, "2020年刘宛康作的是哪一年的政府工作报告")
    assert of_speaker.report == OfReport((About.YEAR,), True, frozenset({"刘宛康"}))
    assert not wants(planner, "刘宛康2020年的报告说粮食总产是多少").report.about


def test_mentions_outcomes_and_turns_of_events(planner: Planner) -> None:
    mention = wants(planner, "哪份报告最早提到乡村振兴").mention
    assert mention is not None and (mention.sought, mention.phrase) == (Sought.FIRST, "乡村振兴")
    outcome = wants(planner, "洛阳2019年GDP增长目标完成了吗").outcome
    assert outcome is not None and (outcome.indicator, outcome.rate) == ("地区生产总值", True)
    assert wants(planner, "洛阳2019年外贸出口为什么下滑").matter.presumed == (Event.FELL,)
    quiet = wants(planner, "洛阳2019年粮食总产是多少")
    assert (quiet.mention, quiet.outcome, quiet.matter.presumed) == (None, None, ())


def test_what_has_no_chinese_word_is_foreign(planner: Planner) -> None:
    assert wants(planner, "How much grain in 2019?").foreign
    assert not wants(planner, "洛阳的GDP").foreign
