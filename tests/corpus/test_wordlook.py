"""What is struck, hidden, raised or of the colour of paper, by itself or by its style."""

from __future__ import annotations

import pytest

from qa.corpus.docx import read_docx
from qa.corpus.noise import RemovedKind
from tests.corpus.wordxml import lines, p, package, part, run, tc

STYLES = part(
    "styles",
    '<w:style w:styleId="up"><w:name w:val="ref"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    '<w:style w:styleId="secret"><w:name w:val="s"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:styleId="heir"><w:name w:val="h"/><w:basedOn w:val="secret"/></w:style>'
    '<w:style w:styleId="old"><w:name w:val="o"/><w:rPr><w:strike/></w:rPr></w:style>',
)


@pytest.mark.parametrize(
    "properties",
    ['<w:vertAlign w:val="superscript"/>', '<w:rStyle w:val="up"/>', '<w:position w:val="8"/><w:sz w:val="16"/>'],
)
def test_a_raised_number_is_no_digit_of_the_figure_behind_or_before_it(properties: str) -> None:
    found = read_docx(
        package(p("新增贷款", run("3", properties), "41.5亿元", run("[2]", properties), "。"), {"styles.xml": STYLES})
    )
    assert found.text == "新增贷款41.5亿元。"
    assert [piece.kind for piece in found.removed] == [RemovedKind.NOTE_MARK] * 2
    square = package(p("绿地3万m", run("2", properties), "。"), {"styles.xml": STYLES})
    assert lines(square) == ["绿地3万m²。"]


@pytest.mark.parametrize("properties", ["<w:strike/>", "<w:dstrike/>", '<w:rStyle w:val="old"/>'])
def test_struck_text_is_gone_and_told(properties: str) -> None:
    found = read_docx(package(p("税收", run("11.2亿元", properties), "13.4亿元。"), {"styles.xml": STYLES}))
    assert found.text == "税收13.4亿元。"
    assert found.warnings == ("文件里有 6 个字已被删除或划去，没有收录",)


def test_a_style_that_strikes_may_be_taken_back() -> None:
    kept = run("13.4亿元", '<w:rStyle w:val="old"/><w:strike w:val="0"/>')
    assert lines(package(p("税收", kept), {"styles.xml": STYLES})) == ["税收13.4亿元"]


@pytest.mark.parametrize(
    "properties",
    [
        "<w:vanish/>",
        '<w:rStyle w:val="secret"/>',
        '<w:rStyle w:val="heir"/>',
        '<w:color w:val="FFFFFF"/>',
        '<w:color w:val="fefefe"/>',
        '<w:sz w:val="2"/>',
    ],
)
def test_what_nobody_sees_is_not_read(properties: str) -> None:
    found = read_docx(package(p("风电装机", run("九百万千瓦", properties), "平稳。"), {"styles.xml": STYLES}))
    assert found.text == "风电装机平稳。"
    assert found.warnings == ("文件里有 5 个字是隐藏的，没有收录",)
    whole = p(run("全文隐藏的一段"), properties='<w:pStyle w:val="heir"/>')
    assert lines(package(p("正文") + whole, {"styles.xml": STYLES})) == ["正文"]


def test_white_words_on_a_colour_are_seen() -> None:
    white = run("白字", '<w:color w:val="FFFFFF"/>')
    shade = '<w:shd w:val="clear" w:fill="1F497D"/>'
    cell = f"<w:tc><w:tcPr>{shade}</w:tcPr>{p(white)}</w:tc>"
    body = p(white, properties=shade) + f"<w:tbl><w:tr>{cell}{tc('二')}</w:tr></w:tbl>"
    assert lines(package(body)) == ["白字", "白字 | 二"]
