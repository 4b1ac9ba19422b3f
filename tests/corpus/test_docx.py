"""What Word shows of a document, and what it does not."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

import pytest

from qa.corpus.docx import read_docx
from qa.corpus.noise import RemovedKind

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def package(
    body: str, parts: dict[str, str | bytes] | None = None, links: Sequence[tuple[str, str, str]] = ()
) -> bytes:
    """``parts``: name below word/ -> XML or bytes; ``links``: id, kind and target of each relationship."""
    relation = '<Relationship Id="{}" Type="{}/{}" Target="{}"/>'
    wrap = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("_rels/.rels", wrap.format(relation.format("r0", R, "officeDocument", "word/document.xml")))
        archive.writestr(
            "word/document.xml", f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}</w:body></w:document>'
        )
        if links:
            rels = "".join(relation.format(name, R, kind, target) for name, kind, target in links)
            archive.writestr("word/_rels/document.xml.rels", wrap.format(rels))
        for name, content in (parts or {}).items():
            archive.writestr(f"word/{name}", content)
    return buffer.getvalue()


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def p(*runs: str, properties: str = "") -> str:
    return (
        f"<w:p><w:pPr>{properties}</w:pPr>{''.join(each if each.startswith('<') else run(each) for each in runs)}</w:p>"
    )


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def tr(*cells: str) -> str:
    return f"<w:tr>{''.join(cell if cell.startswith('<') else tc(cell) for cell in cells)}</w:tr>"


def lines(data: bytes) -> list[str]:
    return read_docx(data).text.split("\n\n")


def part(root: str, content: str) -> str:
    return f'<w:{root} xmlns:w="{W}" xmlns:r="{R}">{content}</w:{root}>'


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


def test_content_controls_around_rows_and_cells_hide_nothing() -> None:
    def control(inner: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    table = tr("指标", "2020年") + control(tr("茶园面积", "3.1万亩")) + tr("茶叶产量", control(tc("2.2万吨")))
    assert lines(package(f"<w:tbl>{table}</w:tbl>")) == ["2020年茶园面积3.1万亩。", "2020年茶叶产量2.2万吨。"]


def test_merged_cells_belong_to_all_that_they_span() -> None:
    merge = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    table = (
        tr(tc("乡镇", merge[0]), tc("指标", merge[0]), tc("粮食", '<w:gridSpan w:val="2"/>'))
        + tr(tc("", merge[1]), tc("", merge[1]), "2019年", "2020年")
        + tr(tc("河口镇", merge[0]), "产量（吨）", "310", "420")
        + tr(tc("", merge[1]), "面积（亩）", "81", "92")
    )
    assert lines(package(f"<w:tbl>{table}</w:tbl>")) == [
        "2019年河口镇产量粮食310吨。2020年河口镇产量粮食420吨。",
        "2019年河口镇面积粮食81亩。2020年河口镇面积粮食92亩。",
    ]


def test_a_deleted_row_is_gone() -> None:
    gone = f"<w:tr><w:trPr><w:del w:id='1'/></w:trPr>{tc('旧')}{tc('1吨')}</w:tr>"
    found = read_docx(package(f"<w:tbl>{tr('指标', '2020年')}{gone}{tr('新', '2吨')}</w:tbl>"))
    assert found.text == "2020年新2吨。"
    assert RemovedKind.DELETED in {piece.kind for piece in found.removed}


def test_notes_follow_the_body_in_the_order_of_the_text() -> None:
    body = p(
        "产业园",
        "<w:r><w:footnoteReference w:id='9'/></w:r>",
        "建成",
        "<w:r><w:footnoteReference w:id='4'/></w:r>",
        "。",
    )
    body += p("总结", "<w:r><w:endnoteReference w:id='2'/></w:r>", "。")
    parts: dict[str, str | bytes] = {
        "footnotes.xml": part(
            "footnotes",
            f"<w:footnote w:type='separator' w:id='0'>{p('线')}</w:footnote><w:footnote w:id='4'>{p('二期除外。')}</w:footnote>"
            f"<w:footnote w:id='9'>{p('占地31公顷。')}</w:footnote>",
        ),
        "endnotes.xml": part("endnotes", f"<w:endnote w:id='2'>{p('初步数。')}</w:endnote>"),
    }
    assert lines(package(body, parts)) == [
        "产业园建成。",
        "总结。",
        "注释",
        "注1：占地31公顷。",
        "注2：二期除外。",
        "尾注1：初步数。",
    ]


def test_documents_that_word_takes_in_are_read() -> None:
    links = [
        ("rA", "aFChunk", "a.html"),
        ("rB", "aFChunk", "b.docx"),
        ("rC", "aFChunk", "c.txt"),
        ("rD", "aFChunk", "d"),
    ]
    chunks = "".join(f"<w:altChunk r:id='{name}'/>" for name, _, _ in links)
    inside: dict[str, str | bytes] = {
        "a.html": "<html><body><p>网页里的一段，全年增长5%。</p></body></html>",
        "b.docx": package(p("文档里的一段。")),
        "c.txt": "文本里的一段，全年增长6%。".encode("gb18030"),
    }
    found = read_docx(package(p("正文。") + chunks, inside, links))
    assert found.text.split("\n\n") == [
        "正文。",
        "网页里的一段，全年增长5%。",
        "文档里的一段。",
        "文本里的一段，全年增长6%。",
    ]
    assert len(found.warnings) == 1 and "没有读出" in found.warnings[0]


def test_heads_of_pages_are_left_out_and_told() -> None:
    data = package(p("正文。"), {"header1.xml": part("hdr", p("内部文件"))}, [("r1", "header", "header1.xml")])
    found = read_docx(data)
    assert (found.text, [piece.text for piece in found.removed]) == ("正文。", ["内部文件"])


def test_pinyin_above_characters_is_no_text() -> None:
    ruby = "<w:r><w:ruby><w:rt><w:r><w:t>zhen</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>圳</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    assert lines(package(p("深", ruby, "市"))) == ["深圳市"]


def numbered(text: str, number: int, depth: int = 0) -> str:
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


def numbering(*nums: str) -> dict[str, str | bytes]:
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (form, text) in enumerate((("chineseCountingThousand", "%1、"), ("decimal", "%2.")))
    )
    kinds = f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
    return {"numbering.xml": part("numbering", kinds + "".join(nums))}


def num(number: int, inner: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="0"/>{inner}</w:num>'


def test_lists_begin_anew_where_word_begins_them_anew() -> None:
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    body = "".join(numbered(text, number) for text, number in (("甲", 1), ("乙", 1), ("丙", 2), ("丁", 2), ("戊", 1)))
    assert lines(package(body, numbering(num(1), num(2, again)))) == ["一、甲", "二、乙", "一、丙", "二、丁", "三、戊"]
    assert lines(package(body, numbering(num(1), num(2))))[2:] == ["三、丙", "四、丁", "五、戊"]


def test_a_list_may_have_levels_of_its_own() -> None:
    own = (
        '<w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:start w:val="5"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="第%1条 "/></w:lvl></w:lvlOverride>'
    )
    body = numbered("甲", 1) + numbered("乙", 2) + numbered("丙", 2)
    assert lines(package(body, numbering(num(1), num(2, own)))) == ["一、甲", "第5条 乙", "第6条 丙"]
