"""``qa statements``, ``qa table`` and ``qa indicators`` as they are typed."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook
from rich.console import Console
from typer.testing import CliRunner, Result

from qa.cli import app
from qa.index.build import build_store
from qa.lookup.show import print_rows
from tests.answer.fakes import shared_words
from tests.index.builder import RECIPE
from tests.samples import PairEncoder, make_report

HERE = make_report(
    "承德市",
    2024,
    ["地区生产总值增长5.6%。", "粮食总产量达到125万吨。"],
    ["规上工业增加值增长8%左右。", "地区生产总值增长6%左右。"],
)
THERE = make_report(
    "张家口市", 2024, ["地区生产总值增长5.1%。"], ["规模以上工业增加值增长7%。", "全市生产总值增长5.5%以上。"]
)
EARLIER = make_report("张家口市", 2017, ["地区生产总值增长7%。"], ["新建学校9所。"])


@pytest.fixture(autouse=True)
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = (HERE, THERE, EARLIER)
    reports, passages = [report for report, _ in made], [passage for _, own in made for passage in own]
    monkeypatch.setenv("QA_INDEX_DIR", str(tmp_path / "index"))
    build_store(tmp_path / "index", RECIPE, reports, passages, PairEncoder, shared_words())


def qa(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def lines(result: Result) -> list[list[str]]:
    assert result.exit_code == 0, result.exception
    return [line.split("\t") for line in result.stdout.splitlines()]


def test_all_growth_targets_of_a_year_are_one_command() -> None:
    result = qa("table", "地区生产总值增长", "--year", "2024", "--basis", "target")
    assert lines(result) == [["地方", "2024年"], ["承德市", "6%左右"], ["张家口市", "5.5%以上"]]


def test_places_may_be_short_and_silence_is_shown() -> None:
    rows = lines(qa("table", "GDP增速", "粮食产量", "--year", "2023", "--place", "承德", "--place", "张家口"))
    assert rows == [
        ["地方", "地区生产总值增长", "粮食总产量"],
        ["承德市", "5.6%", "125万吨"],
        ["张家口市", "5.1%", "未提及"],
    ]


def test_targets_beside_their_outcomes() -> None:
    rows = lines(qa("outcomes", "地区生产总值增长", "--place", "承德"))
    assert rows == [
        ["地方", "年份", "目标", "结果", "判断", "结果比目标"],
        ["承德市", "2024", "6%左右", "没有讲这年的报告", "没有说", ""],
    ]
    assert json.loads(qa("outcomes", "GDP增速", "--json").stdout)["facet"] == "rise"


def test_the_history_of_a_phrase(tmp_path: Path) -> None:
    result = qa("mentions", "新建学校")
    assert lines(result)[1:] == [[EARLIER[0].title, "2017", "1", "新建学校9所。"]]
    assert "3 份报告中有 1 份说到“新建学校”，共 1 次，最早 2017 年，最近 2017 年。" in result.stderr
    assert "1 份报告都没有说到“低空经济”" in qa("mentions", "低空经济", "--place", "承德").stderr
    assert json.loads(qa("mentions", "增长", "--json").stdout)["total"] == 3
    qa("mentions", "增长", "--report-year", "2017", "--csv", str(tmp_path / "m.csv"))
    assert "地区生产总值增长7%。" in (tmp_path / "m.csv").read_text(encoding="utf-8-sig")
    assert "是空的" in str(qa("mentions", " ").exception)


def test_a_table_goes_into_files(tmp_path: Path) -> None:
    files = tmp_path / "t.csv", tmp_path / "t.xlsx"
    result = qa("table", "地区生产总值增长", "--year", "2023", "--csv", str(files[0]), "--xlsx", str(files[1]))
    assert result.stdout == "" and result.stderr.count("已写入") == 2
    rows = list(csv.reader(io.StringIO(files[0].read_bytes().decode("utf-8-sig"), newline="")))
    assert rows[1][:4] == ["承德市", "5.6%", "5.6", "%"] and "地区生产总值增长5.6%。" in rows[1][4]
    assert load_workbook(files[1]).worksheets[0]["C2"].value == 5.6


def test_a_file_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    result = qa("table", "地区生产总值增长", "--csv", str(tmp_path / "no" / "t.csv"))
    assert "写不了文件" in str(result.exception)


def test_json_is_that_of_the_service() -> None:
    made = json.loads(qa("table", "地区生产总值增长", "--year", "2023", "--json").stdout)
    assert made["rows"][0]["cells"][0]["citation"]["quote"] == "地区生产总值增长5.6%。"
    found = json.loads(qa("statements", "承德2024", "--json").stdout)
    assert [each["indicator"] for each in found][:2] == ["地区生产总值", "粮食总产量"]
    listed = json.loads(qa("indicators", "-n", "1", "--json").stdout)
    assert listed[0]["name"] == "地区生产总值" and listed[0]["joined"][0]["name"] == "生产总值"


@pytest.mark.parametrize("wanted", ["承德2024", "承德市2024年", "承德", "承德市2024年政府工作报告", HERE[0].id])
def test_a_report_is_found_by_place_and_year_or_id(wanted: str, tmp_path: Path) -> None:
    rows = lines(qa("statements", wanted))
    assert rows[0] == ["指标", "数字", "地方", "年份", "性质", "方面", "原句"]
    assert rows[1] == ["地区生产总值", "5.6%", "承德市", "2023", "结果", "增长", "地区生产总值增长5.6%。"]
    assert qa("statements", wanted, "--csv", str(tmp_path / "s.csv")).stdout == ""
    assert "粮食总产量达到125万吨。" in (tmp_path / "s.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("statements", "海州2024"), "没有“海州2024”这份报告"),
        (("statements", "张家口"), "可以是几份报告"),
        (("statements", " "), "没有“ ”这份报告"),
        (("table", "生产能耗"), "没有叫“生产能耗”的指标；相近的有：生产总值"),
    ],
)
def test_what_is_not_there_is_told(arguments: tuple[str, ...], said: str) -> None:
    assert said in str(qa(*arguments).exception)


def test_indicators_are_listed_with_what_is_one_and_why() -> None:
    rows = lines(qa("indicators"))
    assert rows[1] == ["地区生产总值", "5", "承德市、张家口市", "2016—2024", "生产总值（1 次，词典中同一指标）"]
    assert ["规上工业增加值", "2", "承德市、张家口市", "2024", "规模以上工业增加值（1 次，写法不同）"] in rows
    assert len(lines(qa("indicators", "--place", "张家口", "--year", "2017"))) == 2
    result = qa("indicators", "-n", "1")
    assert len(lines(result)) == 2 and "列出前 1 个" in result.stderr


@pytest.mark.parametrize("width", [40, 100])
def test_a_table_on_a_terminal_loses_nothing(width: int) -> None:
    console = Console(width=width, force_terminal=True, color_system=None, file=io.StringIO())
    print_rows(console, ("地方", "2024年"), [("[bold]张家口市", "很长的原句" * 12)])
    assert isinstance(console.file, io.StringIO)
    text = "".join(line.split("│")[2].strip() for line in console.file.getvalue().splitlines() if line.startswith("│"))
    assert text == "很长的原句" * 12
    assert "[bold]" in console.file.getvalue()


def test_help_loads_none_of_it() -> None:
    code = "import qa.cli, sys; print({'pyarrow', 'openpyxl', 'faiss', 'torch'} & set(sys.modules))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "set()"
