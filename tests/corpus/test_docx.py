"""What Word shows of a document, and what it does not."""

from __future__ import annotations

from qa.corpus.docx import read_docx
from qa.corpus.noise import RemovedKind
from tests.corpus.wordxml import lines, p, package, part, tc, tr


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
