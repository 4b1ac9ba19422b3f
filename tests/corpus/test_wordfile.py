"""Packages of DOCX that are made to harm, damaged, or of the other dialect."""

from __future__ import annotations

import io
import socket
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx.oxml.ns import qn

from qa.corpus import docx, read_reports, wordfile
from qa.corpus.docx import read_docx
from qa.corpus.extract import extract
from qa.errors import FileError
from tests.corpus.documents import PARAGRAPHS, REVIEW, make_docx
from tests.corpus.wordxml import lines


def rezipped(data: bytes, change: Callable[[str, bytes], bytes], extra: dict[str, bytes] | None = None) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, content in (extra or {}).items():
            new.writestr(name, content)
    return buffer.getvalue()


def in_body(xml: bytes) -> Callable[[str, bytes], bytes]:
    return lambda name, data: data.replace(b"<w:body>", b"<w:body>" + xml) if name == "word/document.xml" else data


def test_zip_bombs_are_refused_before_they_are_unpacked() -> None:
    data = make_docx(PARAGRAPHS)
    wide = rezipped(data, lambda _, content: content, {"word/media/a.bin": bytes(120_000_000)})
    dense = rezipped(data, lambda _, content: content, {"word/media/a.bin": bytes(20_000_000)})
    many = rezipped(data, lambda _, content: content, {f"word/media/{i}.bin": b"" for i in range(10_001)})
    for bomb, reason in ((wide, "超过上限"), (dense, "超过上限"), (many, "个文件")):
        with pytest.raises(FileError, match=reason):
            read_docx(bomb)


def test_an_entry_that_lies_about_its_size_is_counted_while_it_unpacks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wordfile, "MAX_BYTES", 10_000)
    monkeypatch.setattr(docx, "check_size", lambda *_: None)
    with pytest.raises(FileError, match="超过上限"):
        read_docx(make_docx(PARAGRAPHS * 100))


def test_entries_with_odd_names_and_nested_archives_are_never_touched(tmp_path: Path) -> None:
    data = rezipped(
        make_docx(PARAGRAPHS), lambda _, content: content, {"../x.txt": b"x", "word/inner.zip": make_docx(["内"])}
    )
    assert lines(data) == PARAGRAPHS
    assert not list(tmp_path.parent.glob("x.txt"))


def test_entities_and_external_relationships_are_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "socket", lambda *_, **__: pytest.fail("opened a socket"))
    secret = tmp_path / "secret.txt"
    secret.write_text("机密内容", encoding="utf-8")
    outside = f'<!DOCTYPE x [<!ENTITY a SYSTEM "file://{secret}"><!ENTITY b SYSTEM "http://127.0.0.1:9/">]>'.encode()
    bomb = "<!DOCTYPE x [<!ENTITY l0 '哈哈'>" + "".join(f"<!ENTITY l{i} '{f'&l{i - 1};' * 10}'>" for i in range(1, 10))

    def poisoned(prolog: bytes, reference: bytes) -> bytes:
        def change(name: str, content: bytes) -> bytes:
            if name != "word/document.xml":
                return content
            head, _, rest = content.partition(b"?>")
            body = rest.replace(b"<w:body>", b"<w:body><w:p><w:r><w:t>" + reference + "全年</w:t></w:r></w:p>".encode())
            return head + b"?>" + prolog + body

        return rezipped(make_docx(PARAGRAPHS), change)

    found = read_docx(poisoned(outside, b"&a;&b;")).text
    assert "机密" not in found and REVIEW in found
    assert "哈哈" not in _text_or_problem(poisoned(bomb.encode() + b"]>", b"&l9;"))
    relations = b'<Relationship Id="rX" Type="http://x/attachedTemplate" Target="http://127.0.0.1:9/t.dotm" TargetMode="External"/></Relationships>'
    linked = rezipped(
        make_docx(PARAGRAPHS),
        lambda name, c: c.replace(b"</Relationships>", relations) if name.endswith(".rels") else c,
    )
    assert lines(linked) == PARAGRAPHS


def _text_or_problem(data: bytes) -> str:
    try:
        return read_docx(data).text
    except FileError as exc:
        return str(exc)


@pytest.mark.timeout(60)
def test_a_bomb_of_many_paragraphs_costs_little(tmp_path: Path) -> None:
    """33 kB that took a document library 2.1 GB and two minutes."""
    data = rezipped(make_docx(PARAGRAPHS), in_body(b"<w:p><w:r/></w:p>" * 1_000_000))
    (tmp_path / "a.docx").write_bytes(data)
    corpus = read_reports([tmp_path], passage_chars=260)
    assert [report.title for report in corpus.reports] == ["临沂市2013年政府工作报告"] or corpus.problems


@pytest.mark.parametrize("damage", [0.3, 0.7, 0.98])
def test_damaged_packages_are_told(damage: float) -> None:
    data = make_docx(PARAGRAPHS)
    with pytest.raises(FileError, match="损坏"):
        extract(data[: int(len(data) * damage)])


def test_strict_documents_are_read_too() -> None:
    data = rezipped(
        make_docx(PARAGRAPHS),
        lambda _, content: content.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        ),
    )
    assert lines(data) == PARAGRAPHS
    assert qn("w:p").startswith("{http://schemas.openxmlformats.org")
