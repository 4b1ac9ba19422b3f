"""Text of a PDF with a text layer, page by page. Runs in a child process with limits (``sandbox``)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2
from pypdfium2 import raw

from qa.corpus.extracted import Extracted
from qa.errors import FileError

MAX_PAGES = 5_000
_GARBAGE = re.compile("[\ue000-\uf8ff\ufffd\ufffe\uffff\U000f0000-\U0010ffff]")
# Above this share of characters without a meaning the text layer is not to be trusted.
_UNCERTAIN = 0.2
_INDENT = "\u3000\u3000"
# Indents of a first line, in sizes of the type: two characters, give or take the rounding of layout programs.
_INDENT_FROM, _INDENT_TO = 1.2, 3.2
_SHOWN_PAGES = 8


@dataclass(frozen=True, slots=True)
class _Line:
    """``left`` in points from the left edge of the page, ``size`` of the type in points."""

    text: str
    left: float
    size: float


def read_pdf(data: bytes) -> Extracted:
    """Pages end in form feeds. Raises FileError for PDFs that are encrypted, damaged or have no text layer."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as exc:
        if pypdfium2.raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD or "password" in str(exc).lower():
            raise FileError("是加密的 PDF，需要密码才能打开，请去掉密码后再试") from exc
        raise FileError("PDF 已损坏，无法打开") from exc
    count = len(document)
    if count > MAX_PAGES:
        raise FileError(f"PDF 有 {count} 页，超过上限 {MAX_PAGES} 页")
    pages = [_page_text(document, index) for index in range(count)]
    empty = [number for number, text in enumerate(pages, start=1) if not text.strip()]
    if len(empty) == count:
        raise FileError(f"PDF 共 {count} 页，没有文字层（可能是扫描件），请先做文字识别（OCR）")
    return Extracted(
        "\f".join(pages),
        tuple(range(1, count + 1)),
        warnings=(*_empty_warning(empty), *_garbage_warning("".join(pages))),
    )


def _empty_warning(empty: Sequence[int]) -> tuple[str, ...]:
    if not empty:
        return ()
    shown = "、".join(map(str, empty[:_SHOWN_PAGES])) + ("等" if len(empty) > _SHOWN_PAGES else "")
    return (f"第 {shown} 页没有文字层，这 {len(empty)} 页没有收录",)


def _garbage_warning(text: str) -> tuple[str, ...]:
    share = len(_GARBAGE.findall(text)) / max(1, len(text))
    return (f"PDF 文字层有 {share:.0%} 的字无法识别，内容不可靠，请核对",) if share > _UNCERTAIN else ()


def _page_text(document: Any, index: int) -> str:
    """Lines of one page; first lines of paragraphs set in by two spaces, as they are on the page."""
    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        return ""
    text_page = page.get_textpage()
    try:
        lines = _lines(text_page)
    finally:
        text_page.close()
        page.close()
    margin = _margin(lines)
    return "\n".join(_indent(line, margin) + line.text for line in lines)


def _lines(text_page: Any) -> list[_Line]:
    lines: list[_Line] = []
    units: list[int] = []
    first = 0
    for index in range(text_page.count_chars()):
        unit = raw.FPDFText_GetUnicode(text_page, index)
        if unit in (0x0A, 0x0D):
            lines += _line(text_page, units, first)
            units = []
        elif unit:
            first = first if units else index
            units.append(unit)
    return lines + _line(text_page, units, first)


def _line(text_page: Any, units: Sequence[int], first: int) -> list[_Line]:
    text = _decoded(units)
    if not text.strip():
        return []
    left = text_page.get_charbox(first, loose=True)[0]
    return [_Line(text.strip(), left, raw.FPDFText_GetFontSize(text_page, first))]


def _decoded(units: Sequence[int]) -> str:
    """Characters outside the basic plane come as surrogate pairs or whole, as the version of PDFium likes it."""
    text = "".join(map(chr, units))
    # PDFium gives U+0002 for a hyphen at a line end.
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").replace("\x02", "-")


def _margin(lines: Sequence[_Line]) -> float:
    """Where full lines begin: the leftmost place that several lines share."""
    counts = Counter(round(line.left) for line in lines)
    shared = [left for left, count in counts.items() if count >= 2] or list(counts)
    return min(shared, default=0)


def _indent(line: _Line, margin: float) -> str:
    size = line.size or 1
    return _INDENT if _INDENT_FROM <= (line.left - margin) / size <= _INDENT_TO else ""
