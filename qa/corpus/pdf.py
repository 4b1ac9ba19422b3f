"""Text of a PDF with a text layer, page by page. Runs in a child process with limits (``sandbox``)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2
from pypdfium2 import raw

from qa.corpus.extracted import Extracted, Removed, hidden_warning
from qa.corpus.glyphs import Page
from qa.corpus.layout import PageText, read_page
from qa.corpus.noise import RemovedKind
from qa.errors import FileError

MAX_PAGES = 5_000
_GARBAGE = re.compile("[\ue000-\uf8ff\ufffd\ufffe\uffff\U000f0000-\U0010ffff]")
# Above this share of characters without a meaning the text layer is not to be trusted.
_UNCERTAIN = 0.2
_SHOWN_PAGES = 8
_NOTES_TITLE = "注释"


def read_pdf(data: bytes) -> Extracted:
    """Pages end in form feeds, notes at their feet follow the last. Raises FileError for PDFs that are encrypted, damaged
    or have no text layer."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as exc:
        if pypdfium2.raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD or "password" in str(exc).lower():
            raise FileError("是加密的 PDF，需要密码才能打开，请去掉密码后再试") from exc
        raise FileError("PDF 已损坏，无法打开") from exc
    count = len(document)
    if count > MAX_PAGES:
        raise FileError(f"PDF 有 {count} 页，超过上限 {MAX_PAGES} 页")
    removed: list[Removed] = []
    drawing_fonts: set[int] = set()
    pages = [_page_text(document, index, drawing_fonts, removed) for index in range(count)]
    empty = [number for number, page in enumerate(pages, start=1) if not page.lines]
    if len(empty) == count and not removed:
        raise FileError(f"PDF 共 {count} 页，没有文字层（可能是扫描件），请先做文字识别（OCR）")
    numbers, texts = zip(*_in_order(pages), strict=True)
    text = "\f".join(texts)
    warnings = (*_empty_warning(empty), *_garbage_warning(text), *hidden_warning(removed))
    return Extracted(text, numbers, warnings, tuple(removed))


def _in_order(pages: Sequence[PageText]) -> Iterator[tuple[int, str]]:
    """Number and text of each page, then those of the notes at the feet of pages: they are no part of the sentences that
    go on overleaf."""
    for number, page in enumerate(pages, start=1):
        yield number, "\n".join(page.lines)
    title = f"\n\n{_NOTES_TITLE}\n\n"
    for number, page in enumerate(pages, start=1):
        if page.notes:
            yield number, title + "\n\n".join(page.notes)
            title = "\n\n"


def _empty_warning(empty: Sequence[int]) -> tuple[str, ...]:
    if not empty:
        return ()
    shown = "、".join(map(str, empty[:_SHOWN_PAGES])) + ("等" if len(empty) > _SHOWN_PAGES else "")
    return (f"第 {shown} 页没有文字层，这 {len(empty)} 页没有收录",)


def _garbage_warning(text: str) -> tuple[str, ...]:
    share = len(_GARBAGE.findall(text)) / max(1, len(text))
    return (f"PDF 文字层有 {share:.0%} 的字无法识别，内容不可靠，请核对",) if share > _UNCERTAIN else ()


def _page_text(document: Any, index: int, drawing_fonts: set[int], removed: list[Removed]) -> PageText:
    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        return PageText(())
    try:
        found = Page(page, drawing_fonts)
    finally:
        page.close()
    text = read_page(found.seen)
    if found.hidden:
        removed.append(Removed(RemovedKind.HIDDEN, found.hidden))
    removed += [Removed(RemovedKind.NOTE_MARK, mark) for mark in text.marks]
    removed += [Removed(RemovedKind.TABLE_HEAD, head) for head in text.heads]
    return text
