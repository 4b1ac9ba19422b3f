"""Documents of Word, written element by element."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from qa.corpus.docx import read_docx

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
