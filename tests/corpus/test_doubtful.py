"""What was read in doubtful order is kept to read and stands for nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from qa.corpus import read_reports
from qa.corpus.mentions import mentions
from qa.corpus.split import split
from qa.records import Page, Report
from qa.statements.enumerations import enumerations_of
from qa.statements.extract import statements_of
from tests.corpus.test_pdf import body, boxes_side_by_side, drawn
from tests.samples import make_report

TEXT = ["新建农村公路320公里。", "粮食产量875万吨。", "植树造林90万亩。"]


def report() -> Report:
    made, _ = make_report("洛阳市", 2020, TEXT, ["办好2件实事：一是新建学校12所；二是改造危桥52座。"])
    cut, behind = len(TEXT[0]), len("".join(TEXT[:2]))
    pages = (Page(1, 0, cut), Page(2, cut, behind, doubtful=True), Page(3, behind, len(made.text)))
    return replace(made, pages=pages)


def test_its_sentences_are_in_no_passage_and_passages_end_before_it() -> None:
    passages = split(report(), 260)
    assert [passage.text for passage in passages[:2]] == [TEXT[0], TEXT[2]]
    assert all(TEXT[1] not in passage.text for passage in passages)


def test_its_figures_are_not_stated() -> None:
    figures = [statement.text for statement in statements_of(report())]
    assert "320公里" in figures and "90万亩" in figures and "875万吨" not in figures


def test_its_phrases_are_not_cited() -> None:
    assert mentions("粮食产量", [report()]).found == ()
    assert mentions("农村公路", [report()]).count == 1


def test_its_enumerations_are_none() -> None:
    made = report()
    assert enumerations_of(made)
    assert enumerations_of(replace(made, pages=(replace(made.pages[2], start=0, doubtful=True),))) == ()


def test_a_file_says_which_pages_are_doubtful(tmp_path: Path) -> None:
    (tmp_path / "洛阳市2020年政府工作报告.pdf").write_bytes(drawn(body, boxes_side_by_side, body))
    (made,) = read_reports([tmp_path], passage_chars=260).reports
    assert made.warnings[0] == "第 2 页的阅读顺序拿不准，其中的句子不作为依据引用，请核对原件"
    assert [page.doubtful for page in made.pages] == [False, True, False]
    assert "东区全年完成财政收入" in made.text
