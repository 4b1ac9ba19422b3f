from pathlib import Path

from qa.corpus import read_reports
from qa.corpus.explain import explain
from qa.corpus.files import Found
from qa.corpus.findings import Where
from qa.corpus.noise import RemovedKind
from tests.corpus.documents import make_page
from tests.corpus.test_clean import HEAD, REVIEW, TASKS

TEXT = (
    f"首页 | 新闻中心 | 政务公开\n{HEAD}现在，我代表市人民政府向大会报告工作，请予审议。\n一、2012年工作回顾\n"
    f"{REVIEW.replace('团结奋斗，', '团结奋斗，www.abc-gongwen.com 政府工作报告。')}\n— 1 —\n二、2013年重点工作\n{TASKS}\n— 2 —\n版权所有，不得转载。"
)


def found(path: Path) -> Found:
    return Found(path, path.parent, path.name, inside=False)


def test_every_piece_is_shown_on_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    explanation = explain(found(tmp_path / "a.txt"))
    lines = TEXT.split("\n")
    gone = [(row.number, row.kind) for row in explanation.rows if row.kind]
    assert gone == [
        (1, RemovedKind.MENU),
        (8, RemovedKind.WATERMARK),
        (9, RemovedKind.PAGE_MARK),
        (12, RemovedKind.PAGE_MARK),
        (13, RemovedKind.DISCLAIMER),
    ]
    kept = [row for row in explanation.rows if row.kind is None]
    assert [row.text for row in kept] == [line for number, line in enumerate(lines, 1) if number not in (1, 9, 12, 13)]


def test_what_was_recognised_is_told_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (identity,) = explain(found(tmp_path / "a.txt")).identities
    assert identity.place and identity.year
    assert (identity.place.value.name, identity.place.where) == ("临沂市", Where.TITLE)
    (tmp_path / "reports.toml").write_text('["a.txt"]\nyear = 2014\n', encoding="utf-8")
    (corrected,) = explain(found(tmp_path / "a.txt")).identities
    assert corrected.year and (corrected.year.value, corrected.year.where) == (2014, Where.USER)


def test_what_lies_around_the_report_of_a_page_is_shown_too(tmp_path: Path) -> None:
    page = make_page(
        f"<p>临沂市2013年政府工作报告</p><p>{REVIEW}</p><p>{TASKS}</p><p style='display:none'>看不见的字</p>"
    )
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    around = explain(found(tmp_path / "a.html")).around
    assert ("看不见的字", RemovedKind.HIDDEN) in [(piece.text, piece.kind) for piece in around]
    assert any("相关新闻" in piece.text for piece in around)


def test_a_file_that_gives_no_report_is_explained_and_never_called_empty(tmp_path: Path) -> None:
    page = make_page(f"<nav>{REVIEW * 2}</nav><p>短。</p>")
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    explanation = explain(found(tmp_path / "a.html"))
    assert REVIEW in "".join(piece.text for piece in explanation.around)
    (problem,) = read_reports([tmp_path], passage_chars=200).problems
    assert "没有收录" in problem.message and "空" not in problem.message
