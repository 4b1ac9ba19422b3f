"""Text of a PDF with a text layer, page by page. Runs in a child process with limits (``sandbox``)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2
from pypdfium2 import raw

from qa.corpus.extracted import Extracted, Removed, hidden_warning
from qa.corpus.glyphs import Page
from qa.corpus.layout import Glyph, PageText, read_page
from qa.corpus.noise import RemovedKind
from qa.corpus.ocr import MAX_PAGES as MAX_RECOGNISED
from qa.corpus.ocr import Recogniser
from qa.errors import FileError

MAX_PAGES = 5_000
_GARBAGE = re.compile("[\ue000-\uf8ff\ufffd\ufffe\uffff\U000f0000-\U0010ffff]")
# Above this share of characters without a meaning the text layer is not to be trusted.
_UNCERTAIN = 0.2
_NOTES_TITLE = "注释"


def read_pdf(data: bytes, recogniser: Recogniser | None = None) -> Extracted:
    """Pages end in form feeds, notes at their feet follow the last; pictures of pages are read by ``recogniser``.

    Raises FileError for PDFs that are encrypted or damaged.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as exc:
        if pypdfium2.raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD or "password" in str(exc).lower():
            raise FileError("是加密的 PDF，需要密码才能打开，请去掉密码后再试") from exc
        raise FileError("PDF 已损坏，无法打开") from exc
    count = len(document)
    if count > MAX_PAGES:
        raise FileError(f"PDF 有 {count} 页，超过上限 {MAX_PAGES} 页")
    reader = _Reader(document, recogniser)
    pages = [reader.page(index) for index in range(count)]
    numbers, texts = zip(*_in_order(pages), strict=True) if pages else ((), ())
    text = "\f".join(texts)
    warnings = (*_garbage_warning(text), *hidden_warning(reader.removed))
    return Extracted(
        text,
        numbers,
        warnings,
        tuple(reader.removed),
        tuple(reader.unread),
        tuple(reader.recognised),
        tuple(reader.doubtful),
    )


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


def _garbage_warning(text: str) -> tuple[str, ...]:
    share = len(_GARBAGE.findall(text)) / max(1, len(text))
    return (f"PDF 文字层有 {share:.0%} 的字无法识别，内容不可靠，请核对",) if share > _UNCERTAIN else ()


class _Reader:
    """Reads pages, and keeps the record of what was left out, and of which pages are pictures."""

    def __init__(self, document: Any, recogniser: Recogniser | None) -> None:
        self._document = document
        self._recogniser = recogniser
        self._drawing_fonts: set[int] = set()
        self.removed: list[Removed] = []
        self.unread: list[int] = []
        self.recognised: list[int] = []
        self.doubtful: list[int] = []

    def page(self, index: int) -> PageText:
        try:
            page = self._document[index]
        except pypdfium2.PdfiumError:
            return PageText(())
        try:
            glyphs = self._glyphs(page, index + 1)
        finally:
            page.close()
        text = read_page(glyphs)
        self.doubtful += [index + 1] if text.doubtful else []
        self.removed += [Removed(RemovedKind.NOTE_MARK, mark) for mark in text.marks]
        self.removed += [Removed(RemovedKind.TABLE_HEAD, head) for head in text.heads]
        return text

    def _glyphs(self, page: Any, number: int) -> Sequence[Glyph]:
        found = Page(page, self._drawing_fonts)
        if found.hidden:
            self.removed.append(Removed(RemovedKind.HIDDEN, found.hidden))
        if found.struck:
            self.removed.append(Removed(RemovedKind.DELETED, found.struck))
        if not found.scanned:
            return found.seen
        if self._recogniser is None or len(self.recognised) >= MAX_RECOGNISED:
            self.unread.append(number)
            return found.seen
        glyphs = self._recogniser.glyphs(page)
        (self.recognised if glyphs else self.unread).append(number)
        return glyphs or found.seen
