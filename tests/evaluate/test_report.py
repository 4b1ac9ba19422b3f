from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

from qa.evaluate.marks import mark_run, summarise
from qa.evaluate.report import write_report
from qa.evaluate.system import Outcome
from tests.evaluate.fakes import NORTH, shown
from tests.evaluate.runs import OUTCOMES, make_run


class Page(HTMLParser):
    """Tags with their attributes, and whether every tag opened is closed in order."""

    VOID = frozenset({"meta", "br", "line", "polyline"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.stack: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.stack.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self.stack.pop() == tag


def written(tmp_path: Path, outcomes: dict[str, Outcome]) -> tuple[str, str]:
    run = make_run(tmp_path / "run", outcomes)
    marked = mark_run(run)
    html, markdown = write_report(run, marked, summarise(marked, run.meta.cards, 0))
    return html.read_text(encoding="utf-8"), markdown.read_text(encoding="utf-8")


def test_the_page_stands_alone(tmp_path: Path) -> None:
    html, _ = written(tmp_path, OUTCOMES)
    page = Page(html)
    assert page.stack == []
    assert not re.search(r"https?://|//[a-z]|url\(|@import", html)
    assert not {"script", "link", "img", "iframe", "object", "base", "form"} & {tag for tag, _ in page.tags}
    assert not any(name in ("src", "href") or name.startswith("on") for _, attrs in page.tags for name in attrs)


def test_what_a_system_said_is_text_and_no_mark_up(tmp_path: Path) -> None:
    html, markdown = written(tmp_path, OUTCOMES)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<script" not in markdown


def test_each_failed_question_stands_beside_its_gold(tmp_path: Path) -> None:
    html, markdown = written(tmp_path, OUTCOMES)
    cases = html[html.index("未通过的问题") :]
    assert "未通过的问题（2）" in html
    for piece in (
        "新建改扩建中小学和幼儿园24所",
        "学校99所",
        "编造的数字：1；99所",
        "缺：24所",
        "等待回复超时",
        "检索第 2 位",
    ):
        assert piece in cases
    assert "资料中没有2030年的数" not in cases
    assert "| q4 | 调用失败 | How much grain? |" in markdown


def test_the_tables_hold_the_marks_with_their_intervals(tmp_path: Path) -> None:
    html, markdown = written(tmp_path, OUTCOMES)
    row = next(line for line in markdown.splitlines() if line.startswith("| 答对 |"))
    assert re.fullmatch(r"\| 答对 \| 0\.500 \[\d\.\d{3}, \d\.\d{3}\] \| 4 \|", row)
    assert html.count("<polyline") == 3
    assert all(len(line.split("|")) > 3 for line in markdown.splitlines() if line.startswith("|"))


def test_a_retrieval_run_shows_the_questions_whose_evidence_is_incomplete(tmp_path: Path) -> None:
    found = Outcome(passages=(shown(NORTH),))
    html, _ = written(tmp_path, {"q1": found, "q2": found})
    assert "未通过的问题（1）" in html
    assert "证据不全" in html
    assert "未检索到" in html


def test_a_run_without_a_single_reply_that_came_has_a_page(tmp_path: Path) -> None:
    html, _ = written(tmp_path, {"q4": OUTCOMES["q4"]})
    assert "未通过的问题（1）" in html


def test_a_pipe_or_a_line_break_does_not_break_the_table(tmp_path: Path) -> None:
    _, markdown = written(tmp_path, {"q1": Outcome(answer="甲|乙\n丙")})
    assert "甲\\|乙 丙 |" in markdown
