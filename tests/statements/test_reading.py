"""Sentences taken apart: which numbers are figures, and the words around each."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.statements.reading import Taken, taken_apart
from qa.wording.times import Clock


def figures(text: str, year: int | None = 2024) -> list[str]:
    taken = taken_apart(text, Clock(year))
    return [clause.figure.text for clause in taken.clauses] if taken else []


def apart(text: str) -> Taken:
    taken = taken_apart(text, Clock(2024))
    assert taken is not None
    return taken


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("农业机械总站由二十个增加到三十三个。", ["二十个", "三十三个"]),  # 1979 国务院
        ("钢产量三千一百七十八万吨，比上年增长百分之三十三点九。", ["三千一百七十八万吨", "百分之三十三点九"]),
        ("人口自然增长率4.7‰。", ["4.7‰"]),
        ("失业率下降0.3个百分点。", ["0.3个百分点"]),
        ("旅游收入增长1.2倍。", ["1.2倍"]),
        ("经济总量居全国第二，产量排第16位。", ["第二", "第16位"]),
        ("居民收入翻番。", ["翻番"]),
        ("恩格尔系数降至28.9。", ["28.9"]),
        ("审批时限压缩到5天。", ["5天"]),
        ("人均预期寿命78.2岁。", ["78.2岁"]),
        ("增长5%—6%。", ["5%—6%"]),
        ("财政收入迈上千亿元台阶。", ["千亿元"]),
    ],
)
def test_quantities_are_figures(text: str, found: list[str]) -> None:
    assert figures(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "没有数字。", "2023年12月，全面完成。", "三大攻坚战取得进展。", "“十四五”规划顺利收官。", "24小时不打烊。", "每50公里一座。", "60岁以上老人受益。",
        "五年来成绩显著。", "建成“两个中心”。", "召开第三次会议。", "三次产业比为3:82:15。", "第一，坚持创新。", "5A级景区。", "三是扩大开放。",
        "千吨级航道。",
    ],
)  # fmt: skip
def test_names_dates_and_slogans_are_none(text: str) -> None:
    assert figures(text) == []


def test_what_kind_of_thing_is_no_figure_of_its_own() -> None:
    assert figures("投资5000万元以上产业项目30个。") == ["30个"]
    assert figures("新增5A级景区2家。") == ["2家"]
    assert figures("投资5000万元以上。") == ["5000万元"]


def test_words_that_lead_to_a_figure_and_those_behind() -> None:
    first, second, third = apart("全市新建学校12所、医院3家，投资5亿元。").clauses
    assert (first.lead, second.lead, third.lead) == ("全市新建学校", "医院", "投资")
    (behind,) = apart("完成52家企业的改制任务，成效明显。").clauses
    assert (behind.lead, behind.trail) == ("完成", "企业的改制任务")


def test_words_of_time_are_blanked_out_and_kept_as_times() -> None:
    taken = apart("到2030年，粮食产量比上年增长5%。")
    assert [(time.first, time.use.value) for time in taken.times] == [(2030, "at"), (2023, "base")]
    assert "2030" not in taken.plain and "上年" not in taken.plain and len(taken.plain) == len(taken.text)


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("分别增长4.3%和6.1%。", [(0, 0), (0, 1)]),
        ("分别为3.9%、9.8%、10.1%。", [(0, 0), (0, 1), (0, 2)]),
        ("粮食5万吨、油料3万吨。", [(0, 0), (1, 0)]),
        ("省重点项目44个，120个项目开工。", [(0, 0), (1, 0)]),
    ],
)
def test_figures_listed_one_behind_the_other(text: str, runs: list[tuple[int, int]]) -> None:
    assert [(clause.run, clause.place_in_run) for clause in apart(text).clauses] == runs


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("由2007年的3451件增加到14908件。", ["starts", "ends"]),
        ("从33.6%提高到34.1%，增长5%。", ["starts", "ends", ""]),
        ("由10元和20元分别提高到30元和40元。", ["starts", "starts", "ends", "ends"]),
        ("增加20件，达到30件。", ["", ""]),
    ],
)
def test_both_ends_of_a_change(text: str, marks: list[str]) -> None:
    found = ["starts" if clause.starts else "ends" if clause.ends else "" for clause in apart(text).clauses]
    assert found == marks


PIECES = st.sampled_from(
    [
        "粮食",
        "5万吨",
        "、",
        "，",
        "和",
        "由",
        "增加到",
        "3%",
        "2023年",
        "（",
        "）",
        "一百",
        "个",
        "第二位",
        "“十五五”",
        "—",
        ".",
    ]
)


@given(st.lists(PIECES, max_size=15).map("".join), st.none() | st.integers(1954, 2030))
@settings(deadline=None)
def test_pieces_stand_where_they_say(text: str, year: int | None) -> None:
    taken = taken_apart(text, Clock(year))
    for clause in taken.clauses if taken else ():
        assert text[clause.figure.start : clause.figure.end] == clause.figure.text
        assert taken and taken.plain[clause.begin : clause.figure.start] == clause.lead
        assert taken.plain.startswith(clause.trail, clause.figure.end)
