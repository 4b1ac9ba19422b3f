"""The same report as PDF, DOCX, web page and GBK text gives the same text back."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from qa.corpus import read_reports
from qa.corpus.clean import clean
from qa.corpus.extract import extract
from qa.records import Report
from tests.corpus.documents import make_docx, make_html, make_mht, make_pdf
from tests.corpus.shape_texts import PROVINCE

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
FORMATS: dict[str, Callable[[list[str]], bytes]] = {
    "pdf": make_pdf,
    "docx": make_docx,
    "html": lambda paragraphs: make_html(paragraphs).encode(),
    "html-gbk": lambda paragraphs: make_html(paragraphs).encode("gb18030"),
    "mht": lambda paragraphs: make_mht(make_html(paragraphs)),
    "mht-gbk": lambda paragraphs: make_mht(make_html(paragraphs), "gb18030", "base64"),
    "gbk": lambda paragraphs: "\n".join(paragraphs).encode("gb18030"),
    "big5-named-html": lambda paragraphs: make_html(paragraphs).replace("gb2312", "big5").encode("utf-16"),
}


@cache
def seeds() -> tuple[Report, ...]:
    return read_reports([SEEDS], passage_chars=260).reports


def lost_share(before: str, after: str) -> float:
    """Share of the characters of ``before``, white space aside, that ``after`` lacks or has too many of."""
    left, right = (Counter(re.sub(r"\s", "", text)) for text in (before, after))
    return ((left - right).total() + (right - left).total()) / left.total()


@pytest.mark.parametrize("name", FORMATS)
def test_every_seed_comes_back_whole(name: str) -> None:
    for report in seeds():
        paragraphs = report.text.split("\n")
        extracted = extract(FORMATS[name](paragraphs))
        again = clean(extracted.text, pages=extracted.pages).text
        assert lost_share(report.text, again) <= 0.005, report.id
        assert sum(p not in again.split("\n") for p in paragraphs) <= 0.05 * len(paragraphs), report.id


@pytest.mark.parametrize("name", ["pdf", "docx", "html"])
def test_identity_outline_and_passages_are_those_of_the_text(tmp_path: Path, name: str) -> None:
    report = seeds()[1]
    (tmp_path / "a.bin").write_bytes(FORMATS[name](report.text.split("\n")))
    corpus = read_reports([tmp_path / "a.bin"], passage_chars=260)
    (again,) = corpus.reports
    assert (again.title, again.reviewed, again.meeting) == (report.title, report.reviewed, report.meeting)
    assert [(s.path, s.role, s.years) for s in again.sections] == [(s.path, s.role, s.years) for s in report.sections]
    assert again.warnings == ()


@pytest.mark.parametrize("footer", ["— {} —", "第 {} 页 共 99 页", "{}", ""])
def test_passages_of_a_pdf_know_their_page(tmp_path: Path, footer: str) -> None:
    report = seeds()[4]
    data = make_pdf(report.text.split("\n"), footer=footer)
    (tmp_path / "a.pdf").write_bytes(data)
    corpus = read_reports([tmp_path], passage_chars=260)
    (again,) = corpus.reports
    assert [page.number for page in again.pages] == list(range(1, len(again.pages) + 1))
    assert again.pages[0].start == 0 and again.pages[-1].end == len(again.text)
    assert lost_share(report.text, again.text) <= 0.001
    # 22 lines of 28 characters a page, the last ones of paragraphs shorter.
    assert len(again.pages) >= len(report.text) / (22 * 28)
    assert all(passage.page is not None for passage in corpus.passages)


def test_pages_are_counted_from_the_cover_and_over_empty_pages() -> None:
    """The page that a PDF viewer shows, not the number printed on it."""
    text = "封面\f\f一、工作回顾\n全市经济平稳增长，人民生活改善。\n— 1 —\f二、目标任务\n今年要抓好项目建设。\n— 2 —"
    cleaned = clean(text, pages=range(1, text.count("\f") + 2))
    assert [(page.number, cleaned.text[page.start : page.end].strip()[:2]) for page in cleaned.pages] == [
        (1, "封面"),
        (3, "一、"),
        (4, "二、"),
    ]
    assert "— 1 —" not in cleaned.text


def test_a_cover_that_is_noise_does_not_shift_the_pages() -> None:
    text = "某某网\f张家港市2015年政府工作报告\n各位代表：\n现在，我代表市人民政府报告工作，请予审议。全市上下团结奋斗，各项事业取得新的进步。\f一、回顾"
    cleaned = clean(text, pages=range(1, text.count("\f") + 2))
    assert cleaned.text.startswith("张家港市")
    assert [page.number for page in cleaned.pages] == [2, 3]


@pytest.mark.parametrize("rows", [24, 12])
@pytest.mark.parametrize("header", ["凉州市第四届人民代表大会第六次会议文件（5）", "贵州省人民政府工作报告"])
def test_heads_of_pages_go_and_take_nothing_along(tmp_path: Path, header: str, rows: int) -> None:
    """Also when there are but few pages, and when the head is the title of all."""
    lines = [line for line in PROVINCE.split("\n") if line]
    (tmp_path / "a.pdf").write_bytes(make_pdf(lines, header=header, rows=rows))
    (tmp_path / "b.pdf").write_bytes(make_pdf(lines, rows=rows))
    (report,) = read_reports([tmp_path], passage_chars=260).reports
    plain = extract((tmp_path / "b.pdf").read_bytes())
    title = header if "工作报告" in header else ""
    assert report.text.removeprefix(title).strip() == clean(plain.text, pages=plain.pages).text
    assert (report.place, report.year) == ("贵州省", 2021)
    assert len(report.sources) == 2
