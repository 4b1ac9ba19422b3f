"""Every figure of an answer against the sentences it cites."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answer.check import check_figures
from qa.answer.derive import difference, previous
from qa.figures import find_figures
from qa.records import CheckedFigure

_OLD = "张家口市2007年报告，2006年结果："
_NEW = "承德市2024年报告，2023年结果："
EVIDENCE = {
    1: f"{_OLD}全市生产总值达到475.5亿元，比上年增长13.6%。",
    2: f"{_OLD}全部财政收入完成83.85亿元，增长15.64%，其中，地方一般预算收入完成24.28亿元，增长15.02%。",
    3: f"{_OLD}全社会消费品零售总额完成165.2亿元，增长13.1%。",
    4: f"{_OLD}全市城市居民人均可支配收入和农民人均纯收入分别达到8940元、2670元，分别增长15.9%和14.6%。",
    5: f"{_OLD}县域生产总值和财政收入分别增长16%和25.5%，有15个县区财政收入过亿元，9个县区超过2亿元。",
    6: f"{_OLD}全市规模以上工业完成增加值145.2亿元、利税65亿元、利润24.2亿元，分别增长14.5%、29.4%、53.4%。",
    7: f"{_OLD}国有企业改革继续推进，共完成52家企业的改制任务，安置职工3.07万名，1.82万名职工劳动关系得到调整。",
    8: f"{_OLD}全市粮食总产达到126.5万吨，增长18.7%，建成文明生态村282个。",
    9: f"{_NEW}一般公共预算收入增长8.1%，社会消费品零售总额增长9.6%，农村自来水普及率提高到87.5%，单位能耗下降3%。",
    10: f"{_NEW}与北京市签署了科技、文化、人才、产业等7个方面合作协议，4月10日召开第18届大会，PM2.5平均浓度23微克/立方米。",
    12: f"{_NEW}农村居民人均纯收入增加321元，达到784元，森林覆盖率由15.1%提高到17.6%。",
    11: f"{_NEW}人均生产总值突破3万元，造林3万公顷，1—11月投资增长5%—6%，较2016年提高11.4个百分点。",
}


def statuses(answer: str, question: str = "") -> list[str]:
    return [figure.status for figure in check_figures(answer, EVIDENCE, question)]


@pytest.mark.parametrize(
    "answer",
    [
        "2006年全市生产总值475.5亿元，增长13.6%[1]。",
        "2006年GDP达到475.5亿元[1]，增长13.6%[1]。",
        "全部财政收入83.85亿元[2]，其中地方一般预算收入24.28亿元，增长15.02%[2]。",
        "农民人均纯收入2670元，增长14.6%[4]；城市居民人均可支配收入8940元，增长15.9%[4]。",
        "县域财政收入增长25.5%，县域生产总值增长16%[5]。",
        "利税65亿元，增长29.4%；利润24.2亿元，增长53.4%[6]。",
        "完成52户国有企业改制[7]，安置职工30700人[7]。",
        "完成五十二家企业改制，三万零七百名职工得到安置。[7]",
        "粮食总产１２６．５万吨，增长百分之十八点七[8]",
        "粮食总产1,265,000吨[8]。",
        "| 2006年 | 165.2亿元[3] |\n| 2023年 | 8.1%[9] |",
        "| 地区 | 亿元 |\n| 张家口 | 475.5[1] |",
        "普及率达到87.5%[9]，单位能耗降幅为3%[9]。",
        "签署了七个方面的合作协议[10]，4月10日召开第十八届大会[10]，PM2.5浓度为23μg/m³[10]。",
        "造林45万亩[11]，1月至11月投资增长百分之五到六[11]，比2016年提高11.4个百分点[11]。",
        "粮食总产126.5万吨。",
        "2007年报告说，2006年建成文明生态村282个[8]。",
    ],
)
def test_quoted(answer: str) -> None:
    assert set(statuses(answer)) == {"quoted"}


@pytest.mark.parametrize(
    ("answer", "wrong"),
    [
        ("建成文明生态村277个[8]", ["277个"]),
        ("粮食总产126.5亿吨[8]", ["126.5亿吨"]),
        ("粮食总产126.5万斤[8]", ["126.5万斤"]),
        ("安置职工3.07万户，其中1.82亿名职工劳动关系调整[7]", ["1.82亿名"]),
        ("一般公共预算收入增长8.1个百分点[9]", ["8.1个百分点"]),
        ("较2016年提高11.4%[11]", ["11.4%"]),
        ("社会消费品零售总额增长9.6‰[9]", ["9.6‰"]),
        ("造林3万亩[11]", ["3万亩"]),
        ("投资增长6%[11]", ["6%"]),
        ("安置职工3.07%[7]", ["3.07%"]),
        ("新增坐席2006个[8]", ["2006个"]),
        ("5月10日召开第19届大会[10]", ["5月10日", "第19届"]),
        ("2010年粮食总产126.5万吨[8]", ["2010年"]),
        ("PM2.5平均浓度2.5微克/立方米[10]", ["2.5微克/立方米"]),
        # the right number under a sentence that does not have it
        ("粮食总产126.5万吨[1]。", ["126.5万吨"]),
        ("粮食总产126.5万吨[1]，生产总值475.5亿元[1]。", ["126.5万吨"]),
        # another indicator of the same sentence or of another one
        ("一般公共预算收入增长13.1%[3]", ["13.1%"]),
        ("一般公共预算收入增长9.6%[9]", ["9.6%"]),
        ("全部财政收入24.28亿元[2]", ["24.28亿元"]),
        ("农民人均纯收入8940元[4]", ["8940元"]),
        ("城市居民人均可支配收入增长14.6%[4]", ["14.6%"]),
        ("县域生产总值增长25.5%[5]", ["25.5%"]),
        ("利润增长29.4%[6]", ["29.4%"]),
        # a fall for a rise, the change for the level
        ("一般公共预算收入下降8.1%[9]", ["8.1%"]),
        ("单位能耗增长3%[9]", ["3%"]),
        ("农村自来水普及率提高87.5%[9]", ["87.5%"]),
        ("农村居民人均纯收入增加784元[12]", ["784元"]),
        ("森林覆盖率提高到15.1%[12]", ["15.1%"]),
    ],
)
def test_unsupported(answer: str, wrong: list[str]) -> None:
    checked = check_figures(answer, EVIDENCE)
    assert [figure.text for figure in checked if figure.status == "unsupported"] == wrong
    assert all(figure.citation is None for figure in checked if figure.status == "unsupported")


def test_citation_is_the_sentence_that_has_the_figure() -> None:
    checked = check_figures("总产126.5万吨，生产总值475.5亿元[1][8]。", EVIDENCE)
    assert [figure.citation for figure in checked] == [8, 1]


def test_unknown_marks_count_as_none() -> None:
    assert statuses("粮食总产126.5万吨[99]。") == ["quoted"]


def test_no_evidence_supports_nothing() -> None:
    assert [f.status for f in check_figures("2006年增长5%。", {})] == ["unsupported", "unsupported"]


def test_marks_headings_and_names_are_not_figures() -> None:
    assert check_figures("1. 生态较好[1]\n2. G109通车，PM2.5达标[2][3]", EVIDENCE) == ()


@pytest.mark.parametrize(
    ("answer", "question", "expected"),
    [
        ("2023年一般公共预算收入增长8.1%[9]", "承德2023年预算收入", ["quoted", "quoted"]),
        ("2019—2023年增长8.1%[9]", "2019—2023年承德", ["quoted", "quoted"]),
        ("2010年增长8.1%[9]", "2010年承德", ["unsupported", "quoted"]),
        ("2027年增长8.1%[9]", "", ["unsupported", "quoted"]),
        ("增长12%[9]", "是否增长12%", ["unsupported"]),
    ],
)
def test_question_supports_years_only(answer: str, question: str, expected: list[str]) -> None:
    assert statuses(answer, question) == expected


def test_counts_the_answer_makes_of_its_own_are_left_out() -> None:
    assert statuses("主要有两个方面：第一个是粮食，十年来增长18.7%[8]。") == ["quoted"]
    assert statuses("主要有2个方面[8]。") == ["unsupported"]


@pytest.mark.parametrize(
    ("answer", "formula"),
    [
        ("增长近两成[8]", "18.7%≈两成"),
        ("生产总值约476亿元[1]", "475.5亿元≈476亿元"),
        ("生产总值超过470亿元[1]", "475.5亿元≈470亿元"),
    ],
)
def test_fair_approximations_are_derived(answer: str, formula: str) -> None:
    (figure,) = check_figures(answer, EVIDENCE)
    assert (figure.status, figure.formula) == ("derived", formula)


@pytest.mark.parametrize(
    "answer", ["增长两成[8]", "增长近三成[8]", "生产总值476亿元[1]", "生产总值超过476亿元[1]", "约490亿元[1]"]
)
def test_unfair_approximations_are_unsupported(answer: str) -> None:
    assert statuses(answer) == ["unsupported"]


def test_computed_figures_are_derived_with_their_formula() -> None:
    growth, earlier = find_figures("增长16.6%，完成17.5亿元")
    points = difference(growth, find_figures("增长16%")[0])
    before = previous(earlier, find_figures("增长20.7%")[0])
    assert points is not None
    assert before is not None
    answer = f"快{points.formula}个百分点；{before.formula}，上年约{before.text}。"
    checked = check_figures(answer, EVIDENCE, derived=(points, before))
    assert CheckedFigure("0.6个百分点", "derived", formula="16.6−16=0.6") in checked
    assert CheckedFigure("14.5亿元", "derived", formula="17.5÷(1+20.7%)≈14.5") in checked
    assert {figure.status for figure in checked} == {"derived"}


@given(st.sampled_from(sorted(EVIDENCE)))
def test_every_sentence_supports_itself(number: int) -> None:
    _, _, sentence = EVIDENCE[number].partition("：")
    for answer in (f"{sentence}[{number}]", f"{sentence.rstrip('。')}[{number}]。", sentence):
        assert {figure.status for figure in check_figures(answer, EVIDENCE)} == {"quoted"}


@given(st.integers(min_value=3000, max_value=10**8))
def test_a_number_that_is_nowhere_is_never_quoted(number: int) -> None:
    known = {figure.number for text in EVIDENCE.values() for figure in find_figures(text)}
    if number not in known:
        assert statuses(f"粮食总产{number}万吨[8]") == ["unsupported"]


def test_long_answers_are_checked_in_linear_time() -> None:
    started = time.perf_counter()
    check_figures("粮食总产126.5万吨，增长18.7%[8]。" * 500, EVIDENCE)
    assert time.perf_counter() - started < 3


def test_the_count_of_the_sentences_cited_behind_it_is_the_answers_own() -> None:
    counted = check_figures("有3份报告写到财政收入[2][5][9]：", EVIDENCE)
    other = check_figures("有4份报告写到财政收入[2][5][9]：", EVIDENCE)
    things = check_figures("合作协议涉及3所学校[2][5][9]。", EVIDENCE)
    assert counted == ()
    assert [figure.status for figure in (*other, *things)] == ["unsupported", "unsupported"]
