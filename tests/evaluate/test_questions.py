from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from qa.errors import QuestionSetError
from qa.evaluate.questions import SCHEMA, check_docs, check_quotes, load, schema
from qa.evaluate.quotes import bare
from tests.evaluate.fakes import SHELF, line, unanswerable, write_set

ROOT = Path(__file__).resolve().parents[2]


def faults(path: Path) -> list[str]:
    with pytest.raises(QuestionSetError) as caught:
        load(path)
    return str(caught.value).splitlines()[1:]


def test_the_schema_file_is_in_step() -> None:
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == schema()


def test_the_fixed_set_loads() -> None:
    numbered = load(ROOT / "seeds" / "questions.jsonl")
    assert len(numbered) == 100
    assert [item.line for item in numbered] == list(range(1, 101))


@pytest.mark.parametrize("path", sorted(Path("tests").glob("**/questions/*.jsonl")), ids=lambda path: path.stem)
def test_every_set_of_the_project_loads(path: Path) -> None:
    assert load(path)


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """The reports that the unseen sets ask about, by the names that the sets give them."""
    paths = [*ROOT.glob("tests/reports/*/*.txt"), *ROOT.glob("seeds/*.txt")]
    return {path.stem.partition("_")[0]: bare(path.read_text(encoding="utf-8")) for path in paths}


@pytest.mark.parametrize("path", sorted(Path("tests/reports/questions").glob("*.jsonl")), ids=lambda path: path.stem)
def test_the_unseen_sets_name_reports_of_the_project_and_quote_them(path: Path, texts: dict[str, str]) -> None:
    asked = [item.question for item in load(path)]
    assert {doc for question in asked for doc in question.docs} <= set(texts)
    assert [gold.quote for q in asked for gold in q.evidence if bare(gold.quote) not in texts[gold.doc]] == []


def test_blank_lines_and_a_byte_order_mark_keep_the_line_numbers(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_bytes(b"\xef\xbb\xbf\r\n" + json.dumps(line()).encode() + b"\r\n")
    assert [item.line for item in load(path)] == [2]


def test_broken_json_is_named_with_its_line(tmp_path: Path) -> None:
    path = write_set(tmp_path / "set.jsonl", [line()])
    with path.open("a", encoding="utf-8") as file:
        file.write('{"id": "q2"\n')
    assert faults(path) == ["第2行：不是合法的 JSON（第12列）"]


def test_deep_nesting_is_a_fault_and_no_crash(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text("[" * 100_000 + "\n", encoding="utf-8")
    assert faults(path)[0].startswith("第1行：")


def test_repeated_ids_name_both_lines(tmp_path: Path) -> None:
    path = write_set(tmp_path / "set.jsonl", [line(), line(id="q2"), line()])
    assert faults(path) == ["第3行：编号 q1 与第1行重复"]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"remark": "x"}, "remark：未知字段"),
        ({"category": "facts"}, "category：取值不在允许的范围内（fact、compare、trend、list、followup、unanswerable）"),
        ({"question": " "}, "question：不能为空白，编号中也不能有空格"),
        ({"answerable": 1}, "answerable：应为 true 或 false"),
        ({"must_include": []}, "must_include：不能为空"),
        ({"must_include": [[]]}, "must_include[0]：不能为空"),
        ({"docs": "000"}, "docs：应为列表"),
        ({"history": [{"role": "system", "content": "x"}]}, "history[0].role：取值不在允许的范围内"),
        ({"evidence": []}, "answerable 为 true，但没有 evidence"),
        ({"answerable": False}, "answerable 为 false，但有 evidence"),
        ({"docs": ["001"]}, "evidence 的 doc「000」不在 docs 中"),
        ({"category": "unanswerable"}, "category 为 unanswerable，但 answerable 为 true"),
    ],
)
def test_each_fault_is_named(tmp_path: Path, changes: dict[str, Any], fault: str) -> None:
    assert f"第1行：{fault}" in faults(write_set(tmp_path / "set.jsonl", [line(**changes)]))


def test_a_missing_field_is_named(tmp_path: Path) -> None:
    short = line()
    del short["answer"]
    assert faults(write_set(tmp_path / "set.jsonl", [short])) == ["第1行：answer：缺少这个字段"]


def test_a_line_that_is_no_object(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text("[1]\n", encoding="utf-8")
    assert faults(path) == ["第1行：整行：应为对象"]


def test_an_empty_file_a_missing_one_and_one_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "empty").write_bytes(b"")
    (tmp_path / "gbk").write_bytes("问题".encode("gbk"))
    for name in ("empty", "missing", "gbk"):
        with pytest.raises(QuestionSetError):
            load(tmp_path / name)


def test_docs_and_quotes_are_checked_against_the_store(tmp_path: Path) -> None:
    spaced = {"doc": "000", "quote": "全市粮食总产 达到１２６.5万吨,增长18.7%"}
    absent = {"doc": "000", "quote": "全市粮食总产达到999万吨"}
    lines = [
        line(evidence=[spaced]),
        line(id="q2", evidence=[absent]),
        line(id="q3", docs=["000", "777"]),
        unanswerable(),
    ]
    numbered = load(write_set(tmp_path / "set.jsonl", lines))
    assert list(map(str, check_docs(numbered, SHELF))) == ["第3行：docs 中的「777」在库中找不到对应的报告"]
    assert list(map(str, check_quotes(numbered, SHELF))) == [
        "第2行：「000」的报告中没有这句原文：全市粮食总产达到999万吨"
    ]
