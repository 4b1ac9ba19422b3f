"""Marks of extraction on reports of a sentence or two, and the command that prints them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from qa.errors import InputError
from qa.evaluate.commands import app_for
from qa.evaluate.extraction import (
    GOLD,
    MARKS,
    REPORTS,
    GoldSentence,
    GoldStatement,
    Pair,
    compare_reports,
    estimates,
    likeness,
    load_gold,
    right,
    summary,
    wrong_fields,
)
from qa.evaluate.gate import FLOORS, statement_falls
from qa.evaluate.stats import Estimate, wilson
from qa.evaluate.targets import Openers
from qa.records import Basis, Facet, How, Period
from tests.samples import make_report
from tests.statements.made import stated

SENTENCE = "地区生产总值增长6.1%，新建农村公路320公里。"
REPORT, _ = make_report("临江市", 2021, [SENTENCE], ["地区生产总值增长6.5%左右。"])
DOC = "临江市2021.txt"
FOUND = stated(REPORT, SENTENCE, "6.1%", "地区生产总值", 2020, facet=Facet.RISE)


def gold(figure: str = "6.1%", **changes: str) -> GoldStatement:
    told = {
        "indicator": "地区生产总值", "period": "2020", "how": "year", "basis": "result", "facet": "rise", "hedge": "", "place": "",
    }  # fmt: skip
    return GoldStatement(figure=figure, **told | changes)


ROADS = gold("320公里", indicator="新建农村公路里程", facet="new")


def sentence(*statements: GoldStatement, text: str = SENTENCE, doc: str = DOC) -> GoldSentence:
    return GoldSentence(id="g1", doc=doc, group="made", sentence=text, context="", statements=statements)


def pair(wanted: GoldStatement, **changes: Any) -> Pair:
    return Pair(sentence(wanted), wanted, replace(FOUND, **changes), "临江市")


def test_figures_are_paired_and_what_is_missing_or_too_many_is_kept() -> None:
    both, missing = compare_reports([sentence(gold(), ROADS)], [REPORT])
    assert not missing and [wrong_fields(each) for each in both] == [(), ()]
    some, _ = compare_reports([sentence(gold(), gold("7户"))], [REPORT])
    told = [(p.wanted and p.wanted.figure, p.found and p.found.text) for p in some]
    assert told == [("6.1%", "6.1%"), ("7户", None), (None, "320公里")]
    assert {mark: summary(some)[mark] for mark in ("recall", "precision", "basis")} == {
        "recall": (1, 2),
        "precision": (1, 2),
        "basis": (1, 1),
    }


def test_only_figures_of_the_sentence_count_however_it_is_written() -> None:
    wide = "地区生产总值增长６．１％，新建　农村公路320公里。"
    pairs, missing = compare_reports([sentence(gold("６．１％"), ROADS, text=wide)], [REPORT])
    assert not missing and all(p.wanted and p.found for p in pairs) and len(pairs) == 2


@pytest.mark.parametrize("lost", [sentence(gold(), text="没有这句。"), sentence(gold(), doc="别的.txt")])
def test_a_sentence_that_no_report_has_is_named(lost: GoldSentence) -> None:
    assert compare_reports([lost], [REPORT]) == ((), ("g1",))


def test_of_figures_written_alike_the_one_of_the_likest_name_is_taken() -> None:
    text = "财政收入增长6%，粮食产量增长6%。"
    report, _ = make_report("临江市", 2021, [text], [])
    wanted = [gold("6%", indicator="粮食产量"), gold("6%", indicator="财政收入")]
    pairs, _ = compare_reports([sentence(*wanted, text=text)], [report])
    assert [p.found and p.found.indicator for p in pairs] == ["粮食产量", "财政收入"]


@pytest.mark.parametrize(
    ("wanted", "found", "holds"),
    [
        (("2020", "year"), Period(2020, 2020), True),
        (("2020", "end"), Period(2020, 2020), True),
        (("2020", "year"), Period(2020, 2020, How.END), True),
        (("2020", "year"), Period(2019, 2019), False),
        (("2020", "year"), Period(2020, 2020, How.TOTAL), False),
        (("2016-2020", "total"), Period(2016, 2020, How.TOTAL), True),
        (("2016-2020", "average"), Period(2016, 2020, How.TOTAL), False),
        (("2016-2020", "total"), Period(2020, 2020), False),
        (("", "year"), Period(), True),
        (("", "year"), Period(2020, 2020), False),
    ],
)
def test_years_must_be_right_and_how_of_several(wanted: tuple[str, str], found: Period, holds: bool) -> None:
    assert right(pair(gold(period=wanted[0], how=wanted[1]), period=found), "period") is holds


@pytest.mark.parametrize(
    ("named", "found", "holds"),
    [
        ("", "临江市", True),
        ("", "全国", False),
        ("", None, False),
        ("全国", "全国", True),
        ("全国", "临江市", False),
        ("新城区", "全国", True),
    ],
)
def test_the_place_is_the_report_s_own_unless_the_gold_names_one(named: str, found: str | None, holds: bool) -> None:
    assert right(pair(gold(place=named), place=found), "place") is holds


def test_basis_facet_and_indicator_must_be_the_same() -> None:
    assert wrong_fields(pair(gold())) == ()
    assert wrong_fields(pair(gold(basis="target"))) == ("basis",)
    assert wrong_fields(pair(gold(facet="fall"))) == ("facet",)
    assert wrong_fields(pair(gold(indicator="粮食产量"))) == ("indicator",)
    assert wrong_fields(pair(gold(), basis=Basis.BASE, facet=Facet.LEVEL, place="全国")) == ("basis", "facet", "place")


def test_a_figure_that_is_missing_has_no_field_right() -> None:
    assert not right(Pair(sentence(gold()), gold(), None, "临江市"), "place")
    assert not right(Pair(sentence(), None, FOUND, "临江市"), "place")


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("生产总值", "国内生产总值", 1, 1),
        ("新建农村公路", "农村公路新建", 1, 1),
        ("专利授权量", "专利授权量（件）", 1, 1),
        ("绿化面积", "绿道里程", 0.1, 0.6),
        ("粮食产量", "旅游收入", 0, 0.2),
        ("", "粮食产量", 0, 0),
    ],
)
def test_likeness_of_names(one: str, other: str, least: float, most: float) -> None:
    assert least <= likeness(one, other) <= most


NAMES = st.text("城镇农村居民人均收入粮食产量全市的（）", max_size=12)


@given(NAMES, NAMES)
def test_likeness_is_a_share_that_knows_no_order(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) == likeness(other, one) <= 1


@given(st.integers(0, 400), st.integers(1, 400))
def test_the_interval_holds_the_share_and_has_a_width(right_ones: int, n: int) -> None:
    estimate = wilson(min(right_ones, n), n)
    assert estimate is not None and estimate.n == n
    assert 0 <= estimate.low <= estimate.value <= estimate.high <= 1 and estimate.low < estimate.high


def test_the_interval_is_wilson_s() -> None:
    estimate = wilson(81, 263)
    assert estimate is not None and (estimate.low, estimate.high) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson(0, 0) is None


def floors(tmp_path: Path, **least: float) -> Path:
    path = tmp_path / "floors.json"
    path.write_text(json.dumps({"statements": least}), encoding="utf-8")
    return path


def test_floors_of_extraction(tmp_path: Path) -> None:
    measured: dict[str, Estimate | None] = {"recall": Estimate(0.9, 0.8, 1, 10), "place": None}
    assert statement_falls(measured, floors(tmp_path, recall=0.9)) == ()
    assert statement_falls(measured, floors(tmp_path, recall=0.91, place=0.0, basis=0.5)) == (
        "recall：0.900 低于下限 0.91",
        "place：未测得，要求不低于 0.0",
        "basis：未测得，要求不低于 0.5",
    )
    with pytest.raises(InputError, match="有误"):
        statement_falls(measured, floors(tmp_path, reach=0.9))
    with pytest.raises(InputError, match="没有 statements"):
        statement_falls(measured, floors(tmp_path))


def test_every_mark_has_a_committed_floor() -> None:
    assert set(json.loads(FLOORS.read_bytes())["statements"]) == set(MARKS) == set(estimates(()))
    assert len(statement_falls(estimates(()))) == len(MARKS)


def test_the_gold_and_the_reports_are_in_the_repository() -> None:
    names = {path.name for folder in REPORTS for path in folder.iterdir()}
    files = sorted(GOLD.glob("*.jsonl"))
    assert files and {each.doc for path in files for each in load_gold(path)} <= names


# -- the command -------------------------------------------------------------------------------------------------------

TEXT = """临江市2021年政府工作报告
各位代表：
现在，我代表市人民政府向大会报告工作，请予审议。
一、2020年工作回顾
2020年，地区生产总值增长6.1%，新建农村公路320公里。
二、2021年工作安排
地区生产总值增长6.5%左右。
"""


def call(tmp_path: Path, wanted: GoldSentence, *options: str) -> Result:
    reports, path = tmp_path / "reports", tmp_path / "gold.jsonl"
    reports.mkdir(exist_ok=True)
    (reports / DOC).write_text(TEXT, encoding="utf-8")
    path.write_text(wanted.model_dump_json() + "\n", encoding="utf-8")
    unused: Any = None
    openers = Openers(unused, unused, unused, unused, unused)
    return CliRunner().invoke(
        app_for(openers), ["statements", str(path), "--reports", str(reports), *options], env={"COLUMNS": "100"}
    )


GOOD = sentence(gold(), ROADS, text="2020年，地区生产总值增长6.1%，新建农村公路320公里。")
FAULTY = sentence(gold(basis="target"), gold("7户"), text=GOOD.sentence)


def test_marks_are_printed_and_floors_held(tmp_path: Path) -> None:
    result = call(tmp_path, GOOD)
    assert result.exit_code == 0, result.output
    assert "数字召回" in result.stdout and "[0.342, 1.000]" in result.stdout


def test_below_the_floors_the_exit_code_is_1_and_errors_are_listed(tmp_path: Path) -> None:
    result = call(tmp_path, FAULTY, "--errors")
    assert result.exit_code == 1
    assert "未守住下限：recall：0.500 低于下限" in result.stderr
    lines = [line.strip() for line in result.stdout.split("g1 ")[1].splitlines()]
    assert lines == [
        GOOD.sentence,
        "结果或目标",
        "标注 6.1% | 地区生产总值 | 2020 | year | target | rise |",
        "读出 6.1% | 地区生产总值 | 2020 | year | result | rise | 临江市",
        "漏掉",
        "标注 7户 | 地区生产总值 | 2020 | year | result | rise |",
        "多出",
        "读出 320公里 | 新建农村公路 | 2020 | year | result | new | 临江市",
    ]
    assert "标注" not in call(tmp_path, FAULTY).stdout.split("└")[1]
    assert call(tmp_path, FAULTY, "--floors", str(floors(tmp_path, recall=0.4))).exit_code == 0


def test_marks_as_json(tmp_path: Path) -> None:
    told = json.loads(call(tmp_path, FAULTY, "--json").stdout)
    assert told["marks"]["recall"]["value"] == 0.5 and told["sentences"] == 1
    assert [(error["wrong"], bool(error["wanted"]), bool(error["found"])) for error in told["errors"]] == [
        (["basis"], True, True),
        ([], True, False),
        ([], False, True),
    ]


def test_a_sentence_that_is_lost_fails_the_gate(tmp_path: Path) -> None:
    lost = sentence(gold(), text="没有这句。")
    result = call(tmp_path, lost, "--floors", str(floors(tmp_path, recall=0.0)))
    assert result.exit_code == 1 and "报告中没有这些句子：g1" in result.stderr


@pytest.mark.parametrize(("line", "said"), [("{}", "第 2 行有误：id"), ("是", "第 2 行有误")])
def test_a_faulty_line_is_named(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(f"{GOOD.model_dump_json()}\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError, match=said):
        load_gold(path)
    with pytest.raises(InputError, match="读不了"):
        load_gold(tmp_path / "none.jsonl")
