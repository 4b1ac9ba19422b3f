from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from qa.answer.calculate import Filling, fill
from qa.answer.check import check_figures
from qa.answer.evidence import Numbered
from qa.answer.material import Row
from qa.records import Facet, How, Period
from qa.statements.lookup import Told
from tests.answer.samples import hit
from tests.samples import make_report
from tests.statements.made import stated

TEXT = "地区生产总值达到500亿元、增长7.8%，常住人口200万人，森林覆盖率40%，粮食产量300万吨，进口下降3%。"
REPORT = make_report("洛阳市", 2020, [TEXT], [])[0]


def row(number: int, figure: str, indicator: str, year: int = 2019, **changes: Any) -> Row:
    found = hit("洛阳市", TEXT, 1.0)
    item = Numbered(number + 10, found, *found.sentences[0])
    return Row(number, Told(stated(REPORT, TEXT, figure, indicator, year, **changes), TEXT), item)


ROWS = [
    row(1, "500亿元", "地区生产总值"),
    row(2, "7.8%", "地区生产总值", facet=Facet.RISE),
    row(3, "200万人", "常住人口"),
    row(4, "40%", "森林覆盖率"),
    row(5, "300万吨", "粮食产量"),
    row(6, "3%", "进口", facet=Facet.FALL),
    row(7, "500亿元", "投资", 2019, period=Period(2015, 2019, How.TOTAL)),
    row(8, "200万人", "就业人口", 2015),
]


@pytest.mark.parametrize(
    ("call", "result"),
    [
        ("{{相差 数2 数6}}", "10.8个百分点（7.8−(−3)=10.8个百分点）[12][16]"),
        ("{{人均 数1 数3}}", "2.5万元（500亿元÷200万人=2.5万元）[11][13]"),
        ("{{上年 数1 数2}}", "464亿元（500÷(1+7.8%)≈464亿元；按增速反推，为估算）[11][12]"),
        ("{{折算：数3，数4}}", "80万人（200×40%=80万人）[13][14]"),
        ("{{年均 数7}}", "100亿元（500÷5=100亿元）[17]"),
        ("{{倍数 3 8}}", "1倍（200÷200=1倍）[13][18]"),
        ("{{年均增长率(数3, 数8)}}", "0%"),
    ],
)
def test_code_works_it_out_and_shows_how(call: str, result: str) -> None:
    filled = fill(f"约为{call}。", ROWS)
    assert filled.text.startswith(f"约为{result}")
    assert not filled.problems and filled.derived
    assert filled.without == "约为。"


@pytest.mark.parametrize(
    ("call", "problem"),
    [
        ("{{相差 数1 数5}}", "单位或口径不同"),
        ("{{相差 数1 数99}}", "没有的编号"),
        ("{{相差 数1}}", "个数不对"),
        ("{{合计 数1}}", "个数不对"),
        ("{{开方 数1 数2}}", "不是可用的算法"),
        ("{{相差 500亿元 300亿元}}", "只能用数据表里的编号"),
        ("{{相差 数1 数2", "写法不对"),
        ("{{上年 数2 数1}}", "单位或口径不同"),
        ("{{__import__('os')}}", "写法不对"),
    ],
)
def test_what_cannot_be_is_said_and_shows_no_number(call: str, problem: str) -> None:
    filled = fill(f"约为{call}。", ROWS)
    assert problem in "；".join(filled.problems) and not filled.derived


def test_an_estimate_is_told_in_as_many_digits_as_people_say() -> None:
    text = "收入5853.9亿元、增长3.9%。"
    report = make_report("洛阳市", 2020, [text], [])[0]
    rows = [
        replace(ROWS[0], told=Told(stated(report, text, "5853.9亿元", "收入", 2019), text)),
        replace(ROWS[1], told=Told(stated(report, text, "3.9%", "收入", 2019, facet=Facet.RISE), text)),
    ]
    told = fill("约为{{上年 数1 数2}}。", rows)
    assert told.text.startswith("约为5634亿元（5853.9÷(1+3.9%)≈5634.2亿元")
    checked = check_figures(told.text, {11: text, 12: text}, "", told.derived)
    assert {figure.status for figure in checked} == {"derived"}


def test_marks_are_not_given_twice() -> None:
    assert fill("人均{{人均 数1 数3}}[13][11]。", ROWS).text.endswith("[11][13]。")


@pytest.mark.parametrize("size", [1, 2, 7, 100])
def test_a_stream_holds_back_what_may_be_a_call(size: int) -> None:
    text = "多{{相差 数2 数6}}，{不是算式}，{{相差 数2 数6}}。"
    filling = Filling(ROWS)
    pieces = [filling.feed(text[at : at + size]) for at in range(0, len(text), size)]
    shown = "".join((*pieces, filling.rest()))
    assert shown == fill(text, ROWS).text
    assert not any("{{" in piece for piece in pieces)


def test_a_stream_without_an_end_of_its_call_goes_on() -> None:
    filling = Filling(ROWS)
    assert filling.feed("{{" + "长" * 100) + filling.rest() == "{{" + "长" * 100


def test_values_stay_exact() -> None:
    assert fill("{{合计 数3 数8}}", ROWS).derived[0].value == Decimal(400)
